import Foundation
import TestSupport
import Testing

@Suite("The schema and the program")
struct SchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Migrations")
    private static let files =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".sql") }
        .sorted()

    @Test("The first command migrates an empty database, and migrate then has nothing to do", .database(.empty))
    func firstCommand() throws {
        let box = Sandbox.current
        let outcome = try box.nephrite.run("material", "list", "-O", "json")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("the database is empty; creating the schema"))
        #expect(try box.sql("SELECT count(*) FROM schema_migration") == "\(Self.files.count)")
        #expect(try box.rows(["database", "migrate"]).isEmpty)
    }

    @Test("migrate makes the schema of an empty database, and lists its steps", .database(.empty))
    func migrateEmpty() throws {
        let box = Sandbox.current
        let steps = try box.rows(["database", "migrate"]).compactMap { $0["migration"] as? String }
        #expect(steps.count == Self.files.count)
        #expect(try box.rows(["supplier", "list"]).isEmpty)
    }

    @Test("A database of a newer program is refused and left alone", .database(Sandbox.template))
    func newer() throws {
        let box = Sandbox.current
        try box.sql(
            "INSERT INTO schema_migration (number, name, sha256) VALUES (9999, '9999_later', repeat('0', 64))")
        for words in [["supplier", "list"], ["database", "migrate"]] {
            let error = try box.refused(words, status: 1)
            #expect(error["code"] == "schema_new", "\(words)")
            #expect(error["message"]?.contains("9999_later") == true, "\(words)")
        }
    }

    @Test("A migration that was altered is refused", .database(Sandbox.template))
    func altered() throws {
        let box = Sandbox.current
        try box.sql("UPDATE schema_migration SET sha256 = repeat('0', 64) WHERE number = 1")
        #expect(try box.refused(["supplier", "list"], status: 1)["code"] == "schema_altered")
        #expect(try box.refused(["database", "migrate"], status: 1)["code"] == "schema_altered")
    }

    @Test(
        "A database of an older program is refused until it is migrated, and kill -9 leaves whole steps",
        .database(.empty))
    func older() throws {
        let box = Sandbox.current
        try applyFirstStep(in: box)
        let error = try box.refused(["supplier", "list"], status: 1)
        #expect(error["code"] == "schema_old")
        #expect(error["remedy"]?.contains("nephrite database migrate") == true)

        let program = try box.nephrite.start(["database", "migrate"])
        usleep(150_000)
        kill(program.pid, SIGKILL)
        let isHit = try program.finish().status == 128 + SIGKILL
        try box.awaitQuiet()
        let steps = try box.rows(["database", "migrate"]).compactMap { $0["migration"] as? String }
        #expect(isHit ? steps.count < Self.files.count : steps.isEmpty)
        #expect(try box.sql("SELECT count(*) FROM schema_migration") == "\(Self.files.count)")
        #expect(try box.rows(["supplier", "list"]).isEmpty)
    }

    @Test("kill -9 of the first use leaves an empty database, which the next use fills", .database(.empty))
    func killedFirstUse() throws {
        let box = Sandbox.current
        var chance = Chance("migration")
        var hits = 0
        var seconds = 0.0
        for round in 0...Chance.mostRounds where round <= Chance.rounds || hits == 0 {
            try box.sql("DROP SCHEMA IF EXISTS nephrite, nephrite_known CASCADE")
            guard round > 0 else {
                seconds = try duration { _ = try box.rows(["supplier", "list"]) }
                continue
            }
            let program = try box.nephrite.start(["supplier", "list"])
            chance.pause(upTo: seconds, round: round)
            kill(program.pid, SIGKILL)
            if try program.finish().status == 128 + SIGKILL { hits += 1 }
            try box.awaitQuiet()
            #expect(
                ["", "\(Self.files.count)"].contains(
                    try box.sql(
                        """
                        SELECT (xpath('//c/text()', query_to_xml('SELECT count(*) AS c FROM schema_migration', true, true, '')))[1]
                        WHERE to_regclass('nephrite.schema_migration') IS NOT NULL
                        """)), "round \(round)")
            #expect(try box.rows(["supplier", "list"]).isEmpty)
        }
        print("first use: \(hits) of \(Chance.rounds) kills hit")
        #expect(hits > 0)
    }

    /// What a program that knew only the first step would have left.
    private func applyFirstStep(in box: Sandbox) throws {
        let file = try #require(Self.files.first)
        let path = Self.folder.appendingPathComponent(file).path
        let digest = try Program(command: ["/usr/bin/sha256sum"]).run(path).output.prefix(64)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try box.sql(
            """
            \(text)
            INSERT INTO nephrite.schema_migration (number, name, sha256)
            VALUES (1, '\(file.dropLast(4))', '\(digest)')
            """)
    }
}
