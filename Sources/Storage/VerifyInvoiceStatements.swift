internal import Postgres

/// The numbers of a series run from 1 to its counter without a gap, in order of issue.
struct VerifyInvoiceNumbers: Invariant {
    static let sql = """
        SELECT 'invoice_numbers' AS invariant, (SELECT count(*) FROM invoice) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT series AS subject FROM (
                SELECT series, count(*) AS count, max(ordinal) AS last, min(ordinal) AS first FROM invoice GROUP BY series
            ) AS used FULL JOIN document_counter AS counter USING (series)
            WHERE used.count IS DISTINCT FROM counter.last OR used.last IS DISTINCT FROM counter.last OR used.first <> 1
            UNION ALL
            SELECT number FROM (
                SELECT number, issued_on, lag(issued_on) OVER (PARTITION BY series ORDER BY ordinal) AS before FROM invoice
            ) AS invoice WHERE issued_on < before
        ) AS faulty
        """
}

/// An invoice is the sum of its lines and of its tax, rounded once for each group.
struct VerifyInvoiceTotals: Invariant {
    static let sql = """
        SELECT 'invoice_totals' AS invariant, (SELECT count(*) FROM invoice) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT invoice.number AS subject FROM invoice
            WHERE invoice.gross <> invoice.net + invoice.tax
                OR invoice.net <> (
                    SELECT coalesce(sum(charged.net), 0) FROM invoice_line AS charged WHERE charged.invoice_id = invoice.id)
                OR invoice.tax <> (SELECT coalesce(sum(taxed.tax), 0) FROM invoice_tax AS taxed WHERE taxed.invoice_id = invoice.id)
                OR EXISTS (
                    SELECT FROM (
                        SELECT line.tax_category AS category, line.tax_rate AS rate, sum(charged.net) AS net
                        FROM invoice_line AS charged JOIN sales_order_line AS line ON line.id = charged.line_id
                        WHERE charged.invoice_id = invoice.id GROUP BY line.tax_category, line.tax_rate
                    ) AS due
                    FULL JOIN (
                        SELECT category, rate, net, tax FROM invoice_tax WHERE invoice_id = invoice.id
                    ) AS taxed USING (category, rate)
                    WHERE due.net IS DISTINCT FROM taxed.net
                        OR taxed.tax IS DISTINCT FROM round(taxed.net * rate / 100, invoice.minor_digits))
        ) AS faulty
        """
}

/// The invoices of a line add up to what is invoiced of it at its price.
struct VerifyInvoiceParts: Invariant {
    static let sql = """
        SELECT 'invoice_parts' AS invariant, (SELECT count(*) FROM invoice_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM (SELECT line_id, sum(net) AS net FROM invoice_line GROUP BY line_id) AS charged
            JOIN sales_order_line AS line ON line.id = charged.line_id
            JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE charged.net
                <> round(line.invoiced * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits)
        ) AS faulty
        """
}

/// No more of a payment is matched than was paid, and only to invoices of the payer.
struct VerifyPayments: Invariant {
    static let sql = """
        SELECT 'payments_matched' AS invariant, (SELECT count(*) FROM payment) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'payment ' || payment.id AS subject FROM payment
            WHERE payment.amount < (SELECT coalesce(sum(amount), 0) FROM payment_match WHERE payment_id = payment.id)
                OR EXISTS (
                    SELECT FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                    WHERE match.payment_id = payment.id
                        AND (invoice.customer_id <> payment.customer_id OR invoice.currency <> payment.currency))
        ) AS faulty
        """
}
