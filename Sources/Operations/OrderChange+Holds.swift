internal import Orders
internal import Postgres
internal import Storage

extension OrderChange {
    /// Places a hold, and logs it.
    func place(_ kind: HoldKind, on order: OrderRow, _ reason: String) throws {
        try connection.run(InsertHolds([(order.id, kind, reason)]))
        try finish("hold", reason: reason, hold: kind)
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
}
