internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension OrderCommand {
    struct Amend: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "amend", abstract: "Change what is ordered, its price, the day or the customer's number.",
            discussion: """
                The quantity is what the customer wants then; an SKU that the order lacks gets a line. A price stays as agreed unless one \
                is given or --reprice takes it from the list again; so does a discount, for a line that is named. All changes are made or none; --dry-run shows them.

                Examples:
                  nephrite order amend SO-2026-000001 --line LOTUS-1001=60 --dry-run
                  nephrite order amend SO-2026-000001 --line LOTUS-1001=60 LOTUS-1003=6@8.20 --promise 2026-12-10
                  nephrite order amend SO-2026-000001 --line LOTUS-1001=60 --discount LOTUS-1001=5 --freight 12.00
                """)
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("What and how many then, at a price if one is given.", valueName: "sku=qty[@price]"))
        var line: [String] = []
        @Flag(help: "Price these lines by list again, for the new quantity.")
        var reprice = false
        @Option(help: "The customer's own number of the order.")
        var po: String?
        @Option(help: "The day it is promised for.")
        var promise: Day?
        @Option(help: "The customer's address it goes to, by its code.")
        var shipTo: String?
        @Option(help: "The last day on which a quotation may be confirmed.")
        var validUntil: Day?
        @OptionGroup var extras: PriceOptions
        @Option(help: "Why.")
        var reason: String?
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let amendment = SalesOrders.Amendment(
                wishes: try extras.wishes(line), isRepriced: reprice, promisedOn: promise, poNumber: po,
                shipTo: shipTo, validUntil: validUntil, freight: extras.freight)
            let database = try common.open()
            let request =
                [number, po ?? "", promise?.text ?? "", reprice ? "reprice" : "", reason ?? ""] + line
                + ChangeOptions.said("ship-to", shipTo)
                + ChangeOptions.said("valid-until", validUntil?.text) + extras.request
            try change.perform("order amend", request, common, database) {
                let (detail, changes) = try SalesOrders(database).amend(
                    number, amendment, reason: reason, key: change.key, dryRun: change.dryRun)
                OrderHint.moneyLeft(detail).forEach(common.hint)
                return (Answer(detail, changes: changes), 0)
            }
        }
    }

    struct Return: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return", abstract: "Take goods back in, to be sold again or thrown away.",
            discussion: """
                What was invoiced of it is credited by: nephrite invoice credit

                Example:
                  nephrite order return SO-2026-000001 --line LOTUS-1001=2 --scrap --reason "broken in transit"
                """)
        @Option(parsing: .upToNextOption, help: ArgumentHelp("What and how many came back.", valueName: "sku=qty"))
        var line: [String]
        @OptionGroup var acceptance: AcceptanceOptions
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            try change.perform("order return", [number] + acceptance.request + line, common, database) {
                let detail = try SalesOrders(database).takeBack(
                    number, wishes, acceptance.acceptance, key: change.key, dryRun: change.dryRun)
                OrderHint.toCredit(detail, wishes.map(\.sku)).map(common.hint)
                OrderHint.moneyLeft(detail).forEach(common.hint)
                return (Answer(detail), 0)
            }
        }
    }

    struct Reopen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reopen", abstract: "Open a closed order again, so that it can be amended.",
            discussion: "Example:\n  nephrite order reopen SO-2026-000001 --reason \"two more wanted\"")
        @Option(help: "Why.")
        var reason: String?
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("order reopen", [number, reason ?? ""], common, database) {
                let detail = try SalesOrders(database).reopen(
                    number, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct WhatIf: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "what-if",
            abstract: "Show what an order would come to and what could be promised now; nothing is kept.",
            discussion: """
                The answer is that of order show, with the prices, the tax, the holds that would be placed and what of it would wait \
                for goods; it has no number.

                Example:
                  nephrite order what-if --customer NORD --line LOTUS-1001=50 LOTUS-1002=20
                """)
        @Option(help: "The customer's code.")
        var customer: String
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("What and how many, at a price if one is given.", valueName: "sku=qty[@price]"))
        var line: [String]
        @OptionGroup var extras: PriceOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try extras.wishes(line)
            guard (1...999).contains(wishes.count) else { throw ValidationError("an order has 1 to 999 lines") }
            let order = try SalesOrders(common.open()).whatIf(
                customer: customer, wishes, freight: extras.freight)
            try common.show(Answer(order).with(Answer.Member("order", .null)))
        }
    }
}
