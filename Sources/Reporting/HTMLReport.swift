internal import Mustache
internal import Quantities
internal import Rendering

/// A report as one page that needs nothing else: no file, no network.
///
/// Every text is escaped here, by scalar, before the template gets it; the template's own escaping goes by character and
/// leaves a quotation mark alone that a combining mark follows.
package struct HTMLReport {
    private let document: ReportDocument
    private let layout: Layout
    private let fractions: [Int]
    /// The most rows that are shown.
    private let mostRows: Int

    init(_ document: ReportDocument, mostRows: Int = .max) {
        self.document = document
        self.mostRows = mostRows
        layout = Layout(document)
        fractions = layout.fractions()
    }

    /// The whole of it.
    ///
    /// - Parameters:
    ///   - document: the report.
    ///   - chart: its picture as SVG, if it was drawn, for the same medium.
    ///   - medium: where it is looked at.
    /// **Throws** when the template is faulty, which a test rules out.
    package static func text(_ document: ReportDocument, chart: String? = nil, for medium: Medium = .screen) throws
        -> String
    {
        let report = HTMLReport(document)
        var page = HTMLPage(title: document.report.title, asOf: document.parameters.asOf.text, medium)
        let direction = report.isWide ? "broad" : "upright"
        page.body = try report.section(chart, heading: "h1", main: "main")
        if medium == .paper { page.body = "<div class=\"\(direction)\">\n\(page.body)</div>" }
        page.style = report.labels(of: "")
        return try page.text()
    }

    /// Whether its table needs the broad side of a sheet of paper.
    var isWide: Bool { layout.columns.count > 7 }

    /// The report as a part of a page, under its own title or another.
    func section(_ chart: String?, heading: String, main: String, title: String? = nil) throws -> String {
        var values = values(chart)
        (values["h"], values["main"]) = (heading, main)
        if let title {
            values["title"] = HTMLText.escaped(title)
            values["name"] = HTMLText.escaped(document.command)
        }
        return try MustacheTemplate(string: EmbeddedPage.text("report.mustache")).render(values)
    }

    private func values(_ chart: String?) -> [String: Any] {
        let keys = keys()
        let totals = totals()
        var values: [String: Any] = [
            "name": HTMLText.escaped("nephrite-report \(document.report.name)"),
            "title": HTMLText.escaped(document.report.title),
            "abstract": HTMLText.escaped(document.report.abstract),
            "facts": document.head.facts.map {
                ["name": HTMLText.escaped($0.name.capitalizedFirst), "value": HTMLText.escaped($0.value)]
            },
            "keys": keys, "hasKeys": !keys.isEmpty, "isEmpty": document.rows.isEmpty,
            "tableClass": layout.columns.count > 12 ? " class=\"dense\"" : "", "columns": columns(),
            "groups": groups(), "totals": totals, "hasTotals": !totals.isEmpty,
            "notes": document.report.notes.isEmpty ? [] : [HTMLText.escaped(document.report.notes)],
            "rowCount": Layout.rows(document.rows.count), "digest": document.digest,
        ]
        if document.rows.count > mostRows {
            values["more"] =
                [
                    "count": Layout.rows(document.rows.count - mostRows), "command": HTMLText.escaped(document.command),
                ] as [String: Any]
        }
        if let chart, let figures = ChartFigures(document) {
            let legend = figures.series.enumerated().map {
                ["number": String($0.offset + 1), "name": HTMLText.escaped($0.element)]
            }
            values["chart"] =
                [
                    "title": HTMLText.escaped(figures.title), "svg": chart, "legend": legend,
                    "hasLegend": legend.count > 1,
                ] as [String: Any]
        }
        return values
    }

    /// On a narrow screen a row is a card, and each value has its heading beside it.
    ///
    /// - Parameter section: what selects the report on its page, with a blank behind; empty when it has the page alone.
    func labels(of section: String) -> String {
        let rules = layout.columns.enumerated().map { place, column in
            let heading = layout.heading(column).capitalizedFirst
            return "  \(section)tbody td:nth-child(\(place + 1))::before { content: \"\(heading)\"; }\n"
        }
        return "@media (max-width: 640px) {\n" + rules.joined() + "}\n"
    }

    private func columns() -> [[String: Any]] {
        layout.columns.map { place in
            let column = document.columns[place]
            var values: [String: Any] = [
                "class": column.isRight ? " class=\"n\"" : "",
                "heading": HTMLText.escaped(column.heading.capitalizedFirst),
            ]
            if let unit = layout.unit(column) { values["unit"] = HTMLText.escaped(unit) }
            return values
        }
    }

    /// The sums that a person looks for first.
    private func keys() -> [[String: Any]] {
        guard !document.rows.isEmpty else { return [] }
        let totals = document.totals
        return layout.columns.compactMap { column in
            let values = layout.shown(totals[column])
            // What is not known, as what was promised on a past day, is nothing to look for first.
            guard values.contains(where: { $0 != "–" }) else { return nil }
            return [
                "name": HTMLText.escaped(layout.heading(column).capitalizedFirst),
                "values": values.map { HTMLText.escaped(ChartDrawing.grouped($0)) },
            ]
        }
    }

    private func groups() -> [[String: Any]] {
        guard !layout.groups.isEmpty else { return [["rows": document.rows.prefix(mostRows).map(cells)]] }
        // The sums of all groups are shown, as far as they are no more than the rows that are.
        return layout.groups.prefix(mostRows).map { group in
            let last = max(group.rows.lowerBound, min(group.rows.upperBound, mostRows))
            return ["heading": heading(group), "rows": document.rows[group.rows.lowerBound..<last].map(cells)]
        }
    }

    private func heading(_ group: RowGroup) -> String {
        // The sums of one row are the row.
        let lines = group.rows.count > 1 ? layout.lines(document.totals(group.rows)) : []
        // What the group is called takes the columns up to the first in which something stands.
        let first =
            layout.columns.indices.first { place in lines.contains { !$0[place].isEmpty } } ?? layout.columns.count
        var text = "<tr class=\"group\"><th scope=\"rowgroup\"\(first > 1 ? " colspan=\"\(first)\"" : "")>"
        text += HTMLText.escaped(layout.label(group)) + "<small>\(Layout.rows(group.rows.count))</small>"
        // Sums of several currencies stand under each other, each beside its currency.
        if first == 0 { text += lines.map { HTMLText.escaped($0[0]) }.joined(separator: "<br>") }
        text += "</th>"
        for place in layout.columns.indices.dropFirst(max(1, first)) {
            text += sum(lines.map { $0[place] }, place, "")
        }
        return text + "</tr>"
    }

    private func totals() -> [String] {
        let labels = layout.labels("Total", document.totals)
        return layout.lines(document.totals).enumerated().map { number, line in
            line.indices.map { place in
                sum(line[place].isEmpty ? [] : [line[place]], place, place == 0 ? labels[number] : "")
            }.joined()
        }
    }

    private func sum(_ texts: [String], _ place: Int, _ otherwise: String) -> String {
        let column = layout.columns[place]
        let isNumeric = document.columns[column].isNumeric
        let shown = texts.map { isNumeric ? aligned($0, column) : HTMLText.escaped($0) }.joined(separator: "<br>")
        return "<th\(isNumeric ? " class=\"n\"" : "")>\(texts.allSatisfy(\.isEmpty) ? otherwise : shown)</th>"
    }

    private func cells(_ row: [Cell]) -> String {
        layout.columns.map { column in
            let text = layout.shown(row, column)
            if row[column].isAbsent {
                return "<td class=\"\(document.columns[column].isRight ? "n z" : "z")\">\(text)</td>"
            }
            switch document.columns[column].kind {
            case .text: return "<td class=\"t\">\(Self.breakable(HTMLText.escaped(text)))</td>"
            case .code where text.utf8.count > 40:
                let escaped = HTMLText.escaped(text)
                return "<td class=\"c l\" title=\"\(escaped)\">\(escaped)</td>"
            case .timestamp:
                return "<td>" + text.split(separator: " ").map { "<span>\($0)</span>" }.joined(separator: " ") + "</td>"
            case .code where document.columns[column].isDecimal:
                return "<td class=\"n\">\(aligned(text, column))</td>"
            case .code, .date: return "<td class=\"c\">\(HTMLText.escaped(text))</td>"
            case .integer, .quantity, .money, .price, .percent: return "<td class=\"n\">\(aligned(text, column))</td>"
            }
        }.joined()
    }

    /// A long word, as a path is, may go on in the next line behind its slashes and underscores.
    private static func breakable(_ text: String) -> String {
        guard text.utf8.count > 24, !text.contains(" ") else { return text }
        return text.reduce(into: "") { $0 += $1 == "/" || $1 == "_" ? "\($1)<wbr>" : String($1) }
    }

    /// Digits in groups, a true minus, and blanks as wide as the digits that others have behind the point.
    private func aligned(_ text: String, _ column: Int) -> String {
        guard let first = text.first, first.isNumber || first == "-" else { return HTMLText.escaped(text) }
        let readable = ChartDrawing.grouped(first == "-" ? "\u{2212}" + text.dropFirst() : text)
        let missing = max(0, fractions[column] - Layout.fraction(text))
        let isWhole = missing > 0 && missing == fractions[column]
        let digits = String(repeating: "\u{2007}", count: isWhole ? missing - 1 : missing)
        return HTMLText.escaped(readable) + (isWhole ? "\u{2008}" : "") + digits
    }
}
