package import Orders
package import Postgres

/// Makes a return authorisation; answers its number.
package struct InsertReturnAuthorisation: Statement {
    package static let sql = """
        INSERT INTO return_authorisation (number, order_id, reason, valid_until)
        SELECT document_number('RA', $2, nextval('return_authorisation_number')), $1, $3, $4::date
        RETURNING number
        """
    let values: [any ParameterConvertible & Sendable]

    /// The order, the day whose year is in the number, why, and the last day on which goods are taken in.
    package init(order: Int64, today: String, reason: String?, validUntil: String?) {
        values = [order, today, reason, validUntil]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Makes the lines of an authorisation.
package struct InsertReturnAuthorisationLines: Statement {
    package static let sql = """
        INSERT INTO return_authorisation_line (authorisation_id, line_id, quantity)
        SELECT entry.id, line.line_id, line.quantity
        FROM unnest($2::bigint[], $3::integer[]) AS line (line_id, quantity)
        CROSS JOIN return_authorisation AS entry WHERE entry.number = $1
        """
    let number: String
    let lines: [Int64]
    let quantities: [Int]

    /// The authorisation's number, and how many of which lines.
    package init(number: String, lines: [(line: Int64, quantity: Int)]) {
        self.number = number
        self.lines = lines.map(\.line)
        quantities = lines.map(\.quantity)
    }

    package var parameters: [any ParameterConvertible] { [number, lines, quantities] }
}

/// Calls off what has not come in by an authorisation.
package struct CancelReturnAuthorisation: Statement {
    package static let sql = """
        UPDATE return_authorisation
        SET cancelled_at = clock_timestamp(), cancelled_by = session_user, cancel_reason = $2 WHERE id = $1
        """
    let id: Int64
    let reason: String

    /// The authorisation, and why.
    package init(id: Int64, reason: String) {
        self.id = id
        self.reason = reason
    }

    package var parameters: [any ParameterConvertible] { [id, reason] }
}

/// A return authorisation with how far it has come.
package struct ReturnAuthorisationRow: Sendable, Equatable {
    /// Keys of it and of its order.
    package let id, orderID: Int64
    /// Its number, its order's, and the customer's code.
    package let number, order, customer: String
    /// How far it has come.
    package let state: ReturnState
    /// Why the goods come back, and the last day on which they are taken in.
    package let reason, validUntil: String?
    /// When and by whom it was made, in UTC.
    package let authorisedAt, authorisedBy: String
    /// When, by whom and why the rest was called off; nil when it was not.
    package let cancelledAt, cancelledBy, cancelReason: String?
    /// Units that may come back in all, that came in, and that may still come.
    package let authorised, received, outstanding: Int
    /// Whether its last day is over.
    package let isOver: Bool
}

/// An authorisation by its number, or a page of them by number, where one of seven digits comes behind all of six.
package struct SelectReturnAuthorisations: Statement {
    package static let sql = """
        SELECT entry.id, entry.order_id, entry.number, orders.number AS order_number, customer.code AS customer,
            entry.reason, entry.valid_until,
            to_char(entry.authorised_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS authorised_at,
            entry.authorised_by,
            to_char(entry.cancelled_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS cancelled_at,
            entry.cancelled_by, entry.cancel_reason, coalesce(entry.valid_until < $1::date, false) AS is_over,
            came.authorised, came.received, came.outstanding, stands.state
        FROM return_authorisation AS entry
        JOIN sales_order AS orders ON orders.id = entry.order_id
        JOIN customer ON customer.id = orders.customer_id
        CROSS JOIN LATERAL (
            SELECT sum(authorised) AS authorised, sum(received) AS received, sum(credited) AS credited,
                sum(outstanding) AS outstanding
            FROM return_authorisation_progress AS line WHERE line.authorisation_id = entry.id
        ) AS came
        CROSS JOIN LATERAL (
            SELECT CASE WHEN came.received > 0 AND came.credited = came.received THEN 'credited'
                WHEN came.received > 0 THEN 'received' WHEN entry.cancelled_at IS NOT NULL THEN 'cancelled'
                WHEN entry.valid_until < $1::date THEN 'expired' ELSE 'authorised' END AS state
        ) AS stands
        WHERE ($2::text IS NULL OR entry.number = $2) AND ($3::text IS NULL OR orders.number = $3)
            AND ($4::text IS NULL OR stands.state = $4)
            AND ($5::text IS NULL OR (length(entry.number), entry.number COLLATE "C") > (length($5), $5))
        ORDER BY length(entry.number), entry.number COLLATE "C" LIMIT $6
        """
    let values: [any ParameterConvertible & Sendable]

    /// The authorisation of a number, today.
    package init(number: String, today: String) {
        values = [today, number, nil as String?, nil as String?, nil as String?, 1]
    }

    /// A page behind a number, today; nil filters nothing.
    package init(order: String?, state: ReturnState?, after: String?, limit: Int, today: String) {
        values = [today, nil as String?, order, state?.rawValue, after, limit]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReturnAuthorisationRow {
        ReturnAuthorisationRow(
            id: try row.int64("id"), orderID: try row.int64("order_id"), number: try row.string("number"),
            order: try row.string("order_number"), customer: try row.string("customer"), state: try row.code("state"),
            reason: try row.stringOrNil("reason"), validUntil: try row.stringOrNil("valid_until"),
            authorisedAt: try row.string("authorised_at"), authorisedBy: try row.string("authorised_by"),
            cancelledAt: try row.stringOrNil("cancelled_at"), cancelledBy: try row.stringOrNil("cancelled_by"),
            cancelReason: try row.stringOrNil("cancel_reason"), authorised: try row.int("authorised"),
            received: try row.int("received"), outstanding: try row.int("outstanding"), isOver: try row.bool("is_over"))
    }
}

/// A line of an authorisation with how far it has come.
package struct ReturnAuthorisationLineRow: Sendable, Equatable {
    /// The order line's key.
    package let lineID: Int64
    /// The order line, its goods.
    package let line: Int, sku, name: String
    /// Units that may come back in all, that came in, what became of those, and how many of them are credited.
    package let authorised, received, restocked, scrapped, credited: Int
    /// Units that may still come.
    package let outstanding: Int
}

/// The lines of an order's authorisations, or of one of them, in the order of authorisations and lines.
package struct SelectReturnAuthorisationLines: Statement {
    package static let sql = """
        SELECT line.id, line.line, line.sku, line.name, came.authorised, came.received, came.restocked, came.scrapped,
            came.credited, came.outstanding
        FROM return_authorisation AS entry
        JOIN return_authorisation_progress AS came ON came.authorisation_id = entry.id
        JOIN sales_order_line AS line ON line.id = came.line_id
        WHERE entry.order_id = $1 AND ($2::bigint IS NULL OR entry.id = $2) ORDER BY entry.id, line.line
        """
    let order: Int64
    let authorisation: Int64?

    /// The order, and the authorisation if not all are meant.
    package init(order: Int64, authorisation: Int64? = nil) {
        self.order = order
        self.authorisation = authorisation
    }

    package var parameters: [any ParameterConvertible] { [order, authorisation] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReturnAuthorisationLineRow {
        ReturnAuthorisationLineRow(
            lineID: try row.int64("id"), line: try row.int("line"), sku: try row.string("sku"),
            name: try row.string("name"), authorised: try row.int("authorised"), received: try row.int("received"),
            restocked: try row.int("restocked"), scrapped: try row.int("scrapped"), credited: try row.int("credited"),
            outstanding: try row.int("outstanding"))
    }
}
