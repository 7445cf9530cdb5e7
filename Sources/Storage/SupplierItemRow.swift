internal import Catalog
internal import Postgres
internal import Quantities

/// An item as the columns of `supplier_item_version` and back.
enum SupplierItemRow {
    /// The columns from `gtin` to `features`, in the order of the COPY statement.
    static func write(_ item: SupplierItem, to rows: inout CopyRows) {
        rows.field(item.gtin)
        rows.field(item.manufacturerPartNumber)
        rows.field(item.manufacturer)
        rows.field(item.brand)
        rows.field(item.buyerPartNumber)
        rows.field(item.name)
        rows.field(item.description)
        rows.field(item.language)
        rows.array(item.keywords)
        rows.field(item.category)
        rows.field(item.orderUnit)
        rows.field(item.contentUnit)
        rows.field(item.contentQuantity)
        rows.field(item.minQuantity)
        rows.field(item.quantityInterval)
        rows.field(item.maxQuantity)
        rows.field(item.leadTimeDays)
        rows.field(item.countryOfOrigin)
        rows.field(item.hsCode)
        rows.field(item.length)
        rows.field(item.width)
        rows.field(item.thickness)
        rows.field(item.mass)
        rows.field(item.goods.material)
        rows.field(item.goods.shape)
        rows.array(item.goods.treatments)
        rows.field(item.goods.identityBasis)
        rows.array(item.goods.evidence.count * 7) { part($0 % 7, of: item.goods.evidence[$0 / 7]) }
        rows.array(item.pictures)
        rows.array(item.prices.count * 8) { part($0 % 8, of: item.prices[$0 / 8]) }
        rows.array(item.features.count * 3) { part($0 % 3, of: item.features[$0 / 3]) }
    }

    private static func part(_ index: Int, of price: SupplierPrice) -> String? {
        switch index {
        case 0: price.kind
        case 1: price.minQuantity.text
        case 2: price.unitPrice.text
        case 3: price.amount.text
        case 4: price.priceQuantity.text
        case 5: price.currency
        case 6: price.validFrom
        default: price.validTo
        }
    }

    private static func part(_ index: Int, of feature: Feature) -> String? {
        switch index {
        case 0: feature.name
        case 1: feature.value
        default: feature.unit
        }
    }

    private static func part(_ index: Int, of evidence: GoodsEvidence) -> String? {
        switch index {
        case 0: evidence.subject
        case 1: evidence.code
        case 2: evidence.field
        case 3: evidence.phrase
        case 4: String(evidence.scalars.lowerBound)
        case 5: String(evidence.scalars.upperBound)
        default: evidence.rule
        }
    }

    // MARK: Reading

    /// The columns that `decoded` needs, for a table or view of this name.
    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> SupplierItem {
        var item = SupplierItem(partNumber: try row.string("part_number"))
        item.gtin = try row.stringOrNil("gtin")
        item.manufacturerPartNumber = try row.stringOrNil("manufacturer_part_number")
        item.manufacturer = try row.stringOrNil("manufacturer")
        item.brand = try row.stringOrNil("brand")
        item.buyerPartNumber = try row.stringOrNil("buyer_part_number")
        item.name = try row.stringOrNil("name")
        item.description = try row.stringOrNil("description")
        item.language = try row.stringOrNil("language")
        item.keywords = try row.stringArray("keywords")
        item.category = try row.stringOrNil("category")
        item.orderUnit = try row.stringOrNil("order_unit")
        item.contentUnit = try row.stringOrNil("content_unit")
        item.contentQuantity = try row.decimalOrNil("content_quantity")
        item.minQuantity = try row.decimalOrNil("min_quantity")
        item.quantityInterval = try row.decimalOrNil("quantity_interval")
        item.maxQuantity = try row.decimalOrNil("max_quantity")
        item.leadTimeDays = try row.decimalOrNil("lead_time_days")
        item.countryOfOrigin = try row.stringOrNil("country_of_origin")
        item.hsCode = try row.stringOrNil("hs_code")
        item.length = try row.decimalOrNil("length_mm")
        item.width = try row.decimalOrNil("width_mm")
        item.thickness = try row.decimalOrNil("thickness_mm")
        item.mass = try row.decimalOrNil("mass_g")
        item.goods = try goods(row)
        item.pictures = try row.stringArray("pictures")
        item.prices = try prices(row, "prices")
        item.features = try features(row)
        return item
    }

    static func prices(_ row: borrowing Row, _ column: String) throws(DecodingFault) -> [SupplierPrice] {
        let parts = try row.stringArrayWithNulls(column)
        var prices: [SupplierPrice] = []
        for start in stride(from: 0, to: parts.count, by: 8) {
            guard let kind = parts[start], let currency = parts[start + 5],
                let minimum = decimal(parts[start + 1]), let unit = decimal(parts[start + 2]),
                let amount = decimal(parts[start + 3]), let quantity = decimal(parts[start + 4])
            else { throw row.fault(column, wanted: "a price of eight parts", found: "\(parts[start..<start + 8])") }
            prices.append(
                SupplierPrice(
                    kind: kind, minQuantity: minimum, unitPrice: unit, amount: amount, priceQuantity: quantity,
                    currency: currency, validFrom: parts[start + 6], validTo: parts[start + 7]))
        }
        return prices
    }

    private static func features(_ row: borrowing Row) throws(DecodingFault) -> [Feature] {
        let parts = try row.stringArrayWithNulls("features")
        return stride(from: 0, to: parts.count, by: 3).map { start in
            Feature(name: parts[start] ?? "", value: parts[start + 1] ?? "", unit: parts[start + 2])
        }
    }

    private static func goods(_ row: borrowing Row) throws(DecodingFault) -> StatedGoods {
        var goods = StatedGoods()
        goods.material = try row.stringOrNil("material")
        goods.shape = try row.stringOrNil("shape")
        goods.treatments = try row.stringArray("treatments")
        goods.identityBasis = try row.string("identity_basis")
        let parts = try row.stringArray("evidence")
        goods.evidence = stride(from: 0, to: parts.count, by: 7).map { start in
            let low = Int(parts[start + 4]) ?? 0
            return GoodsEvidence(
                subject: parts[start], code: parts[start + 1], field: parts[start + 2], phrase: parts[start + 3],
                scalars: low..<max(low, Int(parts[start + 5]) ?? low), rule: parts[start + 6])
        }
        return goods
    }

    private static func decimal(_ text: String?) -> Decimal? {
        guard let text else { return nil }
        return try? Decimal(text)
    }
}
