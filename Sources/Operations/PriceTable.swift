internal import Quantities
internal import Storage

/// The rows of a price list as a table, and what taking them over would change.
///
/// A row is a fixed price, or the quantities of a product, or both. Quantities that a row leaves empty stay as they are.
struct PriceTable {
    static let columns = [
        "sku", "unit_price", "min_quantity", "valid_from", "valid_to", "minimum", "multiple", "maximum",
    ]

    /// What makes a price the one it is.
    private struct Key: Hashable {
        let sku: String, minQuantity: Int, from: String?

        init(_ price: PriceTableRow) {
            (sku, minQuantity, from) = (price.sku, price.minQuantity ?? 1, price.validFrom)
        }

        init?(_ line: Line) {
            guard line.price != nil else { return nil }
            (sku, minQuantity, from) = (line.sku, line.minQuantity, line.from?.text)
        }
    }

    /// A row that is right by itself.
    private struct Line {
        let row: RowTable.Row, sku: String
        let price: Decimal?, minQuantity: Int, from, through: Day?
        let bounds: Bounds

        func hasPrice(of price: PriceTableRow) -> Bool {
            price.unitPrice == self.price && price.validTo == through?.text
        }
    }

    /// Quantities as far as they are given.
    private struct Bounds {
        var minimum, multiple, maximum: Int?

        var isEmpty: Bool { minimum == nil && multiple == nil && maximum == nil }

        /// The quantities where these are set on what there is.
        func set(on terms: QuantityTermsRow?) -> QuantityTermsRow {
            QuantityTermsRow(
                minimum: minimum ?? terms?.minimum ?? 1, multiple: multiple ?? terms?.multiple ?? 1,
                maximum: maximum ?? terms?.maximum)
        }

        /// The first that both give, and otherwise than the other.
        func contradiction(to other: Bounds) -> String? {
            let pairs = [
                ("minimum", minimum, other.minimum), ("multiple", multiple, other.multiple),
                ("maximum", maximum, other.maximum),
            ]
            return pairs.first { $1 != nil && $2 != nil && $1 != $2 }.map { "\($0.0) \($0.1 ?? 0)" }
        }
    }

    private var table: RowTable
    private var lines: [Line] = []

    /// Reads the rows each by itself and then against each other.
    ///
    /// Refuses (`file_not_table`) columns that are none of a price list.
    init(_ table: RowTable) throws {
        self.table = table
        try self.table.allowOnly(Self.columns.joined(separator: ", ")) { Self.columns.contains($0) }
        for row in table.rows {
            if let line = read(row) { lines.append(line) }
        }
        compare()
    }

    /// The SKUs, each once, in the order of the table.
    var skus: [String] {
        var seen: Set<String> = []
        return lines.map(\.sku).filter { seen.insert($0).inserted }
    }

