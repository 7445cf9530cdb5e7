internal import Orders
internal import Postgres
internal import Storage

/// What of promises is being made ready: it is neither taken back nor shipped otherwise.
struct ReadyGoods {
    private let rows: [ReadyRow]
    /// What was wanted of promises and could not be taken, in words, and the planned shipments that hold it.
    private var refused: [(text: String, rows: [ReadyRow])] = []

    /// Of the lines of promises.
    init(_ promises: [AllocationRow], _ connection: Connection) throws {
        rows = promises.isEmpty ? [] : try connection.fetch(SelectReadyGoods(lines: Set(promises.map(\.line)).sorted()))
    }

    /// How much of a promise nobody makes ready.
    func free(_ promise: AllocationRow) -> Int {
        promise.quantity - rows.reduce(0) { $0 + ($1.isOf(promise) ? $1.quantity : 0) }
    }

    /// What holds something of promises.
    func holding(_ promises: [AllocationRow]) -> [ReadyRow] {
        rows.filter { row in promises.contains(where: row.isOf) }
    }

    /// So much of promises of an SKU, in their order, of what is not being made ready.
    ///
    /// What that lacks is refused by `refuse`.
    mutating func take(_ wanted: Int, of promises: [AllocationRow]) -> [AllocationRow] {
        let wanted = min(wanted, promises.reduce(0) { $0 + $1.quantity })
        let taken = promises.taking(wanted, has: free)
        if taken.missing > 0 {
            let holding = holding(promises)
            refused.append(("\(Self.words(promises, holding)), so \(wanted) cannot be taken back", holding))
        }
        return taken.parts.map { promise, quantity in
            var part = promise
            part.quantity = quantity
            return part
        }
    }

    /// Refuses (`being_made_ready`) what could not be taken.
    func refuse() throws {
        guard !refused.isEmpty else { return }
        throw Self.refusal(refused.map(\.text).joined(separator: "; "), refused.flatMap(\.rows))
    }

    /// How much of an SKU is allocated, and what of it is being made ready for which order in which planned shipment.
    static func words(_ promises: [AllocationRow], _ holding: [ReadyRow]) -> String {
        let allocated = "\(promises.reduce(0) { $0 + $1.quantity }) of \(promises.first?.sku ?? "") are allocated"
        guard !holding.isEmpty else { return allocated }
        return allocated + ", of them " + holding.map(\.words).joined(separator: ", ")
    }

    /// `being_made_ready`, with how each planned shipment that holds the goods is ended.
    static func refusal(_ message: String, _ holding: [ReadyRow]) -> Refusal {
        var (orders, numbers): ([String], [String]) = ([], [])
        var ships: [String] = []
        for row in holding {
            if !orders.contains(row.order) { orders.append(row.order) }
            guard !numbers.contains(row.planned) else { continue }
            numbers.append(row.planned)
            if let next = row.state.next.first { ships.append("nephrite shipment \(next.step) \(row.planned)") }
        }
        let cancels = numbers.map { "nephrite shipment cancel \($0) --reason TEXT" }
        return Refusal(
            "being_made_ready", message, at: orders.joined(separator: ", "),
            remedy: "give \(numbers.count == 1 ? "it" : "them") up, which leaves the goods promised: "
                + "\(cancels.joined(separator: "; ")); or go on until it has left: \(ships.joined(separator: "; "))")
    }
}

extension ReadyRow {
    /// Whether it holds something of a promise.
    fileprivate func isOf(_ promise: AllocationRow) -> Bool {
        line == promise.line && location == promise.location
    }

    /// How many of which order it holds.
    fileprivate var words: String { "\(quantity) for \(order) in \(planned) (\(state.rawValue))" }
}
