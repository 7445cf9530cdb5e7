import Foundation
import Operations
import Postgres
import Quantities
import Reporting
import Storage
import TestSupport
import Testing

@Suite("Stock figures read from the closing of a period")
struct StockClosingTests {
    private let workshop: ReportWorkshop

    init() throws { workshop = try ReportWorkshop() }

    /// The one value of a question.
    private func value(_ sql: String) throws -> String {
        var rows: [String] = []
        try workshop.shop.database.connection.copyOut("COPY (\(sql)) TO STDOUT") {
            rows.append(String(decoding: $0, as: UTF8.self))
        }
        return rows.joined().trimmingCharacters(in: .newlines)
    }

    private func close(_ back: [Int]) throws {
        let today = try workshop.today()
        for days in back { try workshop.script("SELECT period_close('\(today.adding(days: -days).text)')") }
    }

    /// The digests of every report that reads the ledger, of days and periods across a year.
    private func digests() throws -> [String] {
        let today = try workshop.today()
        var digests: [String] = []
        for back in [330, 299, 210, 100, 99, 40, 12, 1] {
            let day = today.adding(days: -back).text
            let from = today.adding(days: -back - 30).text
            for report in [Report.stockOnHand, .valuation, .stockAgeing] {
                digests.append(try workshop.run(report) { $0.asOf = day }.digest)
            }
            digests.append(
                try workshop.run(.valuation) { ($0.asOf, $0.filters) = (day, ["method=fifo"]) }.digest)
            for report in [Report.stockCard, .margin, .abc] {
                digests.append(try workshop.run(report) { ($0.from, $0.to) = (from, day) }.digest)
            }
            digests.append(
                try workshop.run(.stockCard) { ($0.from, $0.to, $0.filters) = (from, day, ["sku=P03"]) }.digest)
        }
        digests.append(try workshop.run(.stockOnHand).digest)
        digests.append(try workshop.run(.stockCard).digest)
        return digests
    }

    /// How many rows differ between reading from the closing before a day and reading from the beginning.
    private func differences() throws -> [String: Int] {
        let today = try workshop.today()
        let days = [330, 300, 299, 150, 100, 60, 40, 39, 25, 10, 0].map { today.adding(days: -$0).text } + ["infinity"]
        var differences: [String: Int] = [:]
        for call in [
            "stock_on_hand(since.day, asked.through, asked.known) AS row",
            "stock_cost(since.day, asked.through, asked.known) AS row",
            "stock_layers(since.day, asked.through, asked.known) AS row",
            "stock_ledger(since.day, asked.through, asked.known) AS row WHERE row.effective_on > asked.through - 20",
        ] {
            for day in days where day != "infinity" || !call.contains("stock_ledger") {
                // A moment amid the entries: half of them were known.
                for known in [
                    "'infinity'",
                    "(SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY entered_at) FROM stock_movement)",
                ] {
                    let rows = { (since: String) in
                        """
                        SELECT row.* FROM (SELECT '\(day)'::date AS through, \(known)::timestamptz AS known) AS asked
                        CROSS JOIN LATERAL (SELECT (\(since))::date AS day) AS since CROSS JOIN LATERAL \(call)
                        """
                    }
                    let (near, far) = (
                        rows(call.contains("ledger") ? "asked.through - 20" : "asked.through"), rows("'-infinity'")
                    )
                    let count = try value(
                        """
                        SELECT count(*) FROM ((\(near) EXCEPT ALL \(far)) UNION ALL (\(far) EXCEPT ALL \(near))) AS off
                        """)
                    if count != "0" { differences["\(call) \(day) \(known)", default: 0] += Int(count) ?? -1 }
                }
            }
        }
        return differences
    }

    @Test("Closing periods changes no figure of any report", .yearOfTrade)
    func reports() throws {
        let before = try digests()
        try close([300, 200, 100, 40])
        #expect(try digests() == before)
        #expect(try value("SELECT count(DISTINCT closed_through) FROM stock_closing_layer") == "4")
        let verified = try Verification.run(workshop.shop.database.connection)
        let closings = try #require(verified.first { $0.invariant == "stock_closings" })
        #expect(closings.checked > 20 && closings.failures == 0)
    }

