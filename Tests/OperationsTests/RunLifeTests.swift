import Operations
import Storage
import TestSupport
import Testing

/// Plans, applied runs, what waits in them, and their way back.
struct RunLifeTests {
    static let first = Feed.full(Feed.article("A"), Feed.article("B"), Feed.article("C"))

    /// B is dearer by half, C is gone, D is new.
    static let second = Feed.full(Feed.article("A", name: "New"), Feed.article("B", price: "15.00"), Feed.article("D"))

    static func shop(holdMissing: String = "50") throws -> Workshop {
        let shop = try Workshop()
        try shop.supplier(holdMissing: holdMissing)
        return shop
    }

    private func code(_ body: () throws -> Void) throws -> Refusal {
        try #require(throws: Refusal.self, performing: body)
    }

    @Test("A plan changes nothing, and is applied once", .migrated)
    func plan() throws {
        let shop = try Self.shop()
        let empty = try shop.catalogDigest()
        let plan = try shop.plan(Self.first)
        #expect(plan.state == "planned")
        #expect(plan.counts == Counts(records: 3, new: 3))
        #expect(try shop.catalogDigest() == empty)
        let applied = try ImportApplying(shop.database).apply(plan.id, acceptHeld: false)
        #expect(applied.state == "applied")
        #expect(applied.counts == plan.counts)
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C active"])
        let refusal = try code { _ = try ImportApplying(shop.database).apply(plan.id, acceptHeld: false) }
        #expect(refusal.code == "already_applied")
        #expect(refusal.status == .rule)
        #expect(try code { _ = try ImportApplying(shop.database).apply(999, acceptHeld: false) }.code == "run_unknown")
    }

