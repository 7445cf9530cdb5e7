package import Postgres

/// What order lines brought of which something left in a period: net of what left less what came back, against its cost.
///
/// The cost of a unit is the moving average of its product behind the movement by which it left or came back; what undoes a
/// movement takes off what that cost.
package struct MarginReport: ReportStatement {
    package static let sql = """
        WITH ledger AS (
            SELECT movement_id, effective_on, change, average, landed
            FROM stock_ledger($1::date - 1, $2::date, known_until())
        ), moved AS (
            -- What undoes a movement belongs to the line of what it undoes, and takes off what that cost.
            SELECT coalesce(shipped.line_id, returned.line_id) AS line_id, origin.kind, ledger.effective_on,
                CASE WHEN origin.kind IN ('shipped', 'returned') THEN -ledger.change ELSE 0 END AS quantity,
                -ledger.change * valued.average AS cost, -ledger.change * valued.landed AS landed
            FROM ledger
            JOIN stock_movement AS movement ON movement.id = ledger.movement_id
            JOIN stock_movement AS origin ON origin.id = coalesce(movement.reverses_id, movement.id)
            LEFT JOIN ledger AS valued ON valued.movement_id = origin.id
            LEFT JOIN shipment_line AS shipped ON shipped.id = origin.shipment_line
            LEFT JOIN order_return_line AS returned ON returned.id = origin.return_line
            WHERE ledger.effective_on >= $1::date
                AND (origin.shipment_line IS NOT NULL OR origin.return_line IS NOT NULL)
        ), period AS (
            SELECT line_id, sum(quantity) AS kept, max(effective_on) AS last_on,
                coalesce(sum(quantity) FILTER (WHERE kind = 'shipped'), 0) AS shipped_now,
                coalesce(-sum(quantity) FILTER (WHERE kind = 'returned'), 0) AS returned_now,
                CASE WHEN bool_and(cost IS NOT NULL) THEN round(sum(cost), $3::integer) END AS cost,
                round(sum(landed), $3::integer) AS landed
            FROM moved GROUP BY line_id
        ), earlier AS (
            SELECT origin.line_id, sum(origin.quantity) AS kept
            FROM (
                SELECT shipped.line_id, movement.id, movement.effective_on, movement.quantity
                FROM period JOIN shipment_line AS shipped ON shipped.line_id = period.line_id
                JOIN stock_movement AS movement ON movement.shipment_line = shipped.id
                UNION ALL
                SELECT returned.line_id, movement.id, movement.effective_on, -movement.quantity
                FROM period JOIN order_return_line AS returned ON returned.line_id = period.line_id
                JOIN stock_movement AS movement ON movement.return_line = returned.id AND movement.kind = 'returned'
            ) AS origin
            WHERE origin.effective_on < $1::date AND NOT EXISTS (
                SELECT FROM stock_movement AS counter WHERE counter.reverses_id = origin.id
                    AND counter.reverses_id IS NOT NULL AND counter.effective_on < $1::date)
            GROUP BY origin.line_id
        ), kept AS (
            SELECT period.line_id, period.last_on, period.shipped_now, period.returned_now, period.cost, period.landed,
                coalesce(earlier.kept, 0) AS kept_before, coalesce(earlier.kept, 0) + period.kept AS kept
            FROM period LEFT JOIN earlier ON earlier.line_id = period.line_id
        ), sold AS (
            -- Parts of a line are differences of two rounded amounts, as invoices in parts are.
            SELECT orders.number AS "order", line.line, customer.code AS customer, line.sku, line.name, kept.shipped_now,
                kept.returned_now, orders.currency, kept.last_on, kept.cost, kept.landed,
                round(round(line.unit_price * kept.kept, 6) * (100 - line.discount_percent) / 100, orders.minor_digits)
                - round(round(line.unit_price * kept.kept_before, 6) * (100 - line.discount_percent) / 100,
                    orders.minor_digits) AS net
            FROM kept
            JOIN sales_order_line AS line ON line.id = kept.line_id
            JOIN sales_order AS orders ON orders.id = line.order_id
            JOIN customer ON customer.id = orders.customer_id
        ), rate AS MATERIALIZED (
            SELECT currency, last_on, in_base_currency(1, currency, last_on) AS to_base
            FROM (SELECT DISTINCT currency, last_on FROM sold) AS quoted
        )
        SELECT sold."order", sold.line, sold.customer, sold.sku, sold.name, sold.shipped_now AS shipped,
            sold.returned_now AS returned, sold.currency, sold.net, base.value AS base_currency,
            round(sold.net * rate.to_base, $3::integer) AS net_base, sold.cost, sold.landed,
            round(sold.net * rate.to_base, $3::integer) - sold.cost AS margin
        FROM sold
        JOIN rate ON rate.currency = sold.currency AND rate.last_on = sold.last_on
        JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY sold.customer COLLATE "C", length(sold."order"), sold."order" COLLATE "C", sold.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.minorDigits] }
}
