internal import Rendering

/// A book as a workbook: a sheet of contents with the key figures, then the sheets of each report, with all its rows.
package struct XLSXBook {
    /// Writes the file of a path, which is made or emptied; **throws** as `XLSXReport.write` does.
    package static func write(_ book: Book, to path: String, scratch: String) throws {
        let file = try WorkbookWriter(
            path: path, scratch: scratch, title: "\(Book.title) \(book.period.text)", subject: "",
            comments: "nephrite-report book", created: book.asOf)
        let contents = try file.addSheet("Contents")
        // What a sheet is called is known once it is there; the sheets keep their order.
        var places: [(part: Book.Part, sheet: String)] = []
        for part in book.chapters.flatMap(\.parts) {
            let sheets = RowSheets(part.document, file, mostRows: WorkbookWriter.mostRows, title: part.title)
            let (name, figures) = try sheets.write()
            places.append((part, name))
            if let figures {
                try ChartSheet(figures, file).write(name: "\(part.title.prefix(25)) chart")
            }
        }
        try write(book, places, on: contents)
        try file.finish()
    }

    private static func write(_ book: Book, _ places: [(part: Book.Part, sheet: String)], on sheet: Sheet) throws {
        let heading = CellStyle(isBold: true, isBand: true, isHeading: true)
        let right = CellStyle(isBold: true, isBand: true, isHeading: true, isRight: true)
        let soft = CellStyle(isSoft: true)
        sheet.hideGrid()
        sheet.page(headingRow: nil)
        sheet.widths([24, 18, 18, 12, 68, 70])
        sheet.height(0, 24)
        var row = 0
        func put(_ value: SheetValue, _ column: Int, _ style: CellStyle = CellStyle()) throws {
            try sheet.put(value, row, column, style)
        }
        try put(.words("\(Book.title) \(book.period.text)"), 0, CellStyle(isBold: true, isTitle: true))
        row = 2
        for fact in book.facts {
            try put(.words(fact.name.capitalizedFirst), 0, soft)
            try put(.words(fact.value), 1)
            row += 1
        }
        row += 1
        for (column, title) in ["Figure", "Now", "Before", "Change, %"].enumerated() {
            try put(.words(title), column, column == 0 ? heading : right)
        }
        row += 1
        for figure in book.keys {
            for value in figure.values {
                try put(.words(figure.name + (value.currency.map { ", \($0)" } ?? "")), 0)
                try put(number(value), 1, style(value))
                if let before = figure.before?.first(where: { $0.currency == value.currency }) {
                    try put(number(before), 2, style(before))
                }
                if let change = figure.change.flatMap(SheetValue.number) {
                    try put(change, 3, CellStyle(number: "0.0"))
                }
                row += 1
            }
        }
        row += 1
        for (column, title) in ["Report", "Rows", "", "", "Command", "Digest"].enumerated() {
            try put(.words(title), column, column == 1 ? right : heading)
        }
        row += 1
        for (part, name) in places {
            try sheet.link(to: name, part.title, row, 0)
            try put(.number(Double(part.document.rows.count)), 1, CellStyle(number: "#,##0"))
            try put(.words(part.document.command), 4, soft)
            try put(.words("sha256 " + part.document.digest), 5, soft)
            row += 1
        }
    }

    private static func number(_ value: KeyFigure.Value) -> SheetValue {
        value.sum.map { SheetValue.number($0) ?? .text(value.text) } ?? .text("–")
    }

    private static func style(_ value: KeyFigure.Value) -> CellStyle {
        let digits = value.currency.map(ReportDocument.minorDigits) ?? 0
        return CellStyle(
            number: digits == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: digits), isRight: true)
    }
}
