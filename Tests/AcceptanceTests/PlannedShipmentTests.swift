import Foundation
import Postgres
import TestSupport
import Testing

@Suite("Shipments that are made ready", .database(Shop.open))
struct PlannedShipmentTests {
    private func lines(_ answer: [String: Any]) -> [String] {
        (answer["lines"] as? [[String: Any]] ?? []).map {
            "\($0["sku"] ?? "") \($0["location"] ?? "") \($0["quantity"] ?? "")"
        }
    }

    private func number(_ answer: [String: Any]) throws -> String { try #require(answer["planned"] as? String) }

    /// An order of 10 and 4 of two products, allocated.
    private func allocated() throws -> String {
        let shop = Shop.current
        for sku in [Shop.a, Shop.b] { try shop.done(["stock", "receive", sku, "20", "--cost", "2.00"]) }
        return try shop.allocated("NORD", ["\(Shop.a)=10", "\(Shop.b)=4"])
    }

    @Test("Planned, picked, packed and shipped, one step after the other")
    func story() throws {
        let shop = Shop.current
        let order = try allocated()
        let plan = ["shipment", "plan", order, "--line", "\(Shop.a)=6", "\(Shop.b)=4"]
        shop.expect(try shop.done(plan + ["--dry-run"]), ["state": "planned"])
        let planned = try shop.done(plan + ["--picker", "hall-2", "--key", "p1"])
        let name = try number(planned)
        #expect(name.hasPrefix("PS-\(Shop.year)-"))
        shop.expect(planned, ["state": "planned", "order": order, "customer": "NORD", "picker": "hall-2"])
        #expect(lines(planned) == ["\(Shop.a) MAIN 6", "\(Shop.b) MAIN 4"])
        #expect(try number(shop.done(plan + ["--picker", "hall-2", "--key", "p1"])) == name)

        // What is planned neither leaves otherwise nor is taken back; the rest does.
        #expect(try shop.refused(["order", "ship", order, "--line", "\(Shop.a)=5"])["code"] == "not_allocated")
        for command in [["release", order], ["cancel", order], ["amend", order, "--line", "\(Shop.b)=3"]] {
            #expect(try shop.refused(["order"] + command)["code"] == "being_made_ready")
        }
        try shop.done(["order", "ship", order])
        let left = try shop.done(["order", "show", order])
        shop.expect(left, ["shipment": "partial", "allocation": "full"])
        let error = try shop.refused(["order", "ship", order])
        #expect(error["code"] == "being_made_ready" && error["remedy"]?.contains("shipment cancel \(name)") == true)
        #expect(try shop.refused(["shipment", "plan", order])["code"] == "being_made_ready")

        for early in ["pack", "ship"] {
            #expect(try shop.refused(["shipment", early, name])["code"] == "wrong_state")
        }
        let page = try shop.start(["document", "pick-list", name]).finish().output
        #expect(page.contains(name) && page.contains(order) && page.contains("MAIN"))
        shop.expect(
            try shop.done(["shipment", "pick", name, "--picker", "hall-3"]), ["state": "picking", "picker": "hall-3"])
        shop.expect(try shop.done(["shipment", "pack", name]), ["state": "packed"])
        let shipped = try shop.done(
            ["shipment", "ship", name, "--carrier", "DHL", "--tracking", "0034", "--key", "p2"])
        shop.expect(shipped, ["state": "shipped"])
        let shipment = try #require(shipped["shipment"] as? String)
        #expect(
            (shipped["steps"] as? [[String: Any]])?.map { $0["state"] as? String } == [
                "planned", "picking", "packed", "shipped",
            ])
        let gone = try shop.done(["shipment", "show", shipment])
        #expect(lines(gone) == ["\(Shop.a) MAIN 6", "\(Shop.b) MAIN 4"])
        #expect((gone["parcels"] as? [[String: Any]])?.first?["tracking"] as? String == "0034")
        shop.expect(try shop.done(["order", "show", order]), ["shipment": "full", "state": "confirmed"])
        shop.expect(try shop.done(["shipment", "show", name]), ["shipment": shipment])
        #expect(try shop.refused(["shipment", "cancel", name, "--reason", "late"])["code"] == "wrong_state")
        #expect(try shop.broken() == [])
    }

    @Test("One that is given up leaves its goods promised")
    func cancelled() throws {
        let shop = Shop.current
        let order = try allocated()
        let name = try number(shop.done(["shipment", "plan", order]))
        #expect(try shop.refused(["shipment", "cancel", name, "--reason", " "])["code"] == "reason_missing")
        shop.expect(
            try shop.done(["shipment", "cancel", name, "--reason", "no carton"]),
            ["state": "cancelled", "cancelled_because": "no carton"])
        shop.expect(try shop.done(["order", "show", order]), ["allocation": "full", "shipment": "none"])
        let next = try number(shop.done(["shipment", "plan", order, "--line", "\(Shop.a)=1"]))
        let states = try shop.rows(["shipment", "list", "--order", order]).map { $0["state"] as? String }
        #expect(states == ["cancelled", "planned"])
        #expect(try shop.rows(["shipment", "list", "--state", "planned", "--order", order]).count == 1)
        // A hold keeps it in the house.
        for step in ["pick", "pack"] { try shop.done(["shipment", step, next]) }
        try shop.done(["order", "hold", order, "--kind", "manual", "--reason", "asked"])
        #expect(try shop.refused(["shipment", "ship", next])["code"] == "order_on_hold")
        try shop.done(["order", "unhold", order])
        try shop.done(["shipment", "ship", next])
        shop.expect(try shop.done(["order", "show", order]), ["shipment": "partial"])
        #expect(try shop.broken() == [])
    }

