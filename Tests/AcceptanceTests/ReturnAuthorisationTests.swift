import Foundation
import TestSupport
import Testing

@Suite("From the authorisation of a return to the credit", .database(Shop.open))
struct ReturnAuthorisationTests {
    private func lines(_ answer: [String: Any]) throws -> [[String: Any]] {
        try #require(answer["lines"] as? [[String: Any]])
    }

    private let first = "RA-\(Shop.year)-000001", second = "RA-\(Shop.year)-000002"

    /// Ten of A at 3.50 and three of B at 9.99, shipped and invoiced.
    private func sold(_ shop: Shop) throws -> String {
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["stock", "receive", Shop.b, "3", "--cost", "4.20"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10", "\(Shop.b)=3"])
        _ = try shop.shipAndInvoice(number, [])
        return number
    }

    @Test("What is authorised comes in by parts, restocked or scrapped, and is credited")
    func story() throws {
        let shop = Shop.current
        let order = try sold(shop)
        let invoice = "INV-\(Shop.year)-000001"
        var answer = try shop.done([
            "return", "authorise", order, "--line", "\(Shop.a)=4", "\(Shop.b)=1", "--reason", "too small",
            "--valid-until", "2199-12-31",
        ])
        shop.expect(
            answer,
            [
                "return_authorisation": first, "order": order, "customer": "NORD", "state": "authorised",
                "reason": "too small", "valid_until": "2199-12-31",
            ])
        shop.expect(answer, ["authorised": 5, "received": 0, "outstanding": 5])
        // Nothing moved yet: the order is as it was.
        shop.expect(try shop.done(["order", "show", order]), ["state": "closed", "return": "none"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 0])

        answer = try shop.done(["return", "receive", first, "--line", "\(Shop.a)=3"])
        shop.expect(answer, ["state": "received"])
        shop.expect(answer, ["authorised": 5, "received": 3, "outstanding": 2])
        shop.expect(try shop.done(["order", "show", order]), ["state": "confirmed", "return": "partial"])
        answer = try shop.done(["return", "receive", first, "--scrap", "--reason", "chipped"])
        shop.expect(answer, ["authorised": 5, "received": 5, "outstanding": 0])
        let parts = try lines(answer)
        shop.expect(
            parts[0], ["line": 1, "authorised": 4, "received": 4, "restocked": 3, "scrapped": 1, "credited": 0])
        shop.expect(
            parts[1], ["line": 2, "authorised": 1, "received": 1, "restocked": 0, "scrapped": 1, "credited": 0])
        let returns = try #require(answer["returns"] as? [[String: Any]])
        #expect(returns.map { $0["return"] as? String } == ["RT-\(Shop.year)-000001", "RT-\(Shop.year)-000002"])
        #expect(returns.map { $0["reason"] as? String } == ["too small", "chipped"])
        let shown = try #require(try shop.done(["order", "show", order])["returns"] as? [[String: Any]])
        #expect(shown.map { $0["authorisation"] as? String } == [first, first])
        let report = try shop.report.run("returns", "-O", "json").object()["rows"] as? [[String: Any]]
        #expect(report?.map { $0["authorisation"] as? String } == [first, first, first])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 3, "available": 3])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["on_hand": 0])

        // One of four is credited, then the rest: 14.00 and 9.99 in all.
        try shop.done(["invoice", "credit", invoice, "--line", "\(Shop.a)=1"])
        answer = try shop.done(["return", "show", first])
        shop.expect(answer, ["state": "received"])
        shop.expect(try lines(answer)[0], ["credited": 1])
        shop.expect(try shop.done(["invoice", "credit", invoice]), ["net": "20.49"])
        answer = try shop.done(["return", "show", first])
        shop.expect(answer, ["state": "credited"])
        #expect(try lines(answer).map { $0["credited"] as? Int } == [4, 1])
        shop.expect(try shop.done(["order", "show", order]), ["state": "closed"])
        let actions = try shop.value(
            of: """
                SELECT string_agg(action, ' ' ORDER BY id) FROM audit_entry
                WHERE (subject_kind, subject) = ('return_authorisation', '\(first)')
                """)
        #expect(actions == "return.authorise return.receive return.receive")
        #expect(try shop.broken() == [])
    }

    @Test("Of what came back at several times the earliest is credited first")
    func shares() throws {
        let shop = Shop.current
        let order = try sold(shop)
        for _ in 0..<2 { try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=2"]) }
        try shop.done(["return", "receive", second])
        try shop.done(["order", "return", order, "--line", "\(Shop.a)=1"])
        try shop.done(["return", "receive", first])
        try shop.done(["invoice", "credit", "INV-\(Shop.year)-000001", "--line", "\(Shop.a)=4"])
        // Two of the second, the one of no authorisation, one of the first.
        shop.expect(try shop.done(["return", "show", second]), ["state": "credited"])
        let late = try shop.done(["return", "show", first])
        shop.expect(late, ["state": "received"])
        shop.expect(try lines(late)[0], ["received": 2, "credited": 1])
        #expect(try shop.broken() == [])
    }

    @Test("No more is authorised than was shipped, has not come back and is not authorised already")
    func authorising() throws {
        let shop = Shop.current
        let order = try sold(shop)
        func refused(_ words: String...) throws -> [String: String] {
            try shop.refused(["return", "authorise"] + words)
        }
        try shop.done(["order", "return", order, "--line", "\(Shop.a)=1"])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=6"])
        let error = try refused(order, "--line", "\(Shop.a)=4")
        shop.expect(
            error,
            [
                "code": "not_shipped",
                "message": "3 of \(Shop.a) have been shipped, not come back and are not authorised, not 4",
                "remedy": "nephrite return list --order \(order) shows what is authorised already",
            ])
        shop.expect(
            try refused(order, "--line", "\(Shop.b)=4"),
            ["code": "not_shipped", "remedy": "nephrite order show \(order) shows what was shipped"])
        #expect(try refused(order, "--line", "\(Shop.c)=1")["code"] == "line_unknown")
        #expect(try refused("SO-2000-000001", "--line", "\(Shop.a)=1")["code"] == "order_unknown")
        #expect(try refused(order, "--line", "\(Shop.a)=1", "--valid-until", "2020-01-01")["code"] == "day_past")
        #expect(try refused(order, "--line", "\(Shop.a)=1", "--reason", " ")["code"] == "reason_missing")
        let draft = try shop.order("NORD", ["\(Shop.a)=1"])
        #expect(try refused(draft, "--line", "\(Shop.a)=1")["code"] == "wrong_state")
        // What is called off may be authorised again.
        try shop.done(["return", "cancel", first, "--reason", "keeps it"])
        shop.expect(try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=9"]), ["authorised": 9])
        #expect(try shop.broken() == [])
    }

    @Test("No more comes in than is authorised, and nothing after the end")
    func receiving() throws {
        let shop = Shop.current
        let order = try sold(shop)
        func refused(_ words: String...) throws -> [String: String] { try shop.refused(["return"] + words) }
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=4", "--valid-until", "2199-12-31"])
        #expect(try refused("receive", "RA-2000-000001")["code"] == "return_unknown")
        #expect(try refused("show", "RA-2000-000001")["code"] == "return_unknown")
        #expect(try refused("cancel", "RA-2000-000001", "--reason", "x")["code"] == "return_unknown")
        shop.expect(
            try refused("receive", first, "--line", "\(Shop.a)=5"),
            [
                "code": "not_authorised", "message": "4 of \(Shop.a) may still come by \(first), not 5",
                "remedy":
                    "take in what is authorised; nephrite return authorise \(order) --line SKU=QTY authorises more",
            ])
        shop.expect(
            try refused("receive", first, "--line", "\(Shop.b)=1"),
            ["code": "not_authorised", "message": "0 of \(Shop.b) may still come by \(first), not 1"])
        #expect(try refused("receive", first, "--location", "X")["code"] == "location_unknown")
        // What came back without it leaves fewer to come.
        try shop.done(["return", "receive", first, "--line", "\(Shop.a)=1"])
        try shop.done(["order", "return", order, "--line", "\(Shop.a)=7"])
        shop.expect(
            try refused("receive", first),
            ["code": "not_shipped", "message": "2 of \(Shop.a) on line 1 have been shipped and not come back, not 3"])

        // Its last day is over: what came in stays, the rest may not come.
        try shop.tamper("UPDATE return_authorisation SET valid_until = current_date - 2")
        shop.expect(try refused("receive", first), ["code": "return_expired"])
        shop.expect(try refused("cancel", first, "--reason", "x"), ["code": "return_expired"])
        let over = try shop.done(["return", "show", first])
        shop.expect(over, ["state": "received"])
        shop.expect(over, ["received": 1, "outstanding": 0])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=2", "--reason", "late"])
        try shop.done(["return", "receive", second])
        shop.expect(
            try refused("receive", second),
            [
                "code": "not_authorised", "message": "all 2 that \(second) allows have come in",
                "remedy": "nephrite return authorise \(order) --line SKU=QTY authorises more",
            ])
        #expect(try refused("cancel", second, "--reason", "x")["code"] == "wrong_state")
        #expect(try shop.broken() == [])
    }

    @Test("Calling off ends what has not come in, and states and lists say so")
    func cancelling() throws {
        let shop = Shop.current
        let order = try sold(shop)
        let other = try shop.order("NORD", ["\(Shop.a)=1"])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=4"])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.b)=2"])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=2"])
        try shop.done(["return", "receive", first, "--line", "\(Shop.a)=1"])
        #expect(try shop.refused(["return", "cancel", first, "--reason", " "])["code"] == "reason_missing")
        let part = try shop.done(["return", "cancel", first, "--reason", "keeps three"])
        shop.expect(part, ["state": "received", "cancel_reason": "keeps three"])
        shop.expect(part, ["authorised": 4, "received": 1, "outstanding": 0])
        shop.expect(try shop.done(["return", "cancel", second, "--reason", "keeps all"]), ["state": "cancelled"])
        shop.expect(
            try shop.refused(["return", "receive", second]),
            [
                "code": "return_cancelled", "message": "\(second) was cancelled: keeps all",
                "remedy": "nephrite return authorise \(order) --line SKU=QTY authorises anew what is to come back",
            ])
        #expect(try shop.refused(["return", "receive", first])["code"] == "return_cancelled")
        #expect(try shop.refused(["return", "cancel", second, "--reason", "x"])["code"] == "return_cancelled")
        try shop.tamper("UPDATE return_authorisation SET valid_until = current_date - 2 WHERE number LIKE '%3'")
        func states(_ words: String...) throws -> [String?] {
            try shop.rows(["return", "list"] + words).map { $0["state"] as? String }
        }
        #expect(try states() == ["received", "cancelled", "expired"])
        #expect(try states("--order", order, "--limit", "1") == ["received"])
        #expect(try states("--after", first, "--limit", "1") == ["cancelled"])
        #expect(try states("--order", other) == [])
        #expect(try states("--state", "expired") == ["expired"])
        #expect(try states("--state", "authorised") == [])
        #expect(try shop.refused(["return", "list", "--order", "SO-2000-000001"])["code"] == "order_unknown")
        #expect(try shop.start(["return", "list", "--state", "lost"]).finish().status == 64)
        #expect(try shop.broken() == [])
    }

    @Test("The same key authorises and takes in once; a dry run does neither")
    func once() throws {
        let shop = Shop.current
        let order = try sold(shop)
        let authorise = ["return", "authorise", order, "--line", "\(Shop.a)=4"]
        shop.expect(try shop.done(authorise + ["--dry-run"]), ["state": "authorised"])
        #expect(try shop.rows(["return", "list"]).isEmpty)
        let made = try shop.done(authorise + ["--key", "k"])
        let number = try #require(made["return_authorisation"] as? String)
        shop.expect(try shop.done(authorise + ["--key", "k"]), ["return_authorisation": number])
        #expect(try shop.refused(authorise + ["--key", "k", "--reason", "x"])["code"] == "key_conflict")
        let receive = ["return", "receive", number, "--line", "\(Shop.a)=1"]
        shop.expect(try shop.done(receive + ["--dry-run"]), ["received": 1])
        for _ in 0..<2 { shop.expect(try shop.done(receive + ["--key", "k"]), ["received": 1]) }
        shop.expect(try shop.done(["return", "cancel", number, "--reason", "x", "--dry-run"]), ["outstanding": 0])
        shop.expect(try shop.done(["return", "show", number]), ["received": 1, "outstanding": 3])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 1])
        #expect(try shop.broken() == [])
    }

    @Test("Lines of one SKU share what is authorised and what comes in")
    func sameGoods() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let order = try shop.allocated("NORD", ["\(Shop.a)=2", "\(Shop.a)=3"])
        _ = try shop.shipAndInvoice(order, [])
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=4"])
        let answer = try shop.done(["return", "receive", first, "--line", "\(Shop.a)=3"])
        #expect(try lines(answer).map { $0["authorised"] as? Int } == [2, 2])
        #expect(try lines(answer).map { $0["received"] as? Int } == [2, 1])
        #expect(try shop.broken() == [])
    }

    @Test("Two who take in by one authorisation at once take it in once; two who authorise share what was shipped")
    func atOnce() throws {
        let shop = Shop.current
        let order = try sold(shop)
        let words = ["return", "authorise", order, "--line", "\(Shop.a)=6"]
        var outcomes = try (0..<2).map { _ in try shop.start(words) }.map { try $0.finish(timeout: 120) }
        #expect(outcomes.map(\.status).sorted() == [0, 1])
        #expect(try outcomes.filter { $0.status == 1 }.map { try $0.error()["code"] } == ["not_shipped"])
        let number = try #require(try shop.rows(["return", "list"]).first?["return_authorisation"] as? String)
        outcomes = try (0..<4).map { _ in try shop.start(["return", "receive", number]) }
            .map { try $0.finish(timeout: 120) }
        #expect(outcomes.map(\.status).sorted() == [0, 1, 1, 1])
        for outcome in outcomes where outcome.status == 1 { #expect(try outcome.error()["code"] == "not_authorised") }
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 6])
        #expect(try shop.broken() == [])
    }

    @Test("The database refuses what must not be, and the app may only cancel")
    func schema() throws {
        let shop = Shop.current
        let order = try sold(shop)
        try shop.done(["return", "authorise", order, "--line", "\(Shop.a)=4"])
        _ = try shop.order("NORD", ["\(Shop.a)=1"])
        let entry = "SELECT max(id) FROM return_authorisation"
        let line = "SELECT min(id) FROM sales_order_line WHERE sku"
        for (rule, sql) in [
            (
                "return_authorisation_line_shipped",
                "INSERT INTO return_authorisation_line SELECT (\(entry)), (\(line) = '\(Shop.b)'), 4"
            ),
            (
                "return_authorisation_line_shipped",
                """
                INSERT INTO return_authorisation (number, order_id) SELECT 'RA-1', order_id FROM return_authorisation;
                INSERT INTO return_authorisation_line SELECT (\(entry)), (\(line) = '\(Shop.a)'), 7
                """
            ),
            (
                "return_authorisation_line_quantity_positive",
                "INSERT INTO return_authorisation_line SELECT (\(entry)), (\(line) = '\(Shop.b)'), 0"
            ),
            (
                "order_return_line_authorised",
                """
                INSERT INTO order_return (number, order_id, received_on, authorisation_id)
                SELECT 'RT-1', order_id, current_date, id FROM return_authorisation;
                INSERT INTO order_return_line (return_id, line_id, location_id, quantity, disposition)
                SELECT max(entry.id), (\(line) = '\(Shop.a)'), min(location.id), 5, 'restocked'
                FROM order_return AS entry, location
                """
            ),
            (
                "order_return_authorisation",
                """
                INSERT INTO order_return (number, order_id, received_on, authorisation_id)
                SELECT 'RT-1', id, current_date, (\(entry)) FROM sales_order WHERE state = 'draft'
                """
            ),
            ("return_authorisation_cancelled_whole", "UPDATE return_authorisation SET cancelled_at = now()"),
            ("23001", "UPDATE return_authorisation SET reason = 'x'"),
            ("23001", "DELETE FROM return_authorisation"),
            ("23001", "UPDATE return_authorisation_line SET quantity = 1"),
            ("23001", "DELETE FROM return_authorisation_line"),
        ] {
            #expect(try shop.fault(of: sql) == rule, "\(sql)")
        }
        for sql in [
            "UPDATE return_authorisation SET reason = 'x'", "DELETE FROM return_authorisation",
            "UPDATE return_authorisation_line SET quantity = 1", "DELETE FROM return_authorisation_line",
        ] {
            #expect(try shop.fault(of: sql, as: "nephrite_app") == "42501", "\(sql)")
        }
        try shop.done(["return", "cancel", first, "--reason", "keeps it"])
        #expect(try shop.fault(of: "UPDATE return_authorisation SET cancel_reason = 'x'") == "23001")
        #expect(try shop.broken() == [])
    }
}
