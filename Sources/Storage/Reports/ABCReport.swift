package import Postgres

/// Products by what they sold for in a period, with their class, and how long what lies there will last.
package struct ABCReport: ReportStatement {
    package static let sql = """
        WITH posted AS (
            SELECT line.line_id, invoice.currency, invoice.issued_on, line.quantity, line.net
            FROM invoice JOIN invoice_line AS line ON line.invoice_id = invoice.id
            WHERE invoice.issued_on BETWEEN $1::date AND $2::date
            UNION ALL
            SELECT line.line_id, invoice.currency, note.issued_on, -line.quantity, -line.net
            FROM credit_note AS note
            JOIN invoice ON invoice.id = note.invoice_id
            JOIN credit_note_line AS line ON line.credit_note_id = note.id
            WHERE note.issued_on BETWEEN $1::date AND $2::date
        ), rate AS MATERIALIZED (
            SELECT currency, issued_on, in_base_currency(1, currency, issued_on) AS to_base
            FROM (SELECT DISTINCT currency, issued_on FROM posted) AS quoted
        ), sold AS (
            SELECT ordered.product_id, sum(posted.quantity) AS quantity, CASE WHEN bool_and(rate.to_base IS NOT NULL)
                    THEN sum(round(posted.net * rate.to_base, $4::integer)) END AS net_base
            FROM posted
            JOIN rate ON rate.currency = posted.currency AND rate.issued_on = posted.issued_on
            JOIN sales_order_line AS ordered ON ordered.id = posted.line_id
            GROUP BY ordered.product_id
        ), gone AS (
            SELECT movement.product_id, max(movement.effective_on) AS last_sale,
                coalesce(sum(movement.quantity) FILTER (WHERE movement.effective_on >= $1::date), 0) AS quantity
            FROM stock_movement AS movement
            WHERE movement.kind = 'shipped' AND movement.effective_on <= $3::date AND NOT EXISTS (
                SELECT FROM stock_movement AS counter WHERE counter.reverses_id = movement.id
                    AND counter.reverses_id IS NOT NULL AND counter.effective_on <= $3::date)
            GROUP BY movement.product_id
        ), lying AS (
            SELECT product_id, quantity AS balance, round(quantity * average, $4::integer) AS value
            FROM stock_cost($3::date, $3::date, known_until())
        ), figures AS (
            SELECT product.product_id, product.sku, product.name, product.material, gone.last_sale,
                coalesce(sold.quantity, 0) AS quantity, CASE WHEN sold.product_id IS NULL THEN 0 ELSE sold.net_base END AS net_base,
                coalesce(lying.balance, 0) AS on_hand, coalesce(gone.quantity, 0) AS shipped,
                CASE WHEN coalesce(lying.balance, 0) = 0 THEN 0 ELSE lying.value END AS value
            FROM product_on($3::date) AS product
            LEFT JOIN sold ON sold.product_id = product.product_id
            LEFT JOIN gone ON gone.product_id = product.product_id
            LEFT JOIN lying ON lying.product_id = product.product_id
            WHERE sold.product_id IS NOT NULL OR lying.balance <> 0
        ), ranked AS (
            -- Credits beyond the sales of the period are no part of the whole.
            SELECT sku, name, material, last_sale, quantity, net_base, on_hand, shipped, value, row_number() OVER best AS rank, sum(greatest(net_base, 0)) OVER best AS through,
                sum(greatest(net_base, 0)) OVER () AS whole
            FROM figures WINDOW best AS (ORDER BY net_base DESC NULLS LAST, sku COLLATE "C" ROWS UNBOUNDED PRECEDING)
        )
        SELECT ranked.rank, ranked.sku, ranked.name, ranked.material, CASE
                WHEN ranked.net_base IS NULL THEN NULL WHEN ranked.net_base <= 0 THEN 'D'
                WHEN ranked.through - ranked.net_base < ranked.whole * 0.8 THEN 'A'
                WHEN ranked.through - ranked.net_base < ranked.whole * 0.95 THEN 'B' ELSE 'C' END AS class,
            ranked.last_sale, ranked.quantity AS sold, base.value AS currency, ranked.net_base,
            CASE WHEN ranked.net_base IS NOT NULL THEN round(ranked.through * 100 / nullif(ranked.whole, 0), 1) END AS cumulative,
            ranked.on_hand,
            CASE WHEN ranked.shipped > 0 THEN ranked.on_hand * ($3::date - $1::date + 1) / ranked.shipped END AS days_of_cover,
            ranked.value
        FROM ranked JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY ranked.rank
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.from, question.to, question.asOf, question.minorDigits]
    }
}