    @Test("What is undone behind a closing that it moved before counts as if it had never been", .yearOfTrade)
    func reopened() throws {
        try close([300, 200, 100, 40])
        let today = try workshop.today()
        // Found or received, one before each closing, undone after the last; they need not leave by then.
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, reason, reverses_id, effective_on)
            SELECT product_id, 'reversed', to_location, from_location, quantity, 'by mistake', id,
                '\(today.adding(days: -20).text)'::date + (id % 15)::integer
            FROM (
                SELECT DISTINCT ON (band) movement.*, (current_date - movement.effective_on) / 60 AS band
                FROM stock_movement AS movement
                WHERE movement.kind IN ('adjusted', 'received') AND movement.receipt_line IS NULL
                    AND movement.reverses_id IS NULL AND movement.effective_on < '\(today.adding(days: -30).text)'
                    AND NOT EXISTS (SELECT FROM stock_movement AS counter WHERE counter.reverses_id = movement.id)
                    AND (movement.to_location IS NULL OR movement.quantity <= (
                        SELECT on_hand - allocated FROM stock_balance AS balance
                        WHERE balance.product_id = movement.product_id AND balance.location_id = movement.to_location))
                ORDER BY band, movement.id
            ) AS wrong
            """)
        #expect(
            (Int(
                try value(
                    "SELECT count(*) FROM stock_reopened(stock_opened('infinity', 'infinity'), 'infinity', 'infinity')")
            ) ?? 0)
                >= 2)
        #expect(try differences() == [:])
    }

    @Test("A closing is of each day's end, with what every layer still holds", .migrated)
    func closing() throws {
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, effective_on)
            SELECT product.id, moved.kind, source.id, target.id, moved.quantity, moved.cost, 'test', moved.day::date
            FROM (VALUES
                ('received', NULL, 'MAIN', 10, 2.00, '2026-01-10'), ('received', NULL, 'MAIN', 10, 4.00, '2026-01-20'),
                ('transferred', 'MAIN', 'SOUTH', 5, NULL, '2026-01-25'), ('scrapped', 'MAIN', NULL, 12, NULL, '2026-01-31'),
                ('received', NULL, 'MAIN', 8, 5.00, '2026-02-01')
            ) AS moved (kind, source, target, quantity, cost, day)
            JOIN product ON product.sku = 'A'
            LEFT JOIN location AS source ON source.code = moved.source
            LEFT JOIN location AS target ON target.code = moved.target;
            SELECT period_close('2026-01-31');
            """)
        // (10 × 2 + 10 × 4) / 20 = 3; of 20 the 12 oldest left.
        #expect(try value("SELECT quantity || ' at ' || round(average, 2) FROM stock_closing") == "8 at 3.00")
        #expect(
            try value(
                "SELECT string_agg(code || ' ' || quantity, ', ' ORDER BY code) FROM stock_closing_balance JOIN location ON id = location_id"
            ) == "MAIN 3, SOUTH 5")
        #expect(
            try value("SELECT effective_on || ': ' || quantity || ' at ' || unit_cost FROM stock_closing_layer")
                == "2026-01-20: 8 at 4.000000")
        // (8 × 3 + 8 × 5) / 16 = 4.
        let valuation = try workshop.run(.valuation) { $0.asOf = "2026-02-01" }
        #expect(
            valuation.rows.map { valuation.texts("quantity", "unit_cost", "value", of: $0) } == [
                ["16", "4.00", "64.00"]
            ])
        for change in [
            "UPDATE stock_closing SET quantity = 9", "INSERT INTO stock_closing VALUES ('2026-01-31', 1, 1)",
            "SELECT stock_close('2026-01-31')",
        ] {
            #expect(throws: PostgresError.self, "\(change)") { try workshop.script(change) }
        }
    }
}
