package import Postgres

/// How what is not invoiced of an order line in a shipment comes about: what left, less the parts of invoices and returns,
/// and more those of credit notes, that are counted to this shipment; of a receipt its line, as bills are not kept.
///
/// What each did to the line is counted in the order of entry, and the part of it between the first and the last unit of the
/// shipment is its part here. Amounts are differences of two rounded ones, as those of `UninvoicedReport` are.
package struct ExplainUninvoiced: ReportStatement {
    package static let sql = """
        WITH asked AS (
            SELECT line.id, line.unit_price, line.discount_percent, orders.currency, orders.minor_digits
            FROM sales_order AS orders JOIN sales_order_line AS line ON line.order_id = orders.id
            WHERE orders.number = $2 AND line.line = $3::integer
        ), gone AS (
            SELECT shipment.number, shipment.shipped_on, sum(part.quantity) AS quantity,
                sum(sum(part.quantity)) OVER (ORDER BY shipment.id) AS through
            FROM asked
            JOIN shipment_line AS part ON part.line_id = asked.id
            JOIN shipment ON shipment.id = part.shipment_id
            WHERE NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
            GROUP BY shipment.id, shipment.number, shipment.shipped_on
        ), span AS (
            SELECT number, shipped_on, through - quantity AS first, through AS last FROM gone WHERE number = $1
        ), done AS (
            SELECT 'invoiced' AS kind, invoice.number AS document, invoice.issued_on AS day, invoice.posted_at AS at,
                part.quantity
            FROM asked JOIN invoice_line AS part ON part.line_id = asked.id JOIN invoice ON invoice.id = part.invoice_id
            UNION ALL
            SELECT 'returned', entry.number, entry.received_on, entry.at, part.quantity
            FROM asked
            JOIN order_return_line AS part ON part.line_id = asked.id
            JOIN order_return AS entry ON entry.id = part.return_id
            UNION ALL
            SELECT 'credited', note.number, note.issued_on, note.posted_at, -part.quantity
            FROM asked
            JOIN credit_note_line AS part ON part.line_id = asked.id
            JOIN credit_note AS note ON note.id = part.credit_note_id
        ), counted AS (
            SELECT kind, document, day, at, quantity,
                sum(quantity) OVER (ORDER BY at, document COLLATE "C" ROWS UNBOUNDED PRECEDING) AS through
            FROM done
        ), entry AS (
            SELECT 'shipped' AS kind, span.number AS document, span.shipped_on AS day, NULL::timestamptz AS at,
                span.first AS lower, span.last AS upper
            FROM span
            UNION ALL
            SELECT counted.kind, counted.document, counted.day, counted.at,
                greatest(span.first, least(span.last, counted.through)),
                greatest(span.first, least(span.last, counted.through - counted.quantity))
            FROM counted CROSS JOIN span
        )
        SELECT document, kind, day, quantity, currency, value
        FROM (
            SELECT entry.document, entry.kind, entry.day, entry.at, entry.upper - entry.lower AS quantity, asked.currency,
                round(round(asked.unit_price * entry.upper, 6) * (100 - asked.discount_percent) / 100, asked.minor_digits)
                - round(round(asked.unit_price * entry.lower, 6) * (100 - asked.discount_percent) / 100, asked.minor_digits)
                    AS value
            FROM entry CROSS JOIN asked WHERE entry.upper <> entry.lower
            UNION ALL
            SELECT receipt.number, 'received', receipt.received_on, receipt.at, received.quantity, purchase.currency,
                round(received.quantity * line.unit_cost, purchase.minor_digits)
            FROM purchase_order AS purchase
            JOIN purchase_receipt AS receipt ON receipt.purchase_id = purchase.id
            JOIN purchase_receipt_line AS received ON received.receipt_id = receipt.id
            JOIN purchase_order_line AS line ON line.id = received.line_id
            WHERE purchase.number = $2 AND receipt.number = $1 AND line.line = $3::integer
        ) AS counting
        ORDER BY at NULLS FIRST, document COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.row["document"], question.row["order"], question.row["line"]]
    }
}
