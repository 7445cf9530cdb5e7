import TestSupport
import Testing

/// An order of ten pieces that is invoiced piece by piece.
struct PiecewiseOrder: Sendable, CustomTestStringConvertible {
    let currency, country, rate, price: String
    /// Totals of the order.
    let net, tax, gross: String
    /// The tax of each invoice.
    let taxes: [String]
    var testDescription: String { "10@\(price) \(currency)" }

    static let all = [
        // 19 percent of 0.33 are 0.0627: rounded for itself each invoice would have 0.06, and all of them 3.90 gross.
        PiecewiseOrder(
            currency: "EUR", country: "DE", rate: "19", price: "0.33", net: "3.30", tax: "0.63", gross: "3.93",
            taxes: ["0.06", "0.07", "0.06", "0.06", "0.06", "0.07", "0.06", "0.06", "0.06", "0.07"]),
        PiecewiseOrder(
            currency: "JPY", country: "JP", rate: "10", price: "33", net: "330", tax: "33", gross: "363",
            taxes: ["3", "4", "3", "3", "4", "3", "3", "3", "4", "3"]),
        PiecewiseOrder(
            currency: "KWD", country: "KW", rate: "5", price: "0.033", net: "0.330", tax: "0.017", gross: "0.347",
            taxes: [
                "0.002", "0.001", "0.002", "0.002", "0.001", "0.002", "0.002", "0.001", "0.002", "0.002",
            ]),
    ]
}

@Suite("Invoices in parts", .database(Shop.open))
struct InvoicePartTests {
    @Test(
        "Ten invoices of one piece each add up to the order, and who pays them has paid it",
        arguments: PiecewiseOrder.all)
    func pieceByPiece(row: PiecewiseOrder) throws {
        let shop = Shop.current
        try shop.done(["tax", "set", row.country, "S", row.rate, "--from", "2021-01-01"])
        try shop.done(["customer", "add", "C", "--currency", row.currency, "--country", row.country])
        try shop.done(["stock", "receive", Shop.unpriced, "10", "--cost", "0.10"])
        let number = try shop.allocated("C", ["\(Shop.unpriced)=10@\(row.price)"])
        shop.expect(try shop.done(["order", "show", number]), ["net": row.net, "tax": row.tax, "gross": row.gross])
        var taxes: [String?] = []
        for _ in 0..<10 {
            let invoice = try shop.shipAndInvoice(number, ["\(Shop.unpriced)=1"])
            taxes.append(invoice["tax"] as? String)
            try shop.pay(invoice)
        }
        #expect(taxes == row.taxes)
        shop.expect(
            try shop.done(["order", "show", number]),
            ["state": "closed", "invoice": "full", "payment": "full", "gross": row.gross])
        // `order_invoiced` proves the sums.
        #expect(try shop.broken() == [])
    }

    @Test("Two lines of one rate share the rounding: six invoices of 0.20 come to 1.43 and not to 1.44")
    func twoLines() throws {
        let shop = Shop.current
        let skus = [Shop.unpriced, "LOTUS-LJ-1002"]
        for sku in skus { try shop.done(["stock", "receive", sku, "6", "--cost", "0.10"]) }
        let number = try shop.allocated("NORD", skus.map { "\($0)=6@0.10" })
        shop.expect(try shop.done(["order", "show", number]), ["net": "1.20", "tax": "0.23", "gross": "1.43"])
        let grosses = try (0..<6).map { _ in try shop.shipAndInvoice(number, skus.map { "\($0)=1" })["gross"] as? String
        }
        #expect(grosses == ["0.24", "0.24", "0.23", "0.24", "0.24", "0.24"])
        #expect(try shop.broken() == [])
    }

