import Foundation
import TestSupport
import Testing

extension Trait where Self == DatabaseTrait {
    /// A shop that is open.
    fileprivate static var openShop: Self { .database(Shop.open) }
}

@Suite("Orders from documents, by the program")
struct OrderImportProgramTests {
    private let shop = Shop.current

    private static func order(_ po: String, _ lines: [(String, Int)], customer: String = "NORD") -> String {
        let lines = lines.map { "{\"sku\":\"\($0.0)\",\"quantity\":\($0.1)}" }.joined(separator: ",")
        return "{\"customer\":\"\(customer)\",\"po_number\":\"\(po)\",\"lines\":[\(lines)]}\n"
    }

    private func rows(_ outcome: Program.Outcome) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    }

    @Test("A row for each order with the keys others rely on, and 3 when some are refused", .openShop)
    func contract() throws {
        let text = Self.order("1", [(Shop.a, 12)]) + Self.order("2", [("NOTHING", 1)]) + Self.order("1", [(Shop.a, 12)])
        let outcome = try shop.start(["order", "import", "-", "--confirm"], input: text).finish()
        #expect(outcome.status == 3)
        let rows = try rows(outcome)
        #expect(rows.count == 3)
        for row in rows {
            #expect(Set(row.keys) == ["order", "po_number", "source", "result", "code", "message", "remedy"])
        }
        #expect(rows.map { $0["result"] as? String } == ["created", "refused", "duplicate"])
        #expect(rows.map { $0["source"] as? String } == ["-#1", "-#2", "-#3"])
        #expect(rows[1]["order"] is NSNull && rows[1]["code"] as? String == "product_unknown")
        #expect(rows[2]["order"] as? String == rows[0]["order"] as? String)
        let shown = try shop.done(["order", "show", try #require(rows[0]["order"] as? String)])
        #expect(shown["state"] as? String == "confirmed" && shown["net"] as? String == "42.00")
        let document = try #require(shown["document"] as? [String: Any])
        #expect(document["file"] as? String == "-" && document["format"] as? String == "ndjson")
        #expect(try shop.broken() == [])
        // Only a duplicate is all right.
        #expect(try shop.start(["order", "import", "-"], input: Self.order("1", [(Shop.a, 12)])).finish().status == 0)
    }

    @Test("Ended on its way, it says how many orders are in, and the same file brings the rest", .openShop)
    func interrupted() throws {
        let text = (1...3000).map { Self.order("\($0)", [(Shop.a, 1)]) }.joined()
        let program = try shop.start(["order", "import", "-"], input: text)
        let count = "SELECT count(*) FROM sales_order WHERE po_number IS NOT NULL"
        while try shop.value(of: count) == "0" { usleep(5_000) }
        kill(program.pid, SIGINT)
        let outcome = try program.finish()
        try #require(outcome.status == 130, "\(outcome.output.prefix(200)) \(outcome.errors)")
        let (error, kept) = (try outcome.error(), try shop.value(of: count))
        #expect(error["code"] == "interrupted")
        #expect(error["message"] == "interrupted; \(kept) new orders are in, those that come after them are not")
        #expect(error["remedy"] == "import the same files again: what is in is recognised by its number")
        let again = try rows(try shop.start(["order", "import", "-"], input: text).finish())
        #expect(again.count { $0["result"] as? String == "duplicate" } == Int(kept))
        #expect(try shop.value(of: count) == "3000")
        #expect(try shop.broken() == [])
    }

    @Test("A document of each format, packed or not, is known by itself or by its name", .openShop)
    func formats() throws {
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "4012345000009"])
        try shop.done(["customer", "item-code", "NORD", "add", "X-1", Shop.a])
        let folder = FileManager.default.temporaryDirectory.appending(path: "nephrite-orders-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let texts = [
            "a.xml":
                "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"><ID>U</ID><BuyerCustomerParty><Party><EndpointID schemeID=\"0088\">4012345000009</EndpointID></Party></BuyerCustomerParty><OrderLine><LineItem><ID>1</ID><Quantity>1</Quantity><Item><BuyersItemIdentification><ID>X-1</ID></BuyersItemIdentification></Item></LineItem></OrderLine></Order>",
            "b.xml":
                "<cXML payloadID=\"p\"><Header><From><Credential domain=\"gln\"><Identity>4012345000009</Identity></Credential></From></Header><Request><OrderRequest><OrderRequestHeader orderID=\"C\"/><ItemOut quantity=\"1\"><ItemID><SupplierPartID>\(Shop.a)</SupplierPartID></ItemID></ItemOut></OrderRequest></Request></cXML>",
            "c.xml":
                "<ORDER><ORDER_HEADER><ORDER_INFO><ORDER_ID>O</ORDER_ID><PARTIES><PARTY><PARTY_ID type=\"iln\">4012345000009</PARTY_ID><PARTY_ROLE>buyer</PARTY_ROLE></PARTY></PARTIES></ORDER_INFO></ORDER_HEADER><ORDER_ITEM_LIST><ORDER_ITEM><PRODUCT_ID><SUPPLIER_PID>\(Shop.a)</SUPPLIER_PID></PRODUCT_ID><QUANTITY>1</QUANTITY></ORDER_ITEM></ORDER_ITEM_LIST></ORDER>",
            "d.csv": "customer;po_number;sku;quantity\nNORD;V;\(Shop.a);1\n",
            "e.ndjson": Self.order("N", [(Shop.a, 1)]),
        ]
        for (name, text) in texts { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let names = texts.keys.sorted()
        let packed = try Program.shell.run("gzip -k \(folder.path)/*")
        try #require(packed.status == 0, "\(packed.errors)")
        let outcome = try shop.start(["order", "import"] + names.map { folder.path + "/" + $0 }).finish()
        #expect(outcome.status == 0)
        #expect(try rows(outcome).map { $0["po_number"] as? String } == ["U", "C", "O", "V", "N"], "\(outcome.output)")
        let again = try shop.start(["order", "import"] + names.map { folder.path + "/" + $0 + ".gz" }).finish()
        #expect(again.status == 0)
        #expect(try rows(again).map { $0["result"] as? String } == Array(repeating: "duplicate", count: 5))
        // What is named has to be it.
        for (name, format) in zip(names, ["ubl", "cxml", "opentrans", "csv", "ndjson"]) {
            #expect(
                try shop.start(["order", "import", folder.path + "/" + name, "--format", format]).finish().status == 0)
        }
        #expect(
            try shop.refused(["order", "import", folder.path + "/a.xml", "--format", "cxml"], status: 65)["code"]
                == "file_not_xml")
    }

    @Test("What is no order is refused by name with 65, and wrong usage with 64", .openShop)
    func noOrders() throws {
        let feed = Program.folder(of: "Imports/bmecat-2005/samples/lotus-2026-10.xml")
        let error = try shop.refused(["order", "import", feed], status: 65)
        #expect(error["code"] == "file_not_xml" && error["message"]?.contains("root \"BMECAT\"") == true)
        for (text, code, says) in [
            ("", "file_empty", ""), ("<html><body/></html>", "file_not_xml", "HTML page"),
            ("<Order", "file_truncated", ""),
            (
                "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>", "file_not_xml",
                "a UBL Invoice, not an Order"
            ),
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><cXML><OrderRequest/></cXML>", "file_entity_declared", ""),
            ("PK\u{3}\u{4}", "file_damaged_compression", ""),
            ("customer,sku,quantity,prise\n", "file_not_table", "prise"),
        ] {
            let outcome = try shop.start(["order", "import", "-"], input: text).finish()
            #expect(outcome.status == 65 && outcome.output == "", "\(text)")
            let error = try outcome.error()
            #expect(error["code"] == code, "\(text): \(error)")
            #expect(error["message"]?.contains(says) != false || says.isEmpty, "\(error)")
        }
        #expect(try shop.refused(["order", "import", "/nowhere"], status: 65)["code"] == "file_cannot_read")
        for wrong in [
            ["order", "import"], ["order", "import", "-", "--allocate"], ["order", "import", "-", "-"],
            ["order", "import", "-", "--format", "edifact"],
        ] {
            #expect(try shop.start(wrong).finish().status == 64, "\(wrong)")
        }
        #expect(try shop.rows(["order", "list"]).isEmpty)
    }

    @Test("A key gives the first answer again, and is refused for another file", .openShop)
    func keys() throws {
        let text = Self.order("1", [(Shop.a, 1)]) + Self.order("2", [("NOTHING", 1)])
        let first = try shop.start(["order", "import", "-", "--key", "k"], input: text).finish()
        let second = try shop.start(["order", "import", "-", "--key", "k"], input: text).finish()
        #expect(first.status == 3 && second.status == 3 && first.output == second.output)
        let other = try shop.start(["order", "import", "-", "--key", "k"], input: text + "\n").finish()
        #expect(other.status == 1)
        #expect(try other.error()["code"] == "key_conflict")
        #expect(try shop.rows(["order", "list"]).count == 1)
    }

    @Test("Programs that import at once sell what there is and no more", .openShop)
    func atOnce() throws {
        for sku in [Shop.a, Shop.b] { try shop.done(["stock", "receive", sku, "200", "--cost", "2"]) }
        let running = try (1...6).map { program in
            let goods = program % 2 == 0 ? [(Shop.a, 3), (Shop.b, 3)] : [(Shop.b, 3), (Shop.a, 3)]
            let text = (1...40).map { Self.order("\(program)-\($0)", goods) }.joined()
            return try shop.start(["order", "import", "-", "--confirm", "--allocate"], input: text)
        }
        for program in running { #expect(try program.finish(timeout: 120).status == 0) }
        for sku in [Shop.a, Shop.b] {
            let stock = try shop.done(["stock", "show", sku])
            shop.expect(stock, ["on_hand": 200, "allocated": 200, "available": 0])
        }
        #expect(try shop.broken() == [])
    }

    @Test("The same order by several programs at once is made once", .openShop)
    func sameOrder() throws {
        let text = (1...20).map { Self.order("\($0)", [(Shop.a, 1)]) }.joined()
        let running = try (1...4).map { _ in try shop.start(["order", "import", "-"], input: text) }
        var results: [String] = []
        for program in running {
            let outcome = try program.finish(timeout: 120)
            #expect(outcome.status == 0, "\(outcome.errors)")
            results += try rows(outcome).compactMap { $0["result"] as? String }
        }
        #expect(results.filter { $0 == "created" }.count == 20 && results.filter { $0 == "duplicate" }.count == 60)
        #expect(try shop.rows(["order", "list"]).count == 20)
    }

    @Test("The schema refuses what the program would not write", .openShop)
    func schema() throws {
        try shop.done(["customer", "identifier", "NORD", "add", "GLN", "1"])
        let outcome = try shop.start(["order", "import", "-"], input: Self.order("1", [(Shop.a, 1)])).finish()
        #expect(outcome.status == 0)
        for (sql, constraint) in [
            (
                "INSERT INTO customer_identifier SELECT 'gln', '1', id FROM customer WHERE code = 'SUED'",
                "customer_identifier_unique"
            ),
            (
                "INSERT INTO customer_identifier SELECT 'x', repeat('1', 256), id FROM customer WHERE code = 'SUED'",
                "customer_identifier_length"
            ),
            (
                "INSERT INTO customer_item_code SELECT customer.id, ' ', product.id FROM customer, product LIMIT 1",
                "customer_item_code_not_blank"
            ),
            (
                "INSERT INTO customer_item_code SELECT customer.id, repeat('x', 256), product.id FROM customer, product LIMIT 1",
                "customer_item_code_length"
            ),
            ("UPDATE order_document SET note = 'x'", "23001"), ("DELETE FROM order_document", "23001"),
            (
                "INSERT INTO order_document (order_id, file_name, position, file_sha256, format, content_sha256) SELECT id, 'f', 1, 'x', 'csv', repeat('0', 64) FROM sales_order",
                "order_document_file_hex"
            ),
            (
                "INSERT INTO order_document (order_id, file_name, position, file_sha256, format, content_sha256) SELECT id, 'f', 0, repeat('0', 64), 'csv', repeat('0', 64) FROM sales_order",
                "order_document_position_positive"
            ),
            (
                "INSERT INTO order_document (order_id, file_name, position, file_sha256, format, content_sha256) SELECT id, 'f', 1, repeat('0', 64), 'csv', 'y' FROM sales_order",
                "order_document_content_hex"
            ),
            (
                "INSERT INTO order_document (order_id, file_name, position, file_sha256, format, content_sha256, ship_to) SELECT id, 'f', 1, repeat('0', 64), 'csv', repeat('0', 64), '[]' FROM sales_order",
                "order_document_ship_to_object"
            ),
        ] {
            #expect(try shop.fault(of: sql) == constraint, "\(sql)")
        }
        #expect(try shop.fault(of: "UPDATE customer_item_code SET code = 'x'", as: "nephrite_app") == "42501")
    }
}
