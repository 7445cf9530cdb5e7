package import Catalog
internal import Postgres
internal import Storage

extension Products {
    /// What a person says of a product: a field, and its value; an empty one takes back what was said.
    package struct Assignment: Sendable {
        /// The field as it was named.
        package let field: String
        /// The value as it was written.
        package let value: String

        /// Reads `field=value`; nil without an equals sign or a field.
        package init?(_ text: String) {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
            field = String(text[..<equals])
            value = String(text[text.index(after: equals)...])
        }

        init(field: String, value: String) {
            self.field = field
            self.value = value
        }

        var isEmpty: Bool { value.allSatisfy(\.isWhitespace) }
    }

    /// Everything that may be said of a product.
    package func fields() throws -> [ProductField] { try database.connection.fetch(SelectProductFields()) }

    /// Writes down what a person says of a product, or measured on it, and assesses it anew.
    ///
    /// All of it or nothing: refuses fields that are unknown or named twice, values that do not fit, and for `isMeasured`
    /// fields that cannot be measured. What is said already is not written again.
    package func say(_ sku: String, _ assignments: [Assignment], isMeasured: Bool, dryRun: Bool = false) throws
        -> Detail
    {
        try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let vocabulary = try vocabulary()
            let fields = try fields()
            let known = try database.connection.fetch(SelectProductFacts(product: product.id))
            var facts: [(field: String, value: String?)] = []
            var seen: Set<String> = []
            for assignment in assignments {
                if !isMeasured, assignment.field == "preferred_supplier" {
                    try prefer(assignment, product.id, sku)
                    continue
                }
                let field = try field(assignment, among: fields, isMeasured: isMeasured)
                guard seen.insert(field.code).inserted else {
                    throw Refusal(
                        "field_twice", "\(field.code) is given twice", at: assignment.field, remedy: "give it once",
                        status: .usage)
                }
                let value = try value(assignment, field, vocabulary)
                let before = known.first { $0.field == field.code }
                let isSaid = before?.value == value && (value == nil || before?.fact.isMeasured == isMeasured)
                if !isSaid { facts.append((field.code, value)) }
            }
            try database.connection.run(InsertProductFacts(product: product.id, facts, isMeasured: isMeasured))
            _ = try Assessing(database).reassess(product: product.id)
            try database.connection.run(
                InsertAudit(
                    action: isMeasured ? "product.measure" : "product.set", subjectKind: "product", subject: sku,
                    detail: assignments.map { ($0.field, $0.value) }))
            return try show(sku)
        }
    }

    private func field(
        _ assignment: Assignment, among fields: [ProductField], isMeasured: Bool
    ) throws -> ProductField {
        guard let field = fields.first(where: { $0.isNamed(assignment.field) }) else {
            let names = fields.filter { !isMeasured || $0.isMeasurable }.map(\.code)
            throw Refusal(
                "field_unknown", "a product has no field \(assignment.field)", at: assignment.field,
                remedy: "give one of \(names.joined(separator: ", "))", status: .usage)
        }
        guard !isMeasured || field.isMeasurable else {
            throw Refusal(
                "field_not_measured", "\(field.code) is stated, not measured", at: assignment.field,
                remedy: "nephrite product set SKU \(field.code)=\(assignment.value)", status: .usage)
        }
        return field
    }

    private func value(
        _ assignment: Assignment, _ field: ProductField, _ vocabulary: Vocabulary
    ) throws -> String? {
        guard !assignment.isEmpty else { return nil }
        do {
            return try field.value(of: assignment.value, vocabulary)
        } catch {
            throw Refusal("value_invalid", error.message, at: field.code, remedy: error.remedy, status: .badInput)
        }
    }

    private func prefer(_ assignment: Assignment, _ product: Int64, _ sku: String) throws {
        let supplier = assignment.isEmpty ? nil : assignment.value
        let item = try database.connection.first(PreferSupplier(product: product, supplier: supplier)) ?? nil
        guard supplier == nil || item != nil else {
            throw Refusal(
                "supplier_not_of_product", "\(assignment.value) does not offer \(sku)", at: "preferred_supplier",
                remedy: "nephrite product show \(sku) lists who does", status: .badInput)
        }
    }
}
