internal import Orders
internal import Postgres
internal import Quantities
internal import Reporting
internal import Storage

/// Reports whose figures the rules of selling and purchasing make, and not one statement.
extension Reports {
    /// The rows of a report without a statement.
    func computed(_ report: Report, _ question: ReportQuestion) throws -> [ReportRow] {
        switch report.name {
        case Report.reorder.name: try reorderRows()
        case Report.priceList.name: try priceListRows(question)
        default: try invariantRows()
        }
    }

    /// What `verify` proves.
    private func invariantRows() throws -> [ReportRow] {
        try Verification.rows(connection).map { row in
            ReportRow(
                columns: ["invariant", "checked", "failures", "first"],
                values: [row.invariant, String(row.checked), String(row.failures), row.first])
        }
    }

    /// What `purchase propose` looks at, by supplier and SKU.
    private func reorderRows() throws -> [ReportRow] {
        let needs = try Purchases(database).needs(supplier: nil, .usual)
        let columns = [
            "supplier", "sku", "name", "shipped", "demand_per_day", "lead_time", "safety_days", "reorder_point",
            "available",
            "backordered", "on_order", "drafted", "projected", "suggested", "unit_cost", "currency", "value",
        ]
        let ordered = needs.sorted { ($0.supply.supplier, $0.supply.sku) < ($1.supply.supplier, $1.supply.sku) }
        return ordered.map { proposal in
            let (need, supply) = (proposal.need, proposal.supply)
            var values: [String?] = [supply.supplier, supply.sku, supply.name, String(need.shipped)]
            values += [need.demandPerDay.text, need.leadTimeDays.text, String(need.safetyDays)]
            values += [need.reorderPoint, need.available, need.backordered, need.onOrder].map(String.init)
            values += [need.drafted, need.projected, proposal.quantity].map(String.init)
            values += [proposal.tier?.unitCost.text, supply.currency, value(proposal)?.text]
            return ReportRow(columns: columns, values: values)
        }
    }

    /// What the suggested quantity costs; nil where that is not known.
    private func value(_ proposal: Purchases.Proposal) -> Decimal? {
        guard let currency = proposal.supply.currency.flatMap({ Currency($0) }) else { return nil }
        guard proposal.quantity > 0 else { return .zero }
        return proposal.tier?.unitCost.times(Decimal(proposal.quantity), toFractionDigits: currency.minorUnitDigits)
    }

    /// The active products of price lists with what they cost today, from each quantity from which they cost less or more.
    ///
    /// What may not be offered is left out, and names are those that may be printed, as on a line sheet.
    private func priceListRows(_ question: ReportQuestion) throws -> [ReportRow] {
        guard let day = Day(question.today) else { return [] }
        let products = try connection.fetch(SelectLineSheetProducts(day: question.today))
        var rows: [ReportRow] = []
        let names = SheetNames(database)
        let wanted = question.filters["list"]
        for list in try connection.fetch(SelectPriceLists(limit: .max)) where wanted?.contains(list.code) ?? true {
            guard let currency = Currency(list.currency) else { continue }
            for start in stride(from: 0, to: products.count, by: 1_000) {
                let page = products[start..<min(start + 1_000, products.count)]
                var book = PriceBook(currency: currency, day: day)
                try PriceLookup.fill(&book, page.map(\.sku), list: list.id, connection)
                for (product, name) in zip(page, try names.names(of: page.map(\.sku), book)) {
                    guard let name else { continue }
                    rows += LineSheet(list: list, product: product, name: name).rows(book)
                }
            }
        }
        return rows
    }
}

/// The names by which products may be shown to customers; what was found for one list holds for the next.
private final class SheetNames {
    private let goods: GoodsLoader
    private var found: [String: String?] = [:]

    init(_ database: Database) { goods = GoodsLoader(database) }

    /// In the order of the products; nil for one that may not be offered or of which nothing is sold.
    func names(of skus: [String], _ book: PriceBook) throws -> [String?] {
        let missing = skus.filter { found[$0] == nil && book.facts($0) != nil }
        try goods.read(missing)
        let vocabulary = try goods.vocabulary()
        for sku in missing {
            guard let facts = book.facts(sku) else { continue }
            let known = try goods.goods(sku)
            let name = vocabulary.isRefused(known.known) ? nil : try goods.printedName(facts.name, known)
            found.updateValue(name, forKey: sku)
        }
        goods.forget()
        return skus.map { found[$0] ?? nil }
    }
}

/// A product's rows on the sheet of a price list.
private struct LineSheet {
    let list: PriceListRow, product: LineSheetProductRow, name: String

    private static let columns = [
        "list", "sku", "gtin", "name", "material", "unit", "content", "minimum", "multiple", "min_quantity",
        "unit_price",
        "currency", "valid_to", "price_rule", "picture",
    ]

    /// From the least quantity that can be ordered up; nothing of a product without a price.
    func rows(_ book: PriceBook) -> [ReportRow] {
        book.steps(product.sku).map { step in
            let priced = step.priced
            let content = priced.facts.contentQuantity.map { "\($0.text) \(priced.facts.contentUnit ?? "")" }
            return ReportRow(
                columns: Self.columns,
                values: [
                    list.code, product.sku, product.gtin, name, priced.facts.material,
                    priced.facts.unit, content, String(priced.terms.minimum), String(priced.terms.multiple),
                    String(step.quantity), step.price.text, list.currency, step.end?.text, priced.rule, product.picture,
                ])
        }
    }
}
