internal import Quantities
internal import XMLStream

/// An invoice or a credit note as UN/CEFACT CII D16B, by EN 16931: what a Factur-X or ZUGFeRD PDF carries.
package enum CIIInvoice {
    /// The message; sentences stand in the language of `words`.
    ///
    /// **Throws** what it lacks, so that nothing is sent that is refused elsewhere.
    package static func text(_ document: TradeDocument, _ words: DocumentWords) throws(MissingFacts) -> String {
        precondition(document.kind.isFinal, "only invoices and credit notes are written as an invoice")
        try Requirements.check(invoice: document, byPeppol: false)
        let xml = XMLWriter()
        let unece = "urn:un:unece:uncefact:data:standard:"
        xml.element(
            "rsm:CrossIndustryInvoice",
            [
                "xmlns:rsm": unece + "CrossIndustryInvoice:100",
                "xmlns:ram": unece + "ReusableAggregateBusinessInformationEntity:100",
                "xmlns:udt": unece + "UnqualifiedDataType:100", "xmlns:qdt": unece + "QualifiedDataType:100",
            ]
        ) { CIIInvoiceWriting(xml: xml, document: document, words: words).write() }
        return xml.finish()
    }
}

private struct CIIInvoiceWriting {
    let xml: XMLWriter
    let document: TradeDocument
    let words: DocumentWords

    func write() {
        xml.element("rsm:ExchangedDocumentContext") {
            xml.element("ram:GuidelineSpecifiedDocumentContextParameter") { id("urn:cen.eu:en16931:2017") }
        }
        xml.element("rsm:ExchangedDocument") {
            id(document.number)
            xml.element("ram:TypeCode", text: document.kind == .creditNote ? "381" : "380")
            date("ram:IssueDateTime", document.issuedOn)
            for note in [document.reason].compactMap({ $0 }) + document.notes {
                xml.element("ram:IncludedNote") { xml.element("ram:Content", text: note) }
            }
        }
        xml.element("rsm:SupplyChainTradeTransaction") {
            for line in document.lines { write(line) }
            agreement()
            delivery()
            settlement()
        }
    }

    // MARK: Header

    private func agreement() {
        xml.element("ram:ApplicableHeaderTradeAgreement") {
            party("ram:SellerTradeParty", document.seller)
            party("ram:BuyerTradeParty", document.buyer)
            reference("ram:SellerOrderReferencedDocument", document.order)
            reference("ram:BuyerOrderReferencedDocument", document.poNumber)
        }
    }

    private func delivery() {
        xml.element("ram:ApplicableHeaderTradeDelivery") {
            let address = document.shipTo ?? document.buyer.address
            xml.element("ram:ShipToTradeParty") {
                xml.element("ram:GlobalID", ["schemeID": "0088"], ifPresent: address.gln)
                xml.element("ram:Name", text: address.name ?? document.buyer.name)
                write(address)
            }
            xml.element("ram:ActualDeliverySupplyChainEvent") {
                date("ram:OccurrenceDateTime", document.shippedOn ?? document.issuedOn)
            }
            reference("ram:DespatchAdviceReferencedDocument", document.shipment)
        }
    }

    private func settlement() {
        xml.element("ram:ApplicableHeaderTradeSettlement") {
            xml.element("ram:PaymentReference", text: document.number)
            xml.element("ram:InvoiceCurrencyCode", text: document.currency)
            if let iban = document.iban {
                xml.element("ram:SpecifiedTradeSettlementPaymentMeans") {
                    xml.element("ram:TypeCode", text: document.currency == "EUR" ? "58" : "30")
                    xml.element("ram:PayeePartyCreditorFinancialAccount") { xml.element("ram:IBANID", text: iban) }
                    if let bic = document.bic {
                        xml.element("ram:PayeeSpecifiedCreditorFinancialInstitution") {
                            xml.element("ram:BICID", text: bic)
                        }
                    }
                }
            }
            for total in document.taxes { write(total) }
            if document.terms != nil || document.dueOn != nil {
                xml.element("ram:SpecifiedTradePaymentTerms") {
                    xml.element("ram:Description", ifPresent: document.terms)
                    if let day = document.dueOn { date("ram:DueDateDateTime", day) }
                }
            }
            summation()
            preceding()
        }
    }

    private func write(_ total: TradeDocument.TaxTotal) {
        xml.element("ram:ApplicableTradeTax") {
            amount("ram:CalculatedAmount", total.amount)
            xml.element("ram:TypeCode", text: "VAT")
            xml.element("ram:ExemptionReason", ifPresent: document.taxReason(total.tax.category, words))
            amount("ram:BasisAmount", total.net)
            xml.element("ram:CategoryCode", text: total.tax.category)
            xml.element("ram:ExemptionReasonCode", ifPresent: TaxReason.code(total.tax.category))
            rate(total.tax)
        }
    }

