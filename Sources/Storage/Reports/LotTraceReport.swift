package import Postgres

/// Where each lot came from and where it went: every movement of it with its document, and who stands behind that.
package struct LotTraceReport: ReportStatement {
    package static let sql = """
        SELECT product.sku, lot.code AS lot, supplier.code AS supplier, lot.supplier_lot, lot.certificate, (
                SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                ORDER BY inspection.id DESC LIMIT 1
            ) AS inspection, movement.effective_on AS day, movement.id AS movement, movement.kind,
            coalesce(shipment.number, receipt.number, entry.number, stocktake.number) AS document,
            coalesce(orders.number, purchase.number) AS "order", customer.code AS customer,
            source.code AS from_location, target.code AS to_location,
            CASE WHEN movement.to_location IS NULL THEN 0 ELSE part.quantity END AS "in",
            CASE WHEN movement.from_location IS NULL THEN 0 ELSE part.quantity END AS out
        FROM lot
        JOIN product ON product.id = lot.product_id
        JOIN stock_movement_lot AS part ON part.lot_id = lot.id
        JOIN stock_movement AS movement ON movement.id = part.movement_id
        -- What undoes a movement has the documents of what it undoes.
        JOIN stock_movement AS origin ON origin.id = coalesce(movement.reverses_id, movement.id)
        LEFT JOIN supplier ON supplier.id = lot.supplier_id
        LEFT JOIN location AS source ON source.id = movement.from_location
        LEFT JOIN location AS target ON target.id = movement.to_location
        LEFT JOIN purchase_receipt_line AS received ON received.id = origin.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN purchase_order AS purchase ON purchase.id = receipt.purchase_id
        LEFT JOIN shipment_line AS shipped ON shipped.id = origin.shipment_line
        LEFT JOIN shipment ON shipment.id = shipped.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = origin.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN sales_order AS orders ON orders.id = coalesce(shipment.order_id, entry.order_id)
        LEFT JOIN customer ON customer.id = orders.customer_id
        LEFT JOIN stock_count_line AS counted ON counted.id = origin.count_line
        LEFT JOIN stock_count AS stocktake ON stocktake.id = counted.count_id
        WHERE ($1::text[] IS NULL OR lot.code = ANY ($1)) AND ($2::text[] IS NULL OR product.sku = ANY ($2))
        ORDER BY product.sku COLLATE "C", lot.id, movement.effective_on, movement.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.filters["lot"], question.filters["sku"]] }
}
