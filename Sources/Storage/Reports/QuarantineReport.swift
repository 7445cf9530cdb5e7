package import Postgres

/// Everything that is wrong with quarantined records, of the runs planned in a period or of all.
package struct QuarantineReport: ReportStatement {
    package static let sql = """
        SELECT fault.code AS rule, fault.run_id AS run, supplier.code AS supplier, fault.record, fault.line, fault.path,
            record.part_number, fault.value, record.state
        FROM import_quarantine_fault AS fault
        JOIN import_quarantine AS record ON record.run_id = fault.run_id AND record.record = fault.record
        JOIN import_run AS run ON run.id = fault.run_id
        JOIN supplier ON supplier.id = run.supplier_id
        JOIN setting AS zone ON zone.key = 'time_zone'
        WHERE $1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date
        ORDER BY fault.code COLLATE "C", fault.run_id, fault.record, fault.ordinal
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to] }
}
