import Foundation
import TestSupport
import Testing

/// Stocktakes in which each lot is counted by itself.
@Suite("Stocktakes by lot", .database(Shop.open))
struct LotCountTests {
    /// 5 of no lot, 10 of L1 and 8 of L2.
    private func stocked(_ shop: Shop) throws {
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--on", "2026-10-01"])
        for (lot, quantity) in [("L1", "10"), ("L2", "8")] {
            try shop.done(["stock", "receive", Shop.a, quantity, "--cost", "2", "--lot", lot, "--on", "2026-10-05"])
        }
    }

    private func open(_ shop: Shop, _ more: [String] = ["--by-lot"]) throws -> String {
        try #require(shop.done(["stock", "count", "open", "--location", "MAIN"] + more)["count"] as? String)
    }

    private func lines(_ answer: [String: Any]) -> [String] {
        (answer["lines"] as? [[String: Any]] ?? []).map {
            "\($0["lot"] as? String ?? "-") \($0["expected"] ?? "") \($0["counted"] as? Int ?? -1)"
        }
    }

    private func lying(_ shop: Shop) throws -> [String: Int] {
        let rows = try shop.done(["stock", "show", Shop.a])["lots"] as? [[String: Any]] ?? []
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["lot"] as? String ?? "", $0["on_hand"] as? Int ?? 0) })
    }

    @Test("What is missing of one lot and too many of another is corrected of each, and of what is of none")
    func story() throws {
        let shop = Shop.current
        try stocked(shop)
        try shop.done(["stock", "receive", Shop.b, "4", "--cost", "2"])
        let opened = try shop.done(["stock", "count", "open", "--location", "MAIN", "--by-lot"])
        #expect(opened["by_lot"] as? Bool == true)
        #expect(lines(opened) == ["L1 10 -1", "L2 8 -1", "- 5 -1", "- 4 -1"])
        let number = try #require(opened["count"] as? String)
        let entered = try shop.done([
            "stock", "count", "enter", number, "\(Shop.a)@L1=7", "\(Shop.a)@L2=11", "\(Shop.a)=4", "\(Shop.b)=4",
        ])
        #expect(lines(entered) == ["L1 10 7", "L2 8 11", "- 5 4", "- 4 4"])
        // All that lies there is promised, and with one less of no lot one promise is taken back.
        let order = try shop.allocated("NORD", ["\(Shop.a)=23"])
        let posted = try shop.done(["stock", "count", "post", number])
        let released = posted["released"] as? [[String: Any]] ?? []
        #expect(released.map { $0["order"] as? String } == [order] && released.map { $0["quantity"] as? Int } == [1])
        #expect(try lying(shop) == ["L1": 7, "L2": 11])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 22])
        #expect(try shop.broken() == [])
        let rows = try shop.report("stocktake", "--where", "sku=\(Shop.a)")["rows"] as? [[String: Any]] ?? []
        #expect(rows.map { $0["lot"] as? String } == ["L1", "L2", nil])
        #expect(rows.map { $0["difference"] as? Int } == [-3, 3, -1])
    }

    @Test("A list of a count comes back by lot; figures that name lots wrongly are refused")
    func table() throws {
        let shop = Shop.current
        try stocked(shop)
        let number = try open(shop)
        let printed = try shop.start(["stock", "count", "show", number, "-O", "csv"]).finish().output
        #expect(printed.contains("lot"))
        let rows = "sku,location,lot,counted\n\(Shop.a),MAIN,L1,9\n\(Shop.a),MAIN,,5\n"
        let taken = try shop.start(["stock", "count", "import", number, "-"], input: rows).finish()
        #expect(taken.status == 0)
        #expect(lines(try shop.done(["stock", "count", "show", number])) == ["L1 10 9", "L2 8 -1", "- 5 5"])
        let twice = try shop.start(
            ["stock", "count", "import", number, "-"], input: "sku,lot,counted\n\(Shop.a),L1,9\n\(Shop.a),L1,8\n"
        ).finish()
        #expect(
            try twice.error()["message"]
                == "line 3: \(Shop.a), lot L1 at MAIN has a figure in line 2; give their sum in one")
        let enter = ["stock", "count", "enter", number]
        #expect(try shop.refused(enter + ["\(Shop.a)@L9=1"])["code"] == "lot_unknown")
        let none = try shop.refused(enter + ["\(Shop.a)@=1"], status: 64)
        #expect(none["message"] == "give SKU@LOT=QTY, or SKU=QTY for what is of no lot, not \"\(Shop.a)@=1\"")
        // Where all is of lots, a figure without one would be of what nobody has.
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "1", "--lot", "B1"])
        let other = try open(shop)
        #expect(try shop.refused(["stock", "count", "enter", other, "\(Shop.b)=3"])["code"] == "lot_missing")
        let whole = try open(shop, [])
        let rowsOfLots = try shop.start(
            ["stock", "count", "import", whole, "-"], input: "sku,lot,counted\n\(Shop.a),L1,9\n"
        ).finish()
        #expect(try rowsOfLots.error()["code"] == "lot_not_counted")
        #expect(
            try shop.fault(
                of:
                    "UPDATE stock_count_line SET lot_id = (SELECT min(lot.id) FROM lot WHERE lot.product_id = stock_count_line.product_id) "
                    + "WHERE count_id = (SELECT id FROM stock_count WHERE number = '\(whole)')")
                == "stock_count_line_by_lot")
    }

    @Test("Counts that stand beside each other share what they find, lot by lot and as a whole")
    func beside() throws {
        let shop = Shop.current
        try stocked(shop)
        let (byLot, whole, other) = (try open(shop), try open(shop, []), try open(shop))
        try shop.done(["stock", "count", "enter", byLot, "\(Shop.a)@L1=7", "\(Shop.a)=6"])
        try shop.done(["stock", "count", "post", byLot])
        #expect(lines(try shop.done(["stock", "count", "show", whole])) == ["- 21 -1"])
        #expect(lines(try shop.done(["stock", "count", "show", other])) == ["L1 7 -1", "L2 8 -1", "- 6 -1"])
        // The whole draws the oldest lot first.
        try shop.done(["stock", "count", "enter", whole, "\(Shop.a)=19"])
        try shop.done(["stock", "count", "post", whole])
        #expect(lines(try shop.done(["stock", "count", "show", other])) == ["L1 5 -1", "L2 8 -1", "- 6 -1"])
        // A lot that nobody expected, found by one and then by the other.
        try shop.done(["stock", "receive", Shop.a, "1", "--cost", "2", "--lot", "L3"])
        try shop.done(["stock", "scrap", Shop.a, "1", "--reason", "broken", "--lot", "L3"])
        let third = try open(shop)
        try shop.done(["stock", "count", "enter", third, "\(Shop.a)@L3=2"])
        try shop.done(["stock", "count", "post", third])
        let entered = try shop.done(["stock", "count", "enter", other, "\(Shop.a)@L3=2"])
        #expect(lines(entered) == ["L1 5 -1", "L2 8 -1", "L3 2 2", "- 6 -1"])
        #expect(try lying(shop) == ["L1": 5, "L2": 8, "L3": 2])
        #expect(try shop.broken() == [])
    }

    @Test("A lot cannot be missing on a day on which it did not lie there")
    func dated() throws {
        let shop = Shop.current
        try stocked(shop)
        let number = try open(shop)
        try shop.done(["stock", "count", "enter", number, "\(Shop.a)@L1=9", "\(Shop.a)=5"])
        let early = try shop.refused(["stock", "count", "post", number, "--on", "2026-10-04"])
        #expect(
            early["message"]
                == "MAIN had 0 of \(Shop.a), lot L1 at the end of 2026-10-04, so 1 cannot be missing on 2026-10-04")
        try shop.done(["stock", "count", "post", number, "--on", "2026-10-05"])
        #expect(try shop.broken() == [])
        let row = try #require((try shop.report("stocktake")["rows"] as? [[String: Any]])?.first)
        shop.expect(row, ["lot": "L1", "value": "-2.00"])
        #expect(
            try shop.report("stocktake", "--explain", "\(number)/\(Shop.a)/MAIN/L1.difference")["rows"]
                as? [[String: Any]] != nil)
    }
}
