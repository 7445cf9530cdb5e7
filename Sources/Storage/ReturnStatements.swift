package import Postgres

/// Makes a return; answers its number.
package struct InsertReturn: Statement {
    package static let sql = """
        INSERT INTO order_return (number, order_id, received_on, reason, authorisation_id)
        SELECT document_number('RT', $2, nextval('order_return_number')), $1, $2::date, $3, $4::bigint
        RETURNING number
        """
    let order: Int64
    let day: String
    let reason: String?
    let authorisation: Int64?

    /// The order, the day, why, and the authorisation it came by; nil is without one.
    package init(order: Int64, day: String, reason: String?, authorisation: Int64? = nil) {
        self.order = order
        self.day = day
        self.reason = reason
        self.authorisation = authorisation
    }

    package var parameters: [any ParameterConvertible] { [order, day, reason, authorisation] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// What becomes of goods that came back.
package enum Disposition: String, Sendable, CaseIterable {
    /// Sold again, or thrown away.
    case restocked, scrapped
}

/// Makes the lines of a return with their movements; sums and balances follow by the triggers.
///
/// What is thrown away comes in first and leaves at once, so that the ledger has both.
package struct InsertReturnLines: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO order_return_line (return_id, line_id, location_id, quantity, disposition)
            SELECT entry.id, line.line_id, $3, line.quantity, $2
            FROM unnest($4::bigint[], $5::integer[]) AS line (line_id, quantity)
            CROSS JOIN order_return AS entry WHERE entry.number = $1
            RETURNING id, return_id, line_id, location_id, quantity, disposition
        )
        INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, return_line, effective_on)
        SELECT line.product_id, moved.kind, CASE WHEN moved.kind = 'scrapped' THEN added.location_id END,
            CASE WHEN moved.kind = 'returned' THEN added.location_id END, added.quantity, added.id, entry.received_on
        FROM added JOIN sales_order_line AS line ON line.id = added.line_id
        JOIN order_return AS entry ON entry.number = $1
        CROSS JOIN (VALUES (1, 'returned'), (2, 'scrapped')) AS moved (turn, kind)
        WHERE moved.kind = 'returned' OR added.disposition = 'scrapped'
        ORDER BY line.product_id, added.id, moved.turn
        """
    let values: [any ParameterConvertible & Sendable]

    /// The return's number, what becomes of the goods, where they come to, and how many of which lines.
    package init(
        number: String, disposition: Disposition, location: Int64, lines: [(line: Int64, quantity: Int)]
    ) {
        values = [number, disposition.rawValue, location, lines.map(\.line), lines.map(\.quantity)]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// A line of a return, with the return's number.
package struct ReturnLineRow: Sendable, Equatable {
    /// Number, day, why, and the authorisation by which the goods came, if any.
    package let number, receivedOn: String, reason, authorisation: String?
    /// The order line, its SKU, where it came to, how many, and what became of it.
    package let line: Int, sku, location: String, quantity: Int, disposition: String
}

/// What came back of an order, or of it by one authorisation, by return.
package struct SelectReturnLines: Statement {
    package static let sql = """
        SELECT entry.number, entry.received_on, entry.reason, line.line, line.sku, location.code, returned.quantity,
            returned.disposition, authorised.number AS authorisation
        FROM order_return AS entry JOIN order_return_line AS returned ON returned.return_id = entry.id
        LEFT JOIN return_authorisation AS authorised ON authorised.id = entry.authorisation_id
        JOIN sales_order_line AS line ON line.id = returned.line_id
        JOIN location ON location.id = returned.location_id
        WHERE entry.order_id = $1 AND ($2::bigint IS NULL OR entry.authorisation_id = $2) ORDER BY entry.id, line.line
        """
    let order: Int64
    let authorisation: Int64?

    /// The order, and the authorisation if not all are meant.
    package init(order: Int64, authorisation: Int64? = nil) {
        self.order = order
        self.authorisation = authorisation
    }

    package var parameters: [any ParameterConvertible] { [order, authorisation] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReturnLineRow {
        ReturnLineRow(
            number: try row.string("number"), receivedOn: try row.string("received_on"),
            reason: try row.stringOrNil("reason"), authorisation: try row.stringOrNil("authorisation"),
            line: try row.int("line"), sku: try row.string("sku"),
            location: try row.string("code"), quantity: try row.int("quantity"),
            disposition: try row.string("disposition"))
    }
}
