import Foundation
import TestSupport
import Testing

/// Movements that are entered later than they count for.
@Suite("Days that movements count for", .database(Shop.open))
struct EffectiveDayTests {
    private func onHand(_ shop: Shop, _ day: String, _ sku: String = Shop.a) throws -> Int? {
        try shop.done(["stock", "show", sku, "--as-of", day])["on_hand"] as? Int
    }

    private func last(_ shop: Shop, _ sku: String = Shop.a) throws -> [String: Any] {
        try #require(try shop.rows(["stock", "history", sku]).last)
    }

    /// 10 on the first of October, 4 of which went on the tenth, and 20 more today.
    private func stocked(_ shop: Shop) throws {
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00", "--on", "2026-10-01"])
        try shop.done(["stock", "adjust", Shop.a, "-4", "--reason", "broken", "--on", "2026-10-10"])
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "3.00"])
    }

    @Test("A correction counts for its day and is entered today; nothing leaves before it came in")
    func corrected() throws {
        let shop = Shop.current
        try stocked(shop)
        #expect(try onHand(shop, "2026-10-09") == 10)
        #expect(try onHand(shop, "2026-10-10") == 6)
        // 26 lie there now, but on the tenth only 6 did.
        let short = try shop.refused(["stock", "adjust", Shop.a, "-7", "--reason", "gone", "--on", "2026-10-02"])
        #expect(short["code"] == "out_of_stock" && short["where"] == "--on")
        #expect(short["message"] == "MAIN had 6 of \(Shop.a) at the end of 2026-10-10, not 7")
        #expect(
            try shop.refused(["stock", "scrap", Shop.a, "1", "--reason", "x", "--on", "2026-09-30"])["code"]
                == "out_of_stock")
        try shop.done(["stock", "adjust", Shop.a, "-6", "--reason", "gone", "--on", "2026-10-02"])
        #expect(try onHand(shop, "2026-10-02") == 4)
        #expect(try onHand(shop, "2026-10-10") == 0)
        let entry = try last(shop)
        let today = try shop.today()
        shop.expect(entry, ["kind": "adjusted", "effective_on": "2026-10-02"])
        #expect((entry["entered_at"] as? String)?.hasPrefix(today) == true)
        // The average of 20 at 3.00 is all there is, as nothing was left of the others by then.
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["average_cost": "3.00"])
        #expect(
            try shop.refused(["stock", "adjust", Shop.a, "1", "--reason", "x", "--on", "2099-01-01"])["code"]
                == "day_in_future")
        #expect(try shop.broken() == [])
    }

    @Test("A period that is closed takes no correction, transfer, scrapping, count, shipment or return")
    func closed() throws {
        let shop = Shop.current
        try stocked(shop)
        try shop.done(["location", "add", "SOUTH"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=4"])
        let count = try shop.done(["stock", "count", "open"])["count"] as? String ?? ""
        try shop.done(["stock", "count", "enter", count, "\(Shop.a)=24", "--location", "MAIN"])
        try shop.done(["period", "close", "2026-10-31"])
        let on = ["--on", "2026-10-31"]
        for command in [
            ["stock", "adjust", Shop.a, "1", "--reason", "x"], ["stock", "scrap", Shop.a, "1", "--reason", "x"],
            ["stock", "transfer", Shop.a, "1", "--from", "MAIN", "--to", "SOUTH"], ["stock", "count", "post", count],
            ["order", "ship", number],
        ] {
            #expect(try shop.refused(command + on)["code"] == "period_closed", "\(command)")
        }
        // On the first of the next month 6 lay there, 4 of which are promised and 2 are said to be missing.
        try shop.done(["stock", "count", "post", count, "--on", "2026-11-01"])
        shop.expect(try last(shop), ["kind": "counted", "effective_on": "2026-11-01"])
        try shop.done(["order", "ship", number, "--on", "2026-11-01"])
        #expect(try onHand(shop, "2026-11-01") == 0)
        #expect(try shop.refused(["order", "return", number, "--line", "\(Shop.a)=1"] + on)["code"] == "not_shipped")
        #expect(try shop.broken() == [])
    }

    @Test("A count is posted for the day on which it was made, unless so much did not lie there")
    func counted() throws {
        let shop = Shop.current
        try stocked(shop)
        let count = try shop.done(["stock", "count", "open", "--location", "MAIN"])["count"] as? String ?? ""
        try shop.done(["stock", "count", "enter", count, "\(Shop.a)=19"])
        let short = try shop.refused(["stock", "count", "post", count, "--on", "2026-10-31"])
        #expect(
            short["message"] == "MAIN had 6 of \(Shop.a) at the end of 2026-10-31, so 7 cannot be missing on 2026-10-31"
        )
        #expect(short["where"] == "--on")
        try shop.done(["stock", "count", "enter", count, "\(Shop.a)=21"])
        try shop.done(["stock", "count", "post", count, "--on", "2026-10-31"])
        #expect(try onHand(shop, "2026-10-30") == 6)
        #expect(try onHand(shop, "2026-10-31") == 1)
        #expect(try shop.broken() == [])
    }

    @Test("Goods that left and came back are entered the next morning for the days on which they did")
    func shippedAndReturned() throws {
        let shop = Shop.current
        try stocked(shop)
        let number = try shop.allocated("NORD", ["\(Shop.a)=8"])
        let ship = ["order", "ship", number, "--line"]
        let short = try shop.refused(ship + ["\(Shop.a)=8", "--on", "2026-11-01"])
        #expect(short["message"] == "MAIN had 6 of \(Shop.a) at the end of 2026-11-01, not 8")
        let shipped = try shop.done(ship + ["\(Shop.a)=5", "--on", "2026-11-02", "--key", "s1"])
        #expect(((shipped["shipments"] as? [[String: Any]])?.first)?["shipped_on"] as? String == "2026-11-02")
        #expect(try onHand(shop, "2026-11-02") == 1)
        // The same key for another day is another request.
        #expect(
            try shop.refused(ship + ["\(Shop.a)=5", "--on", "2026-11-03", "--key", "s1"])["code"] == "key_conflict")
        try shop.done(ship + ["\(Shop.a)=3"])
        let back = ["order", "return", number, "--line"]
        let early = try shop.refused(back + ["\(Shop.a)=6", "--on", "2026-11-05"])
        #expect(early["code"] == "not_shipped")
        #expect(early["message"] == "5 of \(Shop.a) had been shipped by 2026-11-05 and not come back, not 6")
        try shop.done(back + ["\(Shop.a)=2", "--scrap", "--on", "2026-11-05"])
        try shop.done(back + ["\(Shop.a)=3", "--on", "2026-11-06"])
        #expect(try shop.refused(back + ["\(Shop.a)=1", "--on", "2026-11-06"])["code"] == "not_shipped")
        #expect(try onHand(shop, "2026-11-05") == 1)
        #expect(try onHand(shop, "2026-11-06") == 4)
        #expect(try shop.broken() == [])
    }

    @Test("Goods are transferred and thrown away by lot, of what lay there on the day")
    func lots() throws {
        let shop = Shop.current
        try shop.done(["location", "add", "HELD"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--on", "2026-10-01"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--lot", "L1", "--on", "2026-10-05"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--lot", "L2", "--on", "2026-10-09"])
        let scrap = ["stock", "scrap", Shop.a]
        let none = try shop.refused(scrap + ["6", "--reason", "chipped", "--lot", "L2"])
        #expect(none["message"] == "MAIN has 5 of \(Shop.a), lot L2, not 6")
        let early = try shop.refused(scrap + ["1", "--reason", "chipped", "--lot", "L2", "--on", "2026-10-06"])
        #expect(early["message"] == "MAIN had 0 of \(Shop.a), lot L2 at the end of 2026-10-06, not 1")
        #expect(try shop.refused(scrap + ["1", "--reason", " "])["code"] == "reason_missing")
        #expect(try shop.refused(scrap + ["1", "--reason", "x", "--lot", "L9"])["code"] == "lot_unknown")
        // Of what lay there on the sixth: 5 of L1, the oldest lot, and then of none.
        try shop.done(scrap + ["7", "--reason", "chipped", "--on", "2026-10-06"])
        let parts = try last(shop)["lots"] as? [[String: Any]] ?? []
        #expect(parts.map { "\($0["lot"] ?? "")=\($0["quantity"] ?? "")" } == ["L1=5"])
        try shop.done([
            "stock", "transfer", Shop.a, "3", "--from", "MAIN", "--to", "HELD", "--lot", "L2", "--on", "2026-10-09",
        ])
        try shop.done(scrap + ["2", "--reason", "chipped", "--lot", "L2", "--location", "HELD", "--on", "2026-10-10"])
        let shown = try shop.done(["stock", "adjust", Shop.a, "+4", "--reason", "found", "--lot", "L2"])
        let lying = (shown["lots"] as? [[String: Any]] ?? []).map {
            "\($0["lot"] ?? "")@\($0["location"] ?? "")=\($0["on_hand"] ?? "")"
        }
        #expect(lying == ["L2@HELD=1", "L2@MAIN=6"])
        shop.expect(shown, ["on_hand": 10])
        #expect(try shop.broken() == [])
        // A scrapping that was a mistake is undone as a correction is.
        let scrapped = try shop.rows(["stock", "history", Shop.a]).first { $0["kind"] as? String == "scrapped" }
        let undone = try shop.done([
            "stock", "reverse", "\(scrapped?["movement"] ?? "")", "--reason", "they were whole",
        ])
        shop.expect(undone, ["on_hand": 17])
        #expect(try shop.broken() == [])
    }

    @Test("The schema refuses what leaves before it came in, also of a lot or of what is of none")
    func schema() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--on", "2026-10-01"])
        try shop.done(["stock", "receive", Shop.a, "5", "--cost", "2", "--lot", "L1", "--on", "2026-10-05"])
        try shop.done(["stock", "receive", Shop.a, "3", "--cost", "2", "--on", "2026-10-08"])
        func leave(_ quantity: Int, _ day: String, _ lot: String) -> String {
            """
            INSERT INTO stock_movement (product_id, kind, from_location, quantity, reason, effective_on, lot_id)
            SELECT product.id, 'scrapped', location.id, \(quantity), 'x', '\(day)', \(lot) FROM product CROSS JOIN location
            WHERE product.sku = '\(Shop.a)' AND location.code = 'MAIN'
            """
        }
        let lot = "(SELECT id FROM lot)"
        #expect(try shop.fault(of: leave(6, "2026-10-04", "NULL")) == "stock_movement_past_covered")
        #expect(try shop.fault(of: leave(1, "2026-10-04", lot)) == "stock_movement_past_covered")
        #expect(try shop.fault(of: leave(1, "2026-09-30", "NULL")) == "stock_movement_past_covered")
        #expect(try shop.fault(of: leave(5, "2026-10-04", "NULL")) == nil)
    }

    @Test("What is being made ready stays promised; other promises are taken back first")
    func beingMadeReady() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2"])
        let old = try shop.allocated("NORD", ["\(Shop.a)=4"])
        let young = try shop.allocated("NORD", ["\(Shop.a)=5"])
        let planned = try shop.done(["shipment", "plan", young, "--line", "\(Shop.a)=3"])["planned"] as? String ?? ""
        // 10 less 4 leaves 6 for 9 promises: 2 of the young order's, and 1 of the old one's.
        let adjusted = try shop.done(["stock", "adjust", Shop.a, "-4", "--reason", "broken"])
        let released = adjusted["released"] as? [[String: Any]] ?? []
        #expect(released.map { $0["order"] as? String } == [young, old])
        #expect(released.map { $0["quantity"] as? Int } == [2, 1])
        let ready = try shop.refused(["stock", "scrap", Shop.a, "4", "--reason", "broken"])
        #expect(ready["code"] == "being_made_ready" && ready["where"] == young)
        let held = "3 for \(young) in \(planned) (planned)"
        #expect(
            ready["message"] == "6 of \(Shop.a) are allocated, of them \(held), so 4 cannot be taken back")
        #expect(try shop.broken() == [])
    }
}
