package import Postgres

/// What may be promised of each product now and week by week, when what is due comes and what is promised leaves.
package struct AvailabilityReport: ReportStatement {
    package static let sql = """
        WITH there AS (
            SELECT stock.product_id, sum(stock.on_hand) AS on_hand, sum(stock.allocated) AS allocated,
                coalesce(sum(stock.available) FILTER (WHERE NOT location.is_held), 0) AS available
            FROM stock_available AS stock JOIN location ON location.id = stock.location_id
            GROUP BY stock.product_id
        ), coming AS (
            -- What is late is expected any day; without a lead time nobody knows.
            SELECT line.product_id, line.ordered - line.cancelled - line.received AS quantity,
                CASE WHEN due.due_on IS NOT NULL
                    THEN date_trunc('week', greatest(due.due_on, $1::date)::timestamp)::date END AS week
            FROM purchase_order AS purchase
            JOIN purchase_order_line AS line ON line.purchase_id = purchase.id
            LEFT JOIN purchase_line_due AS due ON due.line_id = line.id
            WHERE purchase.state IN ('sent', 'partial') AND line.ordered - line.cancelled - line.received > 0
        ), wanted AS (
            SELECT line.product_id, line.ordered - line.cancelled - line.shipped - line.allocated AS quantity,
                date_trunc('week', greatest(orders.promised_on, $1::date)::timestamp)::date AS week
            FROM sales_order AS orders JOIN sales_order_line AS line ON line.order_id = orders.id
            WHERE orders.state = 'confirmed' AND line.ordered - line.cancelled - line.shipped - line.allocated > 0
        ), change AS (
            SELECT product_id, date_trunc('week', $1::timestamp)::date AS week, 0 AS incoming, 0 AS demand FROM there
            WHERE on_hand > 0
            UNION ALL
            SELECT product_id, week, quantity, 0 FROM coming WHERE week IS NOT NULL
            UNION ALL
            SELECT product_id, week, 0, quantity FROM wanted
        ), weekly AS (
            SELECT product_id, week, sum(incoming) AS incoming, sum(demand) AS demand FROM change GROUP BY product_id, week
        ), ordered AS (
            SELECT product_id, sum(quantity) AS on_order, sum(quantity) FILTER (WHERE week IS NULL) AS undated
            FROM coming GROUP BY product_id
        ), projected AS (
            SELECT weekly.product_id, weekly.week, weekly.incoming, weekly.demand, coalesce(there.on_hand, 0) AS on_hand,
                coalesce(there.allocated, 0) AS allocated, coalesce(there.available, 0) AS available,
                coalesce(there.available, 0) + sum(weekly.incoming - weekly.demand) OVER (
                    PARTITION BY weekly.product_id ORDER BY weekly.week) AS projected
            FROM weekly LEFT JOIN there ON there.product_id = weekly.product_id
        )
        SELECT product.sku, product.name, to_char(projected.week, 'IYYY-"W"IW') AS week, projected.week AS starts, projected.on_hand,
            projected.allocated, projected.available, coalesce(ordered.on_order, 0) AS on_order,
            coalesce(ordered.undated, 0) AS undated, projected.incoming, projected.demand, projected.projected,
            greatest(-projected.projected, 0) AS deficit
        FROM projected
        JOIN product_on($1::date) AS product ON product.product_id = projected.product_id
        LEFT JOIN ordered ON ordered.product_id = projected.product_id
        ORDER BY product.sku COLLATE "C", projected.week
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today] }
}
