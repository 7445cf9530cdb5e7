import TestSupport
import Testing

@Suite("Numbers below zero on the command line", .database(Shop.busy))
struct NegativeNumberTests {
    /// A command, and why it is refused: what it says of the number, and not that a value is missing.
    struct Refused: Sendable, CustomTestStringConvertible {
        let command: String, status: Int32, code: String, words: String
        var testDescription: String { command }

        init(_ command: String, _ status: Int32, _ code: String, _ words: String) {
            (self.command, self.status, self.code, self.words) = (command, status, code, words)
        }
    }

    static let refusals = [
        Refused("invoice pay INV-Y-000001 --amount -5 --on 2026-11-20", 1, "amount_invalid", "-5"),
        Refused("invoice pay --amount -.5 INV-Y-000001 --on 2026-11-20", 1, "amount_invalid", "-0.5"),
        Refused("price-list floor WH -5", 64, "floor_invalid", "-5"),
        Refused("price-list rule WH --markup -150", 64, "markup_invalid", "-150"),
        Refused("price-list set WH LOTUS-LB-3001 -5", 1, "price_invalid", "below zero"),
        Refused("price-list set WH LOTUS-LB-3001 1 --min-quantity -1", 64, "break_invalid", "-1"),
        Refused("rate add EUR USD -1 --on 2026-01-01", 1, "rate_invalid", "above zero"),
        Refused("tax set DE S -1 --from 2026-01-01", 64, "tax_rate_invalid", "-1"),
        Refused("stock receive LOTUS-LB-3001 -1 --cost 1", 64, "quantity_invalid", "-1"),
        Refused("stock receive LOTUS-LB-3001 1 --cost -1", 1, "cost_invalid", "below zero"),
        Refused("stock adjust --reason x LOTUS-LB-3001 -100 --location MAIN", 1, "out_of_stock", "LOTUS-LB-3001"),
        Refused("customer set NORD --credit-limit -1", 64, "credit_limit_invalid", "below zero"),
        Refused("shipment customs SH-Y-000001 --gross-kg -3", 64, "usage", "--gross-kg"),
        Refused("shipment customs SH-Y-000001 --packages -3", 64, "usage", "--packages must be above zero"),
        Refused("document list --limit -1", 64, "usage", "--limit must be above zero"),
        Refused("order list --limit -1", 64, "usage", "--limit must be above zero"),
        Refused("label product LOTUS-LB-3001 --copies -1 -o x.pdf", 64, "usage", "print 1 to"),
    ]

    @Test("A number below zero is read, and refused for its own reason", arguments: refusals)
    func refuses(_ refused: Refused) throws {
        let words = refused.command.split(separator: " ").map { String($0).replacing("-Y-", with: "-\(Shop.year)-") }
        let error = try Shop.current.refused(words, status: refused.status)
        #expect(error["code"] == refused.code)
        let message = error["message"] ?? ""
        #expect(message.contains(refused.words) && !message.contains("Missing"), "\(message)")
    }

    @Test("One that is allowed does its work, wherever it stands")
    func takes() throws {
        let shop = Shop.current
        try shop.done(["price-list", "rule", "WH", "--markup", "-50"])
        let before = try shop.done(["stock", "adjust", Shop.a, "+5", "--reason", "found"])["on_hand"] as? Int
        let after = try shop.done(["stock", "adjust", "--reason", "-7 too many", Shop.a, "-2"])["on_hand"] as? Int
        #expect(try #require(after) == #require(before) - 2)
    }
}
