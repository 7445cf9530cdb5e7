internal import Orders
internal import Postgres
package import Quantities
package import Storage

/// Price lists, and how a price comes about.
package struct PriceLists {
    let database: Database
    var connection: Connection { database.connection }

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
        package var material, shape, grade, supplier: String?

        /// Nothing said.
        package init() {}
    }

    /// Makes a price list; its parent is to be there already.
    ///
    /// Refuses `currency_unknown`, `floor_invalid`, `price_list_unknown` for the parent.
    package func add(
        code: String, name: String?, currency: String, parent: String?, floor: String? = nil, dryRun: Bool = false
    ) throws -> PriceListRow {
        let currency = try Reading.currency(currency, "--currency")
        let floor = try fraction(floor, "--floor", below: 100, code: "floor_invalid", Self.floorForm)
        return try database.write(dryRun: dryRun) {
            let parent = try parent.map { try show($0).id }
            _ = try connection.first(
                InsertPriceList(code: code, name: name ?? code, currency: currency.code, parent: parent, floor: floor))
            try connection.run(InsertAudit(action: "price-list.add", subjectKind: "price_list", subject: code))
            return try show(code)
        }
    }

    /// Sets the least margin of every price that a list gives, or takes it away; `none` is none.
    ///
    /// Refuses `floor_invalid`, `price_list_unknown`.
    package func floor(_ code: String, _ percent: String, dryRun: Bool = false) throws -> PriceListRow {
        let floor =
            percent == "none"
            ? nil : try fraction(percent, "PERCENT", below: 100, code: "floor_invalid", Self.floorForm + ", or none")
        return try change("price-list.floor", code, dryRun) { list in
            try connection.run(UpdatePriceListFloor(list: list.id, floor: floor))
            return try show(code)
        }
    }

    private static let floorForm = "a least margin in percent such as 30"

    /// The least prices of today by a list's own floor, by SKU; of products whose cost is not known there is none.
    func floors(_ list: PriceListRow, _ skus: [String]) throws -> [String: Decimal] {
        guard let floor = list.floor, !skus.isEmpty else { return [:] }
        let currency = try Reading.currency(list.currency, "price list")
        let facts = try connection.fetch(
            SelectSaleFacts(skus: skus, day: try database.today(), list: list.id, currency: currency.code))
        var floors: [String: Decimal] = [:]
        for fact in facts {
            floors[fact.sku] = fact.costOfSale.flatMap {
                Pricing.least(cost: $0, marginPercent: floor, digits: currency.minorUnitDigits)
            }
        }
        return floors
    }

    /// What was set of a product: the price as given, and its quantities as they are then.
    package struct SetPrice: Sendable {
        /// The list and the product.
        package let list: PriceListRow, sku: String
        /// What was given.
        package let price: Price
        /// For one, in the list's currency.
        package let unitPrice: Decimal?
        /// The quantities, where they were given.
        package let terms: QuantityTermsRow?
        /// The least price by the list's floor, where the price is below it today: it is sold at that.
        package let floor: Decimal?
    }

    /// Sets a fixed price or the quantities of a product; what the list has of the same break and first day is replaced.
    ///
    /// Refuses `price_invalid`, `break_invalid`, `minimum_invalid`, `multiple_invalid`, `maximum_invalid`,
    /// `price_list_unknown`, `product_unknown`, `period_invalid`.
    package func set(_ code: String, sku: String, _ price: Price, dryRun: Bool = false) throws -> SetPrice {
        let amount = try price.unitPrice.map { try Reading.decimal($0, "PRICE", code: "price_invalid") }
        try Reading.count(price.minQuantity, "--min-quantity", code: "break_invalid")
        try price.minimum.map { try Reading.count($0, "--minimum", code: "minimum_invalid") }
        try price.multiple.map { try Reading.count($0, "--multiple", code: "multiple_invalid") }
        try price.maximum.map { try Reading.count($0, "--maximum", code: "maximum_invalid") }
        return try change("price-list.set", code, dryRun) { list in
            let product = try Stock(database).product(sku)
            var terms: QuantityTermsRow?
            if let amount {
                try connection.run(
                    UpsertPrice(
                        list: list.id, product: product, minQuantity: price.minQuantity, from: price.from,
                        through: price.through, unitPrice: amount))
            }
            if price.minimum != nil || price.multiple != nil || price.maximum != nil {
                terms = try connection.first(
                    UpsertQuantityTerms(
                        list: list.id, product: product, minimum: price.minimum, multiple: price.multiple,
                        maximum: price.maximum))
            }
            let floor = try amount.flatMap { amount in
                try floors(list, [sku])[sku].flatMap { $0 > amount ? $0 : nil }
            }
            return SetPrice(list: list, sku: sku, price: price, unitPrice: amount, terms: terms, floor: floor)
        }
    }

    /// Adds a rule; answers it as it is shown.
    ///
    /// Refuses `markup_invalid`, `ending_invalid`, `floor_invalid`, `price_list_unknown`, `material_unknown`,
    /// `shape_unknown`, `grade_unknown`, `supplier_unknown`.
    package func rule(_ code: String, _ rule: Rule, dryRun: Bool = false) throws
        -> (list: PriceListRow, entry: PriceEntryRow)
    {
        let markup = try Reading.decimal(rule.markup, "--markup", code: "markup_invalid", digits: 3)
        guard markup > Decimal(-100), markup <= Self.largestMarkup else {
            throw Refusal(
                "markup_invalid", "\(markup.text) percent is no markup", at: "--markup",
                remedy: "give more than -100 and at most \(Self.largestMarkup.text), as 60", status: .usage)
        }
        let ending = try fraction(rule.ending, "--ending", below: 1, code: "ending_invalid", "a fraction such as 0.95")
        let floor = try fraction(
            rule.floor, "--floor", below: 100, code: "floor_invalid", Self.floorForm)
        return try change("price-list.rule", code, dryRun) { list in
            try Products(database).check(material: rule.material, shape: rule.shape)
            try rule.grade.map(Products.check(grade:))
            let supplier = try rule.supplier.map { try Suppliers(database).show(code: $0).id }
            let number = try connection.first(
                InsertPriceRule(
                    list: list.id, material: rule.material, shape: rule.shape, grade: rule.grade, supplier: supplier,
                    markup: markup, ending: ending, floor: floor))
            let entry = PriceEntryRow(
                rule: number, material: rule.material, shape: rule.shape, grade: rule.grade, supplier: rule.supplier,
                markup: markup, ending: ending, floor: floor)
            return (list, entry)
        }
    }

    /// What is taken away from a list.
    package enum Removal: Sendable, Equatable {
        /// The price that `set` with the same break and first day has set.
        case price(sku: String, minQuantity: Int, from: Day?)
        /// Least quantity, case pack and most of a product.
        case terms(sku: String)
        /// A rule by its number.
        case rule(Int64)
    }

    /// Takes a price, a product's quantities or a rule away; orders keep what was agreed.
    ///
    /// Refuses `price_list_unknown`, `product_unknown`, `price_unknown`, `quantities_unknown`, `rule_unknown`.
    package func remove(_ removal: Removal, from code: String, dryRun: Bool = false) throws -> PriceListRow {
        try change("price-list.remove", code, dryRun) { list in
            switch removal {
            case .price(let sku, let minQuantity, let day):
                try Reading.count(minQuantity, "--min-quantity", code: "break_invalid")
                let product = try Stock(database).product(sku)
                let price = DeletePrice(list: list.id, product: product, minQuantity: minQuantity, from: day)
                guard try connection.first(price) != nil else {
                    let beginning = day.map { "with the first day \($0.text)" } ?? "without a first day"
                    throw missing(
                        "price_unknown", "\(code) has no price of \(sku) from \(minQuantity) on \(beginning)", code)
                }
            case .terms(let sku):
                let product = try Stock(database).product(sku)
                guard try connection.first(DeleteQuantityTerms(list: list.id, product: product)) != nil else {
                    throw missing("quantities_unknown", "\(code) has no quantities of \(sku)", code)
                }
            case .rule(let number):
                guard try connection.first(DeletePriceRule(list: list.id, rule: number)) != nil else {
                    throw missing("rule_unknown", "\(code) has no rule \(number)", code)
                }
            }
            return list
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

    /// The products of a list that have quantities, by SKU.
    package func quantities(_ list: PriceListRow, limit: Int) throws -> [ListedQuantities] {
        try connection.fetch(SelectQuantityTerms(list: list.id, limit: limit))
    }

    /// A page of price lists by code.
    package func list(limit: Int, after: String?) throws -> [PriceListRow] {
        try connection.fetch(SelectPriceLists(after: after, limit: limit))
    }

    private static let largestMarkup = Decimal(999_999)

    /// A number from 0 to below a bound, or nil where none is given.
    private func fraction(_ text: String?, _ place: String, below bound: Int, code: String, _ form: String) throws
        -> Decimal?
    {
        guard let text else { return nil }
        let value = try Reading.decimal(text, place, code: code, digits: 3)
        guard value >= .zero, value < Decimal(bound) else {
            throw Refusal(
                code, "\(value.text) is not from 0 to below \(bound)", at: place, remedy: "give \(form)", status: .usage
            )
        }
        return value
    }

    private func missing(_ name: String, _ message: String, _ code: String) -> Refusal {
        Refusal(
            name, message, at: code, remedy: "nephrite price-list show \(code) shows its prices, quantities and rules")
    }

    private func change<Answer: Sendable>(
        _ action: String, _ code: String, _ dryRun: Bool, _ body: (PriceListRow) throws -> Answer
    ) throws -> Answer {
        try database.write(dryRun: dryRun) {
            let answer = try body(try show(code))
            try connection.run(InsertAudit(action: action, subjectKind: "price_list", subject: code))
            return answer
        }
    }
}
