internal import LocalCluster
package import Postgres
internal import Storage

/// A connection to the database that is meant, with its schema in order and its role taken.
package final class Database {
    /// The connection, in the role it works in.
    package let connection: Connection
    /// Whether statement names and server details are shown with errors.
    package let isVerbose: Bool
    private let interrupted: () -> Bool
    private let place: String, role: Role, program: String
    /// Whether a person wants the end.
    var isInterrupted: Bool { interrupted() }

    /// What a program may do in the database.
    package enum Role: String, Sendable {
        /// Everything the app does.
        case app = "nephrite_app"
        /// Only reading.
        case report = "nephrite_report"
        /// The connecting role itself, as for migrating.
        case own = "none"
    }

    /// Connects to the first that is given: `conninfo`, `NEPHRITE_DATABASE`, libpq's own variables, the local database.
    ///
    /// An empty database gets the schema; one whose schema is older or newer than the program is refused.
    /// - Parameters:
    ///   - conninfo: a libpq connection string or address, or nil.
    ///   - environment: the environment's variables.
    ///   - role: what the program wants to do.
    ///   - program: its name, as the server shows it.
    ///   - isInterrupted: asked during long work and before each commit; once it says so, nothing more is kept.
    ///   - report: told of what takes its time, as the making of the local database.
    package init(
        _ conninfo: String?, environment: [String: String], role: Role, program: String, isVerbose: Bool = false,
        isInterrupted: @escaping () -> Bool = { false }, report: (String) -> Void
    ) throws {
        self.isVerbose = isVerbose
        interrupted = isInterrupted
        place = try Self.place(conninfo, environment, report)
        (self.role, self.program) = (role, program)
        connection = try Self.connect(place, program: program)
        guard role != .own else { return }
        try prepareSchema(report)
        try take(role)
    }

    /// A session of its own in the same place and role, for another thread.
    func beside() throws -> Database { try Database(beside: self) }

    private init(beside other: Database) throws {
        (isVerbose, interrupted) = (other.isVerbose, other.interrupted)
        (place, role, program) = (other.place, other.role, other.program)
        connection = try Self.connect(place, program: program)
        if role != .own { try take(role) }
    }

    /// Refuses to go on (`interrupted`) once a person wants the end.
    func checkInterruption() throws {
        if isInterrupted { throw Refusal("interrupted", "interrupted; nothing unfinished was kept") }
    }

    /// Applies the steps of the schema that are missing; answers their names.
    package func migrate() throws -> [String] {
        do {
            return try SchemaMigrator(connection).migrate()
        } catch let fault as SchemaFault {
            throw Self.refusal(fault)
        }
    }

    /// Variables by which libpq is told where to connect.
    private static let libpqVariables = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE", "PGUSER"]

    private static func place(
        _ conninfo: String?, _ environment: [String: String], _ report: (String) -> Void
    ) throws -> String {
        if let conninfo { return conninfo }
        if let named = environment["NEPHRITE_DATABASE"], !named.isEmpty { return named }
        if libpqVariables.contains(where: { !(environment[$0] ?? "").isEmpty }) { return "" }
        let cluster = try LocalCluster(home: LocalCluster.defaultHome(environment: environment))
        return try cluster.ensureRunning(report: report)
    }

    private static func connect(_ place: String, program: String) throws -> Connection {
        do {
            return try Connection(
                place, applicationName: program,
                settings: [
                    "search_path": "nephrite, pg_temp", "lock_timeout": "60s",
                    "idle_in_transaction_session_timeout": "0",
                    // To compile a statement takes longer than to run it, for all but a few reports.
                    "jit": "off",
                ])
        } catch {
            throw Refusal(
                "database_unreachable", error.message,
                remedy: "check --database, NEPHRITE_DATABASE or the PG variables, and that the server runs",
                status: .unavailable)
        }
    }

    private func prepareSchema(_ report: (String) -> Void) throws {
        let migrator = SchemaMigrator(connection)
        switch try migrator.state() {
        case .current: return
        case .faulty(let fault): throw Self.refusal(fault)
        case .empty:
            report("the database is empty; creating the schema")
            _ = try migrate()
        }
    }

    private func take(_ role: Role) throws {
        do {
            try connection.run(SetRole(role: role.rawValue))
        } catch {
            let state = error.serverFault?.sqlstate
            guard state == "42501" || state == "22023" else { throw error }
            throw Refusal(
                "role_missing", "this database user may not act as \(role.rawValue)",
                remedy: "let the database's owner run: GRANT \(role.rawValue) TO this user", status: .unavailable)
        }
    }

    private static func refusal(_ fault: SchemaFault) -> Refusal {
        switch fault {
        case .old(let missing):
            Refusal(
                "schema_old",
                "the database's schema is older than this program: \(missing.joined(separator: ", ")) is missing",
                remedy: "run: nephrite database migrate")
        case .new(let unknown):
            Refusal(
                "schema_new",
                "the database's schema is newer than this program: it has \(unknown.joined(separator: ", "))",
                remedy: "install the program's newer version")
        case .altered(let name):
            Refusal(
                "schema_altered", "migration \(name) was changed after it had been applied",
                remedy: "use the program that made this database, or restore a backup")
        }
    }
}
