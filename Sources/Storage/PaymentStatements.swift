package import Postgres
package import Quantities

/// A payment.
package struct PaymentRow: Sendable, Equatable {
    /// Key.
    package let id: Int64
    /// `received`, `discount`, `refund`, `reversal` or `clawback`, the customer, the currency and the day.
    package let kind, customer, currency, paidOn: String
    /// Below zero where it went back.
    package let amount: Decimal
    /// The invoices it is for, and the order, where it is a deposit or of one order's invoices.
    package let invoices: [String], order: String?
    /// The payment that it reverses, or that earned the discount, and why.
    package let cause: Int64?, reason: String?
    /// Whether another payment reverses it.
    package let isReversed: Bool
}

/// A page of payments by key; nil filters nothing.
package struct SelectPayments: Statement {
    package static let sql = """
        SELECT payment.id, payment.kind, customer.code AS customer, payment.currency, payment.paid_on, payment.amount,
            payment.cause_id, payment.reason,
            ARRAY(
                SELECT invoice.number FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                WHERE match.payment_id = payment.id ORDER BY invoice.id) AS invoices,
            (SELECT min(orders.number) FROM sales_order AS orders WHERE orders.id IN (
                SELECT deposit.order_id FROM order_deposit AS deposit WHERE deposit.payment_id = payment.id
                UNION ALL
                SELECT invoice.order_id FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                WHERE match.payment_id = payment.id)) AS order_number,
            EXISTS (SELECT FROM payment AS undone WHERE undone.cause_id = payment.id AND undone.kind = 'reversal')
                AS is_reversed
        FROM payment JOIN customer ON customer.id = payment.customer_id
        WHERE ($1::bigint IS NULL OR payment.id = $1) AND ($2::text IS NULL OR customer.code = $2)
            AND ($3::text IS NULL OR EXISTS (
                SELECT FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                WHERE match.payment_id = payment.id AND invoice.number = $3) OR EXISTS (
                SELECT FROM order_deposit AS deposit JOIN sales_order AS orders ON orders.id = deposit.order_id
                WHERE deposit.payment_id = payment.id AND orders.number = $3))
            AND payment.id > $4 AND ($6::bigint IS NULL OR (payment.kind = 'reversal' AND payment.cause_id IN (
                SELECT cause.id FROM payment AS cause WHERE cause.id = $6 OR cause.cause_id = $6)))
        ORDER BY payment.id LIMIT $5
        """
    let values: [any ParameterConvertible & Sendable]

    /// A payment by its key.
    package init(id: Int64) { values = [id, nil as String?, nil as String?, 0, 1, nil as Int64?] }

    /// What undid a payment and the discount it earned.
    package init(reversing id: Int64) { values = [nil as Int64?, nil as String?, nil as String?, 0, nil as Int?, id] }

    /// Those of a customer, of an invoice or of an order, behind a key.
    package init(customer: String?, document: String?, after: Int, limit: Int) {
        values = [nil as Int64?, customer, document, after, limit, nil as Int64?]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PaymentRow {
        PaymentRow(
            id: try row.int64("id"), kind: try row.string("kind"), customer: try row.string("customer"),
            currency: try row.string("currency"), paidOn: try row.string("paid_on"),
            amount: try row.decimal("amount"), invoices: try row.stringArray("invoices"),
            order: try row.stringOrNil("order_number"), cause: try row.int64OrNil("cause_id"),
            reason: try row.stringOrNil("reason"), isReversed: try row.bool("is_reversed"))
    }
}

/// Undoes a payment and the discount that it earned, with what they were matched to.
package struct InsertPaymentReversal: Statement {
    package static let sql = """
        WITH undone AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id, reason)
            SELECT customer_id, currency, -left_over, $3::date, 'reversal', id, $2
            FROM (
                SELECT id, customer_id, currency, amount + (
                    SELECT coalesce(sum(back.amount), 0) FROM payment AS back
                    WHERE back.cause_id = payment.id AND back.kind = 'clawback') AS left_over
                FROM payment WHERE id = $1 OR (cause_id = $1 AND kind = 'discount')
            ) AS undoing
            WHERE left_over <> 0 ORDER BY id
            RETURNING id, cause_id
        ), deposit AS (
            INSERT INTO order_deposit (payment_id, order_id)
            SELECT undone.id, entry.order_id FROM undone JOIN order_deposit AS entry ON entry.payment_id = undone.cause_id
        )
        INSERT INTO payment_match (payment_id, invoice_id, amount)
        SELECT undone.id, match.invoice_id, -match.amount - (
            SELECT coalesce(sum(back.amount), 0) FROM payment AS back
            WHERE back.cause_id = undone.cause_id AND back.kind = 'clawback')
        FROM undone JOIN payment_match AS match ON match.payment_id = undone.cause_id
        """
    let payment: Int64
    let reason: String
    let day: String

    /// The payment, why, and the day.
    package init(payment: Int64, reason: String, day: String) {
        self.payment = payment
        self.reason = reason
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [payment, reason, day] }
}

/// The least that would be left, without a payment, of what was paid on its invoices and of the deposits of its order.
package struct SelectLeftWithout: Statement {
    package static let sql = """
        SELECT coalesce(least((
            SELECT min(paid.rest) FROM (
                SELECT coalesce(sum(match.amount) FILTER (
                    WHERE payment.id <> $1 AND payment.cause_id IS DISTINCT FROM $1 AND NOT (
                        payment.kind = 'clawback'
                        AND payment.cause_id IN (SELECT own.id FROM payment AS own WHERE own.cause_id = $1))), 0) AS rest
                FROM payment_match AS match JOIN payment ON payment.id = match.payment_id
                WHERE match.invoice_id IN (SELECT own.invoice_id FROM payment_match AS own WHERE own.payment_id = $1)
                GROUP BY match.invoice_id) AS paid
        ), (
            SELECT sum(payment.amount - (
                SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.payment_id = payment.id
            )) FILTER (WHERE payment.id <> $1)
            FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
            WHERE deposit.order_id = (SELECT own.order_id FROM order_deposit AS own WHERE own.payment_id = $1)
        )), 0) AS least
        """
    let payment: Int64

    /// The payment.
    package init(payment: Int64) { self.payment = payment }

    package var parameters: [any ParameterConvertible] { [payment] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Decimal { try row.decimal("least") }
}

/// Takes so much of the discount of an invoice back.
package struct InsertClawback: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id, reason)
            SELECT payment.customer_id, payment.currency, -$2::numeric, $3::date, 'clawback', payment.id, $4
            FROM payment JOIN payment_match AS match ON match.payment_id = payment.id
            WHERE match.invoice_id = $1 AND payment.kind = 'discount' AND NOT EXISTS (
                SELECT FROM payment AS undone WHERE undone.cause_id = payment.id AND undone.kind = 'reversal')
            ORDER BY payment.id DESC LIMIT 1
            RETURNING id, amount
        )
        INSERT INTO payment_match (payment_id, invoice_id, amount) SELECT id, $1, amount FROM added
        """
    let values: [any ParameterConvertible & Sendable]

    /// The invoice, the amount above zero, the day, and why.
    package init(invoice: Int64, amount: Decimal, day: String, reason: String) {
        values = [invoice, amount.text, day, reason]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// Pays money back: of an invoice, or of an order's deposits.
package struct InsertRefund: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on, kind, reason)
            SELECT customer_id, currency, -$3::numeric, $4::date, 'refund', $5 FROM sales_order WHERE id = $1
            RETURNING id, amount
        ), deposit AS (
            INSERT INTO order_deposit (payment_id, order_id) SELECT id, $1 FROM added WHERE $2::bigint IS NULL
        )
        INSERT INTO payment_match (payment_id, invoice_id, amount) SELECT id, $2, amount FROM added WHERE $2 IS NOT NULL
        """
    let values: [any ParameterConvertible & Sendable]

    /// The order, the invoice where it is of one, the amount above zero, the day, and why.
    package init(order: Int64, invoice: Int64?, amount: Decimal, day: Day, reason: String) {
        values = [order, invoice, amount.text, day.text, reason]
    }

    package var parameters: [any ParameterConvertible] { values }
}
