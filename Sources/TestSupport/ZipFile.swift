internal import CZip
internal import Glibc

/// ZIP archives made by tests.
public enum ZipFile {
    /// Writes an archive of parts by their names, packed.
    public static func write(_ parts: [(name: String, content: [UInt8])], to path: String) throws {
        var code: CInt = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw Fault(code: code) }
        for part in parts {
            let bytes = part.content.isEmpty ? nil : UnsafeMutableRawPointer(malloc(part.content.count))
            if let bytes {
                part.content.withUnsafeBytes {
                    bytes.copyMemory(from: $0.baseAddress.unsafelyUnwrapped, byteCount: $0.count)
                }
            }
            // The archive frees what it is given.
            guard let source = zip_source_buffer(archive, bytes, UInt64(part.content.count), 1),
                zip_file_add(archive, part.name, source, UInt32(ZIP_FL_ENC_UTF_8)) >= 0
            else { throw Fault(code: 0) }
        }
        guard zip_close(archive) == 0 else { throw Fault(code: 0) }
    }

    /// The archive could not be written.
    public struct Fault: Error {
        let code: CInt
    }

    /// The parts of a workbook of one sheet; `rows` is what stands in its `sheetData`.
    public static func workbook(
        rows: String, texts: String = "", styles: String = "", sheets: String? = nil, properties: String = ""
    ) -> [(name: String, content: [UInt8])] {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"\(relation)\""
        func relations(_ all: [(id: String, type: String, target: String)]) -> String {
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + all.map {
                    "<Relationship Id=\"\($0.id)\" Type=\"\(relation)/\($0.type)\" Target=\"\($0.target)\"/>"
                }.joined() + "</Relationships>"
        }
        let parts = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", relations([("r1", "officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                "<workbook \(main)>\(properties)<sheets>"
                    + (sheets ?? "<sheet name=\"List\" sheetId=\"1\" r:id=\"s1\"/>") + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations([
                    ("s1", "worksheet", "worksheets/sheet1.xml"), ("s2", "worksheet", "/xl/worksheets/sheet2.xml"),
                    ("t", "sharedStrings", "sharedStrings.xml"), ("y", "styles", "./styles.xml"),
                ])
            ),
            ("xl/sharedStrings.xml", "<sst \(main)>\(texts)</sst>"),
            ("xl/styles.xml", "<styleSheet \(main)>\(styles)</styleSheet>"),
            ("xl/worksheets/sheet1.xml", "<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>"),
            (
                "xl/worksheets/sheet2.xml",
                "<worksheet \(main)><sheetData><row><c t=\"str\"><v>second</v></c></row></sheetData></worksheet>"
            ),
        ]
        return parts.map { ($0.0, Array($0.1.utf8)) }
    }
}
