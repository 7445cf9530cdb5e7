import TestSupport
import Testing

/// Names made of material facts, by the program.
@Suite("Names by the program", .database(Shop.open))
struct ProductNameProgramTests {
    private let shop = Shop.current
    private static let xiuyan = "LOTUS-LJ-1003"

    @Test("A wrong name is proposed another, gets it with --accept, and is then allowed")
    func accept() throws {
        let proposed = try shop.done(["product", "name", Self.xiuyan])
        #expect(proposed["result"] as? String == "proposed")
        #expect(proposed["rules"] as? [String] == ["H10"])
        let name = try #require(proposed["generated_name"] as? String)
        #expect(name.hasPrefix("Serpentine gua sha board, dolphin"))
        let dry = try shop.done(["product", "name", Self.xiuyan, "--accept", "--dry-run"])
        #expect(dry["result"] as? String == "accepted")
        #expect(try shop.done(["product", "show", Self.xiuyan])["name"] as? String == "Xiuyan Jade Gua Sha, Dolphin")
        let accepted = try shop.done(["product", "name", Self.xiuyan, "--accept"])
        #expect(accepted["result"] as? String == "accepted")
        let shown = try shop.done(["product", "show", Self.xiuyan])
        #expect(shown["name"] as? String == name)
        #expect(shown["generated_name"] as? String == name)
        let findings = try #require(shown["findings"] as? [[String: Any]])
        #expect(findings.filter { $0["field"] as? String == "name" && $0["label"] as? String == "block" }.isEmpty)
        #expect(try shop.done(["product", "name", Self.xiuyan])["result"] as? String == "kept")
        #expect(try shop.broken() == [])
    }

    @Test("All wrong names are proposed others by SKU, a page at a time, and none is left once they are accepted")
    func all() throws {
        func rows(_ more: [String]) throws -> [[String: Any]] {
            try #require(shop.done(["product", "name", "--all", "--limit", "1000"] + more)["rows"] as? [[String: Any]])
        }
        let skus = try rows([]).compactMap { $0["sku"] as? String }
        #expect(skus.contains(Self.xiuyan) && skus == skus.sorted())
        let first = try shop.done(["product", "name", "--all", "--limit", "1"])["rows"] as? [[String: Any]]
        #expect(first?.first?["sku"] as? String == skus.first)
        _ = try rows(["--accept"])
        #expect(try rows([]).filter { $0["result"] as? String != "unnamed" }.isEmpty)
        #expect(try shop.refused(["product", "name"], status: 64)["code"] == "usage")
    }
}
