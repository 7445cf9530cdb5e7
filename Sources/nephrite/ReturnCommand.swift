internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite return`: what customers may send back, and what comes in by it.
struct ReturnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "What customers may send back, from the authorisation to the credit.",
        discussion: """
            Examples:
              nephrite return authorise SO-2026-000001 --line LOTUS-1001=2 --reason "too small"
              nephrite return receive RA-2026-000001
            """,
        subcommands: [Authorise.self, Receive.self, Cancel.self, Show.self, List.self])

    struct Authorise: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "authorise", abstract: "Say that goods of an order may come back.",
            discussion: """
                What was shipped may come back, less what did and what is authorised already. Nothing moves before: nephrite return receive

                Examples:
                  nephrite return authorise SO-2026-000001 --line LOTUS-1001=2 --reason "too small"
                  nephrite return authorise SO-2026-000001 --line LOTUS-1001=2 LOTUS-1003=1 --valid-until 2026-12-31
                """)
        @Option(parsing: .upToNextOption, help: ArgumentHelp("What and how many may come back.", valueName: "sku=qty"))
        var line: [String]
        @Option(help: "Why it comes back.")
        var reason: String?
        @Option(help: "The last day on which it is taken in.")
        var validUntil: Day?
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            let request = [number, reason ?? "", validUntil?.text ?? ""] + line
            try change.perform("return authorise", request, common, database) {
                let detail = try ReturnAuthorisations(database).authorise(
                    number, wishes, reason: reason, validUntil: validUntil, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Receive: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "Take goods in by an authorisation, to be sold again or thrown away.",
            discussion: """
                Without --line all that may still come came in, without --reason for that of the authorisation. What was invoiced of it is credited by: nephrite invoice credit

                Examples:
                  nephrite return receive RA-2026-000001
                  nephrite return receive RA-2026-000001 --line LOTUS-1001=1 --scrap --reason chipped
                """)
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Only so much of it.", valueName: "sku=qty"))
        var line: [String] = []
        @OptionGroup var acceptance: AcceptanceOptions
        @Argument(help: ArgumentHelp("The authorisation's number.", valueName: "authorisation"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            try change.perform("return receive", [number] + acceptance.request + line, common, database) {
                let (detail, order) = try ReturnAuthorisations(database).receive(
                    number, wishes, acceptance.acceptance, key: change.key, dryRun: change.dryRun)
                OrderHint.toCredit(order, detail.lines.map(\.sku)).map(common.hint)
                OrderHint.moneyLeft(order).forEach(common.hint)
                return (Answer(detail), 0)
            }
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Call off what has not come in by an authorisation.",
            discussion: """
                What came in by it stays in.

                Example:
                  nephrite return cancel RA-2026-000001 --reason "keeps it"
                """)
        @Option(help: "Why.")
        var reason: String
        @Argument(help: ArgumentHelp("The authorisation's number.", valueName: "authorisation"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("return cancel", [number, reason], common, database) {
                let detail = try ReturnAuthorisations(database).cancel(number, reason: reason, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an authorisation with its lines and what came in by it.",
            discussion: "Example:\n  nephrite return show RA-2026-000001 -O json")
        @Argument(help: ArgumentHelp("The authorisation's number.", valueName: "authorisation"))
        var number: String
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(try ReturnAuthorisations(common.open()).show(number))) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List authorisations by number.",
            discussion: "Example:\n  nephrite return list --state authorised")
        @Option(help: "Only this order's.")
        var order: String?
        @Option(help: "Only this state: authorised, received, credited, cancelled or expired.")
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let state: ReturnState? = try StateText.read(state)
            let rows = try ReturnAuthorisations(common.open()).list(
                order: order, state: state, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension Answer {
    /// An authorisation with its lines and what came in by it.
    init(_ detail: ReturnAuthorisations.Detail) {
        self = Answer(detail.head).with(
            Member("lines", .list(detail.lines.map(Self.authorised))),
            Member("returns", .list(Self.returns(detail.returns))))
    }

    /// A row of the list of authorisations.
    init(_ row: ReturnAuthorisationRow) {
        self = .keys(
            ("return_authorisation", .text(row.number)), ("order", .text(row.order)),
            ("customer", .text(row.customer)), ("state", .text(row.state.rawValue)),
            ("reason", .text(ifPresent: row.reason)), ("valid_until", .text(ifPresent: row.validUntil)),
            ("authorised_at", .text(row.authorisedAt)), ("authorised_by", .text(row.authorisedBy)),
            ("cancelled_at", .text(ifPresent: row.cancelledAt)), ("cancelled_by", .text(ifPresent: row.cancelledBy)),
            ("cancel_reason", .text(ifPresent: row.cancelReason)), ("authorised", .int(row.authorised)),
            ("received", .int(row.received)), ("outstanding", .int(row.outstanding)))
    }

    private static func authorised(_ row: ReturnAuthorisationLineRow) -> Answer {
        .keys(
            ("line", .int(row.line)), ("sku", .text(row.sku)), ("name", .text(row.name)),
            ("authorised", .int(row.authorised)), ("received", .int(row.received)),
            ("restocked", .int(row.restocked)), ("scrapped", .int(row.scrapped)), ("credited", .int(row.credited)),
            ("outstanding", .int(row.outstanding)))
    }
}
