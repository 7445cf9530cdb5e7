package import Postgres

/// The orders of a customer with what is not invoiced of each and what is left of its deposits, and his open invoices as far
/// as they count to what he is exposed by; of a past day the deposits alone.
package struct ExplainExposure: ReportStatement {
    package static let sql =
        ReceivableParts.sql + AgreedParts.sql + """
            , entry AS (
                SELECT 'invoice' AS kind, taken.number AS document, taken.issued_on AS day, taken.customer_id, 0 AS uninvoiced,
                    0 AS not_invoiced, 0 AS deposits, sum(due.open) AS exposure
                FROM due JOIN taken ON taken.id = due.invoice_id
                WHERE $1::date = $2::date AND (due.open < 0 OR NOT due.is_advance)
                GROUP BY taken.number, taken.issued_on, taken.customer_id
                UNION ALL
                SELECT 'order', agreed.number, (agreed.confirmed_at AT TIME ZONE zone.value)::date, agreed.customer_id,
                    agreed.uninvoiced, agreed.not_invoiced, agreed.deposits, agreed.not_invoiced - agreed.deposits
                FROM agreed JOIN setting AS zone ON zone.key = 'time_zone'
            )
            SELECT entry.kind, entry.document, entry.day, customer.currency,
                CASE WHEN $1::date = $2::date THEN entry.uninvoiced END AS uninvoiced,
                CASE WHEN $1::date = $2::date THEN entry.not_invoiced - entry.uninvoiced END AS confirmed, entry.deposits,
                CASE WHEN $1::date = $2::date THEN entry.exposure END AS exposure
            FROM entry JOIN customer ON customer.id = entry.customer_id
            WHERE entry.uninvoiced <> 0 OR entry.not_invoiced <> 0 OR entry.deposits <> 0 OR entry.exposure <> 0
            ORDER BY entry.kind COLLATE "C" DESC, entry.day, length(entry.document), entry.document COLLATE "C"
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.today, question.row["customer"]] }
}