    @Test("A plan that was overtaken is refused and marked, and stays so", .migrated)
    func stale() throws {
        let shop = try Self.shop()
        let plan = try shop.plan(Self.first)
        try shop.take(.full(Feed.article("Z")))
        let before = try shop.catalogDigest()
        let refusal = try code { _ = try ImportApplying(shop.database).apply(plan.id, acceptHeld: false) }
        #expect(refusal.code == "stale_plan")
        #expect(refusal.run == plan.id)
        #expect(try ImportViews(shop.database).show(plan.id).state == "stale")
        #expect(try shop.catalogDigest() == before)
        #expect(
            try code { _ = try ImportApplying(shop.database).apply(plan.id, acceptHeld: false) }.code == "not_planned")
    }

    @Test("What waits is not applied, until it is accepted, and then alone", .migrated)
    func accepting() throws {
        let shop = try Self.shop(holdMissing: "10")
        try shop.take(Self.first)
        let run = try shop.take(Self.second)
        #expect(run.counts == Counts(records: 3, new: 1, changed: 1, missing: 1, missingHeld: 1, held: 1))
        #expect(try shop.changes(run, heldOnly: true) == ["B changed held", "C missing held"])
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C active", "S-D active"])
        #expect(
            try Products(shop.database).list(.init(), limit: 9, after: nil).map(\.unitPrice) == [
                "10", "10", "10", "10",
            ])
        let accepted = try ImportApplying(shop.database).apply(run.id, acceptHeld: true)
        #expect(accepted.counts == Counts(records: 3, new: 1, changed: 2, missing: 1))
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C discontinued", "S-D active"])
        #expect(
            try Products(shop.database).list(.init(), limit: 9, after: nil).map(\.unitPrice) == [
                "10", "15", "10", "10",
            ])
        #expect(try shop.changes(accepted, heldOnly: true) == [])
        #expect(try shop.take(Self.second).counts == Counts(records: 3, unchanged: 3))
    }

    @Test("What waits may be accepted at once", .migrated)
    func acceptingAtOnce() throws {
        let shop = try Self.shop(holdMissing: "10")
        try shop.take(Self.first)
        let run = try shop.take(Self.second, acceptHeld: true)
        #expect(run.counts == Counts(records: 3, new: 1, changed: 2, missing: 1))
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C discontinued", "S-D active"])
    }

    @Test("What waits in a run that is no longer the latest cannot be accepted", .migrated)
    func acceptingLate() throws {
        let shop = try Self.shop()
        try shop.take(Self.first)
        let run = try shop.take(Self.second)
        try shop.take(Self.second)
        #expect(
            try code { _ = try ImportApplying(shop.database).apply(run.id, acceptHeld: true) }.code == "already_applied"
        )
    }

    @Test(
        "A rollback restores everything as it was, and the file counts again as before", .migrated,
        arguments: [false, true])
    func rollback(_ acceptHeld: Bool) throws {
        let shop = try Self.shop(holdMissing: "10")
        let empty = try shop.catalogDigest()
        let one = try shop.take(Self.first)
        let before = try shop.catalogDigest()
        let two = try shop.take(Self.second, acceptHeld: acceptHeld)
        #expect(try shop.catalogDigest() != before)
        let back = try ImportApplying(shop.database).rollback(two.id)
        #expect(back.state == "rolled_back")
        #expect(try shop.catalogDigest() == before)
        let again = try shop.take(Self.second, acceptHeld: acceptHeld)
        #expect(again.counts == two.counts)
        _ = try ImportApplying(shop.database).rollback(again.id)
        #expect(try shop.catalogDigest() == before)
        _ = try ImportApplying(shop.database).rollback(one.id)
        #expect(try shop.catalogDigest() == empty)
        #expect(try shop.take(Self.first).counts == one.counts)
    }

    @Test("A rollback restores items that had ended and came back, and those a message withdrew", .migrated)
    func rollbackOfEnds() throws {
        let shop = try Self.shop()
        try shop.take(Self.first)
        try shop.take(.update(Feed.delete("B")))
        let before = try shop.catalogDigest()
        let run = try shop.take(.update(Feed.article("B"), Feed.delete("A")))
        #expect(try shop.products() == ["S-A discontinued", "S-B active", "S-C active"])
        _ = try ImportApplying(shop.database).rollback(run.id)
        #expect(try shop.catalogDigest() == before)
    }

    @Test("Only the latest applied run can be taken back", .migrated)
    func notLatest() throws {
        let shop = try Self.shop()
        let one = try shop.take(Self.first)
        let two = try shop.take(Self.second)
        let plan = try shop.plan(Self.first)
        for run in [one, plan] {
            let refusal = try code { _ = try ImportApplying(shop.database).rollback(run.id) }
            #expect(refusal.code == "not_latest")
            #expect(refusal.remedy == "nephrite import rollback \(two.id)")
        }
        _ = try ImportApplying(shop.database).rollback(two.id)
        #expect(try code { _ = try ImportApplying(shop.database).rollback(two.id) }.code == "not_latest")
    }

    @Test("A run whose products another supplier's items use stays", .migrated)
    func inUse() throws {
        let shop = try Self.shop()
        try shop.supplier("T")
        let article = Feed.article("A", gtin: "9521234500018", maker: "M1")
        let one = try shop.take(.full(article))
        let two = try shop.take(.full(article.replacing("A</SUPPLIER_AID>", with: "T9</SUPPLIER_AID>")), for: "T")
        #expect(try shop.products() == ["S-A active"])
        let before = try shop.catalogDigest()
        let refusal = try code { _ = try ImportApplying(shop.database).rollback(one.id) }
        #expect(refusal.code == "products_in_use")
        #expect(refusal.message.contains("S-A (supplier item T T9)"))
        #expect(try shop.catalogDigest() == before)
        _ = try ImportApplying(shop.database).rollback(two.id)
        _ = try ImportApplying(shop.database).rollback(one.id)
        #expect(try shop.products() == [])
    }

    @Test("A dry run answers as the run would and leaves nothing", .migrated)
    func dryRun() throws {
        let shop = try Self.shop()
        try shop.take(Self.first)
        let before = try shop.catalogDigest()
        let path = try shop.folder.write(Self.second.text)
        let request = shop.request(path, "S")
        let dry = try ImportRunning(shop.database).run(request, acceptHeld: false, dryRun: true)
        let planned = try ImportPlanning(shop.database).plan(request, dryRun: true)
        #expect(try ImportViews(shop.database).list(supplier: nil, limit: 9, after: nil).count == 1)
        #expect(try shop.catalogDigest() == before)
        let run = try shop.take(Self.second)
        #expect(dry.counts == run.counts)
        #expect(planned.counts == run.counts)
        _ = try ImportApplying(shop.database).rollback(run.id, dryRun: true)
        #expect(try ImportViews(shop.database).show(run.id).state == "applied")
    }

    static let refused: [(text: String, code: String)] = [
        ("", "file_empty"), ("  \n", "file_empty"), ("part;price", "file_not_xml"),
        ("<html><body/></html>", "file_not_xml"),
        (first.text.replacing("</BMECAT>", with: ""), "file_truncated"),
        (first.text.replacing("</T_NEW_CATALOG>", with: "</X>"), "file_not_well_formed"),
        ("<!DOCTYPE x [<!ENTITY e 'x'>]>" + first.text, "file_entity_declared"),
        ("<Invoice/>", "file_not_xml"),
    ]

    @Test("A refused file leaves a failed run and nothing else", .migrated, arguments: refused.indices)
    func failed(_ index: Int) throws {
        let shop = try Self.shop()
        try shop.take(Self.first)
        let before = try shop.catalogDigest()
        let path = try shop.folder.write(Self.refused[index].text)
        let refusal = try code { _ = try ImportRunning(shop.database).run(shop.request(path, "S"), acceptHeld: false) }
        #expect(refusal.code == Self.refused[index].code)
        #expect(refusal.status == .badInput)
        let run = try ImportViews(shop.database).show(try #require(refusal.run))
        #expect(run.state == "failed")
        #expect(run.faultCode == refusal.code)
        #expect(run.counts == Counts(records: 0))
        #expect(try shop.catalogDigest() == before)
        #expect(
            try code { _ = try ImportApplying(shop.database).apply(run.id, acceptHeld: false) }.code == "run_failed")
    }

    @Test("A document without its profile's message is refused, not taken for an empty catalog", .migrated)
    func noMessage() throws {
        let shop = try Workshop()
        try shop.supplier(profile: "bmecat-1.2", holdMissing: "100")
        try shop.take(Self.first)
        let path = try shop.folder.write("<catalog><item/></catalog>")
        let refusal = try code { _ = try ImportRunning(shop.database).run(shop.request(path, "S"), acceptHeld: true) }
        #expect(refusal.code == "file_not_xml")
        #expect(try shop.products().allSatisfy { $0.hasSuffix(" active") })
    }

    @Test("A catalog of no items is valid, and what it would end waits", .migrated)
    func emptyCatalog() throws {
        let shop = try Self.shop()
        #expect(try shop.take(.full([])).counts == Counts(records: 0))
        try shop.take(Self.first)
        #expect(try shop.take(.full([])).counts == Counts(records: 0, missing: 3, missingHeld: 3))
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C active"])
    }

    @Test("A file that cannot be opened, a supplier or profile that is not there: nothing is kept", .migrated)
    func usage() throws {
        let shop = try Self.shop()
        #expect(
            try code { _ = try ImportPlanning(shop.database).plan(shop.request("/nowhere.xml", "S")) }.code
                == "file_cannot_read")
        let path = try shop.folder.write(Self.first.text)
        #expect(
            try code { _ = try ImportPlanning(shop.database).plan(shop.request(path, "X")) }.code == "supplier_unknown")
        #expect(
            try code { _ = try ImportPlanning(shop.database).plan(shop.request(path, "S", profile: "none")) }.code
                == "profile_faulty")
        #expect(try ImportViews(shop.database).list(supplier: nil, limit: 9, after: nil).isEmpty)
    }

    @Test("Missing items wait when their share is above the limit, not at it", .migrated)
    func missingShare() throws {
        let shop = try Self.shop(holdMissing: "10")
        let articles = (0..<20).map { Feed.article("P\($0)") }
        try shop.take(.full(articles))
        let atLimit = try shop.plan(.full(Array(articles.dropLast(2))))
        #expect(atLimit.counts == Counts(records: 18, unchanged: 18, missing: 2))
        let above = try shop.plan(.full(Array(articles.dropLast(3))))
        #expect(above.counts == Counts(records: 17, unchanged: 17, missing: 3, missingHeld: 3))
    }
}
