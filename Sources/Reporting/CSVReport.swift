package import Rendering

/// A report as CSV of RFC 4180: a header and complete rows, without sums and without groups of digits.
package enum CSVReport {
    /// The whole of it.
    package static func text(_ document: ReportDocument) -> String {
        TextGathering.text { sink in
            try writeHeading(document.columns, to: sink)
            try document.forEachRow { try write($0, document.columns, to: sink) }
        }
    }

    /// Writes rows as they come; answers what is known of them.
    package static func write(_ rows: RowStream, to sink: ByteSink) throws -> RowCount {
        try writeHeading(rows.head.columns, to: sink)
        var counting = rows.isCounted ? RowCounting(rows.head) : nil
        try rows.forEach { row in
            try write(row, rows.head.columns, to: sink)
            try counting?.add(row)
        }
        try sink.flush()
        return try RowCount(counting)
    }

    /// The names of the columns.
    static func writeHeading(_ columns: [Column], to sink: ByteSink) throws {
        try sink.write(columns.map { CSVForm.cell($0.name) }.joined(separator: ",") + "\r\n")
    }

    /// A line.
    static func write(_ row: ExactRow, _ columns: [Column], to sink: ByteSink) throws {
        for column in columns.indices {
            if column > 0 { try sink.write(UInt8(ascii: ",")) }
            guard let field = row.fields[column] else { continue }
            try CSVForm.write(field, isNumber: columns[column].isNumeric, to: sink)
        }
        try sink.write(UInt8(ascii: "\r"))
        try sink.write(UInt8(ascii: "\n"))
    }
}
