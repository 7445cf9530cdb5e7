internal import Quantities
internal import XMLStream

/// Pieces of openTRANS 2.1 that several documents share, in the order its schema asks for.
struct OpenTransParts {
    let xml: XMLWriter
    let document: TradeDocument

    /// The first element of a document.
    func root(_ name: String, content: () -> Void) {
        xml.element(
            name,
            [
                "xmlns": "http://www.opentrans.org/XMLSchema/2.1", "xmlns:bmecat": "http://www.bmecat.org/bmecat/2005",
                "version": "2.1",
            ], content: content)
    }

    func party(_ party: TradeDocument.Party, roles: [String], isTaxed: Bool = false) {
        xml.element("PARTY") {
            xml.element("bmecat:PARTY_ID", ["type": Self.kind(party)], text: Self.id(party))
            for role in roles { xml.element("PARTY_ROLE", text: role) }
            address(party.address, name: party.name, vatID: isTaxed ? party.vatID : nil)
        }
    }

    /// A place that goods go to, with the number by which the document refers to it.
    func place(_ address: TradeDocument.Address) {
        xml.element("PARTY") {
            xml.element("bmecat:PARTY_ID", ["type": placeKind], text: placeID)
            xml.element("PARTY_ROLE", text: "delivery")
            self.address(address, name: address.name ?? document.buyer.name, vatID: nil)
        }
    }

    private func address(_ address: TradeDocument.Address, name: String, vatID: String?) {
        xml.element("ADDRESS") {
            xml.element("bmecat:NAME", text: String(name.prefix(100)))
            // Who takes in, where that is another, and what is more of the address have no other place.
            let more = [address.name == name ? nil : address.name, address.additional].compactMap { $0 }
            for (element, text) in zip(["bmecat:NAME2", "bmecat:NAME3"], more) {
                xml.element(element, text: String(text.prefix(50)))
            }
            xml.element("bmecat:STREET", ifPresent: address.street)
            xml.element("bmecat:ZIP", ifPresent: address.postalCode)
            xml.element("bmecat:CITY", ifPresent: address.city)
            xml.element("bmecat:STATE", ifPresent: address.region.map { String($0.prefix(50)) })
            xml.element("bmecat:COUNTRY_CODED", text: address.country)
            xml.element("bmecat:VAT_ID", ifPresent: vatID)
        }
    }

    /// The goods of a line, its quantity and unit.
    func goods(_ line: TradeDocument.Line) {
        xml.element("PRODUCT_ID") {
            // The schema asks for a number of ours.
            xml.element("bmecat:SUPPLIER_PID", text: line.isFreight ? "FREIGHT" : line.sku)
            xml.element("bmecat:INTERNATIONAL_PID", ["type": "gtin"], ifPresent: line.gtin)
            xml.element("bmecat:BUYER_PID", ["type": "buyer_specific"], ifPresent: line.buyerItem)
            xml.element("bmecat:DESCRIPTION_SHORT", text: String(line.name.prefix(150)))
            if !line.disclosures.isEmpty {
                xml.element("bmecat:DESCRIPTION_LONG", text: line.disclosures.joined(separator: "; "))
            }
        }
        xml.element("QUANTITY", text: String(line.quantity))
        xml.element("bmecat:ORDER_UNIT", text: line.unit)
    }

    func orderReference(_ line: TradeDocument.Line) {
        guard document.poNumber != nil || document.order != nil else { return }
        xml.element("ORDER_REFERENCE") {
            // The buyer's number is asked for; where he gave none, only ours can be told.
            xml.element("ORDER_ID", text: document.poNumber ?? document.order ?? "")
            xml.element("LINE_ITEM_ID", text: line.orderLine)
        }
    }

    func delivery(_ day: String?) {
        guard let day else { return }
        xml.element("DELIVERY_DATE", ["type": "fixed"]) {
            xml.element("DELIVERY_START_DATE", text: Self.time(day))
            xml.element("DELIVERY_END_DATE", text: Self.time(day))
        }
    }

    func amount(_ name: String, _ value: Decimal) {
        xml.element(name, text: value.text(minimumFractionDigits: document.minorDigits))
    }

    static func time(_ day: String) -> String { day + "T00:00:00" }
    static func id(_ party: TradeDocument.Party) -> String { party.address.gln ?? party.code ?? party.name }
    /// Both are known by their GLN, else by what we call them.
    static func kind(_ party: TradeDocument.Party) -> String {
        party.address.gln == nil ? "supplier_specific" : "gln"
    }
    /// Where the goods go: by its GLN, else as a place of the buyer's.
    var placeID: String { document.shipTo?.gln ?? Self.id(document.buyer) + "-delivery" }
    var placeKind: String { document.shipTo?.gln == nil ? "supplier_specific" : "gln" }
}
