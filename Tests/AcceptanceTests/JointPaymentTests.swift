import TestSupport
import Testing

@Suite("One payment for several invoices", .database(Shop.open))
struct JointPaymentTests {
    private func number(_ ordinal: Int) -> String { "INV-\(Shop.year)-00000\(ordinal)" }

    /// Orders of A, so many each at 4.00, invoiced: 4.76 a piece with their tax.
    private func invoiced(_ shop: Shop, _ quantities: [Int], _ customer: String = "NORD") throws {
        for quantity in quantities {
            try shop.done(["stock", "receive", Shop.a, String(quantity), "--cost", "2.10"])
            _ = try shop.shipAndInvoice(try shop.allocated(customer, ["\(Shop.a)=\(quantity)"]), [])
        }
    }

    private func open(_ shop: Shop, _ count: Int) throws -> [String?] {
        try (1...count).map { try shop.done(["invoice", "show", number($0)])["open"] as? String }
    }

    private func pay(_ numbers: [Int], _ amount: String) -> [String] {
        ["invoice", "pay"] + numbers.map { number($0) } + ["--amount", amount, "--on", "2026-11-20"]
    }

    @Test("Each invoice gets what is open of it in the order given, the last what is left, and each can be undone")
    func parts() throws {
        let shop = Shop.current
        try invoiced(shop, [1, 2, 3])
        #expect(try open(shop, 3) == ["4.76", "9.52", "14.28"])
        let rows = try shop.rows(pay([2, 1, 3], "20.00") + ["--key", "bank-1"])
        #expect(rows.map { $0["paid"] as? String } == ["9.52", "4.76", "5.72"])
        #expect(try open(shop, 3) == ["0.00", "0.00", "8.56"])
        // Asked again by its key it is the same answer, and nothing is paid twice.
        #expect(try shop.rows(pay([2, 1, 3], "20.00") + ["--key", "bank-1"]).count == 3)
        #expect(try shop.rows(["payment", "list"]).count == 3)
        try shop.done(["payment", "reverse", "1", "--reason", "bounced"])
        #expect(try open(shop, 3) == ["0.00", "9.52", "8.56"])
        // What is too much stands on the last.
        _ = try shop.rows(pay([2, 3], "19.00"))
        #expect(try open(shop, 3) == ["0.00", "0.00", "-0.92"])
        #expect(try shop.broken() == [])
    }

    @Test("What is let off for paying early is not asked for")
    func discount() throws {
        let shop = Shop.current
        try shop.done(["customer", "set", "NORD", "--terms", "2/10net30"])
        try invoiced(shop, [5, 1])
        // 23.80 less 0.48, and 4.76 less 0.10.
        _ = try shop.rows(pay([1, 2], "27.98"))
        for ordinal in 1...2 {
            shop.expect(try shop.done(["invoice", "show", number(ordinal)]), ["state": "paid", "open": "0.00"])
        }
        #expect(try shop.done(["invoice", "show", number(1)])["discount_taken"] as? String == "0.48")
        #expect(try shop.broken() == [])
    }

    @Test("Invoices of two customers, an amount that is used up, and an invoice that is paid are refused")
    func refusals() throws {
        let shop = Shop.current
        try invoiced(shop, [1, 2])
        try invoiced(shop, [1], "SUED")
        shop.expect(
            try shop.refused(pay([1, 3], "9.52")),
            [
                "code": "payers_differ", "where": number(3),
                "message": "\(number(1)) is of NORD in EUR, \(number(3)) of SUED in EUR",
            ])
        shop.expect(
            try shop.refused(pay([1, 2], "4.76")),
            ["code": "amount_invalid", "message": "4.76 is used up before \(number(2))"])
        #expect(try shop.refused(pay([1, 1], "4.76"), status: 64)["code"] == "usage")
        #expect(try shop.refused(pay([1, 9], "4.76"))["code"] == "invoice_unknown")
        try shop.done(pay([1], "4.76"))
        shop.expect(
            try shop.refused(pay([1, 2], "9.52")),
            ["code": "amount_invalid", "message": "nothing is open of \(number(1))"])
        #expect(try open(shop, 3) == ["0.00", "9.52", "4.76"])
    }
}
