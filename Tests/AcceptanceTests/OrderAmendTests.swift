import Foundation
import TestSupport
import Testing

@Suite("Orders that are changed", .database(Shop.open))
struct OrderAmendTests {
    private func lines(_ order: [String: Any]) throws -> [[String: Any]] {
        try #require(order["lines"] as? [[String: Any]])
    }

    private func changes(_ order: [String: Any]) throws -> [[String: String]] {
        try #require(order["changes"] as? [[String: Any]]).map { row in
            row.compactMapValues { $0 as? String ?? ($0 as? Int).map(String.init) }
        }
    }

    private func code(_ shop: Shop, _ words: [String]) throws -> String? { try shop.refused(words)["code"] }

    @Test("A dry run shows the changes; then they are made as one version, at the price agreed")
    func amend() throws {
        let shop = Shop.current
        let number = try shop.order("NORD", ["\(Shop.a)=5"])
        try shop.done(["order", "confirm", number])
        let words = ["order", "amend", number, "--line", "\(Shop.a)=12", "\(Shop.b)=2", "--promise", "2099-01-31"]
        let dry = try shop.done(words + ["--dry-run"])
        shop.expect(try shop.done(["order", "show", number]), ["net": "20.00"])
        shop.expect(try shop.done(["order", "show", number]), ["version": 1])
        let order = try shop.done(words)
        #expect(try changes(order) == changes(dry))
        #expect(
            try changes(order) == [
                ["field": "promised_on", "new": "2099-01-31"],
                ["line": "1", "sku": Shop.a, "field": "ordered", "old": "5", "new": "12"],
                ["line": "2", "sku": Shop.b, "field": "ordered", "new": "2"],
            ])
        // Twelve stay at 4.00, though from ten on they are 3.50; two of B at 9.99: 67.98 and 12.92 of tax.
        shop.expect(order, ["state": "confirmed", "net": "67.98", "tax": "12.92", "promised_on": "2099-01-31"])
        shop.expect(order, ["version": 2])
        let priced = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=12", "--reprice"])
        shop.expect(priced, ["net": "61.98"])
        #expect(
            try changes(priced) == [
                ["line": "1", "sku": Shop.a, "field": "unit_price", "old": "4", "new": "3.5"]
            ])
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=12"]) == "nothing_to_amend")
        #expect(try shop.broken() == [])
    }

    @Test("A line is added with today's tax, and to a confirmed order not without a rate")
    func tax() throws {
        let shop = Shop.current
        let number = try shop.order("PARIS", ["\(Shop.a)=1"])
        // A draft waits for its tax.
        let draft = try shop.done(["order", "amend", number, "--line", "\(Shop.b)=1"])
        #expect(try lines(draft).count == 2 && !(draft["tax"] is String))
        try shop.done(["customer", "set", "PARIS", "--vat-id", "FR12345678901"])
        try shop.done(["order", "confirm", number])
        try shop.done(["customer", "set", "PARIS", "--vat-id", ""])
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.c)=1"]) == "tax_unknown")
        let order = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=2"])
        shop.expect(order, ["net": "17.99", "tax": "0.00"])
        #expect(try lines(order).count == 2)
        #expect(try shop.broken() == [])
    }

    @Test("What is promised beyond the new quantity goes back; what is shipped stays")
    func less() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
        let order = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=6"])
        shop.expect(try lines(order)[0], ["ordered": 6, "allocated": 6, "backordered": 0])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["allocated": 6, "available": 4])
        try shop.done(["order", "ship", number, "--line", "\(Shop.a)=4"])
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=3"]) == "below_shipped")
        try shop.done(["invoice", "create", number])
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=5@3"]) == "price_locked")
        let done = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=4"])
        shop.expect(done, ["state": "closed", "allocation": "full"])
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=5"]) == "wrong_state")
        #expect(try shop.broken() == [])
    }

    @Test("A closed order is opened, amended, and closes again when that is shipped and invoiced")
    func reopen() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=4"])
        _ = try shop.shipAndInvoice(number, [])
        var order = try shop.done(["order", "reopen", number, "--reason", "two more"])
        shop.expect(order, ["state": "confirmed"])
        #expect(try shop.broken() == [])
        try shop.done(["order", "hold", number, "--reason", "asks"])
        shop.expect(try shop.done(["order", "unhold", number]), ["state": "confirmed"])
        try shop.done(["order", "amend", number, "--line", "\(Shop.a)=6"])
        try shop.done(["order", "allocate", number])
        try shop.done(["order", "ship", number])
        shop.expect(try shop.done(["invoice", "create", number]), ["net": "8.00"])
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["state": "closed", "net": "24.00"])
        // Opened by mistake it is closed by calling off what is open, which is nothing.
        try shop.done(["order", "reopen", number])
        shop.expect(try shop.done(["order", "cancel", number]), ["state": "closed"])
        #expect(try shop.broken() == [])
    }

    @Test("More than the credit limit allows is a hold, as is a price of its own")
    func holds() throws {
        let shop = Shop.current
        let number = try shop.order("SUED", ["\(Shop.b)=5"])
        try shop.done(["order", "confirm", number])
        func kinds(_ order: [String: Any]) -> [String?] {
            (order["holds"] as? [[String: String]] ?? []).map { $0["kind"] }
        }
        // 20 at 9.99 and 19 percent are 237.76, above 100.
        #expect(try kinds(shop.done(["order", "amend", number, "--line", "\(Shop.b)=20"])) == ["credit"])
        // 20 at 1.00 are within it.
        let lower = try shop.done(["order", "amend", number, "--line", "\(Shop.b)=20@1"])
        #expect(kinds(lower) == ["price"])
        #expect(try shop.broken() == [])
    }

    @Test("An order that becomes no dearer needs no credit, whatever else its customer owes")
    func noDearer() throws {
        let shop = Shop.current
        // 71.40 gross, then the limit falls to 50.00.
        let number = try shop.order("SUED", ["\(Shop.a)=15", "\(Shop.b)=1@7.50"])
        try shop.done(["order", "unhold", number])
        try shop.done(["order", "confirm", number])
        try shop.done(["customer", "set", "SUED", "--credit-limit", "50"])
        func holds(_ words: String...) throws -> Int {
            let order = try shop.done(["order", "amend", number] + words)
            return try #require(order["holds"] as? [Any]).count
        }
        #expect(try holds("--promise", "2099-01-31") == 0)
        #expect(try holds("--line", "\(Shop.a)=14") == 0)
        #expect(try holds("--line", "\(Shop.a)=15") == 1)
        #expect(try shop.broken() == [])
    }

    @Test("So much is called off: what is not promised before what is, the last line first, never what has left")
    func callOff() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "8", "--cost", "2.10"])
        let number = try shop.order("NORD", ["\(Shop.a)=6", "\(Shop.a)=5", "\(Shop.b)=2"])
        try shop.done(["order", "confirm", number])
        try shop.done(["order", "allocate", number], status: 3)
        func lines(_ words: String...) throws -> [[Int?]] {
            let order = try shop.done(["order", "cancel", number] + words)
            return try self.lines(order).map { line in
                ["cancelled", "allocated", "open"].map { line[$0] as? Int }
            }
        }
        // Six and two of A are promised. Four less: three nobody was promised, one of the promised.
        #expect(try lines("--line", "\(Shop.a)=4") == [[0, 6, 6], [4, 1, 1], [0, 0, 2]])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["allocated": 7, "available": 1])
        try shop.done(["order", "ship", number, "--line", "\(Shop.a)=4"])
        #expect(try code(shop, ["order", "cancel", number, "--line", "\(Shop.a)=4"]) == "not_open")
        #expect(try lines("--line", "\(Shop.a)=3", "--line", Shop.b) == [[2, 0, 0], [5, 0, 0], [2, 0, 0]])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 4, "allocated": 0])
        shop.expect(try shop.done(["order", "show", number]), ["state": "confirmed", "net": "16.00"])
        // The log says what was called off, beside the reason that was given, and the audit trail likewise.
        let history = try shop.rows(["order", "history", number]).filter { $0["action"] as? String == "cancel" }
        let off = [
            "4 of \(Shop.a) on line 2", "2 of \(Shop.a) on line 1, 1 of \(Shop.a) on line 2, 2 of \(Shop.b) on line 3",
        ]
        #expect(history.map { $0["reason"] as? String } == off)
        let audited = try shop.value(
            of: """
                SELECT string_agg(detail ->> 'cancelled', '; ' ORDER BY id) FROM nephrite.audit_entry
                WHERE action = 'order.cancel' AND subject = '\(number)'
                """)
        #expect(audited == off.joined(separator: "; "))
        let whole = try shop.order("NORD", ["\(Shop.b)=3"])
        shop.expect(
            try shop.done(["order", "cancel", whole, "--line", "\(Shop.b)=2"]), ["state": "draft", "net": "9.99"])
        shop.expect(
            try shop.done(["order", "cancel", whole, "--line", "\(Shop.b)=1", "--reason", "no need"]),
            ["state": "cancelled"])
        #expect(
            try shop.rows(["order", "history", whole]).last?["reason"] as? String
                == "no need: 1 of \(Shop.b) on line 1")
        #expect(try shop.start(["order", "cancel", whole, "--line", "\(Shop.b)=1@2"]).finish().status == 64)
        #expect(try shop.broken() == [])
    }

    @Test("Nothing is promised for a day that is over")
    func promisedInThePast() throws {
        let shop = Shop.current
        let today = try shop.today()
        let yesterday = try shop.value(of: "SELECT '\(today)'::date - 1")
        let line = ["--line", "\(Shop.a)=5", "--promise"]
        let error = try shop.refused(["order", "create", "--customer", "NORD"] + line + [yesterday])
        #expect(error["code"] == "day_past" && error["where"] == "--promise")
        #expect(error["message"] == "\(yesterday) is before today, \(today)")
        #expect(error["remedy"] == "give today or a later day")
        let number = try shop.order("NORD", ["\(Shop.a)=4"], ["--promise", today])
        #expect(try code(shop, ["order", "amend", number] + line + [yesterday]) == "day_past")
        shop.expect(try shop.done(["order", "show", number]), ["promised_on": today])
        // A day that is over since stays where nothing else is said of it.
        try shop.tamper("UPDATE sales_order SET promised_on = '\(yesterday)'")
        shop.expect(try shop.done(["order", "amend", number] + line + [yesterday]), ["promised_on": yesterday])
        #expect(try shop.broken() == [])
    }

    @Test("An amendment is refused as a whole, by name")
    func refused() throws {
        let shop = Shop.current
        let number = try shop.order("NORD", ["\(Shop.a)=5"], ["--po", "1"])
        _ = try shop.order("NORD", ["\(Shop.a)=1"], ["--po", "2"])
        let twice = try shop.order("NORD", ["\(Shop.a)=1", "\(Shop.a)=2"])
        let before = try shop.done(["order", "show", number])["net"] as? String
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=6", "--po", "2"]) == "duplicate_po")
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.a)=6", "NONE=1"]) == "product_unknown")
        #expect(try code(shop, ["order", "amend", number, "--line", "\(Shop.unpriced)=1"]) == "no_price")
        #expect(try code(shop, ["order", "amend", twice, "--line", "\(Shop.a)=6"]) == "line_ambiguous")
        // An SKU named twice is a matter of the command, and nothing is to be called off for it.
        for second in [2, 6] {
            let named = try shop.refused([
                "order", "amend", number, "--line", "\(Shop.b)=1", "\(Shop.a)=6", "\(Shop.a)=\(second)",
            ])
            #expect(named["code"] == "line_ambiguous" && named["where"] == "line 3")
            #expect(named["message"] == "\(Shop.a) is named twice")
            #expect(named["remedy"] == "name it once with the whole quantity")
        }
        #expect(try code(shop, ["order", "amend", "SO-2000-000001", "--line", "\(Shop.a)=6"]) == "order_unknown")
        #expect(try shop.done(["order", "show", number])["net"] as? String == before)
    }

    @Test("What an order would come to is told, and nothing is kept")
    func whatIf() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "2.10"])
        let answer = try shop.done(["order", "what-if", "--customer", "SUED", "--line", "\(Shop.a)=12"])
        #expect(answer["order"] is NSNull)
        // Twelve at 3.50 and 19 percent are 49.98.
        shop.expect(answer, ["state": "confirmed", "gross": "49.98", "allocation": "partial"])
        shop.expect(try lines(answer)[0], ["allocated": 3, "backordered": 9])
        let held = try shop.done(["order", "what-if", "--customer", "SUED", "--line", "\(Shop.b)=20"])
        #expect((held["holds"] as? [[String: String]])?.map { $0["kind"] } == ["credit"])
        #expect(try code(shop, ["order", "what-if", "--customer", "PARIS", "--line", "\(Shop.a)=1"]) == "tax_unknown")
        #expect(try shop.rows(["order", "list"]).isEmpty)
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["allocated": 0])
    }
}
