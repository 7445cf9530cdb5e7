internal import Quantities
internal import Rendering

/// How a report is laid out for people: the columns worth a place, their headings with units, and figures made readable.
struct Layout {
    let head: ReportHead
    private let summary: RowSummary
    /// The places of the columns that are shown.
    let columns: [Int]
    let groups: [RowGroup]

    /// Of a report at hand.
    init(_ document: ReportDocument) { self.init(document.head, document.summary, groups: document.groups) }

    /// Leaves out what is said elsewhere: in the heading of the group, as the unit of a column, as the one value that was
    /// asked for; and words that no row has.
    init(_ head: ReportHead, _ summary: RowSummary, groups: [RowGroup]) {
        self.head = head
        self.summary = summary
        self.groups = groups
        let grouped = summary.isGrouped ? head.index(of: head.groupColumn) : nil
        let said = Set(head.columns.compactMap(\.currency)).filter { Self.onlyCurrency($0, head, summary) != nil }
        let asked = Set(head.parameters.filters.filter { $0.values.count == 1 }.map(\.column))
        columns = head.columns.indices.filter { place in
            let column = head.columns[place]
            if place == grouped || said.contains(column.name) { return false }
            if column.isKey || column.isNumeric || summary.count == 0 { return true }
            return !asked.contains(column.name) && summary.isPresent[place]
        }
    }

    /// The heading of a column, with its unit where there is one for all rows.
    func heading(_ column: Int) -> String {
        let column = head.columns[column]
        return unit(column).map { "\(column.heading), \($0)" } ?? column.heading
    }

    /// The unit of a column; of amounts, the currency that all rows have.
    func unit(_ column: Column) -> String? {
        if column.kind == .timestamp { return "UTC" }
        if let currency = column.currency { return Self.onlyCurrency(currency, head, summary) }
        return head.unit(of: column)
    }

    private static func onlyCurrency(_ name: String, _ head: ReportHead, _ summary: RowSummary) -> String? {
        if head.report.baseCurrencyColumns.contains(name) { return head.baseCurrency }
        guard let place = head.index(of: name), summary.count > 0, summary.isUniform[place] else { return nil }
        return summary.first[place] ?? ""
    }

    /// A cell for people: harmless, and a dash where a figure is not known.
    func shown(_ row: [Cell], _ column: Int) -> String {
        if row[column].isAbsent { return head.columns[column].isRight ? "–" : "" }
        let text = head.text(row, column)
        // The zone stands in the heading.
        if head.columns[column].kind == .timestamp { return Self.moment(text) }
        return TerminalText.safe(text)
    }

    /// The sums of a column, one for each currency, with the currency where there are several.
    func shown(_ total: Total?) -> [String] {
        switch total {
        case nil: return []
        case .count(let sum): return [sum?.text() ?? "–"]
        case .amounts(let sums):
            return sums.map { currency, sum in
                sums.count > 1 ? "\(Self.amount(sum, currency)) \(currency)" : Self.amount(sum, currency)
            }
        }
    }

    /// What stands in a line of sums.
    enum SumCell: Equatable {
        /// Nothing is summed here, or not in this line.
        case empty
        /// A sum, in a currency unless it is a count; nil where a summand is absent.
        case sum(Figure?, currency: String?)
        /// The currency of the line.
        case currency(String)
        /// What one sum is of another.
        case percent(Figure)
    }

