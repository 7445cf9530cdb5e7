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

    @Test("Whoever is killed leaves nothing half-done, and nothing that was answered is lost")
    func killed() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "1000", "--cost", "2.10"])
        let environment = ProcessInfo.processInfo.environment
        let rounds = environment["NEPHRITE_ROUNDS"].flatMap { Int($0) } ?? 4
        let seed = environment["NEPHRITE_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...999_999)
        print("kill rounds: NEPHRITE_SEED=\(seed) NEPHRITE_ROUNDS=\(rounds)")
        var random = KillTimes(state: seed)
        var cut = 0
        var answered: [String] = []
        for _ in 0..<rounds {
            let sellers = try (0..<4).map { _ in try Program.shell.start([Self.seller(shop)]) }
            usleep(UInt32.random(in: 100_000...1_500_000, using: &random))
            for seller in sellers { kill(-seller.pid, SIGKILL) }
            for outcome in try sellers.map({ try $0.finish() }) {
                if outcome.status == 128 + SIGKILL { cut += 1 }
                answered += outcome.output.split(separator: "\n").map(String.init)
            }
            #expect(try shop.broken() == [], "seed \(seed)")
        }
        try #require(cut > 0, "nobody was cut; seed \(seed)")
        for answer in answered {
            let parts = answer.split(separator: " ").map(String.init)
            guard parts.count == 2 else { continue }
            let order = try shop.done(["order", "show", parts[1]])
            if parts[0] == "ship" { #expect(order["shipment"] as? String == "full", "\(answer), seed \(seed)") }
            if parts[0] == "invoice" { #expect(order["invoice"] as? String == "full", "\(answer), seed \(seed)") }
        }
    }

    /// Sells for ever, and says what was answered.
    private static func seller(_ shop: Shop) -> String {
        """
        n() { '\(shop.nephrite.command[0])' "$@" -O json --database '\(shop.conninfo)'; }
        while :; do
            order=$(n order create --customer NORD --line \(Shop.a)=2) || continue
            order=${order#*SO-}; order=SO-${order%%\\"*}
            echo "create $order"
            n order confirm $order >/dev/null && n order allocate $order >/dev/null || continue
            n order ship $order >/dev/null && echo "ship $order" || continue
            n invoice create $order >/dev/null && echo "invoice $order"
        done
        """
    }
}

/// Moments that are the same for the same seed.
private struct KillTimes: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
