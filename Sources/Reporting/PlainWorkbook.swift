package import Quantities

/// A workbook of one sheet whose first row names the columns, written row by row, so that memory does not grow with it.
///
/// All cells are texts and none is a formula. The same rows give the same bytes.
package final class PlainWorkbook {
    private let book: WorkbookWriter
    private let sheet: Sheet
    private let columns: Int
    private var row = 1

    /// The rows that it can have besides the titles.
    package static let mostRows = WorkbookWriter.mostRows - 1

    /// Begins the file of a path; `scratch` is a folder for rows that wait, `created` the day that it says it was made.
    package init(path: String, scratch: String, title: String, created: Day, titles: [String]) throws {
        book = try WorkbookWriter(
            path: path, scratch: scratch, title: title, subject: title, comments: "nephrite", created: created)
        sheet = try book.addSheet(title)
        columns = titles.count
        sheet.widths(titles.map { Double(max(10, min(40, $0.count + 4))) })
        sheet.freeze(above: 1, leftOf: 1)
        for (column, title) in titles.enumerated() {
            try sheet.put(.text(title), 0, column, CellStyle(isBold: true, isHeading: true))
        }
    }

    /// Adds a row.
    ///
    /// **Throws** `WorkbookFault`, also for a text of more characters than a cell can have.
    package func add(_ cells: [String]) throws {
        for (column, cell) in cells.enumerated() where !cell.isEmpty {
            guard cell.utf16.count <= SheetValue.mostCharacters else {
                throw WorkbookFault(
                    description: "row \(row + 1), column \(column + 1): the text has more than 32,767 characters")
            }
            try sheet.put(.text(cell), row, column, CellStyle())
        }
        row += 1
    }

    /// Writes the file.
    package func finish() throws {
        sheet.filter(from: 0, to: row - 1, columns: columns)
        try book.finish()
    }
}
