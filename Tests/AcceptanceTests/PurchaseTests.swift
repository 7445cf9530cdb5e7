import Foundation
import TestSupport
import Testing

@Suite("Buying", .database(Shop.open))
struct PurchaseTests {
    private func line(_ purchase: [String: Any], _ number: Int = 1) throws -> [String: Any] {
        try #require((purchase["lines"] as? [[String: Any]])?[number - 1])
    }

    private func receipts(_ purchase: [String: Any]) throws -> [[String: Any]] {
        try #require(purchase["receipts"] as? [[String: Any]])
    }

    private func rate(_ shop: Shop) throws {
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
    }

    @Test("A purchase is made, sent, received in parts at the day's rate, and closed")
    func story() throws {
        let shop = Shop.current
        try rate(shop)
        let number = try shop.purchase(["\(Shop.a)=100", "\(Shop.b)=50@3.10"])
        #expect(number == "PO-\(Shop.year)-000001")
        var purchase = try shop.done(["purchase", "show", number])
        // A hundred of A reach the tier of 4.25; fifty of B have a cost of their own.
        shop.expect(purchase, ["supplier": "LOTUS", "state": "draft", "currency": "USD", "net": "580.00"])
        shop.expect(
            try line(purchase),
            ["part_number": "LB-3001", "unit_cost": "4.25", "cost_rule": "tier from 100", "net": "425.00"])
        shop.expect(try line(purchase, 2), ["unit_cost": "3.10", "cost_rule": "given", "net": "155.00"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_order": 0])
        shop.expect(try shop.done(["purchase", "send", number]), ["state": "sent"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_order": 100, "on_hand": 0])
        let past = try shop.done(["stock", "show", Shop.a, "--as-of", "2026-01-01"])
        #expect(past["on_order"] is NSNull)

        purchase = try shop.done(["purchase", "receive", number, "--line", "\(Shop.a)=60"])
        shop.expect(purchase, ["state": "partial", "net": "580.00"])
        shop.expect(try line(purchase), ["ordered": 100, "received": 60, "open": 40])
        // 4.25 at 0.9.
        let stock = try shop.done(["stock", "show", Shop.a])
        shop.expect(stock, ["on_order": 40, "on_hand": 60])
        shop.expect(stock, ["average_cost": "3.825"])
        // Another day, another rate; what is there keeps its cost.
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-02"])
        purchase = try shop.done(["purchase", "receive", number, "--line", "\(Shop.b)=50", "--on", "2026-01-02"])
        shop.expect(try receipts(purchase)[1], ["rate": "0.8", "received_on": "2026-01-02", "landed": "0.00"])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["average_cost": "2.48"])

        purchase = try shop.done(["purchase", "close", number, "--reason", "sold out"])
        shop.expect(purchase, ["state": "closed", "net": "410.00"])
        shop.expect(try line(purchase), ["ordered": 100, "cancelled": 40, "received": 60, "open": 0])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_order": 0])
        let log = try shop.rows(["purchase", "history", number])
        #expect(log.map { $0["action"] as? String } == ["create", "send", "receive", "receive", "close"])
        #expect(log.map { $0["to"] as? String } == ["draft", "sent", "partial", "partial", "closed"])
        #expect(log.last?["reason"] as? String == "sold out")
        let moved = try shop.rows(["stock", "history", Shop.a])
        #expect(moved.map { $0["receipt"] as? String } == ["RC-\(Shop.year)-000001"])
        let audit = try shop.rows(["audit", "list", "--subject", number])
        #expect(audit.count == 5 && audit.allSatisfy { $0["subject_kind"] as? String == "purchase" })
        #expect(try shop.broken() == [])
    }

    @Test("Freight is spread by value or by weight, to the cent, and raises what a unit costs")
    func landed() throws {
        let shop = Shop.current
        try rate(shop)
        let number = try shop.purchase(["\(Shop.a)=20", "\(Shop.b)=50"])
        try shop.done(["purchase", "send", number])
        // 20 at 4.14 and 50 at 2.52 are 82.80 and 126.00; of 10.00 that is 3.97 and 6.03.
        var purchase = try shop.done(["purchase", "receive", number, "--landed", "10.00", "--dry-run"])
        var lines = try #require(receipts(purchase)[0]["lines"] as? [[String: Any]])
        #expect(lines.map { $0["landed"] as? String } == ["3.97", "6.03"])
        #expect(lines.map { $0["unit_cost"] as? String } == ["4.3385", "2.6406"])
        // They weigh 98 and 62 grams: 1960 and 3100 in all.
        purchase = try shop.done(["purchase", "receive", number, "--landed", "10.00", "--by", "weight"])
        shop.expect(try receipts(purchase)[0], ["landed": "10.00", "landed_by": "weight", "currency": "EUR"])
        lines = try #require(receipts(purchase)[0]["lines"] as? [[String: Any]])
        #expect(lines.map { $0["landed"] as? String } == ["3.87", "6.13"])
        #expect(lines.map { $0["goods_cost"] as? String } == ["4.14", "2.52"])
        #expect(lines.map { $0["unit_cost"] as? String } == ["4.3335", "2.6426"])
        shop.expect(purchase, ["state": "received"])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["average_cost": "2.6426"])
        #expect(try shop.broken() == [])
    }

    @Test("What is given twice with one key is done once, and a dry run leaves nothing")
    func keys() throws {
        let shop = Shop.current
        try rate(shop)
        _ = try shop.purchase(["\(Shop.a)=20"], ["--dry-run"])
        let number = try shop.purchase(["\(Shop.a)=20"], ["--key", "k"])
        #expect(try shop.purchase(["\(Shop.a)=20"], ["--key", "k"]) == number)
        #expect(try shop.rows(["purchase", "list"]).count == 1)
        try shop.done(["purchase", "send", number, "--key", "k"])
        let words = ["purchase", "receive", number, "--line", "\(Shop.a)=5", "--key", "k"]
        let first = try shop.done(words)
        #expect(NSDictionary(dictionary: first) == NSDictionary(dictionary: try shop.done(words)))
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 5, "on_order": 15])
        let log = try shop.rows(["purchase", "history", number])
        #expect(log.map { $0["key"] as? String } == ["k", "k", "k"])
        #expect(try shop.broken() == [])
    }

