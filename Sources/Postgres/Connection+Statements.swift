internal import CPostgres

/// A statement that the server keeps parsed under a name of this session.
final class PreparedStatement {
    /// The name on the server.
    let name: String
    /// The statement, for faults; to make a text of its name is slow, so that only a fault does.
    let statement: any Statement.Type
    /// The columns of its results, known with the first of them.
    private var layout: ResultLayout?

    init(name: String, statement: any Statement.Type) {
        self.name = name
        self.statement = statement
    }

    func layout(of result: borrowing QueryResult) -> ResultLayout {
        if let layout { return layout }
        let new = ResultLayout(of: result, statement: statement)
        layout = new
        return new
    }
}

/// What the server knows of a statement without running it.
public struct StatementShape: Sendable, Equatable {
    /// The number of `$n`.
    public let parameterCount: Int
    /// The names of the result's columns, in order; empty when it returns no rows.
    public let columns: [String]
}

extension Connection {
    /// Runs one or more statements without parameters, separated by semicolons; rows are dropped.
    ///
    /// Unless the text says otherwise, all of it is one transaction. COPY, DEALLOCATE and DISCARD do not belong here.
    /// Throws: the first fault; the statements after it did not run.
    public func script(_ sql: String) throws(PostgresError) {
        requireFree()
        guard PQsendQuery(handle, sql) == 1 else { throw .server(faultOfConnection(statement: nil)) }
        _ = try finish(statement: nil)
    }

    /// All rows of a statement, decoded, in the server's order.
    public func fetch<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Output] {
        let prepared = try prepare(S.self)
        try send(statement, as: prepared)
        return try rows(of: S.self, prepared)
    }

    /// All rows of a statement, and what the body makes while the server runs it; the body must not use this connection.
    public func fetch<S: Statement, Work>(
        _ statement: S, meanwhile body: () -> Work
    ) throws(PostgresError) -> ([S.Output], Work) {
        let prepared = try prepare(S.self)
        try send(statement, as: prepared)
        let work = occupying("fetch of \(prepared.statement.name)", body)
        return (try rows(of: S.self, prepared), work)
    }

    private func rows<S: Statement>(of type: S.Type, _ prepared: PreparedStatement) throws(PostgresError) -> [S.Output]
    {
        let result = try finish(statement: prepared.statement)
        do {
            return try result.rows(of: S.self, layout: prepared.layout(of: result))
        } catch {
            throw .decoding(error)
        }
    }

    /// The only row of a statement; nil when it returns none.
    ///
    /// Throws: besides the usual, a decoding fault when there are two rows or more.
    public func first<S: Statement>(_ statement: S) throws(PostgresError) -> S.Output? {
        let rows = try fetch(statement)
        guard rows.count <= 1 else {
            throw .decoding(
                DecodingFault(
                    statement: S.name, column: "", row: 2, wanted: "at most one row", found: "\(rows.count) rows"))
        }
        return rows.first
    }

    /// Runs a statement for its effect.
    ///
    /// Returns the number of rows inserted, changed, deleted, or selected; 0 for commands that count nothing.
    @discardableResult
    public func run<S: Statement>(_ statement: S) throws(PostgresError) -> Int {
        let prepared = try prepare(S.self)
        try send(statement, as: prepared)
        return try finish(statement: prepared.statement).rowsAffected
    }

    /// Passes the rows of a statement to the body one at a time, in the server's order, in flat memory.
    ///
    /// The body must not use this connection. Should it throw, the remaining rows are read and dropped, so that an open
    /// transaction stays usable, and its error is thrown.
    public func forEach<S: Statement>(_ statement: S, _ body: (S.Output) throws -> Void) throws {
        try forEachRow(statement) { row in
            try body(try S.decode(row))
        } stopping: {
            while nextResult() != nil {}
        }
    }

    /// Lends the rows of a statement to the body one at a time, undecoded; otherwise as `forEach`.
    ///
    /// Should the body throw, the statement is cancelled, so that nobody waits for rows that nobody wants; an open
    /// transaction can then only be rolled back.
    public func forEachRow<S: Statement>(of statement: S, _ body: (borrowing Row) throws -> Void) throws {
        try forEachRow(statement, body) {
            canceller.cancel()
            while nextResult() != nil {}
        }
    }

    private func forEachRow<S: Statement>(
        _ statement: S, _ body: (borrowing Row) throws -> Void, stopping stop: () -> Void
    ) throws {
        let prepared = try prepare(S.self)
        try send(statement, as: prepared)
        guard PQsetSingleRowMode(handle) == 1 else {
            throw PostgresError.server(faultOfConnection(statement: prepared.statement))
        }
        singleRowModeLingers = true
        try occupying("forEach over \(prepared.statement.name)") {
            var ordinal = 0
            while let result = nextResult() {
                guard result.status == PGRES_SINGLE_TUPLE else {
                    try finish(from: result, statement: prepared.statement)
                    return
                }
                ordinal += 1
                let row = Row(of: result, at: 0, ordinal: ordinal, layout: prepared.layout(of: result))
                do {
                    try body(row)
                } catch {
                    stop()
                    throw (error as? DecodingFault).map(PostgresError.decoding) ?? error
                }
            }
        }
    }

    /// Has the server parse a statement against the schema as it is, without running it.
    ///
    /// Throws: the server's fault for a text that does not fit the schema.
    @discardableResult
    public func check<S: Statement>(_ type: S.Type) throws(PostgresError) -> StatementShape {
        requireFree()
        // The unnamed statement is replaced by the next one, so nothing is left behind.
        guard PQsendPrepare(handle, "", S.sql, 0, nil) == 1 else { throw .server(faultOfConnection(statement: S.self)) }
        _ = try finish(statement: S.self)
        guard PQsendDescribePrepared(handle, "") == 1 else { throw .server(faultOfConnection(statement: S.self)) }
        let result = try finish(statement: S.self)
        let layout = ResultLayout(of: result, statement: S.self)
        return StatementShape(parameterCount: Int(PQnparams(result.pointer)), columns: layout.columns)
    }
}

