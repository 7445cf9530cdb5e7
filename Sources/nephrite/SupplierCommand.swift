internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite supplier`: who offers items to us.
struct SupplierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supplier", abstract: "Suppliers and how their feeds are read.",
        discussion: """
            Example:
              nephrite supplier add LOTUS --name "Lotus Crafts" --currency USD --hold-price-change 25
            """,
        subcommands: [Add.self, Edit.self, Show.self, List.self])

    struct Details: ParsableArguments {
        @Option(help: "The supplier's name.")
        var name: String?

        @Option(help: "The currency of its prices, ISO 4217; prices in others are kept beside and never become cost.")
        var currency: String?

        @Option(help: "The profile its feeds are read by, built in or a .yaml file; without one the feed tells.")
        var profile: String?

        @Option(help: "What SKUs of its items begin with; without one its code.")
        var skuPrefix: String?

        @Option(help: ArgumentHelp("Hold prices that change by more than this.", valueName: "percent"))
        var holdPriceChange: String?

        @Option(help: ArgumentHelp("Hold vanished items beyond this share of the active ones.", valueName: "percent"))
        var holdMissing: String?
        @Option(
            help:
                "What else lets a change wait: all, none, or some of price_slip,unit_change,currency_change,gtin_moved,material_change,material_contradiction."
        )
        var holdRules: String?

        var details: Suppliers.Details {
            var details = Suppliers.Details()
            details.name = name
            details.currency = currency
            details.profile = profile
            details.skuPrefix = skuPrefix
            details.holdPriceChange = holdPriceChange
            details.holdMissing = holdMissing
            details.holdRules = holdRules
            return details
        }

        var request: [String] {
            [name, currency, profile, skuPrefix, holdPriceChange, holdMissing, holdRules].map { $0 ?? "" }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a supplier.",
            discussion: "Example:\n  nephrite supplier add HANSE --name \"Hanse Kontor\" --currency EUR")
        @Argument(help: "A code of your own: letters, digits, points, hyphens, underscores.")
        var code: String
        @OptionGroup var details: Details
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("supplier add", [code] + details.request, common, database) {
                (Answer(try Suppliers(database).add(code: code, details.details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Change what is given of a supplier.",
            discussion: "Example:\n  nephrite supplier set HANSE --hold-price-change 15")
        @Argument(help: "The supplier's code.")
        var code: String
        @OptionGroup var details: Details
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("supplier set", [code] + details.request, common, database) {
                (Answer(try Suppliers(database).set(code: code, details.details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a supplier.",
            discussion: "Example:\n  nephrite supplier show HANSE -O json")
        @Argument(help: "The supplier's code.")
        var code: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(Answer(try Suppliers(common.open()).show(code: code)))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List suppliers by code.", discussion: "Example:\n  nephrite supplier list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try Suppliers(common.open()).list(limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }
}

extension Answer {
    /// A supplier.
    init(_ row: SupplierRow) {
        self = .keys(
            ("supplier", .text(row.code)), ("name", .text(row.name)), ("currency", .text(row.currency)),
            ("profile", .text(ifPresent: row.profile)), ("sku_prefix", .text(ifPresent: row.skuPrefix)),
            ("hold_price_change", .text(row.holdPriceChange.text)), ("hold_missing", .text(row.holdMissing.text)),
            ("hold_rules", .list(row.holdRules.map(Answer.text))),
            ("applied_run", .int(ifPresent: row.appliedRun.map(Int.init))), ("active_items", .int(row.activeItems)))
    }
}
