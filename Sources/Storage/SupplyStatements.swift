package import Orders
package import Postgres
package import Quantities

/// A product as a supplier offers it.
package struct SupplyRow: Sendable, Equatable {
    /// Key.
    package let product: Int64
    /// SKU, name and unit.
    package let sku, name, unit: String
    /// The supplier's code and his part number.
    package let supplier, partNumber: String
    /// Whether the product is sold and the item still offered.
    package let isActive: Bool
    /// How much of it he sells at once.
    package let terms: SupplyTerms
    /// Days until it comes in; nil when he does not say.
    package let leadTimeDays: Decimal?
    /// The currency of the tiers; nil without tiers.
    package let currency: String?
    /// What it costs today.
    package let tiers: CostTiers
}

/// Products by key or SKU with the item of a supplier, or with the preferred item, as the list of products chooses it.
package struct SelectSupplies: Statement {
    package static let sql = """
        SELECT product.id, product.sku, coalesce(product.facts -> 'name' ->> 0, item.name, product.sku) AS name,
            coalesce(item.order_unit, 'C62') AS unit, item.supplier, item.part_number, item.min_quantity,
            item.quantity_interval, item.max_quantity, item.lead_time_days,
            item.status = 'active' AND coalesce(product.status_set, 'active') <> 'discontinued' AS is_active,
            tier.currency, coalesce(tier.minimums, '{}') AS minimums, coalesce(tier.costs, '{}') AS costs
        FROM product
        CROSS JOIN LATERAL (
            SELECT item.supplier, item.part_number, item.name, item.order_unit, item.status, item.min_quantity,
                item.quantity_interval, item.max_quantity, item.lead_time_days, item.prices
            FROM catalog_item AS item LEFT JOIN LATERAL current_cost(item.prices, $4::date) AS cost ON true
            WHERE item.product_id = product.id AND ($3::text IS NULL OR item.supplier = $3)
            ORDER BY (item.item_id = product.preferred_item) DESC NULLS LAST, (item.status = 'active') DESC,
                in_base_currency(cost.unit_price, cost.currency, $4::date) NULLS LAST, item.supplier COLLATE "C",
                item.part_number COLLATE "C"
            LIMIT 1
        ) AS item
        LEFT JOIN LATERAL (
            SELECT min(entry.currency) AS currency,
                array_agg(entry.min_quantity::text ORDER BY entry.min_quantity) AS minimums,
                array_agg(entry.unit_price::text ORDER BY entry.min_quantity) AS costs
            FROM cost_tiers(item.prices, $4::date) AS entry
        ) AS tier ON true
        WHERE ($1::bigint[] IS NULL OR product.id = ANY ($1)) AND ($2::text[] IS NULL OR product.sku = ANY ($2))
        ORDER BY product.sku COLLATE "C"
        """
    let products: [Int64]?
    let skus: [String]?
    let supplier: String?
    let day: String

    /// Products by SKU, as one supplier offers them on a day; those that he does not offer are left out.
    package init(skus: [String], supplier: String, day: String) {
        (products, self.skus, self.supplier, self.day) = (nil, skus, supplier, day)
    }

    /// Products by key, each with its preferred item; those that nobody offers are left out.
    package init(products: [Int64], day: String) {
        (self.products, skus, supplier, self.day) = (products, nil, nil, day)
    }

    package var parameters: [any ParameterConvertible] { [products, skus, supplier, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> SupplyRow {
        let minimums = try decimals(row, "minimums")
        let costs = try decimals(row, "costs")
        return SupplyRow(
            product: try row.int64("id"), sku: try row.string("sku"), name: try row.string("name"),
            unit: try row.string("unit"), supplier: try row.string("supplier"),
            partNumber: try row.string("part_number"), isActive: try row.bool("is_active"),
            terms: SupplyTerms(
                minimum: try row.decimalOrNil("min_quantity"), interval: try row.decimalOrNil("quantity_interval"),
                maximum: try row.decimalOrNil("max_quantity")),
            leadTimeDays: try row.decimalOrNil("lead_time_days"), currency: try row.stringOrNil("currency"),
            tiers: CostTiers(zip(minimums, costs).map { CostTier(minQuantity: $0, unitCost: $1) }))
    }

    private static func decimals(_ row: borrowing Row, _ column: String) throws(DecodingFault) -> [Decimal] {
        var values: [Decimal] = []
        for text in try row.stringArray(column) {
            guard let value = try? Decimal(text) else { throw row.fault(column, wanted: "decimal", found: text) }
            values.append(value)
        }
        return values
    }
}

/// What is wanted of a product, and what of it is there or comes.
package struct DemandRow: Sendable, Equatable {
    /// The product.
    package let product: Int64
    /// Shipped in the period; open on confirmed orders and not promised.
    package let shipped, backordered: Int
    /// What may be promised; sent to suppliers and not come in; on drafts of purchases.
    package let available, onOrder, drafted: Int
}

/// The products of which something was shipped within so many days up to a day, or is waited for.
package struct SelectDemand: Statement {
    package static let sql = """
        WITH wanted AS (
            SELECT entry.product_id, sum(entry.shipped) AS shipped, sum(entry.backordered) AS backordered FROM (
                SELECT line.product_id, part.quantity AS shipped, 0 AS backordered
                FROM shipment JOIN shipment_line AS part ON part.shipment_id = shipment.id
                JOIN sales_order_line AS line ON line.id = part.line_id
                WHERE shipment.shipped_on > $1::date - $2::integer AND shipment.shipped_on <= $1::date
                    AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
                UNION ALL
                SELECT line.product_id, 0, line.ordered - line.cancelled - line.shipped - line.allocated
                FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
                WHERE orders.state = 'confirmed' AND line.ordered - line.cancelled - line.shipped - line.allocated > 0
            ) AS entry GROUP BY entry.product_id
        ), coming AS (
            SELECT line.product_id, sum(line.ordered - line.cancelled - line.received)
                    FILTER (WHERE purchase.state <> 'draft') AS on_order,
                sum(line.ordered - line.cancelled - line.received) FILTER (WHERE purchase.state = 'draft') AS drafted
            FROM purchase_order_line AS line JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
            WHERE purchase.state IN ('draft', 'sent', 'partial') GROUP BY line.product_id
        ), there AS (
            SELECT stock.product_id, sum(stock.available) AS available
            FROM stock_available AS stock JOIN location ON location.id = stock.location_id
            WHERE NOT location.is_held GROUP BY stock.product_id
        )
        SELECT wanted.product_id, wanted.shipped, wanted.backordered, coalesce(there.available, 0) AS available,
            coalesce(coming.on_order, 0) AS on_order, coalesce(coming.drafted, 0) AS drafted
        FROM wanted LEFT JOIN there ON there.product_id = wanted.product_id
        LEFT JOIN coming ON coming.product_id = wanted.product_id
        ORDER BY wanted.product_id
        """
    let day: String
    let days: Int

    /// The last of the days, and how many.
    package init(through day: String, days: Int) {
        self.day = day
        self.days = days
    }

    package var parameters: [any ParameterConvertible] { [day, days] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> DemandRow {
        DemandRow(
            product: try row.int64("product_id"), shipped: try row.int("shipped"),
            backordered: try row.int("backordered"), available: try row.int("available"),
            onOrder: try row.int("on_order"), drafted: try row.int("drafted"))
    }
}

/// An order line that waits for goods.
package struct WaitingLineRow: Sendable, Equatable {
    /// The line and the product.
    package let line, product: Int64
    /// The order's number, the line's place in it, and its SKU.
    package let order: String, ordinal: Int, sku: String
    /// What is open and not promised.
    package let backordered: Int
}

/// The lines that wait for products, of confirmed orders without an open hold: who was confirmed first comes first.
package struct SelectWaitingLines: Statement {
    package static let sql = """
        SELECT line.id, line.product_id, orders.number, line.line, line.sku,
            line.ordered - line.cancelled - line.shipped - line.allocated AS backordered
        FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
        WHERE line.product_id = ANY ($1::bigint[]) AND orders.state = 'confirmed'
            AND line.ordered - line.cancelled - line.shipped - line.allocated > 0
            AND NOT EXISTS (SELECT FROM order_hold AS hold WHERE hold.order_id = orders.id AND hold.released_at IS NULL)
        ORDER BY orders.confirmed_at, orders.id, line.line
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> WaitingLineRow {
        WaitingLineRow(
            line: try row.int64("id"), product: try row.int64("product_id"), order: try row.string("number"),
            ordinal: try row.int("line"), sku: try row.string("sku"), backordered: try row.int("backordered"))
    }
}
