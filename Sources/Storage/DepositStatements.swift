package import Postgres
package import Quantities

/// Money paid for an order instead of an invoice; below zero where it went back.
package struct DepositRow: Sendable, Equatable {
    /// The payment's key.
    package let payment: Int64
    /// `received`, `refund` or `reversal`.
    package let kind: String
    /// The amount, and how much of it invoices have used up.
    package let amount, used: Decimal
    /// The day it came in or went back.
    package let paidOn: String
    /// Whether it is reversed, or reverses another.
    package let isReversed: Bool
}

/// The deposits of an order, the oldest first.
package struct SelectDeposits: Statement {
    package static let sql = """
        SELECT payment.id, payment.kind, payment.amount, payment.paid_on, (
            SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.payment_id = payment.id) AS used,
            payment.kind = 'reversal' OR EXISTS (
                SELECT FROM payment AS undone WHERE undone.cause_id = payment.id AND undone.kind = 'reversal') AS is_reversed
        FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
        WHERE deposit.order_id = $1 ORDER BY payment.id
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> DepositRow {
        DepositRow(
            payment: try row.int64("id"), kind: try row.string("kind"), amount: try row.decimal("amount"),
            used: try row.decimal("used"), paidOn: try row.string("paid_on"), isReversed: try row.bool("is_reversed"))
    }
}

/// Takes a payment for an order in.
package struct InsertDeposit: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO payment (customer_id, currency, amount, paid_on)
            SELECT orders.customer_id, orders.currency, $2::numeric, $3::date FROM sales_order AS orders WHERE orders.id = $1
            RETURNING id
        )
        INSERT INTO order_deposit (payment_id, order_id) SELECT added.id, $1 FROM added
        """
    let order: Int64
    let amount: Decimal
    let day: Day

    /// The order, the amount in its currency, and the day.
    package init(order: Int64, amount: Decimal, day: Day) {
        self.order = order
        self.amount = amount
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [order, amount.text, day.text] }
}

/// Uses deposits up for an invoice.
package struct InsertDepositMatches: Statement {
    package static let sql = """
        INSERT INTO payment_match (payment_id, invoice_id, amount)
        SELECT used.payment_id, invoice.id, used.amount
        FROM unnest($2::bigint[], $3::numeric[]) AS used (payment_id, amount)
        CROSS JOIN invoice WHERE invoice.number = $1
        """
    let invoice: String
    let parts: [(payment: Int64, amount: Decimal)]

    /// The invoice's number, and how much of which payments.
    package init(invoice: String, parts: [(payment: Int64, amount: Decimal)]) {
        self.invoice = invoice
        self.parts = parts
    }

    package var parameters: [any ParameterConvertible] { [invoice, parts.map(\.payment), parts.map(\.amount.text)] }
}

/// A part of an invoice and when it is due.
package struct InstalmentRow: Sendable, Equatable {
    /// `deposit`, `before_shipping` or `net`.
    package let kind: String
    /// Percent of the gross amount, and what that comes to.
    package let percent, amount: Decimal
    /// The last day for paying it.
    package let dueOn: String
}

/// The parts of an invoice in the order in which they fall due.
package struct SelectInstalments: Statement {
    package static let sql = """
        SELECT kind, percent, amount, due_on FROM invoice_instalment WHERE invoice_id = $1 ORDER BY position
        """
    let invoice: Int64

    /// The invoice.
    package init(invoice: Int64) { self.invoice = invoice }

    package var parameters: [any ParameterConvertible] { [invoice] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> InstalmentRow {
        InstalmentRow(
            kind: try row.string("kind"), percent: try row.decimal("percent"), amount: try row.decimal("amount"),
            dueOn: try row.string("due_on"))
    }
}

/// Writes the parts of an invoice.
package struct InsertInstalments: Statement {
    package static let sql = """
        INSERT INTO invoice_instalment (invoice_id, position, kind, percent, amount, due_on)
        SELECT invoice.id, part.position, part.kind, part.percent, part.amount, part.due_on
        FROM unnest($2::text[], $3::numeric[], $4::numeric[], $5::date[])
            WITH ORDINALITY AS part (kind, percent, amount, due_on, position)
        CROSS JOIN invoice WHERE invoice.number = $1
        """
    let invoice: String
    let parts: [InstalmentRow]

    /// The invoice's number and its parts.
    package init(invoice: String, parts: [InstalmentRow]) {
        self.invoice = invoice
        self.parts = parts
    }

    package var parameters: [any ParameterConvertible] {
        [invoice, parts.map(\.kind), parts.map(\.percent.text), parts.map(\.amount.text), parts.map(\.dueOn)]
    }
}

extension InstalmentRow {
    /// A part of an invoice.
    package init(kind: String, percent: Decimal, amount: Decimal, day: Day) {
        self.init(kind: kind, percent: percent, amount: amount, dueOn: day.text)
    }
}

/// The parts of an invoice are its gross amount; deposits are the payer's, and no more of them is used than there is.
struct VerifyPaymentSchedules: Invariant {
    static let sql = """
        SELECT 'payment_schedules' AS invariant,
            (SELECT count(*) FROM invoice_instalment) + (SELECT count(*) FROM order_deposit) AS checked,
            count(*) AS failures, min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT invoice.number AS subject FROM invoice JOIN (
                SELECT invoice_id, sum(amount) AS amount, sum(percent) AS percent, max(due_on) AS due_on
                FROM invoice_instalment GROUP BY invoice_id
            ) AS part ON part.invoice_id = invoice.id
            WHERE part.amount <> invoice.gross OR part.percent <> 100 OR part.due_on <> invoice.due_on
            UNION ALL
            SELECT orders.number FROM sales_order AS orders JOIN (
                SELECT deposit.order_id, sum(payment.amount) AS paid, bool_or(payment.customer_id <> owner.customer_id
                        OR payment.currency <> owner.currency OR payment.kind = 'discount') AS is_other,
                    sum((SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match
                        WHERE match.payment_id = payment.id)) AS used,
                    bool_or(EXISTS (
                        SELECT FROM payment_match AS match JOIN invoice ON invoice.id = match.invoice_id
                        WHERE match.payment_id = payment.id AND invoice.order_id <> deposit.order_id)) AS is_elsewhere
                FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
                JOIN sales_order AS owner ON owner.id = deposit.order_id
                GROUP BY deposit.order_id
            ) AS deposit ON deposit.order_id = orders.id
            WHERE deposit.is_other OR deposit.is_elsewhere OR deposit.used > deposit.paid
        ) AS faulty
        """
}
