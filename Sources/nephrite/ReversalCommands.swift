internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite shipment`: what left, who carries it, and what never left.
struct ShipmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shipment", abstract: "Shipments, their carriers, and those that never left.",
        discussion: "Example:\n  nephrite shipment track SH-2026-000001 --carrier DHL --tracking 00340434161094000001",
        subcommands: [Show.self, Track.self, Reverse.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a shipment.", discussion: "Example:\n  nephrite shipment show SH-2026-000001")
        @Argument(help: ArgumentHelp("The shipment's number.", valueName: "shipment"))
        var number: String
        @OptionGroup var common: CommonOptions

        func run() throws { try common.show(Answer(try Reversing(common.open()).shipment(number))) }
    }

    struct Track: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who carries a shipment, and by which numbers it is followed.",
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
            abstract: "Undo a shipment that never left.",
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

/// `nephrite payment`: money that came in or went back.
struct PaymentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payment", abstract: "Payments, those that were none, and what is paid back.",
        discussion: "Example:\n  nephrite payment list --of INV-2026-000001",
        subcommands: [List.self, Reverse.self, Refund.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List payments in the order in which they were entered.",
            discussion: "Example:\n  nephrite payment list --of INV-2026-000001")
        @Option(help: "Only this customer's.")
        var customer: String?
        @Option(help: ArgumentHelp("Only those of this invoice, or deposits of this order.", valueName: "number"))
        var of: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Reversing(common.open()).payments(
                customer: customer, document: of, limit: page.limit, after: page.numericAfter())
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undo a payment that was entered by mistake, with the discount it earned.",
            discussion: "Example:\n  nephrite payment reverse 12 --reason \"of another customer\"")
        @Argument(help: "The payment's key.")
        var payment: Int
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("payment reverse", ["\(payment)", reason], common, database) {
                let rows = try Reversing(database).reverse(
                    payment: payment, reason: reason, key: change.key, dryRun: change.dryRun)
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }

    struct Refund: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pay back what was paid too much on an invoice, or what is left of an order's deposits.",
            discussion: """
                Examples:
                  nephrite payment refund INV-2026-000001 --amount 12.50 --on 2026-11-30 --reason "credited"
                  nephrite payment refund SO-2026-000004 --amount 120.00 --on 2026-11-30 --reason "cancelled"
                """)
        @Argument(help: "The number of the invoice or the order.")
        var number: String
        @Option(help: "In its currency.")
        var amount: String
        @Option(help: "The day it is paid back.")
        var on: Day
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("payment refund", [number, amount, on.text, reason], common, database) {
                let row = try Reversing(database).refund(
                    number, amount: amount, on: on, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(row), 0)
            }
        }
    }
}

extension StockCommand {
    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undo a receipt or a correction that was entered by mistake.",
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

extension PurchaseCommand {
    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undo a receipt of what never came in.",
            discussion: "Example:\n  nephrite purchase reverse RC-2026-000001 --reason \"the wrong purchase\"")
        @Argument(help: "The receipt's number.")
        var receipt: String
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("purchase reverse", [receipt, reason], common, database) {
                let detail = try Reversing(database).reverse(
                    receipt: receipt, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
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
            ("parcels", .list(detail.parcels.map { Answer($0) })),
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

    /// A payment.
    init(_ row: PaymentRow) {
        self = .keys(
            ("payment", .int(Int(row.id))), ("kind", .text(row.kind)), ("customer", .text(row.customer)),
            ("amount", .money(row.amount, row.currency)), ("currency", .text(row.currency)),
            ("paid_on", .text(row.paidOn)), ("invoices", .list(row.invoices.map(Answer.text))),
            ("order", .text(ifPresent: row.order)), ("of_payment", .int(ifPresent: row.cause.map(Int.init))),
            ("reversed", .bool(row.isReversed)), ("reason", .text(ifPresent: row.reason)))
    }
}
