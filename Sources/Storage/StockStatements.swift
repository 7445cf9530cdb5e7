package import Postgres
package import Quantities

/// Posts a movement that a person enters.
package struct InsertMovement: Statement {
    package static let sql = """
        INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, effective_on,
            lot_id)
        VALUES ($1, $2, $3, $4, $5, $6::numeric, $7, $8::date, $9)
        """
    let values: [any ParameterConvertible & Sendable]

    /// The movement; the balance follows by the trigger.
    package init(
        product: Int64, kind: String, from: Int64?, target: Int64?, quantity: Int, unitCost: Decimal?, reason: String?,
        day: String, lot: Int64? = nil
    ) {
        values = [product, kind, from, target, quantity, unitCost?.text, reason, day, lot]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// Locks the balances of products in the order of their keys until the transaction ends.
package struct LockStock: Statement {
    package static let sql = "SELECT stock_lock($1::bigint[]) IS NULL AS done"
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Bool { try row.bool("done") }
}

/// The least that lay somewhere, and on which day.
package struct LeastStock: Sendable, Equatable {
    /// How many.
    package let quantity: Int
    /// The first day at whose end there were no more.
    package let day: String
}

/// The least that lay of a product at a location, or of a lot of it, at the end of a day or of any behind it.
///
/// No row is a lot of which nothing ever lay there.
package struct SelectLeastStock: Statement {
    package static let sql = """
        SELECT day, quantity FROM stock_least($1, $2, $4::date)
        WHERE CASE WHEN $3::bigint IS NULL THEN is_whole ELSE lot_id = $3 END
        """
    let values: [any ParameterConvertible & Sendable]

    /// The product, the location, the lot or nil for all of it, and the day.
    package init(product: Int64, location: Int64, lot: Int64?, since day: String) {
        values = [product, location, lot, day]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LeastStock {
        LeastStock(quantity: try row.int("quantity"), day: try row.string("day"))
    }
}

/// What lies at a location.
package struct BalanceRow: Sendable, Equatable {
    /// The product and the location.
    package let product, locationID: Int64
    /// The location's code.
    package let location: String
    /// Whether nothing of it is promised.
    package let isHeld: Bool
    /// What is there.
    package let onHand: Int
    /// What of it is promised, and what lies in lots that were rejected; nil for a past day.
    package let allocated: Int?, rejected: Int?

    /// What may still be promised, as `stock_available` has it; nil for a past day.
    package var available: Int? { allocated.map { isHeld ? 0 : max(onHand - $0 - (rejected ?? 0), 0) } }
}

/// Balances of products by product and location's code; for a past day from the movements.
package struct SelectBalances: Statement {
    package static let sql = """
        SELECT balance.product_id, location.id AS location_id, location.code, location.is_held, balance.on_hand,
            balance.allocated, CASE WHEN $2::date IS NULL THEN coalesce(rejected.quantity, 0) END AS rejected
        FROM (
            SELECT product_id, location_id, on_hand, allocated FROM stock_balance
            WHERE $2::date IS NULL AND product_id = ANY ($1::bigint[])
            UNION ALL
            SELECT moved.product_id, moved.location_id, sum(moved.quantity), NULL
            FROM (
                SELECT product_id, to_location AS location_id, quantity, effective_on FROM stock_movement
                UNION ALL
                SELECT product_id, from_location, -quantity, effective_on FROM stock_movement
            ) AS moved
            WHERE $2::date IS NOT NULL AND moved.effective_on <= $2::date AND moved.location_id IS NOT NULL
                AND moved.product_id = ANY ($1::bigint[])
            GROUP BY moved.product_id, moved.location_id
        ) AS balance JOIN location ON location.id = balance.location_id
        -- As stock_rejected, from the rejections on: where there are none, nothing else is read.
        LEFT JOIN (
            SELECT lot.product_id, lotted.location_id, sum(lotted.on_hand) AS quantity
            FROM lot_inspection AS inspection JOIN lot ON lot.id = inspection.lot_id
            JOIN stock_lot_balance AS lotted ON lotted.lot_id = lot.id
            WHERE $2::date IS NULL AND inspection.result = 'rejected' AND lot.product_id = ANY ($1::bigint[])
                AND NOT EXISTS (
                    SELECT FROM lot_inspection AS later
                    WHERE later.lot_id = inspection.lot_id AND later.id > inspection.id)
            GROUP BY lot.product_id, lotted.location_id
        ) AS rejected ON rejected.product_id = balance.product_id AND rejected.location_id = balance.location_id
        ORDER BY balance.product_id, location.code COLLATE "C"
        """
    let products: [Int64]
    let day: String?

    /// Now, or at the end of a day.
    package init(products: [Int64], day: String?) {
        self.products = products
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [products, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> BalanceRow {
        BalanceRow(
            product: try row.int64("product_id"), locationID: try row.int64("location_id"),
            location: try row.string("code"), isHeld: try row.bool("is_held"), onHand: try row.int("on_hand"),
            allocated: try row.intOrNil("allocated"), rejected: try row.intOrNil("rejected"))
    }
}

/// A movement as it is shown.
package struct MovementRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Kind and day.
    package let kind, day, enteredAt, actor: String
    /// Codes of the locations.
    package let from, target: String?
    /// Units moved.
    package let quantity: Int
    /// In the base currency.
    package let unitCost: Decimal?
    /// Why, and the shipment, the return, the receipt or the count that caused it.
    package let reason, shipment, orderReturn, receipt, count: String?
    /// The movement that it undoes.
    package let reverses: Int64?
    /// Of which lots how many are; the rest is of none.
    package let lots: [LotPart]
}

/// The movements of a product in the order in which they were entered.
package struct SelectMovements: Statement {
    package static let sql = """
        SELECT movement.id, movement.kind, movement.effective_on,
            to_char(movement.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS entered_at, movement.actor,
            source.code AS source, target.code AS target, movement.quantity, movement.unit_cost, movement.reason,
            shipment.number, entry.number AS return_number, receipt.number AS receipt_number, stocktake.number AS count_number,
            movement.reverses_id,
            ARRAY(
                SELECT lot.code FROM stock_movement_lot AS part JOIN lot ON lot.id = part.lot_id
                WHERE part.movement_id = movement.id ORDER BY lot.id) AS lots,
            ARRAY(
                SELECT part.quantity FROM stock_movement_lot AS part
                WHERE part.movement_id = movement.id ORDER BY part.lot_id) AS lot_quantities
        FROM stock_movement AS movement
        LEFT JOIN location AS source ON source.id = movement.from_location
        LEFT JOIN location AS target ON target.id = movement.to_location
        LEFT JOIN shipment_line ON shipment_line.id = movement.shipment_line
        LEFT JOIN shipment ON shipment.id = shipment_line.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = movement.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN purchase_receipt_line AS received ON received.id = movement.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN stock_count_line AS counted ON counted.id = movement.count_line
        LEFT JOIN stock_count AS stocktake ON stocktake.id = counted.count_id
        WHERE movement.product_id = $1 AND movement.id > $2 ORDER BY movement.id LIMIT $3
        """
    let product: Int64
    let after: Int
    let limit: Int

    /// A page of movements behind a key.
    package init(product: Int64, after: Int, limit: Int) {
        self.product = product
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [product, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> MovementRow {
        MovementRow(
            id: try row.int64("id"), kind: try row.string("kind"), day: try row.string("effective_on"),
            enteredAt: try row.string("entered_at"), actor: try row.string("actor"),
            from: try row.stringOrNil("source"),
            target: try row.stringOrNil("target"), quantity: try row.int("quantity"),
            unitCost: try row.decimalOrNil("unit_cost"), reason: try row.stringOrNil("reason"),
            shipment: try row.stringOrNil("number"), orderReturn: try row.stringOrNil("return_number"),
            receipt: try row.stringOrNil("receipt_number"), count: try row.stringOrNil("count_number"),
            reverses: try row.int64OrNil("reverses_id"),
            lots: try .decoded(row))
    }
}

/// The moving average of a product at the end of a day, or behind all movements; nil until something with a cost came in.
///
/// `stock_ledger` says by which steps; six of its digits are shown.
package struct SelectAverageCost: Statement {
    package static let sql = """
        SELECT round(ledger.average, 6) AS average
        FROM (SELECT coalesce($2::date, 'infinity') AS through) AS asked
        CROSS JOIN LATERAL stock_ledger(asked.through, asked.through, 'infinity', ARRAY[$1::bigint]) AS ledger
        ORDER BY ledger.effective_on DESC, ledger.movement_id DESC LIMIT 1
        """
    let product: Int64
    let day: String?

    /// Now, or at the end of a day.
    package init(product: Int64, day: String?) {
        self.product = product
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [product, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Decimal? {
        try row.decimalOrNil("average")
    }
}

/// A promise that stands.
package struct AllocationRow: Sendable, Equatable {
    /// The order line, the location and the product.
    package let line, location, product: Int64
    /// What is promised.
    package var quantity: Int
    /// The order's number and the line's place in it.
    package let order: String, ordinal: Int, sku: String

    /// So many of a product at a location, for a line of an order.
    package init(
        line: Int64, location: Int64, product: Int64, quantity: Int, order: String, ordinal: Int, sku: String
    ) {
        self.line = line
        self.location = location
        self.product = product
        self.quantity = quantity
        self.order = order
        self.ordinal = ordinal
        self.sku = sku
    }
}

/// The promises of an order by line, or those of a product at a location, the youngest first.
package struct SelectAllocations: Statement {
    package static let sql = """
        SELECT allocation.line_id, allocation.location_id, allocation.product_id, allocation.quantity, orders.number,
            line.line, line.sku
        FROM stock_allocation AS allocation
        JOIN sales_order_line AS line ON line.id = allocation.line_id
        JOIN sales_order AS orders ON orders.id = line.order_id
        WHERE allocation.quantity > 0 AND ($1::bigint IS NULL OR line.order_id = $1)
            AND ($2::bigint IS NULL OR (allocation.product_id = $2 AND allocation.location_id = $3))
        ORDER BY CASE WHEN $2::bigint IS NOT NULL THEN allocation.since END DESC, line.id DESC, allocation.location_id
        """
    let order: Int64?
    let product: Int64?
    let location: Int64?

    /// The promises of an order.
    package init(order: Int64) { (self.order, product, location) = (order, nil, nil) }

    /// The promises on what lies somewhere.
    package init(product: Int64, location: Int64) { (order, self.product, self.location) = (nil, product, location) }

    package var parameters: [any ParameterConvertible] { [order, product, location] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> AllocationRow {
        AllocationRow(
            line: try row.int64("line_id"), location: try row.int64("location_id"),
            product: try row.int64("product_id"), quantity: try row.int("quantity"), order: try row.string("number"),
            ordinal: try row.int("line"), sku: try row.string("sku"))
    }
}

/// A change of a promise.
package struct AllocationChange: Sendable, Equatable {
    /// The order line, the location and the product.
    package let line, location, product: Int64
    /// More, or less where it is below zero.
    package let change: Int

    /// A change.
    package init(line: Int64, location: Int64, product: Int64, change: Int) {
        self.line = line
        self.location = location
        self.product = product
        self.change = change
    }
}

/// Makes new promises; a line has one for each location.
package struct RaiseAllocations: Statement {
    package static let sql = """
        INSERT INTO stock_allocation AS allocation (line_id, location_id, product_id, quantity)
        SELECT line_id, location_id, product_id, change
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::integer[])
            AS change (line_id, location_id, product_id, change)
        ON CONFLICT ON CONSTRAINT stock_allocation_pk DO UPDATE SET
            quantity = allocation.quantity + EXCLUDED.quantity, since = EXCLUDED.since
        """
    let changes: [AllocationChange]

    /// More of each, above zero.
    package init(_ changes: [AllocationChange]) { self.changes = changes }

    package var parameters: [any ParameterConvertible] {
        [changes.map(\.line), changes.map(\.location), changes.map(\.product), changes.map(\.change)]
    }
}

/// Takes promises back, in part or whole.
package struct LowerAllocations: Statement {
    package static let sql = """
        UPDATE stock_allocation AS allocation SET quantity = allocation.quantity - change.change
        FROM unnest($1::bigint[], $2::bigint[], $3::integer[]) AS change (line_id, location_id, change)
        WHERE allocation.line_id = change.line_id AND allocation.location_id = change.location_id
        """
    let changes: [AllocationChange]

    /// So much less of each, given above zero.
    package init(_ changes: [AllocationChange]) { self.changes = changes }

    package var parameters: [any ParameterConvertible] {
        [changes.map(\.line), changes.map(\.location), changes.map(\.change)]
    }
}
