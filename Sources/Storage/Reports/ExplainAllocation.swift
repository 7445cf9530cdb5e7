package import Postgres

/// How what is allocated to an order line at a location comes about: what was ordered, less what is cancelled, has left,
/// waits, or is allocated elsewhere.
package struct ExplainAllocation: ReportStatement {
    package static let sql = """
        WITH asked AS (
            SELECT orders.number, line.id, line.ordered, line.cancelled, line.shipped,
                line.allocated, location.id AS location_id
            FROM sales_order AS orders
            JOIN sales_order_line AS line ON line.order_id = orders.id
            CROSS JOIN location
            WHERE orders.number = $1 AND line.line = $2::integer AND location.code = $3
        ), entry AS (
            SELECT 1 AS place, 'ordered' AS kind, number AS document, NULL::text AS location, NULL::date AS day,
                ordered AS quantity
            FROM asked
            UNION ALL
            SELECT 2, 'cancelled', number, NULL, NULL, -cancelled FROM asked
            UNION ALL
            SELECT 3, 'shipped', shipment.number, place.code, shipment.shipped_on, -part.quantity
            FROM asked
            JOIN shipment_line AS part ON part.line_id = asked.id
            JOIN shipment ON shipment.id = part.shipment_id
            JOIN location AS place ON place.id = part.location_id
            WHERE NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
            UNION ALL
            SELECT 4, 'waiting', number, NULL, NULL, -(ordered - cancelled - shipped - allocated) FROM asked
            UNION ALL
            SELECT 5, 'elsewhere', asked.number, place.code, NULL, -other.quantity
            FROM asked
            JOIN stock_allocation AS other ON other.line_id = asked.id AND other.location_id <> asked.location_id
            JOIN location AS place ON place.id = other.location_id
        )
        SELECT kind, document, location, day, quantity FROM entry WHERE quantity <> 0
        ORDER BY place, day, document COLLATE "C", location COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.row["order"], question.row["line"], question.row["location"]]
    }
}
