package import Orders
package import Postgres

/// An open hold.
package struct HoldRow: Sendable, Equatable {
    /// Kind and reason.
    package let kind: HoldKind, reason: String
}

/// The open holds of an order, the oldest first.
package struct SelectHolds: Statement {
    package static let sql = """
        SELECT kind, reason FROM order_hold WHERE order_id = $1 AND released_at IS NULL ORDER BY id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> HoldRow {
        HoldRow(kind: try row.code("kind"), reason: try row.string("reason"))
    }
}

/// The open holds of several orders, those of an order the oldest first.
package struct SelectOpenHolds: Statement {
    package static let sql = """
        SELECT order_id, kind, reason FROM order_hold
        WHERE order_id = ANY ($1::bigint[]) AND released_at IS NULL ORDER BY order_id, id
        """
    let orders: [Int64]

    /// The orders.
    package init(orders: [Int64]) { self.orders = orders }

    package var parameters: [any ParameterConvertible] { [orders] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (order: Int64, hold: HoldRow) {
        (
            try row.int64("order_id"),
            HoldRow(kind: try row.code("kind"), reason: try row.string("reason"))
        )
    }
}

/// Places holds on several orders.
package struct InsertHolds: Statement {
    package static let sql = """
        INSERT INTO order_hold (order_id, kind, reason)
        SELECT order_id, kind, reason FROM unnest($1::bigint[], $2::text[], $3::text[])
            WITH ORDINALITY AS given (order_id, kind, reason, place) ORDER BY place
        """
    let holds: [(order: Int64, kind: HoldKind, reason: String)]

    /// The holds.
    package init(_ holds: [(order: Int64, kind: HoldKind, reason: String)]) { self.holds = holds }

    package var parameters: [any ParameterConvertible] {
        [holds.map(\.order), holds.map(\.kind.rawValue), holds.map(\.reason)]
    }
}

/// Releases the open holds of some kinds.
package struct ReleaseHolds: Statement {
    package static let sql = """
        UPDATE order_hold SET released_at = clock_timestamp(), released_by = coalesce($3, session_user)
        WHERE order_id = $1 AND released_at IS NULL AND kind = ANY ($2::text[])
        """
    let order: Int64
    let kinds: [HoldKind]
    let cause: String?

    /// The order, the kinds, and what releases them by itself; nil is who is connected.
    package init(order: Int64, kinds: [HoldKind], by cause: String? = nil) {
        self.cause = cause
        self.order = order
        self.kinds = kinds
    }

    package var parameters: [any ParameterConvertible] { [order, kinds.map(\.rawValue), cause] }
}

/// Logs what was done to an order.
package struct InsertTransition: Statement {
    package static let sql = """
        INSERT INTO order_transition (order_id, action, from_state, to_state, reason, request_key)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    let values: [any ParameterConvertible & Sendable]

    /// The action with the caller's key, if he gave one.
    package init(order: Int64, action: String, from: OrderState?, target: OrderState, reason: String?, key: String?) {
        values = [order, action, from?.rawValue, target.rawValue, reason, key]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// What was done to an order.
package struct TransitionRow: Sendable, Equatable {
    /// When and by whom.
    package let at, actor: String
    /// What, and between which states.
    package let action, to: String, from: String?
    /// Why, and the caller's key.
    package let reason, key: String?
}

/// The log of an order, the oldest first.
package struct SelectTransitions: Statement {
    package static let sql = """
        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, actor, action, from_state, to_state,
            reason, request_key
        FROM order_transition WHERE order_id = $1 ORDER BY id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TransitionRow {
        TransitionRow(
            at: try row.string("at"), actor: try row.string("actor"), action: try row.string("action"),
            to: try row.string("to_state"), from: try row.stringOrNil("from_state"),
            reason: try row.stringOrNil("reason"), key: try row.stringOrNil("request_key"))
    }
}
