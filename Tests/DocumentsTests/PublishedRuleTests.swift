import Foundation
import Quantities
import TestSupport
import Testing

@testable import Documents

@Suite("Messages by the rules that are published", .timeLimit(.minutes(5)))
struct PublishedRuleTests {
    /// One of each kind that the system can make, by a name for the file.
    private func documents() throws -> [(name: String, document: TradeDocument)] {
        var documents: [(String, TradeDocument)] = []
        for category in ["S", "Z", "E", "AE", "K", "G", "O"] {
            for kind in [DocumentKind.invoice, .creditNote] {
                let line = try InvoiceMessageTests.line(
                    1, quantity: 3, price: "9.99", discount: "12.5", category: category,
                    rate: category == "S" ? "19" : "0")
                var document = whole(InvoiceMessageTests.invoice([line]))
                if category == "S" || category == "E" {
                    document.buyer = InvoiceMessageTests.party("Praxis", "DE", vatID: "DE136695976")
                }
                if category == "G" {
                    document.buyer = InvoiceMessageTests.party("Clinic", "US", vatID: nil)
                    document.buyer.endpoint = ElectronicAddress(scheme: "0060", value: "071549874")
                    document.shipTo = TradeDocument.Address(country: "US")
                }
                if category == "E" { document.exemption = "Resale certificate 77" }
                if kind == .creditNote {
                    document.kind = kind
                    (document.number, document.precedingInvoice) = ("CN-2026-000001", "INV-2026-000001")
                    document.precedingDay = "2026-11-27"
                    document.reason = "chipped <edge>"
                }
                documents.append(("\(category)-\(kind.rawValue)", document))
            }
        }
        // Any number of lines, rates and discounts, with and without a deposit.
        for seed in 0..<40 {
            var random = SeededGenerator(seed: UInt64(seed))
            let rates = [("S", "19"), ("S", "7"), ("Z", "0"), ("E", "0")]
            let digits = seed % 8 == 7 ? 0 : 2
            let lines = try (1...Int.random(in: 1...9, using: &random)).map { number in
                let (category, rate) = rates[Int.random(in: 0..<rates.count, using: &random)]
                return try InvoiceMessageTests.line(
                    number, quantity: Int.random(in: 1...500, using: &random),
                    price: "\(Int.random(in: 0..<900, using: &random)).\(Int.random(in: 100..<1000, using: &random))",
                    discount: ["0", "12.5", "99.5", "100"][Int.random(in: 0..<4, using: &random)], category: category,
                    rate: rate, digits: digits)
            }
            var document = whole(
                InvoiceMessageTests.invoice(lines, digits: digits, currency: digits == 0 ? "JPY" : "EUR"))
            // Part of it is paid, all of it, or more.
            let paid = [.zero, document.gross, try Decimal("1")][seed % 3]
            document.prepaid = paid
            if document.payable <= .zero { (document.dueOn, document.terms) = (nil, nil) }
            documents.append(("any-\(seed)", document))
        }
        // What only has to be there, and nothing else.
        var bare = InvoiceMessageTests.invoice([try InvoiceMessageTests.line(1, quantity: 1, price: "10")])
        (bare.dueOn, bare.order) = ("2026-12-27", "SO-2026-000001")
        documents.append(("bare", bare))
        return documents
    }

    /// With everything that a document can say.
    private func whole(_ document: TradeDocument) -> TradeDocument {
        var document = document
        document.seller.registration = "HRB 1"
        document.seller.address.street = "Speicherstraße 4"
        (document.seller.address.city, document.seller.address.postalCode) = ("Hamburg", "20457")
        (document.seller.contact, document.seller.email, document.seller.phone) = ("Sales", "a@example.org", "+49 40 1")
        var place = TradeDocument.Address(country: document.buyer.address.country)
        (place.name, place.street, place.city, place.gln) = ("Store", "Quai 1", "Paris", "4012345000009")
        (document.shipTo, document.shippedOn) = (place, "2026-11-26")
        (document.dueOn, document.terms) = ("2026-12-27", "2 % within 10 days")
        (document.iban, document.bic) = ("DE02120300000000202051", "BYLADEM1001")
        (document.order, document.poNumber, document.shipment) = ("SO-2026-000001", "4711", "SH-2026-000001")
        document.lines = document.lines.map { line in
            var line = line
            (line.buyerItem, line.gtin, line.hsCode, line.origin) = ("GS-01", "4012345000016", "680291", "CN")
            line.disclosures = ["dyed"]
            return line
        }
        return document
    }

    private func findings(
        _ rules: MessageRules?, _ text: (TradeDocument) throws -> String
    ) throws -> [String] {
        guard let rules else { return [] }
        let folder = FileManager.default.temporaryDirectory.appending(path: "nephrite-messages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, document) in try documents() {
            try text(document).write(to: folder.appending(path: "\(name).xml"), atomically: false, encoding: .utf8)
        }
        return try rules.findings(in: folder.path)
    }

    @Test("UBL holds to EN 16931 in each category of tax, with discounts, deposits and currencies without cents")
    func standard() throws {
        let found = try findings(.standard()) { try UBLInvoice.text($0, DocumentWords(.english)) }
        #expect(found.isEmpty, "\(found.prefix(5))")
    }

    @Test("UBL holds to Peppol's rules in each category of tax, with discounts, deposits and currencies without cents")
    func peppol() throws {
        let found = try findings(.peppol()) { try UBLInvoice.text($0, DocumentWords(.english)) }
        #expect(found.isEmpty, "\(found.prefix(5))")
    }

    @Test("CII holds to the rules of Factur-X in each category of tax, with discounts and deposits")
    func facturX() throws {
        let found = try findings(.facturX()) { try CIIInvoice.text($0, DocumentWords(.english)) }
        #expect(found.isEmpty, "\(found.prefix(5))")
    }
}
