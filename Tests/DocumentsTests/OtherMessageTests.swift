import Foundation
import Orders
import Quantities
import TestSupport
import Testing

@testable import Documents

@Suite("An invoice as CII and openTRANS")
struct OtherMessageTests {
    private func texts(_ name: String, in text: String) -> [String] {
        text.split(separator: "<\(name)").dropFirst().compactMap { part in
            guard let start = part.firstIndex(of: ">"), let end = part.firstIndex(of: "<") else { return nil }
            return String(part[part.index(after: start)..<end])
        }
    }

    @Test("The figures of any invoice are those of its UBL", arguments: 0..<60)
    func figures(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rates = [("S", "19"), ("S", "7"), ("Z", "0"), ("E", "0")]
        let lines = try (1...Int.random(in: 1...9, using: &random)).map { number in
            let (category, rate) = rates[Int.random(in: 0..<rates.count, using: &random)]
            return try InvoiceMessageTests.line(
                number, quantity: Int.random(in: 1...500, using: &random),
                price: "\(Int.random(in: 0..<900, using: &random)).\(Int.random(in: 100..<1000, using: &random))",
                discount: Bool.random(using: &random) ? "0" : "12.5", category: category, rate: rate)
        }
        var document = InvoiceMessageTests.invoice(lines)
        document.prepaid = Bool.random(using: &random) ? .zero : try Decimal("0.25")
        let words = DocumentWords(.english)
        let ubl = try UBLInvoice.text(document, words)
        let cii = try CIIInvoice.text(document, words)
        let trans = try OpenTransInvoice.text(document, words)
        let lineNets = Array(texts("cbc:LineExtensionAmount", in: ubl).dropFirst())
        #expect(
            texts("ram:LineTotalAmount", in: cii) == lineNets + [
                lineNets.isEmpty ? "" : texts("cbc:LineExtensionAmount", in: ubl)[0]
            ])
        #expect(texts("PRICE_LINE_AMOUNT", in: trans) == lineNets)
        for (name, other) in [
            ("cbc:TaxInclusiveAmount", "ram:GrandTotalAmount"), ("cbc:PayableAmount", "ram:DuePayableAmount"),
            ("cbc:TaxExclusiveAmount", "ram:TaxBasisTotalAmount"), ("cbc:PrepaidAmount", "ram:TotalPrepaidAmount"),
            ("cbc:TaxableAmount", "ram:BasisAmount"),
        ] { #expect(texts(name, in: ubl) == texts(other, in: cii), "\(name)") }
        let taxes = texts("cbc:TaxAmount", in: ubl)
        #expect(texts("ram:TaxTotalAmount", in: cii) == [taxes[0]])
        #expect(texts("ram:CalculatedAmount", in: cii) == Array(taxes.dropFirst()))
        #expect(texts("TAX_AMOUNT", in: trans) == Array(taxes.dropFirst()))
        #expect(texts("TOTAL_AMOUNT", in: trans) == texts("cbc:TaxInclusiveAmount", in: ubl))
    }

    @Test("Who is not in Peppol's directory can have both; what the standard needs is listed all the same")
    func needs() throws {
        var document = InvoiceMessageTests.invoice([try InvoiceMessageTests.line(1, quantity: 1, price: "10")])
        document.buyer.endpoint = nil
        document.seller.endpoint = nil
        let words = DocumentWords(.german)
        #expect(throws: MissingFacts.self) { try UBLInvoice.text(document, words) }
        #expect(try CIIInvoice.text(document, words).contains("urn:cen.eu:en16931:2017"))
        #expect(try OpenTransInvoice.text(document, words).contains("<INVOICE_TYPE>invoice</INVOICE_TYPE>"))
        document.seller.vatID = nil
        let first = #expect(throws: MissingFacts.self) { try CIIInvoice.text(document, words) }
        let second = #expect(throws: MissingFacts.self) { try OpenTransInvoice.text(document, words) }
        #expect(first?.facts.map(\.rule) == ["BR-S-02"] && second == first)
    }

    @Test(
        "A category that is not taxed says why, and one that is no affair of the tax names no number",
        arguments: ["E", "AE", "K", "G", "O"])
    func reasons(category: String) throws {
        var document = InvoiceMessageTests.invoice([
            try InvoiceMessageTests.line(1, quantity: 1, price: "10", category: category, rate: "0")
        ])
        document.seller.registration = "HRB 1"
        let text = try CIIInvoice.text(document, DocumentWords(.english))
        #expect(text.contains("<ram:ExemptionReason>"))
        #expect(text.contains("SpecifiedTaxRegistration") == (category != "O"))
        #expect(text.contains("RateApplicablePercent") == (category != "O"))
        let trans = try OpenTransInvoice.text(document, DocumentWords(.english))
        #expect(trans.contains("<bmecat:TAX_CATEGORY>exemption<") && trans.contains("<bmecat:EXEMPTION_REASON>"))
    }

    @Test("openTRANS has an address whole, with its second line and region in the order of its schema")
    func addresses() throws {
        var document = InvoiceMessageTests.invoice([
            try InvoiceMessageTests.line(
                1, quantity: 2, price: "1.00", discount: "0", category: "S", rate: "19")
        ])
        document.buyer.address.additional = "Hinterhaus"
        document.buyer.address.region = "Sachsen"
        let trans = try OpenTransInvoice.text(document, DocumentWords(.english))
        #expect(texts("bmecat:NAME2", in: trans).contains("Hinterhaus"))
        #expect(texts("bmecat:STATE", in: trans).contains("Sachsen"))
        let names = try #require(trans.range(of: "<bmecat:NAME2>Hinterhaus")).lowerBound
        let state = try #require(trans.range(of: "<bmecat:STATE>Sachsen")).lowerBound
        let street = try #require(trans.range(of: "<bmecat:COUNTRY_CODED>", range: state..<trans.endIndex)).lowerBound
        #expect(names < state && state < street)
    }
}
