internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite price-list`: what we sell for.
struct PriceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price-list", abstract: "Price lists: fixed prices with breaks, and rules on cost.",
        discussion: "Example:\n  nephrite price-list add WH --name Wholesale --currency EUR",
        subcommands: [
            Add.self, List.self, Show.self, Floor.self, Edit.self, Rule.self, Remove.self, Import.self, Export.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a price list.",
            discussion: "Example:\n  nephrite price-list add KEY --name \"Key accounts\" --currency EUR --parent WH")
        @Argument(help: "A code of your own.")
        var code: String
        @Option(help: "The list's name; without one its code.")
        var name: String?
        @Option(help: "The currency of its prices, ISO 4217.")
        var currency: String
        @Option(help: "The list to fall back on, by its code.")
        var parent: String?
        @Option(help: "The least margin of every price it gives, percent of the price.")
        var floor: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform(
                "price-list add", [code, name ?? "", currency, parent ?? ""] + [floor].compactMap { $0 }, common,
                database
            ) {
                let row = try PriceLists(database).add(
                    code: code, name: name, currency: currency, parent: parent, floor: floor, dryRun: change.dryRun)
                return (Answer(row), 0)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List price lists by code.",
            discussion: "Example:\n  nephrite price-list list")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try PriceLists(common.open()).list(limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer($0) }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a price list with its prices, quantities and rules.",
            discussion: "Example:\n  nephrite price-list show WH")
        @Argument(help: "The list's code.")
        var code: String
        @Option(help: "At most so many prices and rules, and so many products' quantities.")
        var limit: Int = 1_000
        @OptionGroup var common: CommonOptions

        func run() throws {
            let lists = PriceLists(try common.open())
            let row = try lists.show(code)
            let entries = try lists.entries(row, limit: limit)
            try common.show(Answer(row, entries: entries, quantities: try lists.quantities(row, limit: limit)))
        }
    }

    struct Floor: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "floor", abstract: "Set the least margin of every price that a list gives.",
            discussion: """
                A price below it, fixed or by a rule, of the list or of one it falls back on, is raised to it when it is asked for; \
                price explain says from what. Without a cost there is no floor.

                Example:
                  nephrite price-list floor WH 20
                """)
        @Argument(help: "The list's code.")
        var code: String
        @Argument(help: "Percent of the price, from 0 to below 100; none takes it away.")
        var percent: String
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("price-list floor", [code, percent], common, database) {
                (Answer(try PriceLists(database).floor(code, percent, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Set a fixed price from a quantity on, or a product's quantities.",
            discussion: "Example:\n  nephrite price-list set WH LOTUS-1001 7.90 --min-quantity 50 --from 2026-11-01")
        @Argument(help: "The list's code.")
        var code: String
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "For one, in the list's currency.")
        var price: String?
        @Option(name: [.long, .customLong("min")], help: "The break: the price holds from this quantity on.")
        var minQuantity: Int = 1
        @Option(help: "The first day it holds.")
        var from: Day?
        @Option(name: [.customLong("to")], help: "The last day it holds.")
        var through: Day?
        @Option(help: "The least on an order line.")
        var minimum: Int?
        @Option(help: "The case pack: only multiples of it can be ordered.")
        var multiple: Int?
        @Option(help: "The most on an order line.")
        var maximum: Int?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard price != nil || minimum != nil || multiple != nil || maximum != nil else {
                throw ValidationError("give a price, or --minimum, --multiple or --maximum")
            }
        }

        func run() throws {
            let database = try common.open()
            var details = PriceLists.Price()
            details.unitPrice = price
            details.minQuantity = minQuantity
            (details.from, details.through) = (from, through)
            (details.minimum, details.multiple, details.maximum) = (minimum, multiple, maximum)
            let request = [
                code, sku, price ?? "", "\(minQuantity)", from?.text ?? "", through?.text ?? "",
                "\(minimum ?? 0) \(multiple ?? 0) \(maximum ?? 0)",
            ]
            try change.perform("price-list set", request, common, database) {
                (Answer(try PriceLists(database).set(code, sku: sku, details, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Rule: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rule", abstract: "Add a rule: cost and a markup.",
            discussion:
                """
                Of the rules that fit, the one with the most conditions is taken, then the oldest.

                Examples:
                  nephrite price-list rule WH --markup 80 --ending 0.95 --floor 30 --material nephrite
                  nephrite price-list rule WH --markup 120 --grade professional
                """)
        @Argument(help: "The list's code.")
        var code: String
        @Option(help: "Percent on cost.")
        var markup: String
        @Option(help: "Raise the price to this fraction, as 0.95 or 0.99.")
        var ending: String?
        @Option(help: "The least margin, percent of the price.")
        var floor: String?
        @Option(help: "Only for this material.")
        var material: String?
        @Option(help: "Only for this shape.")
        var shape: String?
        @Option(
            help:
                "Only for products of this IASTM grade: professional, conditional, retail_only, unsuitable or unassessed."
        )
        var grade: String?
        @Option(help: "Only for this supplier's items.")
        var supplier: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            var rule = PriceLists.Rule()
            (rule.markup, rule.ending, rule.floor) = (markup, ending, floor)
            (rule.material, rule.shape, rule.grade, rule.supplier) = (material, shape, grade, supplier)
            let request = [code, markup] + [ending, floor, material, shape, supplier, grade].map { $0 ?? "" }
            try change.perform("price-list rule", request, common, database) {
                let (list, entry) = try PriceLists(database).rule(code, rule, dryRun: change.dryRun)
                return (Answer(list, rule: entry), 0)
            }
        }
    }
}

extension PriceListCommand {
    /// Takes away what `set` and `rule` have made.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Take a fixed price, a product's quantities or a rule away.",
            discussion: """
                Without --terms and --rule it is the price that `set` with the same --min-quantity and --from has set.

                Example:
                  nephrite price-list remove WH LOTUS-1001 --min-quantity 50 --from 2026-11-01
                """)
        @Argument(help: "The list's code.")
        var code: String
        @Argument(help: "The SKU, unless a rule is meant.")
        var sku: String?
        @Option(name: [.long, .customLong("min")], help: "The break of the price.")
        var minQuantity: Int?
        @Option(help: "The first day of the price.")
        var from: Day?
        @Flag(help: "Take the product's minimum, multiple and maximum away.")
        var terms = false
        @Option(help: "The number of the rule, as `show` has it.")
        var rule: Int?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            let ofPrice = minQuantity != nil || from != nil
            guard (sku == nil) == (rule != nil), !(terms && ofPrice), !(rule != nil && (terms || ofPrice)) else {
                throw ValidationError("give an SKU, with --min-quantity and --from or with --terms; or --rule N")
            }
        }

        func run() throws {
            let database = try common.open()
            let removal: PriceLists.Removal
            if let sku {
                removal = terms ? .terms(sku: sku) : .price(sku: sku, minQuantity: minQuantity ?? 1, from: from)
            } else {
                removal = .rule(Int64(rule ?? 0))
            }
            let request = [code, sku ?? "", "\(minQuantity ?? 1)", from?.text ?? "", "\(terms) \(rule ?? 0)"]
            try change.perform("price-list remove", request, common, database) {
                (Answer(try PriceLists(database).remove(removal, from: code, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// A price list.
    init(_ row: PriceListRow) { self = .object(Self.members(of: row)) }

    private static func members(of list: PriceListRow) -> [Member] {
        [
            Member("price_list", .text(list.code)), Member("name", .text(list.name)),
            Member("currency", .text(list.currency)), Member("parent", .text(ifPresent: list.parent)),
            Member("floor_percent", .text(ifPresent: list.floor?.text)),
        ]
    }

    /// What was set of a product.
    init(_ set: PriceLists.SetPrice) {
        let hasPrice = set.unitPrice != nil
        self = .object(
            Self.members(of: set.list) + [
                Member("sku", .text(set.sku)),
                Member("unit_price", .money(ifPresent: set.unitPrice, set.list.currency)),
                Member("min_quantity", .int(ifPresent: hasPrice ? set.price.minQuantity : nil)),
                Member("valid_from", .text(ifPresent: hasPrice ? set.price.from?.text : nil)),
                Member("valid_to", .text(ifPresent: hasPrice ? set.price.through?.text : nil)),
                Member("minimum", .int(ifPresent: set.terms?.minimum)),
                Member("multiple", .int(ifPresent: set.terms?.multiple)),
                Member("maximum", .int(ifPresent: set.terms?.maximum)),
                Member("floor", .money(ifPresent: set.floor, set.list.currency)),
            ])
    }

    /// A rule that was added to a list.
    init(_ list: PriceListRow, rule: PriceEntryRow) {
        self = .object(Self.members(of: list).filter { $0.key != "floor_percent" } + Self.members(of: rule))
    }

    private static func members(of rule: PriceEntryRow) -> [Member] {
        [
            Member("rule", .int(ifPresent: rule.rule.map { Int($0) })),
            Member("markup_percent", .text(ifPresent: rule.markup?.text)),
            Member("ending", .text(ifPresent: rule.ending?.text)),
            Member("floor_percent", .text(ifPresent: rule.floor?.text)),
            Member("material", .text(ifPresent: rule.material)), Member("shape", .text(ifPresent: rule.shape)),
            Member("grade", .text(ifPresent: rule.grade)), Member("supplier", .text(ifPresent: rule.supplier)),
        ]
    }

    /// A price list with its prices, quantities and rules.
    init(_ row: PriceListRow, entries: [PriceEntryRow], quantities: [ListedQuantities]) {
        let prices = entries.filter { $0.kind == "row" }.map { entry in
            Answer.keys(
                ("sku", .text(ifPresent: entry.sku)), ("min_quantity", .int(ifPresent: entry.minQuantity)),
                ("unit_price", .money(ifPresent: entry.unitPrice, row.currency)),
                ("valid_from", .text(ifPresent: entry.validFrom)), ("valid_to", .text(ifPresent: entry.validTo)))
        }
        let rules = entries.filter { $0.kind == "rule" }.map { Answer.object(Self.members(of: $0)) }
        let terms = quantities.map { listed in
            Answer.keys(
                ("sku", .text(listed.sku)), ("minimum", .int(listed.terms.minimum)),
                ("multiple", .int(listed.terms.multiple)), ("maximum", .int(ifPresent: listed.terms.maximum)))
        }
        self = .object(
            Self.members(of: row) + [
                Member("prices", .list(prices)), Member("rules", .list(rules)), Member("quantities", .list(terms)),
            ])
    }
}
