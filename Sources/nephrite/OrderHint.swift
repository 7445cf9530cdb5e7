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
