import Operations
import Reporting
import TestSupport
import Testing

@Suite("What is allocated and not invoiced of an order line, explained")
struct ExplainedLineTests {
    /// Of ten ordered at 1.115 each one is cancelled; three and two have left, four were invoiced, one came back, and three of
    /// those invoiced were credited; two are allocated at MAIN and one at SOUTH.
    private func shop() throws -> ReportWorkshop {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
                SELECT product.id, 'received', location.id, 20, 2, '2026-01-01' FROM product, location
                WHERE product.sku = 'A' AND location.code IN ('MAIN', 'SOUTH');
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT 1, 'SO-2026-000001', id, 'confirmed', currency, 2, 'net30', 10.04, 0, 10.04, '2026-02-01'
                FROM customer WHERE code = 'NORD';
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, cancelled,
                is_prepaid, unit_price, net, price_rule)
                OVERRIDING SYSTEM VALUE SELECT 1, 1, 1, product.id, 'A', 'A', 'C62', 10, 1, false, 1.115, 10.04, 'given'
                FROM product WHERE product.sku = 'A';
            INSERT INTO stock_allocation (line_id, product_id, location_id, quantity, since)
                SELECT 1, product.id, location.id, CASE location.code WHEN 'MAIN' THEN 2 ELSE 1 END, '2026-02-07'
                FROM product, location WHERE product.sku = 'A' AND location.code IN ('MAIN', 'SOUTH');
            INSERT INTO shipment (id, number, order_id, shipped_on) OVERRIDING SYSTEM VALUE
                VALUES (1, 'SH-1', 1, '2026-02-02'), (2, 'SH-2', 1, '2026-02-04'), (3, 'SH-3', 1, '2026-02-05');
            INSERT INTO shipment_line (id, shipment_id, line_id, location_id, quantity) OVERRIDING SYSTEM VALUE
                SELECT made.id, made.id, 1, location.id, made.quantity
                FROM location, (VALUES (1, 3), (2, 2), (3, 1)) AS made (id, quantity) WHERE location.code = 'MAIN';
            INSERT INTO shipment_reversal (shipment_id, reason) VALUES (3, 'a mistake');
            INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency,
                minor_digits, net, tax, gross, posted_at) OVERRIDING SYSTEM VALUE
                SELECT 1, 'INV-2026-000001', 'INV-2026', 1, 1, customer_id, '2026-02-06', '2026-03-06', 'net30', currency, 2, 0, 0, 0,
                    '2026-02-06' FROM sales_order;
            INSERT INTO invoice_line (id, invoice_id, line_id, quantity, net) OVERRIDING SYSTEM VALUE VALUES (1, 1, 1, 4, 4.46);
            INSERT INTO order_return (id, number, order_id, received_on, at) OVERRIDING SYSTEM VALUE
                VALUES (1, 'RT-1', 1, '2026-02-20', '2026-02-20');
            INSERT INTO order_return_line (id, return_id, line_id, location_id, quantity, disposition) OVERRIDING SYSTEM VALUE
                SELECT 1, 1, 1, id, 1, 'restocked' FROM location WHERE code = 'MAIN';
            INSERT INTO credit_note (id, number, series, ordinal, invoice_id, issued_on, reason, net, tax, gross, posted_at)
                OVERRIDING SYSTEM VALUE VALUES (1, 'CN-2026-000001', 'CN-2026', 1, 1, '2026-02-21', 'late', 0, 0, 0, '2026-02-21');
            INSERT INTO credit_note_line (credit_note_id, invoice_line_id, line_id, quantity, net) VALUES (1, 1, 1, 3, 3.35);
            """)
        return workshop
    }

    @Test("Of each shipment its units, what invoices and returns took of them and credit notes gave back", .migrated)
    func uninvoiced() throws {
        let workshop = try shop()
        let report = try workshop.run(.uninvoiced)
        // Two of the five are done: 2.23; three are not: 5.58 - 2.23 is 3.35, one of the first shipment and two of the second.
        #expect(
            report.rows.map { report.texts("document", "quantity", "value", of: $0) } == [
                ["SH-1", "1", "1.12"], ["SH-2", "2", "2.23"],
            ])
        func lines(_ figure: String) throws -> [String] {
            try workshop.reports.explain(figure, of: .uninvoiced, ReportRequest()).lines
        }
        // The invoice was for all of the first and one of the second, the return for the other; three were credited.
        #expect(
            try lines("SH-1/SO-2026-000001/1.quantity") == [
                "SH-1,shipped,2026-02-02,3,EUR,3.35", "INV-2026-000001,invoiced,2026-02-06,-3,EUR,-3.35",
                "CN-2026-000001,credited,2026-02-21,1,EUR,1.12",
            ])
        #expect(
            try lines("SH-2/SO-2026-000001/1.value") == [
                "SH-2,shipped,2026-02-04,2,EUR,2.23", "INV-2026-000001,invoiced,2026-02-06,-1,EUR,-1.11",
                "RT-1,returned,2026-02-20,-1,EUR,-1.12", "CN-2026-000001,credited,2026-02-21,2,EUR,2.23",
            ])
    }

    @Test("What is ordered, less what is cancelled, has left, waits or is allocated elsewhere", .migrated)
    func allocations() throws {
        let workshop = try shop()
        let rows = try workshop.reports.explain("A/MAIN/SO-2026-000001/1.quantity", of: .allocations, ReportRequest())
        #expect(
            rows.lines == [
                "ordered,SO-2026-000001,,,10", "cancelled,SO-2026-000001,,,-1", "shipped,SH-1,MAIN,2026-02-02,-3",
                "shipped,SH-2,MAIN,2026-02-04,-2", "waiting,SO-2026-000001,,,-1", "elsewhere,SO-2026-000001,SOUTH,,-1",
            ])
    }

    @Test("A key that no row has is answered with those that there are, where a row alone is read", .migrated)
    func near() throws {
        let workshop = try shop()
        try workshop.script("UPDATE customer SET credit_limit = 100")
        let refusal = #expect(throws: Refusal.self) {
            try workshop.reports.explain("NORDEN.open", of: .receivables, ReportRequest())
        }
        #expect(refusal?.code == "row_unknown" && refusal?.remedy?.contains("NORD, BOSTON") == true)
        let figure = try workshop.reports.explain("NORD.exposure", of: .receivables, ReportRequest())
        #expect(figure.lines.map { String($0.prefix(20)) } == ["order,SO-2026-000001"])
    }
}
