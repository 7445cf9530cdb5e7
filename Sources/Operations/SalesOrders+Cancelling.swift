internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

extension SalesOrders {
    /// What of an SKU is called off, promised or taken back.
    package struct LinePart: Sendable, Equatable {
        /// The SKU, and how many of it; nil is all that there is to it.
        package let sku: String, quantity: Int?

        /// So much of an SKU.
        package init(sku: String, quantity: Int? = nil) { (self.sku, self.quantity) = (sku, quantity) }
    }

    /// Calls open quantity off: of SKUs, or everything.
    ///
    /// Of an SKU on several lines the last line goes first; on a line what is not promised goes before what is. An order of
    /// which nothing is left and nothing was shipped is cancelled. Holds of rules go with their cause, or say it as it is then. The log says how many of which lines. Refuses
    /// `order_unknown`, `wrong_state`, `line_unknown`, `not_open`, `invoiced_already`.
    func cancel(_ change: OrderChange, _ wishes: [LinePart], _ reason: String?) throws {
        let (order, lines) = try change.begin(.cancel)
        let parts = try Self.parts(wishes, of: lines.reversed().map { ($0, $0.quantities.open) }, change.number) {
            Refusal(
                "not_open", "\($0.has) of \($0.sku) are open, not \($0.wanted)", at: change.number,
                remedy: "call off what is open; what was shipped comes back by nephrite order return")
        }
        try refuseInvoiced(parts, order, lines)
        try callOff(parts, of: order, lines)
        let off = Self.words(parts, of: lines)
        let isLeft = lines.contains { $0.quantities.open > parts[$0.id] ?? 0 || $0.quantities.shipped > 0 }
        try change.finish(
            "cancel", to: isLeft ? order.state : .cancelled,
            reason: off.isEmpty ? reason : reason.map { "\($0): \(off)" } ?? off,
            detail: off.isEmpty ? [] : [("cancelled", off)])
        try guardMoney(change, testsCredit: guardPrices(change))
    }

    /// How much of which lines, by their keys, is meant where each has so much; all that they have where nothing is named.
    ///
    /// Lines are drawn from in their order. Refuses `line_unknown`, and what `tooMuch` says where more is meant than there is.
    static func parts(
        _ wishes: [LinePart], of lines: [(line: OrderLineRow, has: Int)], _ number: String,
        tooMuch: ((sku: String, has: Int, wanted: Int)) -> Refusal
    ) throws -> [Int64: Int] {
        guard !wishes.isEmpty else { return Dictionary(uniqueKeysWithValues: lines.map { ($0.line.id, $0.has) }) }
        var parts: [Int64: Int] = [:]
        for wish in wishes {
            let same = lines.filter { $0.line.sku == wish.sku }
            guard !same.isEmpty else { throw lineUnknown(number, wish.sku) }
            func left(_ part: (line: OrderLineRow, has: Int)) -> Int { part.has - (parts[part.line.id] ?? 0) }
            let wanted = wish.quantity ?? same.reduce(0) { $0 + left($1) }
            let taken = same.taking(wanted, has: left)
            guard taken.missing == 0 else { throw tooMuch((wish.sku, wanted - taken.missing, wanted)) }
            for part in taken.parts { parts[part.element.line.id, default: 0] += part.quantity }
        }
        return parts
    }

    /// So much of lines, by their keys, in words.
    static func words(_ parts: [Int64: Int], of lines: [OrderLineRow]) -> String {
        lines.filter { parts[$0.id] ?? 0 > 0 }.map { line in
            "\(parts[line.id] ?? 0) of \(line.sku) on line \(line.line)"
        }.joined(separator: ", ")
    }

    /// Refuses (`invoiced_already`) to call off what is invoiced in advance, with what to credit first.
    private func refuseInvoiced(_ parts: [Int64: Int], _ order: OrderRow, _ lines: [OrderLineRow]) throws {
        guard order.isPrepaid else { return }
        var excess: [Int64: Int] = [:]
        let words = lines.compactMap { line -> String? in
            let (quantities, off) = (line.quantities, parts[line.id] ?? 0)
            let charged = quantities.invoiced - quantities.credited
            let free = max(quantities.ordered - quantities.cancelled - max(charged, quantities.shipped), 0)
            guard off > free else { return nil }
            excess[line.id] = off - free
            return
                "\(charged) of \(line.sku) on line \(line.line) are invoiced, so \(free) can be called off, not \(off)"
        }
        guard !words.isEmpty else { return }
        let isWhole = lines.allSatisfy { $0.quantities.shipped == 0 && $0.quantities.open <= parts[$0.id] ?? 0 }
        throw Refusal(
            "invoiced_already", "of \(order.number) \(words.joined(separator: "; "))", at: order.number,
            remedy:
                "credit that first: \(try creditCommands(excess, order, withFreight: isWhole).joined(separator: "; ")); "
                + "then nephrite order cancel \(order.number)")
    }

    /// The commands that credit so many of lines, by their keys, the latest invoice first, and the freight where that goes too.
    func creditCommands(_ excess: [Int64: Int], _ order: OrderRow, withFreight: Bool = false) throws -> [String] {
        var left = excess
        return try connection.fetch(SelectInvoices(order: order.id)).reversed().compactMap { invoice in
            var parts = try connection.fetch(SelectCreditable(invoice: invoice.id)).compactMap { row -> String? in
                let quantity = min(left[row.orderLine] ?? 0, row.charged - row.credited)
                guard quantity > 0 else { return nil }
                left[row.orderLine, default: 0] -= quantity
                return " --line \(row.sku)=\(quantity)"
            }
            let freight = invoice.freight - invoice.creditedFreight
            if withFreight, freight > .zero { parts.append(" --freight \(freight.text)") }
            return parts.isEmpty ? nil : "nephrite invoice credit \(invoice.number)\(parts.joined())"
        }
    }

    /// Calls so much off of lines by their keys, and takes the promises back that are too many then.
    func callOff(_ parts: [Int64: Int], of order: OrderRow, _ lines: [OrderLineRow]) throws {
        let chosen = lines.filter { parts[$0.id] ?? 0 > 0 }
        var excess: [Int64: Int] = [:]
        for line in chosen {
            excess[line.id] = line.quantities.allocated - (line.quantities.open - (parts[line.id] ?? 0))
        }
        try takeBack(excess, order)
        try connection.run(
            UpdateOrderLines(
                chosen.map { line in
                    let cancelled = line.quantities.cancelled + (parts[line.id] ?? 0)
                    let net = OrderTotals.lineNet(
                        quantity: line.quantities.ordered - cancelled, unitPrice: line.unitPrice,
                        discountPercent: line.discountPercent, minorDigits: order.minorDigits)
                    return (line.id, cancelled, net ?? .zero, line.tax)
                }))
    }

    /// Takes so many promises of lines back, by their keys; none where that is not above zero.
    func takeBack(_ excess: [Int64: Int], _ order: OrderRow) throws {
        guard excess.values.contains(where: { $0 > 0 }) else { return }
        try lower(connection.fetch(SelectAllocations(order: order.id))) { excess[$0] ?? 0 }
    }
}
