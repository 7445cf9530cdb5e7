package import Postgres

/// What left and is not invoiced, by shipment, and what came in of purchases that nobody has closed, by receipt.
///
/// Of a line what was invoiced or came back is counted to the earliest shipments.
package struct UninvoicedReport: ReportStatement {
    package static let sql = """
        WITH covered AS (
            SELECT part.shipment_id, part.line_id, sum(part.quantity) AS quantity,
                sum(sum(part.quantity)) OVER (PARTITION BY part.line_id ORDER BY part.shipment_id) AS through,
                line.returned + line.invoiced - line.credited AS done
            FROM sales_order_line AS line JOIN shipment_line AS part ON part.line_id = line.id
            WHERE line.shipped > line.returned + line.invoiced - line.credited
                AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = part.shipment_id)
            GROUP BY part.shipment_id, part.line_id, line.returned, line.invoiced, line.credited
        ), waiting AS (
            SELECT shipment_id, line_id, through, least(quantity, through - done) AS quantity FROM covered WHERE through > done
        )
        SELECT kind, document, day, partner, "order", line, sku, quantity, currency, value, age
        FROM (
            SELECT 'shipped' AS kind, shipment.number AS document, shipment.shipped_on AS day, customer.code AS partner,
                orders.number AS "order", line.line, line.sku, waiting.quantity, orders.currency,
                -- Parts of a line are differences of two rounded amounts, as invoices in parts are.
                round(round(line.unit_price * waiting.through, 6) * (100 - line.discount_percent) / 100, orders.minor_digits)
                - round(round(line.unit_price * (waiting.through - waiting.quantity), 6) * (100 - line.discount_percent) / 100,
                    orders.minor_digits) AS value,
                $1::date - shipment.shipped_on AS age
            FROM waiting
            JOIN shipment ON shipment.id = waiting.shipment_id
            JOIN sales_order_line AS line ON line.id = waiting.line_id
            JOIN sales_order AS orders ON orders.id = line.order_id
            JOIN customer ON customer.id = orders.customer_id
            UNION ALL
            SELECT 'received', receipt.number, receipt.received_on, supplier.code, purchase.number, line.line, line.sku,
                received.quantity, purchase.currency, round(received.quantity * line.unit_cost, purchase.minor_digits),
                $1::date - receipt.received_on
            FROM purchase_order AS purchase
            JOIN supplier ON supplier.id = purchase.supplier_id
            JOIN purchase_receipt AS receipt ON receipt.purchase_id = purchase.id
            JOIN purchase_receipt_line AS received ON received.receipt_id = receipt.id
            JOIN purchase_order_line AS line ON line.id = received.line_id
            WHERE purchase.state IN ('partial', 'received')
                AND NOT EXISTS (SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id)
        ) AS entry
        ORDER BY kind COLLATE "C" DESC, day, document COLLATE "C", "order" COLLATE "C", line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today] }
}
