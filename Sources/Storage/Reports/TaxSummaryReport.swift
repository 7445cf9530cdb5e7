package import Postgres

/// Base and tax of a period's invoices less its credit notes, by country, category, rate and currency.
package struct TaxSummaryReport: ReportStatement {
    package static let sql = """
        SELECT customer.country, entry.category,
            CASE WHEN entry.rate::text LIKE '%.%' THEN rtrim(rtrim(entry.rate::text, '0'), '.') ELSE entry.rate::text END AS rate,
            invoice.currency, count(*) FILTER (WHERE entry.is_invoice) AS invoices,
            count(*) FILTER (WHERE NOT entry.is_invoice) AS credit_notes, sum(entry.net) AS base, sum(entry.tax) AS tax
        FROM (
            SELECT invoice.id AS invoice_id, invoice.issued_on, taxed.category, taxed.rate, taxed.net, taxed.tax,
                true AS is_invoice
            FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id
            UNION ALL
            SELECT note.invoice_id, note.issued_on, taxed.category, taxed.rate, -taxed.net, -taxed.tax, false
            FROM credit_note AS note JOIN credit_note_tax AS taxed ON taxed.credit_note_id = note.id
        ) AS entry
        JOIN invoice ON invoice.id = entry.invoice_id
        JOIN customer ON customer.id = invoice.customer_id
        WHERE entry.issued_on BETWEEN $1::date AND $2::date
        GROUP BY customer.country, entry.category, entry.rate, invoice.currency
        ORDER BY customer.country COLLATE "C", entry.category COLLATE "C", entry.rate, invoice.currency COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
