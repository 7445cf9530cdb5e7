import Foundation
import Migrations
import Postgres
import Storage
import TestSupport
import Testing

struct SchemaMigratorTests {
    @Test("The program carries exactly the files of Migrations, to the byte and in order")
    func embedded() throws {
        let folder = StatementListTests.root.appending(path: "Migrations")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(Migration.all.map(\.name) == names)
        #expect(Migration.all.map(\.number) == Migration.all.map(\.number).sorted())
        for migration in Migration.all {
            let file = folder.appending(path: migration.name)
            #expect(try Data(contentsOf: file) == Data(migration.sql.utf8), "\(migration.name)")
            #expect(migration.sql.hasPrefix("-- "), "\(migration.name) begins with its reason")
        }
    }

    @Test("An empty database gets every step once, and a second run does nothing", .database(.empty))
    func empty() throws {
        let migrator = SchemaMigrator(try TestDatabase.current.connect())
        #expect(try migrator.state() == .empty)
        #expect(try migrator.migrate() == Migration.all.map(\.name))
        #expect(try migrator.state() == .current)
        #expect(try migrator.migrate() == [])
    }

    @Test("A step that is missing is applied alone, in a session of its own", .migrated)
    func missing() throws {
        let last = try #require(Migration.all.last)
        try remove(number: last.number)
        let connection = try MigratedDatabase.connect()
        #expect(try SchemaMigrator(connection).state() == .faulty(.old(missing: [last.name])))
    }

    @Test("Steps that came late by their number are taken in by a database that has the higher ones", .database(.empty))
    func late() throws {
        let connection = try TestDatabase.current.connect()
        // 0470 and 0471 go on from 0459 and 0457.
        let late = Migration.all.filter { (453...459).contains($0.number) || (470...471).contains($0.number) }
        try connection.transaction(attempts: 1) {
            for step in Migration.all where !late.contains(where: { $0.number == step.number }) {
                try connection.script(step.sql)
                try connection.script(
                    """
                    INSERT INTO nephrite.schema_migration (number, name, sha256)
                    SELECT \(step.number), '\(step.name)', encode(sha256(convert_to($step$\(step.sql)$step$, 'UTF8')), 'hex')
                    """)
            }
        }
        let migrator = SchemaMigrator(try MigratedDatabase.connect())
        #expect(try migrator.state() == .faulty(.old(missing: late.map(\.name))))
        #expect(try migrator.migrate() == late.map(\.name))
        #expect(try migrator.state() == .current)
    }

    private func remove(number: Int) throws {
        let connection = try MigratedDatabase.connect()
        try connection.script("DELETE FROM schema_migration WHERE number = \(number)")
    }

    @Test("A step that was altered after it had been applied is refused by name", .migrated)
    func altered() throws {
        let connection = try MigratedDatabase.connect()
        try connection.script(
            "UPDATE schema_migration SET sha256 = '\(String(repeating: "0", count: 64))' WHERE number = 10")
        let migrator = SchemaMigrator(connection)
        #expect(try migrator.state() == .faulty(.altered("0010_catalog.sql")))
        #expect(throws: SchemaFault.altered("0010_catalog.sql")) { try migrator.migrate() }
    }

    @Test("A database that is newer than the program is refused, and nothing is applied", .migrated)
    func newer() throws {
        let connection = try MigratedDatabase.connect()
        try connection.script(
            """
            INSERT INTO schema_migration (number, name, sha256) VALUES (9999, '9999_future.sql', repeat('0', 64));
            DELETE FROM schema_migration WHERE number = 20
            """)
        let migrator = SchemaMigrator(connection)
        #expect(try migrator.state() == .faulty(.new(unknown: ["9999_future.sql"])))
        #expect(throws: SchemaFault.new(unknown: ["9999_future.sql"])) { try migrator.migrate() }
    }

    @Test("Two programs that migrate at once do it once", .database(.empty))
    func twoAtOnce() async throws {
        let database = TestDatabase.current
        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<2 { group.addTask { try SchemaMigrator(database.connect()).migrate() } }
            return try await group.reduce(into: [[String]]()) { $0.append($1) }
        }
        #expect(applied.map(\.count).sorted() == [0, Migration.all.count])
    }

    @Test("A step that fails leaves nothing of itself", .database(.empty))
    func failing() throws {
        let connection = try TestDatabase.current.connect()
        // A type in the way of a table's row type makes the second step fail in its middle; an empty database gets all
        // steps in one transaction, so nothing of the first one stays either.
        try connection.script("CREATE SCHEMA nephrite; CREATE TYPE nephrite.import_finding AS (x int)")
        // A test beside this one may make the role at the same moment.
        try connection.script(
            """
            DO $$ BEGIN CREATE ROLE nephrite_owner;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
            """)
        try connection.script("ALTER SCHEMA nephrite OWNER TO nephrite_owner")
        #expect(throws: (any Error).self) { try SchemaMigrator(connection).migrate() }
        #expect(!connection.isInTransaction)
        let tables = SchemaQuestion(
            sql: "SELECT to_regclass('nephrite.supplier') IS NULL, to_regclass('nephrite.setting') IS NOT NULL")
        #expect(try tables.answers(connection) == ["t\tf"])
    }
}
