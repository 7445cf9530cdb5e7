import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("Reports as they were known on a day")
struct KnownReportTests {
    private let workshop: ReportWorkshop

    init() throws { workshop = try ReportWorkshop() }

    /// Statements of the database's owner, past triggers and rights.
    private func owner(_ sql: String) throws {
        let connection = try Connection(TestDatabase.current.conninfo, applicationName: "known")
        try connection.script(
            "SET search_path = nephrite, pg_temp; SET session_replication_role = replica; " + sql)
    }

    /// Every third entry was made three weeks after the day it counts for, the others on it; rates were always there.
    private func spread() throws {
        let tables = [
            ("stock_movement", "entered_at", "effective_on"), ("shipment", "at", "shipped_on"),
            ("order_return", "at", "received_on"), ("purchase_receipt", "at", "received_on"),
            ("invoice", "posted_at", "issued_on"), ("credit_note", "posted_at", "issued_on"),
            ("payment", "at", "paid_on"),
        ]
        try owner(
            tables.map { table, entered, day in
                """
                UPDATE \(table) SET \(entered) = (\(day) + CASE WHEN id % 3 = 0 THEN 21 ELSE 0 END)::timestamp
                    AT TIME ZONE 'UTC' + interval '13 hours';
                """
            }.joined(separator: "\n") + """
                UPDATE exchange_rate SET entered_at = NULL;
                INSERT INTO invoice_tax (invoice_id, category, rate, net, tax) SELECT id, 'S', 19, net, round(net * 0.19, 2) FROM invoice
                ON CONFLICT DO NOTHING;
                """)
    }

    /// Takes away what was entered after a day, as if it had never been.
    private func forget(after day: Day) throws {
        let end = "timestamptz '\(day.adding(days: 1)) 00:00:00Z'"
        try owner(
            """
            DELETE FROM stock_movement WHERE entered_at >= \(end);
            DELETE FROM shipment WHERE at >= \(end);
            DELETE FROM order_return WHERE at >= \(end);
            DELETE FROM purchase_receipt WHERE at >= \(end);
            DELETE FROM invoice WHERE posted_at >= \(end);
            DELETE FROM credit_note WHERE posted_at >= \(end);
            DELETE FROM payment WHERE at >= \(end);
            """)
    }

    @Test("Each report that tells what was known is that of the day, whatever was entered since", .yearOfTrade)
    func sameAsThen() throws {
        try spread()
        let today = try workshop.today()
        let day = today.adding(days: -60)
        var known: [String: ReportDocument] = [:]
        func request(_ report: Report) -> ReportRequest {
            var request = ReportRequest()
            if report.takesAsOf { request.asOf = day.text }
            if report.period != .none { (request.from, request.to) = (day.adding(days: -90).text, day.text) }
            return request
        }
        var later = 0
        for report in Reports.all where report.tellsKnown {
            var asked = request(report)
            let now = try workshop.reports.run(report, asked)
            asked.asKnownOn = day.text
            let document = try workshop.reports.run(report, asked)
            #expect(document.parameters.asKnownOn == day)
            known[report.name] = document
            if document.digest != now.digest { later += 1 }
        }
        // The back-dated entries do change what is told today.
        #expect(known.count == 12 && later >= 9, "\(later) of \(known.keys.sorted())")
        try bound(known, day)
        try forget(after: day)
        for report in Reports.all where report.tellsKnown {
            let then = try workshop.reports.run(report, request(report))
            #expect(known[report.name]?.digest == then.digest, "\(report.name)")
            #expect(!then.rows.isEmpty || report.name == "lot-trace", "\(report.name)")
        }
    }

    /// The book as it was known has the reports that can tell, and names the others with the reason.
    private func bound(_ known: [String: ReportDocument], _ day: Day) throws {
        let period = "\(day.adding(days: -90))..\(day)"
        let book = try workshop.reports.book(period, asKnownOn: day.text)
        let parts = book.chapters.flatMap(\.parts)
        for part in parts where ["Margin", "Returns", "Stock on hand", "ABC", "Receivables"].contains(part.title) {
            #expect(part.document.digest == known[part.document.report.name]?.digest, "\(part.title)")
            #expect(part.document.command.contains(" --as-known-on \(day)"))
        }
        #expect(parts.count == 12 && parts.allSatisfy { $0.document.report.tellsKnown }, "\(parts.map(\.title))")
        #expect(book.asKnownOn == day && book.asOf == day && book.latestEntry == parts[0].document.latestEntry)
        #expect(book.keys.map(\.name).contains("Margin") && !book.keys.map(\.name).contains("Open orders"))
        let open = book.leftOut.first { $0.reason == "what was open, promised or held then is not kept" }
        #expect(open?.titles.contains("Order book") == true, "\(book.leftOut)")
        #expect(try workshop.reports.book(period).leftOut.isEmpty)
        for (text, words) in [("soon", "is no day"), ("9998-01-01", "is still to come")] {
            let refusal = #expect(throws: Refusal.self) { try workshop.reports.book(period, asKnownOn: text) }
            #expect(refusal?.code == "day_invalid" && refusal?.message.contains(words) == true)
        }
    }

