package import Catalog
internal import Crypto
package import Postgres

/// What a run does to an item.
package enum ItemChange: String, Sendable {
    /// We did not have it.
    case new
    /// It differs from what we have.
    case changed
    /// A full feed no longer has it.
    case missing
    /// The supplier withdraws it.
    case deleted
}

/// The version that an item points at, and its status.
package struct VersionPointer: Sendable, Equatable {
    /// The run that brought it.
    package var run: Int64
    /// The record in that run.
    package var record: Int
    /// Whether the item is active.
    package var isActive: Bool

    /// A pointer.
    package init(run: Int64, record: Int, isActive: Bool) {
        self.run = run
        self.record = record
        self.isActive = isActive
    }
}

/// What a version row carries besides the item itself.
package struct VersionHead: Sendable {
    /// The record in the file.
    package var record: Int
    /// Its line.
    package var line: Int
    /// What it does.
    package var change: ItemChange
    /// The version that held before, if any.
    package var previous: VersionPointer?
    /// Digest of the record as it stands in the file.
    package var sourceDigest: UInt64

    /// A head.
    package init(record: Int, line: Int, change: ItemChange, previous: VersionPointer?, sourceDigest: UInt64) {
        self.record = record
        self.line = line
        self.change = change
        self.previous = previous
        self.sourceDigest = sourceDigest
    }
}

/// Writes the rows of a run by COPY, a block at a time, in the caller's transaction.
package final class ImportWriter {
    private let connection: Connection
    private let run: Int64
    private let supplier: Int64
    private let skuPrefix: String
    private var versions = CopyRows()
    private var findings = CopyRows()
    private var claims = CopyRows()
    private var quarantine = CopyRows()
    private var faults = CopyRows()
    private static let block = 1 << 20

    /// A writer for one run.
    package init(_ connection: Connection, run: Int64, supplier: Int64, skuPrefix: String) {
        self.connection = connection
        self.run = run
        self.supplier = supplier
        self.skuPrefix = skuPrefix
    }

    /// Adds a version with the grade that it has by itself.
    package func add(_ item: SupplierItem, _ head: VersionHead, grade: String) throws {
        begin(head, item.partNumber)
        // The SKU is ours and no part of what the supplier says.
        versions.field(SKU.of(item.partNumber, prefix: skuPrefix))
        let start = versions.position
        SupplierItemRow.write(item, to: &versions)
        versions.field(Self.uuid(versions.bytes[start...]))
        // The grade is our judgement and no part of what the supplier says.
        versions.field(grade)
        versions.endRow()
        if versions.position >= Self.block { try flushVersions() }
    }

    /// Adds the withdrawal of an item.
    package func addWithdrawal(of partNumber: String, _ head: VersionHead) throws {
        try add(SupplierItem(partNumber: partNumber), head, grade: Grading.unassessed)
    }

    /// Adds what screening found in the texts of a version.
    package func addClaims(_ found: [TextFinding], record: Int, rulesVersion: Int) throws {
        for finding in found { claims.claim(finding, run: run, record: record, rulesVersion: rulesVersion) }
        if claims.position >= Self.block { try flushClaims() }
    }

    /// Adds a finding.
    package func addFinding(
        record: Int, line: Int, partNumber: String, code: String, field: String, value: String?, message: String
    ) throws {
        findings.field(run)
        findings.field(record)
        findings.field(line)
        findings.field(partNumber)
        findings.field(code)
        findings.field(field)
        findings.field(value)
        findings.field(message)
        findings.endRow()
        if findings.position >= Self.block { try flushFindings() }
    }

    /// Adds a quarantined record; its raw text follows by `SetQuarantineRaw`.
    package func addQuarantine(record: Int, line: Int, partNumber: String?) throws {
        quarantine.field(run)
        quarantine.field(record)
        quarantine.field(line)
        quarantine.field(partNumber)
        quarantine.field("")
        quarantine.endRow()
    }

    /// Adds one fault of a quarantined record.
    package func addFault(
        record: Int, ordinal: Int, line: Int, column: Int, path: String, code: String, field: String, value: String?,
        message: String
    ) throws {
        faults.field(run)
        faults.field(record)
        faults.field(ordinal)
        faults.field(line)
        faults.field(column)
        faults.field(path)
        faults.field(code)
        faults.field(field)
        faults.field(value)
        faults.field(message)
        faults.endRow()
        if faults.position >= Self.block { try flushQuarantine() }
    }

    /// Sends everything that is still held back.
    package func flush() throws {
        try flushVersions()
        try flushFindings()
        try flushClaims()
        try flushQuarantine()
    }

    private func begin(_ head: VersionHead, _ partNumber: String) {
        versions.field(run)
        versions.field(head.record)
        versions.field(head.line)
        versions.field(supplier)
        versions.field(head.change.rawValue)
        if let previous = head.previous {
            versions.field(previous.run)
            versions.field(previous.record)
            versions.field(previous.isActive ? "active" : "discontinued")
        } else {
            versions.null()
            versions.null()
            versions.null()
        }
        versions.field(Int64(bitPattern: head.sourceDigest))
        versions.field(partNumber)
    }

    private func flushVersions() throws {
        try send(
            &versions,
            """
            COPY supplier_item_version (run_id, record, line, supplier_id, change, previous_run, previous_record,
                previous_status, source_digest, part_number, sku, gtin, manufacturer_part_number, manufacturer, brand,
                buyer_part_number, name, description, language, keywords, category, order_unit, content_unit,
                content_quantity, min_quantity, quantity_interval, max_quantity, lead_time_days, country_of_origin,
                hs_code, length_mm, width_mm, thickness_mm, mass_g, material, shape, treatments, identity_basis,
                evidence, pictures, prices, features, content_digest, grade) FROM STDIN
            """)
    }

    private func flushFindings() throws {
        try send(
            &findings,
            "COPY import_finding (run_id, record, line, part_number, code, field, value, message) FROM STDIN")
    }

    private func flushClaims() throws { try send(&claims, CopyRows.claimCopy) }

    private func flushQuarantine() throws {
        try send(&quarantine, "COPY import_quarantine (run_id, record, line, part_number, raw) FROM STDIN")
        try send(
            &faults,
            """
            COPY import_quarantine_fault (run_id, record, ordinal, line, column_number, path, code, field, value,
                message) FROM STDIN
            """)
    }

    private func send(_ rows: inout CopyRows, _ sql: String) throws {
        guard !rows.isEmpty else { return }
        let bytes = rows.bytes
        rows.clear()
        _ = try connection.copyIn(sql) { writer in
            try bytes.withUnsafeBytes { try writer.write($0) }
        }
    }

    private static func uuid(_ bytes: ArraySlice<UInt8>) -> String {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Hex.text(hash.finalize().prefix(16))
    }
}
