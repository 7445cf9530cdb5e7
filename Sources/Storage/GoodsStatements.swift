package import Catalog
package import Postgres

/// A product with the supplier item that counts, and whether its name may stand.
package struct GoodsRow: Sendable {
    /// Key and SKU.
    package let product: Int64, sku: String
    /// The grade that is kept, `unassessed` where that is open.
    package let grade: String
    /// What the item that counts says; nil where there is none.
    package let item: SupplierItem?
    /// Whether the product may not be named by its own words, whether screening blocks its name, and whether it flags it.
    package let isMisnamed, isNameBlocked, isNameFlagged: Bool
}

/// Products by their SKUs, each with the supplier item that counts on a day; in no order.
package struct SelectGoods: Statement {
    package static let sql = """
        SELECT product.id AS product_id, product.sku, coalesce(product.grade, item.grade, 'unassessed') AS grade,
            item.part_number, item.gtin, item.manufacturer_part_number, item.manufacturer, item.brand,
            item.buyer_part_number, item.name, item.description, item.language, item.keywords, item.category,
            item.order_unit, item.content_unit, item.content_quantity, item.min_quantity, item.quantity_interval,
            item.max_quantity, item.lead_time_days, item.country_of_origin, item.hs_code, item.length_mm, item.width_mm,
            item.thickness_mm, item.mass_g, item.material, item.shape, item.treatments, item.identity_basis,
            item.evidence, item.pictures, item.prices, item.features,
            coalesce(claims.is_misnamed, false) AS is_misnamed,
            coalesce(claims.is_name_blocked, false) AS is_name_blocked,
            coalesce(claims.is_name_flagged, false) AS is_name_flagged
        FROM product
        LEFT JOIN LATERAL (
            SELECT candidate.item_id FROM catalog_item AS candidate
            LEFT JOIN LATERAL current_cost(candidate.prices, $2::date) AS cost ON true
            WHERE candidate.product_id = product.id
            ORDER BY (candidate.item_id = product.preferred_item) DESC NULLS LAST, (candidate.status = 'active') DESC,
                in_base_currency(cost.unit_price, cost.currency, $2::date) NULLS LAST, candidate.supplier COLLATE "C",
                candidate.part_number COLLATE "C"
            LIMIT 1
        ) AS counting ON true
        -- Looked up one by one: joined as a whole, all items of the catalog are read for a page of it.
        LEFT JOIN LATERAL (
            SELECT part_number, gtin, manufacturer_part_number, manufacturer, brand, buyer_part_number, name, description,
                language, keywords, category, order_unit, content_unit, content_quantity, min_quantity,
                quantity_interval, max_quantity, lead_time_days, country_of_origin, hs_code, length_mm, width_mm,
                thickness_mm, mass_g, material, shape, treatments, identity_basis, evidence, pictures, prices, features,
                grade, version_run, version_record
            FROM catalog_item WHERE catalog_item.item_id = counting.item_id LIMIT 1
        ) AS item ON true
        LEFT JOIN LATERAL (
            SELECT bool_or(label = 'block' AND (rule = 'N5' OR rule = 'H10' AND field = 'name')) AS is_misnamed,
                bool_or(label = 'block' AND field = 'name') AS is_name_blocked,
                bool_or(label = 'flag' AND field = 'name') AS is_name_flagged
            FROM (
                SELECT claim.rule, claim.field, claim_label(claim.label, claim.flagged_until, $2::date) AS label
                FROM claim_finding AS claim
                WHERE claim.run_id = item.version_run AND claim.record = item.version_record
            ) AS finding
        ) AS claims ON true
        WHERE product.sku = ANY ($1::text[])
        """
    let skus: [String]
    let today: String

    /// The products, and the day on which costs are compared and studies count.
    package init(skus: [String], today: String) { (self.skus, self.today) = (skus, today) }

    package var parameters: [any ParameterConvertible] { [skus, today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> GoodsRow {
        let hasItem = try row.stringOrNil("part_number") != nil
        return GoodsRow(
            product: try row.int64("product_id"), sku: try row.string("sku"), grade: try row.string("grade"),
            item: hasItem ? try SupplierItemRow.decoded(row) : nil, isMisnamed: try row.bool("is_misnamed"),
            isNameBlocked: try row.bool("is_name_blocked"), isNameFlagged: try row.bool("is_name_flagged"))
    }
}

/// Whether somebody ever gave a product a name.
package struct SelectWasNamed: Statement {
    package static let sql = """
        SELECT EXISTS (SELECT FROM product_fact WHERE product_id = $1 AND field = 'name' AND value = $2) AS was_named
        """
    let product: Int64
    let name: String

    /// The product and the name.
    package init(product: Int64, name: String) { (self.product, self.name) = (product, name) }

    package var parameters: [any ParameterConvertible] { [product, name] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("was_named") }
}

/// What holds of what people said of some products; in no order.
package struct SelectGoodsFacts: Statement {
    package static let sql = """
        SELECT product_id, field, value, basis FROM (
            SELECT DISTINCT ON (product_id, field) product_id, field, value, basis
            FROM product_fact WHERE product_id = ANY ($1::bigint[]) ORDER BY product_id, field, id DESC
        ) AS latest
        WHERE value IS NOT NULL
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        product: Int64, field: String, fact: KnownFact
    ) {
        (
            try row.int64("product_id"), try row.string("field"),
            KnownFact(try row.string("value"), isMeasured: try row.string("basis") == "measured")
        )
    }
}
