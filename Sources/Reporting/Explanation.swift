/// What figures of a report are made of: rows that sum to each.
package struct Explanation: Sendable {
    /// The columns of the report that it explains, each with the column here that sums to it.
    package let sums: [(column: String, of: String)]
    /// The columns of the rows; none is summed but the one that is asked for.
    package let columns: [Column]
    /// Whether a row of the report is an entry already, and explains itself.
    package private(set) var isEntry = false

    /// An explanation of columns, each by one of a name of its own.
    package init(of sums: [(column: String, of: String)], columns: [Column]) {
        self.sums = sums
        self.columns = columns.map(\.untotalled)
    }

    /// An explanation of figures of rows that are entries already: by the row itself.
    package static func entry(_ names: String...) -> Explanation {
        var explanation = Explanation(names, columns: [])
        explanation.isEntry = true
        return explanation
    }

    /// An explanation of columns by columns of the same names.
    package init(_ names: [String], columns: [Column]) {
        sums = names.map { ($0, $0) }
        self.columns = columns.map(\.untotalled)
    }

    /// An explanation of one column by another.
    package init(_ name: String, by source: String, columns: [Column]) {
        sums = [(name, source)]
        self.columns = columns.map(\.untotalled)
    }
}

/// A figure that somebody wants to know the rows of.
package struct ExplainedFigure: Sendable, Equatable {
    /// The report's row, by its key columns.
    package let keys: [(column: Column, cell: Cell)]
    /// The column of the figure.
    package let column: Column
    /// The figure, which is that of all rows that have these keys.
    package let total: Total?
    /// How it was asked for.
    package let text: String

    /// Whether both ask for the same.
    package static func == (left: ExplainedFigure, right: ExplainedFigure) -> Bool {
        left.text == right.text && left.column == right.column && left.total == right.total
    }

    /// Finds the figure that `ROW.COLUMN` names: the row's key columns joined by `/`, as few of them as name one row.
    ///
    /// **Throws** when the report does not explain the column, or no row or several have these keys.
    package init(_ text: String, of document: ReportDocument) throws(RequestFault) {
        let report = document.report
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex else {
            throw RequestFault(
                code: "explain_invalid", message: "\"\(text)\" names no figure", place: "--explain",
                remedy: "give the keys of a row, a point and a column: "
                    + "\(document.keyColumns.map(\.name).joined(separator: "/")).\(report.explainedColumns.first ?? "…")"
            )
        }
        let name = String(text[text.index(after: dot)...])
        try Self.check(name, report)
        let parts = text[..<dot].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let places = document.keyColumns.compactMap { document.index(of: $0.name) }
        guard let place = document.index(of: name) else {
            preconditionFailure("report \(report.name) explains \(name), which it does not have")
        }
        func keys(_ row: [Cell]) -> [String] { places.map { row[$0].text() } }
        // A key may have a / of its own, as codes of lots do.
        let begin = text[..<dot] + "/"
        let found = document.rows.indices.filter {
            (keys(document.rows[$0]).joined(separator: "/") + "/").hasPrefix(begin)
        }
        guard let first = found.first else {
            throw RequestFault(
                code: "row_unknown", message: "no row of \(report.name) has the keys \(text[..<dot])",
                place: "--explain",
                remedy: "the keys are \(document.keyColumns.map(\.name).joined(separator: "/")), as "
                    + Self.near(parts, document.rows.lazy.map(keys)))
        }
        let wanted = keys(document.rows[first])
        guard found.allSatisfy({ keys(document.rows[$0]) == wanted }) else {
            throw RequestFault(
                code: "row_ambiguous", message: "\(found.count) rows of \(report.name) begin with \(text[..<dot])",
                place: "--explain",
                remedy: "give all keys, \(document.keyColumns.map(\.name).joined(separator: "/")): "
                    + wanted.joined(separator: "/"))
        }
        self.keys = places.map { (document.columns[$0], document.rows[first][$0]) }
        column = document.columns[place]
        total = document.total(of: place, rows: found)
        self.text = wanted.joined(separator: "/") + "." + name
        guard total?.isKnown == true else {
            throw RequestFault(
                code: "figure_unknown", message: "\(self.text) is not known", place: "--explain",
                remedy: "ask for another day or column; a dash stands for what nobody knows")
        }
    }

    /// A few keys that there are, those first that have most in common with what was asked for.
    private static func near(_ parts: [String], _ keys: some Sequence<[String]>) -> String {
        var best: [(key: String, shared: Int)] = []
        for key in keys {
            let shared = zip(parts, key).reduce(0) { $0 + $1.0.shared(with: $1.1) }
            let key = key.joined(separator: "/")
            guard !best.contains(where: { $0.key == key }) else { continue }
            let place = best.firstIndex { $0.shared < shared } ?? best.count
            guard place < 3 else { continue }
            best.insert((key, shared), at: place)
            if best.count > 3 { best.removeLast() }
        }
        return best.isEmpty ? "in a report that has rows" : best.map(\.key).joined(separator: ", ")
    }

    /// Refuses a column that is not explained, with the reason if the report has it.
    package static func check(_ name: String, _ report: Report) throws(RequestFault) {
        guard !report.explainedColumns.contains(name) else { return }
        let reason = report.reasonUnexplained(name).map { ": \($0)" } ?? ", which it does not have"
        throw RequestFault(
            code: "not_explained", message: "\(report.name) does not explain \"\(name)\"\(reason)", place: "--explain",
            remedy: report.explainedColumns.isEmpty
                ? "leave it out; it explains none of its columns"
                : "it explains \(report.explainedColumns.joined(separator: ", "))")
    }
}

