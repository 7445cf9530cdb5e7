internal import Quantities
internal import XMLStream

/// Our price list to a customer as UBL 2.1, by Peppol's Catalogue 3, written line by line: any number of products in flat memory.
///
/// A price is for one unit, without tax; a break is a price from its `MinimumQuantity` on.
package final class UBLCatalogue {
    /// Who sells to whom, and when.
    package struct Head: Sendable {
        /// The catalogue's number and its day.
        package let number: String, day: String
        /// We, who write it, and the customer.
        package let seller: TradeDocument.Party, buyer: TradeDocument.Party
        /// ISO 4217 and the digits of its minor unit.
        package let currency: String, minorDigits: Int

        /// A head.
        package init(
            number: String, day: String, seller: TradeDocument.Party, buyer: TradeDocument.Party, currency: String,
            minorDigits: Int
        ) {
            (self.number, self.day, self.seller, self.buyer) = (number, day, seller, buyer)
            (self.currency, self.minorDigits) = (currency, minorDigits)
        }
    }

    private let xml = XMLWriter()
    private let parts: UBLParts
    private let head: Head
    private var count = 0

    /// A catalogue with its head written.
    ///
    /// **Throws** what the message lacks.
    package init(_ head: Head) throws(MissingFacts) {
        self.head = head
        let document = TradeDocument(
            kind: .lineSheet, number: head.number, issuedOn: head.day, seller: head.seller, buyer: head.buyer,
            currency: head.currency, minorDigits: head.minorDigits)
        try Requirements.check(despatch: document)
        parts = UBLParts(xml: xml, document: document)
        parts.openRoot("Catalogue")
        xml.element("cbc:CustomizationID", text: "urn:fdc:peppol.eu:poacc:trns:catalogue:3")
        xml.element("cbc:ProfileID", text: "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3")
        xml.element("cbc:ID", text: head.number)
        xml.element("cbc:ActionCode", text: "Add")
        xml.element("cbc:IssueDate", text: head.day)
        xml.element("cbc:VersionID", text: "1")
        xml.element("cac:ValidityPeriod") { xml.element("cbc:StartDate", text: head.day) }
        xml.element("cac:ProviderParty") { parts.partyParts(head.seller, isTaxed: false) }
        xml.element("cac:ReceiverParty") { parts.partyParts(head.buyer, isTaxed: false) }
        xml.element("cac:SellerSupplierParty") { parts.party(head.seller, isTaxed: false) }
        xml.element("cac:ContractorCustomerParty") { parts.party(head.buyer, isTaxed: false) }
    }

    /// Adds a product; answers what has been written since the last one.
    ///
    /// **Throws** when its unit is none of Recommendation 20.
    package func add(_ item: LineSheet.Item, hsCode: String?) throws(MissingFacts) -> [UInt8] {
        if let fact = Requirements.unit(item.unit, of: item.sku) { throw MissingFacts(facts: [fact]) }
        count += 1
        let number = count
        xml.element("cac:CatalogueLine") {
            xml.element("cbc:ID", text: String(number))
            xml.element("cbc:ActionCode", text: "Add")
            xml.element("cbc:OrderableIndicator", text: "true")
            xml.element("cbc:OrderableUnit", text: item.unit)
            if let content = item.contentQuantity, let unit = item.contentUnit,
                UnitOfMeasure.recognised(unit)?.code == unit
            {
                xml.element("cbc:ContentUnitQuantity", ["unitCode": unit], text: content.text)
            }
            if item.multiple > 1 { xml.element("cbc:OrderQuantityIncrementNumeric", text: String(item.multiple)) }
            xml.element("cbc:MinimumOrderQuantity", ["unitCode": item.unit], text: String(item.minimum))
            for tier in item.tiers { price(tier, item.unit) }
            parts.item(line(item, number, hsCode), withTax: false)
        }
        var piece: [UInt8] = []
        xml.drain { piece = Array($0) }
        return piece
    }

    /// The end of the document.
    package func finish() -> [UInt8] {
        xml.end()
        var rest: [UInt8] = []
        xml.finish { rest = Array($0) }
        return rest
    }

    private func price(_ tier: LineSheet.Tier, _ unit: String) {
        xml.element("cac:RequiredItemLocationQuantity") {
            xml.element("cbc:MinimumQuantity", ["unitCode": unit], text: String(tier.quantity))
            xml.element("cac:Price") {
                parts.amount("cbc:PriceAmount", tier.price)
                xml.element("cbc:BaseQuantity", ["unitCode": unit], text: "1")
                if let day = tier.validTo {
                    xml.element("cac:ValidityPeriod") { xml.element("cbc:EndDate", text: day) }
                }
            }
        }
    }

    private func line(_ item: LineSheet.Item, _ number: Int, _ hsCode: String?) -> TradeDocument.Line {
        var line = TradeDocument.Line(number: number, sku: item.sku, name: item.name, unit: item.unit, quantity: 1)
        line.buyerItem = item.buyerItem
        line.gtin = item.gtin
        line.origin = item.origin
        line.hsCode = hsCode
        line.disclosures = [item.material].compactMap { $0 } + item.disclosures
        return line
    }
}
