import Foundation
import TestSupport
import Testing

@Suite("Freight and discounts of orders", .database(Shop.open))
struct FreightTests {
    private let first = "INV-\(Shop.year)-000001"

    private func line(_ answer: [String: Any], _ number: Int) throws -> [String: Any] {
        try #require((answer["lines"] as? [[String: Any]])?[number - 1])
    }

    private func receive(_ shop: Shop, _ sku: String, _ quantity: Int) throws {
        try shop.done(["stock", "receive", sku, String(quantity), "--cost", "1.00"])
    }

    /// Four of A at 4.00 are shipped; freight of 5.00 is agreed.
    private func shipped(_ shop: Shop, _ customer: String = "NORD") throws -> String {
        try receive(shop, Shop.a, 4)
        let number = try shop.order(customer, ["\(Shop.a)=4"], ["--freight", "5.00"])
        for step in ["confirm", "allocate", "ship"] { try shop.done(["order", step, number]) }
        return number
    }

    @Test("Freight goes with the first invoice, a discount with each, and together they are what was agreed")
    func story() throws {
        let shop = Shop.current
        try receive(shop, Shop.a, 4)
        try receive(shop, Shop.b, 2)
        // 4 × 4.00, 3 × 9.99 less a tenth, and 9.50 for the carriage: 16.00 + 26.97 + 9.50, and 19 percent.
        let number = try shop.order(
            "NORD", ["\(Shop.a)=4", "\(Shop.b)=3"], ["--freight", "9.50", "--discount", "\(Shop.b)=10"])
        var order = try shop.done(["order", "confirm", number])
        shop.expect(order, ["freight": "9.50", "net": "52.47", "tax": "9.97", "gross": "62.44"])
        shop.expect(try line(order, 2), ["unit_price": "9.99", "discount_percent": "10", "net": "26.97"])
        shop.expect(try line(order, 1), ["discount_percent": "0", "net": "16.00"])
        let hold = try #require((order["holds"] as? [[String: Any]])?.first)
        shop.expect(hold, ["kind": "price", "reason": "\(Shop.b) at 9.99 less 10 %, by list 9.99"])
        try shop.done(["order", "unhold", number])
        try shop.done(["order", "allocate", number], status: 3)
        #expect(try shop.refused(["invoice", "create", number])["code"] == "nothing_to_invoice")

        // 16.00 + 17.98 + 9.50, then what is left of line, freight and tax.
        var invoice = try shop.shipAndInvoice(number, [])
        shop.expect(invoice, ["freight": "9.50", "net": "43.48", "tax": "8.26", "gross": "51.74"])
        try receive(shop, Shop.b, 1)
        try shop.done(["order", "allocate", number])
        invoice = try shop.shipAndInvoice(number, [])
        shop.expect(invoice, ["freight": "0.00", "net": "8.99", "tax": "1.71", "gross": "10.70"])
        #expect(try shop.done(["order", "show", number])["state"] as? String == "closed")
        #expect(try shop.broken() == [])

        // 8.26 × 9.50 / 43.48 of tax.
        let credit = try shop.done(["invoice", "credit", first, "--freight", "9.50", "--reason", "came late"])
        shop.expect(credit, ["freight": "9.50", "net": "9.50", "tax": "1.80", "gross": "11.30"])
        #expect((credit["lines"] as? [Any])?.isEmpty == true)
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["state": "closed", "freight": "0.00", "net": "42.97"])
        let twice = try shop.refused(["invoice", "credit", first, "--freight", "0.01"])
        shop.expect(
            twice,
            [
                "code": "nothing_to_credit", "where": "--freight",
                "message": "0.00 of freight on \(first) are not credited, not 0.01",
            ])
        #expect(try shop.broken() == [])
    }

    @Test("An invoice that is credited in whole gives its freight back, which is charged again with the goods")
    func whole() throws {
        let shop = Shop.current
        let number = try shipped(shop)
        // 16.00 + 5.00 and 19 percent.
        shop.expect(try shop.done(["invoice", "create", number]), ["net": "21.00", "tax": "3.99"])
        let credit = try shop.done(["invoice", "credit", first])
        shop.expect(credit, ["freight": "5.00", "net": "21.00", "tax": "3.99"])
        shop.expect(try shop.done(["invoice", "show", first]), ["state": "credited", "open": "0.00"])
        let again = try shop.done(["invoice", "create", number])
        shop.expect(again, ["freight": "5.00", "net": "21.00", "tax": "3.99"])
        #expect(try shop.broken() == [])
    }

    @Test("Freight that is agreed behind the goods is invoiced by itself, and then the order is done")
    func alone() throws {
        let shop = Shop.current
        let number = try shipped(shop)
        try shop.done(["invoice", "create", number])
        try shop.done(["order", "reopen", number])
        let order = try shop.done(["order", "amend", number, "--freight", "7.5"])
        shop.expect(order, ["state": "confirmed", "freight": "7.50", "net": "23.50"])
        let changes = try #require((order["changes"] as? [[String: Any]])?.first)
        shop.expect(changes, ["field": "freight", "old": "5", "new": "7.5"])
        let invoice = try shop.done(["invoice", "create", number])
        shop.expect(invoice, ["freight": "2.50", "net": "2.50", "tax": "0.48"])
        #expect((invoice["lines"] as? [Any])?.isEmpty == true)
        #expect(try shop.done(["order", "show", number])["state"] as? String == "closed")
        #expect(try shop.broken() == [])
    }

    @Test("What is paid in advance is invoiced with its freight; what is called off as a whole costs none")
    func others() throws {
        let shop = Shop.current
        let ahead = try shop.order("VORAB", ["\(Shop.a)=4"], ["--freight", "5.00"])
        try shop.done(["order", "confirm", ahead])
        shop.expect(try shop.done(["invoice", "create", ahead]), ["freight": "5.00", "net": "21.00"])
        // Its freight is credited with the goods, or it could not be called off without.
        let early = try shop.refused(["order", "cancel", ahead])
        #expect(
            early["remedy"]
                == "credit that first: nephrite invoice credit \(first) --line \(Shop.a)=4 --freight 5; then nephrite order cancel \(ahead)"
        )
        try shop.done(["invoice", "credit", first, "--line", "\(Shop.a)=4", "--freight", "5"])
        shop.expect(
            try shop.done(["order", "cancel", ahead]), ["state": "cancelled", "freight": "0.00", "gross": "0.00"])
        let off = try shop.order("NORD", ["\(Shop.a)=4"], ["--freight", "5.00"])
        try shop.done(["order", "confirm", off])
        shop.expect(
            try shop.done(["order", "cancel", off]),
            ["state": "cancelled", "freight": "0.00", "net": "0.00", "gross": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("What is invoiced keeps its freight and its discount")
    func locked() throws {
        let shop = Shop.current
        let number = try shipped(shop)
        try shop.done(["order", "amend", number, "--line", "\(Shop.b)=1"])
        try shop.done(["invoice", "create", number])
        let less = try shop.refused(["order", "amend", number, "--freight", "4.99"])
        shop.expect(
            less,
            [
                "code": "price_locked", "where": "--freight",
                "message": "5.00 of freight are invoiced on \(number), so it cannot be 4.99",
            ])
        let discount = ["--discount", "\(Shop.a)=5"]
        let lower = try shop.refused(["order", "amend", number, "--line", "\(Shop.a)=4"] + discount)
        #expect(lower["code"] == "price_locked")
        // B is not invoiced: its discount changes, its price and what that came from do not.
        let before = try line(try shop.done(["order", "show", number]), 2)
        let amended = try shop.done([
            "order", "amend", number, "--line", "\(Shop.b)=1", "--discount", "\(Shop.b)=12.5",
        ])
        // 9.99 less an eighth is 8.74.
        let after = try line(amended, 2)
        shop.expect(after, ["unit_price": "9.99", "discount_percent": "12.5", "net": "8.74"])
        for key in ["price_rule", "list_price", "cost"] {
            #expect(after[key] as? String == before[key] as? String, "\(key)")
        }
        let repriced = try shop.done(["order", "amend", number, "--line", "\(Shop.b)=1", "--reprice"])
        shop.expect(try line(repriced, 2), ["discount_percent": "0", "net": "9.99"])
        #expect(try shop.broken() == [])
    }

    @Test(
        "What is no freight or discount is refused, and nothing is made",
        arguments: [
            (["--freight", "-1"], "amount_invalid"), (["--freight", "1.234"], "amount_invalid"),
            (["--freight", "much"], "amount_invalid"), (["--discount", "101"], "discount_invalid"),
            (["--discount", "-1"], "discount_invalid"), (["--discount", "NONE=5"], "usage"),
            (["--discount", "5", "--discount", "6"], "usage"),
        ])
    func refusals(options: [String], code: String) throws {
        let shop = Shop.current
        let refused = try shop.refused(
            ["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=4"] + options, status: 64)
        #expect(refused["code"] == code)
        #expect(try shop.rows(["order", "list"]).isEmpty)
    }

    @Test("Freight that does not add up is found, and the server refuses to charge or credit too much")
    func corrupted() throws {
        let shop = Shop.current
        let number = try shipped(shop)
        try shop.done(["invoice", "create", number])
        // The gross amount that follows from it is not what the order says either.
        try shop.tamper("UPDATE sales_order SET freight = 4")
        #expect(Set(try shop.broken()) == ["order_totals", "over_invoiced"])
        try shop.tamper("UPDATE sales_order SET freight = 5; UPDATE invoice SET freight = 4")
        #expect(Set(try shop.broken()) == ["invoice_totals", "order_axes"])
        try shop.tamper("UPDATE invoice SET freight = 5")
        try shop.done(["invoice", "credit", first, "--freight", "5.00"])
        try shop.tamper("UPDATE credit_note SET freight = 4")
        #expect(Set(try shop.broken()) == ["credit_notes", "over_invoiced"])
    }

    @Test("The server refuses to charge more freight than is agreed, and to credit more than was charged")
    func bounds() throws {
        let shop = Shop.current
        let number = try shipped(shop)
        try shop.done(["invoice", "create", number])
        let invoice = """
            INSERT INTO nephrite.invoice (number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency,
                minor_digits, net, tax, gross, freight)
            SELECT series || '-000002', series, 2, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits,
                1, 0, 1, 1
            FROM nephrite.invoice
            """
        #expect(try shop.fault(of: invoice) == "invoice_within_freight")
        let note = """
            INSERT INTO nephrite.credit_note (number, series, ordinal, invoice_id, issued_on, net, tax, gross, freight)
            SELECT 'CN-2026-000001', 'CN-2026', 1, id, issued_on, 5.01, 0, 5.01, 5.01 FROM nephrite.invoice
            """
        #expect(try shop.fault(of: note) == "credit_note_within_freight")
    }
}
