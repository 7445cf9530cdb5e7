internal import Orders
package import Quantities
internal import Storage

extension Invoices {
    /// Takes money in that is for several invoices of a customer: each gets what is open of it, in the order given, and the
    /// last what is left.
    ///
    /// What is let off for paying by a day is not asked for. Each invoice has an entry of its own, so that it can be undone by
    /// itself. Refuses what a payment for one does, `payers_differ`, and `amount_invalid` where nothing is left for one.
    package func pay(_ numbers: [String], amount text: String, on day: Day, key: String?, dryRun: Bool = false) throws
        -> [Detail]
    {
        let amount = try Reading.decimal(text, "--amount", code: "amount_invalid")
        return try database.write(dryRun: dryRun) {
            try OrderChange.lock(numbers.map { try header($0).order }, database)
            let invoices = try numbers.map(header)
            try requireOnePayer(invoices)
            var left = amount
            for (place, invoice) in invoices.enumerated() {
                let isLast = place == invoices.count - 1
                let part = isLast ? left : min(left, invoice.open - Self.discountOffered(invoice, on: day))
                guard part > .zero || invoices.count == 1 else {
                    throw Refusal(
                        "amount_invalid",
                        left > .zero
                            ? "nothing is open of \(invoice.number)"
                            : "\(amount.text) is used up before \(invoice.number)", at: "--amount",
                        remedy: "leave \(invoice.number) out; nephrite invoice list --customer "
                            + "\(invoice.customer) --unpaid shows what is open")
                }
                _ = try pay(invoice.number, amount: part.text, on: day, key: key)
                left = left - part
            }
            return try numbers.map(show)
        }
    }

    /// What is let off of an invoice that is paid on a day.
    static func discountOffered(_ invoice: InvoiceRow, on day: Day) -> Decimal {
        guard let early = invoice.early, day.text <= early.until, invoice.discountTaken == .zero else { return .zero }
        return early.amount
    }

    private func requireOnePayer(_ invoices: [InvoiceRow]) throws {
        guard let first = invoices.first,
            let other = invoices.first(where: { ($0.customer, $0.currency) != (first.customer, first.currency) })
        else { return }
        throw Refusal(
            "payers_differ",
            "\(first.number) is of \(first.customer) in \(first.currency), \(other.number) of \(other.customer) in "
                + other.currency, at: other.number,
            remedy: "take in what each customer paid by itself, in one currency")
    }
}
