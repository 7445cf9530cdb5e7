import Foundation
import TestSupport
import Testing

@Suite("Catalogues for customers", .timeLimit(.minutes(5)))
struct CatalogueTests {
    @Test(
        "A catalogue says what a customer can buy, with every break; the schema of UBL takes it", .database(Shop.open))
    func catalogue() throws {
        let shop = Shop.current
        try inFolder { folder throws in
            let file = folder + "c.xml"
            let command = ["document", "catalogue", "NORD", "-o", file]
            let error = try shop.refused(command)
            #expect(error["code"] == "document_incomplete")
            #expect(error["message"]?.contains("our electronic address") == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
            try shop.done([
                "settings", "set", "company_name=Jade Handel GmbH", "company_city=Hamburg", "vat_id=DE123456789",
            ])
            try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
            try shop.done(["customer", "item-code", "NORD", "add", "GS-01", Shop.a])
            try shop.done(["price-list", "set", "WH", Shop.b, "9.99", "--to", "2099-12-31"])
            // A break above the most that he may order at once is no price of his.
            try shop.done(["price-list", "set", "WH", Shop.c, "0.111", "--min-quantity", "100"])
            try shop.done(["price-list", "set", "WH", Shop.c, "--maximum", "50"])
            let written = try shop.done(command)
            #expect(written["products"] as? Int == 3)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            #expect(written["bytes"] as? Int == bytes.count)
            let text = String(decoding: bytes, as: UTF8.self)
            // A costs 4.00, and 3.50 from 10 on.
            for words in [
                "<cbc:ID>GS-01</cbc:ID>", ">4.00<", ">3.50<", "<cbc:MinimumQuantity unitCode=\"C62\">10<",
                "<cbc:EndDate>2099-12-31</cbc:EndDate>", "urn:fdc:peppol.eu:poacc:trns:catalogue:3", "4012345000009",
                "bian stone (limestone)",
            ] { #expect(text.contains(words), "\(words)") }
            #expect(text.contains(">0.333<") && !text.contains(">0.111<"))
            #expect(text.hasSuffix("</Catalogue>\n") && text.components(separatedBy: "<cac:CatalogueLine>").count == 4)
            #expect(try shop.done(command)["sha256"] as? String == written["sha256"] as? String)
            #expect(
                try shop.value(of: "SELECT count(*) FROM audit_entry WHERE action = 'document.catalogue'") == "2")
            let schema = Program.folder(of: "../shared/schemas") + "/ubl-2.1/maindoc/UBL-Catalogue-2.1.xsd"
            guard FileManager.default.fileExists(atPath: schema) else {
                print("the schemas of UBL are not at hand; nothing is validated")
                return
            }
            try expectValid([file], by: schema)
        }
    }

    @Test("Units that no list knows are refused all at once, and nothing is written", .database(Shop.open))
    func units() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=Jade Handel GmbH", "vat_id=DE123456789"])
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        try shop.tamper(
            "UPDATE supplier_item_version SET order_unit = 'KIST' WHERE part_number IN ('LB-3001', 'LB-3002')")
        try inFolder { folder throws in
            let error = try shop.refused(["document", "catalogue", "NORD", "-o", folder + "c.xml"])
            #expect(error["code"] == "document_incomplete")
            for sku in [Shop.a, Shop.b] { #expect(error["message"]?.contains(sku) == true, "\(error)") }
            // What mends both is said once.
            #expect(error["remedy"]?.components(separatedBy: "map the supplier's word").count == 2, "\(error)")
            try shop.done([
                "customer", "add", "FREE", "--currency", "EUR", "--country", "DE", "--vat-id", "DE136695976",
            ])
            #expect(
                try shop.refused(["document", "catalogue", "FREE", "-o", folder + "c.xml"])["code"]
                    == "price_list_missing")
            try shop.done(["price-list", "add", "NONE", "--name", "Empty", "--currency", "EUR"])
            try shop.done(["customer", "set", "FREE", "--price-list", "NONE"])
            #expect(
                try shop.refused(["document", "catalogue", "FREE", "-o", folder + "c.xml"])["code"] == "nothing_to_list"
            )
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }
}
