import Orders
import Quantities
import Testing

@Suite("Pricing of a line")
struct PricingTests {
    private func euro() throws -> Currency { try #require(Currency("EUR")) }

    private func pricing(_ quantity: Int, cost: String? = "4.10") throws -> Pricing {
        let cost = try cost.map { try Decimal($0) }
        return Pricing(quantity: quantity, day: try #require(Day("2026-11-15")), currency: try euro()) { _ in cost }
    }

    private func row(
        _ min: Int, _ price: String, from: String? = nil, to: String? = nil, distance: Int = 0,
        rate: ExchangeRate? = .one
    ) throws -> PriceCandidate {
        PriceCandidate(
            list: "WH", distance: distance, currency: try euro(),
            source: .row(
                minQuantity: min, validFrom: from.flatMap { Day($0) }, validTo: to.flatMap { Day($0) },
                unitPrice: try Decimal(price)),
            rate: rate)
    }

    private func rule(
        _ id: Int64, markup: String, ending: String? = nil, floor: String? = nil, conditions: Int = 0, fits: Bool = true
    ) throws -> PriceCandidate {
        PriceCandidate(
            list: "WH", distance: 0, currency: try euro(),
            source: .rule(
                id: id, markupPercent: try Decimal(markup), ending: try ending.map { try Decimal($0) },
                floorPercent: try floor.map { try Decimal($0) }, conditions: conditions, fits: fits), rate: .one)
    }

    private func winner(_ verdicts: [PriceVerdict]) -> String? {
        verdicts.first { $0.reason == .won }?.unitPrice?.text
    }

    @Test("The greatest break that is reached gives the price")
    func breaks() throws {
        let rows = try [row(1, "10"), row(10, "9"), row(100, "8")]
        #expect(winner(try pricing(9).verdicts(rows)) == "10")
        #expect(winner(try pricing(10).verdicts(rows)) == "9")
        #expect(winner(try pricing(100).verdicts(rows)) == "8")
        #expect(try pricing(10).verdicts(rows).map(\.reason) == [.outranked, .won, .belowBreak])
    }

    @Test("A price counts on its first and its last day, and the later beginning wins")
    func validity() throws {
        let rows = try [
            row(1, "10"), row(1, "9", from: "2026-11-15"), row(1, "8", from: "2026-11-16"),
            row(1, "7", to: "2026-11-14"), row(1, "6", to: "2026-11-15"),
        ]
        let verdicts = try pricing(1).verdicts(rows)
        #expect(verdicts.map(\.reason) == [.outranked, .won, .notYetValid, .ended, .outranked])
    }

    @Test("The customer's own list comes before its parent, and a row before a rule")
    func precedence() throws {
        #expect(winner(try pricing(1).verdicts([row(1, "5", distance: 1), row(1, "10")])) == "10")
        #expect(winner(try pricing(1).verdicts([rule(1, markup: "100"), row(1, "10")])) == "10")
        #expect(winner(try pricing(1).verdicts([row(5, "10"), row(1, "7", distance: 1)])) == "7")
    }

    @Test("A rule is cost and markup, raised to its ending, never below its floor")
    func rules() throws {
        #expect(winner(try pricing(1).verdicts([rule(1, markup: "60")])) == "6.56")
        #expect(winner(try pricing(1).verdicts([rule(1, markup: "60", ending: "0.95")])) == "6.95")
        #expect(winner(try pricing(1, cost: "4.98").verdicts([rule(1, markup: "40", ending: "0.95")])) == "7.95")
        #expect(winner(try pricing(1).verdicts([rule(1, markup: "5", floor: "40")])) == "6.84")
        #expect(
            winner(try pricing(1).verdicts([rule(1, markup: "5"), rule(2, markup: "10", conditions: 1)])) == "4.51")
    }

    @Test("Without cost, rate or fitting conditions a candidate loses and says why")
    func losers() throws {
        #expect(try pricing(1, cost: nil).verdicts([rule(1, markup: "5")]).map(\.reason) == [.noCost])
        #expect(try pricing(1).verdicts([row(1, "5", rate: nil)]).map(\.reason) == [.noRate])
        #expect(try pricing(1).verdicts([rule(1, markup: "5", fits: false)]).map(\.reason) == [.conditions])
    }

    @Test("A rate converts in both directions by one number, with six digits kept")
    func exchange() throws {
        let rate = ExchangeRate(Decimal(17_000), isInverse: true)
        #expect(rate.converted(Decimal(10_000_000))?.text == "588.235294")
        #expect(ExchangeRate(Decimal(17_000)).converted(try Decimal("588.235294"))?.text == "9999999.998")
        #expect(ExchangeRate(try Decimal("0.92")).converted(try Decimal("0.004"))?.text == "0.00368")
        #expect(ExchangeRate(Decimal(17_000)).converted(Decimal(999_999_999_999)) == nil)
    }

    @Test("A list's floor binds rows and rules; the higher of two counts, and without a cost none")
    func listFloor() throws {
        func candidate(_ source: PriceCandidate.Source, floor: Int?) throws -> PriceCandidate {
            PriceCandidate(
                list: "WH", distance: 0, currency: try euro(), source: source, rate: .one,
                listFloor: floor.map { Decimal($0) })
        }
        let row = PriceCandidate.Source.row(minQuantity: 1, validFrom: nil, validTo: nil, unitPrice: try Decimal("5"))
        func verdict(_ source: PriceCandidate.Source, _ floor: Int?, cost: String? = "4.10") throws -> [String?] {
            let verdict = try #require(try pricing(1, cost: cost).verdicts([candidate(source, floor: floor)]).first)
            return [verdict.unitPrice?.text, verdict.floor?.text, verdict.raisedFrom?.text]
        }
        // 4.10 with 20 percent are 5.125, rounded up; with 18 percent exactly 5.
        #expect(try verdict(row, 20) == ["5.13", "5.13", "5"])
        #expect(try verdict(row, 18) == ["5", "5", nil])
        #expect(try verdict(row, nil) == ["5", nil, nil])
        #expect(try verdict(row, 20, cost: nil) == ["5", nil, nil])
        let rule = PriceCandidate.Source.rule(
            id: 1, markupPercent: Decimal(10), ending: nil, floorPercent: Decimal(18), conditions: 0, fits: true)
        #expect(try verdict(rule, nil) == ["5", "5", "4.51"])
        #expect(try verdict(rule, 20) == ["5.13", "5.13", "4.51"])
        #expect(try verdict(rule, 0) == ["5", "5", "4.51"])
    }

    @Test("A converted price keeps its digits, and the floor is rounded up in the order's currency")
    func conversion() throws {
        let rate = ExchangeRate(Decimal(3), isInverse: true)
        #expect(winner(try pricing(1).verdicts([row(1, "10", rate: rate)])) == "3.333333")
        // In yen a cost of 4.10 USD is not known, so it is 4.10 at 150, which are 615; less 30 percent that is 878.57….
        let yen = try #require(Currency("JPY"))
        let dollar = try #require(Currency("USD"))
        let cost = try Decimal("4.10")
        let pricing = Pricing(quantity: 1, day: try #require(Day("2026-11-15")), currency: yen) {
            $0 == dollar ? cost : nil
        }
        let candidate = PriceCandidate(
            list: "WH", distance: 0, currency: dollar,
            source: .rule(
                id: 1, markupPercent: .zero, ending: nil, floorPercent: Decimal(30), conditions: 0, fits: true),
            rate: ExchangeRate(Decimal(150)))
        let verdict = try #require(pricing.verdicts([candidate]).first)
        #expect(verdict.floor?.text == "879")
        #expect(verdict.unitPrice?.text == "879")
    }

    @Test("The floor leaves no less than the margin, whatever the cost", arguments: 0..<100 as Range<UInt64>)
    func floor(seed: UInt64) throws {
        var random = Seeded(seed)
        let cost = Decimal(millionths: Int64.random(in: 1...50_000_000, using: &random))
        let margin = Decimal(millionths: Int64.random(in: 0...99_999, using: &random) * 1_000)
        let floor = try #require(
            Decimal.quotient(
                cost, times: Decimal(100), by: Decimal(100) - margin, roundedUpToFractionDigits: 2))
        // price × (100 − margin) is at least cost × 100, exactly.
        let price = Int128(floor.millionths)
        let (kept, whole) = (Int128((Decimal(100) - margin).millionths), Int128(cost.millionths) * 100_000_000)
        #expect(price * kept >= whole, "seed \(seed)")
        #expect((price - 10_000) * kept < whole, "seed \(seed)")
    }

    struct Quantity: Sendable, CustomTestStringConvertible {
        let terms: QuantityTerms
        let quantity: Int
        let next: Int
        var testDescription: String { "\(quantity) of \(terms)" }
    }

    @Test(
        "A quantity is allowed, or the next valid one is named",
        arguments: [
            Quantity(terms: QuantityTerms(), quantity: 1, next: 1),
            Quantity(terms: QuantityTerms(minimum: 10), quantity: 3, next: 10),
            Quantity(terms: QuantityTerms(minimum: 10, multiple: 6), quantity: 3, next: 12),
            Quantity(terms: QuantityTerms(multiple: 6), quantity: 13, next: 18),
            Quantity(terms: QuantityTerms(multiple: 6, maximum: 20), quantity: 19, next: 18),
            Quantity(terms: QuantityTerms(multiple: 6, maximum: 20), quantity: 18, next: 18),
        ])
    func quantities(row: Quantity) {
        #expect(row.terms.nextValid(row.quantity) == row.next)
        #expect(row.terms.allows(row.quantity) == (row.quantity == row.next))
        #expect(row.terms.allows(row.next))
    }
}
