internal import Orders
internal import Postgres
package import Quantities
package import Storage

extension SalesOrders {
    /// What becomes of goods that come back.
    package struct Acceptance: Sendable {
        /// Sold again, or thrown away.
        package let disposition: Disposition
        /// The location's code.
        package let location: String
        /// Why they came back.
        package var reason: String?
        /// The day on which they came; nil is today.
        package let day: Day?

        /// An acceptance.
        package init(_ disposition: Disposition, location: String, reason: String?, day: Day? = nil) {
            self.disposition = disposition
            self.location = location
            self.reason = reason
            self.day = day
        }
    }

    /// Takes goods of an order back in.
    ///
    /// What is restocked may be sold again from where it was put; what is scrapped comes in and is thrown away at once.
    /// What was invoiced of it is credited by `invoice credit`. Refuses `order_unknown`, `wrong_state`, `line_unknown`,
    /// `not_shipped`, also for a day on which it was not yet, `location_unknown`, `day_in_future`, `period_closed`.
    package func takeBack(
        _ number: String, _ wishes: [Wish], _ acceptance: Acceptance, key: String?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([number], database)
            return try takeBack(number, acceptance, key: key) { lines in
                try Self.summed(wishes).flatMap { try Self.shipped($0, lines, number) }
            }
        }
    }

    /// Takes goods of an order that is locked back in: `parts` says how many of which of its lines, and refuses.
    func takeBack(
        _ number: String, _ acceptance: Acceptance, key: String?, authorisation: Int64? = nil,
        _ parts: ([OrderLineRow]) throws -> [(line: Int64, quantity: Int)]
    ) throws -> Detail {
        let change = OrderChange(database, number, key: key)
        let (order, lines) = try change.begin(.return)
        let parts = try parts(lines)
        let place = try Stock(database).location(acceptance.location, "--location")
        let day = try Stock(database).day(acceptance.day)
        try requireShipped(order, lines, parts, on: day)
        let ids = Set(parts.map(\.line))
        let products = Set(lines.filter { ids.contains($0.id) }.map(\.product))
        _ = try connection.first(LockStock(products: products.sorted()))
        let entry =
            try connection.first(
                InsertReturn(
                    order: order.id, day: day, reason: acceptance.reason, authorisation: authorisation)) ?? ""
        try connection.run(
            InsertReturnLines(number: entry, disposition: acceptance.disposition, location: place, lines: parts))
        try Lots(database).judge(products)
        try change.finish("return", to: .confirmed, reason: entry)
        return try show(number)
    }

    /// Refuses (`not_shipped`) what cannot have come back on a past day because less had left by then.
    private func requireShipped(
        _ order: OrderRow, _ lines: [OrderLineRow], _ parts: [(line: Int64, quantity: Int)], on day: String
    ) throws {
        guard try day < database.today() else { return }
        let shipped = try connection.fetch(SelectShipmentLines(order: order.id)).filter {
            $0.reversal == nil && $0.shippedOn <= day
        }
        for part in parts {
            guard let line = lines.first(where: { $0.id == part.line }) else { continue }
            let gone = shipped.filter { $0.line == line.line }.reduce(0) { $0 + $1.quantity }
            let rest = gone - line.quantities.returned
            guard rest < part.quantity else { continue }
            throw Refusal(
                "not_shipped",
                "\(max(rest, 0)) of \(line.sku) had been shipped by \(day) and not come back, not \(part.quantity)",
                at: "--on",
                remedy: "give the day on which it came; nephrite order show \(order.number) shows what was shipped when"
            )
        }
    }

    /// Opens a closed order again, so that it can be amended.
    ///
    /// It stays open until something is done to its quantities. The guards of a confirmed order run again: above the
    /// credit limit it gets a hold. Refuses `order_unknown`, `wrong_state`.
    package func reopen(_ number: String, reason: String?, key: String?, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([number], database)
            let change = OrderChange(database, number, key: key)
            _ = try change.begin(.reopen)
            try change.finish("reopen", to: .confirmed, reason: reason)
            try guardCredit(change)
            return try show(number)
        }
    }

    /// The lines of a SKU from which so many came back, the first first.
    private static func shipped(_ wish: Wish, _ lines: [OrderLineRow], _ number: String) throws -> [(
        line: Int64, quantity: Int
    )] {
        let lines = lines.filter { $0.sku == wish.sku }
        guard !lines.isEmpty else { throw lineUnknown(number, wish.sku) }
        let taken = lines.taking(wish.quantity) { $0.quantities.shipped - $0.quantities.returned }
        guard taken.missing == 0 else {
            throw Refusal(
                "not_shipped",
                "\(wish.quantity - taken.missing) of \(wish.sku) have been shipped and not come back, not \(wish.quantity)",
                at: number, remedy: "nephrite order show \(number) shows what was shipped")
        }
        return taken.parts.map { ($0.element.id, $0.quantity) }
    }
}
