import Foundation
import Postgres
import TestSupport
import Testing

@Suite(.database)
struct TransactionTests {
    struct Characteristics: Statement {
        static let sql = """
            SELECT current_setting('transaction_isolation') || ', ' || current_setting('transaction_read_only') AS value
            """
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("value") }
    }

    @Test(
        "A transaction has the level and the mode it is asked for",
        arguments: [IsolationLevel.readCommitted, .repeatableRead, .serializable], [false, true])
    func characteristics(_ level: IsolationLevel, _ readOnly: Bool) throws {
        let names: [IsolationLevel: String] = [
            .readCommitted: "read committed", .repeatableRead: "repeatable read", .serializable: "serializable",
        ]
        let connection = try TestDatabase.current.connect(settings: [
            "default_transaction_read_only": "on", "default_transaction_isolation": "repeatable read",
        ])
        let value = try connection.transaction(level, readOnly: readOnly) {
            try connection.first(Characteristics())
        }
        #expect(value == "\(try #require(names[level])), \(readOnly ? "on" : "off")")
    }

    @Test("A body that returns is committed, one that throws is rolled back and its error unchanged")
    func commitAndRollback() throws {
        let connection = try Stones.connection()
        let answer = try connection.transaction {
            try connection.run(Stones.Insert(name: "kept"))
            return "answer"
        }
        #expect(answer == "answer")
        #expect(throws: OwnFailure.self) {
            try connection.transaction {
                try connection.run(Stones.Insert(name: "lost"))
                throw OwnFailure()
            }
        }
        #expect(connection.transactionStatus == .idle)
        #expect(try connection.fetch(Stones.All()) == ["kept"])
    }

    @Test("A transaction whose body passes over a failed statement is not taken for committed")
    func failedUnnoticed() throws {
        let connection = try Stones.connection()
        let error = #expect(throws: TransactionFault.self) {
            try connection.transaction {
                try connection.run(Stones.Insert(name: "lost"))
                _ = try? connection.run(Stones.Insert(name: "light", grams: 0))
            }
        }
        guard case .failedUnnoticed(let cause) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(cause?.constraint == "stone_has_weight")
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A refused commit says that nothing was kept, and why")
    func commitRefused() throws {
        let connection = try Stones.connection()
        try connection.script(
            "ALTER TABLE stone ADD CONSTRAINT stone_weighs_once UNIQUE (grams) DEFERRABLE INITIALLY DEFERRED")
        let error = #expect(throws: TransactionFault.self) {
            try connection.transaction {
                try connection.run(Stones.Insert(name: "a"))
                try connection.run(Stones.Insert(name: "b"))
            }
        }
        guard case .commit = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(error?.serverFault?.constraint == "stone_weighs_once")
        #expect(connection.transactionStatus == .idle)
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    struct TakeIfTotalIsUnder: Statement {
        static let sql = "INSERT INTO stone (name, grams) SELECT $1, 60 FROM stone HAVING coalesce(sum(grams), 0) < 100"
        let name: String
        var parameters: [any ParameterConvertible] { [name] }
    }

    @Test("A serialization failure between two connections runs the whole body again, on what is there then")
    func serializationFailure() throws {
        let first = try Stones.connection()
        let second = try TestDatabase.current.connect()
        var totals: [Int] = []
        try first.transaction(.serializable) {
            totals.append(try #require(try first.first(Stones.TotalGrams())))
            if totals.count == 1 {
                try second.transaction(.serializable) {
                    _ = try second.first(Stones.TotalGrams())
                    try second.run(Stones.Insert(name: "second", grams: 60))
                }
            }
            try first.run(Stones.Insert(name: "first \(totals.count)", grams: 40))
        }
        #expect(totals == [0, 60])
        #expect(try first.fetch(Stones.All()) == ["first 2", "second"])
    }

    @Test("A conflict that the body wraps in an error of its own is retried all the same")
    func wrappedConflict() throws {
        let connection = try Stones.connection()
        var attempts = 0
        try connection.transaction {
            attempts += 1
            if attempts < 3 {
                do {
                    try connection.script("DO $$BEGIN RAISE EXCEPTION 'contrived' USING ERRCODE = '40001'; END$$")
                } catch {
                    throw OwnFailure()
                }
            }
            try connection.run(Stones.Insert(name: "attempt \(attempts)"))
        }
        #expect(try connection.fetch(Stones.All()) == ["attempt 3"])
    }

    @Test("Attempts are bounded, and the last conflict is the error", arguments: [1, 2, 4])
    func boundedAttempts(_ limit: Int) throws {
        let connection = try TestDatabase.current.connect()
        var attempts = 0
        let fault = try serverFault {
            try connection.transaction(attempts: limit) {
                attempts += 1
                try connection.script("DO $$BEGIN RAISE EXCEPTION 'contrived' USING ERRCODE = '40P01'; END$$")
            }
        }
        #expect(fault.isRetriable)
        #expect(attempts == limit)
        #expect(connection.transactionStatus == .idle)
    }

    @Test("Nothing else is tried twice")
    func notRetried() throws {
        let connection = try Stones.connection()
        var attempts = 0
        let fault = try serverFault {
            try connection.transaction {
                attempts += 1
                try connection.run(Stones.Insert(name: "light", grams: 0))
            }
        }
        #expect(fault.sqlstate == "23514")
        #expect(attempts == 1)
    }

    @Test("Two connections that lock in opposite order both get through")
    func deadlock() throws {
        let connection = try Stones.connection()
        try connection.script("INSERT INTO stone VALUES ('a', 1), ('b', 1)")
        let conninfo = TestDatabase.current.conninfo
        // Both hold their first row before either asks for the second; the rendezvous is only for the first attempt.
        let arrived = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
        let finished = DispatchGroup()
        let attempts = Tally()
        for (index, names) in [["a", "b"], ["b", "a"]].enumerated() {
            let thread = Thread {
                defer { finished.leave() }
                do {
                    let rival = try Connection(conninfo, applicationName: "rival")
                    var isFirst = true
                    try rival.transaction {
                        attempts.add()
                        try rival.run(Stones.Weigh(name: names[0], grams: 10 + index))
                        if isFirst {
                            isFirst = false
                            arrived[index].signal()
                            arrived[1 - index].wait()
                        }
                        try rival.run(Stones.Weigh(name: names[1], grams: 10 + index))
                    }
                } catch {
                    Issue.record("a rival did not get through: \(error)")
                    arrived[index].signal()
                }
            }
            finished.enter()
            thread.start()
        }
        finished.wait()
        #expect(attempts.count >= 3)
        #expect([20, 22].contains(try connection.first(Stones.TotalGrams())))
    }

    @Test("A connection lost while committing is told apart: the outcome is unknown")
    func commitUnknown() throws {
        let connection = try Stones.connection()
        let other = try TestDatabase.current.connect()
        let process = connection.serverProcess
        let error = #expect(throws: TransactionFault.self) {
            try connection.transaction {
                try connection.run(Stones.Insert(name: "lost"))
                #expect(try other.first(Terminate(process: process)) == true)
            }
        }
        guard case .commitUnknown(let cause) = error else {
            Issue.record("unexpected: \(String(describing: error))")
            return
        }
        #expect(cause.serverFault?.isConnectionLost == true)
        #expect(try other.fetch(Stones.All()).isEmpty)
    }

    @Test("A connection lost in the body is the body's fault, and is not tried again")
    func lostInBody() throws {
        let connection = try Stones.connection()
        let other = try TestDatabase.current.connect()
        let process = connection.serverProcess
        var attempts = 0
        let fault = try serverFault {
            try connection.transaction {
                attempts += 1
                #expect(try other.first(Terminate(process: process)) == true)
                try connection.run(Stones.Insert(name: "lost"))
            }
        }
        #expect(fault.isConnectionLost)
        #expect(fault.sqlstate == "57P01")
        #expect(attempts == 1)
        let next = #expect(throws: TransactionFault.self) { try connection.transaction { attempts += 1 } }
        guard case .begin(let cause) = next else {
            Issue.record("unexpected: \(String(describing: next))")
            return
        }
        #expect(cause.serverFault?.sqlstate == "08006")
        #expect(attempts == 1)
    }

    @Test("A transaction within a transaction stops the program")
    func nesting() async {
        let conninfo = TestDatabase.current.conninfo
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            [conninfo = conninfo as String] in
            let connection = try Connection(conninfo, applicationName: "nesting")
            try connection.transaction { try connection.transaction {} }
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("they do not nest"))
    }
}

/// A count that several threads add to.
private final class Tally: @unchecked Sendable {
    // Every access holds the lock.
    private let lock = NSLock()
    private var total = 0

    func add() { lock.withLock { total += 1 } }
    var count: Int { lock.withLock { total } }
}
