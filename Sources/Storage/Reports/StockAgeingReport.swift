package import Postgres

/// How long the stock has lain at the end of a day, when what came in first left first.
package struct StockAgeingReport: ReportStatement {
    package static let sql = """
        SELECT product.sku, product.name, product.material, aged.days_30, aged.days_60, aged.days_90, aged.older,
            aged.on_hand, aged.average_age, aged.oldest, base.value AS currency, aged.value
        FROM (
            SELECT layer.product_id,
                coalesce(sum(layer.quantity) FILTER (WHERE $1::date - layer.effective_on <= 30), 0) AS days_30,
                coalesce(sum(layer.quantity) FILTER (WHERE $1::date - layer.effective_on BETWEEN 31 AND 60), 0) AS days_60,
                coalesce(sum(layer.quantity) FILTER (WHERE $1::date - layer.effective_on BETWEEN 61 AND 90), 0) AS days_90,
                coalesce(sum(layer.quantity) FILTER (WHERE $1::date - layer.effective_on > 90), 0) AS older,
                sum(layer.quantity) AS on_hand,
                round(sum(layer.quantity * ($1::date - layer.effective_on))::numeric / sum(layer.quantity))::integer AS average_age,
                min(layer.effective_on) AS oldest,
                CASE WHEN count(layer.unit_cost) = count(*)
                    THEN sum(round(layer.quantity * layer.unit_cost, $2::integer)) END AS value
            FROM stock_layers($1::date, $1::date, known_until()) AS layer GROUP BY layer.product_id
        ) AS aged
        JOIN product_on($1::date) AS product ON product.product_id = aged.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        ORDER BY product.material COLLATE "C" NULLS LAST, product.sku COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.asOf, question.minorDigits] }
}
