package import Postgres
package import Quantities

/// What customs ask of a shipment besides its goods; nil is not said.
package struct CustomsRow: Sendable, Equatable {
    /// A rule of Incoterms 2020 and its place.
    package var incoterm: String?, place: String?
    /// How many packages, and what they weigh with everything in them, in kilograms.
    package var packages: Int?, grossKilograms: Decimal?
    /// Why the goods leave: `sale`, `sample`, `return`, `repair` or `gift`.
    package var reason: String?

    /// Nothing said.
    package init() {}
}

/// Says what customs ask of a shipment; what is nil stays as it was.
package struct UpsertCustoms: Statement {
    package static let sql = """
        INSERT INTO shipment_customs AS customs (shipment_id, incoterm, place, packages, gross_kg, reason)
        SELECT shipment.id, $2, $3, $4::integer, $5::numeric, $6 FROM shipment WHERE shipment.number = $1
        ON CONFLICT ON CONSTRAINT shipment_customs_pk DO UPDATE
            SET incoterm = coalesce(EXCLUDED.incoterm, customs.incoterm), place = coalesce(EXCLUDED.place, customs.place),
                packages = coalesce(EXCLUDED.packages, customs.packages),
                gross_kg = coalesce(EXCLUDED.gross_kg, customs.gross_kg),
                reason = coalesce(EXCLUDED.reason, customs.reason), actor = session_user, at = clock_timestamp()
        """
    let shipment: String
    let customs: CustomsRow

    /// The shipment and what is said of it.
    package init(shipment: String, _ customs: CustomsRow) { (self.shipment, self.customs) = (shipment, customs) }

    package var parameters: [any ParameterConvertible] {
        [
            shipment, customs.incoterm, customs.place, customs.packages, customs.grossKilograms?.text, customs.reason,
        ]
    }
}

/// What is said to customs of a shipment.
package struct SelectCustoms: Statement {
    package static let sql = """
        SELECT customs.incoterm, customs.place, customs.packages, customs.gross_kg, customs.reason
        FROM shipment_customs AS customs JOIN shipment ON shipment.id = customs.shipment_id WHERE shipment.number = $1
        """
    let shipment: String

    /// The shipment.
    package init(shipment: String) { self.shipment = shipment }

    package var parameters: [any ParameterConvertible] { [shipment] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CustomsRow {
        var customs = CustomsRow()
        customs.incoterm = try row.stringOrNil("incoterm")
        customs.place = try row.stringOrNil("place")
        customs.packages = try row.intOrNil("packages")
        customs.grossKilograms = try row.decimalOrNil("gross_kg")
        customs.reason = try row.stringOrNil("reason")
        return customs
    }
}
