import Foundation
import TestSupport
import Testing

/// What becomes of an order's command whose connection is cut, or whose transaction collides with another.
@Suite("Orders and lost answers", .database(Shop.open))
struct OrderCommitTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isPassedOn: Bool
    }

    private static let faults = [
        Fault(testDescription: "the COMMIT is lost", isPassedOn: false),
        Fault(testDescription: "its answer is lost", isPassedOn: true),
    ]

    /// What is done to an order, one after the other, and how many rows of which table it makes.
    private static func steps(_ order: String, _ invoice: String) -> [(words: [String], rows: String)] {
        [
            (["order", "confirm", order], "order_transition WHERE action = 'confirm'"),
            (["order", "allocate", order], "stock_allocation WHERE quantity > 0"),
            (["order", "ship", order], "shipment"), (["invoice", "create", order], "invoice"),
            (["invoice", "pay", invoice, "--amount", "10.00", "--on", "2026-11-20"], "payment"),
            (["order", "return", order, "--line", "\(Shop.a)=1"], "order_return"),
            (["invoice", "credit", invoice], "credit_note"),
            (["payment", "refund", invoice, "--amount", "1.00", "--on", "2026-11-20", "--reason", "x"], "payment"),
        ]
    }

    @Test(
        "At COMMIT: the outcome is called unknown, and the same key gives the first answer or does it now",
        arguments: faults)
    func lostCommit(fault: Fault) throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        for (words, rows) in Self.steps(order, "INV-\(Shop.year)-000001").prefix(7) {
            let before = try #require(Int(try shop.value(of: "SELECT count(*) FROM \(rows)")))
            let proxy = try CuttingProxy(to: shop.conninfo, cut: .at(commit: 1, isPassedOn: fault.isPassedOn))
            defer { proxy.close() }
            let command = words + ["--key", "once"]
            let outcome = try Shop(conninfo: proxy.conninfo).start(command).finish()
            #expect(proxy.traffic.hasCut && outcome.status == 75, "\(words): \(outcome.status)")
            #expect(try outcome.refusal()["code"] == "commit_unknown", "\(words)")
            func made() throws -> Int { try #require(Int(try shop.value(of: "SELECT count(*) FROM \(rows)"))) - before }
            #expect(try made() == (fault.isPassedOn ? 1 : 0), "\(words)")
            let answer = try shop.done(command)
            #expect(try made() == 1, "\(words)")
            #expect(NSDictionary(dictionary: try shop.done(command)) == NSDictionary(dictionary: answer), "\(words)")
            #expect(try made() == 1, "\(words)")
        }
        #expect(try shop.broken() == [])
    }

    @Test("Before any message of a command: a clean refusal, all or nothing, and the same key does it")
    func everyMessage() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "100", "--cost", "2.10"])
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        let commands = Self.steps(order, "INV-\(Shop.year)-000001").map(\.words)
        var cuts = 0
        for (place, words) in commands.enumerated() {
            let whole = try CuttingProxy(to: shop.conninfo, cut: .never)
            defer { whole.close() }
            try Shop(conninfo: whole.conninfo).done(words + ["--dry-run"])
            let last = whole.traffic.messages
            for number in stride(from: 1 + place, through: last, by: max(1, last / Chance.rounds)) {
                let proxy = try CuttingProxy(to: shop.conninfo, cut: .before(message: number))
                defer { proxy.close() }
                let outcome = try Shop(conninfo: proxy.conninfo).start(words + ["--key", "once"]).finish()
                guard proxy.traffic.hasCut else { continue }
                cuts += 1
                if outcome.status != 0 {
                    let code = try outcome.refusal()["code"] ?? ""
                    let codes = outcome.status == 75 ? ["commit_unknown"] : ["connection_lost", "database_unreachable"]
                    #expect([69, 75].contains(outcome.status) && codes.contains(code), "\(words) \(number): \(code)")
                }
                #expect(try shop.broken() == [], "\(words), message \(number)")
            }
            try shop.done(words + ["--key", "once"])
        }
        print("\(cuts) cuts in \(commands.count) commands")
        #expect(cuts > 8)
        let log = try shop.rows(["order", "history", order]).compactMap { $0["action"] as? String }
        #expect(
            log == [
                "create", "confirm", "allocate", "ship", "invoice", "close", "pay", "return", "credit", "close",
                "refund",
            ])
        #expect(try shop.broken() == [])
    }

    @Test(
        "A transaction that collides is done again as a whole, a few times; then it is a clean refusal",
        arguments: ["40001", "40P01"])
    func retried(state: String) throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let order = try shop.order("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "confirm", order])
        try shop.done(["order", "allocate", order])
        // A sequence counts also what is rolled back.
        try shop.tamper(
            """
            CREATE SEQUENCE collision; GRANT USAGE, UPDATE ON SEQUENCE collision TO nephrite_app;
            CREATE TABLE collisions (most bigint); INSERT INTO collisions VALUES (3);
            GRANT SELECT ON collisions TO nephrite_app;
            CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('nephrite.collision') <= (SELECT most FROM nephrite.collisions) THEN
                    RAISE EXCEPTION 'contrived' USING ERRCODE = '\(state)';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER collide BEFORE UPDATE ON sales_order FOR EACH ROW EXECUTE FUNCTION collide();
            """)
        let shipped = try shop.done(["order", "ship", order])
        #expect((shipped["shipments"] as? [Any])?.count == 1)
        #expect(try shop.value(of: "SELECT last_value FROM collision") == "4")
        #expect(try shop.done(["stock", "show", Shop.a])["on_hand"] as? Int == 8)
        try shop.tamper("UPDATE collisions SET most = 1000")
        let refused = try shop.refused(["invoice", "create", order], status: 75)
        #expect(refused["code"] == "busy", "\(refused)")
        #expect(try shop.value(of: "SELECT last_value FROM collision") == "9")
        #expect(try shop.rows(["invoice", "list"]).isEmpty)
        try shop.tamper("UPDATE collisions SET most = 0")
        // The number that was taken in vain is taken now.
        shop.expect(try shop.done(["invoice", "create", order]), ["invoice": "INV-\(Shop.year)-000001"])
        #expect(try shop.broken() == [])
    }
}
