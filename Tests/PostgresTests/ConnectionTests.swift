import Postgres
import TestSupport
import Testing

@Suite(.database)
struct ConnectionTests {
    struct Setting: Statement {
        static let sql = "SELECT current_setting($1) AS value"
        let name: String
        var parameters: [any ParameterConvertible] { [name] }
        static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("value") }
    }

    @Test("The session is set once: encoding, zone, dates, name, and the caller's settings")
    func settings() throws {
        let connection = try TestDatabase.current.connect(settings: [
            "search_path": "nephrite, pg_temp", "lock_timeout": "5s", "statement_timeout": "2min",
        ])
        let expected = [
            "client_encoding": "UTF8", "TimeZone": "UTC", "DateStyle": "ISO, YMD", "bytea_output": "hex",
            "search_path": "nephrite, pg_temp", "lock_timeout": "5s", "statement_timeout": "2min",
            "application_name": "nephrite test",
        ]
        for (name, value) in expected.sorted(by: { $0.key < $1.key }) {
            #expect(try connection.first(Setting(name: name)) == value, "\(name)")
        }
    }

    @Test("The session's settings win over the role's and the connection string's")
    func settingsWin() throws {
        let database = TestDatabase.current
        try database.connect().script(
            #"DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET "TimeZone" TO ''Asia/Shanghai''', current_database()); END$$"#
        )
        let connection = try Connection(
            database.conninfo + " application_name=impostor options='-c DateStyle=German -c work_mem=5MB'",
            applicationName: "right")
        #expect(try connection.first(Setting(name: "TimeZone")) == "UTC")
        #expect(try connection.first(Setting(name: "DateStyle")) == "ISO, YMD")
        #expect(try connection.first(Setting(name: "application_name")) == "right")
        #expect(try connection.first(Setting(name: "work_mem")) == "5MB")
    }

    @Test("A setting that the server does not know is the server's fault, by name")
    func unknownSetting() throws {
        let fault = try #require(throws: ServerFault.self) {
            _ = try TestDatabase.current.connect(settings: ["serch_path": "x"])
        }
        #expect(fault.sqlstate == "42704")
        #expect(fault.message.contains("serch_path"))
    }

    @Test("A database that is not there is a connection that could not be made")
    func noDatabase() throws {
        let conninfo = TestDatabase.current.conninfo + " dbname=absent password=Marker7"
        let fault = try #require(throws: ServerFault.self) { _ = try Connection(conninfo, applicationName: "x") }
        #expect(fault.sqlstate == "08001")
        #expect(fault.isConnectionLost)
        #expect(fault.message.contains("\"absent\" does not exist"))
        #expect(!fault.message.contains("\n"))
        #expect(!fault.verboseDescription.contains("Marker7"))
    }

    @Test(
        "A connection string that cannot be read is refused without showing what may be a password",
        arguments: [
            "password=my Marker7 host=x", "password='Marker7", "postgresql://u:Mar%zzMarker7@h/d", "Marker7",
            "postgresql://u:Marker7\"@[::1", "passwordd=Marker7", "password Marker7\"x\" = 1",
        ])
    func unreadable(_ conninfo: String) throws {
        let fault = try #require(throws: ServerFault.self) { try Connection.validate(conninfo) }
        #expect(fault.sqlstate == "08001")
        #expect(fault.message.hasPrefix("the connection string cannot be read: "))
        #expect(!fault.verboseDescription.contains("Marker7"))
    }

    @Test(
        "A connection string that libpq understands is accepted without connecting",
        arguments: ["", "host=example.com password='a b'", "postgresql://u:p@example.com:5/d?sslmode=verify-full"])
    func readable(_ conninfo: String) throws {
        try Connection.validate(conninfo)
    }

    @Test("Notices go to the closure of their own connection")
    func notices() throws {
        final class Heard { var notices: [Notice] = [] }
        let heard = Heard()
        let connection = try TestDatabase.current.connect { heard.notices.append($0) }
        let silent = try TestDatabase.current.connect()
        try connection.script("DO $$BEGIN RAISE WARNING 'thin ice' USING HINT = 'walk'; END$$")
        try silent.script("DO $$BEGIN RAISE WARNING 'unheard'; END$$")
        #expect(heard.notices.map(\.message) == ["thin ice"])
        #expect(heard.notices.first?.severity == "WARNING")
        #expect(heard.notices.first?.hint == "walk")
    }

    @Test("The status tells idle, open and failed transactions apart")
    func status() throws {
        let connection = try TestDatabase.current.connect()
        #expect(connection.transactionStatus == .idle)
        #expect(!connection.isInTransaction)
        try connection.script("BEGIN")
        #expect(connection.transactionStatus == .open)
        #expect(throws: PostgresError.self) { try connection.script("nonsense") }
        #expect(connection.transactionStatus == .failed)
        #expect(connection.isInTransaction)
        try connection.script("ROLLBACK")
        #expect(connection.transactionStatus == .idle)
    }

    @Test("Server and library say their versions, the process is the session's")
    func versions() throws {
        struct Facts: Statement {
            static let sql = "SELECT current_setting('server_version_num')::int AS version, pg_backend_pid() AS process"
            static func decode(_ row: borrowing Row) throws(DecodingFault) -> [Int] {
                [try row.int("version"), try row.int("process")]
            }
        }
        let connection = try TestDatabase.current.connect()
        #expect(try connection.first(Facts()) == [connection.serverVersion, connection.serverProcess])
        #expect(Connection.libraryVersion >= 150_000)
    }
}
