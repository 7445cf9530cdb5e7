package import Postgres

/// By what a buyer is recognised in a document.
package struct IdentifierRow: Sendable, Equatable {
    /// Who gives out such values, and the value.
    package let scheme, value: String
}

/// The identifiers of a customer by scheme and value.
package struct SelectIdentifiers: Statement {
    package static let sql = """
        SELECT scheme, value FROM customer_identifier WHERE customer_id = $1
        ORDER BY scheme COLLATE "C", value COLLATE "C"
        """
    let customer: Int64

    /// The customer.
    package init(customer: Int64) { self.customer = customer }

    package var parameters: [any ParameterConvertible] { [customer] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> IdentifierRow {
        IdentifierRow(scheme: try row.string("scheme"), value: try row.string("value"))
    }
}

/// Registers an identifier; the constraints refuse one that another customer has.
package struct InsertIdentifier: Statement {
    package static let sql = "INSERT INTO customer_identifier (customer_id, scheme, value) VALUES ($1, $2, $3)"
    let customer: Int64
    let scheme: String
    let value: String

    /// The identifier.
    package init(customer: Int64, scheme: String, value: String) {
        self.customer = customer
        self.scheme = scheme
        self.value = value
    }

    package var parameters: [any ParameterConvertible] { [customer, scheme, value] }
}

/// Takes an identifier away, whatever the case of its scheme; answers its value where there was one.
package struct DeleteIdentifier: Statement {
    package static let sql = """
        DELETE FROM customer_identifier WHERE customer_id = $1 AND lower(scheme) = lower($2) AND value = $3
        RETURNING value
        """
    let customer: Int64
    let scheme: String
    let value: String

    /// The identifier.
    package init(customer: Int64, scheme: String, value: String) {
        self.customer = customer
        self.scheme = scheme
        self.value = value
    }

    package var parameters: [any ParameterConvertible] { [customer, scheme, value] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("value") }
}

/// A customer's number of the goods and what it stands for.
package struct ItemCodeRow: Sendable, Equatable {
    /// The customer's number, and our SKU.
    package let code, sku: String

    /// A number.
    package init(code: String, sku: String) {
        self.code = code
        self.sku = sku
    }
}

/// The numbers of a customer's goods, a page of them by number.
package struct SelectItemCodes: Statement {
    package static let sql = """
        SELECT code.code, product.sku FROM customer_item_code AS code JOIN product ON product.id = code.product_id
        WHERE code.customer_id = $1 AND ($2::text IS NULL OR code.code COLLATE "C" > $2)
        ORDER BY code.code COLLATE "C" LIMIT $3
        """
    let customer: Int64
    let after: String?
    let limit: Int

    /// Those behind a number.
    package init(customer: Int64, after: String?, limit: Int) {
        self.customer = customer
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [customer, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ItemCodeRow {
        ItemCodeRow(code: try row.string("code"), sku: try row.string("sku"))
    }
}

/// Says what a customer's number of the goods stands for; answers the SKU, none where there is no such product.
package struct InsertItemCode: Statement {
    package static let sql = """
        INSERT INTO customer_item_code (customer_id, code, product_id)
        SELECT $1, $2, product.id FROM product WHERE product.sku = $3
        RETURNING code
        """
    let customer: Int64
    let code: String
    let sku: String

    /// The number and our SKU.
    package init(customer: Int64, code: String, sku: String) {
        self.customer = customer
        self.code = code
        self.sku = sku
    }

    package var parameters: [any ParameterConvertible] { [customer, code, sku] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}

/// Takes a number of the goods away; answers it where it stood for the SKU.
package struct DeleteItemCode: Statement {
    package static let sql = """
        DELETE FROM customer_item_code AS code USING product
        WHERE code.customer_id = $1 AND code.code = $2 AND product.id = code.product_id AND product.sku = $3
        RETURNING code.code
        """
    let customer: Int64
    let code: String
    let sku: String

    /// The number and our SKU.
    package init(customer: Int64, code: String, sku: String) {
        self.customer = customer
        self.code = code
        self.sku = sku
    }

    package var parameters: [any ParameterConvertible] { [customer, code, sku] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("code") }
}
