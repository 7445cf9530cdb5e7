internal import ArgumentParser
internal import Operations
internal import Rendering

extension PurchaseCommand {
    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reverse", abstract: "Undo a receipt of what never came in.",
            discussion: "Example:\n  nephrite purchase reverse RC-2026-000001 --reason \"the wrong purchase\"")
        @Argument(help: "The receipt's number.")
        var receipt: String
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("purchase reverse", [receipt, reason], common, database) {
                let detail = try Reversing(database).reverse(
                    receipt: receipt, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }
}