    @Test("What is cancelled after some invoices leaves their sum as the order's total")
    func restCancelled() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.unpriced, "10", "--cost", "0.10"])
        let number = try shop.allocated("NORD", ["\(Shop.unpriced)=10@0.33"])
        for tax in ["0.06", "0.07", "0.06"] {
            let invoice = try shop.shipAndInvoice(number, ["\(Shop.unpriced)=1"])
            shop.expect(invoice, ["net": "0.33", "tax": tax])
            try shop.pay(invoice)
        }
        let order = try shop.done(["order", "cancel", number])
        shop.expect(
            order, ["state": "closed", "net": "0.99", "tax": "0.19", "gross": "1.18", "payment": "full"])
        #expect(try shop.broken() == [])
    }

    @Test("Whatever is shipped and invoiced in whatever parts, who pays every invoice has paid the order")
    func anyParts() throws {
        let shop = Shop.current
        var random = Chance("parts of invoices")
        let skus = [Shop.unpriced, "LOTUS-LJ-1002", "LOTUS-LJ-1003"]
        for sku in skus { try shop.done(["stock", "receive", sku, "200", "--cost", "0.10"]) }
        for _ in 0..<min(Chance.rounds, 20) {
            var left = skus.map { _ in Int.random(in: 2...6, using: &random) }
            let lines = zip(skus, left).map { sku, count in
                "\(sku)=\(count)@0.\(Int.random(in: 100...999, using: &random))"
            }
            let number = try shop.allocated("NORD", lines)
            // The last part is shipped or called off.
            let isCancelled = Bool.random(using: &random)
            while left.contains(where: { $0 > 0 }) {
                let parts = left.map { $0 == 0 ? 0 : Int.random(in: 0...$0, using: &random) }
                guard parts.contains(where: { $0 > 0 }) else { continue }
                for index in left.indices { left[index] -= parts[index] }
                if isCancelled, !left.contains(where: { $0 > 0 }) {
                    try shop.done(["order", "cancel", number])
                    break
                }
                let shipped = zip(skus, parts).filter { $0.1 > 0 }.map { "\($0.0)=\($0.1)" }
                try shop.pay(try shop.shipAndInvoice(number, shipped))
            }
            let order = try shop.done(["order", "show", number])
            let isPaid = order["payment"] as? String == "full" || order["state"] as? String == "cancelled"
            #expect(isPaid, "\(lines): \(order)")
            #expect(try shop.broken() == [], "\(lines)")
        }
    }

    @Test("What costs nothing is paid in full once it is invoiced")
    func free() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.unpriced, "2", "--cost", "0.10"])
        let number = try shop.allocated("NORD", ["\(Shop.unpriced)=2@0"])
        shop.expect(try shop.done(["order", "show", number]), ["gross": "0.00", "payment": "none"])
        shop.expect(try shop.shipAndInvoice(number, []), ["gross": "0.00", "state": "paid"])
        shop.expect(try shop.done(["order", "show", number]), ["state": "closed", "payment": "full"])
        #expect(try shop.broken() == [])
    }

    @Test("An invoice is never issued before its forerunner, also where the time zone was set back")
    func dayOfIssue() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.unpriced, "2", "--cost", "0.10"])
        // 25 hours lie between the two zones, so that their days always differ.
        try shop.done(["settings", "set", "time_zone=Pacific/Kiritimati"])
        let number = try shop.allocated("NORD", ["\(Shop.unpriced)=2@1"])
        let first = try shop.shipAndInvoice(number, ["\(Shop.unpriced)=1"])
        try shop.done(["settings", "set", "time_zone=Pacific/Pago_Pago"])
        let second = try shop.shipAndInvoice(number, ["\(Shop.unpriced)=1"])
        let series = [first, second].map { ($0["invoice"] as? String)?.prefix(8) }
        if series[0] == series[1] { #expect(second["issued_on"] as? String == first["issued_on"] as? String) }
        #expect(try shop.broken() == [])
    }

    @Test("Payments beyond one line's bound are taken, and none that would not fit")
    func largePayments() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.unpriced, "2", "--cost", "1"])
        let number = try shop.allocated("NORD", ["\(Shop.unpriced)=1@999999999", "\(Shop.unpriced)=1@999999999"])
        let invoice = try shop.shipAndInvoice(number, [])
        shop.expect(invoice, ["net": "1999999998.00", "gross": "2379999997.62"])
        try shop.pay(invoice)
        shop.expect(try shop.done(["order", "show", number]), ["payment": "full"])
        let name = try #require(invoice["invoice"] as? String)
        let much = ["invoice", "pay", name, "--on", "2026-11-20", "--amount", "199999999999"]
        #expect(try shop.refused(much)["code"] == "amount_invalid")
        #expect(try shop.broken() == [])
    }
}
