package import Postgres

/// What lies where at the end of a day, and what it is worth at the moving average of its product.
///
/// The average is that of `stock show`; six of its digits are shown, and the value goes by all of them.
package struct StockOnHandReport: ReportStatement {
    package static let sql = """
        WITH balance AS (
            SELECT product_id, location_id, on_hand, allocated, available FROM stock_available WHERE $1::date = $2::date
            UNION ALL
            SELECT product_id, location_id, quantity, NULL, NULL FROM stock_on_hand($1::date, $1::date, known_until())
            WHERE $1::date <> $2::date
        ), day AS (
            -- Today all movements count, whatever their day, as they do for the balances.
            SELECT CASE WHEN $1::date = $2::date THEN 'infinity' ELSE $1::date END AS last
        ), cost AS (
            SELECT cost.product_id, cost.average AS unit_cost
            FROM day CROSS JOIN LATERAL stock_cost(day.last, day.last, known_until()) AS cost
        ), lying AS (
            SELECT lot_id, location_id FROM stock_lot_balance WHERE $1::date = $2::date AND on_hand > 0
            UNION ALL
            SELECT lot_id, location_id FROM stock_lots($1::date, $1::date, known_until())
            WHERE $1::date <> $2::date AND quantity > 0
        ), lots AS (
            SELECT lot.product_id, lying.location_id, string_agg(lot.code, ' ' ORDER BY lot.id) AS codes
            FROM lying JOIN lot ON lot.id = lying.lot_id GROUP BY lot.product_id, lying.location_id
        )
        SELECT product.sku, product.name, product.material, product.shape, product.iastm_grade, location.code AS location,
            lots.codes AS lot, balance.on_hand, balance.allocated,
            CASE WHEN location.is_held AND balance.available IS NOT NULL THEN 0 ELSE balance.available END AS available,
            round(cost.unit_cost, 6) AS unit_cost, base.value AS currency, round(balance.on_hand * cost.unit_cost, $3::integer) AS value
        FROM balance
        JOIN location ON location.id = balance.location_id
        JOIN product_on($1::date) AS product ON product.product_id = balance.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        LEFT JOIN cost ON cost.product_id = balance.product_id
        LEFT JOIN lots ON lots.product_id = balance.product_id AND lots.location_id = balance.location_id
        WHERE balance.on_hand <> 0
        ORDER BY product.material COLLATE "C" NULLS LAST, product.sku COLLATE "C", location.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.today, question.minorDigits] }
}
