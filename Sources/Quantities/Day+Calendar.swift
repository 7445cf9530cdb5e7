/// The parts of a calendar that reports count by.
public enum CalendarUnit: String, Sendable, CaseIterable {
    /// A day.
    case day
    /// A week of ISO 8601, which begins on Monday.
    case week
    /// A month.
    case month
    /// A quarter, which begins in January, April, July or October.
    case quarter
    /// A year.
    case year
}

extension Day {
    /// The month, from 1.
    public var month: Int { parts.month }

    /// The day of the week, from 1 for Monday to 7 for Sunday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// The first day of the unit that the day lies in.
    public func start(of unit: CalendarUnit) -> Day {
        let (year, month, day) = parts
        return switch unit {
        case .day: self
        case .week: adding(days: 1 - weekday)
        case .month: adding(days: 1 - day)
        case .quarter: Day.first(year, (month - 1) / 3 * 3 + 1, near: self)
        case .year: Day.first(year, 1, near: self)
        }
    }

    /// The last day of the unit that the day lies in.
    public func end(of unit: CalendarUnit) -> Day { start(of: unit).startOfNext(unit).adding(days: -1) }

    /// The first day of the unit before the one that the day lies in.
    public func startOfPrevious(_ unit: CalendarUnit) -> Day { start(of: unit).adding(days: -1).start(of: unit) }

    /// No unit is longer than 366 days, and one that begins here ends before that of the next after so many days.
    private func startOfNext(_ unit: CalendarUnit) -> Day {
        let days =
            switch unit {
            case .day: 1
            case .week: 7
            case .month: 31
            case .quarter: 92
            case .year: 366
            }
        return adding(days: days).start(of: unit)
    }

    private static func first(_ year: Int, _ month: Int, near day: Day) -> Day {
        Day(padded(year, 4) + "-" + padded(month, 2) + "-01") ?? day
    }
}