    @Test("A movement that is entered later for an earlier day does not show", .database(Workshop.template))
    func backDated() throws {
        try workshop.fillMasters()
        try owner(
            """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on, entered_at)
            SELECT product.id, 'received', location.id, given.quantity, given.cost, given.day::date, given.entered::timestamptz
            FROM (VALUES
                ('A', 10, 2.00, '2026-09-10', '2026-09-10 09:00Z'), ('A', 5, 5.00, '2026-09-20', '2026-10-02 09:00Z')
            ) AS given (sku, quantity, cost, day, entered)
            JOIN product ON product.sku = given.sku JOIN location ON location.code = 'MAIN';
            """)
        func figures(_ report: Report, _ known: String?) throws -> [String] {
            try workshop.run(report) {
                if report.takesAsOf { $0.asOf = "2026-09-30" } else { $0.period = "2026-09" }
                $0.asKnownOn = known
            }.lines
        }
        #expect(
            try figures(.stockOnHand, nil) == ["A,Alpha,nephrite,heart,unassessed,MAIN,,15,,,3.00,EUR,45.00"])
        for known in ["2026-09-30", "2026-10-01"] {
            #expect(
                try figures(.stockOnHand, known) == ["A,Alpha,nephrite,heart,unassessed,MAIN,,10,,,2.00,EUR,20.00"])
            #expect(try figures(.valuation, known).map { $0.hasSuffix(",20.00") } == [true])
            #expect(try figures(.stockCard, known).count == 1)
        }
        #expect(try figures(.stockOnHand, "2026-10-02") == figures(.stockOnHand, nil))
        #expect(try figures(.stockCard, "2026-10-02").count == 2)
    }

    @Test(
        "An invoice and a payment that are entered later for an earlier day do not show", .database(Workshop.template))
    func invoices() throws {
        try workshop.fillMasters()
        try workshop.invoice(1, "NORD", on: "2026-09-05", [("A", 2, "20.00")])
        try workshop.invoice(2, "NORD", on: "2026-09-25", [("A", 1, "11.00")])
        try owner(
            """
            UPDATE exchange_rate SET entered_at = NULL;
            UPDATE invoice SET posted_at = CASE ordinal WHEN 1 THEN '2026-09-05 10:00Z' ELSE '2026-10-04 10:00Z' END::timestamptz,
                gross = net + tax;
            UPDATE invoice SET net = sold.net, gross = sold.net FROM (SELECT invoice_id, sum(net) AS net FROM invoice_line
                GROUP BY invoice_id) AS sold WHERE sold.invoice_id = invoice.id;
            INSERT INTO payment (id, customer_id, currency, amount, paid_on, at, kind) OVERRIDING SYSTEM VALUE
            SELECT 1, id, 'EUR', 5, '2026-09-20', '2026-10-03 10:00Z', 'received' FROM customer WHERE code = 'NORD';
            INSERT INTO payment_match (payment_id, invoice_id, amount) SELECT 1, id, 5 FROM invoice WHERE ordinal = 1;
            """)
        func open(_ known: String?) throws -> String {
            let document = try workshop.run(.receivables) {
                ($0.asOf, $0.asKnownOn, $0.filters) = ("2026-09-30", known, ["customer=NORD"])
            }
            return document.text(try #require(document.rows.first), try #require(document.index(of: "open")))
        }
        func sold(_ known: String?) throws -> [String] {
            try workshop.run(.sales) { ($0.period, $0.by, $0.asKnownOn) = ("2026-09", "product", known) }.lines
        }
        let opened = try [nil, "2026-09-30", "2026-10-03", "2026-10-04"].map(open)
        #expect(opened == ["26.00", "20.00", "15.00", "26.00"])
        let (now, then) = try (sold(nil), sold("2026-09-30"))
        #expect(now.first?.hasPrefix("A,Alpha,EUR,2,3,31.00,") == true, "\(now)")
        #expect(then.first?.hasPrefix("A,Alpha,EUR,1,2,20.00,") == true, "\(then)")
    }

    @Test(
        "What converts at rates is refused where a rate came later, and answered where it was there",
        .database(Workshop.template))
    func rates() throws {
        try workshop.fillMasters()
        try owner(
            "UPDATE exchange_rate SET entered_at = '2026-10-09 08:00Z' WHERE valid_on = '2026-10-01'; UPDATE exchange_rate SET entered_at = NULL WHERE valid_on < '2026-10-01'"
        )
        func sales(_ period: String, _ known: String) throws {
            _ = try workshop.run(.sales) { ($0.period, $0.asKnownOn) = (period, known) }
        }
        #expect {
            try sales("2026-10", "2026-10-08")
        } throws: { error in
            let refusal = error as? Refusal
            return refusal?.code == "rate_entered_later"
                && refusal?.message.hasPrefix(
                    "the rate from USD to EUR of 2026-10-01 was entered or changed on 2026-10-09") == true
        }
        try sales("2026-09", "2026-10-08")
        try sales("2026-10", "2026-10-09")
        // A rate that is changed is entered anew.
        try workshop.script("UPDATE exchange_rate SET rate = rate WHERE valid_on = '2026-01-01'")
        try sales("2026-09", "2026-10-08")
        try workshop.script("UPDATE exchange_rate SET rate = 0.95 WHERE valid_on = '2026-01-01'")
        #expect(throws: Refusal.self) { try sales("2026-09", "2026-10-08") }
    }
}
