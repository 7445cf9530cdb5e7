import Operations
import Storage
import TestSupport
import Testing

struct RequestKeyTests {
    private struct Stop: Error {}

    @Test("A key gives the first answer again, and another body is refused", .migrated)
    func once() throws {
        let shop = try Workshop()
        func ask(_ key: String, _ body: [String], command: String = "c", answer: String) throws -> KeyedAnswer {
            try shop.database.once(RequestKey(command: command, key: key, body: body), dryRun: false) { (answer, 3) }
        }
        #expect(try ask("k", ["a"], answer: "first") == .answer("first", status: 3, isRepeated: false))
        #expect(try ask("k", ["a"], answer: "second") == .answer("first", status: 3, isRepeated: true))
        #expect(try ask("k2", ["a"], answer: "third") == .answer("third", status: 3, isRepeated: false))
        #expect(try ask("k", ["a"], command: "d", answer: "x") == .answer("x", status: 3, isRepeated: false))
        for body in [["b"], ["a", ""], ["", "a"], []] {
            let refusal = try #require(throws: Refusal.self) { _ = try ask("k", body, answer: "x") }
            #expect(refusal.code == "key_conflict")
        }
    }

    @Test("A request that failed or was dry leaves its key free", .migrated)
    func free() throws {
        let shop = try Workshop()
        let request = RequestKey(command: "c", key: "k", body: [])
        #expect(throws: Stop.self) { try shop.database.once(request, dryRun: false) { throw Stop() } }
        #expect(
            try shop.database.once(request, dryRun: true) { ("dry", 0) } == .answer("dry", status: 0, isRepeated: false)
        )
        #expect(
            try shop.database.once(request, dryRun: false) { ("real", 0) }
                == .answer("real", status: 0, isRepeated: false))
    }

    @Test("An import with a key is done once", .migrated)
    func imports() throws {
        let shop = try Workshop()
        try shop.supplier()
        let path = try shop.folder.write(Feed.full(Feed.article("A")).text)
        var answers: [KeyedAnswer] = []
        for _ in 0..<2 {
            answers.append(
                try shop.database.once(RequestKey(command: "import run", key: "k", body: [path]), dryRun: false) {
                    let run = try ImportRunning(shop.database).run(shop.request(path, "S"), acceptHeld: false)
                    return ("\(run.id) \(run.new)", 0)
                })
        }
        guard case .answer(let first, _, false) = answers[0], case .answer(let second, _, true) = answers[1] else {
            Issue.record("\(answers)")
            return
        }
        #expect(first == second)
        #expect(try ImportViews(shop.database).list(supplier: nil, limit: 9, after: nil).count == 1)
    }

    @Test("Two requests with one key at once are one", .migrated)
    func atOnce() async throws {
        _ = try Workshop()
        let conninfo = TestDatabase.current.conninfo
        let answers = try await withThrowingTaskGroup(of: KeyedAnswer.self) { group in
            for number in 0..<4 {
                group.addTask {
                    let database = try Database(
                        conninfo, environment: [:], role: .app, program: "operations test", report: { _ in })
                    return try database.once(RequestKey(command: "c", key: "k", body: []), dryRun: false) {
                        _ = try Suppliers(database).list(limit: 1, after: nil)
                        return ("answer \(number)", 0)
                    }
                }
            }
            return try await group.reduce(into: [KeyedAnswer]()) { $0.append($1) }
        }
        let texts = answers.map { answer in
            guard case .answer(let text, _, _) = answer else { return "" }
            return text
        }
        #expect(Set(texts).count == 1)
        #expect(
            answers.filter { answer in
                guard case .answer(_, _, let isRepeated) = answer else { return false }
                return !isRepeated
            }.count == 1)
    }
}
