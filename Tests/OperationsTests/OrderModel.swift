/// What orders and stock must be like: a small model in whole cents and pieces, written from the reference and not from the
/// program.
struct OrderModel {
    struct Refused: Error { let code: String }

    struct Line {
        let sku: String
        /// Thousandths of the currency's unit.
        let price: Int
        var ordered: Int
        /// Whether the price is not that of the list.
        var isOwn = false
        var cancelled = 0, shipped = 0, invoiced = 0, returned = 0, credited = 0
        /// Promised at which location, and of which lots how many are with the customer.
        var promised: [String: Int] = [:], lots: [Int: Int] = [:]

        var allocated: Int { promised.values.reduce(0, +) }

        var wanted: Int { ordered - cancelled }
        var open: Int { wanted - shipped }
        var backordered: Int { open - allocated }
        var charged: Int { invoiced - credited }

        /// Takes promises back until so many are left, the first location first.
        mutating func keepPromised(_ most: Int) {
            for location in OrderModel.locations {
                promised[location, default: 0] -= min(max(allocated - most, 0), promised[location] ?? 0)
            }
        }

        func toInvoice(_ isPrepaid: Bool) -> Int { (isPrepaid ? wanted : shipped) - returned - charged }
        /// Cents for so many.
        func cents(_ quantity: Int) -> Int { (quantity * price + 5) / 10 }
        var quantities: [Int] { [ordered, cancelled, allocated, shipped, invoiced, returned, credited] }
    }

    struct Invoice {
        struct Part {
            /// Place of the order's line.
            let line: Int
            let quantity, net: Int
            var credited = 0
        }

        var parts: [Part]
        let tax: Int
        var creditedNet = 0, creditedTax = 0
        var paid = 0
        /// What each payment let off for coming early, as far as it still holds.
        var discounts: [Int] = []

        var net: Int { parts.reduce(0) { $0 + $1.net } }
        var gross: Int { net + tax }
        var credited: Int { creditedNet + creditedTax }
        var discount: Int { discounts.reduce(0, +) }
        var open: Int { gross - credited - paid - discount }
    }

    struct Shipment {
        /// How many left of which line from where, and of which lots.
        let parts: [(line: Int, location: String, quantity: Int, lots: [Int: Int])]
        var isReversed = false
    }

    struct Order {
        let customer: String
        var state = "draft"
        var lines: [Line]
        var holds: Set<String> = []
        var isReopened = false
        var isLapsed = false
        /// Who was confirmed first is served first.
        var turn = Int.max
        var invoices: [Invoice] = []
        var shipments: [Shipment] = []
        /// What was paid for the order and no invoice has used.
        var deposits = 0

        var isPrepaid: Bool { customer == "VORAB" }
        var net: Int { lines.reduce(0) { $0 + $1.cents($1.wanted) } }
        var tax: Int { OrderModel.tax(net) }
        var gross: Int { net + tax }
        var invoicedGross: Int { invoices.reduce(0) { $0 + $1.gross - $1.credited } }
        var paid: Int { invoices.reduce(0) { $0 + $1.paid + $1.discount } }

        /// Allocation, shipment, invoice, payment, return.
        var axes: [String] {
            func sum(_ value: (Line) -> Int) -> Int { lines.reduce(0) { $0 + value($1) } }
            func progress(_ done: Int, _ all: Int) -> String { done <= 0 ? "none" : done >= all ? "full" : "partial" }
            let wanted = sum(\.wanted)
            let isFree = invoicedGross == 0 && lines.contains { $0.charged > 0 }
            return [
                progress(sum { $0.allocated + $0.shipped }, wanted), progress(sum(\.shipped), wanted),
                progress(sum(\.charged), wanted),
                paid + (state == "closed" || state == "cancelled" ? deposits : 0) > invoicedGross
                    ? "over" : isFree ? "full" : progress(paid, invoicedGross),
                progress(sum(\.returned), sum(\.shipped)),
            ]
        }
        var isDone: Bool { lines.allSatisfy { $0.open == 0 && $0.toInvoice(isPrepaid) == 0 } }
    }

    /// 19 percent, half a cent away from zero.
    static func tax(_ net: Int) -> Int { (net * 19 + 50) / 100 }

