internal import Catalog
internal import Documents
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// What a customer can buy today, by SKU, with his prices; a page at a time, so that any number of products is read in flat memory.
struct CustomerOffers {
    /// A product with a price for the customer.
    struct Offer {
        /// What is known of it, what is sold of it, and the customer's number of it.
        let goods: GoodsLoader.Goods, facts: SaleFacts, buyerItem: String?
        /// How many at least and in steps of how many.
        let terms: QuantityTerms
        /// By quantity; never empty.
        let tiers: [LineSheet.Tier]
    }

    private let database: Database
    private let goods: GoodsLoader
    let customer: CustomerRow
    private var connection: Connection { database.connection }

    private static let page = 500

    init(_ database: Database, _ goods: GoodsLoader, _ customer: CustomerRow) {
        (self.database, self.goods, self.customer) = (database, goods, customer)
    }

    /// Every offer of the products that a filter leaves; what may not be listed and what has no price is left out.
    ///
    /// Refuses `price_list_missing` for a customer without a list.
    func forEachPage(_ filter: Products.Filter, _ body: ([Offer]) throws -> Void) throws {
        guard customer.priceListID != nil else {
            throw Refusal(
                "price_list_missing", "\(customer.code) has no price list", at: customer.code,
                remedy: "nephrite customer set \(customer.code) --price-list CODE")
        }
        var filter = filter
        filter.status = "active"
        var after: String?
        while true {
            let rows = try Products(database).list(filter, limit: Self.page, after: after)
            guard let last = rows.last else { return }
            try database.checkInterruption()
            try body(try offers(rows.map(\.sku)))
            after = last.sku
        }
    }

    private func offers(_ skus: [String]) throws -> [Offer] {
        goods.forget()
        try goods.read(skus)
        let lookup = PriceLookup(database, customer)
        var book = try lookup.book()
        try lookup.fill(&book, skus)
        let codes = Dictionary(
            try connection.fetch(SelectCustomerItemCodes(customer: customer.id, skus: skus)).map { ($0.sku, $0.code) },
            uniquingKeysWith: { first, _ in first })
        let vocabulary = try goods.vocabulary()
        return try skus.compactMap { sku in
            let known = try goods.goods(sku)
            guard let facts = book.facts(sku), !vocabulary.isRefused(known.known) else {
                return nil
            }
            let terms = QuantityTerms(
                minimum: facts.minimum ?? 1, multiple: facts.multiple ?? 1, maximum: facts.maximum)
            let tiers = tiers(sku, book, terms)
            guard !tiers.isEmpty else { return nil }
            return Offer(goods: known, facts: facts, buyerItem: codes[sku], terms: terms, tiers: tiers)
        }
    }

    /// The prices from the least quantity on, each where it becomes another one.
    private func tiers(_ sku: String, _ book: PriceBook, _ terms: QuantityTerms) -> [LineSheet.Tier] {
        let multiple = max(terms.multiple, 1)
        let least = (max(terms.minimum, 1) + multiple - 1) / multiple * multiple
        let breaks = book.breaks(sku).filter { $0 > least && $0 <= terms.maximum ?? .max }
        var tiers: [LineSheet.Tier] = []
        for quantity in [least] + breaks {
            guard let winner = book.price(sku, quantity)?.winner, let price = winner.unitPrice else { continue }
            if let last = tiers.last, last.price == price { continue }
            tiers.append(
                LineSheet.Tier(quantity: quantity, price: price, validTo: Self.lastDay(winner.candidate.source)))
        }
        return tiers
    }

    private static func lastDay(_ source: PriceCandidate.Source) -> String? {
        guard case .row(_, _, let day, _) = source else { return nil }
        return day?.text
    }
}
