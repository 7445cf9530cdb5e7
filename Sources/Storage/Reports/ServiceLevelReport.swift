package import Postgres

/// How well each customer was served with what was promised for days of a period, as far as the day the report speaks for.
package struct ServiceLevelReport: ReportStatement {
    package static let sql =
        ServiceParts.sql + """
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

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.asOf, question.row["customer"]]
    }
}
