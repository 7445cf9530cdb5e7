package import Postgres

/// The orders that a customer had confirmed by a day, with what those of his last year come to.
package struct ExplainCustomers: ReportStatement {
    package static let sql = """
        WITH bought AS (
            SELECT orders.id, orders.number, (orders.confirmed_at AT TIME ZONE zone.value)::date AS day, orders.currency, orders.net
            FROM sales_order AS orders
            JOIN customer ON customer.id = orders.customer_id
            JOIN setting AS zone ON zone.key = 'time_zone'
            WHERE orders.state IN ('confirmed', 'closed') AND customer.code = $3
                AND (orders.confirmed_at AT TIME ZONE zone.value)::date <= $1::date
        )
        SELECT bought.number AS "order", bought.day AS confirmed, 1 AS orders, bought.currency, bought.net,
            base.value AS base_currency, CASE WHEN bought.day > max(bought.day) OVER () - 365
                THEN round(in_base_currency(bought.net, bought.currency, bought.day), $2::integer) ELSE 0 END AS last_year
        FROM bought JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY bought.day, bought.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.minorDigits, question.row["customer"]]
    }
}
