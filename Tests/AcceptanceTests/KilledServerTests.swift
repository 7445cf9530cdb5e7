import Foundation
import TestSupport
import Testing

@Suite("The server is killed")
struct KilledServerTests {
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case immediateStop = "immediate stop"
        case postmaster = "kill -9 of the main process"
        case backend = "kill -9 of the session's process"
        var testDescription: String { rawValue }
    }

    @Test(
        "A server that dies at any moment of an import has all of it or nothing when it is back",
        arguments: Fault.allCases)
    func died(fault: Fault) throws {
        let cluster = try TestCluster.own()
        let box = Sandbox(cluster.conninfo())
        let feed = SampleFeed(count: Chance.items)
        var chance = Chance("server \(fault)")
        var hits = 0
        try TemporaryFolder.use { folder in
            try box.addSupplier()
            let (first, second) = (try feed.write(edition: 1, to: folder), try feed.write(edition: 2, to: folder))
            try box.done("import", "run", first, "--supplier", "SAMPLE")
            let before = try box.catalog()
            let seconds = try duration { _ = try box.done("import", "run", second, "--supplier", "SAMPLE") }
            let after = try box.catalog()
            try box.rollBack(to: before)

            for round in 1...Chance.mostRounds where round <= Chance.rounds || hits == 0 {
                let program = try box.nephrite.start(["import", "run", second, "--supplier", "SAMPLE", "-O", "json"])
                chance.pause(upTo: seconds, round: round)
                try strike(fault, cluster, box)
                let outcome = try program.finish(timeout: 120)
                if outcome.status != 0 {
                    hits += 1
                    let code = try outcome.refusal()["code"]
                    switch outcome.status {
                    case 69: #expect(["connection_lost", "database_unreachable"].contains(code), "round \(round)")
                    case 75: #expect(code == "commit_unknown", "round \(round)")
                    default: Issue.record("round \(round): exit \(outcome.status), \(outcome.errors)")
                    }
                }
                try bringBack(cluster, box)
                try box.expectSound()
                let left = try box.catalog()
                #expect(left == before || left == after, "round \(round)")
                if outcome.status == 0 { #expect(left == after, "round \(round): what was acknowledged is lost") }
                if outcome.status == 69 { #expect(left == before, "round \(round): what was refused was kept") }
                try box.done("import", "run", second, "--supplier", "SAMPLE")
                #expect(try box.catalog() == after, "round \(round)")
                try box.rollBack(to: before)
            }
        }
        print("\(fault.rawValue): \(hits) of \(Chance.rounds) hit")
        #expect(hits > 0, "no fault hit, so nothing was shown")
    }

    private func strike(_ fault: Fault, _ cluster: TestCluster, _ box: Sandbox) throws {
        switch fault {
        case .immediateStop: cluster.stop(.immediate)
        case .postmaster: cluster.stop(.kill)
        case .backend:
            let sessions = try box.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'nephrite'")
            for pid in sessions.split(separator: "\n").compactMap({ Int32($0) }) { kill(pid, SIGKILL) }
        }
    }

    /// After the death of a session's process the server begins anew by itself, which takes a moment.
    private func bringBack(_ cluster: TestCluster, _ box: Sandbox) throws {
        try cluster.start()
        let question = Program(command: [Sandbox.psql, "-XAtq", "-d", box.conninfo, "-c"])
        // One answer may come from before the main process has noticed.
        var answers = 0
        for _ in 0..<400 {
            answers = try question.run("SELECT 1").status == 0 ? answers + 1 : 0
            if answers == 3 { return }
            usleep(50_000)
        }
        Issue.record("the server has not come back")
    }
}
