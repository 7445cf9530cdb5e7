internal import Documents
internal import Orders
internal import Postgres
internal import Quantities
package import Storage

extension Invoices {
    /// A credit note with its lines.
    package struct Credit: Sendable {
        /// The header.
        package let note: CreditNoteRow
        /// The lines in the order's order.
        package let lines: [InvoiceLineRow]
    }

    /// Posts a credit note for an invoice.
    ///
    /// Without wishes it is for what came back and is not credited yet; where nothing of the invoice ever came back, for
    /// the whole of it with its freight. `freight` credits so much of that, alone where no wishes are given, and is agreed on the order
    /// no more. What is credited beyond what came back may be invoiced again. Each part is rounded so that all of
    /// them are the invoice (decision 0015). Refuses `invoice_unknown`, `line_unknown`, `nothing_to_credit`.
    package func credit(
        _ number: String, _ wishes: [SalesOrders.Wish], freight: String? = nil, reason: String?,
        issuing messages: [TradeDocuments.Format] = [],
        key: String?, dryRun: Bool = false
    ) throws -> Credit {
        try database.write(dryRun: dryRun) {
            let order = try header(number).order
            try OrderChange.lock([order], database)
            let change = OrderChange(database, order, key: key)
            let (agreed, lines) = try change.begin(.credit)
            let invoice = try header(number)
            let rows = try connection.fetch(SelectCreditable(invoice: invoice.id))
            let parts: [Part]
            var returned = try freight.map { try asked($0, invoice) } ?? .zero
            if wishes.isEmpty, freight == nil {
                let chosen = try chosen(rows, invoice)
                parts = chosen.parts
                if chosen.isWhole { returned = invoice.freight - invoice.creditedFreight }
            } else {
                parts = try asked(wishes, rows, number)
            }
            let note = try post(parts, FreightTerms.taxed(returned, lines), invoice, reason)
            if freight != nil {
                try connection.run(LowerFreight(order: agreed.id, by: returned))
            }
            try DocumentLoader(database, DocumentWords(.english), on: try database.day())
                .keepFacts(of: .creditNote(note))
            try clawBack(invoice, note)
            try change.finish("credit", to: .confirmed, reason: note)
            try TradeDocuments(database).issue(.creditNote, note, as: messages)
            return try showCredit(note)
        }
    }

    /// Takes that part of a discount back that was for what a credit note gives back.
    ///
    /// Of what is still charged the discount keeps its share, rounded once; so of an invoice that is credited in whole nothing
    /// is let off any more, and what was paid for it is what may be paid back.
    private func clawBack(_ before: InvoiceRow, _ note: String) throws {
        guard before.discountTaken > .zero else { return }
        let after = try header(before.number)
        let (charged, rest) = (before.gross - before.credited, after.gross - after.credited)
        let kept = CreditShare.discount(before.discountTaken, of: charged, left: rest, minorDigits: before.minorDigits)
        guard kept < before.discountTaken, let day = try connection.first(SelectCreditNotes(number: note))?.issuedOn
        else { return }
        try connection.run(
            InsertClawback(invoice: before.id, amount: before.discountTaken - kept, day: day, reason: note))
    }

    /// A credit note by its number.
    ///
    /// Refuses `invoice_unknown`.
    package func showCredit(_ number: String) throws -> Credit {
        guard let note = try connection.first(SelectCreditNotes(number: number)) else {
            throw Self.unknown(number, as: "credit note")
        }
        return Credit(note: note, lines: try connection.fetch(SelectCreditNoteLines(note: note.id)))
    }

    private typealias Part = (row: CreditableRow, quantity: Int)

    /// What came back and is not credited, or the whole of an invoice of which nothing ever did.
    private func chosen(_ rows: [CreditableRow], _ invoice: InvoiceRow) throws -> (parts: [Part], isWhole: Bool) {
        let back = rows.compactMap { row -> Part? in
            let quantity = min(row.returned, row.charged - row.credited)
            return quantity > 0 ? (row, quantity) : nil
        }
        if !back.isEmpty { return (back, false) }
        guard rows.allSatisfy({ $0.credited == 0 }), !rows.isEmpty || invoice.freight > invoice.creditedFreight else {
            throw nothing(invoice.number)
        }
        return (rows.map { ($0, $0.charged) }, true)
    }

