internal import Postgres
internal import Synchronization

/// A database made once for each test process, of which every test gets a copy.
///
/// A test target keeps one in a `static let` and lends copies by `.database(template)`.
public final class TestTemplate: Sendable {
    /// A database without anything in it.
    public static let empty = TestTemplate("empty") { _ in }

    private let name: String
    private let prepare: @Sendable (_ conninfo: String) throws -> Void
    /// What came of making it, nil until the first test asks; a failure is kept, so that every test tells it.
    private let outcome = Mutex<Result<Void, any Error>?>(nil)

    /// Describes a template; nothing is made yet.
    ///
    /// - Parameters:
    ///   - name: unlike any other template's, of letters, digits and underscores.
    ///   - prepare: fills the database; it must have closed its connections when it returns.
    public init(_ name: String, prepare: @escaping @Sendable (_ conninfo: String) throws -> Void) {
        self.name = "template_\(name)"
        self.prepare = prepare
    }

    /// A fresh copy under a name of its own.
    func makeDatabase(named copy: String, in cluster: TestCluster) throws {
        try outcome.withLock { outcome in
            if outcome == nil { outcome = Result { try build(in: cluster) } }
            try outcome?.get()
        }
        let session = try Connection(cluster.conninfo(), applicationName: "test databases")
        try session.command(.init(template: "CREATE DATABASE %I TEMPLATE %I", names: [copy, name]))
    }

    private func build(in cluster: TestCluster) throws {
        let session = try Connection(cluster.conninfo(), applicationName: "test databases")
        try session.command(.init(template: "CREATE DATABASE %I", names: [name]))
        try prepare(cluster.conninfo(database: name))
    }
}

/// A command on a database, whose name cannot be a parameter; the server itself quotes it.
struct DatabaseCommand: Statement {
    static let sql = "SELECT format($1, VARIADIC $2::text[]) AS command"

    let template: String
    let names: [String]

    var parameters: [any ParameterConvertible] { [template, names] }

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String {
        try row.string("command")
    }
}

extension Connection {
    func command(_ command: DatabaseCommand) throws(PostgresError) {
        for text in try fetch(command) { try script(text) }
    }
}
