internal import XMLStream

/// Reads a table row by row: finds its columns, passes over empty rows, and tells what is wrong with a row.
struct TableReader {
    private let rule: TableRule
    private var rows = RowReader(delimiter: 0, isUTF8: true)
    private var encoding = TextEncoding.utf8
    /// Rows met, the empty ones included.
    private var rowCount = 0
    /// The columns' names as paths name them, in their order.
    private(set) var columns: [String] = []
    /// The rows up to the one that names the columns, as they stand in the file.
    private(set) var preamble = ""
    /// Records met; counts from 1.
    private(set) var ordinal = 0

    init(_ rule: TableRule) {
        self.rule = rule
        if rule.headerRow == 0 { columns = rule.columns.map(\.name) }
    }

    /// The line the present row begins in.
    var line: Int { rows.rowLine }
    /// The cells of the present row.
    var cells: [RowReader.Cell] { rows.cells }

    /// Reads a table: `header` is called once the columns are known, `row` for each record until it says `false`.
    mutating func read(
        _ input: TableInput, header: (TableReader) throws(XMLFault) -> Void,
        row: (TableReader) throws -> Bool
    ) throws {
        var isFirst = true
        var hasContent = false
        try input.bytes.forEachChunk { chunk in
            var bytes = chunk[...]
            if isFirst {
                isFirst = false
                try begin(&bytes, isSheet: input.isSheet)
                if rule.headerRow == 0 { try header(self) }
            }
            for byte in bytes {
                hasContent = hasContent || !(byte == 32 || (byte >= 9 && byte <= 13))
                if try rows.take(byte), try !take(header, row) { return false }
            }
            return true
        }
        guard hasContent else { throw XMLFault(.empty, "the file is empty; fetch it again") }
        if try rows.finish() { _ = try take(header, row) }
        if rowCount < rule.headerRow {
            throw XMLFault(
                .notTable, "the table has \(rowCount) rows, and row \(rule.headerRow) should name the columns")
        }
    }

    /// Looks at the first bytes: what no table begins with, and the mark that says UTF-8 whatever the profile says.
    private mutating func begin(_ bytes: inout Slice<UnsafeRawBufferPointer>, isSheet: Bool) throws(XMLFault) {
        let kinds: [(start: [UInt8], kind: String)] = [
            (Array("PK\u{3}\u{4}".utf8), "a workbook or another archive, packed once more: unpack it first"),
            ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel file, or one with a password: save it as .xlsx or CSV"),
            (Array("%PDF".utf8), "a PDF document: ask for the table as CSV"),
            ([0xFF, 0xFE], "text in UTF-16: save it as UTF-8"), ([0xFE, 0xFF], "text in UTF-16: save it as UTF-8"),
        ]
        for (start, kind) in kinds where bytes.starts(with: start) {
            throw XMLFault(.notTable, "the file is \(kind)")
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let isMarked = bytes.starts(with: mark)
        encoding = isMarked ? .utf8 : rule.encoding
        if isMarked { bytes = bytes.dropFirst(3) }
        if bytes.first(where: { $0 > 32 }) == UInt8(ascii: "<") {
            throw XMLFault(
                .notTable, "the file is XML or a web page, and the profile reads a table; name another profile")
        }
        rows = RowReader(delimiter: rule.delimiter, isUTF8: encoding == .utf8, countsRows: isSheet)
    }

    private mutating func take(
        _ header: (TableReader) throws(XMLFault) -> Void, _ row: (TableReader) throws -> Bool
    ) throws -> Bool {
        rowCount += 1
        if rowCount <= rule.headerRow {
            preamble += try raw() + "\n"
            guard rowCount == rule.headerRow, !rows.isBlank else { return true }
            columns = try names()
            try header(self)
            return true
        }
        guard !rows.isBlank else { return true }
        guard !columns.isEmpty else {
            throw XMLFault(
                .notTable, "row \(rule.headerRow) should name the columns, and it is empty", line: line, column: 1)
        }
        ordinal += 1
        return try row(self)
    }

    /// The names of the columns, without the blanks around them; a line break within a title is a blank.
    private func names() throws(XMLFault) -> [String] {
        var names: [String] = []
        for index in cells.indices {
            let title = try text(of: index).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            names.append(rule.columns.first { $0.title == title }?.name ?? title)
        }
        return names
    }

    /// The text of a cell.
    func text(of cell: Int) throws(XMLFault) -> String {
        guard let text = encoding.text(rows.content[cells[cell].bytes]) else {
            throw unreadable(cells[cell].line, cells[cell].column)
        }
        return text
    }

    /// The row as it stands in the file.
    func raw() throws(XMLFault) -> String {
        guard let text = encoding.text(rows.raw) else { throw unreadable(line, 1) }
        return text
    }

    private func unreadable(_ line: Int, _ column: Int) -> XMLFault {
        XMLFault(
            .encoding,
            "the text is not in \(encoding.rawValue); say in the profile which encoding it is in: "
                + TextEncoding.allCases.map(\.rawValue).joined(separator: ", "), line: line, column: column)
    }

    /// What is wrong with the row as a whole, or nil.
    var fault: RecordFault? {
        if cells.count != columns.count {
            return fault(
                "row_ragged",
                "the row has \(cells.count) cells, and there are \(columns.count) columns; a delimiter or a quote is missing or too many"
            )
        }
        guard rows.isMisquoted else { return nil }
        return fault(
            "row_misquoted", "something stands behind a closing quote; a quote within a cell in quotes is doubled")
    }

    private func fault(_ code: String, _ message: String) -> RecordFault {
        RecordFault(code: code, field: "row", value: nil, message: message, line: line, column: 1, path: "")
    }
}
