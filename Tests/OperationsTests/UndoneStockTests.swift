import Operations
import Quantities
import Reporting
import Storage
import TestSupport
import Testing

@Suite("The reports on stock of which some was entered by mistake")
struct UndoneStockTests {
    private let workshop: ReportWorkshop

    init() throws {
        workshop = try ReportWorkshop()
        try workshop.fillMasters()
    }

    /// So many of A at MAIN come in, or leave where it is below zero.
    private func move(_ kind: String, _ change: Int, at cost: String? = nil, on day: String, cause: String = "NULL")
        throws
    {
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, \(change > 0 ? "to_location" : "from_location"), quantity, unit_cost,
                reason, shipment_line, effective_on)
            SELECT product.id, '\(kind)', location.id, \(abs(change)), \(cost ?? "NULL"),
                \(kind == "adjusted" ? "'found'" : "NULL"), \(cause), '\(day)'
            FROM product, location WHERE product.sku = 'A' AND location.code = 'MAIN';
            """)
    }

    /// Undoes the one movement for which a condition holds.
    private func undo(_ condition: String, on day: String) throws {
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, reason, reverses_id, effective_on)
            SELECT product_id, 'reversed', to_location, from_location, quantity, 'by mistake', id, '\(day)'
            FROM stock_movement WHERE \(condition);
            """)
    }

    /// What `stock show`, `stock-on-hand` and `valuation` say of A, each as units, cost of one and value.
    private func said(asOf day: String?) throws -> [[String]] {
        let standing = try Stock(workshop.shop.database).show("A", asOf: day.flatMap(Day.init))
        let stock = try workshop.run(.stockOnHand) { $0.asOf = day }
        let valuation = try workshop.run(.valuation) { $0.asOf = day }
        return [
            [
                "\(standing.balances.map(\.onHand).reduce(0, +))",
                standing.averageCost?.text(minimumFractionDigits: 2) ?? "",
            ]
        ]
            + stock.rows.map { stock.texts("on_hand", "unit_cost", "value", of: $0) }
            + valuation.rows.map { valuation.texts("quantity", "unit_cost", "value", of: $0) }
    }

    private func layers(asOf day: String?) throws -> [[String]] {
        let layers = try workshop.run(.valuation) { ($0.asOf, $0.filters) = (day, ["method=fifo"]) }
        return layers.rows.map { layers.texts("layer_date", "kind", "quantity", "unit_cost", "value", of: $0) }
    }

    private func card(to day: String) throws -> [[String]] {
        let card = try workshop.run(.stockCard) { ($0.from, $0.to) = ("2026-01-01", day) }
        return card.rows.map {
            card.texts(
                "day", "kind", "in", "out", "balance", "unit_cost", "average_cost", "value_change", "value", of: $0)
        }
    }

    @Test("A receipt that was none counts until the day of its counter-entry, and from then on never did", .migrated)
    func receipt() throws {
        try move("received", 10, at: "1", on: "2026-03-01")
        try move("received", 10, at: "100", on: "2026-03-02")
        try undo("unit_cost = 100", on: "2026-03-10")

        // On 5 March nobody knew: (10 × 1 + 10 × 100) / 20.
        #expect(
            try said(asOf: "2026-03-05") == [
                ["20", "50.50"], ["20", "50.50", "1010.00"], ["20", "50.50", "1010.00"],
            ])
        #expect(
            try layers(asOf: "2026-03-05") == [
                ["2026-03-01", "received", "10", "1.00", "10.00"],
                ["2026-03-02", "received", "10", "100.00", "1000.00"],
            ])
        for day in ["2026-03-10", "2026-03-31", nil] {
            #expect(try said(asOf: day) == [["10", "1.00"], ["10", "1.00", "10.00"], ["10", "1.00", "10.00"]])
            #expect(try layers(asOf: day) == [["2026-03-01", "received", "10", "1.00", "10.00"]])
        }
        #expect(
            try workshop.run(.stockAgeing) { $0.asOf = "2026-03-31" }.lines == [
                "A,Alpha,nephrite,10,0,0,0,10,30,2026-03-01,EUR,10.00"
            ])
        #expect(
            try card(to: "2026-03-05") == [
                ["2026-03-01", "received", "10", "0", "10", "1.00", "1.00", "10.00", "10.00"],
                ["2026-03-02", "received", "10", "0", "20", "100.00", "50.50", "1000.00", "1010.00"],
            ])
        // The card keeps both entries, at the average that they leave alone.
        #expect(
            try card(to: "2026-03-31") == [
                ["2026-03-01", "received", "10", "0", "10", "1.00", "1.00", "10.00", "10.00"],
                ["2026-03-02", "received", "10", "0", "20", "1.00", "1.00", "10.00", "20.00"],
                ["2026-03-10", "reversed", "0", "10", "10", "1.00", "1.00", "-10.00", "10.00"],
            ])
        let abc = try workshop.run(.abc) { ($0.from, $0.to) = ("2026-03-01", "2026-03-31") }
        #expect(abc.rows.map { abc.texts("sku", "on_hand", "value", of: $0) } == [["A", "10", "10.00"]])
    }

    @Test("A receipt undone by command is worth the same in every report of the day", .migrated)
    func command() throws {
        let stock = Stock(workshop.shop.database)
        _ = try stock.receive("A", quantity: 10, cost: "1", location: "MAIN", on: nil)
        _ = try stock.receive("A", quantity: 10, cost: "100", location: "MAIN", on: nil)
        let wrong = try #require(try stock.history("A", limit: 10, after: nil).rows.last?.id)
        _ = try Reversing(workshop.shop.database).reverse(movement: Int(wrong), reason: "by mistake")
        let today = try workshop.today().text
        #expect(try said(asOf: nil) == [["10", "1.00"], ["10", "1.00", "10.00"], ["10", "1.00", "10.00"]])
        #expect(try layers(asOf: nil) == [[today, "received", "10", "1.00", "10.00"]])
    }

    @Test("Goods that never left lie there at their own cost, and their margin is taken back", .migrated)
    func shipment() throws {
        try workshop.script(
            """
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT 1, 'SO-2026-000001', id, 'confirmed', 'EUR', 2, 'net30', 0, 0, 0, '2026-03-01'
                FROM customer WHERE code = 'NORD';
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net, price_rule)
                OVERRIDING SYSTEM VALUE SELECT 1, 1, 1, id, sku, sku, 'C62', 10, false, 5, 50, 'given' FROM product WHERE sku = 'A';
            INSERT INTO shipment (id, number, order_id, shipped_on) OVERRIDING SYSTEM VALUE
                VALUES (1, 'SH-2026-000001', 1, '2026-03-02');
            INSERT INTO shipment_line (id, shipment_id, line_id, location_id, quantity) OVERRIDING SYSTEM VALUE
                SELECT 1, 1, 1, id, 10 FROM location WHERE code = 'MAIN';
            """)
        try move("received", 10, at: "1", on: "2026-03-01")
        try move("shipped", -10, on: "2026-03-02", cause: "1")
        try move("received", 10, at: "3", on: "2026-03-05")
        try undo("kind = 'shipped'", on: "2026-03-10")

        #expect(try said(asOf: "2026-03-07") == [["10", "3.00"], ["10", "3.00", "30.00"], ["10", "3.00", "30.00"]])
        #expect(try layers(asOf: "2026-03-07") == [["2026-03-05", "received", "10", "3.00", "30.00"]])
        // (10 × 1 + 10 × 3) / 20.
        for day in ["2026-03-10", "2026-03-31", nil] {
            #expect(try said(asOf: day) == [["20", "2.00"], ["20", "2.00", "40.00"], ["20", "2.00", "40.00"]])
            #expect(
                try layers(asOf: day) == [
                    ["2026-03-01", "received", "10", "1.00", "10.00"],
                    ["2026-03-05", "received", "10", "3.00", "30.00"],
                ])
        }
        #expect(
            try workshop.run(.stockAgeing) { $0.asOf = "2026-04-02" }.lines == [
                "A,Alpha,nephrite,10,10,0,0,20,30,2026-03-01,EUR,40.00"
            ])
        #expect(
            try card(to: "2026-03-31") == [
                ["2026-03-01", "received", "10", "0", "10", "1.00", "1.00", "10.00", "10.00"],
                ["2026-03-02", "shipped", "0", "10", "0", "1.00", "1.00", "-10.00", "0.00"],
                ["2026-03-05", "received", "10", "0", "10", "3.00", "2.00", "20.00", "20.00"],
                ["2026-03-10", "reversed", "10", "0", "20", "2.00", "2.00", "20.00", "40.00"],
            ])

        func margin(_ from: String, _ to: String) throws -> [String] {
            try workshop.run(.margin) { ($0.from, $0.to) = (from, to) }.lines
        }
        // They had cost 10 × 1.00 and take off that, whatever the average became.
        #expect(
            try margin("2026-03-01", "2026-03-07") == [
                "SO-2026-000001,1,NORD,A,A,10,0,EUR,50.00,EUR,50.00,10.00,0.00,40.00,80.0"
            ])
        #expect(
            try margin("2026-03-08", "2026-03-31") == [
                "SO-2026-000001,1,NORD,A,A,-10,0,EUR,-50.00,EUR,-50.00,-10.00,0.00,-40.00,"
            ])
        #expect(
            try margin("2026-03-01", "2026-03-31") == [
                "SO-2026-000001,1,NORD,A,A,0,0,EUR,0.00,EUR,0.00,0.00,0.00,0.00,"
            ])
        let columns = try [("2026-03-01", "2026-03-07"), ("2026-03-08", "2026-03-31")].map { from, to in
            let abc = try workshop.run(.abc) { ($0.from, $0.to) = (from, to) }
            return abc.rows.map { abc.texts("last_sale", "on_hand", "days_of_cover", "value", of: $0) }
        }
        #expect(columns == [[["2026-03-02", "10", "7", "30.00"]], [["", "20", "", "40.00"]]])
    }

    @Test("A correction that was none weighs nothing in the average of what came after", .migrated)
    func correction() throws {
        try move("received", 10, at: "1", on: "2026-03-01")
        try move("adjusted", 10, on: "2026-03-02")
        try move("received", 10, at: "4", on: "2026-03-03")
        try undo("kind = 'adjusted'", on: "2026-03-10")
        // 1 + 3 × 10 / 30, and 1 + 3 × 10 / 20.
        #expect(try said(asOf: "2026-03-05") == [["30", "2.00"], ["30", "2.00", "60.00"], ["30", "2.00", "60.00"]])
        #expect(try said(asOf: nil) == [["20", "2.50"], ["20", "2.50", "50.00"], ["20", "2.50", "50.00"]])
        #expect(
            try layers(asOf: "2026-03-10") == [
                ["2026-03-01", "received", "10", "1.00", "10.00"], ["2026-03-03", "received", "10", "4.00", "40.00"],
            ])
    }
}
