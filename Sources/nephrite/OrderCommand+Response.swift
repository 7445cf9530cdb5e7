internal import ArgumentParser
internal import Commanding
internal import Operations

extension OrderCommand {
    struct Response: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "response", abstract: "Write the answer to a customer's order for his machines.",
            discussion: """
                Each line is accepted, changed, added or rejected as it stands now.

                Example:
                  nephrite order response SO-2026-000001 --format ubl -o response.xml
                """)
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @Option(help: "ubl or opentrans; without one that of the document the order came in.")
        var format: Format?
        @Option(
            name: .customShort("o"),
            help: ArgumentHelp("Write into this file; else, or for -, to standard output.", valueName: "file"))
        var file: String?
        @OptionGroup var common: CommonOptions

        enum Format: String, ExpressibleByArgument, CaseIterable {
            case ubl, opentrans
        }

        func run() throws {
            let format = format.flatMap { OrderResponses.Format(rawValue: $0.rawValue) }
            let text = try OrderResponses(common.open()).text(number, format)
            guard let file = OutputFile.named(file) else { return try Console.write(text) }
            try OutputFile.write(text, to: file)
        }
    }
}
