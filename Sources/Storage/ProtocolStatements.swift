package import Catalog
package import Postgres
internal import Quantities

/// A version of a protocol as its row has it.
package struct ProtocolRow: Sendable {
    /// Its key.
    package let id: Int64
    /// Its content without steps, contraindications and studies, with its status.
    package let content: ToolProtocol
    /// How many steps it declares.
    package let declaredStepCount: Int
    /// Who reviewed it, on which day, and what; nil before.
    package let reviewedBy, reviewedOn, reviewScope: String?
    /// Digest of the text it was loaded from.
    package let digest: String
    /// When it was loaded, and by whom.
    package let loadedAt, loadedBy: String

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> ProtocolRow {
        ProtocolRow(
            id: try row.int64("id"),
            content: ToolProtocol(
                code: try row.string("code"), version: try row.int("version"), title: try row.string("title"),
                language: try row.string("language"), audience: try row.code("audience"),
                market: try row.codeOrNil("market"), authorName: try row.string("author_name"),
                authorQualification: try row.string("author_qualification"),
                sourceReference: try row.string("source_reference"), licence: try row.string("licence"),
                status: try row.code("status")),
            declaredStepCount: try row.int("declared_step_count"), reviewedBy: try row.stringOrNil("reviewed_by"),
            reviewedOn: try row.stringOrNil("reviewed_on"), reviewScope: try row.stringOrNil("review_scope"),
            digest: try row.string("content_sha256"), loadedAt: try row.string("loaded_at"),
            loadedBy: try row.string("loaded_by"))
    }
}

/// Versions of protocols by code and version, behind one.
package struct SelectProtocols: Statement {
    package static let sql = """
        SELECT id, code, version, title, language, audience, market, author_name, author_qualification,
            source_reference, licence, status, reviewed_by, reviewed_on::text AS reviewed_on, review_scope,
            declared_step_count, content_sha256,
            to_char(loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS loaded_at, loaded_by
        FROM protocol
        WHERE $1::text IS NULL OR (code COLLATE "C", version) > ($1, $2::integer)
        ORDER BY code COLLATE "C", version LIMIT $3
        """
    let code: String?
    let version: Int
    let limit: Int

    /// A page of versions behind one.
    package init(after: (code: String, version: Int)?, limit: Int) {
        code = after?.code
        version = after?.version ?? 0
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [code, version, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProtocolRow { try .decoded(row) }
}

/// A version of a protocol; without a number the latest approved one, else the latest.
package struct SelectProtocol: Statement {
    package static let sql = """
        SELECT id, code, version, title, language, audience, market, author_name, author_qualification,
            source_reference, licence, status, reviewed_by, reviewed_on::text AS reviewed_on, review_scope,
            declared_step_count, content_sha256,
            to_char(loaded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS loaded_at, loaded_by
        FROM protocol
        WHERE code = $1 AND ($2::integer IS NULL OR version = $2)
        ORDER BY (status = 'approved') DESC, version DESC LIMIT 1
        """
    let code: String
    let version: Int?

    /// The code, and the version or nil.
    package init(code: String, version: Int?) {
        self.code = code
        self.version = version
    }

    package var parameters: [any ParameterConvertible] { [code, version] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProtocolRow { try .decoded(row) }
}

/// Keeps others from changing a version until the end of the transaction; answers its key, nil when there is none.
package struct LockProtocol: Statement {
    package static let sql = "SELECT id FROM protocol WHERE code = $1 AND version = $2 FOR UPDATE"
    let code: String
    let version: Int

    /// The version.
    package init(code: String, version: Int) {
        self.code = code
        self.version = version
    }

    package var parameters: [any ParameterConvertible] { [code, version] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Adds a version without its parts; answers its key.
package struct InsertProtocol: Statement {
    package static let sql = """
        INSERT INTO protocol (code, version, title, language, audience, market, author_name, author_qualification,
            source_reference, licence, status, declared_step_count, content_sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        RETURNING id
        """
    let content: ToolProtocol
    let digest: String

    /// The version, and the digest of the text it comes from.
    package init(_ content: ToolProtocol, digest: String) {
        self.content = content
        self.digest = digest
    }

    package var parameters: [any ParameterConvertible] {
        [
            content.code, content.version, content.title, content.language, content.audience.rawValue,
            content.market?.rawValue, content.authorName, content.authorQualification, content.sourceReference,
            content.licence, content.status.rawValue, content.steps.count, digest,
        ]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Takes a version that is not approved away with all its parts.
package struct DeleteProtocol: Statement {
    package static let sql = "DELETE FROM protocol WHERE id = $1"
    let id: Int64

    /// The version, whose parts are gone.
    package init(id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
}

/// Takes the parts of a version that is not approved away.
package enum DeleteProtocolParts {
    /// One statement for each table, those that refer to others first.
    package static func run(_ connection: Connection, of id: Int64) throws(PostgresError) {
        try connection.run(DeleteToolRequirements(id: id))
        try connection.run(DeleteProtocolSteps(id: id))
        try connection.run(DeleteProtocolContraindications(id: id))
        try connection.run(DeleteProtocolEvidence(id: id))
    }
}

struct DeleteToolRequirements: Statement {
    static let sql = "DELETE FROM step_tool_requirement WHERE protocol_id = $1"
    let id: Int64
    var parameters: [any ParameterConvertible] { [id] }
}

struct DeleteProtocolSteps: Statement {
    static let sql = "DELETE FROM protocol_step WHERE protocol_id = $1"
    let id: Int64
    var parameters: [any ParameterConvertible] { [id] }
}

struct DeleteProtocolContraindications: Statement {
    static let sql = "DELETE FROM protocol_contraindication WHERE protocol_id = $1"
    let id: Int64
    var parameters: [any ParameterConvertible] { [id] }
}

struct DeleteProtocolEvidence: Statement {
    static let sql = "DELETE FROM protocol_evidence WHERE protocol_id = $1"
    let id: Int64
    var parameters: [any ParameterConvertible] { [id] }
}

/// Approves a version.
package struct ApproveProtocol: Statement {
    package static let sql = """
        UPDATE protocol SET status = 'approved', reviewed_by = $2, reviewed_on = $3::date, review_scope = $4 WHERE id = $1
        """
    let id: Int64
    let reviewer, day, scope: String

    /// The version, who reviewed it, on which day, and what.
    package init(id: Int64, by reviewer: String, on day: String, scope: String) {
        self.id = id
        self.reviewer = reviewer
        self.day = day
        self.scope = scope
    }

    package var parameters: [any ParameterConvertible] { [id, reviewer, day, scope] }
}

/// Retires a version.
package struct RetireProtocol: Statement {
    package static let sql = "UPDATE protocol SET status = 'retired' WHERE id = $1"
    let id: Int64

    /// The version.
    package init(id: Int64) { self.id = id }

    package var parameters: [any ParameterConvertible] { [id] }
}
