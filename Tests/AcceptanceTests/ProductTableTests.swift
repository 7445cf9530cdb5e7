import Foundation
import TestSupport
import Testing

@Suite("Products as tables", .database(Shop.open))
struct ProductTableTests {
    private let shop = Shop.current

    private func take(_ text: String, _ more: [String] = []) throws -> [String: Any] {
        let outcome = try shop.start(["product", "import", "-"] + more, input: text).finish()
        try #require(outcome.status == 0, "\(outcome.errors)\n\(text)")
        return try outcome.object()
    }

    private func refusal(_ text: String) throws -> [String: String] {
        let outcome = try shop.start(["product", "import", "-"], input: text).finish()
        try #require(outcome.status == 65, "\(outcome.output)\(outcome.errors)")
        return try outcome.error()
    }

    private func grade(_ sku: String) throws -> String? {
        (try shop.done(["product", "show", sku])["iastm"] as? [String: Any])?["grade"] as? String
    }

    @Test("Fields are stated and measured from a table, new products are drafts of our own, and all are graded")
    func story() throws {
        let table = """
            sku;name;material;treatments;shape;measured.length_mm;Measured.Chip_Max_mm;status
            \(Shop.a);;nephrite;none_asserted;board_rectangle;110;0.5;
            OWN-1;Our own board;nephrite;none_asserted;board_rectangle;120.50;;
            OWN-2;Another board;;;;;;active
            \(Shop.b);;;;;;;

            """
        let dry = try take(table, ["--dry-run"])
        shop.expect(dry, ["rows": 4, "new": 2, "changed": 1, "unchanged": 1])
        #expect(try shop.refused(["product", "show", "OWN-1"])["code"] == "product_unknown")
        let done = try take(table, ["--key", "autumn"])
        let changes = try #require(done["changes"] as? [[String: Any]])
        #expect(changes.filter { $0["sku"] as? String == Shop.a }.count == 5)
        let own = try shop.done(["product", "show", "OWN-1"])
        shop.expect(own, ["name": "Our own board", "status": "draft", "material": "nephrite", "length_mm": "120.5"])
        shop.expect(try shop.done(["product", "show", "OWN-2"]), ["status": "active"])
        // A chip of half a millimetre makes any tool unsuitable.
        #expect(try grade(Shop.a) == "unsuitable")
        let facts = try #require(try shop.done(["product", "show", Shop.a])["facts"] as? [[String: Any]])
        let length = try #require(facts.first { $0["field"] as? String == "length_mm" })
        #expect(length["basis"] as? String == "measured")
        shop.expect(try take(table), ["rows": 4, "new": 0, "changed": 0, "unchanged": 4])
        #expect(try take(table, ["--key", "autumn"])["new"] as? Int == 2)
        let changed = try take("sku,measured.chip_max_mm\n\(Shop.a),0\n")
        let change = try #require((changed["changes"] as? [[String: Any]])?.first)
        shop.expect(change, ["field": "chip_max_mm", "value": "0", "previous": "0.5", "basis": "measured"])
        #expect(try grade(Shop.a) == "unassessed")
        let listed = try shop.rows(["product", "list", "--status", "draft"])
        #expect(listed.map { $0["sku"] as? String } == ["OWN-1"])
        try shop.done(["price-list", "set", "WH", "OWN-1", "20"])
        #expect(try shop.broken() == [])
    }

    @Test("The supplier that counts is chosen among those that offer the product")
    func preferred() throws {
        let table = "sku,preferred_supplier\n\(Shop.a),LOTUS\n"
        let change = try #require((try take(table)["changes"] as? [[String: Any]])?.first)
        shop.expect(change, ["field": "preferred_supplier", "value": "LOTUS"])
        #expect(change["previous"] is NSNull)
        shop.expect(try take(table), ["rows": 1, "unchanged": 1])
        let fault = try refusal("sku,name,preferred_supplier\n\(Shop.a),,NOBODY\nOWN-1,Board,LOTUS\n")
        #expect(fault["code"] == "rows_invalid")
        #expect(fault["message"]?.contains("line 2: NOBODY does not offer \(Shop.a)") == true)
        #expect(fault["message"]?.contains("line 3: LOTUS does not offer OWN-1") == true)
    }

    @Test("A workbook is read as the CSV is")
    func workbook() throws {
        let rows = [["sku", "name", "hs_code"], ["OWN-1", "Board", "711620"], [Shop.a, "", "711620"]].map { cells in
            "<row>" + cells.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined() + "</row>"
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "products-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipFile.write(ZipFile.workbook(rows: rows.joined()), to: path)
        shop.expect(try shop.done(["product", "import", path]), ["rows": 2, "new": 1, "changed": 1])
        shop.expect(
            try take("sku,name,hs_code\nOWN-1,Board,711620\n\(Shop.a),,711620\n"), ["rows": 2, "unchanged": 2])
    }

    @Test("Every wrong row is named at once, and nothing is kept")
    func refused() throws {
        let fault = try refusal(
            """
            sku,name,material,length_mm,measured.length_mm,measured.surface_crack
            \(Shop.a),,nephrite,,,
            \(Shop.b),,jade?,,,
            \(Shop.c),,,"6,2",,
            OWN-1,,nephrite,,,
            OWN 2,Two words,,,,
            ,Nobody,,,,
            \(Shop.a),,,5,,
            \(Shop.unpriced),,,5,5,
            OWN-3,Board,,,,perhaps
            OWN-4,Board,,,9999,,spare

            """)
        #expect(fault["code"] == "rows_invalid")
        let message = try #require(fault["message"])
        for part in [
            "line 3: material: \"jade?\" is no material", "line 4: length_mm: \"6,2\" is no number",
            "line 5: there is no product OWN-1, and a new one needs a name", "line 6: \"OWN 2\" is no SKU",
            "line 7: no SKU", "line 8: \(Shop.a) stands in line 2 already", "line 9: length_mm is given twice",
            "line 10: measured.surface_crack: \"perhaps\" is neither yes nor no",
            "line 11: more cells than columns", "measured.length_mm: 9999 is not from 0.001 to 5000 mm",
        ] {
            #expect(message.contains(part), "\(part)\n\(message)")
        }
        #expect(!message.contains("line 2:"), "\(message)")
        #expect(try refusal("sku,colour\n\(Shop.a),green\n")["code"] == "file_not_table")
        #expect(try refusal("sku,measured.name\n\(Shop.a),Board\n")["code"] == "file_not_table")
        #expect(try refusal("name\nBoard\n")["code"] == "file_not_table")
        #expect(try shop.refused(["product", "show", "OWN-3"])["code"] == "product_unknown")
        let facts = try shop.done(["product", "show", Shop.a])["facts"] as? [[String: Any]]
        #expect(facts?.isEmpty == true)
    }

    @Test("A thousand new products are taken in one go")
    func many() throws {
        let table = "sku,name,material\n" + (1...1000).map { "X-\($0),Board \($0),nephrite\n" }.joined()
        shop.expect(try take(table), ["rows": 1000, "new": 1000])
        shop.expect(try take(table), ["unchanged": 1000])
    }
}
