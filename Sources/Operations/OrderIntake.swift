internal import Catalog
internal import Importing
internal import Orders
internal import Quantities
internal import Storage

/// Decides what becomes of one order that came in, by what was looked up for it and those that came with it.
///
/// Problems come in this order: the message's own (`test_message`, `order_change`, `order_cancellation`,
/// `order_type_unsupported`), who orders, the number, what could not be read, the currency, the lines. All are said.
struct OrderIntake {
    /// What was looked up.
    struct Context {
        var customers: [String: CustomerRow] = [:]
        var identified: [IncomingOrder.Identifier: String] = [:]
        var products: [MeantProduct: [String]] = [:]
        var books: [PriceBookKey: PriceBook] = [:]
        var known: [KnownOrder: KnownOrderRow] = [:]
        /// Codes of customers' addresses by these and by GLN.
        var places: [KnownPlace: String] = [:]
        var taxes: [String: TaxRateRow] = [:]
        var lastStock = LastStock()
        var isConfirming = false
        /// The company's day.
        var today = ""
    }

    /// A product by one of the ways in which a document names it.
    struct MeantProduct: Hashable {
        let way: MeantProductRow.Way, asked: String
        var customer: Int64 = 0
    }

    struct PriceBookKey: Hashable {
        let list: Int64?, currency: String
    }

    struct KnownOrder: Hashable {
        let customer: Int64, poNumber: String
    }

    struct KnownPlace: Hashable {
        let customer: Int64, id: String
    }

    /// What becomes of an order.
    enum Verdict {
        case refused([OrderProblem])
        /// The number of the order that it is again.
        case duplicate(String)
        case accepted(AcceptedOrder)
        /// It changes or cancels the customer's order of a number of ours.
        case changes(String, AskedChange)
    }

    let context: Context
    private var lastStock: LastStock
    let order: IncomingOrder
    private var problems: [OrderProblem] = []

    init(_ order: IncomingOrder, _ context: Context) {
        self.order = order
        self.context = context
        lastStock = context.lastStock
    }

    static func verdict(on order: IncomingOrder, _ context: Context) -> Verdict {
        var intake = OrderIntake(order, context)
        return intake.decide()
    }

    private mutating func problem(_ code: String, _ message: String, remedy: String? = nil) {
        problems.append(OrderProblem(code, message, remedy: remedy))
    }

    private mutating func decide() -> Verdict {
        // Of a row that cannot be read nothing else is known.
        if order.customer == nil, order.buyers.isEmpty, order.problems.contains(where: { $0.code == "row_unreadable" })
        {
            return .refused(order.problems)
        }
        let customer = customer()
        let existing = customer.flatMap { customer in
            order.poNumber.flatMap { context.known[KnownOrder(customer: customer.id, poNumber: $0)] }
        }
        if let refusal = kindProblem(existing) { return .refused([refusal]) }
        if order.kind != .order { return changes(customer, existing) }
        if let existing {
            if existing.contentDigest == order.contentDigest { return .duplicate(existing.number) }
            problem(
                "po_conflict",
                "\(customer?.code ?? "") has ordered by \(existing.poNumber) already: \(existing.number), and this is another content; give a new order a new number"
            )
        }
        problems += order.problems
        guard let customer, let currency = Currency(customer.currency) else { return .refused(problems) }
        checkCurrency(customer)
        if order.lines.isEmpty,
            !order.problems.contains(where: { $0.code == "too_many_lines" || $0.code == "row_unreadable" })
        {
            problem("order_empty", "the order has no lines")
        }
        let lines = order.lines.enumerated().compactMap { priced($1, at: $0, customer, currency) }
        refuseContradictions()
        let tax = context.taxes[customer.code]
        if context.isConfirming, tax == nil {
            problem(
                "tax_unknown",
                "there is no rate of tax for \(customer.country)",
                remedy: "nephrite tax set \(customer.country) S RATE --from DATE")
        }
        let net = lines.reduce(Decimal.zero) { $0 + $1.net }
        if let refusal = OrderPricing.tooMuch(net) { problem(refusal.code, refusal.message) }
        guard problems.isEmpty else { return .refused(problems) }
        var accepted = AcceptedOrder(
            order: order, contentDigest: order.contentDigest, customer: customer, currency: currency, lines: lines,
            net: net)
        accepted.tax = tax
        accepted.priceHold = OrderPricing.holdReason(lines, currency)
        accepted.manualHold = differentNames()
        accepted.findings = OrderFindings.findings(order, currency)
        accepted.findings += doubts(customer)
        if let id = order.placeID {
            accepted.place = context.places[KnownPlace(customer: customer.id, id: id)]
            if accepted.place == nil {
                accepted.findings.append("no address of yours is known as \(id): where do the goods go?")
            }
        }
        return .accepted(accepted)
    }

