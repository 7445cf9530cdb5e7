package import Catalog
package import Postgres

/// A row of the product list: the product with the supplier item that counts.
package struct ProductListRow: Sendable, Equatable {
    /// SKU and status.
    package let sku, status: String
    /// What it is, where known.
    package let name, material, shape, gtin: String?
    /// How far it suits IASTM work, `unassessed` where that is open.
    package let grade: String
    /// The supplier item asked for, else the preferred one.
    package let supplier, partNumber: String?
    /// Its cost for the smallest quantity today, as exact digits.
    package let currency, unitPrice: String?
}

/// Products in the order of their SKUs.
package struct SelectProducts: Statement {
    package static let sql = """
        SELECT product.sku, facts.status, facts.supplier, facts.part_number, facts.currency, facts.unit_price,
            known.name, known.material, known.shape, known.gtin, known.grade
        FROM product
        LEFT JOIN LATERAL (
            SELECT coalesce(product.status_set, CASE WHEN bool_or(item.status = 'active') OVER () THEN 'active'
                    ELSE 'discontinued' END) AS status,
                item.name, item.material, item.shape, item.gtin, item.grade, item.supplier, item.part_number,
                cost.currency, cost.unit_price, item.supplier = $3 AS is_asked
            FROM catalog_item AS item
            LEFT JOIN LATERAL current_cost(item.prices, $7::date) AS cost ON true
            WHERE item.product_id = product.id
            ORDER BY (item.supplier = $3) DESC NULLS LAST, (item.item_id = product.preferred_item) DESC NULLS LAST,
                (item.status = 'active') DESC, in_base_currency(cost.unit_price, cost.currency, $7::date) NULLS LAST,
                item.supplier COLLATE "C",
                item.part_number COLLATE "C"
            LIMIT 1
        ) AS facts ON true
        CROSS JOIN LATERAL (
            SELECT coalesce(product.facts -> 'name' ->> 0, facts.name) AS name,
                coalesce(product.facts -> 'material' ->> 0, facts.material) AS material,
                coalesce(product.facts -> 'shape' ->> 0, facts.shape) AS shape,
                coalesce(product.facts -> 'gtin' ->> 0, facts.gtin) AS gtin,
                coalesce(product.grade, facts.grade, 'unassessed') AS grade
        ) AS known
        WHERE ($1::text IS NULL OR known.material = $1) AND ($2::text IS NULL OR known.shape = $2)
            AND ($9::text IS NULL OR known.grade = $9)
            AND ($3::text IS NULL OR facts.is_asked)
            AND ($4::text IS NULL OR coalesce(facts.status, product.status_set, 'active') = $4)
            AND ($5::text IS NULL OR known.name ILIKE '%' || $5 || '%' OR product.sku ILIKE '%' || $5 || '%'
                OR facts.part_number ILIKE '%' || $5 || '%' OR known.gtin = $5)
            AND ($6::text IS NULL OR product.sku COLLATE "C" > $6)
        ORDER BY product.sku COLLATE "C" LIMIT $8
        """
    let material: String?
    let shape: String?
    let supplier: String?
    let status: String?
    let search: String?
    let after: String?
    let today: String
    let limit: Int
    let grade: String?

    /// A page of products behind an SKU; nil filters nothing.
    package init(
        material: String?, shape: String?, grade: String?, supplier: String?, status: String?, search: String?,
        after: String?, today: String, limit: Int
    ) {
        self.grade = grade
        self.material = material
        self.shape = shape
        self.supplier = supplier
        self.status = status
        self.search = search.map(Self.literal)
        self.after = after
        self.today = today
        self.limit = limit
    }

    /// The pattern's own marks are looked for as they stand.
    private static func literal(_ text: String) -> String {
        text.reduce(into: "") { $0 += "%_\\".contains($1) ? "\\" + String($1) : String($1) }
    }

    package var parameters: [any ParameterConvertible] {
        [material, shape, supplier, status, search, after, today, limit, grade]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProductListRow {
        ProductListRow(
            sku: try row.string("sku"), status: try row.stringOrNil("status") ?? "active",
            name: try row.stringOrNil("name"), material: try row.stringOrNil("material"),
            shape: try row.stringOrNil("shape"), gtin: try row.stringOrNil("gtin"), grade: try row.string("grade"),
            supplier: try row.stringOrNil("supplier"), partNumber: try row.stringOrNil("part_number"),
            currency: try row.stringOrNil("currency"), unitPrice: try row.decimalTextOrNil("unit_price"))
    }
}

/// A product by its SKU.
package struct ProductRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// SKU.
    package let sku: String
    /// The status that holds.
    package let status: String
    /// The supplier item a person prefers.
    package let preferredItem: Int64?
}

