internal import Postgres
package import Quantities
internal import Storage

extension Stock {
    private var connection: Connection { database.connection }

    /// A place that goods leave or come to, of which lot they are, and the day it counts for.
    package struct Correction: Sendable {
        /// The location's code, and the lot's; without one the oldest lot leaves first, and what comes is of none.
        package let location: String, lot: String?
        /// Why.
        package let reason: String
        /// Nil is today.
        package let day: Day?

        /// A correction.
        package init(location: String, lot: String?, reason: String, day: Day?) {
            self.location = location
            self.lot = lot
            self.reason = reason
            self.day = day
        }
    }

    /// Corrects what lies somewhere; below what is promised, the youngest promises are taken back first.
    ///
    /// Refuses `quantity_invalid`, `reason_missing`, `product_unknown`, `location_unknown`, `lot_unknown`, `day_in_future`,
    /// `period_closed`, `being_made_ready`, and `out_of_stock` where so much does not lie there, or did not on the day or
    /// behind it.
    package func adjust(_ sku: String, by change: Int, _ correction: Correction, dryRun: Bool = false) throws
        -> Standing
    {
        try Reading.count(Int(clamping: change.magnitude), "QTY", code: "quantity_invalid")
        return try correct(sku, by: change, kind: "adjusted", correction, dryRun: dryRun)
    }

    /// Throws goods away; refuses and takes promises back as `adjust` does.
    package func scrap(_ sku: String, quantity: Int, _ correction: Correction, dryRun: Bool = false) throws -> Standing
    {
        try Reading.count(quantity, "QTY", code: "quantity_invalid")
        return try correct(sku, by: -quantity, kind: "scrapped", correction, dryRun: dryRun)
    }

