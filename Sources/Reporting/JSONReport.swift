internal import Quantities
package import Rendering

/// A report as one JSON document, each row on a line of its own so that two of them can be compared by line.
package enum JSONReport {
    /// The version of the document's form.
    package static let schema = 1

    /// The whole of it.
    package static func text(_ document: ReportDocument) -> String {
        TextGathering.text { sink in
            var writer = try JSONRows(document.head, sink)
            try document.forEachRow { try writer.add($0) }
            try writer.finish(document.summary.count, document.digest, document.totals)
        }
    }

    /// Writes rows as they come, and behind them what is known once all have passed; answers that.
    package static func write(_ rows: RowStream, to sink: ByteSink) throws -> RowCount {
        var writer = try JSONRows(rows.head, sink)
        var counting = RowCounting(rows.head)
        try rows.forEach { row in
            try writer.add(row)
            try counting.add(row)
        }
        let known = try counting.finish()
        try writer.finish(known.count, known.digest, known.totals)
        try sink.flush()
        return RowCount(count: known.count, digest: known.digest)
    }

    /// What stands before the rows.
    static func opening(_ head: ReportHead) -> String {
        var text = "{\"schema\":\(schema),\"report\":\(Answer.quoted(head.report.name))"
        text += ",\"title\":\(Answer.quoted(head.report.title))"
        text += ",\"parameters\":\(parameters(head).json)"
        text += ",\"as_of\":\(Answer.quoted(head.parameters.asOf.text))"
        return text + ",\"columns\":\(columns(head).json),\n\"rows\":["
    }

    /// What stands behind them.
    static func closing(_ head: ReportHead, _ count: Int, _ digest: String, _ totals: [Total?]) -> String {
        let source = Answer.keys(
            ("digest", .text(digest)), ("rows", .int(count)), ("latest_entry", .text(ifPresent: head.latestEntry)))
        return "],\n\"totals\":\(self.totals(head, totals).json),\n\"generated_from\":\(source.json)}\n"
    }

    /// What was asked, as far as the report takes it.
    private static func parameters(_ head: ReportHead) -> Answer {
        let parameters = head.parameters
        var members: [Answer.Member] = []
        if head.report.period != .none {
            members.append(Answer.Member("period", .text(ifPresent: parameters.period?.text)))
            members.append(Answer.Member("from", .text(ifPresent: parameters.period?.from.text)))
            members.append(Answer.Member("to", .text(ifPresent: parameters.period?.to.text)))
        }
        if head.report.takesAsOf { members.append(Answer.Member("as_of", .text(parameters.asOf.text))) }
        if head.report.tellsKnown {
            members.append(Answer.Member("as_known_on", .text(ifPresent: parameters.asKnownOn?.text)))
        }
        if !head.report.dimensions.isEmpty {
            members.append(Answer.Member("by", .list(parameters.by.map(Answer.text))))
        }
        let filters = parameters.filters.map { Answer.Member($0.column, .list($0.values.map(Answer.text))) }
        members.append(Answer.Member("where", .object(filters)))
        return .object(members)
    }

    private static func columns(_ head: ReportHead) -> Answer {
        .list(
            head.columns.map {
                .keys(
                    ("name", .text($0.name)), ("type", .text($0.typeName)),
                    ("unit", .text(ifPresent: head.unit(of: $0))))
            })
    }

    /// Counts as numbers, amounts as texts: one in the base currency, else one for each currency.
    private static func totals(_ head: ReportHead, _ totals: [Total?]) -> Answer {
        var members: [Answer.Member] = []
        for (column, total) in zip(head.columns, totals) {
            switch total {
            case .count(let sum): members.append(Answer.Member(column.name, sum.map { .number($0.text()) } ?? .null))
            case .amounts(let sums): members.append(Answer.Member(column.name, amounts(sums, column, head)))
            case nil: break
            }
        }
        return .object(members)
    }

    private static func amounts(
        _ sums: [(currency: String, sum: Figure?)], _ column: Column, _ head: ReportHead
    ) -> Answer {
        func text(_ sum: Figure?, _ currency: String) -> Answer {
            .text(ifPresent: sum?.text(minimumFractionDigits: ReportDocument.minorDigits(currency)))
        }
        guard head.isInBaseCurrency(column) else {
            return .object(sums.map { Answer.Member($0.currency, text($0.sum, $0.currency)) })
        }
        return text(sums.first.map(\.sum) ?? .zero, head.baseCurrency)
    }
}

/// Writes the rows of a report as objects, whose keys are made once.
private struct JSONRows {
    private let head: ReportHead
    private let sink: ByteSink
    /// What stands before the value of each column.
    private let keys: [[UInt8]]
    private let isNumber: [Bool]
    private var isFirst = true

    init(_ head: ReportHead, _ sink: ByteSink) throws {
        self.head = head
        self.sink = sink
        keys = head.columns.enumerated().map { place, column in
            Array(((place == 0 ? "{" : ",") + Answer.quoted(column.name) + ":").utf8)
        }
        isNumber = head.columns.map { column in
            switch column.kind {
            case .integer, .quantity: true
            default: false
            }
        }
        try sink.write(JSONReport.opening(head))
    }

    mutating func add(_ row: ExactRow) throws {
        try sink.write(isFirst ? "\n" : ",\n")
        isFirst = false
        for column in keys.indices {
            try keys[column].withUnsafeBufferPointer { try sink.write($0) }
            if let field = row.fields[column] {
                if isNumber[column] { try sink.write(field) } else { try Answer.write(quoted: field, to: sink) }
            } else {
                try sink.write("null")
            }
        }
        try sink.write(UInt8(ascii: "}"))
    }

    func finish(_ count: Int, _ digest: String, _ totals: [Total?]) throws {
        try sink.write(JSONReport.closing(head, count, digest, totals))
    }
}
