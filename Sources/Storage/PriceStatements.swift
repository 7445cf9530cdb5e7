package import Orders
package import Postgres
package import Quantities

/// A candidate for a product's price, with the product's cost in the candidate's currency.
package struct CandidateRow: Sendable, Equatable {
    /// The product.
    package let product: Int64
    /// Row or rule.
    package let candidate: PriceCandidate
    /// In the list's currency.
    package let cost: Decimal?
}

/// Every row and rule of a list and its parents for some products, and the cost today.
package struct SelectCandidates: Statement {
    package static let sql = """
        WITH RECURSIVE chain AS (
            SELECT id, parent_id, code, currency, 0 AS distance, floor_percent::numeric FROM price_list WHERE id = $1
            UNION ALL
            -- A list also binds what it falls back on.
            SELECT list.id, list.parent_id, list.code, list.currency, chain.distance + 1,
                greatest(chain.floor_percent, list.floor_percent)
            FROM chain JOIN price_list AS list ON list.id = chain.parent_id
        ), lists AS MATERIALIZED (
            -- A rate is looked up once for a list, and none where it is not needed.
            SELECT chain.id, chain.code, chain.currency, chain.distance, chain.floor_percent, exchange.rate,
                exchange.is_inverse
            FROM chain LEFT JOIN LATERAL exchange_rate_entry(chain.currency, $4, $5::date) AS exchange ON true
        )
        SELECT asked.product_id, chain.code, chain.distance, chain.currency, entry.rule_id, entry.min_quantity,
            entry.valid_from, entry.valid_to, entry.unit_price, entry.markup_percent, entry.ending, entry.floor_percent,
            chain.floor_percent AS list_floor,
            entry.conditions, entry.fits, round(chain.rate, 6) AS rate, chain.is_inverse,
            CASE WHEN asked.cost IS NULL OR asked.cost_currency = chain.currency THEN round(asked.cost, 6)
                ELSE round(asked.cost * cost_rate_on(asked.cost_currency, chain.currency, $5::date), 6) END AS cost
        FROM unnest($2::bigint[], $3::text[], $6::text[], $7::numeric[], $8::text[], $9::text[])
            AS asked (product_id, material, shape, cost, cost_currency, grade)
        CROSS JOIN lists AS chain
        CROSS JOIN LATERAL (
            SELECT NULL::bigint AS rule_id, row.min_quantity, nullif(row.valid_from, '-infinity') AS valid_from,
                nullif(row.valid_to, 'infinity') AS valid_to, row.unit_price, NULL::numeric AS markup_percent,
                NULL::numeric AS ending, NULL::numeric AS floor_percent, 0 AS conditions, true AS fits
            FROM price_list_row AS row WHERE row.price_list_id = chain.id AND row.product_id = asked.product_id
            UNION ALL
            SELECT rule.id, NULL, NULL, NULL, NULL, rule.markup_percent, rule.ending, rule.floor_percent,
                num_nonnulls(rule.material, rule.shape, rule.grade, rule.supplier_id),
                coalesce(rule.material = asked.material, rule.material IS NULL)
                AND coalesce(rule.shape = asked.shape, rule.shape IS NULL)
                AND (rule.grade IS NULL OR rule.grade = asked.grade)
                AND (rule.supplier_id IS NULL OR EXISTS (
                    SELECT FROM supplier_item AS item
                    WHERE item.product_id = asked.product_id AND item.supplier_id = rule.supplier_id
                        AND item.status = 'active'))
            FROM price_list_rule AS rule WHERE rule.price_list_id = chain.id
        ) AS entry
        ORDER BY asked.product_id, chain.distance, entry.rule_id NULLS FIRST, entry.min_quantity,
            entry.valid_from NULLS FIRST
        """
    let values: [any ParameterConvertible & Sendable]

    /// The candidates of a list for products with these facts.
    package init(list: Int64, facts: [SaleFacts], currency: String, day: String) {
        values = [
            list, facts.map(\.product), facts.map(\.material), currency, day, facts.map(\.shape),
            facts.map { $0.cost?.text }, facts.map(\.costCurrency), facts.map(\.grade),
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CandidateRow {
        let code = try row.string("currency")
        guard let currency = Currency(code) else { throw row.fault("currency", wanted: "a currency", found: code) }
        let source: PriceCandidate.Source
        if let rule = try row.int64OrNil("rule_id") {
            source = .rule(
                id: rule, markupPercent: try row.decimal("markup_percent"), ending: try row.decimalOrNil("ending"),
                floorPercent: try row.decimalOrNil("floor_percent"), conditions: try row.int("conditions"),
                fits: try row.bool("fits"))
        } else {
            source = .row(
                minQuantity: try row.int("min_quantity"),
                validFrom: try row.stringOrNil("valid_from").flatMap { Day($0) },
                validTo: try row.stringOrNil("valid_to").flatMap { Day($0) }, unitPrice: try row.decimal("unit_price"))
        }
        return CandidateRow(
            product: try row.int64("product_id"),
            candidate: PriceCandidate(
                list: try row.string("code"), distance: try row.int("distance"), currency: currency, source: source,
                rate: try rate(row), listFloor: try row.decimalOrNil("list_floor")),
            cost: try row.decimalOrNil("cost"))
    }

    private static func rate(_ row: borrowing Row) throws(DecodingFault) -> ExchangeRate? {
        guard let rate = try row.decimalOrNil("rate") else { return nil }
        return ExchangeRate(rate, isInverse: try row.bool("is_inverse"))
    }
}

/// What selling has to know of a product.
package struct SaleFacts: Sendable, Equatable {
    /// Key.
    package let product: Int64
    /// SKU, name and unit.
    package let sku, name, unit: String
    /// `draft`, `active` or `discontinued`.
    package let status: String
    /// Codes, where known.
    package let material, shape: String?
    /// How far it suits IASTM work, `unassessed` where that is open.
    package let grade: String
    /// Whether the material may not be offered, as ivory and cinnabar.
    package let isRefused: Bool
    /// The preferred supplier item's cost today, and that in the currency of the sale where a rate is known.
    package let cost: Decimal?, costCurrency: String?, costOfSale: Decimal?
    /// The nearest list's terms, where a list has some.
    package let minimum, multiple, maximum: Int?
    /// What is in one unit and how much of it, where it is known: a box of 50 pieces.
    package let contentUnit: String?, contentQuantity: Decimal?
}

/// The products of some SKUs, as they are sold by a price list.
package struct SelectSaleFacts: Statement {
    package static let sql = """
        WITH RECURSIVE chain AS (
            SELECT id, parent_id, 0 AS distance FROM price_list WHERE id = $3
            UNION ALL
            SELECT list.id, list.parent_id, chain.distance + 1
            FROM chain JOIN price_list AS list ON list.id = chain.parent_id
        )
        SELECT product.id, product.sku, coalesce(product.facts -> 'name' ->> 0, facts.name, product.sku) AS name,
            coalesce(facts.order_unit, 'C62') AS unit,
            coalesce(product.status_set, facts.status, 'active') AS status,
            coalesce(product.facts -> 'material' ->> 0, facts.material) AS material,
            coalesce(product.facts -> 'shape' ->> 0, facts.shape) AS shape,
            coalesce(product.grade, facts.grade, 'unassessed') AS grade,
            EXISTS (
                SELECT FROM material
                WHERE material.code = coalesce(product.facts -> 'material' ->> 0, facts.material)
                    AND material.status = 'refused') AS is_refused,
            facts.unit_price AS cost, facts.currency AS cost_currency,
            CASE WHEN facts.unit_price IS NULL OR facts.currency = $4 THEN round(facts.unit_price, 6)
                ELSE round(facts.unit_price * cost_rate_on(facts.currency, $4, $2::date), 6) END AS cost_of_sale, terms.minimum, terms.multiple, terms.maximum,
            facts.content_unit, facts.content_quantity
        FROM product
        LEFT JOIN LATERAL (
            SELECT item.name, item.order_unit, item.content_unit, item.content_quantity, item.material, item.shape, item.grade, cost.unit_price, cost.currency,
                CASE WHEN bool_or(item.status = 'active') OVER () THEN 'active' ELSE 'discontinued' END AS status
            FROM catalog_item AS item LEFT JOIN LATERAL current_cost(item.prices, $2::date) AS cost ON true
            WHERE item.product_id = product.id
            ORDER BY (item.item_id = product.preferred_item) DESC NULLS LAST, (item.status = 'active') DESC,
                in_base_currency(cost.unit_price, cost.currency, $2::date) NULLS LAST, item.supplier COLLATE "C",
                item.part_number COLLATE "C"
            LIMIT 1
        ) AS facts ON true
        LEFT JOIN LATERAL (
            SELECT quantity.minimum, quantity.multiple, quantity.maximum
            FROM chain JOIN price_list_quantity AS quantity ON quantity.price_list_id = chain.id
            WHERE quantity.product_id = product.id ORDER BY chain.distance LIMIT 1
        ) AS terms ON true
        WHERE product.sku = ANY ($1::text[])
        ORDER BY product.id
        """
    let skus: [String]
    let day: String
    let list: Int64?
    let currency: String

    /// The SKUs, the day of the cost, the list whose quantities count, and the currency of the sale.
    package init(skus: [String], day: String, list: Int64?, currency: String) {
        self.skus = skus
        self.day = day
        self.list = list
        self.currency = currency
    }

    package var parameters: [any ParameterConvertible] { [skus, day, list, currency] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SaleFacts {
        SaleFacts(
            product: try row.int64("id"), sku: try row.string("sku"), name: try row.string("name"),
            unit: try row.string("unit"), status: try row.string("status"), material: try row.stringOrNil("material"),
            shape: try row.stringOrNil("shape"), grade: try row.string("grade"), isRefused: try row.bool("is_refused"),
            cost: try row.decimalOrNil("cost"),
            costCurrency: try row.stringOrNil("cost_currency"), costOfSale: try row.decimalOrNil("cost_of_sale"),
            minimum: try row.intOrNil("minimum"),
            multiple: try row.intOrNil("multiple"), maximum: try row.intOrNil("maximum"),
            contentUnit: try row.stringOrNil("content_unit"), contentQuantity: try row.decimalOrNil("content_quantity"))
    }
}

/// What a rule of a price list asks of a product; nil asks nothing.
package struct RuleConditionsRow: Sendable, Equatable {
    /// The rule, and the codes it asks for.
    package let rule: Int64, material, shape, grade, supplier: String?
    /// Whether the supplier offers the product; so where none is asked for.
    package let isSupplied: Bool
}

/// The conditions of rules, and whether their suppliers offer a product.
package struct SelectRuleConditions: Statement {
    package static let sql = """
        SELECT rule.id, rule.material, rule.shape, rule.grade, supplier.code AS supplier,
            rule.supplier_id IS NULL OR EXISTS (
                SELECT FROM supplier_item AS item
                WHERE item.product_id = $2 AND item.supplier_id = rule.supplier_id AND item.status = 'active') AS is_supplied
        FROM price_list_rule AS rule LEFT JOIN supplier ON supplier.id = rule.supplier_id
        WHERE rule.id = ANY ($1::bigint[]) ORDER BY rule.id
        """
    let rules: [Int64]
    let product: Int64

    /// The rules and the product.
    package init(rules: [Int64], product: Int64) {
        self.rules = rules
        self.product = product
    }

    package var parameters: [any ParameterConvertible] { [rules, product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> RuleConditionsRow {
        RuleConditionsRow(
            rule: try row.int64("id"), material: try row.stringOrNil("material"), shape: try row.stringOrNil("shape"),
            grade: try row.stringOrNil("grade"), supplier: try row.stringOrNil("supplier"),
            isSupplied: try row.bool("is_supplied"))
    }
}
