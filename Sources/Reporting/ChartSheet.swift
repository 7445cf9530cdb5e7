internal import CXLSXWriter
internal import Rendering

/// The figures of a report's picture, and the picture that the spreadsheet draws of them.
struct ChartSheet {
    private let figures: ChartFigures
    private let book: WorkbookWriter

    init(_ figures: ChartFigures, _ book: WorkbookWriter) {
        self.figures = figures
        self.book = book
    }

    func write(name: String) throws {
        let sheet = try book.addSheet(name)
        sheet.page(headingRow: 0)
        sheet.freeze(above: 1)
        let series = figures.series.isEmpty ? ["rows"] : figures.series
        try sheet.put(.blank, 0, 0, CellStyle(isBold: true, isBand: true, isHeading: true))
        for (column, heading) in series.enumerated() {
            let style = CellStyle(isBold: true, isBand: true, isHeading: true, isRight: true)
            try sheet.put(.words(heading.capitalizedFirst), 0, column + 1, style)
        }
        let digits = String(repeating: "0", count: figures.minorDigits)
        let style = CellStyle(number: digits.isEmpty ? "#,##0" : "#,##0." + digits)
        for (row, category) in figures.categories.enumerated() {
            try sheet.put(.words(category), row + 1, 0, CellStyle())
            for (column, figure) in figures.figures[row].enumerated() {
                let value = SheetValue.number(figure) ?? .text(figure.text(minimumFractionDigits: figures.minorDigits))
                try sheet.put(value, row + 1, column + 1, style)
            }
        }
        let longest = figures.categories.map(TerminalText.width).max() ?? 0
        sheet.widths([Double(min(max(longest, 8), 40) + 2)] + series.map { _ in 16 })
        try draw(series, on: sheet)
    }

    private func draw(_ series: [String], on sheet: Sheet) throws {
        guard let chart = book.addChart(isTimeline: figures.isTimeline, isStacked: series.count > 1) else { return }
        let last = UInt32(figures.categories.count)
        for column in series.indices {
            guard let drawn = chart_add_series(chart, nil, nil) else { return }
            let place = UInt16(column + 1)
            chart_series_set_categories(drawn, sheet.name, 1, 0, last, 0)
            chart_series_set_values(drawn, sheet.name, 1, place, last, place)
            chart_series_set_name_range(drawn, sheet.name, 0, place)
            var fill = lxw_chart_fill(color: Chart.colours[column % Chart.colours.count], none: 0, transparency: 0)
            chart_series_set_fill(drawn, &fill)
        }
        chart_title_set_name(chart, figures.title)
        var font = lxw_chart_font()
        (font.size, font.bold) = (12, 1)
        chart_title_set_name_font(chart, &font)
        let legend = series.count == 1 ? LXW_CHART_LEGEND_NONE : LXW_CHART_LEGEND_BOTTOM
        chart_legend_set_position(chart, UInt8(legend.rawValue))
        chart_set_series_gap(chart, 40)
        var rule = lxw_chart_line()
        (rule.color, rule.width) = (0xE4E2DB, 0.75)
        // The library calls the lying axis of bars x, whatever stands on it.
        let amounts = figures.isTimeline ? chart.pointee.y_axis : chart.pointee.x_axis
        let names = figures.isTimeline ? chart.pointee.x_axis : chart.pointee.y_axis
        chart_axis_major_gridlines_set_visible(amounts, 1)
        chart_axis_major_gridlines_set_line(amounts, &rule)
        chart_axis_major_gridlines_set_visible(names, 0)
        if !figures.isTimeline {
            // The largest bar stands above the others, as on the page, and the figures below them.
            chart_axis_set_reverse(names)
            chart_axis_set_label_position(amounts, UInt8(LXW_CHART_AXIS_LABEL_POSITION_HIGH.rawValue))
        }
        let height = figures.isTimeline ? 320 : 90 + 26 * Double(figures.categories.count)
        try sheet.insert(chart, 1, series.count + 2, width: 720, height: height)
    }
}
