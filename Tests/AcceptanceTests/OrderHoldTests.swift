import Foundation
import TestSupport
import Testing

@Suite("Holds of orders", .database(Shop.open))
struct OrderHoldTests {
    private let shop = Shop.current

    private func holds(_ order: [String: Any]) -> [[String: String]] { order["holds"] as? [[String: String]] ?? [] }

    private func kinds(_ order: [String: Any]) -> [String?] { holds(order).map { $0["kind"] } }

    @Test("Releasing a hold of another kind tests the credit, and above the limit the order waits for it")
    func releaseTestsCredit() throws {
        try shop.done(["stock", "receive", Shop.b, "20", "--cost", "1"])
        // 59.94 and 11.39 of tax.
        let number = try shop.order("SUED", ["\(Shop.b)=6"])
        try shop.done(["order", "confirm", number])
        try shop.done(["order", "hold", number, "--kind", "compliance", "--reason", "papers"])
        try shop.done(["customer", "set", "SUED", "--credit-limit", "10"])
        let reason = "exposure 71.33 EUR is above the credit limit 10.00"
        let told = try shop.nephrite.run("order", "unhold", number, "--dry-run", "--database", shop.conninfo)
        #expect(told.status == 0)
        #expect(told.output.contains(reason))
        #expect(told.errors.contains("\(number) has a credit hold: \(reason)"))
        #expect(holds(try shop.done(["order", "unhold", number])) == [["kind": "credit", "reason": reason]])
        let last = try #require(try shop.rows(["order", "history", number]).last)
        shop.expect(last, ["action": "hold", "reason": reason])
        for action in ["allocate", "ship"] {
            #expect(try shop.refused(["order", action, number])["code"] == "order_on_hold")
        }
        try shop.done(["customer", "set", "SUED", "--credit-limit", "100"])
        #expect(kinds(try shop.done(["order", "unhold", number])) == [])
        #expect(try shop.broken() == [])
    }

    @Test("Releasing a hold of a draft, of an order within the limit or of a prepaid one places none")
    func releaseWithinLimit() throws {
        for (customer, isConfirmed, limit) in [("SUED", true, "100"), ("SUED", false, "1"), ("VORAB", true, "1")] {
            try shop.done(["customer", "set", customer, "--credit-limit", limit])
            let number = try shop.order(customer, ["\(Shop.b)=1"])
            if isConfirmed { try shop.done(["order", "confirm", number]) }
            try shop.done(["order", "hold", number, "--reason", "address"])
            #expect(kinds(try shop.done(["order", "unhold", number])) == [], "\(customer) \(limit)")
        }
    }

    /// What the log and the audit trail say of holds: step, hold and reason.
    private func logged(_ number: String) throws -> [[String?]] {
        try shop.rows(["order", "history", number]).compactMap { row in
            guard let action = row["action"] as? String, action.hasSuffix("hold") else { return nil }
            return [action, row["hold"] as? String, row["reason"] as? String]
        }
    }

    private func audited(_ number: String) throws -> [[String?]] {
        try shop.rows(["audit", "list", "--subject", number]).reversed().compactMap { row in
            guard let action = row["action"] as? String, action.hasSuffix("hold") else { return nil }
            return [String(action.dropFirst("order.".count)), (row["detail"] as? [String: String])?["hold"]]
        }
    }

    @Test("The log and the audit trail say which hold was placed and released, each by itself")
    func whichHold() throws {
        let number = try shop.order("NORD", ["\(Shop.a)=1@3.99"])
        for kind in ["stock", "manual"] { try shop.done(["order", "hold", number, "--kind", kind, "--reason", "x"]) }
        try shop.done(["order", "unhold", number, "--kind", "stock"])
        try shop.done(["order", "unhold", number])
        let log: [[String?]] = [
            ["hold", "price", "\(Shop.a) at 3.99, by list 4.00"], ["hold", "stock", "x"], ["hold", "manual", "x"],
            ["unhold", "stock", nil], ["unhold", "price", nil], ["unhold", "manual", nil],
        ]
        #expect(try logged(number) == log)
        #expect(try audited(number) == log.map { Array($0.prefix(2)) })
        let text = try shop.nephrite.run("order", "history", number, "--database", shop.conninfo).output
        #expect(text.contains(" stock\n") && text.contains(" manual\n"), "\(text)")
        let steps = try shop.rows(["order", "history", number])
        #expect(steps.first { $0["action"] as? String == "create" }?["hold"] is NSNull)
    }

