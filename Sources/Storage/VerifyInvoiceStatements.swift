internal import Postgres

/// The numbers of a series run from 1 to its counter without a gap, in order of issue.
struct VerifyInvoiceNumbers: Invariant {
    static let sql = """
        WITH document AS (
            SELECT series, ordinal, number, issued_on FROM invoice
            UNION ALL SELECT series, ordinal, number, issued_on FROM credit_note
        )
        SELECT 'invoice_numbers' AS invariant, (SELECT count(*) FROM document) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT series AS subject FROM (
                SELECT series, count(*) AS count, max(ordinal) AS last, min(ordinal) AS first FROM document GROUP BY series
            ) AS used FULL JOIN document_counter AS counter USING (series)
            WHERE used.count IS DISTINCT FROM counter.last OR used.last IS DISTINCT FROM counter.last OR used.first <> 1
            UNION ALL
            SELECT number FROM (
                SELECT number, issued_on, lag(issued_on) OVER (PARTITION BY series ORDER BY ordinal) AS before FROM document
            ) AS document WHERE issued_on < before
        ) AS faulty
        """
}

/// An invoice is the sum of its lines, its freight and its tax; the tax of a group is that on all that the order has invoiced and
/// not credited so far, rounded, less what is charged of it.
struct VerifyInvoiceTotals: Invariant {
    static let sql = """
        SELECT 'invoice_totals' AS invariant, (SELECT count(*) FROM invoice) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT invoice.number AS subject FROM invoice
            WHERE invoice.gross <> invoice.net + invoice.tax
                OR invoice.net <> invoice.freight + (
                    SELECT coalesce(sum(charged.net), 0) FROM invoice_line AS charged WHERE charged.invoice_id = invoice.id)
                OR invoice.tax <> (SELECT coalesce(sum(taxed.tax), 0) FROM invoice_tax AS taxed WHERE taxed.invoice_id = invoice.id)
                OR EXISTS (
                    SELECT FROM (
                        SELECT part.category, part.rate, sum(part.net) AS net
                        FROM (
                            SELECT line.tax_category AS category, line.tax_rate AS rate, charged.net
                            FROM invoice_line AS charged JOIN sales_order_line AS line ON line.id = charged.line_id
                            WHERE charged.invoice_id = invoice.id
                            UNION ALL
                            SELECT line.tax_category, line.tax_rate, invoice.freight FROM sales_order_line AS line
                            WHERE invoice.freight > 0 AND line.order_id = invoice.order_id AND line.line = 1
                        ) AS part GROUP BY part.category, part.rate
                    ) AS due
                    FULL JOIN (
                        SELECT category, rate, net FROM invoice_tax WHERE invoice_id = invoice.id
                    ) AS taxed USING (category, rate)
                    WHERE due.net IS DISTINCT FROM taxed.net)
            UNION
            SELECT number FROM (
                SELECT entry.number, entry.minor_digits, entry.rate, sum(entry.net) OVER so_far AS net,
                    sum(entry.tax) OVER so_far AS tax, entry.tax AS own, entry.is_invoice
                FROM (
                    SELECT invoice.number, invoice.order_id, invoice.minor_digits, invoice.posted_at, taxed.category,
                        taxed.rate, taxed.net, taxed.tax, true AS is_invoice
                    FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id
                    UNION ALL
                    SELECT note.number, invoice.order_id, invoice.minor_digits, note.posted_at, taxed.category, taxed.rate,
                        -taxed.net, -taxed.tax, false
                    FROM credit_note AS note JOIN invoice ON invoice.id = note.invoice_id
                    JOIN credit_note_tax AS taxed ON taxed.credit_note_id = note.id
                ) AS entry
                WINDOW so_far AS (PARTITION BY entry.order_id, entry.category, entry.rate ORDER BY entry.posted_at)
            -- Where more was charged already than is due, nothing is charged.
            ) AS cumulated WHERE is_invoice AND CASE WHEN own > 0 THEN tax <> round(net * rate / 100, minor_digits)
                ELSE tax < round(net * rate / 100, minor_digits) END
        ) AS faulty
        """
}

