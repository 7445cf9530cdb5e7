internal import Operations
internal import Orders
internal import Quantities
internal import Storage

/// What a person is told beside an answer: what is missing, and what comes next.
enum OrderHint {
    /// For each order what it waits for.
    static func waiting(_ orders: [SalesOrders.Detail]) -> [String] {
        orders.compactMap { detail in
            let missing = detail.lines.filter { $0.quantities.backordered > 0 }
                .map { "\($0.quantities.backordered) of \($0.sku)" }
            guard !missing.isEmpty else { return nil }
            return "\(detail.order.number) waits for \(missing.joined(separator: ", ")); "
                + "nephrite purchase propose lists what to order"
        }
    }

    /// Which orders a credit hold keeps, and why.
    static func held(_ orders: [SalesOrders.Detail]) -> [String] {
        orders.compactMap { detail in
            detail.holds.first { $0.kind == .credit }.map {
                "\(detail.order.number) has a credit hold: \($0.reason); a payment or a higher limit lets it go"
            }
        }
    }

    /// That goods of an order whose terms are prepaid left before all of it was paid; nil where they did not.
    static func unpaid(_ detail: SalesOrders.Detail) -> String? {
        guard let (due, paid) = detail.prepayment, paid < due else { return nil }
        let order = detail.order
        func text(_ amount: Decimal) -> String { amount.text(minimumFractionDigits: order.minorDigits) }
        return "\(order.number) is prepaid, and of \(text(due)) \(order.currency) \(text(paid)) is paid; terms of "
            + "100%beforeshipping keep goods until they are"
    }

    /// The money that is left of the deposits of an order that is done, or paid too much on an invoice, and what pays it back.
    static func moneyLeft(_ detail: SalesOrders.Detail) -> [String] {
        let order = detail.order
        let isDone = order.state == .closed || order.state == .cancelled
        let deposits =
            isDone && detail.depositsLeft > .zero
            ? [
                "\(order.number) is \(order.state.rawValue), and of its deposits "
                    + left(detail.depositsLeft, order.currency, order.minorDigits, on: order.number)
            ] : []
        return deposits + detail.invoices.compactMap(overpaid)
    }

    /// The same of an order by its number, behind what was done to an invoice of it.
    static func moneyLeft(_ number: String, _ database: Database) throws -> [String] {
        moneyLeft(try SalesOrders(database).show(number))
    }

    /// That more is paid on an invoice than is charged, and what pays it back; nil where it is not.
    static func overpaid(_ invoice: InvoiceRow) -> String? {
        guard invoice.open < .zero else { return nil }
        let whole = invoice.state == "credited" ? ", which is credited in whole," : ""
        return "of what is paid on \(invoice.number)\(whole) "
            + left(.zero - invoice.open, invoice.currency, invoice.minorDigits, on: invoice.number)
    }

    /// That a payment is of a day before its invoice was issued; nil where it is not.
    static func early(_ day: Day, _ invoice: InvoiceRow) -> String? {
        guard day.text < invoice.issuedOn else { return nil }
        return "\(day.text) is before \(invoice.number) was issued, on \(invoice.issuedOn); where that is a mistake, "
            + "nephrite payment list --of \(invoice.number) shows the payment, and nephrite payment reverse undoes it"
    }

    private static func left(_ amount: Decimal, _ currency: String, _ digits: Int, on number: String) -> String {
        let amount = amount.text(minimumFractionDigits: digits)
        return "\(amount) \(currency) is left; nephrite payment refund \(number) --amount \(amount) "
            + "--on DAY --reason WHY pays it back"
    }

    /// That some of what came back was invoiced; nil where it was not.
    static func toCredit(_ detail: SalesOrders.Detail, _ skus: [String]) -> String? {
        let back = detail.lines.compactMap { line -> (sku: String, quantity: Int)? in
            let quantities = line.quantities
            let due = -quantities.toInvoice(isPrepaid: detail.order.isPrepaid)
            return skus.contains(line.sku) && due > 0 ? (line.sku, due) : nil
        }
        guard !back.isEmpty, let invoice = detail.invoices.last(where: { $0.state != "credited" }) else { return nil }
        let parts = back.map { "\($0.quantity) of \($0.sku)" }.joined(separator: ", ")
        let isOne = back.count == 1 && back[0].quantity == 1
        return "\(parts) \(isOne ? "is invoiced and came back" : "are invoiced and came back"); "
            + "nephrite invoice credit \(detail.invoices.count == 1 ? invoice.number : "INVOICE") "
            + "gives \(isOne ? "it" : "them") back"
    }
}
