package import Quantities
internal import Rendering

/// A figure of a book's first page, and what it was before.
package struct KeyFigure: Sendable, Equatable {
    /// What it is called.
    package let name: String
    /// Amounts by currency, or one sum without; nil where a summand is absent.
    package let values: [Value]
    /// What it was a period before; nil for what is known for today only.
    package let before: [Value]?

    /// A sum, in a currency unless it is a count.
    package struct Value: Sendable, Equatable {
        package let currency: String?
        package let sum: Figure?

        /// With the digits of the currency; a dash where it is not known.
        package var text: String {
            let digits = currency.map(ReportDocument.minorDigits) ?? 0
            return sum?.text(minimumFractionDigits: digits) ?? "–"
        }
    }

    /// The figure of a report, and of the same report a period before.
    package init(_ name: String, column: String?, of document: ReportDocument, before: ReportDocument?) {
        self.name = name
        values = Self.values(column, document)
        self.before = before.map { Self.values(column, $0) }
    }

    private static func values(_ column: String?, _ document: ReportDocument) -> [Value] {
        guard let column else { return [Value(currency: nil, sum: Figure(document.rows.count))] }
        guard let place = document.index(of: column), let total = document.totals[place] else { return [] }
        switch total {
        case .count(let sum): return [Value(currency: nil, sum: sum)]
        case .amounts(let sums):
            let values = sums.map { Value(currency: $0.currency, sum: $0.sum) }
            guard values.isEmpty else { return values }
            // Nothing sold is nothing in our own currency.
            return [Value(currency: document.baseCurrency, sum: .zero)]
        }
    }

    /// The change in percent; nil where there is nothing above zero to compare with, or the currencies are several.
    package var change: Figure? {
        guard let before, values.count == 1, before.count == 1, values[0].currency == before[0].currency,
            let now = values[0].sum, let then = before[0].sum
        else { return nil }
        return now.change(from: then)
    }
}

/// Reports of one period, read from one snapshot and bound together.
package struct Book: Sendable {
    /// A report in it.
    package struct Part: Sendable {
        /// What it is called here.
        package let title: String
        /// The report.
        package let document: ReportDocument
        /// How it is referred to within the book.
        package let anchor: String

        /// A part.
        package init(title: String, document: ReportDocument) {
            self.title = title
            self.document = document
            anchor = String(title.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
        }
    }

    /// Its days, and those that they are compared with.
    package let period, prior: Period
    /// The day it speaks for.
    package let asOf: Day
    /// When the youngest entry of the snapshot was made.
    package let latestEntry: String?
    /// The figures in front.
    package let keys: [KeyFigure]
    /// The last day of entries that count; nil counts all.
    package let asKnownOn: Day?
    /// Reports that cannot tell what was known on that day, by the reason.
    package let leftOut: [(reason: String, titles: [String])]
    /// The reports by chapter; none is empty.
    package let chapters: [(title: String, parts: [Part])]

    /// Its name.
    package static let title = "Report book"

    /// A book.
    package init(
        period: Period, asOf: Day, latestEntry: String?, keys: [KeyFigure], chapters: [(title: String, parts: [Part])],
        asKnownOn: Day? = nil, leftOut: [(reason: String, titles: [String])] = []
    ) {
        self.period = period
        prior = period.prior
        self.asOf = asOf
        self.latestEntry = latestEntry
        self.keys = keys
        self.asKnownOn = asKnownOn
        self.leftOut = leftOut
        self.chapters = chapters.filter { !$0.parts.isEmpty }
    }

    /// What it says of itself.
    var facts: [(name: String, value: String)] {
        [
            ("period", Self.days(period)), ("compared with", Self.days(prior)), ("as of", asOf.text),
        ] + (asKnownOn.map { [("as known on", $0.text)] } ?? []) + [
            ("latest entry", latestEntry.map { Layout.moment($0) + " UTC" } ?? "none")
        ] + leftOut.map { ("left out", $0.titles.joined(separator: ", ") + ": " + $0.reason) }
    }

    private static func days(_ period: Period) -> String {
        period.unit == nil || period.unit == .day ? period.text : "\(period.text) (\(period.from) to \(period.to))"
    }
}

extension ReportDocument {
    /// The command that makes the report, without where to.
    package var command: String {
        var words = ["nephrite-report", report.name]
        if let period = parameters.period { words.append("--period \(period.text)") }
        if report.takesAsOf { words.append("--as-of \(parameters.asOf)") }
        if let day = parameters.asKnownOn { words.append("--as-known-on \(day)") }
        if parameters.by != report.defaultBy { words.append("--by \(parameters.by.joined(separator: ","))") }
        for filter in parameters.filters where report.defaultFilters[filter.column] != filter.values {
            words += filter.values.map { "--where \(TerminalText.safe("\(filter.column)=\($0)"))" }
        }
        return words.joined(separator: " ")
    }
}
