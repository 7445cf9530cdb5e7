package import Orders
package import Postgres

/// An open hold.
package struct HoldRow: Sendable, Equatable {
    /// Kind and reason.
    package let kind: HoldKind, reason: String
    /// Whether a rule placed it, and not a person.
    package let isByRule: Bool

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> HoldRow {
        HoldRow(kind: try row.code("kind"), reason: try row.string("reason"), isByRule: try row.bool("by_rule"))
    }
}

/// A hold to be placed.
package struct NewHold: Sendable {
    /// On which order, of what kind, why, and whether by a rule.
    package let order: Int64, kind: HoldKind, reason: String, isByRule: Bool

    /// A hold.
    package init(order: Int64, kind: HoldKind, reason: String, isByRule: Bool) {
        self.order = order
        self.kind = kind
        self.reason = reason
        self.isByRule = isByRule
    }
}

/// The open holds of an order, the oldest first.
package struct SelectHolds: Statement {
    package static let sql = """
        SELECT kind, reason, by_rule FROM order_hold WHERE order_id = $1 AND released_at IS NULL ORDER BY id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> HoldRow { try .decoded(row) }
}

/// The open holds of several orders, those of an order the oldest first.
package struct SelectOpenHolds: Statement {
    package static let sql = """
        SELECT order_id, kind, reason, by_rule FROM order_hold
        WHERE order_id = ANY ($1::bigint[]) AND released_at IS NULL ORDER BY order_id, id
        """
    let orders: [Int64]

    /// The orders.
    package init(orders: [Int64]) { self.orders = orders }

    package var parameters: [any ParameterConvertible] { [orders] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (order: Int64, hold: HoldRow) {
        (try row.int64("order_id"), try .decoded(row))
    }
}

/// Places holds on several orders.
package struct InsertHolds: Statement {
    package static let sql = """
        INSERT INTO order_hold (order_id, kind, reason, by_rule)
        SELECT order_id, kind, reason, by_rule FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[])
            WITH ORDINALITY AS given (order_id, kind, reason, by_rule, place) ORDER BY place
        """
    let holds: [NewHold]

    /// The holds.
    package init(_ holds: [NewHold]) { self.holds = holds }

    package var parameters: [any ParameterConvertible] {
        [holds.map(\.order), holds.map(\.kind.rawValue), holds.map(\.reason), holds.map(\.isByRule)]
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

/// Ends the open holds of an order that is over, and answers their kinds.
package struct EndHolds: Statement {
    package static let sql = """
        WITH ended AS (
            UPDATE order_hold SET released_at = clock_timestamp(), released_by = '(' || $2 || ')'
            WHERE order_id = $1 AND released_at IS NULL RETURNING id, kind
        )
        SELECT kind FROM ended ORDER BY id
        """
    let order: Int64
    let state: OrderState

    /// The order, and the state that ends them.
    package init(order: Int64, state: OrderState) { (self.order, self.state) = (order, state) }

    package var parameters: [any ParameterConvertible] { [order, state.rawValue] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> HoldKind { try row.code("kind") }
}

/// Logs what was done to an order.
package struct InsertTransition: Statement {
    package static let sql = """
        INSERT INTO order_transition (order_id, action, from_state, to_state, reason, request_key, hold)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """
    let values: [any ParameterConvertible & Sendable]

    /// The action with the caller's key, if he gave one, and the hold that it placed or released.
    package init(
        order: Int64, action: String, from: OrderState?, target: OrderState, reason: String?, key: String?,
        hold: HoldKind? = nil
    ) {
        values = [order, action, from?.rawValue, target.rawValue, reason, key, hold?.rawValue]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// What was done to an order.
package struct TransitionRow: Sendable, Equatable {
    /// When and by whom.
    package let at, actor: String
    /// What, and between which states.
    package let action, to: String, from: String?
    /// The hold that was placed or released; a purchase has none.
    package let hold: HoldKind?
    /// Why, and the caller's key.
    package let reason, key: String?
}

/// The log of an order, the oldest first.
package struct SelectTransitions: Statement {
    package static let sql = """
        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, actor, action, from_state, to_state,
            reason, request_key, hold
        FROM order_transition WHERE order_id = $1 ORDER BY id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TransitionRow {
        TransitionRow(
            at: try row.string("at"), actor: try row.string("actor"), action: try row.string("action"),
            to: try row.string("to_state"), from: try row.stringOrNil("from_state"), hold: try row.codeOrNil("hold"),
            reason: try row.stringOrNil("reason"), key: try row.stringOrNil("request_key"))
    }
}
