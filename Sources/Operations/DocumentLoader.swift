internal import Catalog
internal import Documents
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// Loads what a document says.
struct DocumentLoader {
    let database: Database
    let words: DocumentWords
    /// The day of what has no day of its own.
    let day: Day
    /// Whether what was not known at posting is taken as it is known today, since a message or customs cannot do without.
    var fillsGaps = false
    let goods: GoodsLoader
    var connection: Connection { database.connection }

    init(_ database: Database, _ words: DocumentWords, on day: Day) {
        (self.database, self.words, self.day) = (database, words, day)
        goods = GoodsLoader(database)
    }

    /// The document of a kind and number; refuses what there is none of.
    func load(_ kind: DocumentKind, _ number: String) throws -> TradeDocument {
        switch kind {
        case .quotation, .confirmation, .proforma: try order(kind, number)
        case .pickList: try pickList(number)
        case .packingSlip: try packingSlip(number)
        case .invoice: try invoice(number)
        case .creditNote: try creditNote(number)
        case .commercialInvoice: try commercialInvoice(number)
        case .purchaseOrder: try purchase(number)
        case .statement, .lineSheet: preconditionFailure("a \(kind.rawValue) is no document of trade")
        }
    }

    /// What a customer owes today: every invoice of his that is open or paid too much on, the oldest first.
    func statement(_ code: String) throws -> AccountStatement {
        let customer = try Customers(database).show(code: code)
        let currency = try Reading.currency(customer.currency, code)
        let invoices = try connection.fetch(
            SelectInvoices(
                customer: code, isOpen: true, isOverpaid: true, after: nil, limit: Self.mostInvoices))
        let items = invoices.sorted { ($0.issuedOn, $0.number) < ($1.issuedOn, $1.number) }.map { invoice in
            AccountStatement.Item(
                number: invoice.number, issuedOn: invoice.issuedOn, dueOn: invoice.dueOn, gross: invoice.gross,
                credited: invoice.credited, paid: invoice.paid, open: invoice.open,
                daysOverdue: Day(invoice.dueOn).map { max(0, day.number - $0.number) } ?? 0)
        }
        let settings = try settings()
        return AccountStatement(
            own: company(settings), customer: try party(customer), day: day.text, currency: currency.code,
            minorDigits: currency.minorUnitDigits, items: items, iban: settings["bank_account"]?.nonEmpty,
            bic: settings["bank_bic"]?.nonEmpty)
    }

    /// More open invoices than anybody reads on paper.
    private static let mostInvoices = 10_000

    // MARK: Kinds

    /// An order with its lines, which is all that its documents say of it.
    private func agreed(_ number: String) throws -> (order: OrderRow, lines: [OrderLineRow]) {
        let change = OrderChange(database, number, key: nil)
        let order = try change.header()
        return (order, try change.lines(order))
    }

    private func order(_ kind: DocumentKind, _ number: String) throws -> TradeDocument {
        let (order, agreedLines) = try agreed(number)
        let allowed: [OrderState] =
            kind == .quotation ? [.quoted] : kind == .proforma ? [.quoted, .confirmed] : [.confirmed, .closed]
        guard allowed.contains(order.state) else {
            throw Refusal(
                "wrong_state",
                "\(number) is \(order.state.rawValue); a \(kind.rawValue) is written of an order that is "
                    + allowed.map(\.rawValue).joined(separator: " or "), at: number,
                remedy: Self.remedy(kind, order))
        }
        var document = try sale(kind, number, order, issuedOn: day.text)
        document.order = order.number
        if kind == .quotation { document.dueOn = order.validUntil }
        document.promisedOn = order.promisedOn
        try goods.read(agreedLines.map(\.sku))
        document.lines = try agreedLines.filter { $0.quantities.ordered > $0.quantities.cancelled }.map { line in
            var written = try self.line(
                line.line, line.sku, line.name, line.unit, line.quantities.ordered - line.quantities.cancelled)
            (written.buyerLine, written.buyerItem) = (line.customerLine, line.customerItemCode)
            priced(&written, line.unitPrice, line.discountPercent, line.net, line.tax)
            return written
        }
        addFreight(order.freight, to: &document, agreedLines)
        document.net = order.net
        document.tax = order.tax
        document.taxes = OrderTotals(
            agreedLines.compactMap { line in
                line.tax.map { TaxedAmount(category: $0.category, rate: $0.rate, net: line.net) }
            } + FreightTerms.taxed(order.freight, agreedLines), minorDigits: order.minorDigits
        ).groups.map { group in
            TradeDocument.TaxTotal(
                tax: TradeDocument.Tax(category: group.category, rate: group.rate), net: group.net, amount: group.tax)
        }
        if order.tax == nil { document.taxes = [] }
        document.terms = terms(order.terms)
        return document
    }

