import TestSupport
import Testing

@Suite("The whole life of an order", .database(Shop.open))
struct OrderWholeStoryTests {
    @Test(
        "Quoted, confirmed, shipped in part, waited for, shipped, invoiced twice, paid in part, returned, credited, closed"
    )
    func story() throws {
        let shop = Shop.current
        let today = try shop.value(of: "SELECT current_date")
        try shop.done(["rate", "add", "USD", "EUR", "0.92", "--on", "2026-01-01"])
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "4.20"])

        // 12 at 3.50, the price from ten on, are 42.00; 3 at 9.99 are 29.97. 19 percent of 71.97 are 13.67.
        let number = try shop.order("NORD", ["\(Shop.a)=12", "\(Shop.b)=3"], ["--po", "4711"])
        var order = try shop.done(["order", "quote", number, "--valid-until", today])
        shop.expect(order, ["state": "quoted", "net": "71.97", "tax": "13.67", "gross": "85.64", "valid_until": today])
        shop.expect(try shop.done(["order", "confirm", number]), ["state": "confirmed", "allocation": "none"])

        // Ten of twelve are there, and all three.
        order = try shop.done(["order", "allocate", number], status: 3)
        shop.expect(order, ["allocation": "partial", "shipment": "none"])
        shop.expect(try line(order, 1), ["ordered": 12, "allocated": 10, "open": 12, "backordered": 2])
        order = try shop.done(["order", "ship", number, "--carrier", "DHL", "--tracking", "0034"])
        shop.expect(order, ["state": "confirmed", "allocation": "partial", "shipment": "partial", "invoice": "none"])
        shop.expect(try line(order, 1), ["shipped": 10, "open": 2, "backordered": 2, "to_invoice": 10])
        shop.expect(try line(order, 2), ["shipped": 3, "open": 0, "backordered": 0, "to_invoice": 3])
        #expect(try shop.rows(["order", "list", "--backordered"]).map { $0["order"] as? String } == [number])

        // 35.00 and 29.97 are 64.97; of the tax of 13.67 that is 12.34.
        let first = try shop.done(["invoice", "create", number])
        shop.expect(first, ["net": "64.97", "tax": "12.34", "gross": "77.31", "open": "77.31"])
        #expect(try shop.refused(["invoice", "create", number])["code"] == "nothing_to_invoice")

        // The supplier sells from twenty on, at 4.60 dollars, which are 4.232 euros. Two go to who waits.
        let purchase = try shop.purchase(["\(Shop.a)=20"])
        try shop.done(["purchase", "send", purchase])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 0, "on_order": 20])
        let received = try shop.done(["purchase", "receive", purchase, "--cover"])
        let covered = try #require(received["covered"] as? [[String: Any]])
        #expect(covered.map { $0["order"] as? String } == [number] && covered.map { $0["quantity"] as? Int } == [2])
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["allocation": "full", "shipment": "partial", "invoice": "partial"])

        order = try shop.done(["order", "ship", number])
        shop.expect(order, ["state": "confirmed", "shipment": "full", "invoice": "partial", "payment": "none"])
        // The rest: 7.00 with 1.33, so that both make 71.97 and 13.67.
        let second = try shop.done(["invoice", "create", number])
        shop.expect(second, ["net": "7.00", "tax": "1.33", "gross": "8.33"])
        shop.expect(
            try shop.done(["order", "show", number]), ["state": "closed", "invoice": "full", "payment": "none"])

        try pay(shop, 1, "50.00", today)
        shop.expect(try shop.done(["order", "show", number]), ["state": "closed", "payment": "partial"])

        // One of the three comes back chipped. It is thrown away, and 9.99 with 1.90 of tax are given back.
        order = try shop.done(
            ["order", "return", number, "--line", "\(Shop.b)=1", "--scrap", "--reason", "chipped"])
        shop.expect(order, ["state": "confirmed", "return": "partial"])
        shop.expect(try line(order, 2), ["shipped": 3, "returned": 1, "credited": 0, "to_invoice": -1])
        let credit = try shop.done(["invoice", "credit", "INV-\(Shop.year)-000001"])
        shop.expect(credit, ["net": "9.99", "tax": "1.90", "gross": "11.89"])
        shop.expect(
            try shop.done(["invoice", "show", "INV-\(Shop.year)-000001"]),
            ["gross": "77.31", "credited": "11.89", "paid": "50.00", "open": "15.42"])
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["state": "closed", "invoice": "partial", "payment": "partial", "return": "partial"])

        try pay(shop, 1, "15.42", today)
        shop.expect(try pay(shop, 2, "8.33", today), ["state": "paid", "open": "0.00"])
        order = try shop.done(["order", "show", number])
        shop.expect(order, ["state": "closed", "payment": "full", "gross": "85.64"])
        #expect(try shop.rows(["invoice", "list", "--unpaid"]).isEmpty)

        // 18 of twenty are left; what came back was thrown away.
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 18, "allocated": 0, "available": 18])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["on_hand": 0, "available": 0])
        try expectMoney(shop)
        try expectLog(shop, number)
        #expect(try shop.broken() == [])
    }

    /// The same figures by questions of their own to the tables.
    private func expectMoney(_ shop: Shop) throws {
        #expect(try shop.value(of: "SELECT sum(net) + sum(tax) FROM invoice_tax") == "85.640000")
        #expect(try shop.value(of: "SELECT sum(net) + sum(tax) FROM credit_note_tax") == "11.890000")
        #expect(try shop.value(of: "SELECT sum(amount) FROM payment_match") == "73.750000")
        let moved = """
            SELECT string_agg(kind || ' ' || quantity, ', ' ORDER BY id) FROM stock_movement
            """
        #expect(
            try shop.value(of: moved)
                == "received 10, received 3, shipped 10, shipped 3, received 20, shipped 2, returned 1, scrapped 1")
    }

    private func expectLog(_ shop: Shop, _ number: String) throws {
        let log = try shop.rows(["order", "history", number])
        #expect(
            log.map { $0["action"] as? String } == [
                "create", "quote", "confirm", "allocate", "ship", "invoice", "allocate", "ship", "invoice", "close",
                "pay", "return", "credit", "close", "pay", "pay",
            ])
        #expect(log.last?["reason"] as? String == "INV-\(Shop.year)-000002 8.33")
        #expect(log[10]["reason"] as? String == "INV-\(Shop.year)-000001 50.00")
    }

    @Test("A person at a terminal is told what is missing, and what comes next; a script is not")
    func hints() throws {
        let shop = Shop.current
        func typed(_ words: [String]) throws -> (status: Int32, said: String) {
            let outcome = try shop.nephrite.start(words + ["--database", shop.conninfo]).finish()
            return (outcome.status, outcome.errors)
        }
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let number = try shop.order("NORD", ["\(Shop.a)=12"])
        try shop.done(["order", "confirm", number])
        let allocated = try typed(["order", "allocate", number])
        #expect(allocated.status == 3)
        #expect(
            allocated.said
                == "nephrite: \(number) waits for 2 of \(Shop.a); nephrite purchase propose lists what to order\n")
        try shop.done(["order", "ship", number])
        let shipped = try shop.done(["invoice", "create", number])["invoice"] as? String
        let returned = try typed(["order", "return", number, "--line", "\(Shop.a)=1"])
        #expect(
            returned.said
                == "nephrite: 1 of \(Shop.a) is invoiced and came back; nephrite invoice credit \(shipped ?? "") gives it back\n"
        )
        #expect(try typed(["order", "return", number, "--line", "\(Shop.a)=1", "-q"]).said == "")
        // What is prepaid may leave unpaid, but not unnoticed.
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "2.10"])
        let prepaid = try shop.allocated("VORAB", ["\(Shop.b)=2"])
        let early = try typed(["order", "ship", prepaid, "--line", "\(Shop.b)=1"])
        #expect(
            early.said
                == "nephrite: \(prepaid) is prepaid, and of 23.78 EUR 0.00 is paid; terms of 100%beforeshipping keep goods until they are\n"
        )
        try shop.done(["order", "deposit", prepaid, "--amount", "23.78", "--on", shop.today()])
        #expect(try typed(["order", "ship", prepaid]).said == "")
        let script = try shop.start(["order", "return", number, "--line", "\(Shop.a)=1"]).finish()
        #expect(script.status == 0 && script.errors == "")
    }

    private func line(_ order: [String: Any], _ number: Int) throws -> [String: Any] {
        try #require((order["lines"] as? [[String: Any]])?[number - 1])
    }

    @discardableResult
    private func pay(_ shop: Shop, _ invoice: Int, _ amount: String, _ day: String) throws -> [String: Any] {
        try shop.done(["invoice", "pay", "INV-\(Shop.year)-00000\(invoice)", "--amount", amount, "--on", day])
    }
}