    private func correct(
        _ sku: String, by change: Int, kind: String, _ correction: Correction, dryRun: Bool
    ) throws -> Standing {
        try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let place = try location(correction.location, "--location")
            let lot = try correction.lot.map { try Lots(database).lot(product, sku, $0) }
            let day = try day(correction.day)
            var released: [AllocationRow] = []
            if change < 0 {
                let leaving = Leaving(
                    product: product, sku: sku, place: place, location: correction.location, lot: lot,
                    quantity: -change, day: day)
                released = try makeRoom(leaving, reason: "stock was \(kind)")
            }
            try connection.run(
                InsertMovement(
                    product: product, kind: kind, from: change < 0 ? place : nil, target: change < 0 ? nil : place,
                    quantity: abs(change), unitCost: nil, reason: correction.reason, day: day, lot: lot?.id))
            try Lots(database).judge([product])
            let action = kind == "scrapped" ? "stock.scrap" : "stock.adjust"
            try connection.run(InsertAudit(action: action, subjectKind: "product", subject: sku))
            var standing = try show(sku)
            standing.released = released
            return standing
        }
    }

    /// Takes goods from one location to another; what is promised stays where it is promised.
    ///
    /// Of lots the oldest goes first, unless one is named. Refuses `quantity_invalid`, `location_same`, `product_unknown`,
    /// `location_unknown`, `lot_unknown`, `day_in_future`, `period_closed`, `out_of_stock`.
    package func transfer(
        _ sku: String, quantity: Int, from: String, target: String, lot: String? = nil, on day: Day? = nil,
        dryRun: Bool = false
    ) throws -> Standing {
        try Reading.count(quantity, "QTY", code: "quantity_invalid")
        guard from != target else {
            throw Refusal(
                "location_same", "\(from) is both where goods leave and where they go", at: "--to",
                remedy: "give two locations; nephrite location list shows them", status: .usage)
        }
        return try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let (source, place) = (try location(from, "--from"), try location(target, "--to"))
            let leaving = Leaving(
                product: product, sku: sku, place: source, location: from,
                lot: try lot.map { try Lots(database).lot(product, sku, $0) }, quantity: quantity,
                day: try self.day(day))
            _ = try connection.first(LockStock(products: [product]))
            let (onHand, allocated) = try requireThere(leaving)
            guard onHand - allocated >= quantity else {
                throw Refusal(
                    "out_of_stock",
                    "\(from) has \(onHand) of \(sku), \(allocated) of them promised, so \(quantity) cannot leave",
                    at: "--from",
                    remedy: "nephrite stock show \(sku) shows what lies where; nephrite order release "
                        + "takes promises back")
            }
            try connection.run(
                InsertMovement(
                    product: product, kind: "transferred", from: source, target: place, quantity: quantity,
                    unitCost: nil, reason: nil, day: leaving.day, lot: leaving.lot?.id))
            try connection.run(InsertAudit(action: "stock.transfer", subjectKind: "product", subject: sku))
            return try show(sku)
        }
    }

    /// What is to leave a location, and the day it counts for.
    private struct Leaving {
        let product: Int64, sku: String
        let place: Int64, location: String
        let lot: LotRow?
        let quantity: Int, day: String

        /// In words.
        var goods: String { Lots.goods(sku, of: lot?.code) }
    }

    /// Refuses (`out_of_stock`) what does not lie there, or did not at the end of its day or of one behind it.
    ///
    /// Answers what lies there now, and what of it is promised; the balances are locked.
    private func requireThere(_ leaving: Leaving) throws -> (onHand: Int, allocated: Int) {
        let balance = try connection.fetch(SelectBalances(products: [leaving.product], day: nil)).first {
            $0.locationID == leaving.place
        }
        let onHand = balance?.onHand ?? 0
        var lying = onHand
        if let lot = leaving.lot {
            let rows = try connection.fetch(SelectLotBalances(product: leaving.product))
            lying = rows.first { $0.lot == lot.code && $0.location == leaving.location }?.onHand ?? 0
        }
        guard lying >= leaving.quantity else {
            throw Refusal(
                "out_of_stock", "\(leaving.location) has \(lying) of \(leaving.goods), not \(leaving.quantity)",
                at: "\(leaving.goods), \(leaving.location)",
                remedy: "nephrite stock show \(leaving.sku) shows what lies where")
        }
        try requireStood(leaving)
        return (onHand, balance?.allocated ?? 0)
    }

    /// Refuses (`out_of_stock`) what leaves on a past day and did not lie there at its end, or at that of one behind it.
    private func requireStood(_ leaving: Leaving) throws {
        guard try leaving.day < database.today() else { return }
        let least = SelectLeastStock(
            product: leaving.product, location: leaving.place, lot: leaving.lot?.id, since: leaving.day)
        guard let least = try connection.first(least), least.quantity < leaving.quantity else { return }
        throw Refusal(
            "out_of_stock",
            "\(leaving.location) had \(least.quantity) of \(leaving.goods) at the end of \(least.day), not \(leaving.quantity)",
            at: "--on",
            remedy: "give a later day; nephrite stock show \(leaving.sku) --as-of \(least.day) shows what lay where")
    }

    /// Refuses as `requireStood` does what of promises leaves; the balances are locked.
    func requireStood(_ promises: [AllocationChange], _ lines: [OrderLineRow], on day: String) throws {
        guard try day < database.today() else { return }
        for balance in try connection.fetch(SelectBalances(products: promises.map(\.product), day: nil)) {
            let parts = promises.filter { $0.product == balance.product && $0.location == balance.locationID }
            guard !parts.isEmpty, let sku = lines.first(where: { $0.product == balance.product })?.sku else { continue }
            let leaving = Leaving(
                product: balance.product, sku: sku, place: balance.locationID, location: balance.location, lot: nil,
                quantity: parts.reduce(0) { $0 + $1.change }, day: day)
            try requireStood(leaving)
        }
    }

    /// Orders are locked before balances everywhere, so the promises are looked at first, and again with the locks.
    private func makeRoom(_ leaving: Leaving, reason: String) throws -> [AllocationRow] {
        let promised = SelectAllocations(product: leaving.product, location: leaving.place)
        let orders = Set(try connection.fetch(promised).map(\.order)).sorted()
        _ = try connection.fetch(LockOrders(numbers: orders))
        _ = try connection.first(LockStock(products: [leaving.product]))
        let (onHand, allocated) = try requireThere(leaving)
        let released = try release(leaving.product, leaving.place, excess: allocated - (onHand - leaving.quantity))
        try finishRelease(released, reason: reason)
        return released
    }

    /// Takes so much of what is promised at a place back, the youngest promises first; orders and balances are locked.
    ///
    /// What is being made ready stays. Refuses (`being_made_ready`) more than the rest.
    func release(_ product: Int64, _ place: Int64, excess: Int) throws -> [AllocationRow] {
        guard excess > 0 else { return [] }
        let promised = try connection.fetch(SelectAllocations(product: product, location: place))
        var ready = try ReadyGoods(promised, connection)
        let released = ready.take(excess, of: promised)
        try ready.refuse()
        try connection.run(LowerAllocations(released.map(SalesOrders.whole)))
        return released
    }

    /// Writes what follows for the orders whose promises were taken back.
    func finishRelease(_ released: [AllocationRow], reason: String) throws {
        for number in Set(released.map(\.order)).sorted() {
            try OrderChange(database, number, key: nil).finish("release", reason: reason)
        }
    }
}