    @Test("A purchase is changed as one set: never below what came in, and what came in keeps its cost")
    func amend() throws {
        let shop = Shop.current
        try rate(shop)
        let number = try shop.purchase(["\(Shop.a)=100", "\(Shop.b)=50"])
        func code(_ words: String...) throws -> String? {
            try shop.refused(["purchase", "amend", number] + words)["code"]
        }
        func changes(_ answer: [String: Any]) throws -> [String] {
            try #require(answer["changes"] as? [[String: Any]]).map { row in
                "\(row["sku"] as? String ?? "") \(row["field"] as? String ?? "") "
                    + "\(row["old"] as? String ?? "-") \(row["new"] as? String ?? "")"
            }
        }
        let words = ["purchase", "amend", number, "--line", "\(Shop.a)=120", "\(Shop.b)=50@2.70", "\(Shop.c)=50"]
        let dry = try shop.done(words + ["--dry-run"])
        #expect(
            try changes(dry) == [
                "\(Shop.a) ordered 100 120", "\(Shop.b) unit_cost 2.8 2.7", "\(Shop.c) ordered - 50",
            ])
        #expect(try line(try shop.done(["purchase", "show", number]))["ordered"] as? Int == 100)
        var purchase = try shop.done(words + ["--reason", "by phone"])
        #expect(try changes(purchase) == changes(dry))
        shop.expect(purchase, ["state": "draft"])
        // 120 stay at the cost agreed for a hundred.
        shop.expect(try line(purchase), ["unit_cost": "4.25", "net": "510.00"])
        shop.expect(try line(purchase, 2), ["unit_cost": "2.70", "cost_rule": "given", "net": "135.00"])
        #expect(try code("--line", "\(Shop.a)=120") == "nothing_to_amend")
        #expect(try code("--line", "\(Shop.a)=130") == "quantity_invalid")

        try shop.done(["purchase", "send", number])
        try shop.done(["purchase", "receive", number, "--line", "\(Shop.a)=60", "\(Shop.b)=50"])
        #expect(try code("--line", "\(Shop.a)=40") == "below_received")
        #expect(try code("--line", "\(Shop.a)=80@4.10") == "cost_locked")
        // Also where no more is wanted than came in.
        #expect(try code("--line", "\(Shop.a)=60@4.10") == "cost_locked")
        #expect(
            try shop.refused(["purchase", "amend", number, "--line", "\(Shop.a)=60@abc"], status: 64)["code"]
                == "cost_invalid")
        #expect(
            try shop.fault(of: "UPDATE purchase_order_line SET unit_cost = 1 WHERE received > 0")
                == "purchase_order_line_cost_locked")
        purchase = try shop.done(["purchase", "amend", number, "--line", "\(Shop.a)=80", "--key", "k"])
        shop.expect(purchase, ["state": "partial"])
        shop.expect(try line(purchase), ["ordered": 80, "received": 60, "open": 20])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_order": 20])
        // Nothing is open once the third line is off and the first is at what came in.
        try shop.done(["purchase", "receive", number, "--line", "\(Shop.c)=50"])
        purchase = try shop.done(["purchase", "amend", number, "--line", "\(Shop.a)=60"])
        shop.expect(purchase, ["state": "received"])
        #expect(try code("--line", "\(Shop.a)=80") == "wrong_state")
        let log = try shop.rows(["purchase", "history", number])
        #expect(log[1]["action"] as? String == "amend" && log[1]["reason"] as? String == "by phone")
        #expect(
            log[1]["changes"] as? String
                == "\(Shop.a) ordered 100 → 120; \(Shop.b) unit_cost 2.8 → 2.7; \(Shop.c) ordered 50")
        #expect(
            log.compactMap { $0["changes"] as? String }.dropFirst() == [
                "\(Shop.a) ordered 120 → 80", "\(Shop.a) ordered 80 → 60",
            ])
        let kept = try #require(try shop.done(["purchase", "show", number])["amendments"] as? [[String: Any]])
        #expect(
            kept.map { row in ["sku", "field", "old", "new"].compactMap { row[$0] as? String } } == [
                [Shop.a, "ordered", "100", "120"], [Shop.b, "unit_cost", "2.8", "2.7"], [Shop.c, "ordered", "50"],
                [Shop.a, "ordered", "120", "80"], [Shop.a, "ordered", "80", "60"],
            ])
        #expect(kept.allSatisfy { $0["at"] is String && $0["actor"] is String && $0["line"] is Int })
        #expect(try shop.value(of: "SELECT count(*) FROM purchase_amendment") == "5")
        for (columns, constraint) in [
            ("9, 'x', 'ordered', NULL, '1'", "purchase_amendment_line"),
            ("1, ' ', 'ordered', '1', '2'", "purchase_amendment_sku_not_blank"),
            ("1, 'x', 'ordered', '1', ' '", "purchase_amendment_new_form"),
            ("1, 'x', 'ordered', ' ', '1'", "purchase_amendment_old_form"),
            ("1, 'x', 'unit_cost', NULL, '1'", "purchase_amendment_old_of_cost"),
        ] {
            let insert = """
                INSERT INTO purchase_amendment (purchase_id, line, sku, field, old, new)
                SELECT min(id), \(columns) FROM purchase_order
                """
            #expect(try shop.fault(of: insert) == constraint)
        }
        #expect(try shop.fault(of: "DELETE FROM purchase_amendment") == "23001")
        #expect(try shop.broken() == [])
    }

    @Test("No more is bought at once than the supplier sells, and proposals come by pages")
    func most() throws {
        let shop = Shop.current
        try shop.tamper(
            "UPDATE supplier_item_version SET max_quantity = 70 WHERE part_number = 'LB-3001'")
        let refused = try shop.refused(["purchase", "create", "--supplier", "LOTUS", "--line", "\(Shop.a)=80"])
        #expect(refused["code"] == "quantity_invalid" && refused["remedy"] == "the greatest valid quantity is 60")
        let number = try shop.order("NORD", ["\(Shop.a)=75", "\(Shop.b)=8"])
        try shop.done(["order", "confirm", number])
        let rows = try shop.rows(["purchase", "propose"])
        #expect(rows.map { $0["sku"] as? String } == [Shop.a, Shop.b])
        #expect(rows.map { $0["quantity"] as? Int } == [60, 50])
        #expect(try shop.rows(["purchase", "propose", "--limit", "1"]).map { $0["sku"] as? String } == [Shop.a])
        #expect(
            try shop.rows(["purchase", "propose", "--limit", "1", "--after", Shop.a]).map { $0["sku"] as? String }
                == [Shop.b])
    }

    @Test("Purchases are listed and found")
    func lists() throws {
        let shop = Shop.current
        let numbers = try (0..<3).map { _ in try shop.purchase(["\(Shop.a)=20"]) }
        try shop.done(["purchase", "send", numbers[0], numbers[1]])
        shop.expect(try shop.done(["purchase", "cancel", numbers[1]]), ["state": "cancelled", "net": "0.00"])
        func listed(_ words: [String]) throws -> [String] {
            try shop.rows(["purchase", "list"] + words).compactMap { $0["purchase"] as? String }
        }
        #expect(try listed([]) == numbers)
        #expect(try listed(["--state", "sent"]) == [numbers[0]])
        #expect(try listed(["--supplier", "LOTUS", "--limit", "1", "--after", numbers[0]]) == [numbers[1]])
        let found = try shop.rows(["find", numbers[2]])
        #expect(found.first?["kind"] as? String == "purchase" && found.first?["text"] as? String == "LOTUS")
        let both = try shop.rows(["purchase", "cancel", numbers[0], numbers[2]])
        #expect(both.map { $0["state"] as? String } == ["cancelled", "cancelled"])
        #expect(try shop.broken() == [])
    }

    @Test("The database itself refuses what would come in too much, unasked, or without a trace")
    func constraints() throws {
        let shop = Shop.current
        try rate(shop)
        let number = try shop.purchase(["\(Shop.a)=20"])
        func receipt(_ quantity: Int) -> String {
            """
            WITH receipt AS (
                INSERT INTO purchase_receipt (number, purchase_id, location_id, received_on, base_currency, rate,
                    is_inverse, landed)
                SELECT 'RC-X', purchase.id, location.id, '2026-01-01', 'EUR', 1, false, 0
                FROM purchase_order AS purchase, location LIMIT 1 RETURNING id, purchase_id
            ) SELECT set_config('x.receipt', id::text, false) FROM receipt;
            INSERT INTO purchase_receipt_line (receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
            SELECT current_setting('x.receipt')::bigint, purchase_id, id, \(quantity), 1, 0, 1
            FROM purchase_order_line
            """
        }
        let app = "nephrite_app"
        #expect(try shop.fault(of: receipt(1), as: app) == "purchase_receipt_line_is_expected")
        try shop.done(["purchase", "send", number])
        #expect(try shop.fault(of: receipt(21), as: app) == "purchase_order_line_not_above_ordered")
        try shop.done(["purchase", "receive", number, "--line", "\(Shop.a)=5"])
        let refused: [(sql: String, fault: String)] = [
            ("UPDATE purchase_order_line SET received = 0", "42501"),
            ("UPDATE purchase_order_line SET unit_cost = 0", "purchase_order_line_cost_locked"),
            ("DELETE FROM purchase_receipt", "42501"), ("UPDATE purchase_receipt_line SET quantity = 1", "42501"),
            ("UPDATE purchase_order_line SET cancelled = 16", "purchase_order_line_not_above_ordered"),
            ("UPDATE purchase_order SET state = 'draft'", "purchase_order_sent_when"),
            ("UPDATE purchase_order SET state = 'closed'", "purchase_order_closed_when"),
        ]
        for row in refused { #expect(try shop.fault(of: row.sql, as: app) == row.fault, "\(row.sql)") }
        for table in ["purchase_receipt", "purchase_receipt_line", "purchase_transition"] {
            #expect(try shop.fault(of: "DELETE FROM \(table)") != nil)
        }
        #expect(try shop.broken() == [])
    }

    @Test("Sixteen who take the same goods in at once take in no more than was ordered")
    func race() throws {
        let shop = Shop.current
        try rate(shop)
        let number = try shop.purchase(["\(Shop.a)=20"])
        try shop.done(["purchase", "send", number])
        let outcomes = try (0..<16).map { _ in
            try shop.start(["purchase", "receive", number, "--line", "\(Shop.a)=3"])
        }.map { try $0.finish(timeout: 120) }
        #expect(outcomes.count { $0.status == 0 } == 6)
        for outcome in outcomes where outcome.status != 0 { #expect(try outcome.error()["code"] == "over_received") }
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 18, "on_order": 2])
        #expect(try shop.broken() == [])
    }
}

