internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

/// `nephrite-report NAME`: makes a report.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make a report, or those of a schedule; the word run may be left out.",
        discussion: """
            Examples:
              nephrite-report stock-on-hand --as-of 2026-09-30
              nephrite-report sales --by material --period last-month -o sales.html
              nephrite-report order-book --where customer=NORD -O csv
              nephrite-report valuation --as-of 2026-09-30 --as-known-on 2026-10-02
              nephrite-report stock-on-hand --explain HANSE-10110/MAIN.on_hand
              nephrite-report run nightly.yaml

            A schedule, whose name ends in .yaml or .yml:
              folder: reports
              reports:
                - {report: stock-on-hand, file: stock.xlsx}
                - {report: sales, period: last-month, by: customer, file: sales.html}
                - {book: last-month, file: book.pdf}
            """)

    @Argument(
        help: "The report's name, or the file of a schedule.", completion: .list(Reports.all.map(\.name) + ["list"]))
    var name: String

    @Option(help: ArgumentHelp("First day of the period.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("Last day of the period; else today.", valueName: "day"))
    var to: String?

    @Option(
        help: ArgumentHelp("The period by name: 2026, 2026-10, 2026-Q3, last-month, this-year …", valueName: "period"))
    var period: String?

    @Option(help: ArgumentHelp("The day it speaks for; else today.", valueName: "day"))
    var asOf: String?

    @Option(
        help: ArgumentHelp(
            "Count only what had been entered by the end of this day, as a report printed on it did.",
            valueName: "day"))
    var asKnownOn: String?

    @Option(help: ArgumentHelp("What figures are grouped by, separated by commas.", valueName: "dimensions"))
    var by: [String] = []

    @Option(
        name: .customLong("where"), parsing: .singleValue,
        help: ArgumentHelp("Only rows with this value; of one column, any of them.", valueName: "column=value"))
    var filters: [String] = []

    @Option(
        help: ArgumentHelp(
            "Show the rows that sum to a figure: the keys of its row joined by /, a point, its column.",
            valueName: "row.column"))
    var explain: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        if Schedule.isMeant(by: name) { return try runSchedule() }
        let report = try Reports.named(name)
        let target = try output.target(connection)
        var request = ReportRequest()
        (request.from, request.to, request.period) = (from, to, period)
        (request.asOf, request.asKnownOn, request.filters) = (asOf, asKnownOn, filters)
        request.by = by.isEmpty ? nil : by.joined(separator: ",")
        try Reports.check(report, request)
        if let explain { try Reports.check(report, explaining: explain) }
        let reports = try Reports(connection.open(.report))
        if let explain { return try target.write(reports.explain(explain, of: report, request)) }
        try target.write(reports, report, request)
    }

    private func runSchedule() throws {
        let options = [from, to, period, asOf, asKnownOn, explain, output.outFile] + by + filters
        guard options.allSatisfy({ $0 == nil }) else {
            throw Refusal(
                "parameter_unknown", "a schedule says itself which reports of when go where", at: "NAME",
                remedy: "leave the other options out, or give the name of a report", status: .usage)
        }
        guard let form = AnswerForm(rawValue: (output.output ?? .table).rawValue) else {
            throw Refusal(
                "form_unsuitable", "what a schedule did comes as table, csv or json", at: "--output",
                remedy: "the files have the forms of their endings", status: .usage)
        }
        try ScheduleRunning(schedule: Schedule(file: name), connection: connection).run(form)
    }
}