    /// What a person should look at and what keeps no order from being made: a document says what was wanted when it was
    /// written, and a buyer may have more numbers than we know.
    private func doubts(_ customer: CustomerRow) -> [String] {
        var doubts: [String] = []
        let days = order.promisedOn.map { [$0] } ?? Set(order.lines.compactMap(\.requestedOn)).sorted()
        doubts += days.filter { $0.text < context.today }.map {
            "the day asked for, \($0.text), is over: agree on another"
        }
        for buyer in order.buyers where order.customer != nil && context.identified[buyer] == nil {
            doubts.append(
                "the buyer's identifier \(buyer.scheme) \(buyer.value) is not registered for \(customer.code)")
        }
        if let country = order.shipTo.first(where: { $0.key == "country" })?.text,
            country.utf8.count == 2, !CountryCode.isKnown(country.uppercased())
        {
            doubts.append("the goods go to the country \(country), which is no code of ISO 3166-1")
        }
        return doubts
    }

    /// Why a message of this kind makes no order; nil for a new order.
    private func kindProblem(_ existing: KnownOrderRow?) -> OrderProblem? {
        if order.isTest {
            return OrderProblem(
                "test_message", "this is a test message, and no order was made of it; send it as production")
        }
        let subject = existing.map { "\($0.number) (\($0.poNumber))" } ?? order.poNumber ?? "an earlier order"
        func problem(_ code: String, _ message: String, _ command: String) -> OrderProblem {
            OrderProblem(
                code, existing == nil ? message + ": no order of a known customer has that number" : message,
                remedy: existing.map { "nephrite order \(command) \($0.number) does it by hand" })
        }
        switch order.kind {
        case .order: return nil
        case .change where order.changeScope != nil, .cancellation where order.changeScope != nil: return nil
        case .change:
            return problem("order_change", "this changes \(subject); messages of changes make no order", "amend")
        case .cancellation:
            return problem(
                "order_cancellation", "this cancels \(subject); messages of cancellations are not carried out", "cancel"
            )
        case .other(let word):
            return OrderProblem(
                "order_type_unsupported",
                "the order is of the type \"\(word)\", which is not taken; send a standard order")
        }
    }

    // MARK: Changes

    private mutating func changes(_ customer: CustomerRow?, _ existing: KnownOrderRow?) -> Verdict {
        if let customer, existing == nil, let po = order.poNumber {
            problem(
                "order_unknown",
                "\(customer.code) has no order \(po) that could be \(order.kind == .change ? "changed" : "cancelled"); name the number of the order itself"
            )
        }
        problems += order.problems
        guard let customer, let existing else { return .refused(problems) }
        checkCurrency(customer)
        let book = context.books[PriceBookKey(list: customer.priceListID, currency: customer.currency)]
        var lines: [AskedChange.Line] = []
        for (index, line) in order.lines.enumerated() where order.kind == .change {
            let place = line.label(at: index)
            let isNamed = line.sku != nil || line.itemCode != nil || line.gtin != nil
            let sku = isNamed || line.number == nil ? product(of: line, place, customer) : nil
            lines.append(AskedChange.Line(said: line, place: place, sku: sku, facts: sku.flatMap { book?.facts($0) }))
        }
        guard problems.isEmpty else { return .refused(problems) }
        return .changes(existing.number, AskedChange(order: order, customer: customer, lines: lines))
    }

