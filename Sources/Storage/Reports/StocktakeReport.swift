package import Postgres

/// What stocktakes found against what was expected, those opened in a period or all.
package struct StocktakeReport: ReportStatement {
    package static let sql = """
        SELECT entry.number AS count, entry.state, product.sku, location.code AS location, line.expected, line.counted,
            line.counted - line.expected AS difference, line.counted_by,
            to_char(line.counted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS counted_at
        FROM stock_count AS entry
        JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id
        JOIN location ON location.id = line.location_id
        JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE entry.state <> 'cancelled'
            AND ($1::date IS NULL OR (entry.opened_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
        ORDER BY entry.id, product.sku COLLATE "C", location.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
