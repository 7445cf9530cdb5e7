package import Catalog
package import Postgres

/// A run as it is stored.
package struct RunRow: Sendable, Equatable {
    /// Number.
    package let id: Int64
    /// Key and code of the supplier.
    package let supplierID: Int64
    /// Our code of the supplier.
    package let supplier: String
    /// Profile's name; nil when the file was refused before one was found.
    package let profile: String?
    /// The file as it was named.
    package let file: String
    /// Digest of the file.
    package let sha256: String?
    /// `full` or `delta`.
    package let mode: String?
    /// `planned`, `applied`, `rolled_back`, `stale` or `failed`.
    package let state: String
    /// Counts.
    package let records, new, changed, unchanged, missing, missingHeld, held, quarantined, findings, claims: Int
    /// Time spent, in seconds, as exact digits.
    package let seconds: String
    /// The supplier's applied run when it was planned, and as it is now.
    package let baseRun, suppliersRun: Int64?
    /// Why a file was refused.
    package let faultCode, faultMessage: String?
    /// When it was planned, ISO 8601.
    package let plannedAt: String
    /// When it was applied, ISO 8601.
    package let appliedAt: String?

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> RunRow {
        RunRow(
            id: try row.int64("id"), supplierID: try row.int64("supplier_id"), supplier: try row.string("supplier"),
            profile: try row.stringOrNil("profile"), file: try row.string("file_name"),
            sha256: try row.stringOrNil("file_sha256"), mode: try row.stringOrNil("mode"),
            state: try row.string("state"), records: try row.int("records"), new: try row.int("new_count"),
            changed: try row.int("changed_count"), unchanged: try row.int("unchanged_count"),
            missing: try row.int("missing_count"), missingHeld: try row.int("missing_held_count"),
            held: try row.int("held_count"), quarantined: try row.int("quarantined_count"),
            findings: try row.int("findings_count"), claims: try row.int("claims_count"),
            seconds: try row.decimalText("seconds"),
            baseRun: try row.int64OrNil("base_run"), suppliersRun: try row.int64OrNil("applied_run"),
            faultCode: try row.stringOrNil("fault_code"), faultMessage: try row.stringOrNil("fault_message"),
            plannedAt: try row.string("planned_at"), appliedAt: try row.stringOrNil("applied_at"))
    }
}

