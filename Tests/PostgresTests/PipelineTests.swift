import Postgres
import TestSupport
import Testing

@Suite(.database)
struct PipelineTests {
    @Test("Answers come in the order of the statements, however many there are", arguments: [1, 3, 512, 513, 2_000])
    func order(_ count: Int) throws {
        let connection = try Stones.connection()
        final class Seen { var numbers: [[Int]] = []; var affected = 0 }
        let seen = Seen()
        try connection.pipeline { pipeline in
            for number in 1...count {
                try pipeline.run(Stones.Insert(name: "stone \(number)")) { seen.affected += $0 }
                try pipeline.fetch(Numbers(limit: number % 3)) { seen.numbers.append($0) }
            }
        }
        #expect(seen.affected == count)
        #expect(seen.numbers == (1...count).map { Array(1..<($0 % 3 + 1)) })
        #expect(try connection.fetch(Stones.All()).count == count)
    }

    @Test("A statement that fails in the middle undoes the whole pipeline and names itself", arguments: [10, 3_000])
    func faultInTheMiddle(_ count: Int) throws {
        let connection = try Stones.connection()
        final class Seen { var affected = 0 }
        let seen = Seen()
        let fault = try serverFault {
            try connection.pipeline { pipeline in
                for number in 1...count {
                    let grams = number == 5 ? 0 : 100
                    try pipeline.run(Stones.Insert(name: "stone \(number)", grams: grams)) { seen.affected += $0 }
                }
                try pipeline.run(Numbers(limit: 1))
            }
        }
        #expect(fault.constraint == "stone_has_weight")
        #expect(fault.statementName == "PostgresTests.Stones.Insert")
        #expect(seen.affected == 4)
        #expect(try connection.fetch(Stones.All()).isEmpty)
        // What was to be prepared after the fault was not; it is prepared now.
        #expect(try connection.fetch(Numbers(limit: 2)) == [1, 2])
        try connection.pipeline { pipeline in try pipeline.run(Stones.Insert(name: "later")) }
        #expect(try connection.fetch(Stones.All()) == ["later"])
    }

    @Test("A body that throws undoes what it queued", arguments: [3, 1_000])
    func bodyThrows(_ count: Int) throws {
        let connection = try Stones.connection()
        #expect(throws: OwnFailure.self) {
            try connection.pipeline { pipeline in
                for number in 1...count { try pipeline.run(Stones.Insert(name: "stone \(number)")) }
                throw OwnFailure()
            }
        }
        #expect(connection.transactionStatus == .idle)
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("Inside a transaction a pipeline shares its fate")
    func insideTransaction() throws {
        let connection = try Stones.connection()
        try connection.transaction {
            try connection.pipeline { pipeline in try pipeline.run(Stones.Insert(name: "kept")) }
        }
        #expect(throws: OwnFailure.self) {
            try connection.transaction {
                try connection.pipeline { pipeline in try pipeline.run(Stones.Insert(name: "lost")) }
                throw OwnFailure()
            }
        }
        #expect(try connection.fetch(Stones.All()) == ["kept"])
    }

    @Test("A row that does not decode is reported, and the connection goes on")
    func decoding() throws {
        let connection = try TestDatabase.current.connect()
        let error = #expect(throws: PostgresError.self) {
            try connection.pipeline { pipeline in
                try pipeline.fetch(EchoRequiredText(value: nil)) { _ in Issue.record("there is nothing to hand on") }
                try pipeline.run(Numbers(limit: 1))
            }
        }
        #expect(error?.serverFault == nil)
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test("A value with a NUL character undoes the pipeline before anything is kept")
    func nul() throws {
        let connection = try Stones.connection()
        let fault = try serverFault {
            try connection.pipeline { pipeline in
                try pipeline.run(Stones.Insert(name: "a"))
                try pipeline.run(Stones.Insert(name: "b\u{0}"))
            }
        }
        #expect(fault.sqlstate == "22021")
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A pipeline after a stream gets its rows all at once")
    func afterStream() throws {
        let connection = try TestDatabase.current.connect()
        try connection.forEach(Numbers(limit: 2)) { _ in }
        final class Seen { var numbers: [[Int]] = [] }
        let seen = Seen()
        try connection.pipeline { pipeline in try pipeline.fetch(Numbers(limit: 3)) { seen.numbers.append($0) } }
        #expect(seen.numbers == [[1, 2, 3]])
    }

    @Test("A session that ends in the middle of a pipeline is a lost connection, not an endless wait")
    func lostSession() throws {
        let connection = try TestDatabase.current.connect()
        let fault = try serverFault {
            try connection.pipeline { pipeline in
                for _ in 1...2_000 {
                    try pipeline.run(Terminate(process: connection.serverProcess))
                    try pipeline.run(Numbers(limit: 1))
                }
            }
        }
        #expect(fault.isConnectionLost)
        #expect(connection.isLost)
    }
}
