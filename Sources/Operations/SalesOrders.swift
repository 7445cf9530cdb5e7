internal import Catalog
package import Orders
internal import Postgres
package import Quantities
package import Storage

/// Orders from the draft to the shipment.
package struct SalesOrders {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// An order with everything about it.
    package struct Detail: Sendable {
        /// The header and the lines.
        package let order: OrderRow
        package fileprivate(set) var lines: [OrderLineRow] = []
        /// Open holds.
        package fileprivate(set) var holds: [HoldRow] = []
        /// What was shipped, by shipment, and what came back, by return.
        package fileprivate(set) var shipments: [ShipmentLineRow] = [], returns: [ReturnLineRow] = []
        /// Who carries its shipments.
        package fileprivate(set) var parcels: [ParcelRow] = []
        /// What was invoiced and credited.
        package fileprivate(set) var invoices: [InvoiceRow] = [], credits: [CreditNoteRow] = []
        /// What was paid for it instead of for an invoice.
        package fileprivate(set) var deposits: [DepositRow] = []
        /// Where it came from; nil where somebody typed it.
        package fileprivate(set) var document: OrderDocumentRow?
        /// The changes that came as documents.
        package fileprivate(set) var changeDocuments: [ChangeDocumentRow] = []

        fileprivate init(order: OrderRow) { self.order = order }
    }

    /// A line that is asked for.
    package struct Wish: Sendable, Equatable {
        /// What and how many.
        package let sku: String, quantity: Int
        /// A price agreed with the customer, and a discount in percent.
        package let price: String?, discount: String?
        /// Which line of an order there is it means.
        let target: Target
        /// What a document says of a line that is new.
        let said: Said?

        /// The line of its SKU, where there is one; the line of a number; none, since it is new.
        enum Target: Sendable, Equatable {
            case sku, line(Int), added
        }

        /// The buyer's numbers of line and goods, and what he adds.
        struct Said: Sendable, Equatable {
            let line, itemCode, note: String?
        }

        /// A wish.
        package init(sku: String, quantity: Int, price: String? = nil, discount: String? = nil) {
            self.init(sku: sku, quantity: quantity, price: price, discount: discount, target: .sku)
        }

        init(
            sku: String, quantity: Int, price: String? = nil, discount: String? = nil, target: Target, said: Said? = nil
        ) {
            self.sku = sku
            self.quantity = quantity
            self.price = price
            self.discount = discount
            self.target = target
            self.said = said
        }
    }

    /// Makes a draft.
    ///
    /// It goes to the address of the code given, else to the customer's default one, if any.
    ///
    /// Refuses, in this order: `customer_unknown`, `duplicate_po`, `address_unknown`, `day_past`, `amount_invalid`, `product_unknown`, `material_refused`, `product_discontinued`,
    /// `quantity_invalid`, `price_invalid`, `discount_invalid`, `no_price`, `amount_too_large`, `right_missing` for another price than ours. A price that differs from ours by list, or a discount from it,
    /// puts the order on a `price` hold. `freight` is without tax, in the customer's currency. Blanks around the customer's number are none of it.
    package func create(
        customer code: String, poNumber: String?, _ wishes: [Wish], promisedOn: Day?, shipTo: String? = nil,
        freight: String? = nil, key: String?, dryRun: Bool = false
    ) throws -> Detail {
        let poNumber = poNumber.map(\.withoutBlanksAround)
        return try database.write(dryRun: dryRun) {
            let customer = try Customers(database).show(code: code, at: "--customer")
            try refuseDuplicate(customer, poNumber)
            try Customers(database).requireAddress(shipTo, of: customer)
            try refusePast(promisedOn, at: "--promise")
            let currency = try Reading.currency(customer.currency, "customer")
            let freight = try freight.map { try FreightTerms.amount($0, currency.minorUnitDigits) } ?? .zero
            func place(_ index: Int, _ sku: String) -> String { "line \(index + 1), \(sku)" }
            let priced = try PriceLookup(database, customer).price(
                wishes.map { ($0.sku, $0.quantity) }, at: place)
            var last = try LastStock(of: priced.map(\.facts), connection)
            let lines = try zip(wishes, priced).enumerated().map { index, pair in
                let place = place(index, pair.0.sku)
                try OrderPricing.refuseMaterial(pair.1.facts, at: place)
                try last.take(pair.0.quantity, of: pair.1.facts, at: place)
                return try OrderPricing.line(pair.0, pair.1, at: place)
            }
            try OrderPricing.refuseTooMuch(lines.map(\.net) + [freight])
            let number = try connection.first(
                InsertOrder(
                    customer: customer.id, poNumber: poNumber, currency: currency.code,
                    minorDigits: currency.minorUnitDigits, terms: customer.terms, today: try database.today(),
                    promisedOn: promisedOn, shipTo: shipTo, freight: freight))
            let change = OrderChange(database, number ?? "", key: key)
            let order = try change.header()
            let tax = try OrderChange.tax(customer, database)
            try connection.run(
                InsertDocumentLines(
                    lines.enumerated().map { index, line in
                        NewDocumentLine(
                            place: index + 1, line: line, isPrepaid: order.isPrepaid, tax: tax, customerLine: nil,
                            customerItemCode: nil, note: nil)
                    }, of: order.id))
            try change.finish("create", from: .some(nil))
            if let reason = OrderPricing.holdReason(lines, currency) {
                try Rights(database).require(.overridePrice)
                try change.place(.price, on: order, reason)
            }
            return try show(change.number)
        }
    }

    /// An order by its number.
    package func show(_ number: String) throws -> Detail {
        let change = OrderChange(database, number, key: nil)
        let order = try change.header()
        // Asked all at once: each would be waited for twice, to be prepared and to be answered.
        var detail = Detail(order: order)
        try connection.pipeline { pipeline throws(PostgresError) in
            try pipeline.fetch(SelectOrderLines(order: order.id)) { detail.lines = $0 }
            try pipeline.fetch(SelectHolds(order: order.id)) { detail.holds = $0 }
            try pipeline.fetch(SelectShipmentLines(order: order.id)) { detail.shipments = $0 }
            try pipeline.fetch(SelectReturnLines(order: order.id)) { detail.returns = $0 }
            try pipeline.fetch(SelectParcels(order: order.id)) { detail.parcels = $0 }
            try pipeline.fetch(SelectInvoices(order: order.id)) { detail.invoices = $0 }
            try pipeline.fetch(SelectCreditNotes(order: order.id)) { detail.credits = $0 }
            try pipeline.fetch(SelectDeposits(order: order.id)) { detail.deposits = $0 }
            try pipeline.fetch(SelectOrderDocument(order: order.id)) { detail.document = $0.first }
            try pipeline.fetch(SelectChangeDocuments(order: order.id)) { detail.changeDocuments = $0 }
        }
        return detail
    }

    /// An order of a list.
    package struct Listed: Sendable, Equatable {
        /// The header, and the open holds, the oldest first.
        package let order: OrderRow, holds: [HoldRow]
    }

    /// A page of orders by number; nil filters nothing.
    ///
    /// Refuses `customer_unknown`.
    package func list(
        state: OrderState?, customer: String?, isBackordered: Bool, isOnHold: Bool = false, limit: Int, after: String?
    ) throws -> [Listed] {
        if let customer { _ = try Customers(database).show(code: customer, at: "--customer") }
        let orders = try connection.fetch(
            SelectOrders(
                state: state?.rawValue, customer: customer, isBackordered: isBackordered, isOnHold: isOnHold,
                after: after, limit: limit))
        let holds = Dictionary(grouping: try connection.fetch(SelectOpenHolds(orders: orders.map(\.id)))) { $0.order }
        return orders.map { Listed(order: $0, holds: (holds[$0.id] ?? []).map(\.hold)) }
    }

    /// What was done to an order, the oldest first.
    package func history(_ number: String) throws -> [TransitionRow] {
        try connection.fetch(SelectTransitions(order: try OrderChange(database, number, key: nil).header().id))
    }

    static func unknown(_ number: String) -> Refusal {
        Refusal(
            "order_unknown", "there is no order \(number)", at: number, remedy: "nephrite order list shows the orders")
    }

    func refuseDuplicate(_ customer: CustomerRow, _ poNumber: String?) throws {
        guard let poNumber,
            let number = try connection.first(SelectOrderOfPO(customer: customer.id, poNumber: poNumber))
        else { return }
        throw Refusal(
            "duplicate_po", "\(customer.code) has ordered by \(poNumber) already: \(number)", at: "--po",
            remedy: "nephrite order show \(number) shows that order; a new one needs a new number")
    }
}