    private static func remedy(_ kind: DocumentKind, _ order: OrderRow) -> String {
        switch order.state {
        case .confirmed, .closed: "nephrite document confirmation \(order.number) is what can be written of it"
        case .cancelled, .expired: "nephrite order show \(order.number) shows what became of it"
        default: "nephrite order \(kind == .quotation ? "quote" : "confirm") \(order.number)"
        }
    }

    /// The answer to a customer's order, as it stands now.
    ///
    /// Refuses `order_unknown`, `po_missing` for an order that he knows by no number, and
    /// `document_incomplete` without the company's name.
    func response(_ number: String) throws -> OrderResponse {
        let (order, agreedLines) = try agreed(number)
        guard order.poNumber != nil else {
            throw Refusal(
                "po_missing", "\(number) has no number of the customer's, to which could be answered", at: number,
                remedy: "nephrite order amend \(number) --po NUMBER")
        }
        var document = try sale(.confirmation, "\(number)-\(order.version)", order, issuedOn: database.today())
        document.order = number
        document.promisedOn = order.promisedOn
        document.net = order.net
        guard !document.seller.name.isEmpty else {
            throw Refusal(
                "document_incomplete", "an order response needs the company's name", at: number,
                remedy: "nephrite settings set company_name=\"…\"")
        }
        let isFromDocument = try connection.first(SelectOrderDocument(order: order.id)) != nil
        let amended = Set(try connection.fetch(SelectAmendedLines(order: order.id)))
        var statuses: [OrderResponse.LineStatus] = []
        try goods.read(agreedLines.map(\.sku))
        for line in agreedLines {
            let (ordered, cancelled) = (line.quantities.ordered, line.quantities.cancelled)
            var written = try self.line(line.line, line.sku, line.name, line.unit, ordered - cancelled)
            (written.buyerLine, written.buyerItem) = (line.customerLine, line.customerItemCode)
            priced(&written, line.unitPrice, line.discountPercent, line.net, line.tax)
            document.lines.append(written)
            let isAdded = isFromDocument && amended.contains(AmendedLineRow(line: line.line, isNew: true))
            let isChanged = cancelled > 0 || amended.contains(AmendedLineRow(line: line.line, isNew: false))
            statuses.append(
                ordered == cancelled ? .rejected : isAdded ? .added : isChanged ? .changed : .accepted)
        }
        // No document that comes in says what the carriage costs.
        if order.freight > .zero {
            addFreight(order.freight, to: &document, agreedLines)
            statuses.append(.added)
        }
        return OrderResponse(
            document: document, statuses: statuses, isConfirmed: order.state == .confirmed || order.state == .closed,
            isCancelled: order.state == .cancelled || order.state == .expired)
    }

    /// What is allocated to an order, or what of it goes with a planned shipment.
    private func pickList(_ number: String) throws -> TradeDocument {
        if number.hasPrefix("PS-") {
            let planned = try PlannedShipments(database).show(number)
            return try pickList(
                number, of: planned.planned.order, planned.lines.map { ($0.line, $0.location, $0.quantity) })
        }
        let (order, _) = try agreed(number)
        return try pickList(
            number, of: number, try connection.fetch(SelectPickLocations(order: order.id)))
    }

    private func pickList(
        _ number: String, of orderNumber: String, _ picks: [(line: Int, location: String, quantity: Int)]
    ) throws -> TradeDocument {
        let (order, lines) = try agreed(orderNumber)
        guard !picks.isEmpty else {
            throw Refusal(
                "nothing_allocated", "nothing is allocated to \(number), so there is nothing to pick", at: number,
                remedy: "nephrite order allocate \(number)")
        }
        var document = try sale(.pickList, number, order, issuedOn: day.text)
        document.order = orderNumber
        document.promisedOn = order.promisedOn
        try goods.read(lines.map(\.sku))
        document.lines = try picks.compactMap { pick in
            guard let line = lines.first(where: { $0.line == pick.line }) else { return nil }
            var written = try self.line(line.line, line.sku, line.name, line.unit, pick.quantity)
            written.location = pick.location
            return written
        }
        return document
    }

