import Orders
import Quantities
import Testing

@Suite("Money of orders and invoices")
struct MoneyTests {
    struct Rounding: Sendable, CustomTestStringConvertible {
        let value: String
        let digits: Int
        let result: String
        var testDescription: String { "\(value) to \(digits)" }
    }

    @Test(
        "Halves are rounded away from zero",
        arguments: [
            Rounding(value: "0.125", digits: 2, result: "0.13"), Rounding(value: "-0.125", digits: 2, result: "-0.13"),
            Rounding(value: "0.124999", digits: 2, result: "0.12"), Rounding(value: "99.5", digits: 0, result: "100"),
            Rounding(value: "1.2345", digits: 3, result: "1.235"), Rounding(value: "7", digits: 2, result: "7"),
        ])
    func rounding(row: Rounding) throws {
        #expect(try Decimal(row.value).rounded(toFractionDigits: row.digits)?.text == row.result)
    }

    @Test("Shares add up to the amount and are off by less than a minor unit", arguments: 0..<200 as Range<UInt64>)
    func shares(seed: UInt64) {
        var random = Seeded(seed)
        let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 0...500, using: &random) }
        let cents = Int.random(in: -100_000...100_000, using: &random)
        let amount = Decimal(millionths: Int64(cents) * 10_000)
        let shares = amount.shares(byWeight: weights, toFractionDigits: 2)
        #expect(shares.reduce(.zero, +) == amount, "seed \(seed)")
        let total = weights.reduce(0, +)
        guard total > 0 else { return }
        for (share, weight) in zip(shares, weights) {
            let off = share.millionths / 10_000 * Int64(total) - Int64(cents) * Int64(weight)
            #expect(off.magnitude < UInt64(total), "seed \(seed)")
        }
    }

    @Test("What rounding leaves goes to the largest remainder, of equal ones to the first")
    func largestRemainder() throws {
        let shares = try Decimal("10.00").shares(byWeight: [1, 1, 1], toFractionDigits: 2)
        #expect(shares.map(\.text) == ["3.34", "3.33", "3.33"])
        #expect(try Decimal("1").shares(byWeight: [0, 0], toFractionDigits: 0).map(\.text) == ["1", "0"])
    }

    @Test("Tax is rounded once for each category and rate")
    func taxGroups() throws {
        let lines = try [("S", "19", "0.03"), ("S", "19", "0.03"), ("S", "7", "1.05"), ("S", "19", "0.03")].map {
            TaxedAmount(category: $0.0, rate: try Decimal($0.1), net: try Decimal($0.2))
        }
        let totals = OrderTotals(lines, minorDigits: 2)
        #expect(totals.groups.map(\.net.text) == ["0.09", "1.05"])
        // Line by line, 19 percent of 0.03 would be 0.01 each and 0.03 together.
        #expect(totals.groups.map(\.tax.text) == ["0.02", "0.07"])
        #expect(totals.gross.text == "1.23")
    }

    @Test(
        "Tax of parts adds up to that of the whole, and is less than a cent off its own",
        arguments: 0..<200 as Range<UInt64>)
    func taxOfParts(seed: UInt64) throws {
        var random = Seeded(seed)
        let digits = Int.random(in: 0...3, using: &random)
        let unit = Decimal(millionths: [1_000_000, 100_000, 10_000, 1_000][digits])
        let rates = try ["19", "7", "5.5", "8.375"].map { try Decimal($0) }
        var done: [OrderTotals.TaxGroup] = []
        var lines: [TaxedAmount] = []
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let part = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                TaxedAmount(
                    category: "S", rate: rates[Int.random(in: 0..<4, using: &random)],
                    net: Decimal(millionths: Int64.random(in: 0...500, using: &random) * unit.millionths))
            }
            lines += part
            let totals = OrderTotals(part, after: summed(done), minorDigits: digits)
            for group in totals.groups {
                let exact = try #require(group.net.percent(group.rate, toFractionDigits: 6))
                #expect(group.tax >= .zero && group.tax - exact < unit && exact - group.tax < unit, "seed \(seed)")
            }
            done += totals.groups
        }
        let whole = OrderTotals(lines, minorDigits: digits)
        #expect(done.reduce(.zero) { $0 + $1.tax } == whole.tax, "seed \(seed)")
        #expect(done.reduce(.zero) { $0 + $1.net } == whole.net, "seed \(seed)")
    }

    /// One group for each rate.
    private func summed(_ groups: [OrderTotals.TaxGroup]) -> [OrderTotals.TaxGroup] {
        Dictionary(grouping: groups, by: \.rate).map { rate, groups in
            OrderTotals.TaxGroup(
                category: "S", rate: rate, net: groups.reduce(.zero) { $0 + $1.net },
                tax: groups.reduce(.zero) { $0 + $1.tax })
        }
    }

    @Test("Of ten parts of 0.33 at 19 percent three have a cent of tax more than 0.06, and all of them 0.63")
    func tenParts() throws {
        let part = TaxedAmount(category: "S", rate: Decimal(19), net: try Decimal("0.33"))
        var done = OrderTotals.TaxGroup(category: "S", rate: Decimal(19), net: .zero, tax: .zero)
        let taxes = (0..<10).map { _ in
            let tax = OrderTotals([part], after: [done], minorDigits: 2).tax
            done = OrderTotals.TaxGroup(category: "S", rate: Decimal(19), net: done.net + part.net, tax: done.tax + tax)
            return tax.text
        }
        #expect(taxes == ["0.06", "0.07", "0.06", "0.06", "0.06", "0.07", "0.06", "0.06", "0.06", "0.07"])
        #expect(done.tax.text == "0.63")
    }

    @Test("Parts of a line add up to the line", arguments: 0..<100 as Range<UInt64>)
    func parts(seed: UInt64) throws {
        var random = Seeded(seed)
        let price = Decimal(millionths: Int64.random(in: 0...50_000_000, using: &random))
        let quantity = Int.random(in: 1...100, using: &random)
        func net(_ count: Int) throws -> Decimal {
            try #require(
                OrderTotals.lineNet(quantity: count, unitPrice: price, discountPercent: .zero, minorDigits: 2))
        }
        var (done, sum) = (0, Decimal.zero)
        while done < quantity {
            let part = Int.random(in: 1...(quantity - done), using: &random)
            sum = sum + (try net(done + part) - net(done))
            done += part
        }
        #expect(sum == (try net(quantity)), "seed \(seed)")
    }

    @Test("A line that comes to more than 999,999,999 has no net amount")
    func tooLarge() {
        #expect(
            OrderTotals.lineNet(
                quantity: 1_000, unitPrice: Decimal(1_000_000), discountPercent: .zero, minorDigits: 2) == nil)
    }

    struct Terms: Sendable, CustomTestStringConvertible {
        let text: String
        let due: String?
        var testDescription: String { text }
    }

    @Test(
        "Terms say when an invoice of 30 January 2028 is due",
        arguments: [
            Terms(text: "net30", due: "2028-02-29"), Terms(text: "net0", due: "2028-01-30"),
            Terms(text: "prepaid", due: "2028-01-30"), Terms(text: "2/10net30", due: "2028-02-29"),
            Terms(text: "2.5/10net30", due: "2028-02-29"), Terms(text: "200/10net30", due: nil),
            Terms(text: "-2/10net30", due: nil), Terms(text: "2./10net30", due: nil),
            Terms(text: "2.5555/10net30", due: nil), Terms(text: "/10net30", due: nil),
            Terms(text: "2/40net30", due: nil), Terms(text: "net", due: nil), Terms(text: "net1000", due: nil),
            Terms(text: "30", due: nil), Terms(text: "", due: nil),
            Terms(text: "30%deposit,70%beforeshipping", due: "2028-01-30"),
            Terms(text: "30 % Deposit, 70 % before shipping", due: "2028-01-30"),
            Terms(text: "30%deposit,20%beforeshipping,50%net30", due: "2028-02-29"),
            Terms(text: "50%net10,50%net30", due: "2028-02-29"),
            Terms(text: "33.333%deposit,66.667%net0", due: "2028-01-30"),
            Terms(text: "100%deposit", due: "2028-01-30"), Terms(text: "30%deposit,60%net30", due: nil),
            Terms(text: "70%net30,30%deposit", due: nil), Terms(text: "50%net30,50%net30", due: nil),
            Terms(text: "0%deposit,100%net30", due: nil), Terms(text: "30%deposit,70%soon", due: nil),
            Terms(text: "30%deposit,,70%net30", due: nil), Terms(text: "130%deposit", due: nil),
        ])
    func terms(row: Terms) throws {
        let day = try #require(Day("2028-01-30"))
        #expect(PaymentTerms(row.text)?.dueDay(issuedOn: day).text == row.due)
    }

    @Test("The parts of a schedule add up to the amount, to the cent")
    func schedule() throws {
        let terms = try #require(PaymentTerms("33.333%deposit,33.333%beforeshipping,33.334%net14"))
        let day = try #require(Day("2028-01-30"))
        let dues = terms.dues(of: try Decimal("100.01"), issuedOn: day, minorDigits: 2)
        // 33.336333, 33.336333 and 33.337333: the largest remainder takes a cent, then the first of the others.
        #expect(dues.map(\.amount.text) == ["33.34", "33.33", "33.34"])
        #expect(dues.reduce(Decimal.zero) { $0 + $1.amount }.text == "100.01")
        #expect(dues.map(\.day.text) == ["2028-01-30", "2028-01-30", "2028-02-13"])
        let advance = [false, true].map {
            terms.inAdvance(of: Decimal(100), minorDigits: 2, includingShipping: $0).text
        }
        #expect(advance == ["33.33", "66.66"])
    }

    @Test("A discount for paying early is of what is not credited, rounded once")
    func earlyDiscount() throws {
        let terms = try #require(PaymentTerms("2/10net30"))
        #expect(terms.earlyDiscount(of: try Decimal("104.13"), minorDigits: 2)?.text == "2.08")
        #expect(terms.discount?.days == 10)
        #expect(PaymentTerms("net30")?.earlyDiscount(of: Decimal(100), minorDigits: 2) == nil)
        #expect(PaymentTerms("0/10net30")?.discount == nil)
    }

    @Test("A day that never was is none", arguments: ["2027-02-29", "2027-13-01", "2027-1-1", "27-01-01", "", "x"])
    func noDay(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("Exposure is receivables and what is not invoiced, and may reach the limit")
    func exposure() {
        let exposure = CreditExposure(receivables: Decimal(300), notInvoiced: Decimal(200))
        #expect(!exposure.exceeds(Decimal(500)))
        #expect(exposure.exceeds(Decimal(499)))
        #expect(!exposure.exceeds(nil))
    }
}
