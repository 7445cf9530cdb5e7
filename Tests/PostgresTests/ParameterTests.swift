import Postgres
import TestSupport
import Testing

@Suite(.database)
struct ParameterTests {
    struct HostileText: Sendable, CustomTestStringConvertible {
        let id: String
        let text: String
        var testDescription: String { id }
    }

    static let hostileTexts = [
        HostileText(id: "empty", text: ""),
        HostileText(id: "single quotes", text: "O'Hara''s '; DROP TABLE stone; --"),
        HostileText(id: "double quotes", text: "a \"b\" \"\""),
        HostileText(id: "backslashes", text: "\\ \\\\ \\n \\x41 C:\\new"),
        HostileText(id: "line ends and tabs", text: "one\r\ntwo\nthree\tfour"),
        HostileText(id: "emoji and combining marks", text: "玉 🪨👩‍👩‍👧 e\u{301} \u{202E}abc"),
        HostileText(id: "control characters", text: "\u{1}\u{1B}[31m\u{7F}\u{9B}"),
        HostileText(id: "the word NULL", text: "NULL"),
        HostileText(id: "braces and commas", text: "{a,b},{\"c\"}, NULL"),
        HostileText(id: "a placeholder", text: "$1 %s ?"),
        HostileText(id: "spaces around", text: "  x  "),
        HostileText(id: "a long text", text: String(repeating: "jade \\ \" ' ", count: 20_000)),
    ]

    struct EchoTexts: Statement {
        static let sql = "SELECT $1::text[] AS value"
        let value: [String?]
        var parameters: [any ParameterConvertible] { [value] }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> [String?] {
            try row.stringArrayWithNulls("value")
        }
    }

    @Test("A text comes back byte for byte", arguments: hostileTexts)
    func textReturns(_ hostile: HostileText) throws {
        let connection = try TestDatabase.current.connect()
        #expect(
            try connection.fetch(EchoText(value: hostile.text)).map { $0.map { Array($0.utf8) } } == [
                Array(hostile.text.utf8)
            ])
    }

    @Test("A text comes back byte for byte as the element of an array", arguments: hostileTexts)
    func elementReturns(_ hostile: HostileText) throws {
        let connection = try TestDatabase.current.connect()
        let list: [String?] = [hostile.text, nil, "between", hostile.text]
        #expect(try connection.first(EchoTexts(value: list)) == list)
    }

    @Test("NULL comes back as nil, and is not the empty text")
    func null() throws {
        let connection = try TestDatabase.current.connect()
        #expect(try connection.fetch(EchoText(value: nil)) == [nil])
        #expect(try connection.fetch(EchoText(value: "")) == [""])
    }

    @Test("A text with a NUL character is refused before it is cut short")
    func nul() throws {
        let connection = try TestDatabase.current.connect()
        let fault = try serverFault { try connection.run(EchoText(value: "secret\u{0}tail")) }
        #expect(fault.sqlstate == "22021")
        #expect(fault.message == "the value for $1 holds a NUL character, which PostgreSQL cannot store")
        #expect(!fault.verboseDescription.contains("secret"))
        #expect(try connection.fetch(EchoText(value: "next")) == ["next"])
    }

    struct EveryKind: Sendable, Equatable {
        var int: Int
        var int64: Int64
        var int32: Int32
        var uint32: UInt32
        var bool: Bool
        var bytes: [UInt8]
        var texts: [String]
        var integers: [Int]
    }

    struct EchoEveryKind: Statement {
        static let sql = """
            SELECT $1::bigint AS "int", $2::bigint AS int64, $3::integer AS int32, $4::oid AS uint32, $5::boolean AS "bool",
                $6::bytea AS bytes, $7::text[] AS texts, $8::bigint[] AS integers, $9::integer AS absent,
                $10::bytea AS absent_bytes, $11::text[] AS absent_texts
            """
        let value: EveryKind
        var parameters: [any ParameterConvertible] {
            [
                value.int, value.int64, value.int32, value.uint32, value.bool, value.bytes, value.texts, value.integers,
                Int?.none, [UInt8]?.none, [String]?.none,
            ]
        }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> EveryKind {
            let absences = [
                try row.intOrNil("absent") == nil, try row.int64OrNil("absent") == nil,
                try row.bytesOrNil("absent_bytes") == nil, try row.stringArrayOrNil("absent_texts") == nil,
                try row.intArrayOrNil("absent_texts") == nil, try row.boolOrNil("absent") == nil,
                try row.decimalTextOrNil("absent") == nil,
            ]
            guard !absences.contains(false) else {
                throw row.fault("absent", wanted: "NULL", found: "\(absences)")
            }
            return EveryKind(
                int: try row.int("int"), int64: try row.int64("int64"), int32: Int32(try row.int("int32")),
                uint32: UInt32(try row.int("uint32")), bool: try row.bool("bool"), bytes: try row.bytes("bytes"),
                texts: try row.stringArray("texts"), integers: try row.intArray("integers"))
        }
    }

    static let everyKind = [
        EveryKind(
            int: .max, int64: .min, int32: .min, uint32: .max, bool: true, bytes: Array(0...255),
            texts: ["a", "", "NULL", "{},\""], integers: [.min, -1, 0, 1, .max]),
        EveryKind(
            int: .min, int64: .max, int32: .max, uint32: 0, bool: false, bytes: [], texts: [], integers: []),
    ]

    @Test("Every kind of value comes back as it was, at its limits too", arguments: everyKind)
    func everyKindReturns(_ value: EveryKind) throws {
        let connection = try TestDatabase.current.connect()
        #expect(try connection.first(EchoEveryKind(value: value)) == value)
    }

    struct ElementForm: Sendable, CustomTestStringConvertible {
        let id: String
        let parameter: Parameter
        let text: String?
        var testDescription: String { id }
    }

    @Test(
        "Lists have the forms that the server reads",
        arguments: [
            ElementForm(id: "bytes", parameter: ([0, 171] as [UInt8]).parameter, text: "\\x00ab"),
            ElementForm(id: "no bytes", parameter: ([] as [UInt8]).parameter, text: "\\x"),
            ElementForm(id: "truth values", parameter: [true, false].parameter, text: #"{"t","f"}"#),
            ElementForm(id: "numbers with a gap", parameter: [1, nil, -3].parameter, text: "{1,NULL,-3}"),
            ElementForm(id: "numbers of 32 bits", parameter: ([7] as [Int32]).parameter, text: #"{"7"}"#),
            ElementForm(id: "unsigned numbers", parameter: ([7] as [UInt32]).parameter, text: #"{"7"}"#),
            ElementForm(id: "no list", parameter: ([Int64]?.none).parameter, text: nil),
            ElementForm(id: "an empty list", parameter: ([] as [Int64]).parameter, text: "{}"),
        ])
    func listForm(_ form: ElementForm) {
        #expect(form.parameter.text == form.text)
    }
}