    private func asked(_ freight: String, _ invoice: InvoiceRow) throws -> Decimal {
        let amount = try FreightTerms.amount(freight, invoice.minorDigits)
        let rest = invoice.freight - invoice.creditedFreight
        guard amount > .zero, amount <= rest else {
            throw Refusal(
                "nothing_to_credit",
                "\(rest.text(minimumFractionDigits: invoice.minorDigits)) of freight on \(invoice.number) are not credited, "
                    + "not \(amount.text)", at: "--freight",
                remedy: "nephrite invoice show \(invoice.number) shows what was invoiced and credited")
        }
        return amount
    }

    private func asked(_ wishes: [SalesOrders.Wish], _ rows: [CreditableRow], _ number: String) throws -> [Part] {
        try SalesOrders.summed(wishes).flatMap { wish in
            guard rows.contains(where: { $0.sku == wish.sku }) else {
                throw Refusal(
                    "line_unknown", "\(number) has no line of \(wish.sku)", at: number,
                    remedy: "nephrite invoice show \(number) shows its lines")
            }
            let taken = rows.filter { $0.sku == wish.sku }.taking(wish.quantity) { $0.charged - $0.credited }
            guard taken.missing == 0 else {
                throw Refusal(
                    "nothing_to_credit",
                    "\(wish.quantity - taken.missing) of \(wish.sku) on \(number) are not credited, not \(wish.quantity)",
                    at: number, remedy: "nephrite invoice show \(number) shows what was invoiced and credited")
            }
            return taken.parts.map { ($0.element, $0.quantity) }
        }
    }

    private func nothing(_ number: String) -> Refusal {
        Refusal(
            "nothing_to_credit", "nothing came back of \(number) that is not credited", at: number,
            remedy: "say what to credit beyond that: --line SKU=QTY")
    }

    private func post(_ parts: [Part], _ freight: [TaxedAmount], _ invoice: InvoiceRow, _ reason: String?) throws
        -> String
    {
        let credited = parts.map { row, quantity in
            (
                row: row, quantity: quantity,
                net: CreditShare.net(
                    of: row.net, charged: row.charged, credited: row.credited, quantity: quantity,
                    minorDigits: invoice.minorDigits)
            )
        }
        let groups = try connection.fetch(SelectCreditedTaxes(invoice: invoice.id)).compactMap {
            group -> OrderTotals.TaxGroup? in
            let lines = credited.filter {
                $0.row.tax.category == group.invoiced.category && $0.row.tax.rate == group.invoiced.rate
            }
            let carried = freight.filter {
                $0.category == group.invoiced.category && $0.rate == group.invoiced.rate
            }
            guard !lines.isEmpty || !carried.isEmpty else { return nil }
            let net = lines.reduce(carried.reduce(Decimal.zero) { $0 + $1.net }) { $0 + $1.net }
            return OrderTotals.TaxGroup(
                category: group.invoiced.category, rate: group.invoiced.rate, net: net,
                tax: CreditShare.tax(
                    of: group.invoiced, creditedNet: group.net, creditedTax: group.tax, net: net,
                    minorDigits: invoice.minorDigits))
        }
        let (number, day) = try takeNumber("CN", notBefore: invoice.issuedOn)
        try connection.run(
            InsertCreditNote(
                number, invoice: invoice.id, issuedOn: day, reason: reason,
                freight: freight.reduce(.zero) { $0 + $1.net }, net: groups.reduce(.zero) { $0 + $1.net },
                tax: groups.reduce(.zero) { $0 + $1.tax }))
        try connection.run(
            InsertCreditNoteLines(
                number: number.text, lines: credited.map { ($0.row.invoiceLine, $0.quantity, $0.net) }))
        try connection.run(InsertCreditNoteTaxes(number: number.text, groups: groups))
        return number.text
    }
}
