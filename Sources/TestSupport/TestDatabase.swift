internal import Glibc
public import Postgres
internal import Synchronization
public import Testing

/// A database that belongs to one test, and goes with it.
public struct TestDatabase: Sendable {
    /// The database's name, unlike that of any other in this test process.
    public let name: String
    /// The connection string, as superuser.
    public let conninfo: String

    @TaskLocal static var lent: TestDatabase?

    /// The database of the test that is running; for tests that carry the trait `.database(…)`.
    ///
    /// A thread that the test starts must be given the connection string: it does not see the test's database here.
    public static var current: TestDatabase {
        guard let lent else { preconditionFailure("this test has no database; give it the trait .database(…)") }
        return lent
    }

    /// A new connection to the database.
    public func connect(
        settings: [String: String] = [:], onNotice: @escaping (Notice) -> Void = { _ in }
    ) throws(ServerFault) -> Connection {
        try Connection(conninfo, applicationName: "nephrite test", settings: settings, onNotice: onNotice)
    }
}

/// Lends each test a copy of a template and takes it back.
///
/// On return no session may be left in the copy; one that is fails the test, and is ended.
public struct DatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    let template: TestTemplate

    /// Each test of a suite gets a database of its own.
    public var isRecursive: Bool { true }

    /// Makes the copy, runs the test with it, records what the test left open, drops the copy.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        for leftover in try await lend(to: function) { Issue.record("\(leftover)") }
    }

    /// Runs the function with a copy; what it left open, as sentences.
    func lend(to function: @Sendable () async throws -> Void) async throws -> [String] {
        let cluster = try TestCluster.shared()
        let name = "test_\(Self.lentSoFar.add(1, ordering: .relaxed).newValue)"
        try template.makeDatabase(named: name, in: cluster)
        let database = TestDatabase(name: name, conninfo: cluster.conninfo(database: name))
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await TestDatabase.$lent.withValue(database, operation: function))
        } catch {
            outcome = .failure(error)
        }
        let leftovers = try takeBack(database, in: cluster)
        try outcome.get()
        return leftovers
    }

    private static let lentSoFar = Atomic<Int>(0)

    private func takeBack(_ database: TestDatabase, in cluster: TestCluster) throws -> [String] {
        let session = try Connection(cluster.conninfo(), applicationName: "test databases")
        let sessions = try sessionsLeft(in: database, seenFrom: session)
        let transactions = try session.fetch(TransactionsLeft(database: database.name))
        if transactions.isEmpty {
            try session.command(.init(template: "DROP DATABASE %I WITH (FORCE)", names: [database.name]))
        }
        return sessions.map { "the test left a session in its database: \($0)" }
            + transactions.map { "the test left a prepared transaction, which keeps its database: \($0)" }
    }

    /// A closed session takes the server a moment to end, so what is there at first is looked at again, for 3 seconds.
    private func sessionsLeft(in database: TestDatabase, seenFrom session: Connection) throws -> [String] {
        var left = try session.fetch(SessionsLeft(database: database.name))
        for _ in 0..<300 where !left.isEmpty {
            usleep(10_000)
            left = try session.fetch(SessionsLeft(database: database.name))
        }
        return left
    }
}

extension Trait where Self == DatabaseTrait {
    /// Lends the test a copy of the template as `TestDatabase.current`.
    public static func database(_ template: TestTemplate) -> Self { Self(template: template) }
}

private struct SessionsLeft: Statement {
    static let sql = """
        SELECT concat_ws(', ', 'process ' || pid, application_name, state, query) AS session
        FROM pg_stat_activity
        WHERE datname = $1 AND backend_type = 'client backend'
        ORDER BY pid
        """

    let database: String

    var parameters: [any ParameterConvertible] { [database] }

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("session") }
}

private struct TransactionsLeft: Statement {
    static let sql = "SELECT gid FROM pg_prepared_xacts WHERE database = $1 ORDER BY gid"

    let database: String

    var parameters: [any ParameterConvertible] { [database] }

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("gid") }
}
