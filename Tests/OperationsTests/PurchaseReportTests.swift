import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The reports on purchases and on what will be there")
struct PurchaseReportTests {
    /// A supplier's three items, one with a lead time of ten days and one with all that a catalog should say.
    private func workshop() throws -> ReportWorkshop {
        let workshop = try ReportWorkshop()
        try workshop.shop.supplier("JADE")
        try workshop.shop.take(
            .full(
                Feed.article(
                    "1", name: "Gua Sha nephrite heart", price: "4.00", gtin: "4006381333931",
                    details: "<DELIVERY_TIME>10</DELIVERY_TIME>"),
                Feed.article("2", name: "Something", price: "2.50"), Feed.article("3", name: "Other", price: "1.00")),
            for: "JADE")
        return workshop
    }

    @Test("Open lines are due by the supplier's lead time, and late from the day after", .migrated)
    func purchases() throws {
        let workshop = try workshop()
        let today = try workshop.today()
        let purchases = Purchases(workshop.shop.database)
        let wishes = [("JADE-1", 20), ("JADE-2", 5)].map { SalesOrders.Wish(sku: $0.0, quantity: $0.1) }
        for (number, days) in [(1, 10), (2, 13)] {
            _ = try purchases.create(supplier: "JADE", wishes, key: nil)
            try workshop.script(
                """
                UPDATE purchase_order SET state = 'sent', sent_at = '\(today.adding(days: -days))' WHERE number LIKE '%\(number)'
                """)
        }
        _ = try purchases.create(supplier: "JADE", [.init(sku: "JADE-3", quantity: 1)], key: nil)
        let document = try workshop.run(.purchases)
        let shown = document.rows.map { document.texts("sku", "open", "due", "days_late", "value", of: $0) }
        #expect(
            shown == [
                ["JADE-1", "20", today.text, "0", "80.00"], ["JADE-2", "5", "", "", "12.50"],
                ["JADE-1", "20", today.adding(days: -3).text, "3", "80.00"], ["JADE-2", "5", "", "", "12.50"],
            ])
        #expect(try workshop.run(.purchases) { $0.filters = ["state=draft"] }.rows.count == 1)

