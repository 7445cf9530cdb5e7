internal import Quantities
internal import Rendering

/// The rows of a report on a sheet with a fixed heading and filters, and on further sheets where one cannot hold them.
///
/// Groups have a row of their own with their sums, and fold; each of their rows says the group too, so that filters find it.
struct RowSheets {
    private let rows: any SheetRows
    private let document: ReportHead
    private let layout: Layout
    private let book: WorkbookWriter
    private let mostRows: Int
    /// The places of the columns that are shown, that of the groups first.
    private let columns: [Int]
    private let fractions: [Int]
    private let isGrouped: Bool
    private let title: String
    private var widths: [Int]

    init(_ rows: any SheetRows, _ book: WorkbookWriter, mostRows: Int, title: String? = nil) {
        self.rows = rows
        document = rows.head
        self.book = book
        self.mostRows = mostRows
        self.title = title ?? document.report.title
        layout = Layout(document, rows.summary, groups: [])
        isGrouped = rows.summary.isGrouped
        let group = isGrouped ? document.index(of: document.groupColumn) : nil
        columns = (group.map { [$0] } ?? []) + layout.columns
        fractions = layout.fractions()
        widths = columns.map { [layout] place in
            // The arrow of the filter takes room too; long headings go on in a second line.
            min(TerminalText.width(layout.heading(place)), 14) + 3
        }
    }

    /// The next row of the sheet that is being written.
    private struct Place {
        var sheet: Sheet
        var row: Int
    }

    /// Writes them; answers the name of the first sheet, and the figures of the picture.
    consuming func write() throws -> (name: String, figures: ChartFigures?) {
        var place = try begin()
        let name = place.sheet.name
        let groupTotals = try rows.groupTotals()
        var group: Cell?
        var chart = ChartCounting(document)
        try rows.forEach { row in
            if isGrouped, row[columns[0]] != group {
                group = row[columns[0]]
                try next(&place)
                try heading(row[columns[0]], groupTotals(), place)
                place.row += 1
            }
            chart?.add(row)
            try put(row, &place)
        }
        // The library takes no filter once a later row was written.
        place.sheet.filter(from: 0, to: place.row - 1, columns: columns.count)
        let labels = layout.labels("Total", rows.summary.totals)
        for (number, line) in layout.sumLines(rows.summary.totals).enumerated() {
            try next(&place, isSum: true)
            let style = CellStyle(isBold: true, isBand: true, isSum: number == 0)
            try put(line, labels[number], style, place)
            place.row += 1
        }
        place.sheet.widths(across)
        return (name, chart?.figures(rows.summary))
    }

    private var across: [Double] { widths.map { Double(min(max($0, 6), 52)) } }

    private func begin() throws -> Place {
        let sheet = try book.addSheet(title)
        sheet.page(headingRow: 0)
        // Two lines.
        sheet.height(0, 32)
        for (column, place) in columns.enumerated() {
            let style = CellStyle(
                isBold: true, isBand: true, isHeading: true, isSpaced: isSpaced(column),
                isRight: document.columns[place].isRight)
            try sheet.put(.words(layout.heading(place).capitalizedFirst), 0, column, style)
        }
        sheet.freeze(above: 1)
        return Place(sheet: sheet, row: 1)
    }

    /// Goes to another sheet where this one is full.
    private func next(_ place: inout Place, isSum: Bool = false) throws {
        guard place.row >= mostRows else { return }
        if !isSum { place.sheet.filter(from: 0, to: place.row - 1, columns: columns.count) }
        place.sheet.widths(across)
        place = try begin()
    }

