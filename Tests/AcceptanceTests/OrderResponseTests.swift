import Foundation
import TestSupport
import Testing

@Suite("Answers to orders for machines", .database(Shop.open))
struct OrderResponseTests {
    private func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "nephrite-response-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    /// An order of three lines that came in as a table, with buyer's numbers.
    private func imported(_ shop: Shop) throws -> String {
        let line =
            #"{"customer":"NORD","po_number":"4711 <&>","promise":"2027-01-15","lines":[{"line":"10","sku":"\#(Shop.a)","quantity":5},{"line":"20","sku":"\#(Shop.b)","quantity":2},{"line":"30","sku":"\#(Shop.c)","quantity":3}]}"#
        let outcome = try shop.start(
            ["order", "import", "-", "--format", "ndjson", "--confirm"], input: line + "\n"
        ).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        return "SO-\(Shop.year)-000001"
    }

    private func write(_ shop: Shop, _ number: String, _ format: String) throws -> String {
        let place = try folder()
        defer { try? FileManager.default.removeItem(atPath: place) }
        let file = place + "/response.xml"
        let outcome = try shop.start(["order", "response", number, "--format", format, "-o", file]).finish()
        try #require(outcome.status == 0, "\(outcome.errors)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let schemas = Program.folder(of: "../shared/schemas")
        let schema =
            format == "ubl"
            ? "\(schemas)/ubl-2.1/maindoc/UBL-OrderResponse-2.1.xsd" : "\(schemas)/opentrans-2.1/opentrans_2_1.xsd"
        guard FileManager.default.fileExists(atPath: schema), FileManager.default.fileExists(atPath: "/usr/bin/xmllint")
        else {
            print("skipped: no schemas in ../shared/schemas, or no xmllint")
            return text
        }
        try expectValid([file], by: schema)
        return text
    }

    /// The texts of elements of a name, in their order.
    private func texts(_ name: String, in text: String) -> [String] {
        text.components(separatedBy: "<\(name)").dropFirst().compactMap { part in
            part.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false).last?.components(
                separatedBy: "</"
            ).first
        }
    }

    @Test("Each line is accepted, changed, added or rejected as it stands now; the schemas take the messages")
    func statuses() throws {
        let shop = Shop.current
        try shop.done(["settings", "set", "company_name=Jade & Söhne", "company_country=DE"])
        let number = try imported(shop)
        let first = try write(shop, number, "ubl")
        #expect(texts("cbc:OrderResponseCode", in: first) == ["AP"])
        #expect(texts("cbc:LineStatusCode", in: first) == ["5", "5", "5"])
        #expect(texts("cbc:LineID", in: first) == ["10", "20", "30"])
        #expect(first.contains("<cbc:ID>4711 &lt;&amp;&gt;</cbc:ID>"))
        #expect(first.contains("<cbc:EndDate>2027-01-15</cbc:EndDate>"))

        try shop.done(["order", "amend", number, "--line", "\(Shop.a)=4"])
        try shop.done(["order", "cancel", number, "--line", Shop.c])
        try shop.done(["order", "amend", number, "--line", "\(Shop.unpriced)=1@7.50"])
        let second = try write(shop, number, "ubl")
        #expect(texts("cbc:OrderResponseCode", in: second) == ["CA"])
        #expect(texts("cbc:LineStatusCode", in: second) == ["3", "5", "7", "1"])
        #expect(texts("cbc:Quantity", in: second) == ["4", "2", "0", "1"])
        let trans = try write(shop, number, "opentrans")
        #expect(
            texts("REMARKS", in: trans).map { $0.components(separatedBy: ": ").last } == [
                "CA", "changed", "accepted", "rejected", "added",
            ])
        #expect(texts("LINE_ITEM_ID", in: trans) == ["10", "20", "30", "4"])
        #expect(texts("ORDER_ID", in: trans) == ["4711 &lt;&amp;&gt;"])

        try shop.done(["order", "cancel", number])
        let third = try write(shop, number, "ubl")
        #expect(texts("cbc:OrderResponseCode", in: third) == ["RE"])
        #expect(Set(texts("cbc:LineStatusCode", in: third)) == ["7"])
        // The same order gives the same bytes.
        #expect(try write(shop, number, "ubl") == third)
    }

    @Test("A draft is only acknowledged, and what cannot be answered is refused")
    func refused() throws {
        let shop = Shop.current
        let draft = try shop.order("NORD", ["\(Shop.a)=1"], ["--po", "7"])
        #expect(try shop.refused(["order", "response", draft, "--format", "ubl"])["code"] == "document_incomplete")
        try shop.done(["settings", "set", "company_name=Jade"])
        #expect(texts("cbc:OrderResponseCode", in: try write(shop, draft, "ubl")) == ["AB"])
        #expect(try shop.refused(["order", "response", draft], status: 64)["code"] == "format_missing")
        let unknown = try shop.order("NORD", ["\(Shop.a)=1"])
        #expect(try shop.refused(["order", "response", unknown, "--format", "ubl"])["code"] == "po_missing")
        #expect(try shop.refused(["order", "response", "SO-1", "--format", "ubl"])["code"] == "order_unknown")
        #expect(
            try shop.refused(["order", "response", draft, "--format", "ubl", "-o", "/nowhere/x.xml"], status: 74)[
                "code"]
                == "output_not_written")
    }

    @Test("What follows an order refers to the buyer's numbers of its lines")
    func references() throws {
        let shop = Shop.current
        try shop.done([
            "settings", "set", "company_name=Jade Handel", "company_country=DE", "vat_id=DE123456789",
            "company_city=Hamburg", "bank_account=DE02120300000000202051",
        ])
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        try shop.done([
            "customer", "address", "NORD", "add", "HUSUM", "--city", "Husum", "--country", "DE", "--default",
        ])
        for sku in [Shop.a, Shop.b, Shop.c] { try shop.done(["stock", "receive", sku, "9", "--cost", "1.00"]) }
        let number = try imported(shop)
        try shop.done(["order", "allocate", number])
        let shipped = try shop.done(["order", "ship", number, "--line", "\(Shop.b)=2", "--line", "\(Shop.c)=3"])
        let shipment = try #require((shipped["shipments"] as? [[String: Any]])?.first?["shipment"] as? String)
        let invoice = try #require(try shop.done(["invoice", "create", number])["invoice"] as? String)
        // Our lines 2 and 3 are his 20 and 30.
        func lines(_ document: [String], _ format: String, _ place: String, _ name: String) throws -> [String] {
            let outcome = try shop.start(["document"] + document + ["--format", format]).finish()
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output.components(separatedBy: "<\(place)>").dropFirst()
                .flatMap { texts(name, in: $0.components(separatedBy: "</\(place)>")[0]) }
        }
        let slip = ["packing-slip", shipment]
        #expect(try lines(slip, "ubl", "cac:OrderLineReference", "cbc:LineID") == ["20", "30"])
        #expect(try lines(slip, "opentrans", "ORDER_REFERENCE", "LINE_ITEM_ID") == ["20", "30"])
        let charged = ["invoice", invoice]
        #expect(try lines(charged, "ubl", "cac:OrderLineReference", "cbc:LineID") == ["20", "30"])
        #expect(try lines(charged, "opentrans", "ORDER_REFERENCE", "LINE_ITEM_ID") == ["20", "30"])
        #expect(try lines(charged, "cii", "ram:BuyerOrderReferencedDocument", "ram:LineID") == ["20", "30"])
    }
}
