import Postgres
import TestSupport
import Testing

@Suite(.database)
struct CopyTests {
    @Test("Rows go in and come out again", arguments: [0, 1, 50_000])
    func inAndOut(_ count: Int) throws {
        let connection = try Stones.connection()
        let copied = try connection.copyIn("COPY stone (name, grams) FROM STDIN") { writer in
            for number in 0..<count { try writer.write("stone \(number)\t\(number + 1)\n") }
        }
        #expect(copied == count)
        var lines = 0
        var bytes = 0
        try connection.copyOut("COPY stone (name, grams) TO STDOUT") { row in
            if row.last == UInt8(ascii: "\n") { lines += 1 }
            bytes += row.count
        }
        #expect(lines == count)
        #expect(bytes == (0..<count).reduce(0) { $0 + "stone \($1)\t\($1 + 1)\n".utf8.count })
    }

    @Test("A write larger than a block, and writes that end anywhere, keep their order")
    func blocks() throws {
        let connection = try Stones.connection()
        let long = String(repeating: "x", count: 300_000)
        try connection.script("ALTER TABLE stone DROP CONSTRAINT stone_is_named_once")
        let copied = try connection.copyIn("COPY stone (name, grams) FROM STDIN") { writer in
            try writer.write("first")
            try writer.write("\t1\n")
            try writer.write("\(long)\t2\nthi")
            try Array("rd\t3\n".utf8).withUnsafeBytes { try writer.write($0) }
            try writer.write("")
        }
        #expect(copied == 3)
        #expect(try connection.fetch(Stones.All()) == ["first", "third", long])
    }

    @Test("A field comes back byte for byte", arguments: ParameterTests.hostileTexts)
    func fields(_ hostile: ParameterTests.HostileText) throws {
        let connection = try TestDatabase.current.connect()
        try connection.script("CREATE TABLE pair (line integer, value text, other text)")
        try connection.copyIn("COPY pair FROM STDIN") { writer in
            for line in 1...3 {
                try writer.field(String(line))
                try writer.field(hostile.text)
                try writer.field(line == 2 ? nil : hostile.text)
                try writer.endRow()
            }
        }
        struct Pairs: Statement {
            static let sql = "SELECT value, other FROM pair ORDER BY line"
            static func decode(_ row: borrowing Row) throws(DecodingFault) -> [String?] {
                [try row.string("value"), try row.stringOrNil("other")]
            }
        }
        let whole: [String?] = [hostile.text, hostile.text]
        #expect(try connection.fetch(Pairs()) == [whole, [hostile.text, nil], whole])
    }

    @Test("A body that throws leaves no row and hands on its own error", arguments: [1, 100_000])
    func bodyThrows(_ rows: Int) throws {
        let connection = try Stones.connection()
        #expect(throws: OwnFailure.self) {
            try connection.copyIn("COPY stone (name, grams) FROM STDIN") { writer in
                for row in 0..<rows { try writer.write("stone \(row)\t1\n") }
                throw OwnFailure()
            }
        }
        #expect(connection.transactionStatus == .idle)
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A COPY that throws inside a transaction fails it")
    func insideTransaction() throws {
        let connection = try Stones.connection()
        #expect(throws: OwnFailure.self) {
            try connection.transaction {
                try connection.run(Stones.Insert(name: "before"))
                try connection.copyIn("COPY stone (name, grams) FROM STDIN") { _ in throw OwnFailure() }
            }
        }
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A line that the server refuses is told with its place, and nothing stays")
    func refusedLine() throws {
        let connection = try Stones.connection()
        let fault = try serverFault {
            try connection.copyIn("COPY stone (name, grams) FROM STDIN") { writer in
                for row in 1...30_000 { try writer.write("stone \(row)\t\(row == 7 ? "heavy" : "1")\n") }
            }
        }
        #expect(fault.sqlstate == "22P02")
        #expect(fault.context?.contains("line 7, column grams") == true)
        #expect(!fault.description.contains("line 7"))
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A reader that throws has the rest dropped, and the transaction stays usable")
    func readerThrows() throws {
        let connection = try Stones.connection()
        try connection.transaction {
            try connection.run(Stones.Insert(name: "kept"))
            var rows = 0
            #expect(throws: OwnFailure.self) {
                try connection.copyOut("COPY (SELECT generate_series(1, 100000)) TO STDOUT") { _ in
                    rows += 1
                    if rows == 10 { throw OwnFailure() }
                }
            }
            #expect(rows == 10)
        }
        #expect(try connection.fetch(Stones.All()) == ["kept"])
    }

    @Test("A fault in the middle of COPY TO comes after the rows before it")
    func outFault() throws {
        let connection = try TestDatabase.current.connect()
        var rows = 0
        let fault = try serverFault {
            try connection.copyOut("COPY (SELECT 1 / (1000 - n) FROM generate_series(1, 2000) AS n) TO STDOUT") { _ in
                rows += 1
            }
        }
        #expect(fault.sqlstate == "22012")
        #expect(rows == 999)
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test(
        "A statement that is not the COPY it should be is refused",
        arguments: ["SELECT 1", "COPY stone TO STDOUT", "COPY absent FROM STDIN", "COPY stone FROM STDIN; SELECT 1"])
    func wrongStatement(_ sql: String) throws {
        let connection = try Stones.connection()
        #expect(throws: PostgresError.self) {
            try connection.copyIn(sql) { _ in Issue.record("the body is not to run") }
        }
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
        #expect(throws: PostgresError.self) {
            try connection.copyOut("COPY stone FROM STDIN") { _ in Issue.record("the body is not to run") }
        }
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test("A session that ends in the middle of COPY is a lost connection with the server's reason")
    func lostSession() throws {
        let connection = try Stones.connection()
        let other = try TestDatabase.current.connect()
        let fault = try serverFault {
            try connection.copyIn("COPY stone (name, grams) FROM STDIN") { writer in
                try writer.write("jade\t1\n")
                #expect(try other.first(Terminate(process: connection.serverProcess)) == true)
                for row in 1...100_000 { try writer.write("stone \(row)\t1\n") }
            }
        }
        #expect(fault.isConnectionLost)
        #expect(try other.fetch(Stones.All()).isEmpty)
    }
}
