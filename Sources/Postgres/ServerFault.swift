/// What the server, or libpq on its behalf, answered instead of a result.
public struct ServerFault: Error, Sendable, Equatable {
    /// The five characters of SQLSTATE.
    ///
    /// The server's own code where it sent one. Otherwise `08001` (the connection could not be made), `08006` (it was
    /// lost), `22021` (a value holds a NUL character, refused before sending) or `YE000` (libpq refused the call).
    public internal(set) var sqlstate: String
    /// `ERROR`, `FATAL` or `PANIC`, never translated.
    public internal(set) var severity: String = "ERROR"
    /// The primary message, one line.
    public internal(set) var message: String
    /// More about the problem; it may quote values of rows.
    public internal(set) var detail: String?
    /// What to do about it.
    public internal(set) var hint: String?
    /// The name of the violated constraint.
    public internal(set) var constraint: String?
    /// The table concerned.
    public internal(set) var table: String?
    /// The column concerned.
    public internal(set) var column: String?
    /// The schema of the table, type or constraint concerned.
    public internal(set) var schema: String?
    /// The data type concerned.
    public internal(set) var dataType: String?
    /// Where in the SQL text, in characters from 1.
    public internal(set) var position: Int?
    /// Where in `internalQuery`, in characters from 1.
    public internal(set) var internalPosition: Int?
    /// The text of a command that the server made itself, such as one in a function's body.
    public internal(set) var internalQuery: String?
    /// The call stack of functions and the line of a COPY; it may quote values.
    public internal(set) var context: String?
    /// The place in the server's source: file, line and function.
    public internal(set) var source: String?
    /// The type name of the statement, nil for a script, COPY or connecting.
    public internal(set) var statementName: String?
    /// Whether the connection is of no use any more.
    public internal(set) var isConnectionLost = false

    init(sqlstate: String, message: String) {
        self.sqlstate = sqlstate
        self.message = message
    }
}

extension ServerFault {
    /// Whether the whole transaction may be tried again: serialization failure or deadlock.
    public var isRetriable: Bool { sqlstate == "40001" || sqlstate == "40P01" }
}

extension ServerFault: CustomStringConvertible {
    /// One line: message, hint, and the names of constraint and table where the message lacks them.
    ///
    /// Detail and context are left out, since they quote values of rows.
    public var description: String {
        var line = message
        if let hint { line += "; \(hint)" }
        if let constraint, !message.contains("\"\(constraint)\"") { line += " [constraint \(constraint)]" }
        if let table, !message.contains("\"\(table)\"") { line += " [table \(table)]" }
        return "\(line) [SQLSTATE \(sqlstate)]"
    }

    /// The line of `description`, then a line each for statement, detail, position and context, where there are any.
    public var verboseDescription: String {
        var lines = [description]
        if let statementName { lines.append("statement: \(statementName)") }
        if let detail { lines.append("detail: \(detail)") }
        if let position { lines.append("position: \(position)") }
        if let context { lines.append("context: \(context)") }
        return lines.joined(separator: "\n")
    }
}

/// Why a call on a connection has no result.
public enum PostgresError: Error, Sendable, Equatable {
    /// The server refused, or could not be reached.
    case server(ServerFault)
    /// The server answered, but not as the statement promised.
    case decoding(DecodingFault)

    /// The server's fault, when it is one.
    public var serverFault: ServerFault? {
        switch self {
        case .server(let fault): fault
        case .decoding: nil
        }
    }
}

extension PostgresError: CustomStringConvertible {
    /// The fault's own line; neither bound values nor a password are in it.
    public var description: String {
        switch self {
        case .server(let fault): fault.description
        case .decoding(let fault): fault.description
        }
    }
}
