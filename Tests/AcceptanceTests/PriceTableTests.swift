import Foundation
import TestSupport
import Testing

@Suite("Price lists as tables", .database(Shop.open))
struct PriceTableTests {
    private let header = "sku,unit_price,min_quantity,valid_from,valid_to,minimum,multiple,maximum\n"

    private func take(_ text: String, _ more: [String] = []) throws -> [String: Any] {
        let outcome = try Shop.current.start(["price-list", "import", "WH", "-"] + more, input: text).finish()
        try #require(outcome.status == 0, "\(outcome.errors)\n\(text)")
        return try outcome.object()
    }

    private func refusal(_ text: String) throws -> [String: String] {
        let outcome = try Shop.current.start(["price-list", "import", "WH", "-"], input: text).finish()
        try #require(outcome.status == 65, "\(outcome.output)\(outcome.errors)")
        return try outcome.error()
    }

    private func exported() throws -> String {
        let shop = Shop.current
        return try shop.nephrite.run("price-list", "export", "WH", "-O", "csv", "--database", shop.conninfo).output
    }

    private func unitPrice(_ sku: String, _ quantity: Int) throws -> String? {
        try Shop.current.done(["price", "explain", "NORD", sku, "\(quantity)"])["unit_price"] as? String
    }

    @Test("Prices, breaks and quantities come from a table, are told apart, and stay alone when they come again")
    func story() throws {
        let shop = Shop.current
        let table =
            header + """
                \(Shop.a),4.00,,,,,,
                \(Shop.a),3.40,10,,,,,
                \(Shop.a),3.1234,50,2026-01-01,2099-12-31,5,5,500
                \(Shop.b),9.99,1,,,,,
                \(Shop.unpriced),12,,,,,,
                \(Shop.c),,,,,2,,

                """
        let dry = try take(table, ["--dry-run"])
        shop.expect(dry, ["rows": 6, "new": 3, "changed": 1, "unchanged": 2, "removed": 0])
        #expect(try unitPrice(Shop.a, 10) == "3.50")
        let done = try take(table, ["--key", "spring"])
        shop.expect(done, ["price_list": "WH", "currency": "EUR"])
        let changes = try #require(done["changes"] as? [[String: Any]])
        #expect(changes.map { $0["change"] as? String } == ["changed", "new", "new", "new"])
        shop.expect(changes[0], ["sku": Shop.a, "unit_price": "3.40", "previous_price": "3.50"])
        #expect(try unitPrice(Shop.a, 10) == "3.40")
        #expect(try unitPrice(Shop.a, 50) == "3.1234")
        #expect(try unitPrice(Shop.unpriced, 1) == "12.00")
        let explained = try shop.done(["price", "explain", "NORD", Shop.a, "7"])
        shop.expect(explained, ["minimum": 5, "multiple": 5, "maximum": 500, "next_quantity": 10])
        shop.expect(try take(table), ["rows": 6, "unchanged": 6])
        #expect(try take(table, ["--key", "spring"])["new"] as? Int == 3)
        let other = try shop.start(["price-list", "import", "WH", "-", "--key", "spring"], input: header + "X,1\n")
        #expect(try other.finish().error()["code"] == "key_conflict")
        let trail = try shop.rows(["audit", "list"])
        #expect(trail.filter { $0["action"] as? String == "price-list.import" }.count == 2)
        #expect(try shop.broken() == [])
    }

    @Test("What is exported comes back unchanged, as CSV and as a workbook")
    func roundTrip() throws {
        let shop = Shop.current
        _ = try take(
            header + "\(Shop.a),3.1,50,2026-01-01,2026-12-31,5,5,500\n\(Shop.unpriced),,,,,6,3,\n")
        let table = try exported()
        #expect(table.hasPrefix("sku,unit_price,min_quantity,valid_from,valid_to,minimum,multiple,maximum\r\n"))
        shop.expect(try take(table), ["rows": 6, "new": 0, "changed": 0, "unchanged": 6])
        shop.expect(try take(table, ["--replace"]), ["unchanged": 6, "removed": 0])
        shop.expect(try take(table.replacing(",", with: ";")), ["unchanged": 6])
        let rows = table.split(separator: "\r\n").map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return "<row>" + cells.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined() + "</row>"
        }
        let path = FileManager.default.temporaryDirectory.appending(path: "prices-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try ZipFile.write(ZipFile.workbook(rows: rows.joined()), to: path)
        shop.expect(try shop.done(["price-list", "import", "WH", path]), ["rows": 6, "unchanged": 6])
        #expect(try exported() == table)
    }

