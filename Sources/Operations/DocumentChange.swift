internal import Catalog
internal import Importing
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// A change or a cancellation that a customer sent, with what it names looked up.
struct AskedChange {
    /// A line, how it is called in messages, and the product it names; nil where it names none but by its number.
    struct Line {
        let said: IncomingOrder.Line
        let place: String
        let sku: String?
        let facts: SaleFacts?
    }

    let order: IncomingOrder
    let customer: CustomerRow
    let lines: [Line]
}

/// Carries a change or a cancellation by document out, by the rules of `order amend` and `order cancel`.
///
/// Each is a part of the import's transaction: what is refused leaves nothing. Refusals come in this order: `change_conflict`,
/// `change_outdated`, `wrong_state`, `change_not_allowed`, those of the lines, then what `order amend` refuses.
struct DocumentChange {
    private let database: Database
    private let options: OrderImport.Options
    private let arrival: OrderArrival
    private let asked: AskedChange
    private var connection: Connection { database.connection }
    private var orders: SalesOrders { SalesOrders(database) }
    private var isCancellation: Bool { asked.order.kind == .cancellation }

    init(_ database: Database, _ options: OrderImport.Options, _ arrival: OrderArrival, _ asked: AskedChange) {
        self.database = database
        self.options = options
        self.arrival = arrival
        self.asked = asked
    }

    func carryOut(on number: String) throws -> OrderOutcome {
        do {
            return try connection.part { try carriedOut(on: number) }
        } catch let problems as ChangeProblems {
            return .refused(arrival, problems.list)
        } catch let refusal as Refusal where refusal.status == .rule || refusal.status == .badInput {
            return .refused(arrival, [OrderProblem(refusal)])
        }
    }

    private func carriedOut(on number: String) throws -> OrderOutcome {
        try OrderChange.lock([number], database)
        let change = OrderChange(database, number, key: options.key)
        let before = try change.header()
        let known = try connection.fetch(SelectChangeDocuments(order: before.id))
        if known.contains(where: { $0.contentDigest == asked.order.contentDigest }) {
            return .duplicate(arrival, number)
        }
        try refuseSequence(known, number)
        let (order, lines) = try change.begin(isCancellation ? .cancel : .amend)
        var notes: [String] = []
        var version: Int?
        var isCancelled = isCancellation
        if isCancellation {
            try cancel(change, order, lines)
        } else {
            try refuseAddress(order)
            var changed = ChangedLines(asked, order, lines)
            let wishes = try changed.wishes()
            let wanted = lines.filter { line in line.quantities.open + line.quantities.shipped > 0 }
            let isEmpty = wishes.allSatisfy { $0.quantity == 0 } && wishes.count == wanted.count && !wanted.isEmpty
            if isEmpty {
                isCancelled = true
                try cancel(change, order, lines)
            } else {
                (notes, version) = try amend(
                    number, wishes, promisedOn: asked.order.requestedOn ?? changed.commonDay)
            }
        }
        notes += Self.findings(asked.order, known)
        try connection.run(InsertChangeDocument(order: order.id, row(isCancelled, version, notes)))
        if options.allocate, !isCancelled { notes += try allocate(number) }
        return .changed(arrival, number, isCancelled: isCancelled, notes)
    }

    // MARK: What was done before

    /// Refuses what has the count of a change that was carried out with other content, or a lower one than the last.
    private func refuseSequence(_ known: [ChangeDocumentRow], _ number: String) throws {
        guard let sequence = asked.order.changeSequence else { return }
        let changes = known.filter { $0.kind == "change" }
        if !isCancellation, changes.contains(where: { $0.sequence == sequence }) {
            throw ChangeProblems(
                "change_conflict",
                "change \(sequence) of \(asked.order.poNumber ?? number) was made already, and this is another content; give a new change a new number"
            )
        }
        if let last = Self.lastSequence(known), let own = Int(sequence), own < last {
            throw ChangeProblems(
                "change_outdated",
                "this is change \(own) of \(asked.order.poNumber ?? number), and change \(last) was made already; send what is to hold now as change \(last + 1)"
            )
        }
    }

    // MARK: Cancelling

