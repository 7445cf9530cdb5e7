import Foundation
import TestSupport
import Testing

@Suite("Quotations that lapse, and who may do what", .database(Shop.open))
struct RightTests {
    /// The same shop, as somebody else is connected to it.
    private func clerk(of shop: Shop, _ name: String) throws -> Shop {
        try shop.tamper(
            "DO $$ BEGIN CREATE ROLE \(name) LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT nephrite_app TO \(name)"
        )
        return Shop(conninfo: shop.conninfo + " user=\(name)")
    }

    private func yesterday(_ shop: Shop, _ number: String) throws {
        try shop.tamper("UPDATE sales_order SET valid_until = current_date - 2 WHERE number = '\(number)'")
    }

    @Test("A quotation lapses when its last day is over, and cannot be confirmed then")
    func expire() throws {
        let shop = Shop.current
        let numbers = try (0..<4).map { _ in try shop.order("NORD", ["\(Shop.a)=1"]) }
        #expect(try shop.refused(["order", "quote", numbers[0], "--valid-until", "2020-01-01"])["code"] == "day_past")
        let quoted = try shop.done(["order", "quote", numbers[0], "--valid-until", "2199-12-31"])
        shop.expect(quoted, ["state": "quoted", "valid_until": "2199-12-31"])
        for number in numbers[1...] { try shop.done(["order", "quote", number]) }
        #expect(try shop.done(["order", "show", numbers[1]])["valid_until"] is NSNull)
        #expect(try shop.rows(["order", "expire"]).isEmpty)
        #expect(try shop.refused(["order", "expire", numbers[0]])["code"] == "quote_valid")
        #expect(try shop.refused(["order", "expire", numbers[1]])["code"] == "quote_valid")
        try yesterday(shop, numbers[2])
        try yesterday(shop, numbers[3])
        let late = try shop.refused(["order", "confirm", numbers[2]])
        #expect(late["code"] == "quote_expired")
        #expect(try shop.rows(["order", "expire", "--dry-run"]).count == 2)
        // A longer time saves it.
        let amended = try shop.done(["order", "amend", numbers[2], "--valid-until", "2199-06-30"])
        shop.expect(amended, ["valid_until": "2199-06-30"])
        shop.expect(try shop.done(["order", "confirm", numbers[2]]), ["state": "confirmed"])
        #expect(
            try shop.refused(["order", "amend", numbers[2], "--valid-until", "2199-06-30"])["code"] == "wrong_state")
        let ended = try shop.rows(["order", "expire", "--key", "night"])
        #expect(ended.map { $0["order"] as? String } == [numbers[3]])
        shop.expect(ended[0], ["state": "expired"])
        let history = try shop.rows(["order", "history", numbers[3]])
        shop.expect(try #require(history.last), ["action": "expire", "from": "quoted", "to": "expired"])
        #expect(try shop.refused(["order", "confirm", numbers[3]])["code"] == "wrong_state")
        #expect(try shop.broken() == [])
    }

    @Test("A right is everybody's until somebody is given it, and is asked for by name")
    func rights() throws {
        let shop = Shop.current
        let anna = try clerk(of: shop, "anna")
        let bert = try clerk(of: shop, "bert")
        let number = try bert.order("NORD", ["\(Shop.a)=1@3.00"])
        try bert.done(["order", "unhold", number, "--kind", "price"])
        try shop.done(["right", "grant", "anna", "release_price"])
        try shop.done(["right", "grant", "anna", "release_price"])
        #expect(try shop.rows(["right", "list"]).map { $0["person"] as? String } == ["anna"])
        let second = try bert.order("NORD", ["\(Shop.a)=1@3.00"])
        let refused = try bert.refused(["order", "unhold", second, "--kind", "price"])
        #expect(refused["code"] == "right_missing")
        #expect(refused["message"] == "bert lacks the right release_price")
        #expect(refused["remedy"]?.hasPrefix("ask anna") == true)
        // All holds of an order need all their rights; others are everybody's still.
        try bert.done(["order", "hold", second, "--reason", "address"])
        #expect(try bert.refused(["order", "unhold", second])["code"] == "right_missing")
        try bert.done(["order", "unhold", second, "--kind", "manual"])
        #expect(
            try bert.fault(
                of: "UPDATE order_hold SET released_at = now(), released_by = session_user WHERE released_at IS NULL",
                as: "nephrite_app") == "order_hold_release_right")
        try anna.done(["order", "unhold", second])

        try shop.done(["right", "grant", "anna", "override_price"])
        let price = try bert.refused(["order", "create", "--customer", "NORD", "--line", "\(Shop.a)=1@3.00"])
        #expect(price["message"] == "bert lacks the right override_price")
        // Our own price is no other.
        let own = try bert.order("NORD", ["\(Shop.a)=1@4.00"])
        #expect(try bert.refused(["order", "amend", own, "--line", "\(Shop.a)=2@1.00"])["code"] == "right_missing")
        _ = try anna.order("NORD", ["\(Shop.a)=1@3.00"])

        try shop.done(["right", "grant", "anna", "manage_rights"])
        #expect(try bert.refused(["right", "grant", "bert", "release_price"])["code"] == "right_missing")
        #expect(try anna.refused(["right", "revoke", "bert", "release_price"])["code"] == "right_unknown")
        try anna.done(["right", "revoke", "anna", "release_price"])
        let third = try anna.order("NORD", ["\(Shop.a)=1@3.00"])
        try bert.done(["order", "unhold", third])
        #expect(try shop.refused(["right", "grant", "anna", "fly"], status: 64)["code"] == "usage")
        #expect(try anna.refused(["right", "grant", " ", "release_stock"])["code"] == "person_invalid")
        #expect(try shop.broken() == [])
    }

    @Test("A deposit that is paid releases its hold whoever enters it")
    func paid() throws {
        let shop = Shop.current
        let bert = try clerk(of: shop, "bert")
        try shop.done(["right", "grant", "anna", "release_deposit"])
        try shop.done(["customer", "set", "NORD", "--terms", "50%deposit,50%net30"])
        let number = try bert.order("NORD", ["\(Shop.a)=1"])
        try bert.done(["order", "confirm", number])
        #expect(try bert.refused(["order", "unhold", number])["code"] == "right_missing")
        let paid = try bert.done(["order", "deposit", number, "--amount", "4.76", "--on", "2026-11-20"])
        #expect((paid["holds"] as? [Any])?.isEmpty == true)
        #expect(try shop.broken() == [])
    }
}
