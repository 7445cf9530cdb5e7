internal import Documents
internal import Orders
internal import Postgres
package import Quantities
internal import Storage

extension SalesOrders {
    /// Something that is done to one or more orders, all of them or none.
    package enum Action: Sendable, Equatable {
        /// Agreed.
        case confirm
        /// Promised from stock, promises taken back: of so much of some SKUs, or of everything.
        case allocate([LinePart] = []), release([LinePart] = [])
        /// Kept from being allocated and shipped, and let go again; nil lets go of every hold.
        case hold(String, reason: String), unhold(String?)
        /// The open quantity called off, of some SKUs or of everything.
        case cancel([LinePart], reason: String?)
        /// What is promised leaves, or so much of it.
        case ship([Wish], Departure = Departure())
    }

    /// How goods leave.
    package struct Departure: Sendable, Equatable {
        /// By SKU the code of the lot that all of it is of; else the oldest lot goes first.
        package var lots: [String: String] = [:]
        /// Who carries it, and by which numbers it is followed.
        package var carrier: String?, tracking: [String] = []
        /// The day it counts for; nil is today.
        package var day: Day?

        /// As it comes, today.
        package init() {}

        /// From lots by SKU, by a carrier, on a day.
        package init(lots: [String: String], carrier: String? = nil, tracking: [String] = [], day: Day? = nil) {
            self.lots = lots
            self.carrier = carrier
            self.tracking = tracking
            self.day = day
        }
    }

