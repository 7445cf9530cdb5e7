package import Orders
internal import Postgres
package import Quantities
package import Storage

/// Price lists, and how a price comes about.
package struct PriceLists {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A fixed price and the quantities of a product.
    package struct Price: Sendable {
        /// For one, in the list's currency; nil changes the quantities only.
        package var unitPrice: String?
        /// The break, and the days it is valid from and through.
        package var minQuantity = 1, from, through: Day?
        /// Least quantity, case pack and most on an order line.
        package var minimum, multiple, maximum: Int?

        /// Nothing said.
        package init() {}
    }

    /// A rule on cost.
    package struct Rule: Sendable {
        /// Percent on cost; the ending as a fraction; the least margin in percent.
        package var markup = "", ending, floor: String?
        /// What it is for; nil is everything.
        package var material, shape, supplier: String?

        /// Nothing said.
        package init() {}
    }

    /// Makes a price list; its parent is to be there already.
    package func add(code: String, name: String?, currency: String, parent: String?, dryRun: Bool = false) throws
        -> PriceListRow
    {
        let currency = try Reading.currency(currency, "--currency")
        return try change("price-list.add", code, dryRun) {
            let parent = try parent.map { try show($0).id }
            _ = try connection.first(
                InsertPriceList(code: code, name: name ?? code, currency: currency.code, parent: parent))
        }
    }

    /// Sets a fixed price or the quantities of a product.
    package func set(_ code: String, sku: String, _ price: Price, dryRun: Bool = false) throws -> PriceListRow {
        let amount = try price.unitPrice.map { try Reading.decimal($0, "PRICE", code: "price_invalid") }
        return try change("price-list.set", code, dryRun) {
            let list = try show(code)
            let product = try Stock(database).product(sku)
            if let amount {
                try connection.run(
                    UpsertPrice(
                        list: list.id, product: product, minQuantity: price.minQuantity, from: price.from,
                        through: price.through, unitPrice: amount))
            }
            if price.minimum != nil || price.multiple != nil || price.maximum != nil {
                try connection.run(
                    UpsertQuantityTerms(
                        list: list.id, product: product, minimum: price.minimum, multiple: price.multiple,
                        maximum: price.maximum))
            }
        }
    }

    /// Adds a rule.
    package func rule(_ code: String, _ rule: Rule, dryRun: Bool = false) throws -> PriceListRow {
        let markup = try Reading.decimal(rule.markup, "--markup", code: "markup_invalid")
        let ending = try rule.ending.map { try Reading.decimal($0, "--ending", code: "ending_invalid") }
        let floor = try rule.floor.map { try Reading.decimal($0, "--floor", code: "floor_invalid") }
        return try change("price-list.rule", code, dryRun) {
            let list = try show(code)
            let supplier = try rule.supplier.map { try Suppliers(database).show(code: $0).id }
            _ = try connection.first(
                InsertPriceRule(
                    list: list.id, material: rule.material, shape: rule.shape, supplier: supplier, markup: markup,
                    ending: ending, floor: floor))
        }
    }

    /// A price list by its code.
    package func show(_ code: String) throws -> PriceListRow {
        guard let row = try connection.first(SelectPriceLists(code: code)) else {
            throw Refusal(
                "price_list_unknown", "there is no price list \(code)",
                remedy: "nephrite price-list list shows them; nephrite price-list add \(code) --currency … makes one")
        }
        return row
    }

    /// Rows, then rules of a list.
    package func entries(_ list: PriceListRow, limit: Int) throws -> [PriceEntryRow] {
        try connection.fetch(SelectPriceEntries(list: list.id, limit: limit))
    }

    /// A page of price lists by code.
    package func list(limit: Int, after: String?) throws -> [PriceListRow] {
        try connection.fetch(SelectPriceLists(after: after, limit: limit))
    }

    /// How the price of so many for a customer comes about.
    package func explain(customer: String, sku: String, quantity: Int) throws -> PricedProduct {
        let customer = try Customers(database).show(code: customer)
        guard let priced = try PriceLookup(database, customer).price([(sku, quantity)]).first else {
            throw Refusal("product_unknown", "there is no product \(sku)", status: .bug)
        }
        return priced
    }

    private func change(_ action: String, _ code: String, _ dryRun: Bool, _ body: () throws -> Void) throws
        -> PriceListRow
    {
        try database.write(dryRun: dryRun) {
            try body()
            try connection.run(InsertAudit(action: action, subjectKind: "price_list", subject: code))
            return try show(code)
        }
    }
}

/// A product with the verdicts on its candidates for a price.
package struct PricedProduct: Sendable {
    /// What is asked for.
    package let facts: SaleFacts, quantity: Int, currency: Currency
    /// Every candidate with what became of it.
    package let verdicts: [PriceVerdict]
    /// The cost in the order's currency, where it is known.
    package let cost: Decimal?

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
            SelectSaleFacts(skus: asked.map(\.sku), day: today, list: customer.priceListID))
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
            let costs = Dictionary(
                own.compactMap { row in row.cost.map { (row.candidate.currency, $0) } }, uniquingKeysWith: { $1 })
            let pricing = Pricing(quantity: quantity, day: day, currency: currency) { costs[$0] }
            return PricedProduct(
                facts: fact, quantity: quantity, currency: currency,
                verdicts: pricing.verdicts(own.map(\.candidate)),
                cost: fact.costCurrency == currency.code ? fact.cost : costs[currency])
        }
    }
}
