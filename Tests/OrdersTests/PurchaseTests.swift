import Orders
import Quantities
import Testing

@Suite("The rules of buying")
struct PurchaseTests {
    @Test("Only where goods come in, or fewer are wanted, may it end in two states")
    func table() {
        for state in PurchaseState.allCases {
            for action in PurchaseAction.allCases {
                let targets = PurchaseLifeCycle.targets(of: action, from: state)
                #expect(targets.count <= ([.receive, .reverse, .amend].contains(action) ? 2 : 1))
                #expect(PurchaseLifeCycle.actions(in: state).contains(action) == !targets.isEmpty)
                #expect(action != .receive || state.isOnOrder == !targets.isEmpty)
            }
        }
        #expect(PurchaseLifeCycle.actions(in: .draft) == [.amend, .send, .cancel])
        #expect(PurchaseLifeCycle.actions(in: .sent) == [.amend, .receive, .cancel])
        #expect(PurchaseLifeCycle.actions(in: .partial) == [.amend, .receive, .reverse, .close])
        #expect(PurchaseLifeCycle.actions(in: .received) == [.reverse, .close])
        #expect(PurchaseLifeCycle.actions(in: .closed).isEmpty && PurchaseLifeCycle.actions(in: .cancelled).isEmpty)
        #expect(PurchaseAction.close.command == "purchase close")
    }

    struct Terms: Sendable, CustomTestStringConvertible {
        let minimum, interval: String?
        let first, step: Int
        var testDescription: String { "\(minimum ?? "-") and \(interval ?? "-")" }
    }

    @Test(
        "The interval counts on from the least quantity",
        arguments: [
            Terms(minimum: nil, interval: nil, first: 1, step: 1),
            Terms(minimum: "20", interval: nil, first: 20, step: 1),
            Terms(minimum: nil, interval: "12", first: 12, step: 12),
            Terms(minimum: "50", interval: "20", first: 50, step: 20),
            Terms(minimum: "0", interval: "0", first: 1, step: 1),
            Terms(minimum: "2.5", interval: nil, first: 3, step: 1),
            Terms(minimum: "2.5", interval: "2.5", first: 5, step: 5),
            Terms(minimum: "0.5", interval: "0.25", first: 1, step: 1),
            // A half is never met by steps of one.
            Terms(minimum: "0.5", interval: "1", first: 1, step: 1),
            Terms(minimum: "0.000001", interval: "0.000001", first: 1, step: 1),
            Terms(minimum: "999999999999", interval: "999999999999.999999", first: 999_999_999, step: 1),
        ])
    func terms(row: Terms) throws {
        let terms = SupplyTerms(
            minimum: try row.minimum.map { try Decimal($0) }, interval: try row.interval.map { try Decimal($0) })
        #expect(terms.minimum == row.first && terms.interval == row.step)
    }

    @Test("The most is the greatest quantity of the steps; one below the least counts as not said")
    func most() {
        func terms(_ most: Int) -> SupplyTerms {
            SupplyTerms(minimum: Decimal(20), interval: Decimal(15), maximum: Decimal(most))
        }
        #expect(terms(60).maximum == 50 && terms(50).maximum == 50 && terms(19).maximum == nil)
        #expect(terms(60).allows(50) && !terms(60).allows(65) && terms(19).allows(65))
        #expect(terms(60).nextValid(36) == 50 && terms(60).nextValid(51) == 50 && terms(19).nextValid(51) == 65)
    }

    @Test("The next valid quantity is valid, not below, and none between is", arguments: 0..<300 as Range<UInt64>)
    func nextValid(seed: UInt64) {
        var random = Seeded(seed)
        let terms = SupplyTerms(
            minimum: Decimal(Int.random(in: 0...60, using: &random)),
            interval: Decimal(Int.random(in: 0...25, using: &random)))
        let wanted = Int.random(in: 1...200, using: &random)
        let next = terms.nextValid(wanted)
        #expect(next >= wanted && terms.allows(next), "seed \(seed)")
        #expect((wanted..<next).allSatisfy { !terms.allows($0) }, "seed \(seed)")
    }

    @Test("The tier of the greatest quantity that is reached holds")
    func tiers() throws {
        let tiers = CostTiers([
            CostTier(minQuantity: Decimal(100), unitCost: try Decimal("4.25")),
            CostTier(minQuantity: try Decimal("19.5"), unitCost: try Decimal("4.60")),
        ])
        #expect(tiers.leastQuantity == 20)
        #expect(tiers.tier(at: 19) == nil)
        #expect([20, 99, 100, 5_000].map { tiers.tier(at: $0)?.unitCost.text } == ["4.6", "4.6", "4.25", "4.25"])
        #expect(CostTiers([]).leastQuantity == nil)
    }

