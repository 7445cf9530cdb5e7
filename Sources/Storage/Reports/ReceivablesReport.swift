package import Postgres

/// What customers owe at the end of a day by how late it is, what is left of their deposits, and for today what their credit
/// limits leave.
///
/// The exposure is that of `SelectExposures`, which decides on holds.
package struct ReceivablesReport: ReportStatement {
    package static let sql =
        ReceivableParts.sql + AgreedParts.sql + """
            , owed AS (
                SELECT customer_id, sum(open) AS open,
                    sum(open) FILTER (WHERE open > 0 AND days_late <= 0) AS not_due,
                    sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 1 AND 30) AS overdue_30,
                    sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 31 AND 60) AS overdue_60,
                    sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 61 AND 90) AS overdue_90,
                    sum(open) FILTER (WHERE open > 0 AND days_late > 90) AS overdue_older,
                    -sum(open) FILTER (WHERE open < 0) AS overpaid,
                    sum(open) FILTER (WHERE open < 0 OR NOT is_advance) AS receivable
                FROM due WHERE open <> 0 GROUP BY customer_id
            ), ordered AS (
                SELECT customer_id, sum(uninvoiced) AS uninvoiced, sum(deposits) AS deposits, sum(not_invoiced) AS not_invoiced
                FROM agreed GROUP BY customer_id
            ), position AS (
                SELECT customer.id, coalesce(ordered.uninvoiced, 0) AS uninvoiced,
                    coalesce(ordered.not_invoiced, 0) AS not_invoiced,
                    coalesce(owed.receivable, 0) + coalesce(ordered.not_invoiced - ordered.deposits, 0) AS exposure
                FROM customer
                LEFT JOIN owed ON owed.customer_id = customer.id LEFT JOIN ordered ON ordered.customer_id = customer.id
                WHERE $1::date = $2::date
            )
            SELECT customer.code AS customer, customer.name, customer.currency, customer.credit_limit,
                coalesce(owed.open, 0) AS open, coalesce(owed.not_due, 0) AS not_due,
                coalesce(owed.overdue_30, 0) AS overdue_30, coalesce(owed.overdue_60, 0) AS overdue_60,
                coalesce(owed.overdue_90, 0) AS overdue_90, coalesce(owed.overdue_older, 0) AS overdue_older,
                coalesce(owed.overpaid, 0) AS overpaid, position.uninvoiced,
                position.not_invoiced - position.uninvoiced AS confirmed, coalesce(ordered.deposits, 0) AS deposits,
                position.exposure,
                customer.credit_limit - position.exposure AS headroom
            FROM customer
            LEFT JOIN owed ON owed.customer_id = customer.id
            LEFT JOIN ordered ON ordered.customer_id = customer.id
            LEFT JOIN position ON position.id = customer.id
            WHERE ($3::text IS NULL OR customer.code = $3) AND (owed.customer_id IS NOT NULL
                OR customer.credit_limit IS NOT NULL OR position.not_invoiced <> 0 OR ordered.deposits <> 0)
            ORDER BY customer.currency COLLATE "C", customer.code COLLATE "C"
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.today, question.row["customer"]] }
}
