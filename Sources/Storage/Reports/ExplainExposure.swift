package import Postgres

/// The confirmed orders of a customer with what is not invoiced of each, and his open invoices as far as they count to what
/// he is exposed by; all today.
package struct ExplainExposure: ReportStatement {
    package static let sql = """
        WITH paid AS (
            SELECT invoice_id, sum(amount) AS amount FROM payment_match GROUP BY invoice_id
        ), credited AS (
            SELECT invoice_id, sum(gross) AS amount FROM credit_note GROUP BY invoice_id
        ), taken AS (
            SELECT invoice.number, invoice.order_id, invoice.gross, invoice.issued_on,
                orders.is_prepaid AND orders.shipment = 'none' AS is_advance,
                invoice.gross - coalesce(credited.amount, 0) AS charged,
                invoice.gross - coalesce(paid.amount, 0) - coalesce(credited.amount, 0) AS open
            FROM invoice
            JOIN customer ON customer.id = invoice.customer_id
            JOIN sales_order AS orders ON orders.id = invoice.order_id
            LEFT JOIN paid ON paid.invoice_id = invoice.id
            LEFT JOIN credited ON credited.invoice_id = invoice.id
            WHERE customer.code = $2
        ), goods AS (
            SELECT line.order_id,
                sum(round(line.returned * line.unit_price * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000,
                    orders.minor_digits)) AS returned,
                sum(round((line.shipped - line.returned - line.invoiced + line.credited) * line.unit_price
                    * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000, orders.minor_digits)) AS uninvoiced
            FROM sales_order AS orders
            JOIN customer ON customer.id = orders.customer_id
            JOIN sales_order_line AS line ON line.order_id = orders.id
            WHERE customer.code = $2 AND orders.state = 'confirmed' AND line.shipped > 0
            GROUP BY line.order_id
        ), entry AS (
            SELECT 'invoice' AS kind, number AS document, issued_on AS day, 0 AS uninvoiced, 0 AS not_invoiced, 0 AS deposits,
                open AS exposure
            FROM taken WHERE issued_on <= $1::date AND (open < 0 OR NOT is_advance)
            UNION ALL
            SELECT 'order', orders.number, (orders.confirmed_at AT TIME ZONE zone.value)::date, coalesce(goods.uninvoiced, 0),
                agreed.not_invoiced, agreed.deposits, agreed.not_invoiced - agreed.deposits
            FROM sales_order AS orders
            JOIN customer ON customer.id = orders.customer_id
            JOIN setting AS zone ON zone.key = 'time_zone'
            LEFT JOIN goods ON goods.order_id = orders.id
            CROSS JOIN LATERAL (
                SELECT orders.gross - coalesce(goods.returned, 0) - coalesce((
                        SELECT sum(charged) FROM taken WHERE taken.order_id = orders.id
                    ), 0) AS not_invoiced, coalesce((
                        SELECT sum(payment.amount - coalesce((
                                SELECT sum(amount) FROM payment_match AS used WHERE used.payment_id = payment.id
                            ), 0))
                        FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
                        WHERE deposit.order_id = orders.id
                    ), 0) AS deposits
            ) AS agreed
            WHERE customer.code = $2 AND orders.state = 'confirmed' AND NOT orders.is_prepaid
        )
        SELECT entry.kind, entry.document, entry.day, customer.currency, entry.uninvoiced,
            entry.not_invoiced - entry.uninvoiced AS confirmed, entry.deposits, entry.exposure
        FROM entry JOIN customer ON customer.code = $2
        WHERE entry.uninvoiced <> 0 OR entry.not_invoiced <> 0 OR entry.deposits <> 0 OR entry.exposure <> 0
        ORDER BY entry.kind COLLATE "C" DESC, entry.day, length(entry.document), entry.document COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today, question.row["customer"]] }
}
