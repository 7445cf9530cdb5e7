import Operations
import Storage
import TestSupport
import Testing

/// Price lists in CSV go the same way as catalogs in XML: planned, quarantined, held, repaired and taken back.
@Suite(.migrated)
struct TableImportTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        let profile = try workshop.folder.write(
            """
            profile: list
            table: {delimiter: ";", encoding: windows-1252}
            numbers: {decimal: ","}
            prices: required
            fields: {part_number: Nr, name: Name}
            price_groups: [{amount: Price}]
            """)
        try workshop.supplier(profile: profile, holdMissing: "50")
    }

    private func take(_ rows: String...) throws -> RunRow {
        let path = try workshop.folder.write("Nr;Name;Price\r\n" + rows.joined(separator: "\r\n") + "\r\n")
        return try ImportRunning(workshop.database).run(workshop.request(path, "S"), acceptHeld: false)
    }

    private func costs() throws -> [String] {
        try Products(workshop.database).list(.init(), limit: 100, after: nil).map { "\($0.sku) \($0.unitPrice ?? "-")" }
    }

    @Test("A list is taken, a changed one tells what changed, and the columns may change places")
    func editions() throws {
        #expect(try take("A;One;1,50", "B;Two;2", "C;Three;3").counts == Counts(records: 3, new: 3))
        #expect(try take("A;One;1,50", "B;Two;2", "C;Three;3").counts == Counts(records: 3, unchanged: 3))
        let second = try take("A;One;1,60", "B;Two;20")
        #expect(second.counts == Counts(records: 2, changed: 1, missing: 1, held: 1))
        #expect(try costs() == ["S-A 1.6", "S-B 2", "S-C 3"])
        let path = try workshop.folder.write("Name;Price;Shelf;Nr\nOne;1,60;x;A\nTwo;2;y;B\n")
        let moved = try ImportRunning(workshop.database).run(workshop.request(path, "S"), acceptHeld: false)
        #expect(moved.counts == Counts(records: 2, unchanged: 2))
        let back = try ImportApplying(workshop.database).rollback(moved.id)
        #expect(back.state == "rolled_back")
    }

    @Test("A row that cannot be trusted waits with its line and as it stands in the file, and its item is not missing")
    func quarantined() throws {
        _ = try take("A;One;1", "B;Two;2")
        let run = try take("A;\"One\nmore\";1;", "B;Two;x", ";Three;3", "B4;Four;4")
        #expect(run.counts == Counts(records: 4, new: 1, quarantined: 3))
        #expect(try workshop.quarantine(run) == ["A row_ragged", "B price_not_decimal", "- part_number_missing"])
        let faults = try ImportViews(workshop.database).quarantine(run.id, after: 0, limit: 100)
        #expect(faults.map(\.line) == [2, 4, 5])
        #expect(faults[1].path == "Price")
        #expect(faults.map(\.raw) == ["A;\"One\nmore\";1;", "B;Two;x", ";Three;3"])
    }

    @Test("A row with wrong cells is not the same as the right one before it")
    func raggedIsNotUnchanged() throws {
        _ = try take("A;One;1")
        let run = try take("A;One;1;")
        #expect(run.counts == Counts(records: 1, quarantined: 1))
    }

    @Test("Two rows of one number are both quarantined, and a repeat is none")
    func repeats() throws {
        let run = try take("A;One;1", "A;One;2", "B;Two;2", "B;Two;2")
        #expect(run.counts == Counts(records: 4, new: 1, unchanged: 1, quarantined: 2))
    }

    @Test("A quarantined row is repaired and read again behind its header")
    func requeued() throws {
        let run = try take("A;One;x", ";Two;2")
        var request = ImportRequeue.Request(run: run.id)
        request.record = 1
        request.values = [(field: "prices[1].amount", value: "1,75")]
        let repaired = try ImportRequeue(workshop.database).requeue(request, acceptHeld: false)
        #expect(repaired.counts == Counts(records: 1, new: 1))
        #expect(try costs() == ["S-A 1.75"])
    }

    @Test("A refused list is a failed run and nothing else")
    func refused() throws {
        let path = try workshop.folder.write("Nr;Name;Preis\nA;One;1\n")
        let refusal = try #require(throws: Refusal.self) {
            _ = try ImportRunning(workshop.database).run(workshop.request(path, "S"), acceptHeld: false)
        }
        #expect(refusal.code == "file_not_table")
        #expect(refusal.status == .badInput)
        #expect(refusal.run != nil)
        #expect(try costs() == [])
    }
}