@Suite("What to buy, and who gets it", .database(Shop.open))
struct PurchaseProposalTests {
    private func shipped(_ shop: Shop, _ quantity: Int) throws {
        try shop.done(["stock", "receive", Shop.a, "\(quantity)", "--cost", "2.10"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=\(quantity)"])
        try shop.done(["order", "ship", number])
    }

    @Test("What is proposed covers demand and who waits, in quantities the supplier sells, with its reasons")
    func proposals() throws {
        let shop = Shop.current
        #expect(try shop.rows(["purchase", "propose"]).isEmpty)
        #expect(
            try shop.refused(["purchase", "create", "--supplier", "LOTUS", "--proposed"])["code"] == "nothing_proposed")
        try shipped(shop, 90)
        try shop.done(["stock", "receive", Shop.a, "4", "--cost", "2.10"])
        let waiting = try shop.order("NORD", ["\(Shop.a)=10", "\(Shop.b)=3"])
        try shop.done(["order", "confirm", waiting])
        let rows = try shop.rows(["purchase", "propose"])
        #expect(rows.map { $0["sku"] as? String } == [Shop.a, Shop.b])
        // One a day over 25 and 7 days, and 10 that are waited for, less 4: 38, in twenties.
        shop.expect(
            rows[0],
            [
                "supplier": "LOTUS", "part_number": "LB-3001", "unit_cost": "4.60", "currency": "USD",
                "demand_per_day": "1", "lead_time_days": "25",
            ])
        shop.expect(
            rows[0],
            [
                "quantity": 40, "safety_days": 7, "backordered": 10, "available": 4, "on_order": 0, "in_draft": 0,
                "missing": 38,
            ])
        shop.expect(rows[1], ["quantity": 50, "backordered": 3, "missing": 3])
        // 90 in 45 days are two a day, over 25 days 50, and 6 more: 56.
        let other = try shop.rows(["purchase", "propose", "--days", "45", "--safety-days", "0"])
        shop.expect(other[0], ["missing": 56, "quantity": 60])

        let draft = try shop.done(["purchase", "create", "--supplier", "LOTUS", "--proposed"])
        let lines = try #require(draft["lines"] as? [[String: Any]])
        #expect(lines.map { $0["ordered"] as? Int } == [40, 50])
        // What stands on a draft or is sent is not proposed again.
        #expect(try shop.rows(["purchase", "propose", "--supplier", "LOTUS"]).isEmpty)
        try shop.done(["purchase", "send", try #require(draft["purchase"] as? String)])
        #expect(try shop.rows(["purchase", "propose"]).isEmpty)
        let more = try shop.rows(["purchase", "propose", "--safety-days", "30"])
        shop.expect(more[0], ["on_order": 40, "in_draft": 0, "missing": 21, "quantity": 40])
        try shop.done(["product", "set", Shop.a, "status=discontinued"])
        #expect(try shop.rows(["purchase", "propose", "--safety-days", "30"]).isEmpty)
        #expect(try shop.broken() == [])
    }

    @Test("What came in goes to who was confirmed first; who is on hold is passed over")
    func cover() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let orders = try [8, 5, 9, 4].map { try shop.order("NORD", ["\(Shop.a)=\($0)"]) }
        // The second is confirmed before the first, the third is on hold.
        for index in [1, 0, 2, 3] { try shop.done(["order", "confirm", orders[index]]) }
        try shop.done(["order", "hold", orders[2], "--reason", "address"])
        let number = try shop.purchase(["\(Shop.a)=20"])
        try shop.done(["purchase", "send", number])
        var answer = try shop.done(["purchase", "receive", number, "--line", "\(Shop.a)=10", "--cover"])
        func covered(_ answer: [String: Any]) throws -> [String] {
            try #require(answer["covered"] as? [[String: Any]]).map {
                "\($0["order"] as? String ?? "") \($0["line"] as? Int ?? 0) \($0["quantity"] as? Int ?? 0)"
            }
        }
        #expect(try covered(answer) == ["\(orders[1]) 1 5", "\(orders[0]) 1 5"])
        shop.expect(try shop.done(["order", "show", orders[0]]), ["allocation": "partial"])
        shop.expect(try shop.done(["order", "show", orders[1]]), ["allocation": "full"])
        let log = try shop.rows(["order", "history", orders[0]])
        shop.expect(try #require(log.last), ["action": "allocate", "reason": "RC-\(Shop.year)-000001"])

        answer = try shop.done(["purchase", "receive", number])
        #expect(answer["covered"] == nil)
        answer = try shop.done(["stock", "cover", Shop.a])
        #expect(try covered(answer) == ["\(orders[0]) 1 3", "\(orders[3]) 1 4"])
        shop.expect(answer, ["allocated": 17, "available": 3])
        #expect(try covered(shop.done(["stock", "cover", Shop.a])).isEmpty)
        try shop.done(["order", "unhold", orders[2]])
        #expect(try covered(shop.done(["stock", "cover", Shop.a])) == ["\(orders[2]) 1 3"])
        #expect(try shop.broken() == [])
    }

    @Test("Those who take goods in, cover and allocate at once promise each unit once")
    func race() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchases = try (0..<4).map { _ in try shop.purchase(["\(Shop.a)=20", "\(Shop.b)=50"]) }
        try shop.done(["purchase", "send"] + purchases)
        let orders = try (0..<8).map { _ in try shop.order("NORD", ["\(Shop.b)=30", "\(Shop.a)=9"]) }
        try shop.done(["order", "confirm"] + orders)
        let started =
            try purchases.map { try shop.start(["purchase", "receive", $0, "--cover"]) }
            + orders.map { try shop.start(["order", "allocate", $0]) } + [shop.start(["stock", "cover", Shop.a])]
        for outcome in try started.map({ try $0.finish(timeout: 120) }) {
            #expect([0, 1, 3].contains(outcome.status), "\(outcome.errors)")
            if outcome.status == 1 { #expect(try outcome.error()["code"] == "out_of_stock") }
        }
        for sku in [Shop.a, Shop.b] { try shop.done(["stock", "cover", sku]) }
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 80, "allocated": 72, "available": 8])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["on_hand": 200, "allocated": 200, "available": 0])
        #expect(try shop.broken() == [])
    }

    @Test("What lies in a held location is promised to nobody")
    func held() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        try shop.done(["location", "add", "CHECK", "--held"])
        let order = try shop.order("NORD", ["\(Shop.a)=8"])
        try shop.done(["order", "confirm", order])
        let number = try shop.purchase(["\(Shop.a)=20"])
        try shop.done(["purchase", "send", number])
        let answer = try shop.done(["purchase", "receive", number, "--location", "CHECK", "--cover"])
        #expect((answer["covered"] as? [Any])?.isEmpty == true)
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 20, "held": 20, "available": 0])
        #expect(try shop.broken() == [])
    }
}

