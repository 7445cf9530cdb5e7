internal import Quantities
internal import XMLStream

/// What left us, as UBL 2.1 by Peppol's Despatch Advice 3.
package enum UBLDespatchAdvice {
    /// The message of a packing slip.
    ///
    /// **Throws** what it lacks.
    package static func text(_ document: TradeDocument) throws(MissingFacts) -> String {
        precondition(document.kind == .packingSlip, "only a packing slip is written as a despatch advice")
        try Requirements.check(despatch: document)
        let xml = XMLWriter()
        let parts = UBLParts(xml: xml, document: document)
        parts.root("DespatchAdvice") {
            xml.element("cbc:CustomizationID", text: "urn:fdc:peppol.eu:poacc:trns:despatch_advice:3")
            xml.element("cbc:ProfileID", text: "urn:fdc:peppol.eu:poacc:bis:despatch_advice:3")
            xml.element("cbc:ID", text: document.number)
            xml.element("cbc:IssueDate", text: document.issuedOn)
            parts.orderReference()
            xml.element("cac:DespatchSupplierParty") { parts.party(document.seller, isTaxed: false) }
            xml.element("cac:DeliveryCustomerParty") { parts.party(document.buyer, isTaxed: false) }
            shipment(xml, parts, document)
            for line in document.lines { write(line, xml, parts, document) }
        }
        return xml.finish()
    }

    private static func shipment(_ xml: XMLWriter, _ parts: UBLParts, _ document: TradeDocument) {
        xml.element("cac:Shipment") {
            xml.element("cbc:ID", text: document.shipment ?? document.number)
            if let mass = document.netMass {
                xml.element("cbc:NetWeightMeasure", ["unitCode": "KGM"], text: mass.text)
            }
            xml.element("cac:Delivery") {
                parts.address("cac:DeliveryAddress", document.shipTo ?? document.buyer.address)
                xml.element("cac:Despatch") {
                    xml.element("cbc:ActualDespatchDate", text: document.shippedOn ?? document.issuedOn)
                }
            }
        }
    }

    private static func write(
        _ line: TradeDocument.Line, _ xml: XMLWriter, _ parts: UBLParts, _ document: TradeDocument
    ) {
        xml.element("cac:DespatchLine") {
            xml.element("cbc:ID", text: String(line.number))
            parts.quantity("cbc:DeliveredQuantity", line)
            xml.element("cac:OrderLineReference") {
                xml.element("cbc:LineID", text: line.orderLine)
                xml.element("cac:OrderReference") {
                    xml.element("cbc:ID", text: document.poNumber ?? document.order ?? "NA")
                }
            }
            parts.item(line, withTax: false)
        }
    }
}
