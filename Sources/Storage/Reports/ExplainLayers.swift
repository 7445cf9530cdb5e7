package import Postgres

/// The receipts that what lies of a product at the end of a day is counted to, when what came in first left first.
package struct ExplainLayers: ReportStatement {
    package static let sql = """
        SELECT layer.movement_id AS movement, layer.effective_on AS day, movement.kind,
            coalesce(receipt.number, entry.number, stocktake.number) AS document, $1::date - layer.effective_on AS age,
            CASE WHEN $1::date - layer.effective_on <= 30 THEN layer.quantity ELSE 0 END AS days_30,
            CASE WHEN $1::date - layer.effective_on BETWEEN 31 AND 60 THEN layer.quantity ELSE 0 END AS days_60,
            CASE WHEN $1::date - layer.effective_on BETWEEN 61 AND 90 THEN layer.quantity ELSE 0 END AS days_90,
            CASE WHEN $1::date - layer.effective_on > 90 THEN layer.quantity ELSE 0 END AS older,
            layer.quantity AS on_hand, layer.unit_cost, base.value AS currency,
            round(layer.quantity * layer.unit_cost, $2::integer) AS value
        FROM stock_layers($1::date, $1::date, known_until()) AS layer
        JOIN product ON product.id = layer.product_id
        JOIN stock_movement AS movement ON movement.id = layer.movement_id
        JOIN setting AS base ON base.key = 'base_currency'
        LEFT JOIN order_return_line AS returned ON returned.id = movement.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN purchase_receipt_line AS received ON received.id = movement.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN stock_count_line AS counted ON counted.id = movement.count_line
        LEFT JOIN stock_count AS stocktake ON stocktake.id = counted.count_id
        WHERE product.sku = $3
        ORDER BY layer.effective_on, layer.movement_id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.minorDigits, question.row["sku"]]
    }
}
