package import Postgres

/// All movements of a product up to one of them, with how each changed what lies there and what that is worth.
package struct ExplainStockCard: ReportStatement {
    package static let sql = """
        WITH kept AS (
            SELECT ledger.movement_id, ledger.effective_on, ledger.kind, ledger.change,
                CASE WHEN ledger.balance = 0 THEN 0 ELSE round(ledger.balance * ledger.average, $1::integer) END AS value
            FROM (SELECT array_agg(id) AS ids FROM product WHERE sku = $2) AS chosen
            CROSS JOIN LATERAL stock_ledger('-infinity', 'infinity', known_until(), chosen.ids) AS ledger
        )
        SELECT kept.movement_id AS movement, kept.effective_on AS day, kept.kind, kept.change, base.value AS currency,
            coalesce(kept.value, 0) - coalesce(lag(kept.value) OVER line, 0) AS value_change
        FROM kept
        JOIN setting AS base ON base.key = 'base_currency'
        JOIN kept AS last ON last.movement_id = $3::bigint
        WHERE (kept.effective_on, kept.movement_id) <= (last.effective_on, last.movement_id)
        WINDOW line AS (ORDER BY kept.effective_on, kept.movement_id)
        ORDER BY kept.effective_on, kept.movement_id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.minorDigits, question.row["sku"], question.row["movement"]]
    }
}

/// What lies of a product at the end of a day, by location.
package struct ExplainLying: ReportStatement {
    package static let sql = """
        SELECT location.code AS location, lying.quantity AS on_hand
        FROM stock_on_hand($1::date, $1::date, known_until()) AS lying
        JOIN product ON product.id = lying.product_id
        JOIN location ON location.id = lying.location_id
        WHERE product.sku = $2 AND lying.quantity <> 0
        ORDER BY location.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.row["sku"]] }
}
