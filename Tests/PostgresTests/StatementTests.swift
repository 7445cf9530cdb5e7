import Postgres
import TestSupport
import Testing

@Suite(.database)
struct StatementTests {
    @Test("A script runs all its statements or none")
    func scriptIsWhole() throws {
        let connection = try Stones.connection()
        let fault = try serverFault {
            try connection.script("INSERT INTO stone VALUES ('jade', 1); INSERT INTO stone VALUES ('quartz', 0)")
        }
        #expect(fault.constraint == "stone_has_weight")
        #expect(try connection.fetch(Stones.All()).isEmpty)
        try connection.script("INSERT INTO stone VALUES ('jade', 1); INSERT INTO stone VALUES ('quartz', 2)")
        #expect(try connection.fetch(Stones.All()) == ["jade", "quartz"])
    }

    @Test("A violated constraint comes with every name the server gives")
    func faultFields() throws {
        let connection = try Stones.connection()
        #expect(try connection.run(Stones.Insert(name: "jade")) == 1)
        let fault = try serverFault { try connection.run(Stones.Insert(name: "jade")) }
        #expect(fault.sqlstate == "23505")
        #expect(fault.severity == "ERROR")
        #expect(fault.constraint == "stone_is_named_once")
        #expect(fault.table == "stone")
        #expect(fault.schema == "public")
        #expect(fault.detail == "Key (name)=(jade) already exists.")
        #expect(fault.statementName == "PostgresTests.Stones.Insert")
        #expect(fault.source?.isEmpty == false)
        #expect(!fault.isConnectionLost)
        #expect(
            fault.description
                == "duplicate key value violates unique constraint \"stone_is_named_once\" [table stone] [SQLSTATE 23505]"
        )
        #expect(!fault.description.contains("jade"))
        #expect(fault.verboseDescription.contains("statement: PostgresTests.Stones.Insert\ndetail: Key"))
    }

    @Test("A text at odds with the schema tells position and hint")
    func position() throws {
        struct Misspelled: Statement {
            static let sql = "SELECT nam FROM stone"
        }
        let connection = try Stones.connection()
        let fault = try serverFault { try connection.check(Misspelled.self) }
        #expect(fault.sqlstate == "42703")
        #expect(fault.position == 8)
        #expect(fault.hint?.contains("stone.name") == true)
    }

    @Test("A missing value names its column, a function its context")
    func columnAndContext() throws {
        let connection = try Stones.connection()
        let missing = try serverFault { try connection.script("INSERT INTO stone (name) VALUES ('x')") }
        #expect(missing.column == "grams")
        let inside = try serverFault { try connection.script("DO $$BEGIN PERFORM 1 / 0; END$$") }
        #expect(inside.context?.contains("PL/pgSQL") == true)
        let query = try serverFault { try connection.script("DO $$BEGIN EXECUTE 'SELEC 1'; END$$") }
        #expect(query.internalQuery == "SELEC 1")
        #expect(query.internalPosition == 1)
    }

    struct PreparedNames: Statement {
        static let sql = "SELECT name FROM pg_prepared_statements WHERE statement = $1 ORDER BY name"
        let statement: String
        var parameters: [any ParameterConvertible] { [statement] }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("name") }
    }

    @Test("What is made meanwhile comes with the rows, and a refusal is thrown behind it")
    func meanwhile() throws {
        struct Refused: Statement {
            static let sql = "SELECT 1 / 0"
        }
        let connection = try Stones.connection()
        try connection.script("INSERT INTO stone VALUES ('jade', 1)")
        var done = 0
        let (rows, work) = try connection.fetch(Stones.All()) {
            done += 1
            return done
        }
        #expect(rows == ["jade"] && work == 1)
        let fault = try serverFault { _ = try connection.fetch(Refused()) { done += 1 } }
        #expect(fault.sqlstate == "22012" && done == 2)
        #expect(try connection.fetch(Stones.All()) == ["jade"])
    }

    @Test("A statement is prepared at its first use and then found again")
    func preparedOnce() throws {
        let connection = try TestDatabase.current.connect()
        #expect(try connection.fetch(Numbers(limit: 3)) == [1, 2, 3])
        #expect(try connection.fetch(Numbers(limit: 2)) == [1, 2])
        try connection.forEach(Numbers(limit: 1)) { _ in }
        try connection.pipeline { pipeline in try pipeline.run(Numbers(limit: 1)) }
        #expect(try connection.fetch(PreparedNames(statement: Numbers.sql)).count == 1)
    }

    @Test("A statement that could not be prepared is tried anew once the schema allows it")
    func preparedLater() throws {
        let connection = try TestDatabase.current.connect()
        #expect(try serverFault { try connection.run(Stones.All()) }.sqlstate == "42P01")
        try connection.script(Stones.schema)
        #expect(try connection.fetch(Stones.All()).isEmpty)
    }

    @Test("A checked statement tells its shape and leaves nothing on the server")
    func check() throws {
        let connection = try Stones.connection()
        let shape = try connection.check(Stones.Insert.self)
        #expect(shape.parameterCount == 2)
        #expect(shape.columns.isEmpty)
        #expect(try connection.check(Stones.All.self).columns == ["name"])
        #expect(try connection.fetch(PreparedNames(statement: Stones.All.sql)).isEmpty)
    }

    @Test("The only row is nil, a value, or a fault when there are two")
    func first() throws {
        let connection = try TestDatabase.current.connect()
        #expect(try connection.first(Numbers(limit: 0)) == nil)
        #expect(try connection.first(Numbers(limit: 1)) == 1)
        let error = #expect(throws: PostgresError.self) { try connection.first(Numbers(limit: 2)) }
        #expect(error?.description == "PostgresTests.Numbers, row 2: wanted at most one row, found 2 rows")
    }

    @Test("A statement run for its effect tells the rows it touched")
    func affected() throws {
        let connection = try Stones.connection()
        try connection.script("INSERT INTO stone SELECT 's' || n, n FROM generate_series(1, 7) AS n")
        #expect(try connection.run(Stones.Weigh(name: "s1", grams: 50)) == 1)
        #expect(try connection.run(Stones.Weigh(name: "none", grams: 50)) == 0)
        #expect(try connection.run(Stones.All()) == 7)
    }

    @Test("Rows stream in order, and a body that throws leaves connection and transaction usable")
    func streaming() throws {
        let connection = try Stones.connection()
        var sum = 0
        try connection.forEach(Numbers(limit: 10_000)) { sum += $0 }
        #expect(sum == 50_005_000)

        try connection.transaction {
            try connection.run(Stones.Insert(name: "kept"))
            var seen: [Int] = []
            #expect(throws: OwnFailure.self) {
                try connection.forEach(Numbers(limit: 10_000)) { number in
                    seen.append(number)
                    if number == 3 { throw OwnFailure() }
                }
            }
            #expect(seen == [1, 2, 3])
        }
        #expect(try connection.fetch(Stones.All()) == ["kept"])
    }

    @Test("A fault in the middle of a stream comes after the rows before it")
    func streamingFault() throws {
        struct Reciprocals: Statement {
            static let sql = "SELECT 6 / (3 - n) AS value FROM generate_series(1, 5) AS n"
            static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("value") }
        }
        let connection = try TestDatabase.current.connect()
        var seen: [Int] = []
        let fault = try serverFault { try connection.forEach(Reciprocals()) { seen.append($0) } }
        #expect(fault.sqlstate == "22012")
        #expect(seen == [3, 6])
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test("A wrong number of parameters is the server's fault, and not a lost connection")
    func wrongCount() throws {
        struct TooFew: Statement {
            static let sql = "SELECT $1::int + $2::int AS sum"
            var parameters: [any ParameterConvertible] { [1] }
        }
        let connection = try TestDatabase.current.connect()
        let fault = try serverFault { try connection.run(TooFew()) }
        #expect(fault.sqlstate == "08P01")
        #expect(!fault.isConnectionLost)
        #expect(try connection.fetch(Numbers(limit: 1)) == [1])
    }

    @Test("COPY in a script is refused and the connection goes on")
    func copyInScript() throws {
        let connection = try Stones.connection()
        for sql in [
            "COPY stone FROM STDIN", "COPY (SELECT generate_series(1, 9)) TO STDOUT", "COPY stone FROM STDIN; SELECT 1",
        ] {
            let fault = try serverFault { try connection.script(sql) }
            #expect(fault.hint == "use copyIn or copyOut")
            #expect(try connection.fetch(Numbers(limit: 1)) == [1])
        }
    }

    @Test("Using a connection from inside its own stream stops the program")
    func reentrance() async {
        let conninfo = TestDatabase.current.conninfo
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            [conninfo = conninfo as String] in
            let connection = try Connection(conninfo, applicationName: "reentrance")
            try connection.forEach(Numbers(limit: 3)) { _ in try connection.run(Numbers(limit: 1)) }
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("in the middle of forEach"))
    }
}