    @Test("A workbook or a file of a list is the list again in another one, to the last digit")
    func files() throws {
        let shop = Shop.current
        try shop.tamper("INSERT INTO product (sku) VALUES ('0007'), ('1E5'), ('-1'), ('2026-01-02')")
        let table =
            header + """
                0007,0.000001,,,,,,
                0007,123456789012.123456,999999999,2026-01-01,2099-12-31,,,
                1E5,3.10,1,,2026-12-31,5,5,500
                -1,2,1,2026-01-01,,,,
                2026-01-02,,,,,6,3,

                """
        shop.expect(try take(table), ["rows": 5, "new": 5])
        let known = try exported()
        #expect(known.contains("0007,123456789012.123456,999999999,2026-01-01,2099-12-31,,,\r\n"))
        let folder = FileManager.default.temporaryDirectory.appending(path: "prices-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func export(_ list: String, _ more: String...) throws -> Program.Outcome {
            try shop.nephrite.start(["price-list", "export", list] + more + ["--database", shop.conninfo]).finish()
        }
        let path = folder + "/a."
        for more in [["xlsx"], ["csv"]] {
            let ending = more[0]
            let outcome = try export("WH", "-o", path + ending)
            #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome)")
            try shop.done(["price-list", "add", ending, "--currency", "EUR"])
            shop.expect(
                try shop.done(["price-list", "import", ending, path + ending]), ["rows": 9, "new": 9, "unchanged": 0])
            shop.expect(
                try shop.done(["price-list", "import", "WH", path + ending, "--replace"]),
                ["rows": 9, "unchanged": 9, "removed": 0])
            #expect(try export(ending, "-O", "csv").output == known)
        }
        let bytes = try Data(contentsOf: URL(filePath: path + "xlsx"))
        #expect(bytes.starts(with: Data("PK".utf8)))
        #expect(try export("WH", "-O", "xlsx").output == String(decoding: bytes, as: UTF8.self))
        #expect(try Data(contentsOf: URL(filePath: path + "csv")) == Data(known.utf8))

        // Without any price there are the columns still, and nothing to take.
        try shop.done(["price-list", "add", "NONE", "--currency", "EUR"])
        #expect(try export("NONE", "-o", folder + "/none.xlsx").status == 0)
        #expect(
            try shop.refused(["price-list", "import", "NONE", folder + "/none.xlsx"], status: 65)["code"]
                == "file_empty"
        )
        for (more, status, words) in [
            (["-O", "csv", "-o", path + "xlsx"], 64, "--output says csv, and "),
            (["-O", "xlsx", "-o", path + "txt"], 64, "--output says xlsx, and "),
            (["-o", folder + "/a.docx"], 64, "tells no form"),
            (["-o", folder + "/nowhere/a.xlsx"], 74, "could not be written"),
        ] as [([String], Int32, String)] {
            let outcome = try shop.nephrite.start(
                ["price-list", "export", "WH"] + more + ["--database", shop.conninfo]
            ).finish()
            #expect(outcome.status == status && outcome.errors.contains(words), "\(more): \(outcome)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["a.csv", "a.xlsx", "none.xlsx"])
        #expect(try Data(contentsOf: URL(filePath: path + "xlsx")) == bytes)
    }