    private mutating func put(_ row: [Cell], _ place: inout Place) throws {
        try next(&place)
        if isGrouped { place.sheet.indent(place.row) }
        for (across, column) in columns.enumerated() {
            let isGroup = isGrouped && across == 0
            if row[column].isAbsent, !isGroup { continue }
            let kind = document.columns[column].kind
            let value = SheetValue(row[column], of: kind, text: document.text(row, column))
            var style = CellStyle(isSpaced: isSpaced(across), isSoft: isGroup)
            if case .number = value {
                style.number = numberFormat(column, document.currencyColumns[column].map { row[$0].text() })
                style.isLeft = !document.columns[column].isRight
            } else {
                style.isRight = document.columns[column].isRight
            }
            try place.sheet.put(isGroup && row[column].isAbsent ? .text("(none)") : value, place.row, across, style)
            measure(across, value, style)
        }
        place.row += 1
    }

    private mutating func heading(_ group: Cell, _ totals: [Total?], _ place: Place) throws {
        let lines = layout.sumLines(totals)
        // What there is one sum of; amounts of several currencies are in the rows below.
        let line = lines.first.flatMap { first in
            lines.count == 1 || !first.contains { if case .currency = $0 { true } else { false } } ? first : nil
        }
        try put(
            line ?? layout.columns.map { _ in .empty }, layout.label(group.text()),
            CellStyle(isBold: true, isBand: true),
            place)
    }

    /// Whether a column of words stands behind one of figures, from which its words keep a distance.
    private func isSpaced(_ across: Int) -> Bool {
        across > 0 && !document.columns[columns[across]].isRight && document.columns[columns[across - 1]].isRight
    }

    /// A line of sums; the word stands in the first column, or in front of all where groups have one.
    private mutating func put(_ line: [Layout.SumCell], _ label: String, _ style: CellStyle, _ place: Place) throws {
        let cells = isGrouped ? [.empty] + line : line
        for (across, cell) in cells.enumerated() {
            var style = style
            var value = SheetValue.blank
            switch cell {
            case .empty: value = across == 0 ? .words(label) : .blank
            case .currency(let code):
                value = .words(code)
                style.isSpaced = isSpaced(across)
            case .percent(let percent):
                value = Self.value(percent, nil)
                style.number = numberFormat(columns[across], nil)
                style.isRight = true
            case .sum(let sum, let currency):
                value = sum.map { Self.value($0, currency) } ?? .blank
                if case .number = value { style.number = numberFormat(columns[across], currency) }
                style.isRight = true
            }
            try place.sheet.put(value, place.row, across, style)
            measure(across, value, style)
        }
    }

    private static func value(_ sum: Figure, _ currency: String?) -> SheetValue {
        let digits = currency.map(ReportDocument.minorDigits) ?? 0
        return SheetValue.number(sum) ?? .text(sum.text(minimumFractionDigits: digits))
    }

    /// How numbers of a column are shown: with the digits of the minor unit, and room for as many more as any row has.
    private func numberFormat(_ column: Int, _ currency: String?) -> String {
        switch document.columns[column].kind {
        case .text, .code: return "General"
        case .date: return "yyyy-mm-dd"
        case .timestamp: return "yyyy-mm-dd hh:mm:ss"
        case .integer, .quantity: return "#,##0"
        case .percent: return "0.0"
        case .money, .price:
            let digits = ReportDocument.minorDigits(currency ?? "")
            let most = max(0, fractions[column] - 1)
            guard max(digits, most) > 0 else { return "#,##0" }
            return "#,##0." + String(repeating: "0", count: digits)
                + String(repeating: "?", count: max(0, most - digits))
        }
    }

    private mutating func measure(_ across: Int, _ value: SheetValue, _ style: CellStyle) {
        let width =
            switch value {
            case .blank: 0
            case .text(let text): TerminalText.width(text)
            // With its digits in groups.
            case .number(let number):
                style.number?.hasPrefix("yyyy") == true
                    ? (style.number?.count ?? 0)
                    : (String(Int(number.magnitude)).count * 4 + 2) / 3 + max(0, fractions[columns[across]])
            }
        widths[across] = max(widths[across], width + 2)
    }
}
