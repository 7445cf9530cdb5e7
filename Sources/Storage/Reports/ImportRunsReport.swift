package import Postgres

/// Runs of imports with what they counted, those planned in a period or all.
package struct ImportRunsReport: ReportStatement {
    package static let sql = """
        SELECT run.id AS run, supplier.code AS supplier, run.file_sha256 AS file_digest, run.records,
            run.new_count AS new, run.changed_count AS changed, run.unchanged_count AS unchanged,
            run.missing_count AS missing, run.quarantined_count AS quarantined, run.held_count AS held,
            run.findings_count AS findings, run.claims_count AS claims, run.state,
            to_char(run.planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS planned,
            to_char(run.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS applied
        FROM import_run AS run
        JOIN supplier ON supplier.id = run.supplier_id
        JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE $1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date
        ORDER BY run.id
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
