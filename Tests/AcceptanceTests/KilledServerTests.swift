import Foundation
import TestSupport
import Testing

@Suite("The server is killed")
struct KilledServerTests {
    @Test(
        "A server that dies at any moment of an import has all of it or nothing when it is back",
        arguments: ServerFault.allCases)
    func died(fault: ServerFault) throws {
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
                try fault.strike(cluster, cluster.conninfo())
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
                try ServerFault.bringBack(cluster, cluster.conninfo())
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
}
