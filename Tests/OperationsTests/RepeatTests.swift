import Operations
import Storage
import TestSupport
import Testing

/// Several records with one part number: the same twice is one, two different ones are none.
struct RepeatTests {
    static let a = Feed.article("A", price: "10.00")
    static let spaced = Feed.article("A", name: "Item  &lt;b>A&lt;/b>", price: "10.00").replacing("&lt;b>", with: "")
        .replacing("&lt;/b>", with: "")
    static let other = Feed.article("A", name: "Another thing", price: "10.00")
    static let b = Feed.article("B")

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var records: [String]
        var first: Counts
        var known: Counts
        var testDescription: String { name }
    }

    /// Each list as the first edition, and after an edition that has A and B.
    static let cases: [Case] = [
        Case(
            name: "the same twice", records: [a, a, b], first: Counts(records: 3, new: 2, unchanged: 1),
            known: Counts(records: 3, unchanged: 3)),
        Case(
            name: "the same with something between", records: [a, b, a],
            first: Counts(records: 3, new: 2, unchanged: 1), known: Counts(records: 3, unchanged: 3)),
        Case(
            name: "written otherwise but saying the same", records: [a, b, spaced, a],
            first: Counts(records: 4, new: 2, unchanged: 2), known: Counts(records: 4, unchanged: 4)),
        Case(
            name: "two different", records: [a, other, b], first: Counts(records: 3, new: 1, quarantined: 2),
            known: Counts(records: 3, unchanged: 1, quarantined: 2)),
        Case(
            name: "two different, the known one last", records: [other, b, a],
            first: Counts(records: 3, new: 1, quarantined: 2),
            known: Counts(records: 3, unchanged: 1, quarantined: 2)),
        Case(
            name: "three, two of them the same", records: [a, other, a, b],
            first: Counts(records: 4, new: 1, quarantined: 3),
            known: Counts(records: 4, unchanged: 1, quarantined: 3)),
        Case(
            name: "three, the odd one first", records: [other, a, a, b],
            first: Counts(records: 4, new: 1, quarantined: 3),
            known: Counts(records: 4, unchanged: 1, quarantined: 3)),
        Case(
            name: "three, the odd one last", records: [a, a, other, b],
            first: Counts(records: 4, new: 1, quarantined: 3),
            known: Counts(records: 4, unchanged: 1, quarantined: 3)),
        Case(
            name: "two that are both new looks", records: [other, other, b],
            first: Counts(records: 3, new: 2, unchanged: 1),
            known: Counts(records: 3, changed: 1, unchanged: 2)),
    ]

    @Test("In a first edition repeats are one and conflicts none", .migrated, arguments: cases)
    func first(_ example: Case) throws {
        let shop = try Workshop()
        try shop.supplier()
        let run = try shop.take(.full(example.records))
        #expect(run.counts == example.first)
        try check(run, example.first, shop)
    }

    @Test("With items we have, repeats and conflicts are the same ones", .migrated, arguments: cases)
    func known(_ example: Case) throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.take(.full(Self.a, Self.b))
        let run = try shop.take(.full(example.records))
        #expect(run.counts == example.known)
        try check(run, example.known, shop)
        // What is in conflict keeps the state it had, and is not missing.
        #expect(try shop.products() == ["S-A active", "S-B active"])
    }

    private func check(_ run: RunRow, _ counts: Counts, _ shop: Workshop) throws {
        let codes = try shop.quarantine(run)
        #expect(codes == Array(repeating: "A duplicate_part_number", count: counts.quarantined))
        let raws = try ImportViews(shop.database).quarantine(run.id, after: 0, limit: 10).compactMap(\.raw)
        #expect(raws.allSatisfy { $0.contains("<SUPPLIER_AID>A</SUPPLIER_AID>") })
        if counts.quarantined > 0 {
            #expect(try shop.findings(run).filter { $0.hasPrefix("A ") } == [])
        }
    }

    @Test("A repeat is told as a finding on the copy", .migrated)
    func finding() throws {
        let shop = try Workshop()
        try shop.supplier()
        let run = try shop.take(.full(Self.a, Self.b, Self.a))
        let finding = try #require(try ImportViews(shop.database).findings(run.id, after: 0, limit: 10).first)
        #expect(finding.code == "duplicate_identical")
        #expect(finding.record == 3)
        #expect(finding.partNumber == "A")
    }

    @Test("A conflict that is repaired is changed or new as it was before", .migrated)
    func repaired() throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.take(.full(Self.a, Self.other, Self.b))
        #expect(try shop.take(.full(Self.other, Self.b)).counts == Counts(records: 2, new: 1, unchanged: 1))
    }
}
