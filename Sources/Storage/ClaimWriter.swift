package import Catalog
package import Postgres
internal import Quantities

extension CopyRows {
    static let claimCopy = """
        COPY claim_finding (run_id, record, field, start_at, end_at, rule, label, text, markets, reason, rules_version,
            flagged_until)
        FROM STDIN
        """

    mutating func claim(_ found: TextFinding, run: Int64, record: Int, rulesVersion: Int) {
        field(run)
        field(record)
        field(found.field)
        field(found.finding.scalars.lowerBound)
        field(found.finding.scalars.upperBound)
        field(found.finding.rule)
        field(found.finding.label.rawValue)
        field(found.finding.text)
        array(found.finding.markets.map(\.rawValue))
        field(found.finding.reason)
        field(rulesVersion)
        field(found.flaggedUntil?.text)
        endRow()
    }
}

/// Writes what screening found in versions that are there already.
package struct ClaimWriter {
    private var rows = CopyRows()
    private let rulesVersion: Int

    /// A writer for findings by one edition of the rules.
    package init(rulesVersion: Int) { self.rulesVersion = rulesVersion }

    /// Adds the findings of one version.
    package mutating func add(_ found: [TextFinding], version: VersionPointer) {
        for finding in found {
            rows.claim(finding, run: version.run, record: version.record, rulesVersion: rulesVersion)
        }
    }

    /// Sends what was added, in the caller's transaction.
    package mutating func flush(_ connection: Connection) throws {
        guard !rows.isEmpty else { return }
        let bytes = rows.bytes
        rows.clear()
        _ = try connection.copyIn(CopyRows.claimCopy) { writer in
            try bytes.withUnsafeBytes { try writer.write($0) }
        }
    }
}
