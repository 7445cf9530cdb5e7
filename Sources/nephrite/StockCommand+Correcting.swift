internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering

extension StockCommand {
    /// Why and of what stock is corrected, and the day it counts for.
    struct CorrectionOptions: ParsableArguments {
        @Option(help: "Why.")
        var reason: String
        @Option(help: "Where.")
        var location: String = "MAIN"
        @Option(help: "The lot it is of; without one the oldest leaves first, and what comes is of none.")
        var lot: String?
        @Option(help: "The day it counts for, in a period that is open; without one today.")
        var on: Day?

        /// As part of a request with a key.
        var request: [String] {
            [reason, location] + ChangeOptions.said("--lot", lot) + ChangeOptions.said("--on", on?.text)
        }

        var correction: Stock.Correction { .init(location: location, lot: lot, reason: reason, day: on) }
    }

    struct Adjust: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adjust", abstract: "Correct what lies somewhere.",
            discussion: """
                Below what is promised, the youngest promises are taken back first; the answer lists them. What is being made \
                ready stays promised.

                Examples:
                  nephrite stock adjust LOTUS-1001 -5 --reason "not found"
                  nephrite stock adjust LOTUS-1001 +2 --reason "found behind the shelf" --lot L1 --on 2026-11-20
                """)
        @Argument(help: ArgumentHelp("The SKU and how many more or less.", valueName: "sku ±qty"))
        var words: [String]
        @OptionGroup var options: CorrectionOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            guard words.count == 2, let quantity = Int(words[1]), !words[0].hasPrefix("-") else {
                throw ValidationError("give an SKU and a whole number such as -5 or +5")
            }
            let database = try common.open()
            try change.perform("stock adjust", words + options.request, common, database) {
                let standing = try Stock(database).adjust(
                    words[0], by: quantity, options.correction, dryRun: change.dryRun)
                return (Answer(standing, withReleased: true), 0)
            }
        }
    }

    struct Scrap: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "scrap", abstract: "Throw goods away.",
            discussion: """
                Below what is promised, the youngest promises are taken back first; the answer lists them.

                Examples:
                  nephrite stock scrap LOTUS-1001 5 --reason "broken in the warehouse"
                  nephrite stock scrap LOTUS-1001 20 --reason "rejected at inspection" --lot L1 --location HELD
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "How many.")
        var quantity: Int
        @OptionGroup var options: CorrectionOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("stock scrap", [sku, "\(quantity)"] + options.request, common, database) {
                let standing = try Stock(database).scrap(
                    sku, quantity: quantity, options.correction, dryRun: change.dryRun)
                return (Answer(standing, withReleased: true), 0)
            }
        }
    }

    struct Transfer: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "transfer", abstract: "Take goods from one location to another.",
            discussion: """
                What is promised to orders stays where it is. Of lots the oldest goes first, unless one is named.

                Examples:
                  nephrite stock transfer LOTUS-1001 20 --from MAIN --to SOUTH
                  nephrite stock transfer LOTUS-1001 20 --from MAIN --to HELD --lot L1
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "How many.")
        var quantity: Int
        @Option(help: "The location they leave.")
        var from: String
        @Option(name: [.customLong("to")], help: "The location they go to.")
        var target: String
        @Option(help: "The lot that all of them are of.")
        var lot: String?
        @Option(help: "The day it counts for, in a period that is open; without one today.")
        var on: Day?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            let request =
                [sku, "\(quantity)", from, target] + (lot.map { [$0] } ?? []) + ChangeOptions.said("--on", on?.text)
            try change.perform("stock transfer", request, common, database) {
                let standing = try Stock(database).transfer(
                    sku, quantity: quantity, from: from, target: target, lot: lot, on: on, dryRun: change.dryRun)
                return (Answer(standing), 0)
            }
        }
    }
}
