package import Postgres

/// Where a product lies at the end of a day, or the receipts that this is counted to, each with its worth.
package struct ExplainValuation: ReportStatement {
    package static let sql = """
        WITH chosen AS (
            SELECT id FROM product WHERE sku = $4
        ), worth AS (
            SELECT 'average' AS method, location.code AS location, NULL::bigint AS movement, NULL::date AS layer_date,
                NULL AS receipt, NULL AS kind, lying.quantity, cost.average AS unit_cost, cost.landed
            FROM chosen
            JOIN stock_on_hand($1::date, $1::date, known_until()) AS lying ON lying.product_id = chosen.id
            JOIN location ON location.id = lying.location_id
            JOIN stock_cost($1::date, $1::date, known_until()) AS cost ON cost.product_id = chosen.id
            UNION ALL
            SELECT 'fifo', NULL, layer.movement_id, layer.effective_on, layer.document, layer.kind, layer.quantity,
                layer.unit_cost, layer.landed
            FROM chosen JOIN stock_layers($1::date, $1::date, known_until()) AS layer ON layer.product_id = chosen.id
        )
        SELECT worth.method, worth.location, worth.movement, worth.layer_date, worth.receipt, worth.kind, worth.quantity,
            round(worth.unit_cost, 6) AS unit_cost, base.value AS currency, round(worth.quantity * worth.landed, $3::integer) AS landed,
            round(worth.quantity * worth.unit_cost, $3::integer) AS value
        FROM worth JOIN setting AS base ON base.key = 'base_currency'
        WHERE worth.method = ANY ($2::text[]) AND ($5::text[] IS NULL OR coalesce(worth.receipt, '') = ANY ($5))
            AND ($6::text[] IS NULL OR coalesce(worth.kind, '') = ANY ($6))
            AND ($7::text[] IS NULL OR coalesce(worth.layer_date::text, '') = ANY ($7))
        ORDER BY worth.method COLLATE "C", worth.location COLLATE "C", worth.layer_date, worth.movement
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.asOf, question.filters["method"], question.minorDigits, question.row["sku"],
            question.filters["receipt"], question.filters["kind"], question.filters["layer_date"],
        ]
    }
}
