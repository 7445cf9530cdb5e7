internal import ArgumentParser
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite shipment`: what is made ready, what left, who carries it, and what never left.
struct ShipmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipment", abstract: "Shipments made ready, their carriers, and those that never left.",
        discussion: "Example:\n  nephrite shipment track SH-2026-000001 --carrier DHL --tracking 00340434161094000001",
        subcommands: [
            Plan.self, Pick.self, Pack.self, Ship.self, Cancel.self, List.self, Show.self, Track.self, Customs.self,
            Reverse.self,
        ])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a shipment, or a planned one.",
            discussion: "Example:\n  nephrite shipment show SH-2026-000001\n  nephrite shipment show PS-2026-000001")
        @Argument(help: ArgumentHelp("The shipment's number.", valueName: "shipment"))
        var number: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try common.show(
                number.hasPrefix("PS-")
                    ? Answer(PlannedShipments(database).show(number)) : Answer(Reversing(database).shipment(number)))
        }
    }

    struct Track: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "track", abstract: "Say who carries a shipment, and by which numbers it is followed.",
            discussion:
                "Example:\n  nephrite shipment track SH-2026-000001 --carrier DHL --tracking 00340434161094000001")
        @Argument(help: ArgumentHelp("The shipment's number.", valueName: "shipment"))
        var number: String
        @Option(help: "Who carries it.")
        var carrier: String
        @Option(parsing: .upToNextOption, help: "The numbers by which it is followed.")
        var tracking: [String] = []
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("shipment track", [number, carrier] + tracking, common, database) {
                let shipment = try Reversing(database).track(
                    number, carrier: carrier, tracking: tracking, dryRun: change.dryRun)
                return (Answer(shipment), 0)
            }
        }
    }

    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reverse", abstract: "Undo a shipment that never left.",
            discussion: """
                Its goods lie where they lay, promised to nobody, and its order is open again. What was invoiced of it is credited first; \
                what left and came back is an order return.

                Example:
                  nephrite shipment reverse SH-2026-000001 --reason "booked twice"
                """)
        @Argument(help: ArgumentHelp("The shipment's number.", valueName: "shipment"))
        var number: String
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("shipment reverse", [number, reason], common, database) {
                let shipment = try Reversing(database).reverse(
                    shipment: number, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(shipment), 0)
            }
        }
    }
}

extension Answer {
    /// A shipment.
    init(_ detail: Reversing.Shipment) {
        let head = detail.shipment
        self = .keys(
            ("shipment", .text(head.number)), ("order", .text(head.order)), ("customer", .text(head.customer)),
            ("state", .text(head.reversal == nil ? "shipped" : "reversed")), ("shipped_on", .text(head.shippedOn)),
            ("reversed_because", .text(ifPresent: head.reversal)),
            ("parcels", .list(detail.parcels.map { Answer($0) })), ("customs", Answer(detail.customs)),
            (
                "lines",
                .list(
                    detail.lines.map {
                        .keys(
                            ("line", .int($0.line)), ("sku", .text($0.sku)), ("location", .text($0.location)),
                            ("quantity", .int($0.quantity)), ("lots", .list($0.lots.map { Answer($0) })))
                    })
            ))
    }

    /// A parcel.
    init(_ row: ParcelRow) {
        self = .keys(("carrier", .text(row.carrier)), ("tracking", .text(ifPresent: row.tracking)))
    }
}
