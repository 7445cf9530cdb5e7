internal import Catalog
package import Feeds
internal import Importing
internal import Orders
internal import Postgres
package import Quantities
internal import Storage

/// The catalog as a feed for others, with the prices of a list or of a customer.
package struct CatalogExport {
    private let database: Database
    private let loader: AssessorLoader
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) {
        self.database = database
        loader = AssessorLoader(database)
    }

    /// Whose prices.
    package enum Prices: Sendable, Equatable {
        /// Those of a price list, or of a customer's list in his currency.
        case list(String)
        case customer(String)
    }

    /// What is exported: settled before anything is written.
    package struct Scope: Sendable {
        /// What the feed says of itself, and the day of its prices.
        package let head: FeedHead, day: Day
        /// Percent of tax that is added to prices, zero for none.
        package let taxPercent: Decimal
        let list: Int64, currency: Currency
    }

    /// A product that is not in the feed, and why.
    package struct LeftOut: Sendable, Equatable {
        /// The product, and a stable name and words for what it lacks.
        package let sku: String, code: String, message: String

        /// A product and what it lacks.
        package init(sku: String, code: String, message: String) {
            (self.sku, self.code, self.message) = (sku, code, message)
        }
    }

    /// What came of it.
    package struct Outcome: Sendable {
        /// Products written.
        package var products = 0
        /// Texts that screening kept back: descriptions, keywords, features, brands, manufacturers, categories; and names that
        /// gave way to made ones.
        package var withheld = 0
        /// Products that are not in it.
        package var leftOut: [LeftOut] = []

        /// Nothing yet.
        package init() {}
    }

    /// Settles whose prices they are.
    ///
    /// `language` is that of texts whose own is not known; `tax` is a country whose standard rate is added to prices.
    ///
    /// Refuses `price_list_unknown`, `customer_unknown`, `feed_incomplete` with what lacks, `tax_unknown`.
    package func scope(_ prices: Prices, language: String, tax country: String? = nil) throws -> Scope {
        let day = try database.day()
        let list: PriceListRow
        let currency: String
        switch prices {
        case .list(let code):
            list = try PriceLists(database).show(code)
            currency = list.currency
        case .customer(let code):
            let customer = try Customers(database).show(code: code)
            guard let name = customer.priceList else {
                throw Self.incomplete("a price list of \(code)", "nephrite customer set \(code) --price-list LIST")
            }
            list = try PriceLists(database).show(name)
            currency = customer.currency
        }
        let company = try database.setting("company_name")
        guard !company.isEmpty else {
            throw Self.incomplete("the company's name", "nephrite settings set company_name=\"…\"")
        }
        let isForCustomer = if case .customer = prices { true } else { false }
        return Scope(
            head: FeedHead(
                company: company, list: list.code, currency: currency, language: language,
                isForCustomer: isForCustomer),
            day: day, taxPercent: try country.map { try rate($0, day) } ?? .zero, list: list.id,
            currency: try Reading.currency(currency, list.code))
    }

    private static func incomplete(_ what: String, _ remedy: String) -> Refusal {
        Refusal("feed_incomplete", "the feed lacks \(what)", remedy: remedy)
    }

    private func rate(_ country: String, _ day: Day) throws -> Decimal {
        let rates = try connection.fetch(SelectTaxRates(country: country, day: day.text))
        guard let rate = rates.first(where: { $0.category == "S" }) else {
            throw Refusal(
                "tax_unknown", "there is no standard rate of tax of \(country) on \(day.text)", at: "--tax",
                remedy: "nephrite tax set \(country) S PERCENT --from \(day.text)")
        }
        return rate.rate
    }

    /// Runs a function in one view of the catalog, so that reading it twice gives the same.
    package func inOneView<Value: Sendable>(_ body: () throws -> Value) throws -> Value {
        try connection.transaction(.repeatableRead, readOnly: true, body)
    }

    private static let page = 500

    /// Every active product that has a price and may be offered, by SKU; `body` may say why one has no room.
    ///
    /// Names, descriptions, keywords and features are those that screening allows; treatments are always there.
    package func forEach(
        _ scope: Scope, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        _ body: (FeedProduct) throws -> LeftOut?
    ) throws -> Outcome {
        let skus = try connection.fetch(SelectLineSheetProducts(day: scope.day.text)).map(\.sku)
        let goods = GoodsLoader(database)
        let vocabulary = try loader.vocabulary()
        let words = try FeedWords(vocabulary, loader.recogniser())
        var texts = FeedTexts(
            assessor: try loader.assessor(), vocabulary: vocabulary, fields: try Profiles.fieldFeatures())
        var outcome = Outcome()
        for start in stride(from: 0, to: skus.count, by: Self.page) {
            try database.checkInterruption()
            let page = Array(skus[start..<min(start + Self.page, skus.count)])
            var book = PriceBook(currency: scope.currency, day: scope.day)
            try PriceLookup.fill(&book, page, list: scope.list, connection)
            try goods.read(page)
            let studies = try studies(of: page.map { try goods.goods($0).row.product })
            let stocked = Set(try connection.fetch(SelectStockedProducts(skus: page)))
            for sku in page {
                let row = try goods.goods(sku)
                guard !vocabulary.isRefused(row.known) else {
                    outcome.leftOut.append(
                        LeftOut(
                            sku: sku, code: "material_refused",
                            message: "\(row.known.material ?? "") is a material that may not be offered"))
                    continue
                }
                let steps = book.steps(sku)
                guard let facts = book.facts(sku), !steps.isEmpty else {
                    outcome.leftOut.append(
                        LeftOut(
                            sku: sku, code: "no_price",
                            message: "\(scope.head.list) has no price of it in \(scope.head.currency)"))
                    continue
                }
                var product = try texts.product(sku, row.known, facts.unit, &outcome.withheld) {
                    try studies[row.row.product].map {
                        try loader.assessor().supported(row.known, by: $0, on: scope.day)
                    }
                }
                words.describe(&product, row.known)
                product.isInStock = stocked.contains(sku)
                product.minQuantity = facts.minimum.map { Decimal($0) }
                product.quantityInterval = facts.multiple.map { Decimal($0) }
                product.maxQuantity = facts.maximum.map { Decimal($0) }
                product.prices = try steps.map { step in
                    FeedProduct.Price(
                        minQuantity: step.quantity, unitPrice: try gross(step.price, scope, sku),
                        validTo: step.end?.text)
                }
                if let reason = try body(product) {
                    outcome.leftOut.append(reason)
                } else {
                    outcome.products += 1
                }
            }
            goods.forget()
            progress(start + page.count, skus.count)
        }
        return outcome
    }

    /// A price with the tax asked for, rounded as the currency's amounts are.
    private func gross(_ price: Decimal, _ scope: Scope, _ sku: String) throws -> Decimal {
        guard scope.taxPercent > .zero else { return price }
        let whole = Decimal(100) + scope.taxPercent
        guard
            let gross = Decimal.quotient(price, times: whole, by: Decimal(100))?.rounded(
                toFractionDigits: scope.currency.minorUnitDigits)
        else {
            throw Refusal(
                "amount_too_large", "the price of \(sku) with tax is too large to be kept", at: sku,
                remedy: "nephrite price-list set \(scope.head.list) \(sku) PRICE")
        }
        return gross
    }

    /// The studies of each product that has any.
    private func studies(of products: [Int64]) throws -> [Int64: [Study]] {
        var studies: [Int64: [Study]] = [:]
        for (product, row) in try connection.fetch(SelectStudiesOfProducts(products: products)) {
            studies[product, default: []].append(row.study)
        }
        return studies
    }
}
