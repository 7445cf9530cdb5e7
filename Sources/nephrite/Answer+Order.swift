internal import Operations
internal import Orders
internal import Quantities
internal import Rendering
internal import Storage

extension Answer {
    /// An order with everything about it.
    ///
    /// `changes` are those that an amendment made.
    init(_ detail: SalesOrders.Detail, changes: [AmendmentRow]? = nil) {
        let order = detail.order
        let members: [Member] =
            Self.head(order) + [
                Member("terms", .text(order.terms)), Member("promised_on", .text(ifPresent: order.promisedOn)),
                Member("valid_until", .text(ifPresent: order.validUntil)),
                Member("ship_to", order.shipTo.map(Self.place) ?? .null),
                Member("version", .int(order.version)),
                Member("payment_schedule", .list(Self.schedule(order))),
                Member("deposits", .list(detail.deposits.map { Self.deposit($0, order.currency) })),
                Member("deposits_left", .money(detail.depositsLeft, order.currency)),
                Member("holds", .list(detail.holds.map(Self.hold))),
                Member("allocation", .text(order.allocation)), Member("shipment", .text(order.shipment)),
                Member("invoice", .text(order.invoice)), Member("payment", .text(order.payment)),
                Member("return", .text(order.return)),
                Member("lines", .list(detail.lines.map { Self.line($0, order) })),
            ] + Self.totals(order) + [
                Member("shipments", .list(Self.shipments(detail.shipments, detail.parcels))),
                Member("returns", .list(Self.returns(detail.returns))),
                Member("invoices", .list(detail.invoices.map(Self.brief))),
                Member("credit_notes", .list(detail.credits.map { Answer($0) })),
                Member("document", detail.document.map(Self.document) ?? .null),
                Member("change_documents", .list(detail.changeDocuments.map(Self.changeDocument))),
            ]
        self = .object(members + (changes.map { [Member("changes", .list($0.map(Self.amendment)))] } ?? []))
    }

    /// A row of the list of orders, with its holds.
    init(_ listed: SalesOrders.Listed) {
        let order = listed.order
        self = Answer(order).with(
            Member("holds", .list(listed.holds.map(Self.hold))), Member("created_on", .text(order.createdOn)),
            Member("promised_on", .text(ifPresent: order.promisedOn)))
    }

    /// The header of an order.
    init(_ order: OrderRow) {
        self = .object(
            Self.head(order) + [
                Member("allocation", .text(order.allocation)), Member("shipment", .text(order.shipment)),
                Member("invoice", .text(order.invoice)), Member("payment", .text(order.payment)),
                Member("return", .text(order.return)),
            ] + Self.totals(order))
    }

    /// Something that was done to an order or a purchase.
    init(_ row: TransitionRow) {
        self = .keys(
            ("at", .text(row.at)), ("actor", .text(row.actor)), ("action", .text(row.action)),
            ("from", .text(ifPresent: row.from)), ("to", .text(row.to)), ("reason", .text(ifPresent: row.reason)),
            ("key", .text(ifPresent: row.key)))
    }

    /// Something that was done to an order, and which hold it placed or released.
    init(order row: TransitionRow) {
        self = Answer(row).with(Member("hold", .text(ifPresent: row.hold?.rawValue)))
    }

    /// An invoice with its lines.
    init(_ detail: Invoices.Detail) {
        let invoice = detail.invoice
        self = Answer(invoice).with(
            Member("instalments", .list(detail.instalments.map { Self.instalment($0, invoice.currency) })),
            Member("lines", .list(detail.lines.map { Self.charged($0, invoice.currency) })))
    }

    /// A credit note with its lines.
    init(_ credit: Invoices.Credit) {
        let note = credit.note
        self = Answer(note).with(Member("lines", .list(credit.lines.map { Self.charged($0, note.currency) })))
    }

    /// A credit note's header.
    init(_ note: CreditNoteRow) {
        self = .keys(
            ("credit_note", .text(note.number)), ("invoice", .text(note.invoice)), ("order", .text(note.order)),
            ("issued_on", .text(note.issuedOn)), ("reason", .text(ifPresent: note.reason)),
            ("currency", .text(note.currency)), ("freight", .money(note.freight, note.currency)),
            ("net", .money(note.net, note.currency)),
            ("tax", .money(note.tax, note.currency)), ("gross", .money(note.gross, note.currency)))
    }

    private static func charged(_ line: InvoiceLineRow, _ currency: String) -> Answer {
        .keys(
            ("line", .int(line.line)), ("sku", .text(line.sku)), ("name", .text(line.name)), ("unit", .text(line.unit)),
            ("quantity", .int(line.quantity)), ("unit_price", .money(line.unitPrice, currency)),
            ("discount_percent", .text(line.discountPercent.text)), ("net", .money(line.net, currency)),
            ("tax_category", .text(line.tax.category)), ("tax_percent", .text(line.tax.rate.text)))
    }

