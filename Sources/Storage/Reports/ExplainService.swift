package import Postgres

/// The lines that were promised to a customer for days of a period, and how each was kept.
package struct ExplainService: ReportStatement {
    package static let sql = """
        SELECT judged.number AS "order", judged.line, judged.sku, judged.promised_on AS promised, judged.last_on AS last_shipped,
            1 AS lines, judged.is_on_time::integer AS on_time, judged.is_in_full::integer AS in_full,
            (judged.is_on_time AND judged.is_in_full)::integer AS on_time_in_full, judged.wanted AS ordered,
            judged.in_time AS shipped_in_time
        FROM (
            SELECT orders.id, orders.number, line.line, line.sku, orders.promised_on, gone.last_on,
                line.ordered - line.cancelled AS wanted, coalesce(gone.in_time, 0) AS in_time,
                coalesce(gone.quantity > 0 AND gone.last_on <= orders.promised_on, false) AS is_on_time,
                coalesce(gone.quantity, 0) >= line.ordered - line.cancelled AS is_in_full
            FROM sales_order AS orders
            JOIN customer ON customer.id = orders.customer_id
            JOIN sales_order_line AS line ON line.order_id = orders.id
            LEFT JOIN LATERAL (
                SELECT sum(part.quantity) AS quantity, max(shipment.shipped_on) AS last_on,
                    sum(part.quantity) FILTER (WHERE shipment.shipped_on <= orders.promised_on) AS in_time
                FROM shipment_line AS part JOIN shipment ON shipment.id = part.shipment_id
                WHERE part.line_id = line.id AND shipment.shipped_on <= $3::date
                    AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
            ) AS gone ON true
            WHERE orders.promised_on BETWEEN $1::date AND least($2::date, $3::date) AND orders.confirmed_at IS NOT NULL
                AND line.ordered > line.cancelled AND customer.code = $4
        ) AS judged
        ORDER BY judged.promised_on, judged.id, judged.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.asOf, question.row["customer"]]
    }
}
