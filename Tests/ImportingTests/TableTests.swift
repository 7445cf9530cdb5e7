import Catalog
import Foundation
import Testing
import XMLStream

@testable import Importing

struct TableTests {
    static let profile = """
        profile: test
        table: {delimiter: ";", optional: [Name, Text, P10, Size]}
        numbers: {decimal: ","}
        prices: required
        fields:
          part_number: Nr
          name: Name
          description: Text
          mass: {path: Size, unit: g}
        price_groups:
          - {amount: Price}
          - {amount: P10, min_quantity: {constant: "10"}}

        """

    static func records(_ table: String, _ profile: String = profile) throws -> [ReadRecord] {
        try records(Array(table.utf8), profile)
    }

    static func records(_ bytes: [UInt8], _ profile: String) throws -> [ReadRecord] {
        let profile = try Profiles.read(profile, name: "test")
        let reader = FeedReader(
            CompiledProfile(profile), context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"),
            recogniser: Reading.recogniser)
        var records: [ReadRecord] = []
        let end = try reader.read(Reading.file(bytes)) { record in
            records.append(
                ReadRecord(
                    ordinal: record.ordinal, line: record.line, column: record.column, digest: record.sourceDigest,
                    knownPartNumber: record.knownPartNumber, outcome: record.outcome()))
        }
        #expect(end.message == MessageKind(element: "table", mode: .full, replaces: .all))
        return records
    }

    static func refusal(_ table: String, _ profile: String = profile) -> XMLFault? {
        refusal(Array(table.utf8), profile)
    }

    static func refusal(_ bytes: [UInt8], _ profile: String = profile) -> XMLFault? {
        do { _ = try records(bytes, profile) } catch { return error as? XMLFault }
        return nil
    }

    @Test("A row is a record, a cell a field, and tiers stand in columns")
    func rows() throws {
        let records = try Self.records("Nr;Name;Price;P10\nA1; One ;1,50;1,20\nA2;;2;\n")
        #expect(records.map(\.line) == [2, 3])
        #expect(records.map(\.knownPartNumber) == ["A1", "A2"])
        #expect(records[0].item?.name == "One")
        #expect(records[0].prices == ["cost 1: 1.5 EUR", "cost 10: 1.2 EUR"])
        #expect(records[1].prices == ["cost 1: 2 EUR"])
        #expect(records[1].item?.name == nil)
    }

    @Test(
        "Quotes hold delimiters, line breaks and quotes, and lines are counted through them",
        arguments: ["\n", "\r\n", "\r"])
    func quotes(_ end: String) throws {
        let table = ["Nr;Text;Price", "A1;\"a;b\(end)c \"\"d\"\"\";1", "A2;5\" disc;1", "A3;\"\";x"].joined(
            separator: end)
        let records = try Self.records(table)
        #expect(records.map(\.line) == [2, 4, 5])
        #expect(records[0].item?.description == "a;b\nc \"d\"")
        #expect(records[1].item?.description == "5\" disc")
        #expect(records[2].faults.map(\.code) == ["price_not_decimal"])
        #expect(records[2].faults.map { "\($0.line):\($0.column) \($0.path)" } == ["5:7 Price"])
    }

    @Test("Formulas and leading zeros stay what they are")
    func letters() throws {
        let records = try Self.records("Nr;Name;Price\n007;=1+1;1\n\"=\"\"008\"\"\";@x;1\n")
        #expect(records.map { $0.item?.partNumber } == ["007", "=\"008\""])
        #expect(records.map { $0.item?.name } == ["=1+1", "@x"])
    }

    @Test("A row with too few or too many cells, or with something behind a quote, is quarantined with its number")
    func ragged() throws {
        let records = try Self.records("Nr;Name;Price\nA1;x\nA2;x;1;\nA3;\"x\"y;1\nA4;x;1\n")
        #expect(records.flatMap { $0.faults.map(\.code) } == ["row_ragged", "row_ragged", "row_misquoted"])
        #expect(records.map(\.knownPartNumber) == [nil, nil, nil, "A4"])
        #expect(records.prefix(3).map { $0.outcome.partNumber } == ["A1", "A2", "A3"])
        #expect(records[1].faults[0].line == 3)
    }

    @Test("Empty rows are no records, and an empty table is a catalog without items")
    func emptyRows() throws {
        #expect(try Self.records("Nr;Name;Price\n\n;;\n ; ;\nA1;;1").count == 1)
        #expect(try Self.records("Nr;Name;Price\n").isEmpty)
        #expect(try Self.records("Nr;Name;Price").isEmpty)
    }

    @Test("Letters are read in the profile's encoding, and as UTF-8 behind its mark")
    func encodings() throws {
        for (encoding, letter) in [("latin-1", [0xE4]), ("windows-1252", [0x80]), ("utf-8", [0xE2, 0x82, 0xAC])]
            as [(String, [UInt8])]
        {
            let profile = Self.profile.replacing("delimiter:", with: "encoding: \(encoding), delimiter:")
            let records = try Self.records(Array("Nr;Name;Price\nA;".utf8) + letter + Array(";1".utf8), profile)
            #expect(records[0].item?.name == (encoding == "latin-1" ? "ä" : "€"))
            let marked = try Self.records([0xEF, 0xBB, 0xBF] + Array("Nr;Name;Price\nA;ä€;1".utf8), profile)
            #expect(marked[0].item?.name == "ä€")
            #expect(marked[0].item?.partNumber == "A")
        }
    }

