package import Postgres

/// What stocktakes found against what was expected, those opened in a period or all.
package struct StocktakeReport: ReportStatement {
    package static let sql = """
        WITH chosen AS (
            SELECT entry.id, entry.number, entry.state, entry.ended_by, entry.ended_at,
                (entry.ended_at AT TIME ZONE zone.value)::date AS ended_on
            FROM stock_count AS entry JOIN setting AS zone ON zone.key = 'time_zone'
            WHERE entry.state <> 'cancelled'
                AND ($1::date IS NULL OR (entry.opened_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
        ), scope AS (
            -- A count may be posted for a day long before it ended.
            SELECT coalesce(least(min(chosen.ended_on), min(movement.effective_on)) - 1, 'infinity') AS since,
                coalesce(array_agg(DISTINCT line.product_id), '{}') AS products
            FROM chosen JOIN stock_count_line AS line ON line.count_id = chosen.id
            LEFT JOIN stock_movement AS movement ON movement.count_line = line.id
        ), ledger AS (
            SELECT ledger.product_id, ledger.movement_id, ledger.effective_on, ledger.average,
                coalesce(ledger.unit_cost, ledger.average) AS unit_cost
            FROM scope CROSS JOIN LATERAL stock_ledger(scope.since, 'infinity', known_until(), scope.products) AS ledger
        ), latest AS (
            SELECT DISTINCT ON (product_id) product_id, average FROM ledger
            ORDER BY product_id, effective_on DESC, movement_id DESC
        )
        SELECT entry.number AS count, entry.state, product.sku, location.code AS location, lot.code AS lot, line.expected, line.counted,
            line.counted - line.expected AS difference, base.value AS currency,
            CASE WHEN line.counted = line.expected THEN 0
                ELSE round((line.counted - line.expected) * cost.value, $3::integer) END AS value,
            line.counted_by, to_char(line.counted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS counted_at,
            entry.ended_by AS approved_by
        FROM chosen AS entry
        JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id
        JOIN location ON location.id = line.location_id
        LEFT JOIN lot ON lot.id = line.lot_id
        JOIN setting AS base ON base.key = 'base_currency'
        CROSS JOIN LATERAL (
            -- At the cost behind the correction, or today's as long as there is none.
            SELECT coalesce((
                SELECT ledger.unit_cost FROM stock_movement AS movement JOIN ledger ON ledger.movement_id = movement.id
                WHERE movement.count_line = line.id
            ), (SELECT latest.average FROM latest WHERE latest.product_id = line.product_id)) AS value
        ) AS cost
        ORDER BY entry.id, product.sku COLLATE "C", location.code COLLATE "C", line.lot_id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.minorDigits] }
}
