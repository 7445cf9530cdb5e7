package import Postgres

/// What freight, duty and the like did to the cost of what came in, in a period or ever.
package struct LandedCostReport: ReportStatement {
    package static let sql = """
        SELECT receipt.number AS receipt, receipt.received_on AS received, purchase.number AS purchase,
            supplier.code AS supplier, line.sku, line.name, part.quantity, receipt.landed AS charge,
            receipt.landed_by AS basis, receipt.base_currency AS currency,
            round(part.quantity * part.goods_cost, $3::integer) AS goods, part.landed AS share,
            part.unit_cost - part.goods_cost AS unit_effect, part.unit_cost
        FROM purchase_receipt AS receipt
        JOIN purchase_order AS purchase ON purchase.id = receipt.purchase_id
        JOIN supplier ON supplier.id = purchase.supplier_id
        JOIN purchase_receipt_line AS part ON part.receipt_id = receipt.id
        JOIN purchase_order_line AS line ON line.id = part.line_id
        WHERE receipt.landed > 0 AND ($1::date IS NULL OR receipt.received_on BETWEEN $1::date AND $2::date)
            AND NOT EXISTS (SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id)
        ORDER BY receipt.received_on, length(receipt.number), receipt.number COLLATE "C", line.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.minorDigits] }
}
