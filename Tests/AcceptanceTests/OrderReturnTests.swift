import Foundation
import TestSupport
import Testing

@Suite("From the shipment back", .database(Shop.open))
struct OrderReturnTests {
    private func line(_ order: [String: Any], _ number: Int = 1) throws -> [String: Any] {
        try #require((order["lines"] as? [[String: Any]])?[number - 1])
    }

    /// Ten of A at 3.50 and three of B at 9.99, shipped and invoiced: 64.97, 12.34 of tax, 77.31.
    private func sold(_ shop: Shop) throws -> String {
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "4.20"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10", "\(Shop.b)=3"])
        let invoice = try shop.shipAndInvoice(number, [])
        shop.expect(invoice, ["net": "64.97", "tax": "12.34", "gross": "77.31"])
        return number
    }

    @Test("What comes back is restocked or scrapped, then credited, and the order closes again")
    func story() throws {
        let shop = Shop.current
        let number = try sold(shop)
        let invoice = "INV-\(Shop.year)-000001"
        var order = try shop.done(["order", "return", number, "--line", "\(Shop.a)=2", "--reason", "too small"])
        shop.expect(order, ["state": "confirmed", "return": "partial", "invoice": "full"])
        shop.expect(try line(order), ["shipped": 10, "returned": 2, "credited": 0, "to_invoice": -2])
        order = try shop.done(["order", "return", number, "--line", "\(Shop.b)=1", "--scrap"])
        let returns = try #require(order["returns"] as? [[String: Any]])
        #expect(returns.map { $0["return"] as? String } == ["RT-\(Shop.year)-000001", "RT-\(Shop.year)-000002"])
        #expect(returns.map { $0["reason"] as? String } == ["too small", nil])
        // Two of A lie there again; the one of B came in and went.
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 2, "available": 2])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["on_hand": 0])
        let history = try shop.rows(["stock", "history", Shop.b])
        #expect(history.map { $0["kind"] as? String } == ["received", "shipped", "returned", "scrapped"])
        #expect(
            history.map { $0["return"] as? String }.suffix(2) == Array(repeating: "RT-\(Shop.year)-000002", count: 2))

        // 7.00 and 9.99 are 16.99 of 64.97; of the tax of 12.34 that is 3.23.
        let credit = try shop.done(["invoice", "credit", invoice])
        shop.expect(
            credit,
            [
                "credit_note": "CN-\(Shop.year)-000001", "invoice": invoice, "order": number, "net": "16.99",
                "tax": "3.23", "gross": "20.22",
            ])
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["state": "closed", "return": "partial", "payment": "none"])
        shop.expect(try line(order), ["credited": 2, "to_invoice": 0])
        let open = try shop.done(["invoice", "show", invoice])
        shop.expect(open, ["state": "posted", "credited": "20.22", "paid": "0.00", "open": "57.09"])
        try shop.done(["invoice", "pay", invoice, "--amount", "57.09", "--on", "2026-11-20"])
        shop.expect(try shop.done(["order", "show", number]), ["payment": "full"])
        #expect(try shop.rows(["invoice", "list", "--unpaid"]).isEmpty)
        #expect(try shop.done(["invoice", "show", "CN-\(Shop.year)-000001"])["gross"] as? String == "20.22")
        #expect(try shop.refused(["invoice", "credit", invoice])["code"] == "nothing_to_credit")
        #expect(try shop.broken() == [])
    }

    @Test("An invoice that is credited in parts comes to nothing to the cent, and is invoiced again at what is due")
    func whole() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.c, "20", "--cost", "0.10"])
        let number = try shop.allocated("NORD", ["\(Shop.c)=7"])
        // Seven at 0.333 are 2.33 with 0.44 of tax.
        let invoice = try #require(try shop.shipAndInvoice(number, [])["invoice"] as? String)
        for _ in 0..<7 { try shop.done(["invoice", "credit", invoice, "--line", "\(Shop.c)=1"]) }
        shop.expect(
            try shop.done(["invoice", "show", invoice]),
            ["state": "credited", "gross": "2.77", "credited": "2.77", "open": "0.00"])
        shop.expect(try shop.done(["order", "show", number]), ["state": "confirmed", "invoice": "none"])
        shop.expect(try shop.done(["invoice", "create", number]), ["net": "2.33", "tax": "0.44"])
        shop.expect(try shop.done(["order", "show", number]), ["state": "closed", "invoice": "full"])
        #expect(try shop.broken() == [])
    }

    @Test("A part that is credited and invoiced again leaves the order at what was agreed", arguments: 1...6)
    func again(part: Int) throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.c, "20", "--cost", "0.10"])
        let number = try shop.allocated("NORD", ["\(Shop.c)=7"])
        var gross: [Int] = []
        func cents(_ answer: [String: Any]) throws -> Int {
            let text = try #require(answer["gross"] as? String)
            return try #require(Int(text.replacing(".", with: "")))
        }
        for quantity in [3, 4] {
            gross.append(try cents(try shop.shipAndInvoice(number, ["\(Shop.c)=\(quantity)"])))
        }
        let invoice = "INV-\(Shop.year)-00000\(part > 3 ? 2 : 1)"
        let quantity = (part - 1) % 3 + 1
        gross.append(-(try cents(try shop.done(["invoice", "credit", invoice, "--line", "\(Shop.c)=\(quantity)"]))))
        gross.append(try cents(try shop.done(["invoice", "create", number])))
        #expect(gross.reduce(0, +) == 277, "\(gross)")
        #expect(try shop.broken() == [])
    }

    @Test("What is paid in advance and then not wanted is credited, and the rest may be cancelled")
    func prepaid() throws {
        let shop = Shop.current
        let number = try shop.order("VORAB", ["\(Shop.b)=3"])
        try shop.done(["order", "confirm", number])
        let invoice = try #require(try shop.done(["invoice", "create", number])["invoice"] as? String)
        try shop.done(["invoice", "credit", invoice])
        shop.expect(try shop.done(["order", "cancel", number]), ["state": "cancelled"])
        shop.expect(try shop.done(["invoice", "show", invoice]), ["state": "credited", "open": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("No more comes back than was shipped, and no more is credited than was invoiced")
    func bounds() throws {
        let shop = Shop.current
        let number = try sold(shop)
        let invoice = "INV-\(Shop.year)-000001"
        func code(_ words: [String], _ status: Int32 = 1) throws -> String? {
            try shop.refused(words, status: status)["code"]
        }
        #expect(try code(["order", "return", number, "--line", "\(Shop.a)=11"]) == "not_shipped")
        #expect(try code(["order", "return", number, "--line", "\(Shop.c)=1"]) == "line_unknown")
        #expect(
            try code(["order", "return", number, "--line", "\(Shop.a)=1", "--location", "X"]) == "location_unknown")
        #expect(try code(["invoice", "credit", invoice, "--line", "\(Shop.a)=11"]) == "nothing_to_credit")
        #expect(try code(["invoice", "credit", invoice, "--line", "\(Shop.c)=1"]) == "line_unknown")
        #expect(try code(["invoice", "credit", "INV-2000-000001"]) == "invoice_unknown")
        #expect(try code(["invoice", "show", "CN-2000-000001"]) == "invoice_unknown")
        let draft = try shop.order("NORD", ["\(Shop.a)=1"])
        #expect(try code(["order", "return", draft, "--line", "\(Shop.a)=1"]) == "wrong_state")
        // The same rules once more by the server.
        #expect(
            try shop.fault(of: "UPDATE sales_order_line SET returned = shipped + 1")
                == "sales_order_line_returned_was_shipped")
        #expect(
            try shop.fault(of: "UPDATE credit_note SET net = 0", as: "nephrite_app") == "42501")
        #expect(try shop.broken() == [])
    }

    @Test("The same key credits once; a dry run credits nothing")
    func once() throws {
        let shop = Shop.current
        _ = try sold(shop)
        let invoice = "INV-\(Shop.year)-000001"
        let dry = try shop.done(["invoice", "credit", invoice, "--dry-run"])
        shop.expect(dry, ["gross": "77.31"])
        let first = try shop.done(["invoice", "credit", invoice, "--key", "k"])
        let second = try shop.done(["invoice", "credit", invoice, "--key", "k"])
        #expect(first["credit_note"] as? String == "CN-\(Shop.year)-000001")
        #expect(second["credit_note"] as? String == "CN-\(Shop.year)-000001")
        #expect(
            try shop.refused(["invoice", "credit", invoice, "--key", "k", "--reason", "x"])["code"] == "key_conflict")
        #expect(try shop.broken() == [])
    }

    private func report(_ shop: Shop, _ words: String...) throws -> [[String: String]] {
        let report = Program(command: [Program.folder.appendingPathComponent("nephrite-report").path])
        let outcome = try report.start(words + ["-O", "json", "--database", shop.conninfo]).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try #require(try outcome.object()["rows"] as? [[String: Any]]).map { row in
            row.compactMapValues { $0 is NSNull ? nil : "\($0)" }
        }
    }

    @Test("Who waits, what is promised, what came back and what tax is owed")
    func reports() throws {
        let shop = Shop.current
        let number = try sold(shop)
        try shop.done(["order", "return", number, "--line", "\(Shop.a)=2", "--scrap", "--reason", "broken"])
        try shop.done(["invoice", "credit", "INV-\(Shop.year)-000001"])
        try shop.done(["stock", "receive", Shop.a, "4", "--cost", "2.10"])
        let waiting = try shop.order("NORD", ["\(Shop.a)=7"])
        try shop.done(["order", "confirm", waiting])
        try shop.done(["order", "allocate", waiting], status: 3)
        // Three of seven at 4.00 wait.
        let backorders = try report(shop, "backorders")
        #expect(
            backorders.map { [$0["order"], $0["quantity"], $0["available"], $0["value"]] } == [
                [waiting, "3", "0", "12.00"]
            ])
        let allocations = try report(shop, "allocations")
        #expect(allocations.map { [$0["order"], $0["sku"], $0["quantity"]] } == [[waiting, Shop.a, "4"]])
        let returns = try report(shop, "returns", "--period", "this-year")
        #expect(
            returns.map { [$0["sku"], $0["disposition"], $0["reason"], $0["quantity"], $0["value"], $0["credit"]] } == [
                [Shop.a, "scrapped", "broken", "2", "7.00", "7.00"]
            ])
        // 64.97 and 12.34 less 7.00 and 1.33.
        let taxes = try report(shop, "tax-summary")
        #expect(
            taxes.map { row in
                ["country", "category", "rate", "invoices", "credit_notes", "base", "tax"].map { row[$0] ?? "" }
            }
                == [["DE", "S", "19", "1", "1", "57.97", "11.01"]])
    }

    @Test("Sales are invoices less credit notes, each on its day")
    func report() throws {
        let shop = Shop.current
        let number = try sold(shop)
        try shop.done(["order", "return", number, "--line", "\(Shop.a)=2"])
        try shop.done(["invoice", "credit", "INV-\(Shop.year)-000001"])
        let report = Program(command: [Program.folder.appendingPathComponent("nephrite-report").path])
        let outcome = try report.run("sales", "--by", "product", "-O", "json", "--database", shop.conninfo)
        let rows = try #require(try outcome.object()["rows"] as? [[String: Any]])
        #expect(rows.map { $0["net"] as? String } == ["28.00", "29.97"], "\(rows)")
        #expect(rows.map { $0["quantity"] as? Int } == [8, 3])
    }
}
