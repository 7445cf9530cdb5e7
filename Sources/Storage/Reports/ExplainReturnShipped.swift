package import Postgres

/// The shipments of the order lines of which a return brought a product back.
package struct ExplainReturnShipped: ReportStatement {
    package static let sql = """
        SELECT shipment.number AS shipment, shipment.shipped_on AS day, orders.number AS "order", line.line,
            part.quantity AS shipped
        FROM order_return AS entry
        JOIN order_return_line AS returned ON returned.return_id = entry.id
        JOIN location ON location.id = returned.location_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN shipment_line AS part ON part.line_id = line.id
        JOIN shipment ON shipment.id = part.shipment_id
        JOIN product_on($7::date) AS product ON product.product_id = line.product_id
        JOIN order_return_line_origin AS origin ON origin.return_line = returned.id
        WHERE entry.number = $1 AND line.sku = $2 AND ($3::text[] IS NULL OR returned.disposition = ANY ($3))
            AND ($4::text[] IS NULL OR location.code = ANY ($4))
            AND ($5::text[] IS NULL OR coalesce(string_to_array(origin.lot, ' '), '{""}') && $5)
            AND ($6::text[] IS NULL
                OR coalesce(string_to_array(coalesce(origin.supplier, product.supplier), ' '), '{""}') && $6)
            AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
        ORDER BY line.line, returned.id, shipment.shipped_on, shipment.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.row["return"], question.row["sku"], question.filters["disposition"], question.filters["location"],
            question.filters["lot"], question.filters["supplier"], question.asOf,
        ]
    }
}
