import Catalog
import Quantities
import Testing

@testable import Importing

struct HoldRulesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var isHeld: Bool
        var testDescription: String { "\(old) -> \(new)" }

        init(_ old: String, _ new: String, held isHeld: Bool) {
            self.old = old
            self.new = new
            self.isHeld = isHeld
        }
    }

    /// `kind from price [day]` separated by commas; the kind may be left out for a cost.
    static func prices(_ text: String) throws -> [SupplierPrice] {
        try text.split(separator: ",").map { part in
            var words = part.split(separator: " ").map(String.init)
            let kind = words[0].first?.isLetter == true ? words.removeFirst() : SupplierPrice.cost
            let price = try Decimal(words[1])
            return SupplierPrice(
                kind: kind, minQuantity: try Decimal(words[0]), unitPrice: price, amount: price,
                priceQuantity: Decimal(1), currency: "EUR", validFrom: words.count > 2 ? words[2] : nil)
        }
    }

    static let cases: [Case] = [
        Case("1 100", "1 100", held: false), Case("1 100", "1 125", held: false),
        Case("1 100", "1 125.000001", held: true),
        Case("1 100", "1 75", held: false), Case("1 100", "1 74.999999", held: true),
        Case("1 0.000004", "1 0.000005", held: false), Case("1 0.000003", "1 0.000004", held: true),
        Case("1 3", "1 3.75", held: false), Case("1 3", "1 3.750001", held: true),
        Case("1 0", "1 0", held: false), Case("1 0", "1 0.01", held: true), Case("1 5", "1 0", held: true),
        Case("1 999999999999", "1 999999999999.999999", held: false),
        // Every tier counts, also one that is new, and the quantities of one that is gone.
        Case("1 10, 50 8", "1 10, 50 11", held: true), Case("1 10, 50 8", "1 10, 50 8, 100 5", held: true),
        Case("1 10, 50 8", "1 10, 50 8, 100 7", held: false), Case("1 10, 50 8", "1 10, 50 8, 20 9", held: false),
        Case("1 10, 100 5", "1 10", held: true), Case("1 10, 100 9", "1 10", held: false),
        Case("10 5", "1 5", held: false), Case("10 5", "1 7", held: true), Case("1 7, 10 5", "10 5", held: false),
        // The newest block is compared with the newest.
        Case("1 10 2026-01-01, 1 20 2026-07-01", "1 20 2026-07-01, 1 22 2027-01-01", held: false),
        Case("1 10 2026-01-01, 1 20 2026-07-01", "1 10 2026-01-01", held: true),
        // Cost is compared with cost; only where there is none, each other kind with itself.
        Case("1 10, list 1 20", "1 10, list 1 90", held: false), Case("list 1 20", "list 1 90", held: true),
        Case("list 1 20", "1 90", held: false), Case("retail 1 20, sale 1 15", "retail 1 20", held: false),
        Case("retail 1 20", "retail 1 20, sale 1 2", held: false), Case("", "1 5", held: false),
        Case("1 5", "", held: false), Case("", "", held: false),
    ]

    @Test("A price may change by exactly the limit and no more", arguments: cases)
    func holds(_ example: Case) throws {
        let rules = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10))
        let reason = rules.reason(new: try Self.prices(example.new), old: try Self.prices(example.old))
        #expect((reason != nil) == example.isHeld, "\(reason ?? "not held")")
    }

    @Test("A reason says which tier changed from what to what")
    func reasons() throws {
        let rules = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10))
        #expect(
            rules.reason(new: try Self.prices("1 10, 50 16"), old: try Self.prices("1 10, 50 8"))
                == "price_change: from quantity 50 8 became 16, +100 %")
        #expect(
            rules.reason(new: try Self.prices("1 6"), old: try Self.prices("1 10"))
                == "price_change: from quantity 1 10 became 6, -40 %")
        #expect(
            rules.reason(new: try Self.prices("1 6"), old: try Self.prices("1 0"))
                == "price_change: from quantity 1 0 became 6, from zero")
    }

    @Test("A limit of zero holds every change, a large one none")
    func limits() throws {
        let strict = HoldRules(priceChange: .zero, missingShare: .zero)
        #expect(strict.reason(new: try Self.prices("1 10.000001"), old: try Self.prices("1 10")) != nil)
        #expect(strict.reason(new: try Self.prices("1 10"), old: try Self.prices("1 10")) == nil)
        #expect(strict.reason(missing: 1, of: 1_000_000) != nil)
        let lax = HoldRules(priceChange: Decimal(999_999), missingShare: Decimal(100))
        #expect(lax.reason(new: try Self.prices("1 9000"), old: try Self.prices("1 1")) == nil)
        #expect(lax.reason(missing: 7, of: 7) == nil)
    }

    @Test(
        "Missing items wait when their share is above the limit, not when it is equal",
        arguments: [
            (0, 0, false), (0, 10, false), (1, 10, false), (2, 10, true), (1, 9, true), (10, 100, false),
            (11, 100, true), (100_000, 1_000_000, false), (100_001, 1_000_000, true), (1, 1, true),
        ])
    func missing(_ missing: Int, _ active: Int, _ isHeld: Bool) {
        let rules = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10))
        let reason = rules.reason(missing: missing, of: active)
        #expect((reason != nil) == isHeld)
        if let reason { #expect(reason.hasPrefix("missing_share: \(missing) of \(active) active items are gone")) }
    }

    // MARK: Other rules

    struct Slip: Sendable, CustomTestStringConvertible {
        let old: String, new: String, reason: String
        var testDescription: String { "\(old) -> \(new)" }
    }

    @Test(
        "A power of ten between two prices is a point that slipped, whatever the limit",
        arguments: [
            Slip(old: "1 3.90", new: "1 39.00", reason: "price_slip: from quantity 1 3.9 became 39, ×10"),
            Slip(old: "1 3.90", new: "1 0.39", reason: "price_slip: from quantity 1 3.9 became 0.39, ÷10"),
            Slip(old: "1 12.5", new: "1 1250", reason: "price_slip: from quantity 1 12.5 became 1250, ×100"),
            Slip(old: "1 1.234", new: "1 1234", reason: "price_slip: from quantity 1 1.234 became 1234, ×1000"),
            Slip(old: "1 10, 50 8", new: "1 10, 50 81", reason: "price_slip: from quantity 50 8 became 81, ×10"),
        ])
    func slips(_ slip: Slip) throws {
        let loose = HoldRules(priceChange: Decimal(1_000_000), missingShare: Decimal(100))
        #expect(loose.reason(new: try Self.prices(slip.new), old: try Self.prices(slip.old)) == slip.reason)
        let off = HoldRules(priceChange: Decimal(1_000_000), missingShare: Decimal(100), rules: [])
        #expect(off.reason(new: try Self.prices(slip.new), old: try Self.prices(slip.old)) == nil)
    }

    @Test(
        "Beside a power of ten only an ordinary change makes a slip",
        arguments: ["1 9.79", "1 10.21", "1 5", "1 20", "1 0"])
    func noSlip(_ new: String) throws {
        let loose = HoldRules(priceChange: Decimal(1_000_000), missingShare: Decimal(100))
        #expect(loose.reason(new: try Self.prices(new), old: try Self.prices("1 1")) == nil)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let old: HoldRules.Facts, new: HoldRules.Facts, reasons: [String]
        var testDescription: String { reasons.joined(separator: "; ") }
    }

    static let changes: [Change] = [
        Change(
            old: .init(orderUnit: "C62"), new: .init(orderUnit: "XCT"), reasons: ["unit_change: C62 became XCT"]),
        Change(
            old: .init(orderUnit: "XCT", contentUnit: "C62", contentQuantity: Decimal(12)),
            new: .init(orderUnit: "XCT", contentUnit: "C62", contentQuantity: Decimal(24)),
            reasons: ["unit_change: XCT of 12 C62 became XCT of 24 C62"]),
        Change(old: .init(orderUnit: "C62"), new: .init(), reasons: []),
        Change(old: .init(), new: .init(orderUnit: "C62"), reasons: []),
        Change(
            old: .init(material: "nephrite"), new: .init(material: "serpentine"),
            reasons: ["material_change: nephrite became serpentine"]),
        Change(old: .init(), new: .init(material: "serpentine"), reasons: []),
        Change(old: .init(material: "nephrite"), new: .init(), reasons: []),
        Change(
            old: .init(treatments: ["dye"]), new: .init(treatments: ["none_asserted"]),
            reasons: ["material_change: dye became none_asserted"]),
        Change(old: .init(treatments: ["none_asserted"]), new: .init(treatments: ["dye"]), reasons: []),
    ]

    @Test("A unit, a content, a material or an untold treatment that changes waits", arguments: changes)
    func othersWait(_ change: Change) {
        let rules = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10))
        #expect(rules.reasons(new: change.new, old: change.old) == change.reasons)
        let off = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10), rules: [])
        #expect(off.reasons(new: change.new, old: change.old) == [])
    }

    @Test("Prices in another currency where the cost was wait; a cost beside them does not")
    func currency() throws {
        let rules = HoldRules(priceChange: Decimal(25), missingShare: Decimal(10))
        let cost = try Self.prices("1 10")
        var foreign = try Self.prices("list 1 10")
        foreign[0].currency = "USD"
        #expect(
            rules.reasons(new: .init(prices: foreign), old: .init(prices: cost))
                == ["currency_change: the cost in EUR is gone; prices are in USD now"])
        #expect(rules.reasons(new: .init(prices: cost + foreign), old: .init(prices: cost)) == [])
        #expect(rules.reasons(new: .init(), old: .init(prices: cost)) == [])
    }
}
