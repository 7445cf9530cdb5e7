import Postgres
import Storage
import TestSupport
import Testing

struct AuditTrailTests {
    /// The numbers of the batches whose digest is not that of their entries, or whose chain is broken.
    static let broken = SchemaQuestion(
        sql: """
            SELECT id FROM (
                SELECT id, sha256, audit_batch_digest(entries, previous_sha256) AS digest, previous_sha256,
                    coalesce(lag(sha256) OVER (ORDER BY id), '') AS chained
                FROM audit_batch
            ) AS batch WHERE sha256 <> digest OR previous_sha256 <> chained ORDER BY id
            """)

    static func add(_ connection: Connection, _ subjects: String...) throws {
        for subject in subjects {
            try connection.run(
                InsertAudit(action: "test", subjectKind: "thing", subject: subject, detail: [("k", "v'\"\\\n玉")]))
        }
    }

    @Test("Entries are sealed in batches, each chained to the one before", .migrated)
    func seal() throws {
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        #expect(try connection.first(SealAudit()) == 0)
        try Self.add(connection, "a", "b", "c")
        #expect(try connection.first(SealAudit()) == 3)
        #expect(try connection.first(SealAudit()) == 0)
        try Self.add(connection, "d")
        #expect(try connection.first(SealAudit()) == 1)
        #expect(try Self.broken.answers(connection) == [])
        let sizes = SchemaQuestion(sql: "SELECT cardinality(entries) FROM audit_batch ORDER BY id")
        #expect(try sizes.answers(connection) == ["3", "1"])
        #expect(try SchemaQuestion(sql: "SELECT entry_id FROM audit_pending").answers(connection) == [])
    }

    @Test(
        "Whatever is altered in a sealed entry shows in its batch", .migrated,
        arguments: [
            "UPDATE audit_entry SET actor = actor || 'x' WHERE subject = 'b'",
            "UPDATE audit_entry SET action = 'other' WHERE subject = 'b'",
            "UPDATE audit_entry SET subject = 'c' WHERE subject = 'b'",
            "UPDATE audit_entry SET subject_kind = 'other' WHERE subject = 'b'",
            "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE subject = 'b'",
            "UPDATE audit_entry SET detail = '{}' WHERE subject = 'b'",
            "DELETE FROM audit_entry WHERE subject = 'b'",
            "UPDATE audit_batch SET entries = entries[1:1] WHERE id = 1",
        ])
    func tamper(_ sql: String) throws {
        let connection = try MigratedDatabase.connect()
        try Self.add(connection, "a", "b")
        _ = try connection.first(SealAudit())
        try Self.add(connection, "c")
        _ = try connection.first(SealAudit())
        #expect(try Self.broken.answers(connection) == [])
        try connection.script("SET session_replication_role = replica; \(sql)")
        #expect(try Self.broken.answers(connection) == ["1"])
    }

    @Test("A batch that is taken out breaks the chain behind it", .migrated)
    func removedBatch() throws {
        let connection = try MigratedDatabase.connect()
        for subject in ["a", "b", "c"] {
            try Self.add(connection, subject)
            _ = try connection.first(SealAudit())
        }
        try connection.script("SET session_replication_role = replica; DELETE FROM audit_batch WHERE id = 2")
        #expect(try Self.broken.answers(connection) == ["3"])
    }

    @Test("What a transaction took back is in no batch", .migrated)
    func rolledBack() throws {
        struct Stop: Error {}
        let connection = try MigratedDatabase.connect(as: "nephrite_app")
        #expect(throws: Stop.self) {
            try connection.transaction {
                try Self.add(connection, "a")
                throw Stop()
            }
        }
        #expect(try connection.first(SealAudit()) == 0)
    }
}
