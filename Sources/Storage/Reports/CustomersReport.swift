package import Postgres

/// When customers ordered, how often they usually do, and who stays away.
package struct CustomersReport: ReportStatement {
    package static let sql = """
        WITH bought AS (
            SELECT orders.customer_id, (orders.confirmed_at AT TIME ZONE zone.value)::date AS day, orders.currency, orders.net
            FROM sales_order AS orders JOIN setting AS zone ON zone.key = 'time_zone'
            WHERE orders.state IN ('confirmed', 'closed') AND (orders.confirmed_at AT TIME ZONE zone.value)::date <= $1::date
        ), gap AS (
            SELECT customer_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS usual
            FROM (
                SELECT customer_id, day - lag(day) OVER (PARTITION BY customer_id ORDER BY day) AS days
                FROM (SELECT DISTINCT customer_id, day FROM bought) AS visited
            ) AS passed WHERE days IS NOT NULL
            GROUP BY customer_id HAVING count(*) >= 2
        ), visit AS (
            SELECT customer_id, count(*) AS orders, min(day) AS first_order, max(day) AS last_order, $1::date - max(day) AS days_since
            FROM bought GROUP BY customer_id
        ), worth AS (
            SELECT bought.customer_id, CASE WHEN count(in_base_currency(bought.net, bought.currency, bought.day)) = count(*)
                    THEN sum(round(in_base_currency(bought.net, bought.currency, bought.day), $2::integer)) END AS value
            FROM bought JOIN visit ON visit.customer_id = bought.customer_id AND bought.day > visit.last_order - 365
            GROUP BY bought.customer_id
        ), told AS (
            SELECT customer.id, CASE
                    WHEN visit.customer_id IS NULL THEN 'never'
                    WHEN visit.days_since > 365 OR (visit.days_since > 4 * gap.usual AND visit.days_since > 90) THEN 'inactive'
                    WHEN visit.days_since > 2 * gap.usual AND visit.days_since > 30 THEN 'at_risk' ELSE 'active' END AS state
            FROM customer
            LEFT JOIN visit ON visit.customer_id = customer.id
            LEFT JOIN gap ON gap.customer_id = customer.id
        )
        SELECT customer.code AS customer, customer.name, customer.country, told.state, coalesce(visit.orders, 0) AS orders,
            visit.first_order, visit.last_order, visit.days_since, gap.usual AS usual_gap, base.value AS base_currency,
            coalesce(worth.value, CASE WHEN visit.customer_id IS NULL THEN 0 END) AS last_year,
            CASE WHEN told.state IN ('at_risk', 'inactive') THEN worth.value ELSE 0 END AS value_lost
        FROM told
        JOIN customer ON customer.id = told.id
        JOIN setting AS base ON base.key = 'base_currency'
        LEFT JOIN visit ON visit.customer_id = customer.id
        LEFT JOIN gap ON gap.customer_id = customer.id
        LEFT JOIN worth ON worth.customer_id = customer.id
        ORDER BY array_position('{at_risk,inactive,active,never}', told.state), customer.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.minorDigits] }
}
