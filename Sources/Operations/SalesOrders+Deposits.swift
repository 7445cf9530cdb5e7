internal import Orders
internal import Postgres
package import Quantities
internal import Storage

extension SalesOrders {
    /// Takes a payment for a confirmed order in, before it is invoiced; a `deposit` hold goes when there is enough.
    ///
    /// Its invoices use the money up, the oldest first. Refuses `order_unknown`, `wrong_state`, `day_in_future`, `amount_invalid`.
    package func deposit(_ number: String, amount text: String, on day: Day, key: String?, dryRun: Bool = false) throws
        -> Detail
    {
        let amount = try Reading.decimal(text, "--amount", code: "amount_invalid")
        return try database.write(dryRun: dryRun) {
            try OrderChange.lock([number], database)
            let change = OrderChange(database, number, key: key)
            let (order, _) = try change.begin(.deposit)
            try database.refuseFutureMoney(day)
            guard amount > .zero, amount.rounded(toFractionDigits: order.minorDigits) == amount else {
                throw Refusal(
                    "amount_invalid", "\(amount.text) is no amount of money in \(order.currency)", at: "--amount",
                    remedy: "give an amount above zero with at most \(order.minorDigits) digits after the point")
            }
            let most = OrderTotals.largestAmount + OrderTotals.largestAmount
            guard amount <= most - (try paidInAdvance(order)) else {
                throw Refusal(
                    "amount_invalid", "with \(amount.text) more than \(most.text) would be paid on \(number)",
                    at: "--amount", remedy: "check the amount")
            }
            try connection.run(InsertDeposit(order: order.id, amount: amount, day: day))
            try change.finish("deposit", reason: amount.text(minimumFractionDigits: order.minorDigits))
            try guardMoney(change)
            return try show(number)
        }
    }

    /// Puts a confirmed order on hold whose deposit is not paid, and lets it go when it is; answers whether it did.
    func guardDeposit(_ change: OrderChange) throws -> Bool {
        let order = try change.header()
        guard order.state == .confirmed else { return false }
        return try change.follow(
            .deposit, of: order,
            Self.depositReason(
                order.terms, gross: order.gross ?? .zero, paid: paidInAdvance(order), minorDigits: order.minorDigits,
                currency: order.currency), ending: (by: "(paid)", reason: "the deposit is paid"))
    }

    /// Why an order has to wait for its deposit; nil when it is paid or there is none to pay.
    ///
    /// What is paid is asked for where there is a deposit alone.
    static func depositReason(
        _ terms: String, gross: Decimal, paid: @autoclosure () throws -> Decimal, minorDigits: Int, currency: String
    ) rethrows -> String? {
        let due =
            PaymentTerms(terms)?.inAdvance(of: gross, minorDigits: minorDigits, includingShipping: false) ?? .zero
        guard due > .zero else { return nil }
        let paid = try paid()
        guard paid < due else { return nil }
        return "of the deposit of \(due.text(minimumFractionDigits: minorDigits)) \(currency) "
            + "\(paid.text(minimumFractionDigits: minorDigits)) is paid, "
            + "\((due - paid).text(minimumFractionDigits: minorDigits)) is due"
    }

    /// Refuses (`payment_due`) that goods leave before what is due then is paid.
    func requirePaidBeforeShipping(_ order: OrderRow) throws {
        guard let terms = PaymentTerms(order.terms), terms.instalments.contains(where: { $0.event == .beforeShipping })
        else { return }
        let digits = order.minorDigits
        let due = terms.inAdvance(of: order.gross ?? .zero, minorDigits: digits, includingShipping: true)
        let paid = try paidInAdvance(order)
        guard paid < due else { return }
        let missing = (due - paid).text(minimumFractionDigits: digits)
        throw Refusal(
            "payment_due",
            "\(due.text(minimumFractionDigits: digits)) \(order.currency) has to be paid before \(order.number) is shipped, "
                + "and \(paid.text(minimumFractionDigits: digits)) is", at: order.number,
            remedy: "nephrite order deposit \(order.number) --amount \(missing) --on DATE records a payment")
    }

    /// All that is paid for an order, matched to its invoices or not.
    func paidInAdvance(_ order: OrderRow) throws -> Decimal {
        let deposits = try connection.fetch(SelectDeposits(order: order.id))
        let matched = try connection.first(SelectOrderMoney(order: order.id))?.paid ?? .zero
        return deposits.reduce(matched) { $0 + $1.amount - $1.used }
    }
}

extension SalesOrders.Detail {
    /// What no invoice has used of its deposits, and was not paid back.
    package var depositsLeft: Decimal { deposits.reduce(.zero) { $0 + $1.amount - $1.used } }

    /// What is to be paid for an order whose terms are prepaid, less what is credited, and what of it is; nil for other terms.
    package var prepayment: (due: Decimal, paid: Decimal)? {
        guard order.isPrepaid, let gross = order.gross else { return nil }
        return (invoices.reduce(gross) { $0 - $1.credited }, invoices.reduce(depositsLeft) { $0 + $1.paid })
    }
}

extension Invoices {
    /// Uses the deposits of an order up for a new invoice, the oldest first.
    func useDeposits(of order: OrderRow, for invoice: String, gross: Decimal) throws {
        let deposits = try connection.fetch(SelectDeposits(order: order.id))
        var left = min(gross, deposits.reduce(.zero) { $0 + $1.amount - $1.used })
        var parts: [(payment: Int64, amount: Decimal)] = []
        for deposit in deposits where deposit.amount > deposit.used && !deposit.isReversed && left > .zero {
            let amount = min(left, deposit.amount - deposit.used)
            parts.append((deposit.payment, amount))
            left = left - amount
        }
        guard !parts.isEmpty else { return }
        try connection.run(InsertDepositMatches(invoice: invoice, parts: parts))
    }
}
