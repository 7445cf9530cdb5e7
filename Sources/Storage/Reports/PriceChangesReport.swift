package import Postgres

/// Tiers of cost that imports changed, those of a period or all, and who decided where a change had waited.
package struct PriceChangesReport: ReportStatement {
    package static let sql = """
        SELECT product.sku, supplier.code AS supplier, change.part_number, trim_scale(change.min_quantity)::text AS min_quantity,
            change.old_cost AS old, change.new_cost AS new, change.currency, change.effective_on, change.run_id AS run,
            coalesce(review.actor, 'import') AS cause
        FROM cost_changes($1::date, $2::date) AS change
        JOIN product ON product.id = change.product_id
        JOIN supplier ON supplier.id = change.supplier_id
        LEFT JOIN import_review AS review ON review.run_id = change.run_id AND review.record = change.record
        ORDER BY change.effective_on, change.run_id, change.record, change.min_quantity, change.currency COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