/// The price of a line as it is frozen on the order.
enum OrderPricing {
    static func line(_ wish: SalesOrders.Wish, _ priced: PricedProduct, at place: String) throws -> NewOrderLine {
        let terms = priced.terms
        guard terms.allows(wish.quantity) else {
            throw Refusal(
                "quantity_invalid", "\(wish.quantity) of \(wish.sku) cannot be ordered: \(bounds(terms))", at: place,
                remedy: "the next valid quantity is \(terms.nextValid(wish.quantity))")
        }
        let listPrice = priced.winner?.unitPrice
        let given = try wish.price.map { try Reading.decimal($0, place, code: "price_invalid") }
        if let given, given < .zero {
            throw Refusal(
                "price_invalid", "\(given.text) for \(wish.sku) is below zero", at: place, remedy: "give 0 or more")
        }
        guard let price = given ?? listPrice else { throw noPrice(wish, priced, place) }
        let discount = try LineDiscount.percent(wish.discount, at: place)
        guard
            let net = OrderTotals.lineNet(
                quantity: wish.quantity, unitPrice: price, discountPercent: discount,
                minorDigits: priced.currency.minorUnitDigits)
        else {
            throw Refusal(
                "amount_too_large", "\(wish.quantity) at \(price.text) is no amount from 0 to 999999999", at: place,
                remedy: "check quantity and price; split the line where they are right")
        }
        return NewOrderLine(
            facts: priced.facts, ordered: wish.quantity, unitPrice: price, discountPercent: discount,
            net: net, rule: given == nil ? priced.rule : "given", listPrice: listPrice,
            rate: priced.winner?.candidate.rate)
    }