/// The invoices of a line less its credit notes add up to what is invoiced and not credited of it at its price.
///
/// Each credit note that is a part of an invoice may be off by less than a minor unit, until it is invoiced again.
struct VerifyInvoiceParts: Invariant {
    static let sql = """
        SELECT 'invoice_parts' AS invariant, (SELECT count(*) FROM invoice_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM (SELECT line_id, sum(net) AS net FROM invoice_line GROUP BY line_id) AS charged
            JOIN sales_order_line AS line ON line.id = charged.line_id
            JOIN sales_order AS orders ON orders.id = line.order_id
            LEFT JOIN (
                SELECT line_id, sum(net) AS net, count(*) AS notes FROM credit_note_line GROUP BY line_id
            ) AS credit ON credit.line_id = line.id
            WHERE abs(charged.net - coalesce(credit.net, 0) - round((line.invoiced - line.credited) * line.unit_price
                * (100 - line.discount_percent) / 100, orders.minor_digits))
                > coalesce(credit.notes, 0) * power(10::numeric, -orders.minor_digits)
        ) AS faulty
        """
}

/// The invoices of an order that is invoiced in full, with its freight, add up to its net amount, its tax and its gross amount.
struct VerifyOrderInvoiced: Invariant {
    static let sql = """
        SELECT 'order_invoiced' AS invariant, count(*) AS checked,
            count(*) FILTER (WHERE is_off) AS failures, min(number COLLATE "C") FILTER (WHERE is_off) AS first
        FROM (
            SELECT orders.number,
                (orders.net, orders.tax, orders.gross) IS DISTINCT FROM (charged.net, charged.tax, charged.gross) AS is_off
            FROM sales_order AS orders
            JOIN (
                SELECT order_id, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross, sum(freight) AS freight
                FROM invoice GROUP BY order_id
            ) AS charged ON charged.order_id = orders.id
            WHERE charged.freight = orders.freight AND NOT EXISTS (
                SELECT FROM sales_order_line AS line
                WHERE line.order_id = orders.id AND (line.invoiced <> line.ordered - line.cancelled OR line.credited > 0))
        ) AS whole
        """
}

/// No more of a payment is matched than was paid, and only to invoices of the payer; no more of it goes back than there was,
/// to whom it came from and on the invoices that it was for.
struct VerifyPayments: Invariant {
    static let sql = """
        SELECT 'payments_matched' AS invariant, (SELECT count(*) FROM payment) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'payment ' || payment.id AS subject FROM payment
            WHERE abs(payment.amount) < (
                    SELECT coalesce(sum(abs(amount)), 0) FROM payment_match WHERE payment_id = payment.id)
                OR EXISTS (
                    SELECT FROM payment_match AS match
                    WHERE match.payment_id = payment.id AND sign(match.amount) <> sign(payment.amount))
                OR EXISTS (
                    SELECT FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                    WHERE match.payment_id = payment.id
                        AND (invoice.customer_id <> payment.customer_id OR invoice.currency <> payment.currency))
                OR EXISTS (
                    SELECT FROM payment AS cause WHERE cause.id = payment.cause_id
                        AND (cause.customer_id, cause.currency) <> (payment.customer_id, payment.currency))
                OR (payment.kind IN ('received', 'discount') AND payment.amount < -(
                    SELECT coalesce(sum(back.amount), 0) FROM payment AS back
                    WHERE back.cause_id = payment.id AND back.kind IN ('clawback', 'reversal')))
                OR (payment.kind = 'clawback' AND payment.amount IS DISTINCT FROM (
                    SELECT sum(match.amount) FROM payment_match AS match JOIN payment_match AS cause
                        ON cause.payment_id = payment.cause_id AND cause.invoice_id = match.invoice_id
                    WHERE match.payment_id = payment.id))
        ) AS faulty
        """
}

