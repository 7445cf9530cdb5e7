import Foundation
import TestSupport
import Testing

@Suite("From the quote to the payment", .database(Shop.open))
struct OrderStoryTests {
    @Test("An order is quoted, confirmed, shipped in two parts, invoiced twice, paid in two parts, and closed")
    func story() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "4.20"])
        // 12 at the price from 10 on, 3.50, make 42.00; 3 at 9.99 make 29.97; 19 percent of 71.97 are 13.67.
        let number = try shop.order("NORD", ["\(Shop.a)=12", "\(Shop.b)=3"], ["--po", "4711"])
        #expect(number == "SO-\(Shop.year)-000001")
        var order = try shop.done(["order", "quote", number])
        expect(order, ["state": "quoted", "po_number": "4711", "net": "71.97", "tax": "13.67", "gross": "85.64"])
        order = try shop.done(["order", "confirm", number])
        expect(order, ["state": "confirmed", "allocation": "none"])

        order = try shop.done(["order", "allocate", number], status: 3)
        expect(order, ["allocation": "partial", "shipment": "none"])
        expect(line(order, 1), ["ordered": 12, "allocated": 10, "open": 12, "backordered": 2, "to_invoice": 0])
        #expect(try #require(shop.done(["order", "list", "--backordered"])["rows"] as? [Any]).count == 1)

        order = try shop.done(["order", "ship", number])
        expect(order, ["allocation": "partial", "shipment": "partial", "invoice": "none"])
        expect(line(order, 1), ["allocated": 0, "shipped": 10, "open": 2, "to_invoice": 10])
        let first = try shop.done(["invoice", "create", number])
        // 35.00 and 29.97; 19 percent of 64.97 are 12.34.
        expect(first, ["invoice": "INV-\(Shop.year)-000001", "net": "64.97", "tax": "12.34", "gross": "77.31"])

        try shop.done(["stock", "receive", Shop.a, "30", "--cost", "2.50"])
        order = try shop.done(["order", "allocate", number])
        expect(order, ["allocation": "full"])
        try shop.done(["order", "ship", number, "--line", "\(Shop.a)=2"])
        let second = try shop.done(["invoice", "create", number])
        // The rest of 7.00 with 1.33 of tax, so that the two make 71.97 and 13.67.
        expect(
            second,
            ["invoice": "INV-\(Shop.year)-000002", "net": "7.00", "tax": "1.33", "gross": "8.33", "open": "8.33"])
        order = try shop.done(["order", "show", number])
        expect(order, ["state": "closed", "shipment": "full", "invoice": "full", "payment": "none", "return": "none"])
        #expect((order["shipments"] as? [Any])?.count == 2)

        try pay(shop, 1, "50.00")
        expect(try shop.done(["order", "show", number]), ["payment": "partial"])
        try pay(shop, 1, "27.31")
        let paid = try pay(shop, 2, "8.33")
        expect(paid, ["state": "paid", "paid": "8.33", "open": "0.00"])
        expect(try shop.done(["order", "show", number]), ["state": "closed", "payment": "full"])
        try pay(shop, 2, "0.01")
        expect(try shop.done(["order", "show", number]), ["payment": "over"])

        // 10 at 2.10, all shipped, then 30 at 2.50, of which 28 are left.
        let stock = try shop.done(["stock", "show", Shop.a])
        expect(stock, ["average_cost": "2.50", "currency": "EUR"])
        expect(stock, ["on_hand": 28, "allocated": 0, "available": 28, "held": 0, "on_order": 0])
        let log = try #require(shop.done(["order", "history", number])["rows"] as? [[String: Any]])
        #expect(
            log.map { $0["action"] as? String } == [
                "create", "quote", "confirm", "allocate", "ship", "invoice", "allocate", "ship", "invoice", "close",
                "pay", "pay", "pay", "pay",
            ])
        #expect(try shop.broken() == [])
    }

    @Test("Over the credit limit an order is confirmed and held; a higher limit or a payment lets it go")
    func credit() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.b, "50", "--cost", "4.20"])
        // 79.92 and 19 percent are 95.10, within 100.00; with 11.89 for one more they are 106.99.
        let within = try shop.order("SUED", ["\(Shop.b)=8"])
        #expect((try shop.done(["order", "confirm", within])["holds"] as? [Any])?.count == 0)
        let above = try shop.order("SUED", ["\(Shop.b)=1"])
        let held = try #require(try shop.done(["order", "confirm", above])["holds"] as? [[String: String]])
        #expect(held == [["kind": "credit", "reason": "exposure 106.99 EUR is above the credit limit 100.00"]])
        #expect(try shop.refused(["order", "allocate", above])["code"] == "order_on_hold")
        #expect(try shop.refused(["order", "unhold", above])["code"] == "credit_exceeded")
        try shop.done(["order", "allocate", within])
        try shop.done(["order", "ship", within])
        try shop.done(["invoice", "create", within])
        #expect(try shop.refused(["order", "unhold", above])["code"] == "credit_exceeded")
        try pay(shop, 1, "10.00")
        try shop.done(["order", "unhold", above])
        try shop.done(["order", "allocate", above])
        let prepaid = try shop.order("VORAB", ["\(Shop.b)=10"])
        #expect((try shop.done(["order", "confirm", prepaid])["holds"] as? [Any])?.count == 0)
        #expect(try shop.broken() == [])
    }

    @Test("A price of its own is a hold, and cancelling takes open quantity and promises back")
    func priceHoldAndCancel() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "6", "--cost", "2.10"])
        let number = try shop.order("NORD", ["\(Shop.a)=6@3.99", "\(Shop.b)=2"])
        var order = try shop.done(["order", "confirm", number])
        #expect((order["holds"] as? [[String: String]])?.map { $0["kind"] } == ["price"])
        try shop.done(["order", "unhold", number, "--kind", "price"])
        order = try shop.done(["order", "allocate", number], status: 3)
        order = try shop.done(["order", "cancel", number, "--line", Shop.b])
        expect(order, ["state": "confirmed", "allocation": "full", "net": "23.94"])
        try shop.done(["order", "ship", number, "--line", "\(Shop.a)=4"])
        order = try shop.done(["order", "cancel", number, "--reason", "not wanted any more"])
        expect(order, ["state": "confirmed", "shipment": "full", "net": "15.96"])
        expect(line(order, 1), ["cancelled": 2, "allocated": 0, "open": 0, "to_invoice": 4])
        expect(try shop.done(["invoice", "create", number]), ["net": "15.96", "tax": "3.03"])
        expect(try shop.done(["order", "show", number]), ["state": "closed"])
        let untouched = try shop.order("NORD", ["\(Shop.a)=1"])
        expect(try shop.done(["order", "cancel", untouched]), ["state": "cancelled", "net": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("An adjustment below what is promised takes the youngest promises back and lists them")
    func adjustment() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let orders = try (0..<2).map { _ in try shop.order("NORD", ["\(Shop.a)=5"]) }
        for order in orders { for action in ["confirm", "allocate"] { try shop.done(["order", action, order]) } }
        let stock = try shop.done(["stock", "adjust", Shop.a, "-7", "--reason", "water"])
        expect(stock, ["on_hand": 3, "allocated": 3, "available": 0])
        let released = try #require(stock["released"] as? [[String: Any]])
        #expect(released.map { $0["order"] as? String } == [orders[1], orders[0]])
        #expect(released.map { $0["quantity"] as? Int } == [5, 2])
        #expect(try shop.refused(["stock", "adjust", Shop.a, "-4", "--reason", "water"])["code"] == "out_of_stock")
        #expect(try shop.broken() == [])
    }

    @Test("A repeated key gives the first answer again, also to eight at once, and a dry run keeps nothing")
    func keys() throws {
        let shop = Shop.current
        let create = ["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=1", "--key", "k"]
        let outcomes = try (1...8).map { _ in try shop.start(create) }.map { try $0.finish() }
        #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.errors))")
        #expect(Set(outcomes.map(\.output)).count == 1)
        let other = ["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=2", "--key", "k"]
        #expect(try shop.refused(other)["code"] == "key_conflict")
        try shop.done(["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=2", "--dry-run"])
        #expect((try shop.done(["order", "list"])["rows"] as? [Any])?.count == 1)
        #expect(try shop.broken() == [])
    }

    private func line(_ order: [String: Any], _ number: Int) -> [String: Any] {
        (order["lines"] as? [[String: Any]])?.first { $0["line"] as? Int == number } ?? [:]
    }

    @discardableResult
    private func pay(_ shop: Shop, _ invoice: Int, _ amount: String) throws -> [String: Any] {
        let number = "INV-\(Shop.year)-00000\(invoice)"
        return try shop.done(["invoice", "pay", number, "--amount", amount, "--on", "2026-11-20"])
    }

    private func expect<Value: Equatable>(
        _ answer: [String: Any], _ values: [String: Value], location: SourceLocation = #_sourceLocation
    ) {
        for (key, value) in values { #expect(answer[key] as? Value == value, "\(key)", sourceLocation: location) }
    }
}
