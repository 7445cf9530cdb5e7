package import Postgres

/// What the stock was worth at the end of a day: at the moving average, or by the receipts that it came in with, each or
/// summed by product.
package struct ValuationReport: ReportStatement {
    package static let sql = """
        WITH lying AS (
            SELECT product_id, location_id, quantity FROM stock_on_hand($1::date, $1::date, known_until())
            WHERE 'average' = ANY ($2::text[])
        ), cost AS (
            SELECT product_id, average, landed FROM stock_cost($1::date, $1::date, known_until())
            WHERE 'average' = ANY ($2::text[])
        ), valued AS (
            -- Rounded where it lies, as stock-on-hand is, so that both have one sum.
            SELECT 'average' AS method, lying.product_id, NULL::date AS layer_date, NULL::bigint AS movement_id,
                NULL AS kind, NULL AS document, sum(lying.quantity) AS quantity, cost.average AS unit_cost,
                sum(round(lying.quantity * cost.landed, $3::integer)) AS landed,
                sum(round(lying.quantity * cost.average, $3::integer)) AS value
            FROM lying JOIN cost ON cost.product_id = lying.product_id
            GROUP BY lying.product_id, cost.average
            UNION ALL
            SELECT 'fifo', layer.product_id, layer.effective_on, layer.movement_id, layer.kind, layer.document, layer.quantity,
                layer.unit_cost, round(layer.quantity * layer.landed, $3::integer),
                round(layer.quantity * layer.unit_cost, $3::integer)
            FROM stock_layers($1::date, $1::date, known_until()) AS layer WHERE 'fifo' = ANY ($2::text[]) AND NOT $4::boolean
            UNION ALL
            SELECT 'fifo', layer.product_id, NULL, NULL, NULL, NULL, sum(layer.quantity),
                CASE WHEN count(layer.unit_cost) = count(*)
                    THEN sum(layer.quantity * layer.unit_cost) / sum(layer.quantity) END,
                CASE WHEN count(layer.landed) = count(*) THEN sum(round(layer.quantity * layer.landed, $3::integer)) END,
                CASE WHEN count(layer.unit_cost) = count(*) THEN sum(round(layer.quantity * layer.unit_cost, $3::integer)) END
            FROM stock_layers($1::date, $1::date, known_until()) AS layer WHERE 'fifo' = ANY ($2::text[]) AND $4::boolean
            GROUP BY layer.product_id
        ), named AS (
            -- Products are put in order once, not with each layer.
            SELECT product_id, sku, name, material,
                row_number() OVER (ORDER BY material COLLATE "C" NULLS LAST, sku COLLATE "C") AS place
            FROM product_on($1::date)
        )
        SELECT valued.method, named.sku, named.name, named.material, valued.layer_date, valued.document AS receipt, valued.kind,
            valued.quantity, round(valued.unit_cost, 6) AS unit_cost, base.value AS currency, valued.landed, valued.value
        FROM valued
        JOIN named ON named.product_id = valued.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY named.place, valued.method COLLATE "C", valued.layer_date, valued.movement_id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.filters["method"], question.minorDigits, question.by.contains("product")]
    }
}
