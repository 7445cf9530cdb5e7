package import Postgres

/// Takes a role for the rest of the session.
package struct SetRole: Statement {
    package static let sql = "SELECT set_config('role', $1, false) AS role"
    let role: String

    /// The role to take.
    package init(role: String) { self.role = role }

    package var parameters: [any ParameterConvertible] { [role] }
}

/// The day it is for the company, by the server's clock and the company's time zone.
package struct SelectToday: Statement {
    package static let sql = """
        SELECT to_char(now() AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'), 'YYYY-MM-DD') AS today
        """

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("today") }
}

/// Waits for the turn on a supplier's imports; the lock goes with the session.
package struct LockImports: Statement {
    package static let sql = """
        SELECT pg_advisory_lock(hashtext('nephrite.import'), $1::integer) IS NULL AS done
        """
    let supplier: Int64

    /// The supplier.
    package init(supplier: Int64) { self.supplier = supplier }

    package var parameters: [any ParameterConvertible] { [supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// Gives the turn on a supplier's imports back.
package struct UnlockImports: Statement {
    package static let sql = "SELECT pg_advisory_unlock(hashtext('nephrite.import'), $1::integer) AS done"
    let supplier: Int64

    /// The supplier.
    package init(supplier: Int64) { self.supplier = supplier }

    package var parameters: [any ParameterConvertible] { [supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// What was answered to a key.
package struct StoredRequest: Sendable, Equatable {
    /// Digest of the request's body.
    package let digest: String
    /// The answer.
    package let answer: String
    /// The exit status that went with it.
    package let status: Int32
}

/// Waits for the turn on a key; the lock goes with the transaction.
package struct LockRequest: Statement {
    package static let sql = "SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) IS NULL AS done"
    let command: String
    let key: String

    /// The key of a command.
    package init(command: String, key: String) {
        self.command = command
        self.key = key
    }

    package var parameters: [any ParameterConvertible] { [command, key] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// The answer to a key, if there was one.
package struct SelectRequest: Statement {
    package static let sql = """
        SELECT body_sha256, answer, exit_status FROM request_key WHERE command = $1 AND key = $2
        """
    let command: String
    let key: String

    /// The key of a command.
    package init(command: String, key: String) {
        self.command = command
        self.key = key
    }

    package var parameters: [any ParameterConvertible] { [command, key] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> StoredRequest {
        StoredRequest(
            digest: try row.string("body_sha256"), answer: try row.string("answer"),
            status: Int32(try row.int("exit_status")))
    }
}

/// Keeps the answer to a key.
package struct InsertRequest: Statement {
    package static let sql = """
        INSERT INTO request_key (command, key, body_sha256, answer, exit_status) VALUES ($1, $2, $3, $4, $5)
        """
    let command: String
    let key: String
    let digest: String
    let answer: String
    let status: Int32

    /// The key and its answer.
    package init(command: String, key: String, digest: String, answer: String, status: Int32) {
        self.command = command
        self.key = key
        self.digest = digest
        self.answer = answer
        self.status = status
    }

    package var parameters: [any ParameterConvertible] { [command, key, digest, answer, Int(status)] }
}
