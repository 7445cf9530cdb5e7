internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

/// `nephrite-report NAME`: makes a report.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make a report; the word run may be left out.",
        discussion: """
            Examples:
              nephrite-report stock-on-hand --as-of 2026-09-30
              nephrite-report sales --by material --period last-month -o sales.html
              nephrite-report order-book --where customer=NORD -O csv
              nephrite-report stock-on-hand --explain HANSE-10110/MAIN.on_hand
            """)

    @Argument(help: "The report's name.", completion: .list(Reports.all.map(\.name) + ["list"]))
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
        let report = try Reports.named(name)
        let target = try output.target(connection)
        var request = ReportRequest()
        (request.from, request.to, request.period) = (from, to, period)
        (request.asOf, request.filters) = (asOf, filters)
        request.by = by.isEmpty ? nil : by.joined(separator: ",")
        try Reports.check(report, request)
        if let explain { try Reports.check(report, explaining: explain) }
        let reports = try Reports(connection.open(.report))
        let document = try explain.map { try reports.explain($0, of: report, request) } ?? reports.run(report, request)
        try target.write(document)
    }
}