    /// An invoice's header.
    init(_ invoice: InvoiceRow) {
        self = .keys(
            ("invoice", .text(invoice.number)), ("order", .text(invoice.order)), ("customer", .text(invoice.customer)),
            ("customer_name", .text(invoice.customerName)), ("state", .text(invoice.state)),
            ("issued_on", .text(invoice.issuedOn)), ("due_on", .text(invoice.dueOn)),
            ("days_overdue", .int(invoice.daysOverdue)), ("terms", .text(invoice.terms)),
            ("discount_percent", .text(ifPresent: invoice.early?.percent.text)),
            ("discount_until", .text(ifPresent: invoice.early?.until)),
            ("discount_amount", .money(ifPresent: invoice.early?.amount, invoice.currency)),
            ("currency", .text(invoice.currency)), ("freight", .money(invoice.freight, invoice.currency)),
            ("net", .money(invoice.net, invoice.currency)),
            ("tax", .money(invoice.tax, invoice.currency)), ("gross", .money(invoice.gross, invoice.currency)),
            ("credited", .money(invoice.credited, invoice.currency)), ("paid", .money(invoice.paid, invoice.currency)),
            ("discount_taken", .money(invoice.discountTaken, invoice.currency)),
            ("open", .money(invoice.open, invoice.currency)))
    }

    static func amendment(_ row: AmendmentRow) -> Answer {
        .keys(
            ("line", .int(ifPresent: row.line)), ("sku", .text(ifPresent: row.sku)), ("field", .text(row.field)),
            ("old", .text(ifPresent: row.old)), ("new", .text(ifPresent: row.new)))
    }

    private static func head(_ order: OrderRow) -> [Member] {
        [
            Member("order", .text(order.number)), Member("customer", .text(order.customer)),
            Member("po_number", .text(ifPresent: order.poNumber)), Member("state", .text(order.state.rawValue)),
            Member("currency", .text(order.currency)),
        ]
    }

    private static func totals(_ order: OrderRow) -> [Member] {
        [
            Member("freight", .money(order.freight, order.currency)),
            Member("net", .money(order.net, order.currency)),
            Member("tax", .money(ifPresent: order.tax, order.currency)),
            Member("gross", .money(ifPresent: order.gross, order.currency)),
        ]
    }

    private static func document(_ row: OrderDocumentRow) -> Answer {
        .keys(
            ("file", .text(row.fileName)), ("position", .int(row.position)), ("format", .text(row.format)),
            ("sha256", .text(row.fileDigest)), ("content_sha256", .text(row.contentDigest)),
            ("message_id", .text(ifPresent: row.messageID)), ("ordered_on", .text(ifPresent: row.orderedOn)),
            ("requested_on", .text(ifPresent: row.requestedOn)), ("note", .text(ifPresent: row.note)),
            ("ship_to", .object(row.shipTo.map { Member($0.key, .text($0.text)) })),
            ("findings", .list(row.findings.map(Answer.text))))
    }

    private static func changeDocument(_ row: ChangeDocumentRow) -> Answer {
        .keys(
            ("kind", .text(row.kind)), ("number", .text(ifPresent: row.number)),
            ("sequence", .text(ifPresent: row.sequence)), ("version", .int(ifPresent: row.version)),
            ("file", .text(row.fileName)), ("position", .int(row.position)), ("format", .text(row.format)),
            ("sha256", .text(row.fileDigest)), ("content_sha256", .text(row.contentDigest)),
            ("message_id", .text(ifPresent: row.messageID)), ("issued_on", .text(ifPresent: row.issuedOn)),
            ("note", .text(ifPresent: row.note)), ("findings", .list(row.findings.map(Answer.text))))
    }

    /// What of the order is due when, by its terms; null before the tax is known.
    private static func schedule(_ order: OrderRow) -> [Answer] {
        guard let terms = PaymentTerms(order.terms) else { return [] }
        let amounts = order.gross.map { terms.amounts(of: $0, minorDigits: order.minorDigits) }
        return terms.instalments.enumerated().map { index, part in
            var days: Int?
            if case .net(let after) = part.event { days = after }
            return .keys(
                ("kind", .text(part.event.name)), ("percent", .text(part.percent.text)),
                ("days", .int(ifPresent: days)),
                ("amount", .money(ifPresent: amounts?[index], order.currency)))
        }
    }

    private static func deposit(_ row: DepositRow, _ currency: String) -> Answer {
        .keys(
            ("payment", .int(Int(row.payment))), ("kind", .text(row.kind)), ("amount", .money(row.amount, currency)),
            ("used", .money(row.used, currency)), ("paid_on", .text(row.paidOn)))
    }

