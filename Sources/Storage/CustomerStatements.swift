package import Orders
package import Postgres
package import Quantities

/// A customer as it is stored.
package struct CustomerRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Code, name, ISO 4217 currency and ISO 3166-1 country.
    package let code, name, currency, country: String
    /// A person's word on the tax, and the VAT number.
    package let taxCategory, vatID: String?
    /// The certificate by which no tax is charged.
    package let taxExemption: String?
    /// Terms of payment.
    package let terms: String
    /// Gross; nil is no limit.
    package let creditLimit: Decimal?
    /// The price list's code and key.
    package let priceList: String?, priceListID: Int64?

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> CustomerRow {
        CustomerRow(
            id: try row.int64("id"), code: try row.string("code"), name: try row.string("name"),
            currency: try row.string("currency"), country: try row.string("country"),
            taxCategory: try row.stringOrNil("tax_category"), vatID: try row.stringOrNil("vat_id"),
            taxExemption: try row.stringOrNil("tax_exemption"),
            terms: try row.string("terms"), creditLimit: try row.decimalOrNil("credit_limit"),
            priceList: try row.stringOrNil("price_list"), priceListID: try row.int64OrNil("price_list_id"))
    }
}

/// Makes a customer.
package struct InsertCustomer: Statement {
    package static let sql = """
        INSERT INTO customer (code, name, currency, country, tax_category, vat_id, terms, credit_limit, price_list_id,
            tax_exemption)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::numeric, $9, $10)
        RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// The values of the new row.
    package init(
        code: String, name: String, currency: String, country: String, taxCategory: String?, vatID: String?,
        terms: String, creditLimit: Decimal?, priceListID: Int64?, taxExemption: String?
    ) {
        values = [
            code, name, currency, country, taxCategory, vatID, terms, creditLimit?.text, priceListID, taxExemption,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Changes what is given of a customer; an empty text takes a value away that may be absent.
package struct UpdateCustomer: Statement {
    package static let sql = """
        UPDATE customer SET name = coalesce($2, name), country = coalesce($3, country),
            tax_category = CASE WHEN $4::text IS NULL THEN tax_category ELSE nullif($4, '') END,
            vat_id = CASE WHEN $5::text IS NULL THEN vat_id ELSE nullif($5, '') END,
            terms = coalesce($6, terms),
            credit_limit = CASE WHEN $7::text IS NULL THEN credit_limit ELSE nullif($7, '')::numeric END,
            price_list_id = CASE WHEN $9::boolean THEN NULL ELSE coalesce($8, price_list_id) END,
            tax_exemption = CASE WHEN $10::text IS NULL THEN tax_exemption ELSE nullif($10, '') END
        WHERE code = $1
        RETURNING id
        """
    let values: [any ParameterConvertible & Sendable]

    /// Nil leaves a value; the price list is taken away by a word of its own.
    package init(
        code: String, name: String?, country: String?, taxCategory: String?, vatID: String?, terms: String?,
        creditLimit: String?, priceListID: Int64?, takesListAway: Bool, taxExemption: String?
    ) {
        values = [
            code, name, country, taxCategory, vatID, terms, creditLimit, priceListID, takesListAway, taxExemption,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// A page of customers by code, or the one of a code.
package struct SelectCustomers: Statement {
    package static let sql = """
        SELECT customer.id, customer.code, customer.name, customer.currency, customer.country, customer.tax_category,
            customer.vat_id, customer.tax_exemption, customer.terms, customer.credit_limit, customer.price_list_id, list.code AS price_list
        FROM customer LEFT JOIN price_list AS list ON list.id = customer.price_list_id
        WHERE ($1::text IS NULL OR customer.code = $1) AND ($2::text IS NULL OR customer.code COLLATE "C" > $2)
        ORDER BY customer.code COLLATE "C" LIMIT $3
        """
    let code: String?
    let after: String?
    let limit: Int

    /// The customers behind a code, or one.
    package init(code: String? = nil, after: String? = nil, limit: Int = 1) {
        self.code = code
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [code, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CustomerRow { try .decoded(row) }
}

/// Locks customers in the order of their keys, so that two orders of one are not tested against his limit at once.
package struct LockCustomers: Statement {
    package static let sql = "SELECT id FROM customer WHERE id = ANY ($1::bigint[]) ORDER BY id FOR NO KEY UPDATE"
    let ids: [Int64]

    /// The customers.
    package init(ids: [Int64]) { self.ids = ids }

    package var parameters: [any ParameterConvertible] { [ids] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// What a customer owes and what is confirmed for him and not invoiced.
package struct ExposureRow: Sendable, Equatable {
    /// The customer, and both parts.
    package let customer: Int64, exposure: CreditExposure
}

/// What customers owe and what is confirmed for them and not invoiced, gross.
///
/// Of prepaid orders only invoices count whose goods have begun to leave, what was paid too much, and what left without an
/// invoice. What is left of deposits counts against it, whatever became of their orders. Both parts are cut at
/// 400,000,000,000, which is above every limit, so that they fit.
package struct SelectExposures: Statement {
    package static let sql = """
        SELECT asked.customer_id,
            (SELECT least(greatest(coalesce(sum(due.open), 0), -400000000000), 400000000000) FROM (
                SELECT orders.is_prepaid, orders.shipment, invoice.gross - (
                    SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match
                    WHERE match.invoice_id = invoice.id) - (
                    SELECT coalesce(sum(note.gross), 0) FROM credit_note AS note
                    WHERE note.invoice_id = invoice.id) AS open
                FROM invoice JOIN sales_order AS orders ON orders.id = invoice.order_id
                WHERE invoice.customer_id = asked.customer_id
            ) AS due WHERE NOT due.is_prepaid OR due.shipment <> 'none' OR due.open < 0) AS receivables,
            least(greatest(agreed.amount - done.deposits, -400000000000), 400000000000) AS not_invoiced
        FROM unnest($1::bigint[]) AS asked (customer_id)
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(order_counted(orders.is_prepaid, goods.uninvoiced, orders.gross - (
                    SELECT coalesce(sum(invoice.gross - (
                        SELECT coalesce(sum(note.gross), 0) FROM credit_note AS note
                        WHERE note.invoice_id = invoice.id)), 0)
                    FROM invoice WHERE invoice.order_id = orders.id) - goods.returned, unused.amount)
                - unused.amount), 0) AS amount
            FROM sales_order AS orders
            CROSS JOIN LATERAL (
                -- What came back is not invoiced any more.
                SELECT coalesce(sum(round(line.returned * line.unit_price * (100 - line.discount_percent)
                        * (100 + line.tax_rate) / 10000, orders.minor_digits)), 0) AS returned,
                    coalesce(sum(round(line_uninvoiced(orders.is_prepaid, line.ordered, line.cancelled, line.shipped,
                        line.returned, line.invoiced - line.credited) * line.unit_price * (100 - line.discount_percent)
                        * (100 + line.tax_rate) / 10000, orders.minor_digits)), 0) AS uninvoiced
                FROM sales_order_line AS line WHERE line.order_id = orders.id AND line.shipped > 0
            ) AS goods
            CROSS JOIN LATERAL (
                -- Deposits that no invoice has used up yet.
                SELECT coalesce(sum(payment.amount - (
                    SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match
                    WHERE match.payment_id = payment.id)), 0) AS amount
                FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
                WHERE deposit.order_id = orders.id
            ) AS unused
            WHERE orders.customer_id = asked.customer_id AND orders.state = 'confirmed'
        ) AS agreed
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(payment.amount - (
                SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match
                WHERE match.payment_id = payment.id)), 0) AS deposits
            FROM sales_order AS orders
            JOIN order_deposit AS deposit ON deposit.order_id = orders.id
            JOIN payment ON payment.id = deposit.payment_id
            WHERE orders.customer_id = asked.customer_id AND orders.state <> 'confirmed'
        ) AS done
        ORDER BY asked.customer_id
        """
    let customers: [Int64]

    /// The customers.
    package init(customers: [Int64]) { self.customers = customers }

    package var parameters: [any ParameterConvertible] { [customers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ExposureRow {
        ExposureRow(
            customer: try row.int64("customer_id"),
            exposure: CreditExposure(
                receivables: try row.decimal("receivables"), notInvoiced: try row.decimal("not_invoiced")))
    }
}