    private func summation() {
        xml.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation") {
            amount("ram:LineTotalAmount", document.net)
            amount("ram:TaxBasisTotalAmount", document.net)
            xml.element(
                "ram:TaxTotalAmount", ["currencyID": document.currency], text: digits(document.tax ?? .zero))
            amount("ram:GrandTotalAmount", document.gross)
            if document.prepaid > .zero { amount("ram:TotalPrepaidAmount", document.prepaid) }
            amount("ram:DuePayableAmount", document.payable)
        }
    }

    private func preceding() {
        guard let invoice = document.precedingInvoice else { return }
        xml.element("ram:InvoiceReferencedDocument") {
            xml.element("ram:IssuerAssignedID", text: invoice)
            if let day = document.precedingDay {
                date("ram:FormattedIssueDateTime", day, type: "qdt:DateTimeString")
            }
        }
    }

    // MARK: Lines

    private func write(_ line: TradeDocument.Line) {
        xml.element("ram:IncludedSupplyChainTradeLineItem") {
            xml.element("ram:AssociatedDocumentLineDocument") { xml.element("ram:LineID", text: String(line.number)) }
            product(line)
            xml.element("ram:SpecifiedLineTradeAgreement") {
                if let buyerLine = line.buyerLine {
                    xml.element("ram:BuyerOrderReferencedDocument") { xml.element("ram:LineID", text: buyerLine) }
                }
                xml.element("ram:NetPriceProductTradePrice") { amount("ram:ChargeAmount", line.unitPrice) }
            }
            xml.element("ram:SpecifiedLineTradeDelivery") {
                xml.element("ram:BilledQuantity", ["unitCode": line.unit], text: String(line.quantity))
            }
            xml.element("ram:SpecifiedLineTradeSettlement") {
                if let tax = line.tax {
                    xml.element("ram:ApplicableTradeTax") {
                        xml.element("ram:TypeCode", text: "VAT")
                        xml.element("ram:CategoryCode", text: tax.category)
                        rate(tax)
                    }
                }
                allowance(line)
                xml.element("ram:SpecifiedTradeSettlementLineMonetarySummation") {
                    amount("ram:LineTotalAmount", line.net)
                }
            }
        }
    }

    private func product(_ line: TradeDocument.Line) {
        xml.element("ram:SpecifiedTradeProduct") {
            xml.element("ram:GlobalID", ["schemeID": "0160"], ifPresent: line.gtin)
            xml.element("ram:SellerAssignedID", ifPresent: line.isFreight ? nil : line.sku)
            xml.element("ram:BuyerAssignedID", ifPresent: line.buyerItem)
            xml.element("ram:Name", text: line.name)
            if !line.disclosures.isEmpty {
                xml.element("ram:Description", text: line.disclosures.joined(separator: "; "))
            }
            if let code = line.hsCode {
                xml.element("ram:DesignatedProductClassification") {
                    xml.element("ram:ClassCode", ["listID": "HS"], text: code)
                }
            }
            if let origin = line.origin { xml.element("ram:OriginTradeCountry") { id(origin) } }
        }
    }

    private func allowance(_ line: TradeDocument.Line) {
        let allowance = UBLInvoice.allowance(of: line)
        guard allowance != .zero else { return }
        xml.element("ram:SpecifiedTradeAllowanceCharge") {
            xml.element("ram:ChargeIndicator") {
                xml.element("udt:Indicator", text: allowance < .zero ? "true" : "false")
            }
            amount("ram:ActualAmount", allowance < .zero ? .zero - allowance : allowance)
            xml.element("ram:Reason", text: line.allowanceReason(words))
        }
    }

    // MARK: Parts

    private func party(_ name: String, _ party: TradeDocument.Party) {
        xml.element(name) {
            xml.element("ram:GlobalID", ["schemeID": "0088"], ifPresent: party.address.gln)
            xml.element("ram:Name", text: party.name)
            if let registration = party.registration {
                xml.element("ram:SpecifiedLegalOrganization") { id(registration) }
            }
            if party.contact != nil || party.email != nil || party.phone != nil {
                xml.element("ram:DefinedTradeContact") {
                    xml.element("ram:PersonName", ifPresent: party.contact)
                    if let phone = party.phone {
                        xml.element("ram:TelephoneUniversalCommunication") {
                            xml.element("ram:CompleteNumber", text: phone)
                        }
                    }
                    if let email = party.email {
                        xml.element("ram:EmailURIUniversalCommunication") { xml.element("ram:URIID", text: email) }
                    }
                }
            }
            write(party.address)
            if let endpoint = party.endpoint {
                xml.element("ram:URIUniversalCommunication") {
                    xml.element("ram:URIID", ["schemeID": endpoint.scheme], text: endpoint.value)
                }
            }
            if document.namesVAT, let vatID = party.vatID {
                xml.element("ram:SpecifiedTaxRegistration") {
                    xml.element("ram:ID", ["schemeID": "VA"], text: vatID)
                }
            }
        }
    }

    private func write(_ address: TradeDocument.Address) {
        xml.element("ram:PostalTradeAddress") {
            xml.element("ram:PostcodeCode", ifPresent: address.postalCode)
            xml.element("ram:LineOne", ifPresent: address.street)
            xml.element("ram:LineTwo", ifPresent: address.additional)
            xml.element("ram:CityName", ifPresent: address.city)
            xml.element("ram:CountryID", text: address.country)
            xml.element("ram:CountrySubDivisionName", ifPresent: address.region)
        }
    }

    private func id(_ text: String) { xml.element("ram:ID", text: text) }

    private func reference(_ name: String, _ number: String?) {
        guard let number else { return }
        xml.element(name) { xml.element("ram:IssuerAssignedID", text: number) }
    }

    /// A day in the form 102, `yyyymmdd`.
    private func date(_ name: String, _ day: String, type: String = "udt:DateTimeString") {
        xml.element(name) { xml.element(type, ["format": "102"], text: day.filter { $0 != "-" }) }
    }

    private func rate(_ tax: TradeDocument.Tax) {
        if tax.category != "O" { xml.element("ram:RateApplicablePercent", text: tax.rate.text) }
    }

    private func digits(_ value: Decimal) -> String { value.text(minimumFractionDigits: document.minorDigits) }
    private func amount(_ name: String, _ value: Decimal) { xml.element(name, text: digits(value)) }
}
