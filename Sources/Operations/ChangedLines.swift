internal import Catalog
internal import Importing
internal import Orders
internal import Quantities
internal import Storage

/// Finds the lines of an order that the lines of a change mean, and what is wanted of them then.
///
/// A line is known by the buyer's number of it; where the order has none, by its goods. Refuses, all that there are:
/// `line_unknown`, `line_ambiguous`, `item_contradiction`, `change_unclear`, `change_incomplete`, `unit_mismatch`,
/// `quantity_fractional`, `below_shipped`.
struct ChangedLines {
    private let asked: AskedChange
    private let order: OrderRow
    private let lines: [OrderLineRow]
    private var problems: [OrderProblem] = []
    private var named: Set<Int> = []

    init(_ asked: AskedChange, _ order: OrderRow, _ lines: [OrderLineRow]) {
        self.asked = asked
        self.order = order
        self.lines = lines
    }

    private enum Meaning {
        case line(OrderLineRow), added(String)
    }

    private mutating func problem(_ code: String, _ message: String) { problems.append(OrderProblem(code, message)) }

    /// What is wanted of the lines that are otherwise, and of new ones; zero is nothing.
    mutating func wishes() throws -> [SalesOrders.Wish] {
        var wishes: [SalesOrders.Wish] = []
        for line in asked.lines {
            guard let meaning = meaning(of: line), let wish = wish(line, meaning) else { continue }
            wishes.append(wish)
        }
        let left = self.left
        switch asked.order.changeScope {
        case .whole:
            wishes += left.map { SalesOrders.Wish(sku: $0.sku, quantity: 0, target: .line($0.line)) }
        case .every where !left.isEmpty:
            let names = left.map { "line \($0.customerLine ?? String($0.line)) (\($0.sku))" }
            problem(
                "change_incomplete",
                "the change leaves out \(names.joined(separator: ", ")); name every line, also one that stays, and one that is not wanted with the quantity 0"
            )
        default: break
        }
        for wish in wishes { refuseBelow(wish) }
        guard problems.isEmpty else { throw ChangeProblems(problems) }
        return wishes
    }

    /// The lines that are wanted and that the change does not name, once its own are found.
    private var left: [OrderLineRow] { lines.filter { wanted($0) > 0 && !named.contains($0.line) } }

    /// The day on which all lines are wanted that the order has then; nil where they differ, or the change names only some.
    ///
    /// To be asked after `wishes`.
    var commonDay: Day? {
        guard asked.order.changeScope == .whole || left.isEmpty else { return nil }
        let staying = asked.lines.map(\.said).filter { $0.status != .deleted && $0.quantity != .zero }
        guard let day = staying.first?.requestedOn, staying.allSatisfy({ $0.requestedOn == day }) else { return nil }
        return day
    }

    private func wanted(_ line: OrderLineRow) -> Int { line.quantities.ordered - line.quantities.cancelled }

    // MARK: Which line

    private mutating func meaning(of line: AskedChange.Line) -> Meaning? {
        let said = line.said
        let byNumber = said.number.map { number in lines.filter { $0.customerLine == number } } ?? []
        if let found = byNumber.first {
            if let sku = line.sku, sku != found.sku {
                problem(
                    "item_contradiction",
                    "\(line.place) is \(found.sku) on the order, not \(sku); call it off, and send the other as a new line"
                )
                return nil
            }
            if said.status == .added {
                problem("change_unclear", "\(line.place) is marked as new, and the order has it already")
                return nil
            }
            return taken(found, line)
        }
        guard let sku = line.sku else {
            problem("line_unknown", "the order has no \(line.place)")
            return nil
        }
        let bySKU = lines.filter { $0.sku == sku && (said.number == nil || $0.customerLine == nil) }
        if said.status == .added || (bySKU.isEmpty && said.status == nil) { return .added(sku) }
        guard bySKU.count < 2 else {
            problem("line_ambiguous", "\(line.place): the order has \(sku) on several lines; name it by its number")
            return nil
        }
        guard let found = bySKU.first else {
            problem("line_unknown", "the order has no \(line.place) of \(sku)")
            return nil
        }
        return taken(found, line)
    }

    private mutating func taken(_ found: OrderLineRow, _ line: AskedChange.Line) -> Meaning? {
        guard named.insert(found.line).inserted else {
            problem("line_ambiguous", "\(line.place) of \(found.sku) stands more than once in the change")
            return nil
        }
        return .line(found)
    }

    // MARK: What of it

    /// Nil where nothing is to be otherwise, or something is wrong.
    private mutating func wish(_ line: AskedChange.Line, _ meaning: Meaning) -> SalesOrders.Wish? {
        let said = line.said
        switch meaning {
        case .added(let sku):
            if said.status == .deleted || said.status == .unchanged {
                problem("line_unknown", "the order has no \(line.place) of \(sku)")
                return nil
            }
            guard let quantity = quantity(line, sku, nil) else { return nil }
            return SalesOrders.Wish(
                sku: sku, quantity: quantity, price: price(line)?.text, target: .added,
                said: .init(line: said.number, itemCode: said.itemCode, note: said.note))
        case .line(let found):
            if said.status == .unchanged { return nil }
            if said.status == .deleted {
                return SalesOrders.Wish(sku: found.sku, quantity: 0, target: .line(found.line))
            }
            guard let quantity = quantity(line, found.sku, found) else { return nil }
            let price = price(line).flatMap { $0 == found.unitPrice ? nil : $0 }
            if quantity == wanted(found), price == nil { return nil }
            return SalesOrders.Wish(
                sku: found.sku, quantity: quantity, price: price?.text, target: .line(found.line))
        }
    }

    private func factor(_ line: AskedChange.Line, _ unit: String?) -> UnitFactor? {
        if let facts = line.facts { return UnitFactor(from: line.said.unit, to: facts) }
        guard let said = line.said.unit, let unit else { return .same }
        return UnitOfMeasure.isSame(said, unit) ? .same : nil
    }

    private mutating func quantity(_ line: AskedChange.Line, _ sku: String, _ found: OrderLineRow?) -> Int? {
        guard let quantity = line.said.quantity else { return nil }
        let unit = line.facts?.unit ?? found?.unit ?? ""
        do throws(OrderProblem) {
            return try factor(line, found?.unit).wholeQuantity(quantity, line.said.unit, of: sku, by: unit, line.place)
        } catch {
            problems.append(error)
            return nil
        }
    }

    private func price(_ line: AskedChange.Line) -> Decimal? {
        line.said.unitPrice.flatMap { price in factor(line, nil).flatMap { $0.price(price) } }
    }

    private mutating func refuseBelow(_ wish: SalesOrders.Wish) {
        guard case .line(let number) = wish.target, let line = lines.first(where: { $0.line == number }) else { return }
        do {
            try SalesOrders.refuseBelow(wish.quantity, line, order)
        } catch let refusal as Refusal {
            problem(refusal.code, "line \(line.customerLine ?? String(number)): \(refusal.message)")
        } catch {
            problem("bug", "\(error)")
        }
    }
}
