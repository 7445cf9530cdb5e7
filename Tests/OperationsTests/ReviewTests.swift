import Operations
import Postgres
import Storage
import TestSupport
import Testing

/// What waits for a person, and the person's decision.
@Suite(.migrated)
struct ReviewTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.supplier(holdMissing: "100")
    }

    private func review(
        _ run: RunRow, accept: Bool, items: [String]? = nil, rule: String? = nil, note: String? = nil,
        dryRun: Bool = false
    ) throws -> RunRow {
        var decision = ImportApplying.Decision(accepts: accept)
        decision.partNumbers = items
        decision.rule = rule
        decision.note = note
        return try ImportApplying(workshop.database).review(run.id, decision, dryRun: dryRun)
    }

    private func costs() throws -> [String] {
        try Products(workshop.database).list(.init(), limit: 100, after: nil).map { "\($0.sku) \($0.unitPrice ?? "-")" }
    }

    private func held(_ run: RunRow) throws -> [String] {
        try ImportViews(workshop.database).changes(run.id, heldOnly: true, after: 0, limit: 100).flatMap { change in
            change.heldBecause.map { "\(change.partNumber) \($0.prefix { $0 != ":" })" }
        }
    }

    private func reviews(_ run: RunRow) throws -> [String] {
        try ImportViews(workshop.database).reviews(run.id, after: 0, limit: 100).map {
            "\($0.partNumber) \($0.decision) \($0.note ?? "-")"
        }
    }

    /// Three changes that wait, by two rules, in a run that is applied but for them.
    private func waiting() throws -> RunRow {
        try workshop.take(.full(Feed.article("1"), Feed.article("2"), Feed.article("3"), Feed.article("4")))
        return try workshop.take(
            .full(
                Feed.article("1", price: "100.00"), Feed.article("2", price: "16.00"),
                Feed.article("3", price: "17.00"),
                Feed.article("4", price: "11.00")))
    }

    // MARK: Rules

    @Test("Each rule lets its change wait, and switched off lets it pass")
    func rules() throws {
        let before = Feed.full(
            Feed.article("1", order: "<ORDER_UNIT>C62</ORDER_UNIT>"),
            Feed.article("2", name: "Nephrite board"), Feed.article("3", gtin: "4006381333931"),
            Feed.article("4", gtin: "4006381333948"), Feed.article("5", price: "1.20"))
        let after = Feed.full(
            Feed.article("1", order: "<ORDER_UNIT>XCT</ORDER_UNIT>"),
            Feed.article("2", name: "Serpentine board"), Feed.article("3", gtin: "4006381333948"),
            Feed.article("4", gtin: "4006381333931"), Feed.article("5", price: "12.00"))
        try workshop.take(before)
        let run = try workshop.plan(after)
        #expect(
            try held(run) == ["1 unit_change", "2 material_change", "3 gtin_moved", "4 gtin_moved", "5 price_slip"])
        #expect(run.held == 5)
        var details = Suppliers.Details()
        details.holdRules = "none"
        details.holdPriceChange = "5000"
        _ = try Suppliers(workshop.database).set(code: "S", details)
        #expect(try workshop.plan(after).changed == 5)
    }

    @Test("A GTIN that a new item brings from one that is gone waits; one that nobody had does not")
    func gtinOfNewItem() throws {
        try workshop.take(.full(Feed.article("1", gtin: "4006381333931"), Feed.article("2")))
        let run = try workshop.plan(
            .full(Feed.article("2"), Feed.article("3", gtin: "4006381333931"), Feed.article("4", gtin: "4006381333948"))
        )
        #expect(try held(run) == ["3 gtin_moved"])
    }

    @Test("A rule that nobody knows is refused")
    func unknownRule() throws {
        var details = Suppliers.Details()
        details.holdRules = "price_slip,weather"
        let refusal = #expect(throws: Refusal.self) { try Suppliers(workshop.database).set(code: "S", details) }
        #expect(refusal?.code == "hold_rule_unknown")
    }

    // MARK: Decisions

    @Test("In the run applied last, what is accepted is applied at once; the rest goes on waiting")
    func acceptItem() throws {
        let run = try waiting()
        #expect(run.held == 3)
        let reviewed = try review(run, accept: true, items: ["2"], note: "new list")
        #expect(reviewed.counts == Counts(records: 4, changed: 2, held: 2))
        #expect(try costs() == ["S-1 10", "S-2 16", "S-3 10", "S-4 11"])
        #expect(try reviews(run) == ["2 accepted new list"])
        #expect(try held(run) == ["1 price_slip", "3 price_change"])
    }

    @Test("What is rejected leaves the item as it is, counts as unchanged and waits no longer")
    func rejectRule() throws {
        let run = try waiting()
        let reviewed = try review(run, accept: false, rule: "price_slip")
        #expect(reviewed.counts == Counts(records: 4, changed: 1, unchanged: 1, held: 2))
        #expect(try costs() == ["S-1 10", "S-2 10", "S-3 10", "S-4 11"])
        #expect(try held(run) == ["2 price_change", "3 price_change"])
        let applied = try ImportApplying(workshop.database).apply(run.id, acceptHeld: true)
        #expect(applied.counts == Counts(records: 4, changed: 3, unchanged: 1))
        #expect(try costs() == ["S-1 10", "S-2 16", "S-3 17", "S-4 11"])
        #expect(try reviews(run) == ["1 rejected -", "2 accepted -", "3 accepted -"])
    }

    @Test("In a plan the decision counts when it is applied")
    func planned() throws {
        try workshop.take(.full(Feed.article("1"), Feed.article("2")))
        let plan = try workshop.plan(.full(Feed.article("1", price: "100.00"), Feed.article("2", price: "16.00")))
        _ = try review(plan, accept: true, items: ["2"])
        #expect(try costs() == ["S-1 10", "S-2 10"])
        let applied = try ImportApplying(workshop.database).apply(plan.id, acceptHeld: false)
        #expect(applied.counts == Counts(records: 2, changed: 1, held: 1))
        #expect(try costs() == ["S-1 10", "S-2 16"])
    }

    @Test("Rolling back takes accepted changes back too")
    func rollback() throws {
        let run = try waiting()
        let digest = try workshop.catalogDigest()
        _ = try review(run, accept: true)
        #expect(try workshop.catalogDigest() != digest)
        _ = try ImportApplying(workshop.database).rollback(run.id)
        #expect(try costs() == ["S-1 10", "S-2 10", "S-3 10", "S-4 10"])
    }

    @Test("Vanished items that wait are decided on like others")
    func missing() throws {
        var details = Suppliers.Details()
        details.holdMissing = "10"
        _ = try Suppliers(workshop.database).set(code: "S", details)
        try workshop.take(.full(Feed.article("1"), Feed.article("2"), Feed.article("3")))
        let run = try workshop.take(.full(Feed.article("1")))
        #expect(run.missingHeld == 2)
        #expect(try review(run, accept: true, items: ["2"]).missingHeld == 1)
        #expect(try review(run, accept: false, rule: "missing_share").missingHeld == 0)
        #expect(try workshop.products() == ["S-1 active", "S-2 discontinued", "S-3 active"])
    }

    @Test("A decision on what does not wait is refused with what does, and a dry run keeps nothing")
    func refusals() throws {
        let run = try waiting()
        let refusal = #expect(throws: Refusal.self) { try review(run, accept: true, items: ["4"]) }
        #expect(refusal?.code == "nothing_held")
        #expect(refusal?.remedy?.contains("1 (price_slip)") == true)
        let mixed = #expect(throws: Refusal.self) { try review(run, accept: true, items: ["1", "4"]) }
        #expect(mixed?.message == "4 does not wait in run \(run.id); nothing was decided")
        let weather = #expect(throws: Refusal.self) { try review(run, accept: true, rule: "weather") }
        #expect(weather?.code == "hold_rule_unknown")
        _ = try review(run, accept: true, dryRun: true)
        #expect(try reviews(run) == [])
        _ = try review(run, accept: false)
        let twice = #expect(throws: Refusal.self) { try review(run, accept: true) }
        #expect(twice?.message == "nothing waits in run \(run.id)")
        try workshop.take(.full(Feed.article("1")))
        #expect(throws: Refusal.self) { try review(run, accept: true) }
    }
}
