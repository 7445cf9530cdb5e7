package import Postgres

/// The parts of invoices that a customer owes at the end of a day, by when each is due, and those paid too much.
package struct ExplainReceivables: ReportStatement {
    package static let sql = """
        WITH paid AS (
            SELECT match.invoice_id, sum(match.amount) AS amount
            FROM payment_match AS match JOIN payment ON payment.id = match.payment_id
            WHERE $1::date = $2::date OR payment.paid_on <= $1::date GROUP BY match.invoice_id
        ), credited AS (
            SELECT invoice_id, sum(gross) AS amount FROM credit_note WHERE issued_on <= $1::date GROUP BY invoice_id
        ), taken AS (
            SELECT invoice.id, invoice.number, invoice.issued_on, invoice.due_on, invoice.gross, customer.currency,
                coalesce(paid.amount, 0) + coalesce(credited.amount, 0) AS amount
            FROM invoice
            JOIN customer ON customer.id = invoice.customer_id
            LEFT JOIN paid ON paid.invoice_id = invoice.id
            LEFT JOIN credited ON credited.invoice_id = invoice.id
            WHERE invoice.issued_on <= $1::date AND customer.code = $3
        ), part AS (
            SELECT invoice_id, due_on, amount, sum(amount) OVER (PARTITION BY invoice_id ORDER BY position) AS through
            FROM invoice_instalment
            UNION ALL
            SELECT id, due_on, gross, gross FROM taken
            WHERE NOT EXISTS (SELECT FROM invoice_instalment AS part WHERE part.invoice_id = taken.id)
        ), owed AS (
            SELECT taken.number, taken.issued_on, part.due_on, taken.currency, $1::date - part.due_on AS days_late,
                least(part.amount, part.through - taken.amount) AS open
            FROM taken JOIN part ON part.invoice_id = taken.id WHERE part.through > taken.amount
            UNION ALL
            SELECT number, issued_on, due_on, currency, NULL, gross - amount FROM taken WHERE amount > gross
        )
        SELECT number AS document, issued_on AS issued, due_on AS due, days_late, currency, open,
            CASE WHEN open > 0 AND days_late <= 0 THEN open ELSE 0 END AS not_due,
            CASE WHEN open > 0 AND days_late BETWEEN 1 AND 30 THEN open ELSE 0 END AS overdue_30,
            CASE WHEN open > 0 AND days_late BETWEEN 31 AND 60 THEN open ELSE 0 END AS overdue_60,
            CASE WHEN open > 0 AND days_late BETWEEN 61 AND 90 THEN open ELSE 0 END AS overdue_90,
            CASE WHEN open > 0 AND days_late > 90 THEN open ELSE 0 END AS overdue_older, greatest(-open, 0) AS overpaid
        FROM owed WHERE open <> 0
        ORDER BY issued_on, number COLLATE "C", due_on
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.today, question.row["customer"]]
    }
}
