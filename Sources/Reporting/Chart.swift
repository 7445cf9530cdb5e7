internal import Quantities
internal import Rendering

/// What a report's picture shows: sums of figures by a column, which stand in the table too.
package struct Chart: Sendable, Equatable {
    /// Its title.
    package let title: String
    /// The column that the figures are shown by; nil for the first dimension asked for.
    package let category: String?
    /// The columns whose figures are stacked; empty counts the rows.
    package let series: [String]
    /// Whether the categories follow each other in time; dimensions of time always do.
    package let isTimeline: Bool
    /// Whether rows follow each other along a curve, of which many are shown by every so many.
    package let isCurve: Bool

    /// The colours of series where a page's style does not reach, which are those of the page on a light screen.
    static let colours: [UInt32] = [0x3A8A72, 0xD09A3E, 0x6D8FB8, 0xB9667A, 0x8B74B0, 0x9AA39F]

    /// A picture.
    package init(_ title: String, by category: String?, of series: [String], isTimeline: Bool = false) {
        self.title = title
        self.category = category
        self.series = series
        self.isTimeline = isTimeline
        isCurve = false
    }

    /// A curve: the figures of a column row by row, named by another.
    package init(_ title: String, by category: String, ofCurve series: String) {
        self.title = title
        self.category = category
        self.series = [series]
        (isTimeline, isCurve) = (true, true)
    }
}

/// Sums what a picture shows while rows pass.
struct ChartCounting {
    fileprivate let head: ReportHead
    fileprivate let chart: Chart
    fileprivate let category: Int
    fileprivate let places: [Int]
    fileprivate var order: [Cell] = []
    fileprivate var sums: [Cell: [Figure]] = [:]
    /// Whether there are so many categories that nobody could see anything, and they would not fit into flat memory.
    fileprivate var isTooMuch = false

    /// The most categories that are looked at.
    static let mostCategories = 50_000

    /// Nil when the report has no picture.
    init?(_ head: ReportHead) {
        guard let chart = head.report.chart,
            let category = head.index(
                of: chart.category
                    ?? head.report.dimensions.first { $0.name == head.parameters.by.first }?.columns.first?.name)
        else { return nil }
        places = chart.series.compactMap { head.index(of: $0) }
        guard places.count == chart.series.count else { return nil }
        (self.head, self.chart, self.category) = (head, chart, category)
    }

    mutating func add(_ row: [Cell]) {
        guard !isTooMuch else { return }
        let figures = places.isEmpty ? [Figure(1)] : places.map { row[$0].figure ?? .zero }
        if let known = sums[row[category]] {
            sums[row[category]] = zip(known, figures).map(+)
            return
        }
        isTooMuch = order.count == Self.mostCategories
        if isTooMuch {
            (order, sums) = ([], [:])
            return
        }
        order.append(row[category])
        sums[row[category]] = figures
    }

    /// The figures; nil where there is nothing to see.
    func figures(_ summary: RowSummary) -> ChartFigures? { ChartFigures(self, summary) }
}

/// The figures of a picture.
package struct ChartFigures: Sendable, Equatable {
    /// Its title with what it counts in.
    package let title: String
    /// What the figures are of, and which of them there are.
    package let categories, series: [String]
    /// A figure for each category, for each series.
    package let figures: [[Figure]]
    /// Whether the categories follow each other in time.
    package let isTimeline: Bool
    /// Digits behind the point that figures are written with.
    package let minorDigits: Int

    /// At most so many bars, and so many columns of time.
    static let mostBars = 12, mostColumns = 60

    /// The figures of a report; nil when it has no picture, or there is nothing to see.
    package init?(_ document: ReportDocument) {
        var counting = ChartCounting(document.head)
        for row in document.rows { counting?.add(row) }
        guard let counting, let figures = counting.figures(document.summary) else { return nil }
        self = figures
    }

    fileprivate init?(_ counting: ChartCounting, _ summary: RowSummary) {
        let document = counting.head
        let layout = Layout(document, summary, groups: [])
        let (chart, category, places) = (counting.chart, counting.category, counting.places)
        // Amounts of several currencies are never one bar.
        guard places.allSatisfy({ document.columns[$0].currency == nil || layout.unit(document.columns[$0]) != nil }),
            !counting.isTooMuch
        else {
            return nil
        }
        var (order, sums) = (counting.order, counting.sums)
        let unitOfTime = CalendarUnit(rawValue: document.columns[category].name)
        isTimeline = chart.isTimeline || unitOfTime != nil
        if let period = document.parameters.period, let unit = unitOfTime {
            // A unit without figures is part of the picture.
            order = Self.units(unit, period, through: document.parameters.asOf)
            for cell in order where sums[cell] == nil {
                sums[cell] = Array(repeating: .zero, count: max(1, places.count))
            }
        }
        let totals = sums.mapValues { $0.reduce(.zero, +) }
        func total(_ cell: Cell) -> Figure { totals[cell] ?? .zero }
        if chart.isCurve, order.count > Self.mostColumns {
            // From the first to the last, as far from each other as whole places allow.
            order = (0..<Self.mostColumns).map { order[$0 * (order.count - 1) / (Self.mostColumns - 1)] }
        }
        // The latest of a long time, the largest of many; equal ones as they come.
        let chosen =
            isTimeline
            ? Array(order.suffix(Self.mostColumns))
            : order.enumerated().sorted { (total($1.element), $0.offset) < (total($0.element), $1.offset) }
                .map(\.element).filter { total($0) > .zero }
        guard chosen.contains(where: { total($0) > .zero }), totals.values.allSatisfy({ $0 >= .zero }) else {
            return nil
        }
        let kept = isTimeline ? chosen : Array(chosen.prefix(Self.mostBars))
        let unit = places.first.flatMap { layout.unit(document.columns[$0]) }
        let all = order.filter { total($0) > .zero }.count
        title =
            chart.title + (unit.map { ", \($0)" } ?? "")
            + (!isTimeline && kept.count < all ? " (the \(kept.count) largest of \(all))" : "")
        categories = kept.map { $0.text().isEmpty ? "(none)" : TerminalText.safe($0.text()) }
        series = places.map { document.columns[$0].heading }
        figures = kept.map { sums[$0] ?? [] }
        minorDigits =
            places.first.map { document.columns[$0].currency == nil ? 0 : ReportDocument.minorDigits(unit ?? "") } ?? 0
    }

    /// The units of a period that have begun, the last ones where they are many.
    private static func units(_ unit: CalendarUnit, _ period: Period, through day: Day) -> [Cell] {
        var units: [Cell] = []
        var current = Period(unit, around: min(period.to, max(period.from, day)))
        while current.to >= period.from, units.count < mostColumns {
            units.append(.text(current.text))
            current = Period(unit, around: current.from.adding(days: -1))
        }
        return units.reversed()
    }

    /// The sum of a category.
    func total(_ category: Int) -> Figure { figures[category].reduce(.zero, +) }

    /// The figures in words, for who does not see them.
    package var description: String {
        categories.indices.map { category in
            let parts =
                series.count > 1
                ? zip(series, figures[category]).map { "\($0) \($1.text(minimumFractionDigits: minorDigits))" }
                    .joined(separator: ", ")
                : total(category).text(minimumFractionDigits: minorDigits)
            return "\(categories[category]): \(parts)"
        }.joined(separator: "; ") + "."
    }
}
