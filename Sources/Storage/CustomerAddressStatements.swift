package import Postgres

/// Where a customer's goods go.
package struct AddressRow: Sendable, Equatable {
    /// The customer's word for it.
    package let code: String
    /// Who takes the goods in, and where.
    package let name, street, additional, postalCode: String?, city: String, region: String?, country: String
    /// GS1's number of the place.
    package let gln: String?
    /// Whether orders go there that name no other.
    package let isDefault: Bool
}

/// By what addresses of several customers may be named.
package struct SelectPlaces: Statement {
    package static let sql = """
        SELECT customer_id, code, gln FROM customer_address WHERE customer_id = ANY ($1::bigint[])
        """
    let customers: [Int64]

    /// The customers.
    package init(customers: [Int64]) { self.customers = customers }

    package var parameters: [any ParameterConvertible] { [customers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        customer: Int64, code: String, gln: String?
    ) {
        (try row.int64("customer_id"), try row.string("code"), try row.stringOrNil("gln"))
    }
}

/// The addresses of a customer by code, or the one of a code.
package struct SelectAddresses: Statement {
    package static let sql = """
        SELECT code, name, street, additional, postal_code, city, region, country, gln, is_default
        FROM customer_address WHERE customer_id = $1 AND ($2::text IS NULL OR code = $2)
        ORDER BY code COLLATE "C"
        """
    let customer: Int64
    let code: String?

    /// The customer, and one code where only that is asked for.
    package init(customer: Int64, code: String? = nil) {
        self.customer = customer
        self.code = code
    }

    package var parameters: [any ParameterConvertible] { [customer, code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> AddressRow {
        AddressRow(
            code: try row.string("code"), name: try row.stringOrNil("name"), street: try row.stringOrNil("street"),
            additional: try row.stringOrNil("additional"), postalCode: try row.stringOrNil("postal_code"),
            city: try row.string("city"), region: try row.stringOrNil("region"), country: try row.string("country"),
            gln: try row.stringOrNil("gln"), isDefault: try row.bool("is_default"))
    }
}

/// What is said of an address; nil leaves a value, an empty text takes it away.
package struct AddressDetails: Sendable, Equatable {
    /// See `AddressRow`.
    package var name, street, additional, postalCode, city, region, country, gln: String?

    /// Nothing said.
    package init() {}

    var values: [String?] { [name, street, additional, postalCode, city, region, country, gln] }
}

/// Makes an address; what is empty is absent.
package struct InsertAddress: Statement {
    package static let sql = """
        INSERT INTO customer_address (customer_id, code, name, street, additional, postal_code, city, region, country, gln)
        VALUES ($1, $2, nullif($3, ''), nullif($4, ''), nullif($5, ''), nullif($6, ''), nullif($7, ''), nullif($8, ''),
            $9, nullif($10, ''))
        """
    let customer: Int64
    let code: String
    let details: AddressDetails

    /// The customer, the code and what is said.
    package init(customer: Int64, code: String, _ details: AddressDetails) {
        self.customer = customer
        self.code = code
        self.details = details
    }

    package var parameters: [any ParameterConvertible] { [customer, code] + details.values }
}

/// Changes what is said of an address; answers its code where there is one.
package struct UpdateAddress: Statement {
    package static let sql = """
        UPDATE customer_address SET
            name = CASE WHEN $3::text IS NULL THEN name ELSE nullif($3, '') END,
            street = CASE WHEN $4::text IS NULL THEN street ELSE nullif($4, '') END,
            additional = CASE WHEN $5::text IS NULL THEN additional ELSE nullif($5, '') END,
            postal_code = CASE WHEN $6::text IS NULL THEN postal_code ELSE nullif($6, '') END,
            city = coalesce($7, city),
            region = CASE WHEN $8::text IS NULL THEN region ELSE nullif($8, '') END,
            country = coalesce($9, country),
            gln = CASE WHEN $10::text IS NULL THEN gln ELSE nullif($10, '') END
        WHERE customer_id = $1 AND code = $2
        RETURNING code
        """
    let customer: Int64
    let code: String
    let details: AddressDetails

    /// The customer, the code and what is said.
    package init(customer: Int64, code: String, _ details: AddressDetails) {
        self.customer = customer
        self.code = code
        self.details = details
    }

    package var parameters: [any ParameterConvertible] { [customer, code] + details.values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}

/// Takes the default away from the address of a customer that has it.
package struct ClearDefaultAddress: Statement {
    package static let sql = "UPDATE customer_address SET is_default = false WHERE customer_id = $1 AND is_default"
    let customer: Int64

    /// The customer.
    package init(customer: Int64) { self.customer = customer }

    package var parameters: [any ParameterConvertible] { [customer] }
}

/// Makes an address the default one.
package struct SetDefaultAddress: Statement {
    package static let sql = "UPDATE customer_address SET is_default = true WHERE customer_id = $1 AND code = $2"
    let customer: Int64
    let code: String

    /// The customer and the address.
    package init(customer: Int64, code: String) {
        self.customer = customer
        self.code = code
    }

    package var parameters: [any ParameterConvertible] { [customer, code] }
}

/// Takes an address away; answers its code where there was one.
package struct DeleteAddress: Statement {
    package static let sql = "DELETE FROM customer_address WHERE customer_id = $1 AND code = $2 RETURNING code"
    let customer: Int64
    let code: String

    /// The customer and the address.
    package init(customer: Int64, code: String) {
        self.customer = customer
        self.code = code
    }

    package var parameters: [any ParameterConvertible] { [customer, code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}
