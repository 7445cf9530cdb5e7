internal import Postgres

/// No line has more shipped, promised and called off than ordered.
struct VerifyOverShipped: Invariant {
    static let sql = """
        SELECT 'over_shipped' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.cancelled + line.shipped + line.allocated > line.ordered OR line.returned > line.shipped
                OR least(line.cancelled, line.allocated, line.shipped, line.invoiced, line.returned, line.credited) < 0
        ) AS faulty
        """
}

/// No more came in by an authorisation than it allows of a line, and only of its own order and lines.
struct VerifyReturnAuthorisations: Invariant {
    static let sql = """
        SELECT 'return_authorisations' AS invariant, (SELECT count(*) FROM return_authorisation_line) AS checked,
            count(*) AS failures, min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT entry.number || ' line ' || line.line AS subject
            FROM return_authorisation AS entry
            JOIN return_authorisation_line AS authorised ON authorised.authorisation_id = entry.id
            JOIN sales_order_line AS line ON line.id = authorised.line_id
            WHERE line.order_id <> entry.order_id
            UNION ALL
            SELECT entry.number || ' line ' || line.line
            FROM return_authorisation AS entry
            JOIN order_return AS back ON back.authorisation_id = entry.id
            JOIN order_return_line AS returned ON returned.return_id = back.id
            JOIN sales_order_line AS line ON line.id = returned.line_id
            LEFT JOIN return_authorisation_line AS authorised
                ON authorised.authorisation_id = entry.id AND authorised.line_id = line.id
            GROUP BY entry.id, entry.number, line.id, line.line, authorised.quantity
            HAVING sum(returned.quantity) > coalesce(authorised.quantity, 0) OR bool_or(back.order_id <> entry.order_id)
        ) AS faulty
        """
}

/// What is invoiced of a line is the sum of its invoices and no more than may be, and no more freight than is agreed.
struct VerifyOverInvoiced: Invariant {
    static let sql = """
        SELECT 'over_invoiced' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.invoiced <> (
                    SELECT coalesce(sum(quantity), 0) FROM invoice_line AS charged WHERE charged.line_id = line.id)
                OR line.credited > line.invoiced OR line.is_prepaid <> orders.is_prepaid
                OR line.invoiced - line.credited
                    > CASE WHEN orders.is_prepaid THEN line.ordered - line.cancelled ELSE line.shipped END
            UNION
            SELECT orders.number
            FROM (
                SELECT order_id, sum(freight - (SELECT coalesce(sum(note.freight), 0) FROM credit_note AS note
                    WHERE note.invoice_id = invoice.id)) AS freight
                FROM invoice GROUP BY order_id
            ) AS charged
            JOIN sales_order AS orders ON orders.id = charged.order_id WHERE charged.freight > orders.freight
        ) AS faulty
        """
}

/// A line's amount is its quantity at its price, rounded once.
struct VerifyLineAmounts: Invariant {
    static let sql = """
        SELECT 'line_amounts' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.net <> round(
                (line.ordered - line.cancelled) * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits)
        ) AS faulty
        """
}

/// An order's total is the sum of its lines, its freight and the tax by category and rate.
struct VerifyOrderTotals: Invariant {
    static let sql = """
        SELECT 'order_totals' AS invariant, (SELECT count(*) FROM sales_order) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number AS subject FROM sales_order AS orders
            WHERE orders.net IS DISTINCT FROM orders.freight + (
                    SELECT coalesce(sum(line.net), 0) FROM sales_order_line AS line WHERE line.order_id = orders.id)
                OR (orders.tax IS NOT NULL AND orders.tax IS DISTINCT FROM (
                    SELECT coalesce(sum(round(taxed.net * taxed.tax_rate / 100, orders.minor_digits)), 0) FROM (
                        SELECT sum(part.net) AS net, part.tax_rate FROM (
                            SELECT line.net, line.tax_category, line.tax_rate FROM sales_order_line AS line
                            WHERE line.order_id = orders.id
                            UNION ALL
                            SELECT orders.freight, line.tax_category, line.tax_rate FROM sales_order_line AS line
                            WHERE line.order_id = orders.id AND line.line = 1
                        ) AS part GROUP BY part.tax_category, part.tax_rate
                    ) AS taxed))
                OR orders.gross IS DISTINCT FROM orders.net + orders.tax
        ) AS faulty
        """
}

