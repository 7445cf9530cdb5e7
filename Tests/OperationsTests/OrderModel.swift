/// What orders and stock must be like: a small model in whole cents and pieces, written from the reference and not from the
/// program.
struct OrderModel {
    struct Refused: Error { let code: String }

    struct Line {
        let sku: String
        /// Thousandths of the currency's unit.
        let price: Int
        var ordered: Int
        var cancelled = 0, allocated = 0, shipped = 0, invoiced = 0, returned = 0, credited = 0

        var wanted: Int { ordered - cancelled }
        var open: Int { wanted - shipped }
        var backordered: Int { open - allocated }
        var charged: Int { invoiced - credited }

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

        var net: Int { parts.reduce(0) { $0 + $1.net } }
        var gross: Int { net + tax }
        var credited: Int { creditedNet + creditedTax }
        var open: Int { gross - credited - paid }
    }

    struct Shipment {
        /// How many left of which line.
        let parts: [(line: Int, quantity: Int)]
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
        var paid: Int { invoices.reduce(0) { $0 + $1.paid } }

        /// Allocation, shipment, invoice, payment, return.
        var axes: [String] {
            func sum(_ value: (Line) -> Int) -> Int { lines.reduce(0) { $0 + value($1) } }
            func progress(_ done: Int, _ all: Int) -> String { done <= 0 ? "none" : done >= all ? "full" : "partial" }
            let wanted = sum(\.wanted)
            let isFree = invoicedGross == 0 && lines.contains { $0.charged > 0 }
            return [
                progress(sum { $0.allocated + $0.shipped }, wanted), progress(sum(\.shipped), wanted),
                progress(sum(\.charged), wanted),
                paid > invoicedGross ? "over" : isFree ? "full" : progress(paid, invoicedGross),
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

    var orders: [Order] = []
    var onHand: [String: Int] = [:]
    var turns = 0
    /// The credit limit of SUED in cents.
    let limit: Int

    init(limit: Int) { self.limit = limit }

    func available(_ sku: String) -> Int {
        (onHand[sku] ?? 0)
            - orders.reduce(0) { $0 + $1.lines.filter { $0.sku == sku }.reduce(0) { $0 + $1.allocated } }
    }

    // MARK: What follows by itself

    /// What SUED owes or is about to.
    var exposure: Int {
        orders.filter { $0.customer == "SUED" }.reduce(0) { sum, order in
            let due = order.invoices.reduce(0) { $0 + $1.open }
            let back = order.lines.reduce(0) { $0 + ($1.returned * $1.price * 119 + 500) / 1000 }
            return sum + due
                + (order.state == "confirmed" ? order.gross - order.invoicedGross - back - order.deposits : 0)
        }
    }

    private mutating func guardCredit(_ place: Int) {
        if orders[place].customer == "SUED", exposure > limit { orders[place].holds.insert("credit") }
    }

    /// Closes what is done; a person's reopening holds until quantities move.
    private mutating func finish(_ place: Int, movesQuantities: Bool = false) {
        if movesQuantities { orders[place].isReopened = false }
        guard orders[place].state == "confirmed", orders[place].isDone, !orders[place].isReopened else { return }
        orders[place].state = "closed"
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
    }

    mutating func hold(_ place: Int) throws {
        try require(place, "draft", "quoted", "confirmed")
        guard orders[place].holds.insert("manual").inserted else { throw Refused(code: "already_held") }
    }

    mutating func unhold(_ place: Int) throws {
        try require(place, "draft", "quoted", "confirmed")
        guard !orders[place].holds.isEmpty else { throw Refused(code: "not_held") }
        if orders[place].holds.contains("credit"), orders[place].state == "confirmed", exposure > limit {
            throw Refused(code: "credit_exceeded")
        }
        orders[place].holds = []
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
            let quantity = min(line.backordered, available(line.sku))
            orders[place].lines[index].allocated += quantity
            sum += quantity
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
        for index in orders[place].lines.indices { orders[place].lines[index].allocated = 0 }
    }

    mutating func ship(_ place: Int, _ wish: (sku: String, quantity: Int)?) throws {
        try require(place, "confirmed")
        try requireFree(place)
        guard orders[place].lines.contains(where: { $0.allocated > 0 }) else { throw Refused(code: "not_allocated") }
        var parts: [(line: Int, quantity: Int)] = []
        if let wish {
            guard orders[place].lines.contains(where: { $0.sku == wish.sku }) else {
                throw Refused(code: "line_unknown")
            }
            var left = wish.quantity
            for (index, line) in orders[place].lines.enumerated() where line.sku == wish.sku {
                let quantity = min(left, line.allocated)
                if quantity > 0 { parts.append((index, quantity)) }
                left -= quantity
            }
            guard left == 0 else { throw Refused(code: "not_allocated") }
        } else {
            parts = orders[place].lines.enumerated().filter { $1.allocated > 0 }.map { ($0, $1.allocated) }
        }
        for (index, quantity) in parts {
            orders[place].lines[index].allocated -= quantity
            orders[place].lines[index].shipped += quantity
            onHand[orders[place].lines[index].sku, default: 0] -= quantity
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
            orders[place].lines[index].allocated = min(line.allocated, line.open - quantity)
        }
        let lines = orders[place].lines
        if lines.allSatisfy({ $0.open == 0 && $0.shipped == 0 }) {
            orders[place].state = "cancelled"
        }
        finish(place, movesQuantities: true)
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
            orders[place].lines[index].allocated = min(line.allocated, wish.ordered - line.shipped)
        } else {
            orders[place].lines.append(wish)
        }
        finish(place, movesQuantities: true)
        if order.state == "confirmed", orders[place].gross > before { guardCredit(place) }
    }

    mutating func takeBack(_ place: Int, _ wish: (sku: String, quantity: Int), isScrapped: Bool) throws {
        try require(place, "confirmed", "closed")
        guard orders[place].lines.contains(where: { $0.sku == wish.sku }) else { throw Refused(code: "line_unknown") }
        var left = wish.quantity
        var lines = orders[place].lines
        for index in lines.indices where lines[index].sku == wish.sku {
            let quantity = min(left, lines[index].shipped - lines[index].returned)
            lines[index].returned += quantity
            left -= quantity
        }
        guard left == 0 else { throw Refused(code: "not_shipped") }
        orders[place].lines = lines
        if !isScrapped { onHand[wish.sku, default: 0] += wish.quantity }
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
        invoice.creditedNet += net
        invoice.creditedTax += tax
        orders[place].invoices[number] = invoice
        orders[place].state = "confirmed"
        finish(place, movesQuantities: true)
    }

    mutating func pay(_ place: Int, _ invoice: Int, _ cents: Int) {
        orders[place].invoices[invoice].paid += cents
        finish(place)
    }

    mutating func unpay(_ place: Int, _ invoice: Int, _ cents: Int) throws {
        let left = orders[place].invoices[invoice].paid - cents
        guard left >= 0, orders[place].paid + orders[place].deposits >= cents else {
            throw Refused(code: "reversal_depends")
        }
        orders[place].invoices[invoice].paid = left
        finish(place)
    }

    mutating func refund(_ place: Int, _ invoice: Int, _ cents: Int) throws {
        guard cents <= max(0, -orders[place].invoices[invoice].open) else { throw Refused(code: "nothing_to_refund") }
        orders[place].invoices[invoice].paid -= cents
        finish(place)
    }

    mutating func deposit(_ place: Int, _ cents: Int) throws {
        try require(place, "confirmed")
        orders[place].deposits += cents
        finish(place)
    }

    mutating func refundDeposit(_ place: Int, _ cents: Int) throws {
        guard cents <= orders[place].deposits else { throw Refused(code: "nothing_to_refund") }
        orders[place].deposits -= cents
        finish(place)
    }

    mutating func unship(_ place: Int, _ number: Int) throws {
        if orders[place].shipments[number].isReversed { throw Refused(code: "shipment_reversed") }
        try require(place, "confirmed", "closed")
        let order = orders[place]
        for (index, quantity) in order.shipments[number].parts {
            let line = order.lines[index]
            let rest = line.shipped - quantity
            guard rest >= line.returned, order.isPrepaid || rest >= line.charged else {
                throw Refused(code: "reversal_depends")
            }
        }
        for (index, quantity) in order.shipments[number].parts {
            orders[place].lines[index].shipped -= quantity
            onHand[order.lines[index].sku, default: 0] += quantity
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

    mutating func receive(_ sku: String, _ quantity: Int) { onHand[sku, default: 0] += quantity }

    mutating func adjust(_ sku: String, _ change: Int) throws {
        guard (onHand[sku] ?? 0) + change >= 0 else { throw Refused(code: "out_of_stock") }
        onHand[sku, default: 0] += change
    }
}
