internal import Catalog
internal import Orders
internal import Postgres
package import Quantities
package import Storage

extension SalesOrders {
    /// What is to be otherwise on an order.
    package struct Amendment: Sendable, Equatable {
        /// What the customer wants of an SKU then, less what was called off; an SKU that the order lacks gets a line.
        package let wishes: [Wish]
        /// Whether these lines are priced by list again; else their price stays, unless one is given.
        package let isRepriced: Bool
        /// The day it is promised for and the customer's number, where they change.
        package let promisedOn: Day?, poNumber: String?
        /// The code of the address it goes to then, as that is now.
        package let shipTo: String?
        /// The last day on which a quotation may be confirmed.
        package let validUntil: Day?
        /// Whether it came as a document, whose prices are claims that wait for a person.
        var isClaimed = false

        /// What is to be otherwise.
        package init(
            wishes: [Wish], isRepriced: Bool = false, promisedOn: Day? = nil, poNumber: String? = nil,
            shipTo: String? = nil, validUntil: Day? = nil
        ) {
            self.validUntil = validUntil
            self.shipTo = shipTo
            self.wishes = wishes
            self.isRepriced = isRepriced
            self.promisedOn = promisedOn
            self.poNumber = poNumber?.withoutBlanksAround
        }
    }

    /// Changes an order that is not done, as one set of changes, and answers them; a dry run shows them.
    ///
    /// What is promised beyond the new quantity is taken back. A confirmed order that becomes dearer has to pass the guards
    /// again: above the credit limit it gets a hold. Holds of rules go with their cause, or say it as it is then. Refuses `order_unknown`, `wrong_state`, `duplicate_po`, `day_past`, `address_unknown`, `line_ambiguous`, `below_shipped`,
    /// `price_locked`, `nothing_to_amend`, and what `create` refuses of a line.
    package func amend(_ number: String, _ amendment: Amendment, reason: String?, key: String?, dryRun: Bool = false)
        throws -> (detail: Detail, changes: [AmendmentRow])
    {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([number], database)
            let change = OrderChange(database, number, key: key)
            let (order, lines) = try change.begin(.amend)
            let customer = try Customers(database).show(code: order.customer)
            var changes = try header(amendment, order, customer)
            let amended = try quantities(amendment, order, lines, customer, &changes)
            guard !changes.isEmpty else {
                throw Refusal(
                    "nothing_to_amend", "\(number) is so already", at: number,
                    remedy: "nephrite order show \(number) shows it; give what is to be otherwise")
            }
            try takeBack(amended, lines, order)
            try connection.run(
                AmendOrder(
                    order: order.id, poNumber: amendment.poNumber ?? order.poNumber,
                    promisedOn: amendment.promisedOn?.text ?? order.promisedOn, shipTo: amendment.shipTo,
                    validUntil: amendment.validUntil?.text))
            try connection.run(AmendOrderLines(amended.lines))
            try callOff(amended.off, of: order, lines)
            try add(amended, to: order, after: lines.count, customer)
            try connection.run(InsertAmendments(order: order.id, changes: changes))
            try change.finish("amend", reason: reason ?? changes.map(Self.words).joined(separator: "; "))
            let isFree = try guardPrices(change, given: amended.priced, isClaimed: amendment.isClaimed)
            try guardMoney(change, testsCredit: isFree || isDearer(change, order))
            return (try show(number), changes)
        }
    }

    private struct Amended {
        var lines: [AmendedLine] = []
        var added: [(line: NewOrderLine, said: Wish.Said?)] = []
        /// How much of which lines is called off, by their keys.
        var off: [Int64: Int] = [:]

        /// What was priced now.
        var priced: [NewOrderLine] { lines.compactMap(\.priced) + added.map(\.line) }

        /// The lines that are new, behind so many.
        func newLines(of order: OrderRow, after count: Int, tax: TaxRateRow?) -> [NewDocumentLine] {
            added.enumerated().map { index, new in
                NewDocumentLine(
                    place: count + index + 1, line: new.line, isPrepaid: order.isPrepaid, tax: tax,
                    customerLine: new.said?.line, customerItemCode: new.said?.itemCode, note: new.said?.note)
            }
        }
    }

    private func header(_ amendment: Amendment, _ order: OrderRow, _ customer: CustomerRow) throws -> [AmendmentRow] {
        var changes: [AmendmentRow] = []
        if let poNumber = amendment.poNumber, poNumber != order.poNumber {
            try refuseDuplicate(customer, poNumber)
            changes.append(AmendmentRow(field: "po_number", old: order.poNumber, new: poNumber))
        }
        if let day = amendment.promisedOn, day.text != order.promisedOn {
            // A document says what was wanted when it was written.
            if !amendment.isClaimed { try refusePast(day, at: "--promise") }
            changes.append(AmendmentRow(field: "promised_on", old: order.promisedOn, new: day.text))
        }
        try Customers(database).requireAddress(amendment.shipTo, of: customer)
        if let address = amendment.shipTo, address != order.shipTo?.code {
            changes.append(AmendmentRow(field: "ship_to", old: order.shipTo?.code, new: address))
        }
        if let day = amendment.validUntil {
            guard order.state == .quoted else {
                throw Refusal(
                    "wrong_state", "\(order.number) is \(order.state.rawValue), and only a quotation holds until a day",
                    at: "--valid-until", remedy: "leave --valid-until out")
            }
            try refusePast(day)
            if day.text != order.validUntil {
                changes.append(AmendmentRow(field: "valid_until", old: order.validUntil, new: day.text))
            }
        }
        return changes
    }

    private func quantities(
        _ amendment: Amendment, _ order: OrderRow, _ lines: [OrderLineRow], _ customer: CustomerRow,
        _ changes: inout [AmendmentRow]
    ) throws -> Amended {
        let wishes = amendment.wishes
        try Purchases.refuseTwice(wishes.filter { $0.target == .sku })
        let priced = try PriceLookup(database, customer).price(wishes.map { ($0.sku, max($0.quantity, 1)) }) {
            "--line \($1)"
        }
        var last = try LastStock(of: priced.map(\.facts), connection)
        var amended = Amended()
        for (wish, price) in zip(wishes, priced) {
            let place = "--line \(wish.sku)"
            let same = Self.meant(by: wish, lines)
            guard same.count < 2, wish.target != .sku || !wishes.contains(where: { $0.sku == wish.sku && $0 != wish })
            else {
                throw Refusal(
                    "line_ambiguous", "\(wish.sku) stands on more than one line of \(order.number)", at: place,
                    remedy: "call off so much that one line is left: nephrite order cancel \(order.number) "
                        + "--line \(wish.sku)=QTY, which takes the last line first")
            }
            guard let line = same.first else {
                try OrderPricing.refuseMaterial(price.facts, at: place)
                try last.take(wish.quantity, of: price.facts, at: place)
                let new = try OrderPricing.line(wish, price, at: place)
                changes.append(
                    AmendmentRow(
                        line: lines.count + amended.added.count + 1, sku: wish.sku, field: "ordered", old: nil,
                        new: String(wish.quantity)))
                amended.added.append((new, wish.said))
                continue
            }
            let (before, after) = (line.quantities.ordered - line.quantities.cancelled, wish.quantity)
            func note(_ field: String, _ old: String, _ new: String) {
                guard old != new else { return }
                changes.append(AmendmentRow(line: line.line, sku: line.sku, field: field, old: old, new: new))
            }
            try Self.refuseBelow(wish.quantity, line, order) { try creditCommands([line.id: $0], order) }
            if after > before {
                try OrderPricing.refuseMaterial(price.facts, at: place)
                let promised = before - line.quantities.backordered
                try last.take(after - promised, of: price.facts, has: promised, at: place)
            }
            note("ordered", String(before), String(after))
            // What is not wanted at all is called off: an order keeps its lines.
            guard wish.quantity > 0 else {
                amended.off[line.id] = line.quantities.open
                continue
            }
            let result = try amend(line, wish, price, isRepriced: amendment.isRepriced, order)
            note("unit_price", line.unitPrice.text, (result.priced?.unitPrice ?? line.unitPrice).text)
            amended.lines.append(result)
        }
        try refuseTooMuch(amended, lines)
        return amended
    }

    private func amend(
        _ line: OrderLineRow, _ wish: Wish, _ priced: PricedProduct, isRepriced: Bool, _ order: OrderRow
    ) throws -> AmendedLine {
        let quantities = line.quantities
        let charged = quantities.invoiced - quantities.credited
        // The price stands as it was agreed, so only what is asked for is checked.
        let isPriced = wish.price != nil || isRepriced
        let new = try OrderPricing.line(
            isPriced ? wish : Wish(sku: wish.sku, quantity: wish.quantity, price: line.unitPrice.text), priced,
            at: "--line \(wish.sku)")
        guard charged == 0 || new.unitPrice == line.unitPrice else {
            throw Refusal(
                "price_locked", "\(wish.sku) is invoiced at \(line.unitPrice.text) already", at: order.number,
                remedy: "leave its price; credit the invoice first to change it")
        }
        let net = OrderTotals.lineNet(
            quantity: wish.quantity, unitPrice: new.unitPrice,
            discountPercent: line.discountPercent, minorDigits: order.minorDigits)
        return AmendedLine(
            id: line.id, ordered: wish.quantity + quantities.cancelled, net: net ?? new.net,
            priced: isPriced ? new : nil)
    }

    /// The lines that a wish means: none where it is for a new one.
    private static func meant(by wish: Wish, _ lines: [OrderLineRow]) -> [OrderLineRow] {
        switch wish.target {
        case .sku: lines.filter { $0.sku == wish.sku }
        case .line(let number): lines.filter { $0.line == number }
        case .added: []
        }
    }

    /// Refuses (`below_shipped`) less of a line than is shipped, or invoiced where it is paid in advance.
    ///
    /// `commands` are those that credit so many of it.
    static func refuseBelow(
        _ quantity: Int, _ line: OrderLineRow, _ order: OrderRow,
        crediting commands: (Int) throws -> [String] = { _ in [] }
    ) throws {
        let (quantities, sku) = (line.quantities, line.sku)
        let least = max(quantities.shipped, order.isPrepaid ? quantities.invoiced - quantities.credited : 0)
        guard quantity < least else { return }
        let isGone = quantities.shipped >= least
        let other =
            isGone
            ? "what is gone comes back by nephrite order return"
            : "or credit what is invoiced in advance, then amend: "
                + (try commands(least - max(quantity, quantities.shipped))).joined(separator: "; ")
        throw Refusal(
            "below_shipped",
            "\(least) of \(sku) have been \(isGone ? "shipped" : "invoiced"), so it cannot be \(quantity)",
            at: order.number, remedy: "give \(least) or more; \(other)")
    }

    private func refuseTooMuch(_ amended: Amended, _ lines: [OrderLineRow]) throws {
        let changed = Set(amended.lines.map(\.id)).union(amended.off.keys)
        let nets =
            lines.filter { !changed.contains($0.id) }.map(\.net) + amended.lines.map(\.net)
            + amended.added.map(\.line.net)
        try OrderPricing.refuseTooMuch(nets)
    }

    /// Takes back what is promised beyond the new quantities.
    private func takeBack(_ amended: Amended, _ lines: [OrderLineRow], _ order: OrderRow) throws {
        var excess: [Int64: Int] = [:]
        for line in amended.lines {
            guard let quantities = lines.first(where: { $0.id == line.id })?.quantities else { continue }
            excess[line.id] = quantities.allocated + quantities.shipped + quantities.cancelled - line.ordered
        }
        try takeBack(excess, order)
    }

    /// Lines that are new get the tax of today; the others keep what was agreed.
    private func add(_ amended: Amended, to order: OrderRow, after count: Int, _ customer: CustomerRow) throws {
        guard !amended.added.isEmpty else { return }
        let tax = try OrderChange.tax(customer, database)
        if tax == nil, order.state == .confirmed { throw OrderChange.taxUnknown(customer, at: order.number) }
        try connection.run(InsertDocumentLines(amended.newLines(of: order, after: count, tax: tax), of: order.id))
    }

    /// Whether an order comes to more than before, so that credit has to be looked at again.
    private func isDearer(_ change: OrderChange, _ before: OrderRow) throws -> Bool {
        try change.header().gross ?? .zero > before.gross ?? .zero
    }

    /// A change in words.
    static func words(_ change: AmendmentRow) -> String {
        [change.sku, change.field, change.old.map { "\($0) →" }, change.new].compactMap { $0 }.joined(separator: " ")
    }
}
