/// Invoices with what is open of each part of them at the end of a day, as common table expressions from `chosen` to `due`;
/// an invoice that was paid too much has a part below zero.
///
/// `$1` is the day, `$2` today, and `$3` the customer whose invoices alone are read, or NULL.
enum ReceivableParts {
    static let sql = """
        WITH chosen AS (
            SELECT id, number, customer_id, order_id, issued_on, due_on, gross FROM invoice
            WHERE $3::text IS NULL OR customer_id = (SELECT asked.id FROM customer AS asked WHERE asked.code = $3)
        ), paid AS (
            SELECT match.invoice_id, sum(match.amount) AS amount
            FROM chosen
            JOIN payment_match AS match ON match.invoice_id = chosen.id
            JOIN payment ON payment.id = match.payment_id
            WHERE $1::date = $2::date OR payment.paid_on <= $1::date GROUP BY match.invoice_id
        ), credited AS (
            SELECT note.invoice_id, sum(note.gross) AS amount
            FROM chosen JOIN credit_note AS note ON note.invoice_id = chosen.id
            WHERE note.issued_on <= $1::date GROUP BY note.invoice_id
        ), taken AS (
            SELECT chosen.id, chosen.number, chosen.customer_id, chosen.order_id, chosen.issued_on, chosen.due_on, chosen.gross,
                orders.is_prepaid AND orders.shipment = 'none' AS is_advance,
                coalesce(paid.amount, 0) + coalesce(credited.amount, 0) AS amount
            FROM chosen
            JOIN sales_order AS orders ON orders.id = chosen.order_id
            LEFT JOIN paid ON paid.invoice_id = chosen.id
            LEFT JOIN credited ON credited.invoice_id = chosen.id
            WHERE chosen.issued_on <= $1::date
        ), part AS (
            -- Money is for the earliest instalment first.
            SELECT instalment.invoice_id, instalment.due_on, instalment.amount, sum(instalment.amount) OVER (
                    PARTITION BY instalment.invoice_id ORDER BY instalment.position) AS through
            FROM taken JOIN invoice_instalment AS instalment ON instalment.invoice_id = taken.id
            UNION ALL
            SELECT id, due_on, gross, gross FROM taken
            WHERE NOT EXISTS (SELECT FROM invoice_instalment AS instalment WHERE instalment.invoice_id = taken.id)
        ), due AS (
            SELECT taken.id AS invoice_id, taken.customer_id, taken.is_advance, part.due_on, $1::date - part.due_on AS days_late,
                least(part.amount, part.through - taken.amount) AS open
            FROM taken JOIN part ON part.invoice_id = taken.id WHERE part.through > taken.amount
            UNION ALL
            SELECT id, customer_id, is_advance, due_on, NULL, gross - amount FROM taken WHERE amount > gross
        )

        """
}

/// What orders add to what a customer is exposed by, order by order: from `unused` to `agreed`, behind `ReceivableParts`.
///
/// Confirmed ones by what is not invoiced, and all by what is left of their deposits, which alone is known of a past day.
enum AgreedParts {
    static let sql = """
        , unused AS (
            SELECT deposit.order_id, sum(payment.amount - coalesce(used.amount, 0)) AS amount
            FROM sales_order AS orders
            JOIN order_deposit AS deposit ON deposit.order_id = orders.id
            JOIN payment ON payment.id = deposit.payment_id
            CROSS JOIN LATERAL (
                SELECT sum(match.amount) AS amount
                FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                WHERE match.payment_id = payment.id AND ($1::date = $2::date OR invoice.issued_on <= $1::date)
            ) AS used
            WHERE ($1::date = $2::date OR payment.paid_on <= $1::date)
                AND ($3::text IS NULL OR orders.customer_id = (SELECT asked.id FROM customer AS asked WHERE asked.code = $3))
            GROUP BY deposit.order_id
        ), agreeing AS (
            SELECT id, number, customer_id, is_prepaid, gross, minor_digits, confirmed_at, true AS is_open FROM sales_order
            WHERE $1::date = $2::date AND state = 'confirmed'
                AND ($3::text IS NULL OR customer_id = (SELECT asked.id FROM customer AS asked WHERE asked.code = $3))
            UNION ALL
            SELECT orders.id, orders.number, orders.customer_id, orders.is_prepaid, 0, orders.minor_digits,
                orders.confirmed_at, false
            FROM unused JOIN sales_order AS orders ON orders.id = unused.order_id
            WHERE unused.amount <> 0 AND ($1::date <> $2::date OR orders.state <> 'confirmed')
        ), charged AS (
            SELECT chosen.order_id, sum(chosen.gross - coalesce(credited.amount, 0)) AS gross
            FROM agreeing
            JOIN chosen ON chosen.order_id = agreeing.id
            LEFT JOIN credited ON credited.invoice_id = chosen.id
            WHERE agreeing.is_open GROUP BY chosen.order_id
        ), goods AS (
            SELECT line.order_id,
                sum(round(line.returned * line.unit_price * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000,
                    agreeing.minor_digits)) AS returned,
                sum(round(line_uninvoiced(agreeing.is_prepaid, line.ordered, line.cancelled, line.shipped, line.returned,
                    line.invoiced - line.credited) * line.unit_price
                    * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000, agreeing.minor_digits)) AS uninvoiced
            FROM agreeing JOIN sales_order_line AS line ON line.order_id = agreeing.id
            WHERE agreeing.is_open AND line.shipped > 0
            GROUP BY line.order_id
        ), agreed AS (
            SELECT agreeing.id, agreeing.number, agreeing.customer_id, agreeing.confirmed_at,
                coalesce(goods.uninvoiced, 0) AS uninvoiced, coalesce(unused.amount, 0) AS deposits,
                CASE WHEN agreeing.is_open THEN order_counted(agreeing.is_prepaid, coalesce(goods.uninvoiced, 0),
                    agreeing.gross - coalesce(charged.gross, 0) - coalesce(goods.returned, 0), coalesce(unused.amount, 0))
                    ELSE 0 END AS not_invoiced
            FROM agreeing
            LEFT JOIN charged ON charged.order_id = agreeing.id
            LEFT JOIN goods ON goods.order_id = agreeing.id
            LEFT JOIN unused ON unused.order_id = agreeing.id
        )

        """
}
