package import Postgres

/// Lines of confirmed orders that wait for goods, by product, first ordered first.
package struct BackordersReport: ReportStatement {
    package static let sql = """
        SELECT line.sku, line.name, orders.number AS "order", line.line, customer.code AS customer,
            to_char((orders.confirmed_at AT TIME ZONE zone.value)::date, 'YYYY-MM-DD') AS confirmed,
            orders.promised_on AS promised, waiting.quantity, coalesce(free.quantity, 0) AS available, orders.currency,
            -- As the order's open value: the net of the line less that of what does not wait.
            line.net - round(round(line.unit_price * (line.ordered - line.cancelled - waiting.quantity), 6)
                * (100 - line.discount_percent) / 100, orders.minor_digits) AS value,
            (
                SELECT string_agg(hold.kind, ' ' ORDER BY hold.kind COLLATE "C") FROM order_hold AS hold
                WHERE hold.order_id = orders.id AND hold.released_at IS NULL
            ) AS holds
        FROM sales_order AS orders
        JOIN setting AS zone ON zone.key = 'time_zone'
        JOIN customer ON customer.id = orders.customer_id
        JOIN sales_order_line AS line ON line.order_id = orders.id
        CROSS JOIN LATERAL (
            SELECT line.ordered - line.cancelled - line.shipped - line.allocated AS quantity
        ) AS waiting
        LEFT JOIN (
            SELECT stock.product_id, sum(stock.available) AS quantity
            FROM stock_available AS stock JOIN location ON location.id = stock.location_id
            WHERE NOT location.is_held GROUP BY stock.product_id
        ) AS free ON free.product_id = line.product_id
        WHERE orders.state = 'confirmed' AND waiting.quantity > 0
        ORDER BY line.sku COLLATE "C", orders.confirmed_at, orders.id, line.line
        """

    package init(_ question: ReportQuestion) {}

    package var parameters: [any ParameterConvertible] { [] }
}
