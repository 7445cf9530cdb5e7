import Foundation
import TestSupport
import Testing

@Suite("Lots", .database(Shop.open))
struct LotTests {
    private func receive(_ shop: Shop, _ quantity: Int, _ lot: String?, _ more: [String] = []) throws {
        let lot = lot.map { ["--lot", $0] } ?? []
        try shop.done(["stock", "receive", Shop.a, "\(quantity)", "--cost", "2.00"] + lot + more)
    }

    private func lots(_ shop: Shop) throws -> [String: Int] {
        let rows = try shop.done(["stock", "show", Shop.a])["lots"] as? [[String: Any]] ?? []
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ("\($0["lot"] ?? "")@\($0["location"] ?? "")", $0["on_hand"] as? Int ?? 0)
            })
    }

    private func shipped(_ order: [String: Any]) -> [String] {
        (order["shipments"] as? [[String: Any]] ?? []).flatMap { $0["lines"] as? [[String: Any]] ?? [] }
            .map { line in
                (line["lots"] as? [[String: Any]] ?? []).map { "\($0["lot"] ?? "")=\($0["quantity"] ?? "")" }.joined(
                    separator: " ")
            }
    }

    @Test("The oldest lot leaves first, then the next, what is of no lot last; named lots leave when they are named")
    func drawn() throws {
        let shop = Shop.current
        try receive(shop, 3, nil)
        try receive(shop, 5, "L1")
        try receive(shop, 4, "L2", ["--supplier-lot", "X-77"])
        #expect(try lots(shop) == ["L1@MAIN": 5, "L2@MAIN": 4])
        let first = try shop.allocated("NORD", ["\(Shop.a)=7"])
        #expect(shipped(try shop.done(["order", "ship", first])) == ["L1=5 L2=2"])
        let second = try shop.allocated("NORD", ["\(Shop.a)=4"])
        #expect(
            shipped(try shop.done(["order", "ship", second, "--line", "\(Shop.a)=1", "--lot", "\(Shop.a)=L2"])) == [
                "L2=1"
            ])
        #expect(shipped(try shop.done(["order", "ship", second])) == ["L2=1", "L2=1"])
        #expect(try lots(shop) == [:])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 1])
        #expect(try shop.broken() == [])

        // Forward: to whom a lot went; and back: of which lots an order was.
        let trace = try shop.done(["lot", "show", Shop.a, "L2"])
        shop.expect(trace, ["supplier_lot": "X-77"])
        let moves = try #require(trace["movements"] as? [[String: Any]])
        #expect(moves.map { $0["kind"] as? String } == ["received", "shipped", "shipped", "shipped"])
        #expect(moves.map { $0["quantity"] as? Int } == [4, 2, 1, 1])
        #expect(moves.map { $0["order"] as? String } == [nil, first, second, second])
        #expect(moves.last?["customer"] as? String == "NORD")
    }

    @Test("Transfers, corrections and stocktakes take lots along; what comes back is of the lot it left with")
    func moved() throws {
        let shop = Shop.current
        try shop.done(["location", "add", "SOUTH", "--name", "South"])
        try receive(shop, 5, "L1")
        try receive(shop, 5, "L2")
        try shop.done(["stock", "transfer", Shop.a, "6", "--from", "MAIN", "--to", "SOUTH"])
        #expect(try lots(shop) == ["L1@SOUTH": 5, "L2@SOUTH": 1, "L2@MAIN": 4])
        try shop.done(["stock", "adjust", Shop.a, "-2", "--reason", "broken", "--location", "SOUTH"])
        #expect(try lots(shop) == ["L1@SOUTH": 3, "L2@SOUTH": 1, "L2@MAIN": 4])
        // What turns up is of no lot.
        try shop.done(["stock", "adjust", Shop.a, "1", "--reason", "found"])
        #expect(try lots(shop)["L2@MAIN"] == 4)
        let order = try shop.allocated("NORD", ["\(Shop.a)=5"])
        try shop.done(["order", "ship", order])
        #expect(try lots(shop) == ["L1@SOUTH": 3, "L2@SOUTH": 1])
        try shop.done(["order", "return", order, "--line", "\(Shop.a)=3", "--restock"])
        #expect(try lots(shop) == ["L1@SOUTH": 3, "L2@SOUTH": 1, "L2@MAIN": 3])
        // One of the two others left with the lot, the last with none.
        try shop.done(["order", "return", order, "--line", "\(Shop.a)=2", "--scrap"])
        #expect(try lots(shop) == ["L1@SOUTH": 3, "L2@SOUTH": 1, "L2@MAIN": 3])
        let moves = try #require(try shop.done(["lot", "show", Shop.a, "L2"])["movements"] as? [[String: Any]])
        #expect(moves.suffix(3).map { $0["kind"] as? String } == ["returned", "returned", "scrapped"])
        #expect(moves.suffix(3).map { $0["quantity"] as? Int } == [3, 1, 1])
        #expect(try shop.broken() == [])
    }

    @Test("Purchases bring lots with their supplier, and the trace leads back to them")
    func purchased() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchase = try shop.purchase(["\(Shop.a)=40", "\(Shop.b)=50"])
        try shop.done(["purchase", "send", purchase])
        let other = try shop.refused(["purchase", "receive", purchase, "--lot", "\(Shop.c)=P-1"])
        #expect(other["code"] == "line_unknown")
        let received = try shop.done([
            "purchase", "receive", purchase, "--line", "\(Shop.a)=10", "--lot", "\(Shop.a)=P-1",
        ])
        let receipt = try #require((received["receipts"] as? [[String: Any]])?.first)
        #expect((receipt["lines"] as? [[String: Any]])?.first?["lot"] as? String == "P-1")
        let lot = try shop.done(["lot", "show", Shop.a, "P-1"])
        shop.expect(lot, ["supplier": "LOTUS", "lot": "P-1"])
        shop.expect(
            try #require((lot["movements"] as? [[String: Any]])?.first), ["purchase": purchase, "kind": "received"])
        try shop.done(["purchase", "receive", purchase, "--line", "\(Shop.a)=5", "--lot", "\(Shop.a)=P-1"])
        #expect(try lots(shop) == ["P-1@MAIN": 15])
        #expect(try shop.broken() == [])
    }

    @Test("One receipt brings several lots of a product, each with the supplier's number and its certificate")
    func severalLots() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchase = try shop.purchase(["\(Shop.a)=40", "\(Shop.b)=50"])
        try shop.done(["purchase", "send", purchase])
        let receive = ["purchase", "receive", purchase, "--line", "\(Shop.a)=30", "--lot"]
        for lots in [
            ["\(Shop.a)=P-1:10", "\(Shop.a)=P-2:19"], ["\(Shop.a)=P-1:30", "\(Shop.a)=P-2"], ["\(Shop.a)=P-1:29"],
        ] {
            #expect(try shop.refused(receive + lots)["code"] == "lot_quantity_differs")
        }
        let two = ["\(Shop.a)=P-1:10", "\(Shop.a)=P-2"]
        _ = try shop.refused(receive + two + ["--certificate", "P-3=26-4711"], status: 64)
        _ = try shop.refused(receive + ["\(Shop.a)=P-1:1", "\(Shop.a)=P-1:29"], status: 64)
        let received = try shop.done(
            receive + two + [
                "--supplier-lot", "P-1=HS-77", "P-2=HS-78", "--certificate", "P-2=26-4711", "--landed", "3.00",
            ])
        let receipt = try #require((received["receipts"] as? [[String: Any]])?.first)
        let line = try #require((receipt["lines"] as? [[String: Any]])?.first)
        let parts = line["lots"] as? [[String: Any]] ?? []
        #expect(parts.map { "\($0["lot"] ?? "")=\($0["quantity"] ?? "")" } == ["P-1=10", "P-2=20"])
        #expect(line["lot"] is NSNull)
        shop.expect(line, ["landed": "3.00"])
        #expect(try lots(shop) == ["P-1@MAIN": 10, "P-2@MAIN": 20])
        shop.expect(try shop.done(["lot", "show", Shop.a, "P-1"]), ["supplier": "LOTUS", "supplier_lot": "HS-77"])
        shop.expect(
            try shop.done(["lot", "show", Shop.a, "P-2"]), ["supplier_lot": "HS-78", "certificate": "26-4711"])
        // What is said of a lot holds; another certificate would be that of other goods.
        let other = [
            "purchase", "receive", purchase, "--line", "\(Shop.a)=5", "--lot", "\(Shop.a)=P-2", "--certificate",
            "P-2=X",
        ]
        #expect(try shop.refused(other)["code"] == "lot_contradicts")
        #expect(
            try shop.refused(["stock", "receive", Shop.a, "1", "--cost", "1", "--lot", "P-2", "--certificate", "X"])[
                "code"]
                == "lot_contradicts")
        #expect(try shop.broken() == [])
        // Undone, both lots are gone again.
        try shop.done(["purchase", "reverse", receipt["receipt"] as? String ?? "", "--reason", "the neighbour's"])
        #expect(try lots(shop) == [:])
        #expect(try shop.broken() == [])
    }

    @Test("Of several lots in a receipt no more nor less is of them than came in")
    func wholeLots() throws {
        let shop = Shop.current
        try shop.done(["rate", "add", "USD", "EUR", "0.9", "--on", "2026-01-01"])
        let purchase = try shop.purchase(["\(Shop.a)=40"])
        try shop.done(["purchase", "send", purchase])
        try shop.done([
            "purchase", "receive", purchase, "--line", "\(Shop.a)=4", "--lot", "\(Shop.a)=P-1:1", "\(Shop.a)=P-2:3",
        ])
        // A second line of the receipt's kind, with lots that are too few.
        let fault = try shop.fault(
            of: """
                INSERT INTO purchase_receipt (number, purchase_id, location_id, received_on, base_currency, rate, is_inverse, landed)
                SELECT 'RC-X', purchase_id, location_id, received_on, base_currency, rate, is_inverse, 0 FROM purchase_receipt;
                INSERT INTO purchase_receipt_line (receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
                SELECT entry.id, entry.purchase_id, line.id, 3, 1, 0, 1 FROM purchase_receipt AS entry
                JOIN purchase_order_line AS line ON line.purchase_id = entry.purchase_id WHERE entry.number = 'RC-X';
                INSERT INTO purchase_receipt_lot (receipt_line, lot_id, quantity)
                SELECT max(line.id), min(lot.id), 2 FROM purchase_receipt_line AS line CROSS JOIN lot;
                INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, receipt_line, effective_on)
                SELECT lot.product_id, 'received', location.id, 3, 1, (SELECT max(id) FROM purchase_receipt_line), current_date
                FROM lot CROSS JOIN location WHERE lot.code = 'P-1' AND location.code = 'MAIN'
                """)
        #expect(fault == "purchase_receipt_lot_whole")
    }

    @Test("A certificate and an inspection are kept, and the product is graded by what was found")
    func inspected() throws {
        let shop = Shop.current
        try receive(shop, 5, "L1")
        let set = try shop.done([
            "lot", "set", Shop.a, "L1", "--certificate", "26-4711", "--issuer", "Gemlab", "--certified-on",
            "2026-10-30",
            "--supplier", "LOTUS",
        ])
        shop.expect(
            set,
            [
                "certificate": "26-4711", "certificate_issuer": "Gemlab", "certified_on": "2026-10-30",
                "supplier": "LOTUS",
            ])
        #expect(set["inspection"] is NSNull)
        func criterion(_ id: String) throws -> String? {
            let shown = try shop.done(["product", "show", Shop.a])
            let criteria = (shown["iastm"] as? [String: Any])?["criteria"] as? [[String: Any]]
            return criteria?.first { $0["id"] as? String == id }?["result"] as? String
        }
        #expect(try criterion("P9") == "unknown")
        #expect(try criterion("U4") == "unknown")
        let accepted = try shop.done([
            "lot", "inspect", Shop.a, "L1", "--result", "accepted", "--sample", "8", "--inspector", "Q", "--on",
            "2026-11-02", "chip_max_mm=0.1", "mohs=6.5",
        ])
        shop.expect(accepted, ["inspection": "accepted"])
        let inspection = try #require((accepted["inspections"] as? [[String: Any]])?.first)
        shop.expect(inspection, ["inspected_on": "2026-11-02", "inspector": "Q"])
        shop.expect(inspection, ["sample": 8])
        #expect(inspection["measured"] as? [String: String] == ["chip_max_mm": "0.1", "mohs_tested_lot": "6.5"])
        #expect(try criterion("P9") == "pass")
        #expect(try criterion("U4") == "pass")

        // Another lot that lies here and is rejected takes the grade away, until it is gone.
        try receive(shop, 2, "L2")
        try shop.done(["lot", "inspect", Shop.a, "L2", "--result", "rejected", "--note", "chipped", "chip_max_mm=0.5"])
        #expect(try criterion("P9") == "fail")
        #expect(try criterion("U4") == "fail")
        try shop.done(["lot", "inspect", Shop.a, "L1", "--result", "accepted", "chip_max_mm=0.1"])
        #expect(try criterion("P9") == "fail")
        try shop.done(["lot", "inspect", Shop.a, "L2", "--result", "accepted"])
        #expect(try criterion("P9") == "pass")
        try shop.done(["lot", "set", Shop.a, "L2", "--supplier-lot", "S-7"])
        let other = try shop.refused([
            "stock", "receive", Shop.a, "1", "--cost", "2.10", "--lot", "L2", "--supplier-lot", "S-8",
        ])
        #expect(other["code"] == "lot_contradicts" && other["message"] == "lot L2 of \(Shop.a) came as S-7, not as S-8")
        // What was found before the latest inspection says nothing of the lot now.
        let outdated = try shop.refused([
            "lot", "inspect", Shop.a, "L2", "--result", "rejected", "--on", "2026-11-01",
        ])
        #expect(outdated["code"] == "inspection_outdated")
        let list = try shop.rows(["lot", "list", "--sku", Shop.a])
        #expect(list.map { $0["lot"] as? String } == ["L1", "L2"])
        #expect(
            try shop.rows(["lot", "list", "--limit", "1", "--after", "\(Shop.a) L1"]).first?["lot"] as? String == "L2")
        #expect(try shop.broken() == [])
    }

    @Test("What cannot be is refused, and nothing is kept of it")
    func refused() throws {
        let shop = Shop.current
        try receive(shop, 5, "L1")
        try receive(shop, 5, "L2")
        let order = try shop.allocated("NORD", ["\(Shop.a)=8"])
        let all = [
            RefusedOrder("lot_unknown", "lot show \(Shop.a) X"), RefusedOrder("product_unknown", "lot show X L1"),
            RefusedOrder("lot_unknown", "order ship \(order) --lot \(Shop.a)=X"),
            RefusedOrder("out_of_stock", "order ship \(order) --lot \(Shop.a)=L1"),
            RefusedOrder("line_unknown", "order ship \(order) --lot \(Shop.b)=L1"),
            RefusedOrder("usage", "order ship \(order) --lot \(Shop.a)", status: 64),
            RefusedOrder("code_invalid", "stock receive \(Shop.a) 1 --cost 1 --lot é"),
            RefusedOrder("usage", "stock receive \(Shop.a) 1 --cost 1 --supplier-lot X", status: 64),
            RefusedOrder("certificate_missing", "lot set \(Shop.a) L1 --issuer Gemlab"),
            RefusedOrder("supplier_unknown", "lot set \(Shop.a) L1 --supplier X"),
            RefusedOrder("day_in_future", "lot set \(Shop.a) L1 --certificate 1 --certified-on 2199-01-01"),
            RefusedOrder("field_unknown", "lot inspect \(Shop.a) L1 --result accepted colour=red", status: 64),
            RefusedOrder("value_invalid", "lot inspect \(Shop.a) L1 --result accepted chip_max_mm=-1", status: 65),
            RefusedOrder("day_in_future", "lot inspect \(Shop.a) L1 --result accepted --on 2199-01-01"),
            RefusedOrder("usage", "lot inspect \(Shop.a) L1 --result fine", status: 64),
        ]
        for refused in all {
            #expect(
                try shop.refused(refused.words, status: refused.status)["code"] == refused.code, "\(refused.command)")
        }
        #expect(try lots(shop) == ["L1@MAIN": 5, "L2@MAIN": 5])
        #expect(try shop.done(["lot", "show", Shop.a, "L1"])["inspection"] is NSNull)
        for (sql, constraint) in [
            ("UPDATE stock_lot_balance SET on_hand = 9", "42501"),
            ("INSERT INTO stock_movement_lot VALUES (1, 1, 1)", "42501"),
            ("INSERT INTO lot (product_id, code) SELECT product_id, code FROM lot LIMIT 1", "lot_code_unique"),
            (
                "INSERT INTO lot_inspection (lot_id, inspected_on, result) SELECT min(id), current_date, 'maybe' FROM lot",
                "lot_inspection_result_known"
            ),
        ] {
            #expect(try shop.fault(of: sql, as: "nephrite_app") == constraint, "\(sql)")
        }
        #expect(try shop.broken() == [])
    }

    @Test("A receipt whose lot has left is not undone, and the refusal says of which lot how many are where")
    func undoneLot() throws {
        let shop = Shop.current
        try receive(shop, 5, "L1")
        try receive(shop, 5, "L2")
        let number = try shop.allocated("NORD", ["\(Shop.a)=4"])
        try shop.done(["order", "ship", number, "--lot", "\(Shop.a)=L2"])
        // Six lie there, five of which would go: those of L2 are not so many.
        let movement = try shop.value(of: "SELECT max(id) FROM nephrite.stock_movement WHERE kind = 'received'")
        let error = try shop.refused(["stock", "reverse", movement, "--reason", "typed twice"])
        #expect(error["code"] == "out_of_stock" && error["message"] == "MAIN has 1 of lot L2 of \(Shop.a), not 5")
        #expect(error["remedy"]?.contains("nephrite lot show") == true)
        let named = try shop.allocated("NORD", ["\(Shop.a)=3"])
        let short = try shop.refused(["order", "ship", named, "--lot", "\(Shop.a)=L2"])
        #expect(short["message"] == "MAIN has 1 of lot L2 of \(Shop.a), not 3")
        #expect(try shop.broken() == [])
    }

    @Test("A shipment passes over lots that were rejected; what was promised of them alone does not leave")
    func rejected() throws {
        let shop = Shop.current
        try receive(shop, 5, "BAD")
        try receive(shop, 5, "GOOD")
        let number = try shop.allocated("NORD", ["\(Shop.a)=7"])
        try shop.done(["lot", "inspect", Shop.a, "BAD", "--result", "rejected"])
        // The promise is from before; 5 of the 7 can leave.
        shop.expect(
            try shop.done(["stock", "show", Shop.a]), ["on_hand": 10, "allocated": 7, "rejected": 5, "available": 0])
        for (words, code, message) in [
            ([], "lot_rejected", "MAIN has 5 of \(Shop.a) that was not rejected, not 7: 5 of lot BAD were"),
            (["--lot", "\(Shop.a)=BAD"], "out_of_stock", "MAIN has 5 of lot BAD of \(Shop.a), not 7"),
            (
                ["--line", "\(Shop.a)=1", "--lot", "\(Shop.a)=BAD"], "lot_rejected",
                "1 of lot BAD of \(Shop.a) would leave, which was rejected when it was inspected"
            ),
        ] as [([String], String, String)] {
            let error = try shop.refused(["order", "ship", number] + words)
            #expect(error["code"] == code && error["message"] == message, "\(error)")
        }
        #expect(try lots(shop) == ["BAD@MAIN": 5, "GOOD@MAIN": 5])
        #expect(shipped(try shop.done(["order", "ship", number, "--line", "\(Shop.a)=4"])) == ["GOOD=4"])
        #expect(try shop.broken() == [])
        // As the remedy says: the promise back, the lot away by its name, and what is good again.
        try shop.done(["order", "release", number])
        try shop.done(["location", "add", "HELD", "--held"])
        let aside = ["stock", "transfer", Shop.a, "5", "--from", "MAIN", "--to", "HELD", "--lot"]
        #expect(try shop.refused(aside + ["X"])["code"] == "lot_unknown")
        #expect(try shop.refused(aside + ["GOOD"])["code"] == "out_of_stock")
        shop.expect(
            try shop.done(aside + ["BAD"]), ["on_hand": 6, "allocated": 0, "held": 5, "rejected": 5, "available": 1])
        #expect(try lots(shop) == ["BAD@HELD": 5, "GOOD@MAIN": 1])
        shop.expect(try shop.done(["order", "allocate", number], status: 3), ["allocation": "partial"])
        #expect(shipped(try shop.done(["order", "ship", number])).last == "GOOD=1")
        try shop.done(["lot", "inspect", Shop.a, "BAD", "--result", "accepted"])
        try shop.done(["stock", "transfer", Shop.a, "5", "--from", "HELD", "--to", "MAIN"])
        try shop.done(["order", "allocate", number])
        #expect(shipped(try shop.done(["order", "ship", number])).last == "BAD=2")
        #expect(try shop.broken() == [])
    }

    @Test("What lies in rejected lots is promised to nobody, however goods are promised")
    func rejectedIsNotAvailable() throws {
        let shop = Shop.current
        try receive(shop, 10, "BAD")
        try shop.done(["lot", "inspect", Shop.a, "BAD", "--result", "rejected"])
        let shown = try shop.done(["stock", "show", Shop.a])
        shop.expect(shown, ["on_hand": 10, "allocated": 0, "rejected": 10, "available": 0])
        let place = try #require((shown["locations"] as? [[String: Any]])?.first)
        shop.expect(place, ["on_hand": 10, "allocated": 0, "rejected": 10, "available": 0])
        let past = try shop.done(["stock", "show", Shop.a, "--as-of", shop.today()])
        #expect(past["rejected"] is NSNull && past["available"] is NSNull)
        #expect(try shop.value(of: "SELECT available FROM stock_available") == "0")

        let number = try shop.order("NORD", ["\(Shop.a)=3"])
        try shop.done(["order", "confirm", number])
        #expect(try shop.refused(["order", "allocate", number])["code"] == "out_of_stock")
        #expect(try covered(shop) == 0)
        shop.expect(
            try shop.done(["order", "what-if", "--customer", "NORD", "--line", "\(Shop.a)=1"]), ["allocation": "none"])
        let imported = try shop.start(
            ["order", "import", "-", "--format", "ndjson", "--confirm", "--allocate"],
            input: #"{"customer":"NORD","po_number":"T-1","lines":[{"sku":"\#(Shop.a)","quantity":2}]}"# + "\n"
        ).finish()
        #expect(imported.output.contains("not in stock: 2 of \(Shop.a)"))

        // Beside it good ones are, as many as there are of them and elsewhere too.
        try receive(shop, 4, "GOOD")
        try shop.done(["stock", "receive", Shop.a, "1", "--cost", "2.00"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 15, "rejected": 10, "available": 5])
        #expect(try covered(shop) == 5)
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["allocated": 5, "available": 0])
        #expect(shipped(try shop.done(["order", "ship", number])) == ["GOOD=3"])
        #expect(try lots(shop) == ["BAD@MAIN": 10, "GOOD@MAIN": 1])
        #expect(try shop.broken() == [])
    }

    @Test("A named lot is taken where its goods were promised: none of a location whose lot was rejected")
    func promisedElsewhere() throws {
        let shop = Shop.current
        try shop.done(["location", "add", "B"])
        for place in ["B", "MAIN"] {
            try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.00", "--lot", "L1", "--location", place])
        }
        try receive(shop, 10, "L2")
        try shop.done(["lot", "inspect", Shop.a, "L1", "--result", "rejected"])
        let number = try shop.allocated("NORD", ["\(Shop.a)=10"])
        #expect(shipped(try shop.done(["order", "ship", number, "--lot", "\(Shop.a)=L2"])) == ["L2=10"])
        #expect(try lots(shop) == ["L1@B": 10, "L1@MAIN": 10])
        #expect(try shop.broken() == [])
    }

    /// How many a covering gave to who waits.
    private func covered(_ shop: Shop) throws -> Int {
        let rows = try shop.done(["stock", "cover", Shop.a])["covered"] as? [[String: Any]]
        return (rows ?? []).reduce(0) { $0 + ($1["quantity"] as? Int ?? 0) }
    }
}
