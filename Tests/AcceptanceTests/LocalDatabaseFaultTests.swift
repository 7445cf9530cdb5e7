import Foundation
import Testing

@Suite("Faults of the local database")
struct LocalDatabaseFaultTests {
    @Test(
        "After kill -9 of the server the next use starts it again with all that was written",
        arguments: Person.everybody)
    func serverKilled(person: Person) throws {
        try LocalHome.use(as: person) { home throws in
            let first = try home.database("start")
            try home.sql("CREATE TABLE kept AS SELECT 42 AS answer")
            let pid = try #require(first.pid)
            #expect(kill(pid, SIGKILL) == 0 || person.prefix.isEmpty)
            let second = try home.database("start")
            #expect(second.state == "running")
            #expect(second.pid != pid)
            #expect(try home.sql("SELECT answer FROM kept") == "42")
        }
    }

    @Test("A server that died while a statement was at work is replaced once that has ended")
    func killedWhileBusy() throws {
        try LocalHome.use { home throws in
            let first = try home.database("start")
            // Aggregating does not look for the server, so this process outlives it for a while.
            let busy = try home.psql(first.conninfo).start(["-c", "SELECT sum(n) FROM generate_series(1, 30000000) n"])
            while try home.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT sum%'") == "0" {}
            #expect(kill(try #require(first.pid), SIGKILL) == 0)
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.errors.contains("waiting for the processes of a server that was killed"))
            #expect(try LocalStatus(outcome).state == "running")
            _ = try busy.finish()
        }
    }

    @Test("The number of a server that died may belong to any other process by now")
    func numberReused() throws {
        try LocalHome.use { home throws in
            let file = home.path + "/data/postmaster.pid"
            let first = try home.database("start")
            var lines = try String(contentsOfFile: file, encoding: .utf8).components(separatedBy: "\n")
            let pid = try #require(first.pid)
            let owner = try FileManager.default.attributesOfItem(atPath: file)[.ownerAccountName] as? String
            try home.database("stop")
            // A process of the same user, as after a loss of power: a new server would take it for the old one.
            let prefix = geteuid() == 0 ? ["/usr/sbin/runuser", "-u", try #require(owner), "--"] : []
            let other = try Program(command: prefix + ["/bin/bash", "-c"]).start(["echo $$; exec sleep 30"])
            defer { kill(other.pid, SIGTERM) }
            lines[0] = "\(try child(of: other.pid, prefix: prefix))"
            try lines.joined(separator: "\n").write(toFile: file, atomically: false, encoding: .utf8)
            #expect(try home.database("status").state == "stopped")
            let second = try home.database("start")
            #expect(second.state == "running")
            #expect(second.pid != pid)
        }
    }

    @Test("Killed at any moment of the first use, the next one works", arguments: [1, 2, 3, 4])
    func killedDuringCreation(round: Int) throws {
        try LocalHome.use { home throws in
            let program = try home.nephrite.start(["database", "start"])
            // From the first sign of the unfinished cluster on, a little later each round.
            while !FileManager.default.fileExists(atPath: home.path + "/data.new") { usleep(1_000) }
            usleep(UInt32(round - 1) * 70_000)
            #expect(kill(program.pid, SIGKILL) == 0)
            _ = try program.finish()
            let whole = FileManager.default.fileExists(atPath: home.path + "/data")
            #expect(!whole || round > 1, "the cluster was whole before the fault could happen")
            #expect(try home.database("start").state == "running")
            #expect(!FileManager.default.fileExists(atPath: home.path + "/data.new"))
            #expect(try home.sql("SELECT current_database()") == "nephrite")
        }
    }

    @Test("A server whose socket was removed is named with the remedy, and the remedy works")
    func socketRemoved() throws {
        try LocalHome.use { home throws in
            let status = try home.database("start")
            try FileManager.default.removeItem(atPath: status.socketFolder + "/.s.PGSQL.\(status.port)")
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.status == 69)
            #expect(try outcome.error()["remedy"]?.contains("nephrite database stop") == true)
            try home.database("stop")
            #expect(try home.database("start").state == "running")
        }
    }

    @Test("Without the programs of a server the message names the package")
    func noServer() throws {
        try LocalHome.use { home throws in
            try home.database("start")
            try home.database("stop")
            // Data of a version that is not installed anywhere.
            try "9".write(toFile: home.path + "/data/PG_VERSION", atomically: false, encoding: .utf8)
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.status == 69)
            let error = try outcome.error()
            #expect(error["code"] == "postgres_missing")
            #expect(error["remedy"]?.contains("apt-get install postgresql-9") == true)
        }
    }

    @Test("A setting that the server refuses is quoted from its log")
    func refusedSetting() throws {
        try LocalHome.use { home throws in
            try home.database("start")
            try home.database("stop")
            let settings = home.path + "/data/local.conf"
            try "work_mem = lots\n".write(toFile: settings, atomically: false, encoding: .utf8)
            chmod(settings, 0o644)
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.status == 69)
            #expect(try outcome.error()["code"] == "server_not_started")
            #expect(try outcome.error()["message"]?.contains("configuration file") == true)
        }
    }

    /// The process that runs the command: the child itself, or the one that `runuser` started for it.
    private func child(of pid: Int32, prefix: [String]) throws -> Int32 {
        guard !prefix.isEmpty else { return pid }
        for _ in 0..<500 {
            let text = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
            if let number = Int32(text.trimmingCharacters(in: .whitespaces)) { return number }
            usleep(10_000)
        }
        throw Program.Misuse("process \(pid) has no child")
    }
}
