internal import Quantities
internal import XMLStream

/// Pieces of UBL 2.1 that several documents share, in the order its schemas ask for.
struct UBLParts {
    let xml: XMLWriter
    let document: TradeDocument

    /// The first element of a document of UBL 2.1, whose schema has its name.
    func root(_ name: String, content: () -> Void) {
        openRoot(name)
        content()
        xml.end()
    }

    /// The first element, left open for those who write piece by piece.
    func openRoot(_ name: String) {
        let schemas = "urn:oasis:names:specification:ubl:schema:xsd:"
        xml.start(
            name,
            [
                "xmlns": schemas + name + "-2", "xmlns:cac": schemas + "CommonAggregateComponents-2",
                "xmlns:cbc": schemas + "CommonBasicComponents-2",
            ])
    }

    /// An amount in the document's currency, with the digits of its minor unit.
    func amount(_ name: String, _ value: Decimal) {
        xml.element(
            name, ["currencyID": document.currency], text: value.text(minimumFractionDigits: document.minorDigits))
    }

    func quantity(_ name: String, _ line: TradeDocument.Line) {
        xml.element(name, ["unitCode": line.unit], text: String(line.quantity))
    }

    func date(_ name: String, ifPresent day: String?) { xml.element(name, ifPresent: day) }

    func orderReference() {
        guard document.poNumber != nil || document.order != nil else { return }
        xml.element("cac:OrderReference") {
            // The buyer's number is asked for; where he gave none, only ours can be told.
            xml.element("cbc:ID", text: document.poNumber ?? "NA")
            xml.element("cbc:SalesOrderID", ifPresent: document.order)
        }
    }

    /// A party with everything an invoice says of it.
    func party(_ party: TradeDocument.Party, isTaxed: Bool = true) {
        xml.element("cac:Party") { partyParts(party, isTaxed: isTaxed) }
    }

    /// What is in the element of a party.
    func partyParts(_ party: TradeDocument.Party, isTaxed: Bool) {
        if let endpoint = party.endpoint {
            xml.element("cbc:EndpointID", ["schemeID": endpoint.scheme], text: endpoint.value)
        }
        if let gln = party.address.gln {
            xml.element("cac:PartyIdentification") { xml.element("cbc:ID", ["schemeID": "0088"], text: gln) }
        }
        xml.element("cac:PartyName") { xml.element("cbc:Name", text: party.name) }
        address("cac:PostalAddress", party.address)
        if isTaxed, let vatID = party.vatID {
            xml.element("cac:PartyTaxScheme") {
                xml.element("cbc:CompanyID", text: vatID)
                scheme()
            }
        }
        xml.element("cac:PartyLegalEntity") {
            xml.element("cbc:RegistrationName", text: party.name)
            xml.element("cbc:CompanyID", ifPresent: party.registration)
        }
        if party.contact != nil || party.email != nil || party.phone != nil {
            xml.element("cac:Contact") {
                xml.element("cbc:Name", ifPresent: party.contact)
                xml.element("cbc:Telephone", ifPresent: party.phone)
                xml.element("cbc:ElectronicMail", ifPresent: party.email)
            }
        }
    }

    func address(_ name: String, _ address: TradeDocument.Address) {
        xml.element(name) {
            xml.element("cbc:StreetName", ifPresent: address.street)
            xml.element("cbc:AdditionalStreetName", ifPresent: address.additional)
            xml.element("cbc:CityName", ifPresent: address.city)
            xml.element("cbc:PostalZone", ifPresent: address.postalCode)
            xml.element("cbc:CountrySubentity", ifPresent: address.region)
            xml.element("cac:Country") { xml.element("cbc:IdentificationCode", text: address.country) }
        }
    }

    func scheme() { xml.element("cac:TaxScheme") { xml.element("cbc:ID", text: "VAT") } }

    /// Category and rate; nothing that is not subject to tax has a rate.
    func taxCategory(_ name: String, _ tax: TradeDocument.Tax, reason: String? = nil) {
        xml.element(name) {
            xml.element("cbc:ID", text: tax.category)
            if tax.category != "O" { xml.element("cbc:Percent", text: tax.rate.text) }
            if let reason {
                xml.element("cbc:TaxExemptionReasonCode", ifPresent: TaxReason.code(tax.category))
                xml.element("cbc:TaxExemptionReason", text: reason)
            }
            scheme()
        }
    }

    /// The goods of a line, by every number they have.
    func item(_ line: TradeDocument.Line, withTax: Bool) {
        xml.element("cac:Item") {
            if !line.disclosures.isEmpty {
                xml.element("cbc:Description", text: line.disclosures.joined(separator: "; "))
            }
            xml.element("cbc:Name", text: line.name)
            identification("cac:BuyersItemIdentification", line.buyerItem)
            identification("cac:SellersItemIdentification", line.isFreight ? nil : line.sku)
            if let gtin = line.gtin {
                xml.element("cac:StandardItemIdentification") {
                    xml.element("cbc:ID", ["schemeID": "0160"], text: gtin)
                }
            }
            if let origin = line.origin {
                xml.element("cac:OriginCountry") { xml.element("cbc:IdentificationCode", text: origin) }
            }
            if let code = line.hsCode {
                xml.element("cac:CommodityClassification") {
                    xml.element("cbc:ItemClassificationCode", ["listID": "HS"], text: code)
                }
            }
            if withTax, let tax = line.tax { taxCategory("cac:ClassifiedTaxCategory", tax) }
        }
    }

    private func identification(_ name: String, _ value: String?) {
        guard let value else { return }
        xml.element(name) { xml.element("cbc:ID", text: value) }
    }
}
