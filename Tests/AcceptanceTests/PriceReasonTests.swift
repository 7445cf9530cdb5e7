import Foundation
import TestSupport
import Testing

@Suite("Prices explained in words")
struct PriceReasonTests {
    @Test("A price explains in words why each candidate lost", .database(Shop.open))
    func prices() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
        for conditions in [
            ["--material", "bian_stone"], ["--material", "nephrite", "--shape", "fish"], ["--supplier", "LOTUS"], [],
        ] {
            try shop.done(["price-list", "rule", "WH", "--markup", "50"] + conditions)
        }
        func reasons(_ sku: String, _ quantity: String) throws -> [String] {
            let answer = try shop.done(["price", "explain", "NORD", sku, quantity])
            let candidates = try #require(answer["candidates"] as? [[String: Any]])
            return candidates.map { "\($0["reason"] as? String ?? ""): \($0["why"] as? String ?? "-")" }
        }
        // A jade: four rules and no price of its own.
        let rules = try reasons(Shop.unpriced, "1")
        #expect(
            rules == [
                "conditions: material is bian_stone; this is nephrite",
                "conditions: shape is fish; this is board_rectangle", "won: supplier is LOTUS",
                "outranked: outranked by rule 3 of list WH",
            ])
        let prices = try reasons(Shop.a, "9")
        #expect(prices[0] == "won: -" && prices[1] == "below_break: it is for 10 or more", "\(prices)")
        #expect(prices[4] == "outranked: outranked by price from 1 of list WH", "\(prices)")
        let outcome = try shop.nephrite.start(
            ["price", "explain", "NORD", Shop.unpriced, "1", "--database", shop.conninfo]
        ).finish()
        #expect(outcome.output.contains("lost    conditions  material is bian_stone; this is nephrite\n"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 140 })
    }
}
