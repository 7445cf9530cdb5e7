package import Quantities

/// Days in a row, both ends included, with the calendar unit that they are, if they are one.
package struct Period: Sendable, Equatable {
    /// First and last day.
    package let from, to: Day
    /// The unit that the days fill exactly; nil for others.
    package let unit: CalendarUnit?

    /// From a day to a day; nil when it ends before it begins.
    package init?(from: Day, to: Day) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
        unit = CalendarUnit.allCases.first { from == from.start(of: $0) && to == from.end(of: $0) }
    }

    /// The unit that a day lies in.
    package init(_ unit: CalendarUnit, around day: Day) {
        from = day.start(of: unit)
        to = day.end(of: unit)
        self.unit = unit
    }

    /// A period as people write it: `2026`, `2026-10`, `2026-Q3`, `2026-W40`, `2026-10-05`, `2026-09-01..2026-10-15`,
    /// `today`, `yesterday`, and `this-` or `last-` with week, month, quarter or year.
    ///
    /// Nil for anything else, and for years before 1000.
    package init?(_ text: String, today: Day) {
        guard let period = Self.relative(text, today) ?? Self.range(text) ?? Self.calendar(text),
            period.from.year >= 1000
        else { return nil }
        self = period
    }

    /// Every form, for those who gave another one.
    package static let forms =
        "2026, 2026-10, 2026-Q3, 2026-W40, 2026-10-05, 2026-09-01..2026-10-15, today, yesterday, this-week, last-week, "
        + "this-month, last-month, this-quarter, last-quarter, this-year or last-year"

    /// The shortest form that names these days whatever day it is today.
    package var text: String {
        switch unit {
        case .year: String(from.text.prefix(4))
        case .quarter: "\(from.text.prefix(4))-Q\((from.month + 2) / 3)"
        case .month: String(from.text.prefix(7))
        case .day: from.text
        case .week: weekText
        case nil: "\(from.text)..\(to.text)"
        }
    }

    /// A week belongs to the year of its Thursday.
    private var weekText: String {
        let thursday = from.adding(days: 3)
        let number = (thursday.number - thursday.start(of: .year).number) / 7 + 1
        return "\(thursday.text.prefix(4))-W\(number < 10 ? "0" : "")\(number)"
    }

    /// How many days it has.
    package var days: Int { to.number - from.number + 1 }

    /// What a person compares it with: the calendar unit before, else as many days just before.
    package var prior: Period {
        if let unit { return Period(unit, around: from.startOfPrevious(unit)) }
        return Period(from: from.adding(days: -days), to: from.adding(days: -1)) ?? self
    }

    /// The days that figures of this period are compared with: those before, and where the dimensions have a unit of time
    /// as many whole units as it takes for its first one.
    package func compared(by dimensions: [String]) -> Period {
        guard let unit = dimensions.lazy.compactMap(CalendarUnit.init(rawValue:)).first else { return prior }
        return Period(from: from.startOfPrevious(unit), to: from.adding(days: -1)) ?? prior
    }

    private static func relative(_ text: String, _ today: Day) -> Period? {
        switch text {
        case "today": return Period(.day, around: today)
        case "yesterday": return Period(.day, around: today.adding(days: -1))
        default:
            for unit in CalendarUnit.allCases where unit != .day {
                if text == "this-\(unit)" { return Period(unit, around: today) }
                if text == "last-\(unit)" { return Period(unit, around: today.startOfPrevious(unit)) }
            }
            return nil
        }
    }

    private static func range(_ text: String) -> Period? {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count == 2, let from = Day(String(ends[0])), let to = Day(String(ends[1])) else { return nil }
        return Period(from: from, to: to)
    }

    private static func calendar(_ text: String) -> Period? {
        if let day = Day(text) { return Period(.day, around: day) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = Day("\(parts[0])-01-01") else { return nil }
        guard parts.count == 2 else { return Period(.year, around: first) }
        if let month = Day("\(text)-01") { return Period(.month, around: month) }
        guard let number = Int(parts[1].dropFirst()), parts[1].dropFirst().allSatisfy(\.isASCII) else { return nil }
        switch (parts[1].first, parts[1].count) {
        case ("Q", 2) where (1...4).contains(number):
            return Day("\(parts[0])-\(number < 4 ? "0" : "")\(number * 3 - 2)-01").map { Period(.quarter, around: $0) }
        case ("W", 3) where (1...53).contains(number):
            // The week with 4 January is a year's first; one that lies in the next year is none of this.
            guard let fourth = Day("\(parts[0])-01-04") else { return nil }
            let week = Period(.week, around: fourth.adding(days: 7 * (number - 1)))
            return week.from.adding(days: 3).year == first.year ? week : nil
        default: return nil
        }
    }
}
