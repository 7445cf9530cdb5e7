import Orders
import Quantities
import TestSupport
import Testing

@testable import Documents

/// The figures of an invoice read back from its message.
private struct Figures {
    let text: String

    func all(_ name: String) -> [Decimal] {
        text.split(separator: "<\(name)").dropFirst().compactMap { part in
            guard let start = part.firstIndex(of: ">"), let end = part.firstIndex(of: "<") else { return nil }
            return try? Decimal(String(part[part.index(after: start)..<end]))
        }
    }

    func one(_ name: String) throws -> Decimal { try #require(all(name).first, "\(name)") }
}

@Suite("An invoice as UBL")
struct InvoiceMessageTests {
    static func party(_ name: String, _ country: String, vatID: String?) -> TradeDocument.Party {
        var party = TradeDocument.Party(name: name, address: TradeDocument.Address(country: country))
        party.vatID = vatID
        party.endpoint = vatID.flatMap { ElectronicAddress(vatID: $0) }
        return party
    }

    static func invoice(_ lines: [TradeDocument.Line], digits: Int = 2, currency: String = "EUR") -> TradeDocument {
        var document = TradeDocument(
            kind: .invoice, number: "INV-2026-000001", issuedOn: "2026-11-27",
            seller: party("Jade & Co", "DE", vatID: "DE123456789"),
            buyer: party("Praxis", "FR", vatID: "FR40303265045"),
            currency: currency, minorDigits: digits)
        document.lines = lines
        let totals = OrderTotals(
            lines.compactMap { line in
                line.tax.map { TaxedAmount(category: $0.category, rate: $0.rate, net: line.net) }
            }, minorDigits: digits)
        document.taxes = totals.groups.map {
            TradeDocument.TaxTotal(
                tax: TradeDocument.Tax(category: $0.category, rate: $0.rate), net: $0.net, amount: $0.tax)
        }
        (document.net, document.tax) = (totals.net, totals.tax)
        return document
    }

    /// A line of so many at a price, less a discount, as orders price it.
    static func line(
        _ number: Int, quantity: Int, price: String, discount: String = "0", category: String = "S",
        rate: String = "19",
        digits: Int = 2
    ) throws -> TradeDocument.Line {
        var line = TradeDocument.Line(
            number: number, sku: "S-\(number)", name: "Gua sha", unit: "H87", quantity: quantity)
        line.unitPrice = try Decimal(price)
        line.discountPercent = try Decimal(discount)
        line.net = try #require(
            OrderTotals.lineNet(
                quantity: quantity, unitPrice: line.unitPrice, discountPercent: line.discountPercent,
                minorDigits: digits))
        line.tax = TradeDocument.Tax(category: category, rate: try Decimal(rate))
        return line
    }

