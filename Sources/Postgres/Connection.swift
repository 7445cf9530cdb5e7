internal import CPostgres

/// One session with a PostgreSQL server.
///
/// It does one thing at a time and blocks until it is done. Only its `canceller` may be used from another thread.
/// The session ends when the last reference goes.
public final class Connection {
    let handle: OpaquePointer
    /// Ends the command under way from any thread.
    public let canceller: Canceller
    /// What a closure lent to the caller is doing with the session; nil when it is free.
    private var occupation: (() -> String)?
    /// The statements prepared on the server, by statement type.
    var prepared: [ObjectIdentifier: PreparedStatement] = [:]
    /// Whether the last command that was sent asked for its rows one by one.
    var singleRowModeLingers = false
    /// How many names were given to statements.
    var namesUsed = 0
    /// The newest fault, so that a transaction knows why it was aborted whatever the body made of it.
    var newestFault: ServerFault?
    /// Owned here, lent to libpq; nothing of it is called once the session has ended.
    private let notices: NoticeReceiver

    /// Connects and sets the session once: UTF-8, UTC, ISO dates, hexadecimal byte strings, then the settings given.
    ///
    /// What the string leaves open is taken from libpq's environment variables, password file and service file.
    /// - Parameters:
    ///   - conninfo: `key=value` pairs or a `postgresql://` address, as libpq reads them.
    ///   - applicationName: shown in the server's list of sessions.
    ///   - settings: configuration parameters for the session, such as `search_path`, `lock_timeout`,
    ///     `statement_timeout`; they win over the role's, the database's and the environment's.
    ///   - onNotice: called for each notice and warning, between the server's answers; drops them by default.
    /// Throws: a fault with SQLSTATE `08001` when no session comes about, the server's own for a setting it refuses.
    public init(
        _ conninfo: String, applicationName: String, settings: [String: String] = [:],
        onNotice: @escaping (Notice) -> Void = { _ in }
    ) throws(ServerFault) {
        try Self.validate(conninfo)
        let handle = try Self.open(conninfo, applicationName: applicationName)
        self.handle = handle
        canceller = Canceller(of: handle)
        notices = NoticeReceiver(onNotice)
        notices.listen(to: handle)
        do {
            try applySettings(settings)
        } catch {
            switch error {
            case .server(let fault): throw fault
            case .decoding(let fault): preconditionFailure("setting the session decodes no rows: \(fault)")
            }
        }
    }

    deinit {
        PQfinish(handle)
    }

    /// Checks that libpq can read a connection string, without connecting.
    ///
    /// Throws: a fault with SQLSTATE `08001`; what libpq quotes from the string is left out, since it may be a password.
    public static func validate(_ conninfo: String) throws(ServerFault) {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(conninfo, &reason) else {
            let text = reason.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(reason)
            var fault = ServerFault(
                sqlstate: SQLState.notConnected,
                message: "the connection string cannot be read: \(withoutQuotation(text))")
            fault.hint = "write key=value pairs, or postgresql://user@host/database"
            fault.isConnectionLost = true
            throw fault
        }
        PQconninfoFree(options)
    }

    /// The server's version as libpq counts it: 150018 is 15.18.
    public var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// The version of the libpq in use, counted like `serverVersion`.
    public static var libraryVersion: Int { Int(PQlibVersion()) }

    /// The process that serves this session, as `pg_stat_activity.pid` shows it.
    public var serverProcess: Int { Int(PQbackendPID(handle)) }

    /// Whether the session is known to have ended.
    public var isLost: Bool { PQstatus(handle) != CONNECTION_OK }

    /// Where the session stands between transactions.
    public var transactionStatus: TransactionStatus {
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_ACTIVE: .active
        case PQTRANS_INTRANS: .open
        case PQTRANS_INERROR: .failed
        default: .unknown
        }
    }

    /// Whether a transaction is open, failed ones included.
    public var isInTransaction: Bool { transactionStatus == .open || transactionStatus == .failed }
}

@available(*, unavailable, message: "a connection belongs to one thread; only its canceller may be shared")
extension Connection: Sendable {}

