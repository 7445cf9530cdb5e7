package import Postgres

/// The movements that make what lies of a product, or of a lot of it or of none, at a location at the end of a day.
package struct ExplainOnHand: ReportStatement {
    package static let sql = """
        SELECT movement.id AS movement, movement.effective_on AS day, movement.kind,
            coalesce(shipment.number, receipt.number, entry.number, stocktake.number) AS document,
            CASE WHEN movement.to_location = location.id THEN part.quantity ELSE -part.quantity END AS change,
            movement.reason, movement.actor AS by
        FROM product
        CROSS JOIN location
        JOIN stock_movement AS movement ON movement.product_id = product.id
            AND location.id IN (movement.from_location, movement.to_location)
        CROSS JOIN LATERAL (
            SELECT movement.quantity WHERE $5::text IS NULL
            UNION ALL
            SELECT moved.quantity FROM stock_movement_lot AS moved JOIN lot ON lot.id = moved.lot_id
            WHERE moved.movement_id = movement.id AND lot.code = $5
            UNION ALL
            SELECT movement.quantity - coalesce((
                SELECT sum(moved.quantity) FROM stock_movement_lot AS moved WHERE moved.movement_id = movement.id), 0)
            WHERE $5 = ''
        ) AS part
        LEFT JOIN shipment_line ON shipment_line.id = movement.shipment_line
        LEFT JOIN shipment ON shipment.id = shipment_line.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = movement.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN purchase_receipt_line AS received ON received.id = movement.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN stock_count_line AS counted ON counted.id = movement.count_line
        LEFT JOIN stock_count AS stocktake ON stocktake.id = counted.count_id
        WHERE product.sku = $3 AND location.code = $4 AND part.quantity <> 0
            AND ($1::date = $2::date OR movement.effective_on <= $1::date)
        ORDER BY movement.effective_on, movement.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [question.asOf, question.today, question.row["sku"], question.row["location"], question.row["lot"]]
    }
}

/// What is promised of a product at a location, by order line.
package struct ExplainAllocated: ReportStatement {
    package static let sql = """
        SELECT orders.number AS "order", line.line, customer.code AS customer, allocation.quantity,
            to_char(allocation.since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
        FROM stock_allocation AS allocation
        JOIN product ON product.id = allocation.product_id
        JOIN location ON location.id = allocation.location_id
        JOIN sales_order_line AS line ON line.id = allocation.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        WHERE product.sku = $1 AND location.code = $2 AND allocation.quantity > 0
        ORDER BY allocation.since, line.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.row["sku"], question.row["location"]] }
}

/// The lines of an order, as far as they are not done.
package struct ExplainOrder: ReportStatement {
    package static let sql = """
        SELECT line.line, line.sku, line.name, line.ordered - line.cancelled AS ordered, line.shipped,
            line.ordered - line.cancelled - line.shipped AS open,
            line.ordered - line.cancelled - line.shipped - line.allocated AS backordered,
            CASE WHEN line.is_prepaid THEN line.ordered - line.cancelled ELSE line.shipped END - line.returned
                - line.invoiced + line.credited AS to_invoice,
            line.unit_price, orders.currency,
            line.net - round(round(line.unit_price * line.shipped, 6) * (100 - line.discount_percent) / 100,
                orders.minor_digits) AS value
        FROM sales_order AS orders JOIN sales_order_line AS line ON line.order_id = orders.id
        WHERE orders.number = $1
        ORDER BY line.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.row["order"]] }
}

/// The invoices and credit notes of a period with a tax of a rate.
package struct ExplainTax: ReportStatement {
    package static let sql = """
        SELECT entry.document, entry.issued_on AS issued, customer.code AS customer,
            CASE WHEN entry.is_invoice THEN 1 ELSE 0 END AS invoices, CASE WHEN entry.is_invoice THEN 0 ELSE 1 END AS credit_notes,
            invoice.currency, entry.net AS base, entry.tax
        FROM (
            SELECT invoice.id AS invoice_id, invoice.number AS document, invoice.issued_on, taxed.category, taxed.rate,
                taxed.net, taxed.tax, true AS is_invoice
            FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id
            UNION ALL
            SELECT note.invoice_id, note.number, note.issued_on, taxed.category, taxed.rate, -taxed.net, -taxed.tax, false
            FROM credit_note AS note JOIN credit_note_tax AS taxed ON taxed.credit_note_id = note.id
        ) AS entry
        JOIN invoice ON invoice.id = entry.invoice_id
        JOIN customer ON customer.id = invoice.customer_id
        WHERE entry.issued_on BETWEEN $1::date AND $2::date AND coalesce(customer.country, '') = $3
            AND entry.category = $4 AND entry.rate = $5::numeric AND invoice.currency = $6
        ORDER BY entry.issued_on, entry.document COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.from, question.to, question.row["country"] ?? "", question.row["category"], question.row["rate"],
            question.row["currency"],
        ]
    }
}

/// The lines of a return that are of a product.
package struct ExplainReturn: ReportStatement {
    package static let sql = """
        SELECT orders.number AS "order", line.line, location.code AS location, returned.disposition, returned.quantity,
            line.unit_price, line.discount_percent, orders.currency,
            round(returned.quantity * line.unit_price * (100 - line.discount_percent) / 100, orders.minor_digits) AS value,
            origin.lot, credit.amount AS credit
        FROM order_return AS entry
        JOIN order_return_line AS returned ON returned.return_id = entry.id
        JOIN location ON location.id = returned.location_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN product_on($7::date) AS product ON product.product_id = line.product_id
        JOIN order_return_line_origin AS origin ON origin.return_line = returned.id
        JOIN order_return_line_credit AS credit ON credit.return_line = returned.id
        WHERE entry.number = $1 AND line.sku = $2 AND ($3::text[] IS NULL OR returned.disposition = ANY ($3))
            AND ($4::text[] IS NULL OR location.code = ANY ($4))
            AND ($5::text[] IS NULL OR coalesce(string_to_array(origin.lot, ' '), '{""}') && $5)
            AND ($6::text[] IS NULL
                OR coalesce(string_to_array(coalesce(origin.supplier, product.supplier), ' '), '{""}') && $6)
        ORDER BY line.line, returned.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        [
            question.row["return"], question.row["sku"], question.filters["disposition"], question.filters["location"],
            question.filters["lot"], question.filters["supplier"], question.asOf,
        ]
    }
}
