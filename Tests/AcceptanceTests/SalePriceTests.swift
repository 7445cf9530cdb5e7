import Foundation
import TestSupport
import Testing

@Suite("Prices of a sale", .database(Shop.open))
struct SalePriceTests {
    private func explained(_ customer: String, _ sku: String = Shop.unpriced, quantity: Int = 1) throws -> [String: Any]
    {
        try Shop.current.done(["price", "explain", customer, sku, "\(quantity)"])
    }

    /// A list in a currency with one price, and a customer of another currency who buys by it.
    private func list(_ currency: String, _ price: String, customer: String) throws {
        let shop = Shop.current
        try shop.done(["price-list", "add", "L", "--currency", currency])
        try shop.done(["price-list", "set", "L", Shop.unpriced, price])
        try shop.done(["customer", "add", "C", "--currency", customer, "--country", "DE", "--price-list", "L"])
    }

    @Test("The opposite of a rate divides by it: 10,000,000 at 17,000 for one are 588.235294, not 590.00")
    func oppositeRate() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "EUR", "IDR", "17000", "--on", "2026-01-01"])
        try list("IDR", "10000000", customer: "EUR")
        shop.expect(try explained("C"), ["unit_price": "588.235294"])
        let order = try shop.done(["order", "create", "--customer", "C", "--line", "\(Shop.unpriced)=1"])
        shop.expect(order, ["net": "588.24"])
        #expect((order["holds"] as? [Any])?.isEmpty == true)
        // What is frozen with it leads back to the list's price.
        let frozen = "(SELECT round(list_price / exchange_rate, -2) FROM sales_order_line)"
        #expect(try shop.fault(of: "DO $$ BEGIN ASSERT \(frozen) = 10000000; END $$") == nil)
        #expect(try shop.broken() == [])
    }

    @Test("The latest day wins whichever way a rate was entered; of one day the direct one")
    func latestRate() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.5", "--on", "2026-01-01"])
        try list("USD", "10", customer: "EUR")
        shop.expect(try explained("C"), ["unit_price": "5.00"])
        try shop.done(["rate", "add", "EUR", "USD", "4", "--on", "2026-02-01"])
        shop.expect(try explained("C"), ["unit_price": "2.50"])
        try shop.done(["rate", "add", "USD", "EUR", "0.3", "--on", "2026-02-01"])
        shop.expect(try explained("C"), ["unit_price": "3.00"])
        // What is a cost goes by the same rate: 3.10 USD are 0.93.
        try shop.done(["price-list", "rule", "L", "--markup", "0"])
        try shop.done(["price-list", "remove", "L", Shop.unpriced])
        let priced = try explained("C")
        #expect(priced["unit_price"] as? String == priced["cost"] as? String)
    }

    @Test("A converted unit price keeps its digits, and 0.004 is not nothing")
    func smallPrice() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.92", "--on", "2026-01-01"])
        try list("USD", "0.004", customer: "EUR")
        shop.expect(try explained("C", quantity: 1000), ["unit_price": "0.00368"])
        let order = try shop.done(["order", "create", "--customer", "C", "--line", "\(Shop.unpriced)=1000"])
        shop.expect(order, ["net": "3.68"])
    }

    @Test("Cost and margin are shown where a rate is known, and the floor holds in the order's currency")
    func costAndFloor() throws {
        let shop = Shop.current
        // The customer's list is in EUR, the goods cost USD, and no list is in CHF.
        try shop.done(["rate", "add", "USD", "CHF", "0.7", "--on", "2026-01-01"])
        try shop.done(["rate", "add", "EUR", "CHF", "0.9", "--on", "2026-01-01"])
        try shop.done(["price-list", "add", "L", "--currency", "EUR"])
        try shop.done(["price-list", "set", "L", Shop.a, "10"])
        try shop.done(["customer", "add", "C", "--currency", "CHF", "--country", "DE", "--price-list", "L"])
        let cost = try #require(try explained("C", Shop.a)["cost"] as? String)
        let fixed = try explained("C", Shop.a)
        shop.expect(fixed, ["unit_price": "9.00"])
        #expect(fixed["margin_percent"] as? String != nil, "cost \(cost)")
        try shop.done(["price-list", "remove", "L", Shop.a])
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
        try shop.done(["price-list", "rule", "L", "--markup", "0", "--floor", "30"])
        let ruled = try explained("C", Shop.a)
        #expect(ruled["unit_price"] as? String == ruled["floor"] as? String)
        let margin = try #require(ruled["margin_percent"] as? String)
        #expect(try #require(Double(margin)) >= 30)
    }

    @Test("A cost in a third currency is known by way of the base currency; without a rate it is said which is missing")
    func costThroughBase() throws {
        let shop = Shop.current
        // The goods cost 7.80 USD, the company counts in EUR, and list and customer are in CHF.
        try shop.done(["price-list", "add", "L", "--currency", "CHF"])
        try shop.done(["price-list", "set", "L", Shop.unpriced, "10"])
        try shop.done(["customer", "add", "C", "--currency", "CHF", "--country", "DE", "--price-list", "L"])
        let unknown = try explained("C")
        shop.expect(unknown, ["unit_price": "10.00", "rate_missing": "USD CHF"])
        #expect(unknown["cost"] is NSNull && unknown["margin_percent"] is NSNull)
        try shop.done(["rate", "add", "EUR", "CHF", "0.9", "--on", "2026-01-01"])
        shop.expect(try explained("C"), ["rate_missing": "USD CHF"])
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
        let known = try explained("C")
        // 7.80 × 0.8 × 0.9, of 10.00.
        shop.expect(known, ["cost": "5.616", "margin_percent": "43.84"])
        #expect(known["rate_missing"] is NSNull)
        try shop.done(["price-list", "floor", "L", "50"])
        shop.expect(try explained("C"), ["unit_price": "11.24", "floor": "11.24", "raised_from": "10.00"])
        // A rate between the two comes first.
        try shop.done(["rate", "add", "USD", "CHF", "0.7", "--on", "2026-01-01"])
        shop.expect(try explained("C"), ["cost": "5.46"])
    }

    @Test("A list's floor raises its fixed prices, its rules and what it falls back on, and explaining says from what")
    func listFloor() throws {
        let shop = Shop.current
        // The cost of 7.80 USD is 6.24; with 20 percent of margin that is 7.80, with 38 percent 10.0645….
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
        let dry = try shop.done(["price-list", "floor", "WH", "20", "--dry-run"])
        shop.expect(dry, ["price_list": "WH", "floor_percent": "20"])
        #expect(try shop.done(["price-list", "show", "WH"])["floor_percent"] is NSNull)
        try shop.done(["price-list", "floor", "WH", "20"])
        shop.expect(try shop.done(["price-list", "show", "WH"]), ["floor_percent": "20"])
        let set = try shop.done(["price-list", "set", "WH", Shop.unpriced, "7.00"])
        shop.expect(set, ["unit_price": "7.00", "floor": "7.80"])
        #expect(try shop.done(["price-list", "set", "WH", Shop.unpriced, "7.80", "--min", "2"])["floor"] is NSNull)
        try shop.done(["price-list", "set", "WH", Shop.unpriced, "6.90", "--min", "10"])

        let one = try explained("NORD")
        shop.expect(
            one,
            ["unit_price": "7.80", "raised_from": "7.00", "floor": "7.80", "margin_percent": "20", "rule": "WH from 1"])
        let two = try explained("NORD", quantity: 2)
        shop.expect(two, ["unit_price": "7.80", "floor": "7.80"])
        #expect(two["raised_from"] is NSNull)
        let ten = try #require((try explained("NORD", quantity: 10)["candidates"] as? [[String: Any]])?.last)
        shop.expect(ten, ["unit_price": "7.80", "raised_from": "6.90", "floor": "7.80", "result": "won"])
        let order = try shop.done(["order", "create", "--customer", "NORD", "--line", "\(Shop.unpriced)=10"])
        shop.expect(order, ["net": "78.00"])
        #expect((order["holds"] as? [Any])?.isEmpty == true)

        // Who falls back on a list has its prices by the higher floor of the two.
        shop.expect(
            try shop.done(["price-list", "add", "KEY", "--currency", "EUR", "--parent", "WH", "--floor", "38"]),
            ["floor_percent": "38", "parent": "WH"])
        try shop.done(["customer", "add", "K", "--currency", "EUR", "--country", "DE", "--price-list", "KEY"])
        shop.expect(try explained("K"), ["unit_price": "10.07", "raised_from": "7.00"])
        try shop.done(["price-list", "floor", "KEY", "0"])
        shop.expect(try explained("K"), ["unit_price": "7.80"])

        // A rule keeps the higher of its own floor and the list's: 6.24 becomes 7.80, and 6.24 / 0.5 = 12.48.
        for quantity in ["1", "2", "10"] {
            try shop.done(["price-list", "remove", "WH", Shop.unpriced, "--min", quantity])
        }
        try shop.done(["price-list", "rule", "WH", "--markup", "0", "--floor", "10"])
        shop.expect(try explained("NORD"), ["unit_price": "7.80", "raised_from": "6.24"])
        try shop.done(["price-list", "floor", "WH", "50"])
        shop.expect(try explained("NORD"), ["unit_price": "12.48"])
        try shop.done(["price-list", "floor", "WH", "none"])
        shop.expect(try explained("NORD"), ["unit_price": "6.94", "floor": "6.94"])
        for percent in ["100", "x", "30.0001"] {
            #expect(try shop.refused(["price-list", "floor", "WH", percent], status: 64)["code"] == "floor_invalid")
        }
        let error = try shop.refused(["price-list", "add", "M", "--currency", "EUR", "--floor", "100"], status: 64)
        #expect(error["code"] == "floor_invalid")
        #expect(try shop.refused(["price-list", "floor", "NONE", "1"])["code"] == "price_list_unknown")
        #expect(try shop.fault(of: "UPDATE price_list SET floor_percent = 100") == "price_list_floor_range")
        #expect(try shop.broken() == [])
    }

    @Test("Without a cost that can be compared there is no floor, and the fixed price stays")
    func noCost() throws {
        let shop = Shop.current
        try shop.done(["price-list", "floor", "WH", "20"])
        // No rate from USD.
        let set = try shop.done(["price-list", "set", "WH", Shop.unpriced, "0.01"])
        #expect(set["floor"] is NSNull)
        let priced = try explained("NORD")
        shop.expect(priced, ["unit_price": "0.01"])
        #expect(priced["floor"] is NSNull && priced["cost"] is NSNull)
    }

    @Test("Explaining says what quantities are allowed, and refuses what is none")
    func quantities() throws {
        let shop = Shop.current
        shop.expect(try explained("NORD", Shop.a), ["quantity_allowed": true])
        try shop.done(["price-list", "set", "WH", Shop.a, "--minimum", "10", "--multiple", "6", "--maximum", "20"])
        let few = try explained("NORD", Shop.a, quantity: 7)
        shop.expect(few, ["quantity_allowed": false])
        shop.expect(few, ["next_quantity": 12, "minimum": 10, "multiple": 6, "maximum": 20])
        for quantity in ["0", "1000000000"] {
            let error = try shop.refused(["price", "explain", "NORD", Shop.a, quantity], status: 64)
            #expect(error["code"] == "quantity_invalid")
        }
    }

    @Test("Prices, quantities and rules are taken away one by one, and answered when they are set")
    func removal() throws {
        let shop = Shop.current
        let set = try shop.done(["price-list", "set", "WH", Shop.a, "3.20", "--min", "50", "--from", "2026-01-01"])
        shop.expect(set, ["sku": Shop.a, "unit_price": "3.20", "valid_from": "2026-01-01", "currency": "EUR"])
        shop.expect(set, ["min_quantity": 50])
        let terms = try shop.done(["price-list", "set", "WH", Shop.a, "--minimum", "5"])
        shop.expect(terms, ["minimum": 5, "multiple": 1])
        let rule = try shop.done(["price-list", "rule", "WH", "--markup", "60", "--ending", "0.95"])
        shop.expect(rule, ["markup_percent": "60", "ending": "0.95"])
        let number = try #require(rule["rule"] as? Int)
        let shown = try shop.done(["price-list", "show", "WH"])
        #expect((shown["rules"] as? [[String: Any]])?.map { $0["rule"] as? Int } == [number])
        let quantities = try #require((shown["quantities"] as? [[String: Any]])?.first)
        shop.expect(quantities, ["sku": Shop.a])
        shop.expect(quantities, ["minimum": 5, "multiple": 1])

        shop.expect(try explained("NORD", Shop.a, quantity: 50), ["unit_price": "3.20"])
        try shop.done(["price-list", "remove", "WH", Shop.a, "--min-quantity", "50", "--from", "2026-01-01"])
        shop.expect(try explained("NORD", Shop.a, quantity: 50), ["unit_price": "3.50"])
        try shop.done(["price-list", "remove", "WH", Shop.a, "--terms"])
        shop.expect(try explained("NORD", Shop.a, quantity: 1), ["quantity_allowed": true])
        try shop.done(["price-list", "remove", "WH", "--rule", "\(number)"])
        #expect((try shop.done(["price-list", "show", "WH"])["rules"] as? [Any])?.isEmpty == true)
        for (words, code) in [
            ([Shop.a, "--min", "50"], "price_unknown"), ([Shop.a, "--terms"], "quantities_unknown"),
            (["--rule", "\(number)"], "rule_unknown"), (["X"], "product_unknown"),
        ] {
            #expect(try shop.refused(["price-list", "remove", "WH"] + words)["code"] == code)
        }
        #expect(try shop.refused(["price-list", "remove", "WH"], status: 64)["code"] == "usage")
        #expect(try shop.refused(["price-list", "remove", "WH", Shop.a, "--rule", "1"], status: 64)["code"] == "usage")
    }

    @Test("An empty value takes a customer's price list away")
    func listTakenAway() throws {
        let shop = Shop.current
        let customer = try shop.done(["customer", "set", "NORD", "--price-list", ""])
        #expect(customer["price_list"] as? String == nil)
        shop.expect(try shop.done(["customer", "set", "NORD", "--price-list", "WH"]), ["price_list": "WH"])
        shop.expect(try shop.done(["customer", "set", "NORD", "--terms", "net10"]), ["price_list": "WH"])
    }
}
