package import Orders
package import Postgres
package import Quantities

/// A number of a series without gaps, as `INV-2026-000001`.
package struct SeriesNumber: Sendable, Equatable {
    /// The series, as `INV-2026`, and the place in it, from 1.
    package let series: String, ordinal: Int

    /// A place in a series.
    package init(series: String, ordinal: Int) {
        self.series = series
        self.ordinal = ordinal
    }

    /// The number as it is printed, of six digits at least.
    package var text: String {
        let digits = String(ordinal)
        return series + "-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// Takes the next number of a series; the series stays locked until the transaction ends, so that none is left out.
package struct TakeSeriesNumber: Statement {
    package static let sql = """
        INSERT INTO document_counter AS counter (series, last) VALUES ($1, 1)
        ON CONFLICT ON CONSTRAINT document_counter_pk DO UPDATE SET last = counter.last + 1
        RETURNING last
        """
    let series: String

    /// The series, as `INV-2026`.
    package init(series: String) { self.series = series }

    package var parameters: [any ParameterConvertible] { [series] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("last") }
}

/// The day that an invoice or a credit note of a locked series is issued on.
///
/// The company's day by the clock as it is now, never before the last of the series nor a given day, and within the
/// series' year: who waited for the lock over midnight, or set the time zone back, issues none before its forerunner.
package struct SelectIssueDay: Statement {
    package static let sql = """
        SELECT to_char(least(greatest(
                (clock_timestamp() AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'))::date,
                (SELECT issued_on FROM invoice WHERE series = $1 ORDER BY ordinal DESC LIMIT 1),
                (SELECT issued_on FROM credit_note WHERE series = $1 ORDER BY ordinal DESC LIMIT 1), $2::date),
            make_date(right($1, 4)::integer, 12, 31)), 'YYYY-MM-DD') AS day
        """
    let series: String
    let notBefore: String?

    /// The series, as `INV-2026`, and a day that it is not before, as that of the invoice that is credited.
    package init(series: String, notBefore: String? = nil) {
        self.series = series
        self.notBefore = notBefore
    }

    package var parameters: [any ParameterConvertible] { [series, notBefore] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("day") }
}

/// What an order's invoices less its credit notes have charged so far, by category and rate of tax.
package struct SelectInvoicedTaxes: Statement {
    package static let sql = """
        SELECT category, rate, sum(net) AS net, sum(tax) AS tax
        FROM (
            SELECT taxed.category, taxed.rate, taxed.net, taxed.tax
            FROM invoice JOIN invoice_tax AS taxed ON taxed.invoice_id = invoice.id WHERE invoice.order_id = $1
            UNION ALL
            SELECT taxed.category, taxed.rate, -taxed.net, -taxed.tax
            FROM invoice JOIN credit_note AS note ON note.invoice_id = invoice.id
            JOIN credit_note_tax AS taxed ON taxed.credit_note_id = note.id WHERE invoice.order_id = $1
        ) AS entry
        GROUP BY category, rate ORDER BY category COLLATE "C", rate
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OrderTotals.TaxGroup {
        OrderTotals.TaxGroup(
            category: try row.string("category"), rate: try row.decimal("rate"), net: try row.decimal("net"),
            tax: try row.decimal("tax"))
    }
}

/// What was charged for an order line so far, less what was credited.
package struct ChargedLineRow: Sendable, Equatable {
    /// The order line's key, and the net amount.
    package let line: Int64, net: Decimal
}

/// What was charged for the lines of an order so far.
package struct SelectChargedLines: Statement {
    package static let sql = """
        SELECT line.id, coalesce((SELECT sum(charged.net) FROM invoice_line AS charged WHERE charged.line_id = line.id), 0)
            - coalesce((SELECT sum(credit.net) FROM credit_note_line AS credit WHERE credit.line_id = line.id), 0) AS net
        FROM sales_order_line AS line WHERE line.order_id = $1
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ChargedLineRow {
        ChargedLineRow(line: try row.int64("id"), net: try row.decimal("net"))
    }
}

/// Posts an invoice.
package struct InsertInvoice: Statement {
    package static let sql = """
        INSERT INTO invoice (number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency,
            minor_digits, net, tax, gross, discount_percent, discount_until, freight)
        SELECT $1, $2, $3, orders.id, orders.customer_id, $5::date, $6::date, orders.terms, orders.currency,
            orders.minor_digits, $7::numeric, $8::numeric, $7::numeric + $8::numeric, $9::numeric, $10::date,
            $11::numeric
        FROM sales_order AS orders WHERE orders.id = $4
        """
    let values: [any ParameterConvertible & Sendable]

    /// The header.
    package init(
        _ number: SeriesNumber, order: Int64, issuedOn: Day, dueOn: Day, freight: Decimal, net: Decimal, tax: Decimal,
        discount: (percent: Decimal, until: Day)?
    ) {
        values = [
            number.text, number.series, number.ordinal, order, issuedOn.text, dueOn.text, net.text, tax.text,
            discount?.percent.text, discount?.until.text, freight.text,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// Makes the lines of an invoice; what is invoiced of the order's lines follows by the trigger.
package struct InsertInvoiceLines: Statement {
    package static let sql = """
        INSERT INTO invoice_line (invoice_id, line_id, quantity, net)
        SELECT invoice.id, line.line_id, line.quantity, line.net
        FROM unnest($2::bigint[], $3::integer[], $4::numeric[]) AS line (line_id, quantity, net)
        CROSS JOIN invoice WHERE invoice.number = $1
        """
    let invoice: String
    let lines: [(line: Int64, quantity: Int, net: Decimal)]

    /// The invoice's number and what it charges.
    package init(invoice: String, lines: [(line: Int64, quantity: Int, net: Decimal)]) {
        self.invoice = invoice
        self.lines = lines
    }

    package var parameters: [any ParameterConvertible] {
        [invoice, lines.map(\.line), lines.map(\.quantity), lines.map(\.net.text)]
    }
}

extension [OrderTotals.TaxGroup] {
    /// Categories, rates, nets and taxes, as statements take them.
    var columns: [any ParameterConvertible] {
        [map(\.category), map(\.rate.text), map(\.net.text), map(\.tax.text)]
    }
}

/// Makes the tax groups of an invoice.
package struct InsertInvoiceTaxes: Statement {
    package static let sql = """
        INSERT INTO invoice_tax (invoice_id, category, rate, net, tax)
        SELECT invoice.id, tax.category, tax.rate, tax.net, tax.tax
        FROM unnest($2::text[], $3::numeric[], $4::numeric[], $5::numeric[]) AS tax (category, rate, net, tax)
        CROSS JOIN invoice WHERE invoice.number = $1
        """
    let invoice: String
    let groups: [OrderTotals.TaxGroup]

    /// The invoice's number and its groups.
    package init(invoice: String, groups: [OrderTotals.TaxGroup]) {
        self.invoice = invoice
        self.groups = groups
    }

    package var parameters: [any ParameterConvertible] { [invoice] + groups.columns }
}

/// An invoice's header.
package struct InvoiceRow: Sendable {
    /// Keys.
    package let id, orderID, customerID: Int64
    /// Numbers of the invoice and the order, the customer's code and name.
    package let number, order, customer, customerName: String
    /// Days of issue and payment.
    package let issuedOn, dueOn: String
    /// By how many days the earliest part that is not paid is late today; zero where nothing is.
    package let daysOverdue: Int
    /// ISO 4217 and the digits of its minor unit.
    package let currency: String, minorDigits: Int
    /// What is for the carriage, part of the net amount, and what of it was credited.
    package let freight, creditedFreight: Decimal
    /// Amounts.
    package let net, tax, gross, credited, paid: Decimal
    /// What was let off for paying early.
    package let discountTaken: Decimal
    /// Terms of payment.
    package let terms: String
    /// What is let off of what is not credited if it is paid by a day; nil where nothing is.
    package let early: (percent: Decimal, until: String, amount: Decimal)?

    /// What is not paid, not let off and not credited; below zero where too much was paid.
    package var open: Decimal { gross - credited - paid - discountTaken }
    /// `credited` in whole, `paid` or `posted`.
    package var state: String {
        credited > .zero && credited >= gross ? "credited" : open <= .zero ? "paid" : "posted"
    }
}

/// The invoice of a number, those of an order, or a page of invoices by series and number.
package struct SelectInvoices: Statement {
    package static let sql = """
        SELECT invoice.id, invoice.order_id, invoice.customer_id, invoice.number, orders.number AS order_number,
            customer.code AS customer, customer.name AS customer_name, invoice.issued_on, invoice.due_on, invoice.currency,
            invoice.minor_digits, invoice.freight, invoice.net, invoice.tax, invoice.gross,
            coalesce(credited.amount, 0) AS credited, coalesce(credited.freight, 0) AS credited_freight,
            coalesce(paid.amount, 0) - coalesce(paid.discount, 0) AS paid, coalesce(paid.discount, 0) AS discount_taken,
            invoice.terms, invoice.discount_percent, invoice.discount_until,
            round((invoice.gross - coalesce(credited.amount, 0)) * invoice.discount_percent / 100, invoice.minor_digits)
                AS discount_amount,
            CASE WHEN invoice.gross > coalesce(paid.amount, 0) + coalesce(credited.amount, 0)
                THEN greatest(company_day() - coalesce((
                    -- Money is for the earliest instalment first.
                    SELECT min(part.due_on) FROM (
                        SELECT instalment.due_on, sum(instalment.amount) OVER (ORDER BY instalment.position) AS through
                        FROM invoice_instalment AS instalment WHERE instalment.invoice_id = invoice.id
                    ) AS part WHERE part.through > coalesce(paid.amount, 0) + coalesce(credited.amount, 0)
                ), invoice.due_on), 0) ELSE 0 END AS days_overdue
        FROM invoice JOIN sales_order AS orders ON orders.id = invoice.order_id
        JOIN customer ON customer.id = invoice.customer_id
        LEFT JOIN LATERAL (
            SELECT sum(match.amount) AS amount,
                sum(match.amount) FILTER (WHERE payment.kind = 'discount' OR EXISTS (
                    SELECT FROM payment AS cause WHERE cause.id = payment.cause_id AND cause.kind = 'discount')) AS discount
            FROM payment_match AS match JOIN payment ON payment.id = match.payment_id
            WHERE match.invoice_id = invoice.id
        ) AS paid ON true
        LEFT JOIN LATERAL (
            SELECT sum(note.gross) AS amount, sum(note.freight) AS freight FROM credit_note AS note
            WHERE note.invoice_id = invoice.id
        ) AS credited ON true
        WHERE ($1::text IS NULL OR invoice.number = $1) AND ($2::bigint IS NULL OR invoice.order_id = $2)
            AND ($3::text IS NULL OR customer.code = $3)
            AND (NOT $4::boolean OR invoice.gross > coalesce(paid.amount, 0) + coalesce(credited.amount, 0)
                OR $7::boolean AND invoice.gross < coalesce(paid.amount, 0) + coalesce(credited.amount, 0))
            AND ($5::text IS NULL OR (invoice.series COLLATE "C", length(invoice.number), invoice.number COLLATE "C")
                > (left($5, 8), length($5), $5))
        ORDER BY invoice.series COLLATE "C", length(invoice.number), invoice.number COLLATE "C" LIMIT $6
        """
    let values: [any ParameterConvertible & Sendable]

    /// The invoice of a number.
    package init(number: String) {
        values = [number, nil as Int64?, nil as String?, false, nil as String?, 1, false]
    }

    /// The invoices of an order.
    package init(order: Int64) {
        values = [nil as String?, order, nil as String?, false, nil as String?, nil as Int?, false]
    }

    /// A page behind a number: all, those that are open, or with them those on which too much was paid.
    package init(customer: String?, isOpen: Bool, isOverpaid: Bool = false, after: String?, limit: Int) {
        values = [nil as String?, nil as Int64?, customer, isOpen, after, limit, isOverpaid]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InvoiceRow {
        var early: (percent: Decimal, until: String, amount: Decimal)?
        if let percent = try row.decimalOrNil("discount_percent") {
            early = (percent, try row.string("discount_until"), try row.decimal("discount_amount"))
        }
        return InvoiceRow(
            id: try row.int64("id"), orderID: try row.int64("order_id"), customerID: try row.int64("customer_id"),
            number: try row.string("number"), order: try row.string("order_number"),
            customer: try row.string("customer"), customerName: try row.string("customer_name"),
            issuedOn: try row.string("issued_on"), dueOn: try row.string("due_on"),
            daysOverdue: try row.int("days_overdue"),
            currency: try row.string("currency"),
            minorDigits: try row.int("minor_digits"), freight: try row.decimal("freight"),
            creditedFreight: try row.decimal("credited_freight"), net: try row.decimal("net"),
            tax: try row.decimal("tax"), gross: try row.decimal("gross"), credited: try row.decimal("credited"),
            paid: try row.decimal("paid"),
            discountTaken: try row.decimal("discount_taken"), terms: try row.string("terms"), early: early)
    }
}

/// A line of an invoice.
package struct InvoiceLineRow: Sendable, Equatable {
    /// The order line, and what was agreed there.
    package let line: Int, sku, name, unit: String, unitPrice, discountPercent: Decimal
    /// What is charged.
    package let quantity: Int, net: Decimal
    /// The tax on it.
    package let tax: TaxRateRow
    /// The buyer's number of the line, where his order has one.
    package let customerLine: String?

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> InvoiceLineRow {
        InvoiceLineRow(
            line: try row.int("line"), sku: try row.string("sku"), name: try row.string("name"),
            unit: try row.string("unit"), unitPrice: try row.decimal("unit_price"),
            discountPercent: try row.decimal("discount_percent"), quantity: try row.int("quantity"),
            net: try row.decimal("net"),
            tax: TaxRateRow(category: try row.string("tax_category"), rate: try row.decimal("tax_rate")),
            customerLine: try row.stringOrNil("customer_line"))
    }
}

/// The lines of an invoice in the order's order.
package struct SelectInvoiceLines: Statement {
    package static let sql = """
        SELECT line.line, line.sku, line.name, line.unit, line.unit_price, line.discount_percent, charged.quantity,
            charged.net, line.tax_category, line.tax_rate, line.customer_line
        FROM invoice_line AS charged JOIN sales_order_line AS line ON line.id = charged.line_id
        WHERE charged.invoice_id = $1 ORDER BY line.line
        """
    let invoice: Int64

    /// The invoice.
    package init(invoice: Int64) { self.invoice = invoice }

    package var parameters: [any ParameterConvertible] { [invoice] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InvoiceLineRow { try .decoded(row) }
}

/// Takes a payment in, all of it for one invoice, and what is let off with it.
package struct InsertPayment: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on)
            SELECT invoice.customer_id, invoice.currency, $2::numeric, $3::date FROM invoice WHERE invoice.id = $1
            RETURNING id, customer_id, currency, amount, paid_on
        ), discount AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id)
            SELECT customer_id, currency, $4::numeric, paid_on, 'discount', id FROM added WHERE $4::numeric > 0
            RETURNING id, amount
        )
        INSERT INTO payment_match (payment_id, invoice_id, amount)
        SELECT id, $1, amount FROM added UNION ALL SELECT id, $1, amount FROM discount
        """
    let invoice: Int64
    let amount: Decimal
    let day: Day
    let discount: Decimal

    /// The invoice, the amount in its currency, the day, and what is let off; zero is nothing.
    package init(invoice: Int64, amount: Decimal, day: Day, discount: Decimal) {
        self.discount = discount
        self.invoice = invoice
        self.amount = amount
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [invoice, amount.text, day.text, discount.text] }
}
