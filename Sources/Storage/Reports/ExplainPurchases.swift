package import Postgres

/// The receipts by which goods of a purchase line came in; those that were undone came not.
package struct ExplainReceived: ReportStatement {
    package static let sql = """
        SELECT receipt.number AS receipt, receipt.received_on AS received, part.quantity, location.code AS location, receipt.actor AS by
        FROM purchase_order AS purchase
        JOIN purchase_order_line AS line ON line.purchase_id = purchase.id
        JOIN purchase_receipt_line AS part ON part.line_id = line.id
        JOIN purchase_receipt AS receipt ON receipt.id = part.receipt_id
        JOIN location ON location.id = receipt.location_id
        WHERE purchase.number = $1 AND line.line = $2::integer
            AND NOT EXISTS (SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id)
        ORDER BY receipt.received_on, receipt.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.row["purchase"], question.row["line"]] }
}