    /// Does it to each order in turn; answers them and 3 when something could be done in part only.
    package func perform(_ action: Action, on numbers: [String], key: String?, dryRun: Bool = false) throws
        -> (details: [Detail], status: Int32)
    {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock(numbers, database)
            var status: Int32 = 0
            for number in numbers {
                let change = OrderChange(database, number, key: key)
                switch action {
                case .confirm: try confirm(change)
                case .allocate(let wishes): status = max(status, try allocate(change, wishes) ? 0 : 3)
                case .release(let wishes): try release(change, wishes)
                case .hold(let kind, let reason): try hold(change, kind, reason)
                case .unhold(let kind): try unhold(change, kind)
                case .cancel(let wishes, let reason): try cancel(change, wishes, reason)
                case .ship(let wishes, let departure): try ship(change, wishes, departure)
                }
            }
            return (try numbers.map(show), status)
        }
    }

    private func confirm(_ change: OrderChange) throws {
        let (order, lines) = try change.begin(.confirm)
        try requireValid(order)
        try refuseMaterials(change, lines)
        let customer = try Customers(database).show(code: order.customer)
        guard let tax = try OrderChange.tax(customer, database) else {
            throw OrderChange.taxUnknown(customer, at: change.number)
        }
        _ = try connection.first(LockCustomers(ids: [order.customerID]))
        try change.setTax(tax, lines)
        try change.finish("confirm", to: .confirmed)
        try guardCredit(change)
        _ = try guardDeposit(change)
    }

    /// Takes what is available of what waits, or of so much of it; answers whether that was all there.
    private func allocate(_ change: OrderChange, _ wishes: [LinePart]) throws -> Bool {
        let (_, lines) = try change.begin(.allocate)
        let wanted = try Self.parts(wishes, of: lines.map { ($0, $0.quantities.backordered) }, change.number) {
            Refusal(
                "not_open", "\($0.has) of \($0.sku) wait to be allocated, not \($0.wanted)", at: change.number,
                remedy: "nephrite order show \(change.number) shows what is backordered; more of it is an amendment: "
                    + "nephrite order amend")
        }
        let wanting = lines.filter { wanted[$0.id] ?? 0 > 0 }
        guard !wanting.isEmpty else { return true }
        try refuseMaterials(change, wanting)
        let products = Set(wanting.map(\.product)).sorted()
        _ = try connection.first(LockStock(products: products))
        var available = Availability(try connection.fetch(SelectBalances(products: products, day: nil)))
        var changes: [AllocationChange] = []
        var isWhole = true
        for line in wanting {
            let taken = available.take(wanted[line.id] ?? 0, of: line.product)
            changes += taken.parts.map {
                AllocationChange(line: line.id, location: $0.location, product: line.product, change: $0.quantity)
            }
            if taken.missing > 0 { isWhole = false }
        }
        guard !changes.isEmpty else {
            throw Refusal(
                "out_of_stock", "nothing is available of \(wanting.map(\.sku).joined(separator: ", "))",
                at: change.number,
                remedy: "nephrite stock show \(wanting[0].sku) shows who has it; allocate again when goods have come in"
            )
        }
        try connection.run(RaiseAllocations(changes))
        try change.finish("allocate")
        return isWhole
    }

    private func release(_ change: OrderChange, _ wishes: [LinePart]) throws {
        let (order, lines) = try change.begin(.release)
        let rows = try connection.fetch(SelectAllocations(order: order.id))
        guard !rows.isEmpty else { throw nothingAllocated(change.number) }
        // What was ordered last goes back first, as it is called off.
        let parts = try Self.parts(
            wishes, of: lines.reversed().map { ($0, $0.quantities.allocated) }, change.number
        ) {
            Refusal(
                "not_allocated", "\($0.has) of \($0.sku) are allocated, not \($0.wanted)", at: change.number,
                remedy: "nephrite order show \(change.number) shows what is allocated")
        }
        try lower(rows, by: { parts[$0] ?? 0 })
        try change.finish(
            "release", reason: wishes.isEmpty ? nil : Self.words(parts, of: lines))
    }

    /// Takes so many promises of lines back, by their keys; none where that is not above zero.
    ///
    /// What is not being made ready goes first. Refuses (`being_made_ready`) more than that.
    func lower(_ rows: [AllocationRow], by excess: (Int64) -> Int) throws {
        var ready = try ReadyGoods(rows, connection)
        let taken = Self.byLine(rows).flatMap { line in
            excess(line[0].line) > 0 ? ready.take(excess(line[0].line), of: line) : []
        }
        try ready.refuse()
        guard !taken.isEmpty else { return }
        _ = try connection.first(LockStock(products: Set(taken.map(\.product)).sorted()))
        try connection.run(LowerAllocations(taken.map(Self.whole)))
    }

    /// The promises of each line together.
    private static func byLine(_ rows: [AllocationRow]) -> [[AllocationRow]] {
        rows.reduce(into: []) { lines, row in
            if let place = lines.firstIndex(where: { $0[0].line == row.line }) {
                lines[place].append(row)
            } else {
                lines.append([row])
            }
        }
    }

    static func whole(_ row: AllocationRow) -> AllocationChange {
        AllocationChange(line: row.line, location: row.location, product: row.product, change: row.quantity)
    }

    private func hold(_ change: OrderChange, _ kind: String, _ reason: String) throws {
        let (order, _) = try change.begin(.hold)
        let kind = try holdKind(kind)
        guard !(try connection.fetch(SelectHolds(order: order.id))).contains(where: { $0.kind == kind }) else {
            throw Refusal(
                "already_held", "\(change.number) has a \(kind.rawValue) hold already", at: change.number,
                remedy: "nephrite order unhold \(change.number) --kind \(kind.rawValue) releases it")
        }
        try change.place(kind, on: order, reason, byRule: false)
    }

    private func unhold(_ change: OrderChange, _ kind: String?) throws {
        let (order, _) = try change.begin(.unhold)
        let holds = try connection.fetch(SelectHolds(order: order.id)).map(\.kind)
        let kinds = try kind.map { [try holdKind($0)] } ?? holds
        guard !holds.isEmpty, kinds.allSatisfy(holds.contains) else {
            throw Refusal(
                "not_held", "\(change.number) has no \(kind.map { $0 + " " } ?? "")hold", at: change.number,
                remedy: "nephrite order show \(change.number) shows its holds")
        }
        for kind in kinds { try Rights(database).require(Right(releasing: kind)) }
        if kinds.contains(.credit), order.state == .confirmed, !order.isPrepaid {
            _ = try connection.first(LockCustomers(ids: [order.customerID]))
            if let reason = try creditReason(order) {
                throw Refusal(
                    "credit_exceeded", reason, at: change.number, remedy: OrderChange.creditRemedy(order))
            }
        }
        try connection.run(ReleaseHolds(order: order.id, kinds: kinds))
        for kind in kinds { try change.finish("unhold", hold: kind) }
        // What lets an order go tests its customer's credit anew; a credit hold itself was tested above.
        if order.state == .confirmed, !kinds.contains(.credit) { try guardCredit(change) }
    }

    private func holdKind(_ text: String) throws -> HoldKind {
        guard let kind = HoldKind(rawValue: text) else {
            throw Refusal(
                "hold_unknown", "\"\(text)\" is no kind of hold", at: "--kind",
                remedy: "give one of: \(HoldKind.allCases.map(\.rawValue).joined(separator: ", "))", status: .usage)
        }
        return kind
    }

    private func ship(_ change: OrderChange, _ wishes: [Wish], _ departure: Departure) throws {
        let (order, lines) = try change.begin(.ship)
        try ship(change, order, lines, try leaving(change, order, lines, wishes), departure)
    }

    /// What is to leave of an order: what is promised and not being made ready, or so much of it.
    func leaving(
        _ change: OrderChange, _ order: OrderRow, _ lines: [OrderLineRow], _ wishes: [Wish]
    ) throws -> [AllocationChange] {
        let promised = try connection.fetch(SelectAllocations(order: order.id))
        guard !promised.isEmpty else { throw nothingAllocated(change.number) }
        let ready = try ReadyGoods(promised, connection)
        let free = promised.reversed().filter { ready.free($0) > 0 }
        guard !free.isEmpty else {
            let holding = ready.holding(promised)
            let parts = holding.map { "\($0.quantity) of \($0.sku) in \($0.planned) (\($0.state.rawValue))" }
            throw ReadyGoods.refusal(
                "all that is allocated to \(change.number) is being made ready: \(parts.joined(separator: ", "))",
                holding)
        }
        func part(_ row: AllocationRow, _ quantity: Int) -> AllocationChange {
            AllocationChange(line: row.line, location: row.location, product: row.product, change: quantity)
        }
        try requirePaidBeforeShipping(order)
        guard !wishes.isEmpty else { return free.map { part($0, ready.free($0)) } }
        return try Self.summed(wishes).flatMap { wish in
            guard lines.contains(where: { $0.sku == wish.sku }) else {
                throw Self.lineUnknown(change.number, wish.sku)
            }
            let taken = free.filter { $0.sku == wish.sku }.taking(wish.quantity, has: ready.free)
            guard taken.missing == 0 else {
                throw notAllocated(wish, of: promised.filter { $0.sku == wish.sku }, ready, change.number)
            }
            return taken.parts.map(part)
        }
    }

    /// Ships so much of promises; `named` is told the shipment's number before anything leaves.
    func ship(
        _ change: OrderChange, _ order: OrderRow, _ lines: [OrderLineRow], _ leaving: [AllocationChange],
        _ departure: Departure, named: (String) throws -> Void = { _ in }
    ) throws {
        let moved = lines.filter { $0.isAmong(leaving) }
        try refuseMaterials(change, moved)
        let day = try Stock(database).day(departure.day)
        _ = try connection.first(LockStock(products: Set(leaving.map(\.product)).sorted()))
        try Stock(database).requireStood(leaving, moved, on: day)
        let shipment = try connection.first(InsertShipment(order: order.id, day: day)) ?? ""
        try named(shipment)
        try connection.run(LowerAllocations(leaving))
        try connection.run(
            InsertShipmentLines(
                shipment: shipment, lines: leaving,
                lots: try Lots(database).named(departure.lots, among: moved.map { ($0.product, $0.sku) })))
        try Lots(database).judge(leaving.map(\.product))
        if let carrier = departure.carrier {
            try connection.run(InsertParcels(shipment: shipment, carrier: carrier, tracking: departure.tracking))
        }
        try DocumentLoader(database, DocumentWords(.english), on: try database.day())
            .keepFacts(of: .shipment(shipment))
        try change.finish("ship", reason: shipment)
    }

    /// One wish for each SKU, in the order in which they are first named.
    static func summed(_ wishes: [Wish]) -> [Wish] {
        var skus: [String] = []
        for wish in wishes where !skus.contains(wish.sku) { skus.append(wish.sku) }
        return skus.map { sku in
            Wish(sku: sku, quantity: wishes.reduce(0) { $0 + ($1.sku == sku ? $1.quantity : 0) })
        }
    }

    /// More is to leave than is allocated and not being made ready.
    private func notAllocated(_ wish: Wish, of promised: [AllocationRow], _ ready: ReadyGoods, _ number: String)
        -> Refusal
    {
        let holding = ready.holding(promised)
        let free = promised.reduce(0) { $0 + ready.free($1) }
        let none = promised.isEmpty ? "0 of \(wish.sku) are allocated" : ReadyGoods.words(promised, holding)
        return Refusal(
            "not_allocated",
            none + (holding.isEmpty ? "" : "; \(free) can leave otherwise") + ", not \(wish.quantity)", at: number,
            remedy: holding.isEmpty
                ? "ship what is allocated, or allocate first: nephrite order allocate \(number)"
                : ReadyGoods.refusal("", holding).remedy)
    }

    private func nothingAllocated(_ number: String) -> Refusal {
        Refusal(
            "not_allocated", "nothing is allocated to \(number)", at: number,
            remedy: "allocate first: nephrite order allocate \(number)")
    }

    static func lineUnknown(_ number: String, _ sku: String) -> Refusal {
        Refusal(
            "line_unknown", "\(number) has no line of \(sku)", at: number,
            remedy: "nephrite order show \(number) shows its lines")
    }
}

extension OrderLineRow {
    /// Whether something of it is among what leaves.
    func isAmong(_ leaving: [AllocationChange]) -> Bool { leaving.contains { $0.line == id } }
}
