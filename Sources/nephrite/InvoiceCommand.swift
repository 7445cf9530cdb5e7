internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering

/// `nephrite invoice`: what is charged, and what is paid.
struct InvoiceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoice", abstract: "Invoices and what is paid on them.",
        discussion: "Example:\n  nephrite invoice create SO-2026-000001",
        subcommands: [Create.self, Show.self, List.self, Pay.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Post an invoice for all that may be invoiced of an order.",
            discussion: "Example:\n  nephrite invoice create SO-2026-000001")
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var order: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("invoice create", [order], common, database) {
                (Answer(try Invoices(database).create(order: order, key: change.key, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an invoice.", discussion: "Example:\n  nephrite invoice show INV-2026-000001")
        @Argument(help: ArgumentHelp("The invoice's number.", valueName: "invoice"))
        var number: String
        @OptionGroup var common: CommonOptions
        func run() throws { try common.show(Answer(try Invoices(common.open()).show(number))) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List invoices by number.", discussion: "Example:\n  nephrite invoice list --unpaid")
        @Option(help: "Only this customer's.")
        var customer: String?
        @Flag(help: "Only what is not paid in full.")
        var unpaid = false
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Invoices(common.open()).list(
                customer: customer, isOpen: unpaid, limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct Pay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a payment in.",
            discussion: "Example:\n  nephrite invoice pay INV-2026-000001 --amount 100.00 --on 2026-11-30")
        @Argument(help: ArgumentHelp("The invoice's number.", valueName: "invoice"))
        var number: String
        @Option(help: "In the invoice's currency.")
        var amount: String
        @Option(help: "The day it came in.")
        var on: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("invoice pay", [number, amount, on.text], common, database) {
                let detail = try Invoices(database).pay(
                    number, amount: amount, on: on, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }
}
