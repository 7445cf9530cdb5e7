internal import Catalog
internal import Storage

/// The rows of a table of products, a column for each field, and what taking them over would change.
///
/// A column named as a field is stated, one with `measured.` before the name was found out on a sample. An empty cell says
/// nothing.
struct ProductTable {
    private struct Column {
        let name: String
        let field: ProductField
        let isMeasured: Bool
    }

    /// A row that is right by itself.
    private struct Line {
        let row: RowTable.Row
        let said: [ProductTableChanges.Said]
    }

    private var table: RowTable
    private let columns: [Column]
    private var lines: [Line] = []

    /// Reads the rows.
    ///
    /// Refuses (`file_not_table`) columns that are no field, or measured and cannot be.
    init(_ table: RowTable, _ fields: [ProductField], _ vocabulary: Vocabulary) throws {
        self.table = table
        let known = table.columns.compactMap { Self.column($0, fields) }
        let described =
            "sku, \(ProductTableChanges.preferredSupplier), " + fields.map(\.code).joined(separator: ", ")
            + "; and with measured. before the name what can be measured, as measured.length_mm"
        try self.table.allowOnly(described) { name in
            name == "sku" || name == ProductTableChanges.preferredSupplier || known.contains { $0.name == name }
        }
        columns = known
        var seen: [String: Int] = [:]
        for row in table.rows {
            if row.sku.isEmpty {
                self.table.find("no SKU", in: row)
            } else if let line = seen[row.sku] {
                self.table.find("\(row.sku) stands in line \(line) already", in: row)
            }
            seen[row.sku] = seen[row.sku] ?? row.line
            lines.append(Line(row: row, said: read(row, vocabulary)))
        }
    }

    /// The SKUs in the order of the table.
    var skus: [String] { lines.map(\.row.sku) }

    /// What the rows change of products as they are; of those that are not there it makes new ones, drafts unless the row says
    /// otherwise.
    ///
    /// Refuses (`rows_invalid`) wrong rows, all at once: also new products without a name.
    mutating func changes(to products: [String: Int64], _ facts: [FactOfProduct], _ suppliers: [OfferingSuppliers])
        throws
        -> ProductTableChanges
    {
        let offers = Dictionary(suppliers.map { ($0.product, $0) }, uniquingKeysWith: { first, _ in first })
        var known: [Int64: [String: FactOfProduct]] = [:]
        for fact in facts { known[fact.product, default: [:]][fact.field] = fact }
        var changes = ProductTableChanges(rows: table.rows.count)
        for line in lines {
            let sku = line.row.sku
            guard let product = products[sku] else {
                if !sku.isEmpty { find(faultsOfNew: line) }
                let hasStatus = line.said.contains { $0.field == "status" }
                let draft = ProductTableChanges.Said(field: "status", value: "draft", isMeasured: false)
                changes.note(.new, sku, line.said + (hasStatus ? [] : [draft]))
                continue
            }
            var said: [ProductTableChanges.Said] = []
            for var fact in line.said {
                let before = known[product]?[fact.field]
                fact.previous = before?.value
                if fact.field == ProductTableChanges.preferredSupplier {
                    fact.previous = offers[product]?.preferred
                    if fact.previous != fact.value { said.append(fact) }
                    if offers[product]?.offering.contains(fact.value) != true {
                        table.find("\(fact.value) does not offer \(sku)", in: line.row)
                    }
                } else if before?.value != fact.value || before?.isMeasured != fact.isMeasured {
                    said.append(fact)
                }
            }
            changes.note(said.isEmpty ? .unchanged : .changed, sku, said)
        }
        try table.check(code: "rows_invalid")
        return changes
    }

    private mutating func find(faultsOfNew line: Line) {
        let sku = line.row.sku
        if !SKU.isWellFormed(sku) {
            table.find("\"\(sku)\" is no SKU; it has letters, digits, points, hyphens and underscores", in: line.row)
        } else if !line.said.contains(where: { $0.field == "name" }) {
            table.find("there is no product \(sku), and a new one needs a name", in: line.row)
        } else if let supplier = line.said.first(where: { $0.field == ProductTableChanges.preferredSupplier }) {
            table.find("\(supplier.value) does not offer \(sku), which is new", in: line.row)
        }
    }

    private mutating func read(_ row: RowTable.Row, _ vocabulary: Vocabulary) -> [ProductTableChanges.Said] {
        var said: [ProductTableChanges.Said] = []
        for column in columns where !row[column.name].isEmpty {
            guard !said.contains(where: { $0.field == column.field.code }) else {
                table.find("\(column.field.code) is given twice", in: row)
                continue
            }
            do {
                let value = try column.field.value(of: row[column.name], vocabulary)
                said.append(
                    ProductTableChanges.Said(field: column.field.code, value: value, isMeasured: column.isMeasured))
            } catch {
                table.find("\(column.name): \(error.message) (\(error.remedy))", in: row)
            }
        }
        let supplier = row[ProductTableChanges.preferredSupplier]
        if !supplier.isEmpty {
            said.append(
                ProductTableChanges.Said(
                    field: ProductTableChanges.preferredSupplier, value: supplier, isMeasured: false))
        }
        return said
    }

    private static func column(_ name: String, _ fields: [ProductField]) -> Column? {
        let prefix = "measured."
        let isMeasured = name.hasPrefix(prefix)
        let plain = isMeasured ? String(name.dropFirst(prefix.count)) : name
        guard let field = fields.first(where: { $0.isNamed(plain) }), field.isMeasurable || !isMeasured else {
            return nil
        }
        return Column(name: name, field: field, isMeasured: isMeasured)
    }
}
