internal import ArgumentParser
internal import Operations
internal import Rendering

extension StockCommand {
    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reverse",
            abstract: "Undo a receipt, a correction or a scrapping that was entered by mistake.",
            discussion: """
                Example:
                  nephrite stock reverse 17 --reason "a zero too much"
                """)
        @Argument(help: "The movement, as stock history has it.")
        var movement: Int
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("stock reverse", ["\(movement)", reason], common, database) {
                (Answer(try Reversing(database).reverse(movement: movement, reason: reason, dryRun: change.dryRun)), 0)
            }
        }
    }
}
