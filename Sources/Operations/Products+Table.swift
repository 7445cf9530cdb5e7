internal import Postgres
internal import Storage

/// What a table changes of products.
package struct ProductTableChanges: Sendable {
    /// What becomes of a row.
    package enum Kind: String, Sendable {
        case new, changed, unchanged
    }

    /// A value of a field, as it is kept.
    package struct Said: Sendable, Equatable {
        /// The field and its value.
        package let field: String, value: String
        /// Whether it was found out on a sample.
        package let isMeasured: Bool
        /// What people had said until now; nil is nothing.
        package internal(set) var previous: String?
    }

    /// A product that is not as it was.
    package struct Change: Sendable {
        /// `new` or `changed`.
        package let kind: Kind
        /// The product.
        package let sku: String
        /// What is said of it that was not.
        package let said: [Said]
    }

    /// Rows of the table; new, changed and unchanged add up to it.
    package let rows: Int
    /// The products that are not as they were, in the order of the table.
    package private(set) var changes: [Change] = []
    private var counts: [Kind: Int] = [:]

    /// What is no field, but said of a product like one: the code of the supplier whose item counts.
    static let preferredSupplier = "preferred_supplier"

    init(rows: Int) { self.rows = rows }

    /// How many rows became so.
    package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }

    mutating func note(_ kind: Kind, _ sku: String, _ said: [Said]) {
        counts[kind, default: 0] += 1
        if kind != .unchanged { changes.append(Change(kind: kind, sku: sku, said: said)) }
    }
}

extension Products {
    /// Takes over what a table says of products, all rows or none, and assesses those anew that are not as they were.
    ///
    /// A product that is not there is made as one of our own. What is said already is not written again. Refuses
    /// `file_not_table` for columns that are no field, and `rows_invalid` with every wrong row.
    package func take(_ table: RowTable, dryRun: Bool = false) throws -> ProductTableChanges {
        try database.write(dryRun: dryRun) {
            let connection = database.connection
            var rows = try ProductTable(table, fields(), vocabulary())
            var products: [String: Int64] = [:]
            for row in try connection.fetch(SelectProductKeys(skus: rows.skus)) { products[row.sku] = row.id }
            let keys = products.values.sorted()
            let changes = try rows.changes(
                to: products, connection.fetch(SelectFactsOfProducts(products: keys)),
                connection.fetch(SelectOfferingSuppliers(products: keys)))
            let made = changes.changes.filter { $0.kind == .new }.map(\.sku)
            for row in try connection.fetch(InsertProducts(skus: made)) { products[row.sku] = row.id }
            var said: [FactOfProduct] = []
            var preferences: [(product: Int64, supplier: String)] = []
            var changed: [Int64] = []
            for change in changes.changes {
                guard let product = products[change.sku] else { continue }
                changed.append(product)
                for fact in change.said {
                    guard fact.field != ProductTableChanges.preferredSupplier else {
                        preferences.append((product, fact.value))
                        continue
                    }
                    said.append(
                        FactOfProduct(
                            product: product, field: fact.field, value: fact.value, isMeasured: fact.isMeasured))
                }
            }
            try connection.run(InsertFactsOfProducts(said))
            try connection.run(PreferSuppliers(preferences))
            try Assessing(database).reassess(changed)
            try connection.run(
                InsertAudit(
                    action: "product.import", subjectKind: "product", subject: "all",
                    detail: [("rows", String(changes.rows))]
                        + [.new, .changed].map { ($0.rawValue, String(changes.count($0))) }))
            return changes
        }
    }
}
