internal import Documents
internal import Orders
internal import Postgres
package import Quantities
package import Storage

/// Invoices of orders, and what is paid on them.
package struct Invoices {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// An invoice with its lines.
    package struct Detail: Sendable {
        /// The header.
        package let invoice: InvoiceRow
        /// The lines in the order's order.
        package let lines: [InvoiceLineRow]
        /// Which part is due when; empty for invoices of before such parts were kept.
        package let instalments: [InstalmentRow]
    }

    /// Posts an invoice for all that may be invoiced of an order, and for its freight, if that is not charged yet.
    ///
    /// Its tax is what is due on everything invoiced so far less what earlier invoices have, so that the invoices of an
    /// order add up to it (decision 0012). The number is taken last, so that the series is locked shortly, and the day
    /// behind it, so that days follow the numbers. What its documents will say is kept with it, and messages are issued with it. Refuses
    /// `order_unknown`, `wrong_state`, `nothing_to_invoice`, and what a message is refused for.
    package func create(
        order number: String, issuing messages: [TradeDocuments.Format] = [], key: String?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([number], database)
            let change = OrderChange(database, number, key: key)
            if try change.header().state == .closed { throw nothing(number) }
            let (order, lines) = try change.begin(.invoice)
            let due = lines.filter { $0.quantities.toInvoice(isPrepaid: order.isPrepaid) > 0 }
            let freight = Freight.toInvoice(
                order.freight, charged: try connection.first(SelectOrderMoney(order: order.id))?.freight ?? .zero,
                lines.map(\.quantities), isPrepaid: order.isPrepaid)
            guard !due.isEmpty || freight > .zero else { throw nothing(number) }
            // What is paid in advance has not left yet.
            if order.isPrepaid { try SalesOrders(database).refuseMaterials(change, due) }
            let before = Dictionary(
                uniqueKeysWithValues: try connection.fetch(SelectChargedLines(order: order.id)).map {
                    ($0.line, $0.net)
                })
            let charged = due.map { ($0, charge($0, order, after: before[$0.id] ?? .zero)) }
            let totals = OrderTotals(
                charged.map { line, charge in
                    TaxedAmount(category: line.tax?.category ?? "", rate: line.tax?.rate ?? .zero, net: charge.net)
                } + FreightTerms.taxed(freight, lines),
                after: try connection.fetch(SelectInvoicedTaxes(order: order.id)),
                minorDigits: order.minorDigits)
            let invoice = try post(order, totals, freight)
            try connection.run(
                InsertInvoiceLines(
                    invoice: invoice, lines: charged.map { ($0.0.id, $0.1.quantity, $0.1.net) }))
            try connection.run(
                InsertInvoiceTaxes(invoice: invoice, groups: totals.groups))
            try useDeposits(of: order, for: invoice, gross: totals.gross)
            try DocumentLoader(database, DocumentWords(.english), on: try database.day())
                .keepFacts(of: .invoice(invoice))
            try change.finish("invoice", reason: invoice)
            try TradeDocuments(database).issue(.invoice, invoice, as: messages)
            return try show(invoice)
        }
    }

    /// Takes a payment for an invoice in.
    ///
    /// Where it comes by the last day of a discount and leaves no more open than that, the rest is let off. Refuses
    /// `invoice_unknown`, `day_in_future`, `amount_invalid`. More than is open is taken; the order's payment is then `over`.
    package func pay(_ number: String, amount text: String, on day: Day, key: String?) throws -> Detail {
        let amount = try Reading.decimal(text, "--amount", code: "amount_invalid")
        return try database.write(dryRun: false) {
            try OrderChange.lock([header(number).order], database)
            let invoice = try header(number)
            try database.refuseFutureMoney(day)
            guard amount > .zero, amount.rounded(toFractionDigits: invoice.minorDigits) == amount else {
                throw Refusal(
                    "amount_invalid", "\(amount.text) is no amount of money in \(invoice.currency)", at: "--amount",
                    remedy: "give an amount above zero with at most \(invoice.minorDigits) digits after the point")
            }
            // An order comes to twice the largest amount at most, with its tax.
            let paid = try connection.first(SelectOrderMoney(order: invoice.orderID))?.paid ?? .zero
            let most = OrderTotals.largestAmount + OrderTotals.largestAmount
            guard amount <= most - paid else {
                throw Refusal(
                    "amount_invalid", "with \(amount.text) more than \(most.text) would be paid on \(invoice.order)",
                    at: "--amount", remedy: "check the amount; \(invoice.open.text) is open of \(number)")
            }
            try connection.run(
                InsertPayment(
                    invoice: invoice.id, amount: amount, day: day,
                    discount: Self.discount(invoice, paying: amount, on: day)))
            let change = OrderChange(database, invoice.order, key: key)
            try change.finish(
                "pay", reason: "\(number) \(amount.text(minimumFractionDigits: invoice.minorDigits))")
            try SalesOrders(database).guardMoney(change)
            return try show(number)
        }
    }

    /// What is let off when so much is paid on a day; zero where that is too little or too late.
    private static func discount(_ invoice: InvoiceRow, paying amount: Decimal, on day: Day) -> Decimal {
        let rest = invoice.open - amount
        return rest > .zero && rest <= discountOffered(invoice, on: day) ? rest : .zero
    }

    /// An invoice by its number.
    package func show(_ number: String) throws -> Detail {
        let invoice = try header(number)
        return Detail(
            invoice: invoice, lines: try connection.fetch(SelectInvoiceLines(invoice: invoice.id)),
            instalments: try connection.fetch(SelectInstalments(invoice: invoice.id)))
    }

    /// A page of invoices by series and number.
    ///
    /// Refuses `customer_unknown`.
    package func list(customer: String?, isOpen: Bool, limit: Int, after: String?) throws -> [InvoiceRow] {
        if let customer { _ = try Customers(database).show(code: customer, at: "--customer") }
        return try connection.fetch(SelectInvoices(customer: customer, isOpen: isOpen, after: after, limit: limit))
    }

    /// What makes up the amount of all that is invoiced then, rounded once, so that all parts add up to the line.
    private func charge(_ line: OrderLineRow, _ order: OrderRow, after charged: Decimal) -> (
        quantity: Int, net: Decimal
    ) {
        let quantity = line.quantities.toInvoice(isPrepaid: order.isPrepaid)
        let whole =
            OrderTotals.lineNet(
                quantity: line.quantities.invoiced - line.quantities.credited + quantity, unitPrice: line.unitPrice,
                discountPercent: line.discountPercent, minorDigits: order.minorDigits) ?? .zero
        return (quantity, max(whole - charged, .zero))
    }

    private func post(_ order: OrderRow, _ totals: OrderTotals, _ freight: Decimal) throws -> String {
        guard let terms = PaymentTerms(order.terms) else {
            throw Refusal("bug", "\(order.number) has the terms \(order.terms)", status: .bug)
        }
        let (number, day) = try takeNumber("INV")
        try connection.run(
            InsertInvoice(
                number, order: order.id, issuedOn: day, dueOn: terms.dueDay(issuedOn: day),
                freight: freight, net: totals.net, tax: totals.tax,
                discount: terms.discount.map { ($0.percent, day.adding(days: $0.days)) }))
        try connection.run(
            InsertInstalments(
                invoice: number.text,
                parts: terms.dues(of: totals.gross, issuedOn: day, minorDigits: order.minorDigits).map {
                    InstalmentRow(
                        kind: $0.instalment.event.name, percent: $0.instalment.percent, amount: $0.amount, day: $0.day)
                }))
        return number.text
    }

    /// The next number of this year's series and the day of issue; the series stays locked until the transaction ends.
    func takeNumber(_ kind: String, notBefore: String? = nil) throws -> (number: SeriesNumber, day: Day) {
        let today = try database.day()
        let series = "\(kind)-\(today.year)"
        let ordinal = try connection.first(TakeSeriesNumber(series: series)) ?? 0
        let day = try connection.first(SelectIssueDay(series: series, notBefore: notBefore)).flatMap { Day($0) }
        return (SeriesNumber(series: series, ordinal: ordinal), day ?? today)
    }

    func header(_ number: String) throws -> InvoiceRow {
        guard let invoice = try connection.first(SelectInvoices(number: number)) else {
            throw Self.unknown(number, as: "invoice")
        }
        return invoice
    }

    /// That there is no invoice, or no `credit note`, of a number.
    static func unknown(_ number: String, as kind: String) -> Refusal {
        let isOther = number.hasPrefix("CN-") != (kind == "credit note") && number.contains("-")
        return Refusal(
            "invoice_unknown", "there is no \(kind) \(number)", at: number,
            remedy: isOther
                ? "\(number) is the number of \(kind == "invoice" ? "a credit note" : "an invoice")"
                : "nephrite invoice list shows the invoices")
    }

    private func nothing(_ number: String) -> Refusal {
        Refusal(
            "nothing_to_invoice", "nothing of \(number) has been shipped and not been invoiced", at: number,
            remedy: "ship first: nephrite order ship \(number)")
    }
}

/// Proving every invariant again.
package struct Verifying {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// One row for each invariant.
    package func run() throws -> [InvariantRow] { try Verification.run(database.connection) }
}
