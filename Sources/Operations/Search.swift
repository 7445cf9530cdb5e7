internal import Postgres
package import Storage

/// Looking for things by a text, and at who did what.
package struct Search {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// Orders, invoices, shipments, customers, suppliers, products and part numbers that have a text in number, code or name.
    package func find(_ text: String, limit: Int) throws -> [FoundRow] {
        guard !text.allSatisfy(\.isWhitespace) else {
            throw Refusal(
                "text_blank", "there is nothing to look for", remedy: "give a part of a number, code or name",
                status: .usage)
        }
        return try database.connection.fetch(SelectFound(text: text, limit: limit))
    }

    /// A page of the audit trail from the latest back; nil filters nothing.
    package func audit(
        subject: String?, action: String?, actor: String?, limit: Int, after: Int64?
    ) throws -> [AuditRow] {
        try database.connection.fetch(
            SelectAudit(subject: subject, action: action, actor: actor, after: after, limit: limit))
    }
}
