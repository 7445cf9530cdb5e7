package import Postgres

/// What is promised to which order line, by product and location, first promised first.
package struct AllocationsReport: ReportStatement {
    package static let sql = """
        SELECT line.sku, location.code AS location, orders.number AS "order", line.line, customer.code AS customer,
            allocation.quantity, to_char(allocation.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since,
            orders.promised_on AS promised,
            (
                SELECT string_agg(hold.kind, ' ' ORDER BY hold.kind COLLATE "C") FROM order_hold AS hold
                WHERE hold.order_id = orders.id AND hold.released_at IS NULL
            ) AS holds
        FROM stock_allocation AS allocation
        JOIN location ON location.id = allocation.location_id
        JOIN sales_order_line AS line ON line.id = allocation.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        WHERE allocation.quantity > 0
        ORDER BY line.sku COLLATE "C", location.code COLLATE "C", allocation.since, line.id
        """

    package init(_ question: ReportQuestion) {}

    package var parameters: [any ParameterConvertible] { [] }
}
