internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite invoice`: what is charged, and what is paid.
struct InvoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoice", abstract: "Invoices and what is paid on them.",
        discussion: "Example:\n  nephrite invoice create SO-2026-000001",
        subcommands: [Create.self, Show.self, List.self, Pay.self, Credit.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Post an invoice for all that may be invoiced of an order.",
            discussion:
                "Examples:\n  nephrite invoice create SO-2026-000001\n  nephrite invoice create SO-2026-000001 --issue ubl"
        )
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var order: String
        @OptionGroup var messages: IssueOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("invoice create", [order] + messages.words, common, database) {
                let detail = try Invoices(database).create(
                    order: order, issuing: messages.issue.map(\.format), key: change.key, dryRun: change.dryRun)
                if !change.dryRun, common.isTable { try OrderHint.moneyLeft(order, database).forEach(common.hint) }
                return (Answer(detail), 0)
            }
        }
    }

    /// The messages that go out with what is posted.
    struct IssueOptions: ParsableArguments {
        @Option(
            help: ArgumentHelp(
                "Issue it at once as ubl, opentrans or cii: where that lacks something, nothing is posted.",
                valueName: "message"))
        var issue: [Message] = []

        /// The forms that are for machines alone; pages are written by `nephrite document`.
        enum Message: String, CaseIterable, ExpressibleByArgument {
            case ubl, opentrans, cii

            var format: TradeDocuments.Format {
                switch self {
                case .ubl: .ubl
                case .opentrans: .opentrans
                case .cii: .cii
                }
            }
        }

        /// What tells one command from another by its key.
        var words: [String] { issue.map(\.rawValue) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an invoice or a credit note.",
            discussion: "Examples:\n  nephrite invoice show INV-2026-000001\n  nephrite invoice show CN-2026-000001")
        @Argument(help: ArgumentHelp("The invoice's number.", valueName: "invoice"))
        var number: String
        @OptionGroup var common: CommonOptions
        func run() throws {
            let invoices = Invoices(try common.open())
            let isCredit = number.hasPrefix("CN-")
            try common.show(isCredit ? Answer(try invoices.showCredit(number)) : Answer(try invoices.show(number)))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List invoices by number.",
            discussion: "Example:\n  nephrite invoice list --unpaid")
        /// What a table shows of several invoices.
        static let columns = [
            "invoice", "customer", "customer_name", "state", "due_on", "days_overdue", "currency", "gross", "open",
        ]

        @Option(help: "Only this customer's.")
        var customer: String?
        @Flag(help: "Only what is not paid in full.")
        var unpaid = false
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Invoices(common.open()).list(
                customer: customer, isOpen: unpaid, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }), columns: Self.columns)
        }
    }

    struct Pay: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pay", abstract: "Take a payment in.",
            discussion: """
                Of several invoices of a customer each gets what is open of it, in the order given, and the last what is left. Each has \
                an entry of its own.

                Examples:
                  nephrite invoice pay INV-2026-000001 --amount 100.00 --on 2026-11-30
                  nephrite invoice pay INV-2026-000001 INV-2026-000002 --amount 250.00 --on 2026-11-30
                """)
        @Argument(help: ArgumentHelp("The invoices' numbers, those of one customer.", valueName: "invoice"))
        var numbers: [String]
        @Option(help: "In the invoices' currency.")
        var amount: String
        @Option(help: "The day it came in.")
        var on: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            guard Set(numbers).count == numbers.count else { throw ValidationError("an invoice is named twice") }
            let database = try common.open()
            try change.perform(
                "invoice pay", numbers + [amount, on.text], common, database, columns: List.columns
            ) {
                let details = try Invoices(database).pay(
                    numbers, amount: amount, on: on, key: change.key, dryRun: change.dryRun)
                for invoice in details.map(\.invoice) {
                    OrderHint.early(on, invoice).map(common.hint)
                    OrderHint.overpaid(invoice).map(common.hint)
                }
                let answers = details.map { Answer($0) }
                return (answers.count == 1 ? answers[0] : .list(answers), 0)
            }
        }
    }

    struct Credit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "credit", abstract: "Post a credit note for an invoice.",
            discussion: """
                Without --line it is for what came back and is not credited yet; where nothing of the invoice came back, for the whole of \
                it with its freight. What is credited beyond what came back may be invoiced again; freight that is credited by --freight is not.

                Examples:
                  nephrite invoice credit INV-2026-000001
                  nephrite invoice credit INV-2026-000001 --line LOTUS-1001=2 --reason "broken in transit"
                  nephrite invoice credit INV-2026-000001 --freight 9.50 --reason "came late"
                """)
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Only so much of it.", valueName: "sku=qty"))
        var line: [String] = []
        @Option(help: "So much of its freight, without tax; without --line nothing else.")
        var freight: String?
        @Option(help: "Why.")
        var reason: String?
        @Argument(help: ArgumentHelp("The invoice's number.", valueName: "invoice"))
        var number: String
        @OptionGroup var messages: IssueOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            let request =
                [number, reason ?? ""] + line + messages.words + ChangeOptions.said("freight", freight)
            try change.perform("invoice credit", request, common, database) {
                let credit = try Invoices(database).credit(
                    number, wishes, freight: freight, reason: reason, issuing: messages.issue.map(\.format),
                    key: change.key, dryRun: change.dryRun)
                if !change.dryRun, common.isTable {
                    try OrderHint.moneyLeft(credit.note.order, database).forEach(common.hint)
                }
                return (Answer(credit), 0)
            }
        }
    }
}
