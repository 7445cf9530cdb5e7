package import Catalog
internal import Postgres
package import Storage

/// Looking at runs: their counts, changes, held records, quarantine and findings.
package struct ImportViews {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A change of a run, field by field.
    package struct Change: Sendable {
        /// Record and line in the file.
        package let record, line: Int
        /// The item.
        package let partNumber: String
        /// `new`, `changed`, `missing` or `deleted`.
        package let change: String
        /// Every field that differs.
        package let fields: [FieldChange]
        /// Why it waits, or empty.
        package let heldBecause: [String]
    }

    static func unknown(_ id: Int64) -> Refusal {
        Refusal("run_unknown", "there is no run \(id)", remedy: "nephrite import list shows the runs")
    }

    /// A run.
    package func show(_ id: Int64) throws -> RunRow {
        guard let run = try connection.first(SelectRun(run: id)) else { throw Self.unknown(id) }
        return run
    }

    /// A page of runs from the latest back.
    package func list(supplier: String?, limit: Int, after: Int64?) throws -> [RunRow] {
        try connection.fetch(SelectRuns(supplier: supplier, limit: limit, after: after))
    }

    /// A page of what a run changes, or of what waits in it, behind a record.
    package func changes(_ id: Int64, heldOnly: Bool, after: Int, limit: Int) throws -> [Change] {
        _ = try show(id)
        let versions = try connection.fetch(SelectRunVersions(run: id, heldOnly: heldOnly, after: after, limit: limit))
        var before: [String: SupplierItem] = [:]
        let keys = versions.compactMap(\.previous)
        for row in try connection.fetch(SelectVersions(keys)) { before["\(row.run) \(row.record)"] = row.item }
        return versions.map { version in
            let previous = version.previous.flatMap { before["\($0.run) \($0.record)"] }
            return Change(
                record: version.record, line: version.line, partNumber: version.new.partNumber, change: version.change,
                fields: fields(version, previous), heldBecause: version.heldBecause)
        }
    }

    private func fields(_ version: VersionChange, _ previous: SupplierItem?) -> [FieldChange] {
        switch version.change {
        case "missing", "deleted":
            let was = version.previous?.isActive == false ? "discontinued" : "active"
            return [FieldChange(field: "status", old: was, new: "discontinued")]
        default:
            let fields = version.new.differences(from: previous)
            guard version.previous?.isActive == false else { return fields }
            return [FieldChange(field: "status", old: "discontinued", new: "active")] + fields
        }
    }

    /// A page of a run's findings behind a record.
    package func findings(_ id: Int64, after: Int, limit: Int) throws -> [FindingRow] {
        _ = try show(id)
        return try connection.fetch(SelectFindings(run: id, after: after, limit: limit))
    }

    /// A page of what screening found in the texts that a run brought, behind a record.
    package func claims(_ id: Int64, after: Int, limit: Int) throws -> [ClaimRow] {
        _ = try show(id)
        return try connection.fetch(
            SelectRunClaims(run: id, after: after, limit: limit, today: database.today()))
    }

    /// A page of the decisions on what waited in a run, behind a record.
    package func reviews(_ id: Int64, after: Int, limit: Int) throws -> [ReviewRow] {
        _ = try show(id)
        return try connection.fetch(SelectReviews(run: id, after: after, limit: limit))
    }

    /// A page of a run's quarantined records' faults behind a record.
    package func quarantine(_ id: Int64, after: Int, limit: Int) throws -> [QuarantineRow] {
        _ = try show(id)
        return try connection.fetch(SelectQuarantine(run: id, after: after, limit: limit))
    }
}