    func packingSlip(_ number: String) throws -> TradeDocument {
        guard let shipment = try connection.first(SelectShipment(number: number)) else {
            throw Refusal(
                "shipment_unknown", "there is no shipment \(number)", at: number,
                remedy: "nephrite order show ORDER shows its shipments")
        }
        guard shipment.reversal == nil else {
            throw Refusal(
                "shipment_reversed", "\(number) was entered by mistake and reversed", at: number,
                remedy: "nephrite order show \(shipment.order) shows what was shipped")
        }
        let (order, lines) = try agreed(shipment.order)
        let shipped = try connection.fetch(SelectShipmentLines(order: order.id)).filter { $0.shipment == number }
        return try posted(.shipment(number), .packingSlip, number, order, issuedOn: shipment.shippedOn) {
            document in
            document.order = shipment.order
            document.shipment = number
            document.shippedOn = shipment.shippedOn
            try goods.read(lines.map(\.sku))
            document.lines = try lines.compactMap { line in
                let quantity = shipped.filter { $0.line == line.line }.reduce(0) { $0 + $1.quantity }
                guard quantity > 0 else { return nil }
                var written = try self.line(line.line, line.sku, line.name, line.unit, quantity)
                (written.buyerLine, written.buyerItem) = (line.customerLine, line.customerItemCode)
                priced(&written, line.unitPrice, line.discountPercent, .zero, nil)
                return written
            }
        }
    }

    private func invoice(_ number: String) throws -> TradeDocument {
        let detail = try Invoices(database).show(number)
        let (order, agreedLines) = try agreed(detail.invoice.order)
        var document = try posted(.invoice(number), .invoice, number, order, issuedOn: detail.invoice.issuedOn) {
            document in
            try charge(&document, detail.lines, of: order, net: detail.invoice.net, tax: detail.invoice.tax)
            let facts = try connection.first(SelectInvoiceFacts(number: number))
            document.shippedOn = facts?.shippedOn
            document.prepaid = facts?.prepaid ?? .zero
        }
        addFreight(detail.invoice.freight, to: &document, agreedLines)
        document.dueOn = detail.invoice.dueOn
        document.terms = terms(detail.invoice.terms)
        return document
    }

    private func creditNote(_ number: String) throws -> TradeDocument {
        let detail = try Invoices(database).showCredit(number)
        let invoice = try Invoices(database).header(detail.note.invoice)
        let (order, agreedLines) = try agreed(detail.note.order)
        var document = try posted(.creditNote(number), .creditNote, number, order, issuedOn: detail.note.issuedOn) {
            document in
            try charge(&document, detail.lines, of: order, net: detail.note.net, tax: detail.note.tax)
            document.shippedOn = try connection.first(SelectInvoiceFacts(number: detail.note.invoice))?.shippedOn
        }
        addFreight(detail.note.freight, to: &document, agreedLines)
        document.precedingInvoice = detail.note.invoice
        document.precedingDay = invoice.issuedOn
        document.reason = detail.note.reason
        return document
    }

    private func purchase(_ number: String) throws -> TradeDocument {
        let detail = try Purchases(database).show(number)
        let supplier = try Suppliers(database).show(code: detail.purchase.supplier)
        var document = TradeDocument(
            kind: .purchaseOrder, number: number, issuedOn: detail.purchase.sentOn ?? detail.purchase.createdOn,
            seller: TradeDocument.Party(
                name: supplier.name, code: supplier.code, address: TradeDocument.Address(country: "")),
            buyer: company(try settings()), currency: detail.purchase.currency, minorDigits: detail.purchase.minorDigits
        )
        try goods.read(detail.lines.map(\.sku))
        document.lines = try detail.lines.filter { $0.ordered > $0.cancelled }.map { line in
            var written = try self.line(line.line, line.sku, line.name, line.unit, line.ordered - line.cancelled)
            // The supplier knows his goods by his own words.
            written.name = line.name
            written.supplierItem = line.partNumber
            let whole = Decimal.quotient(line.unitCost, times: Decimal(written.quantity), by: Decimal(1))
            priced(
                &written, line.unitCost, .zero,
                whole?.rounded(toFractionDigits: detail.purchase.minorDigits) ?? .zero, nil)
            return written
        }
        document.net = detail.purchase.net
        return document
    }

    // MARK: Parts

