internal import Quantities
internal import XMLStream

/// An invoice, or a credit note as a credit memo, as openTRANS 2.1.
package enum OpenTransInvoice {
    /// The message; sentences stand in the language of `words`.
    ///
    /// **Throws** what an invoice lacks by EN 16931, as far as it is no affair of Peppol's.
    package static func text(_ document: TradeDocument, _ words: DocumentWords) throws(MissingFacts) -> String {
        precondition(document.kind.isFinal, "only invoices and credit notes are written as an invoice")
        try Requirements.check(invoice: document, byPeppol: false)
        let xml = XMLWriter()
        let parts = OpenTransParts(xml: xml, document: document)
        parts.root("INVOICE") {
            OpenTransInvoiceWriting(parts: parts, document: document, words: words).write()
        }
        return xml.finish()
    }
}

private struct OpenTransInvoiceWriting {
    let parts: OpenTransParts
    let document: TradeDocument
    let words: DocumentWords
    private var xml: XMLWriter { parts.xml }
    private var isCredit: Bool { document.kind == .creditNote }

    init(parts: OpenTransParts, document: TradeDocument, words: DocumentWords) {
        (self.parts, self.document, self.words) = (parts, document, words)
    }

    func write() {
        xml.element("INVOICE_HEADER") {
            xml.element("INVOICE_INFO") { info() }
            if let order = document.poNumber ?? document.order {
                xml.element("ORDER_HISTORY") {
                    xml.element("ORDER_ID", text: order)
                    xml.element("SUPPLIER_ORDER_ID", ifPresent: document.order)
                }
            }
        }
        xml.element("INVOICE_ITEM_LIST") { for line in document.lines { write(line) } }
        xml.element("INVOICE_SUMMARY") {
            xml.element("TOTAL_ITEM_NUM", text: String(document.lines.count))
            parts.amount("NET_VALUE_GOODS", document.net)
            parts.amount("TOTAL_AMOUNT", document.gross)
            xml.element("TOTAL_TAX") { for total in document.taxes { write(total) } }
        }
    }

    private func info() {
        xml.element("INVOICE_ID", text: document.number)
        xml.element("INVOICE_DATE", text: OpenTransParts.time(document.issuedOn))
        xml.element("INVOICE_TYPE", text: isCredit ? "credit_memo" : "invoice")
        parts.delivery(document.shippedOn)
        xml.element("PARTIES") {
            parts.party(document.seller, roles: ["supplier", "invoice_issuer"], isTaxed: true)
            parts.party(document.buyer, roles: ["buyer", "invoice_recipient"], isTaxed: true)
            if let place = document.shipTo { parts.place(place) }
        }
        idref("INVOICE_ISSUER_IDREF", document.seller)
        idref("INVOICE_RECIPIENT_IDREF", document.buyer)
        xml.element("bmecat:CURRENCY", text: document.currency)
        payment()
        if document.prepaid > .zero {
            remark("\(words[.prepaid]): \(document.prepaid.text(minimumFractionDigits: document.minorDigits))")
            remark("\(words[.toPay]): \(document.payable.text(minimumFractionDigits: document.minorDigits))")
        }
        for note in [document.terms, document.reason].compactMap({ $0 }) + document.notes { remark(note) }
    }

    private func remark(_ text: String) { xml.element("REMARKS", ["type": "invoice"], text: text) }

    private func idref(_ name: String, _ party: TradeDocument.Party) {
        xml.element(name, ["type": OpenTransParts.kind(party)], text: OpenTransParts.id(party))
    }

    private func payment() {
        guard let iban = document.iban else { return }
        xml.element("PAYMENT") {
            xml.element("ACCOUNT") {
                xml.element("HOLDER", text: document.seller.name)
                xml.element("BANK_ACCOUNT", ["type": "iban"], text: iban)
                xml.element("BANK_CODE", ["type": "bic"], ifPresent: document.bic)
            }
            if let day = document.dueOn {
                xml.element("PAYMENT_TERMS") {
                    xml.element("TIME_FOR_PAYMENT") { xml.element("PAYMENT_DATE", text: OpenTransParts.time(day)) }
                }
            }
        }
    }

    private func write(_ line: TradeDocument.Line) {
        xml.element("INVOICE_ITEM") {
            xml.element("LINE_ITEM_ID", text: String(line.number))
            parts.goods(line)
            price(line)
            parts.amount("PRICE_LINE_AMOUNT", line.net)
            if let invoice = document.precedingInvoice {
                xml.element("INVOICE_CORRECTION") {
                    xml.element("INVOICE_REFERENCE") {
                        xml.element("INVOICE_ID", text: invoice)
                        xml.element("LINE_ITEM_ID", text: String(line.number))
                        xml.element("INVOICE_DATE", ifPresent: document.precedingDay.map(OpenTransParts.time))
                    }
                    xml.element("ADJUSTMENT_REASON_DESCR", ifPresent: document.reason)
                }
            }
            parts.orderReference(line)
        }
    }

    /// The price of one; a discount, and a cent of rounding, belongs to the line as a whole.
    private func price(_ line: TradeDocument.Line) {
        let allowance = UBLInvoice.allowance(of: line)
        xml.element("PRODUCT_PRICE_FIX") {
            xml.element("bmecat:PRICE_AMOUNT", text: line.unitPrice.text(minimumFractionDigits: document.minorDigits))
            if allowance != .zero {
                let isCharge = allowance < .zero
                let size = isCharge ? .zero - allowance : allowance
                xml.element("ALLOW_OR_CHARGES_FIX") {
                    xml.element("ALLOW_OR_CHARGE", ["type": isCharge ? "surcharge" : "allowance"]) {
                        xml.element("ALLOW_OR_CHARGE_TYPE", text: "rebate")
                        xml.element("ALLOW_OR_CHARGE_VALUE") { parts.amount("AOC_MONETARY_AMOUNT", size) }
                    }
                    parts.amount("ALLOW_OR_CHARGES_TOTAL_AMOUNT", .zero - allowance)
                }
            }
            if let tax = line.tax {
                xml.element("TAX_DETAILS_FIX") {
                    xml.element("bmecat:TAX_CATEGORY", text: category(tax))
                    xml.element("bmecat:TAX_TYPE", text: "vat")
                    xml.element("bmecat:TAX", text: fraction(tax))
                }
            }
            xml.element("bmecat:PRICE_QUANTITY", text: "1")
        }
    }

    private func write(_ total: TradeDocument.TaxTotal) {
        let reason = document.taxReason(total.tax.category, words)
        xml.element("TAX_DETAILS_FIX") {
            xml.element("bmecat:TAX_CATEGORY", text: category(total.tax))
            xml.element("bmecat:TAX_TYPE", text: "vat")
            xml.element("bmecat:TAX", text: fraction(total.tax))
            parts.amount("TAX_AMOUNT", total.amount)
            parts.amount("TAX_BASE", total.net)
            xml.element("bmecat:EXEMPTION_REASON", ifPresent: reason.map { String($0.prefix(250)) })
        }
    }

    private func category(_ tax: TradeDocument.Tax) -> String {
        tax.category == "S" ? "standard_rate" : tax.category == "Z" ? "zero_rate" : "exemption"
    }

    /// 19 % are written as 0.19.
    private func fraction(_ tax: TradeDocument.Tax) -> String {
        Decimal.quotient(tax.rate, times: Decimal(1), by: Decimal(100))?.text ?? "0"
    }
}
