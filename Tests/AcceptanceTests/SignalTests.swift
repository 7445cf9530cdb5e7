import Foundation
import TestSupport
import Testing

@Suite("Signals and closed outputs")
struct SignalTests {
    @Test(
        "A signal at any moment of an import ends it with 130, a message and nothing kept",
        .database(Sandbox.template))
    func interrupted() throws {
        let box = Sandbox.current
        let feed = SampleFeed(count: Chance.items)
        var chance = Chance("signals")
        var hits = 0
        try TemporaryFolder.use { folder in
            let (first, second) = (try feed.write(edition: 1, to: folder), try feed.write(edition: 2, to: folder))
            try box.done("import", "run", first, "--supplier", "SAMPLE")
            let before = try box.catalog()
            let seconds = try duration { _ = try box.done("import", "run", second, "--supplier", "SAMPLE") }
            let after = try box.catalog()
            try box.rollBack(to: before)
            for round in 1...Chance.mostRounds where round <= Chance.rounds || hits == 0 {
                let signal = [SIGINT, SIGTERM, SIGHUP][round % 3]
                let program = try box.nephrite.start(["import", "run", second, "--supplier", "SAMPLE", "-O", "json"])
                _ = try box.awaitSession(of: program)
                chance.pause(upTo: seconds, round: round)
                kill(program.pid, signal)
                let outcome = try program.finish()
                try box.expectSound()
                if outcome.status == 0 {
                    #expect(try box.catalog() == after, "round \(round)")
                } else {
                    hits += 1
                    #expect(outcome.status == 130, "round \(round): \(outcome.errors)")
                    #expect(try outcome.refusal()["code"] == "interrupted", "round \(round)")
                    #expect(outcome.output == "")
                    #expect(try box.catalog() == before, "round \(round)")
                    try box.done("import", "run", second, "--supplier", "SAMPLE")
                    #expect(try box.catalog() == after, "round \(round)")
                }
                try box.rollBack(to: before)
            }
        }
        print("signals: \(hits) of \(Chance.rounds) hit")
        #expect(hits > 0, "no signal hit, so nothing was shown")
    }

    @Test("While the server does not answer, the second Ctrl-C ends the program at once", .database(Sandbox.template))
    func secondSignal() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 20).write(edition: 1, to: folder)
            let lock = try box.holdLock(on: "import_run")
            let program = try box.nephrite.start(["import", "run", file, "--supplier", "SAMPLE"])
            #expect(try box.awaitSession(of: program, waitingForLock: true))
            let pid = try #require(
                Int32(
                    try box.sql(
                        """
                        SELECT pid FROM pg_stat_activity
                        WHERE application_name = 'nephrite' AND datname = current_database()
                        """)))
            kill(pid, SIGSTOP)
            defer { kill(pid, SIGCONT) }
            try box.releaseLock(lock)
            kill(program.pid, SIGINT)
            usleep(500_000)
            #expect(kill(program.pid, 0) == 0, "one signal was enough, so the second shows nothing")
            kill(program.pid, SIGINT)
            #expect(try program.finish(timeout: 10).status == 130)
            kill(pid, SIGCONT)
            try box.expectSound()
            #expect(try box.sql("SELECT count(*) FROM supplier_item") == "0")
        }
    }

    @Test(
        "Ctrl-C ends the program while it waits for standard input, which locks nobody out", .database(Sandbox.template)
    )
    func interruptedInput() throws {
        let box = Sandbox.current
        let program = try Program.shell.with(box.nephrite.environment).start([
            "exec '\(box.nephrite.command[0])' import run - --supplier SAMPLE < <(exec 2>/dev/null; sleep 20)"
        ])
        #expect(try box.awaitSession(of: program))
        #expect(try box.sql(Sandbox.advisoryLocks) == "0")
        kill(program.pid, SIGINT)
        #expect(try program.finish(timeout: 10).status == 130)
    }

    @Test("A signal that the caller ignores is ignored", .database(Sandbox.template))
    func nohup() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 2_000).write(edition: 1, to: folder)
            let program = try Program.shell.with(box.nephrite.environment).start([
                "trap '' HUP; exec '\(box.nephrite.command[0])' import run - --supplier SAMPLE "
                    + "< <(sleep 1; cat '\(file)')"
            ])
            #expect(try box.awaitSession(of: program))
            kill(program.pid, SIGHUP)
            #expect(try program.finish().status == 0)
            #expect(try box.sql("SELECT count(*) FROM supplier_item") == "2000")
        }
    }

    @Test("An output that cannot be written is exit 74, and what was done is whole", .database(Sandbox.template))
    func closedOutput() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let feed = SampleFeed(count: 1_000)
            let file = try feed.write(edition: 1, to: folder)
            let shell = Program.shell.with(
                box.nephrite.environment.merging(["NEPHRITE": box.nephrite.command[0]]) { $1 })
            for output in [">/dev/full", ">&-"] {
                let outcome = try shell.run("\"$NEPHRITE\" import run '\(file)' --supplier SAMPLE -O json \(output)")
                #expect(outcome.status == 74, "\(output)")
                #expect(try outcome.refusal()["code"] == "output_closed", "\(output)")
                try box.expectSound()
                #expect(try box.sql("SELECT count(*) FROM supplier_item") == "1000")
            }
            for form in ["table", "json", "csv"] {
                let outcome = try shell.run(
                    "\"$NEPHRITE\" product list --limit 5000 -O \(form) | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}")
                #expect(outcome.status == 74, "\(form)")
            }
            for words in ["--help", "--version", "product list --help", "profile list", "profile show bmecat-2005"] {
                let outcome = try shell.run("\"$NEPHRITE\" \(words) >/dev/full")
                #expect(outcome.status == 74, "\(words): \(outcome.errors)")
            }
            #expect(try shell.run("\"$NEPHRITE\" import plan - --supplier SAMPLE <&- -O json").status == 65)
        }
    }
}

extension Sandbox {
    /// A session that keeps a table to itself until it is released.
    func holdLock(on table: String) throws -> RunningProgram {
        let holder = try Program(command: [Self.psql, "-XAtq", "-d", conninfo]).start([
            "-c", "BEGIN; LOCK TABLE nephrite.\(table); SELECT pg_sleep(60)",
        ])
        let held = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
        while try sql(held) == "0" { usleep(10_000) }
        return holder
    }

    /// Ends such a session; the server would not notice before its sleep is over that its client is gone.
    func releaseLock(_ holder: RunningProgram) throws {
        try sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE wait_event = 'PgSleep' AND datname = current_database()
            """)
        _ = try holder.finish()
    }

    /// Waits until the program is connected, so that a signal meets one that heeds it; false when it has ended already.
    func awaitSession(of program: RunningProgram, waitingForLock: Bool = false) throws -> Bool {
        let sessions = """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'nephrite'
                AND query <> '' AND (wait_event_type = 'Lock' OR NOT \(waitingForLock))
            """
        while program.isRunning {
            if try sql(sessions) != "0" { return true }
            usleep(10_000)
        }
        return false
    }
}
