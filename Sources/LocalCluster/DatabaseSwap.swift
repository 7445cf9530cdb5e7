internal import Processes

/// Statements about databases as a whole, which are run from another database of the cluster.
struct DatabaseSwap {
    /// Where a backup is put back before it takes the place of the database.
    static let restoring = "nephrite_restoring"
    /// What was replaced last, kept until the next time.
    static let previous = "nephrite_previous"

    let programs: ServerPrograms
    /// A connection to a database that is none of the three.
    let connection: String
    let folder: ClusterFolder

    func createMissingDatabase() throws(LocalClusterFault) {
        try run(
            """
            SELECT 'CREATE DATABASE nephrite'
             WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'nephrite') \\gexec
            """)
    }

    /// An empty database to restore into, and the roles that a backup names but does not carry.
    func prepare(roles: [String]) throws(LocalClusterFault) {
        try run(
            """
            SELECT format('CREATE ROLE %I NOLOGIN', wanted)
              FROM unnest(string_to_array(:'roles', ',')) AS wanted
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \\gexec
            DROP DATABASE IF EXISTS nephrite_restoring;
            CREATE DATABASE nephrite_restoring TEMPLATE template0;
            """, variables: ["roles=" + roles.joined(separator: ",")])
    }

    /// Gives the restored database its name, and the one before another; both or neither.
    func swap() throws(LocalClusterFault) {
        try run(
            """
            DROP DATABASE IF EXISTS nephrite_previous;
            BEGIN;
            SELECT 'ALTER DATABASE nephrite RENAME TO nephrite_previous'
             WHERE EXISTS (SELECT FROM pg_database WHERE datname = 'nephrite') \\gexec
            ALTER DATABASE nephrite_restoring RENAME TO nephrite;
            COMMIT;
            """)
    }

    /// Removes what a restore that failed had put back so far.
    func discard() throws(LocalClusterFault) {
        try run("DROP DATABASE IF EXISTS nephrite_restoring;")
    }

    /// Refuses while sessions are open in the database.
    func requireUnused() throws(LocalClusterFault) {
        let outcome = psql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'nephrite';")
        guard outcome.succeeded else { throw statementFault(outcome) }
        let count = outcome.text.split(whereSeparator: \.isNewline).last.flatMap { Int($0) } ?? 0
        guard count == 0 else {
            throw LocalClusterFault(
                .databaseInUse, "\(count) \(count == 1 ? "session is" : "sessions are") open in the database",
                at: folder.home, remedy: "end the programs that use it, and try again")
        }
    }

    private func run(_ script: String, variables: [String] = []) throws(LocalClusterFault) {
        let outcome = psql(script, variables: variables)
        guard outcome.succeeded else { throw statementFault(outcome) }
    }

    private func psql(_ script: String, variables: [String] = []) -> ChildOutcome {
        ChildProcess.run(
            [programs.path("psql"), "-XAtq", "--set", "ON_ERROR_STOP=1"]
                + variables.flatMap { ["--set", $0] } + ["--no-password", "--dbname", connection, "--file", "-"],
            input: script + "\n")
    }

    private func statementFault(_ outcome: ChildOutcome) -> LocalClusterFault {
        // SQLSTATE 55006 has no other text in English.
        if outcome.text.contains("is being accessed by other users") {
            return LocalClusterFault(
                .databaseInUse, outcome.summary, at: folder.home,
                remedy: "end the programs that use it, and try again")
        }
        return LocalClusterFault(
            .statementFailed, outcome.summary, at: folder.home, remedy: "see the log in \(folder.log)")
    }
}