extension Report {
    /// The columns that are explained, in the order of their explanations.
    package var explainedColumns: [String] { explanations.flatMap { $0.sums.map(\.column) } }

    /// Why no rows sum to a column; nil where they do, and of a column that it does not have.
    package func reasonUnexplained(_ name: String) -> String? {
        guard !explainedColumns.contains(name),
            let column = allColumns.first(where: { $0.name == name })
        else { return nil }
        if let figures = unexplained.first(where: { $0.columns.contains(name) }) { return figures.reason }
        return switch column.kind {
        case .percent: "it is a part of something, to which nothing sums"
        case .price: "it is of one unit, to which nothing sums"
        case .text, .code, .date, .timestamp: "it is no figure"
        case .integer, .quantity, .money: column.isKey ? "it tells rows apart, and is no figure" : nil
        }
    }

    /// The explanation of a column.
    package func explanation(of column: String) -> Explanation? {
        explanations.first { $0.sums.contains { $0.column == column } }
    }

    /// The report of the rows of a figure.
    package func explaining(_ figure: ExplainedFigure) -> (report: Report, source: String)? {
        for explanation in explanations {
            guard let sum = explanation.sums.first(where: { $0.column == figure.column.name }) else { continue }
            let shown =
                explanation.isEntry
                ? self.columns.filter { $0.derivation == nil }.map(\.untotalled) : explanation.columns
            let columns = shown.map { column in
                var column = column
                column.isTotalled = column.name == sum.of
                return column
            }
            var report = Report(
                "\(name) --explain \(figure.text)", title: "\(title): \(figure.text)",
                abstract: "The rows that sum to \(figure.column.heading).", examples: [], columns: columns)
            report.baseCurrencyColumns = baseCurrencyColumns
            (report.period, report.takesAsOf) = (period, takesAsOf)
            return (report, sum.of)
        }
        return nil
    }
}

extension ReportDocument {
    /// The columns that tell rows apart: the keys, and the currency where each has its own row.
    package var keyColumns: [Column] {
        let dimensions = Set(
            report.dimensions.filter { parameters.by.contains($0.name) }.compactMap(\.columns.first?.name))
        return columns.filter { column in
            column.isKey || dimensions.contains(column.name)
                || !report.dimensions.isEmpty && column.name == "currency"
                    && !report.baseCurrencyColumns.contains("currency")
        }
    }

    /// The sum of a column over some rows.
    func total(of column: Int, rows chosen: [Int]) -> Total? {
        ReportDocument(
            report, parameters, rows: chosen.map { rows[$0] }, latestEntry: latestEntry, baseCurrency: baseCurrency
        ).sum(of: column)
    }

    /// The sum of a column, also of one that is not summed in the report.
    package func sum(of column: Int) -> Total { total(of: column, rows.indices) }
}

extension String {
    /// How many characters both begin with, whatever their case.
    fileprivate func shared(with other: String) -> Int {
        zip(lowercased(), other.lowercased()).prefix { $0 == $1 }.count
    }
}
