package import Orders
package import Postgres
package import Quantities

/// A purchase's header.
package struct PurchaseRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Number and supplier's code.
    package let number, supplier: String
    /// State.
    package let state: PurchaseState
    /// The supplier's currency, and the digits amounts are rounded to.
    package let currency: String, minorDigits: Int
    /// The days it was made and sent on, by UTC.
    package let createdOn: String, sentOn: String?
    /// What the lines come to, each rounded once; without what was called off.
    package let net: Decimal
}

/// Makes a draft of a purchase; answers its number.
package struct InsertPurchase: Statement {
    package static let sql = """
        INSERT INTO purchase_order (number, supplier_id, currency, minor_digits)
        SELECT document_number('PO', $4, nextval('purchase_order_number')), $1, $2, $3
        RETURNING number
        """
    let values: [any ParameterConvertible & Sendable]

    /// The supplier, his currency with its digits, and the day whose year is in the number.
    package init(supplier: Int64, currency: String, minorDigits: Int, today: String) {
        values = [supplier, currency, minorDigits, today]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Locks purchases in the order of their keys until the transaction ends; answers their numbers.
package struct LockPurchases: Statement {
    package static let sql =
        "SELECT number FROM purchase_order WHERE number = ANY ($1::text[]) ORDER BY id FOR NO KEY UPDATE"
    let numbers: [String]

    /// The purchases.
    package init(numbers: [String]) { self.numbers = numbers }

    package var parameters: [any ParameterConvertible] { [numbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// A purchase by its number, or a page of purchases by number, where one of seven digits comes behind all of six.
package struct SelectPurchases: Statement {
    package static let sql = """
        SELECT purchase.id, purchase.number, supplier.code AS supplier, purchase.state, purchase.currency,
            purchase.minor_digits, to_char(purchase.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS created_on,
            to_char(purchase.sent_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS sent_on, (
                SELECT coalesce(sum(round((line.ordered - line.cancelled) * line.unit_cost, purchase.minor_digits)), 0)
                FROM purchase_order_line AS line WHERE line.purchase_id = purchase.id) AS net
        FROM purchase_order AS purchase JOIN supplier ON supplier.id = purchase.supplier_id
        WHERE ($1::text IS NULL OR purchase.number = $1) AND ($2::text IS NULL OR purchase.state = $2)
            AND ($3::text IS NULL OR supplier.code = $3)
            AND ($4::text IS NULL OR (length(purchase.number), purchase.number COLLATE "C") > (length($4), $4))
        ORDER BY length(purchase.number), purchase.number COLLATE "C" LIMIT $5
        """
    let values: [any ParameterConvertible & Sendable]

    /// The purchase of a number.
    package init(number: String) { values = [number, nil as String?, nil as String?, nil as String?, 1] }

    /// A page behind a number; nil filters nothing.
    package init(state: PurchaseState?, supplier: String?, after: String?, limit: Int) {
        values = [nil as String?, state?.rawValue, supplier, after, limit]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PurchaseRow {
        PurchaseRow(
            id: try row.int64("id"), number: try row.string("number"), supplier: try row.string("supplier"),
            state: try row.code("state"), currency: try row.string("currency"),
            minorDigits: try row.int("minor_digits"),
            createdOn: try row.string("created_on"), sentOn: try row.stringOrNil("sent_on"),
            net: try row.decimal("net"))
    }
}

/// A line of a purchase that is to be made.
package struct NewPurchaseLine: Sendable, Equatable {
    /// What is bought, and how many.
    package let supply: SupplyRow, ordered: Int
    /// For one, in the supplier's currency, and where it comes from.
    package let unitCost: Decimal, costRule: String

    /// A line.
    package init(supply: SupplyRow, ordered: Int, unitCost: Decimal, costRule: String) {
        self.supply = supply
        self.ordered = ordered
        self.unitCost = unitCost
        self.costRule = costRule
    }
}

/// Makes lines of a purchase, numbered on from those that it has.
package struct InsertPurchaseLines: Statement {
    package static let sql = """
        INSERT INTO purchase_order_line (purchase_id, line, product_id, sku, name, unit, part_number, ordered, unit_cost,
            cost_rule)
        SELECT purchase.id, $10::integer + line.ordinal, line.product_id, line.sku, line.name, line.unit, line.part_number,
            line.ordered, line.unit_cost, line.cost_rule
        FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::numeric[],
            $9::text[])
            WITH ORDINALITY AS line (product_id, sku, name, unit, part_number, ordered, unit_cost, cost_rule, ordinal)
        CROSS JOIN purchase_order AS purchase WHERE purchase.number = $1
        """
    let number: String
    let lines: [NewPurchaseLine]
    let count: Int

    /// The purchase's number, its new lines, and how many it has.
    package init(number: String, lines: [NewPurchaseLine], after count: Int = 0) {
        self.number = number
        self.lines = lines
        self.count = count
    }

    package var parameters: [any ParameterConvertible] {
        [
            number, lines.map(\.supply.product), lines.map(\.supply.sku), lines.map(\.supply.name),
            lines.map(\.supply.unit), lines.map(\.supply.partNumber), lines.map(\.ordered),
            lines.map(\.unitCost.text), lines.map(\.costRule), count,
        ]
    }
}

/// A line of a purchase.
package struct PurchaseLineRow: Sendable, Equatable {
    /// Key, and the product's.
    package let id, product: Int64
    /// Its place, and what is bought.
    package let line: Int, sku, name, unit, partNumber: String
    /// How many, what of them was called off, and what came in.
    package let ordered, cancelled, received: Int
    /// For one, in the currency of the purchase, and where it comes from.
    package let unitCost: Decimal, costRule: String
    /// The mass of one, in grams, as it is known now.
    package let massGrams: Decimal?

    /// What has still to come in.
    package var open: Int { ordered - cancelled - received }
}

/// The lines of a purchase in their order.
package struct SelectPurchaseLines: Statement {
    package static let sql = """
        SELECT line.id, line.product_id, line.line, line.sku, line.name, line.unit, line.part_number, line.ordered,
            line.cancelled, line.received, line.unit_cost, line.cost_rule,
            coalesce((product.facts -> 'mass_g' ->> 0)::numeric, item.mass_g) AS mass_g
        FROM purchase_order_line AS line JOIN product ON product.id = line.product_id
        JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
        LEFT JOIN catalog_item AS item ON item.supplier_id = purchase.supplier_id
            AND item.part_number = line.part_number
        WHERE line.purchase_id = $1 ORDER BY line.line
        """
    let purchase: Int64

    /// The purchase.
    package init(purchase: Int64) { self.purchase = purchase }

    package var parameters: [any ParameterConvertible] { [purchase] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PurchaseLineRow {
        PurchaseLineRow(
            id: try row.int64("id"), product: try row.int64("product_id"), line: try row.int("line"),
            sku: try row.string("sku"), name: try row.string("name"), unit: try row.string("unit"),
            partNumber: try row.string("part_number"), ordered: try row.int("ordered"),
            cancelled: try row.int("cancelled"), received: try row.int("received"),
            unitCost: try row.decimal("unit_cost"), costRule: try row.string("cost_rule"),
            massGrams: try row.decimalOrNil("mass_g"))
    }
}

/// Calls off all that has not come in of a purchase.
package struct CancelPurchaseLines: Statement {
    package static let sql =
        "UPDATE purchase_order_line SET cancelled = ordered - received WHERE purchase_id = $1 AND cancelled + received < ordered"
    let purchase: Int64

    /// The purchase.
    package init(purchase: Int64) { self.purchase = purchase }

    package var parameters: [any ParameterConvertible] { [purchase] }
}

/// Writes a purchase's state with its time, and logs what was done.
package struct UpdatePurchase: Statement {
    package static let sql = """
        WITH logged AS (
            INSERT INTO purchase_transition (purchase_id, action, from_state, to_state, reason, request_key)
            VALUES ($1, $2, $3, $4, $5, $6)
        )
        UPDATE purchase_order SET state = $4, sent_at = CASE WHEN $4 = 'sent' THEN coalesce(sent_at, now()) ELSE sent_at END,
            closed_at = CASE WHEN $4 = 'closed' THEN now() END,
            cancelled_at = CASE WHEN $4 = 'cancelled' THEN now() END
        WHERE id = $1
        """
    let values: [any ParameterConvertible & Sendable]

    /// What was done, from which state to which; nil is the beginning.
    package init(
        purchase: Int64, action: String, from: PurchaseState?, target: PurchaseState, reason: String?, key: String?
    ) {
        values = [purchase, action, from?.rawValue, target.rawValue, reason, key]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// The log of a purchase, the oldest first.
package struct SelectPurchaseTransitions: Statement {
    package static let sql = """
        SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, actor, action, from_state, to_state,
            reason, request_key, NULL AS hold
        FROM purchase_transition WHERE purchase_id = $1 ORDER BY id
        """
    let purchase: Int64

    /// The purchase.
    package init(purchase: Int64) { self.purchase = purchase }

    package var parameters: [any ParameterConvertible] { [purchase] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TransitionRow {
        try SelectTransitions.decode(row)
    }
}
