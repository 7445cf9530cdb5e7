internal import Orders
internal import Postgres
package import Quantities
internal import Storage

extension SalesOrders {
    /// Offers drafts to their customers, until a day; nil is without end.
    ///
    /// Refuses `order_unknown`, `wrong_state`, `day_past` for a day before today, `material_refused`.
    package func quote(_ numbers: [String], validUntil day: Day?, key: String?, dryRun: Bool = false) throws -> [Detail]
    {
        try database.write(dryRun: dryRun) {
            try refusePast(day)
            try OrderChange.lock(numbers, database)
            for number in numbers {
                let change = OrderChange(database, number, key: key)
                let (order, lines) = try change.begin(.quote)
                try refuseMaterials(change, lines)
                try change.finish("quote", to: .quoted, reason: day.map { "until \($0.text)" })
                try connection.run(UpdateValidity(order: order.id, day: day?.text))
            }
            return try numbers.map(show)
        }
    }

    /// Ends quotations that were not confirmed in time: those named, or all whose last day is over, a thousand at once.
    ///
    /// Refuses `order_unknown`, `wrong_state`, and `quote_valid` for one that still holds.
    package func expire(_ numbers: [String], key: String?, dryRun: Bool = false) throws -> [Detail] {
        try database.write(dryRun: dryRun) {
            let today = try database.today()
            let isNamed = !numbers.isEmpty
            let numbers = isNamed ? numbers : try connection.fetch(SelectLapsedQuotes(day: today))
            try OrderChange.lock(numbers, database)
            var expired: [String] = []
            for number in numbers {
                let change = OrderChange(database, number, key: key)
                // One that was confirmed or amended while we waited for its lock does not lapse.
                if !isNamed, try !isLapsed(change.header(), today) { continue }
                let (order, _) = try change.begin(.expire)
                guard isLapsed(order, today) else {
                    throw Refusal(
                        "quote_valid", "\(number) holds \(order.validUntil.map { "until \($0)" } ?? "without end")",
                        at: number, remedy: "nephrite order cancel \(number) calls it off")
                }
                try change.finish("expire", to: .expired, reason: "it held until \(order.validUntil ?? "")")
                expired.append(number)
            }
            return try expired.map(show)
        }
    }

    /// Refuses (`quote_expired`) to confirm a quotation whose last day is over.
    func requireValid(_ order: OrderRow) throws {
        guard isLapsed(order, try database.today()) else { return }
        throw Refusal(
            "quote_expired", "\(order.number) held until \(order.validUntil ?? "")", at: order.number,
            remedy: "nephrite order amend \(order.number) --valid-until DAY lets it hold longer; "
                + "nephrite order expire ends it")
    }

    /// Refuses (`day_past`) a day that is over already.
    func refusePast(_ day: Day?, at place: String = "--valid-until") throws {
        let today = try database.today()
        guard let day, day.text < today else { return }
        throw Refusal(
            "day_past", "\(day.text) is before today, \(today)", at: place,
            remedy: "give today or a later day")
    }

    /// Refuses (`material_refused`) to offer, agree to or send goods whose material may not be offered, as it is known now.
    func refuseMaterials(_ change: OrderChange, _ lines: [OrderLineRow]) throws {
        let skus = lines.filter { $0.quantities.open > 0 }.map(\.sku)
        let facts = SelectSaleFacts(skus: skus, day: try database.today(), list: nil, currency: "EUR")
        for fact in try connection.fetch(facts) { try OrderPricing.refuseMaterial(fact, at: change.number) }
    }

    private func isLapsed(_ order: OrderRow, _ today: String) -> Bool {
        order.state == .quoted && order.validUntil.map { $0 < today } ?? false
    }
}
