internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Reporting

/// `nephrite-report diff`: what is other in one report than in another.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Compare two reports written as JSON, row by row.",
        discussion: """
            Rows are told apart by the key columns of the report. The exit status is 0 when all rows are the same, else 1. No \
            database is needed.

            Examples:
              nephrite-report stock-on-hand --as-of 2026-09-30 -o september.json
              nephrite-report stock-on-hand --as-of 2026-10-31 -o october.json
              nephrite-report diff september.json october.json
              nephrite-report diff september.json october.json -O csv
            """)

    @Argument(help: "The first report; - is standard input.", completion: .file(extensions: ["json"]))
    var first: String

    @Argument(help: "The second report.", completion: .file(extensions: ["json"]))
    var second: String

    @Option(name: [.customShort("O"), .long], help: "How to print the differences: table, json or csv.")
    var output: AnswerForm = .table

    @Flag(name: .shortAndLong, help: "Print nothing; the exit status tells.")
    var quiet = false

    func run() throws {
        let (old, new) = (try WrittenReport(file: first), try WrittenReport(file: second))
        guard old.report == new.report, old.columns == new.columns else {
            throw Refusal(
                "reports_differ",
                old.report == new.report
                    ? "the reports have other columns" : "one is \(old.report), the other \(new.report)",
                at: second, remedy: "compare two reports of one name and the same dimensions", status: .badInput)
        }
        // What was explained has the figure behind the name of its report.
        let name = old.report.split(separator: " ").first.map(String.init) ?? ""
        let report = try Reports.named(name)
        let keys = old.report == name ? report.keyColumns(among: old.columns) : []
        let differences = ReportComparison(old, new, keys: keys).differences
        if !quiet {
            try output.print(
                .list(
                    differences.map {
                        .keys(
                            ("change", .text($0.change.rawValue)), ("row", .text($0.row)),
                            ("column", .text(ifPresent: $0.column)), ("old", .text(ifPresent: $0.old)),
                            ("new", .text(ifPresent: $0.new)))
                    }))
        }
        if !differences.isEmpty { throw ExitCode(Refusal.Status.rule.rawValue) }
    }
}