    /// What the rows change of a list as it is, `replacing` what it has besides.
    ///
    /// Refuses (`rows_invalid`) wrong rows, all at once: also those of products that are not there, and quantities that no
    /// order could meet.
    mutating func changes(to listed: [PriceTableRow], products: [String: Int64], replacing: Bool) throws
        -> PriceTableChanges
    {
        let prices = Dictionary(
            listed.filter { $0.unitPrice != nil }.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let known = Dictionary(
            listed.compactMap { row in row.terms.map { (row.sku, $0) } }, uniquingKeysWith: { first, _ in first })
        let given = boundsBySKU()
        var changes = PriceTableChanges(rows: table.rows.count)
        var seen: Set<Key> = []
        var changedTerms: Set<String> = []
        for line in lines {
            guard let product = products[line.sku] else {
                table.find("there is no product \(line.sku)", in: line.row)
                continue
            }
            let terms = given[line.sku]?.set(on: known[line.sku]) ?? known[line.sku]
            let hasTerms = !line.bounds.isEmpty && terms != known[line.sku]
            if let terms, !line.bounds.isEmpty, !terms.isReachable {
                table.find("no quantity meets \(terms.words)", in: line.row)
            }
            if let terms, hasTerms, changedTerms.insert(line.sku).inserted { changes.terms.append((product, terms)) }
            let row = PriceTableRow(
                product: product, sku: line.sku, unitPrice: line.price,
                minQuantity: line.price == nil ? nil : line.minQuantity, validFrom: line.from?.text,
                validTo: line.through?.text, terms: terms)
            let key = Key(line)
            let before = key.flatMap { prices[$0] }
            let isRepeated = key.map { !seen.insert($0).inserted } ?? false
            let hasPrice = key != nil && !isRepeated && !(before.map(line.hasPrice) ?? false)
            if hasPrice { changes.prices.append(row) }
            let isNew = key == nil ? known[line.sku] == nil : before == nil
            changes.note(
                row, isRepeated || !(hasPrice || hasTerms) ? .unchanged : isNew ? .new : .changed, before: before)
        }
        if replacing {
            for price in listed where price.unitPrice != nil && !seen.contains(Key(price)) {
                changes.removed.append(price)
                changes.note(price, .removed, before: price)
            }
        }
        try table.check(code: "rows_invalid")
        return changes
    }

    // MARK: Rows

    private mutating func read(_ row: RowTable.Row) -> Line? {
        var faults: [String] = []
        func count(_ column: String) -> Int? {
            guard !row[column].isEmpty else { return nil }
            if let count = Int(row[column]), (1...999_999_999).contains(count) { return count }
            faults.append("\(column) \"\(row[column])\" is no whole number from 1 to 999999999")
            return nil
        }
        func day(_ column: String) -> Day? {
            guard !row[column].isEmpty else { return nil }
            if let day = Day(row[column]) { return day }
            faults.append("\(column) \"\(row[column])\" is no day such as 2026-11-30")
            return nil
        }
        if row.sku.isEmpty { faults.append("no SKU") }
        var price: Decimal?
        if !row["unit_price"].isEmpty {
            price = try? Decimal(row["unit_price"])
            if price == nil {
                faults.append(
                    "unit_price \"\(row["unit_price"])\" is no price (use a point and at most six digits behind it: 4.50)"
                )
            } else if let price, price < .zero {
                faults.append("unit_price \(row["unit_price"]) is below zero")
            }
        }
        let line = Line(
            row: row, sku: row.sku, price: price, minQuantity: count("min_quantity") ?? 1, from: day("valid_from"),
            through: day("valid_to"),
            bounds: Bounds(minimum: count("minimum"), multiple: count("multiple"), maximum: count("maximum")))
        if let from = line.from, let through = line.through, through < from {
            faults.append("valid_to \(through.text) is before valid_from \(from.text)")
        }
        if row["unit_price"].isEmpty {
            let isOfPrice = ["min_quantity", "valid_from", "valid_to"].contains { !row[$0].isEmpty }
            if isOfPrice || (line.bounds.isEmpty && faults.isEmpty) { faults.append("no unit_price") }
        }
        for fault in faults { table.find(fault, in: row) }
        return faults.isEmpty ? line : nil
    }

    /// Finds fault with rows that say otherwise than one before them.
    private mutating func compare() {
        var prices: [Key: Line] = [:]
        var bounds: [String: (bounds: Bounds, line: Int)] = [:]
        for line in lines {
            if let key = Key(line), let price = line.price {
                if let first = prices[key], first.price != price || first.through != line.through {
                    let beginning = line.from.map { " on \($0.text)" } ?? ""
                    table.find(
                        "another price or end from \(line.minQuantity)\(beginning) on stands in line \(first.row.line)",
                        in: line.row)
                } else {
                    prices[key] = line
                }
            }
            if let first = bounds[line.sku], let word = line.bounds.contradiction(to: first.bounds) {
                table.find("\(word) contradicts line \(first.line)", in: line.row)
            }
            if bounds[line.sku] == nil, !line.bounds.isEmpty { bounds[line.sku] = (line.bounds, line.row.line) }
        }
    }

    private func boundsBySKU() -> [String: Bounds] {
        var all: [String: Bounds] = [:]
        for line in lines where !line.bounds.isEmpty {
            let sofar = all[line.sku]
            all[line.sku] = Bounds(
                minimum: sofar?.minimum ?? line.bounds.minimum, multiple: sofar?.multiple ?? line.bounds.multiple,
                maximum: sofar?.maximum ?? line.bounds.maximum)
        }
        return all
    }
}

extension QuantityTermsRow {
    /// Whether some quantity on an order line meets all three.
    fileprivate var isReachable: Bool {
        maximum.map { $0 / multiple * multiple >= max(minimum, multiple) } ?? true
    }

    fileprivate var words: String {
        "a minimum of \(minimum), multiples of \(multiple)" + (maximum.map { " and a maximum of \($0)" } ?? "")
    }
}
