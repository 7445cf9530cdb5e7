package import Postgres

/// The movements by which goods of an order line left and came back in a period, and what undid them.
///
/// What each brought and cost is the difference of two rounded sums, as what a line was invoiced in parts is, so that they
/// sum to what the whole line brought and cost.
package struct ExplainMargin: ReportStatement {
    package static let sql = """
        WITH chosen AS (
            SELECT line.id, line.product_id, line.unit_price, line.discount_percent, orders.currency, orders.minor_digits
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE orders.number = $3 AND line.line = $4::integer
        ), ledger AS (
            SELECT movement_id, effective_on, change, average, landed
            FROM stock_ledger($1::date - 1, $2::date, known_until(), (SELECT array_agg(product_id) FROM chosen))
        ), origin AS (
            -- What undoes a movement belongs to the line of what it undoes.
            SELECT movement.id, movement.effective_on, movement.kind, cause.id AS cause_id, cause.kind AS cause,
                movement.actor, cause.document, CASE WHEN cause.kind NOT IN ('shipped', 'returned') THEN 0
                    WHEN movement.to_location IS NULL THEN movement.quantity ELSE -movement.quantity END AS quantity
            FROM (
                SELECT entry.id, entry.kind, shipment.number AS document
                FROM chosen
                JOIN shipment_line AS shipped ON shipped.line_id = chosen.id
                JOIN shipment ON shipment.id = shipped.shipment_id
                JOIN stock_movement AS entry ON entry.shipment_line = shipped.id AND entry.reverses_id IS NULL
                UNION ALL
                SELECT entry.id, entry.kind, noted.number
                FROM chosen
                JOIN order_return_line AS returned ON returned.line_id = chosen.id
                JOIN order_return AS noted ON noted.id = returned.return_id
                JOIN stock_movement AS entry ON entry.return_line = returned.id AND entry.reverses_id IS NULL
            ) AS cause
            CROSS JOIN LATERAL (
                SELECT cause.id UNION ALL
                SELECT counter.id FROM stock_movement AS counter
                WHERE counter.reverses_id = cause.id AND counter.reverses_id IS NOT NULL
            ) AS part
            JOIN stock_movement AS movement ON movement.id = part.id
        ), earlier AS (
            SELECT coalesce(sum(quantity), 0) AS kept FROM origin WHERE effective_on < $1::date
        ), valued AS (
            SELECT origin.id, origin.effective_on, origin.kind, origin.document, origin.cause, origin.actor, origin.quantity,
                -ledger.change * cost.average AS cost, -ledger.change * cost.landed AS landed
            FROM origin
            JOIN ledger ON ledger.movement_id = origin.id
            LEFT JOIN ledger AS cost ON cost.movement_id = origin.cause_id
            WHERE origin.effective_on >= $1::date
        ), kept AS (
            SELECT valued.id, valued.effective_on, valued.kind, valued.document, valued.cause, valued.actor, valued.quantity,
                earlier.kept + sum(valued.quantity) OVER counted AS kept, earlier.kept AS kept_first,
                sum(valued.cost) OVER counted AS cost, sum(valued.landed) OVER counted AS landed,
                max(valued.effective_on) OVER () AS last_on
            FROM valued CROSS JOIN earlier
            WINDOW counted AS (ORDER BY valued.effective_on, valued.id ROWS UNBOUNDED PRECEDING)
        ), summed AS (
            SELECT kept.id, kept.effective_on, kept.kind, kept.document, kept.cause, kept.actor, kept.quantity,
                kept.last_on, chosen.currency, round(kept.cost, $5::integer) AS cost, round(kept.landed, $5::integer) AS landed,
                round(round(chosen.unit_price * kept.kept, 6) * (100 - chosen.discount_percent) / 100, chosen.minor_digits)
                - round(round(chosen.unit_price * kept.kept_first, 6) * (100 - chosen.discount_percent) / 100,
                    chosen.minor_digits) AS net
            FROM kept CROSS JOIN chosen
        ), based AS (
            SELECT id, effective_on, kind, document, cause, actor, quantity, currency, net, cost, landed,
                round(net * in_base_currency(1, currency, last_on), $5::integer) AS net_base
            FROM summed
        ), part AS (
            SELECT id, effective_on, kind, document, cause, actor, quantity, currency,
                net - lag(net, 1, 0) OVER counted AS net, net_base - lag(net_base, 1, 0) OVER counted AS net_base,
                cost - lag(cost, 1, 0) OVER counted AS cost, landed - lag(landed, 1, 0) OVER counted AS landed
            FROM based WINDOW counted AS (ORDER BY effective_on, id)
        )
        SELECT part.id AS movement, part.effective_on AS day, part.kind, part.document,
            CASE WHEN part.cause = 'shipped' THEN part.quantity ELSE 0 END AS shipped,
            CASE WHEN part.cause = 'returned' THEN -part.quantity ELSE 0 END AS returned, part.currency, part.net,
            base.value AS base_currency, part.net_base, part.cost, part.landed, part.net_base - part.cost AS margin,
            part.actor AS by
        FROM part JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY part.effective_on, part.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.row["order"], question.row["line"], question.minorDigits]
    }
}
