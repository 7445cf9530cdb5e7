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
            Receive.self, Adjust.self, Transfer.self, Reverse.self, Cover.self, Count.self, Show.self, History.self,
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
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard supplierLot == nil || lot != nil else { throw ValidationError("--supplier-lot needs --lot") }
        }

        func run() throws {
            let database = try common.open()
            let request = [sku, "\(quantity)", cost, location, on?.text ?? ""] + [lot, supplierLot].compactMap { $0 }
            try change.perform("stock receive", request, common, database) {
                let standing = try Stock(database).receive(
                    sku, quantity: quantity, cost: cost, location: location, on: on, lot: lot,
                    supplierLot: supplierLot, dryRun: change.dryRun)
                return (Answer(standing), 0)
            }
        }
    }

    struct Adjust: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adjust", abstract: "Correct what lies somewhere.",
            discussion: """
                Below what is promised, the youngest promises are taken back first; the answer lists them.

                Example:
                  nephrite stock adjust LOTUS-1001 -5 --reason "broken in the warehouse"
                """)
        @Argument(help: ArgumentHelp("The SKU and how many more or less.", valueName: "sku ±qty"))
        var words: [String]
        @Option(help: "Why.")
        var reason: String
        @Option(help: "Where.")
        var location: String = "MAIN"
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            guard words.count == 2, let quantity = Int(words[1]), !words[0].hasPrefix("-") else {
                throw ValidationError("give an SKU and a whole number such as -5 or +5")
            }
            let database = try common.open()
            try change.perform("stock adjust", words + [reason, location], common, database) {
                let standing = try Stock(database).adjust(
                    words[0], by: quantity, reason: reason, location: location, dryRun: change.dryRun)
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
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform(
                "stock transfer", [sku, "\(quantity)", from, target] + (lot.map { [$0] } ?? []), common, database
            ) {
                let standing = try Stock(database).transfer(
                    sku, quantity: quantity, from: from, target: target, lot: lot, dryRun: change.dryRun)
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
            ("reverses", .int(ifPresent: row.reverses.map(Int.init))), ("lots", .list(row.lots.map { Answer($0) })),
            ("effective_on", .text(row.day)), ("entered_at", .text(row.enteredAt)), ("actor", .text(row.actor)))
    }
}
