import Foundation
import Testing

@Suite("Backup and restore")
struct BackupTests {
    @Test("A backup brings back what was there, with rights and roles, in another home", arguments: Person.everybody)
    func roundTrip(person: Person) throws {
        try LocalHome.use(as: person) { first throws in
            let file = first.folder + "/backup"
            try first.database("start")
            try first.sql(
                """
                CREATE ROLE nephrite_app; CREATE TABLE kept AS SELECT n FROM generate_series(1, 1000) n;
                GRANT SELECT ON kept TO nephrite_app
                """)
            try first.database("backup", file)
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            try first.sql("DELETE FROM kept WHERE n > 10")
            try first.database("restore", file)
            #expect(try first.sql("SELECT count(*) FROM kept") == "1000")
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: first.folder).contains { $0.contains("part") }
                    == false)

            try LocalHome.use(as: person) { second throws in
                try second.database("restore", file)
                #expect(
                    try second.sql("SELECT count(*), has_table_privilege('nephrite_app', 'kept', 'SELECT') FROM kept")
                        == "1000|t")
            }
        }
    }

    @Test("A restore that fails leaves the database as it was, and nothing behind")
    func failedRestore() throws {
        try LocalHome.use { home throws in
            let file = home.folder + "/backup"
            try home.database("start")
            try home.sql("CREATE TABLE kept AS SELECT n, md5(n::text) FROM generate_series(1, 5000) n")
            try home.database("backup", file)
            try home.sql("DELETE FROM kept WHERE n > 10")
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            let cases: [(name: String, bytes: Data, code: String)] = [
                ("truncated", bytes.dropLast(bytes.count / 3), "restore_failed"),
                ("noise", Data(repeating: 7, count: 4_096), "backup_unreadable"),
                ("empty", Data(), "backup_unreadable"),
            ]
            for (name, bytes, code) in cases {
                let bad = home.folder + "/" + name
                try bytes.write(to: URL(fileURLWithPath: bad))
                let outcome = try home.nephrite.run("database", "restore", bad, "-O", "json")
                #expect(outcome.status == 65, "\(name)")
                #expect(try outcome.error()["code"] == code, "\(name)")
                #expect(try outcome.error()["where"] == bad)
                #expect(try home.sql("SELECT count(*) FROM kept") == "10")
            }
            #expect(try home.sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'nephrite%'") == "1")
        }
    }

    @Test("A restore waits for nobody: open sessions are a refusal to try again")
    func openSession() throws {
        try LocalHome.use { home throws in
            let file = home.folder + "/backup"
            let conninfo = try home.database("start").conninfo
            try home.database("backup", file)
            let session = try home.psql(conninfo).start(["-c", "SELECT pg_sleep(30)"])
            defer { kill(session.pid, SIGTERM) }
            while try home.sql("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'") == "0" {}
            let outcome = try home.nephrite.run("database", "restore", file, "-O", "json")
            #expect(outcome.status == 75)
            #expect(try outcome.error()["code"] == "database_in_use")
            try home.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)'")
            _ = try session.finish()
            try home.database("restore", file)
        }
    }

    @Test(
        "A backup is whole or absent: no device, link or folder is written, and an old file stays when there is no room"
    )
    func outputNotWritten() throws {
        try LocalHome.use { home throws in
            try home.database("start")
            try home.sql("CREATE TABLE kept AS SELECT n, md5(n::text) FROM generate_series(1, 5000) n")
            let link = home.folder + "/link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: home.folder + "/elsewhere")
            for file in ["/dev/full", "/dev/null", link, home.folder, home.folder + "/missing/backup"] {
                let outcome = try home.nephrite.run("database", "backup", file, "-O", "json")
                #expect(outcome.status == 74, "\(file)")
                #expect(try outcome.error()["code"] == "output_not_written", "\(file)")
            }
            #expect(!FileManager.default.fileExists(atPath: home.folder + "/elsewhere"))

            let old = home.folder + "/old"
            try Data("old".utf8).write(to: URL(fileURLWithPath: old))
            let limited = try Program.shell.with(home.nephrite.environment)
                .run("ulimit -f 8; exec '\(home.nephrite.command[0])' database backup '\(old)' -O json")
            #expect(limited.status == 74)
            #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
            #expect(Set(try FileManager.default.contentsOfDirectory(atPath: home.folder)) == ["home", "link", "old"])
        }
    }
}