/// The axes of an order and its being closed follow from its quantities, unless a person opened it again.
struct VerifyOrderAxes: Invariant {
    static let sql = """
        SELECT 'order_axes' AS invariant, (SELECT count(*) FROM sales_order) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number AS subject
            FROM sales_order AS orders
            JOIN LATERAL (
                SELECT sum(ordered - cancelled) AS wanted, sum(allocated) AS allocated, sum(shipped) AS shipped,
                    sum(invoiced - credited) AS invoiced, sum(returned) AS returned,
                    bool_and(ordered - cancelled - shipped = 0 AND CASE WHEN line.is_prepaid THEN ordered - cancelled
                        ELSE shipped END - returned - (invoiced - credited) = 0) AS is_done
                FROM sales_order_line AS line WHERE line.order_id = orders.id
            ) AS line ON true
            JOIN LATERAL (
                SELECT coalesce(sum(invoice.gross - (SELECT coalesce(sum(note.gross), 0) FROM credit_note AS note
                        WHERE note.invoice_id = invoice.id)), 0) AS gross,
                    coalesce(sum(invoice.freight - (SELECT coalesce(sum(note.freight), 0) FROM credit_note AS note
                        WHERE note.invoice_id = invoice.id)), 0) >= orders.freight AS is_carried, coalesce(sum((
                    SELECT sum(match.amount) FROM payment_match AS match WHERE match.invoice_id = invoice.id)), 0) AS paid
                FROM invoice WHERE invoice.order_id = orders.id
            ) AS money ON true
            LEFT JOIN (
                SELECT deposit.order_id, sum(payment.amount - (
                    SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match
                    WHERE match.payment_id = payment.id)) AS amount
                FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id GROUP BY deposit.order_id
            ) AS unused ON unused.order_id = orders.id AND orders.state IN ('closed', 'cancelled')
            WHERE orders.allocation <> CASE WHEN line.allocated + line.shipped = 0 THEN 'none'
                    WHEN line.allocated + line.shipped >= line.wanted THEN 'full' ELSE 'partial' END
                OR orders.shipment <> CASE WHEN line.shipped = 0 THEN 'none'
                    WHEN line.shipped >= line.wanted THEN 'full' ELSE 'partial' END
                OR orders.invoice <> CASE WHEN line.invoiced <= 0 THEN 'none'
                    WHEN line.invoiced >= line.wanted THEN 'full' ELSE 'partial' END
                OR orders.return <> CASE WHEN line.returned = 0 THEN 'none'
                    WHEN line.returned >= line.shipped THEN 'full' ELSE 'partial' END
                OR orders.payment <> CASE WHEN money.paid + coalesce(unused.amount, 0) > money.gross THEN 'over'
                    WHEN money.gross = 0 AND line.invoiced > 0 THEN 'full' WHEN money.paid = 0 THEN 'none'
                    WHEN money.paid >= money.gross THEN 'full' ELSE 'partial' END
                OR (orders.state = 'closed' AND NOT (line.is_done AND money.is_carried))
                OR (orders.state = 'confirmed' AND line.is_done AND money.is_carried AND NOT orders.is_reopened)
        ) AS faulty
        """
}

/// No hold is open of an order that is over.
struct VerifyOrderHolds: Invariant {
    static let sql = """
        SELECT 'order_holds' AS invariant, (SELECT count(*) FROM order_hold) AS checked, count(*) AS failures,
            min(orders.number COLLATE "C") AS first
        FROM order_hold AS hold JOIN sales_order AS orders ON orders.id = hold.order_id
        WHERE hold.released_at IS NULL AND orders.state IN ('cancelled', 'expired', 'closed')
        """
}

/// The log of an order runs from state to state without a break to the one it is in.
struct VerifyTransitions: Invariant {
    static let sql = """
        SELECT 'order_transitions' AS invariant, (SELECT count(*) FROM sales_order) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT DISTINCT orders.number AS subject
            FROM sales_order AS orders
            LEFT JOIN (
                SELECT order_id, from_state, to_state, lag(to_state) OVER in_turn AS before,
                    lead(id) OVER in_turn IS NULL AS is_last
                FROM order_transition WINDOW in_turn AS (PARTITION BY order_id ORDER BY id)
            ) AS step ON step.order_id = orders.id
            WHERE step.order_id IS NULL OR step.from_state IS DISTINCT FROM step.before
                OR (step.is_last AND step.to_state <> orders.state)
        ) AS faulty
        """
}
