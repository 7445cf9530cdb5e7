import Postgres
import TestSupport
import Testing

@Suite(.database)
struct RowTests {
    /// Values that are nearly of some kind, and the faults of reading each as that kind.
    struct OddValues: Statement {
        static let sql = """
            SELECT '12abc' AS letters, '' AS nothing, ' 1' AS spaced, '9223372036854775808' AS too_great,
                '-9223372036854775809' AS too_small, '-' AS minus, 'true' AS spelled, 'NaN'::numeric AS nan,
                'Infinity'::numeric AS endless, '1.' AS open_ended, '1e5' AS exponent, '\\x0' AS half_byte, 'x' AS no_bytes,
                ARRAY['a', NULL] AS with_null, ARRAY[[1, 2], [3, 4]] AS nested, '[0:1]={1,2}'::int[] AS bounded,
                NULL::text AS missing, 1 AS twice, 2 AS twice
            """
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> [DecodingFault] {
            var faults: [DecodingFault] = []
            for (column, kind) in RowTests.oddColumns {
                do throws(DecodingFault) {
                    switch kind {
                    case .string: _ = try row.string(column)
                    case .int: _ = try row.int(column)
                    case .bool: _ = try row.bool(column)
                    case .decimal: _ = try row.decimalText(column)
                    case .bytes: _ = try row.bytes(column)
                    case .stringArray: _ = try row.stringArray(column)
                    case .intArray: _ = try row.intArray(column)
                    }
                } catch {
                    faults.append(error)
                }
            }
            return faults
        }
    }

    enum Kind { case string, int, bool, decimal, bytes, stringArray, intArray }

    static let oddColumns: [(String, Kind)] = [
        ("letters", .int), ("nothing", .int), ("spaced", .int), ("too_great", .int), ("too_small", .int),
        ("minus", .int),
        ("spelled", .bool), ("nothing", .bool), ("nan", .decimal), ("endless", .decimal), ("open_ended", .decimal),
        ("exponent", .decimal), ("nothing", .decimal), ("half_byte", .bytes), ("no_bytes", .bytes),
        ("with_null", .stringArray), ("nested", .intArray), ("bounded", .intArray), ("letters", .stringArray),
        ("missing", .string), ("missing", .int), ("missing", .bool), ("missing", .decimal), ("missing", .bytes),
        ("missing", .stringArray), ("missing", .intArray), ("twice", .int), ("absent", .string),
    ]

    @Test("A value that is not wholly of the wanted kind is refused, with its column")
    func strictness() throws {
        let connection = try TestDatabase.current.connect()
        let faults = try #require(try connection.first(OddValues()))
        #expect(faults.map(\.column) == Self.oddColumns.map(\.0))
        #expect(faults.allSatisfy { $0.row == 1 && $0.statement.hasSuffix("OddValues") })
        #expect(faults.filter { $0.column == "missing" }.allSatisfy { $0.found == "NULL" })
    }

    @Test("NULL for a text that is required names statement, row and column")
    func nullIntoRequired() throws {
        let connection = try TestDatabase.current.connect()
        let error = #expect(throws: PostgresError.self) { try connection.fetch(EchoRequiredText(value: nil)) }
        let expected = DecodingFault(
            statement: "PostgresTests.EchoRequiredText", column: "value", row: 1, wanted: "a text", found: "NULL")
        #expect(error == .decoding(expected))
        #expect(
            error?.description
                == "PostgresTests.EchoRequiredText, row 1, column \"value\": wanted a text, found NULL")
    }

    struct Forgetful: Statement {
        static let sql = "SELECT 1 AS sku, 2 AS gtin"
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("price") }
    }

    @Test("A column that the result lacks is told with those that it has")
    func absentColumn() throws {
        let connection = try TestDatabase.current.connect()
        let error = #expect(throws: PostgresError.self) { try connection.fetch(Forgetful()) }
        #expect(error?.description.hasSuffix("found no such column among: sku, gtin") == true)
    }

    struct Backwards: Statement {
        static let sql = "SELECT n AS a, n * 10 AS b, n * 100 AS c FROM generate_series(1, 3) AS n ORDER BY n"
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> [Int] {
            [try row.int("c"), try row.int("a"), try row.int("c"), try row.int("b")]
        }
    }

    @Test("Columns may be read in any order, and more than once")
    func anyOrder() throws {
        let connection = try TestDatabase.current.connect()
        #expect(
            try connection.fetch(Backwards()) == [[100, 1, 100, 10], [200, 2, 200, 20], [300, 3, 300, 30]])
    }

    struct Decimals: Statement {
        static let sql = "SELECT v FROM unnest($1::numeric(30, 4)[]) WITH ORDINALITY AS t (v, n) ORDER BY n"
        let values: [String]
        var parameters: [any ParameterConvertible] { [values] }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.decimalText("v") }
    }

    @Test("A decimal keeps the scale of its column and all its digits")
    func decimals() throws {
        let connection = try TestDatabase.current.connect()
        #expect(
            try connection.fetch(Decimals(values: ["1", "-0.5", "12345678901234567890123456.7891"]))
                == ["1.0000", "-0.5000", "12345678901234567890123456.7891"])
    }

    @Test("The third of four rows is named when it is the one at fault")
    func rowNumber() throws {
        struct Third: Statement {
            static let sql = "SELECT CASE WHEN n = 3 THEN 'x' ELSE n::text END AS n FROM generate_series(1, 4) AS n"
            static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("n") }
        }
        let connection = try TestDatabase.current.connect()
        let whole = #expect(throws: PostgresError.self) { try connection.fetch(Third()) }
        let streamed = #expect(throws: PostgresError.self) { try connection.forEach(Third()) { _ in } }
        for error in [whole, streamed] {
            guard case .decoding(let fault) = error else {
                Issue.record("no decoding fault: \(String(describing: error))")
                continue
            }
            #expect(fault.row == 3)
            #expect(fault.statement == "PostgresTests.RowTests.Third")
            #expect(fault.found == "\"x\"")
        }
        #expect(try connection.fetch(Numbers(limit: 2)) == [1, 2])
    }
}
