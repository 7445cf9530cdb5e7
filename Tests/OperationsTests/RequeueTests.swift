import Catalog
import Operations
import Postgres
import Storage
import TestSupport
import Testing

/// Quarantined records, repaired and read again by themselves.
@Suite(.migrated)
struct RequeueTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.supplier()
    }

    private func requeue(
        _ run: RunRow, record: Int? = nil, _ values: (String, String)..., accept: Bool = false, dryRun: Bool = false
    ) throws -> RunRow {
        var request = ImportRequeue.Request(run: run.id)
        request.record = record
        request.values = values.map { (field: $0.0, value: $0.1) }
        return try ImportRequeue(workshop.database).requeue(request, acceptHeld: accept, dryRun: dryRun)
    }

    private func costs() throws -> [String] {
        try Products(workshop.database).list(.init(), limit: 100, after: nil).map { "\($0.sku) \($0.unitPrice ?? "-")" }
    }

    private func states(_ run: RunRow) throws -> [String] {
        try ImportViews(workshop.database).quarantine(run.id, after: 0, limit: 100).map { "\($0.record) \($0.state)" }
    }

    @Test(
        "A repaired record is imported by itself, with the file's header, and no longer waits; the rest of the catalog stays"
    )
    func repaired() throws {
        let run = try workshop.take(
            .full(Feed.article("1"), Feed.article("2", price: "14,90"), Feed.article("3", price: "-1")))
        #expect(run.quarantined == 2)
        let repaired = try requeue(run, record: 2, ("prices[1].amount", "14.90"))
        #expect(repaired.counts == Counts(records: 1, new: 1))
        #expect(repaired.state == "applied" && repaired.mode == "delta")
        #expect(try costs() == ["S-1 10", "S-2 14.9"])
        #expect(try states(run) == ["2 requeued", "3 waiting"])
    }

    @Test("A missing part number can be put in, and a field of the record replaced")
    func fields() throws {
        let run = try workshop.take(.full(Feed.article("1"), Feed.article("")))
        _ = try requeue(run, record: 2, ("part_number", "77"), ("name", "Nephrite board"))
        let product = try Products(workshop.database).show("S-77")
        #expect(product.known.name == "Nephrite board")
        #expect(product.known.material == "nephrite")
    }

    @Test("A value is taken without the blanks around it; none, or two for one field, are refused")
    func values() throws {
        let run = try workshop.take(.full(Feed.article("1"), Feed.article("")))
        for values in [[("part_number", " \u{A0}")], [("part_number", "7"), ("part_number", "8")]] {
            var request = ImportRequeue.Request(run: run.id)
            request.record = 2
            request.values = values.map { (field: $0.0, value: $0.1) }
            #expect(throws: Refusal.self) {
                try ImportRequeue(workshop.database).requeue(request, acceptHeld: false, dryRun: false)
            }
        }
        let hidden = try requeue(run, record: 2, ("part_number", "7\u{1B}[2J"))
        #expect(try workshop.quarantine(hidden) == ["- part_number_invalid"])
        _ = try requeue(run, record: 2, ("part_number", " 77\n"))
        #expect(try Products(workshop.database).show("S-77").known.name != nil)
    }

    @Test("What still cannot be trusted is in the new run's quarantine and goes on waiting in the old one")
    func stillWrong() throws {
        let run = try workshop.take(
            .full(Feed.article("1"), Feed.article("2", price: "x"), Feed.article("3", price: "y")))
        let again = try requeue(run)
        #expect(again.counts == Counts(records: 2, quarantined: 2))
        #expect(try states(run) == ["2 waiting", "3 waiting"])
        let wrong = try requeue(run, record: 2, ("prices[1].amount", "z"))
        #expect(try workshop.quarantine(wrong) == ["2 price_not_decimal"])
    }

    @Test("A repaired record of an item that we have is a change, held as any other")
    func changed() throws {
        try workshop.take(.full(Feed.article("1"), Feed.article("2")))
        let run = try workshop.take(.full(Feed.article("1"), Feed.article("2", price: "x")))
        let held = try requeue(run, record: 2, ("prices[1].amount", "15.00"))
        #expect(held.counts == Counts(records: 1, held: 1))
        #expect(try costs() == ["S-1 10", "S-2 10"])
        _ = try ImportApplying(workshop.database).apply(held.id, acceptHeld: true)
        #expect(try costs() == ["S-1 10", "S-2 15"])
    }

    @Test("The repaired record that comes again as it was is quarantined again and leaves the item as repaired")
    func comesAgain() throws {
        let feed = Feed.full(Feed.article("1"), Feed.article("2", price: "14,90"))
        _ = try requeue(try workshop.take(feed), record: 2, ("prices[1].amount", "14.90"))
        let again = try workshop.take(feed, reparse: true)
        #expect(again.counts == Counts(records: 2, unchanged: 1, quarantined: 1))
        #expect(try costs() == ["S-1 10", "S-2 14.9"])
    }

    @Test("Of two records with one part number the one that is named is taken; all at once leaves both")
    func duplicates() throws {
        let run = try workshop.take(
            .full(Feed.article("1"), Feed.article("2", price: "5.00"), Feed.article("2", price: "6.00")))
        #expect(throws: Refusal.self) { try requeue(run) }
        _ = try requeue(run, record: 3)
        #expect(try costs() == ["S-1 10", "S-2 6"])
        #expect(try states(run) == ["2 waiting", "3 requeued"])
    }

    @Test("Rolling the new run back leaves the catalog as before it")
    func rollback() throws {
        let run = try workshop.take(.full(Feed.article("1"), Feed.article("2", price: "x")))
        let digest = try workshop.catalogDigest()
        let repaired = try requeue(run, record: 2, ("prices[1].amount", "1.00"))
        _ = try ImportApplying(workshop.database).rollback(repaired.id)
        #expect(try costs() == ["S-1 10"])
        #expect(digest.isEmpty == false)
    }

    @Test("A dry run says what would be, and keeps nothing")
    func dryRun() throws {
        let run = try workshop.take(.full(Feed.article("1"), Feed.article("2", price: "x")))
        #expect(try requeue(run, record: 2, ("prices[1].amount", "1.00"), dryRun: true).new == 1)
        #expect(try costs() == ["S-1 10"])
        #expect(try states(run) == ["2 waiting"])
        #expect(try ImportViews(workshop.database).list(supplier: nil, limit: 10, after: nil).count == 1)
    }

    @Test("A price message is requeued as one: only the prices of the item change")
    func priceMessage() throws {
        try workshop.take(.full(Feed.article("1", name: "Nephrite board")))
        let run = try workshop.take(.prices(Feed.article("1", name: "Other name", price: "11,00")))
        #expect(run.quarantined == 1)
        _ = try requeue(run, record: 1, ("prices[1].amount", "11.00"))
        #expect(try costs() == ["S-1 11"])
        #expect(try Products(workshop.database).show("S-1").known.name == "Nephrite board")
    }

    @Test("What cannot be requeued is refused by name")
    func refusals() throws {
        let long = "<DESCRIPTION_LONG>\(String(repeating: "long text ", count: 8_000))</DESCRIPTION_LONG>"
        let run = try workshop.take(
            .full(Feed.article("1"), Feed.article("2", price: "x"), Feed.article("3", price: "x", details: long)))
        func code(record: Int?, _ values: (String, String)...) -> String? {
            var request = ImportRequeue.Request(run: run.id)
            request.record = record
            request.values = values.map { (field: $0.0, value: $0.1) }
            let refusal = #expect(throws: Refusal.self) {
                try ImportRequeue(workshop.database).requeue(request, acceptHeld: false)
            }
            return refusal?.code
        }
        #expect(code(record: 1) == "nothing_waiting")
        #expect(code(record: 99) == "nothing_waiting")
        #expect(code(record: 3) == "record_cut")
        #expect(code(record: nil, ("prices[1].amount", "1")) == "record_missing")
        #expect(code(record: 2, ("colour", "green")) == "field_not_set")
        #expect(code(record: 2, ("prices[5].amount", "1")) == "field_not_set")
        #expect(code(record: 2, ("prices[1].weather", "1")) == "field_not_set")
        #expect(try states(run) == ["2 waiting", "3 waiting"])
    }
}
