/// Rows as a workbook needs them: what is known of all of them first, then one after another.
protocol SheetRows {
    var head: ReportHead { get }
    var summary: RowSummary { get }
    /// Passes on all rows in their order.
    func forEach(_ body: ([Cell]) throws -> Void) throws
    /// A function that answers the sums of the groups, one after another.
    func groupTotals() throws -> () throws -> [Total?]
}

extension ReportDocument: SheetRows {
    func forEach(_ body: ([Cell]) throws -> Void) throws { try rows.forEach(body) }

    func groupTotals() throws -> () throws -> [Total?] {
        var groups = self.groups[...]
        return { groups.popFirst().map { totals($0.rows) } ?? [] }
    }
}
