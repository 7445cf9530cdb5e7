internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Reporting

/// `nephrite-report list`: which reports there are.
struct ListCommand: ParsableCommand {
    enum Form: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the reports.", discussion: "Example:\n  nephrite-report list")

    @Option(name: [.customShort("O"), .long], help: "How to print the list: table, json or csv.")
    var output: Form = .table

    func run() throws {
        let reports = Answer.list(
            Reports.all.map {
                .keys(("report", .text($0.name)), ("title", .text($0.title)), ("abstract", .text($0.abstract)))
            })
        switch output {
        case .json: try Console.write(reports.json + "\n")
        case .csv: try Console.write(CSVForm.text(reports))
        case .table: try Console.write(TableForm.text(reports, columns: Console.columns))
        }
    }
}
