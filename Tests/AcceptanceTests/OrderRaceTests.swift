import Foundation
import Postgres
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

    @Test("64 sellers on 5 hot products, each with an order of all of them, sell what there is and no more")
    func sellers() throws {
        let shop = Shop.current
        let skus = try shop.rows(["product", "list", "--limit", "5"]).compactMap { $0["sku"] as? String }
        #expect(skus.count == 5)
        for sku in skus {
            try shop.done(["price-list", "set", "WH", sku, "1.00"])
            try shop.done(["stock", "receive", sku, "100", "--cost", "0.50"])
        }
        let sellers = try (0..<64).map { (seller: Int) -> RunningProgram in
            // Everybody begins with another product, so that locks are asked for in every order.
            let lines = (0..<5).map { place in #"{"sku":"\#(skus[(place + seller) % 5])","quantity":2}"# }.joined(
                separator: ",")
            return try shop.start(
                ["order", "import", "-", "--format", "ndjson", "--confirm", "--allocate", "--key", "\(seller)"],
                input: #"{"customer":"NORD","po_number":"H-\#(seller)","lines":[\#(lines)]}"# + "\n")
        }
        let outcomes = try sellers.map { try $0.finish(timeout: 240) }
        #expect(outcomes.allSatisfy { $0.status == 0 }, "\(outcomes.filter { $0.status != 0 }.map(\.errors))")
        // 128 of each are wanted, 100 are there.
        for sku in skus {
            let stock = try shop.done(["stock", "show", sku])
            #expect(stock["allocated"] as? Int == 100 && stock["available"] as? Int == 0)
        }
        let orders = try shop.rows(["order", "list", "--limit", "100"])
        #expect(orders.count == 64)
        #expect(orders.count { $0["allocation"] as? String == "full" } == 50)
        #expect(orders.count { $0["allocation"] as? String == "none" } == 14)
        #expect(try shop.broken() == [])
    }

    @Test("An import waits for the order that it changes before it holds the goods of a new one")
    func changedFirst() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "20", "--cost", "2.10"])
        try shop.done(["customer", "identifier", "NORD", "add", "0088", "4012345000009"])
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ po: String, _ type: String, _ quantity: Int) throws -> String {
            let text = """
                <cXML payloadID="\(po)\(type)"><Header><From><Credential domain="gln"><Identity>4012345000009</Identity>
                </Credential></From></Header><Request><OrderRequest><OrderRequestHeader orderID="\(po)" type="\(type)"
                orderVersion="\(type == "new" ? 1 : 2)"/><ItemOut lineNumber="10" quantity="\(quantity)"><ItemID><SupplierPartID>\(Shop.a)</SupplierPartID>
                </ItemID></ItemOut></OrderRequest></Request></cXML>
                """
            let url = folder.appending(path: "\(po)-\(type).xml")
            try Data(text.utf8).write(to: url)
            return url.path
        }
        try shop.done(["order", "import", try file("U-1", "new", 2), "--confirm"])
        let other = try Connection(shop.conninfo, applicationName: "nephrite test")
        try other.script(
            "SET search_path = nephrite; BEGIN; SELECT FROM sales_order WHERE po_number = 'U-1' FOR UPDATE")
        let running = try shop.start([
            "order", "import", try file("U-2", "new", 3), try file("U-1", "update", 4), "--confirm", "--allocate",
        ])
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        let end = ContinuousClock.now + .seconds(60)
        while try shop.value(of: waiting) == "0", ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.02) }
        #expect(try shop.value(of: waiting) == "1")
        #expect(try shop.fault(of: "SELECT FROM stock_balance FOR UPDATE NOWAIT") == nil)
        try other.script("ROLLBACK")
        let outcome = try running.finish(timeout: 120)
        #expect(outcome.status == 0, "\(outcome.errors) \(outcome.output)")
        #expect(try shop.done(["stock", "show", Shop.a])["allocated"] as? Int == 7)
        #expect(try shop.broken() == [])
    }

    @Test("Two who ship one order at once ship it once")
    func shippers() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "30", "--cost", "2.10"])
        for _ in 0..<3 {
            let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
            let outcomes = try (0..<2).map { _ in try shop.start(["order", "ship", number]) }
                .map { try $0.finish(timeout: 120) }
            #expect(outcomes.map(\.status).sorted() == [0, 1])
            for outcome in outcomes where outcome.status == 1 {
                #expect(try outcome.error()["code"] == "not_allocated")
            }
            let order = try shop.done(["order", "show", number])
            #expect((order["shipments"] as? [Any])?.count == 1 && order["shipment"] as? String == "full")
        }
        #expect(try shop.done(["stock", "show", Shop.a])["on_hand"] as? Int == 0)
        #expect(try shop.broken() == [])
    }

    @Test("A count that is posted while orders allocate leaves no promise without goods")
    func count() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "40", "--cost", "2.10"])
        let orders = try (0..<16).map { _ in try shop.order("NORD", ["\(Shop.a)=2"]) }
        try shop.done(["order", "confirm"] + orders)
        let opened = try shop.done(["stock", "count", "open"])
        let count = try #require(opened["count"] as? String)
        try shop.done(["stock", "count", "enter", count, "\(Shop.a)=20"])
        let posting =
            try orders.prefix(8).map { try shop.start(["order", "allocate", $0]) }
            + [shop.start(["stock", "count", "post", count])]
            + orders.suffix(8).map { try shop.start(["order", "allocate", $0]) }
        let outcomes = try posting.map { try $0.finish(timeout: 120) }
        #expect(outcomes[8].status == 0, "\(outcomes[8].errors)")
        #expect(outcomes.allSatisfy { [0, 1, 3].contains($0.status) }, "\(outcomes.map(\.errors))")
        let stock = try shop.done(["stock", "show", Shop.a])
        let allocated = try #require(stock["allocated"] as? Int)
        #expect(stock["on_hand"] as? Int == 20 && allocated <= 20)
        #expect(try shop.broken() == [])
    }
}