    /// A share, half a cent away from zero.
    static func share(_ amount: Int, _ part: Int, of whole: Int) -> Int {
        whole == 0 ? 0 : (2 * amount * part + whole) / (2 * whole)
    }

    /// Where something lies.
    struct Spot: Hashable {
        let sku: String, location: String
    }

    /// In the order in which they are drawn on; what lies at the last is promised to nobody.
    static let locations = ["MAIN", "ZZ", "ZZ-HELD"]
    var orders: [Order] = []
    var onHand: [Spot: Int] = [:]
    /// What lies of which lots, the oldest having the least number; the rest is of none.
    var lots: [Spot: [Int: Int]] = [:]
    /// The lots of an SKU in the order in which they came.
    var lotCodes: [String: [String]] = [:]
    var turns = 0
    /// The credit limit of SUED in cents.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    func promised(_ spot: Spot) -> Int {
        orders.reduce(0) { sum, order in
            order.lines.reduce(sum) { $0 + ($1.sku == spot.sku ? $1.promised[spot.location] ?? 0 : 0) }
        }
    }

    func available(_ spot: Spot) -> Int { (onHand[spot] ?? 0) - promised(spot) }

    /// Takes goods away, of a lot that is named or the oldest lot first, what is of no lot last; answers of which lots.
    private mutating func draw(_ spot: Spot, _ quantity: Int, named: Int? = nil) throws -> [Int: Int] {
        var (left, drawn) = (quantity, [Int: Int]())
        for (lot, there) in (lots[spot] ?? [:]).sorted(by: { $0.key < $1.key })
        where left > 0 && there > 0 && (named == nil || named == lot) {
            drawn[lot] = min(left, there)
            left -= min(left, there)
        }
        guard named == nil || left == 0 else { throw Refused(code: "stock_lot_balance_on_hand_not_negative") }
        put(spot, -quantity, drawn.mapValues { -$0 })
        return drawn
    }

    private mutating func put(_ spot: Spot, _ quantity: Int, _ parts: [Int: Int]) {
        onHand[spot, default: 0] += quantity
        lots[spot, default: [:]].merge(parts) { $0 + $1 }
    }

    // MARK: What follows by itself

    /// What a customer owes or is about to, less the money that is there for him.
    func exposure(of customer: String) -> Int {
        orders.filter { $0.customer == customer }.reduce(0) { sum, order in
            let hasLeft = order.lines.contains { $0.shipped > 0 }
            let due = order.invoices.reduce(0) { $0 + ($1.open < 0 || hasLeft || !order.isPrepaid ? $1.open : 0) }
            guard order.state == "confirmed" else { return sum + due - order.deposits }
            func gross(_ quantity: Int, _ line: Line) -> Int {
                quantity.signum() * ((abs(quantity) * line.price * 119 + 500) / 1000)
            }
            let open =
                order.gross - order.invoicedGross - order.lines.reduce(0) { $0 + gross($1.returned, $1) }
            guard order.isPrepaid else { return sum + due + open - order.deposits }
            // Of one that is paid in advance what has left, and of the rest as much as its own money is for.
            let left = order.lines.filter { $0.shipped > 0 }.reduce(0) { left, line in
                let kept = line.shipped - line.returned
                return left + gross(kept > line.charged ? kept - line.charged : min(0, line.toInvoice(true)), line)
            }
            let waiting = max(0, open - left)
            return sum + due + left + min(waiting, max(0, order.deposits - max(0, left))) - order.deposits
        }
    }

    private mutating func guardCredit(_ place: Int) {
        if orders[place].customer == "SUED", exposure(of: "SUED") > limit { orders[place].holds.insert("credit") }
    }

    /// Holds that follow from a rule go with their cause.
    private mutating func review(_ place: Int, testsCredit: Bool = false) {
        var testsCredit = testsCredit
        let isOwn = orders[place].lines.contains { $0.isOwn && $0.wanted > 0 }
        if !isOwn, orders[place].holds.remove("price") != nil { testsCredit = true }
        guard orders[place].state == "confirmed" else { return }
        if exposure(of: "SUED") <= limit { orders[place].holds.remove("credit") }
        if testsCredit { guardCredit(place) }
    }

    /// Closes what is done; a person's reopening holds until quantities move.
    private mutating func finish(_ place: Int, movesQuantities: Bool = false) {
        if movesQuantities { orders[place].isReopened = false }
        guard orders[place].state == "confirmed", orders[place].isDone, !orders[place].isReopened else { return }
        orders[place].state = "closed"
        orders[place].holds = []
    }

    private func require(_ place: Int, _ states: String...) throws {
        guard states.contains(orders[place].state) else { throw Refused(code: "wrong_state") }
    }

    private func requireFree(_ place: Int) throws {
        guard orders[place].holds.isEmpty else { throw Refused(code: "order_on_hold") }
    }

    // MARK: Commands

    mutating func create(_ customer: String, _ lines: [Line], hasOwnPrice: Bool) {
        var order = Order(customer: customer, lines: lines)
        if hasOwnPrice { order.holds = ["price"] }
        orders.append(order)
    }

    mutating func quote(_ place: Int) throws {
        try require(place, "draft")
        orders[place].state = "quoted"
    }

    mutating func confirm(_ place: Int) throws {
        try require(place, "draft", "quoted")
        if orders[place].state == "quoted", orders[place].isLapsed { throw Refused(code: "quote_expired") }
        orders[place].state = "confirmed"
        turns += 1
        orders[place].turn = turns
        finish(place)
        guardCredit(place)
    }

    mutating func expire(_ place: Int) throws {
        try require(place, "quoted")
        guard orders[place].isLapsed else { throw Refused(code: "quote_valid") }
        orders[place].state = "expired"
        orders[place].holds = []
    }

    mutating func hold(_ place: Int) throws {
        try require(place, "draft", "quoted", "confirmed")
        guard orders[place].holds.insert("manual").inserted else { throw Refused(code: "already_held") }
    }

    mutating func unhold(_ place: Int) throws {
        try require(place, "draft", "quoted", "confirmed")
        guard !orders[place].holds.isEmpty else { throw Refused(code: "not_held") }
        if orders[place].holds.contains("credit"), orders[place].state == "confirmed", exposure(of: "SUED") > limit {
            throw Refused(code: "credit_exceeded")
        }
        orders[place].holds = []
        if orders[place].state == "confirmed" { guardCredit(place) }
    }

    mutating func allocate(_ place: Int) throws {
        try require(place, "confirmed")
        try requireFree(place)
        guard orders[place].lines.contains(where: { $0.backordered > 0 }) else { return }
        guard promise(place) > 0 else { throw Refused(code: "out_of_stock") }
    }

    private mutating func promise(_ place: Int, of sku: String? = nil) -> Int {
        var sum = 0
        for index in orders[place].lines.indices {
            let line = orders[place].lines[index]
            guard sku == nil || line.sku == sku else { continue }
            for location in Self.locations.dropLast() {
                let spot = Spot(sku: line.sku, location: location)
                let quantity = min(orders[place].lines[index].backordered, available(spot))
                orders[place].lines[index].promised[location, default: 0] += quantity
                sum += quantity
            }
        }
        return sum
    }

    mutating func cover(_ sku: String) {
        let waiting = orders.indices.filter { orders[$0].state == "confirmed" && orders[$0].holds.isEmpty }
        for place in waiting.sorted(by: { orders[$0].turn < orders[$1].turn }) { _ = promise(place, of: sku) }
    }

    mutating func release(_ place: Int) throws {
        try require(place, "confirmed")
        guard orders[place].lines.contains(where: { $0.allocated > 0 }) else { throw Refused(code: "not_allocated") }
        for index in orders[place].lines.indices { orders[place].lines[index].promised = [:] }
    }

    mutating func ship(_ place: Int, _ wish: (sku: String, quantity: Int)?, lot: String? = nil) throws {
        try require(place, "confirmed")
        try requireFree(place)
        guard orders[place].lines.contains(where: { $0.allocated > 0 }) else { throw Refused(code: "not_allocated") }
        if let wish, !orders[place].lines.contains(where: { $0.sku == wish.sku }) {
            throw Refused(code: "line_unknown")
        }
        var left = wish?.quantity ?? Int.max
        var leaving: [(line: Int, location: String, quantity: Int)] = []
        // The first line first, of a line the last location.
        for (index, line) in orders[place].lines.enumerated() where wish == nil || line.sku == wish?.sku {
            for location in Self.locations.reversed() {
                let quantity = min(left, line.promised[location] ?? 0)
                if quantity > 0 { leaving.append((index, location, quantity)) }
                left -= quantity
            }
        }
        guard wish == nil || left == 0 else { throw Refused(code: "not_allocated") }
        let named = wish.flatMap { wish in lot.flatMap { lotCodes[wish.sku]?.firstIndex(of: $0) } }
        guard lot == nil || named != nil else { throw Refused(code: "lot_unknown") }
        var parts: [(line: Int, location: String, quantity: Int, lots: [Int: Int])] = []
        for (index, location, quantity) in leaving {
            let drawn = try draw(
                Spot(sku: orders[place].lines[index].sku, location: location), quantity, named: named)
            orders[place].lines[index].promised[location, default: 0] -= quantity
            orders[place].lines[index].shipped += quantity
            orders[place].lines[index].lots.merge(drawn) { $0 + $1 }
            parts.append((index, location, quantity, drawn))
        }
        orders[place].shipments.append(Shipment(parts: parts))
        finish(place, movesQuantities: true)
    }

    mutating func cancel(_ place: Int, _ skus: [String: Int?]) throws {
        try require(place, "draft", "quoted", "confirmed")
        let order = orders[place]
        guard skus.keys.allSatisfy({ sku in order.lines.contains { $0.sku == sku } }) else {
            throw Refused(code: "line_unknown")
        }
        var off: [(line: Int, quantity: Int)] = []
        for (sku, quantity) in skus.isEmpty
            ? Dictionary(uniqueKeysWithValues: Set(order.lines.map(\.sku)).map { ($0, Int?.none) }) : skus
        {
            var left = quantity ?? Int.max
            // The last line of an SKU is called off first.
            for (index, line) in order.lines.enumerated().reversed() where line.sku == sku {
                let part = min(left, line.open)
                if part > 0 { off.append((index, part)) }
                left -= part
            }
            if quantity != nil, left > 0 { throw Refused(code: "not_open") }
        }
        for (index, quantity) in off {
            let line = order.lines[index]
            if order.isPrepaid, line.charged > line.wanted - quantity { throw Refused(code: "invoiced_already") }
            orders[place].lines[index].cancelled += quantity
            orders[place].lines[index].keepPromised(line.open - quantity)
        }
        let lines = orders[place].lines
        if lines.allSatisfy({ $0.open == 0 && $0.shipped == 0 }) {
            orders[place].state = "cancelled"
            orders[place].holds = []
        }
        finish(place, movesQuantities: true)
        review(place)
    }

    mutating func amend(_ place: Int, _ wish: Line) throws {
        try require(place, "draft", "quoted", "confirmed")
        let order = orders[place]
        let same = order.lines.indices.filter { order.lines[$0].sku == wish.sku }
        guard same.count < 2 else { throw Refused(code: "line_ambiguous") }
        let before = order.gross
        if let index = same.first {
            let line = order.lines[index]
            guard wish.ordered >= max(line.shipped, order.isPrepaid ? line.charged : 0) else {
                throw Refused(code: "below_shipped")
            }
            guard wish.ordered != line.wanted else { throw Refused(code: "nothing_to_amend") }
            orders[place].lines[index].ordered = wish.ordered + line.cancelled
            orders[place].lines[index].keepPromised(wish.ordered - line.shipped)
        } else {
            orders[place].lines.append(wish)
        }
        finish(place, movesQuantities: true)
        review(place, testsCredit: orders[place].gross > before)
    }

    mutating func takeBack(
        _ place: Int, _ wish: (sku: String, quantity: Int), isScrapped: Bool, at location: String
    ) throws {
        try require(place, "confirmed", "closed")
        guard orders[place].lines.contains(where: { $0.sku == wish.sku }) else { throw Refused(code: "line_unknown") }
        var left = wish.quantity
        var lines = orders[place].lines
        var back: [Int: Int] = [:]
        for index in lines.indices where lines[index].sku == wish.sku {
            let quantity = min(left, lines[index].shipped - lines[index].returned)
            lines[index].returned += quantity
            left -= quantity
            // The last lot comes back first.
            var unknown = quantity
            for (lot, there) in lines[index].lots.sorted(by: { $0.key > $1.key }) where there > 0 && unknown > 0 {
                let part = min(there, unknown)
                lines[index].lots[lot] = there - part
                back[lot, default: 0] += part
                unknown -= part
            }
        }
        guard left == 0 else { throw Refused(code: "not_shipped") }
        orders[place].lines = lines
        if !isScrapped { put(Spot(sku: wish.sku, location: location), wish.quantity, back) }
        orders[place].state = "confirmed"
        finish(place, movesQuantities: true)
    }

    mutating func invoice(_ place: Int) throws {
        if orders[place].state == "closed" { throw Refused(code: "nothing_to_invoice") }
        try require(place, "confirmed")
        let order = orders[place]
        var parts: [Invoice.Part] = []
        for (index, line) in order.lines.enumerated() where line.toInvoice(order.isPrepaid) > 0 {
            let quantity = line.toInvoice(order.isPrepaid)
            let charged = order.invoices.reduce(0) { sum, invoice in
                sum
                    + invoice.parts.filter { $0.line == index }.reduce(0) {
                        $0 + $1.net - Self.share($1.net, $1.credited, of: $1.quantity)
                    }
            }
            parts.append(
                Invoice.Part(
                    line: index, quantity: quantity, net: max(line.cents(line.charged + quantity) - charged, 0)))
        }
        guard !parts.isEmpty else { throw Refused(code: "nothing_to_invoice") }
        let net = order.invoices.reduce(0) { $0 + $1.net - $1.creditedNet }
        let tax = order.invoices.reduce(0) { $0 + $1.tax - $1.creditedTax }
        let added = parts.reduce(0) { $0 + $1.net }
        var invoice = Invoice(parts: parts, tax: max(0, Self.tax(net + added) - tax))
        for part in parts { orders[place].lines[part.line].invoiced += part.quantity }
        invoice.paid = min(invoice.gross, orders[place].deposits)
        orders[place].deposits -= invoice.paid
        orders[place].invoices.append(invoice)
        finish(place, movesQuantities: true)
    }

    mutating func credit(_ place: Int, _ number: Int, _ wish: (sku: String, quantity: Int)?) throws {
        try require(place, "confirmed", "closed")
        let order = orders[place]
        var invoice = order.invoices[number]
        var parts: [(part: Int, quantity: Int)] = []
        if let wish {
            var left = wish.quantity
            var isThere = false
            for (index, part) in invoice.parts.enumerated() where order.lines[part.line].sku == wish.sku {
                isThere = true
                let quantity = min(left, part.quantity - part.credited)
                if quantity > 0 { parts.append((index, quantity)) }
                left -= quantity
            }
            guard isThere else { throw Refused(code: "line_unknown") }
            guard left == 0 else { throw Refused(code: "nothing_to_credit") }
        } else {
            for (index, part) in invoice.parts.enumerated() {
                let line = order.lines[part.line]
                let back = max(0, line.returned + line.charged - (order.isPrepaid ? line.wanted : line.shipped))
                let quantity = min(back, part.quantity - part.credited)
                if quantity > 0 { parts.append((index, quantity)) }
            }
            if parts.isEmpty {
                guard invoice.parts.allSatisfy({ $0.credited == 0 }) else { throw Refused(code: "nothing_to_credit") }
                parts = invoice.parts.enumerated().map { ($0, $1.quantity) }
            }
        }
        var net = 0
        for (index, quantity) in parts {
            let part = invoice.parts[index]
            net +=
                Self.share(part.net, part.credited + quantity, of: part.quantity)
                - Self.share(part.net, part.credited, of: part.quantity)
            invoice.parts[index].credited += quantity
            orders[place].lines[part.line].credited += quantity
        }
        let tax = max(Self.share(invoice.tax, invoice.creditedNet + net, of: invoice.net) - invoice.creditedTax, 0)
        let charged = invoice.gross - invoice.credited
        invoice.creditedNet += net
        invoice.creditedTax += tax
        // Of the discount that much is kept as is still charged.
        let rest = invoice.gross - invoice.credited
        if let earner = invoice.discounts.lastIndex(where: { $0 > 0 }) {
            let holds = invoice.discounts[earner]
            invoice.discounts[earner] = rest <= 0 ? 0 : min(holds, Self.share(holds, rest, of: charged))
        }
        orders[place].invoices[number] = invoice
        orders[place].state = "confirmed"
        finish(place, movesQuantities: true)
    }

    /// By the day on which 2 percent are let off, where the customer has such terms.
    mutating func pay(_ place: Int, _ invoice: Int, _ cents: Int) {
        let before = orders[place].invoices[invoice]
        let most = Self.share(before.gross - before.credited, 2, of: 100)
        let rest = before.open - cents
        let isEarly = orders[place].customer == "FRUEH" && before.discount == 0 && rest > 0 && rest <= most
        orders[place].invoices[invoice].discounts.append(isEarly ? rest : 0)
        orders[place].invoices[invoice].paid += cents
        finish(place)
        review(place)
    }

    /// Undoes the payment of a place among those of an invoice, with what it let off.
    mutating func unpay(_ place: Int, _ invoice: Int, _ payment: Int, _ cents: Int) throws {
        var undone = orders[place].invoices[invoice]
        undone.paid -= cents
        undone.discounts[payment] = 0
        guard undone.paid + undone.discount >= 0, orders[place].paid + orders[place].deposits >= cents else {
            throw Refused(code: "reversal_depends")
        }
        orders[place].invoices[invoice] = undone
        finish(place)
        review(place)
    }

    mutating func refund(_ place: Int, _ invoice: Int, _ cents: Int) throws {
        guard cents <= max(0, -orders[place].invoices[invoice].open) else { throw Refused(code: "nothing_to_refund") }
        orders[place].invoices[invoice].paid -= cents
        finish(place)
        review(place)
    }

    mutating func deposit(_ place: Int, _ cents: Int) throws {
        try require(place, "confirmed")
        orders[place].deposits += cents
        finish(place)
        review(place)
    }

    mutating func refundDeposit(_ place: Int, _ cents: Int) throws {
        guard cents <= orders[place].deposits else { throw Refused(code: "nothing_to_refund") }
        orders[place].deposits -= cents
        finish(place)
        review(place)
    }

    mutating func unship(_ place: Int, _ number: Int) throws {
        if orders[place].shipments[number].isReversed { throw Refused(code: "shipment_reversed") }
        try require(place, "confirmed", "closed")
        let order = orders[place]
        for index in order.lines.indices {
            let line = order.lines[index]
            let quantity = order.shipments[number].parts.reduce(0) { $0 + ($1.line == index ? $1.quantity : 0) }
            guard quantity > 0 else { continue }
            let rest = line.shipped - quantity
            guard rest >= line.returned, order.isPrepaid || rest >= line.charged else {
                throw Refused(code: "reversal_depends")
            }
        }
        for (index, location, quantity, drawn) in order.shipments[number].parts {
            orders[place].lines[index].shipped -= quantity
            orders[place].lines[index].lots.merge(drawn.mapValues { -$0 }) { $0 + $1 }
            put(Spot(sku: order.lines[index].sku, location: location), quantity, drawn)
        }
        orders[place].shipments[number].isReversed = true
        orders[place].state = "confirmed"
        finish(place, movesQuantities: true)
    }

    mutating func reopen(_ place: Int) throws {
        try require(place, "closed")
        orders[place].state = "confirmed"
        orders[place].isReopened = true
        guardCredit(place)
    }

    mutating func receive(_ spot: Spot, _ quantity: Int, lot: String? = nil) {
        var parts: [Int: Int] = [:]
        if let lot {
            if lotCodes[spot.sku]?.contains(lot) != true { lotCodes[spot.sku, default: []].append(lot) }
            if let number = lotCodes[spot.sku]?.firstIndex(of: lot) { parts[number] = quantity }
        }
        put(spot, quantity, parts)
    }

    mutating func transfer(_ spot: Spot, _ quantity: Int, to location: String) throws {
        guard available(spot) >= quantity else { throw Refused(code: "out_of_stock") }
        let drawn = try draw(spot, quantity)
        put(Spot(sku: spot.sku, location: location), quantity, drawn)
    }

    mutating func adjust(_ spot: Spot, _ change: Int) throws {
        guard (onHand[spot] ?? 0) + change >= 0 else { throw Refused(code: "out_of_stock") }
        if change < 0 { _ = try draw(spot, -change) } else { put(spot, change, [:]) }
    }
}
