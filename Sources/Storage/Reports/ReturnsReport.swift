package import Postgres

/// What came back, in a period or ever, by return and line.
///
/// The lots are those of the goods that came back. Credit notes name the order line and no return: of what they credit the
/// earliest returns of the line have their units first, and parts are differences of two rounded amounts, so that they sum
/// to it.
package struct ReturnsReport: ReportStatement {
    package static let sql = """
        SELECT entry.number AS "return", entry.received_on AS received, line.sku, orders.number AS "order",
            customer.code AS customer, entry.reason, location.code AS location, returned.disposition, returned.quantity,
            origin.lot, coalesce(origin.supplier, product.supplier) AS supplier, shipped.quantity AS shipped,
            orders.currency,
            round(returned.quantity * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits) AS value,
            credit.amount AS credit
        FROM order_return AS entry
        JOIN order_return_line AS returned ON returned.return_id = entry.id
        JOIN location ON location.id = returned.location_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        JOIN product_on($3::date) AS product ON product.product_id = line.product_id
        CROSS JOIN LATERAL (
            SELECT string_agg(DISTINCT lot.code COLLATE "C", ' ' ORDER BY lot.code COLLATE "C") AS lot,
                string_agg(DISTINCT supplier.code COLLATE "C", ' ' ORDER BY supplier.code COLLATE "C") AS supplier
            FROM stock_movement AS movement
            JOIN stock_movement_lot AS part ON part.movement_id = movement.id
            JOIN lot ON lot.id = part.lot_id
            LEFT JOIN supplier ON supplier.id = lot.supplier_id
            WHERE movement.return_line = returned.id AND movement.kind = 'returned'
        ) AS origin
        CROSS JOIN LATERAL (
            SELECT CASE WHEN credited.quantity > 0 THEN
                    round(credited.net * least(before.quantity + returned.quantity, credited.quantity) / credited.quantity,
                        orders.minor_digits)
                    - round(credited.net * least(before.quantity, credited.quantity) / credited.quantity,
                        orders.minor_digits) ELSE 0 END AS amount
            FROM (
                SELECT coalesce(sum(part.quantity), 0) AS quantity, coalesce(sum(part.net), 0) AS net
                FROM credit_note_line AS part JOIN credit_note AS note ON note.id = part.credit_note_id
                WHERE part.line_id = line.id
            ) AS credited
            CROSS JOIN (
                SELECT coalesce(sum(earlier.quantity), 0) AS quantity
                FROM order_return_line AS earlier JOIN order_return AS other ON other.id = earlier.return_id
                WHERE earlier.line_id = line.id AND earlier.id < returned.id
            ) AS before
        ) AS credit
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
