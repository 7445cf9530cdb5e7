package import Postgres

/// What lies where at the end of a day split by lots, as common table expressions from `balance` to `part`.
///
/// Promises are of a product, and a lot that was rejected cannot be promised: what is promised is counted to the lots in the
/// order in which they leave, behind them to what is of no lot, and to rejected ones last. `$1` is the day and `$2` today.
enum LotParts {
    static let sql = """
        WITH balance AS (
            SELECT product_id, location_id, on_hand, allocated FROM stock_balance WHERE $1::date = $2::date
            UNION ALL
            SELECT product_id, location_id, quantity, NULL FROM stock_on_hand($1::date, $1::date, known_until())
            WHERE $1::date <> $2::date
        ), lying AS (
            SELECT lot_id, location_id, on_hand AS quantity FROM stock_lot_balance WHERE $1::date = $2::date AND on_hand <> 0
            UNION ALL
            SELECT lot_id, location_id, quantity FROM stock_lots($1::date, $1::date, known_until()) WHERE $1::date <> $2::date
        ), judged AS (
            SELECT lot.product_id, lying.location_id, lot.id AS lot_id, lying.quantity, (
                    SELECT inspection.result FROM lot_inspection AS inspection
                    WHERE inspection.lot_id = lot.id AND ($1::date = $2::date OR inspection.inspected_on <= $1::date)
                    ORDER BY inspection.id DESC LIMIT 1
                ) AS inspection
            FROM lying JOIN lot ON lot.id = lying.lot_id
        ), split AS (
            SELECT product_id, location_id, lot_id, quantity, inspection FROM judged
            UNION ALL
            SELECT balance.product_id, balance.location_id, NULL, balance.on_hand - coalesce(sum(judged.quantity), 0), NULL
            FROM balance
            LEFT JOIN judged ON judged.product_id = balance.product_id AND judged.location_id = balance.location_id
            GROUP BY balance.product_id, balance.location_id, balance.on_hand
            HAVING balance.on_hand <> coalesce(sum(judged.quantity), 0)
        ), turned AS (
            SELECT product_id, location_id, lot_id, quantity, inspection, sum(quantity) OVER (
                    PARTITION BY product_id, location_id ORDER BY coalesce(inspection = 'rejected', false), lot_id NULLS LAST
                    ROWS UNBOUNDED PRECEDING) AS through
            FROM split
        ), part AS (
            SELECT turned.product_id, turned.location_id, turned.lot_id, turned.inspection, turned.quantity AS on_hand,
                turned.through,
                CASE WHEN balance.allocated IS NOT NULL THEN
                    greatest(least(turned.quantity, balance.allocated - (turned.through - turned.quantity)), 0)
                END AS allocated
            FROM turned JOIN balance
                ON balance.product_id = turned.product_id AND balance.location_id = turned.location_id
        )

        """
}

/// What lies of which lot where at the end of a day; what is of no lot has a row of its own.
///
/// Its sums are those of `StockOnHandReport`: the parts of a worth are differences of two rounded amounts.
package struct LotsOnHandReport: ReportStatement {
    package static let sql =
        LotParts.sql + """
            , cost AS (
                SELECT cost.product_id, cost.average AS unit_cost
                -- Today all movements count, whatever their day, as they do for the balances.
                FROM (SELECT CASE WHEN $1::date = $2::date THEN 'infinity' ELSE $1::date END AS last) AS day
                CROSS JOIN LATERAL stock_cost(day.last, day.last, known_until()) AS cost
            )
            SELECT product.sku, product.name, product.material, product.shape, product.iastm_grade, location.code AS location,
                lot.code AS lot, came.effective_on AS received, receipt.number AS receipt, supplier.code AS supplier,
                lot.certificate, part.inspection, part.on_hand, part.allocated,
                CASE WHEN part.allocated IS NOT NULL THEN
                    CASE WHEN location.is_held OR part.inspection = 'rejected' THEN 0 ELSE part.on_hand - part.allocated END
                END AS available,
                round(cost.unit_cost, 6) AS unit_cost, base.value AS currency,
                round(part.through * cost.unit_cost, $3::integer)
                    - round((part.through - part.on_hand) * cost.unit_cost, $3::integer) AS value
            FROM part
            JOIN location ON location.id = part.location_id
            JOIN product_on($1::date) AS product ON product.product_id = part.product_id
            JOIN setting AS base ON base.key = 'base_currency'
            LEFT JOIN lot ON lot.id = part.lot_id
            LEFT JOIN supplier ON supplier.id = lot.supplier_id
            LEFT JOIN LATERAL (
                SELECT movement.effective_on, movement.receipt_line
                FROM stock_movement_lot AS entered JOIN stock_movement AS movement ON movement.id = entered.movement_id
                WHERE entered.lot_id = part.lot_id AND movement.from_location IS NULL
                    AND ($1::date = $2::date OR movement.effective_on <= $1::date)
                ORDER BY movement.effective_on, movement.id LIMIT 1
            ) AS came ON true
            LEFT JOIN purchase_receipt_line AS line ON line.id = came.receipt_line
            LEFT JOIN purchase_receipt AS receipt ON receipt.id = line.receipt_id
            LEFT JOIN cost ON cost.product_id = part.product_id
            ORDER BY product.material COLLATE "C" NULLS LAST, product.sku COLLATE "C", location.code COLLATE "C",
                part.lot_id NULLS LAST
            """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.today, question.minorDigits] }
}
