package import Postgres

/// How well each customer was served with what was promised for days of a period, as far as the day the report speaks for.
package struct ServiceLevelReport: ReportStatement {
    package static let sql = """
        WITH promised AS (
            SELECT orders.customer_id, line.ordered - line.cancelled AS wanted, orders.promised_on,
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
        ), judged AS (
            SELECT customer_id, wanted, in_time, gone > 0 AND last_on <= promised_on AS is_on_time, gone >= wanted AS is_in_full,
                CASE WHEN gone >= wanted THEN last_on - confirmed_on END AS lead_time
            FROM promised
        )
        SELECT customer.code AS customer, customer.name, count(*) AS lines,
            count(*) FILTER (WHERE judged.is_on_time) AS on_time, count(*) FILTER (WHERE judged.is_in_full) AS in_full,
            count(*) FILTER (WHERE judged.is_on_time AND judged.is_in_full) AS on_time_in_full,
            sum(judged.wanted) AS ordered, sum(judged.in_time) AS shipped_in_time,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY judged.lead_time) AS median_lead_time
        FROM judged JOIN customer ON customer.id = judged.customer_id
        GROUP BY customer.id, customer.code, customer.name
        ORDER BY customer.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.asOf] }
}
