package import Postgres

/// What customers owe at the end of a day by how late it is, and for today what their credit limits leave.
///
/// The exposure is that of `SelectExposures`, which decides on holds.
package struct ReceivablesReport: ReportStatement {
    package static let sql = """
        WITH paid AS (
            SELECT match.invoice_id, sum(match.amount) AS amount
            FROM payment_match AS match JOIN payment ON payment.id = match.payment_id
            WHERE $1::date = $2::date OR payment.paid_on <= $1::date GROUP BY match.invoice_id
        ), credited AS (
            SELECT invoice_id, sum(gross) AS amount FROM credit_note WHERE issued_on <= $1::date GROUP BY invoice_id
        ), taken AS (
            SELECT invoice.id, invoice.customer_id, invoice.gross,
                orders.is_prepaid AND orders.shipment = 'none' AS is_advance,
                coalesce(paid.amount, 0) + coalesce(credited.amount, 0) AS amount
            FROM invoice
            JOIN sales_order AS orders ON orders.id = invoice.order_id
            LEFT JOIN paid ON paid.invoice_id = invoice.id
            LEFT JOIN credited ON credited.invoice_id = invoice.id
            WHERE invoice.issued_on <= $1::date
        ), part AS (
            -- Money is for the earliest instalment first.
            SELECT invoice_id, due_on, amount, sum(amount) OVER (PARTITION BY invoice_id ORDER BY position) AS through
            FROM invoice_instalment
            UNION ALL
            SELECT id, due_on, gross, gross FROM invoice
            WHERE NOT EXISTS (SELECT FROM invoice_instalment AS part WHERE part.invoice_id = invoice.id)
        ), due AS (
            SELECT taken.customer_id, taken.is_advance, $1::date - part.due_on AS days_late,
                least(part.amount, part.through - taken.amount) AS open
            FROM taken JOIN part ON part.invoice_id = taken.id WHERE part.through > taken.amount
            UNION ALL
            SELECT customer_id, is_advance, NULL, gross - amount FROM taken WHERE amount > gross
        ), owed AS (
            SELECT customer_id, sum(open) AS open,
                sum(open) FILTER (WHERE open > 0 AND days_late <= 0) AS not_due,
                sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 1 AND 30) AS overdue_30,
                sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 31 AND 60) AS overdue_60,
                sum(open) FILTER (WHERE open > 0 AND days_late BETWEEN 61 AND 90) AS overdue_90,
                sum(open) FILTER (WHERE open > 0 AND days_late > 90) AS overdue_older,
                -sum(open) FILTER (WHERE open < 0) AS overpaid,
                sum(open) FILTER (WHERE open < 0 OR NOT is_advance) AS receivable
            FROM due WHERE open <> 0 GROUP BY customer_id
        ), charged AS (
            SELECT invoice.order_id, sum(invoice.gross - coalesce(credited.amount, 0)) AS gross
            FROM invoice LEFT JOIN credited ON credited.invoice_id = invoice.id GROUP BY invoice.order_id
        ), goods AS (
            SELECT line.order_id,
                sum(round(line.returned * line.unit_price * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000,
                    orders.minor_digits)) AS returned,
                sum(round((line.shipped - line.returned - line.invoiced + line.credited) * line.unit_price
                    * (100 - line.discount_percent) * (100 + line.tax_rate) / 10000, orders.minor_digits)) AS uninvoiced
            FROM sales_order AS orders JOIN sales_order_line AS line ON line.order_id = orders.id
            WHERE orders.state = 'confirmed' AND NOT orders.is_prepaid AND line.shipped > 0
            GROUP BY line.order_id
        ), unused AS (
            SELECT deposit.order_id, sum(payment.amount - coalesce(used.amount, 0)) AS amount
            FROM order_deposit AS deposit
            JOIN payment ON payment.id = deposit.payment_id
            LEFT JOIN (
                SELECT payment_id, sum(amount) AS amount FROM payment_match GROUP BY payment_id
            ) AS used ON used.payment_id = payment.id
            GROUP BY deposit.order_id
        ), agreed AS (
            SELECT orders.customer_id, sum(coalesce(goods.uninvoiced, 0)) AS uninvoiced,
                sum(coalesce(unused.amount, 0)) AS deposits,
                sum(orders.gross - coalesce(charged.gross, 0) - coalesce(goods.returned, 0)) AS not_invoiced
            FROM sales_order AS orders
            LEFT JOIN charged ON charged.order_id = orders.id
            LEFT JOIN goods ON goods.order_id = orders.id
            LEFT JOIN unused ON unused.order_id = orders.id
            WHERE $1::date = $2::date AND orders.state = 'confirmed' AND NOT orders.is_prepaid
            GROUP BY orders.customer_id
        ), position AS (
            SELECT customer.id, coalesce(agreed.uninvoiced, 0) AS uninvoiced, coalesce(agreed.deposits, 0) AS deposits,
                coalesce(agreed.not_invoiced, 0) AS not_invoiced,
                coalesce(owed.receivable, 0) + coalesce(agreed.not_invoiced - agreed.deposits, 0) AS exposure
            FROM customer
            LEFT JOIN owed ON owed.customer_id = customer.id LEFT JOIN agreed ON agreed.customer_id = customer.id
            WHERE $1::date = $2::date
        )
        SELECT customer.code AS customer, customer.name, customer.currency, customer.credit_limit,
            coalesce(owed.open, 0) AS open, coalesce(owed.not_due, 0) AS not_due,
            coalesce(owed.overdue_30, 0) AS overdue_30, coalesce(owed.overdue_60, 0) AS overdue_60,
            coalesce(owed.overdue_90, 0) AS overdue_90, coalesce(owed.overdue_older, 0) AS overdue_older,
            coalesce(owed.overpaid, 0) AS overpaid, position.uninvoiced,
            position.not_invoiced - position.uninvoiced AS confirmed, position.deposits, position.exposure,
            customer.credit_limit - position.exposure AS headroom
        FROM customer
        LEFT JOIN owed ON owed.customer_id = customer.id
        LEFT JOIN position ON position.id = customer.id
        WHERE owed.customer_id IS NOT NULL OR customer.credit_limit IS NOT NULL OR position.not_invoiced <> 0
            OR position.deposits <> 0
        ORDER BY customer.currency COLLATE "C", customer.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.today] }
}
