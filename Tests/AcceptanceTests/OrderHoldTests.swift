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
}