    // MARK: Who orders

    private mutating func customer() -> CustomerRow? {
        let named = order.buyers.map { "\($0.scheme) \($0.value)" }.joined(separator: ", ")
        var codes = order.customer.map { [$0] } ?? []
        for buyer in order.buyers {
            if let code = context.identified[buyer], !codes.contains(code) { codes.append(code) }
        }
        if codes.count > 1 {
            problem(
                "customer_ambiguous",
                "the buyer's identifiers (\(named)) belong to several customers: \(codes.joined(separator: ", "))")
            return nil
        }
        if let code = order.customer {
            if let customer = context.customers[code] { return customer }
            problem(
                "customer_unknown", "there is no customer \(code)", remedy: "nephrite customer list shows the customers"
            )
            return nil
        }
        if let code = codes.first { return context.customers[code] }
        problem(
            "customer_unknown",
            order.buyers.isEmpty
                ? "the document names its buyer by no identifier, and names are not gone by"
                : "no customer is registered for \(named)",
            remedy: order.buyers.first.map {
                "nephrite customer identifier CODE add \"\($0.scheme)\" \"\($0.value)\""
            })
        return nil
    }

    private mutating func checkCurrency(_ customer: CustomerRow) {
        guard let word = order.currency else { return }
        guard let currency = Currency(word) else {
            return problem("currency_unknown", "\"\(String(word.prefix(80)))\" is no currency of ISO 4217")
        }
        if currency.code != customer.currency {
            problem(
                "currency_mismatch", "the order is in \(currency.code), \(customer.code) buys in \(customer.currency)")
        }
    }

    // MARK: Lines

    private mutating func priced(
        _ line: IncomingOrder.Line, at index: Int, _ customer: CustomerRow, _ currency: Currency
    ) -> NewOrderLine? {
        let place = line.label(at: index)
        guard let sku = product(of: line, place, customer), let quantity = line.quantity else { return nil }
        let book = context.books[PriceBookKey(list: customer.priceListID, currency: customer.currency)]
        guard let facts = book?.facts(sku) else {
            problem("product_unknown", "\(place): there is no product \(sku)")
            return nil
        }
        let factor = UnitFactor(from: line.unit, to: facts)
        let whole: Int
        do throws(OrderProblem) {
            whole = try factor.wholeQuantity(quantity, line.unit, of: sku, by: facts.unit, place)
        } catch {
            problems.append(error)
            return nil
        }
        guard let priced = book?.price(sku, whole) else { return nil }
        let price = line.unitPrice.flatMap { price in factor.flatMap { $0.price(price) } }
        let wish = SalesOrders.Wish(sku: sku, quantity: whole, price: price?.text)
        if line.unitPrice != nil, wish.price == nil {
            problem("price_invalid", "\(place): the price for one \(facts.unit) is too large")
            return nil
        }
        do {
            try OrderPricing.refuseMaterial(facts, at: place)
            try lastStock.take(whole, of: facts, at: place)
            return try OrderPricing.line(wish, priced, at: place)
        } catch let refusal as Refusal {
            problems.append(OrderProblem(refusal, at: place))
        } catch {
            problem("bug", "\(place): \(error)")
        }
        return nil
    }

