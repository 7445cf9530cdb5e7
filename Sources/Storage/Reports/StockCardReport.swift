package import Postgres

/// The movements of products as they count, with what each left and what that was worth; of a period or all.
package struct StockCardReport: ReportStatement {
    package static let sql = """
        WITH kept AS (
            -- The balance before the period's first row is that of all that went before it.
            SELECT ledger.product_id, ledger.movement_id, ledger.effective_on, ledger.change, ledger.balance, ledger.average, ledger.is_undone,
                CASE WHEN ledger.balance = 0 THEN 0 ELSE round(ledger.balance * ledger.average, $3::integer) END AS value
            FROM (
                SELECT CASE WHEN $4::text[] IS NOT NULL THEN coalesce(array_agg(id), '{}') END AS ids
                FROM product WHERE sku = ANY ($4)
            ) AS chosen
            CROSS JOIN LATERAL stock_ledger(
                coalesce($1::date - 1, '-infinity'), coalesce($2::date, 'infinity'), known_until(), chosen.ids) AS ledger
        ), carried AS (
            SELECT kept.product_id, kept.movement_id, kept.change, kept.balance, kept.average, kept.is_undone, kept.value,
                kept.value - coalesce(lag(kept.value) OVER line, CASE WHEN row_number() OVER line = 1 THEN 0 END)
                    AS value_change
            FROM kept WINDOW line AS (PARTITION BY kept.product_id ORDER BY kept.effective_on, kept.movement_id)
        )
        SELECT product.sku, movement.effective_on AS day,
            to_char(movement.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS entered, movement.id AS movement,
            movement.kind, coalesce(shipment.number, receipt.number, entry.number, stocktake.number) AS document,
            source.code AS from_location, target.code AS to_location,
            CASE WHEN movement.to_location IS NULL THEN 0 ELSE movement.quantity END AS "in",
            CASE WHEN movement.from_location IS NULL THEN 0 ELSE movement.quantity END AS out, carried.balance,
            CASE WHEN carried.change > 0 AND NOT carried.is_undone THEN coalesce(movement.unit_cost, round(carried.average, 6))
                ELSE round(carried.average, 6) END AS unit_cost,
            round(carried.average, 6) AS average_cost, base.value AS currency, carried.value_change, carried.value, movement.actor AS by
        FROM carried
        JOIN stock_movement AS movement ON movement.id = carried.movement_id
        JOIN product ON product.id = carried.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        LEFT JOIN location AS source ON source.id = movement.from_location
        LEFT JOIN location AS target ON target.id = movement.to_location
        LEFT JOIN shipment_line ON shipment_line.id = movement.shipment_line
        LEFT JOIN shipment ON shipment.id = shipment_line.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = movement.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN purchase_receipt_line AS received ON received.id = movement.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN stock_count_line AS counted ON counted.id = movement.count_line
        LEFT JOIN stock_count AS stocktake ON stocktake.id = counted.count_id
        WHERE $1::date IS NULL OR movement.effective_on >= $1::date
        ORDER BY product.sku COLLATE "C", movement.effective_on, movement.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.minorDigits, question.filters["sku"]]
    }
}
