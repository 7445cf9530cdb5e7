package import Postgres

/// Makes a shipment; answers its number.
package struct InsertShipment: Statement {
    package static let sql = """
        INSERT INTO shipment (number, order_id, shipped_on)
        SELECT document_number('SH', $2, nextval('shipment_number')), $1, $2::date
        RETURNING number
        """
    let order: Int64
    let day: String

    /// The order and the day.
    package init(order: Int64, day: String) {
        self.order = order
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [order, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Makes the lines of a shipment with their movements; sums and balances follow by the triggers.
package struct InsertShipmentLines: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO shipment_line (shipment_id, line_id, location_id, quantity)
            SELECT shipment.id, line.line_id, line.location_id, line.quantity
            FROM unnest($2::bigint[], $3::bigint[], $4::integer[]) AS line (line_id, location_id, quantity)
            CROSS JOIN shipment WHERE shipment.number = $1
            RETURNING id, shipment_id, line_id, location_id, quantity
        )
        INSERT INTO stock_movement (product_id, kind, from_location, quantity, shipment_line, effective_on, lot_id)
        SELECT line.product_id, 'shipped', added.location_id, added.quantity, added.id, shipment.shipped_on,
            (SELECT lot.lot_id FROM unnest($5::bigint[]) AS lot (lot_id)
            JOIN lot AS entry ON entry.id = lot.lot_id WHERE entry.product_id = line.product_id)
        FROM added JOIN sales_order_line AS line ON line.id = added.line_id
        JOIN shipment ON shipment.number = $1
        -- Lots are drawn in this order.
        ORDER BY added.id
        """
    let shipment: String
    let lines: [AllocationChange]
    let lots: [Int64]

    /// What leaves, as so much less of each promise, and the lots that a person named, one for a product at most.
    package init(shipment: String, lines: [AllocationChange], lots: [Int64]) {
        self.lots = lots
        self.shipment = shipment
        self.lines = lines
    }

    package var parameters: [any ParameterConvertible] {
        [shipment, lines.map(\.line), lines.map(\.location), lines.map(\.change), lots]
    }
}

/// A line of a shipment, with the shipment's number.
package struct ShipmentLineRow: Sendable, Equatable {
    /// Number and day.
    package let shipment, shippedOn: String
    /// The order line, its SKU, where it left from, how many.
    package let line: Int, sku, location: String, quantity: Int
    /// Of which lots how many were; the rest was of none.
    package let lots: [LotPart]
    /// Why the shipment was reversed; nil when it was not.
    package let reversal: String?
}

/// What was shipped of an order, by shipment.
package struct SelectShipmentLines: Statement {
    package static let sql = """
        SELECT shipment.number, shipment.shipped_on, line.line, line.sku, location.code, shipped.quantity,
            undone.reason AS reversal, ARRAY(
                SELECT lot.code FROM stock_movement AS movement
                JOIN stock_movement_lot AS part ON part.movement_id = movement.id JOIN lot ON lot.id = part.lot_id
                WHERE movement.shipment_line = shipped.id ORDER BY lot.id) AS lots,
            ARRAY(
                SELECT part.quantity FROM stock_movement AS movement
                JOIN stock_movement_lot AS part ON part.movement_id = movement.id
                WHERE movement.shipment_line = shipped.id ORDER BY part.lot_id) AS lot_quantities
        FROM shipment JOIN shipment_line AS shipped ON shipped.shipment_id = shipment.id
        JOIN sales_order_line AS line ON line.id = shipped.line_id
        JOIN location ON location.id = shipped.location_id
        LEFT JOIN shipment_reversal AS undone ON undone.shipment_id = shipment.id
        WHERE shipment.order_id = $1 ORDER BY shipment.id, line.line, location.code COLLATE "C"
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ShipmentLineRow {
        ShipmentLineRow(
            shipment: try row.string("number"), shippedOn: try row.string("shipped_on"), line: try row.int("line"),
            sku: try row.string("sku"), location: try row.string("code"), quantity: try row.int("quantity"),
            lots: try .decoded(row),
            reversal: try row.stringOrNil("reversal"))
    }
}
