import TestSupport
import Testing

@Suite("Orders in detail", .database(Shop.open))
struct OrderDetailTests {
    private func holds(_ order: [String: Any]) -> [[String: String]] { order["holds"] as? [[String: String]] ?? [] }

    @Test("The millionth number has seven digits and comes behind the others, in lists and pages")
    func million() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "1"])
        try shop.tamper("SELECT setval('sales_order_number', 999998), setval('shipment_number', 999998)")
        let numbers = try (0..<3).map { _ in try shop.order("NORD", ["\(Shop.a)=1"]) }
        #expect(numbers == ["999999", "1000000", "1000001"].map { "SO-\(Shop.year)-\($0)" })
        #expect(try shop.rows(["order", "list"]).map { $0["order"] as? String } == numbers)
        let page = try shop.rows(["order", "list", "--limit", "1", "--after", numbers[0]])
        #expect(page.map { $0["order"] as? String } == [numbers[1]])
        let last = try shop.rows(["order", "list", "--after", numbers[1]])
        #expect(last.map { $0["order"] as? String } == [numbers[2]])
        try shop.done(["order", "confirm"] + numbers)
        try shop.done(["order", "allocate"] + numbers)
        var shipments: [String?] = []
        var invoices: [String?] = []
        for number in numbers {
            let order = try shop.done(["order", "ship", number])
            shipments.append((order["shipments"] as? [[String: Any]])?.first?["shipment"] as? String)
            if number == numbers[1] { try shop.tamper("UPDATE document_counter SET last = 999999") }
            invoices.append(try shop.done(["invoice", "create", number])["invoice"] as? String)
        }
        #expect(shipments == ["999999", "1000000", "1000001"].map { "SH-\(Shop.year)-\($0)" })
        #expect(invoices == ["000001", "1000000", "1000001"].map { "INV-\(Shop.year)-\($0)" })
        #expect(try shop.rows(["invoice", "list"]).map { $0["invoice"] as? String } == invoices)
        let after = try shop.rows(["invoice", "list", "--after", try #require(invoices[0])])
        #expect(after.map { $0["invoice"] as? String } == Array(invoices.dropFirst()))
    }

    @Test("An order over the limit is confirmed where a credit hold stands already, and keeps that one")
    func creditHoldStands() throws {
        let shop = Shop.current
        let number = try shop.order("SUED", ["\(Shop.b)=20"])
        try shop.done(["order", "hold", number, "--kind", "credit", "--reason", "asks for time"])
        let order = try shop.done(["order", "confirm", number])
        shop.expect(order, ["state": "confirmed"])
        #expect(holds(order) == [["kind": "credit", "reason": "asks for time"]])
        #expect(try shop.refused(["order", "unhold", number])["code"] == "credit_exceeded")
        #expect(try shop.broken() == [])
    }

    @Test("Exposure is the gross of the orders, not the sum of rounded lines")
    func exposure() throws {
        let shop = Shop.current
        try shop.done(["customer", "add", "C", "--currency", "EUR", "--country", "DE", "--credit-limit", "0.15"])
        let skus = [Shop.unpriced, "LOTUS-LJ-1002", "LOTUS-LJ-1003"]
        // 0.03 each: 0.09 and 0.02 of tax are 0.11; with the tax of each line, 0.01, they were 0.12.
        for reason in [nil, "exposure 0.22 EUR is above the credit limit 0.15"] {
            let number = try shop.order("C", skus.map { "\($0)=1@0.03" })
            let order = try shop.done(["order", "confirm", number])
            shop.expect(order, ["gross": "0.11"])
            #expect(holds(order).map { $0["reason"] } == (reason.map { [$0] } ?? []))
        }
    }

    @Test("A prepaid order counts as exposure only once its goods have left unpaid")
    func prepaidExposure() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "VORAB", "--credit-limit", "10"])
        try shop.done(["stock", "receive", Shop.b, "20", "--cost", "1"])
        let prepaid = try shop.allocated("VORAB", ["\(Shop.b)=2"])
        try shop.done(["invoice", "create", prepaid])
        try shop.done(["customer", "set", "VORAB", "--terms", "net30"])
        // 9.99 and 1.90 are above the limit by themselves, 4.00 and 0.76 are not; the invoice of 23.78 is not counted.
        let first = try shop.order("VORAB", ["\(Shop.a)=1"])
        #expect(holds(try shop.done(["order", "confirm", first])) == [])
        try shop.done(["order", "ship", prepaid])
        let second = try shop.order("VORAB", ["\(Shop.a)=1"])
        // 23.78 and twice 4.76.
        #expect(
            holds(try shop.done(["order", "confirm", second])).map { $0["reason"] } == [
                "exposure 33.30 EUR is above the credit limit 10.00"
            ])
    }

    @Test("One line of a draft or a quote is called off, and the rest goes on")
    func lineOfDraft() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "1"])
        let number = try shop.order("NORD", ["\(Shop.a)=5", "\(Shop.b)=2", "\(Shop.c)=3"])
        var order = try shop.done(["order", "cancel", number, "--line", Shop.b])
        // 20.00 and 3 at 0.333, which are 1.00.
        shop.expect(order, ["state": "draft", "net": "21.00"])
        try shop.done(["order", "quote", number])
        order = try shop.done(["order", "cancel", number, "--line", Shop.c])
        shop.expect(order, ["state": "quoted", "net": "20.00", "gross": "23.80"])
        try shop.done(["order", "confirm", number])
        try shop.done(["order", "allocate", number])
        try shop.done(["order", "ship", number])
        try shop.done(["invoice", "create", number])
        shop.expect(try shop.done(["order", "show", number]), ["state": "closed", "gross": "23.80"])
        let other = try shop.order("NORD", ["\(Shop.a)=5", "\(Shop.b)=2"])
        try shop.done(["order", "cancel", other, "--line", Shop.a])
        shop.expect(
            try shop.done(["order", "cancel", other, "--line", Shop.b]), ["state": "cancelled", "net": "0.00"])
        #expect(try shop.broken() == [])
    }

    @Test("Lines of one SKU are shipped together, and a price has no place there")
    func shipTwice() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "1"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
        let lines = ["--line", "\(Shop.a)=2", "--line", "\(Shop.a)=3"]
        let order = try shop.done(["order", "ship", number] + lines)
        #expect(((order["lines"] as? [[String: Any]])?.first?["shipped"] as? Int) == 5)
        let error = try shop.refused(["order", "ship", number, "--line", "\(Shop.a)=3", "--line", "\(Shop.a)=3"])
        #expect(error["code"] == "not_allocated")
        #expect(error["message"] == "5 of \(Shop.a) are allocated, not 6")
        let priced = try shop.refused(["order", "ship", number, "--line", "\(Shop.a)=1@2.00"], status: 64)
        #expect(priced["code"] == "usage")
        #expect(try shop.broken() == [])
    }

    @Test("An order shows its terms, its promised day and the tax of its lines; blanks around a number are none of it")
    func shown() throws {
        let shop = Shop.current
        let number = try shop.order("NORD", ["\(Shop.a)=1@4.5"], ["--po", " PO1 ", "--promise", "2027-01-15"])
        let order = try shop.done(["order", "show", number])
        shop.expect(order, ["terms": "net30", "promised_on": "2027-01-15", "po_number": "PO1"])
        let line = try #require((order["lines"] as? [[String: Any]])?.first)
        shop.expect(line, ["tax_category": "S", "tax_percent": "19"])
        #expect(holds(order).map { $0["reason"] } == ["\(Shop.a) at 4.50, by list 4.00"])
        let again = ["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=1", "--po", "PO1"]
        #expect(try shop.refused(again)["code"] == "duplicate_po")
        #expect(try shop.refused(again.dropLast() + ["  "])["code"] == "po_invalid")
    }

    @Test("A state that lacks an action names commands that there are")
    func remedies() throws {
        let shop = Shop.current
        let number = try shop.order("NORD", ["\(Shop.a)=1"])
        try shop.done(["order", "confirm", number])
        #expect(
            try shop.refused(["order", "quote", number])["remedy"]
                == "what can be done to it: nephrite order amend, order allocate, order release, order hold, "
                + "order unhold, order deposit, order ship, invoice create, order return, invoice credit, shipment reverse, "
                + "order cancel")
        let quote = try shop.order("NORD", ["\(Shop.a)=1"])
        try shop.done(["order", "quote", quote])
        #expect(
            try shop.refused(["order", "allocate", quote])["remedy"]
                == "what can be done to it: nephrite order expire, order confirm, order amend, order hold, order unhold, "
                + "order cancel"
        )
        try shop.done(["order", "cancel", quote])
        #expect(
            try shop.refused(["order", "allocate", quote])["remedy"]
                == "nothing more can be done to it; make a new order")
    }

    @Test("The base currency is written in capitals, and stays once something is valued in it")
    func baseCurrency() throws {
        let shop = Shop.current
        shop.expect(try shop.done(["settings", "set", "base_currency=usd"]), ["base_currency": "USD"])
        try shop.done(["settings", "set", "base_currency=EUR"])
        _ = try shop.order("NORD", ["\(Shop.a)=1"])
        let error = try shop.refused(["settings", "set", "base_currency=USD"])
        #expect(error["code"] == "base_currency_in_use")
        try shop.done(["settings", "set", "base_currency=eur"])
        shop.expect(try shop.done(["settings", "set", "time_zone=europe/berlin"]), ["time_zone": "Europe/Berlin"])
    }

    @Test("Orders whose sums would not fit are refused, and exposure of many great ones is a hold")
    func greatSums() throws {
        let shop = Shop.current
        let great = "\(Shop.unpriced)=1@999999999"
        let error = try shop.refused(
            ["order", "create", "--customer", "NORD"] + (0..<101).flatMap { _ in ["--line", great] })
        #expect(error["code"] == "amount_too_large")
        try shop.done(["customer", "set", "NORD", "--credit-limit", "99999999999"])
        let numbers = try (0..<5).map { _ in try shop.order("NORD", (0..<100).map { _ in great }) }
        var reasons: [String?] = []
        for number in numbers { reasons.append(holds(try shop.done(["order", "confirm", number])).first?["reason"]) }
        // Each comes to 118,999,999,881.00; beyond 400,000,000,000 it is no longer counted.
        #expect(reasons[0] == "exposure 118999999881.00 EUR is above the credit limit 99999999999.00")
        #expect(reasons[4] == "exposure 400000000000.00 EUR is above the credit limit 99999999999.00")
        #expect(try shop.broken() == [])
    }
}
