package import Postgres

/// What tells one written document from another.
package struct DocumentKey: Sendable, Equatable {
    /// Kind and number, format, language, and paper; the last is empty for a message.
    package let kind, number, format, language, paper: String

    /// A key.
    package init(kind: String, number: String, format: String, language: String, paper: String) {
        (self.kind, self.number, self.format) = (kind, number, format)
        (self.language, self.paper) = (language, paper)
    }

    var values: [any ParameterConvertible] { [kind, number, format, language, paper] }
}

/// A document as it was issued, without its bytes.
package struct IssuedRow: Sendable, Equatable {
    /// What it is.
    package let key: DocumentKey
    /// Counts from 1.
    package let edition: Int
    /// Digests of what it was made from and of its bytes, and how many these are.
    package let sourceDigest, digest: String, size: Int
    /// Who issued it and when.
    package let actor, issuedAt: String
    /// The company's day then.
    package let day: String

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> IssuedRow {
        IssuedRow(
            key: DocumentKey(
                kind: try row.string("kind"), number: try row.string("number"), format: try row.string("format"),
                language: try row.string("language"), paper: try row.string("paper")),
            edition: try row.int("edition"), sourceDigest: try row.string("source_sha256"),
            digest: try row.string("sha256"), size: try row.int("size"), actor: try row.string("actor"),
            issuedAt: try row.string("issued_at"), day: try row.string("day"))
    }
}

/// What was issued, the latest first: of one document, of one number, or all.
package struct SelectIssuedDocuments: Statement {
    package static let sql = """
        SELECT kind, number, format, language, paper, edition, source_sha256, sha256, octet_length(content) AS size, actor,
            to_char(issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS issued_at,
            to_char(issued_at AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'), 'YYYY-MM-DD') AS day
        FROM issued_document
        WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR number = $2 OR starts_with(number, $7))
            AND ($3::text IS NULL OR format = $3) AND ($4::text IS NULL OR language = $4)
            AND ($5::text IS NULL OR paper = $5)
        ORDER BY issued_document.issued_at DESC, kind, number, format, language, paper, edition DESC LIMIT $6
        """
    let values: [any ParameterConvertible & Sendable]

    /// The latest edition of a document.
    package init(latestOf key: DocumentKey) {
        values = [key.kind, key.number, key.format, key.language, key.paper, 1, nil as String?]
    }

    /// Of one number, with what was selected of it, or all.
    package init(number: String?, limit: Int) {
        values = [
            nil as String?, number, nil as String?, nil as String?, nil as String?, limit, number.map { $0 + " " },
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> IssuedRow { try .decoded(row) }
}

/// Waits until nobody else issues the same document; until the transaction ends.
package struct LockDocument: Statement {
    package static let sql = """
        SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'nephrite.document', $1::text, $2::text, $3::text, $4::text,
            $5::text), 0)) IS NULL AS done
        """
    let key: DocumentKey

    /// The document.
    package init(_ key: DocumentKey) { self.key = key }

    package var parameters: [any ParameterConvertible] { key.values }
}

/// The bytes of an edition.
package struct SelectIssuedContent: Statement {
    package static let sql = """
        SELECT content FROM issued_document
        WHERE kind = $1 AND number = $2 AND format = $3 AND language = $4 AND paper = $5 AND edition = $6
        """
    let key: DocumentKey
    let edition: Int

    /// The document and its edition.
    package init(_ key: DocumentKey, edition: Int) { (self.key, self.edition) = (key, edition) }

    package var parameters: [any ParameterConvertible] { key.values + [edition] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> [UInt8] { try row.bytes("content") }
}

/// Keeps a document as its next edition.
package struct InsertIssuedDocument: Statement {
    package static let sql = """
        INSERT INTO issued_document (kind, number, format, language, paper, edition, source_sha256, sha256, content)
        VALUES ($1, $2, $3, $4, $5, $6::integer, $7, encode(sha256($8::bytea), 'hex'), $8::bytea)
        """
    let key: DocumentKey
    let edition: Int
    let sourceDigest: String
    let content: [UInt8]

    /// The edition and its bytes.
    package init(_ key: DocumentKey, edition: Int, sourceDigest: String, content: [UInt8]) {
        (self.key, self.edition, self.sourceDigest, self.content) = (key, edition, sourceDigest, content)
    }

    package var parameters: [any ParameterConvertible] { key.values + [edition, sourceDigest, content] }
}
