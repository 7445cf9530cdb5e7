internal import Crypto
internal import Migrations
package import Postgres

/// Why the schema and the program do not go together.
package enum SchemaFault: Error, Sendable, Equatable {
    /// Steps of the program are missing in the database.
    case old(missing: [String])
    /// The database has steps that the program does not know.
    case new(unknown: [String])
    /// A step was changed after it had been applied.
    case altered(String)
}

/// What the schema's state is, seen from this program.
package enum SchemaState: Sendable, Equatable {
    /// There is nothing of ours in the database.
    case empty
    /// Every step is applied as the program knows it.
    case current
    /// It has to be looked at first.
    case faulty(SchemaFault)
}

/// Applies the numbered steps of the schema: all in one transaction where there is none yet, else each in one of its
/// own; one program at a time, each step remembered with the digest of its text.
package struct SchemaMigrator {
    private let connection: Connection

    /// A migrator on a connection that may create roles and schemas.
    package init(_ connection: Connection) { self.connection = connection }

    /// What has been done so far.
    ///
    /// Only reads.
    package func state() throws -> SchemaState {
        guard try connection.first(SchemaExists()) ?? false else { return .empty }
        let applied = try connection.fetch(SelectMigrations())
        var expected = Migration.all.map { ($0.number, $0.name, Self.digest($0)) }
        for step in applied {
            guard let index = expected.firstIndex(where: { $0.0 == step.number }) else {
                let unknown = applied.filter { row in !Migration.all.contains { $0.number == row.number } }
                return .faulty(.new(unknown: unknown.map(\.name)))
            }
            if expected[index].2 != step.sha256 { return .faulty(.altered(step.name)) }
            expected.remove(at: index)
        }
        return expected.isEmpty ? .current : .faulty(.old(missing: expected.map(\.1)))
    }

    /// Applies what is missing and answers the names of the steps applied.
    ///
    /// **Throws** `SchemaFault` for everything but missing steps; a step that fails leaves nothing of itself.
    @discardableResult
    package func migrate() throws -> [String] {
        _ = try connection.first(LockMigration())
        defer { _ = try? connection.first(UnlockMigration()) }
        switch try state() {
        case .current: return []
        case .faulty(.old): return try applyMissing()
        case .faulty(let fault): throw fault
        case .empty:
            // One transaction, so that nobody meets, and no killed program leaves, the beginning of a schema.
            try connection.transaction(attempts: 1) {
                for step in Migration.all { try apply(step) }
            }
            return Migration.all.map(\.name)
        }
    }

    private func applyMissing() throws -> [String] {
        let applied = Set(try connection.fetch(SelectMigrations()).map(\.number))
        var names: [String] = []
        for step in Migration.all where !applied.contains(step.number) {
            try connection.transaction(attempts: 1) {
                try connection.script("SET LOCAL ROLE nephrite_owner")
                try apply(step)
            }
            names.append(step.name)
        }
        return names
    }

    /// The very first step makes the roles and turns into the owner itself.
    private func apply(_ step: Migration) throws {
        try connection.script(step.sql)
        try connection.run(InsertMigration(number: step.number, name: step.name, sha256: Self.digest(step)))
    }

    private static func digest(_ step: Migration) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: step.bytes)
        return Hex.text(hash.finalize())
    }
}

/// Bytes as lower-case hexadecimal digits.
package enum Hex {
    /// Two digits for each byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

struct AppliedMigration: Sendable {
    let number: Int
    let name: String
    let sha256: String
}

struct SchemaExists: Statement {
    static let sql = "SELECT to_regclass('nephrite.schema_migration') IS NOT NULL AS found"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("found") }
}

struct SelectMigrations: Statement {
    static let sql = "SELECT number, name, sha256 FROM nephrite.schema_migration ORDER BY number"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> AppliedMigration {
        AppliedMigration(number: try row.int("number"), name: try row.string("name"), sha256: try row.string("sha256"))
    }
}

struct InsertMigration: Statement {
    static let sql = "INSERT INTO nephrite.schema_migration (number, name, sha256) VALUES ($1, $2, $3)"
    let number: Int
    let name: String
    let sha256: String
    var parameters: [any ParameterConvertible] { [number, name, sha256] }
}

struct LockMigration: Statement {
    static let sql = "SELECT pg_advisory_lock(hashtext('nephrite.migration')) IS NULL AS done"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

struct UnlockMigration: Statement {
    static let sql = "SELECT pg_advisory_unlock(hashtext('nephrite.migration')) AS done"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}
