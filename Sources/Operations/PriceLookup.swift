package import Orders
internal import Postgres
package import Quantities
package import Storage

/// A product with the verdicts on its candidates for a price.
package struct PricedProduct: Sendable {
    /// What is asked for.
    package let facts: SaleFacts, quantity: Int, currency: Currency
    /// Every candidate with what became of it.
    package let verdicts: [PriceVerdict]
    /// The cost in the order's currency, where it is known.
    package let cost: Decimal?

    /// How much of it may be on an order line.
    package var terms: QuantityTerms {
        QuantityTerms(minimum: facts.minimum ?? 1, multiple: facts.multiple ?? 1, maximum: facts.maximum)
    }

    /// The candidate that won.
    package var winner: PriceVerdict? { verdicts.first { $0.reason == .won } }

    /// Where the price comes from, as it is frozen on a line.
    package var rule: String {
        guard let candidate = winner?.candidate else { return "given" }
        switch candidate.source {
        case .row(let minQuantity, _, _, _): return "\(candidate.list) from \(minQuantity)"
        case .rule(let id, _, _, _, _, _): return "\(candidate.list) rule \(id)"
        }
    }
}

/// Prices of several products for one customer, asked at once.
struct PriceLookup {
    private let database: Database
    private let customer: CustomerRow

    init(_ database: Database, _ customer: CustomerRow) {
        self.database = database
        self.customer = customer
    }

    /// In the order asked; refuses an SKU that there is none of.
    func price(_ asked: [(sku: String, quantity: Int)]) throws -> [PricedProduct] {
        let today = try database.today()
        let currency = try Reading.currency(customer.currency, "customer")
        guard let day = Day(today) else { throw Refusal("bug", "the server's day is \(today)", status: .bug) }
        let facts = try database.connection.fetch(
            SelectSaleFacts(
                skus: asked.map(\.sku), day: today, list: customer.priceListID, currency: currency.code))
        let bySKU = Dictionary(uniqueKeysWithValues: facts.map { ($0.sku, $0) })
        for (sku, _) in asked where bySKU[sku] == nil { throw Stock.unknown(sku) }
        var rows: [CandidateRow] = []
        if let list = customer.priceListID {
            rows = try database.connection.fetch(
                SelectCandidates(list: list, facts: facts, currency: currency.code, day: today))
        }
        let candidates = Dictionary(grouping: rows, by: \.product)
        return asked.compactMap { sku, quantity in
            guard let fact = bySKU[sku] else { return nil }
            let own = candidates[fact.product] ?? []
            var costs = Dictionary(
                own.compactMap { row in row.cost.map { (row.candidate.currency, $0) } }, uniquingKeysWith: { $1 })
            costs[currency] = fact.costOfSale
            let known = costs
            let pricing = Pricing(quantity: quantity, day: day, currency: currency) { known[$0] }
            return PricedProduct(
                facts: fact, quantity: quantity, currency: currency,
                verdicts: pricing.verdicts(own.map(\.candidate)),
                cost: fact.costOfSale)
        }
    }
}
