import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("Figures of a year explained by their rows")
struct ExplainedYearTests {
    /// Reports of which this year of trade may have no rows; the built program explains those of a shop.
    private static let withoutRows = [
        "allocations", "lot-trace", "tax-summary", "stocktake", "reorder", "import-runs",
    ]

    @Test("Every report explains each of its figures, or says why no rows sum to it")
    func everyFigure() {
        for report in Reports.all {
            for column in report.allColumns {
                let isExplained = report.explainedColumns.contains(column.name)
                #expect(
                    isExplained != (report.reasonUnexplained(column.name) != nil), "\(report.name) \(column.name)")
            }
            let names = report.columns.map(\.name)
            for name in report.explainedColumns + report.unexplained.flatMap(\.columns) {
                #expect(names.contains(name), "\(report.name) has no \(name)")
            }
            #expect(Set(report.explainedColumns).count == report.explainedColumns.count, "\(report.name)")
            #expect(
                Set(report.explainedColumns).isDisjoint(with: report.unexplained.flatMap(\.columns)), "\(report.name)")
        }
    }

    @Test("The rows of every explanation sum to the figures of every report", .yearOfTrade)
    func sums() throws {
        let workshop = try ReportWorkshop()
        let owner = try Connection(TestDatabase.current.conninfo, applicationName: "explained")
        try owner.script(
            """
            SET search_path = nephrite, pg_temp; SET session_replication_role = replica;
            UPDATE sales_order SET promised_on = confirmed_at::date + 10 WHERE confirmed_at IS NOT NULL;
            """)
        var figures = 0
        let explained = Reports.all.filter { !$0.explainedColumns.isEmpty }.map { ($0, [String]()) }
        for (report, filters) in explained + [(.valuation, ["method=fifo"]), (.stockOnHand, ["by=lot"])] {
            var request = ReportRequest()
            request.by = filters == ["by=lot"] ? "lot" : nil
            request.filters = request.by == nil ? filters : []
            if report.period != .none {
                (request.from, request.to) = try (
                    workshop.today().adding(days: -250).text, workshop.today().adding(days: -40).text
                )
            }
            if report.takesAsOf { request.asOf = try workshop.today().adding(days: -40).text }
            let document = try workshop.reports.run(report, request)
            #expect(!document.rows.isEmpty || Self.withoutRows.contains(report.name), "\(report.name)")
            let keys = document.keyColumns.compactMap { document.index(of: $0.name) }
            // Each figure is a report of its own; some rows of a long one will do.
            for row in stride(from: 0, to: document.rows.count, by: max(1, document.rows.count / 2)) {
                func keyText(_ row: [Cell]) -> String { keys.map { document.text(row, $0) }.joined(separator: "/") }
                let key = keyText(document.rows[row])
                // Layers of one product have the same key, and the figure is that of all.
                let others = document.rows.filter { keyText($0) == key }
                for column in report.explainedColumns {
                    let place = try #require(document.index(of: column))
                    guard !document.rows[row][place].isAbsent else { continue }
                    // It throws where they do not sum to the figure.
                    let rows = try workshop.reports.explain("\(key).\(column)", of: report, request)
                    let sum = try #require(rows.totals.compactMap { $0 }.first)
                    let shown = others.compactMap { $0[place].figure }.reduce(.zero, +)
                    switch sum {
                    case .count(let sum): #expect(sum == shown, "\(report.name) \(key).\(column)")
                    case .amounts(let sums):
                        #expect(
                            sums.map(\.sum) == [shown] || sums.isEmpty && shown == .zero,
                            "\(report.name) \(key).\(column)")
                    }
                    figures += 1
                }
            }
        }
        #expect(figures > 150, "\(figures)")
    }
}
