package import Postgres

/// What is counted to a lot of what is promised of its product at a location, by order line: the oldest promise takes from
/// the lot that leaves first.
package struct ExplainLotAllocated: ReportStatement {
    package static let sql =
        LotParts.sql + """
            , promised AS (
                SELECT allocation.product_id, allocation.location_id, allocation.line_id, allocation.since,
                    allocation.quantity, sum(allocation.quantity) OVER (
                        PARTITION BY allocation.product_id, allocation.location_id
                        ORDER BY allocation.since, allocation.line_id ROWS UNBOUNDED PRECEDING) AS through
                FROM product JOIN stock_allocation AS allocation ON allocation.product_id = product.id
                WHERE product.sku = $3 AND allocation.quantity > 0
            )
            SELECT orders.number AS "order", line.line, customer.code AS customer,
                least(promised.through, part.through) - greatest(promised.through - promised.quantity, part.through - part.on_hand)
                    AS quantity,
                to_char(promised.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
            FROM part
            JOIN product ON product.id = part.product_id
            JOIN location ON location.id = part.location_id
            LEFT JOIN lot ON lot.id = part.lot_id
            JOIN promised ON promised.product_id = part.product_id AND promised.location_id = part.location_id
                AND promised.through > part.through - part.on_hand AND promised.through - promised.quantity < part.through
            JOIN sales_order_line AS line ON line.id = promised.line_id
            JOIN sales_order AS orders ON orders.id = line.order_id
            JOIN customer ON customer.id = orders.customer_id
            WHERE product.sku = $3 AND location.code = $4 AND coalesce(lot.code, '') = $5
            ORDER BY promised.since, line.id
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.asOf, question.today, question.row["sku"], question.row["location"], question.row["lot"] ?? "",
        ]
    }
}

/// What lies of a lot at a location, and what of it can be promised.
package struct ExplainLotAvailable: ReportStatement {
    package static let sql =
        LotParts.sql + """
            SELECT location.code AS location, part.on_hand, part.allocated,
                CASE WHEN part.inspection = 'rejected' THEN part.on_hand ELSE 0 END AS rejected,
                CASE WHEN location.is_held OR part.inspection = 'rejected' THEN 0 ELSE part.on_hand - part.allocated END
                    AS available
            FROM part
            JOIN product ON product.id = part.product_id
            JOIN location ON location.id = part.location_id
            LEFT JOIN lot ON lot.id = part.lot_id
            WHERE product.sku = $3 AND location.code = $4 AND coalesce(lot.code, '') = $5
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.asOf, question.today, question.row["sku"], question.row["location"], question.row["lot"] ?? "",
        ]
    }
}
