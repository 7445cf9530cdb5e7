internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite order`: from the quote to the shipment.
struct OrderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Orders from the quote to the shipment and back.",
        discussion: """
            Example:
              nephrite order create --customer NORD --po 4711 --line LOTUS-1001=50 --line LOTUS-1002=20@7.50
            """,
        subcommands: [
            Create.self, Import.self, WhatIf.self, Quote.self, Expire.self, Confirm.self, Amend.self, Allocate.self,
            Release.self,
            Hold.self,
            Unhold.self, Deposit.self, Cancel.self, Ship.self, Return.self, Reopen.self, Response.self, Show.self,
            List.self,
            History.self,
        ])

    /// Orders by their numbers, and what every action takes.
    struct Targets: ParsableArguments {
        @Argument(help: ArgumentHelp("The orders' numbers; all of them are done or none.", valueName: "order"))
        var numbers: [String]
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        /// What a table shows of several orders.
        static let columns = [
            "order", "customer", "state", "holds", "allocation", "shipment", "invoice", "payment", "currency", "gross",
        ]

        /// Does it and prints the order, or a list where several were asked for.
        func perform(_ name: String, _ action: SalesOrders.Action, _ request: [String] = []) throws {
            let database = try common.open()
            try change.perform(
                "order " + name, numbers + [""] + request, common, database, columns: Self.columns
            ) {
                let (details, status) = try SalesOrders(database).perform(
                    action, on: numbers, key: change.key, dryRun: change.dryRun)
                switch action {
                case .allocate: OrderHint.waiting(details).forEach(common.hint)
                case .unhold: OrderHint.held(details).forEach(common.hint)
                case .cancel: details.flatMap(OrderHint.moneyLeft).forEach(common.hint)
                default: break
                }
                let answers = details.map { Answer($0) }
                return (answers.count == 1 ? answers[0] : .list(answers), status)
            }
        }
    }

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a draft.",
            discussion: """
                Freight is charged by the first invoice, without tax here and taxed as the first line. A discount from our price, as a \
                price of its own, puts the order on a price hold.

                Examples:
                  nephrite order create --customer NORD --po 4711 --line LOTUS-1001=50
                  nephrite order create --customer NORD --line LOTUS-1001=50 LOTUS-1002=6 --discount LOTUS-1001=5 --freight 9.50
                """)
        @Option(help: "The customer's code.")
        var customer: String
        @Option(help: "The customer's own number of the order; he cannot order by it twice.")
        var po: String?
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp(
                "What and how many, at a price of its own if one is given.", valueName: "sku=qty[@price]"))
        var line: [String]
        @Option(help: "The day it is promised for.")
        var promise: Day?
        @Option(help: "The customer's address it goes to, by its code; without one the default one.")
        var shipTo: String?
        @OptionGroup var extras: PriceOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try extras.wishes(line)
            guard (1...999).contains(wishes.count) else { throw ValidationError("an order has 1 to 999 lines") }
            let database = try common.open()
            let request =
                [customer, po ?? "", promise?.text ?? ""] + line
                + ChangeOptions.said("ship-to", shipTo) + extras.request
            try change.perform("order create", request, common, database) {
                let detail = try SalesOrders(database).create(
                    customer: customer, poNumber: po, wishes, promisedOn: promise, shipTo: shipTo,
                    freight: extras.freight, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Quote: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "quote", abstract: "Offer drafts to their customers.",
            discussion: "Example:\n  nephrite order quote SO-2026-000001 --valid-until 2026-12-31")
        @Option(help: "The last day on which it may be confirmed; without one it holds without end.")
        var validUntil: Day?
        @OptionGroup var targets: Targets

        func run() throws {
            let database = try targets.common.open()
            let request = targets.numbers + [""] + (validUntil.map { [$0.text] } ?? [])
            try targets.change.perform(
                "order quote", request, targets.common, database, columns: Targets.columns
            ) {
                let details = try SalesOrders(database).quote(
                    targets.numbers, validUntil: validUntil, key: targets.change.key, dryRun: targets.change.dryRun)
                let answers = details.map { Answer($0) }
                return (answers.count == 1 ? answers[0] : .list(answers), 0)
            }
        }
    }

    struct Expire: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "expire", abstract: "End quotations whose last day is over.",
            discussion: """
                Without numbers all of them, a thousand at once; the answer is a row for each.

                Example:
                  nephrite order expire
                """)
        @Argument(help: ArgumentHelp("The orders' numbers; all of them are ended or none.", valueName: "order"))
        var numbers: [String] = []
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("order expire", numbers, common, database) {
                let details = try SalesOrders(database).expire(numbers, key: change.key, dryRun: change.dryRun)
                return (.list(details.map { Answer($0.order) }), 0)
            }
        }
    }

    struct Confirm: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm", abstract: "Agree on drafts or quotes; above the credit limit they are put on hold.",
            discussion: "Example:\n  nephrite order confirm SO-2026-000001")
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform("confirm", .confirm) }
    }

    struct Allocate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "allocate", abstract: "Promise what is available; the exit status is 3 when that is a part.",
            discussion:
                "Examples:\n  nephrite order allocate SO-2026-000001\n  nephrite order allocate SO-2026-000001 --line LOTUS-1001=2"
        )
        @OptionGroup var part: PromiseOptions
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform("allocate", .allocate(part.wishes()), part.request) }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Take promises back.",
            discussion:
                "Examples:\n  nephrite order release SO-2026-000001\n  nephrite order release SO-2026-000001 --line LOTUS-1001=2"
        )
        @OptionGroup var part: PromiseOptions
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform("release", .release(part.wishes()), part.request) }
    }

    struct Hold: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hold", abstract: "Keep orders from being allocated and shipped.",
            discussion: "Example:\n  nephrite order hold SO-2026-000001 --reason \"address to be checked\"")
        @Option(help: "credit, deposit, price, stock, compliance or manual.")
        var kind: String = "manual"
        @Option(help: "Why.")
        var reason: String
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform("hold", .hold(kind, reason: reason), [kind, reason]) }
    }

    struct Unhold: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unhold", abstract: "Release holds.",
            discussion: "Example:\n  nephrite order unhold SO-2026-000001 --kind price")
        @Option(help: "The kind of hold; without one all of them.")
        var kind: String?
        @OptionGroup var targets: Targets
        func run() throws { try targets.perform("unhold", .unhold(kind), [kind ?? ""]) }
    }

    struct Deposit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "deposit", abstract: "Take a payment in for an order that is not invoiced yet.",
            discussion: """
                The order's invoices use it up, the oldest payment first. A deposit hold goes when there is enough.

                Example:
                  nephrite order deposit SO-2026-000001 --amount 120.00 --on 2026-11-30
                """)
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @Option(help: "In the order's currency.")
        var amount: String
        @Option(help: "The day it came in.")
        var on: Day
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("order deposit", [number, amount, on.text], common, database) {
                let detail = try SalesOrders(database).deposit(
                    number, amount: amount, on: on, key: change.key, dryRun: change.dryRun)
                return (Answer(detail), 0)
            }
        }
    }

    struct Cancel: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "Call the open quantity off, and take its promises back.",
            discussion:
                """
                Without --line everything that is open is called off.

                Examples:
                  nephrite order cancel SO-2026-000001 --line LOTUS-1002
                  nephrite order cancel SO-2026-000001 --line LOTUS-1001=5 --reason "fewer rooms"
                """
        )
        @Option(help: ArgumentHelp("Only of this SKU, and only so much of it.", valueName: "sku[=qty]"))
        var line: [String] = []
        @Option(help: "Why.")
        var reason: String?
        @OptionGroup var targets: Targets
        func run() throws {
            let wishes = try line.map(WishText.part)
            try targets.perform("cancel", .cancel(wishes, reason: reason), line + ["", reason ?? ""])
        }
    }

    struct Ship: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ship", abstract: "Ship what is allocated, or so much of it.",
            discussion: "Example:\n  nephrite order ship SO-2026-000001 --line LOTUS-1001=20")
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Only so much of it.", valueName: "sku=qty"))
        var line: [String] = []
        @OptionGroup var leaving: LeavingOptions
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let wishes = try WishText.quantities(line)
            let database = try common.open()
            let departure = try leaving.departure()
            try change.perform("order ship", [number] + line + leaving.key, common, database) {
                let (details, status) = try SalesOrders(database).perform(
                    .ship(wishes, departure), on: [number], key: change.key, dryRun: change.dryRun)
                details.first.flatMap(OrderHint.unpaid).map(common.hint)
                details.flatMap(OrderHint.moneyLeft).forEach(common.hint)
                return (details.first.map { Answer($0) } ?? .null, status)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show an order with its lines, holds, shipments and invoices.",
            discussion: "Example:\n  nephrite order show SO-2026-000001 -O json")
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let detail = try SalesOrders(common.open()).show(number)
            OrderHint.moneyLeft(detail).forEach(common.hint)
            try common.show(Answer(detail))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List orders by number.",
            discussion: "Example:\n  nephrite order list --backordered")
        @Option(help: "Only this state: draft, quoted, expired, confirmed, closed or cancelled.")
        var state: String?
        @Option(help: "Only this customer's.")
        var customer: String?
        @Flag(help: "Only orders that wait for goods.")
        var backordered = false
        @Flag(help: "Only orders with an open hold.")
        var onHold = false
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let state: OrderState? = try StateText.read(state)
            let rows = try SalesOrders(common.open()).list(
                state: state, customer: customer, isBackordered: backordered, isOnHold: onHold, limit: page.limit,
                after: page.after)
            try common.show(
                .list(rows.map { Answer($0) }),
                columns: [
                    "order", "customer", "state", "holds", "created_on", "promised_on", "shipment", "payment",
                    "currency", "gross",
                ])
        }
    }

    struct History: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history", abstract: "List what was done to an order, the oldest first.",
            discussion: "Example:\n  nephrite order history SO-2026-000001")
        @Argument(help: ArgumentHelp("The order's number.", valueName: "order"))
        var number: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try SalesOrders(common.open()).history(number)
            try common.show(.list(rows.map { Answer(order: $0) }))
        }
    }
}

/// `SKU=QTY` or `SKU=QTY@PRICE`.
enum WishText {
    /// Those of which only a quantity may be said.
    static func quantities(_ texts: [String]) throws -> [SalesOrders.Wish] {
        let wishes = try texts.map(wish)
        guard wishes.allSatisfy({ $0.price == nil }) else {
            throw ValidationError("--line takes SKU=QTY here; the price was agreed with the order")
        }
        return wishes
    }

    /// `SKU`, or `SKU=QTY`.
    static func part(_ text: String) throws -> SalesOrders.LinePart {
        guard text.contains("=") else { return SalesOrders.LinePart(sku: text) }
        let wish = try wish(text)
        guard wish.price == nil else { throw ValidationError("--line takes SKU or SKU=QTY here, not \"\(text)\"") }
        return SalesOrders.LinePart(sku: wish.sku, quantity: wish.quantity)
    }

    /// `SKU=LOT`, each SKU once.
    static func lots(_ texts: [String]) throws -> [String: String] {
        var lots: [String: String] = [:]
        for text in texts {
            let (sku, lot) = try pair(text, "--lot", "SKU=LOT, an SKU once")
            guard lots.updateValue(lot, forKey: sku) == nil else {
                throw ValidationError("--lot takes SKU=LOT, an SKU once, not \"\(text)\"")
            }
        }
        return lots
    }

    /// Two words with `=` between them, of an option that takes such a form.
    static func pair(_ text: String, _ option: String, _ form: String) throws -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ValidationError("\(option) takes \(form), not \"\(text)\"")
        }
        return (parts[0], parts[1])
    }

    static func wish(_ text: String) throws -> SalesOrders.Wish {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let tail =
            parts.count == 2 ? parts[1].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false) : []
        guard let first = tail.first, let quantity = Int(first), (1...999_999_999).contains(quantity), !parts[0].isEmpty
        else {
            throw ValidationError(
                "--line takes SKU=QTY or SKU=QTY@PRICE with a quantity from 1 to 999999999, not \"\(text)\"")
        }
        return SalesOrders.Wish(
            sku: String(parts[0]), quantity: quantity, price: tail.count == 2 ? String(tail[1]) : nil)
    }
}
