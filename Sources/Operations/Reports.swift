internal import Postgres
internal import Quantities
package import Reporting
internal import Storage

/// Runs reports: everything of one is read from one snapshot, and nothing is written.
package struct Reports {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database, whose role need not be able to do more than read.
    package init(_ database: Database) { self.database = database }

    /// Refuses a request that no day could make one, before anything is asked of a database.
    package static func check(_ report: Report, _ request: ReportRequest) throws {
        guard let lastDay = Day("9999-12-31") else { return }
        _ = try parameters(request, report, lastDay)
    }

    /// Answers a request.
    ///
    /// Refuses what the report does not take, with what it takes.
    package func run(_ report: Report, _ request: ReportRequest) throws -> ReportDocument {
        try snapshot { moment in try answer(report, request, moment) }
    }

    /// Answers a request with rows that come while the function reads them, and are not kept.
    ///
    /// The snapshot is that of the function, which must not use this connection. Refuses as `run` does.
    package func stream<Result>(
        _ report: Report, _ request: ReportRequest, _ body: (RowStream) throws -> Result
    ) throws -> Result {
        // What was written of a first attempt could not be taken back by a second one.
        try snapshot(attempts: 1) { moment in
            try body(rows(report, request, moment))
        }
    }

    /// What all reports of one snapshot share.
    struct Moment {
        /// The company's today.
        let today: Day
        /// The currency of valuation.
        let baseCurrency: String
        /// When the youngest entry was made.
        let latestEntry: String?
    }

    /// Does something in one snapshot that nothing is written in.
    func snapshot<Result>(attempts: Int = 5, _ body: (Moment) throws -> Result) throws -> Result {
        try connection.transaction(.repeatableRead, readOnly: true, attempts: attempts) {
            _ = try connection.first(SetReportMemory())
            guard let today = Day(try database.today()) else {
                throw Refusal("bug", "the server knows no day", status: .bug)
            }
            let moment = Moment(
                today: today, baseCurrency: try database.setting("base_currency"),
                latestEntry: try connection.first(SelectLatestEntry()))
            return try body(moment)
        }
    }

    /// Answers a request within a snapshot, with the row of these keys alone where they are given and the statement chooses by
    /// them.
    func answer(
        _ report: Report, _ request: ReportRequest, _ moment: Moment, row: [String: String] = [:]
    ) throws -> ReportDocument {
        let rows = try rows(report, request, moment, row: row)
        return ReportDocument(rows.head, rows: try rows.cells())
    }

    /// The rows that answer a request, which come when they are read.
    private func rows(
        _ report: Report, _ request: ReportRequest, _ moment: Moment, row: [String: String] = [:]
    ) throws -> RowStream {
        let parameters = try Self.parameters(request, report, moment.today)
        let moment = try know(parameters, of: report, moment)
        let head = ReportHead(report, parameters, latestEntry: moment.latestEntry, baseCurrency: moment.baseCurrency)
        var question = question(parameters, moment)
        question.row = row
        guard let statement = Self.statement(of: report, by: parameters.by) else {
            return RowStream(head) { try lend(computed(report, question), $0, $1) }
        }
        return rows(of: statement.init(question), head)
    }

    /// The rows of a statement.
    func rows(of statement: some ReportStatement, _ head: ReportHead) -> RowStream {
        RowStream(head) { try lend(statement, $0, $1) }
    }

    /// Leaves out for the rest of the snapshot what was entered after the day that is asked for.
    ///
    /// Refuses where a rate that would be needed came later: what stood in its place is not kept.
    private func know(_ parameters: ReportParameters, of report: Report, _ moment: Moment) throws -> Moment {
        guard let day = parameters.asKnownOn else { return moment }
        _ = try connection.first(SetKnownDay(day: day.text))
        let last = max(parameters.asOf, parameters.period?.to ?? parameters.asOf)
        if report.knowledge == .ofEntriesAtRates, let late = try connection.first(SelectLateRate(day: last.text)) {
            throw Refusal(
                "rate_entered_later",
                "the rate from \(late.from) to \(late.target) of \(late.validOn) was entered or changed on "
                    + "\(late.enteredOn), and what was used before is not kept",
                at: "--as-known-on", remedy: "ask for \(late.enteredOn) or later, or a period that ends before")
        }
        return Moment(
            today: moment.today, baseCurrency: moment.baseCurrency,
            latestEntry: try connection.first(SelectLatestEntry()))
    }

    private static func parameters(_ request: ReportRequest, _ report: Report, _ today: Day) throws -> ReportParameters
    {
        try requesting { () throws(RequestFault) in try ReportParameters(request, to: report, today: today) }
    }

    /// Turns what is wrong with a request into a refusal.
    static func requesting<Result>(_ body: () throws(RequestFault) -> Result) throws -> Result {
        do throws(RequestFault) {
            return try body()
        } catch {
            throw Refusal(error.code, error.message, at: error.place, remedy: error.remedy, status: .usage)
        }
    }

    /// What a statement is asked for a report's parameters.
    func question(_ parameters: ReportParameters, _ moment: Moment) -> ReportQuestion {
        var question = ReportQuestion(
            asOf: parameters.asOf.text, today: moment.today.text,
            minorDigits: Currency(moment.baseCurrency)?.minorUnitDigits ?? 2)
        question.by = parameters.by
        for filter in parameters.filters { question.filters[filter.column] = filter.values }
        if let period = parameters.period {
            question.from = period.from.text
            question.to = period.to.text
            let prior = period.compared(by: parameters.by)
            question.priorFrom = prior.from.text
            question.priorTo = prior.to.text
        }
        return question
    }

    private func lend(
        _ statement: some ReportStatement, _ names: ([String]) throws -> Void,
        _ body: (UnsafeBufferPointer<LentField>) throws -> Void
    ) throws {
        // Without rows nothing is asked for by its name.
        var fields: [LentField] = []
        try connection.forEachRow(of: statement) { row in
            if fields.isEmpty {
                try names(row.columns)
                fields = row.columns.map { _ in nil }
            }
            try fields.withUnsafeMutableBufferPointer { fields in
                row.lend(to: fields)
                try body(UnsafeBufferPointer(fields))
            }
        }
    }

    /// Lends rows that are at hand.
    private func lend(
        _ rows: [ReportRow], _ names: ([String]) throws -> Void, _ body: (UnsafeBufferPointer<LentField>) throws -> Void
    ) throws {
        var lender = TextLender()
        if let first = rows.first { try names(first.columns) }
        for row in rows { try lender.lend(row.values) { try body($0.fields) } }
    }
}
