package import Postgres
package import Quantities

/// A row of a price list as a table has it: a fixed price with its break and days, and the quantities of its product.
package struct PriceTableRow: Sendable, Equatable {
    /// The product.
    package let product: Int64, sku: String
    /// For one, in the list's currency, from a quantity on; nil where the list has the product's quantities only.
    package let unitPrice: Decimal?, minQuantity: Int?
    /// The days it is valid from and through, ISO 8601; nil is open.
    package let validFrom, validTo: String?
    /// Least quantity, case pack and most on an order line, where the list has them.
    package let terms: QuantityTermsRow?

    /// A row.
    package init(
        product: Int64, sku: String, unitPrice: Decimal?, minQuantity: Int?, validFrom: String?, validTo: String?,
        terms: QuantityTermsRow?
    ) {
        self.product = product
        self.sku = sku
        self.unitPrice = unitPrice
        self.minQuantity = minQuantity
        self.validFrom = validFrom
        self.validTo = validTo
        self.terms = terms
    }
}

/// All fixed prices and quantities of a list by SKU, break and first day.
package struct SelectPriceTable: Statement {
    package static let sql = """
        SELECT product.id AS product_id, product.sku, price.unit_price, price.min_quantity,
            nullif(price.valid_from, '-infinity') AS valid_from, nullif(price.valid_to, 'infinity') AS valid_to,
            quantity.minimum, quantity.multiple, quantity.maximum
        FROM (
            SELECT product_id, unit_price, min_quantity, valid_from, valid_to FROM price_list_row WHERE price_list_id = $1
        ) AS price
        FULL JOIN (
            SELECT product_id, minimum, multiple, maximum FROM price_list_quantity WHERE price_list_id = $1
        ) AS quantity USING (product_id)
        JOIN product ON product.id = product_id
        ORDER BY product.sku COLLATE "C", price.min_quantity, price.valid_from
        """
    let list: Int64

    /// The list.
    package init(list: Int64) { self.list = list }

    package var parameters: [any ParameterConvertible] { [list] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PriceTableRow {
        PriceTableRow(
            product: try row.int64("product_id"), sku: try row.string("sku"),
            unitPrice: try row.decimalOrNil("unit_price"), minQuantity: try row.intOrNil("min_quantity"),
            validFrom: try row.stringOrNil("valid_from"), validTo: try row.stringOrNil("valid_to"),
            terms: try row.intOrNil("minimum") == nil ? nil : .decoded(row))
    }
}

/// Sets many fixed prices of a list.
package struct UpsertPrices: Statement {
    package static let sql = """
        INSERT INTO price_list_row (price_list_id, product_id, min_quantity, valid_from, valid_to, unit_price)
        SELECT $1, price.product, price.min_quantity, coalesce(price.valid_from::date, '-infinity'),
            coalesce(price.valid_to::date, 'infinity'), price.unit_price::numeric
        FROM unnest($2::bigint[], $3::integer[], $4::text[], $5::text[], $6::text[])
            AS price (product, min_quantity, valid_from, valid_to, unit_price)
        ORDER BY price.product, price.min_quantity, price.valid_from
        ON CONFLICT ON CONSTRAINT price_list_row_pk
        DO UPDATE SET valid_to = EXCLUDED.valid_to, unit_price = EXCLUDED.unit_price
        """
    let list: Int64
    let prices: [PriceTableRow]

    /// The list, and one row for each price.
    package init(list: Int64, prices: [PriceTableRow]) {
        self.list = list
        self.prices = prices
    }

    package var parameters: [any ParameterConvertible] {
        [
            list, prices.map(\.product), prices.map { $0.minQuantity ?? 1 }, prices.map(\.validFrom),
            prices.map(\.validTo), prices.map { $0.unitPrice?.text },
        ]
    }
}

/// Takes many fixed prices of a list away.
package struct DeletePrices: Statement {
    package static let sql = """
        DELETE FROM price_list_row AS row
        USING unnest($2::bigint[], $3::integer[], $4::text[]) AS gone (product, min_quantity, valid_from)
        WHERE row.price_list_id = $1 AND row.product_id = gone.product AND row.min_quantity = gone.min_quantity
            AND row.valid_from = coalesce(gone.valid_from::date, '-infinity')
        """
    let list: Int64
    let prices: [PriceTableRow]

    /// The list, and the prices by product, break and first day.
    package init(list: Int64, prices: [PriceTableRow]) {
        self.list = list
        self.prices = prices
    }

    package var parameters: [any ParameterConvertible] {
        [list, prices.map(\.product), prices.map { $0.minQuantity ?? 1 }, prices.map(\.validFrom)]
    }
}

/// Sets how much of many products may be on an order line.
package struct UpsertQuantities: Statement {
    package static let sql = """
        INSERT INTO price_list_quantity (price_list_id, product_id, minimum, multiple, maximum)
        SELECT $1, terms.product, terms.minimum, terms.multiple, terms.maximum
        FROM unnest($2::bigint[], $3::integer[], $4::integer[], $5::integer[])
            AS terms (product, minimum, multiple, maximum)
        ORDER BY terms.product
        ON CONFLICT ON CONSTRAINT price_list_quantity_pk
        DO UPDATE SET minimum = EXCLUDED.minimum, multiple = EXCLUDED.multiple, maximum = EXCLUDED.maximum
        """
    let list: Int64
    let products: [Int64]
    let terms: [QuantityTermsRow]

    /// The list, and the quantities of each product.
    package init(list: Int64, _ quantities: [(product: Int64, terms: QuantityTermsRow)]) {
        self.list = list
        products = quantities.map(\.product)
        terms = quantities.map(\.terms)
    }

    package var parameters: [any ParameterConvertible] {
        [list, products, terms.map(\.minimum), terms.map(\.multiple), terms.map(\.maximum)]
    }
}

/// The keys of products by their SKUs; those that are not there are left out.
package struct SelectProductKeys: Statement {
    package static let sql = """
        SELECT product.id, product.sku FROM product WHERE product.sku = ANY ($1::text[]) ORDER BY product.sku COLLATE "C"
        """
    let skus: [String]

    /// The SKUs, each once.
    package init(skus: [String]) { self.skus = skus }

    package var parameters: [any ParameterConvertible] { [skus] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (id: Int64, sku: String) {
        (try row.int64("id"), try row.string("sku"))
    }
}