    /// The product a line means: by our number, by a number of the customer's that is registered, by a GTIN of one product.
    private mutating func product(of line: IncomingOrder.Line, _ place: String, _ customer: CustomerRow) -> String? {
        func found(_ way: MeantProductRow.Way, _ asked: String?) -> [String] {
            guard let asked else { return [] }
            let owner = way == .code ? customer.id : 0
            return context.products[MeantProduct(way: way, asked: asked, customer: owner)] ?? []
        }
        let byNumber = [found(.sku, line.sku), found(.code, line.sku), found(.code, line.itemCode)].compactMap(\.first)
        let byGTIN = found(.gtin, line.gtin)
        let named = [
            line.sku.map { "our number \($0)" }, line.itemCode.map { "your number \($0)" },
            line.gtin.map { "GTIN \($0)" },
        ]
        .compactMap { $0 }.joined(separator: ", ")
        if let first = byNumber.first {
            if let other = byNumber.first(where: { $0 != first })
                ?? (byGTIN.isEmpty || byGTIN.contains(first) ? nil : byGTIN[0])
            {
                problem("item_contradiction", "\(place): \(named) mean different goods: \(first) and \(other)")
                return nil
            }
            return first
        }
        if line.sku == nil, byGTIN.count == 1 { return byGTIN[0] }
        if line.sku == nil, byGTIN.count > 1 {
            problem(
                "item_contradiction",
                "\(place): the GTIN \(line.gtin ?? "") is that of several products: \(byGTIN.joined(separator: ", "))")
        } else if named.isEmpty {
            let hint = line.invalidGTIN.map { ": \($0) is no GTIN" } ?? ""
            problem("product_unknown", "\(place) names no goods by a number\(hint)")
        } else {
            let hint = byGTIN.isEmpty ? "" : "; its GTIN is that of \(byGTIN.joined(separator: ", "))"
            problem(
                "product_unknown", "\(place): there is no product by \(named)\(hint)",
                remedy: line.itemCode.map {
                    "nephrite customer item-code \(customer.code) add \"\($0)\" SKU says what it stands for"
                })
        }
        return nil
    }

    /// One number of ours on lines with different GTINs or different numbers of the buyer is an error of the sender.
    private mutating func refuseContradictions() {
        for (sku, lines) in linesBySKU() {
            for texts in [lines.compactMap(\.gtin), lines.compactMap(\.itemCode)] {
                if let first = texts.first, let other = texts.first(where: { $0 != first }) {
                    problem(
                        "item_contradiction", "\(sku) stands for different goods on two lines: \(first) and \(other)")
                    break
                }
            }
        }
    }

    /// Why a person has to look: one number of ours stands beside different names.
    private func differentNames() -> String? {
        let reasons = linesBySKU().compactMap { sku, lines -> String? in
            let names = lines.compactMap(\.name)
            guard let first = names.first, let other = names.first(where: { $0.lowercased() != first.lowercased() })
            else { return nil }
            return "\(sku) stands beside different names: \"\(first)\" and \"\(other)\""
        }
        return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
    }

    /// Lines that share a number of ours, in the order of the document.
    private func linesBySKU() -> [(String, [IncomingOrder.Line])] {
        guard order.lines.count > 1 else { return [] }
        let groups = Dictionary(grouping: order.lines.filter { $0.sku != nil }, by: { $0.sku ?? "" })
        return groups.filter { $1.count > 1 }.sorted { $0.key < $1.key }.map { ($0, $1) }
    }
}

extension OrderProblem {
    /// What a command refused; a remedy that names a command is ours, and any other the customer's.
    init(_ refusal: Refusal, at place: String? = nil) {
        let isOurs = refusal.remedy?.contains("nephrite ") ?? false
        let parts = [place.map { "\($0): \(refusal.message)" } ?? refusal.message, isOurs ? nil : refusal.remedy]
        self.init(
            refusal.code, parts.compactMap { $0 }.joined(separator: "; "), remedy: isOurs ? refusal.remedy : nil)
    }
}

/// An order that will be made.
struct AcceptedOrder: Sendable {
    let order: IncomingOrder, contentDigest: String
    let customer: CustomerRow
    let currency: Currency
    let lines: [NewOrderLine]
    let net: Decimal
    var tax: TaxRateRow?
    var priceHold, manualHold: String?
    var findings: [String] = []
    /// The code of the customer's address that the order names, where it says nothing else of it.
    var place: String?

    /// The tax on all of it; nil where no rate is known.
    var taxAmount: Decimal? {
        tax.map { tax in
            OrderTotals(
                lines.map { TaxedAmount(category: tax.category, rate: tax.rate, net: $0.net) },
                minorDigits: currency.minorUnitDigits
            ).tax
        }
    }