/// Where a session stands between transactions.
public enum TransactionStatus: Sendable, Equatable {
    /// No transaction is open.
    case idle
    /// A command is under way.
    case active
    /// A transaction is open and sound.
    case open
    /// A transaction is open and can only be rolled back.
    case failed
    /// The session is lost.
    case unknown
}

extension Connection {
    /// Holds the session for as long as a closure of the caller runs in the middle of a command.
    func occupying<R>(_ activity: @autoclosure @escaping () -> String, _ body: () throws -> R) rethrows -> R {
        requireFree()
        occupation = activity
        defer { occupation = nil }
        return try body()
    }

    /// A command sent from inside such a closure would be answered with another command's rows.
    func requireFree() {
        if let occupation {
            preconditionFailure("this connection is in the middle of \(occupation()); use a second connection")
        }
    }
}

extension Connection {
    private static func open(_ conninfo: String, applicationName: String) throws(ServerFault) -> OpaquePointer {
        // Later keywords win over those that the string in "dbname" expands to.
        let keywords = ["dbname", "application_name", "client_encoding"]
        let values = [conninfo, applicationName, "UTF8"]
        let handle = withCStrings(keywords) { keywords in
            withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
        }
        guard let handle else { throw ServerFault(sqlstate: SQLState.notConnected, message: "libpq is out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            var fault = ServerFault(ofConnection: handle, sqlstate: SQLState.notConnected)
            if misreadsPassword(conninfo) {
                fault.message = withoutQuotation(fault.message)
                fault.hint = "write @, /, ? and # in a password as %40, %2F, %3F and %23"
            }
            fault.severity = "FATAL"
            fault.isConnectionLost = true
            PQfinish(handle)
            throw fault
        }
        return handle
    }

    /// In an address a password with a raw "@" or "/" is read as part of host, port or database, and quoted as such.
    private static func misreadsPassword(_ conninfo: String) -> Bool {
        guard let start = conninfo.firstRange(of: "://"), let end = conninfo.lastIndex(of: "@"), start.upperBound < end
        else { return false }
        let user = conninfo[start.upperBound..<end]
        guard let colon = user.firstIndex(of: ":") else { return false }
        return user[colon...].contains { "@/?#".contains($0) }
    }

    private func applySettings(_ settings: [String: String]) throws(PostgresError) {
        var session = [
            "TimeZone": "UTC", "DateStyle": "ISO, YMD", "IntervalStyle": "iso_8601", "bytea_output": "hex",
            "standard_conforming_strings": "on",
        ]
        session.merge(settings) { _, given in given }
        // Sorted, so that of two refused settings the same one is always reported.
        let names = session.keys.sorted()
        let values = names.map { session[$0] }
        let parameters = try EncodedParameters([names, values], statement: nil)
        // Names are qualified because the role's own search_path still holds.
        let sent = parameters.withPointers { count, pointers in
            PQsendQueryParams(
                handle,
                """
                SELECT pg_catalog.set_config(name, value, false)
                FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
                    AS setting (name, value)
                """,
                count, nil, pointers, nil, nil, 0)
        }
        guard sent == 1 else { throw .server(faultOfConnection(statement: nil)) }
        _ = try finish(statement: nil)
    }

    /// Everything between the first and the last quote is left out: a password may itself hold quotes.
    private static func withoutQuotation(_ text: String) -> String {
        let line = text.filter { !$0.isNewline }
        guard let first = line.firstIndex(of: "\""), let last = line.lastIndex(of: "\""), first != last else {
            return line
        }
        return "\(line[..<first])\"…\"\(line[line.index(after: last)...])"
    }
}

/// The texts as a C array that ends with a null pointer, for the time of the call.
private func withCStrings<R>(_ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> R) -> R {
    let copies = texts.map { text in
        text.utf8CString.withUnsafeBufferPointer { bytes in
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: bytes.count)
            _ = copy.initialize(from: bytes)
            return copy
        }
    }
    defer { for copy in copies { copy.deallocate() } }
    let pointers: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0.baseAddress) } + [nil]
    return pointers.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { preconditionFailure("an array with a terminator is not empty") }
        return body(start)
    }
}
