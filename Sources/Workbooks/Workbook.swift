public import XMLStream

/// A workbook of Excel (`.xlsx`, Office Open XML): its sheets, and their rows as texts.
///
/// Rows are told one by one. What cells share, their texts and styles, is held, within bounds.
public final class Workbook {
    private let archive: ZipArchive
    private let sheets: [(name: String, part: String, isVisible: Bool)]
    private let isFrom1904: Bool
    private let textsPart: String?
    private let stylesPart: String?

    /// Opens a workbook.
    ///
    /// **Throws** `notTable` when the archive is no workbook, `damagedCompression` or `tooLarge` when it cannot be unpacked.
    public init(path: String, limits: XMLLimits = .init()) throws(XMLFault) {
        archive = try ZipArchive(path: path, limits: limits)
        let roots = Relations(folder: "")
        guard try archive.read("_rels/.rels", roots), let root = roots.target(of: "officeDocument") else {
            throw Self.noWorkbook(archive)
        }
        if root.lowercased().hasSuffix(".bin") {
            throw XMLFault(.notTable, "the file is a binary workbook (.xlsb); save it as .xlsx or CSV")
        }
        let folder = root.split(separator: "/").dropLast().joined(separator: "/")
        let file = root.split(separator: "/").last ?? ""
        let list = SheetList()
        let relations = Relations(folder: folder)
        guard file.lowercased() == "workbook.xml", try archive.read(root, list),
            try archive.read((folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels", relations)
        else { throw Self.noWorkbook(archive) }
        isFrom1904 = list.isFrom1904
        textsPart = relations.target(of: "sharedStrings")
        stylesPart = relations.target(of: "styles")
        sheets = list.sheets.compactMap { sheet in
            guard let relation = relations.all[sheet.relation], relation.type == "worksheet" else { return nil }
            return (sheet.name, relation.target, sheet.isVisible)
        }
    }

    /// Tells the rows of a sheet, the first visible one where none is named: the number, from 1, of each row that has
    /// cells, and its texts without empty ones at the end.
    ///
    /// A number is its digits with `decimalMark`, a day `yyyy-mm-dd`. **Throws** `notTable` when there is no such sheet, and
    /// what `body` throws.
    public func forEachRow(
        of name: String?, decimalMark: Unicode.Scalar, _ body: (Int, [String]) throws -> Void
    ) throws {
        guard let sheet = sheets.first(where: { name == nil ? $0.isVisible : $0.name == name }) else {
            let names = sheets.prefix(40).map { "\"\($0.name)\"" }.joined(separator: ", ")
            throw XMLFault(
                .notTable,
                name.map { "the workbook has no sheet \"\($0)\"; it has \(names)" }
                    ?? "the workbook has no sheet to read")
        }
        let texts = SharedTexts()
        if let textsPart { _ = try archive.read(textsPart, texts) }
        if let failure = texts.failure { throw failure }
        let styles = CellStyles()
        if let stylesPart { _ = try archive.read(stylesPart, styles) }
        try withoutActuallyEscaping(body) { body in
            let rows = SheetRows(texts, styles, CellDay(isFrom1904: isFrom1904), decimalMark: decimalMark, body)
            let isThere = try archive.read(sheet.part, rows)
            if let failure = rows.failure { throw failure }
            guard isThere else {
                throw XMLFault(.damagedCompression, "the workbook lacks its sheet \"\(sheet.name)\"; save it again")
            }
        }
    }

    private static func noWorkbook(_ archive: ZipArchive) -> XMLFault {
        let what =
            archive.contains("content.xml")
            ? "an OpenDocument file: save the sheet as .xlsx or CSV"
            : "a ZIP archive that is no workbook: unpack it, or name the table in it"
        return XMLFault(.notTable, "the file is \(what)")
    }
}
