import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("Stock split by lots")
struct StockByLotTests {
    /// Ten of A came in lots of four, three and three, the second of which was rejected, and two in none; five are promised
    /// to two orders, and one was sold on 5 February.
    private func shop() throws -> ReportWorkshop {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO supplier (id, code, name, currency) OVERRIDING SYSTEM VALUE VALUES (1, 'JADE', 'Jade Mill', 'EUR');
            INSERT INTO lot (id, product_id, code, supplier_id, certificate) OVERRIDING SYSTEM VALUE
                SELECT made.id, product.id, made.code, 1, made.certificate FROM product,
                    (VALUES (1, 'L/1', 'C-1'), (2, 'L2', NULL), (3, 'L3', NULL)) AS made (id, code, certificate)
                WHERE product.sku = 'A';
            INSERT INTO lot_inspection (lot_id, inspected_on, result) VALUES (1, '2026-01-20', 'accepted'), (2, '2026-02-10', 'rejected');
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, lot_id, effective_on)
                SELECT product.id, 'received', location.id, came.quantity, came.cost, came.lot, came.day::date
                FROM (VALUES (1, 'A', 4, 1.115, 1, '2026-01-10'), (2, 'A', 3, 1.115, 2, '2026-01-20'), (3, 'A', 3, 1.115, 3, '2026-02-01'),
                    (4, 'A', 2, 1.115, NULL, '2026-02-02'), (5, 'B', 1, 7, NULL, '2026-02-02')) AS came (place, sku, quantity, cost, lot, day)
                JOIN product ON product.sku = came.sku JOIN location ON location.code = 'MAIN' ORDER BY came.place;
            INSERT INTO stock_movement (product_id, kind, from_location, quantity, reason, effective_on)
                SELECT product.id, 'adjusted', location.id, 1, 'lost', '2026-02-05' FROM product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, reason, lot_id, effective_on)
                SELECT product.id, 'transferred', source.id, target.id, 1, 'moved', 3, '2026-02-06'
                FROM product, location AS source, location AS target
                WHERE product.sku = 'A' AND source.code = 'MAIN' AND target.code = 'HOLD';
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT made.id, 'SO-2026-00000' || made.id, customer.id, 'confirmed', customer.currency, 2,
                    'net30', 0, 0, 0, '2026-02-01' FROM (VALUES (1), (2)) AS made (id) JOIN customer ON customer.code = 'NORD';
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net, price_rule)
                OVERRIDING SYSTEM VALUE SELECT orders.id, orders.id, 1, product.id, 'A', 'A', 'C62', 3, false, 5, 15, 'given'
                FROM sales_order AS orders, product WHERE product.sku = 'A';
            INSERT INTO stock_allocation (line_id, product_id, location_id, quantity, since)
                SELECT made.line, product.id, location.id, made.quantity, made.since::timestamptz
                FROM (VALUES (1, 2, '2026-02-07'), (2, 2, '2026-02-08')) AS made (line, quantity, since), product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            """)
        return workshop
    }

    @Test("Each lot has a row, what is of none has one too, and promises go to the lots that leave first", .migrated)
    func rows() throws {
        let workshop = try shop()
        let document = try workshop.run(.stockOnHand) { $0.by = "lot" }
        #expect(
            document.lines == [
                "A,Alpha,nephrite,heart,unassessed,HOLD,L3,2026-02-01,,JADE,,,1,0,0,1.115,EUR,1.12",
                "A,Alpha,nephrite,heart,unassessed,MAIN,L/1,2026-01-10,,JADE,C-1,accepted,3,3,0,1.115,EUR,3.35",
                "A,Alpha,nephrite,heart,unassessed,MAIN,L2,2026-01-20,,JADE,,rejected,3,0,0,1.115,EUR,3.34",
                "A,Alpha,nephrite,heart,unassessed,MAIN,L3,2026-02-01,,JADE,,,2,1,1,1.115,EUR,2.23",
                "A,Alpha,nephrite,heart,unassessed,MAIN,,,,,,,2,0,2,1.115,EUR,2.23",
                "B,Beta,nephrite,wing,unassessed,MAIN,,,,,,,1,0,1,7.00,EUR,7.00",
            ])
        // The second lot was rejected on 10 February only; what was promised on a past day is not kept.
        #expect(
            try workshop.run(.stockOnHand) { ($0.by, $0.asOf, $0.filters) = ("lot", "2026-02-01", ["sku=A"]) }.lines
                == [
                    "A,Alpha,nephrite,heart,unassessed,MAIN,L/1,2026-01-10,,JADE,C-1,accepted,4,,,1.115,EUR,4.46",
                    "A,Alpha,nephrite,heart,unassessed,MAIN,L2,2026-01-20,,JADE,,,3,,,1.115,EUR,3.35",
                    "A,Alpha,nephrite,heart,unassessed,MAIN,L3,2026-02-01,,JADE,,,3,,,1.115,EUR,3.34",
                ])
        #expect(
            try workshop.run(.stockOnHand) { ($0.by, $0.filters) = ("lot", ["inspection=rejected"]) }.rows.count == 1)
        #expect(try workshop.run(.stockOnHand) { ($0.by, $0.filters) = ("lot", ["lot="]) }.rows.count == 2)
        #expect(document.keyColumns.map(\.name) == ["sku", "location", "lot"])
        #expect(document.groupColumn == "material")
    }

    @Test("The sums are those of the report without lots, and the pieces those of the raw movements", .migrated)
    func sums() throws {
        let workshop = try shop()
        let owner = try Connection(TestDatabase.current.conninfo, applicationName: "lots")
        for day in [nil, "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-05", "2026-02-06"] {
            let whole = try workshop.run(.stockOnHand) { $0.asOf = day }
            let split = try workshop.run(.stockOnHand) { ($0.asOf, $0.by) = (day, "lot") }
            for column in ["on_hand", "allocated", "available", "value"] {
                #expect(split.sum(column) == whole.sum(column), "\(column) \(day ?? "today")")
                guard day == nil || ["on_hand", "value"].contains(column) else { continue }
                for key in ["sku", "location"] {
                    #expect(split.sums(column, by: key) == whole.sums(column, by: key), "\(column) \(day ?? "today")")
                }
            }
            let raw = try owner.fetch(SelectRawLots(day: day ?? "2026-12-31"))
            let shown = split.sums("on_hand", by: "lot").filter { $0.key != "" }
            #expect(shown.map { "\($0.key) \($0.value.text())" }.sorted() == raw, "\(day ?? "today")")
        }
    }

    @Test(
        "What lies of a lot, what of it is promised and what can be, is explained by rows that are the lot's", .migrated
    )
    func explained() throws {
        let workshop = try shop()
        var request = ReportRequest()
        request.by = "lot"
        func lines(_ figure: String) throws -> [String] {
            try workshop.reports.explain(figure, of: .stockOnHand, request).lines
        }
        func cells(_ figure: String, _ columns: String...) throws -> [[String]] {
            let rows = try workshop.reports.explain(figure, of: .stockOnHand, request)
            return rows.rows.map { row in columns.map { rows.index(of: $0).map { row[$0].text() } ?? "?" } }
        }
        // A code of a lot may have the sign that joins keys.
        #expect(
            try cells("A/MAIN/L/1.on_hand", "day", "kind", "change") == [
                ["2026-01-10", "received", "4"], ["2026-02-05", "adjusted", "-1"],
            ])
        #expect(
            try cells("A/MAIN/L3.on_hand", "day", "kind", "change") == [
                ["2026-02-01", "received", "3"], ["2026-02-06", "transferred", "-1"],
            ])
        #expect(try cells("A/MAIN/.on_hand", "day", "kind", "change") == [["2026-02-02", "received", "2"]])
        // The first promise takes two of the first lot, the second its last piece and one of the third.
        #expect(
            try cells("A/MAIN/L/1.allocated", "order", "quantity") == [
                ["SO-2026-000001", "2"], ["SO-2026-000002", "1"],
            ])
        #expect(try cells("A/MAIN/L3.allocated", "order", "quantity") == [["SO-2026-000002", "1"]])
        #expect(try cells("A/MAIN/L2.allocated", "order", "quantity") == [])
        #expect(try lines("A/MAIN/L2.available") == ["MAIN,3,0,3,0"])
        #expect(try lines("A/MAIN/L3.available") == ["MAIN,2,1,0,1"])
        #expect(try lines("A/HOLD/L3.available") == ["HOLD,1,0,0,0"])
    }
}

/// The pieces of each lot, counted from the movements themselves.
private struct SelectRawLots: Statement {
    static let sql = """
        SELECT lot.code || ' ' || sum(CASE WHEN movement.to_location IS NULL THEN -part.quantity
            WHEN movement.from_location IS NULL THEN part.quantity ELSE 0 END) AS lying
        FROM nephrite.stock_movement_lot AS part
        JOIN nephrite.stock_movement AS movement ON movement.id = part.movement_id
        JOIN nephrite.lot ON lot.id = part.lot_id
        WHERE movement.effective_on <= $1::date GROUP BY lot.code ORDER BY lot.code COLLATE "C"
        """
    let day: String

    var parameters: [any ParameterConvertible] { [day] }
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("lying") }
}