    @Test("So they do of an order that was imported")
    func whichHoldOfImport() throws {
        let table = "customer;po_number;sku;quantity;unit_price\nSUED;7;\(Shop.b);20;9.00\n"
        let outcome = try shop.start(["order", "import", "-", "--confirm"], input: table).finish()
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        let row = try #require(rows?.first)
        let number = try #require(row["order"] as? String)
        let log = [["hold", "price"], ["hold", "credit"]]
        #expect(try logged(number).map { Array($0.prefix(2)) } == log)
        #expect(try audited(number) == log)
        #expect(try shop.broken() == [])
    }

    @Test("Calling all of an order off ends its holds, before it is confirmed and after")
    func cancelled() throws {
        try shop.done(["customer", "set", "SUED", "--terms", "30%deposit,70%net30"])
        for isConfirmed in [false, true] {
            // 99.90 and 18.98 of tax are above the limit, and 35.66 of it is due first.
            let number = try shop.order("SUED", ["\(Shop.b)=10"])
            if isConfirmed { try shop.done(["order", "confirm", number]) }
            for kind in ["stock", "manual"] {
                try shop.done(["order", "hold", number, "--kind", kind, "--reason", "asked"])
            }
            let kinds = (isConfirmed ? ["credit", "deposit"] : []) + ["stock", "manual"]
            #expect(self.kinds(try shop.done(["order", "show", number])) == kinds)
            // What is left keeps them.
            let rest = try shop.done(["order", "cancel", number, "--line", "\(Shop.b)=1"])
            #expect(Set(self.kinds(rest)) == Set(kinds))
            let cancelled = try shop.done(["order", "cancel", number, "--reason", "no rooms"])
            shop.expect(cancelled, ["state": "cancelled"])
            #expect(holds(cancelled) == [])
            let ended = try logged(number).suffix(kinds.count)
            #expect(Set(ended.map { $0[1] }) == Set(kinds))
            #expect(ended.allSatisfy { $0[0] == "unhold" && $0[2] == "it is cancelled" })
            #expect(try shop.rows(["order", "history", number]).last?["action"] as? String == "cancel")
            #expect(Set(try audited(number).suffix(kinds.count)) == Set(kinds.map { ["unhold", $0] }))
            #expect(try shop.refused(["order", "unhold", number])["code"] == "wrong_state")
        }
        let by = "SELECT string_agg(DISTINCT released_by, ' ') FROM order_hold WHERE reason = 'asked'"
        #expect(try shop.value(of: by) == "(cancelled)")
        #expect(try shop.broken() == [])
    }

