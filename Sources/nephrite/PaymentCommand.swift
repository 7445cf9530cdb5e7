internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite payment`: money that came in or went back.
struct PaymentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payment", abstract: "Payments, those that were none, and what is paid back.",
        discussion: "Example:\n  nephrite payment list --of INV-2026-000001",
        subcommands: [List.self, Reverse.self, Refund.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List payments in the order in which they were entered.",
            discussion: "Example:\n  nephrite payment list --of INV-2026-000001")
        @Option(help: "Only this customer's.")
        var customer: String?
        @Option(help: ArgumentHelp("Only those of this invoice, or deposits of this order.", valueName: "number"))
        var of: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Payments(common.open()).list(
                customer: customer, document: of, limit: page.limit, after: page.numericAfter())
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct Reverse: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reverse",
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
                let rows = try Payments(database).reverse(
                    payment, reason: reason, key: change.key, dryRun: change.dryRun)
                return (.list(rows.map { Answer($0) }), 0)
            }
        }
    }

    struct Refund: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refund",
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
                let row = try Payments(database).refund(
                    number, amount: amount, on: on, reason: reason, key: change.key, dryRun: change.dryRun)
                return (Answer(row), 0)
            }
        }
    }
}

extension Answer {
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