extension Connection {
    /// The statement's name on the server, where it is parsed at the first call for its type.
    private func prepare<S: Statement>(_ type: S.Type) throws(PostgresError) -> PreparedStatement {
        requireFree()
        if let known = prepared[ObjectIdentifier(type)] { return known }
        let new = newPreparedStatement(for: type)
        guard PQsendPrepare(handle, new.name, S.sql, 0, nil) == 1 else {
            throw .server(faultOfConnection(statement: new.statement))
        }
        _ = try finish(statement: new.statement)
        prepared[ObjectIdentifier(type)] = new
        return new
    }

    /// A statement with a name that this session has not used, even for one that the server refused.
    func newPreparedStatement<S: Statement>(for type: S.Type) -> PreparedStatement {
        namesUsed += 1
        return PreparedStatement(name: "s\(namesUsed)", statement: S.self)
    }

    private func send(_ statement: some Statement, as prepared: PreparedStatement) throws(PostgresError) {
        let parameters = try EncodedParameters(statement.parameters, statement: prepared.statement)
        let sent = parameters.withPointers { count, values in
            PQsendQueryPrepared(handle, prepared.name, count, values, nil, nil, 0)
        }
        guard sent == 1 else { throw .server(faultOfConnection(statement: prepared.statement)) }
    }

    func nextResult() -> QueryResult? {
        guard let pointer = PQgetResult(handle) else { return nil }
        return QueryResult(pointer)
    }

    /// Reads the command under way to its end; the last result, or the first fault.
    func finish(statement: (any Statement.Type)?) throws(PostgresError) -> QueryResult {
        guard let first = nextResult() else { throw .server(faultOfConnection(statement: statement)) }
        return try finish(from: first, statement: statement)
    }

    /// Reads the command under way to its end, given its first result.
    @discardableResult
    func finish(from first: consuming QueryResult, statement: (any Statement.Type)?) throws(PostgresError)
        -> QueryResult
    {
        var fault: ServerFault?
        var newest = first
        var isLast = false
        while !isLast {
            switch newest.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
            case PGRES_COPY_IN, PGRES_COPY_OUT: fault = fault ?? leaveCopy(newest.status, statement)
            default: fault = fault ?? ServerFault(of: newest.pointer, statement: statement)
            }
            if let next = nextResult() { newest = next } else { isLast = true }
        }
        if let fault { throw .server(completed(fault)) }
        return newest
    }

    /// Says whether the connection is lost, and keeps the fault as the newest.
    ///
    /// libpq notices the end of a session only when it reads on; that a fault of severity FATAL ends it is known before.
    func completed(_ fault: ServerFault) -> ServerFault {
        var fault = fault
        // After a failed write libpq may leave the end of the stream unread, and takes the session for alive.
        if fault.sqlstate == SQLState.refusedByClient { PQconsumeInput(handle) }
        if isLost || fault.severity == "FATAL" || fault.severity == "PANIC" {
            fault.isConnectionLost = true
            if fault.sqlstate == SQLState.refusedByClient { fault.sqlstate = SQLState.connectionLost }
        }
        newestFault = fault
        return fault
    }

    /// What libpq says after a call that it refused.
    func faultOfConnection(statement: (any Statement.Type)?) -> ServerFault {
        completed(ServerFault(ofConnection: handle, sqlstate: SQLState.refusedByClient, statement: statement))
    }

    /// Ends a COPY that was started where none belongs; left alone, it would be reported again for ever.
    private func leaveCopy(_ status: ExecStatusType, _ statement: (any Statement.Type)?) -> ServerFault {
        if status == PGRES_COPY_IN {
            PQputCopyEnd(handle, "no data was expected here")
        } else {
            dropCopyData()
        }
        var fault = ServerFault(sqlstate: SQLState.refusedByClient, message: "a COPY was started by a plain call")
        fault.hint = "use copyIn or copyOut"
        fault.statementName = statement?.name
        return fault
    }
}
