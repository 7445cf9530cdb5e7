import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The report on lots")
struct LotTraceReportTests {
    @Test("A lot is followed to every customer, and a customer's goods back to their lots", .migrated)
    func trace() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO supplier (id, code, name, currency) OVERRIDING SYSTEM VALUE VALUES (1, 'JADE', 'Jade Mill', 'EUR');
            INSERT INTO lot (id, product_id, code, supplier_id, supplier_lot, certificate) OVERRIDING SYSTEM VALUE
                SELECT made.id, product.id, made.code, 1, made.theirs, made.certificate FROM product,
                    (VALUES (1, 'L1', 'J-77', 'C-1'), (2, 'L2', NULL, NULL)) AS made (id, code, theirs, certificate)
                WHERE product.sku = 'A';
            INSERT INTO lot_inspection (lot_id, inspected_on, result) VALUES (1, '2026-01-02', 'rejected'), (1, '2026-01-03', 'accepted');
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, lot_id, effective_on)
                SELECT lot.product_id, 'received', location.id, 4, 2, lot.id, '2026-01-01'::date + lot.id::integer FROM lot, location
                WHERE location.code = 'MAIN' ORDER BY lot.id;
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT made.id, 'SO-2026-00000' || made.id, customer.id, 'confirmed', customer.currency, 2,
                    'net30', 0, 0, 0, '2026-02-01' FROM (VALUES (1, 'NORD'), (2, 'BOSTON')) AS made (id, customer)
                JOIN customer ON customer.code = made.customer;
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net, price_rule)
                OVERRIDING SYSTEM VALUE SELECT orders.id, orders.id, 1, product.id, 'A', 'A', 'C62', 3, false, 5, 15, 'given'
                FROM sales_order AS orders, product WHERE product.sku = 'A';
            INSERT INTO shipment (id, number, order_id, shipped_on) OVERRIDING SYSTEM VALUE
                VALUES (1, 'SH-1', 1, '2026-02-02'), (2, 'SH-2', 2, '2026-02-03');
            INSERT INTO shipment_line (id, shipment_id, line_id, location_id, quantity) OVERRIDING SYSTEM VALUE
                SELECT made.id, made.id, made.id, location.id, 3 FROM location, (VALUES (1), (2)) AS made (id)
                WHERE location.code = 'MAIN';
            INSERT INTO stock_movement (product_id, kind, from_location, quantity, shipment_line, effective_on)
                SELECT line.product_id, 'shipped', part.location_id, 3, part.id, shipment.shipped_on
                FROM shipment_line AS part JOIN shipment ON shipment.id = part.shipment_id
                JOIN sales_order_line AS line ON line.id = part.line_id ORDER BY part.id;
            INSERT INTO order_return (id, number, order_id, received_on) OVERRIDING SYSTEM VALUE VALUES (1, 'RT-1', 2, '2026-02-20');
            INSERT INTO order_return_line (id, return_id, line_id, location_id, quantity, disposition) OVERRIDING SYSTEM VALUE
                SELECT 1, 1, 2, id, 1, 'restocked' FROM location WHERE code = 'MAIN';
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, return_line, effective_on)
                SELECT product.id, 'returned', location.id, 1, 1, '2026-02-20' FROM product, location
                WHERE product.sku = 'A' AND location.code = 'MAIN';
            """)
        // Three of the first lot's four went to NORD, its last one and two of the second to BOSTON, who sent one of those back.
        let trace = try workshop.run(.lotTrace)
        let shown = trace.rows.map {
            trace.texts("lot", "day", "kind", "document", "order", "customer", "in", "out", of: $0)
        }
        #expect(
            shown == [
                ["L1", "2026-01-02", "received", "", "", "", "4", "0"],
                ["L1", "2026-02-02", "shipped", "SH-1", "SO-2026-000001", "NORD", "0", "3"],
                ["L1", "2026-02-03", "shipped", "SH-2", "SO-2026-000002", "BOSTON", "0", "1"],
                ["L2", "2026-01-03", "received", "", "", "", "4", "0"],
                ["L2", "2026-02-03", "shipped", "SH-2", "SO-2026-000002", "BOSTON", "0", "2"],
                ["L2", "2026-02-20", "returned", "RT-1", "SO-2026-000002", "BOSTON", "1", "0"],
            ])
        #expect(
            trace.rows.first.map { trace.texts("supplier", "supplier_lot", "certificate", "inspection", of: $0) }
                == ["JADE", "J-77", "C-1", "accepted"])
        #expect(try workshop.run(.lotTrace) { $0.filters = ["lot=L1"] }.rows.count == 3)
        let back = try workshop.run(.lotTrace) { $0.filters = ["customer=BOSTON", "kind=shipped"] }
        #expect(back.rows.map { back.texts("lot", "out", of: $0) } == [["L1", "1"], ["L2", "2"]])
        // Where they lie, on a day and now.
        func lots(_ day: String?) throws -> [String] {
            let document = try workshop.run(.stockOnHand) { $0.asOf = day }
            return document.rows.flatMap { document.texts("lot", of: $0) }
        }
        #expect(try lots("2026-01-02") == ["L1"])
        #expect(try lots("2026-02-02") == ["L1 L2"])
        #expect(try lots(nil) == ["L2"])
        #expect(try workshop.run(.stockOnHand) { ($0.asOf, $0.filters) = ("2026-02-02", ["lot=L2"]) }.rows.count == 1)
        // One of three that left came back.
        let returns = try workshop.run(.returns)
        #expect(
            returns.rows.map {
                returns.texts("lot", "supplier", "quantity", "shipped", "of_shipped", "credit", of: $0)
            } == [["L2", "JADE", "1", "3", "33.3", "0.00"]])
        for (filter, rows) in [("lot=L2", 1), ("lot=L1", 0), ("supplier=JADE", 1), ("supplier=", 0)] {
            #expect(try workshop.run(.returns) { $0.filters = [filter] }.rows.count == rows, "\(filter)")
        }
        var request = ReportRequest()
        request.filters = ["lot=L2", "supplier=JADE"]
        let line = try workshop.reports.explain("RT-1/A.value", of: .returns, request)
        #expect(line.rows.map { line.texts("lot", "quantity", of: $0) } == [["L2", "1"]])
        try rejected(workshop)
    }

    /// What lies in a rejected lot is there, and nobody is promised any of it.
    private func rejected(_ workshop: ReportWorkshop) throws {
        try workshop.script("UPDATE sales_order_line SET ordered = 5, net = 25 WHERE id = 1")
        func available() throws -> [[String]] {
            let (there, wanted) = (try workshop.run(.availability), try workshop.run(.backorders))
            let stock = try workshop.run(.stockOnHand)
            let parts = try workshop.reports.explain("A/MAIN.available", of: .stockOnHand, ReportRequest())
            #expect(parts.rows.count == 1)
            return [
                try stock.texts("on_hand", "available", of: #require(stock.rows.first)),
                try parts.texts("location", "rejected", "available", of: #require(parts.rows.first)),
                try there.texts("on_hand", "available", "demand", of: #require(there.rows.first)),
                try wanted.texts("quantity", "available", of: #require(wanted.rows.first)),
            ]
        }
        #expect(try available() == [["3", "3"], ["MAIN", "0", "3"], ["3", "3", "2"], ["2", "3"]])
        try workshop.script(
            "INSERT INTO lot_inspection (lot_id, inspected_on, result) VALUES (2, '2026-03-01', 'rejected')")
        #expect(try available() == [["3", "0"], ["MAIN", "3", "0"], ["3", "0", "2"], ["2", "0"]])
        try workshop.script(
            "INSERT INTO lot_inspection (lot_id, inspected_on, result) VALUES (2, '2026-03-02', 'accepted')")
        #expect(try available() == [["3", "3"], ["MAIN", "0", "3"], ["3", "3", "2"], ["2", "3"]])
    }
}
