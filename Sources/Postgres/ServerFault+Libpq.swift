internal import CPostgres

/// The field codes of an error message, as the protocol writes them; libpq's macros are characters, which Swift does not
/// import.
private enum Field: UnicodeScalar {
    case severityUntranslated = "V"
    case sqlstate = "C"
    case message = "M"
    case detail = "D"
    case hint = "H"
    case position = "P"
    case internalPosition = "p"
    case internalQuery = "q"
    case context = "W"
    case schema = "s"
    case table = "t"
    case column = "c"
    case dataType = "d"
    case constraint = "n"
    case sourceFile = "F"
    case sourceLine = "L"
    case sourceFunction = "R"
}

/// SQLSTATE codes that the client itself gives.
enum SQLState {
    static let notConnected = "08001"
    static let connectionLost = "08006"
    static let refusedByClient = "YE000"
    static let characterNotInRepertoire = "22021"
}

extension ServerFault {
    /// The fields of a result whose status is an error; the caller completes `isConnectionLost`.
    init(of result: OpaquePointer, statement: (any Statement.Type)?) {
        func field(_ code: Field) -> String? {
            PQresultErrorField(result, Int32(code.rawValue.value)).map { String(cString: $0) }
        }
        // A result without SQLSTATE was made by libpq; its text then stands in the unparsed message.
        self.init(
            sqlstate: field(.sqlstate) ?? SQLState.refusedByClient,
            message: field(.message) ?? oneLine(PQresultErrorMessage(result)))
        severity = field(.severityUntranslated) ?? "ERROR"
        detail = field(.detail)
        hint = field(.hint)
        constraint = field(.constraint)
        table = field(.table)
        column = field(.column)
        schema = field(.schema)
        dataType = field(.dataType)
        position = field(.position).flatMap { Int($0) }
        internalPosition = field(.internalPosition).flatMap { Int($0) }
        internalQuery = field(.internalQuery)
        context = field(.context)
        if let file = field(.sourceFile), let line = field(.sourceLine) {
            source = "\(file):\(line) \(field(.sourceFunction) ?? "")"
        }
        statementName = statement?.name
    }

    /// What libpq last said about the connection itself.
    init(ofConnection handle: OpaquePointer, sqlstate: String, statement: (any Statement.Type)? = nil) {
        self.init(sqlstate: sqlstate, message: oneLine(PQerrorMessage(handle)))
        statementName = statement?.name
    }
}

/// libpq breaks its messages into lines and ends each with one; a fault's message is one line.
private func oneLine(_ text: UnsafePointer<CChar>?) -> String {
    guard let text else { return "libpq gave no message" }
    let lines = String(cString: text).split(whereSeparator: \.isNewline)
    let joined = lines.map { $0.drop(while: { $0 == " " || $0 == "\t" }) }.joined(separator: " ")
    return joined.isEmpty ? "libpq gave no message" : joined
}
