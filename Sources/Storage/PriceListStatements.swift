package import Postgres
package import Quantities

/// A price list.
package struct PriceListRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Code, name and currency.
    package let code, name, currency: String
    /// Code of the list to fall back on.
    package let parent: String?
    /// The least margin of every price it gives, percent of the price.
    package let floor: Decimal?
}

/// Makes a price list.
package struct InsertPriceList: Statement {
    package static let sql = """
        INSERT INTO price_list (code, name, currency, parent_id, floor_percent)
        VALUES ($1, $2, $3, $4, $5::numeric) RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// The new list.
    package init(code: String, name: String, currency: String, parent: Int64?, floor: Decimal?) {
        values = [code, name, currency, parent, floor?.text]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Sets or takes away the floor of a price list.
package struct UpdatePriceListFloor: Statement {
    package static let sql = "UPDATE price_list SET floor_percent = $2::numeric WHERE id = $1"
    let list: Int64
    let floor: Decimal?

    /// The list and the least margin in percent; nil is none.
    package init(list: Int64, floor: Decimal?) {
        self.list = list
        self.floor = floor
    }

    package var parameters: [any ParameterConvertible] { [list, floor?.text] }
}

/// A page of price lists by code, or the one of a code.
package struct SelectPriceLists: Statement {
    package static let sql = """
        SELECT list.id, list.code, list.name, list.currency, parent.code AS parent, list.floor_percent
        FROM price_list AS list LEFT JOIN price_list AS parent ON parent.id = list.parent_id
        WHERE ($1::text IS NULL OR list.code = $1) AND ($2::text IS NULL OR list.code COLLATE "C" > $2)
        ORDER BY list.code COLLATE "C" LIMIT $3
        """
    let code: String?
    let after: String?
    let limit: Int

    /// The lists behind a code, or one.
    package init(code: String? = nil, after: String? = nil, limit: Int = 1) {
        self.code = code
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [code, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PriceListRow {
        PriceListRow(
            id: try row.int64("id"), code: try row.string("code"), name: try row.string("name"),
            currency: try row.string("currency"), parent: try row.stringOrNil("parent"),
            floor: try row.decimalOrNil("floor_percent"))
    }
}

/// Sets a fixed price from a quantity on, for a time.
package struct UpsertPrice: Statement {
    package static let sql = """
        INSERT INTO price_list_row (price_list_id, product_id, min_quantity, valid_from, valid_to, unit_price)
        VALUES ($1, $2, $3, coalesce($4::date, '-infinity'), coalesce($5::date, 'infinity'), $6::numeric)
        ON CONFLICT ON CONSTRAINT price_list_row_pk
        DO UPDATE SET valid_to = EXCLUDED.valid_to, unit_price = EXCLUDED.unit_price
        """
    let values: [any ParameterConvertible & Sendable]

    /// Nil days leave the time open.
    package init(list: Int64, product: Int64, minQuantity: Int, from: Day?, through: Day?, unitPrice: Decimal) {
        values = [list, product, minQuantity, from?.text, through?.text, unitPrice.text]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// Sets how much of a product may be on an order line.
package struct UpsertQuantityTerms: Statement {
    package static let sql = """
        INSERT INTO price_list_quantity (price_list_id, product_id, minimum, multiple, maximum)
        VALUES ($1, $2, coalesce($3, 1), coalesce($4, 1), $5)
        ON CONFLICT ON CONSTRAINT price_list_quantity_pk DO UPDATE SET
            minimum = coalesce($3, price_list_quantity.minimum), multiple = coalesce($4, price_list_quantity.multiple),
            maximum = coalesce($5, price_list_quantity.maximum)
        RETURNING minimum, multiple, maximum
        """
    let values: [any ParameterConvertible & Sendable]

    /// Nil leaves a value.
    package init(list: Int64, product: Int64, minimum: Int?, multiple: Int?, maximum: Int?) {
        values = [list, product, minimum, multiple, maximum]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> QuantityTermsRow {
        try .decoded(row)
    }
}

/// Takes the price of a product from a quantity and a day on away; answers what it was.
package struct DeletePrice: Statement {
    package static let sql = """
        DELETE FROM price_list_row WHERE price_list_id = $1 AND product_id = $2 AND min_quantity = $3
            AND valid_from = coalesce($4::date, '-infinity')
        RETURNING unit_price
        """
    let values: [any ParameterConvertible & Sendable]

    /// The price that `UpsertPrice` with the same values has set.
    package init(list: Int64, product: Int64, minQuantity: Int, from: Day?) {
        values = [list, product, minQuantity, from?.text]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Decimal { try row.decimal("unit_price") }
}

/// Takes the quantities of a product away; answers its key where it had some.
package struct DeleteQuantityTerms: Statement {
    package static let sql = """
        DELETE FROM price_list_quantity WHERE price_list_id = $1 AND product_id = $2 RETURNING product_id
        """
    let list: Int64
    let product: Int64

    /// The list and the product.
    package init(list: Int64, product: Int64) {
        self.list = list
        self.product = product
    }

    package var parameters: [any ParameterConvertible] { [list, product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("product_id") }
}

/// Takes a rule away; answers its number where the list has it.
package struct DeletePriceRule: Statement {
    package static let sql = "DELETE FROM price_list_rule WHERE price_list_id = $1 AND id = $2 RETURNING id"
    let list: Int64
    let rule: Int64

    /// The list and the rule's number.
    package init(list: Int64, rule: Int64) {
        self.list = list
        self.rule = rule
    }

    package var parameters: [any ParameterConvertible] { [list, rule] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// The quantities of a product by a list of its own.
package struct QuantityTermsRow: Sendable, Equatable {
    /// Least quantity, case pack and most on an order line.
    package let minimum, multiple: Int, maximum: Int?

    /// The three.
    package init(minimum: Int, multiple: Int, maximum: Int?) {
        self.minimum = minimum
        self.multiple = multiple
        self.maximum = maximum
    }

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> QuantityTermsRow {
        QuantityTermsRow(
            minimum: try row.int("minimum"), multiple: try row.int("multiple"), maximum: try row.intOrNil("maximum"))
    }
}

/// Adds a rule to a price list.
package struct InsertPriceRule: Statement {
    package static let sql = """
        INSERT INTO price_list_rule (
            price_list_id, material, shape, supplier_id, markup_percent, ending, floor_percent, grade)
        VALUES ($1, $2, $3, $4, $5::numeric, $6::numeric, $7::numeric, $8) RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// Nil conditions fit everything.
    package init(
        list: Int64, material: String?, shape: String?, grade: String?, supplier: Int64?, markup: Decimal,
        ending: Decimal?, floor: Decimal?
    ) {
        values = [list, material, shape, supplier, markup.text, ending?.text, floor?.text, grade]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// A row or a rule of a price list, as it is shown.
package struct PriceEntryRow: Sendable, Equatable {
    /// `row` or `rule`.
    package let kind: String
    /// The number of a rule.
    package let rule: Int64?
    /// Conditions: a product, or what the rule is for.
    package let sku, material, shape, grade, supplier: String?
    /// Break and validity of a row.
    package let minQuantity: Int?, validFrom, validTo: String?
    /// The price of a row; markup, ending and floor of a rule.
    package let unitPrice, markup, ending, floor: Decimal?
}

extension PriceEntryRow {
    /// A rule that was added.
    package init(
        rule: Int64?, material: String?, shape: String?, grade: String?, supplier: String?, markup: Decimal,
        ending: Decimal?, floor: Decimal?
    ) {
        self.init(
            kind: "rule", rule: rule, sku: nil, material: material, shape: shape, grade: grade, supplier: supplier,
            minQuantity: nil, validFrom: nil, validTo: nil, unitPrice: nil, markup: markup, ending: ending, floor: floor
        )
    }
}

/// Rows, then rules of a price list.
package struct SelectPriceEntries: Statement {
    package static let sql = """
        SELECT kind, nullif(id, 0) AS rule, sku, material, shape, grade, supplier, min_quantity, valid_from, valid_to, unit_price, markup, ending, floor
        FROM (
            SELECT 'row' AS kind, product.sku, NULL AS material, NULL AS shape, NULL AS grade, NULL AS supplier, row.min_quantity,
                nullif(row.valid_from, '-infinity') AS valid_from, nullif(row.valid_to, 'infinity') AS valid_to,
                row.unit_price, NULL::numeric AS markup, NULL::numeric AS ending, NULL::numeric AS floor, 0 AS id
            FROM price_list_row AS row JOIN product ON product.id = row.product_id WHERE row.price_list_id = $1
            UNION ALL
            SELECT 'rule', NULL, rule.material, rule.shape, rule.grade, supplier.code, NULL, NULL, NULL, NULL,
                rule.markup_percent, rule.ending, rule.floor_percent, rule.id
            FROM price_list_rule AS rule LEFT JOIN supplier ON supplier.id = rule.supplier_id
            WHERE rule.price_list_id = $1
        ) AS entry ORDER BY kind, sku COLLATE "C", min_quantity, valid_from NULLS FIRST, id LIMIT $2
        """
    let list: Int64
    let limit: Int

    /// The list.
    package init(list: Int64, limit: Int) {
        self.list = list
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [list, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PriceEntryRow {
        PriceEntryRow(
            kind: try row.string("kind"), rule: try row.int64OrNil("rule"), sku: try row.stringOrNil("sku"),
            material: try row.stringOrNil("material"),
            shape: try row.stringOrNil("shape"), grade: try row.stringOrNil("grade"),
            supplier: try row.stringOrNil("supplier"),
            minQuantity: try row.intOrNil("min_quantity"), validFrom: try row.stringOrNil("valid_from"),
            validTo: try row.stringOrNil("valid_to"), unitPrice: try row.decimalOrNil("unit_price"),
            markup: try row.decimalOrNil("markup"), ending: try row.decimalOrNil("ending"),
            floor: try row.decimalOrNil("floor"))
    }
}

/// The quantities of products by a list, as they are shown.
package struct ListedQuantities: Sendable, Equatable {
    /// The product.
    package let sku: String
    /// How much of it may be on an order line.
    package let terms: QuantityTermsRow
}

/// The products of a list that have quantities, by SKU.
package struct SelectQuantityTerms: Statement {
    package static let sql = """
        SELECT product.sku, quantity.minimum, quantity.multiple, quantity.maximum
        FROM price_list_quantity AS quantity JOIN product ON product.id = quantity.product_id
        WHERE quantity.price_list_id = $1 ORDER BY product.sku COLLATE "C" LIMIT $2
        """
    let list: Int64
    let limit: Int

    /// The list.
    package init(list: Int64, limit: Int) {
        self.list = list
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [list, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ListedQuantities {
        ListedQuantities(sku: try row.string("sku"), terms: try .decoded(row))
    }
}
