package import Postgres
package import Quantities

/// What an invoice's document says besides the invoice.
package struct InvoiceFacts: Sendable, Equatable {
    /// The day of the latest shipment, and the terms.
    package let shippedOn: String?, terms: String
    /// What deposits have paid of it.
    package let prepaid: Decimal
}

/// The day of the latest shipment for an invoice until its issue, its terms, and what of it was paid in advance.
package struct SelectInvoiceFacts: Statement {
    package static let sql = """
        SELECT (SELECT to_char(max(shipment.shipped_on), 'YYYY-MM-DD') FROM shipment
                WHERE shipment.order_id = invoice.order_id AND shipment.shipped_on <= invoice.issued_on
                    AND NOT EXISTS (SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipment.id)
            ) AS shipped_on,
            invoice.terms, coalesce((
                SELECT sum(match.amount) FROM payment_match AS match
                JOIN order_deposit AS deposit ON deposit.payment_id = match.payment_id
                WHERE match.invoice_id = invoice.id), 0) AS prepaid
        FROM invoice WHERE invoice.number = $1
        """
    let number: String

    /// The invoice.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InvoiceFacts {
        InvoiceFacts(
            shippedOn: try row.stringOrNil("shipped_on"), terms: try row.string("terms"),
            prepaid: try row.decimal("prepaid"))
    }
}

/// The taxes of an invoice or a credit note by category and rate.
package struct SelectDocumentTaxes: Statement {
    package static let sql = """
        SELECT taxed.category, taxed.rate, taxed.net, taxed.tax
        FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id WHERE invoice.number = $1
        UNION ALL
        SELECT taxed.category, taxed.rate, taxed.net, taxed.tax
        FROM credit_note AS note JOIN credit_note_tax AS taxed ON taxed.credit_note_id = note.id WHERE note.number = $1
        ORDER BY category, rate
        """
    let number: String

    /// The invoice or credit note.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> TaxTotalRow {
        TaxTotalRow(
            tax: TaxRateRow(category: try row.string("category"), rate: try row.decimal("rate")),
            net: try row.decimal("net"), amount: try row.decimal("tax"))
    }
}

/// The tax of a category and rate.
package struct TaxTotalRow: Sendable, Equatable {
    /// Category and rate.
    package let tax: TaxRateRow
    /// What is taxed, and the tax.
    package let net, amount: Decimal
}

/// What a customer's number of each product is.
package struct SelectCustomerItemCodes: Statement {
    package static let sql = """
        SELECT DISTINCT ON (product.sku) product.sku, code.code
        FROM customer_item_code AS code JOIN product ON product.id = code.product_id
        WHERE code.customer_id = $1 AND product.sku = ANY ($2::text[])
        ORDER BY product.sku, code.code COLLATE "C"
        """
    let customer: Int64
    let skus: [String]

    /// The customer and the products.
    package init(customer: Int64, skus: [String]) { (self.customer, self.skus) = (customer, skus) }

    package var parameters: [any ParameterConvertible] { [customer, skus] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (sku: String, code: String) {
        (try row.string("sku"), try row.string("code"))
    }
}

/// Where the goods of an order lie that are promised to it.
package struct SelectPickLocations: Statement {
    package static let sql = """
        SELECT line.line, location.code, allocation.quantity
        FROM stock_allocation AS allocation JOIN sales_order_line AS line ON line.id = allocation.line_id
        JOIN location ON location.id = allocation.location_id
        WHERE line.order_id = $1 AND allocation.quantity > 0
        ORDER BY location.code COLLATE "C", line.sku COLLATE "C", line.line
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        line: Int, location: String, quantity: Int
    ) {
        (try row.int("line"), try row.string("code"), try row.int("quantity"))
    }
}
