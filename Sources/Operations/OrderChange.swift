internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// One order inside a transaction that has locked it: what it is, whether something may be done, and what follows.
///
/// Refusals come in this order: `order_unknown`, `wrong_state`, `order_on_hold`, then the action's own.
struct OrderChange {
    let database: Database
    let number: String
    let key: String?
    var connection: Connection { database.connection }

    init(_ database: Database, _ number: String, key: String?) {
        self.database = database
        self.number = number
        self.key = key
    }

    /// Locks orders in one order that everybody keeps to; refuses a number that there is none of.
    static func lock(_ numbers: [String], _ database: Database) throws {
        let found = Set(try database.connection.fetch(LockOrders(numbers: numbers)))
        if let missing = numbers.first(where: { !found.contains($0) }) { throw SalesOrders.unknown(missing) }
    }

    func header() throws -> OrderRow {
        guard let order = try connection.first(SelectOrders(number: number)) else { throw SalesOrders.unknown(number) }
        return order
    }

    func lines(_ order: OrderRow) throws -> [OrderLineRow] { try connection.fetch(SelectOrderLines(order: order.id)) }

    /// The order with its lines, if its state has the action and no hold blocks it.
    func begin(_ action: OrderAction) throws -> (order: OrderRow, lines: [OrderLineRow]) {
        let order = try header()
        guard !OrderLifeCycle.targets(of: action, from: order.state).isEmpty else {
            throw Refusal.wrongState(
                of: number, order.state.rawValue, lacks: action.rawValue,
                has: OrderLifeCycle.actions(in: order.state).compactMap(\.command), kind: "order")
        }
        if action == .allocate || action == .ship { try refuseHolds(order, action) }
        return (order, try lines(order))
    }

    private static let movesQuantities: Set = ["amend", "ship", "cancel", "invoice", "return", "credit", "reverse"]

    /// Writes what follows from the lines and payments: axes, totals, state, log; closes an order that is done.
    func finish(
        _ action: String, to target: OrderState? = nil, reason: String? = nil, from: OrderState?? = nil,
        detail: [(String, String)] = [], hold: HoldKind? = nil
    ) throws {
        let order = try header()
        let lines = try lines(order)
        let money = try connection.first(SelectOrderMoney(order: order.id))
        let quantities = lines.map(\.quantities)
        let target = target ?? order.state
        // What a person opened again stays open while its quantities are as they were.
        let isReopened = action == "reopen" || (order.isReopened && !Self.movesQuantities.contains(action))
        let charged = money?.freight ?? .zero
        // What is not carried at all costs no more freight than was charged.
        let freight = target == .cancelled ? charged : order.freight
        let isDone =
            target == .confirmed && OrderAxes.isDone(quantities, isPrepaid: order.isPrepaid)
            && Freight.toInvoice(freight, charged: charged, quantities, isPrepaid: order.isPrepaid) == .zero
        let state = isDone && !isReopened ? OrderState.closed : target
        let axes = OrderAxes(
            lines: quantities, invoicedGross: money?.invoiced ?? .zero, paid: money?.paid ?? .zero,
            left: state == .closed || state == .cancelled ? money?.depositsLeft ?? .zero : .zero)
        let taxed = lines.compactMap { line in
            line.tax.map { TaxedAmount(category: $0.category, rate: $0.rate, net: line.net) }
        }
        let tax =
            taxed.count == lines.count
            ? OrderTotals(taxed + FreightTerms.taxed(freight, lines), minorDigits: order.minorDigits).tax : nil
        let net = lines.reduce(freight) { $0 + $1.net }
        let ended = state.isOver ? try connection.fetch(EndHolds(order: order.id, state: state)) : []
        try connection.run(
            UpdateOrder(
                order: order.id, state: state, axes: axes, freight: freight, net: net, tax: tax,
                isReopened: isReopened && state == .confirmed))
        if state == target { try log(ended, of: order, in: order.state, as: state) }
        try connection.run(
            InsertTransition(
                order: order.id, action: action, from: from ?? order.state, target: target, reason: reason, key: key,
                hold: hold))
        if state != target {
            try log(ended, of: order, in: target, as: state)
            try connection.run(
                InsertTransition(
                    order: order.id, action: "close", from: target, target: state, reason: nil, key: key))
        }
        try connection.run(
            InsertAudit(
                action: "order." + action, subjectKind: "order", subject: number,
                detail: detail + (hold.map { [("hold", $0.rawValue)] } ?? [])))
    }

    /// The tax that holds today for the customer of the order; nil when no rate is known.
    static func tax(_ customer: CustomerRow, _ database: Database) throws -> TaxRateRow? {
        let home = try database.setting("company_country")
        if let category = TaxRule.untaxedCategory(
            saidByPerson: customer.taxCategory, companyCountry: home, customerCountry: customer.country,
            hasVATNumber: TaxRule.counts(vatNumber: customer.vatID, of: customer.country))
        {
            return TaxRateRow(category: category, rate: .zero)
        }
        let rates = try database.connection.fetch(
            SelectTaxRates(country: customer.country, day: try database.today()))
        return customer.taxCategory == nil ? rates.first : rates.first { $0.category == customer.taxCategory }
    }

    static func taxUnknown(_ customer: CustomerRow, at place: String) -> Refusal {
        Refusal(
            "tax_unknown", "there is no rate of tax for \(customer.country)", at: place,
            remedy: "nephrite tax set \(customer.country) S RATE --from DATE, or say the category: "
                + "nephrite customer set \(customer.code) --tax G")
    }

    func setTax(_ tax: TaxRateRow, _ lines: [OrderLineRow]) throws {
        try connection.run(
            UpdateOrderLines(lines.map { ($0.id, $0.quantities.cancelled, $0.net, tax) }))
    }
}
