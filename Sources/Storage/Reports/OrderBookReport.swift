package import Postgres

/// Orders that are not done, with what is still to be shipped and invoiced.
package struct OrderBookReport: ReportStatement {
    package static let sql = """
        SELECT orders.number AS "order", customer.code AS customer, orders.state, orders.promised_on AS promised,
            sum(line.ordered - line.cancelled) AS ordered, sum(line.shipped) AS shipped,
            sum(line.ordered - line.cancelled - line.shipped) AS open,
            sum(line.ordered - line.cancelled - line.shipped - line.allocated) AS backordered,
            sum(CASE WHEN line.is_prepaid THEN line.ordered - line.cancelled ELSE line.shipped END - line.returned
                - line.invoiced + line.credited) AS to_invoice,
            orders.currency,
            sum(line.net - round(round(line.unit_price * line.shipped, 6) * (100 - line.discount_percent) / 100,
                orders.minor_digits)) AS value,
            CASE WHEN orders.state = 'confirmed' AND orders.promised_on IS NOT NULL
                AND sum(line.ordered - line.cancelled - line.shipped) > 0
                THEN greatest($1::date - orders.promised_on, 0) END AS days_late,
            (
                SELECT string_agg(hold.kind, ' ' ORDER BY hold.kind COLLATE "C") FROM order_hold AS hold
                WHERE hold.order_id = orders.id AND hold.released_at IS NULL
            ) AS holds
        FROM sales_order AS orders
        JOIN customer ON customer.id = orders.customer_id
        JOIN sales_order_line AS line ON line.order_id = orders.id
        WHERE orders.state = ANY ($2::text[])
        GROUP BY orders.id, customer.code
        ORDER BY customer.code COLLATE "C", orders.number COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.filters["state"]] }
}
