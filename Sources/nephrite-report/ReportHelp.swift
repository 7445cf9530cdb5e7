internal import Reporting

/// The help of a report, made of what it is.
enum ReportHelp {
    static func text(_ report: Report) -> String {
        var text = "OVERVIEW: \(report.abstract)\n\n"
        if !report.notes.isEmpty { text += wrapped(report.notes) + "\n\n" }
        text += "USAGE: nephrite-report \(report.name)\(options(report)) [-O <form>] [-o <file>] [<common options>]\n\n"
        if !report.dimensions.isEmpty {
            text += "DIMENSIONS:\n" + wrapped(report.dimensions.map(\.name).joined(separator: ", "), indent: 2) + "\n"
            let usual = report.defaultBy.isEmpty ? "none" : report.defaultBy.joined(separator: ", ")
            text += "  Unless said otherwise: \(usual).\n\n"
        }
        switch report.period {
        case .none: break
        case .optional:
            text += "PERIODS:\n" + wrapped(Period.forms, indent: 2) + "\n  Unless said otherwise: all there is.\n\n"
        case .always(let period):
            text += "PERIODS:\n" + wrapped(Period.forms, indent: 2) + "\n  Unless said otherwise: \(period).\n\n"
        }
        text += "COLUMNS:\n"
        let columns = report.allColumns
        let width = columns.map(\.name.count).max() ?? 0
        for column in columns {
            let codes = column.codes.isEmpty ? "" : ": " + column.codes.joined(separator: ", ")
            text += "  \(column.name)" + String(repeating: " ", count: width - column.name.count + 2)
            text += column.typeName + codes + "\n"
        }
        for (column, values) in report.defaultFilters.sorted(by: { $0.key < $1.key }) {
            text += "  Unless said otherwise: --where \(column)=\(values.joined(separator: ","))\n"
        }
        if !report.explainedColumns.isEmpty {
            let keys = report.columns(by: report.defaultBy).filter(\.isKey).map(\.name).joined(separator: "/")
            text += "\nEXPLAINED:\n" + wrapped(report.explainedColumns.joined(separator: ", "), indent: 2)
            text += "\n  by --explain \(keys).<column>\n"
        }
        text += "\nExamples:\n" + report.examples.map { "  nephrite-report \($0)\n" }.joined()
        return text + "\nSee 'nephrite-report run --help' for all options.\n"
    }

    private static func options(_ report: Report) -> String {
        var text = ""
        if report.period != .none { text += " [--period <period> | --from <day> --to <day>]" }
        if report.takesAsOf { text += " [--as-of <day>]" }
        if report.tellsKnown { text += " [--as-known-on <day>]" }
        if !report.dimensions.isEmpty { text += " [--by <dimensions>]" }
        if !report.explainedColumns.isEmpty { text += " [--explain <row.column>]" }
        return text + " [--where <column=value> ...]"
    }

    private static func wrapped(_ text: String, indent: Int = 0) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 79 {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(margin + word)
            }
        }
        return lines.joined(separator: "\n")
    }
}
