import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The report on margins")
struct MarginReportTests {
    @Test("Each line's net, cost and margin are what left less what came back, movement by movement", .yearOfTrade)
    func agrees() throws {
        let workshop = try ReportWorkshop()
        let raw = try RawTrade(workshop.shop.database.connection)
        let today = try workshop.today()
        var compared = 0
        for (first, last) in [(400, 0), (200, 120), (90, 61), (30, 0)] {
            let (from, to) = (today.adding(days: -first), today.adding(days: -last))
            // Nil where a unit left whose cost was not known yet.
            var costs: [Int: Int128?] = [:], kept: [Int: (before: Int, now: Int)] = [:], lastDays: [Int: Day] = [:]
            _ = raw.standings(through: to) { movement, standing in
                guard let line = movement.line else { return }
                let units = movement.kind == "scrapped" ? 0 : -movement.change
                if movement.day < from {
                    kept[line, default: (0, 0)].before += units
                } else {
                    kept[line, default: (0, 0)].now += units
                    let sum = costs[line] ?? 0
                    costs[line] = .some(
                        sum.flatMap { sum in standing.average.map { sum - Int128(movement.change) * $0 } })
                    lastDays[line] = max(lastDays[line] ?? movement.day, movement.day)
                }
            }
            let document = try workshop.run(.margin) { ($0.from, $0.to) = (from.text, to.text) }
            #expect(document.rows.count == lastDays.count)
            let lines = Dictionary(uniqueKeysWithValues: raw.lines.map { ("\($0.order)/\($0.line)", $0) })
            for row in document.rows {
                let line = try #require(lines[document.texts("order", "line", of: row).joined(separator: "/")])
                let units = try #require(kept[line.id])
                let net = Figure(
                    millionths: line.net(units.before + units.now).millionths - line.net(units.before).millionths)
                let base = raw.inBase(net, line.currency, on: try #require(lastDays[line.id]))
                let cost = try #require(costs[line.id]).map { RawTrade.cents($0, over: RawTrade.finest) }
                let expected = [net, base, cost, cost.map { Figure(millionths: base.millionths - $0.millionths) }]
                let shown = ["net", "net_base", "cost", "margin"].map { document.figure($0, of: row) }
                #expect(shown == expected, "\(line.order)/\(line.line) from \(from) to \(to)")
                let moved = document.figure("shipped", of: row)?.millionths ?? 0
                #expect(
                    moved - (document.figure("returned", of: row)?.millionths ?? 0) == Int128(units.now) * 1_000_000)
                compared += 1
            }
        }
        #expect(compared > 200)
    }

    @Test("What a line earned, with freight in its cost and what came back taken off", .migrated)
    func figures() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO supplier (id, code, name, currency) OVERRIDING SYSTEM VALUE VALUES (1, 'S', 'S', 'EUR');
            INSERT INTO purchase_order (id, number, supplier_id, state, currency, minor_digits, sent_at)
                OVERRIDING SYSTEM VALUE VALUES (1, 'PO-2026-000001', 1, 'sent', 'EUR', 2, '2026-09-01');
            INSERT INTO purchase_order_line (id, purchase_id, line, product_id, sku, name, unit, part_number, ordered, unit_cost, cost_rule)
                OVERRIDING SYSTEM VALUE SELECT 1, 1, 1, id, sku, sku, 'C62', sku, 10, 4, 'given' FROM product WHERE sku = 'A';
            INSERT INTO purchase_receipt (id, number, purchase_id, location_id, received_on, base_currency, rate, is_inverse, landed,
                landed_by) OVERRIDING SYSTEM VALUE
                SELECT 1, 'RC-2026-000001', 1, id, '2026-09-10', 'EUR', 1, false, 5, 'value' FROM location WHERE code = 'MAIN';
            INSERT INTO purchase_receipt_line (id, receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
                OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 1, 10, 4, 5, 4.5);
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, receipt_line, effective_on)
                SELECT product.id, 'received', location.id, 10, 4.5, 1, '2026-09-10' FROM product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT 1, 'SO-2026-000001', id, 'confirmed', 'USD', 2, 'net30', 0, 0, 0, '2026-10-01'
                FROM customer WHERE code = 'BOSTON';
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net, price_rule)
                OVERRIDING SYSTEM VALUE SELECT 1, 1, 1, id, sku, sku, 'C62', 5, false, 9, 45, 'given' FROM product WHERE sku = 'A';
            INSERT INTO shipment (id, number, order_id, shipped_on) OVERRIDING SYSTEM VALUE
                VALUES (1, 'SH-2026-000001', 1, '2026-10-02');
            INSERT INTO shipment_line (id, shipment_id, line_id, location_id, quantity) OVERRIDING SYSTEM VALUE
                SELECT 1, 1, 1, id, 4 FROM location WHERE code = 'MAIN';
            INSERT INTO stock_movement (product_id, kind, from_location, quantity, shipment_line, effective_on)
                SELECT product.id, 'shipped', location.id, 4, 1, '2026-10-02' FROM product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            INSERT INTO order_return (id, number, order_id, received_on) OVERRIDING SYSTEM VALUE
                VALUES (1, 'RT-2026-000001', 1, '2026-11-03');
            INSERT INTO order_return_line (id, return_id, line_id, location_id, quantity, disposition) OVERRIDING SYSTEM VALUE
                SELECT 1, 1, 1, id, 1, 'restocked' FROM location WHERE code = 'MAIN';
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, return_line, effective_on)
                SELECT product.id, 'returned', location.id, 1, 1, '2026-11-03' FROM product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            """)
        // Four at 9.00 USD are 36.00, at 0.9 32.40 EUR; they cost 4 × 4.50, of it 4 × 0.50 freight: 14.40 of 32.40 stay.
        #expect(
            try workshop.run(.margin) { $0.period = "2026-10" }.lines == [
                "SO-2026-000001,1,BOSTON,A,A,4,0,USD,36.00,EUR,32.40,18.00,2.00,14.40,44.4"
            ])
        #expect(
            try workshop.run(.margin) { $0.period = "2026-11" }.lines == [
                "SO-2026-000001,1,BOSTON,A,A,0,1,USD,-9.00,EUR,-8.10,-4.50,-0.50,-3.60,"
            ])
        #expect(
            try workshop.run(.margin) { $0.period = "2026" }.lines == [
                "SO-2026-000001,1,BOSTON,A,A,4,1,USD,27.00,EUR,24.30,13.50,1.50,10.80,44.4"
            ])
    }
}
