internal import Rendering

/// A report as CSV of RFC 4180: a header and complete rows, without sums and without groups of digits.
package enum CSVReport {
    /// The whole of it.
    package static func text(_ document: ReportDocument) -> String {
        var text = ""
        lines(document.columns, document.rows, document.currencyColumns) { text += $0 }
        return text
    }

    /// The header, then a line for each row.
    static func lines(
        _ columns: [Column], _ rows: [[Cell]], _ currencies: [Int?], _ body: (String) -> Void
    ) {
        body(columns.map { CSVForm.cell($0.name) }.joined(separator: ",") + "\r\n")
        for row in rows {
            let cells = columns.indices.map { column in
                CSVForm.cell(
                    ReportDocument.text(row, column, columns, currencies), isNumber: columns[column].isNumeric)
            }
            body(cells.joined(separator: ",") + "\r\n")
        }
    }
}
