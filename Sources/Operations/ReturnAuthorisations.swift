package import Orders
internal import Postgres
package import Quantities
package import Storage

/// What customers may send back before it comes, and what comes in by it.
package struct ReturnAuthorisations {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// An authorisation with its lines and what came in by it.
    package struct Detail: Sendable {
        /// The header.
        package let head: ReturnAuthorisationRow
        /// What may come back, and how far each has come.
        package let lines: [ReturnAuthorisationLineRow]
        /// What came in by it, by return.
        package let returns: [ReturnLineRow]
    }

    /// Says that goods of an order may come back, through a day if one is given.
    ///
    /// What is authorised and has not come in may not be authorised again. Refuses `order_unknown`, `day_past`, `wrong_state`,
    /// `line_unknown`, `not_shipped`.
    package func authorise(
        _ order: String, _ wishes: [SalesOrders.Wish], reason: String?, validUntil: Day?, key: String?,
        dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([order], database)
            try SalesOrders(database).refusePast(validUntil)
            let (row, lines) = try OrderChange(database, order, key: key).begin(.return)
            let open = try connection.fetch(SelectReturnAuthorisationLines(order: row.id))
            let promised = Dictionary(open.map { ($0.lineID, $0.outstanding) }, uniquingKeysWith: +)
            let parts = try SalesOrders.summed(wishes).flatMap { try Self.free($0, lines, promised, order) }
            let number =
                try connection.first(
                    InsertReturnAuthorisation(
                        order: row.id, today: try database.today(), reason: reason, validUntil: validUntil?.text)) ?? ""
            try connection.run(InsertReturnAuthorisationLines(number: number, lines: parts))
            return try finish("authorise", number)
        }
    }

    /// Takes goods in by an authorisation as `SalesOrders.takeBack` does; without wishes all that may still come.
    ///
    /// Without a reason the authorisation's is the return's. Answers the order too. Refuses `return_unknown`,
    /// `return_cancelled`, `return_expired`, `not_authorised`, then what `takeBack` refuses.
    package func receive(
        _ number: String, _ wishes: [SalesOrders.Wish], _ acceptance: SalesOrders.Acceptance, key: String?,
        dryRun: Bool = false
    ) throws -> (detail: Detail, order: SalesOrders.Detail) {
        try database.write(dryRun: dryRun) {
            let head = try locked(number)
            guard head.received < head.authorised else {
                throw Refusal(
                    "not_authorised", "all \(head.authorised) that \(number) allows have come in", at: number,
                    remedy: "nephrite return authorise \(head.order) --line SKU=QTY authorises more")
            }
            try refuseEnded(head)
            let allowed = try lines(head)
            let parts = try Self.parts(wishes, allowed, head)
            var acceptance = acceptance
            acceptance.reason = acceptance.reason ?? head.reason
            let order = try SalesOrders(database).takeBack(
                head.order, acceptance, key: key, authorisation: head.id
            ) { lines in
                for part in parts { try Self.refuseGone(part, lines, head) }
                return parts.map { ($0.line.lineID, $0.quantity) }
            }
            return (try finish("receive", number), order)
        }
    }

    /// Calls off what has not come in by an authorisation; what came in by it stays in.
    ///
    /// Refuses `return_unknown`, `wrong_state` when all came in, `return_cancelled`, `return_expired`.
    package func cancel(_ number: String, reason: String, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let head = try locked(number)
            guard head.received < head.authorised else {
                throw Refusal.wrongState(
                    of: number, head.state.rawValue, lacks: "cancel", has: ["return show"], kind: "authorisation")
            }
            try refuseEnded(head)
            try connection.run(CancelReturnAuthorisation(id: head.id, reason: reason))
            return try finish("cancel", number)
        }
    }

    /// An authorisation by its number; refuses `return_unknown`.
    package func show(_ number: String) throws -> Detail {
        let head = try head(number)
        return Detail(
            head: head, lines: try lines(head),
            returns: try connection.fetch(SelectReturnLines(order: head.orderID, authorisation: head.id)))
    }

    /// A page of authorisations by number; nil filters nothing.
    ///
    /// Refuses `order_unknown`.
    package func list(order: String?, state: ReturnState?, limit: Int, after: String?) throws
        -> [ReturnAuthorisationRow]
    {
        if let order { _ = try OrderChange(database, order, key: nil).header() }
        return try connection.fetch(
            SelectReturnAuthorisations(
                order: order, state: state, after: after, limit: limit, today: try database.today()))
    }

    private func head(_ number: String) throws -> ReturnAuthorisationRow {
        let rows = SelectReturnAuthorisations(number: number, today: try database.today())
        guard let head = try connection.first(rows) else {
            throw Refusal(
                "return_unknown", "there is no return authorisation \(number)", at: number,
                remedy: "nephrite return list shows the authorisations")
        }
        return head
    }

    /// The authorisation as it is once its order is locked: who came first has been counted.
    private func locked(_ number: String) throws -> ReturnAuthorisationRow {
        try OrderChange.lock([try head(number).order], database)
        return try head(number)
    }

    private func lines(_ head: ReturnAuthorisationRow) throws -> [ReturnAuthorisationLineRow] {
        try connection.fetch(SelectReturnAuthorisationLines(order: head.orderID, authorisation: head.id))
    }

    private func finish(_ action: String, _ number: String) throws -> Detail {
        try connection.run(
            InsertAudit(action: "return." + action, subjectKind: "return_authorisation", subject: number))
        return try show(number)
    }

    private func refuseEnded(_ head: ReturnAuthorisationRow) throws {
        if let reason = head.cancelReason {
            throw Refusal(
                "return_cancelled", "\(head.number) was cancelled: \(reason)", at: head.number, remedy: Self.anew(head))
        }
        if head.isOver, let day = head.validUntil {
            throw Refusal(
                "return_expired", "\(head.number) was valid until \(day)", at: head.number, remedy: Self.anew(head))
        }
    }

    private static func anew(_ head: ReturnAuthorisationRow) -> String {
        "nephrite return authorise \(head.order) --line SKU=QTY authorises anew what is to come back"
    }

    /// The lines of a SKU of which so many may be authorised, the first first.
    private static func free(
        _ wish: SalesOrders.Wish, _ lines: [OrderLineRow], _ promised: [Int64: Int], _ order: String
    ) throws -> [(line: Int64, quantity: Int)] {
        let lines = lines.filter { $0.sku == wish.sku }
        guard !lines.isEmpty else { throw SalesOrders.lineUnknown(order, wish.sku) }
        let taken = lines.taking(wish.quantity) {
            $0.quantities.shipped - $0.quantities.returned - promised[$0.id, default: 0]
        }
        guard taken.missing == 0 else {
            let isPromised = lines.contains { promised[$0.id, default: 0] > 0 }
            throw Refusal(
                "not_shipped",
                "\(wish.quantity - taken.missing) of \(wish.sku) have been shipped, not come back and are not authorised, not \(wish.quantity)",
                at: order,
                remedy: isPromised
                    ? "nephrite return list --order \(order) shows what is authorised already"
                    : "nephrite order show \(order) shows what was shipped")
        }
        return taken.parts.map { ($0.element.id, $0.quantity) }
    }

    private typealias Part = (line: ReturnAuthorisationLineRow, quantity: Int)

    /// How many of which lines come in; without wishes all that may still come.
    private static func parts(
        _ wishes: [SalesOrders.Wish], _ lines: [ReturnAuthorisationLineRow], _ head: ReturnAuthorisationRow
    ) throws -> [Part] {
        guard !wishes.isEmpty else { return lines.filter { $0.outstanding > 0 }.map { ($0, $0.outstanding) } }
        return try SalesOrders.summed(wishes).flatMap { wish in
            let taken = lines.filter { $0.sku == wish.sku }.taking(wish.quantity, has: \.outstanding)
            guard taken.missing == 0 else {
                throw Refusal(
                    "not_authorised",
                    "\(wish.quantity - taken.missing) of \(wish.sku) may still come by \(head.number), not \(wish.quantity)",
                    at: head.number,
                    remedy:
                        "take in what is authorised; nephrite return authorise \(head.order) --line SKU=QTY authorises more"
                )
            }
            return taken.parts.map { ($0.element, $0.quantity) }
        }
    }

    /// Refuses (`not_shipped`) what came back without the authorisation since it was made, or of a shipment that was reversed.
    private static func refuseGone(_ part: Part, _ lines: [OrderLineRow], _ head: ReturnAuthorisationRow) throws {
        guard let line = lines.first(where: { $0.id == part.line.lineID }) else { return }
        let rest = line.quantities.shipped - line.quantities.returned
        guard rest < part.quantity else { return }
        throw Refusal(
            "not_shipped",
            "\(rest) of \(line.sku) on line \(line.line) have been shipped and not come back, not \(part.quantity)",
            at: head.order,
            remedy: "nephrite order show \(head.order) shows what was shipped; "
                + "nephrite return cancel \(head.number) calls the rest off")
    }
}
