package import Postgres

/// The receipts that what lies of a product at the end of a day is counted to, when what came in first left first.
package struct ExplainLayers: ReportStatement {
    package static let sql = """
        SELECT layer.movement_id AS movement, layer.effective_on AS day, layer.kind, layer.document, $1::date - layer.effective_on AS age,
            CASE WHEN $1::date - layer.effective_on <= 30 THEN layer.quantity ELSE 0 END AS days_30,
            CASE WHEN $1::date - layer.effective_on BETWEEN 31 AND 60 THEN layer.quantity ELSE 0 END AS days_60,
            CASE WHEN $1::date - layer.effective_on BETWEEN 61 AND 90 THEN layer.quantity ELSE 0 END AS days_90,
            CASE WHEN $1::date - layer.effective_on > 90 THEN layer.quantity ELSE 0 END AS older,
            layer.quantity AS on_hand, round(layer.unit_cost, 6) AS unit_cost, base.value AS currency,
            round(layer.quantity * layer.unit_cost, $2::integer) AS value
        FROM stock_layers($1::date, $1::date, known_until()) AS layer
        JOIN product ON product.id = layer.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        WHERE product.sku = $3
        ORDER BY layer.effective_on, layer.movement_id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.minorDigits, question.row["sku"]]
    }
}