    /// The day it is promised for.
    var promisedOn: Day? { order.promisedOn }
}

extension IncomingOrder {
    /// By what the order names an address of the buyer's that it does not write out.
    var placeID: String? {
        guard !shipTo.contains(where: { ["street", "city", "postal_code"].contains($0.key) }) else { return nil }
        return shipTo.first { $0.key == "id" }?.text
    }

    /// The day that is asked for: that of the order, else the one on which all lines agree.
    var promisedOn: Day? {
        if let requestedOn { return requestedOn }
        guard let first = lines.first?.requestedOn, lines.allSatisfy({ $0.requestedOn == first }) else { return nil }
        return first
    }
}

/// How a document's unit is brought to ours: the same, or what our unit contains.
struct UnitFactor {
    private let content: Decimal?

    /// The same unit.
    static let same = UnitFactor(content: nil)

    private init(content: Decimal?) { self.content = content }

    init?(from unit: String?, to facts: SaleFacts) {
        guard let unit, !UnitOfMeasure.isSame(unit, facts.unit) else {
            content = nil
            return
        }
        guard let contentUnit = facts.contentUnit, UnitOfMeasure.isSame(unit, contentUnit),
            let quantity = facts.contentQuantity, quantity > .zero
        else { return nil }
        content = quantity
    }

    /// Of our unit, exactly; nil where it does not divide.
    func quantity(_ quantity: Decimal) -> Decimal? {
        guard let content else { return quantity }
        guard quantity.millionths % content.millionths == 0 else { return nil }
        return Decimal(Int(quantity.millionths / content.millionths))
    }

    /// The price for one of ours.
    func price(_ price: Decimal) -> Decimal? {
        guard let content else { return price }
        return price.times(content, toFractionDigits: Decimal.fractionDigits)
    }
}

extension UnitFactor? {
    /// How many whole ones of our unit so many of a document's are.
    ///
    /// **Throws** `unit_mismatch` where there is no factor, `quantity_fractional` where they are not whole.
    func wholeQuantity(
        _ quantity: Decimal, _ unit: String?, of sku: String, by own: String, _ place: String
    ) throws(OrderProblem) -> Int {
        guard let factor = self else {
            throw OrderProblem(
                "unit_mismatch",
                "\(place): \(sku) is sold by \(own), not by \(unit ?? ""), and nothing joins the two; order it by \(own)"
            )
        }
        guard let whole = factor.quantity(quantity)?.whole else {
            throw OrderProblem(
                "quantity_fractional",
                "\(place): \(quantity.text)\(unit.map { " " + $0 } ?? "") of \(sku) is no whole number of \(own); order whole ones"
            )
        }
        return whole
    }
}

/// What is noticed about an order that is made all the same; ours are computed.
enum OrderFindings {
    static func findings(_ order: IncomingOrder, _ currency: Currency) -> [String] {
        var findings: [String] = []
        var sum: Decimal? = .zero
        for (index, line) in order.lines.enumerated() {
            let own = line.quantity.flatMap { quantity in
                line.unitPrice.flatMap { quantity.times($0, toFractionDigits: currency.minorUnitDigits) }
            }
            if let own, let stated = line.amount, own != stated {
                findings.append(
                    "\(line.label(at: index)) says \(stated.text), its quantity and price come to \(own.text)")
            }
            sum = (line.amount ?? own).flatMap { amount in
                sum.flatMap { $0 < Decimal(900_000_000_000) && amount < Decimal(90_000_000_000) ? $0 + amount : nil }
            }
        }
        if let total = order.total, let sum, total != sum {
            findings.append("the total says \(total.text), the lines come to \(sum.text)")
        }
        if let count = order.lineCount, count != order.lines.count {
            findings.append("the order says that it has \(count) lines, it has \(order.lines.count)")
        }
        let days = Set(order.lines.compactMap(\.requestedOn))
        if order.requestedOn == nil, days.count > 1 { findings.append("the lines are wanted on different days") }
        return findings
    }
}
