internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// What puts an order on hold by a rule, says why as it is now, and lets it go when the cause is gone.
extension SalesOrders {
    /// Looks at deposit and credit again after a step that may have changed them.
    ///
    /// Credit is tested anew where the step asks for it, or where the deposit hold ended; else only what it holds already.
    func guardMoney(_ change: OrderChange, testsCredit: Bool = false) throws {
        let isPaid = try guardDeposit(change)
        try guardCredit(change, places: testsCredit || isPaid)
    }

    /// Puts a confirmed order on hold when its customer is above his credit limit; one paid in advance passes.
    ///
    /// A hold of the rule says the exposure of now, and ends when that is within the limit. Without `places` none is placed.
    func guardCredit(_ change: OrderChange, places: Bool = true) throws {
        let order = try change.header()
        guard !order.isPrepaid, order.state == .confirmed else { return }
        if !places, try !change.isHeld(order, by: .credit) { return }
        _ = try connection.first(LockCustomers(ids: [order.customerID]))
        _ = try change.follow(
            .credit, of: order, creditReason(order),
            ending: (by: "(within limit)", reason: "the exposure is within the credit limit"))
    }

    /// Why the customer of an order has no credit left; nil when he has.
    func creditReason(_ order: OrderRow) throws -> String? {
        let customer = try Customers(database).show(code: order.customer)
        guard let limit = customer.creditLimit,
            let exposure = try connection.first(SelectExposures(customers: [customer.id]))?.exposure
        else { return nil }
        return Self.creditReason(customer, exposure, limit)
    }

    /// Why so much is too much; nil when it is not.
    static func creditReason(_ customer: CustomerRow, _ exposure: CreditExposure, _ limit: Decimal) -> String? {
        guard exposure.exceeds(limit) else { return nil }
        let digits = Currency(customer.currency)?.minorUnitDigits ?? 2
        let (total, most) = (
            exposure.total.text(minimumFractionDigits: digits), limit.text(minimumFractionDigits: digits)
        )
        return "exposure \(total) \(customer.currency) is above the credit limit \(most)"
    }

    /// Puts an order on hold whose lines were given a price that is not ours by list; answers whether a hold of before ended.
    ///
    /// Its reason names every line that has one; once there is none, it ends. Such a price is a right (`right_missing`),
    /// unless it is the claim of a document.
    func guardPrices(_ change: OrderChange, given: [NewOrderLine] = [], isClaimed: Bool = false) throws -> Bool {
        let order = try change.header()
        let currency = try Reading.currency(order.currency, "order")
        let isGiven = OrderPricing.holdReason(given, currency) != nil
        if isGiven, !isClaimed { try Rights(database).require(.overridePrice) }
        // What an amendment left nothing to do of is closed, and waits for nobody.
        guard !order.state.isOver, try isGiven || change.isHeld(order, by: .price) else { return false }
        let lines = try change.lines(order).filter { $0.quantities.ordered > $0.quantities.cancelled }
        return try change.follow(
            .price, of: order,
            OrderPricing.holdReason(lines.map { ($0.sku, $0.unitPrice, $0.basis.listPrice) }, currency),
            ending: (by: "(by list)", reason: "no line has a price of its own any more"))
    }
}
