import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The sales report")
struct SalesReportTests {
    /// Invoices of 2025 and 2026; dollars are 0.92 until September and 0.90 from October on.
    private static func workshop() throws -> ReportWorkshop {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.invoice(1, "NORD", on: "2025-12-31", [("A", 1, "10.00")])
        try workshop.invoice(1, "NORD", on: "2026-01-01", [("A", 2, "20.00"), ("B", 1, "5.00")])
        try workshop.invoice(2, "BOSTON", on: "2026-01-31", [("A", 3, "33.33"), ("C", 1, "0.01")])
        try workshop.invoice(3, "NORD", on: "2026-02-01", [("C", 4, "40.00")])
        try workshop.invoice(4, "NORD", on: "2026-02-14", [("A", 1, "12.50")])
        try workshop.invoice(5, "BOSTON", on: "2026-10-05", [("A", 1, "11.11")])
        return workshop
    }

    @Test("By month, each currency has its row, its share of the sum and its change on the month before", .migrated)
    func months() throws {
        let document = try Self.workshop().run(.sales) { $0.period = "2026" }
        #expect(
            document.lines == [
                "2026-01,EUR,1,3,25.00,EUR,25.00,21.2,150.0",
                "2026-01,USD,1,4,33.34,EUR,30.67,26.0,",
                "2026-02,EUR,2,5,52.50,EUR,52.50,44.4,110.0",
                "2026-10,USD,1,1,11.11,EUR,10.00,8.5,",
            ])
    }

    @Test("The lines of invoices sum to each figure, whatever it is grouped by", .migrated)
    func explained() throws {
        let workshop = try Self.workshop()
        var request = ReportRequest()
        (request.period, request.by) = ("2026", "month")
        let rows = try workshop.reports.explain("2026-01/USD.net_base", of: .sales, request)
        #expect(
            rows.lines == [
                "INV-2026-000002,2026-01-31,SO-2026-900002,1,BOSTON,A,1,3,USD,33.33,EUR,30.66",
                "INV-2026-000002,2026-01-31,SO-2026-900002,2,BOSTON,C,0,1,USD,0.01,EUR,0.01",
            ])
        #expect(rows.report.name == "sales --explain 2026-01/USD.net_base")
        var figures = 0
        for by in ["week", "customer,quarter", "material,country", "shape,iastm_grade,supplier", "product,day", "year"]
        {
            request.by = by
            let document = try workshop.reports.run(.sales, request)
            let keys = document.keyColumns.compactMap { document.index(of: $0.name) }
            for row in document.rows {
                let key = keys.map { row[$0].text() }.joined(separator: "/")
                for column in Report.sales.explainedColumns {
                    // A sum that is another is a fault of the program, and thrown.
                    _ = try workshop.reports.explain("\(key).\(column)", of: .sales, request)
                    figures += 1
                }
            }
        }
        #expect(figures > 60)
        request.by = "material,month"
        let refusal = #expect(throws: Refusal.self) {
            try workshop.reports.explain("nephrite.net", of: .sales, request)
        }
        #expect(refusal?.code == "row_ambiguous")
    }

    @Test("Without time the change is on the period before, which is as long or the calendar unit before", .migrated)
    func periods() throws {
        let workshop = try Self.workshop()
        #expect(
            try workshop.run(.sales) { ($0.period, $0.by) = ("2026-02", "customer") }.lines == [
                "NORD,Praxis Nord,EUR,2,5,52.50,EUR,52.50,100.0,110.0"
            ])
        // Fourteen days before the first of February hold only the dollars.
        #expect(
            try workshop.run(.sales) { ($0.period, $0.by) = ("2026-02-01..2026-02-14", "customer") }.lines == [
                "NORD,Praxis Nord,EUR,2,5,52.50,EUR,52.50,100.0,"
            ])
        #expect(
            try workshop.run(.sales) { ($0.period, $0.by) = ("2026-01-20..2026-02-20", "country") }.lines == [
                "DE,EUR,2,5,52.50,EUR,52.50,63.1,50.0", "US,USD,1,4,33.34,EUR,30.67,36.9,",
            ])
    }

    @Test("A unit that the period cuts is not compared with a whole one", .migrated)
    func cutUnits() throws {
        let document = try Self.workshop().run(.sales) {
            ($0.from, $0.to, $0.by) = ("2026-01-01", "2026-02-10", "month")
        }
        #expect(
            document.lines == [
                "2026-01,EUR,1,3,25.00,EUR,25.00,26.1,150.0", "2026-01,USD,1,4,33.34,EUR,30.67,32.1,",
                "2026-02,EUR,1,4,40.00,EUR,40.00,41.8,",
            ])
    }

    @Test("Several dimensions order the rows as they were asked for", .migrated)
    func dimensions() throws {
        let workshop = try Self.workshop()
        let document = try workshop.run(.sales) { ($0.period, $0.by) = ("2026-Q1", "material,customer,week") }
        #expect(
            document.lines.map {
                $0.split(separator: ",", omittingEmptySubsequences: false).prefix(4).joined(separator: " ")
            }
                == [
                    "amethyst BOSTON Boston Bodywork 2026-W05", "amethyst NORD Praxis Nord 2026-W05",
                    "nephrite BOSTON Boston Bodywork 2026-W05", "nephrite NORD Praxis Nord 2026-W01",
                    "nephrite NORD Praxis Nord 2026-W07",
                ])
    }

    @Test("Every grouping has the same total, and it is that of the invoices' lines", .migrated)
    func totals() throws {
        let workshop = try Self.workshop()
        for by in [
            "month", "customer", "product", "material", "shape", "iastm_grade", "country", "supplier", "day,product",
            "year",
        ] {
            let document = try workshop.run(.sales) { ($0.period, $0.by) = ("2026", by) }
            let net = try #require(document.index(of: "net"))
            let base = try #require(document.index(of: "net_base"))
            #expect(
                document.totals[net]
                    == .amounts([
                        (currency: "EUR", sum: Figure("77.50")), (currency: "USD", sum: Figure("44.45")),
                    ]), "\(by)")
            #expect(document.totals[base] == .amounts([(currency: "EUR", sum: Figure("118.17"))]), "\(by)")
        }
    }

    @Test("Filters choose among dimensions that are not shown too", .migrated)
    func filters() throws {
        let workshop = try Self.workshop()
        #expect(
            try workshop.run(.sales) { ($0.period, $0.by, $0.filters) = ("2026", "year", ["product=C", "country=DE"]) }
                .lines
                == ["2026,EUR,1,4,40.00,EUR,40.00,100.0,"])
        #expect(
            try workshop.run(.sales) {
                ($0.period, $0.by, $0.filters) = ("2026", "year", ["material=amethyst", "material="])
            }
            .lines.count == 2)
    }

    @Test("Without a rate the amount in the base currency is unknown, and so are all shares", .migrated)
    func noRate() throws {
        let workshop = try Self.workshop()
        try workshop.script("DELETE FROM exchange_rate WHERE valid_on = '2026-01-01'")
        let document = try workshop.run(.sales) { ($0.period, $0.by) = ("2026", "year") }
        #expect(document.lines == ["2026,EUR,3,8,77.50,EUR,77.50,,675.0", "2026,USD,2,5,44.45,EUR,,,"])
    }

    @Test("On a page the sums of a group in several currencies stand beside their currencies", .migrated)
    func currencies() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.invoice(1, "NORD", on: "2026-01-01", [("A", 2, "20.00"), ("B", 1, "5.00")])
        try workshop.invoice(2, "BOSTON", on: "2026-01-31", [("A", 3, "33.33"), ("C", 1, "0.01")])
        try workshop.invoice(3, "NORD", on: "2026-02-01", [("C", 4, "40.00")])
        try workshop.invoice(4, "BOSTON", on: "2026-02-14", [("A", 1, "12.50")])
        let page = try HTMLReport.text(workshop.run(.sales) { ($0.period, $0.by) = ("2026-Q1", "month") })
        #expect(page.contains("2026-01<small>2 rows</small><br>EUR<br>USD</th>"))
        // In lines of their own, below what can be added up.
        #expect(page.contains("<th class=\"n\"><br>25.00<br>33.34</th>"))
    }
}
