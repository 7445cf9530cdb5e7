package import Orders
package import Postgres

/// Makes a shipment that is to be made ready; answers its number.
package struct InsertPlannedShipment: Statement {
    package static let sql = """
        INSERT INTO planned_shipment (number, order_id, picker)
        SELECT document_number('PS', $2, nextval('planned_shipment_number')), $1, $3
        RETURNING number
        """
    let order: Int64
    let day: String
    let picker: String?

    /// The order, the day, and who picks.
    package init(order: Int64, day: String, picker: String?) {
        (self.order, self.day, self.picker) = (order, day, picker)
    }

    package var parameters: [any ParameterConvertible] { [order, day, picker] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Says what goes with a planned shipment.
package struct InsertPlannedLines: Statement {
    package static let sql = """
        INSERT INTO planned_shipment_line (planned_id, line_id, location_id, quantity)
        SELECT planned.id, line.line_id, line.location_id, line.quantity
        FROM unnest($2::bigint[], $3::bigint[], $4::integer[]) AS line (line_id, location_id, quantity)
        CROSS JOIN planned_shipment AS planned WHERE planned.number = $1
        """
    let number: String
    let lines: [AllocationChange]

    /// The number, and so much of each promise.
    package init(number: String, _ lines: [AllocationChange]) { (self.number, self.lines) = (number, lines) }

    package var parameters: [any ParameterConvertible] {
        [number, lines.map(\.line), lines.map(\.location), lines.map(\.change)]
    }
}

/// Takes a planned shipment a step on.
package struct UpdatePlannedShipment: Statement {
    package static let sql = """
        UPDATE planned_shipment SET state = $2, picker = coalesce($3, picker), cancel_reason = $4,
            shipment_id = (SELECT id FROM shipment WHERE number = $5),
            picking_at = CASE WHEN $2 = 'picking' THEN clock_timestamp() ELSE picking_at END,
            packed_at = CASE WHEN $2 = 'packed' THEN clock_timestamp() ELSE packed_at END,
            shipped_at = CASE WHEN $2 = 'shipped' THEN clock_timestamp() END,
            cancelled_at = CASE WHEN $2 = 'cancelled' THEN clock_timestamp() END
        WHERE number = $1
        """
    let number: String
    let state: PlannedState
    let picker, reason, shipment: String?

    /// The state it comes to; who picks, why it is cancelled, as which shipment it left.
    package init(
        number: String, _ state: PlannedState, picker: String? = nil, reason: String? = nil, shipment: String? = nil
    ) {
        (self.number, self.state) = (number, state)
        (self.picker, self.reason, self.shipment) = (picker, reason, shipment)
    }

    package var parameters: [any ParameterConvertible] { [number, state.rawValue, picker, reason, shipment] }
}

/// A shipment that is or was being made ready.
package struct PlannedShipmentRow: Sendable {
    /// Number, order and customer.
    package let number, order, customer: String
    /// How far it is.
    package let state: PlannedState
    /// Who picks, why it was cancelled, as which shipment it left.
    package let picker, cancelReason, shipment: String?
    /// When it came to each state, in UTC; nil where it did not.
    package let times: [(state: PlannedState, at: String)]
}

/// Planned shipments by their numbers.
package struct SelectPlannedShipments: Statement {
    package static let sql = """
        SELECT planned.number, orders.number AS order_number, customer.code AS customer, planned.state, planned.picker,
            planned.cancel_reason, shipment.number AS shipment,
            ARRAY(
                SELECT coalesce(to_char(step.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
                FROM unnest(ARRAY[planned.planned_at, planned.picking_at, planned.packed_at, planned.shipped_at,
                    planned.cancelled_at]) WITH ORDINALITY AS step (at, place) ORDER BY place) AS times
        FROM planned_shipment AS planned JOIN sales_order AS orders ON orders.id = planned.order_id
        JOIN customer ON customer.id = orders.customer_id
        LEFT JOIN shipment ON shipment.id = planned.shipment_id
        WHERE ($1::text IS NULL OR planned.number = $1) AND ($2::text IS NULL OR planned.state = $2)
            AND ($3::text IS NULL OR orders.number = $3)
            AND ($4::text IS NULL OR (length(planned.number), planned.number COLLATE "C") > (length($4), $4))
        ORDER BY length(planned.number), planned.number COLLATE "C" LIMIT $5
        """
    let values: [any ParameterConvertible & Sendable]

    /// The one of a number.
    package init(number: String) { values = [number, nil as String?, nil as String?, nil as String?, 1] }

    /// A page behind a number; nil filters nothing.
    package init(state: PlannedState?, order: String?, after: String?, limit: Int) {
        values = [nil as String?, state?.rawValue, order, after, limit]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PlannedShipmentRow {
        PlannedShipmentRow(
            number: try row.string("number"), order: try row.string("order_number"),
            customer: try row.string("customer"), state: try row.code("state"), picker: try row.stringOrNil("picker"),
            cancelReason: try row.stringOrNil("cancel_reason"), shipment: try row.stringOrNil("shipment"),
            times: zip(PlannedState.allCases, try row.stringArray("times")).filter { !$0.1.isEmpty }
                .map { (state: $0, at: $1) })
    }
}

/// What goes with a planned shipment.
package struct PlannedLineRow: Sendable, Equatable {
    /// Keys of the order line, the location and the product.
    package let lineID, locationID, product: Int64
    /// The line's place in the order, its SKU, name and unit, where it lies, how many.
    package let line: Int, sku, name, unit, location: String, quantity: Int

    /// So much of its promise.
    package var change: AllocationChange {
        AllocationChange(line: lineID, location: locationID, product: product, change: quantity)
    }
}

/// The lines of a planned shipment, in the order in which one walks through the house.
package struct SelectPlannedLines: Statement {
    package static let sql = """
        SELECT planned_line.line_id, planned_line.location_id, line.product_id, line.line, line.sku, line.name, line.unit,
            location.code AS location, planned_line.quantity
        FROM planned_shipment_line AS planned_line
        JOIN planned_shipment AS planned ON planned.id = planned_line.planned_id
        JOIN sales_order_line AS line ON line.id = planned_line.line_id
        JOIN location ON location.id = planned_line.location_id
        WHERE planned.number = $1 ORDER BY location.code COLLATE "C", line.sku COLLATE "C", line.line
        """
    let number: String

    /// The number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PlannedLineRow {
        PlannedLineRow(
            lineID: try row.int64("line_id"), locationID: try row.int64("location_id"),
            product: try row.int64("product_id"), line: try row.int("line"), sku: try row.string("sku"),
            name: try row.string("name"), unit: try row.string("unit"), location: try row.string("location"),
            quantity: try row.int("quantity"))
    }
}

/// What a planned shipment that has not left holds of a promise.
package struct ReadyRow: Sendable, Equatable {
    /// The order line and the location.
    package let line, location: Int64
    /// The planned shipment, the order and the SKU.
    package let planned, order, sku: String
    /// How far it is, and how many it holds.
    package let state: PlannedState, quantity: Int
}

/// What of the promises of order lines is being made ready.
package struct SelectReadyGoods: Statement {
    package static let sql = """
        SELECT planned_line.line_id, planned_line.location_id, planned.number, orders.number AS order_number, line.sku,
            planned.state, planned_line.quantity
        FROM planned_shipment_line AS planned_line
        JOIN planned_shipment AS planned ON planned.id = planned_line.planned_id
        JOIN sales_order AS orders ON orders.id = planned.order_id
        JOIN sales_order_line AS line ON line.id = planned_line.line_id
        WHERE planned_line.line_id = ANY($1) AND planned.state IN ('planned', 'picking', 'packed')
        ORDER BY planned.id, line.line, planned_line.location_id
        """
    let lines: [Int64]

    /// The keys of the lines.
    package init(lines: [Int64]) { self.lines = lines }

    package var parameters: [any ParameterConvertible] { [lines] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReadyRow {
        ReadyRow(
            line: try row.int64("line_id"), location: try row.int64("location_id"), planned: try row.string("number"),
            order: try row.string("order_number"), sku: try row.string("sku"), state: try row.code("state"),
            quantity: try row.int("quantity"))
    }
}