    private static func instalment(_ row: InstalmentRow, _ currency: String) -> Answer {
        .keys(
            ("kind", .text(row.kind)), ("percent", .text(row.percent.text)), ("amount", .money(row.amount, currency)),
            ("due_on", .text(row.dueOn)))
    }

    private static func place(_ row: ShipToRow) -> Answer {
        .keys(
            ("code", .text(ifPresent: row.code)), ("gln", .text(ifPresent: row.gln)),
            ("name", .text(ifPresent: row.name)), ("street", .text(ifPresent: row.street)),
            ("additional", .text(ifPresent: row.additional)), ("postal_code", .text(ifPresent: row.postalCode)),
            ("city", .text(ifPresent: row.city)), ("region", .text(ifPresent: row.region)),
            ("country", .text(ifPresent: row.country)))
    }

    private static func hold(_ row: HoldRow) -> Answer {
        .keys(("kind", .text(row.kind.rawValue)), ("reason", .text(row.reason)))
    }

    private static func line(_ row: OrderLineRow, _ order: OrderRow) -> Answer {
        let quantities = row.quantities
        return .keys(
            ("line", .int(row.line)), ("sku", .text(row.sku)), ("name", .text(row.name)), ("unit", .text(row.unit)),
            ("ordered", .int(quantities.ordered)), ("cancelled", .int(quantities.cancelled)),
            ("allocated", .int(quantities.allocated)), ("shipped", .int(quantities.shipped)),
            ("invoiced", .int(quantities.invoiced)), ("returned", .int(quantities.returned)),
            ("credited", .int(quantities.credited)), ("open", .int(quantities.open)),
            ("backordered", .int(quantities.backordered)),
            ("to_invoice", .int(quantities.toInvoice(isPrepaid: order.isPrepaid))),
            ("unit_price", .money(row.unitPrice, order.currency)),
            ("discount_percent", .text(row.discountPercent.text)), ("net", .money(row.net, order.currency)),
            ("tax_category", .text(ifPresent: row.tax?.category)),
            ("tax_percent", .text(ifPresent: row.tax?.rate.text)),
            ("customer_line", .text(ifPresent: row.customerLine)),
            ("customer_item_code", .text(ifPresent: row.customerItemCode)), ("note", .text(ifPresent: row.note)),
            ("price_rule", .text(row.basis.rule)),
            ("list_price", .money(ifPresent: row.basis.listPrice, order.currency)),
            ("exchange_rate", .text(ifPresent: row.basis.exchangeRate?.text)),
            ("cost", .money(ifPresent: row.basis.cost, row.basis.costCurrency ?? "")),
            ("cost_currency", .text(ifPresent: row.basis.costCurrency)))
    }

    private static func shipments(_ rows: [ShipmentLineRow], _ parcels: [ParcelRow]) -> [Answer] {
        rows.runs(by: \.shipment).map { head, lines in
            .keys(
                ("shipment", .text(head.shipment)), ("state", .text(head.reversal == nil ? "shipped" : "reversed")),
                ("shipped_on", .text(head.shippedOn)),
                ("parcels", .list(parcels.filter { $0.shipment == head.shipment }.map { Answer($0) })),
                (
                    "lines",
                    .list(
                        lines.map {
                            .keys(
                                ("line", .int($0.line)), ("sku", .text($0.sku)), ("location", .text($0.location)),
                                ("quantity", .int($0.quantity)), ("lots", .list($0.lots.map { Answer($0) })))
                        })
                ))
        }
    }

    static func returns(_ rows: [ReturnLineRow]) -> [Answer] {
        rows.runs(by: \.number).map { head, lines in
            .keys(
                ("return", .text(head.number)), ("received_on", .text(head.receivedOn)),
                ("reason", .text(ifPresent: head.reason)), ("authorisation", .text(ifPresent: head.authorisation)),
                (
                    "lines",
                    .list(
                        lines.map {
                            .keys(
                                ("line", .int($0.line)), ("sku", .text($0.sku)), ("location", .text($0.location)),
                                ("quantity", .int($0.quantity)), ("disposition", .text($0.disposition)))
                        })
                ))
        }
    }

    private static func brief(_ invoice: InvoiceRow) -> Answer {
        .keys(
            ("invoice", .text(invoice.number)), ("state", .text(invoice.state)), ("issued_on", .text(invoice.issuedOn)),
            ("due_on", .text(invoice.dueOn)), ("gross", .money(invoice.gross, invoice.currency)),
            ("credited", .money(invoice.credited, invoice.currency)),
            ("paid", .money(invoice.paid, invoice.currency)), ("open", .money(invoice.open, invoice.currency)))
    }
}
