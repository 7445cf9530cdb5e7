import Catalog
import Testing
import XMLStream

@testable import Importing

struct TapeTests {
    static func profile() throws -> Profile {
        try Profiles.read(
            """
            profile: test
            messages: [{element: items, mode: full}]
            records: [item]
            header: {currency: "@currency"}
            fields: {part_number: id, name: name, description: text}
            features: [{each: f, name: "@n", value: .}]
            """, name: "test")
    }

    @Test("Records keep their order and content over many batches, also records larger than a batch")
    func batches() throws {
        let sizes = (1...1200).map { $0 % 400 == 0 ? 3000 : $0 % 7 }
        let records = sizes.enumerated().map { index, size in
            "<item><id>P\(index)</id><name>Name \(index)</name>"
                + (0..<size).map { "<f n=\"f\($0)\">value \($0) of \(index), long enough to fill a batch soon</f>" }
                .joined() + "</item>"
        }
        let read = try Reading.records("<items>\n\(records.joined(separator: "\n"))\n</items>", by: Self.profile())
        #expect(read.count == sizes.count)
        for (index, record) in read.enumerated() {
            #expect(record.ordinal == index + 1)
            #expect(record.line == index + 2)
            #expect(record.knownPartNumber == "P\(index)")
            #expect(record.item?.partNumber == "P\(index)")
            #expect(record.item?.name == "Name \(index)")
            #expect(record.item?.features.count == sizes[index])
            if let last = record.item?.features.last {
                #expect(last.value == "value \(sizes[index] - 1) of \(index), long enough to fill a batch soon")
            }
        }
    }

    @Test("One text may be larger than a batch's whole arena")
    func longText() throws {
        let text = String(repeating: "Word 玉 ", count: 60_000)
        let read = try Reading.records(
            "<items><item><id>1</id><text>\(text)</text></item><item><id>2</id><text>short</text></item></items>",
            by: Self.profile())
        #expect(read[0].item?.description?.utf8.count == text.utf8.count - 1)
        #expect(read[1].item?.description == "short")
    }

    @Test("A document without records has a header and nothing else")
    func noRecords() throws {
        let reader = FeedReader(
            CompiledProfile(try Self.profile()), context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"),
            recogniser: Reading.recogniser)
        let end = try reader.read(Reading.file("<items currency=\"USD\"/>".utf8)) { _ in Issue.record("a record") }
        #expect(end.records == 0)
        #expect(end.header.currency == "USD")
        #expect(end.message?.element == "items")
        let other = try reader.read(Reading.file("<other/>".utf8)) { _ in Issue.record("a record") }
        #expect(other.message == nil)
    }

    private struct Enough: Error {}

    @Test("What the reader's body throws ends the reading, whatever is still to come")
    func stopped() throws {
        let records = (0..<5000).map { "<item><id>\($0)</id></item>" }.joined()
        let reader = FeedReader(
            CompiledProfile(try Self.profile()), context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"),
            recogniser: Reading.recogniser)
        var seen = 0
        #expect(throws: Enough.self) {
            try reader.read(Reading.file("<items>\(records)</items>".utf8)) { _ in
                seen += 1
                if seen == 3 { throw Enough() }
            }
        }
        #expect(seen == 3)
    }

    @Test("A fault at the end of the file is thrown after the records before it")
    func faultAtTheEnd() throws {
        let reader = FeedReader(
            CompiledProfile(try Self.profile()), context: FeedContext(supplierCurrency: "EUR", today: "2026-11-23"),
            recogniser: Reading.recogniser)
        #expect(throws: XMLFault.self) {
            try reader.read(Reading.file("<items><item><id>1</id></item><item><id>2</id>".utf8)) { _ in }
        }
    }

    @Test("The digest of a record is of what the profile reads of it, and of where it stands in nothing")
    func digests() throws {
        func digest(_ record: String, header: String = "<items currency=\"USD\">") throws -> UInt64 {
            try Reading.records(header + record + "</items>", by: Self.profile()).last?.digest ?? 0
        }
        let plain = try digest("<item><id>1</id><name>ab</name></item>")
        #expect(try digest("<item>\n <id>1</id>\n <name> ab </name>\n</item>") == plain)
        #expect(try digest("<item><id>0</id></item><item><id>1</id><name>ab</name></item>") == plain)
        #expect(try digest("<item><z>ignored</z><id>1</id><name>ab</name></item>") == plain)
        #expect(try digest("<item><id>1</id><name>aB</name></item>") != plain)
        #expect(try digest("<item><id>1a</id><name>b</name></item>") != plain)
        #expect(try digest("<item><id>1</id><text>ab</text></item>") != plain)
        #expect(try digest("<item><id>1</id><name>ab</name></item>", header: "<items currency=\"EUR\">") != plain)
    }
}
