internal import ArgumentParser
internal import Operations
internal import Orders
internal import Rendering
internal import Storage

extension ShipmentCommand {
    struct Plan: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "Plan to ship what is allocated to an order, or so much of it.",
            discussion: """
                What is planned stays promised: it is neither released nor shipped otherwise until it has left or is given up. \
                nephrite document pick-list PS-2026-000001 prints what to pick.

                Example:
                  nephrite shipment plan SO-2026-000001 --line LOTUS-1001=20 --picker hall-2
                """)
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var order: String
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Only so much of it.", valueName: "sku=qty"))
        var line: [String] = []
        @Option(help: "Who picks.")
        var picker: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            try change.perform("shipment plan", [order, picker ?? ""] + line, common, database) {
                let detail = try PlannedShipments(database).plan(
                    order, wishes, picker: picker, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Pick: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pick", abstract: "Begin to pick a planned shipment.",
            discussion: "Example:\n  nephrite shipment pick PS-2026-000001 --picker hall-2")
        @Argument(help: ArgumentHelp("The planned shipment's number.", valueName: "planned"))
        var number: String
        @Option(help: "Who picks.")
        var picker: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("shipment pick", [number, picker ?? ""], common, database) {
                let detail = try PlannedShipments(database).step(
                    number, to: .picking, picker: picker, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Pack: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pack", abstract: "Say that all of a planned shipment is picked and packed.",
            discussion: "Example:\n  nephrite shipment pack PS-2026-000001")
        @Argument(help: ArgumentHelp("The planned shipment's number.", valueName: "planned"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("shipment pack", [number], common, database) {
                (Answer(try PlannedShipments(database).step(number, to: .packed, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Ship: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ship", abstract: "Ship what was packed.",
            discussion: """
                It becomes a shipment of its order, as by nephrite order ship.

                Example:
                  nephrite shipment ship PS-2026-000001 --carrier DHL --tracking 00340434161094000001
                """)
        @Argument(help: ArgumentHelp("The planned shipment's number.", valueName: "planned"))
        var number: String
        @OptionGroup var leaving: LeavingOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let departure = try leaving.departure()
            let database = try common.open()
            try change.perform("shipment ship", [number] + leaving.key, common, database) {
                let detail = try PlannedShipments(database).ship(
                    number, departure, key: change.key, dryRun: change.dryRun)
                if !change.dryRun { try OrderHint.moneyLeft(detail.planned.order, database).forEach(common.hint) }
                return (Answer(detail), 0)
            }
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Give a planned shipment up; its goods stay promised to the order.",
            discussion: "Example:\n  nephrite shipment cancel PS-2026-000001 --reason \"carton was broken\"")
        @Argument(help: ArgumentHelp("The planned shipment's number.", valueName: "planned"))
        var number: String
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("shipment cancel", [number, reason], common, database) {
                (Answer(try PlannedShipments(database).cancel(number, reason: reason, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List planned shipments by number.",
            discussion: "Example:\n  nephrite shipment list --state picking")
        @Option(help: "Only those that are planned, picking, packed, shipped or cancelled.")
        var state: String?
        @Option(help: "Only those of an order.")
        var order: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let state: PlannedState? = try StateText.read(state)
            let rows = try PlannedShipments(common.open()).list(
                state: state, order: order, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension Answer {
    /// A planned shipment with what it holds.
    init(_ detail: PlannedShipments.Detail) {
        let planned = detail.planned
        self = .keys(
            ("planned", .text(planned.number)), ("order", .text(planned.order)), ("customer", .text(planned.customer)),
            ("state", .text(planned.state.rawValue)), ("picker", .text(ifPresent: planned.picker)),
            ("shipment", .text(ifPresent: planned.shipment)),
            ("cancelled_because", .text(ifPresent: planned.cancelReason)),
            (
                "steps",
                .list(planned.times.map { .keys(("state", .text($0.state.rawValue)), ("at", .text($0.at))) })
            ),
            (
                "lines",
                .list(
                    detail.lines.map {
                        .keys(
                            ("line", .int($0.line)), ("sku", .text($0.sku)), ("name", .text($0.name)),
                            ("location", .text($0.location)), ("quantity", .int($0.quantity)))
                    })
            ))
    }

    /// A planned shipment in a list.
    init(_ row: PlannedShipmentRow) {
        self = .keys(
            ("planned", .text(row.number)), ("order", .text(row.order)), ("customer", .text(row.customer)),
            ("state", .text(row.state.rawValue)), ("picker", .text(ifPresent: row.picker)),
            ("since", .text(ifPresent: row.times.last?.at)), ("shipment", .text(ifPresent: row.shipment)))
    }
}
