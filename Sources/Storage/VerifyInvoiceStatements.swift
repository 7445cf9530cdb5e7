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

/// An invoice is the sum of its lines and of its tax; the tax of a group is that on all that the order has invoiced so
/// far, rounded, less what its earlier invoices have.
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
                        SELECT category, rate, net FROM invoice_tax WHERE invoice_id = invoice.id
                    ) AS taxed USING (category, rate)
                    WHERE due.net IS DISTINCT FROM taxed.net)
            UNION
            SELECT number FROM (
                SELECT invoice.number, invoice.minor_digits, taxed.rate, sum(taxed.net) OVER so_far AS net,
                    sum(taxed.tax) OVER so_far AS tax
                FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id
                WINDOW so_far AS (PARTITION BY invoice.order_id, taxed.category, taxed.rate ORDER BY invoice.id)
            ) AS cumulated WHERE tax <> round(net * rate / 100, minor_digits)
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

/// The invoices of an order that is invoiced in full add up to its net amount, its tax and its gross amount.
struct VerifyOrderInvoiced: Invariant {
    static let sql = """
        SELECT 'order_invoiced' AS invariant, count(*) AS checked,
            count(*) FILTER (WHERE is_off) AS failures, min(number COLLATE "C") FILTER (WHERE is_off) AS first
        FROM (
            SELECT orders.number,
                (orders.net, orders.tax, orders.gross) IS DISTINCT FROM (charged.net, charged.tax, charged.gross) AS is_off
            FROM sales_order AS orders
            JOIN (
                SELECT order_id, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross FROM invoice GROUP BY order_id
            ) AS charged ON charged.order_id = orders.id
            WHERE NOT EXISTS (
                SELECT FROM sales_order_line AS line
                WHERE line.order_id = orders.id AND line.invoiced <> line.ordered - line.cancelled)
        ) AS whole
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