/// A product by its SKU.
package struct SelectProduct: Statement {
    package static let sql = """
        SELECT product.id, product.sku, product.preferred_item,
            coalesce(product.status_set, CASE WHEN EXISTS (
                SELECT FROM supplier_item WHERE product_id = product.id AND status = 'active'
            ) THEN 'active' ELSE 'discontinued' END) AS status
        FROM product WHERE product.sku = $1
        """
    let sku: String

    /// The product of this SKU.
    package init(sku: String) { self.sku = sku }

    package var parameters: [any ParameterConvertible] { [sku] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProductRow {
        ProductRow(
            id: try row.int64("id"), sku: try row.string("sku"), status: try row.string("status"),
            preferredItem: try row.int64OrNil("preferred_item"))
    }
}

/// A supplier item with the version that holds.
package struct CatalogItemRow: Sendable {
    /// Key.
    package let id: Int64
    /// Our code of the supplier.
    package let supplier: String
    /// `active` or `discontinued`.
    package let status: String
    /// The version that holds.
    package let version: VersionPointer
    /// The content.
    package let item: SupplierItem
}

/// The supplier items of a product: the one that counts first.
package struct SelectProductItems: Statement {
    package static let sql = """
        SELECT item.item_id, item.supplier, item.status, item.version_run, item.version_record, item.part_number, item.gtin,
            item.manufacturer_part_number, item.manufacturer, item.brand, item.buyer_part_number, item.name,
            item.description, item.language,
            item.keywords, item.category, item.order_unit, item.content_unit, item.content_quantity, item.min_quantity,
            item.quantity_interval, item.max_quantity, item.lead_time_days, item.country_of_origin, item.hs_code,
            item.length_mm, item.width_mm, item.thickness_mm, item.mass_g, item.material, item.shape, item.treatments,
            item.identity_basis, item.evidence, item.pictures, item.prices, item.features
        FROM catalog_item AS item
        JOIN product ON product.id = item.product_id
        LEFT JOIN LATERAL current_cost(item.prices, $2::date) AS cost ON true
        WHERE item.product_id = $1
        ORDER BY (item.item_id = product.preferred_item) DESC NULLS LAST, (item.status = 'active') DESC,
            in_base_currency(cost.unit_price, cost.currency, $2::date) NULLS LAST, item.supplier COLLATE "C", item.part_number COLLATE "C"
        """
    let product: Int64
    let today: String

    /// The product, and the day on which costs are compared.
    package init(product: Int64, today: String) {
        self.product = product
        self.today = today
    }

    package var parameters: [any ParameterConvertible] { [product, today] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CatalogItemRow {
        let status = try row.string("status")
        return CatalogItemRow(
            id: try row.int64("item_id"), supplier: try row.string("supplier"), status: status,
            version: VersionPointer(
                run: try row.int64("version_run"), record: try row.int("version_record"), isActive: status == "active"),
            item: try SupplierItemRow.decoded(row))
    }
}

/// The findings of the versions that hold of a product's supplier items.
package struct SelectProductFindings: Statement {
    package static let sql = """
        SELECT finding.record, finding.line, finding.part_number, finding.code, finding.field, finding.value,
            finding.message
        FROM supplier_item AS item
        JOIN import_finding AS finding
            ON finding.run_id = item.version_run AND finding.record = item.version_record
        WHERE item.product_id = $1
        ORDER BY finding.part_number COLLATE "C", finding.line, finding.code, finding.field
        """
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> FindingRow {
        FindingRow(
            record: try row.int("record"), line: try row.int("line"), partNumber: try row.string("part_number"),
            code: try row.string("code"), field: try row.string("field"), value: try row.stringOrNil("value"),
            message: try row.string("message"))
    }
}

/// A price as a run brought it.
package struct PriceHistoryRow: Sendable, Equatable {
    /// Supplier and part number.
    package let supplier, partNumber: String
    /// The run that brought the version, and when it was applied, ISO 8601.
    package let run: Int64, appliedAt: String?
    /// Kind, quantity, unit price and currency, as exact digits.
    package let kind, minQuantity, unitPrice, currency: String
    /// Validity.
    package let validFrom, validTo: String?
}

/// Every price a product's supplier items have had, the version that holds first, back along the versions before.
package struct SelectPriceHistory: Statement {
    package static let sql = """
        WITH RECURSIVE chain AS (
            SELECT item.id AS item_id, supplier.code AS supplier, item.part_number, item.version_run AS run_id,
                item.version_record AS record, 0 AS age
            FROM supplier_item AS item JOIN supplier ON supplier.id = item.supplier_id
            WHERE item.product_id = $1
            UNION ALL
            SELECT chain.item_id, chain.supplier, chain.part_number, version.previous_run, version.previous_record,
                chain.age + 1
            FROM chain
            JOIN supplier_item_version AS version ON version.run_id = chain.run_id AND version.record = chain.record
            WHERE version.previous_run IS NOT NULL
        )
        SELECT chain.supplier, chain.part_number, chain.run_id,
            to_char(run.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS applied_at,
            price.kind, price.min_quantity, price.unit_price, price.currency, price.valid_from::text AS valid_from,
            price.valid_to::text AS valid_to
        FROM chain
        JOIN supplier_item_version AS version ON version.run_id = chain.run_id AND version.record = chain.record
        JOIN import_run AS run ON run.id = chain.run_id
        CROSS JOIN LATERAL supplier_prices(version.prices) AS price
        ORDER BY chain.supplier COLLATE "C", chain.part_number COLLATE "C", chain.age, price.ordinal
        LIMIT $2
        """
    let product: Int64
    let limit: Int

    /// The product, and how many prices at most.
    package init(product: Int64, limit: Int) {
        self.product = product
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [product, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PriceHistoryRow {
        PriceHistoryRow(
            supplier: try row.string("supplier"), partNumber: try row.string("part_number"),
            run: try row.int64("run_id"), appliedAt: try row.stringOrNil("applied_at"), kind: try row.string("kind"),
            minQuantity: try row.decimalText("min_quantity"), unitPrice: try row.decimalText("unit_price"),
            currency: try row.string("currency"), validFrom: try row.stringOrNil("valid_from"),
            validTo: try row.stringOrNil("valid_to"))
    }
}
