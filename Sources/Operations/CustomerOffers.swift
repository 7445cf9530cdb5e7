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
        // Listed once: each page of a list would look through the whole catalog again.
        let skus = try Products(database).list(filter, limit: .max, after: nil).map(\.sku)
        for start in stride(from: 0, to: skus.count, by: Self.page) {
            try database.checkInterruption()
            try body(try offers(Array(skus[start..<min(start + Self.page, skus.count)])))
        }
    }

    /// The refusal (`nothing_to_list`) of what would show no goods.
    ///
    /// - Parameter only: the material or shape that was asked for.
    func nothingToList(only: String? = nil) -> Refusal {
        Refusal(
            "nothing_to_list",
            "nothing \(only.map { "of \($0) " } ?? "")on the list of \(customer.code) is on sale today",
            at: customer.code,
            remedy: "nephrite price-list show \(customer.priceList ?? "LIST") shows its prices"
                + (only == nil ? "" : "; without --only every material and shape is shown"))
    }

    private func offers(_ skus: [String]) throws -> [Offer] {
        goods.forget()
        try goods.read(skus)
        let lookup = PriceLookup(database, customer)
        var book = try lookup.book()
        try lookup.fill(&book, skus)
        let codes = try Customers(database).itemCodes(of: customer.id, skus)
        let vocabulary = try goods.vocabulary()
        return try skus.compactMap { sku in
            let known = try goods.goods(sku)
            guard let facts = book.facts(sku), !vocabulary.isRefused(known.known) else {
                return nil
            }
            let terms = QuantityTerms(facts)
            let tiers = book.steps(sku).map {
                LineSheet.Tier(quantity: $0.quantity, price: $0.price, validTo: $0.end?.text)
            }
            guard !tiers.isEmpty else { return nil }
            return Offer(goods: known, facts: facts, buyerItem: codes[sku], terms: terms, tiers: tiers)
        }
    }
}
