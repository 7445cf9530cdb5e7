package import Postgres

/// A shipment as it is reversed or followed.
package struct ShipmentRow: Sendable, Equatable {
    /// Keys.
    package let id, orderID: Int64
    /// Number, order, customer and day.
    package let number, order, customer, shippedOn: String
    /// Why it was reversed; nil when it was not.
    package let reversal: String?
}

/// A shipment by its number.
package struct SelectShipment: Statement {
    package static let sql = """
        SELECT shipment.id, shipment.order_id, shipment.number, orders.number AS order_number, customer.code AS customer,
            shipment.shipped_on, undone.reason AS reversal
        FROM shipment JOIN sales_order AS orders ON orders.id = shipment.order_id
        JOIN customer ON customer.id = orders.customer_id
        LEFT JOIN shipment_reversal AS undone ON undone.shipment_id = shipment.id
        WHERE shipment.number = $1
        """
    let number: String

    /// The number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ShipmentRow {
        ShipmentRow(
            id: try row.int64("id"), orderID: try row.int64("order_id"), number: try row.string("number"),
            order: try row.string("order_number"), customer: try row.string("customer"),
            shippedOn: try row.string("shipped_on"), reversal: try row.stringOrNil("reversal"))
    }
}

/// How much of an order's lines a shipment has.
package struct SelectShippedQuantities: Statement {
    package static let sql = """
        SELECT line_id, sum(quantity) AS quantity FROM shipment_line WHERE shipment_id = $1 GROUP BY line_id ORDER BY line_id
        """
    let shipment: Int64

    /// The shipment.
    package init(shipment: Int64) { self.shipment = shipment }

    package var parameters: [any ParameterConvertible] { [shipment] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (line: Int64, quantity: Int) {
        (try row.int64("line_id"), try row.int("quantity"))
    }
}

/// Undoes a shipment: sums, lots and balances follow by the triggers.
package struct InsertShipmentReversal: Statement {
    package static let sql = """
        WITH undone AS (
            INSERT INTO shipment_reversal (shipment_id, reason) VALUES ($1, $2) RETURNING shipment_id, reason
        )
        INSERT INTO stock_movement (product_id, kind, to_location, quantity, reason, reverses_id, effective_on)
        SELECT movement.product_id, 'reversed', movement.from_location, movement.quantity, undone.reason, movement.id, $3::date
        FROM undone JOIN shipment_line AS line ON line.shipment_id = undone.shipment_id
        JOIN stock_movement AS movement ON movement.shipment_line = line.id
        ORDER BY movement.product_id, movement.id
        """
    let shipment: Int64
    let reason: String
    let day: String

    /// The shipment, why, and the day it counts for.
    package init(shipment: Int64, reason: String, day: String) {
        self.shipment = shipment
        self.reason = reason
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [shipment, reason, day] }
}

/// A parcel of a shipment.
package struct ParcelRow: Sendable, Equatable {
    /// The shipment, who carries it, and the number by which it is followed.
    package let shipment, carrier: String, tracking: String?
}

/// The parcels of an order's shipments, or of one of them.
package struct SelectParcels: Statement {
    package static let sql = """
        SELECT shipment.number, parcel.carrier, parcel.tracking
        FROM shipment_parcel AS parcel JOIN shipment ON shipment.id = parcel.shipment_id
        WHERE shipment.order_id = $1 AND ($2::text IS NULL OR shipment.number = $2) ORDER BY parcel.id
        """
    let order: Int64
    let shipment: String?

    /// The order, and one of its shipments.
    package init(order: Int64, shipment: String? = nil) {
        self.order = order
        self.shipment = shipment
    }

    package var parameters: [any ParameterConvertible] { [order, shipment] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ParcelRow {
        ParcelRow(
            shipment: try row.string("number"), carrier: try row.string("carrier"),
            tracking: try row.stringOrNil("tracking"))
    }
}

/// Says who carries a shipment; what is said already is not said again.
package struct InsertParcels: Statement {
    package static let sql = """
        INSERT INTO shipment_parcel (shipment_id, carrier, tracking)
        SELECT shipment.id, $2, parcel.tracking FROM unnest($3::text[]) AS parcel (tracking)
        CROSS JOIN shipment WHERE shipment.number = $1
        ON CONFLICT ON CONSTRAINT shipment_parcel_unique DO NOTHING
        """
    let shipment: String
    let carrier: String
    let tracking: [String?]

    /// The shipment, the carrier and the numbers, one without a number where there are none.
    package init(shipment: String, carrier: String, tracking: [String]) {
        self.shipment = shipment
        self.carrier = carrier
        self.tracking = tracking.isEmpty ? [nil] : tracking
    }

    package var parameters: [any ParameterConvertible] { [shipment, carrier, tracking] }
}

/// A receipt of a purchase as it is reversed.
package struct ReceiptRow: Sendable, Equatable {
    /// Key, number and purchase.
    package let id: Int64, number, purchase: String
    /// Whether it is reversed already.
    package let isReversed: Bool
    /// What came in of which products, and where.
    package let products: [Int64], quantities: [Int], location: Int64
}

/// A receipt by its number.
package struct SelectReceipt: Statement {
    package static let sql = """
        SELECT receipt.id, receipt.number, purchase.number AS purchase, receipt.location_id,
            EXISTS (SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id) AS is_reversed,
            ARRAY(
                SELECT line.product_id FROM purchase_receipt_line AS part JOIN purchase_order_line AS line
                    ON line.id = part.line_id
                WHERE part.receipt_id = receipt.id ORDER BY part.id) AS products,
            ARRAY(SELECT part.quantity FROM purchase_receipt_line AS part WHERE part.receipt_id = receipt.id ORDER BY part.id)
                AS quantities
        FROM purchase_receipt AS receipt JOIN purchase_order AS purchase ON purchase.id = receipt.purchase_id
        WHERE receipt.number = $1
        """
    let number: String

    /// The number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReceiptRow {
        ReceiptRow(
            id: try row.int64("id"), number: try row.string("number"), purchase: try row.string("purchase"),
            isReversed: try row.bool("is_reversed"), products: try row.intArray("products").map(Int64.init),
            quantities: try row.intArray("quantities"), location: try row.int64("location_id"))
    }
}

/// Undoes a receipt: sums, lots and balances follow by the triggers.
package struct InsertReceiptReversal: Statement {
    package static let sql = """
        WITH undone AS (
            INSERT INTO purchase_receipt_reversal (receipt_id, reason) VALUES ($1, $2) RETURNING receipt_id, reason
        )
        INSERT INTO stock_movement (product_id, kind, from_location, quantity, reason, reverses_id, effective_on)
        SELECT movement.product_id, 'reversed', movement.to_location, movement.quantity, undone.reason, movement.id, $3::date
        FROM undone JOIN purchase_receipt_line AS line ON line.receipt_id = undone.receipt_id
        JOIN stock_movement AS movement ON movement.receipt_line = line.id
        ORDER BY movement.product_id, movement.id
        """
    let receipt: Int64
    let reason: String
    let day: String

    /// The receipt, why, and the day it counts for.
    package init(receipt: Int64, reason: String, day: String) {
        self.receipt = receipt
        self.reason = reason
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [receipt, reason, day] }
}

/// A movement as it is reversed.
package struct EnteredMovementRow: Sendable, Equatable {
    /// The product and its SKU, kind and quantity.
    package let product: Int64, sku, kind: String, quantity: Int
    /// Between which locations.
    package let from, target: Int64?
    /// Whether a document is its cause, by which it would be reversed; whether it is reversed already.
    package let hasCause, isReversed: Bool
}

/// A movement by its key.
package struct SelectEnteredMovement: Statement {
    package static let sql = """
        SELECT movement.product_id, product.sku, movement.kind, movement.quantity, movement.from_location,
            movement.to_location, coalesce(movement.shipment_line, movement.return_line, movement.receipt_line,
                movement.count_line) IS NOT NULL AS has_cause,
            EXISTS (SELECT FROM stock_movement AS undone WHERE undone.reverses_id = movement.id) AS is_reversed
        FROM stock_movement AS movement JOIN product ON product.id = movement.product_id WHERE movement.id = $1
        """
    let movement: Int64

    /// The movement.
    package init(movement: Int64) { self.movement = movement }

    package var parameters: [any ParameterConvertible] { [movement] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> EnteredMovementRow {
        EnteredMovementRow(
            product: try row.int64("product_id"), sku: try row.string("sku"), kind: try row.string("kind"),
            quantity: try row.int("quantity"), from: try row.int64OrNil("from_location"),
            target: try row.int64OrNil("to_location"), hasCause: try row.bool("has_cause"),
            isReversed: try row.bool("is_reversed"))
    }
}

/// Undoes a movement that a person entered; lots and balances follow by the triggers.
package struct InsertReversal: Statement {
    package static let sql = """
        INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, reason, reverses_id, effective_on)
        SELECT product_id, 'reversed', to_location, from_location, quantity, $2, id, $3::date
        FROM stock_movement WHERE id = $1
        """
    let movement: Int64
    let reason: String
    let day: String

    /// The movement, why, and the day it counts for.
    package init(movement: Int64, reason: String, day: String) {
        self.movement = movement
        self.reason = reason
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [movement, reason, day] }
}
