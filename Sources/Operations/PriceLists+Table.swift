internal import Postgres
package import Quantities
package import Storage

extension PriceLists {
    /// Takes a table of prices and quantities over, all rows or none; with `replacing` the fixed prices that it lacks go.
    ///
    /// Rows that say what the list has are left alone. Refuses `price_list_unknown`, `file_not_table` for columns that are not
    /// known, and `rows_invalid` with every wrong row.
    package func take(_ table: RowTable, into code: String, replacing: Bool, dryRun: Bool = false) throws
        -> (list: PriceListRow, changes: PriceTableChanges)
    {
        try database.write(dryRun: dryRun) {
            let list = try show(code)
            var prices = try PriceTable(table)
            let products = try connection.fetch(SelectProductKeys(skus: prices.skus))
            var changes = try prices.changes(
                to: try connection.fetch(SelectPriceTable(list: list.id)),
                products: Dictionary(products.map { ($0.sku, $0.id) }, uniquingKeysWith: { first, _ in first }),
                replacing: replacing)
            changes.bound(by: try floors(list, changes.prices.map(\.sku)))
            try connection.run(UpsertPrices(list: list.id, prices: changes.prices))
            try connection.run(UpsertQuantities(list: list.id, changes.terms))
            try connection.run(DeletePrices(list: list.id, prices: changes.removed))
            try connection.run(
                InsertAudit(
                    action: "price-list.import", subjectKind: "price_list", subject: code,
                    detail: [("rows", String(changes.rows))]
                        + [.new, .changed, .removed].map { ($0.rawValue, String(changes.count($0))) }))
            return (list, changes)
        }
    }

    /// The columns of a list as a table, from the left.
    package static var tableColumns: [String] { PriceTable.columns }

    /// All fixed prices and quantities of a list by SKU, break and first day, as `take` reads them, and the day of today.
    ///
    /// Refuses `price_list_unknown`.
    package func table(_ code: String) throws -> (list: PriceListRow, rows: [PriceTableRow], day: Day) {
        let list = try show(code)
        return (list, try connection.fetch(SelectPriceTable(list: list.id)), try database.day())
    }
}

/// What a table changes of a price list.
package struct PriceTableChanges: Sendable {
    /// What becomes of a row; `removed` is a price that the table lacks.
    package enum Kind: String, Sendable {
        case new, changed, unchanged, removed
    }

    /// A row that is not as it was.
    package struct Change: Sendable {
        /// What became of it.
        package let kind: Kind
        /// The price and the quantities; for a removed one those that were.
        package let row: PriceTableRow
        /// The price for one until now.
        package let previousPrice: Decimal?
        /// The least price by the list's floor, where the price is below it today: it is sold at that.
        package fileprivate(set) var floor: Decimal?
    }

    /// Rows of the table; new, changed and unchanged add up to it.
    package let rows: Int
    /// The rows that are not as they were, in the order of the table, and then what was removed.
    package private(set) var changes: [Change] = []
    private var counts: [Kind: Int] = [:]
    var prices: [PriceTableRow] = []
    var removed: [PriceTableRow] = []
    var terms: [(product: Int64, terms: QuantityTermsRow)] = []

    init(rows: Int) { self.rows = rows }

    /// How many rows became so.
    package func count(_ kind: Kind) -> Int { counts[kind] ?? 0 }

    /// How many new or changed prices are below the floor today.
    package var countBelowFloor: Int { changes.count { $0.floor != nil } }

    /// Notes which prices are below the least ones.
    mutating func bound(by floors: [String: Decimal]) {
        for (index, change) in changes.enumerated() where change.kind != .removed {
            guard let price = change.row.unitPrice, let floor = floors[change.row.sku], price < floor else { continue }
            changes[index].floor = floor
        }
    }

    mutating func note(_ row: PriceTableRow, _ kind: Kind, before: PriceTableRow?) {
        counts[kind, default: 0] += 1
        if kind != .unchanged { changes.append(Change(kind: kind, row: row, previousPrice: before?.unitPrice)) }
    }
}
