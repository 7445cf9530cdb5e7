internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering
internal import Reporting

/// `nephrite-report list`: which reports there are.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the reports.", discussion: "Example:\n  nephrite-report list")

    @Option(name: [.customShort("O"), .long], help: "How to print the list: table, json or csv.")
    var output: AnswerForm = .table

    func run() throws {
        try output.print(
            .list(
                Reports.all.map {
                    .keys(("report", .text($0.name)), ("title", .text($0.title)), ("abstract", .text($0.abstract)))
                }))
    }
}
