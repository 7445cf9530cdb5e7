package import Postgres

/// A change or a cancellation of an order that came as a document and was carried out.
package struct ChangeDocumentRow: Sendable, Equatable {
    /// `change` or `cancellation`, and the buyer's number and count of it.
    package let kind: String, number, sequence: String?
    /// The version of the order that it made; nil where nothing was to be otherwise.
    package let version: Int?
    /// The file's name, its place in it, and the format.
    package let fileName: String, position: Int, format: String
    /// Digests of the file and of what it says, and the identity of the message.
    package let fileDigest, contentDigest: String, messageID: String?
    /// The day it was written, what the buyer adds, and what was noticed.
    package let issuedOn, note: String?, findings: [String]

    /// A document.
    package init(
        kind: String, number: String?, sequence: String?, version: Int?, fileName: String, position: Int,
        format: String, fileDigest: String, contentDigest: String, messageID: String?, issuedOn: String?,
        note: String?, findings: [String]
    ) {
        self.kind = kind
        self.number = number
        self.sequence = sequence
        self.version = version
        self.fileName = fileName
        self.position = position
        self.format = format
        self.fileDigest = fileDigest
        self.contentDigest = contentDigest
        self.messageID = messageID
        self.issuedOn = issuedOn
        self.note = note
        self.findings = findings
    }
}

/// The changes of an order that came as documents, the oldest first.
package struct SelectChangeDocuments: Statement {
    package static let sql = """
        SELECT kind, number, sequence, version, file_name, position, format, file_sha256, content_sha256, message_id,
            issued_on, note, findings
        FROM order_change_document WHERE order_id = $1 ORDER BY id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ChangeDocumentRow {
        ChangeDocumentRow(
            kind: try row.string("kind"), number: try row.stringOrNil("number"),
            sequence: try row.stringOrNil("sequence"), version: try row.intOrNil("version"),
            fileName: try row.string("file_name"), position: try row.int("position"), format: try row.string("format"),
            fileDigest: try row.string("file_sha256"), contentDigest: try row.string("content_sha256"),
            messageID: try row.stringOrNil("message_id"), issuedOn: try row.stringOrNil("issued_on"),
            note: try row.stringOrNil("note"), findings: try row.stringArray("findings"))
    }
}

/// Keeps which document changed an order.
package struct InsertChangeDocument: Statement {
    package static let sql = """
        INSERT INTO order_change_document (order_id, kind, number, sequence, version, file_name, position, format,
            file_sha256, content_sha256, message_id, issued_on, note, findings)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::date, $13, $14::text[])
        """
    let values: [any ParameterConvertible & Sendable]

    /// The order and the document.
    package init(order: Int64, _ row: ChangeDocumentRow) {
        values = [
            order, row.kind, row.number, row.sequence, row.version, row.fileName, row.position, row.format,
            row.fileDigest, row.contentDigest, row.messageID, row.issuedOn, row.note, row.findings,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
}
