package import Postgres

/// What came back, in a period or ever, by return and line.
///
/// The lots are those of the goods that came back. Credit notes name the order line and no return: of what they credit the
/// earliest returns of the line have their units first, and parts are differences of two rounded amounts, so that they sum
/// to it.
package struct ReturnsReport: ReportStatement {
    package static let sql = """
        SELECT entry.number AS "return", entry.received_on AS received, line.sku, orders.number AS "order",
            customer.code AS customer, entry.reason, authorised.number AS authorisation, location.code AS location, returned.disposition, returned.quantity,
            origin.lot, coalesce(origin.supplier, product.supplier) AS supplier, shipped.quantity AS shipped,
            orders.currency,
            round(returned.quantity * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits) AS value,
            credit.amount AS credit
        FROM order_return AS entry
        JOIN order_return_line AS returned ON returned.return_id = entry.id
        LEFT JOIN return_authorisation AS authorised ON authorised.id = entry.authorisation_id
        JOIN location ON location.id = returned.location_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        JOIN product_on($3::date) AS product ON product.product_id = line.product_id
        JOIN order_return_line_origin AS origin ON origin.return_line = returned.id
        JOIN order_return_line_credit AS credit ON credit.return_line = returned.id
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

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.asOf] }
}