    /// Refuses (`material_refused`) goods of a material that may not be offered.
    static func refuseMaterial(_ facts: SaleFacts, at place: String) throws {
        guard facts.isRefused else { return }
        throw Refusal(
            "material_refused", "\(facts.sku) is of a material that may not be offered: \(facts.material ?? "")",
            at: place,
            remedy: "leave it out, or call it off: nephrite order cancel; nephrite product set \(facts.sku) material=… "
                + "where it is another material")
    }

    /// Refuses (`amount_too_large`) an order whose amounts would not fit, each of whose lines does.
    static func refuseTooMuch(_ nets: [Decimal]) throws {
        if let refusal = tooMuch(nets.reduce(.zero, +)) { throw refusal }
    }

    /// The refusal of an order that comes to so much; nil where that fits.
    static func tooMuch(_ net: Decimal) -> Refusal? {
        guard net > OrderTotals.largestAmount else { return nil }
        return Refusal(
            "amount_too_large",
            "the order comes to \(net.text), which is more than \(OrderTotals.largestAmount.text)",
            remedy: "check quantities and prices; make several orders where they are right")
    }

    /// Why an order has to wait for a person's word on its prices; nil when they are ours.
    static func holdReason(_ lines: [NewOrderLine], _ currency: Currency) -> String? {
        holdReason(lines.map { ($0.facts.sku, $0.unitPrice, $0.discountPercent, $0.listPrice) }, currency)
    }

    /// Likewise of what stands on the lines of an order.
    static func holdReason(
        _ lines: [(sku: String, price: Decimal, discount: Decimal, list: Decimal?)], _ currency: Currency
    ) -> String? {
        let other = lines.filter { line in
            line.list.map { $0 != line.price || line.discount > .zero } ?? false
        }
        guard !other.isEmpty else { return nil }
        func text(_ price: Decimal?) -> String {
            price?.text(minimumFractionDigits: currency.minorUnitDigits) ?? ""
        }
        return other.map { line in
            let discount = line.discount > .zero ? " less \(line.discount.text) %" : ""
            return "\(line.sku) at \(text(line.price))\(discount), by list \(text(line.list))"
        }.joined(separator: "; ")
    }

    /// The terms in words.
    static func bounds(_ terms: QuantityTerms) -> String {
        var parts = ["at least \(terms.minimum)"]
        if terms.multiple > 1 { parts.append("in multiples of \(terms.multiple)") }
        if let maximum = terms.maximum { parts.append("at most \(maximum)") }
        return parts.joined(separator: ", ")
    }

    private static func noPrice(_ wish: SalesOrders.Wish, _ priced: PricedProduct, _ place: String) -> Refusal {
        let breaks = priced.verdicts.filter { $0.reason == .belowBreak }.compactMap { verdict -> Int? in
            if case .row(let minQuantity, _, _, _) = verdict.candidate.source { return minQuantity }
            return nil
        }
        let remedy = breaks.min().map { "the least quantity with a price is \($0)" }
        if remedy == nil, let other = priced.verdicts.first(where: { $0.reason == .noRate })?.candidate.currency.code {
            let code = priced.currency.code
            return Refusal(
                "no_price",
                "\(wish.quantity) of \(wish.sku) has a price in \(other), and no rate from \(other) to \(code) is known",
                at: place,
                remedy: "nephrite rate add \(other) \(code) RATE; or give \(wish.sku)=\(wish.quantity)@PRICE")
        }
        return Refusal(
            "no_price", "\(wish.quantity) of \(wish.sku) has no price", at: place,
            remedy: remedy
                ?? "give \(wish.sku)=\(wish.quantity)@PRICE, or set one: nephrite price-list set LIST SKU PRICE")
    }
}
