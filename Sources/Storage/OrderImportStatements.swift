package import Postgres

/// A customer known by an identifier.
package struct IdentifiedRow: Sendable, Equatable {
    /// The scheme in lower case and the value, as asked for, and the customer's code.
    package let scheme, value, customer: String
}

/// Who has which of some identifiers; schemes are given in lower case.
package struct SelectIdentified: Statement {
    package static let sql = """
        SELECT asked.scheme, asked.value, customer.code
        FROM unnest($1::text[], $2::text[]) AS asked (scheme, value)
        JOIN customer_identifier AS known ON lower(known.scheme) = asked.scheme AND known.value = asked.value
        JOIN customer ON customer.id = known.customer_id
        ORDER BY asked.scheme COLLATE "C", asked.value COLLATE "C"
        """
    let identifiers: [(scheme: String, value: String)]

    /// The identifiers.
    package init(_ identifiers: [(scheme: String, value: String)]) { self.identifiers = identifiers }

    package var parameters: [any ParameterConvertible] { [identifiers.map(\.scheme), identifiers.map(\.value)] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> IdentifiedRow {
        IdentifiedRow(
            scheme: try row.string("scheme"), value: try row.string("value"), customer: try row.string("code"))
    }
}

/// The customers of some codes.
package struct SelectCustomersOfCodes: Statement {
    package static let sql = """
        SELECT customer.id, customer.code, customer.name, customer.currency, customer.country, customer.tax_category,
            customer.vat_id, customer.tax_exemption, customer.terms, customer.credit_limit, customer.price_list_id, list.code AS price_list
        FROM (SELECT DISTINCT code FROM unnest($1::text[]) AS given (code)) AS asked JOIN customer USING (code)
        LEFT JOIN price_list AS list ON list.id = customer.price_list_id
        ORDER BY customer.id
        """
    let codes: [String]

    /// The codes.
    package init(codes: [String]) { self.codes = codes }

    package var parameters: [any ParameterConvertible] { [codes] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CustomerRow { try .decoded(row) }
}

/// An order that a customer's number stands for already.
package struct KnownOrderRow: Sendable, Equatable {
    /// The customer and his number.
    package let customer: Int64, poNumber: String
    /// Our number, and the digest of the document it was made from, where there was one.
    package let number: String, contentDigest: String?
}

/// The orders of some customers' numbers.
package struct SelectKnownOrders: Statement {
    package static let sql = """
        SELECT orders.customer_id, orders.po_number, orders.number, document.content_sha256
        FROM unnest($1::bigint[], $2::text[]) AS asked (customer_id, po_number)
        JOIN sales_order AS orders ON orders.customer_id = asked.customer_id AND orders.po_number = asked.po_number
        LEFT JOIN order_document AS document ON document.order_id = orders.id
        ORDER BY orders.id
        """
    let asked: [(customer: Int64, poNumber: String)]

    /// The numbers.
    package init(_ asked: [(customer: Int64, poNumber: String)]) { self.asked = asked }

    package var parameters: [any ParameterConvertible] { [asked.map(\.customer), asked.map(\.poNumber)] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> KnownOrderRow {
        KnownOrderRow(
            customer: try row.int64("customer_id"), poNumber: try row.string("po_number"),
            number: try row.string("number"), contentDigest: try row.stringOrNil("content_sha256"))
    }
}

/// A product that a document may mean.
package struct MeantProductRow: Sendable, Equatable {
    /// By what it was found.
    package enum Way: String, Sendable {
        case sku, code, gtin
    }

    /// By what, and the text that was asked for.
    package let way: Way, asked: String
    /// The customer whose number it is; 0 for the other ways.
    package let customer: Int64
    /// The product's SKU.
    package let sku: String
}

/// The products of some SKUs, customers' numbers and GTINs.
package struct SelectMeantProducts: Statement {
    package static let sql = """
        SELECT 'sku' AS way, product.sku AS asked, 0::bigint AS customer_id, product.sku
        FROM product WHERE product.sku = ANY ($1::text[])
        UNION ALL
        SELECT 'code', code.code, code.customer_id, product.sku
        FROM unnest($2::bigint[], $3::text[]) AS asked (customer_id, code)
        JOIN customer_item_code AS code ON code.customer_id = asked.customer_id AND code.code = asked.code
        JOIN product ON product.id = code.product_id
        UNION
        SELECT 'gtin', item.gtin, 0, product.sku
        FROM supplier_item AS item JOIN product ON product.id = item.product_id
        WHERE item.gtin = ANY ($4::text[]) AND NOT product.facts ? 'gtin'
        UNION
        SELECT 'gtin', product.facts -> 'gtin' ->> 0, 0, product.sku
        FROM product WHERE cardinality($4::text[]) > 0 AND product.facts ? 'gtin'
            AND product.facts -> 'gtin' ->> 0 = ANY ($4::text[])
        ORDER BY way, asked, customer_id, sku
        """
    let skus: [String]
    let codes: [(customer: Int64, code: String)]
    let gtins: [String]

    /// What is asked for.
    package init(skus: [String], codes: [(customer: Int64, code: String)], gtins: [String]) {
        self.skus = skus
        self.codes = codes
        self.gtins = gtins
    }

    package var parameters: [any ParameterConvertible] {
        [skus, codes.map(\.customer), codes.map(\.code), gtins]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> MeantProductRow {
        MeantProductRow(
            way: try row.code("way"), asked: try row.string("asked"), customer: try row.int64("customer_id"),
            sku: try row.string("sku"))
    }
}

/// The document an order was made from.
package struct OrderDocumentRow: Sendable, Equatable {
    /// The file's name, the order's place in it, and the format.
    package let fileName: String, position: Int, format: String
    /// Digests of the file and of what the order says, and the identity of the message.
    package let fileDigest, contentDigest: String, messageID: String?
    /// The days it was written and is wanted.
    package let orderedOn, requestedOn: String?
    /// What the buyer adds, and the parts of the address it goes to.
    package let note: String?, shipTo: [(key: String, text: String)]
    /// What was noticed.
    package let findings: [String]

    /// Two documents are equal that are the same place of the same file.
    package static func == (one: OrderDocumentRow, other: OrderDocumentRow) -> Bool {
        one.fileDigest == other.fileDigest && one.position == other.position && one.contentDigest == other.contentDigest
    }
}

/// The document of an order, where it was made from one.
package struct SelectOrderDocument: Statement {
    package static let sql = """
        SELECT file_name, position, format, file_sha256, content_sha256, message_id, ordered_on, requested_on, note,
            findings,
            ARRAY(SELECT key FROM jsonb_each_text(ship_to) ORDER BY key COLLATE "C") AS ship_to_keys,
            ARRAY(SELECT value FROM jsonb_each_text(ship_to) ORDER BY key COLLATE "C") AS ship_to_texts
        FROM order_document WHERE order_id = $1
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OrderDocumentRow {
        OrderDocumentRow(
            fileName: try row.string("file_name"), position: try row.int("position"), format: try row.string("format"),
            fileDigest: try row.string("file_sha256"), contentDigest: try row.string("content_sha256"),
            messageID: try row.stringOrNil("message_id"), orderedOn: try row.stringOrNil("ordered_on"),
            requestedOn: try row.stringOrNil("requested_on"), note: try row.stringOrNil("note"),
            shipTo: zip(try row.stringArray("ship_to_keys"), try row.stringArray("ship_to_texts")).map { ($0, $1) },
            findings: try row.stringArray("findings"))
    }
}
