internal import Postgres
internal import Quantities
package import Reporting
internal import Storage

extension Reports {
    /// Binds the book of a period, everything in it from one snapshot.
    ///
    /// With a day only what had been entered by its end counts, and reports that cannot tell that are left out and named.
    /// Refuses what is no period or day, and what is still to come.
    package func book(_ text: String, asKnownOn known: String? = nil) throws -> Book {
        try snapshot { moment in
            let knownOn = try known.map { try Self.bookDay($0, today: moment.today) }
            let today = knownOn ?? moment.today
            let period = try Self.bookPeriod(text, today: today)
            // Two figures, or a figure and a chapter, may come from one report.
            var made: [String: ReportDocument] = [:]
            var leftOut: [(reason: String, titles: [String])] = []
            // Whether the book has a report; those that it must leave out are noted by their reasons.
            func has(_ report: Report, _ title: String) -> Bool {
                guard knownOn != nil, let reason = report.reasonUnknown else { return true }
                if let place = leftOut.firstIndex(where: { $0.reason == reason }) {
                    leftOut[place].titles.append(title)
                } else {
                    leftOut.append((reason, [title]))
                }
                return false
            }
            func document(_ report: Report, _ days: Period, by: String?) throws -> ReportDocument {
                let key = "\(report.name) \(days.text) \(by ?? "")"
                if let document = made[key] { return document }
                var request = ReportRequest()
                if report.period != .none { request.period = days.text }
                if report.takesAsOf { request.asOf = min(days.to, today).text }
                request.asKnownOn = knownOn?.text
                request.by = by
                let document = try answer(report, request, moment)
                made[key] = document
                return document
            }
            let chapters = try BookPlan.chapters.map { chapter in
                let parts = try chapter.parts.compactMap { part -> Book.Part? in
                    guard let report = Self.all.first(where: { $0.name == part.report }), has(report, part.title)
                    else { return nil }
                    let days = part.span == .year ? Self.year(endingWith: period) : period
                    return Book.Part(title: part.title, document: try document(report, days, by: part.by))
                }
                return (title: chapter.title, parts: parts)
            }
            let keys = try BookPlan.keys.compactMap { key -> KeyFigure? in
                guard let report = Self.all.first(where: { $0.name == key.report }), has(report, key.name)
                else { return nil }
                let isPast = report.period != .none || report.takesAsOf
                return KeyFigure(
                    key.name, column: key.column, of: try document(report, period, by: nil),
                    before: isPast ? try document(report, period.prior, by: nil) : nil)
            }
            // Of what counts, once a report has said what does.
            let latestEntry = knownOn == nil ? moment.latestEntry : try connection.first(SelectLatestEntry())
            return Book(
                period: period, asOf: min(period.to, today), latestEntry: latestEntry, keys: keys, chapters: chapters,
                asKnownOn: knownOn, leftOut: leftOut)
        }
    }

    private static func bookDay(_ text: String, today: Day) throws -> Day {
        guard let day = text == "today" ? today : Day(text) else {
            throw Refusal(
                "day_invalid", "\"\(text)\" is no day", at: "--as-known-on",
                remedy: "give one such as 2026-10-31, or today",
                status: .usage)
        }
        guard day <= today else {
            throw Refusal(
                "day_invalid", "\(day) is still to come", at: "--as-known-on",
                remedy: "give a day up to today, \(today)", status: .usage)
        }
        return day
    }

    /// Refuses what no day could make a period, or is no day, before anything is asked of a database.
    package static func checkBook(_ text: String, asKnownOn known: String?) throws {
        guard let lastDay = Day("9999-12-31") else { return }
        if let known { _ = try bookDay(known, today: lastDay) }
        _ = try bookPeriod(text, today: lastDay)
    }

    private static func bookPeriod(_ text: String, today: Day) throws -> Period {
        guard let period = Period(text, today: today) else {
            throw Refusal(
                "period_invalid", "\"\(text)\" is no period", at: "--period",
                remedy: "give one such as \(Period.forms)", status: .usage)
        }
        guard period.from <= today else {
            throw Refusal(
                "period_invalid", "the period begins on \(period.from), which is still to come", at: "--period",
                remedy: "give one that has begun by today, \(today)", status: .usage)
        }
        return period
    }

    private static func year(endingWith period: Period) -> Period {
        var first = period.to.start(of: .month)
        for _ in 0..<11 { first = first.startOfPrevious(.month) }
        return Period(from: min(first, period.from), to: period.to) ?? period
    }
}
