import Foundation
import TestSupport
import Testing
import Workbooks
import XMLStream

struct WorkbookTests {
    typealias Part = (name: String, content: [UInt8])

    static func reading<Result>(_ parts: [Part], _ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appending(path: "nephrite-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipFile.write(parts, to: path)
        return try body(path)
    }

    static func rows(_ parts: [Part], sheet: String? = nil, limits: XMLLimits = .init()) throws -> [String] {
        try reading(parts) { path in
            var rows: [String] = []
            try Workbook(path: path, limits: limits).forEachRow(of: sheet, decimalMark: ",") { number, cells in
                rows.append("\(number): " + cells.joined(separator: "|"))
            }
            return rows
        }
    }

    static func refusal(_ parts: [Part], sheet: String? = nil, limits: XMLLimits = .init()) -> XMLFault? {
        do { _ = try rows(parts, sheet: sheet, limits: limits) } catch { return error as? XMLFault }
        return nil
    }

    @Test("A cell is the text that a person would type for it")
    func cells() throws {
        let texts =
            "<si><t>One</t></si><si><r><t>Tw</t></r><r><t xml:space=\"preserve\">o </t></r><rPh><t>x</t></rPh></si>"
        let styles = """
            <numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/></cellXfs>
            """
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" s="1"/></row>
            <row r="4"><c r="A4"><v>8.4</v></c><c r="B4" s="1"><v>46342</v></c><c r="C4" s="2"><v>42</v></c>\
            <c r="D4" s="3"><v>46342</v></c><c r="E4" t="b"><v>1</v></c><c r="F4" t="e"><v>#N/A</v></c></row>
            <row><c t="inlineStr"><is><t>in</t></is></c><c t="str"><f>A1&amp;B1</f><v>sum</v></c><c><f>A1*2</f></c>\
            <c t="d"><v>2026-11-16</v></c></row>
            <row r="9"><c r="A9" s="1"/></row>
            """
        #expect(
            try Self.rows(ZipFile.workbook(rows: rows, texts: texts, styles: styles)) == [
                "1: One||Two ", "4: 8,4|2026-11-16|00042|2026-11-16|TRUE|#N/A", "5: in|sum|=A1*2|2026-11-16",
            ])
    }

    @Test("The first visible sheet is read, or the one that is named")
    func sheets() throws {
        let sheets = "<sheet name=\"Own\" r:id=\"s1\" state=\"hidden\"/><sheet name=\"Prices\" r:id=\"s2\"/>"
        let parts = ZipFile.workbook(rows: "<row><c><v>1</v></c></row>", sheets: sheets)
        #expect(try Self.rows(parts) == ["1: second"])
        #expect(try Self.rows(parts, sheet: "Own") == ["1: 1"])
        let none = try #require(Self.refusal(parts, sheet: "List"))
        #expect(none.code == .notTable && none.message.contains("it has \"Own\", \"Prices\""))
    }

    @Test("An archive that is no workbook is called what it is")
    func others() throws {
        let archive = try #require(Self.refusal([("readme.txt", [104, 105])]))
        #expect(archive.code == .notTable && archive.message.contains("a ZIP archive that is no workbook"))
        let document = try #require(Self.refusal([("mimetype", [104]), ("content.xml", [60])]))
        #expect(document.code == .notTable && document.message.contains("OpenDocument"))
        var binary = ZipFile.workbook(rows: "")
        binary[1].content = Array(
            String(decoding: binary[1].content, as: UTF8.self).replacingOccurrences(
                of: "workbook.xml", with: "workbook.bin"
            ).utf8)
        #expect(try #require(Self.refusal(binary)).message.contains(".xlsb"))
    }

    @Test("A workbook that is cut off or damaged is refused")
    func damaged() throws {
        let cut = try Self.reading(ZipFile.workbook(rows: "<row><c><v>1</v></c></row>")) { path -> XMLFault? in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try bytes.dropLast(100).write(to: URL(fileURLWithPath: path))
            do throws(XMLFault) { _ = try Workbook(path: path) } catch { return error }
            return nil
        }
        #expect(cut?.code == .damagedCompression)
        #expect(Self.refusal(ZipFile.workbook(rows: "<row r=\"2\"/><row r=\"1\"/>"))?.code == .damagedCompression)
        #expect(
            Self.refusal(ZipFile.workbook(rows: "<row><c r=\"B1\"/><c r=\"A1\"/></row>"))?.code == .damagedCompression)
        #expect(Self.refusal(ZipFile.workbook(rows: "<row>"))?.code == .notWellFormed)
        #expect(
            Self.refusal(ZipFile.workbook(rows: "", texts: "<si>&x;</si>"))?.code == .undeclaredEntity)
    }

    @Test("A workbook is bounded in all that could grow")
    func bounds() throws {
        var limits = XMLLimits()
        (limits.unpackedFreeBytes, limits.unpackedRatio) = (1 << 20, 100)
        let bomb = ZipFile.workbook(rows: "<row><c><v>1</v></c></row>" + String(repeating: " ", count: 3 << 20))
        #expect(try Self.rows(bomb) == ["1: 1"])
        let refusal = try #require(Self.refusal(bomb, limits: limits))
        #expect(refusal.code == .tooLarge && refusal.message.contains("more than 100 times its size"))
        let long = "<si><t>\(String(repeating: "x", count: 30_000))</t></si>"
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 40)
        #expect(Self.refusal(ZipFile.workbook(rows: "<row>\(cells)</row>", texts: long))?.code == .tooLarge)
        #expect(Self.refusal(ZipFile.workbook(rows: "<row><c r=\"XFD1\"><v>1</v></c></row>"))?.code == .tooLarge)
        #expect(try Self.rows(ZipFile.workbook(rows: "<row><c r=\"XFD1\" s=\"0\"/></row>")) == [])
        let parts = ZipFile.workbook(rows: "") + (0..<10_000).map { ("x\($0)", []) }
        #expect(Self.refusal(parts)?.code == .tooLarge)
    }
}
