import Postgres
import Storage
import TestSupport
import Testing

extension Trait where Self == DatabaseTrait {
    /// A database with the shipped schema for each test.
    static var migrated: Self { .database(MigratedDatabase.template) }
}

enum MigratedDatabase {
    static let template = TestTemplate("storage") { conninfo in
        try SchemaMigrator(Connection(conninfo, applicationName: "storage test")).migrate()
    }

    /// A connection as the program has it, in one of its roles.
    static func connect(as role: String? = nil) throws -> Connection {
        let connection = try TestDatabase.current.connect(settings: ["search_path": "nephrite, pg_temp"])
        if let role { try connection.run(SetRole(role: role)) }
        return connection
    }
}

/// The first column of a query as texts; for questions about the schema that no program asks.
struct SchemaQuestion {
    let sql: String

    func answers(_ connection: Connection) throws -> [String] {
        var rows: [String] = []
        try connection.copyOut("COPY (\(sql)) TO STDOUT") { row in
            rows.append(String(decoding: row, as: UTF8.self).trimmingSuffix())
        }
        return rows
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String { last == "\n" ? String(dropLast()) : self }
}
