internal import Quantities

/// What a message needs and the document lacks.
package struct MissingFacts: Error, Sendable, Equatable {
    /// Each with the place and the remedy.
    package let facts: [Fact]

    /// A list of them.
    package init(facts: [Fact]) { self.facts = facts }

    /// One thing.
    package struct Fact: Sendable, Equatable {
        /// The term of EN 16931 or Peppol's rule that asks for it, and what it is.
        package let rule: String, what: String
        /// How to say it.
        package let remedy: String
    }
}

/// Looks at a document before it becomes a message.
///
/// The rules are those of EN 16931-1:2017 with the corrigenda of 2020 and of Peppol BIS Billing 3.0, as far as they ask for
/// something that only a person can know; what follows from the figures is computed right and proven by tests.
struct Requirements {
    private let document: TradeDocument
    private var missing: [MissingFacts.Fact] = []

    /// Throws the list when anything is missing.
    ///
    /// Electronic addresses are asked for by Peppol alone.
    static func check(invoice document: TradeDocument, byPeppol: Bool = true) throws(MissingFacts) {
        var requirements = Requirements(document: document)
        requirements.parties(byPeppol: byPeppol)
        requirements.countries()
        requirements.taxes()
        requirements.units()
        if document.minorDigits > 2 {
            requirements.need(
                "BR-DEC-12", "amounts of at most two digits: \(document.currency) has three",
                "send it as a page: --format pdf")
        }
        try requirements.finish()
    }

    /// Throws the list when anything is missing.
    static func check(despatch document: TradeDocument, byPeppol: Bool = true) throws(MissingFacts) {
        var requirements = Requirements(document: document)
        requirements.parties(byPeppol: byPeppol)
        requirements.units()
        requirements.countries()
        try requirements.finish()
    }

    /// Throws the list when customs would send the goods back for want of something.
    static func check(customs document: TradeDocument) throws(MissingFacts) {
        var requirements = Requirements(document: document)
        if document.seller.name.isEmpty {
            requirements.need("customs", "our name", "nephrite settings set company_name=…")
        }
        for line in document.lines { requirements.customs(line) }
        let remedy = "nephrite shipment customs \(document.number)"
        if document.customs?.grossMass == nil {
            requirements.need("customs", "the gross mass", "\(remedy) --gross-kg …")
        } else if let net = document.netMass, let gross = document.customs?.grossMass, gross < net {
            requirements.need(
                "customs", "a gross mass above the net mass of \(net.text) kg, not \(gross.text)",
                "\(remedy) --gross-kg …")
        }
        if document.customs?.packages == nil {
            requirements.need("customs", "the number of packages", "\(remedy) --packages …")
        }
        if document.customs?.reason == nil {
            requirements.need("customs", "the reason for export", "\(remedy) --reason sale")
        }
        try requirements.finish()
    }

    private mutating func customs(_ line: TradeDocument.Line) {
        let remedy = "nephrite product set \(line.sku)"
        if line.hsCode == nil { need("customs", "the tariff number of \(line.sku)", "\(remedy) hs_code=…") }
        if line.origin == nil { need("customs", "the origin of \(line.sku)", "\(remedy) country_of_origin=…") }
        if line.massGrams == nil { need("customs", "the mass of \(line.sku)", "\(remedy) mass_g=…") }
    }

    private init(document: TradeDocument) { self.document = document }

    private func finish() throws(MissingFacts) {
        guard missing.isEmpty else { throw MissingFacts(facts: missing) }
    }

    private var customerRemedy: String { "nephrite customer set \(document.buyer.code ?? "CUSTOMER")" }

    private mutating func need(_ rule: String, _ what: String, _ remedy: String) {
        missing.append(MissingFacts.Fact(rule: rule, what: what, remedy: remedy))
    }

    private mutating func parties(byPeppol: Bool) {
        if document.seller.name.isEmpty {
            need("BR-06", "our name", "nephrite settings set company_name=…")
        }
        guard byPeppol else { return }
        if document.seller.endpoint == nil {
            need(
                "PEPPOL-EN16931-R020", "our electronic address",
                "nephrite settings set company_endpoint=0088:GLN, or vat_id=…")
        }
        if document.buyer.endpoint == nil {
            need(
                "PEPPOL-EN16931-R010", "the buyer's electronic address",
                "nephrite customer identifier \(document.buyer.code ?? "CUSTOMER") add GLN …"
                    + (document.buyer.vatID == nil ? ", or \(customerRemedy) --vat-id …" : "")
            )
        }
    }

    private mutating func countries() {
        let places = [document.seller.address, document.buyer.address] + (document.shipTo.map { [$0] } ?? [])
        for place in places
        where place.country.count != 2 || !place.country.allSatisfy({ $0.isASCII && $0.isUppercase }) {
            need(
                "BR-CL-14", "a country of two letters, not \"\(place.country)\"",
                "nephrite order amend \(document.order ?? "ORDER") --ship-to CODE, with an address of the customer")
        }
    }

    private mutating func taxes() {
        let categories = Set(document.lines.compactMap { $0.tax?.category })
        if document.lines.contains(where: { $0.tax == nil }) {
            need(
                "BR-CO-04", "a category of tax on each line",
                "nephrite tax set \(document.buyer.address.country) S RATE --from …")
        }
        if categories.contains("O"), categories.count > 1 {
            need(
                "BR-O-11", "one category alone where nothing is subject to tax", "invoice the other lines by themselves"
            )
        }
        if categories == ["O"], document.seller.registration == nil, document.seller.address.gln == nil {
            need(
                "BR-CO-26", "our number in a register, since no VAT number may be named",
                "nephrite settings set company_registration=…")
        }
        if !categories.isSubset(of: ["O"]), document.seller.vatID == nil {
            need("BR-S-02", "our VAT number", "nephrite settings set vat_id=…")
        }
        if !categories.isDisjoint(with: ["AE", "K"]), document.buyer.vatID == nil {
            need("BR-AE-02", "the buyer's VAT number", "\(customerRemedy) --vat-id …")
        }
    }

    private mutating func units() {
        missing += document.lines.compactMap { Self.unit($0.unit, of: $0.sku) }
    }

    /// What a message lacks of a product whose unit no list knows; nil where one does.
    static func unit(_ unit: String, of sku: String) -> MissingFacts.Fact? {
        guard UnitOfMeasure.recognised(unit)?.code != unit else { return nil }
        return MissingFacts.Fact(
            rule: "BR-CL-23", what: "a unit of Recommendation 20 for \(sku), not \"\(unit)\"",
            remedy: "map the supplier's word in the profile of his feed (order_unit: map), and import again")
    }
}
