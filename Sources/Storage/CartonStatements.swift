package import Postgres

/// A carton with its number.
package struct CartonRow: Sendable, Equatable {
    /// Its SSCC, and the shipment or purchase it belongs to.
    package let sscc, number: String
    /// How often that was packed until then, which carton of how many it is.
    package let packing, ordinal, total: Int
    /// What is inside, where it is of one product, how many, and the lot where all is of one.
    package let sku: String?, quantity: Int?, lot: String?
    /// Whether it was not packed anew since.
    package let isCurrent: Bool
    /// Who numbered it and when.
    package let actor, at: String
}

/// Cartons: of a shipment, of a purchase, of a number, or all, the latest first; those of one packing in their order.
package struct SelectCartons: Statement {
    package static let sql = """
        SELECT carton.sscc, coalesce(shipment.number, purchase.number) AS number, carton.packing, carton.ordinal,
            count(*) OVER packed AS total, product.sku, carton.quantity, lot.code AS lot,
            carton.packing = max(carton.packing) OVER (PARTITION BY carton.shipment_id, carton.purchase_id) AS is_current,
            carton.actor, to_char(carton.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS numbered_at
        FROM carton LEFT JOIN shipment ON shipment.id = carton.shipment_id
        LEFT JOIN purchase_order AS purchase ON purchase.id = carton.purchase_id
        LEFT JOIN product ON product.id = carton.product_id LEFT JOIN lot ON lot.id = carton.lot_id
        WHERE $1::text IS NULL OR shipment.number = $1 OR purchase.number = $1 OR EXISTS (
            SELECT FROM carton AS named WHERE named.sscc = $1
                AND (named.shipment_id = carton.shipment_id OR named.purchase_id = carton.purchase_id))
        WINDOW packed AS (PARTITION BY carton.shipment_id, carton.purchase_id, carton.packing)
        ORDER BY max(carton.at) OVER packed DESC, number, carton.packing DESC, carton.ordinal LIMIT $2
        """
    let number: String?
    let limit: Int

    /// The cartons of a shipment or purchase, by its number or by that of one of them; nil for all.
    package init(number: String?, limit: Int) { (self.number, self.limit) = (number, limit) }

    package var parameters: [any ParameterConvertible] { [number, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CartonRow {
        CartonRow(
            sscc: try row.string("sscc"), number: try row.string("number"), packing: try row.int("packing"),
            ordinal: try row.int("ordinal"), total: try row.int("total"), sku: try row.stringOrNil("sku"),
            quantity: try row.intOrNil("quantity"), lot: try row.stringOrNil("lot"),
            isCurrent: try row.bool("is_current"), actor: try row.string("actor"), at: try row.string("numbered_at"))
    }
}

/// Waits until nobody else numbers the cartons of a shipment or purchase, and keeps others waiting.
package struct LockCartons: Statement {
    package static let sql = """
        SELECT pg_advisory_xact_lock(hashtextextended('nephrite.carton ' || $1::text, 0)) IS NULL AS done
        """
    let number: String

    /// The shipment's or purchase's number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
}

/// Takes serials of an extension digit and a company prefix, and answers the last of them; others wait until the change ends.
///
/// They begin behind those of all cartons that have these digits in front, by whatever range they were numbered.
package struct TakeSerials: Statement {
    package static let sql = """
        WITH given AS (
            SELECT coalesce(max(substr(sscc, length($1::text || $2::text) + 1, 17 - length($1::text || $2::text))::bigint), 0) AS latest
            FROM carton WHERE sscc BETWEEN rpad($1::text || $2::text, 18, '0') AND rpad($1::text || $2::text, 18, '9')
        )
        INSERT INTO sscc_range (extension, prefix, latest) SELECT $1::text, $2::text, given.latest + $3::bigint FROM given
        ON CONFLICT ON CONSTRAINT sscc_range_pk
            DO UPDATE SET latest = greatest(sscc_range.latest + $3::bigint, excluded.latest)
        RETURNING latest
        """
    let extensionDigit: String, prefix: String, count: Int

    /// So many.
    package init(extensionDigit: String, prefix: String, count: Int) {
        (self.extensionDigit, self.prefix, self.count) = (extensionDigit, prefix, count)
    }

    package var parameters: [any ParameterConvertible] { [extensionDigit, prefix, count] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("latest") }
}

/// Makes the cartons of a packing, in their order.
package struct InsertCartons: Statement {
    package static let sql = """
        INSERT INTO carton (sscc, shipment_id, purchase_id, packing, ordinal, product_id, quantity, lot_id)
        SELECT new.sscc, (SELECT id FROM shipment WHERE number = $1), (SELECT id FROM purchase_order WHERE number = $1),
            $2, new.ordinal, product.id, new.quantity, lot.id
        FROM unnest($3::text[], $4::text[], $5::integer[], $6::text[]) WITH ORDINALITY
            AS new (sscc, sku, quantity, lot, ordinal)
        LEFT JOIN product ON product.sku = new.sku
        LEFT JOIN lot ON lot.product_id = product.id AND lot.code = new.lot
        """
    let values: [any ParameterConvertible & Sendable]

    /// The shipment's or purchase's number, and of each carton its number and what is inside.
    package init(
        number: String, packing: Int, _ cartons: [(sscc: String, sku: String?, quantity: Int?, lot: String?)]
    ) {
        values = [
            number, packing, cartons.map(\.sscc), cartons.map(\.sku), cartons.map(\.quantity), cartons.map(\.lot),
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
}
