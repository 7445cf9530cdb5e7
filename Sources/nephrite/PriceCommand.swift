internal import ArgumentParser
internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

/// `nephrite price`: how a price comes about.
struct PriceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "price", abstract: "How a price comes about.",
        discussion: "Example:\n  nephrite price explain NORD LOTUS-1001 50", subcommands: [Explain.self])

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain", abstract: "List every candidate for a price, and why it won or lost.",
            discussion: "Example:\n  nephrite price explain NORD LOTUS-1001 50 -O json")
        @Argument(help: "The customer's code.")
        var customer: String
        @Argument(help: "The SKU.")
        var sku: String
        @Argument(help: "How many.")
        var quantity: Int
        @OptionGroup var common: CommonOptions

        func run() throws {
            let explanation = try PriceLists(common.open()).explain(customer: customer, sku: sku, quantity: quantity)
            let answer = Answer(explanation, customer: customer)
            // All that is known of a candidate does not fit a line; what it is and why it won or lost does.
            guard common.isTable, let candidates = answer["candidates"] else { return try common.show(answer) }
            let columns = [
                "price_list", "rule", "min_quantity", "markup_percent", "unit_price", "result", "reason", "why",
            ]
            try common.show(answer.with(Answer.Member("candidates", candidates.narrowed(to: columns))))
        }
    }
}

extension Answer {
    /// How a price comes about.
    init(_ explanation: PriceLists.Explanation, customer: String) {
        let priced = explanation.priced
        let currency = priced.currency.code
        let price = priced.winner?.unitPrice
        var margin: Decimal?
        if let price, let cost = priced.cost, price > .zero {
            margin = Decimal.quotient(price - cost, times: Decimal(100), by: price)?.rounded(toFractionDigits: 2)
        }
        self = .keys(
            ("customer", .text(customer)), ("sku", .text(priced.facts.sku)), ("quantity", .int(priced.quantity)),
            ("currency", .text(currency)), ("unit_price", .money(ifPresent: price, currency)),
            ("rule", price == nil ? .null : .text(priced.rule)), ("cost", .money(ifPresent: priced.cost, currency)),
            ("rate_missing", .text(ifPresent: priced.missingRate.map { "\($0.from) \($0.to)" })),
            ("margin_percent", .text(ifPresent: margin?.text)),
            ("floor", .money(ifPresent: priced.winner?.floor, currency)),
            ("raised_from", .money(ifPresent: priced.winner?.raisedFrom, currency)),
            ("quantity_allowed", .bool(priced.terms.allows(priced.quantity))),
            ("next_quantity", .int(priced.terms.nextValid(priced.quantity))),
            ("minimum", .int(priced.terms.minimum)), ("multiple", .int(priced.terms.multiple)),
            ("maximum", .int(ifPresent: priced.terms.maximum)),
            (
                "candidates",
                .list(
                    priced.verdicts.map { verdict in
                        let rule = explanation.conditions(of: verdict)
                        return Self.candidate(verdict, currency).with(
                            Member("material", .text(ifPresent: rule?.material)),
                            Member("shape", .text(ifPresent: rule?.shape)),
                            Member("grade", .text(ifPresent: rule?.grade)),
                            Member("supplier", .text(ifPresent: rule?.supplier)),
                            Member("why", .text(ifPresent: explanation.why(verdict))))
                    })
            ))
    }

    private static func candidate(_ verdict: PriceVerdict, _ currency: String) -> Answer {
        var (kind, minQuantity, from, through): (String, Int?, Day?, Day?) = ("rule", nil, nil, nil)
        var (rule, markup): (Int64?, Decimal?) = (nil, nil)
        switch verdict.candidate.source {
        case .row(let least, let validFrom, let validTo, _):
            (kind, minQuantity, from, through) = ("row", least, validFrom, validTo)
        case .rule(let number, let percent, _, _, _, _): (rule, markup) = (number, percent)
        }
        return .keys(
            ("price_list", .text(verdict.candidate.list)), ("kind", .text(kind)),
            ("rule", .int(ifPresent: rule.map { Int($0) })),
            ("min_quantity", .int(ifPresent: minQuantity)), ("valid_from", .text(ifPresent: from?.text)),
            ("valid_to", .text(ifPresent: through?.text)), ("markup_percent", .text(ifPresent: markup?.text)),
            ("unit_price", .money(ifPresent: verdict.unitPrice, currency)),
            ("floor", .money(ifPresent: verdict.floor, currency)),
            ("raised_from", .money(ifPresent: verdict.raisedFrom, currency)),
            ("result", .text(verdict.reason == .won ? "won" : "lost")), ("reason", .text(verdict.reason.rawValue)))
    }
}
