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
        try connection.transaction(.repeatableRead, readOnly: true) {
            guard let today = Day(try database.today()) else {
                throw Refusal("bug", "the server knows no day", status: .bug)
            }
            let parameters = try Self.parameters(request, report, today)
            let currency = try database.setting("base_currency")
            let rows = try rows(
                report, parameters, today: today, minorDigits: Currency(currency)?.minorUnitDigits ?? 2)
            return ReportDocument(
                report, parameters, rows: rows, latestEntry: try connection.first(SelectLatestEntry()),
                baseCurrency: currency)
        }
    }

    private static func parameters(_ request: ReportRequest, _ report: Report, _ today: Day) throws -> ReportParameters
    {
        do throws(RequestFault) {
            return try ReportParameters(request, to: report, today: today)
        } catch {
            throw Refusal(error.code, error.message, at: error.place, remedy: error.remedy, status: .usage)
        }
    }

    private func rows(
        _ report: Report, _ parameters: ReportParameters, today: Day, minorDigits: Int
    ) throws -> [[Cell]] {
        var reading = RowReading(report, parameters)
        var question = ReportQuestion(asOf: parameters.asOf.text, today: today.text, minorDigits: minorDigits)
        question.by = parameters.by
        for filter in parameters.filters { question.filters[filter.column] = filter.values }
        if let period = parameters.period {
            question.from = period.from.text
            question.to = period.to.text
            let prior = period.compared(by: parameters.by)
            question.priorFrom = prior.from.text
            question.priorTo = prior.to.text
        }
        guard let statement = Self.statement(of: report) else {
            for row in try computed(report, question) { try reading.add(row.columns, row.values) }
            return reading.finish()
        }
        try read(statement.init(question), into: &reading)
        return reading.finish()
    }

    private func read(_ statement: some ReportStatement, into reading: inout RowReading) throws {
        try connection.forEach(statement) { row in try reading.add(row.columns, row.values) }
    }
}
