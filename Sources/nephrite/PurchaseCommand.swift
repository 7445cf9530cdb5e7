internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite purchase`: what we order of suppliers.
struct PurchaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purchase", abstract: "What is ordered of suppliers, from the proposal to the receipt.",
        discussion: """
            Example:
              nephrite purchase create --supplier LOTUS --line LOTUS-1001=200
            """,
        subcommands: [
            Propose.self, Create.self, Amend.self, Send.self, Receive.self, Reverse.self, Close.self, Cancel.self,
            Show.self,
            List.self,
            History.self,
        ])

    /// By what proposals are made.
    struct PlanningOptions: ParsableArguments {
        @Option(help: "Count the demand over so many days.")
        var days: Int = Purchases.Planning.usual.days
        @Option(help: "Keep stock for so many days beyond the lead time.")
        var safetyDays: Int = Purchases.Planning.usual.safetyDays
        @Option(help: "The lead time in days where the supplier does not say one.")
        var leadTime: Int = Purchases.Planning.usual.leadTimeDays

        func validate() throws {
            guard (1...3650).contains(days) else { throw ValidationError("--days takes 1 to 3650") }
            guard (0...3650).contains(safetyDays) else { throw ValidationError("--safety-days takes 0 to 3650") }
            guard (0...3650).contains(leadTime) else { throw ValidationError("--lead-time takes 0 to 3650") }
        }

        var planning: Purchases.Planning {
            Purchases.Planning(days: days, safetyDays: safetyDays, leadTimeDays: leadTime)
        }

        var request: [String] { ["\(days)", "\(safetyDays)", "\(leadTime)"] }
    }

    struct Propose: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "propose", abstract: "List what should be ordered, and why.",
            discussion: """
                What was shipped a day, over the lead time and the safety days, and what orders wait for, less what is \
                available and what is ordered already. It is rounded up to what the supplier sells at once.

                Example:
                  nephrite purchase propose --supplier LOTUS --days 60
                """)
        @Option(help: "Only what this supplier is preferred for.")
        var supplier: String?
        @OptionGroup var planning: PlanningOptions
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Purchases(common.open()).propose(supplier: supplier, planning.planning)
            try common.show(.list(page.page(of: rows) { $0.supply.sku }.map { Answer($0) }))
        }
    }

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a draft of a purchase.",
            discussion: """
                A line costs what the supplier's tier says for so many today, unless a cost is given, in his currency.

                Examples:
                  nephrite purchase create --supplier LOTUS --line LOTUS-1001=200 LOTUS-1002=50@3.10
                  nephrite purchase create --supplier LOTUS --proposed
                """)
        @Option(help: "The supplier's code.")
        var supplier: String
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("What and how many, at a cost of its own if one is given.", valueName: "sku=qty[@cost]"))
        var line: [String] = []
        @Flag(help: "Order all that purchase propose lists of the supplier.")
        var proposed = false
        @OptionGroup var planning: PlanningOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard proposed == line.isEmpty else { throw ValidationError("give --line or --proposed") }
            guard line.count <= 999 else { throw ValidationError("a purchase has 1 to 999 lines") }
        }

        func run() throws {
            let wishes = try line.map(WishText.wish)
            let database = try common.open()
            let request = [supplier, proposed ? "proposed" : ""] + planning.request + line
            try change.perform("purchase create", request, common, database) {
                let purchases = Purchases(database)
                let detail =
                    try proposed
                    ? purchases.createProposed(
                        supplier: supplier, planning.planning, key: change.key, dryRun: change.dryRun)
                    : purchases.create(supplier: supplier, wishes, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    /// Purchases by their numbers, and what every action takes.
    struct Targets: ParsableArguments {
        @Argument(help: ArgumentHelp("The purchases' numbers; all of them are done or none.", valueName: "purchase"))
        var numbers: [String]
        @Option(help: "Why.")
        var reason: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        /// Does it and prints the purchase, or a list where several were asked for.
        func perform(_ action: PurchaseAction) throws {
            let database = try common.open()
            let columns = ["purchase", "supplier", "state", "created_on", "sent_on", "currency", "net"]
            try change.perform(
                action.command, numbers + ["", reason ?? ""], common, database, columns: columns
            ) {
                let answers = try Purchases(database).perform(
                    action, on: numbers, reason: reason, key: change.key, dryRun: change.dryRun
                ).map { Answer($0) }
                return (answers.count == 1 ? answers[0] : .list(answers), 0)
            }
        }
    }

    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send",
            abstract: "Note that drafts were sent to their suppliers; from now on they are on order.",
            discussion: "Example:\n  nephrite purchase send PO-2026-000001")
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform(.send) }
    }

    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Be done with purchases of which something came in; what is open is called off.",
            discussion: "Example:\n  nephrite purchase close PO-2026-000001 --reason \"the rest is sold out\"")
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform(.close) }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Call off purchases of which nothing came in.",
            discussion: "Example:\n  nephrite purchase cancel PO-2026-000001")
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform(.cancel) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a purchase with its lines, its receipts and what was changed of it.",
            discussion: "Example:\n  nephrite purchase show PO-2026-000001 -O json")
        @Argument(help: ArgumentHelp("The purchase's number.", valueName: "purchase"))
        var number: String
        @OptionGroup var common: CommonOptions
        func run() throws { try common.show(Answer(try Purchases(common.open()).show(number))) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List purchases by number.",
            discussion: "Example:\n  nephrite purchase list --state sent --supplier LOTUS")
        @Option(help: "Only this state: draft, sent, partial, received, closed or cancelled.")
        var state: String?
        @Option(help: "Only this supplier's.")
        var supplier: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let state: PurchaseState? = try StateText.read(state)
            let rows = try Purchases(common.open()).list(
                state: state, supplier: supplier, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "List what was done to a purchase and what each amendment changed, the oldest first.",
            discussion: "Example:\n  nephrite purchase history PO-2026-000001")
        @Argument(help: ArgumentHelp("The purchase's number.", valueName: "purchase"))
        var number: String
        @OptionGroup var common: CommonOptions
        func run() throws {
            try common.show(
                .list(try Purchases(common.open()).history(number).map { Answer($0.step, changes: $0.changes) }))
        }
    }
}