    private static func need(
        shipped: Int = 0, days: Int = 90, backordered: Int = 0, available: Int = 0, onOrder: Int = 0, drafted: Int = 0,
        lead: Decimal = Decimal(25), safety: Int = 7
    ) -> ReorderNeed {
        ReorderNeed(
            shipped: shipped, days: days, backordered: backordered, available: available, onOrder: onOrder,
            drafted: drafted, leadTimeDays: lead, safetyDays: safety)
    }

    @Test("What is missing is the demand until goods come, rounded up, less what is there or comes")
    func missing() throws {
        // 100 in 90 days are 35.6 in 32 days.
        #expect(Self.need(shipped: 100).missing == 36)
        #expect(Self.need(shipped: 100).demandPerDay.text == "1.111111")
        // 90 in 90 days are 32 to the unit, and not one more.
        #expect(Self.need(shipped: 90).missing == 32)
        #expect(Self.need(shipped: 90, lead: try Decimal("25.000001")).missing == 33)
        #expect(Self.need(shipped: 90, backordered: 5, available: 10, onOrder: 7, drafted: 3).missing == 17)
        #expect(Self.need(shipped: 90, available: 32).missing == 0)
        #expect(Self.need(backordered: 1, available: 9).missing == -8)
        let tiers = CostTiers([CostTier(minQuantity: Decimal(75), unitCost: Decimal(1))])
        let terms = SupplyTerms(minimum: Decimal(20), interval: Decimal(20))
        #expect(Self.need(shipped: 100).quantity(terms, CostTiers([])) == 40)
        #expect(Self.need(shipped: 100).quantity(terms, tiers) == 80)
        #expect(Self.need(shipped: 90, available: 32).quantity(terms, tiers) == 0)
    }

    @Test(
        "After ordering what is proposed nothing is missing, and one step less would not do",
        arguments: 0..<300 as Range<UInt64>)
    func enough(seed: UInt64) {
        var random = Seeded(seed)
        let terms = SupplyTerms(
            minimum: Decimal(Int.random(in: 1...30, using: &random)),
            interval: Decimal(Int.random(in: 1...12, using: &random)))
        let figures = (0..<5).map { _ in Int.random(in: 0...300, using: &random) }
        func need(_ more: Int) -> ReorderNeed {
            Self.need(
                shipped: figures[0], days: 1 + figures[1], backordered: figures[2], available: figures[3],
                onOrder: figures[4] + more)
        }
        let quantity = need(0).quantity(terms, CostTiers([]))
        #expect(need(quantity).missing <= 0, "seed \(seed)")
        if quantity > terms.minimum { #expect(need(quantity - terms.interval).missing > 0, "seed \(seed)") }
    }

    @Test("Landed cost is spread without a cent lost, and one unit has its part", arguments: 0..<200 as Range<UInt64>)
    func landed(seed: UInt64) throws {
        var random = Seeded(seed)
        let lines = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            ReceivedGoods(
                quantity: Int.random(in: 1...500, using: &random),
                goodsCost: Decimal(millionths: Int64.random(in: 0...90_000_000, using: &random)),
                massGrams: Decimal(Int.random(in: 0...900, using: &random)))
        }
        let amount = Decimal(millionths: Int64.random(in: 0...1_000_000, using: &random) * 10_000)
        for basis in LandedBasis.allCases {
            let shares = try #require(LandedCost.shares(of: amount, over: lines, by: basis, toFractionDigits: 2))
            #expect(shares.reduce(.zero, +) == amount, "seed \(seed)")
            for (line, share) in zip(lines, shares) {
                let cost = try #require(LandedCost.unitCost(line, share: share))
                // Over all units the rounding of one is off by half a millionth for each at most.
                let off = (cost - line.goodsCost).millionths * Int64(line.quantity) - share.millionths
                #expect(off.magnitude * 2 <= UInt64(line.quantity), "seed \(seed)")
            }
        }
    }

    @Test("What does not weigh anything known cannot be spread by weight")
    func unknownWeight() throws {
        let line = ReceivedGoods(quantity: 2, goodsCost: Decimal(1))
        #expect(LandedCost.shares(of: Decimal(3), over: [line], by: .weight, toFractionDigits: 2) == nil)
        #expect(LandedCost.shares(of: Decimal(3), over: [line], by: .value, toFractionDigits: 2) == [Decimal(3)])
        let much = ReceivedGoods(quantity: 999_999_999, goodsCost: Decimal(999_999_999))
        #expect(LandedCost.shares(of: Decimal(3), over: [much], by: .value, toFractionDigits: 2) == nil)
        #expect(
            LandedCost.unitCost(ReceivedGoods(quantity: 1, goodsCost: Decimal(999_999_999_999)), share: Decimal(1))
                == nil)
    }
}
