import Foundation
import TestSupport
import Testing

@Suite("The program is killed")
struct KilledProgramTests {
    enum Work: String, CaseIterable, CustomTestStringConvertible {
        case plan, apply, run
        var testDescription: String { "import \(rawValue)" }
    }

    @Test(
        "kill -9 at any moment leaves all of an import or nothing, and the same file is taken at once",
        .database(Sandbox.template), arguments: Work.allCases)
    func killed(work: Work) throws {
        let box = Sandbox.current
        let feed = SampleFeed(count: Chance.items)
        var chance = Chance("killed \(work)")
        var hits = 0
        try TemporaryFolder.use { folder in
            let (first, second) = (try feed.write(edition: 1, to: folder), try feed.write(edition: 2, to: folder))
            try box.done("import", "run", first, "--supplier", "SAMPLE")
            let before = try box.catalog()
            func arguments() throws -> [String] {
                guard work == .apply else { return ["import", work.rawValue, second, "--supplier", "SAMPLE"] }
                let plan = try box.done("import", "plan", second, "--supplier", "SAMPLE")
                return ["import", "apply", "\(try #require(plan["run"] as? Int))"]
            }
            let undisturbed = try arguments()
            let seconds = try duration {
                let status = try box.nephrite.start(undisturbed).finish().status
                #expect(status == 0)
            }
            if work == .plan { try box.done("import", "run", second, "--supplier", "SAMPLE") }
            let after = try box.catalog()
            try box.rollBack(to: before)

            for round in 1...Chance.mostRounds where round <= Chance.rounds || hits == 0 {
                let program = try box.nephrite.start(arguments())
                chance.pause(upTo: seconds, round: round)
                kill(program.pid, SIGKILL)
                if try program.finish().status == 128 + SIGKILL { hits += 1 }
                try box.expectSound()
                let left = try box.catalog()
                #expect(left == before || left == after && work != .plan, "round \(round)")
                let again = try box.done("import", "run", second, "--supplier", "SAMPLE")
                #expect(again["new"] as? Int == (left == before ? feed.added : 0), "round \(round)")
                #expect(again["changed"] as? Int == (left == before ? feed.changed : 0), "round \(round)")
                #expect(again["missing"] as? Int == (left == before ? feed.vanished : 0), "round \(round)")
                #expect(try box.catalog() == after, "round \(round)")
                try box.rollBack(to: before)
            }
        }
        print("import \(work): \(hits) of \(Chance.rounds) kills hit")
        #expect(hits > 0, "no kill hit, so nothing was shown")
    }
}
