internal import Quantities
internal import XMLStream

/// What we answer to a customer's order: how it stands as a whole, and line by line.
package struct OrderResponse: Sendable, Equatable {
    /// How the order stands, by the codes of UNCL 4343 that Peppol allows.
    package enum Code: String, Sendable {
        /// It came in; it is accepted; it is accepted with changes; it is rejected.
        case acknowledged = "AB"
        case accepted = "AP"
        case conditional = "CA"
        case rejected = "RE"
    }

    /// How a line stands, by the codes of UNCL 1229.
    package enum LineStatus: String, Sendable {
        /// Agreed with the customer beside his document; changed; as he ordered it; called off.
        case added = "1"
        case changed = "3"
        case accepted = "5"
        case rejected = "7"

        /// As a person reads it.
        package var word: String {
            switch self {
            case .added: "added"
            case .changed: "changed"
            case .accepted: "accepted"
            case .rejected: "rejected"
            }
        }
    }

    /// A line's status, and the customer's own number of the line.
    package struct Line: Sendable, Equatable {
        /// How it stands.
        package let status: LineStatus
        /// The customer's number; nil is ours.
        package let customerLine: String?

        /// A line.
        package init(status: LineStatus, customerLine: String?) {
            (self.status, self.customerLine) = (status, customerLine)
        }
    }

    /// The order as it is now, its number that of the response; lines that were called off have the quantity 0.
    package let document: TradeDocument
    /// For each line of the document, in its order.
    package let lines: [Line]
    /// Whether the order is agreed, and whether nothing of it is wanted any more.
    package let isConfirmed: Bool, isCancelled: Bool

    /// A response.
    package init(document: TradeDocument, lines: [Line], isConfirmed: Bool, isCancelled: Bool) {
        precondition(document.lines.count == lines.count, "every line has its status")
        (self.document, self.lines) = (document, lines)
        (self.isConfirmed, self.isCancelled) = (isConfirmed, isCancelled)
    }

    /// How the order stands as a whole.
    package var code: Code {
        if isCancelled || lines.allSatisfy({ $0.status == .rejected }) { return .rejected }
        guard isConfirmed else { return .acknowledged }
        return lines.allSatisfy { $0.status == .accepted } ? .accepted : .conditional
    }
}

/// An order response as UBL 2.1, by Peppol's ordering profile 3.
package enum UBLOrderResponse {
    /// The message.
    package static func text(_ response: OrderResponse) -> String {
        let document = response.document
        let xml = XMLWriter()
        let parts = UBLParts(xml: xml, document: document)
        xml.element(
            "OrderResponse",
            [
                "xmlns": "urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2",
                "xmlns:cac": UBLParts.namespaces[0].value, "xmlns:cbc": UBLParts.namespaces[1].value,
            ]
        ) {
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
            for (line, status) in zip(document.lines, response.lines) {
                xml.element("cac:OrderLine") {
                    xml.element("cac:LineItem") {
                        xml.element("cbc:ID", text: String(line.number))
                        xml.element("cbc:LineStatusCode", text: status.status.rawValue)
                        parts.quantity("cbc:Quantity", line)
                        xml.element("cac:Price") {
                            parts.amount("cbc:PriceAmount", line.unitPrice)
                            xml.element("cbc:BaseQuantity", ["unitCode": line.unit], text: "1")
                        }
                        parts.item(line, withTax: false)
                    }
                    xml.element("cac:OrderLineReference") {
                        xml.element("cbc:LineID", text: status.customerLine ?? String(line.number))
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