/// A credit note is the sum of its lines, its freight and its tax, and all of an invoice are no more than it: line by line, and what
/// is credited in whole to the cent.
struct VerifyCreditNotes: Invariant {
    static let sql = """
        SELECT 'credit_notes' AS invariant, (SELECT count(*) FROM credit_note) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT note.number AS subject FROM credit_note AS note
            WHERE note.net <> note.freight + (
                    SELECT coalesce(sum(line.net), 0) FROM credit_note_line AS line WHERE line.credit_note_id = note.id)
                OR note.net <> (
                    SELECT coalesce(sum(taxed.net), 0) FROM credit_note_tax AS taxed WHERE taxed.credit_note_id = note.id)
                OR note.tax <> (
                    SELECT coalesce(sum(taxed.tax), 0) FROM credit_note_tax AS taxed WHERE taxed.credit_note_id = note.id)
                OR EXISTS (
                    SELECT FROM credit_note_line AS line JOIN invoice_line AS charged ON charged.id = line.invoice_line_id
                    WHERE line.credit_note_id = note.id
                        AND (charged.invoice_id <> note.invoice_id OR charged.line_id <> line.line_id))
            UNION
            SELECT invoice.number FROM invoice JOIN invoice_line AS charged ON charged.invoice_id = invoice.id
            JOIN (
                SELECT invoice_line_id, sum(quantity) AS quantity, sum(net) AS net FROM credit_note_line GROUP BY invoice_line_id
            ) AS credit ON credit.invoice_line_id = charged.id
            WHERE credit.quantity > charged.quantity OR credit.net > charged.net
                OR (credit.quantity = charged.quantity AND credit.net <> charged.net)
            UNION
            SELECT invoice.number FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id
            JOIN (
                SELECT note.invoice_id, tax.category, tax.rate, sum(tax.net) AS net, sum(tax.tax) AS tax
                FROM credit_note AS note JOIN credit_note_tax AS tax ON tax.credit_note_id = note.id
                GROUP BY note.invoice_id, tax.category, tax.rate
            ) AS credit ON credit.invoice_id = invoice.id AND credit.category = taxed.category AND credit.rate = taxed.rate
            WHERE credit.net > taxed.net OR credit.tax > taxed.tax
                OR (credit.net = taxed.net AND taxed.net > 0 AND credit.tax <> taxed.tax)
            UNION
            SELECT orders.number || ' line ' || line.line
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.credited <> (
                SELECT coalesce(sum(quantity), 0) FROM credit_note_line AS credit WHERE credit.line_id = line.id)
        ) AS faulty
        """
}

/// What is kept of a posted document is whole: seller and buyer, and exactly the document's lines.
struct VerifyDocumentFacts: Invariant {
    static let sql = """
        SELECT 'document_facts' AS invariant, (SELECT count(*) FROM document_facts) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT coalesce(invoice.number, note.number, shipment.number) AS subject
            FROM document_facts AS facts
            LEFT JOIN invoice ON invoice.id = facts.invoice_id
            LEFT JOIN credit_note AS note ON note.id = facts.credit_note_id
            LEFT JOIN shipment ON shipment.id = facts.shipment_id
            WHERE 2 <> (
                    SELECT count(*) FROM document_party AS party
                    WHERE party.facts_id = facts.id AND party.role IN ('seller', 'buyer'))
                OR ARRAY(SELECT line.line FROM document_line AS line WHERE line.facts_id = facts.id ORDER BY line.line)
                    <> ARRAY(
                        SELECT line.line
                        FROM (
                            SELECT line_id FROM invoice_line WHERE invoice_id = facts.invoice_id
                            UNION
                            SELECT line_id FROM credit_note_line WHERE credit_note_id = facts.credit_note_id
                            UNION
                            SELECT line_id FROM shipment_line WHERE shipment_id = facts.shipment_id
                        ) AS part
                        JOIN sales_order_line AS line ON line.id = part.line_id ORDER BY line.line)
        ) AS faulty
        """
}
