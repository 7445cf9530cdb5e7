/// Lines that were promised for days of a period and how each was kept, as common table expressions to `judged`.
///
/// `$1` to `$2` is the period, `$3` the day the report speaks for, and `$4` the customer whose orders alone are read, or NULL.
enum ServiceParts {
    static let sql = """
        WITH promised AS (
            SELECT orders.id AS order_id, orders.number, orders.customer_id, line.line, line.sku, orders.promised_on,
                line.ordered - line.cancelled AS wanted,
                (orders.confirmed_at AT TIME ZONE zone.value)::date AS confirmed_on, coalesce(gone.quantity, 0) AS gone,
                coalesce(gone.in_time, 0) AS in_time, gone.last_on
            FROM sales_order AS orders
            JOIN setting AS zone ON zone.key = 'time_zone'
            JOIN sales_order_line AS line ON line.order_id = orders.id
            LEFT JOIN LATERAL (
                SELECT sum(part.quantity) AS quantity, max(shipment.shipped_on) AS last_on,
                    sum(part.quantity) FILTER (WHERE shipment.shipped_on <= orders.promised_on) AS in_time
                FROM shipment_line AS part JOIN shipment ON shipment.id = part.shipment_id
                WHERE part.line_id = line.id AND shipment.shipped_on <= $3::date
                    AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
            ) AS gone ON true
            WHERE orders.promised_on BETWEEN $1::date AND least($2::date, $3::date) AND orders.confirmed_at IS NOT NULL
                AND line.ordered > line.cancelled
                AND ($4::text IS NULL OR orders.customer_id = (SELECT asked.id FROM customer AS asked WHERE asked.code = $4))
        ), judged AS (
            SELECT order_id, number, customer_id, line, sku, promised_on, last_on, wanted, in_time,
                coalesce(gone > 0 AND last_on <= promised_on, false) AS is_on_time, gone >= wanted AS is_in_full,
                CASE WHEN gone >= wanted THEN last_on - confirmed_on END AS lead_time
            FROM promised
        )

        """
}
