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
}
