import Foundation
import TestSupport
import Testing

/// Looking for things with the phone in one hand, and at who did what.
@Suite("Finding", .database(Shop.busy))
struct FindTests {
    private let shop = Shop.current

    private func found(_ text: String, _ more: String...) throws -> [String] {
        let rows = try #require(try shop.done(["find", text] + more)["rows"] as? [[String: Any]])
        #expect(rows.allSatisfy { Set($0.keys) == ["kind", "key", "text", "field"] })
        return rows.map { "\($0["kind"] ?? "") \($0["key"] ?? "")" }
    }

    @Test("A text finds orders, invoices, customers, products, part numbers and suppliers, what equals it first")
    func find() throws {
        let year = Shop.year
        _ = try shop.order("NORD", ["\(Shop.a)=1"], ["--po", "BC-4711"])
        #expect(try found("BC-4711") == ["order SO-\(year)-000004"])
        #expect(try found("bc-47") == ["order SO-\(year)-000004"])
        #expect(try found("NORD").first == "customer NORD")
        #expect(try found("praxis") == ["customer NORD"])
        #expect(try found("INV-\(year)-000001") == ["invoice INV-\(year)-000001"])
        try shop.done(["return", "authorise", "SO-\(year)-000001", "--line", "\(Shop.a)=1"])
        #expect(try found("ra-\(year)") == ["return_authorisation RA-\(year)-000001"])
        #expect(try found("LB-3001") == ["part_number LB-3001", "product LOTUS-LB-3001"])
        #expect(try found("lotus", "--limit", "2").count == 2)
        let gtin = try #require(try shop.done(["product", "show", Shop.a])["gtin"] as? String)
        #expect(try found(gtin) == ["part_number LB-3001"])
    }

    @Test("The marks of a pattern are looked for as they stand", arguments: ["%", "_", "\\", "'", "$1", "=1+1"])
    func marks(_ text: String) throws {
        #expect(try found(text).isEmpty)
        try shop.done(["customer", "set", "NORD", "--name", "A" + text + "B"])
        #expect(try found(text) == ["customer NORD"])
    }

    @Test("A blank is nothing to look for")
    func blank() throws {
        #expect(try shop.refused(["find", "  "], status: 64)["code"] == "text_blank")
    }

    @Test("The audit trail is listed from the latest back, by subject, action or person, a page at a time")
    func audit() throws {
        try shop.done(["product", "measure", Shop.a, "chip_max_mm=0.1"])
        func rows(_ more: String...) throws -> [[String: Any]] {
            try #require(try shop.done(["audit", "list"] + more)["rows"] as? [[String: Any]])
        }
        let latest = try #require(try rows("--limit", "1").first)
        #expect(latest["action"] as? String == "product.measure")
        #expect(latest["subject"] as? String == Shop.a)
        #expect((latest["detail"] as? [String: Any])?["chip_max_mm"] as? String == "0.1")
        #expect(latest["actor"] as? String != "")
        let entry = try #require(latest["entry"] as? Int)
        #expect(
            try rows("--after", String(entry), "--limit", "3").compactMap { $0["entry"] as? Int }.allSatisfy {
                $0 < entry
            })
        #expect(try rows("--subject", Shop.a).allSatisfy { $0["subject"] as? String == Shop.a })
        #expect(try rows("--action", "import.apply").count == 1)
        #expect(try rows("--actor", "nobody").isEmpty)
    }
}
