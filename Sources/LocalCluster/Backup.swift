internal import Glibc
internal import Processes

extension LocalCluster {
    /// Writes everything the database holds, as of now, into one file in `pg_dump`'s custom format.
    ///
    /// The file is readable by its owner only, and appears whole or not at all; an existing one is replaced, as `pg_dump` does.
    /// Roles are not in it.
    ///
    /// - Throws: `outputNotWritten`, `backupFailed`, and what ``ensureRunning(report:)`` throws.
    public func dump(to file: String, report: (String) -> Void) throws(LocalClusterFault) {
        let output = try BackupFile(path: absolutePath(file))
        let connection = try ensureRunning(report: report)
        let programs = try ServerPrograms.find(major: dataVersion)
        let outcome = ChildProcess.run(
            [programs.path("pg_dump"), "--format", "custom", "--no-password", "--dbname", connection],
            output: output.descriptor)
        guard outcome.succeeded else {
            // pg_dump ends by a signal where the system limits the size of files.
            let full =
                outcome.text.contains(systemMessage(ENOSPC)) || outcome.text.contains(systemMessage(EDQUOT))
                || outcome.status == 128 + SIGXFSZ
            throw LocalClusterFault(
                full ? .outputNotWritten : .backupFailed, "the backup was not made: \(outcome.summary)",
                at: output.path, remedy: full ? "name a file on a disk with more space" : "see the log in \(folder.log)"
            )
        }
        try output.finish()
    }

    /// Puts a backup in the place of the database; the one before is kept as `nephrite_previous` until the next time.
    ///
    /// The backup is read into a database of its own first, so that when it fails the database is as it was.
    ///
    /// - Parameters:
    ///   - roles: Roles that the backup gives rights to; those that are missing are made, without the right to log in.
    /// - Throws: `backupUnreadable`, `databaseInUse`, `restoreFailed`, and what ``ensureRunning(report:)`` throws.
    public func restore(
        from file: String, roles: [String], report: (String) -> Void
    ) throws(LocalClusterFault) {
        let path = absolutePath(file)
        try requireBackup(path, programs: ServerPrograms.find(major: dataVersion))
        _ = try ensureRunning(report: report)
        let programs = try ServerPrograms.find(major: dataVersion)
        let lock = try ClusterLock(folder, owner: owner, report: report)
        defer { lock.release() }
        let swap = DatabaseSwap(
            programs: programs, connection: connectionInfo(of: nil, database: "postgres"), folder: folder)
        try swap.requireUnused()
        try swap.prepare(roles: roles)
        do {
            try readBack(path, programs: programs)
            try swap.swap()
        } catch {
            try? swap.discard()
            throw error
        }
    }

    /// Refuses a file that is no backup before anything is touched.
    private func requireBackup(_ path: String, programs: ServerPrograms) throws(LocalClusterFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw LocalClusterFault(
                .backupUnreadable, "the file cannot be opened: \(systemMessage())", at: path,
                remedy: "name a file that nephrite database backup wrote")
        }
        close(descriptor)
        let outcome = ChildProcess.run([programs.path("pg_restore"), "--list", path])
        guard outcome.succeeded else {
            throw LocalClusterFault(
                .backupUnreadable, "the file is no backup: \(outcome.summary)", at: path,
                remedy: "name a file that nephrite database backup wrote")
        }
    }

    private func readBack(_ path: String, programs: ServerPrograms) throws(LocalClusterFault) {
        let target = connectionInfo(of: nil, database: DatabaseSwap.restoring)
        let steps = [
            [programs.path("pg_restore"), "--exit-on-error", "--no-password", "--dbname", target, path],
            // Without statistics the first reports would be planned for empty tables.
            [programs.path("psql"), "-Xq", "--no-password", "--dbname", target, "--command", "ANALYZE"],
        ]
        for step in steps {
            let outcome = ChildProcess.run(step)
            guard outcome.succeeded else {
                let message = "the backup cannot be put back: \(outcome.summary)"
                throw LocalClusterFault(
                    .restoreFailed, message, at: path,
                    remedy: remedy(
                        for: message, owner: owner, otherwise: "try another backup; the database is as it was"))
            }
        }
    }
}
