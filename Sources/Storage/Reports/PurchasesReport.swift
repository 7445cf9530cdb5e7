package import Postgres

/// Lines of purchases of which something is still to come, with the day they are due.
package struct PurchasesReport: ReportStatement {
    package static let sql = """
        SELECT supplier.code AS supplier, purchase.number AS purchase, purchase.state,
            to_char((purchase.sent_at AT TIME ZONE zone.value)::date, 'YYYY-MM-DD') AS sent, line.line, line.sku, line.name,
            line.part_number, line.ordered - line.cancelled AS ordered, line.received,
            line.ordered - line.cancelled - line.received AS open, due.due_on AS due,
            CASE WHEN due.due_on IS NOT NULL THEN greatest($1::date - due.due_on, 0) END AS days_late, purchase.currency,
            round((line.ordered - line.cancelled - line.received) * line.unit_cost, purchase.minor_digits) AS value
        FROM purchase_order AS purchase
        JOIN supplier ON supplier.id = purchase.supplier_id
        JOIN purchase_order_line AS line ON line.purchase_id = purchase.id
        JOIN setting AS zone ON zone.key = 'time_zone'
        LEFT JOIN purchase_line_due AS due ON due.line_id = line.id
        WHERE purchase.state = ANY ($2::text[]) AND line.ordered - line.cancelled - line.received > 0
        ORDER BY supplier.code COLLATE "C", length(purchase.number), purchase.number COLLATE "C", line.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today, question.filters["state"]] }
}
