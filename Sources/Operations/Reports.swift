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
    func snapshot<Result>(_ body: (Moment) throws -> Result) throws -> Result {
        try connection.transaction(.repeatableRead, readOnly: true) {
            guard let today = Day(try database.today()) else {
                throw Refusal("bug", "the server knows no day", status: .bug)
            }
            let moment = Moment(
                today: today, baseCurrency: try database.setting("base_currency"),
                latestEntry: try connection.first(SelectLatestEntry()))
            return try body(moment)
        }
    }

    /// Answers a request within a snapshot.
    func answer(_ report: Report, _ request: ReportRequest, _ moment: Moment) throws -> ReportDocument {
        let parameters = try Self.parameters(request, report, moment.today)
        let rows = try rows(report, parameters, moment)
        return ReportDocument(
            report, parameters, rows: rows, latestEntry: moment.latestEntry, baseCurrency: moment.baseCurrency)
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

    private func rows(_ report: Report, _ parameters: ReportParameters, _ moment: Moment) throws -> [[Cell]] {
        var reading = RowReading(report, parameters)
        let question = question(parameters, moment)
        guard let statement = Self.statement(of: report) else {
            for row in try computed(report, question) { try reading.add(row.columns, row.values) }
            return reading.finish()
        }
        try read(statement.init(question), into: &reading)
        return reading.finish()
    }

    func read(_ statement: some ReportStatement, into reading: inout RowReading) throws {
        try connection.forEach(statement) { row in try reading.add(row.columns, row.values) }
    }
}
