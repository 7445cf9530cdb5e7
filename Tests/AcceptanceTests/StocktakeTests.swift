import Foundation
import TestSupport
import Testing

@Suite("Stocktakes and closed periods", .database(Shop.open))
struct StocktakeTests {
    private func count(_ number: Int) -> String { "CT-\(Shop.year)-00000\(number)" }

    private func lines(_ answer: [String: Any]) throws -> [[String: Any]] {
        try #require(answer["lines"] as? [[String: Any]])
    }

    @Test("What one count corrects, another that is open does not correct again")
    func countsBeside() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "40", "--cost", "1.80"])
        try shop.done(["stock", "receive", Shop.b, "10", "--cost", "1.80"])
        try shop.done(["location", "add", "SOUTH", "--name", "South"])
        try shop.done(["stock", "count", "open", "--location", "MAIN"])
        try shop.done(["stock", "count", "open"])
        // Of several locations a figure says where it is from.
        let refused = try shop.refused(["stock", "count", "enter", count(2), "\(Shop.a)=30"], status: 64)
        #expect(refused["code"] == "location_missing")
        try shop.done(["stock", "count", "enter", count(1), "\(Shop.a)=30", "\(Shop.c)=4"])
        try shop.done([
            "stock", "count", "enter", count(2), "--location", "MAIN", "\(Shop.a)=29", "\(Shop.b)=12",
        ])
        try shop.done(["stock", "count", "post", count(1)])
        // What the first found where nothing was expected, the second is to find too.
        try shop.done(["stock", "count", "enter", count(2), "--location", "MAIN", "\(Shop.c)=4"])
        let posted = try lines(shop.done(["stock", "count", "post", count(2)]))
        #expect(posted.map { $0["expected"] as? Int } == [30, 10, 4])
        #expect(posted.map { $0["variance"] as? Int } == [-1, 2, 0])
        #expect(
            try [Shop.a, Shop.b, Shop.c].map { try shop.done(["stock", "show", $0])["on_hand"] as? Int } == [29, 12, 4])
        #expect(try shop.broken() == [])
        // Two figures of one thing are no figure, and neither is one without a place.
        try shop.done(["stock", "count", "open"])
        let text = "sku,counted,location\n\(Shop.a),20,MAIN\n\(Shop.a),9,MAIN\n\(Shop.b),3,\n"
        let outcome = try shop.start(["stock", "count", "import", count(3), "-"], input: text).finish()
        #expect(outcome.status == 65)
        let fault = try outcome.error()
        #expect(fault["code"] == "figures_invalid")
        #expect(
            fault["message"]
                == "line 3: \(Shop.a) at MAIN has a figure in line 2; give their sum in one; line 4: no location, and the count is of several"
        )
    }

    @Test("A count is opened, entered, reviewed and posted; what moved meanwhile stays counted")
    func story() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["stock", "receive", Shop.b, "5", "--cost", "4.20"])
        let opened = try shop.done(["stock", "count", "open", "--location", "MAIN"])
        shop.expect(opened, ["count": count(1), "state": "open", "location": "MAIN"])
        shop.expect(opened, ["line_count": 2, "counted": 0])
        // Two of A leave while it is counted.
        let order = try shop.allocated("NORD", ["\(Shop.a)=2"])
        try shop.done(["order", "ship", order])
        // Nine of A were found at the opening, one too few, and three of C that nobody knew of.
        try shop.done(["stock", "count", "enter", count(1), "\(Shop.a)=8"])
        try shop.done(["stock", "count", "enter", count(1), "\(Shop.a)=9", "\(Shop.c)=3"])
        let review = try lines(shop.done(["stock", "count", "review", count(1)]))
        #expect(review.map { $0["sku"] as? String } == [Shop.a, Shop.b, Shop.c])
        #expect(review.map { $0["variance"] as? Int } == [-1, nil, 3])
        #expect(review.allSatisfy { ($0["name"] as? String)?.isEmpty == false })
        let dry = try shop.done(["stock", "count", "post", count(1), "--dry-run"])
        shop.expect(dry, ["state": "posted"])
        let posted = try shop.done(["stock", "count", "post", count(1)])
        shop.expect(posted, ["state": "posted"])
        shop.expect(try shop.done(["stock", "show", Shop.a]), ["on_hand": 7])
        shop.expect(try shop.done(["stock", "show", Shop.b]), ["on_hand": 5])
        shop.expect(try shop.done(["stock", "show", Shop.c]), ["on_hand": 3])
        let last = try #require(try shop.rows(["stock", "history", Shop.a]).last)
        shop.expect(last, ["kind": "counted", "count": count(1)])
        #expect(try shop.rows(["stock", "count", "list"]).map { $0["count"] as? String } == [count(1)])
        let report = Program(command: [Program.folder.appendingPathComponent("nephrite-report").path])
        let outcome = try report.run("stocktake", "-O", "json", "--database", shop.conninfo)
        let rows = try #require(try outcome.object()["rows"] as? [[String: Any]])
        #expect(rows.map { $0["difference"] as? Int } == [-1, nil, 3])
        // At the average as it was corrected; nobody knows what C costs.
        #expect(rows.map { $0["value"] as? String } == ["-2.10", nil, nil])
        #expect(rows.allSatisfy { ($0["approved_by"] as? String)?.isEmpty == false })
        // A line of a count is its own explanation.
        let explained = try report.run(
            "stocktake", "--explain", "\(count(1))/\(Shop.a).difference", "-O", "json", "--database", shop.conninfo)
        let totals = try #require(try explained.object()["totals"] as? [String: Any])
        #expect(totals["difference"] as? Int == -1 && totals.count == 1, "\(totals)")
        #expect(try shop.broken() == [])
    }

    @Test("A count below what is promised takes the youngest promises back, and says so")
    func released() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        let first = try shop.allocated("NORD", ["\(Shop.a)=6"])
        let second = try shop.allocated("NORD", ["\(Shop.a)=4"])
        try shop.done(["stock", "count", "open"])
        try shop.done(["stock", "count", "enter", count(1), "--location", "MAIN", "\(Shop.a)=7"])
        let posted = try shop.done(["stock", "count", "post", count(1)])
        let released = try #require(posted["released"] as? [[String: Any]])
        #expect(released.map { $0["order"] as? String } == [second])
        #expect(released.map { $0["quantity"] as? Int } == [3])
        shop.expect(try shop.done(["order", "show", first]), ["allocation": "full"])
        shop.expect(try shop.done(["order", "show", second]), ["allocation": "partial"])
        #expect(try shop.broken() == [])
    }

    @Test("Figures come from a table: the list that was printed, filled in, or one of another's making")
    func table() throws {
        let shop = Shop.current
        for sku in [Shop.a, Shop.b, Shop.c] { try shop.done(["stock", "receive", sku, "10", "--cost", "2.10"]) }
        try shop.done(["stock", "count", "open", "--location", "MAIN"])
        let printed = try shop.nephrite.run(
            "stock", "count", "show", count(1), "-O", "csv", "--database", shop.conninfo
        ).output
        let filled = printed.split(separator: "\r\n").map { line in
            line.contains(Shop.a) ? String(line).replacing(",10,,", with: ",10,9,") : String(line)
        }.joined(separator: "\r\n")
        func take(_ text: String, status: Int32 = 0) throws -> Program.Outcome {
            let outcome = try shop.start(["stock", "count", "import", count(1), "-"], input: text).finish()
            try #require(outcome.status == status, "\(outcome.errors)\n\(text)")
            return outcome
        }
        shop.expect(try take(filled).object(), ["counted": 1])
        shop.expect(try take("SKU;Counted;note\n\(Shop.b);12;\"a; b\"\n\(Shop.c);;\n").object(), ["counted": 2])
        #expect(try take("sku,counted\n\(Shop.a),many\n,3\n", status: 65).error()["code"] == "figures_invalid")
        #expect(try take("name,number\nx,1\n", status: 65).error()["code"] == "file_not_table")
        #expect(try take("", status: 65).error()["code"] == "file_empty")
        let review = try lines(shop.done(["stock", "count", "review", count(1)]))
        #expect(review.map { $0["variance"] as? Int } == [-1, 2, nil])
    }

    @Test("A count is refused by name, and nothing of it is kept")
    func refused() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10"])
        try shop.done(["location", "add", "SOUTH", "--name", "South"])
        func code(_ words: [String], _ status: Int32 = 1) throws -> String? {
            try shop.refused(["stock", "count"] + words, status: status)["code"]
        }
        #expect(try code(["open", "--location", "X"]) == "location_unknown")
        #expect(try code(["enter", count(1), "\(Shop.a)=1"]) == "count_unknown")
        try shop.done(["stock", "count", "open", "--location", "MAIN"])
        #expect(try code(["post", count(1)]) == "nothing_counted")
        #expect(try code(["enter", count(1), "\(Shop.a)=1", "NONE=2"]) == "product_unknown")
        #expect(try code(["enter", count(1), "--location", "SOUTH", "\(Shop.a)=1"]) == "location_unknown")
        shop.expect(try shop.done(["stock", "count", "show", count(1)]), ["counted": 0])
        // All ten leave, so that one cannot be missing any more.
        try shop.done(["stock", "count", "enter", count(1), "\(Shop.a)=9"])
        try shop.done(["stock", "adjust", Shop.a, "-10", "--reason", "sold by hand"])
        #expect(try code(["post", count(1)]) == "out_of_stock")
        shop.expect(try shop.done(["stock", "count", "cancel", count(1)]), ["state": "cancelled"])
        #expect(try code(["enter", count(1), "\(Shop.a)=1"]) == "count_not_open")
        #expect(try code(["post", count(1)]) == "count_not_open")
        #expect(try shop.broken() == [])
        #expect(
            try shop.fault(of: "UPDATE stock_count_line SET counted = 1", as: "nephrite_app")
                == "stock_count_line_of_open_count")
    }

    @Test("A closed period takes no movement, and is closed for good")
    func period() throws {
        let shop = Shop.current
        try shop.done(["stock", "receive", Shop.a, "10", "--cost", "2.10", "--on", "2026-01-15"])
        let closed = try shop.done(["period", "close", "2026-01-31"])
        shop.expect(closed, ["closed_through": "2026-01-31"])
        let late = ["stock", "receive", Shop.a, "1", "--cost", "2.10", "--on"]
        let error = try shop.refused(late + ["2026-01-30"])
        #expect(error["code"] == "period_closed")
        #expect(
            error["message"]
                == "a movement of \(Shop.a) for 2026-01-30 would count for a period that is closed: the ledger is closed through 2026-01-31"
        )
        #expect(error["remedy"]?.contains("--on DAY") == true)
        try shop.done(late + ["2026-02-01"])
        #expect(try shop.refused(["period", "close", "2026-01-31"])["code"] == "period_closed")
        #expect(try shop.refused(["period", "close", "2099-01-01"])["code"] == "day_in_future")
        shop.expect(try shop.done(["stock", "show", Shop.a, "--as-of", "2026-01-31"]), ["on_hand": 10])
        #expect(try shop.rows(["period", "list"]).count == 1)
        #expect(try shop.fault(of: "DELETE FROM closed_period", as: "nephrite_app") == "42501")
        #expect(try shop.fault(of: "UPDATE closed_period SET closed_through = '2000-01-01'") == "23001")
    }

    @Test("A count of five thousand lines is posted in one go")
    func many() throws {
        let shop = Shop.current
        try shop.tamper(
            """
            SET session_replication_role = origin;
            INSERT INTO product (sku) SELECT 'X-' || n FROM generate_series(1, 5000) AS n;
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
            SELECT product.id, 'received', location.id, 5, 1, '2026-01-15' FROM product CROSS JOIN location WHERE sku LIKE 'X-%'
            """)
        try shop.done(["stock", "count", "open", "--location", "MAIN"])
        try shop.done(["stock", "count", "enter", count(1)] + (1...5000).map { "X-\($0)=\($0 % 2 == 0 ? 4 : 5)" })
        let posted = try shop.done(["stock", "count", "post", count(1)])
        shop.expect(posted, ["line_count": 5000, "counted": 5000])
        shop.expect(try shop.done(["stock", "show", "X-4998"]), ["on_hand": 4])
        #expect(try shop.broken() == [])
    }
}
