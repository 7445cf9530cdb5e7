package import Postgres

/// The parts of invoices that a customer owes at the end of a day, by when each is due, and those paid too much.
package struct ExplainReceivables: ReportStatement {
    package static let sql =
        ReceivableParts.sql + """
            SELECT taken.number AS document, taken.issued_on AS issued, due.due_on AS due, due.days_late, customer.currency,
                due.open, CASE WHEN due.open > 0 AND due.days_late <= 0 THEN due.open ELSE 0 END AS not_due,
                CASE WHEN due.open > 0 AND due.days_late BETWEEN 1 AND 30 THEN due.open ELSE 0 END AS overdue_30,
                CASE WHEN due.open > 0 AND due.days_late BETWEEN 31 AND 60 THEN due.open ELSE 0 END AS overdue_60,
                CASE WHEN due.open > 0 AND due.days_late BETWEEN 61 AND 90 THEN due.open ELSE 0 END AS overdue_90,
                CASE WHEN due.open > 0 AND due.days_late > 90 THEN due.open ELSE 0 END AS overdue_older,
                greatest(-due.open, 0) AS overpaid
            FROM due
            JOIN taken ON taken.id = due.invoice_id
            JOIN customer ON customer.id = due.customer_id
            WHERE due.open <> 0
            ORDER BY taken.issued_on, taken.number COLLATE "C", due.due_on
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.today, question.row["customer"]]
    }
}
