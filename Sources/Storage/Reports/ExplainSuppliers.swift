package import Postgres

/// The readings of a supplier's files, with what each counted.
package struct ExplainFed: ReportStatement {
    package static let sql = """
        SELECT run.id AS run, to_char(run.planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS planned, run.state,
            1 AS runs, CASE WHEN run.state = 'failed' THEN 1 ELSE 0 END AS refused_files, run.records,
            run.quarantined_count AS quarantined, run.findings_count AS findings
        FROM import_run AS run
        JOIN supplier ON supplier.id = run.supplier_id
        JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE supplier.code = $3
            AND ($1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
        ORDER BY run.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.row["supplier"]] }
}

/// The changes of a supplier's items that waited for a person.
package struct ExplainHeld: ReportStatement {
    package static let sql = """
        SELECT version.run_id AS run, version.record, version.part_number, version.held_because AS reason, 1 AS held
        FROM supplier_item_version AS version
        JOIN supplier ON supplier.id = version.supplier_id
        JOIN import_run AS run ON run.id = version.run_id
        JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE supplier.code = $3 AND version.held_because IS NOT NULL
            AND ($1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
        ORDER BY version.run_id, version.record
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.row["supplier"]] }
}

/// The items that a supplier offers, and which of them have texts that must not be published.
package struct ExplainItems: ReportStatement {
    package static let sql = """
        SELECT item.part_number, product.sku, 1 AS active_items, CASE WHEN EXISTS (
                SELECT FROM claim_finding AS claim WHERE claim.run_id = item.version_run AND claim.record = item.version_record
                    AND claim.label = 'block'
            ) THEN 1 ELSE 0 END AS blocked_items
        FROM supplier_item AS item
        JOIN supplier ON supplier.id = item.supplier_id
        LEFT JOIN product ON product.id = item.product_id
        WHERE supplier.code = $1 AND item.status = 'active'
        ORDER BY item.part_number COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.row["supplier"]] }
}

/// The items of a supplier of which a tier got another cost.
package struct ExplainRepriced: ReportStatement {
    package static let sql = """
        SELECT change.part_number, min(change.effective_on) AS first, max(change.effective_on) AS last, count(*) AS tiers,
            1 AS repriced_items
        FROM cost_changes($1::date, $2::date) AS change
        JOIN supplier ON supplier.id = change.supplier_id
        WHERE supplier.code = $3 AND change.old_cost IS NOT NULL AND change.new_cost IS NOT NULL
        GROUP BY change.part_number
        ORDER BY change.part_number COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.row["supplier"]] }
}
