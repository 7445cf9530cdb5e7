internal import Quantities
internal import XMLStream

/// A table that is not mapped by a profile: CSV in UTF-8 or a workbook, whose first row names its columns.
///
/// The separator is a comma, a semicolon or a tab, whichever the first row has most of.
public struct PlainTable {
    /// A row as texts, with the line or the row of the sheet that it begins in.
    public struct Row: Sendable {
        /// The cells from the left, to the letter.
        public let fields: [String], line: Int
    }

    private let file: FeedFile

    /// The table in a file.
    public init(_ file: FeedFile) { self.file = file }

    /// Reads the rows one after the other; those without a letter are passed over.
    ///
    /// **Throws** `XMLFault` when the file is refused: empty, no UTF-8, a quote never closed or something behind one, a
    /// damaged workbook; and what `body` throws.
    public func read(_ body: (Row) throws -> Void) throws {
        var rows: RowReader?
        func take() throws {
            guard let rows, !rows.isBlank else { return }
            guard !rows.isMisquoted else {
                throw XMLFault(
                    .notWellFormed,
                    "something stands behind a closing quote; a quote within a cell in quotes is doubled",
                    line: rows.rowLine, column: 1)
            }
            let fields = try rows.cells.map { cell in
                guard let text = String(validating: rows.content[cell.bytes], as: UTF8.self) else {
                    throw XMLFault(
                        .encoding, "the bytes are not UTF-8; save the table as UTF-8", line: cell.line,
                        column: cell.column)
                }
                return text
            }
            try body(Row(fields: fields, line: rows.rowLine))
        }
        let input = try file.table(TableRule(delimiter: UInt8(ascii: ","), headerRow: 1), decimalMark: ".")
        try input.bytes.forEachChunk { chunk in
            var chunk = chunk[...]
            if rows == nil {
                if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { chunk = chunk.dropFirst(3) }
                let separator = input.isSheet ? UInt8(ascii: ",") : Self.separator(of: chunk)
                rows = RowReader(delimiter: separator, isUTF8: true, countsRows: input.isSheet)
            }
            for byte in chunk where try rows?.take(byte) == true { try take() }
            return true
        }
        if try rows?.finish() == true { try take() }
    }

    /// The mark that the first line has most of; a comma where it has none.
    static func separator(of head: some Sequence<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        for byte in head {
            if byte == 10 || byte == 13 { break }
            counts[byte, default: 0] += 1
        }
        let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
        return marks.max { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) } ?? marks[0]
    }
}
