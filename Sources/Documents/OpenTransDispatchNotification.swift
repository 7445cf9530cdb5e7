internal import XMLStream

/// What left us, as openTRANS 2.1.
package enum OpenTransDispatchNotification {
    /// The message of a packing slip.
    ///
    /// **Throws** what it lacks.
    package static func text(_ document: TradeDocument) throws(MissingFacts) -> String {
        precondition(document.kind == .packingSlip, "only a packing slip is written as a dispatch notification")
        try Requirements.check(despatch: document, byPeppol: false)
        let xml = XMLWriter()
        let parts = OpenTransParts(xml: xml, document: document)
        parts.root("DISPATCHNOTIFICATION") {
            xml.element("DISPATCHNOTIFICATION_HEADER") {
                xml.element("DISPATCHNOTIFICATION_INFO") { info(xml, parts, document) }
            }
            xml.element("DISPATCHNOTIFICATION_ITEM_LIST") {
                for line in document.lines { write(line, xml, parts) }
            }
            xml.element("DISPATCHNOTIFICATION_SUMMARY") {
                xml.element("TOTAL_ITEM_NUM", text: String(document.lines.count))
            }
        }
        return xml.finish()
    }

    private static func info(_ xml: XMLWriter, _ parts: OpenTransParts, _ document: TradeDocument) {
        xml.element("DISPATCHNOTIFICATION_ID", text: document.number)
        xml.element("DISPATCHNOTIFICATION_DATE", text: OpenTransParts.time(document.issuedOn))
        parts.delivery(document.shippedOn)
        xml.element("PARTIES") {
            parts.party(document.seller, roles: ["supplier"])
            parts.party(document.buyer, roles: ["buyer"])
            parts.place(document.shipTo ?? document.buyer.address)
        }
        xml.element(
            "bmecat:SUPPLIER_IDREF", ["type": OpenTransParts.kind(document.seller)],
            text: OpenTransParts.id(document.seller))
        xml.element(
            "bmecat:BUYER_IDREF", ["type": OpenTransParts.kind(document.buyer)],
            text: OpenTransParts.id(document.buyer))
        place(xml, parts)
        xml.element("SHIPMENT_ID", ifPresent: document.shipment)
    }

    private static func place(_ xml: XMLWriter, _ parts: OpenTransParts) {
        xml.element("SHIPMENT_PARTIES_REFERENCE") {
            xml.element("DELIVERY_IDREF", ["type": parts.placeKind], text: parts.placeID)
        }
    }

    private static func write(_ line: TradeDocument.Line, _ xml: XMLWriter, _ parts: OpenTransParts) {
        xml.element("DISPATCHNOTIFICATION_ITEM") {
            xml.element("LINE_ITEM_ID", text: String(line.number))
            parts.goods(line)
            parts.orderReference(line)
            place(xml, parts)
        }
    }
}
