package import Postgres

/// What can be said of each supplier by his feeds and by what was ordered of him: in a period or ever.
package struct SupplierScorecardReport: ReportStatement {
    package static let sql = """
        WITH fed AS (
            SELECT run.supplier_id, count(*) AS runs, count(*) FILTER (WHERE run.state = 'failed') AS refused,
                sum(run.records) AS records, sum(run.quarantined_count) AS quarantined, sum(run.findings_count) AS findings
            FROM import_run AS run
            JOIN setting AS zone ON zone.key = 'time_zone'
            WHERE $1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date
            GROUP BY run.supplier_id
        ), drifted AS (
            SELECT supplier_id, count(DISTINCT part_number) AS repriced,
                round((sum(new_cost) / nullif(sum(old_cost), 0) - 1) * 100, 1) AS drift
            FROM cost_changes($1::date, $2::date)
            WHERE old_cost IS NOT NULL AND new_cost IS NOT NULL
            GROUP BY supplier_id
        ), waited AS (
            SELECT version.supplier_id, count(*) AS held
            FROM supplier_item_version AS version
            JOIN import_run AS run ON run.id = version.run_id
            JOIN setting AS zone ON zone.key = 'time_zone'
            WHERE version.held_because IS NOT NULL
                AND ($1::date IS NULL OR (run.planned_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
            GROUP BY version.supplier_id
        ), blocked AS (
            SELECT item.supplier_id, count(DISTINCT item.id) AS items
            FROM supplier_item AS item
            JOIN claim_finding AS claim ON claim.run_id = item.version_run AND claim.record = item.version_record
            WHERE claim.label = 'block' AND item.status = 'active'
            GROUP BY item.supplier_id
        ), due AS (
            -- A line counts once its day has passed, or it came in.
            SELECT purchase.supplier_id, count(*) AS lines, count(*) FILTER (
                    WHERE line.received = line.ordered - line.cancelled AND came.last_on <= due.due_on) AS on_time
            FROM purchase_order AS purchase
            JOIN purchase_order_line AS line ON line.purchase_id = purchase.id
            JOIN purchase_line_due AS due ON due.line_id = line.id
            LEFT JOIN LATERAL (
                SELECT max(receipt.received_on) AS last_on FROM purchase_receipt_line AS part
                JOIN purchase_receipt AS receipt ON receipt.id = part.receipt_id WHERE part.line_id = line.id
                    AND NOT EXISTS (SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id)
            ) AS came ON true
            WHERE purchase.state <> 'cancelled' AND line.ordered > line.cancelled
                AND (due.due_on < $3::date OR line.received = line.ordered - line.cancelled)
                AND ($1::date IS NULL OR due.due_on BETWEEN $1::date AND $2::date)
            GROUP BY purchase.supplier_id
        ), ended AS (
            SELECT purchase.supplier_id, round(sum(line.cancelled) * 100.0 / sum(line.ordered), 1) AS short
            FROM purchase_order AS purchase
            JOIN setting AS zone ON zone.key = 'time_zone'
            JOIN purchase_order_line AS line ON line.purchase_id = purchase.id
            WHERE purchase.state = 'closed' AND ($1::date IS NULL
                OR (purchase.closed_at AT TIME ZONE zone.value)::date BETWEEN $1::date AND $2::date)
            GROUP BY purchase.supplier_id
        )
        SELECT supplier.code AS supplier, supplier.name,
            (SELECT count(*) FROM supplier_item AS item WHERE item.supplier_id = supplier.id AND item.status = 'active')
                AS active_items,
            coalesce(fed.runs, 0) AS runs, coalesce(fed.refused, 0) AS refused_files, coalesce(fed.records, 0) AS records,
            coalesce(fed.quarantined, 0) AS quarantined,
            round(fed.quarantined * 100.0 / nullif(fed.records, 0), 1) AS quarantine_rate,
            coalesce(waited.held, 0) AS held, coalesce(fed.findings, 0) AS findings,
            coalesce(blocked.items, 0) AS blocked_items, coalesce(drifted.repriced, 0) AS repriced_items,
            drifted.drift AS price_drift, round(due.on_time * 100.0 / due.lines, 1) AS on_time, ended.short
        FROM supplier
        LEFT JOIN fed ON fed.supplier_id = supplier.id
        LEFT JOIN drifted ON drifted.supplier_id = supplier.id
        LEFT JOIN waited ON waited.supplier_id = supplier.id
        LEFT JOIN blocked ON blocked.supplier_id = supplier.id
        LEFT JOIN due ON due.supplier_id = supplier.id
        LEFT JOIN ended ON ended.supplier_id = supplier.id
        ORDER BY supplier.code COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.from, question.to, question.today] }
}
