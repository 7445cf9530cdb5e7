internal import Quantities
internal import Rendering

/// A report as one JSON document, each row on a line of its own so that two of them can be compared by line.
package enum JSONReport {
    /// The version of the document's form.
    package static let schema = 1

    /// The whole of it.
    package static func text(_ document: ReportDocument) -> String {
        var text = "{\"schema\":\(schema),\"report\":\(Answer.quoted(document.report.name))"
        text += ",\"title\":\(Answer.quoted(document.report.title))"
        text += ",\"parameters\":\(parameters(document).json)"
        text += ",\"as_of\":\(Answer.quoted(document.parameters.asOf.text))"
        let source = Answer.keys(
            ("digest", .text(document.digest)), ("rows", .int(document.rows.count)),
            ("latest_entry", .text(ifPresent: document.latestEntry)))
        text += ",\"generated_from\":\(source.json)"
        text += ",\"columns\":\(columns(document).json),\n\"rows\":["
        for (index, row) in document.rows.enumerated() {
            text += index > 0 ? ",\n" : "\n"
            text += object(row, document).json
        }
        return text + "],\n\"totals\":\(totals(document).json)}\n"
    }

    /// What was asked, as far as the report takes it.
    private static func parameters(_ document: ReportDocument) -> Answer {
        let parameters = document.parameters
        var members: [Answer.Member] = []
        if document.report.period != .none {
            members.append(Answer.Member("period", .text(ifPresent: parameters.period?.text)))
            members.append(Answer.Member("from", .text(ifPresent: parameters.period?.from.text)))
            members.append(Answer.Member("to", .text(ifPresent: parameters.period?.to.text)))
        }
        if document.report.takesAsOf { members.append(Answer.Member("as_of", .text(parameters.asOf.text))) }
        if !document.report.dimensions.isEmpty {
            members.append(Answer.Member("by", .list(parameters.by.map(Answer.text))))
        }
        let filters = parameters.filters.map { Answer.Member($0.column, .list($0.values.map(Answer.text))) }
        members.append(Answer.Member("where", .object(filters)))
        return .object(members)
    }

    private static func columns(_ document: ReportDocument) -> Answer {
        .list(
            document.columns.map {
                .keys(
                    ("name", .text($0.name)), ("type", .text($0.typeName)),
                    ("unit", .text(ifPresent: document.unit(of: $0))))
            })
    }

    private static func object(_ row: [Cell], _ document: ReportDocument) -> Answer {
        .object(
            document.columns.indices.map { column in
                Answer.Member(document.columns[column].name, value(row, column, document))
            })
    }

    private static func value(_ row: [Cell], _ column: Int, _ document: ReportDocument) -> Answer {
        switch row[column] {
        case .absent: .null
        case .whole(let whole): .int(whole)
        case .text, .figure: .text(document.text(row, column))
        }
    }

    /// Counts as numbers, amounts as texts: one in the base currency, else one for each currency.
    private static func totals(_ document: ReportDocument) -> Answer {
        var members: [Answer.Member] = []
        for (column, total) in zip(document.columns, document.totals) {
            switch total {
            case .count(let sum): members.append(Answer.Member(column.name, sum.map { .number($0.text()) } ?? .null))
            case .amounts(let sums): members.append(Answer.Member(column.name, amounts(sums, column, document)))
            case nil: break
            }
        }
        return .object(members)
    }

    private static func amounts(
        _ sums: [(currency: String, sum: Figure?)], _ column: Column, _ document: ReportDocument
    ) -> Answer {
        func text(_ sum: Figure?, _ currency: String) -> Answer {
            .text(ifPresent: sum?.text(minimumFractionDigits: ReportDocument.minorDigits(currency)))
        }
        guard document.isInBaseCurrency(column) else {
            return .object(sums.map { Answer.Member($0.currency, text($0.sum, $0.currency)) })
        }
        return text(sums.first.map(\.sum) ?? .zero, document.baseCurrency)
    }
}

extension ReportDocument {
    /// Whether a column's amounts are in the base currency, whatever the row.
    func isInBaseCurrency(_ column: Column) -> Bool {
        guard let currency = column.currency else { return false }
        return report.baseCurrencyColumns.contains(currency)
    }

    /// What a column counts in; nil for what has no unit, and for amounts whose currency stands in each row.
    func unit(of column: Column) -> String? {
        switch column.kind {
        case .integer(let unit): unit
        case .percent: "%"
        case .money, .price: isInBaseCurrency(column) ? baseCurrency : nil
        case .text, .code, .quantity, .date, .timestamp: nil
        }
    }
}