/// A run by its number.
package struct SelectRun: Statement {
    package static let sql = """
        SELECT run.id, run.supplier_id, supplier.code AS supplier, run.profile, run.file_name, run.file_sha256, run.mode,
            run.state, run.records, run.new_count, run.changed_count, run.unchanged_count, run.missing_count,
            run.missing_held_count, run.held_count, run.quarantined_count, run.findings_count, run.claims_count,
            run.seconds, run.base_run, supplier.applied_run, run.fault_code, run.fault_message,
            to_char(run.planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS planned_at,
            to_char(run.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS applied_at
        FROM import_run AS run JOIN supplier ON supplier.id = run.supplier_id
        WHERE run.id = $1
        """
    let run: Int64

    /// The run.
    package init(run: Int64) { self.run = run }

    package var parameters: [any ParameterConvertible] { [run] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> RunRow { try .decoded(row) }
}

/// Runs from the latest back.
package struct SelectRuns: Statement {
    package static let sql = """
        SELECT run.id, run.supplier_id, supplier.code AS supplier, run.profile, run.file_name, run.file_sha256, run.mode,
            run.state, run.records, run.new_count, run.changed_count, run.unchanged_count, run.missing_count,
            run.missing_held_count, run.held_count, run.quarantined_count, run.findings_count, run.claims_count,
            run.seconds, run.base_run, supplier.applied_run, run.fault_code, run.fault_message,
            to_char(run.planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS planned_at,
            to_char(run.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS applied_at
        FROM import_run AS run JOIN supplier ON supplier.id = run.supplier_id
        WHERE ($1::text IS NULL OR supplier.code = $1) AND ($3::bigint IS NULL OR run.id < $3)
        ORDER BY run.id DESC LIMIT $2
        """
    let supplier: String?
    let limit: Int
    let after: Int64?

    /// A page of runs behind one, of one supplier or all.
    package init(supplier: String?, limit: Int, after: Int64?) {
        self.supplier = supplier
        self.limit = limit
        self.after = after
    }

    package var parameters: [any ParameterConvertible] { [supplier, limit, after] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> RunRow { try .decoded(row) }
}

/// A version of a run beside the one before it.
package struct VersionChange: Sendable {
    /// Record and line in the file; the line of what is missing is 0.
    package let record, line: Int
    /// `new`, `changed`, `missing` or `deleted`.
    package let change: String
    /// What the run says.
    package let new: SupplierItem
    /// The version before, as `(run, record)`.
    package let previous: VersionPointer?
    /// Why it waits, or empty.
    package let heldBecause: [String]
    /// A person's decision on it.
    package let accepted: Bool?
}

/// Versions of a run in the order of the file.
package struct SelectRunVersions: Statement {
    package static let sql = """
        SELECT record, line, change, previous_run, previous_record, previous_status, held_because, accepted,
            part_number, gtin, manufacturer_part_number, manufacturer, brand, buyer_part_number, name, description,
            language, keywords, category, order_unit, content_unit, content_quantity, min_quantity, quantity_interval,
            max_quantity, lead_time_days, country_of_origin, hs_code, length_mm, width_mm, thickness_mm, mass_g,
            material, shape, treatments, identity_basis, evidence, pictures, prices, features
        FROM supplier_item_version
        WHERE run_id = $1 AND (NOT $2 OR held_because IS NOT NULL AND accepted IS NULL) AND record > $3::bigint
        ORDER BY record LIMIT $4
        """
    let run: Int64
    let heldOnly: Bool
    let after: Int
    let limit: Int

    /// A page of versions behind a record, all or those that wait.
    package init(run: Int64, heldOnly: Bool, after: Int, limit: Int) {
        self.run = run
        self.heldOnly = heldOnly
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [run, heldOnly, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> VersionChange {
        var previous: VersionPointer?
        if let run = try row.int64OrNil("previous_run") {
            previous = VersionPointer(
                run: run, record: try row.int("previous_record"),
                isActive: try row.stringOrNil("previous_status") == "active")
        }
        return VersionChange(
            record: try row.int("record"), line: try row.int("line"), change: try row.string("change"),
            new: try SupplierItemRow.decoded(row), previous: previous,
            heldBecause: try row.stringArrayOrNil("held_because") ?? [], accepted: try row.boolOrNil("accepted"))
    }
}

/// Versions by their keys.
package struct SelectVersions: Statement {
    package static let sql = """
        SELECT version.run_id, version.record, part_number, gtin, manufacturer_part_number, manufacturer, brand,
            buyer_part_number, name, description, language, keywords, category, order_unit, content_unit,
            content_quantity, min_quantity, quantity_interval, max_quantity, lead_time_days, country_of_origin, hs_code,
            length_mm, width_mm, thickness_mm, mass_g, material, shape, treatments, identity_basis, evidence, pictures,
            prices, features
        FROM unnest($1::bigint[], $2::integer[]) AS wanted (run, record)
        JOIN supplier_item_version AS version ON version.run_id = wanted.run AND version.record = wanted.record
        """
    let versions: [VersionPointer]

    /// The versions' keys.
    package init(_ versions: [VersionPointer]) { self.versions = versions }

    package var parameters: [any ParameterConvertible] { [versions.map(\.run), versions.map(\.record)] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (run: Int64, record: Int, item: SupplierItem) {
        (try row.int64("run_id"), try row.int("record"), try SupplierItemRow.decoded(row))
    }
}

/// A finding of a run.
package struct FindingRow: Sendable, Equatable {
    /// Record and line in the file.
    package let record, line: Int
    /// The item, the rule and the field.
    package let partNumber, code, field: String
    /// The text found.
    package let value: String?
    /// What it means.
    package let message: String
}

/// Findings of a run in the order of the file; a page ends with the last finding of a record, the key it is continued by.
package struct SelectFindings: Statement {
    package static let sql = """
        SELECT record, line, part_number, code, field, value, message FROM import_finding
        WHERE run_id = $1 AND record IN (
            SELECT record FROM import_finding WHERE run_id = $1 AND record > $2::bigint
            ORDER BY record LIMIT $3)
        ORDER BY record, line, code, field, value NULLS FIRST
        """
    let run: Int64
    let after: Int
    let limit: Int

    /// A page of findings behind a record.
    package init(run: Int64, after: Int, limit: Int) {
        self.run = run
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [run, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> FindingRow {
        FindingRow(
            record: try row.int("record"), line: try row.int("line"), partNumber: try row.string("part_number"),
            code: try row.string("code"), field: try row.string("field"), value: try row.stringOrNil("value"),
            message: try row.string("message"))
    }
}

/// A fault of a quarantined record.
package struct QuarantineRow: Sendable, Equatable {
    /// Record, and line and column of the faulty element.
    package let record, line, column: Int
    /// Path below the record.
    package let path: String
    /// The item's number, where there is one.
    package let partNumber: String?
    /// Rule and field.
    package let code, field: String
    /// The text found.
    package let value: String?
    /// What is wrong.
    package let message: String
    /// The record as it stood in the file, beside its first fault.
    package let raw: String?
    /// `waiting`, or `requeued` when another run has taken it.
    package let state: String
}

/// Faults of the quarantined records of a run in the order of the file; a page ends with the last fault of a record.
package struct SelectQuarantine: Statement {
    package static let sql = """
        SELECT fault.record, fault.line, fault.column_number, fault.path, record.part_number, fault.code, fault.field,
            fault.value, fault.message, record.state,
            -- A record of megabytes may have thousands of faults.
            CASE WHEN row_number() OVER (PARTITION BY fault.record ORDER BY fault.ordinal) = 1 THEN record.raw END AS raw
        FROM import_quarantine_fault AS fault
        JOIN import_quarantine AS record ON record.run_id = fault.run_id AND record.record = fault.record
        WHERE fault.run_id = $1 AND fault.record IN (
            SELECT record FROM import_quarantine_fault WHERE run_id = $1 AND record > $2::bigint
            ORDER BY record LIMIT $3)
        ORDER BY fault.record, fault.ordinal
        """
    let run: Int64
    let after: Int
    let limit: Int

    /// A page of faults behind a record.
    package init(run: Int64, after: Int, limit: Int) {
        self.run = run
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [run, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> QuarantineRow {
        QuarantineRow(
            record: try row.int("record"), line: try row.int("line"), column: try row.int("column_number"),
            path: try row.string("path"), partNumber: try row.stringOrNil("part_number"),
            code: try row.string("code"), field: try row.string("field"), value: try row.stringOrNil("value"),
            message: try row.string("message"), raw: try row.stringOrNil("raw"), state: try row.string("state"))
    }
}
