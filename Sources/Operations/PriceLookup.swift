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

    /// The currencies of a rate by which the cost would be known; nil where it is, or where there is none.
    package var missingRate: (from: String, to: String)? {
        guard cost == nil, facts.cost != nil, let from = facts.costCurrency else { return nil }
        return (from, currency.code)
    }

    /// How much of it may be on an order line.
    package var terms: QuantityTerms {
        QuantityTerms(facts)
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

extension QuantityTerms {
    /// How much of a product may be on an order line.
    init(_ facts: SaleFacts) {
        self.init(minimum: facts.minimum ?? 1, multiple: facts.multiple ?? 1, maximum: facts.maximum)
    }
}

/// Products with all candidates for their prices, for one price list and currency.
struct PriceBook {
    /// The currency of the sale and the day.
    let currency: Currency, day: Day
    private var facts: [String: SaleFacts] = [:]
    private var candidates: [Int64: [CandidateRow]] = [:]

    init(currency: Currency, day: Day) {
        self.currency = currency
        self.day = day
    }

    /// Whether a product is in it.
    func knows(_ sku: String) -> Bool { facts[sku] != nil }

    mutating func add(_ more: [SaleFacts], _ rows: [CandidateRow]) {
        for fact in more { facts[fact.sku] = fact }
        candidates.merge(Dictionary(grouping: rows, by: \.product)) { $1 }
    }

    /// The verdicts for so many of a product; nil when it is not in the book.
    func price(_ sku: String, _ quantity: Int) -> PricedProduct? {
        guard let fact = facts[sku] else { return nil }
        let own = candidates[fact.product] ?? []
        var costs = Dictionary(
            own.compactMap { row in row.cost.map { (row.candidate.currency, $0) } }, uniquingKeysWith: { $1 })
        costs[currency] = fact.costOfSale
        let known = costs
        let pricing = Pricing(quantity: quantity, day: day, currency: currency) { known[$0] }
        return PricedProduct(
            facts: fact, quantity: quantity, currency: currency, verdicts: pricing.verdicts(own.map(\.candidate)),
            cost: fact.costOfSale)
    }

    /// The quantities from which some price of a product's list, or a list above it, holds; each once, the least first.
    func breaks(_ sku: String) -> [Int] {
        guard let fact = facts[sku] else { return [] }
        let breaks = (candidates[fact.product] ?? []).compactMap { row -> Int? in
            guard case .row(let minQuantity, _, _, _) = row.candidate.source else { return nil }
            return minQuantity
        }
        return Set(breaks).sorted()
    }

    /// What is sold of a product; nil when it is not in the book.
    func facts(_ sku: String) -> SaleFacts? { facts[sku] }
}

/// Prices of several products for one customer, asked at once.
struct PriceLookup {
    private let database: Database
    private let customer: CustomerRow

    init(_ database: Database, _ customer: CustomerRow) {
        self.database = database
        self.customer = customer
    }

    /// In the order asked; refuses an SKU that there is none of, by the place at which it is asked for.
    func price(_ asked: [(sku: String, quantity: Int)], at place: (Int, String) -> String? = { _, _ in nil }) throws
        -> [PricedProduct]
    {
        var book = try book()
        try fill(&book, asked.map(\.sku))
        return try asked.enumerated().map { index, wish in
            guard let priced = book.price(wish.sku, wish.quantity) else {
                throw Stock.unknown(wish.sku, at: place(index, wish.sku))
            }
            return priced
        }
    }

    /// An empty book of today.
    func book() throws -> PriceBook {
        let today = try database.today()
        guard let day = Day(today) else { throw Refusal("bug", "the server's day is \(today)", status: .bug) }
        return PriceBook(currency: try Reading.currency(customer.currency, "customer"), day: day)
    }

    /// Adds the products of some SKUs to a book.
    func fill(_ book: inout PriceBook, _ skus: [String]) throws {
        try Self.fill(&book, skus, list: customer.priceListID, database.connection)
    }

    /// Adds the products of some SKUs with the candidates of a list to a book.
    static func fill(_ book: inout PriceBook, _ skus: [String], list: Int64?, _ connection: Connection) throws {
        guard !skus.isEmpty else { return }
        let (day, currency) = (book.day.text, book.currency.code)
        let facts = try connection.fetch(SelectSaleFacts(skus: skus, day: day, list: list, currency: currency))
        var rows: [CandidateRow] = []
        if let list {
            rows = try connection.fetch(SelectCandidates(list: list, facts: facts, currency: currency, day: day))
        }
        book.add(facts, rows)
    }
}
