import Postgres
import TestSupport
import Testing

extension Trait where Self == DatabaseTrait {
    /// An empty database for each test.
    static var database: Self { .database(.empty) }
}

/// Gives back the text it is given.
struct EchoText: Statement {
    static let sql = "SELECT $1::text AS value"
    let value: String?
    var parameters: [any ParameterConvertible] { [value] }
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String? { try row.stringOrNil("value") }
}

/// Gives back a text, and refuses NULL.
struct EchoRequiredText: Statement {
    static let sql = "SELECT $1::text AS value"
    let value: String?
    var parameters: [any ParameterConvertible] { [value] }
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("value") }
}

/// The whole numbers from one to a limit.
struct Numbers: Statement {
    static let sql = "SELECT n FROM generate_series(1, $1::int) AS n ORDER BY n"
    let limit: Int
    var parameters: [any ParameterConvertible] { [limit] }
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("n") }
}

/// A table of stones and the statements on it.
enum Stones {
    static let schema = """
        CREATE TABLE stone (
            name text CONSTRAINT stone_is_named_once PRIMARY KEY,
            grams integer NOT NULL CONSTRAINT stone_has_weight CHECK (grams > 0)
        );
        """

    struct Insert: Statement {
        static let sql = "INSERT INTO stone (name, grams) VALUES ($1, $2)"
        let name: String
        var grams = 100
        var parameters: [any ParameterConvertible] { [name, grams] }
    }

    struct Weigh: Statement {
        static let sql = "UPDATE stone SET grams = $2 WHERE name = $1"
        let name: String
        let grams: Int
        var parameters: [any ParameterConvertible] { [name, grams] }
    }

    struct All: Statement {
        static let sql = #"SELECT name FROM stone ORDER BY name COLLATE "C""#
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("name") }
    }

    struct TotalGrams: Statement {
        static let sql = "SELECT coalesce(sum(grams), 0)::bigint AS grams FROM stone"
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("grams") }
    }

    /// A connection to the test's database with the table in it.
    static func connection() throws -> Connection {
        let connection = try TestDatabase.current.connect()
        try connection.script(schema)
        return connection
    }
}

/// Ends a session of the same server from outside.
struct Terminate: Statement {
    static let sql = "SELECT pg_terminate_backend($1, 5000) AS done"
    let process: Int
    var parameters: [any ParameterConvertible] { [process] }
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// Stands for anything that a caller's own code may throw.
struct OwnFailure: Error, Equatable {}

/// The server's fault that the work ends in.
func serverFault(
    sourceLocation: SourceLocation = #_sourceLocation, _ work: () throws -> Void
) throws -> ServerFault {
    let error = try #require(throws: PostgresError.self, sourceLocation: sourceLocation) { try work() }
    return try #require(error.serverFault, sourceLocation: sourceLocation)
}
