import Foundation
import TestSupport
import Testing

@Suite("Tables for persons")
struct PersonTableTests {
    /// The lines of a table, and what is said beside it.
    private func table(_ shop: Shop, _ words: String...) throws -> (lines: [String], said: String) {
        let outcome = try shop.nephrite.start(words + ["--database", shop.conninfo]).finish()
        try #require(outcome.status == 0, "\(words): \(outcome.errors)")
        return (outcome.output.split(separator: "\n").map(String.init), outcome.errors)
    }

    @Test("Invoices name who owes them and how late they are, each instalment by its day", .database(Shop.busy))
    func invoices() throws {
        let shop = Shop.current
        let number = "INV-\(Shop.year)-000001"
        let listed = try shop.rows(["invoice", "list", "--unpaid"])
        #expect(listed.map { $0["customer"] as? String } == ["NORD"])
        #expect(listed.map { $0["customer_name"] as? String } == ["Praxis Nord"])
        #expect(listed.map { $0["days_overdue"] as? Int } == [0])
        shop.expect(try shop.done(["invoice", "show", number]), ["customer": "NORD", "customer_name": "Praxis Nord"])
        // As if it had been issued forty days ago, 20 due at once and the rest in thirty days; 10 are paid.
        try shop.tamper(
            """
            UPDATE invoice SET issued_on = issued_on - 40, due_on = due_on - 40;
            UPDATE invoice_instalment SET position = 2, amount = amount - 20, due_on = due_on - 40;
            INSERT INTO invoice_instalment (invoice_id, position, kind, percent, amount, due_on)
                SELECT id, 1, 'net', 20, 20, issued_on FROM invoice
            """)
        #expect(try shop.done(["invoice", "show", number])["days_overdue"] as? Int == 40)
        try shop.done(["invoice", "pay", number, "--amount", "10", "--on", try shop.today()])
        #expect(try shop.done(["invoice", "show", number])["days_overdue"] as? Int == 10)

        let lines = try table(shop, "invoice", "list").lines
        #expect(lines[0].hasPrefix("invoice          customer  customer name  state   due on"))
        #expect(lines[2].contains("NORD      Praxis Nord") && lines.allSatisfy { $0.count <= 120 })
        let rest = try #require(try shop.done(["invoice", "show", number])["open"] as? String)
        try shop.done(["invoice", "pay", number, "--amount", rest, "--on", try shop.today()])
        #expect(try shop.done(["invoice", "show", number])["days_overdue"] as? Int == 0)
    }

    @Test("Orders are listed with holds and days, and those on hold alone", .database(Shop.busy))
    func orders() throws {
        let shop = Shop.current
        let held = "SO-\(Shop.year)-000002"
        #expect(try shop.rows(["order", "list", "--on-hold"]).isEmpty)
        for kind in ["manual", "credit"] {
            try shop.done(["order", "hold", held, "--kind", kind, "--reason", "to be seen"])
        }
        try shop.done(["order", "amend", held, "--promise", "2999-12-31"])
        let rows = try shop.rows(["order", "list", "--on-hold"])
        #expect(rows.map { $0["order"] as? String } == [held])
        let holds = try #require(rows.first?["holds"] as? [[String: String]])
        #expect(
            holds == [["kind": "manual", "reason": "to be seen"], ["kind": "credit", "reason": "to be seen"]])
        shop.expect(rows[0], ["promised_on": "2999-12-31", "created_on": try shop.today()])
        #expect(try shop.rows(["order", "list"]).map { ($0["holds"] as? [Any])?.count } == [0, 2, 0])

        let lines = try table(shop, "order", "list").lines
        #expect(lines.count == 5 && lines.allSatisfy { $0.count <= 120 })
        #expect(lines[3].contains("manual, credit"))
        try shop.done(["order", "unhold", held])
        #expect(try shop.rows(["order", "list", "--on-hold"]).isEmpty)
    }

    @Test("Of several orders or purchases that are changed at once each has a line", .database(Shop.open))
    func several() throws {
        let shop = Shop.current
        let orders = try (0..<2).map { _ in try shop.order("SUED", ["\(Shop.a)=30", "\(Shop.b)=1"]) }
        let (lines, _) = try table(shop, "order", "confirm", orders[0], orders[1], "--key", "both")
        #expect(lines.count == 4 && lines.allSatisfy { $0.count <= 120 })
        #expect(lines[2].hasPrefix("\(orders[0])  SUED      confirmed  credit"), "\(lines)")
        #expect(try table(shop, "order", "confirm", orders[0], orders[1], "--key", "both").lines == lines)
        let held = try shop.rows(["order", "hold", orders[0], orders[1], "--reason", "x"])
        #expect(held.map { ($0["lines"] as? [Any])?.count } == [2, 2])
        let purchases = try (0..<2).map { _ in try shop.purchase(["\(Shop.a)=40"]) }
        let sent = try table(shop, "purchase", "send", purchases[0], purchases[1]).lines
        #expect(sent.count == 4 && sent.allSatisfy { $0.count <= 120 && !$0.contains("=") }, "\(sent)")
    }

    @Test("A customer shows what he is exposed by and what his limit leaves", .database(Shop.open))
    func customer() throws {
        let shop = Shop.current
        let number = try shop.order("SUED", ["\(Shop.a)=2"])
        try shop.done(["order", "confirm", number])
        shop.expect(try shop.done(["customer", "show", "SUED"]), ["exposure": "9.52", "headroom": "90.48"])
        let free = try shop.done(["customer", "show", "NORD"])
        #expect(free["exposure"] as? String == "0.00" && free["headroom"] is NSNull)
        #expect(try table(shop, "customer", "show", "SUED").lines.contains { $0.hasPrefix("headroom") })
    }

    @Test("A payment of before its invoice, or of one that is credited, is spoken of", .database(Shop.busy))
    func payments() throws {
        let shop = Shop.current
        let number = "INV-\(Shop.year)-000001"
        let early = try table(shop, "invoice", "pay", number, "--amount", "1.00", "--on", "1999-12-01").said
        #expect(early.contains("1999-12-01 is before \(number) was issued, on \(try shop.today())"), "\(early)")
        #expect(early.contains("nephrite payment list --of \(number)"))
        let today = try shop.today()
        #expect(try table(shop, "invoice", "pay", number, "--amount", "1.00", "--on", today).said == "")
        // 12 are paid then.
        let credited = try table(shop, "invoice", "credit", number).said
        #expect(credited.contains("12.00 EUR is left; nephrite payment refund \(number) --amount 12.00"), "\(credited)")
        let more = try table(shop, "invoice", "pay", number, "--amount", "0.50", "--on", today).said
        #expect(
            more.contains(
                "of what is paid on \(number), which is credited in whole, 12.50 EUR is left; nephrite payment refund "
                    + "\(number) --amount 12.50 --on DAY --reason WHY pays it back"), "\(more)")
        shop.expect(
            try shop.done([
                "payment", "refund", number, "--amount", "12.50", "--on", today, "--reason", "credited",
            ]), ["amount": "-12.50"])
    }
}
