package import Postgres

/// How much of something is of a lot.
package struct LotPart: Sendable, Equatable {
    /// The lot's code, and how many.
    package let lot: String, quantity: Int
}

extension [LotPart] {
    /// The columns `lots` and `lot_quantities`.
    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> [LotPart] {
        let codes = try row.stringArray("lots")
        let quantities = try row.intArray("lot_quantities")
        return zip(codes, quantities).map { LotPart(lot: $0, quantity: $1) }
    }
}

/// What lies of a lot somewhere.
package struct LotBalanceRow: Sendable, Equatable {
    /// Codes of the lot and the location.
    package let lot, location: String
    /// How many.
    package let onHand: Int
}

/// What lies of the lots of a product now, or lay at the end of a day, by lot and location.
package struct SelectLotBalances: Statement {
    package static let sql = """
        SELECT lot.code AS lot, location.code AS location, balance.on_hand
        FROM (
            SELECT kept.lot_id, kept.location_id, kept.on_hand
            FROM lot JOIN stock_lot_balance AS kept ON kept.lot_id = lot.id
            WHERE $2::date IS NULL AND lot.product_id = $1
            UNION ALL
            SELECT place.lot_id, place.location_id, sum(place.quantity)::integer
            FROM (
                SELECT part.lot_id, movement.to_location AS location_id, part.quantity, movement.effective_on
                FROM lot JOIN stock_movement_lot AS part ON part.lot_id = lot.id
                JOIN stock_movement AS movement ON movement.id = part.movement_id WHERE lot.product_id = $1
                UNION ALL
                SELECT part.lot_id, movement.from_location, -part.quantity, movement.effective_on
                FROM lot JOIN stock_movement_lot AS part ON part.lot_id = lot.id
                JOIN stock_movement AS movement ON movement.id = part.movement_id WHERE lot.product_id = $1
            ) AS place
            WHERE place.effective_on <= $2::date AND place.location_id IS NOT NULL
            GROUP BY place.lot_id, place.location_id
        ) AS balance
        JOIN lot ON lot.id = balance.lot_id
        JOIN location ON location.id = balance.location_id
        WHERE balance.on_hand > 0 ORDER BY lot.id, location.code COLLATE "C"
        """
    let product: Int64
    let day: String?

    /// The product, and the day; nil is now.
    package init(product: Int64, day: String? = nil) {
        self.product = product
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [product, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LotBalanceRow {
        LotBalanceRow(
            lot: try row.string("lot"), location: try row.string("location"), onHand: try row.int("on_hand"))
    }
}

/// A lot.
package struct LotRow: Sendable, Equatable {
    /// Keys.
    package let id, product: Int64
    /// Its code, and the product's SKU.
    package let code, sku: String
    /// Who supplied it, and his number of it.
    package let supplier, supplierLot: String?
    /// The certificate's reference, who issued it, and when.
    package let certificate, certificateIssuer, certifiedOn: String?
    /// What the latest inspection found: `accepted` or `rejected`; nil without one.
    package let inspection: String?
    /// What lies anywhere.
    package let onHand: Int
}

/// Lots by SKU and code: a page, or the one of a product and a code.
package struct SelectLots: Statement {
    package static let sql = """
        SELECT lot.id, lot.product_id, lot.code, product.sku, supplier.code AS supplier, lot.supplier_lot, lot.certificate,
            lot.certificate_issuer, lot.certified_on, (
                SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                ORDER BY inspection.id DESC LIMIT 1) AS inspection,
            (SELECT coalesce(sum(on_hand), 0) FROM stock_lot_balance AS balance WHERE balance.lot_id = lot.id) AS on_hand
        FROM lot JOIN product ON product.id = lot.product_id LEFT JOIN supplier ON supplier.id = lot.supplier_id
        WHERE ($1::bigint IS NULL OR lot.product_id = $1) AND ($2::text IS NULL OR lot.code = $2)
            AND ($3::text IS NULL OR (product.sku COLLATE "C", lot.code COLLATE "C")
                > (split_part($3, ' ', 1), split_part($3, ' ', 2)))
        ORDER BY product.sku COLLATE "C", lot.code COLLATE "C" LIMIT $4
        """
    let product: Int64?
    let code: String?
    let after: String?
    let limit: Int

    /// The lots of a product or of all, behind an SKU and a code, with a blank between them.
    package init(product: Int64?, code: String? = nil, after: String? = nil, limit: Int = 1) {
        self.product = product
        self.code = code
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [product, code, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LotRow {
        LotRow(
            id: try row.int64("id"), product: try row.int64("product_id"), code: try row.string("code"),
            sku: try row.string("sku"), supplier: try row.stringOrNil("supplier"),
            supplierLot: try row.stringOrNil("supplier_lot"), certificate: try row.stringOrNil("certificate"),
            certificateIssuer: try row.stringOrNil("certificate_issuer"),
            certifiedOn: try row.stringOrNil("certified_on"), inspection: try row.stringOrNil("inspection"),
            onHand: try row.int("on_hand"))
    }
}

/// Makes a lot where there is none of the code; answers its key either way.
package struct InsertLot: Statement {
    package static let sql = """
        INSERT INTO lot (product_id, code, supplier_id, supplier_lot, certificate)
        VALUES ($1, $2, (SELECT id FROM supplier WHERE code = $3), $4, $5)
        ON CONFLICT ON CONSTRAINT lot_code_unique DO UPDATE SET
            supplier_id = coalesce(lot.supplier_id, EXCLUDED.supplier_id),
            supplier_lot = coalesce(EXCLUDED.supplier_lot, lot.supplier_lot),
            certificate = coalesce(EXCLUDED.certificate, lot.certificate)
        RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// The product, the code, the supplier's code, his number of the lot and its certificate.
    package init(product: Int64, code: String, supplier: String?, supplierLot: String?, certificate: String?) {
        values = [product, code, supplier, supplierLot, certificate]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Changes what is said of a lot; nil leaves a value, an empty text takes it away.
package struct UpdateLot: Statement {
    package static let sql = """
        UPDATE lot SET
            supplier_id = CASE WHEN $2::text IS NULL THEN supplier_id
                ELSE (SELECT supplier.id FROM supplier WHERE supplier.code = nullif($2, '')) END,
            supplier_lot = CASE WHEN $3::text IS NULL THEN supplier_lot ELSE nullif($3, '') END,
            certificate = CASE WHEN $4::text IS NULL THEN certificate ELSE nullif($4, '') END,
            certificate_issuer = CASE WHEN $5::text IS NULL THEN certificate_issuer ELSE nullif($5, '') END,
            certified_on = coalesce($6::date, CASE WHEN $4 = '' THEN NULL ELSE certified_on END)
        WHERE id = $1
        """
    let values: [any ParameterConvertible & Sendable]

    /// The lot and what is said.
    package init(
        lot: Int64, supplier: String?, supplierLot: String?, certificate: String?, issuer: String?, certifiedOn: String?
    ) {
        values = [lot, supplier, supplierLot, certificate, issuer, certifiedOn]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// A movement of a lot and what it was for.
package struct LotMoveRow: Sendable, Equatable {
    /// The movement, its kind and day.
    package let movement: Int64, kind, day: String
    /// How many of the lot, and between which locations.
    package let quantity: Int, from, target: String?
    /// The purchase and receipt it came by; the order, customer, shipment and return it left or came back by.
    package let purchase, receipt, order, customer, shipment, orderReturn: String?
}

/// The movements of a lot in the order in which they were entered: where it came from and where it went.
package struct SelectLotMoves: Statement {
    package static let sql = """
        SELECT movement.id, movement.kind, movement.effective_on, part.quantity, source.code AS source,
            target.code AS target, purchase.number AS purchase, receipt.number AS receipt, orders.number AS order_number,
            customer.code AS customer, shipment.number AS shipment, entry.number AS return_number
        FROM stock_movement_lot AS part JOIN stock_movement AS movement ON movement.id = part.movement_id
        JOIN stock_movement AS origin ON origin.id = coalesce(movement.reverses_id, movement.id)
        LEFT JOIN location AS source ON source.id = movement.from_location
        LEFT JOIN location AS target ON target.id = movement.to_location
        LEFT JOIN purchase_receipt_line AS received ON received.id = origin.receipt_line
        LEFT JOIN purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN purchase_order AS purchase ON purchase.id = receipt.purchase_id
        LEFT JOIN shipment_line AS shipped ON shipped.id = origin.shipment_line
        LEFT JOIN shipment ON shipment.id = shipped.shipment_id
        LEFT JOIN order_return_line AS returned ON returned.id = origin.return_line
        LEFT JOIN order_return AS entry ON entry.id = returned.return_id
        LEFT JOIN sales_order AS orders ON orders.id = coalesce(shipment.order_id, entry.order_id)
        LEFT JOIN customer ON customer.id = orders.customer_id
        WHERE part.lot_id = $1 ORDER BY movement.id
        """
    let lot: Int64

    /// The lot.
    package init(lot: Int64) { self.lot = lot }

    package var parameters: [any ParameterConvertible] { [lot] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LotMoveRow {
        LotMoveRow(
            movement: try row.int64("id"), kind: try row.string("kind"), day: try row.string("effective_on"),
            quantity: try row.int("quantity"), from: try row.stringOrNil("source"),
            target: try row.stringOrNil("target"), purchase: try row.stringOrNil("purchase"),
            receipt: try row.stringOrNil("receipt"), order: try row.stringOrNil("order_number"),
            customer: try row.stringOrNil("customer"), shipment: try row.stringOrNil("shipment"),
            orderReturn: try row.stringOrNil("return_number"))
    }
}

/// Writes an inspection of a lot down; answers its key.
package struct InsertInspection: Statement {
    package static let sql = """
        INSERT INTO lot_inspection (lot_id, inspected_on, inspector, sample_size, result, note)
        VALUES ($1, $2::date, $3, $4, $5, $6)
        RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// The lot, the day, who looked at how many, what was found, and a note.
    package init(lot: Int64, day: String, inspector: String?, sample: Int?, result: String, note: String?) {
        values = [lot, day, inspector, sample, result, note]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Writes what was measured at an inspection down.
package struct InsertMeasurements: Statement {
    package static let sql = """
        INSERT INTO lot_measurement (inspection_id, field, value)
        SELECT $1, field, value FROM unnest($2::text[], $3::text[]) AS found (field, value)
        """
    let inspection: Int64
    let values: [(field: String, value: String)]

    /// The inspection, and the fields with their values.
    package init(inspection: Int64, _ values: [(field: String, value: String)]) {
        self.inspection = inspection
        self.values = values
    }

    package var parameters: [any ParameterConvertible] { [inspection, values.map(\.field), values.map(\.value)] }
}

/// An inspection of a lot.
package struct InspectionRow: Sendable, Equatable {
    /// The day, what was found, who looked at how many, and a note.
    package let inspectedOn, result: String, inspector: String?, sample: Int?, note: String?
    /// What was measured, by field.
    package let measured: [(field: String, value: String)]

    package static func == (one: InspectionRow, other: InspectionRow) -> Bool {
        one.inspectedOn == other.inspectedOn && one.result == other.result && one.inspector == other.inspector
            && one.sample == other.sample && one.note == other.note
            && one.measured.elementsEqual(other.measured) { $0.field == $1.field && $0.value == $1.value }
    }
}

/// The inspections of a lot, the latest first.
package struct SelectInspections: Statement {
    package static let sql = """
        SELECT inspection.inspected_on, inspection.result, inspection.inspector, inspection.sample_size, inspection.note,
            ARRAY(
                SELECT found.field FROM lot_measurement AS found WHERE found.inspection_id = inspection.id
                ORDER BY found.field COLLATE "C") AS fields,
            ARRAY(
                SELECT found.value FROM lot_measurement AS found WHERE found.inspection_id = inspection.id
                ORDER BY found.field COLLATE "C") AS found
        FROM lot_inspection AS inspection WHERE inspection.lot_id = $1 ORDER BY inspection.id DESC
        """
    let lot: Int64

    /// The lot.
    package init(lot: Int64) { self.lot = lot }

    package var parameters: [any ParameterConvertible] { [lot] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InspectionRow {
        let fields = try row.stringArray("fields")
        let found = try row.stringArray("found")
        return InspectionRow(
            inspectedOn: try row.string("inspected_on"), result: try row.string("result"),
            inspector: try row.stringOrNil("inspector"), sample: try row.intOrNil("sample_size"),
            note: try row.stringOrNil("note"), measured: zip(fields, found).map { ($0, $1) })
    }
}

/// Locks those of products that have lots, in the order of their keys; answers them.
package struct LockLotted: Statement {
    package static let sql = """
        SELECT id FROM product WHERE id = ANY ($1::bigint[]) AND EXISTS (SELECT FROM lot WHERE lot.product_id = product.id)
        ORDER BY id FOR NO KEY UPDATE
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Those of products with lots of which `lot_inspection` says something else than the lots that lie here, with what these
/// say; nil is nothing.
package struct SelectMisjudged: Statement {
    package static let sql =
        "SELECT sku, verdict FROM lot_misjudged($1::bigint[]) ORDER BY product_id"
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (sku: String, verdict: String?) {
        (try row.string("sku"), try row.stringOrNil("verdict"))
    }
}

/// What lies of a lot is the sum of its movements there, no more than what lies of the product; a movement's lots are of its
/// product and no more than it, and those of a receipt are the ones that were named.
struct VerifyLots: Invariant {
    static let sql = """
        SELECT 'stock_lots' AS invariant,
            (SELECT count(*) FROM stock_lot_balance) + (SELECT count(*) FROM stock_movement_lot) AS checked,
            count(*) AS failures, min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT product.sku || ' lot ' || lot.code || ' at ' || location.code AS subject
            FROM (
                SELECT lot_id, location_id, sum(on_hand) AS off FROM (
                    SELECT lot_id, location_id, on_hand FROM stock_lot_balance
                    UNION ALL
                    SELECT part.lot_id, movement.to_location, -part.quantity FROM stock_movement_lot AS part
                    JOIN stock_movement AS movement ON movement.id = part.movement_id WHERE movement.to_location IS NOT NULL
                    UNION ALL
                    SELECT part.lot_id, movement.from_location, part.quantity FROM stock_movement_lot AS part
                    JOIN stock_movement AS movement ON movement.id = part.movement_id WHERE movement.from_location IS NOT NULL
                ) AS entry GROUP BY lot_id, location_id
            ) AS balance JOIN lot ON lot.id = balance.lot_id JOIN product ON product.id = lot.product_id
            JOIN location ON location.id = balance.location_id WHERE balance.off <> 0
            UNION ALL
            SELECT 'movement ' || movement.id FROM stock_movement AS movement JOIN (
                SELECT part.movement_id, sum(part.quantity) AS quantity, min(lot.product_id) AS product_id,
                    max(lot.product_id) AS other_id, min(part.lot_id) AS lot_id
                FROM stock_movement_lot AS part JOIN lot ON lot.id = part.lot_id GROUP BY part.movement_id
            ) AS part ON part.movement_id = movement.id
            WHERE part.quantity > movement.quantity OR part.product_id <> movement.product_id
                OR part.other_id <> movement.product_id
                OR (movement.lot_id IS NOT NULL AND (part.lot_id <> movement.lot_id OR part.quantity <> movement.quantity))
            UNION ALL
            SELECT 'movement ' || movement.id FROM stock_movement AS movement
            WHERE movement.lot_id IS NOT NULL
                AND NOT EXISTS (SELECT FROM stock_movement_lot AS part WHERE part.movement_id = movement.id)
            UNION ALL
            SELECT product.sku || ' at ' || location.code FROM (
                SELECT lot.product_id, balance.location_id, sum(balance.on_hand) AS on_hand
                FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
                GROUP BY lot.product_id, balance.location_id
            ) AS lotted JOIN stock_balance AS whole USING (product_id, location_id)
            JOIN product ON product.id = lotted.product_id JOIN location ON location.id = lotted.location_id
            WHERE lotted.on_hand > whole.on_hand
            UNION ALL
            SELECT receipt.number || ' lot ' || lot.code
            FROM purchase_receipt_lot AS given JOIN lot ON lot.id = given.lot_id
            JOIN purchase_receipt_line AS line ON line.id = given.receipt_line
            JOIN purchase_receipt AS receipt ON receipt.id = line.receipt_id
            LEFT JOIN stock_movement AS movement ON movement.receipt_line = given.receipt_line
            LEFT JOIN stock_movement_lot AS part ON part.movement_id = movement.id AND part.lot_id = given.lot_id
            WHERE part.quantity IS DISTINCT FROM given.quantity
        ) AS faulty
        """
}