    @Test("Prices of a table that are below the list's floor are taken, counted and raised when they are asked for")
    func belowFloor() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
        try shop.done(["price-list", "floor", "WH", "20"])
        let rows = [
            ["sku", "unit_price", "min_quantity"], [Shop.unpriced, "7.00", "1"], [Shop.unpriced, "7.80", "5"],
        ]
        let done = try take(rows.map { $0.joined(separator: ",") + "\n" }.joined(), ["--dry-run"])
        shop.expect(done, ["rows": 2, "new": 2, "below_floor": 1])
        let path = FileManager.default.temporaryDirectory.appending(path: "floor-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let cells = rows.map { row in
            "<row>" + row.map { "<c t=\"str\"><v>\($0)</v></c>" }.joined() + "</row>"
        }
        try ZipFile.write(ZipFile.workbook(rows: cells.joined()), to: path)
        let taken = try shop.done(["price-list", "import", "WH", path])
        shop.expect(taken, ["rows": 2, "new": 2, "below_floor": 1])
        let changes = try #require(taken["changes"] as? [[String: Any]])
        shop.expect(changes[0], ["unit_price": "7.00", "floor": "7.80"])
        #expect(changes[1]["floor"] is NSNull)
        #expect(try unitPrice(Shop.unpriced, 1) == "7.80")
        #expect(try unitPrice(Shop.unpriced, 5) == "7.80")
    }

    @Test("With --replace the fixed prices that the table lacks go")
    func replacing() throws {
        let shop = Shop.current
        let done = try take("SKU;Unit_Price\n\(Shop.a);4.00\n\(Shop.b);8\n", ["--replace"])
        shop.expect(done, ["rows": 2, "new": 0, "changed": 1, "unchanged": 1, "removed": 2])
        let prices = try #require(try shop.done(["price-list", "show", "WH"])["prices"] as? [[String: Any]])
        #expect(prices.map { $0["sku"] as? String } == [Shop.a, Shop.b])
        #expect(prices.map { $0["unit_price"] as? String } == ["4.00", "8.00"])
    }

    @Test("Every wrong row is named at once, and nothing is kept")
    func refused() throws {
        let before = try exported()
        let fault = try refusal(
            header + """
                \(Shop.b),1.00,,,,,,
                \(Shop.a),"4,50",,,,,,
                \(Shop.a),-1,20,,,,,
                \(Shop.a),1.1234567,30,,,,,
                NONE,1.00,,,,,,
                ,1.00,,,,,,
                \(Shop.c),1.00,,2026-02-30,,,,
                \(Shop.c),1.00,,2026-03-01,2026-02-01,,,
                \(Shop.b),2.00,,,,,,
                \(Shop.c),0.30,0,,,,,
                \(Shop.c),0.30,5,,,10,6,11
                \(Shop.c),0.30,6,,,12,,
                \(Shop.unpriced),,7,,,,,
                \(Shop.unpriced),1,50,,,,,,8
                \(Shop.b),1.00,,,,,,

                """)
        #expect(fault["code"] == "rows_invalid")
        let message = try #require(fault["message"])
        for part in [
            "line 3: unit_price \"4,50\" is no price", "line 4: unit_price -1 is below zero",
            "line 5: unit_price \"1.1234567\"", "line 6: there is no product NONE", "line 7: no SKU",
            "line 8: valid_from \"2026-02-30\"", "line 9: valid_to 2026-02-01 is before valid_from 2026-03-01",
            "line 10: another price or end from 1 on stands in line 2", "line 11: min_quantity \"0\"",
            "line 12: no quantity meets a minimum of 10, multiples of 6 and a maximum of 11",
            "line 13: minimum 12 contradicts line 12", "line 14: no unit_price", "line 15: more cells than columns",
        ] {
            #expect(message.contains(part), "\(part)\n\(message)")
        }
        #expect(!message.contains("line 2:") && !message.contains("line 16:"), "\(message)")
        #expect(try refusal("sku,unit_price,min_qty\n\(Shop.a),1,5\n")["code"] == "file_not_table")
        #expect(try refusal("sku,unit_price,sku\n\(Shop.a),1,5\n")["code"] == "file_not_table")
        #expect(try refusal("sku,price\n\(Shop.a),1\n")["code"] == "file_not_table")
        #expect(try refusal("sku,unit_price\n")["code"] == "file_empty")
        #expect(try exported() == before)
        #expect(
            try Shop.current.refused(["price-list", "export", "NONE"])["code"] == "price_list_unknown")
    }

    @Test("Five thousand prices are taken in one go")
    func many() throws {
        let shop = Shop.current
        try shop.tamper("INSERT INTO product (sku) SELECT 'X-' || n FROM generate_series(1, 5000) AS n")
        let table = "sku,unit_price,minimum\n" + (1...5000).map { "X-\($0),\($0).25,2\n" }.joined()
        shop.expect(try take(table), ["rows": 5000, "new": 5000])
        shop.expect(try take(table), ["unchanged": 5000])
        #expect(try unitPrice("X-4999", 2) == "4999.25")
    }
}