    /// A document to a customer, with everything but its lines, by what holds today.
    func sale(_ kind: DocumentKind, _ number: String, _ order: OrderRow, issuedOn: String) throws
        -> TradeDocument
    {
        let customer = try Customers(database).show(code: order.customer)
        let settings = try settings()
        var document = TradeDocument(
            kind: kind, number: number, issuedOn: issuedOn, seller: company(settings), buyer: try party(customer),
            currency: order.currency, minorDigits: order.minorDigits)
        document.poNumber = order.poNumber
        document.shipTo = order.shipTo.map { place in
            var address = TradeDocument.Address(country: place.country ?? customer.country)
            (address.name, address.street, address.additional) = (place.name, place.street, place.additional)
            (address.postalCode, address.city, address.region) = (place.postalCode, place.city, place.region)
            // A document may know the place by another number.
            address.gln = place.gln.flatMap { (try? GTIN($0))?.form == .gtin13 ? $0 : nil }
            return address
        }
        document.exemption = customer.taxExemption
        document.iban = settings["bank_account"]?.nonEmpty
        document.bic = settings["bank_bic"]?.nonEmpty
        return document
    }

    private func charge(
        _ document: inout TradeDocument, _ lines: [InvoiceLineRow], of order: OrderRow, net: Decimal, tax: Decimal
    ) throws {
        document.order = order.number
        let codes = try Customers(database).itemCodes(of: order.customerID, lines.map(\.sku))
        try goods.read(lines.map(\.sku))
        document.lines = try lines.map { line in
            var written = try self.line(line.line, line.sku, line.name, line.unit, line.quantity)
            (written.buyerLine, written.buyerItem) = (line.customerLine, codes[line.sku])
            priced(&written, line.unitPrice, line.discountPercent, line.net, line.tax)
            return written
        }
        (document.net, document.tax) = (net, tax)
        document.taxes = try connection.fetch(SelectDocumentTaxes(number: document.number)).map { total in
            TradeDocument.TaxTotal(
                tax: TradeDocument.Tax(category: total.tax.category, rate: total.tax.rate), net: total.net,
                amount: total.amount)
        }
    }

    /// Freight as a line of its own, behind those of the order; none where it is nothing.
    private func addFreight(_ amount: Decimal, to document: inout TradeDocument, _ agreedLines: [OrderLineRow]) {
        guard amount > .zero else { return }
        var line = TradeDocument.Line(
            number: agreedLines.count + 1, sku: "", name: words[.freight], unit: "C62", quantity: 1)
        priced(&line, amount, .zero, amount, agreedLines.first?.tax)
        document.lines.append(line)
    }

    private func priced(
        _ line: inout TradeDocument.Line, _ price: Decimal, _ discount: Decimal, _ net: Decimal, _ tax: TaxRateRow?
    ) {
        (line.unitPrice, line.discountPercent, line.net) = (price, discount, net)
        line.tax = tax.map { TradeDocument.Tax(category: $0.category, rate: $0.rate) }
    }

    /// A line with what is known of its product; its name, the product's own where none is given, is one that may be printed.
    func line(_ number: Int, _ sku: String, _ name: String?, _ unit: String, _ quantity: Int) throws
        -> TradeDocument.Line
    {
        let product = try goods.goods(sku)
        let name = name ?? product.known.name ?? sku
        var line = TradeDocument.Line(
            number: number, sku: sku, name: try goods.printedName(name, product), unit: unit, quantity: quantity)
        line.disclosures = try goods.disclosures(product)
        line.gtin = product.known.gtin
        line.hsCode = product.known.hsCode
        line.origin = product.known.countryOfOrigin
        line.massGrams = goods.massGrams(product, unit: unit)
        return line
    }

    /// Terms as a sentence, a schedule as one of its parts.
    func terms(_ text: String) -> String {
        guard let terms = PaymentTerms(text) else { return text }
        if terms.isPrepaid || terms.instalments.allSatisfy({ $0.event == .beforeShipping }) { return words[.prepay] }
        guard terms.instalments.count == 1, case .net = terms.instalments[0].event else {
            return terms.instalments.map(part).joined(separator: "; ")
        }
        let net = words.sentence(.netDays, ["days": String(terms.days)])
        guard let early = terms.discount else { return net }
        let discount = words.sentence(
            .earlyDiscount, ["percent": words.number(early.percent), "days": String(early.days)])
        return discount + "; " + net
    }

    private func part(_ part: PaymentTerms.Instalment) -> String {
        let percent = words.number(part.percent)
        switch part.event {
        case .deposit: return words.sentence(.depositPart, ["percent": percent])
        case .beforeShipping: return words.sentence(.shippingPart, ["percent": percent])
        case .net(let days): return words.sentence(.netPart, ["percent": percent, "days": String(days)])
        }
    }
}
