import Foundation
import TestSupport
import Testing

@Suite("Imports at once")
struct ConcurrentImportTests {
    @Test(
        "Imports of one supplier at once take turns: one makes the items, the others find them unchanged",
        .database(Sandbox.template), arguments: [2, 8])
    func oneSupplier(programs: Int) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 300).write(edition: 1, to: folder)
            let words = ["import", "run", file, "--supplier", "SAMPLE", "-O", "json"]
            let outcomes = try finishAll((1...programs).map { _ in try box.nephrite.start(words) })
            for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.errors)") }
            let new = try outcomes.map { try $0.object()["new"] as? Int }
            #expect(new.count { $0 == 300 } == 1)
            #expect(new.count { $0 == 0 } == programs - 1)
            try box.expectSound()
            #expect(try box.catalog().hasPrefix("300 300 300 "))
        }
    }

    @Test("Of plans at once one is applied, and the other is stale", .database(Sandbox.template))
    func stalePlans() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 300).write(edition: 1, to: folder)
            let plan = ["import", "plan", file, "--supplier", "SAMPLE", "-O", "json"]
            let plans = try finishAll((1...2).map { _ in try box.nephrite.start(plan) })
            let runs = try plans.map { try #require($0.object()["run"] as? Int) }
            let outcomes = try finishAll(
                runs.map { try box.nephrite.start(["import", "apply", "\($0)", "-O", "json"]) })
            #expect(outcomes.map(\.status).sorted() == [0, 1])
            let refused = try #require(outcomes.first { $0.status == 1 })
            #expect(try refused.refusal()["code"] == "stale_plan")
            #expect(try box.catalog().hasPrefix("300 300 300 "))
        }
    }

    @Test("One key at once is one import with one answer", .database(Sandbox.template))
    func oneKey() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 300).write(edition: 1, to: folder)
            let words = ["import", "run", file, "--supplier", "SAMPLE", "--key", "once", "-O", "json"]
            let outcomes = try finishAll((1...4).map { _ in try box.nephrite.start(words) })
            for outcome in outcomes { #expect(outcome.status == 0, "\(outcome.errors)") }
            #expect(Set(outcomes.map(\.output)).count == 1)
            #expect(try box.sql("SELECT count(*) FROM import_run") == "1")
            let other = ["import", "run", file, "--supplier", "SAMPLE", "--key", "once", "--delta"]
            #expect(try box.refused(other, status: 1)["code"] == "key_conflict")
        }
    }

    @Test("First uses of an empty database at once, each with an import, all succeed", .database(.empty))
    func firstUses() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 100).write(edition: 1, to: folder)
            let shell = Program.shell.with(box.nephrite.environment)
            let name = box.nephrite.command[0]
            let programs = try ["A", "B", "C", "D"].map { code in
                try shell.start([
                    "'\(name)' supplier add \(code) --name \(code) --currency EUR -q && "
                        + "'\(name)' import run '\(file)' --supplier \(code) -q -O json"
                ])
            }
            for outcome in try finishAll(programs) { #expect(outcome.status == 0, "\(outcome.errors)") }
            #expect(try box.catalog().hasPrefix("400 400 400 "))
        }
    }

    @Test("First uses of several databases of one server at once all succeed")
    func firstDatabases() throws {
        let cluster = try TestCluster.own()
        let postgres = Sandbox(cluster.conninfo())
        let boxes = try (1...4).map { number in
            try postgres.sql("CREATE DATABASE first_\(number)")
            return Sandbox(cluster.conninfo(database: "first_\(number)"))
        }
        let programs = try boxes.map { try $0.nephrite.start(["supplier", "list"]) }
        for outcome in try finishAll(programs) { #expect(outcome.status == 0, "\(outcome.errors)") }
    }

    private func finishAll(_ programs: [RunningProgram]) throws -> [Program.Outcome] {
        try programs.map { try $0.finish(timeout: 120) }
    }
}