    @Test("Delimiters, rows above the header, names for titles and tables without a header")
    func shapes() throws {
        for (written, byte) in [("\",\"", ","), ("tab", "\t"), ("\"|\"", "|")] {
            let profile = Self.profile.replacing("\";\"", with: written).replacing(
                "decimal: \",\"", with: "decimal: \".\"")
            #expect(try Self.records("Nr\(byte)Price\nA\(byte)1.5\n", profile)[0].prices == ["cost 1: 1.5 EUR"])
        }
        let below = Self.profile.replacing(
            "delimiter:", with: "header_row: 3, columns: {Price: \"Preis/Stk [netto]\"}, delimiter:")
        let records = try Self.records("Fichtel;2026\n\nNr;\"Preis/Stk\n[netto]\"\nA;1,5\n", below)
        #expect(records[0].prices == ["cost 1: 1.5 EUR"])
        #expect(records[0].line == 5)
        let bare = Self.profile.replacing("delimiter:", with: "header_row: 0, columns: [Nr, Price], delimiter:")
        #expect(try Self.records("A;1,5\nB;2\n", bare).map(\.knownPartNumber) == ["A", "B"])
    }

    @Test("A file that is not the table is refused by name")
    func refusals() {
        #expect(Self.refusal("")?.code == .empty)
        #expect(Self.refusal(" \n\n")?.code == .empty)
        #expect(Self.refusal("\nNr;Price\nA;1")?.message.contains("row 1 should name the columns") == true)
        #expect(
            Self.refusal("PK\u{3}\u{4}abc")?.message.contains("begins as a ZIP archive and cannot be unpacked") == true)
        #expect(Self.refusal("<html>")?.message.contains("XML or a web page") == true)
        #expect(Self.refusal([0xFF, 0xFE, 0x4E, 0])?.message.contains("UTF-16") == true)
        #expect(
            Self.refusal("Nr;Prise\nA;1")?.message.contains(
                "no column \"Price\", which price_groups[0].amount reads; is it \"Prise\"?") == true)
        #expect(Self.refusal("Nr;Price;Price\nA;1;2")?.message.contains("two columns are named \"Price\"") == true)
        #expect(Self.refusal("Nr;Price\nA;\"1\nB;2\n")?.code == .truncated)
        #expect(Self.refusal("Nr;Price\nA;\"1\nB;2\n")?.line == 2)
        #expect(
            Self.refusal([0x4E, 0x72, 0x3B] + Array("Price\nA".utf8) + [0xE4] + Array(";1".utf8))?.code == .encoding)
        #expect(Self.refusal("Nr;Price\nA\u{0};1")?.code == .controlCharacters)
        #expect(
            Self.refusal("Nr;Price", Self.profile.replacing("delimiter:", with: "header_row: 2, delimiter:"))?.code
                == .notTable)
    }

    @Test("A quote that is never closed and a row without end are refused before they fill the memory")
    func bounds() {
        let long = String(repeating: "x", count: 1 << 21)
        #expect(Self.refusal("Nr;Price\nA;\"\(long)")?.code == .tooLarge)
        #expect(Self.refusal("Nr;Price\nA;\"\(long)")?.line == 2)
        #expect(Self.refusal("Nr;Price\nA\(long)")?.code == .tooLarge)
        #expect(Self.refusal("Nr;Price\n" + String(repeating: ";", count: 5000))?.code == .tooLarge)
    }

    @Test("What is kept of a row is the row, and can be read again behind its header")
    func raws() throws {
        let profile = CompiledProfile(
            try Profiles.read(Self.profile.replacing("delimiter:", with: "encoding: latin-1, delimiter:"), name: "test")
        )
        let bytes = Array("Nr;Name;Price\r\nA1;x\r\nA2;\"a\nb;".utf8) + [0xE4] + Array("\";x\r\nA3;;1\r\n".utf8)
        var raws: [String] = []
        let envelope = try RawCollector.collect(
            [RawPlace(element: 1), RawPlace(element: 2)], from: Reading.file(bytes), by: profile
        ) { raws.append($1) }
        #expect(raws == ["A1;x", "A2;\"a\nb;ä\";x"])
        #expect(envelope == RawCollector.Envelope(opening: "\u{FEFF}Nr;Name;Price\n", closing: "\n"))
        let again = "\u{FEFF}Nr;Name;Price\n" + raws.joined(separator: "\n") + "\n"
        let records = try Self.records(Array(again.utf8), profile.profile.source)
        #expect(records.map { $0.faults.map(\.code) } == [["row_ragged"], ["price_not_decimal"]])
    }

    @Test("A table in the profile has its own mistakes")
    func mistakes() {
        let cases = [
            ("{delimiter: \";;\"}", "delimiter is"), ("{encoding: utf8}", "unknown word \"utf8\""),
            ("[x]", "table must be a mapping"),
            ("{header_row: x}", "header_row is the row"), ("{header_row: 0}", "without a header row columns must list"),
            ("{dilemiter: tab}", "unknown key \"dilemiter\""),
        ]
        for (table, message) in cases {
            let yaml = "table: \(table)\nfields: {part_number: Nr}\n"
            #expect(
                ProfileCheck(source: yaml, name: "test").mistakes.contains { $0.message.contains(message) }, "\(table)")
        }
        let both = "table: {}\nrecords: [x]\nfields: {part_number: Nr}\n"
        #expect(ProfileCheck(source: both, name: "test").mistakes.map(\.key) == ["records"])
    }

    @Test("A trial lists the columns that nothing reads")
    func trial() throws {
        let trial = try FeedTrialTests.trial("Nr;Price;Shelf;Note\nA;1;7;\nB;x;8;y\n", Self.profile)
        #expect((trial.records, trial.taken, trial.quarantined) == (2, 1, 1))
        #expect(trial.unread.map { "\($0.path) \($0.count) \($0.example)" } == ["Shelf 2 7", "Note 1 y"])
        #expect(trial.unused.map(\.key).contains("fields.name"))
    }
}
