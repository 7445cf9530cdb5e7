internal import XMLStream

/// An order response as UBL 2.1, by Peppol's ordering profile 3.
package enum UBLOrderResponse {
    /// The message.
    package static func text(_ response: OrderResponse) -> String {
        let document = response.document
        let xml = XMLWriter()
        let parts = UBLParts(xml: xml, document: document)
        parts.root("OrderResponse") {
            xml.element("cbc:CustomizationID", text: "urn:fdc:peppol.eu:poacc:trns:order_response:3")
            xml.element("cbc:ProfileID", text: "urn:fdc:peppol.eu:poacc:bis:ordering:3")
            xml.element("cbc:ID", text: document.number)
            xml.element("cbc:SalesOrderID", ifPresent: document.order)
            xml.element("cbc:IssueDate", text: document.issuedOn)
            xml.element("cbc:OrderResponseCode", text: response.code.rawValue)
            xml.element("cbc:DocumentCurrencyCode", text: document.currency)
            xml.element("cac:OrderReference") { xml.element("cbc:ID", text: document.poNumber ?? "NA") }
            xml.element("cac:SellerSupplierParty") { parts.party(document.seller, isTaxed: false) }
            xml.element("cac:BuyerCustomerParty") { parts.party(document.buyer, isTaxed: false) }
            if let day = document.promisedOn {
                xml.element("cac:Delivery") { promised(day, xml) }
            }
            for (line, status) in zip(document.lines, response.statuses) {
                xml.element("cac:OrderLine") {
                    xml.element("cac:LineItem") {
                        xml.element("cbc:ID", text: String(line.number))
                        xml.element("cbc:LineStatusCode", text: status.rawValue)
                        parts.quantity("cbc:Quantity", line)
                        xml.element("cac:Price") {
                            parts.amount("cbc:PriceAmount", line.unitPrice)
                            xml.element("cbc:BaseQuantity", ["unitCode": line.unit], text: "1")
                        }
                        parts.item(line, withTax: false)
                    }
                    xml.element("cac:OrderLineReference") {
                        xml.element("cbc:LineID", text: line.orderLine)
                    }
                }
            }
        }
        return xml.finish()
    }

    private static func promised(_ day: String, _ xml: XMLWriter) {
        xml.element("cac:PromisedDeliveryPeriod") {
            xml.element("cbc:StartDate", text: day)
            xml.element("cbc:EndDate", text: day)
        }
    }
}
