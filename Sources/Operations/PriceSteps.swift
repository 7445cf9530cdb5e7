internal import Orders
internal import Quantities

/// A price that holds from a quantity on, until the next one.
struct PriceStep {
    /// The quantity, and the price of one.
    let quantity: Int, price: Decimal
    /// The last day on which it holds, if there is one.
    let end: Day?
    /// All that is known of it.
    let priced: PricedProduct
}

extension PriceBook {
    /// What a product costs, from the least quantity that can be ordered to the most; empty without a price.
    ///
    /// A break at which nothing changes is left out.
    func steps(_ sku: String) -> [PriceStep] {
        guard let terms = facts(sku).map(QuantityTerms.init) else { return [] }
        let least = terms.nextValid(1)
        var steps: [PriceStep] = []
        for quantity in [least] + breaks(sku).filter({ $0 > least && $0 <= terms.maximum ?? .max }) {
            guard let priced = price(sku, quantity), let winner = priced.winner, let price = winner.unitPrice
            else { continue }
            let end = winner.candidate.end
            if let before = steps.last, before.price == price, before.end == end { continue }
            steps.append(PriceStep(quantity: quantity, price: price, end: end, priced: priced))
        }
        return steps
    }
}

extension PriceCandidate {
    /// The last day on which it holds, if there is one.
    fileprivate var end: Day? {
        guard case .row(_, _, let end, _) = source else { return nil }
        return end
    }
}