    @Test("What cannot be is refused, by the program and by the schema")
    func refused() throws {
        let shop = Shop.current
        let order = try allocated()
        let draft = try shop.order("NORD", ["\(Shop.a)=1"])
        let name = try number(shop.done(["shipment", "plan", order, "--line", "\(Shop.a)=6"]))
        for (words, code, status) in [
            (["plan", draft], "wrong_state", 1), (["plan", "SO-1"], "order_unknown", 1),
            (["plan", order, "--line", "\(Shop.c)=1"], "line_unknown", 1),
            (["plan", order, "--line", "\(Shop.a)=5"], "not_allocated", 1),
            (["plan", order, "--picker", " "], "picker_invalid", 1), (["pick", "PS-1"], "planned_unknown", 1),
            (["show", "PS-1"], "planned_unknown", 1), (["ship", name, "--tracking", "1"], "usage", 64),
            (["list", "--state", "gone"], "usage", 64), (["list", "--order", "SO-1"], "order_unknown", 1),
        ] as [([String], String, Int32)] {
            #expect(try shop.refused(["shipment"] + words, status: status)["code"] == code, "\(words)")
        }
        for sql in [
            "UPDATE planned_shipment SET state = 'packed', picking_at = now(), packed_at = now() WHERE number = '\(name)'",
            "UPDATE planned_shipment_line SET quantity = 1", "DELETE FROM planned_shipment_line",
            "UPDATE stock_allocation SET quantity = 5 WHERE quantity = 10",
            """
            INSERT INTO planned_shipment_line SELECT max(planned.id), allocation.line_id, allocation.location_id, 99
            FROM planned_shipment AS planned, stock_allocation AS allocation WHERE allocation.quantity = 4
            GROUP BY allocation.line_id, allocation.location_id
            """,
        ] {
            #expect(try shop.fault(of: "SET search_path = nephrite; " + sql) != nil, "\(sql)")
        }
        #expect(try shop.broken() == [])
    }

    @Test("Who is refused is told which planned shipment holds how many of what, and how it ends")
    func named() throws {
        let shop = Shop.current
        let order = try allocated()
        let name = try number(shop.done(["shipment", "plan", order, "--line", "\(Shop.a)=6"]))
        try shop.done(["shipment", "pick", name])
        let held = "10 of \(Shop.a) are allocated, of them 6 for \(order) in \(name) (picking)"
        for (command, wanted) in [
            (["order", "release", order], 10), (["order", "cancel", order], 10),
            (["order", "cancel", order, "--line", "\(Shop.a)=5"], 5),
            (["order", "amend", order, "--line", "\(Shop.a)=5"], 5),
            (["stock", "adjust", Shop.a, "-15", "--reason", "broken"], 5),
        ] {
            let error = try shop.refused(command)
            #expect(error["code"] == "being_made_ready", "\(command)")
            #expect(error["message"] == "\(held), so \(wanted) cannot be taken back", "\(command)")
            #expect(error["where"] == order)
            #expect(error["remedy"]?.contains("nephrite shipment cancel \(name) --reason TEXT") == true)
            #expect(error["remedy"]?.contains("nephrite shipment pack \(name)") == true)
        }
        let more = try shop.refused(["order", "ship", order, "--line", "\(Shop.a)=5"])
        #expect(more["code"] == "not_allocated")
        #expect(more["message"] == "\(held); 4 can leave otherwise, not 5")
        // A stocktake is bound by it too.
        let count = try #require(try shop.done(["stock", "count", "open"])["count"] as? String)
        try shop.done(["stock", "count", "enter", count, "\(Shop.a)=5"])
        #expect(try shop.refused(["stock", "count", "post", count])["message"]?.hasPrefix(held) == true)
        try shop.done(["stock", "count", "cancel", count])

        // What nobody makes ready is taken back, of whichever location it is.
        try shop.done(["order", "cancel", order, "--line", "\(Shop.a)=4"])
        try shop.done(["shipment", "plan", order])
        let all = try shop.refused(["order", "ship", order])
        #expect(all["message"]?.contains("6 of \(Shop.a) in \(name) (picking), 4 of \(Shop.b) in PS-") == true)
        // The schema says it likewise to whom the program did not stop.
        let connection = try Connection(shop.conninfo, applicationName: "nephrite test")
        do {
            try connection.script("UPDATE nephrite.stock_allocation SET quantity = 5 WHERE quantity = 6")
            Issue.record("a promise was taken back beneath what is being made ready")
        } catch {
            #expect(
                error.serverFault?.message
                    == "6 of \(Shop.a) are being made ready for \(order) in \(name) (picking), and 5 would be allocated"
            )
        }
        #expect(try shop.broken() == [])
    }

    @Test("Two who plan at once never plan the same goods")
    func race() throws {
        let shop = Shop.current
        let order = try allocated()
        let running = try (0..<4).map { _ in
            try shop.start(["shipment", "plan", order, "--line", "\(Shop.a)=4"])
        }
        let done = try running.map { try $0.finish() }.filter { $0.status == 0 }.count
        #expect(done == 2)
        let planned = try shop.value(
            of: """
                SELECT sum(line.quantity) FROM nephrite.planned_shipment_line AS line
                JOIN nephrite.planned_shipment AS planned ON planned.id = line.planned_id
                JOIN nephrite.sales_order AS orders ON orders.id = planned.order_id WHERE orders.number = '\(order)'
                """)
        #expect(planned == "8")
        #expect(try shop.broken() == [])
    }
}
