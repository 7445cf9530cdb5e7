internal import Orders
internal import Postgres
package import Quantities
package import Storage

/// Money that came in or went back: looked at, undone, paid back.
///
/// Taking it in is the affair of invoices and orders.
package struct Payments {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A page of payments by key.
    ///
    /// Refuses `customer_unknown`.
    package func list(customer: String?, document: String?, limit: Int, after: Int?) throws -> [PaymentRow] {
        if let customer { _ = try Customers(database).show(code: customer, at: "--customer") }
        return try connection.fetch(
            SelectPayments(customer: customer, document: document, after: after ?? 0, limit: limit))
    }

    /// Undoes a payment that was entered by mistake, with the discount it earned; answers the counter-entries.
    ///
    /// Refuses `payment_unknown`, `payment_not_reversible`, `payment_reversed`, and `reversal_depends` when so much was paid
    /// back that it must have come in.
    package func reverse(_ id: Int, reason: String, key: String?, dryRun: Bool = false) throws -> [PaymentRow] {
        try Reversing.requireReason(reason)
        return try database.write(dryRun: dryRun) {
            guard let number = try payment(id).order else { throw unknown(payment: id) }
            try OrderChange.lock([number], database)
            let payment = try payment(id)
            guard payment.kind == "received" else {
                throw Refusal(
                    "payment_not_reversible", "payment \(id) is a \(payment.kind)", at: "\(id)",
                    remedy: "a discount goes with its payment; enter a new payment against another counter-entry")
            }
            guard !payment.isReversed else {
                throw Refusal(
                    "payment_reversed", "payment \(id) is reversed already", at: "\(id)",
                    remedy: "nephrite payment list shows by which")
            }
            let change = OrderChange(database, number, key: key)
            let order = try change.header()
            let orders = SalesOrders(database)
            let left = try connection.first(SelectLeftWithout(payment: Int64(id))) ?? .zero
            guard try left >= .zero && orders.paidInAdvance(order) >= payment.amount else {
                throw Refusal(
                    "reversal_depends", "of \(number) less is left than payment \(id), since some was paid back",
                    at: "\(id)", remedy: "nephrite payment list --of \(payment.invoices.first ?? number) shows what was"
                )
            }
            try connection.run(
                InsertPaymentReversal(payment: Int64(id), reason: reason, day: try database.today()))
            try change.finish("unpay", reason: "payment \(id): \(reason)")
            try orders.guardMoney(change)
            return try connection.fetch(SelectPayments(reversing: Int64(id)))
        }
    }

    /// Pays back what was paid too much on an invoice, or what no invoice has used of an order's deposits.
    ///
    /// Refuses `invoice_unknown`, `order_unknown`, `day_in_future`, `amount_invalid`, `nothing_to_refund` for more than that.
    package func refund(
        _ number: String, amount text: String, on day: Day, reason: String, key: String?, dryRun: Bool = false
    ) throws -> PaymentRow {
        try Reversing.requireReason(reason)
        let amount = try Reading.decimal(text, "--amount", code: "amount_invalid")
        return try database.write(dryRun: dryRun) {
            let isOrder = number.hasPrefix("SO-")
            let invoice = isOrder ? nil : try Invoices(database).header(number)
            let orderNumber = invoice?.order ?? number
            try OrderChange.lock([orderNumber], database)
            let change = OrderChange(database, orderNumber, key: key)
            let order = try change.header()
            try database.refuseFutureMoney(day)
            guard amount > .zero, amount.rounded(toFractionDigits: order.minorDigits) == amount else {
                throw Refusal(
                    "amount_invalid", "\(amount.text) is no amount of money in \(order.currency)", at: "--amount",
                    remedy: "give an amount above zero with at most \(order.minorDigits) digits after the point")
            }
            let most: Decimal
            if isOrder {
                most = try connection.fetch(SelectDeposits(order: order.id)).reduce(.zero) { $0 + $1.amount - $1.used }
            } else {
                most = try refundable(Invoices(database).header(number))
            }
            guard amount <= most else {
                let left = max(most, .zero).text(minimumFractionDigits: order.minorDigits)
                throw Refusal(
                    "nothing_to_refund", "\(left) \(order.currency) of \(number) may be paid back, not \(amount.text)",
                    at: "--amount",
                    remedy: isOrder
                        ? "deposits that invoices have used are paid back on the invoice, once it is credited"
                        : "credit the invoice first: nephrite invoice credit \(number)")
            }
            try connection.run(
                InsertRefund(order: order.id, invoice: invoice?.id, amount: amount, day: day, reason: reason))
            try change.finish(
                "refund",
                reason: "\(number) \(amount.text(minimumFractionDigits: order.minorDigits)): \(reason)")
            try SalesOrders(database).guardMoney(change)
            let rows = try connection.fetch(
                SelectPayments(customer: nil, document: number, after: 0, limit: 1_000_000))
            guard let row = rows.last(where: { $0.kind == "refund" }) else {
                throw Refusal("bug", "the refund is not there", status: .bug)
            }
            return row
        }
    }

    /// What was paid beyond what is charged; of a discount only that counts which still holds.
    private func refundable(_ invoice: InvoiceRow) -> Decimal { max(.zero, .zero - invoice.open) }

    private func payment(_ id: Int) throws -> PaymentRow {
        guard let payment = try connection.first(SelectPayments(id: Int64(id))) else { throw unknown(payment: id) }
        return payment
    }

    private func unknown(payment id: Int) -> Refusal {
        Refusal(
            "payment_unknown", "there is no payment \(id)", at: "\(id)", remedy: "nephrite payment list shows them")
    }
}
