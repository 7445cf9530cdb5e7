import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("Figures of a year explained by their rows")
struct ExplainedYearTests {
    /// Reports of which this year of trade may have no rows; the built program explains those of a shop.
    private static let withoutRows = ["allocations", "lot-trace", "tax-summary"]

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
        for report in Reports.all where !report.explainedColumns.isEmpty {
            var request = ReportRequest()
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
            for row in stride(from: 0, to: document.rows.count, by: max(1, document.rows.count / 6)) {
                let key = keys.map { document.text(document.rows[row], $0) }.joined(separator: "/")
                for column in report.explainedColumns {
                    let place = try #require(document.index(of: column))
                    guard !document.rows[row][place].isAbsent else { continue }
                    // It throws where they do not sum to the figure.
                    let rows = try workshop.reports.explain("\(key).\(column)", of: report, request)
                    let sum = try #require(rows.totals.compactMap { $0 }.first)
                    let shown = document.rows[row][place].figure
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
        #expect(figures > 200, "\(figures)")
    }
}
