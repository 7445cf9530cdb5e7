import Foundation
import TestSupport
import Testing

@Suite("Commercial invoices", .timeLimit(.minutes(5)))
struct CommercialInvoiceTests {
    private func shipment(_ shop: Shop) throws -> String {
        try shop.done(["customer", "set", "PARIS", "--tax", "G"])
        for sku in [Shop.a, Shop.b] { try shop.done(["stock", "receive", sku, "100", "--cost", "1.00"]) }
        let order = try shop.allocated("PARIS", ["\(Shop.a)=10", "\(Shop.b)=3"])
        let answer = try shop.done(["order", "ship", order, "--carrier", "DHL", "--tracking", "0034"])
        return try #require((answer["shipments"] as? [[String: Any]])?.first?["shipment"] as? String)
    }

    @Test(
        "What customs ask for and nobody has said is refused as a list, and may be said afterwards",
        .database(Shop.open))
    func customs() throws {
        let shop = Shop.current
        // As if the supplier had never said it.
        try shop.tamper("UPDATE supplier_item_version SET hs_code = NULL, country_of_origin = NULL, mass_g = NULL")
        let number = try shipment(shop)
        let command = ["document", "commercial-invoice", number]
        let error = try shop.refused(command)
        #expect(error["code"] == "document_incomplete")
        for words in [
            "our name", "the tariff number of \(Shop.a)", "the gross mass", "the number of packages",
            "the reason for export",
        ] { #expect(error["message"]?.contains(words) == true, "\(words): \(error)") }
        #expect(error["remedy"]?.contains("nephrite shipment customs \(number) --gross-kg …") == true)
        try shop.done([
            "settings", "set", "company_name=Jade Handel GmbH", "company_country=DE", "company_city=Hamburg",
        ])
        for (sku, mass) in [(Shop.a, "98"), (Shop.b, "62.5")] {
            try shop.done(["product", "set", sku, "hs_code=90191090", "country_of_origin=CN", "mass_g=\(mass)"])
        }
        let said = try shop.done(
            ["shipment", "customs", number, "--packages", "2", "--gross-kg", "1.1", "--reason", "sale"])
        #expect((said["customs"] as? [String: Any])?["gross_kg"] as? String == "1.1")
        // 10 × 98 g and 3 × 62.5 g are 1.1675 kg, more than all of it with its packing.
        #expect(
            try shop.refused(command)["message"]?.contains("a gross mass above the net mass of 1.1675 kg, not 1.1")
                == true)
        try shop.done(["shipment", "customs", number, "--gross-kg", "1.9", "--incoterm", "DAP", "--place", "Paris"])
        let page = try shop.start(command).finish()
        #expect(page.status == 0, "\(page.errors)")
        // 10 at 3.50 and 3 at 9.99 are 64.97.
        for words in [
            "<h1>Commercial invoice</h1>", "DAP Paris, Incoterms 2020", ">sale<", ">90191090<", ">China<", ">0.98<",
            ">0.1875<",
            "1.1675 kg", "1.9 kg", "DHL 0034", "64.97 EUR", "true and correct", "France", "Germany",
        ] { #expect(page.output.contains(words), "\(words)") }
        let french = try shop.start(command + ["--language", "fr"]).finish().output
        for words in ["Facture commerciale", ">Chine<", "Motif de l&#39;exportation", ">vente<", "Allemagne"] {
            #expect(french.contains(words), "\(words)")
        }
        #expect(try shop.start(command).finish().output == page.output)
        #expect(try shop.rows(["document", "list", number]).count == 2)
        #expect(try shop.value(of: "SELECT count(*) FROM audit_entry WHERE action = 'shipment.customs'") == "2")
    }

    @Test("What is said to customs is checked", .database(Shop.open))
    func refusals() throws {
        let shop = Shop.current
        let number = try shipment(shop)
        let command = ["shipment", "customs", number]
        for wrong in [
            [], ["--incoterm", "DAP"], ["--place", "Oslo"], ["--incoterm", "DDU", "--place", "Oslo"],
            ["--packages", "0"],
            ["--gross-kg", "0"], ["--gross-kg", "1.2345"], ["--gross-kg", "heavy"], ["--reason", "fun"],
            ["--incoterm", "DAP", "--place", "Oslo\nhere"], ["--incoterm", "DAP", "--place", "\u{1B}[31mOslo"],
        ] { _ = try shop.refused(command + wrong, status: 64) }
        try shop.done(command + ["--packages", "2", "--dry-run"])
        #expect(try shop.value(of: "SELECT count(*) FROM shipment_customs") == "0")
        #expect(
            try shop.refused(["shipment", "customs", "SH-2026-999999", "--packages", "1"])["code"] == "shipment_unknown"
        )
        #expect(
            try shop.fault(of: "INSERT INTO shipment_customs (shipment_id, incoterm) SELECT id, 'DAP' FROM shipment")
                == "shipment_customs_term_has_place")
        try shop.done(["shipment", "reverse", number, "--reason", "booked twice"])
        #expect(try shop.refused(command + ["--packages", "1"])["code"] == "shipment_reversed")
        #expect(try shop.refused(["document", "commercial-invoice", number])["code"] == "shipment_reversed")
    }
}
