internal import Glibc
internal import Quantities
internal import Rendering

/// A report as a workbook of Excel: a sheet of rows, one with its chart, and one that says what it is.
package struct XLSXReport {
    /// Writes the file of a path, which is made or emptied.
    ///
    /// - Parameter scratch: a folder where rows wait, without names.
    /// **Throws** `WorkbookFault` when it cannot be written whole; what lies at the path then is no workbook.
    package static func write(_ document: ReportDocument, to path: String, scratch: String) throws {
        try write(document, to: path, scratch: scratch, mostRows: WorkbookWriter.mostRows)
    }

    /// Writes the file of a path of rows that come; they wait in the scratch folder too.
    package static func write(_ stream: RowStream, to path: String, scratch: String) throws -> RowCount {
        var stream = stream
        stream.scratch = scratch
        let rows = try stream.kept()
        try write(rows, to: path, scratch: scratch, mostRows: WorkbookWriter.mostRows)
        return RowCount(count: rows.summary.count, digest: rows.summary.digest)
    }

    static func write(_ rows: any SheetRows, to path: String, scratch: String, mostRows: Int) throws {
        let document = rows.head
        let report = document.report
        let book = try WorkbookWriter(
            path: path, scratch: scratch, title: report.title, subject: report.abstract,
            comments: "nephrite-report \(report.name)", created: document.parameters.asOf)
        if let figures = try RowSheets(rows, book, mostRows: mostRows).write().figures {
            try ChartSheet(figures, book).write(name: "Chart")
        }
        try AboutSheet(book).write(document, rows.summary)
        try book.finish()
    }
}

/// What a workbook tells of a report: what was asked, of when it is, and its digest.
struct AboutSheet {
    private let book: WorkbookWriter

    init(_ book: WorkbookWriter) { self.book = book }

    func write(_ document: ReportHead, _ summary: RowSummary) throws {
        let sheet = try book.addSheet("About")
        sheet.hideGrid()
        sheet.page(headingRow: nil)
        sheet.widths([16, 100])
        sheet.height(0, 24)
        try sheet.put(.words(document.report.title), 0, 0, CellStyle(isBold: true, isTitle: true))
        let wrapped = CellStyle(isWrapped: true)
        let facts =
            [("report", "nephrite-report \(document.report.name)"), ("about", document.report.abstract)]
            + document.facts
            + [("rows", String(summary.count)), ("digest", "sha256 " + summary.digest)]
            + (document.report.notes.isEmpty ? [] : [("notes", document.report.notes)])
        for (number, fact) in facts.enumerated() {
            let row = number + 2
            // A line holds about a hundred characters.
            sheet.height(row, 15 * Double(1 + TerminalText.width(fact.1) / 100))
            try sheet.put(.words(fact.0.capitalizedFirst), row, 0, CellStyle(isWrapped: true, isSoft: true))
            try sheet.put(.words(fact.1), row, 1, wrapped)
        }
    }
}

extension String {
    /// The text with a capital at its front, as a heading has it.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
