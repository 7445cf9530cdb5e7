package import Postgres

/// The movements by which goods of an order line left and came back in a period, and what undid them.
package struct ExplainMargin: ReportStatement {
    package static let sql = """
        SELECT moved.movement, moved.day, moved.kind, coalesce(shipment.number, entry.number) AS document,
            CASE WHEN moved.cause = 'shipped' THEN -moved.change ELSE 0 END AS shipped,
            CASE WHEN moved.cause = 'returned' THEN moved.change ELSE 0 END AS returned, moved.by
        FROM (
            SELECT movement.id AS movement, movement.effective_on AS day, movement.kind, movement.actor AS by,
                origin.kind AS cause, origin.shipment_line, origin.return_line,
                CASE WHEN movement.to_location IS NULL THEN -movement.quantity ELSE movement.quantity END AS change
            FROM stock_movement AS movement
            JOIN stock_movement AS origin ON origin.id = coalesce(movement.reverses_id, movement.id)
            WHERE movement.effective_on BETWEEN $1::date AND $2::date AND origin.kind IN ('shipped', 'returned')
        ) AS moved
        LEFT JOIN shipment_line AS shipped ON shipped.id = moved.shipment_line
        LEFT JOIN shipment ON shipment.id = shipped.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = moved.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        JOIN sales_order_line AS line ON line.id = coalesce(shipped.line_id, returned.line_id)
        JOIN sales_order AS orders ON orders.id = line.order_id
        WHERE orders.number = $3 AND line.line = $4::integer
        ORDER BY moved.day, moved.movement
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.row["order"], question.row["line"]]
    }
}
