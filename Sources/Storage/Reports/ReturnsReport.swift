package import Postgres

/// What came back, in a period or ever, by return and line.
package struct ReturnsReport: ReportStatement {
    package static let sql = """
        SELECT entry.number AS "return", entry.received_on AS received, line.sku, orders.number AS "order",
            customer.code AS customer, entry.reason, location.code AS location, returned.disposition, returned.quantity,
            shipped.quantity AS shipped,
            orders.currency,
            round(returned.quantity * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits) AS value
        FROM order_return AS entry
        JOIN order_return_line AS returned ON returned.return_id = entry.id
        JOIN location ON location.id = returned.location_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        CROSS JOIN LATERAL (
            SELECT sum(part.quantity) AS quantity FROM shipment_line AS part JOIN shipment ON shipment.id = part.shipment_id
            WHERE part.line_id = line.id
                AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
        ) AS shipped
        WHERE $1::date IS NULL OR entry.received_on BETWEEN $1::date AND $2::date
        ORDER BY entry.received_on, entry.id, line.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