    @Test("What closes an order, lets a quotation lapse or comes in as a cancellation ends holds too")
    func over() throws {
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "1"])
        func hold(_ number: String) throws { try shop.done(["order", "hold", number, "--reason", "asked"]) }
        let closing = try shop.allocated("NORD", ["\(Shop.a)=5"])
        try shop.done(["order", "ship", closing])
        try hold(closing)
        try shop.done(["invoice", "create", closing])
        let quoted = try shop.order("NORD", ["\(Shop.a)=5"])
        try shop.done(["order", "quote", quoted, "--valid-until", shop.today()])
        try hold(quoted)
        try shop.tamper("UPDATE sales_order SET valid_until = valid_until - 1 WHERE number = '\(quoted)'")
        try shop.done(["order", "expire"])
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        let ordered = try shop.order("NORD", ["\(Shop.a)=5"], ["--po", "U-1"])
        try hold(ordered)
        let cancellation = """
            <OrderCancellation xmlns="urn:oasis:names:specification:ubl:schema:xsd:OrderCancellation-2" \
            xmlns:c="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" \
            xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"><c:ID>C-1</c:ID>\
            <a:OrderReference><c:ID>U-1</c:ID></a:OrderReference><a:BuyerCustomerParty><a:Party>\
            <c:EndpointID schemeID="0088">4012345000009</c:EndpointID></a:Party></a:BuyerCustomerParty></OrderCancellation>
            """
        let outcome = try shop.start(["order", "import", "-"], input: cancellation).finish()
        #expect(outcome.status == 0, "\(outcome.output)")
        for (number, state, last) in [
            (closing, "closed", "close"), (quoted, "expired", "expire"), (ordered, "cancelled", "cancel"),
        ] {
            let order = try shop.done(["order", "show", number])
            shop.expect(order, ["state": state])
            #expect(holds(order) == [], "\(state)")
            let log = try shop.rows(["order", "history", number]).suffix(2)
            #expect(log.map { $0["action"] as? String } == ["unhold", last])
            #expect(log.map { $0["reason"] as? String }.first == "it is \(state)")
            #expect(try shop.refused(["order", "unhold", number])["code"] == "wrong_state")
        }
        // Opened again it has none either.
        #expect(holds(try shop.done(["order", "reopen", closing])) == [])
        #expect(try shop.broken() == [])
    }

    @Test("A database of before ends the holds of orders that are over, with their reasons")
    func migrated() throws {
        let numbers = try (0..<2).map { _ in try shop.order("NORD", ["\(Shop.a)=1"]) }
        try shop.done(["order", "cancel", numbers[0]])
        try shop.done(["order", "hold", numbers[1], "--reason", "open"])
        try shop.tamper(
            """
            DROP FUNCTION order_hold_refuse_over CASCADE; DROP FUNCTION sales_order_refuse_open_holds CASCADE;
            DELETE FROM schema_migration WHERE number = 468;
            INSERT INTO order_hold (order_id, kind, reason)
            SELECT id, 'stock', 'of before' FROM sales_order WHERE number = '\(numbers[0])'
            """)
        #expect(try shop.rows(["database", "migrate"]).count == 1)
        let rows = """
            SELECT string_agg(concat_ws(' ', reason, released_by, released_at > placed_at), ', ' ORDER BY id)
            FROM order_hold
            """
        #expect(try shop.value(of: rows) == "open, of before (cancelled) t")
        #expect(try shop.broken() == [])
    }

    @Test(
        "A price hold says the prices of now, and ends when none is another than by list; nobody needs a right for that"
    )
    func price() throws {
        try shop.done(["right", "grant", "anna", "release_price"])
        let number = try shop.order("NORD", ["\(Shop.a)=5@3.99", "\(Shop.b)=2@9.00", "\(Shop.c)=9"])
        let own = ["\(Shop.a) at 3.99, by list 4.00", "\(Shop.b) at 9.00, by list 9.99"]
        func reasons(_ order: [String: Any]) -> [String?] { holds(order).map { $0["reason"] } }
        #expect(reasons(try shop.done(["order", "confirm", number])) == [own.joined(separator: "; ")])
        #expect(try reasons(shop.done(["order", "amend", number, "--line", "\(Shop.c)=6"])).count == 1)
        let rest = try shop.done(["order", "amend", number, "--line", "\(Shop.b)=2", "--reprice"])
        #expect(reasons(rest) == [own[0]])
        let last = try shop.done(["order", "amend", number, "--line", "\(Shop.a)=2", "--reprice"])
        #expect(reasons(last) == [])
        #expect(
            try logged(number).suffix(2) == [
                ["hold", "price", own[0]], ["unhold", "price", "no line has a price of its own any more"],
            ])
        // So it is when the line is called off, and in a draft.
        let draft = try shop.order("NORD", ["\(Shop.a)=5@3.99", "\(Shop.b)=2"])
        #expect(kinds(try shop.done(["order", "cancel", draft, "--line", "\(Shop.a)=1"])) == ["price"])
        #expect(kinds(try shop.done(["order", "cancel", draft, "--line", Shop.a])) == [])
        let by = "SELECT string_agg(released_by, ' ' ORDER BY id) FROM order_hold"
        #expect(try shop.value(of: by) == "(changed) (by list) (by list)")
        #expect(try shop.broken() == [])
    }

    @Test("A credit hold says the exposure of now, and ends when less is ordered, called off or paid in advance")
    func credit() throws {
        // 99.90 and 18.98 of tax are above 100.00, as are 89.91 and 17.08; 79.92 and 15.18 are not.
        func above() throws -> String {
            let number = try shop.order("SUED", ["\(Shop.b)=10"])
            #expect(kinds(try shop.done(["order", "confirm", number])) == ["credit"])
            return number
        }
        let reason = "exposure 106.99 EUR is above the credit limit 100.00"
        let ended = [["hold", "credit", reason], ["unhold", "credit", "the exposure is within the credit limit"]]
        for (less, enough) in [
            (["amend", "--line", "\(Shop.b)=9"], ["amend", "--line", "\(Shop.b)=8"]),
            (["cancel", "--line", "\(Shop.b)=1"], ["cancel", "--line", "\(Shop.b)=1"]),
            (["deposit", "--amount", "11.89", "--on"], ["deposit", "--amount", "50", "--on"]),
        ] {
            let number = try above()
            let day = less[0] == "deposit" ? [try shop.today()] : []
            #expect(
                holds(try shop.done(["order", less[0], number] + less.dropFirst() + day)).map { $0["reason"] } == [
                    reason
                ])
            #expect(holds(try shop.done(["order", enough[0], number] + enough.dropFirst() + day)) == [], "\(enough)")
            #expect(try logged(number).suffix(2) == ended)
            if less[0] != "deposit" { try shop.done(["order", "cancel", number]) }
        }
        #expect(try shop.broken() == [])
    }

    @Test("What a person placed by hand waits for a person, whatever becomes of the order")
    func byHand() throws {
        let number = try shop.order("NORD", ["\(Shop.a)=5", "\(Shop.b)=2"])
        try shop.done(["order", "confirm", number])
        let kinds = ["credit", "deposit", "price"]
        for kind in kinds { try shop.done(["order", "hold", number, "--kind", kind, "--reason", "asked"]) }
        for step in [
            ["amend", number, "--line", "\(Shop.a)=4", "--reprice"], ["cancel", number, "--line", Shop.b],
            ["deposit", number, "--amount", "1", "--on", try shop.today()],
        ] {
            let order = try shop.done(["order"] + step)
            #expect(holds(order) == kinds.map { ["kind": $0, "reason": "asked"] }, "\(step)")
        }
    }

    @Test("A database of before knows the holds of rules by their words")
    func migratedRules() throws {
        try shop.done(["customer", "set", "SUED", "--terms", "30%deposit,70%net30"])
        let number = try shop.order("SUED", ["\(Shop.b)=20@9.00"])
        #expect(kinds(try shop.done(["order", "confirm", number])) == ["price", "credit", "deposit"])
        let other = try shop.order("SUED", ["\(Shop.a)=1"])
        for kind in ["credit", "price"] {
            try shop.done(["order", "hold", other, "--kind", kind, "--reason", "asked"])
        }
        let rows = "SELECT string_agg(kind || by_rule::text, ' ' ORDER BY id) FROM order_hold"
        let before = try shop.value(of: rows)
        #expect(before == "pricetrue credittrue deposittrue creditfalse pricefalse")
        try shop.tamper("ALTER TABLE order_hold DROP COLUMN by_rule; DELETE FROM schema_migration WHERE number = 469")
        #expect(try shop.rows(["database", "migrate"]).count == 1)
        #expect(try shop.value(of: rows) == before)
    }
}
