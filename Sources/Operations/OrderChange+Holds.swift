internal import Orders
internal import Postgres
internal import Storage

extension OrderChange {
    /// Places a hold, and logs it.
    func place(_ kind: HoldKind, on order: OrderRow, _ reason: String, byRule: Bool = true) throws {
        try connection.run(InsertHolds([NewHold(order: order.id, kind: kind, reason: reason, isByRule: byRule)]))
        try finish("hold", reason: reason, hold: kind)
    }

    /// Whether a rule keeps an order by a hold of a kind.
    func isHeld(_ order: OrderRow, by kind: HoldKind) throws -> Bool {
        try connection.fetch(SelectHolds(order: order.id)).contains { $0.kind == kind && $0.isByRule }
    }

    /// Does what a rule says now: places its hold, says the reason anew, or ends it; answers whether it ended one.
    ///
    /// No reason asks for no hold. What a person placed stays as it is until he releases it.
    func follow(_ kind: HoldKind, of order: OrderRow, _ reason: String?, ending: (by: String, reason: String)) throws
        -> Bool
    {
        let held = try connection.fetch(SelectHolds(order: order.id)).first { $0.kind == kind }
        guard held?.isByRule != false, held?.reason != reason else { return false }
        if held != nil {
            let cause = reason == nil ? ending.by : "(changed)"
            try connection.run(ReleaseHolds(order: order.id, kinds: [kind], by: cause))
        }
        if let reason {
            try place(kind, on: order, reason)
            return false
        }
        try finish("unhold", reason: ending.reason, hold: kind)
        return true
    }

    /// Logs which holds ended before the step from a state to the one that ended them.
    func log(_ ended: [HoldKind], of order: OrderRow, in state: OrderState, as end: OrderState) throws {
        for kind in ended {
            try connection.run(
                InsertTransition(
                    order: order.id, action: "unhold", from: state, target: state, reason: "it is \(end.rawValue)",
                    key: key, hold: kind))
            try connection.run(
                InsertAudit(
                    action: "order.unhold", subjectKind: "order", subject: number, detail: [("hold", kind.rawValue)]))
        }
    }

    /// Refuses (`order_on_hold`) what an open hold keeps from being done, with what lets it go.
    func refuseHolds(_ order: OrderRow, _ action: OrderAction) throws {
        let holds = try connection.fetch(SelectHolds(order: order.id))
        guard let first = holds.first else { return }
        var (reason, remedy) = (
            first.reason,
            "nephrite order unhold \(number) --kind \(first.kind.rawValue) releases it, then \(action.rawValue)"
        )
        switch first.kind {
        case .deposit where first.isByRule:
            remedy =
                "nephrite order deposit \(number) --amount AMOUNT --on DAY records the payment, then \(action.rawValue)"
        case .credit where !order.isPrepaid:
            let now = try SalesOrders(database).creditReason(order)
            if now != nil { remedy = "\(Self.creditRemedy(order)); then \(remedy)" }
            if first.isByRule { reason = now ?? "\(reason), and is within it now" }
        default: break
        }
        throw Refusal(
            "order_on_hold", "\(number) is on hold (\(holds.map(\.kind.rawValue).joined(separator: ", "))): \(reason)",
            at: number, remedy: remedy)
    }

    /// What brings the exposure of an order's customer within his limit.
    static func creditRemedy(_ order: OrderRow) -> String {
        "a payment or a higher limit comes first: nephrite invoice pay INVOICE --amount AMOUNT --on DAY, "
            + "nephrite order deposit ORDER --amount AMOUNT --on DAY or "
            + "nephrite customer set \(order.customer) --credit-limit AMOUNT"
    }
}
