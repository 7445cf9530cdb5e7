import Foundation
import Testing

@Suite("The local database")
struct LocalDatabaseTests {
    @Test("The first use makes it, and names the person as the session's user", arguments: Person.everybody)
    func firstUse(person: Person) throws {
        try LocalHome.use(as: person) { home throws in
            #expect(try home.database("status").state == "absent")
            #expect(!FileManager.default.fileExists(atPath: home.path))
            #expect(try home.database("start").state == "running")
            #expect(try home.sql("SELECT session_user, current_database()") == "\(person.name)|nephrite")
            #expect(
                try home.sql(
                    "SELECT current_setting('fsync'), current_setting('data_checksums'), pg_encoding_to_char(6)")
                    == "on|on|UTF8")
            #expect(try home.sql("SHOW listen_addresses") == "")
        }
    }

    @Test("Eight first uses at once share one server", arguments: Person.everybody)
    func eightAtOnce(person: Person) throws {
        try LocalHome.use(as: person) { home throws in
            let programs = try (1...8).map { _ in try home.nephrite.start(["database", "start", "-O", "json"]) }
            let outcomes = try programs.map { try $0.finish() }
            for outcome in outcomes {
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(Set(try outcomes.map { try LocalStatus($0).pid }).count == 1)
            let makers = outcomes.filter { $0.errors.contains("creating the local database") }
            #expect(makers.count == 1)
        }
    }

    @Test("It is closed to everybody else")
    func closed() throws {
        try LocalHome.use { home throws in
            let status = try home.database("start")
            for folder in [home.path, status.socketFolder] {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder)
                #expect(attributes[.posixPermissions] as? Int == 0o700)
            }
            guard geteuid() == 0 else { return }
            let stranger = Program(command: Person.nobody.prefix + ["/usr/bin/env", "psql", "-d", status.conninfo])
            let outcome = try stranger.run("-c", "SELECT 1")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("Permission denied"))
        }
    }

    @Test("What was written is there after stop and start, and stopping twice is no mistake")
    func stopAndStart() throws {
        try LocalHome.use { home throws in
            try home.database("start")
            try home.sql("CREATE TABLE kept AS SELECT 42 AS answer")
            #expect(try home.database("stop").state == "stopped")
            #expect(try home.database("stop").pid == nil)
            #expect(try home.database("start").state == "running")
            #expect(try home.sql("SELECT answer FROM kept") == "42")
        }
    }

    @Test("Neither a pipeline nor another open descriptor of the caller is held by the server")
    func pipesEnd() throws {
        try LocalHome.use { home throws in
            // The outcome is complete only when nobody has standard output, standard error or their copies open any more.
            let script = "exec 3>&1 4>&2; '\(home.nephrite.command[0])' database start -O json | cat"
            let outcome = try Program.shell.with(home.nephrite.environment).run(script)
            #expect(try LocalStatus(outcome).state == "running")
        }
    }

    @Test("Ctrl-C and hang-up at the caller's terminal do not reach the server")
    func survivesCaller() throws {
        try LocalHome.use { home throws in
            let caller = try Program.shell.with(home.nephrite.environment)
                .start(["'\(home.nephrite.command[0])' database start >/dev/null; exec sleep 60"])
            while try home.database("status").state != "running" {}
            // A terminal sends both to the group in its foreground: the caller and what it started.
            try #require(getpgid(caller.pid) == caller.pid)
            for signal in [SIGINT, SIGHUP] { kill(-caller.pid, signal) }
            #expect(try caller.finish().status > 128)
            let status = try home.database("status")
            #expect(status.state == "running")
            let pid = try #require(status.pid)
            #expect(getsid(pid) == pid)
        }
    }

    @Test("A database that was dropped by hand is made again by start")
    func droppedDatabase() throws {
        try LocalHome.use { home throws in
            let conninfo = try home.database("start").conninfo
            let other = conninfo.replacingOccurrences(of: "dbname=nephrite", with: "dbname=postgres")
            #expect(try home.psql(other).run("-c", "DROP DATABASE nephrite").status == 0)
            try home.database("start")
            #expect(try home.sql("SELECT current_database()") == "nephrite")
        }
    }
}

/// Homes whose path is more than PostgreSQL, libpq or a shell would take as it is.
struct OddHome: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let name: String
}

@Suite("Homes of the local database")
struct LocalHomeTests {
    @Test(
        "Any path will do for a home",
        arguments: [
            OddHome(testDescription: "longer than a socket's path may be", name: String(repeating: "long", count: 40)),
            OddHome(testDescription: "characters with a meaning to others", name: "a b,'c\"$(exit 7)`exit 7`\\"),
            OddHome(testDescription: "folders that do not exist yet", name: "one/two/three"),
            OddHome(testDescription: "letters beyond ASCII", name: "Jadegerät-玉"),
        ])
    func oddPath(odd: OddHome) throws {
        try LocalHome.use(name: odd.name) { home throws in
            let status = try home.database("start")
            #expect(status.home == home.path)
            #expect((status.socketFolder + "/.s.PGSQL.\(status.port)").utf8.count < 100)
            #expect(try home.sql("SELECT 1") == "1")
            try home.database("stop")
            if !status.socketFolder.hasPrefix(home.path) {
                try FileManager.default.removeItem(atPath: status.socketFolder)
            }
        }
    }

    @Test("A home that its owner closed is refused with the remedy")
    func closedHome() throws {
        try LocalHome.use(as: .ordinary) { home throws in
            let mkdir = Program(command: home.person.prefix + ["/bin/mkdir", "-m", "000"])
            #expect(try mkdir.run(home.path).status == 0)
            // Else an ordinary person's test could not remove it.
            defer { chmod(home.path, 0o700) }
            for action in ["start", "status"] {
                let outcome = try home.nephrite.run("database", action, "-O", "json")
                #expect(outcome.status == 69)
                let error = try outcome.error()
                #expect(error["code"] == "home_unusable")
                #expect(error["where"] == home.path)
                #expect(error["remedy"]?.contains("chmod 700") == true)
            }
        }
    }

    @Test("A home among somebody's own files is refused, and they are left alone")
    func mixedHome() throws {
        try LocalHome.use { home throws in
            try FileManager.default.createDirectory(atPath: home.path, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: home.path + "/letter"))
            let before = try FileManager.default.attributesOfItem(atPath: home.path)[.posixPermissions] as? Int
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.status == 69)
            #expect(try outcome.error()["message"] == "the folder holds other files")
            #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["letter"])
            #expect(
                try FileManager.default.attributesOfItem(atPath: home.path)[.posixPermissions] as? Int == before)
        }
    }

    @Test("A folder for the socket that somebody else made first is refused", .enabled(if: geteuid() == 0))
    func strangersSocketFolder() throws {
        try LocalHome.use(name: String(repeating: "long", count: 40)) { home throws in
            let socketFolder = try home.database("status").socketFolder
            defer { try? FileManager.default.removeItem(atPath: socketFolder) }
            #expect(try Program(command: Person.nobody.prefix + ["/bin/mkdir"]).run(socketFolder).status == 0)
            let outcome = try home.nephrite.run("database", "start", "-O", "json")
            #expect(outcome.status == 69)
            #expect(try outcome.error()["where"] == socketFolder)
        }
    }
}
