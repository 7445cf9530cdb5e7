package import Orders
package import Postgres
package import Quantities

/// A line of an invoice with what of it was credited.
package struct CreditableRow: Sendable, Equatable {
    /// Keys of the invoice line and of the order line.
    package let invoiceLine, orderLine: Int64
    /// The SKU, and its category and rate of tax.
    package let sku: String, tax: TaxRateRow
    /// What was charged, and what of it was credited.
    package let charged, credited: Int
    /// What it came to.
    package let net: Decimal
    /// What of the order line came back and is not credited on any invoice.
    package let returned: Int
}

/// The lines of an invoice in the order's order.
package struct SelectCreditable: Statement {
    package static let sql = """
        SELECT charged.id, line.id AS line_id, line.sku, line.tax_category, line.tax_rate, charged.quantity, charged.net,
            coalesce(credited.quantity, 0) AS credited,
            greatest(0, line.returned + line.invoiced - line.credited
                - CASE WHEN line.is_prepaid THEN line.ordered - line.cancelled ELSE line.shipped END) AS returned
        FROM invoice_line AS charged JOIN sales_order_line AS line ON line.id = charged.line_id
        LEFT JOIN LATERAL (
            SELECT sum(credit.quantity) AS quantity FROM credit_note_line AS credit WHERE credit.invoice_line_id = charged.id
        ) AS credited ON true
        WHERE charged.invoice_id = $1 ORDER BY line.line
        """
    let invoice: Int64

    /// The invoice.
    package init(invoice: Int64) { self.invoice = invoice }

    package var parameters: [any ParameterConvertible] { [invoice] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CreditableRow {
        CreditableRow(
            invoiceLine: try row.int64("id"), orderLine: try row.int64("line_id"), sku: try row.string("sku"),
            tax: TaxRateRow(category: try row.string("tax_category"), rate: try row.decimal("tax_rate")),
            charged: try row.int("quantity"), credited: try row.int("credited"), net: try row.decimal("net"),
            returned: try row.int("returned"))
    }
}

/// A category and rate of tax of an invoice with what of it was credited.
package struct CreditedTaxRow: Sendable, Equatable {
    /// As it was invoiced.
    package let invoiced: OrderTotals.TaxGroup
    /// What of it was credited.
    package let net, tax: Decimal
}

/// The tax of an invoice by category and rate.
package struct SelectCreditedTaxes: Statement {
    package static let sql = """
        SELECT taxed.category, taxed.rate, taxed.net, taxed.tax, coalesce(credited.net, 0) AS credited_net,
            coalesce(credited.tax, 0) AS credited_tax
        FROM invoice_tax AS taxed
        LEFT JOIN LATERAL (
            SELECT sum(credit.net) AS net, sum(credit.tax) AS tax
            FROM credit_note AS note JOIN credit_note_tax AS credit ON credit.credit_note_id = note.id
            WHERE note.invoice_id = taxed.invoice_id AND credit.category = taxed.category AND credit.rate = taxed.rate
        ) AS credited ON true
        WHERE taxed.invoice_id = $1 ORDER BY taxed.category COLLATE "C", taxed.rate
        """
    let invoice: Int64

    /// The invoice.
    package init(invoice: Int64) { self.invoice = invoice }

    package var parameters: [any ParameterConvertible] { [invoice] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CreditedTaxRow {
        CreditedTaxRow(
            invoiced: OrderTotals.TaxGroup(
                category: try row.string("category"), rate: try row.decimal("rate"), net: try row.decimal("net"),
                tax: try row.decimal("tax")),
            net: try row.decimal("credited_net"), tax: try row.decimal("credited_tax"))
    }
}

/// Posts a credit note.
package struct InsertCreditNote: Statement {
    package static let sql = """
        INSERT INTO credit_note (number, series, ordinal, invoice_id, issued_on, reason, net, tax, gross, freight)
        VALUES ($1, $2, $3, $4, $5::date, $6, $7::numeric, $8::numeric, $7::numeric + $8::numeric, $9::numeric)
        """
    let values: [any ParameterConvertible & Sendable]

    /// The header.
    package init(
        _ number: SeriesNumber, invoice: Int64, issuedOn: Day, reason: String?, freight: Decimal, net: Decimal,
        tax: Decimal
    ) {
        values = [
            number.text, number.series, number.ordinal, invoice, issuedOn.text, reason, net.text, tax.text,
            freight.text,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// Makes the lines of a credit note; what is credited of the order's lines follows by the trigger.
package struct InsertCreditNoteLines: Statement {
    package static let sql = """
        INSERT INTO credit_note_line (credit_note_id, invoice_line_id, line_id, quantity, net)
        SELECT note.id, charged.id, charged.line_id, line.quantity, line.net
        FROM unnest($2::bigint[], $3::integer[], $4::numeric[]) AS line (invoice_line_id, quantity, net)
        JOIN invoice_line AS charged ON charged.id = line.invoice_line_id
        CROSS JOIN credit_note AS note WHERE note.number = $1
        """
    let number: String
    let lines: [(invoiceLine: Int64, quantity: Int, net: Decimal)]

    /// The credit note's number and what it credits.
    package init(number: String, lines: [(invoiceLine: Int64, quantity: Int, net: Decimal)]) {
        self.number = number
        self.lines = lines
    }

    package var parameters: [any ParameterConvertible] {
        [number, lines.map(\.invoiceLine), lines.map(\.quantity), lines.map(\.net.text)]
    }
}

/// Makes the tax groups of a credit note.
package struct InsertCreditNoteTaxes: Statement {
    package static let sql = """
        INSERT INTO credit_note_tax (credit_note_id, category, rate, net, tax)
        SELECT note.id, tax.category, tax.rate, tax.net, tax.tax
        FROM unnest($2::text[], $3::numeric[], $4::numeric[], $5::numeric[]) AS tax (category, rate, net, tax)
        CROSS JOIN credit_note AS note WHERE note.number = $1
        """
    let number: String
    let groups: [OrderTotals.TaxGroup]

    /// The credit note's number and its groups.
    package init(number: String, groups: [OrderTotals.TaxGroup]) {
        self.number = number
        self.groups = groups
    }

    package var parameters: [any ParameterConvertible] { [number] + groups.columns }
}

/// A credit note's header.
package struct CreditNoteRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// Numbers of the credit note, the invoice and the order.
    package let number, invoice, order: String
    /// The day of issue, and why.
    package let issuedOn: String, reason: String?
    /// ISO 4217.
    package let currency: String
    /// What was charged for the carriage, part of the net amount.
    package let freight: Decimal
    /// Amounts, above zero.
    package let net, tax, gross: Decimal
}

/// The credit note of a number, or those of an order.
package struct SelectCreditNotes: Statement {
    package static let sql = """
        SELECT note.id, note.number, invoice.number AS invoice_number, orders.number AS order_number, note.issued_on,
            note.reason, invoice.currency, note.freight, note.net, note.tax, note.gross
        FROM credit_note AS note JOIN invoice ON invoice.id = note.invoice_id
        JOIN sales_order AS orders ON orders.id = invoice.order_id
        WHERE ($1::text IS NULL OR note.number = $1) AND ($2::bigint IS NULL OR invoice.order_id = $2)
        ORDER BY note.series COLLATE "C", note.ordinal
        """
    let number: String?
    let order: Int64?

    /// The credit note of a number.
    package init(number: String) { (self.number, order) = (number, nil) }

    /// The credit notes of an order.
    package init(order: Int64) { (number, self.order) = (nil, order) }

    package var parameters: [any ParameterConvertible] { [number, order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CreditNoteRow {
        CreditNoteRow(
            id: try row.int64("id"), number: try row.string("number"), invoice: try row.string("invoice_number"),
            order: try row.string("order_number"), issuedOn: try row.string("issued_on"),
            reason: try row.stringOrNil("reason"), currency: try row.string("currency"),
            freight: try row.decimal("freight"),
            net: try row.decimal("net"), tax: try row.decimal("tax"), gross: try row.decimal("gross"))
    }
}

/// The lines of a credit note in the order's order, as lines of an invoice.
package struct SelectCreditNoteLines: Statement {
    package static let sql = """
        SELECT line.line, line.sku, line.name, line.unit, line.unit_price, line.discount_percent, credit.quantity,
            credit.net, line.tax_category, line.tax_rate, line.customer_line
        FROM credit_note_line AS credit JOIN sales_order_line AS line ON line.id = credit.line_id
        WHERE credit.credit_note_id = $1 ORDER BY line.line
        """
    let note: Int64

    /// The credit note.
    package init(note: Int64) { self.note = note }

    package var parameters: [any ParameterConvertible] { [note] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InvoiceLineRow { try .decoded(row) }
}