    private func cancel(_ change: OrderChange, _ order: OrderRow, _ lines: [OrderLineRow]) throws {
        let gone = lines.filter {
            $0.quantities.shipped > 0 || (order.isPrepaid && $0.quantities.invoiced > $0.quantities.credited)
        }
        guard gone.isEmpty else {
            let parts = gone.map { line in
                line.quantities.shipped > 0
                    ? "\(line.quantities.shipped) of \(line.sku) have been shipped"
                    : "\(line.quantities.invoiced - line.quantities.credited) of \(line.sku) have been invoiced"
            }
            throw ChangeProblems(
                "below_shipped",
                "the order cannot be cancelled as a whole: \(parts.joined(separator: ", ")); what is open can be called off line by line"
            )
        }
        try orders.cancel(change, [], reason)
    }

    /// What stands in the log.
    private var reason: String {
        let order = asked.order
        let what = isCancellation ? "cancellation" : "change"
        let name = order.changeNumber ?? order.changeSequence ?? order.messageID
        return "\(what)\(name.map { " " + $0 } ?? "") of \(asked.customer.code)"
    }

    // MARK: Amending

    /// The changes in words, and the version that they made; nil where there are none.
    private func amend(_ number: String, _ wishes: [SalesOrders.Wish], promisedOn: Day?) throws -> ([String], Int?) {
        var amendment = SalesOrders.Amendment(wishes: wishes, promisedOn: promisedOn)
        amendment.isClaimed = true
        do {
            let amended = try orders.amend(number, amendment, reason: reason, key: options.key)
            return (amended.changes.map(SalesOrders.words), amended.detail.order.version)
        } catch let refusal as Refusal where refusal.code == "nothing_to_amend" {
            return (["nothing of \(number) is otherwise"], nil)
        }
    }

    /// Refuses (`change_not_allowed`) another address than that of the order's document.
    private func refuseAddress(_ order: OrderRow) throws {
        guard !asked.order.shipTo.isEmpty, let known = try connection.first(SelectOrderDocument(order: order.id)),
            !known.shipTo.isEmpty
        else { return }
        func sorted(_ parts: [(key: String, text: String)]) -> [String] {
            parts.map { "\($0.key) \($0.text)" }.sorted()
        }
        let (before, now) = (sorted(known.shipTo), sorted(asked.order.shipTo))
        guard before != now else { return }
        throw ChangeProblems(
            "change_not_allowed",
            "the address is another (\(now.filter { !before.contains($0) }.joined(separator: ", "))), and it is not changed by a message: call us, or cancel the order and send a new one"
        )
    }

    private func allocate(_ number: String) throws -> [String] {
        guard try OrderChange(database, number, key: nil).header().state == .confirmed else { return [] }
        do {
            return try connection.part {
                let (details, _) = try orders.perform(.allocate(), on: [number], key: options.key)
                let missing = details.flatMap(\.lines).filter { $0.quantities.backordered > 0 }
                return missing.isEmpty
                    ? []
                    : [
                        "not in stock: "
                            + missing.map { "\($0.quantities.backordered) of \($0.sku)" }.joined(separator: ", ")
                    ]
            }
        } catch let refusal as Refusal where ["out_of_stock", "order_on_hold"].contains(refusal.code) {
            return [refusal.message]
        }
    }

    // MARK: What is kept

    private func row(_ isCancelled: Bool, _ version: Int?, _ notes: [String]) -> ChangeDocumentRow {
        let order = asked.order
        return ChangeDocumentRow(
            kind: isCancelled ? "cancellation" : "change", number: order.changeNumber, sequence: order.changeSequence,
            version: version, fileName: arrival.file.name, position: order.position, format: arrival.file.format,
            fileDigest: arrival.file.digest, contentDigest: order.contentDigest, messageID: order.messageID,
            issuedOn: order.orderedOn?.text, note: order.note, findings: notes)
    }

    /// The highest number of a change that was carried out.
    private static func lastSequence(_ known: [ChangeDocumentRow]) -> Int? {
        known.compactMap { $0.kind == "change" ? $0.sequence.flatMap { Int($0) } : nil }.max()
    }

    /// What is noticed and does not keep it from being carried out.
    private static func findings(_ order: IncomingOrder, _ known: [ChangeDocumentRow]) -> [String] {
        guard order.kind == .change, let own = order.changeSequence.flatMap({ Int($0) }) else { return [] }
        guard let last = lastSequence(known), own > last + 1 else { return [] }
        return ["change \(last + 1) has not come in"]
    }
}

/// Everything that is wrong with a change.
struct ChangeProblems: Error {
    let list: [OrderProblem]

    init(_ list: [OrderProblem]) { self.list = list }
    init(_ code: String, _ message: String) { list = [OrderProblem(code, message)] }
}
