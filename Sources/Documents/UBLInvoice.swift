package import Quantities
internal import XMLStream

/// An invoice or a credit note as UBL 2.1, by EN 16931 and Peppol BIS Billing 3.0.
package enum UBLInvoice {
    /// The message.
    ///
    /// Sentences stand in the document's language. **Throws** what it lacks, so that nothing is sent that is refused elsewhere.
    package static func text(_ document: TradeDocument, _ words: DocumentWords) throws(MissingFacts) -> String {
        precondition(document.kind.isFinal, "only invoices and credit notes are written as an invoice")
        try Requirements.check(invoice: document)
        let xml = XMLWriter()
        UBLInvoiceWriting(parts: UBLParts(xml: xml, document: document), document: document, words: words).write()
        return xml.finish()
    }

    /// By how much a line's net is below (above zero) or above its quantity times its price.
    ///
    /// A discount makes it so, and what the line's net is rounded by. It has two digits in every currency: Peppol's rule R120
    /// holds the net of a line against its price to two hundredths, also of a currency without any.
    package static func allowance(of line: TradeDocument.Line) -> Decimal {
        let whole = Decimal.quotient(line.unitPrice, times: Decimal(line.quantity), by: Decimal(1))
        return (whole?.rounded(toFractionDigits: 2) ?? line.net) - line.net
    }
}

extension TradeDocument.Line {
    /// Why its net is not its quantity times its price: the discount with its percent, or rounding.
    func allowanceReason(_ words: DocumentWords) -> String {
        guard discountPercent > .zero, UBLInvoice.allowance(of: self) > .zero else { return words[.rounding] }
        return "\(words[.discount]) \(discountPercent.text) %"
    }
}

private struct UBLInvoiceWriting {
    let parts: UBLParts
    let document: TradeDocument
    let words: DocumentWords
    private var xml: XMLWriter { parts.xml }
    private var isCredit: Bool { document.kind == .creditNote }

    init(parts: UBLParts, document: TradeDocument, words: DocumentWords) {
        (self.parts, self.document, self.words) = (parts, document, words)
    }

    func write() {
        parts.root(isCredit ? "CreditNote" : "Invoice") {
            header()
            parties()
            payment()
            taxes()
            totals()
            for line in document.lines { write(line) }
        }
    }

    private func header() {
        xml.element(
            "cbc:CustomizationID",
            text: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0")
        xml.element("cbc:ProfileID", text: "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")
        xml.element("cbc:ID", text: document.number)
        xml.element("cbc:IssueDate", text: document.issuedOn)
        if !isCredit { parts.date("cbc:DueDate", ifPresent: document.dueOn) }
        xml.element(isCredit ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode", text: isCredit ? "381" : "380")
        for note in [document.reason].compactMap({ $0 }) + document.notes { xml.element("cbc:Note", text: note) }
        xml.element("cbc:DocumentCurrencyCode", text: document.currency)
        parts.orderReference()
        if let invoice = document.precedingInvoice {
            xml.element("cac:BillingReference") {
                xml.element("cac:InvoiceDocumentReference") {
                    xml.element("cbc:ID", text: invoice)
                    parts.date("cbc:IssueDate", ifPresent: document.precedingDay)
                }
            }
        }
        if let shipment = document.shipment {
            xml.element("cac:DespatchDocumentReference") { xml.element("cbc:ID", text: shipment) }
        }
    }

    private func parties() {
        xml.element("cac:AccountingSupplierParty") { parts.party(document.seller, isTaxed: document.namesVAT) }
        xml.element("cac:AccountingCustomerParty") { parts.party(document.buyer, isTaxed: document.namesVAT) }
        let address = document.shipTo ?? document.buyer.address
        xml.element("cac:Delivery") {
            xml.element("cbc:ActualDeliveryDate", text: document.shippedOn ?? document.issuedOn)
            xml.element("cac:DeliveryLocation") {
                if let gln = address.gln { xml.element("cbc:ID", ["schemeID": "0088"], text: gln) }
                parts.address("cac:Address", address)
            }
            if let name = address.name {
                xml.element("cac:DeliveryParty") {
                    xml.element("cac:PartyName") { xml.element("cbc:Name", text: name) }
                }
            }
        }
    }

    private func payment() {
        if let iban = document.iban {
            xml.element("cac:PaymentMeans") {
                xml.element("cbc:PaymentMeansCode", text: document.currency == "EUR" ? "58" : "30")
                // Where the schema of a credit note has no day of its own, the means of payment have it.
                if isCredit { parts.date("cbc:PaymentDueDate", ifPresent: document.dueOn) }
                xml.element("cbc:PaymentID", text: document.number)
                xml.element("cac:PayeeFinancialAccount") {
                    xml.element("cbc:ID", text: iban)
                    if let bic = document.bic {
                        xml.element("cac:FinancialInstitutionBranch") { xml.element("cbc:ID", text: bic) }
                    }
                }
            }
        }
        if let terms = document.terms {
            xml.element("cac:PaymentTerms") { xml.element("cbc:Note", text: terms) }
        }
    }

    private func taxes() {
        xml.element("cac:TaxTotal") {
            parts.amount("cbc:TaxAmount", document.tax ?? .zero)
            for total in document.taxes {
                xml.element("cac:TaxSubtotal") {
                    parts.amount("cbc:TaxableAmount", total.net)
                    parts.amount("cbc:TaxAmount", total.amount)
                    parts.taxCategory(
                        "cac:TaxCategory", total.tax, reason: document.taxReason(total.tax.category, words))
                }
            }
        }
    }

    private func totals() {
        xml.element("cac:LegalMonetaryTotal") {
            parts.amount("cbc:LineExtensionAmount", document.net)
            parts.amount("cbc:TaxExclusiveAmount", document.net)
            parts.amount("cbc:TaxInclusiveAmount", document.gross)
            if document.prepaid > .zero { parts.amount("cbc:PrepaidAmount", document.prepaid) }
            parts.amount("cbc:PayableAmount", document.payable)
        }
    }

    private func write(_ line: TradeDocument.Line) {
        xml.element(isCredit ? "cac:CreditNoteLine" : "cac:InvoiceLine") {
            xml.element("cbc:ID", text: String(line.number))
            parts.quantity(isCredit ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity", line)
            parts.amount("cbc:LineExtensionAmount", line.net)
            if let buyerLine = line.buyerLine {
                xml.element("cac:OrderLineReference") { xml.element("cbc:LineID", text: buyerLine) }
            }
            let allowance = UBLInvoice.allowance(of: line)
            if allowance != .zero {
                xml.element("cac:AllowanceCharge") {
                    xml.element("cbc:ChargeIndicator", text: allowance < .zero ? "true" : "false")
                    xml.element("cbc:AllowanceChargeReason", text: line.allowanceReason(words))
                    parts.amount("cbc:Amount", allowance < .zero ? .zero - allowance : allowance)
                }
            }
            parts.item(line, withTax: true)
            xml.element("cac:Price") {
                xml.element(
                    "cbc:PriceAmount", ["currencyID": document.currency],
                    text: line.unitPrice.text(minimumFractionDigits: document.minorDigits))
            }
        }
    }
}
