internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Reporting

struct NephriteReport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nephrite-report",
        abstract: "Reports on stock, sales, orders and imports, each from one snapshot.",
        discussion: """
            The name of a report in place of a subcommand runs it; with --help behind it, it says what it takes and shows.

            Examples:
              nephrite-report list
              nephrite-report stock-on-hand
              nephrite-report sales --by customer,quarter --period 2026 -o sales.html
            """,
        version: Running.version, subcommands: [ListCommand.self, RunCommand.self, BookCommand.self, DiffCommand.self],
        defaultSubcommand: RunCommand.self)
}

@main
enum Main {
    static func main() {
        let words = CommandLine.arguments.dropFirst()
        // What a report takes is data, so its help is made of the data too.
        if let name = words.first, words.contains(where: { $0 == "--help" || $0 == "-h" }),
            let report = try? Reports.named(name)
        {
            Running.show(ReportHelp.text(report))
        }
        Running.run(NephriteReport.self)
    }
}
