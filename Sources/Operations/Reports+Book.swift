internal import Quantities
package import Reporting

extension Reports {
    /// Binds the book of a period, everything in it from one snapshot.
    ///
    /// Refuses what is no period, and one that is still to come.
    package func book(_ text: String) throws -> Book {
        try snapshot { moment in
            let period = try Self.bookPeriod(text, today: moment.today)
            // Two figures, or a figure and a chapter, may come from one report.
            var known: [String: ReportDocument] = [:]
            func document(_ report: Report, _ days: Period, by: String?) throws -> ReportDocument {
                let key = "\(report.name) \(days.text) \(by ?? "")"
                if let document = known[key] { return document }
                var request = ReportRequest()
                if report.period != .none { request.period = days.text }
                if report.takesAsOf { request.asOf = min(days.to, moment.today).text }
                request.by = by
                let document = try answer(report, request, moment)
                known[key] = document
                return document
            }
            let chapters = try BookPlan.chapters.map { chapter in
                let parts = try chapter.parts.compactMap { part -> Book.Part? in
                    guard let report = Self.all.first(where: { $0.name == part.report }) else { return nil }
                    let days = part.span == .year ? Self.year(endingWith: period) : period
                    return Book.Part(title: part.title, document: try document(report, days, by: part.by))
                }
                return (title: chapter.title, parts: parts)
            }
            let keys = try BookPlan.keys.compactMap { key -> KeyFigure? in
                guard let report = Self.all.first(where: { $0.name == key.report }) else { return nil }
                let isPast = report.period != .none || report.takesAsOf
                return KeyFigure(
                    key.name, column: key.column, of: try document(report, period, by: nil),
                    before: isPast ? try document(report, period.prior, by: nil) : nil)
            }
            return Book(
                period: period, asOf: min(period.to, moment.today), latestEntry: moment.latestEntry, keys: keys,
                chapters: chapters)
        }
    }

    /// Refuses what no day could make a period, before anything is asked of a database.
    package static func checkBookPeriod(_ text: String) throws {
        guard let lastDay = Day("9999-12-31") else { return }
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
