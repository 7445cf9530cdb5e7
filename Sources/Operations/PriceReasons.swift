package import Orders
internal import Postgres
internal import Quantities
package import Storage

extension PriceLists {
    /// How a price comes about, in words.
    package struct Explanation: Sendable {
        /// The verdicts.
        package let priced: PricedProduct
        /// The conditions of the rules among the candidates, by their numbers.
        package let conditions: [Int64: RuleConditionsRow]

        /// The conditions of a candidate; nil where it is no rule.
        package func conditions(of verdict: PriceVerdict) -> RuleConditionsRow? {
            guard case .rule(let id, _, _, _, _, _) = verdict.candidate.source else { return nil }
            return conditions[id]
        }

        /// Why a candidate won or lost, in words; nil where there is nothing to say of one that won.
        package func why(_ verdict: PriceVerdict) -> String? {
            let (candidate, sale) = (verdict.candidate, priced.currency)
            switch verdict.reason {
            case .won: return won(verdict)
            case .outranked: return priced.winner.map { "outranked by \(Self.name($0.candidate))" }
            case .conditions: return conditions(of: verdict).map { misfits($0).joined(separator: "; ") }
            case .noRate: return "no rate from \(candidate.currency.code) to \(sale.code) is known"
            case .noCost:
                let missing = priced.missingRate.map { "no rate from \($0.from) to \($0.to) is known for its cost" }
                return missing ?? "its cost is not known"
            case .tooLarge: return "the price would be too large"
            case .notYetValid, .ended, .belowBreak: return bound(candidate, verdict.reason)
            }
        }

        private func won(_ verdict: PriceVerdict) -> String? {
            let digits = priced.currency.minorUnitDigits
            let raised = verdict.raisedFrom.map { "raised from \($0.text(minimumFractionDigits: digits)) to the floor" }
            let named = conditions(of: verdict)?.named.map { "\($0.name) is \($0.wanted)" } ?? []
            let words = named + (raised.map { [$0] } ?? [])
            return words.isEmpty ? nil : words.joined(separator: "; ")
        }

        private func bound(_ candidate: PriceCandidate, _ reason: PriceVerdict.Reason) -> String? {
            guard case .row(let minQuantity, let from, let through, _) = candidate.source else { return nil }
            switch reason {
            case .notYetValid: return from.map { "it holds from \($0.text) on" }
            case .ended: return through.map { "it held through \($0.text)" }
            default: return "it is for \(minQuantity) or more"
            }
        }

        /// What of a rule's conditions does not fit.
        private func misfits(_ rule: RuleConditionsRow) -> [String] {
            let facts = priced.facts
            let own = ["material": facts.material, "shape": facts.shape, "grade": facts.grade]
            return rule.named.compactMap { name, wanted in
                if name == "supplier" {
                    return rule.isSupplied ? nil : "supplier is \(wanted), who does not offer this"
                }
                guard let found = own[name] ?? nil else { return "\(name) is \(wanted); this has none" }
                return found == wanted ? nil : "\(name) is \(wanted); this is \(found)"
            }
        }

        /// A candidate in words.
        private static func name(_ candidate: PriceCandidate) -> String {
            switch candidate.source {
            case .row(let minQuantity, _, _, _): "price from \(minQuantity) of list \(candidate.list)"
            case .rule(let id, _, _, _, _, _): "rule \(id) of list \(candidate.list)"
            }
        }
    }

    /// How the price of so many for a customer comes about.
    ///
    /// Refuses `quantity_invalid` where it is none at all, `customer_unknown`, `product_unknown`. What the product's
    /// quantities forbid is answered.
    package func explain(customer: String, sku: String, quantity: Int) throws -> Explanation {
        try Reading.count(quantity, "QTY", code: "quantity_invalid")
        let customer = try Customers(database).show(code: customer)
        guard let priced = try PriceLookup(database, customer).price([(sku, quantity)]).first else {
            throw Refusal("product_unknown", "there is no product \(sku)", status: .bug)
        }
        let rules = priced.verdicts.compactMap { verdict -> Int64? in
            if case .rule(let id, _, _, _, _, _) = verdict.candidate.source { return id }
            return nil
        }
        let rows = try connection.fetch(SelectRuleConditions(rules: rules, product: priced.facts.product))
        return Explanation(
            priced: priced, conditions: Dictionary(uniqueKeysWithValues: rows.map { ($0.rule, $0) }))
    }
}

extension RuleConditionsRow {
    /// Those there are, with their names.
    fileprivate var named: [(name: String, wanted: String)] {
        [("material", material), ("shape", shape), ("grade", grade), ("supplier", supplier)].compactMap {
            name, wanted in
            wanted.map { (name, $0) }
        }
    }
}
