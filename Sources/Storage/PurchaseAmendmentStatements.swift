package import Postgres
package import Quantities

/// A line of a purchase as an amendment leaves it.
package struct AmendedPurchaseLine: Sendable, Equatable {
    /// The line's key, and what is ordered then, with what was called off.
    package let id: Int64, ordered: Int
    /// Its cost, and where that comes from.
    package let unitCost: Decimal, costRule: String

    /// A line.
    package init(id: Int64, ordered: Int, unitCost: Decimal, costRule: String) {
        self.id = id
        self.ordered = ordered
        self.unitCost = unitCost
        self.costRule = costRule
    }
}

/// Writes quantity and cost of a purchase's lines.
package struct AmendPurchaseLines: Statement {
    package static let sql = """
        UPDATE purchase_order_line AS line
        SET ordered = given.ordered, unit_cost = given.unit_cost, cost_rule = given.cost_rule
        FROM unnest($1::bigint[], $2::integer[], $3::numeric[], $4::text[]) AS given (id, ordered, unit_cost, cost_rule)
        WHERE line.id = given.id
        """
    let lines: [AmendedPurchaseLine]

    /// Lines by their keys.
    package init(_ lines: [AmendedPurchaseLine]) { self.lines = lines }

    package var parameters: [any ParameterConvertible] {
        [lines.map(\.id), lines.map(\.ordered), lines.map(\.unitCost.text), lines.map(\.costRule)]
    }
}

/// Something that was changed of a purchase.
package struct PurchaseAmendmentRow: Sendable, Equatable {
    /// When and by whom.
    package let at, actor: String
    /// What.
    package let change: AmendmentRow
    /// Which set of changes it is of, from 0.
    package let set: Int
}

/// What was changed of a purchase, the oldest first.
package struct SelectPurchaseAmendments: Statement {
    package static let sql = """
        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, actor, line, sku, field, old, new, (
            SELECT count(*) FROM purchase_transition AS step
            WHERE step.purchase_id = $1 AND step.action = 'amend' AND step.at < amended.at) AS set
        FROM purchase_amendment AS amended WHERE purchase_id = $1 ORDER BY id
        """
    let purchase: Int64

    /// The purchase.
    package init(purchase: Int64) { self.purchase = purchase }

    package var parameters: [any ParameterConvertible] { [purchase] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PurchaseAmendmentRow {
        PurchaseAmendmentRow(
            at: try row.string("at"), actor: try row.string("actor"),
            change: AmendmentRow(
                line: try row.int("line"), sku: try row.string("sku"), field: try row.string("field"),
                old: try row.stringOrNil("old"), new: try row.string("new")),
            set: try row.int("set"))
    }
}

/// Keeps what was changed of a purchase.
package struct InsertPurchaseAmendments: Statement {
    package static let sql = """
        INSERT INTO purchase_amendment (purchase_id, line, sku, field, old, new)
        SELECT $1, given.line, given.sku, given.field, given.old, given.new
        FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
            AS given (line, sku, field, old, new, ordinal)
        ORDER BY given.ordinal
        """
    let purchase: Int64
    let changes: [AmendmentRow]

    /// The purchase and the changes.
    package init(purchase: Int64, changes: [AmendmentRow]) {
        self.purchase = purchase
        self.changes = changes
    }

    package var parameters: [any ParameterConvertible] {
        [
            purchase, changes.map { $0.line.map(String.init) }, changes.map(\.sku), changes.map(\.field),
            changes.map(\.old), changes.map(\.new),
        ]
    }
}