@Suite("Purchases that are refused", .database(Shop.returned))
struct PurchaseRefusalTests {
    /// The first purchase is received in part, the second a draft.
    static let all: [RefusedOrder] = {
        let (first, draft) = ("PO-Y-000001", "PO-Y-000002")
        let create = "purchase create --supplier LOTUS --line"
        return [
            RefusedOrder("purchase_unknown", "purchase show PO-1"),
            RefusedOrder("purchase_unknown", "purchase send \(draft) PO-1"),
            RefusedOrder("wrong_state", "purchase receive \(draft)"),
            RefusedOrder("wrong_state", "purchase close \(draft)"),
            RefusedOrder("wrong_state", "purchase cancel \(first)"),
            RefusedOrder("wrong_state", "purchase send \(first)"),
            RefusedOrder("over_received", "purchase receive \(first) --line LOTUS-LB-3001=31"),
            RefusedOrder("line_unknown", "purchase receive \(first) --line LOTUS-LB-3003=1"),
            RefusedOrder("location_unknown", "purchase receive \(first) --location X"),
            RefusedOrder("day_in_future", "purchase receive \(first) --on 2999-01-01"),
            RefusedOrder("rate_unknown", "purchase receive \(first) --on 2025-12-31"),
            RefusedOrder("amount_invalid", "purchase receive \(first) --landed 1.001", status: 64),
            RefusedOrder("amount_invalid", "purchase receive \(first) --landed=-1"),
            RefusedOrder("usage", "purchase receive \(first) --by size", status: 64),
            RefusedOrder("usage", "purchase receive \(first) --line LOTUS-LB-3001=1@2", status: 64),
            RefusedOrder("supplier_unknown", "purchase create --supplier X --line LOTUS-LB-3001=20"),
            RefusedOrder("supplier_unknown", "purchase list --supplier X"),
            RefusedOrder("supplier_unknown", "purchase propose --supplier X"),
            RefusedOrder(
                "supplier_not_of_product", "purchase create --supplier OTHER --line LOTUS-LB-3001=20", status: 65),
            RefusedOrder("product_unknown", "\(create) X=1"),
            RefusedOrder("line_ambiguous", "\(create) LOTUS-LB-3001=20 LOTUS-LB-3001=40"),
            RefusedOrder("quantity_invalid", "\(create) LOTUS-LB-3001=19"),
            RefusedOrder("quantity_invalid", "\(create) LOTUS-LB-3001=50"),
            RefusedOrder("cost_invalid", "\(create) LOTUS-LB-3001=20@1,5", status: 64),
            RefusedOrder("cost_invalid", "\(create) LOTUS-LB-3001=20@-1"),
            RefusedOrder("amount_too_large", "\(create) LOTUS-LB-3001=999999980@999999"),
            RefusedOrder("usage", "\(create) LOTUS-LB-3001=0", status: 64),
            RefusedOrder("usage", "purchase create --supplier LOTUS", status: 64),
            RefusedOrder("usage", "\(create) LOTUS-LB-3001=20 --proposed", status: 64),
            RefusedOrder("usage", "purchase list --state X", status: 64),
            RefusedOrder("usage", "purchase propose --days 0", status: 64),
            RefusedOrder("product_unknown", "stock cover X"),
        ]
    }()

