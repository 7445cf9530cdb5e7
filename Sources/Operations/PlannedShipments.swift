package import Orders
internal import Postgres
internal import Quantities
package import Storage

/// Shipments that are being made ready: what of an order's promises is picked and packed together, before it leaves.
///
/// What one holds stays promised: neither released nor shipped otherwise until it has left or is given up.
package struct PlannedShipments {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// One with what it holds.
    package struct Detail: Sendable {
        /// The head and the lines, in the order in which one walks through the house.
        package let planned: PlannedShipmentRow, lines: [PlannedLineRow]
    }

    /// Plans to ship what is allocated and not being made ready yet, or so much of it.
    ///
    /// Refuses what `order ship` does before anything leaves, and `being_made_ready` where all of it is.
    package func plan(
        _ order: String, _ wishes: [SalesOrders.Wish], picker: String?, key: String?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([order], database)
            let change = OrderChange(database, order, key: key)
            let (row, lines) = try change.begin(.ship)
            let leaving = try SalesOrders(database).leaving(change, row, lines, wishes)
            try SalesOrders(database).refuseMaterials(change, lines.filter { $0.isAmong(leaving) })
            let made = InsertPlannedShipment(order: row.id, day: try database.today(), picker: picker)
            guard let number = try connection.first(made) else {
                throw Refusal("row_missing", "the planned shipment was not kept", status: .bug)
            }
            try connection.run(InsertPlannedLines(number: number, leaving))
            return try note("plan", number)
        }
    }

    /// Begins to pick, or has packed.
    ///
    /// Refuses `planned_unknown` and `wrong_state`.
    package func step(_ number: String, to state: PlannedState, picker: String? = nil, dryRun: Bool = false) throws
        -> Detail
    {
        try database.write(dryRun: dryRun) {
            let planned = try begin(number, state)
            try connection.run(UpdatePlannedShipment(number: planned.number, state, picker: picker))
            return try note(state == .picking ? "pick" : "pack", number)
        }
    }

    /// Ships what was packed, as a shipment of the order.
    ///
    /// Refuses `planned_unknown`, `wrong_state`, and what `order ship` does.
    package func ship(
        _ number: String, _ departure: SalesOrders.Departure, key: String?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let planned = try begin(number, .shipped)
            let change = OrderChange(database, planned.order, key: key)
            let (order, lines) = try change.begin(.ship)
            try SalesOrders(database).requirePaidBeforeShipping(order)
            let leaving = try connection.fetch(SelectPlannedLines(number: number)).map(\.change)
            try SalesOrders(database).ship(change, order, lines, leaving, departure) { shipment in
                try connection.run(UpdatePlannedShipment(number: number, .shipped, shipment: shipment))
            }
            return try note("ship", number)
        }
    }

    /// Gives one up; what it held stays promised to its order.
    ///
    /// Refuses `planned_unknown`, `wrong_state` and `reason_missing`.
    package func cancel(_ number: String, reason: String, dryRun: Bool = false) throws -> Detail {
        try Reversing.requireReason(reason)
        return try database.write(dryRun: dryRun) {
            _ = try begin(number, .cancelled)
            try connection.run(UpdatePlannedShipment(number: number, .cancelled, reason: reason))
            return try note("cancel", number)
        }
    }

    /// One by its number; refuses `planned_unknown`.
    package func show(_ number: String) throws -> Detail {
        Detail(planned: try head(number), lines: try connection.fetch(SelectPlannedLines(number: number)))
    }

    /// A page of them by number; refuses `order_unknown`.
    package func list(state: PlannedState?, order: String?, limit: Int, after: String?) throws -> [PlannedShipmentRow] {
        if let order { _ = try OrderChange(database, order, key: nil).header() }
        return try connection.fetch(SelectPlannedShipments(state: state, order: order, after: after, limit: limit))
    }

    private func head(_ number: String) throws -> PlannedShipmentRow {
        if let planned = try connection.first(SelectPlannedShipments(number: number)) { return planned }
        throw Refusal(
            "planned_unknown", "there is no planned shipment \(number)", at: number,
            remedy: "nephrite shipment list shows them; nephrite shipment plan ORDER makes one")
    }

    /// The one that is to come to a state, with its order locked.
    private func begin(_ number: String, _ state: PlannedState) throws -> PlannedShipmentRow {
        try OrderChange.lock([head(number).order], database)
        let planned = try head(number)
        guard planned.state.next.contains(state) else {
            throw Refusal.wrongState(
                of: number, planned.state.rawValue, lacks: state.step,
                has: planned.state.next.map { "shipment \($0.step)" },
                kind: "planned shipment")
        }
        return planned
    }

    /// Writes into the audit trail what was done to it; answers what it is now.
    private func note(_ step: String, _ number: String) throws -> Detail {
        let detail = try show(number)
        try connection.run(
            InsertAudit(
                action: "shipment." + step, subjectKind: "order", subject: detail.planned.order,
                detail: [("planned", number)]))
        return detail
    }
}
