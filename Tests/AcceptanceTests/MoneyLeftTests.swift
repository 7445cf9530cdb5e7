import Foundation
import TestSupport
import Testing

@Suite("Money that is left of an order")
struct MoneyLeftTests {
    /// What a command says to a person beside its table.
    private func hints(_ shop: Shop, _ words: [String]) throws -> String {
        let outcome = try shop.nephrite.start(words + ["--database", shop.conninfo]).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.errors
    }

    /// A customer's row of the report.
    private func standing(_ shop: Shop, _ customer: String, _ more: String...) throws -> [String: String] {
        let words = ["receivables", "--where", "customer=\(customer)", "-O", "json", "--database", shop.conninfo]
        let outcome = try Program.report.start(words + more).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        let rows = try #require(try outcome.object()["rows"] as? [[String: Any]])
        return try #require(rows.first).compactMapValues { $0 as? String }
    }

    @Test("A deposit outlives its order: it makes the exposure less until it is paid back", .database(Shop.open))
    func cancelled() throws {
        let shop = Shop.current
        let number = try shop.order("SUED", ["\(Shop.a)=2"])
        try shop.done(["order", "confirm", number])
        try shop.done(["order", "deposit", number, "--amount", "100", "--on", "2026-03-02"])
        // Two at 4.00 and tax are 9.52.
        let before = try standing(shop, "SUED")
        shop.expect(before, ["deposits": "100.00", "confirmed": "9.52", "exposure": "-90.48", "overpaid": "0.00"])

        let said = try hints(shop, ["order", "cancel", number])
        #expect(
            said.contains(
                "\(number) is cancelled, and of its deposits 100.00 EUR is left; nephrite payment refund \(number) "
                    + "--amount 100.00 --on DAY --reason WHY pays it back"), "\(said)")
        let cancelled = try shop.done(["order", "show", number])
        shop.expect(cancelled, ["state": "cancelled", "payment": "over", "deposits_left": "100.00"])
        shop.expect(
            try standing(shop, "SUED"),
            ["deposits": "100.00", "confirmed": "0.00", "exposure": "-100.00", "headroom": "200.00"])
        #expect(try standing(shop, "SUED", "--as-of", "2026-03-01")["deposits"] == "0.00")
        #expect(try standing(shop, "SUED", "--as-of", "2026-03-02")["deposits"] == "100.00")
        let explained = try Program.report.start(
            ["receivables", "--explain", "SUED.deposits", "-O", "json", "--database", shop.conninfo]
        ).finish().object()
        let rows = try #require(explained["rows"] as? [[String: Any]])
        #expect(rows.map { [$0["document"] as? String, $0["deposits"] as? String] } == [[number, "100.00"]])

        // 45 at 3.50 and tax are 187.43: above the limit of 100.00, and not beyond it and the money that is there.
        let next = try shop.order("SUED", ["\(Shop.a)=45"])
        let confirmed = try shop.done(["order", "confirm", next])
        #expect((confirmed["holds"] as? [Any])?.isEmpty == true)
        #expect(try shop.broken() == [])