    @Test("Each has its code, its remedy and its status, and changes nothing")
    func refusals() throws {
        let shop = Shop.current
        try shop.done(["supplier", "add", "OTHER", "--name", "Other", "--currency", "USD"])
        let before = try shop.rows(["purchase", "list"])
        for row in Self.all {
            let words = row.command.replacing("-Y-", with: "-\(Shop.year)-").split(separator: " ").map(String.init)
            let error = try shop.refused(words, status: row.status)
            #expect(error["code"] == row.code, "\(row)")
            if row.code != "usage" { #expect(error["remedy"]?.isEmpty == false, "\(row)") }
        }
        #expect(NSArray(array: before) == NSArray(array: try shop.rows(["purchase", "list"])))
        #expect(try shop.broken() == [])
    }

    @Test("The remedy names what would do")
    func remedies() throws {
        let shop = Shop.current
        let create = ["purchase", "create", "--supplier", "LOTUS", "--line"]
        #expect(try shop.refused(create + ["\(Shop.a)=41"])["remedy"] == "the next valid quantity is 60")
        let number = "PO-\(Shop.year)-000001"
        let error = try shop.refused(["purchase", "receive", number, "--line", "\(Shop.a)=31"])
        #expect(error["message"] == "30 of \(Shop.a) have still to come in, not 31")
    }

    @Test("Nothing comes in on a day that is closed")
    func closedPeriod() throws {
        let shop = Shop.current
        try shop.done(["period", "close", "2026-01-31"])
        let receive = ["purchase", "receive", "PO-\(Shop.year)-000001", "--line", "\(Shop.a)=1", "--on"]
        let error = try shop.refused(receive + ["2026-01-31"])
        #expect(error["code"] == "period_closed")
        #expect(error["message"]?.contains("\(Shop.a) for 2026-01-31") == true)
        #expect(error["message"]?.contains("closed through 2026-01-31") == true)
        try shop.done(receive + ["2026-02-01"])
        #expect(try shop.broken() == [])
    }

    @Test("An item the supplier does not offer any more is bought at a cost that is given only")
    func discontinued() throws {
        let shop = Shop.current
        try shop.done(["product", "set", Shop.c, "status=discontinued"])
        let create = ["purchase", "create", "--supplier", "LOTUS", "--line"]
        #expect(try shop.refused(create + ["\(Shop.c)=50"])["code"] == "item_discontinued")
        try shop.done(create + ["\(Shop.c)=50@2.00"])
    }

    @Test("Goods whose weight is not known, or that have no cost, are refused until a person says it")
    func unknowns() throws {
        let shop = Shop.current
        try shop.tamper("UPDATE supplier_item_version SET mass_g = NULL, prices = '{}' WHERE part_number = 'LB-3002'")
        let number = "PO-\(Shop.year)-000001"
        let receive = ["purchase", "receive", number, "--landed", "5", "--by", "weight"]
        #expect(try shop.refused(receive)["code"] == "weight_unknown")
        try shop.done(receive + ["--line", "\(Shop.a)=1"])
        let create = ["purchase", "create", "--supplier", "LOTUS", "--line"]
        #expect(try shop.refused(create + ["\(Shop.b)=50"])["code"] == "no_cost")
        try shop.done(["product", "measure", Shop.b, "mass_g=62"])
        try shop.done(receive)
        #expect(try shop.broken() == [])
    }
}
