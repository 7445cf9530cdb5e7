package import Postgres

/// Whom we speak to at a customer.
package struct ContactRow: Sendable, Equatable {
    /// Our word for him, and his name.
    package let code, name: String
    /// What he does there, and how to reach him.
    package let role, email, phone: String?
}

/// The contacts of a customer by code.
package struct SelectContacts: Statement {
    package static let sql = """
        SELECT code, name, role, email, phone FROM customer_contact WHERE customer_id = $1 ORDER BY code COLLATE "C"
        """
    let customer: Int64

    /// The customer.
    package init(customer: Int64) { self.customer = customer }

    package var parameters: [any ParameterConvertible] { [customer] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ContactRow {
        ContactRow(
            code: try row.string("code"), name: try row.string("name"), role: try row.stringOrNil("role"),
            email: try row.stringOrNil("email"), phone: try row.stringOrNil("phone"))
    }
}

/// What is said of a contact; nil leaves a value, an empty text takes it away.
package struct ContactDetails: Sendable, Equatable {
    /// See `ContactRow`.
    package var name, role, email, phone: String?

    /// Nothing said.
    package init() {}

    var values: [String?] { [name, role, email, phone] }
}

/// Makes a contact; what is empty is absent.
package struct InsertContact: Statement {
    package static let sql = """
        INSERT INTO customer_contact (customer_id, code, name, role, email, phone)
        VALUES ($1, $2, $3, nullif($4, ''), nullif($5, ''), nullif($6, ''))
        """
    let customer: Int64
    let code: String
    let details: ContactDetails

    /// The customer, the code and what is said.
    package init(customer: Int64, code: String, _ details: ContactDetails) {
        self.customer = customer
        self.code = code
        self.details = details
    }

    package var parameters: [any ParameterConvertible] { [customer, code] + details.values }
}

/// Changes what is said of a contact; answers its code where there is one.
package struct UpdateContact: Statement {
    package static let sql = """
        UPDATE customer_contact SET name = coalesce($3, name),
            role = CASE WHEN $4::text IS NULL THEN role ELSE nullif($4, '') END,
            email = CASE WHEN $5::text IS NULL THEN email ELSE nullif($5, '') END,
            phone = CASE WHEN $6::text IS NULL THEN phone ELSE nullif($6, '') END
        WHERE customer_id = $1 AND code = $2
        RETURNING code
        """
    let customer: Int64
    let code: String
    let details: ContactDetails

    /// The customer, the code and what is said.
    package init(customer: Int64, code: String, _ details: ContactDetails) {
        self.customer = customer
        self.code = code
        self.details = details
    }

    package var parameters: [any ParameterConvertible] { [customer, code] + details.values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}

/// Takes a contact away; answers its code where there was one.
package struct DeleteContact: Statement {
    package static let sql = "DELETE FROM customer_contact WHERE customer_id = $1 AND code = $2 RETURNING code"
    let customer: Int64
    let code: String

    /// The customer and the contact.
    package init(customer: Int64, code: String) {
        self.customer = customer
        self.code = code
    }

    package var parameters: [any ParameterConvertible] { [customer, code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}
