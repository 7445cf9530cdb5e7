import Foundation
import TestSupport
import Testing

@Suite("Many who sell at once", .serialized, .database(Shop.open))
struct OrderRaceTests {
    @Test("32 who allocate the last units at once never promise more than there is")
    func lastUnits() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "2.10"])
        let orders = try (0..<32).map { _ in try shop.order("NORD", ["\(Shop.a)=3"]) }
        try shop.done(["order", "confirm"] + orders)
        let outcomes = try orders.map { try shop.start(["order", "allocate", $0]) }.map { try $0.finish(timeout: 120) }
        // 20 are 6 times 3 and 2 for a seventh; the others get nothing and are told so.
        let statuses = outcomes.map(\.status)
        #expect(statuses.count { $0 == 0 } == 6)
        #expect(statuses.count { $0 == 3 } == 1)
        #expect(statuses.count { $0 == 1 } == 25)
        for outcome in outcomes where outcome.status == 1 { #expect(try outcome.error()["code"] == "out_of_stock") }
        let stock = try shop.done(["stock", "show", Shop.a])
        #expect(stock["allocated"] as? Int == 20 && stock["available"] as? Int == 0)
        #expect(try shop.broken() == [])
    }

    @Test("Orders of the same goods in opposite order do not stand in each other's way")
    func oppositeOrder() throws {
        let shop = Shop.current
        for sku in [Shop.a, Shop.b] { try shop.done(["stock", "receive", sku, "100", "--cost", "2.10"]) }
        let orders = try (0..<16).map { index in
            let lines = ["\(Shop.a)=2", "\(Shop.b)=2"]
            return try shop.order("NORD", index % 2 == 0 ? lines : lines.reversed())
        }
        try shop.done(["order", "confirm"] + orders)
        for step in [["order", "allocate"], ["order", "ship"], ["invoice", "create"]] {
            let outcomes = try orders.map { try shop.start(step + [$0, "--key", $0]) }
                .map { try $0.finish(timeout: 120) }
            #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.map(\.errors))")
        }
        #expect((try shop.done(["invoice", "list"])["rows"] as? [Any])?.count == 16)
        #expect(try shop.broken() == [])
    }
}