    @Test("The sums of any invoice are those EN 16931 asks for", arguments: 0..<200)
    func sums(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let digits = [2, 2, 2, 0][seed % 4]
        let rates = [("S", "19"), ("S", "7"), ("Z", "0"), ("E", "0")]
        let lines = try (1...Int.random(in: 1...12, using: &random)).map { number in
            let (category, rate) = rates[Int.random(in: 0..<rates.count, using: &random)]
            let micro = Int.random(in: 0..<1_000, using: &random)
            let price =
                "\(Int.random(in: 0..<900, using: &random)).\(String(repeating: "0", count: 3 - String(micro).count))\(micro)"
            return try Self.line(
                number, quantity: Int.random(in: 1...500, using: &random), price: price,
                discount: Bool.random(using: &random) ? "0" : "\(Int.random(in: 1...99, using: &random)).5",
                category: category, rate: rate, digits: digits)
        }
        var document = Self.invoice(lines, digits: digits, currency: digits == 0 ? "JPY" : "EUR")
        document.prepaid =
            Bool.random(using: &random) ? .zero : try Decimal("0.25").rounded(toFractionDigits: digits) ?? .zero
        let figures = Figures(text: try UBLInvoice.text(document, DocumentWords(.english)))
        let sum: ([Decimal]) -> Decimal = { $0.reduce(.zero) { $0 + $1 } }
        let lineNets = Array(figures.all("cbc:LineExtensionAmount").dropFirst())
        #expect(lineNets.count == lines.count)
        // BR-CO-10, 13, 14, 15, 16.
        #expect(try figures.one("cbc:LineExtensionAmount") == sum(lineNets))
        #expect(try figures.one("cbc:TaxExclusiveAmount") == sum(lineNets))
        let taxes = figures.all("cbc:TaxAmount")
        #expect(taxes[0] == sum(Array(taxes.dropFirst())))
        #expect(try figures.one("cbc:TaxInclusiveAmount") == figures.one("cbc:TaxExclusiveAmount") + taxes[0])
        #expect(try figures.one("cbc:PayableAmount") == figures.one("cbc:TaxInclusiveAmount") - document.prepaid)
        // BR-S-08 and its kin, BR-CO-17: each group's base is the sum of its lines, its tax that part of it.
        #expect(sum(figures.all("cbc:TaxableAmount")) == sum(lineNets))
        for total in document.taxes {
            let ours = lines.filter { $0.tax == total.tax }
            #expect(total.net == sum(ours.map(\.net)))
            let tax = try #require(Decimal.quotient(total.net, times: total.tax.rate, by: Decimal(100)))
            #expect(total.amount == tax.rounded(toFractionDigits: digits))
        }
        // PEPPOL-EN16931-R120: quantity times price less allowances plus charges is the line's net, to two digits in any currency.
        for line in lines {
            let allowance = UBLInvoice.allowance(of: line)
            let whole = try #require(
                Decimal.quotient(line.unitPrice, times: Decimal(line.quantity), by: Decimal(1))?
                    .rounded(toFractionDigits: 2))
            #expect(whole - allowance == line.net)
        }
    }

    @Test("What a message needs is listed, with rule and remedy, before anything is written")
    func missing() throws {
        var line = try Self.line(1, quantity: 1, price: "10", category: "K", rate: "0")
        line.unit = "Kistchen"
        var document = Self.invoice([line])
        document.seller = Self.party("", "DE", vatID: nil)
        document.buyer = Self.party("Praxis", "FR", vatID: nil)
        document.buyer.code = "PARIS"
        let missing = #expect(throws: MissingFacts.self) {
            try UBLInvoice.text(document, DocumentWords(.english))
        }
        #expect(
            missing?.facts.map(\.rule) == [
                "BR-06", "PEPPOL-EN16931-R020", "PEPPOL-EN16931-R010", "BR-S-02", "BR-AE-02", "BR-CL-23",
            ])
        #expect(missing?.facts.allSatisfy { !$0.remedy.isEmpty } == true)
        #expect(missing?.facts[4].remedy == "nephrite customer set PARIS --vat-id …")
        let dinars = Self.invoice(
            [try Self.line(1, quantity: 1, price: "1.234", digits: 3)], digits: 3, currency: "KWD")
        #expect(throws: MissingFacts.self) { try UBLInvoice.text(dinars, DocumentWords(.english)) }
    }

    @Test(
        "Each category says why no tax is charged, and only those that must",
        arguments: [
            ("S", nil), ("Z", nil), ("AE", "VATEX-EU-AE"), ("K", "VATEX-EU-IC"), ("G", "VATEX-EU-G"),
            ("O", "VATEX-EU-O"),
        ] as [(String, String?)])
    func reasons(category: String, code: String?) throws {
        let line = try Self.line(1, quantity: 2, price: "5", category: category, rate: category == "S" ? "19" : "0")
        var document = Self.invoice([line])
        document.seller.registration = "HRB 1"
        let text = try UBLInvoice.text(document, DocumentWords(.german))
        #expect(text.contains("<cbc:TaxExemptionReasonCode>") == (code != nil))
        if let code { #expect(text.contains("<cbc:TaxExemptionReasonCode>\(code)</cbc:TaxExemptionReasonCode>")) }
        // Nobody who sells what is not subject to tax names a VAT number, and no rate.
        #expect(text.contains("PartyTaxScheme") == (category != "O"))
        #expect(text.contains("cbc:Percent") == (category != "O"))
    }

    @Test("An exempt buyer's certificate is the reason")
    func certificate() throws {
        var document = Self.invoice([try Self.line(1, quantity: 1, price: "5", category: "E", rate: "0")])
        document.exemption = "Resale certificate 77"
        #expect(
            try UBLInvoice.text(document, DocumentWords(.english))
                .contains("<cbc:TaxExemptionReason>Resale certificate 77</cbc:TaxExemptionReason>"))
    }
}
