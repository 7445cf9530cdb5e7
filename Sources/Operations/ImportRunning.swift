internal import Postgres
package import Storage

/// Plan and apply in one go, one import of a supplier after the other.
package struct ImportRunning {
    private let database: Database
    private let progress: ProgressReport

    /// On a database; `progress` is called while the file is read.
    package init(_ database: Database, progress: @escaping ProgressReport = { _, _, _ in }) {
        self.database = database
        self.progress = progress
    }

    /// Plans and applies a file.
    ///
    /// Waits for another import of the same supplier to end first.
    package func run(_ request: ImportRequest, acceptHeld: Bool, dryRun: Bool = false) throws -> RunRow {
        let planning = ImportPlanning(database, progress: progress)
        guard !dryRun else { return try planning.plan(request, dryRun: true) }
        let supplier = try Suppliers(database).show(code: request.supplier)
        _ = try database.connection.first(LockImports(supplier: supplier.id))
        defer { _ = try? database.connection.first(UnlockImports(supplier: supplier.id)) }
        let plan = try planning.plan(request)
        return try ImportApplying(database).apply(plan.id, acceptHeld: acceptHeld)
    }
}