        try shop.done([
            "payment", "refund", number, "--amount", "100", "--on", try shop.today(), "--reason", "cancelled",
        ])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "none", "deposits_left": "0.00"])
        shop.expect(try standing(shop, "SUED"), ["deposits": "0.00", "exposure": "187.43"])
        #expect(try !hints(shop, ["order", "show", number]).contains("refund"))
        #expect(try shop.broken() == [])
    }

    @Test("What an order does not use up when it is closed is told, and is paid too much", .database(Shop.open))
    func closed() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "1.00"])
        let number = try shop.order("NORD", ["\(Shop.a)=10"])
        try shop.done(["order", "confirm", number])
        // Ten at 3.50 and tax are 41.65.
        try shop.done(["order", "deposit", number, "--amount", "41.65", "--on", "2026-11-20"])
        try shop.done(["order", "allocate", number])
        try shop.done(["order", "ship", number, "--line", "\(Shop.a)=2"])
        #expect(try !hints(shop, ["order", "cancel", number]).contains("refund"))
        shop.expect(try shop.done(["order", "show", number]), ["state": "confirmed", "payment": "none"])
        let said = try hints(shop, ["invoice", "create", number])
        #expect(
            said.contains(
                "\(number) is closed, and of its deposits 33.32 EUR is left; nephrite payment refund \(number) "
                    + "--amount 33.32"), "\(said)")
        shop.expect(
            try shop.done(["order", "show", number]),
            ["state": "closed", "payment": "over", "deposits_left": "33.32"])
        shop.expect(try standing(shop, "NORD"), ["open": "0.00", "deposits": "33.32", "exposure": "-33.32"])
        #expect(try shop.broken() == [])

        // As it stood before that counted; the upgrade brings it up to date.
        try shop.tamper("UPDATE sales_order SET payment = 'full'")
        #expect(try shop.broken() == ["order_axes"])
        try shop.tamper("DELETE FROM schema_migration WHERE number = 472")
        try shop.done(["database", "migrate"])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "over"])
        #expect(try shop.broken() == [])
    }

    @Test("Whatever closes an order tells of the money that is left", .database(Shop.open))
    func ends() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "1.00"])
        func paid() throws -> String {
            let number = try shop.allocated("NORD", ["\(Shop.a)=5"])
            try shop.done(["order", "deposit", number, "--amount", "23.80", "--on", "2026-11-20"])
            return number
        }
        // Five at 4.00 and tax are 23.80, two of them 9.52.
        let amended = try paid()
        _ = try shop.shipAndInvoice(amended, ["\(Shop.a)=2"])
        let lower = try hints(shop, ["order", "amend", amended, "--line", "\(Shop.a)=2"])
        #expect(lower.contains("\(amended) is closed, and of its deposits 14.28 EUR is left"), "\(lower)")
        let returned = try paid()
        try shop.done(["order", "ship", returned])
        let back = try hints(shop, ["order", "return", returned, "--line", "\(Shop.a)=5", "--restock"])
        #expect(back.contains("\(returned) is closed, and of its deposits 23.80 EUR is left"), "\(back)")
        #expect(try shop.broken() == [])
    }

    @Test(
        "What left of a prepaid order behind its invoice is uninvoiced, and its deposit is for it alone",
        .database(Shop.open))
    func prepaid() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "VORAB", "--credit-limit", "1000"])
        try shop.done(["stock", "receive", Shop.a, "12", "--cost", "1.00"])
        let number = try shop.order("VORAB", ["\(Shop.a)=10"])
        try shop.done(["order", "confirm", number])
        // Of 41.65 nothing counts, nor does the money that is for it; what is beyond it does.
        try shop.done(["order", "deposit", number, "--amount", "40", "--on", "2026-11-20"])
        shop.expect(try standing(shop, "VORAB"), ["confirmed": "40.00", "deposits": "40.00", "exposure": "0.00"])
        try shop.done(["order", "deposit", number, "--amount", "3", "--on", "2026-11-20"])
        shop.expect(try standing(shop, "VORAB"), ["confirmed": "41.65", "deposits": "43.00", "exposure": "-1.35"])
        try shop.done(["invoice", "create", number])
        try shop.done(["order", "amend", number, "--line", "\(Shop.a)=12"])
        try shop.done(["order", "allocate", number])
        shop.expect(
            try standing(shop, "VORAB"),
            ["uninvoiced": "0.00", "confirmed": "1.35", "deposits": "1.35", "exposure": "0.00"])
        try shop.done(["order", "ship", number])
        // Two at 3.50 and tax are 8.33.
        shop.expect(
            try standing(shop, "VORAB"),
            ["uninvoiced": "8.33", "confirmed": "0.00", "deposits": "1.35", "exposure": "6.98", "headroom": "993.02"])
        try shop.done(["invoice", "create", number])
        shop.expect(
            try standing(shop, "VORAB"),
            ["open": "6.98", "uninvoiced": "0.00", "deposits": "0.00", "exposure": "6.98"])
        #expect(try shop.broken() == [])
    }
}
