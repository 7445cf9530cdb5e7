import Foundation
import TestSupport
import Testing

/// P9 of the professional criteria, the inspection of the lot, as a clerk sees it in `product show`.
@Suite("What inspections say of a product", .database(Shop.open))
struct LotVerdictTests {
    private var shop: Shop { Shop.current }

    private func verdict() throws -> String? {
        let shown = try shop.done(["product", "show", Shop.a])
        let criteria = (shown["iastm"] as? [String: Any])?["criteria"] as? [[String: Any]]
        return criteria?.first { $0["id"] as? String == "P9" }?["result"] as? String
    }

    private func receive(_ quantity: Int, _ lot: String? = nil) throws {
        try shop.done(
            ["stock", "receive", Shop.a, "\(quantity)", "--cost", "2.10"] + (lot.map { ["--lot", $0] } ?? []))
    }

    private func inspect(_ lot: String, _ result: String) throws {
        try shop.done(["lot", "inspect", Shop.a, lot, "--result", result])
    }

    @Test("A rejected lot speaks until all of it has left, whichever way it leaves")
    func rejected() throws {
        try receive(5, "L1")
        try inspect("L1", "accepted")
        #expect(try verdict() == "pass")
        try receive(3, "L2")
        try inspect("L2", "rejected")
        #expect(try verdict() == "fail")
        try shop.done(["stock", "scrap", Shop.a, "2", "--lot", "L2", "--reason", "chipped"])
        #expect(try verdict() == "fail")
        try shop.done(["stock", "adjust", Shop.a, "-1", "--lot", "L2", "--reason", "sent back"])
        #expect(try verdict() == "pass")
        // With what undoes it the lot lies here again.
        let last = try #require(try shop.rows(["stock", "history", Shop.a]).last?["movement"] as? Int)
        try shop.done(["stock", "reverse", "\(last)", "--reason", "not sent"])
        #expect(try verdict() == "fail")
        try shop.done(["stock", "scrap", Shop.a, "1", "--lot", "L2", "--reason", "chipped"])
        #expect(try verdict() == "pass")
        #expect(try shop.broken() == [])
    }

    @Test("What comes in and nobody inspected leaves it open, until it is inspected or has left")
    func uninspected() throws {
        try receive(5, "L1")
        try inspect("L1", "accepted")
        try receive(2, "L2")
        #expect(try verdict() == "unknown")
        try inspect("L2", "accepted")
        #expect(try verdict() == "pass")
        try receive(4)
        #expect(try verdict() == "unknown")
        // Of lots the oldest leaves first, what is of none last.
        let order = try shop.allocated("NORD", ["\(Shop.a)=11"])
        try shop.done(["order", "ship", order, "--line", "\(Shop.a)=7"])
        #expect(try verdict() == "unknown")
        try shop.done(["order", "ship", order])
        #expect(try verdict() == "pass", "the lot made last was accepted")
        #expect(try shop.broken() == [])
    }

    @Test("What is there on a past day has its lots")
    func past() throws {
        func lots(_ day: String?) throws -> [String] {
            let shown = try shop.done(["stock", "show", Shop.a] + (day.map { ["--as-of", $0] } ?? []))
            return (shown["lots"] as? [[String: Any]] ?? []).map {
                "\($0["lot"] ?? "")@\($0["location"] ?? "") \($0["on_hand"] ?? "")"
            }
        }
        try shop.done([
            "stock", "receive", Shop.a, "5", "--cost", "2.10", "--lot", "L1", "--on", "2026-01-10",
        ])
        try shop.done([
            "stock", "receive", Shop.a, "3", "--cost", "2.10", "--lot", "L2", "--on", "2026-01-20",
        ])
        try shop.done(["stock", "scrap", Shop.a, "4", "--lot", "L1", "--reason", "chipped", "--on", "2026-02-01"])
        #expect(try lots("2026-01-09") == [])
        #expect(try lots("2026-01-15") == ["L1@MAIN 5"])
        #expect(try lots("2026-01-31") == ["L1@MAIN 5", "L2@MAIN 3"])
        #expect(try lots("2026-02-01") == ["L1@MAIN 1", "L2@MAIN 3"])
        #expect(try lots(nil) == ["L1@MAIN 1", "L2@MAIN 3"])
    }

    @Test("Of goods without lots a person's word stays")
    func stated() throws {
        try shop.done(["product", "measure", Shop.a, "lot_inspection=yes"])
        try receive(5)
        try shop.done(["stock", "adjust", Shop.a, "-5", "--reason", "lost"])
        #expect(try verdict() == "pass")
        try receive(5, "L1")
        #expect(try verdict() == "unknown")
    }
}
