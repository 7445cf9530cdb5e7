import Catalog
import Foundation
import TestSupport
import Testing
import XMLStream

@testable import Importing

/// Workbooks go the same way as tables in CSV.
struct WorkbookTableTests {
    static func bytes(_ rows: String) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "nephrite-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: path) }
        try ZipFile.write(ZipFile.workbook(rows: rows), to: path.path)
        return Array(try Data(contentsOf: path))
    }

    static func row(_ cells: String..., number: Int? = nil) -> String {
        let cells = cells.map { cell in
            Double(cell) == nil ? "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>" : "<c><v>\(cell)</v></c>"
        }
        return "<row\(number.map { " r=\"\($0)\"" } ?? "")>\(cells.joined())</row>"
    }

    static let header = row("Nr", "Name", "Price", "P10")

    @Test("A row of a sheet is a record, its numbers have the profile's mark, and empty cells at its end are there")
    func rows() throws {
        let sheet = Self.header + Self.row("A1", " \"One\"; two\nthree ", "1.1000000000000001", "1.05")
        let records = try TableTests.records(
            Self.bytes(sheet + Self.row("0042", "", "2", number: 7)), TableTests.profile)
        #expect(records.map(\.line) == [2, 7])
        #expect(records.map(\.knownPartNumber) == ["A1", "42"])
        #expect(records[0].item?.name == "\"One\"; two three")
        #expect(records[0].prices == ["cost 1: 1.1 EUR", "cost 10: 1.05 EUR"])
        #expect(records[1].prices == ["cost 1: 2 EUR"])
    }

    @Test("What cannot be trusted is told by row and cell, and kept as a row of CSV")
    func faults() throws {
        let bytes = try Self.bytes(
            Self.header + Self.row("A1", "One\nmore", "x") + Self.row("A2", "Two", "2", "", "further"))
        let records = try TableTests.records(bytes, TableTests.profile)
        #expect(records[0].faults.map(\.code) == ["price_not_decimal"])
        #expect(records[0].faults.map { [$0.line, $0.column] } == [[2, 3]])
        #expect(records[1].faults.map(\.code) == ["row_ragged"])
        #expect(records[1].faults.map { [$0.line, $0.column] } == [[3, 1]])
        var raws: [String] = []
        let file = try Reading.file(bytes)
        let profile = CompiledProfile(try Profiles.read(TableTests.profile, name: "test"))
        let envelope = try RawCollector.collect(
            [RawPlace(element: 1), RawPlace(element: 2)], from: file, by: profile
        ) { raws.append($1) }
        #expect(raws == ["A1;\"One\nmore\";x;", "A2;Two;2;;further"])
        #expect(envelope?.opening == "\u{FEFF}Nr;Name;Price;P10\n")
    }

    @Test("A sheet without the columns of the profile is refused, and so is an archive that is none")
    func refused() throws {
        let other = try #require(TableTests.refusal(Self.bytes(Self.row("No", "Name")), TableTests.profile))
        #expect(other.code == .notTable && other.message.contains("no column \"Nr\""))
        #expect(TableTests.refusal(try Self.bytes(""), TableTests.profile)?.code == .empty)
        let sheet = TableTests.profile.replacingOccurrences(of: "table: {", with: "table: {sheet: Prices, ")
        let missing = try #require(TableTests.refusal(Self.bytes(Self.header), sheet))
        #expect(missing.message.contains("no sheet \"Prices\"; it has \"List\""))
    }
}
