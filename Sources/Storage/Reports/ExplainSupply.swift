package import Postgres

/// What lies of a product today, by location, and what of it can be promised.
package struct ExplainAvailable: ReportStatement {
    package static let sql = """
        SELECT location.code AS location, stock.on_hand, stock.allocated, stock.rejected,
            CASE WHEN location.is_held THEN 0 ELSE stock.available END AS available
        FROM product
        JOIN stock_available AS stock ON stock.product_id = product.id
        JOIN location ON location.id = stock.location_id
        WHERE product.sku = $1 AND ($2::text IS NULL OR location.code = $2) AND (stock.on_hand <> 0 OR stock.allocated <> 0)
        ORDER BY location.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.row["sku"], question.row["location"]] }
}

/// What is still to come of a product by lines of purchases, in a week, without a day, and at all.
package struct ExplainComing: ReportStatement {
    package static let sql = """
        WITH coming AS (
            SELECT purchase.number, line.line, supplier.code AS supplier, purchase.state, due.due_on,
                line.ordered - line.cancelled - line.received AS quantity,
                to_char(date_trunc('week', greatest(due.due_on, $1::date)::timestamp), 'IYYY-"W"IW') AS week
            FROM product
            JOIN purchase_order_line AS line ON line.product_id = product.id
            JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
            JOIN supplier ON supplier.id = purchase.supplier_id
            LEFT JOIN purchase_line_due AS due ON due.line_id = line.id
            WHERE product.sku = $2 AND purchase.state IN ('draft', 'sent', 'partial')
                AND line.ordered - line.cancelled - line.received > 0
        )
        SELECT number AS purchase, line, supplier, state, due_on AS due,
            CASE WHEN state = 'draft' THEN 0 ELSE quantity END AS on_order, CASE WHEN state = 'draft' THEN quantity ELSE 0 END AS drafted,
            CASE WHEN state <> 'draft' AND due_on IS NULL THEN quantity ELSE 0 END AS undated,
            CASE WHEN state <> 'draft' AND due_on IS NOT NULL AND week = $3 THEN quantity ELSE 0 END AS incoming
        FROM coming
        ORDER BY due_on, length(number), number COLLATE "C", line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.today, question.row["sku"], question.row["week"]]
    }
}

/// The lines of confirmed orders that wait for a product, with what each wants in a week.
package struct ExplainWanted: ReportStatement {
    package static let sql = """
        WITH wanted AS (
            SELECT orders.number, line.line, customer.code AS customer, orders.promised_on,
                line.ordered - line.cancelled - line.shipped - line.allocated AS quantity,
                to_char(date_trunc('week', greatest(orders.promised_on, $1::date)::timestamp), 'IYYY-"W"IW') AS week
            FROM product
            JOIN sales_order_line AS line ON line.product_id = product.id
            JOIN sales_order AS orders ON orders.id = line.order_id
            JOIN customer ON customer.id = orders.customer_id
            WHERE product.sku = $2 AND orders.state = 'confirmed'
                AND line.ordered - line.cancelled - line.shipped - line.allocated > 0
        )
        SELECT number AS "order", line, customer, promised_on AS promised, quantity AS backordered,
            CASE WHEN week = $3 THEN quantity ELSE 0 END AS demand
        FROM wanted
        ORDER BY promised_on, length(number), number COLLATE "C", line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.today, question.row["sku"], question.row["week"]]
    }
}

/// What is there of a product, comes and is wanted up to the end of a week.
package struct ExplainProjected: ReportStatement {
    package static let sql = """
        WITH chosen AS (
            SELECT id FROM product WHERE sku = $2
        ), part AS (
            SELECT 'available' AS part, location.code AS document, NULL::integer AS line, NULL::date AS day,
                stock.available AS quantity, date_trunc('week', $1::timestamp) AS week
            FROM chosen
            JOIN stock_available AS stock ON stock.product_id = chosen.id
            JOIN location ON location.id = stock.location_id
            WHERE NOT location.is_held
            UNION ALL
            SELECT 'incoming', purchase.number, line.line, due.due_on, line.ordered - line.cancelled - line.received,
                date_trunc('week', greatest(due.due_on, $1::date)::timestamp)
            FROM chosen
            JOIN purchase_order_line AS line ON line.product_id = chosen.id
            JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
            JOIN purchase_line_due AS due ON due.line_id = line.id
            WHERE purchase.state IN ('sent', 'partial') AND due.due_on IS NOT NULL
            UNION ALL
            SELECT 'demand', orders.number, line.line, orders.promised_on,
                -(line.ordered - line.cancelled - line.shipped - line.allocated),
                date_trunc('week', greatest(orders.promised_on, $1::date)::timestamp)
            FROM chosen
            JOIN sales_order_line AS line ON line.product_id = chosen.id
            JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE orders.state = 'confirmed'
        )
        SELECT part, document, line, day, quantity AS change
        FROM part
        WHERE quantity <> 0 AND to_char(week, 'IYYY-"W"IW') <= $3
        ORDER BY week, part COLLATE "C", day, length(document), document COLLATE "C", line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.today, question.row["sku"], question.row["week"]]
    }
}

/// The shipments of a product in the days that a purchase is proposed by.
package struct ExplainShipped: ReportStatement {
    package static let sql = """
        SELECT shipment.number AS shipment, shipment.shipped_on AS day, orders.number AS "order", line.line,
            customer.code AS customer, part.quantity
        FROM product
        JOIN sales_order_line AS line ON line.product_id = product.id
        JOIN shipment_line AS part ON part.line_id = line.id
        JOIN shipment ON shipment.id = part.shipment_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        WHERE product.sku = $2
            -- The days that purchase propose looks back unless told otherwise.
            AND shipment.shipped_on > $1::date - 90 AND shipment.shipped_on <= $1::date
            AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
        ORDER BY shipment.shipped_on, shipment.id, line.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today, question.row["sku"]] }
}
