internal import Quantities
internal import XMLStream

/// An order response as openTRANS 2.1, whose lines have their status as a remark.
package enum OpenTransOrderResponse {
    /// The message.
    package static func text(_ response: OrderResponse) -> String {
        let document = response.document
        let xml = XMLWriter()
        let parts = OpenTransParts(xml: xml, document: document)
        parts.root("ORDERRESPONSE") {
            xml.element("ORDERRESPONSE_HEADER") {
                xml.element("ORDERRESPONSE_INFO") { head(response, parts) }
            }
            xml.element("ORDERRESPONSE_ITEM_LIST") {
                for (line, status) in zip(document.lines, response.statuses) { item(line, status, parts) }
            }
            xml.element("ORDERRESPONSE_SUMMARY") {
                xml.element("TOTAL_ITEM_NUM", text: String(document.lines.count))
                parts.amount("TOTAL_AMOUNT", document.net)
            }
        }
        return xml.finish()
    }

    private static func head(_ response: OrderResponse, _ parts: OpenTransParts) {
        let (document, xml) = (response.document, parts.xml)
        xml.element("ORDER_ID", text: document.poNumber ?? "NA")
        xml.element("ORDERRESPONSE_DATE", text: OpenTransParts.time(document.issuedOn))
        xml.element("SUPPLIER_ORDER_ID", ifPresent: document.order)
        parts.delivery(document.promisedOn)
        xml.element("PARTIES") {
            parts.party(document.buyer, roles: ["buyer"])
            parts.party(document.seller, roles: ["supplier"])
        }
        xml.element("ORDER_PARTIES_REFERENCE") {
            for (name, party) in [("BUYER", document.buyer), ("SUPPLIER", document.seller)] {
                xml.element(
                    "bmecat:\(name)_IDREF", ["type": OpenTransParts.kind(party)], text: OpenTransParts.id(party))
            }
        }
        xml.element("bmecat:CURRENCY", text: document.currency)
        xml.element("REMARKS", ["type": "general"], text: "order response code: \(response.code.rawValue)")
    }

    private static func item(_ line: TradeDocument.Line, _ status: OrderResponse.LineStatus, _ parts: OpenTransParts) {
        let xml = parts.xml
        xml.element("ORDERRESPONSE_ITEM") {
            xml.element("LINE_ITEM_ID", text: line.orderLine)
            parts.goods(line)
            xml.element("PRODUCT_PRICE_FIX") {
                xml.element("bmecat:PRICE_AMOUNT", text: line.unitPrice.text)
                xml.element("bmecat:PRICE_QUANTITY", text: "1")
            }
            parts.amount("PRICE_LINE_AMOUNT", line.net)
            parts.delivery(parts.document.promisedOn)
            xml.element("REMARKS", ["type": "general"], text: "line status: \(status.word)")
        }
    }
}
