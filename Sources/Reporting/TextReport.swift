internal import Rendering

/// A report as a table for a terminal or a file: decimals under their points, groups and totals with their sums.
package struct TextReport {
    private let layout: Layout
    private var columns: [Int]
    private var widths: [Int] = []
    /// The characters behind and with the point, by column.
    private var fractions: [Int] = []
    private let document: ReportDocument

    /// The whole of it; `columns` is the width of the terminal, or nil when there is none: then nothing is cut.
    package static func text(_ document: ReportDocument, columns: Int?) -> String {
        var report = TextReport(document)
        let hidden = report.fit(to: columns)
        return report.head(hidden) + report.table()
    }

    private init(_ document: ReportDocument) {
        self.document = document
        layout = Layout(document)
        columns = layout.columns
        measure()
    }

    private func head(_ hidden: [String]) -> String {
        var text = document.report.title + "\n"
        let facts =
            document.head.facts + [("digest", "sha256 " + document.digest), ("rows", String(document.rows.count))]
            + (hidden.isEmpty ? [] : [("not shown", "\(hidden.joined(separator: ", ")): too narrow; -O csv has all")])
        let width = facts.map(\.name.count).max() ?? 0
        for (name, value) in facts {
            text += name + String(repeating: " ", count: width - name.count + 2) + value + "\n"
        }
        return text + "\n"
    }

    private func table() -> String {
        guard !document.rows.isEmpty else { return "nothing to report\n" }
        var text = line(columns.map(layout.heading)) + line(widths.map { String(repeating: "─", count: $0) })
        if layout.groups.isEmpty {
            for row in document.rows { text += line(cells(row)) }
        } else {
            for group in layout.groups {
                text += "\n" + layout.label(group) + ", " + Layout.rows(group.rows.count) + "\n"
                for row in document.rows[group.rows] { text += line(cells(row)) }
                // The sums of one row are the row.
                if group.rows.count > 1 { text += sums(document.totals(group.rows), "") }
            }
        }
        return text + (layout.groups.isEmpty ? "" : "\n") + sums(document.totals, "total")
    }

    /// The lines of sums under a rule; none where nothing is summed.
    private func sums(_ totals: [Total?], _ label: String) -> String {
        let lines = layout.lines(totals)
        guard !lines.isEmpty else { return "" }
        // Columns may have been left out for want of room.
        let places = columns.compactMap { layout.columns.firstIndex(of: $0) }
        var text = line(
            columns.indices.map { place in
                let isPercent = document.columns[columns[place]].derivation != nil && !lines[0][places[place]].isEmpty
                let isSummed = totals[columns[place]] != nil || isPercent
                return isSummed ? String(repeating: "─", count: widths[place]) : ""
            })
        let labels = layout.labels(label, totals)
        for (number, sums) in lines.enumerated() {
            var cells = places.indices.map { aligned(sums[places[$0]], $0) }
            let label = labels[number]
            guard !label.isEmpty, cells.first?.isEmpty == true else {
                text += line(cells)
                continue
            }
            cells[0] = TerminalText.fitted(label, to: widths[0])
            var whole = line(cells)
            // A narrow first column lends the word the room beside it.
            if label.count > widths[0],
                whole.dropFirst(widths[0]).prefix(label.count - widths[0] + 1).allSatisfy({ $0 == " " })
            {
                whole = label + whole.dropFirst(label.count)
            }
            text += whole
        }
        return text
    }

    private func cells(_ row: [Cell]) -> [String] {
        columns.indices.map { aligned(layout.shown(row, columns[$0]), $0) }
    }

    /// Blanks behind a figure with fewer digits than others, so that the points stand under each other.
    private func aligned(_ text: String, _ place: Int) -> String {
        guard document.columns[columns[place]].isRight, fractions[place] > 0,
            text.first?.isNumber ?? false || text.first == "-"
        else { return text }
        return text + String(repeating: " ", count: max(0, fractions[place] - Layout.fraction(text)))
    }

    private mutating func measure() {
        let all = layout.fractions()
        fractions = columns.map { all[$0] }
        let sums = (layout.groups.map { document.totals($0.rows) } + [document.totals]).flatMap(layout.lines)
        widths = columns.indices.map { place in
            let column = columns[place]
            let texts = document.rows.map { layout.shown($0, column) }
            let totals = layout.columns.firstIndex(of: column).map { place in sums.map { $0[place] } } ?? []
            return (texts + totals).reduce(TerminalText.width(layout.heading(column))) {
                max($0, TerminalText.width(aligned($1, place)))
            }
        }
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        for (place, cell) in cells.enumerated() {
            let fitted = TerminalText.fitted(cell, to: widths[place])
            let padding = String(repeating: " ", count: max(0, widths[place] - TerminalText.width(fitted)))
            if place > 0 { text += "  " }
            text += document.columns[columns[place]].isRight ? padding + fitted : fitted + padding
        }
        while text.last == " " { text.removeLast() }
        return text + "\n"
    }

    /// Narrows words, then leaves columns out, those of least weight first and keys never; answers what was left out.
    private mutating func fit(to limit: Int?) -> [String] {
        guard let limit else { return [] }
        var hidden: [String] = []
        while total > limit {
            let words = columns.indices.filter {
                !document.columns[columns[$0]].isRight && !document.columns[columns[$0]].isKey && widths[$0] > 8
            }
            if let widest = words.max(by: { widths[$0] < widths[$1] }) {
                widths[widest] -= 1
                continue
            }
            let others = columns.indices.filter { !document.columns[columns[$0]].isKey }
            guard columns.count > 2,
                let least = others.last(where: { document.columns[columns[$0]].isMinor })
                    ?? others.last(where: { $0 > 0 })
            else { break }
            hidden.insert(document.columns[columns[least]].heading, at: 0)
            columns.remove(at: least)
            measure()
        }
        return hidden
    }

    private var total: Int { widths.reduce(0, +) + 2 * max(0, widths.count - 1) }
}