        // All forty of the first are expected this week, the ten of the second some day; the three wanted of it are missing.
        try workshop.script(
            """
            INSERT INTO customer (code, name, currency, country) VALUES ('NORD', 'Nord', 'EUR', 'DE');
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
                SELECT product.id, 'received', location.id, 6, 1, current_date FROM product, location
                WHERE product.sku = 'JADE-1' AND location.code = 'MAIN';
            INSERT INTO sales_order (number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at, promised_on)
                SELECT 'SO-2026-000001', id, 'confirmed', 'EUR', 2, 'net30', 0, 0, 0, now(), '\(today.adding(days: 21))' FROM customer;
            INSERT INTO sales_order_line (order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net, price_rule)
                SELECT orders.id, wanted.line, product.id, product.sku, product.sku, 'C62', wanted.quantity, false, 1, 1, 'given'
                FROM sales_order AS orders, (VALUES (1, 'JADE-1', 50), (2, 'JADE-2', 3)) AS wanted (line, sku, quantity)
                JOIN product ON product.sku = wanted.sku;
            """)
        let coming = try workshop.run(.availability)
        let weeks = coming.rows.map {
            coming.texts(
                "sku", "available", "on_order", "undated", "incoming", "demand", "projected", "deficit", of: $0)
        }
        #expect(
            weeks == [
                ["JADE-1", "6", "40", "0", "40", "0", "46", "0"], ["JADE-1", "6", "40", "0", "0", "50", "-4", "4"],
                ["JADE-2", "0", "10", "10", "0", "3", "-3", "3"],
            ])
        let first = try #require(coming.rows.first.map { coming.texts("week", "starts", of: $0) })
        #expect(first[0].wholeMatch(of: /\d{4}-W\d\d/) != nil && first[1] <= today.text)
    }

    @Test(
        "On time is what came in whole by its day, of what came or should have, and short what was called off",
        .migrated)
    func scorecard() throws {
        let workshop = try workshop()
        let today = try workshop.today()
        // Due today − 2: one whole on its day, one late, one not at all, one of ten still to come; five of fifty called off.
        try workshop.script(
            """
            INSERT INTO purchase_order (id, number, supplier_id, state, currency, minor_digits, sent_at) OVERRIDING SYSTEM VALUE
            SELECT made.id, 'PO-2026-00000' || made.id, supplier.id, 'sent', 'EUR', 2, made.sent::timestamptz
            FROM supplier, (VALUES (1, '\(today.adding(days: -12))'), (2, '\(today.adding(days: -12))'),
                (3, '\(today.adding(days: -12))'), (4, '\(today.adding(days: -3))')) AS made (id, sent);
            INSERT INTO purchase_order_line (id, purchase_id, line, product_id, sku, name, unit, part_number, ordered, unit_cost, cost_rule)
                OVERRIDING SYSTEM VALUE
            SELECT made.id, made.id, 1, product.id, product.sku, product.sku, 'C62', '1', 50, 4, 'given'
            FROM product, generate_series(1, 4) AS made (id) WHERE product.sku = 'JADE-1';
            INSERT INTO purchase_receipt (id, number, purchase_id, location_id, received_on, base_currency, rate, is_inverse, landed)
                OVERRIDING SYSTEM VALUE
            SELECT made.id, 'RC-2026-00000' || made.id, made.id, location.id, made.day::date, 'EUR', 1, false, 0
            FROM location, (VALUES (1, '\(today.adding(days: -2))'), (2, '\(today.adding(days: -1))')) AS made (id, day)
            WHERE location.code = 'MAIN';
            INSERT INTO purchase_receipt_line (receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
                VALUES (1, 1, 1, 50, 4, 0, 4), (2, 2, 2, 45, 4, 0, 4);
            UPDATE purchase_order_line SET cancelled = 5 WHERE id = 2;
            UPDATE purchase_order SET state = 'closed', closed_at = now() WHERE id = 2;
            """)
        let card = try workshop.run(.supplierScorecard)
        #expect(card.rows.map { card.texts("supplier", "on_time", "short", of: $0) } == [["JADE", "33.3", "10.0"]])
        let before = try workshop.run(.supplierScorecard) { ($0.from, $0.to) = ("2026-01-01", "2026-01-31") }
        #expect(before.rows.map { before.texts("on_time", "short", of: $0) } == [["", ""]])
    }

    @Test("Each product's part of what a receipt has landed, and what that does to one", .yearOfTrade)
    func landed() throws {
        let workshop = try ReportWorkshop()
        let document = try workshop.run(.landedCost)
        #expect(document.rows.count > 15)
        for rows in Dictionary(grouping: document.rows, by: { document.texts("receipt", of: $0)[0] }).values {
            let shares = rows.map { document.figure("share", of: $0) ?? .zero }.reduce(.zero, +)
            #expect(shares == document.figure("charge", of: rows[0]))
            for row in rows {
                let (share, quantity) = (document.figure("share", of: row), document.figure("quantity", of: row))
                let effect = try #require(document.figure("unit_effect", of: row))
                let units = Int128((quantity?.millionths ?? 0) / 1_000_000)
                // The quotient, rounded to the millionth.
                #expect(abs(effect.millionths * units - (share?.millionths ?? 0)) * 2 <= units)
            }
        }
        let raw = try RawTrade(workshop.shop.database.connection)
        let effects = raw.movements.filter { $0.landed > 0 }.map { Figure(millionths: $0.landed) }.sorted()
        #expect(
            document.rows.compactMap { document.figure("unit_effect", of: $0) }.filter { $0 > .zero }.sorted()
                == effects)
    }

    @Test("What the catalog does not say is told field by field", .migrated)
    func completeness() throws {
        let workshop = try workshop()
        try workshop.script(
            """
            INSERT INTO product_fact (product_id, field, value, basis)
            SELECT id, fact.field, fact.value, 'stated' FROM product,
                (VALUES ('length_mm', '80'), ('country_of_origin', 'CN')) AS fact (field, value) WHERE sku = 'JADE-2';
            INSERT INTO product (sku, status_set) VALUES ('BARE', 'draft');
            """)
        let document = try workshop.run(.completeness)
        let others =
            "description material shape gtin country_of_origin hs_code length_mm width_mm thickness_mm mass_g picture"
        #expect(
            document.rows.map { document.texts("sku", "missing", "missing_count", "score", of: $0) } == [
                ["JADE-3", others, "11", "8.3"],
                [
                    "JADE-2", "description material shape gtin hs_code width_mm thickness_mm mass_g picture", "9",
                    "25.0",
                ],
                [
                    "JADE-1", "description country_of_origin hs_code length_mm width_mm thickness_mm mass_g picture",
                    "8", "33.3",
                ],
            ])
        let found = try workshop.run(.completeness) { $0.filters = ["missing=country_of_origin"] }
        #expect(found.rows.map { found.texts("sku", of: $0) } == [["JADE-3"], ["JADE-1"]])
        let draft = try workshop.run(.completeness) { $0.filters = ["status=draft"] }
        #expect(draft.rows.map { draft.texts("sku", "missing_count", of: $0) } == [["BARE", "12"]])
    }
}
