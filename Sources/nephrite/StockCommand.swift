internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite stock`: what lies where.
struct StockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stock", abstract: "What lies where, and the movements that brought it there.",
        discussion: "Example:\n  nephrite stock receive LOTUS-1001 200 --cost 3.20",
        subcommands: [
            Receive.self, Adjust.self, Scrap.self, Transfer.self, Reverse.self, Cover.self, Count.self, Show.self,
            History.self,
        ])

    struct Receive: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "receive", abstract: "Take goods in.",
            discussion: "Example:\n  nephrite stock receive LOTUS-1001 200 --cost 3.20")
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "How many.")
        var quantity: Int
        @Option(help: "For one, in the base currency.")
        var cost: String
        @Option(help: "Where to.")
        var location: String = "MAIN"
        @Option(help: "The day it counts for; without one today.")
        var on: Day?
        @Option(help: "The lot they are of; it is made where it is new.")
        var lot: String?
        @Option(help: "The supplier's own number of the lot.")
        var supplierLot: String?
        @Option(help: "The reference of the lot's certificate.")
        var certificate: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard supplierLot == nil || lot != nil else { throw ValidationError("--supplier-lot needs --lot") }
            guard certificate == nil || lot != nil else { throw ValidationError("--certificate needs --lot") }
        }

        func run() throws {
            let database = try common.open()
            let request =
                [sku, "\(quantity)", cost, location, on?.text ?? ""] + [lot, supplierLot].compactMap { $0 }
                + ChangeOptions.said("--certificate", certificate)
            try change.perform("stock receive", request, common, database) {
                let standing = try Stock(database).receive(
                    sku, quantity: quantity, cost: cost, location: location, on: on,
                    lot: lot.map { Lots.Arriving($0, supplierLot: supplierLot, certificate: certificate) },
                    dryRun: change.dryRun)
                return (Answer(standing), 0)
            }
        }
    }

    struct Cover: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cover", abstract: "Give what is available to the orders that wait for it.",
            discussion: """
                Who was confirmed first is served first; orders on hold are passed over. The answer lists who got what.

                Example:
                  nephrite stock cover LOTUS-1001
                """)
        @Argument(help: "The SKU.")
        var sku: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("stock cover", [sku], common, database) {
                let standing = try Stock(database).cover(sku, key: change.key, dryRun: change.dryRun)
                return (Answer(standing, withCovered: true), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what is there of a product.",
            discussion: "Example:\n  nephrite stock show LOTUS-1001 --as-of 2026-10-31")
        @Argument(help: "The SKU.")
        var sku: String
        @Option(help: "At the end of this day.")
        var asOf: Day?
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(try Stock(common.open()).show(sku, asOf: asOf))) }
    }

    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "List a product's movements in the order in which they were entered.",
            discussion: "Example:\n  nephrite stock history LOTUS-1001")
        @Argument(help: "The SKU.")
        var sku: String
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let after = try page.numericAfter()
            let (rows, currency) = try Stock(common.open()).history(sku, limit: page.limit, after: after)
            try common.show(.list(rows.map { Answer($0, currency) }))
        }
    }
}

extension Answer {
    /// What is there of a product.
    init(_ standing: Stock.Standing, withReleased: Bool = false, withCovered: Bool = false) {
        let rows = standing.balances
        let onHand = rows.reduce(0) { $0 + $1.onHand }
        let held = rows.filter(\.isHeld).reduce(0) { $0 + $1.onHand }
        let allocated = rows.reduce(0) { $0 + ($1.allocated ?? 0) }
        let available = rows.reduce(0) { $0 + ($1.available ?? 0) }
        let rejected = rows.reduce(0) { $0 + ($1.rejected ?? 0) }
        let isPast = standing.isPast
        var members: [Member] = [
            Member("sku", .text(standing.sku)), Member("on_hand", .int(onHand)),
            Member("allocated", isPast ? .null : .int(allocated)), Member("held", .int(held)),
            Member("rejected", isPast ? .null : .int(rejected)),
            Member("available", isPast ? .null : .int(available)),
            Member("on_order", .int(ifPresent: standing.onOrder)),
            Member("average_cost", .money(ifPresent: standing.averageCost, standing.currency)),
            Member("currency", .text(standing.currency)),
            Member(
                "locations",
                .list(
                    rows.map {
                        .keys(
                            ("location", .text($0.location)), ("lot", .null), ("on_hand", .int($0.onHand)),
                            ("allocated", .int(ifPresent: $0.allocated)), ("rejected", .int(ifPresent: $0.rejected)),
                            ("available", .int(ifPresent: $0.available)))
                    })),
        ]
        members.append(
            Member(
                "lots",
                .list(
                    standing.lots.map {
                        .keys(
                            ("lot", .text($0.lot)), ("location", .text($0.location)), ("on_hand", .int($0.onHand)))
                    })))
        if withReleased {
            members.append(Member("released", .list(standing.released.map { Answer(promise: $0) })))
        }
        if withCovered { members.append(Member("covered", .list(standing.covered.map { Answer(promise: $0) }))) }
        self = .object(members)
    }

    /// A promise to a line of an order, given or taken back.
    init(promise row: AllocationRow) {
        self = .keys(
            ("order", .text(row.order)), ("line", .int(row.ordinal)), ("sku", .text(row.sku)),
            ("quantity", .int(row.quantity)))
    }

    /// A movement, its cost in a currency.
    init(_ row: MovementRow, _ currency: String) {
        self = .keys(
            ("movement", .int(Int(row.id))), ("kind", .text(row.kind)), ("quantity", .int(row.quantity)),
            ("from", .text(ifPresent: row.from)), ("to", .text(ifPresent: row.target)),
            ("unit_cost", .money(ifPresent: row.unitCost, currency)), ("currency", .text(currency)),
            ("reason", .text(ifPresent: row.reason)), ("shipment", .text(ifPresent: row.shipment)),
            ("return", .text(ifPresent: row.orderReturn)), ("receipt", .text(ifPresent: row.receipt)),
            ("count", .text(ifPresent: row.count)),
            ("reverses", .int(ifPresent: row.reverses.map(Int.init))), ("lots", .list(row.lots.map { Answer($0) })),
            ("effective_on", .text(row.day)), ("entered_at", .text(row.enteredAt)), ("actor", .text(row.actor)))
    }
}
