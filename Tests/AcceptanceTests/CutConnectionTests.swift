import Foundation
import TestSupport
import Testing

@Suite("The connection is cut")
struct CutConnectionTests {
    private static let words = ["--supplier", "SAMPLE", "-O", "json"]

    @Test(
        "Before any message of an import: a clean refusal, all or nothing kept, and a repeated run does it",
        .database(Sandbox.template))
    func everyMessage() throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let feed = SampleFeed(count: 20)
            let (first, second) = (try feed.write(edition: 1, to: folder), try feed.write(edition: 2, to: folder))
            try box.done("import", "run", first, "--supplier", "SAMPLE")
            let before = try box.catalog()
            let whole = try CuttingProxy(to: box.conninfo, cut: .never)
            defer { whole.close() }
            try Sandbox(whole.conninfo).done("import", "run", second, "--supplier", "SAMPLE")
            let after = try box.catalog()
            try box.rollBack(to: before)

            let last = whole.traffic.messages
            let step = max(1, last / (6 * Chance.rounds))
            // The messages at the end are those around the commits.
            let numbers = Set(stride(from: 1, to: last, by: step)).union(
                Chance.rounds < 20 ? [] : Set(last - 40...last))
            for number in numbers.sorted() {
                let proxy = try CuttingProxy(to: box.conninfo, cut: .before(message: number))
                defer { proxy.close() }
                let outcome = try Sandbox(proxy.conninfo).nephrite.start(["import", "run", second] + Self.words)
                    .finish()
                guard proxy.traffic.hasCut else { continue }
                try box.expectSound()
                let left = try box.catalog()
                #expect(left == before || left == after, "message \(number)")
                switch outcome.status {
                case 0: #expect(left == after, "message \(number)")
                case 69:
                    let code = try outcome.refusal()["code"]
                    #expect(["connection_lost", "database_unreachable"].contains(code), "message \(number)")
                    #expect(left == before, "message \(number)")
                case 75: #expect(try outcome.refusal()["code"] == "commit_unknown", "message \(number)")
                default: Issue.record("message \(number): exit \(outcome.status), \(outcome.errors)")
                }
                try box.done("import", "run", second, "--supplier", "SAMPLE")
                #expect(try box.catalog() == after, "message \(number)")
                try box.rollBack(to: before)
            }
            print("\(numbers.count) cuts in \(last) messages")
        }
    }

    struct LostCommit: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isPassedOn: Bool
    }

    @Test(
        "At COMMIT: the outcome is called unknown, and the same key gives the first answer or does it now",
        .database(Sandbox.template),
        arguments: [
            LostCommit(testDescription: "the COMMIT is lost", isPassedOn: false),
            LostCommit(testDescription: "its answer is lost", isPassedOn: true),
        ])
    func lostCommit(fault: LostCommit) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let file = try SampleFeed(count: 20).write(edition: 1, to: folder)
            let proxy = try CuttingProxy(to: box.conninfo, cut: .at(commit: 1, isPassedOn: fault.isPassedOn))
            defer { proxy.close() }
            let words = ["import", "run", file, "--key", "monday"] + Self.words
            let outcome = try Sandbox(proxy.conninfo).nephrite.start(words).finish()
            #expect(proxy.traffic.hasCut)
            #expect(outcome.status == 75)
            #expect(try outcome.refusal()["code"] == "commit_unknown")
            try box.expectSound()
            #expect(
                try box.sql("SELECT count(*) FROM import_run WHERE state = 'applied'") == (fault.isPassedOn ? "1" : "0")
            )
            let answer = try box.done("import", "run", file, "--key", "monday", "--supplier", "SAMPLE")
            #expect(answer["new"] as? Int == 20)
            #expect(answer["state"] as? String == "applied")
            #expect(try box.sql("SELECT count(*) FROM import_run WHERE state = 'applied'") == "1")
            let again = try box.done("import", "run", file, "--key", "monday", "--supplier", "SAMPLE")
            #expect(NSDictionary(dictionary: again) == NSDictionary(dictionary: answer))
        }
    }
}
