internal import Orders
internal import Postgres
internal import Storage

extension OrderChange {
    /// Places a hold, and logs it.
    func place(_ kind: HoldKind, on order: OrderRow, _ reason: String) throws {
        try connection.run(InsertHolds([(order.id, kind, reason)]))
        try finish("hold", reason: reason, hold: kind)
    }
}
