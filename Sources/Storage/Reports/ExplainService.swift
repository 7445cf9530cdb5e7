package import Postgres

/// The lines that were promised to a customer for days of a period, and how each was kept.
package struct ExplainService: ReportStatement {
    package static let sql =
        ServiceParts.sql + """
            SELECT number AS "order", line, sku, promised_on AS promised, last_on AS last_shipped, 1 AS lines,
                is_on_time::integer AS on_time, is_in_full::integer AS in_full,
                (is_on_time AND is_in_full)::integer AS on_time_in_full, wanted AS ordered, in_time AS shipped_in_time
            FROM judged
            ORDER BY promised_on, order_id, line
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.asOf, question.row["customer"]]
    }
}
