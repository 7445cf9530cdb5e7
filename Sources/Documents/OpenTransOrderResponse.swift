internal import Quantities
internal import XMLStream

/// An order response as openTRANS 2.1, whose lines have their status as a remark.
package enum OpenTransOrderResponse {
    /// The message.
    package static func text(_ response: OrderResponse) -> String {
        let document = response.document
        let xml = XMLWriter()
        xml.element(
            "ORDERRESPONSE",
            [
                "xmlns": "http://www.opentrans.org/XMLSchema/2.1", "xmlns:bmecat": "http://www.bmecat.org/bmecat/2005",
                "version": "2.1",
            ]
        ) {
            xml.element("ORDERRESPONSE_HEADER") {
                xml.element("ORDERRESPONSE_INFO") { head(response, xml) }
            }
            xml.element("ORDERRESPONSE_ITEM_LIST") {
                for (line, status) in zip(document.lines, response.lines) { item(line, status, document, xml) }
            }
            xml.element("ORDERRESPONSE_SUMMARY") {
                xml.element("TOTAL_ITEM_NUM", text: String(document.lines.count))
                xml.element("TOTAL_AMOUNT", text: document.net.text(minimumFractionDigits: document.minorDigits))
            }
        }
        return xml.finish()
    }

    private static func head(_ response: OrderResponse, _ xml: XMLWriter) {
        let document = response.document
        xml.element("ORDER_ID", text: document.poNumber ?? "NA")
        xml.element("ORDERRESPONSE_DATE", text: document.issuedOn + "T00:00:00")
        xml.element("SUPPLIER_ORDER_ID", ifPresent: document.order)
        delivery(document.promisedOn, xml)
        xml.element("PARTIES") {
            party(document.buyer, "buyer", xml)
            party(document.seller, "supplier", xml)
        }
        xml.element("ORDER_PARTIES_REFERENCE") {
            xml.element("bmecat:BUYER_IDREF", ["type": kind(document.buyer)], text: id(document.buyer))
            xml.element("bmecat:SUPPLIER_IDREF", ["type": kind(document.seller)], text: id(document.seller))
        }
        xml.element("bmecat:CURRENCY", text: document.currency)
        xml.element("REMARKS", ["type": "general"], text: "order response code: \(response.code.rawValue)")
    }

    private static func party(_ party: TradeDocument.Party, _ role: String, _ xml: XMLWriter) {
        xml.element("PARTY") {
            xml.element("bmecat:PARTY_ID", ["type": kind(party)], text: id(party))
            xml.element("PARTY_ROLE", text: role)
            xml.element("ADDRESS") {
                xml.element("bmecat:NAME", text: party.name)
                xml.element("bmecat:STREET", ifPresent: party.address.street)
                xml.element("bmecat:ZIP", ifPresent: party.address.postalCode)
                xml.element("bmecat:CITY", ifPresent: party.address.city)
                xml.element("bmecat:COUNTRY_CODED", text: party.address.country)
            }
        }
    }

    private static func item(
        _ line: TradeDocument.Line, _ status: OrderResponse.Line, _ document: TradeDocument, _ xml: XMLWriter
    ) {
        xml.element("ORDERRESPONSE_ITEM") {
            xml.element("LINE_ITEM_ID", text: status.customerLine ?? String(line.number))
            xml.element("PRODUCT_ID") {
                xml.element("bmecat:SUPPLIER_PID", text: line.sku)
                xml.element("bmecat:INTERNATIONAL_PID", ["type": "gtin"], ifPresent: line.gtin)
                xml.element("bmecat:BUYER_PID", ["type": "buyer_specific"], ifPresent: line.buyerItem)
                xml.element("bmecat:DESCRIPTION_SHORT", text: String(line.name.prefix(150)))
            }
            xml.element("QUANTITY", text: String(line.quantity))
            xml.element("bmecat:ORDER_UNIT", text: line.unit)
            xml.element("PRODUCT_PRICE_FIX") {
                xml.element("bmecat:PRICE_AMOUNT", text: line.unitPrice.text)
                xml.element("bmecat:PRICE_QUANTITY", text: "1")
            }
            xml.element("PRICE_LINE_AMOUNT", text: line.net.text(minimumFractionDigits: document.minorDigits))
            delivery(document.promisedOn, xml)
            xml.element("REMARKS", ["type": "general"], text: "line status: \(status.status.word)")
        }
    }

    private static func delivery(_ day: String?, _ xml: XMLWriter) {
        guard let day else { return }
        xml.element("DELIVERY_DATE", ["type": "fixed"]) {
            xml.element("DELIVERY_START_DATE", text: day + "T00:00:00")
            xml.element("DELIVERY_END_DATE", text: day + "T00:00:00")
        }
    }

    private static func id(_ party: TradeDocument.Party) -> String { party.address.gln ?? party.code ?? party.name }
    /// Both are known by their GLN, else by what we call them.
    private static func kind(_ party: TradeDocument.Party) -> String {
        party.address.gln == nil ? "supplier_specific" : "gln"
    }
}