    /// The sums under the columns that are shown; no lines where nothing is summed.
    ///
    /// The first has what there is one sum of. Amounts of several currencies follow, a line for each currency, whose code
    /// then stands in the column that names it. A percentage is that of the sums it is made of.
    func sumLines(_ totals: [Total?]) -> [[SumCell]] {
        var lines: [[SumCell]] = []
        func put(_ cell: SumCell, _ line: Int, _ place: Int) {
            while lines.count <= line { lines.append(Array(repeating: .empty, count: columns.count)) }
            lines[line][place] = cell
        }
        for (place, column) in columns.enumerated() {
            switch totals[column] {
            case nil: break
            case .count(let sum): put(.sum(sum, currency: nil), 0, place)
            case .amounts(let sums):
                let code = columns.firstIndex { head.columns[$0].name == head.columns[column].currency }
                for (number, (currency, sum)) in sums.enumerated() {
                    let line = sums.count > 1 ? number + 1 : 0
                    put(.sum(sum, currency: currency), line, place)
                    if let code { put(.currency(currency), line, code) }
                }
            }
        }
        if let first = lines.first, first.allSatisfy({ $0 == .empty }) { lines.removeFirst() }
        guard !lines.isEmpty else { return [] }
        for (place, column) in columns.enumerated() {
            guard case .ratio(let part, let whole) = head.columns[column].derivation,
                let ratio = single(totals, part).flatMap({ part in single(totals, whole).flatMap(part.percent) })
            else { continue }
            put(.percent(ratio), 0, place)
        }
        return lines
    }

    /// The sum of a column, where there is one.
    private func single(_ totals: [Total?], _ name: String) -> Figure? {
        switch head.index(of: name).flatMap({ totals[$0] }) {
        case .count(let sum): return sum
        case .amounts(let sums): return sums.count == 1 ? sums[0].sum : nil
        case nil: return nil
        }
    }

    /// What the lines of sums are called: the first by the word, and where no column says the currency of a line, each by it.
    func labels(_ word: String, _ totals: [Total?]) -> [String] {
        let lines = sumLines(totals)
        let codes = lines.map { line -> String? in
            for case .sum(_, let currency?) in line where !line.contains(.currency(currency)) { return currency }
            return nil
        }
        let isMixed = Set(codes.compactMap(\.self)).count > 1
        return lines.indices.map { number in
            let code = isMixed ? codes[number] : nil
            return ((number == 0 || code != nil) && !word.isEmpty ? [word] + (code.map { [$0] } ?? []) : [])
                .joined(separator: " ")
        }
    }

    /// The same as texts.
    func lines(_ totals: [Total?]) -> [[String]] {
        sumLines(totals).map { line in
            line.map { cell in
                switch cell {
                case .empty: ""
                case .sum(let sum, nil): sum?.text() ?? "–"
                case .sum(let sum, let currency?): Self.amount(sum, currency)
                case .currency(let code): code
                case .percent(let percent): percent.text(minimumFractionDigits: 1)
                }
            }
        }
    }

    private static func amount(_ sum: Figure?, _ currency: String) -> String {
        sum?.text(minimumFractionDigits: ReportDocument.minorDigits(currency)) ?? "–"
    }

    /// A moment to the second, as `2026-11-27 09:30:00`.
    static func moment(_ text: String) -> String { "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))" }

    /// The heading of a group.
    func label(_ group: RowGroup) -> String { label(group.label) }

    /// The same of what its rows share.
    func label(_ group: String) -> String { group.isEmpty ? "(none)" : TerminalText.safe(group) }

    /// The most characters from the point on that a figure of each column has, so that points can stand under each other.
    func fractions() -> [Int] { summary.fractions }

    /// Characters from the point on.
    static func fraction(_ text: String) -> Int {
        let text = text.prefix { $0 != " " }
        return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) } ?? 0
    }

    /// `1 row`, `7 rows`.
    static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }
}

extension ReportHead {
    /// What was asked, as lines of a name and a value.
    var facts: [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = []
        if let period = parameters.period {
            let days = period.unit == .day ? "" : " (\(period.from) to \(period.to))"
            facts.append(("period", period.unit == nil ? "\(period.from) to \(period.to)" : period.text + days))
        } else if report.period != .none {
            facts.append(("period", "all there is"))
        }
        if !parameters.by.isEmpty { facts.append(("by", parameters.by.joined(separator: ", "))) }
        for filter in parameters.filters {
            let values = filter.values.map { $0.isEmpty ? "(none)" : $0 }.joined(separator: ", ")
            facts.append(("where", TerminalText.safe("\(filter.column) = \(values)")))
        }
        facts.append(("as of", parameters.asOf.text))
        if let day = parameters.asKnownOn { facts.append(("as known on", day.text)) }
        facts.append(("latest entry", latestEntry.map { Layout.moment($0) + " UTC" } ?? "none"))
        return facts
    }
}
