import Foundation
import Operations
import Postgres
import Quantities
import Reporting
import TestSupport
import Testing

/// A trade made by statements, so that its figures are known by hand, and the reports on it.
struct ReportWorkshop {
    let shop: Workshop
    let reports: Reports

    init() throws {
        shop = try Workshop()
        reports = Reports(
            try Database(
                TestDatabase.current.conninfo, environment: [:], role: .report, program: "report test",
                report: { _ in }))
    }

    /// Runs statements in the role of the app.
    func script(_ sql: String) throws { try shop.database.connection.script(sql) }

    /// A report on a request.
    func run(_ report: Report, _ change: (inout ReportRequest) -> Void = { _ in }) throws -> ReportDocument {
        var request = ReportRequest()
        change(&request)
        return try reports.run(report, request)
    }

    /// The company's day.
    func today() throws -> Day { try run(.stockOnHand).parameters.asOf }

    /// Products A to D of two materials, one without any, and customers in two currencies with the rate of a day.
    func fillMasters() throws {
        try script(
            """
            INSERT INTO product (sku, status_set) SELECT sku, 'active' FROM unnest('{A,B,C,D}'::text[]) AS sku;
            INSERT INTO product_fact (product_id, field, value, basis)
            SELECT product.id, fact.field, fact.value, 'stated'
            FROM (VALUES
                ('A', 'name', 'Alpha'), ('A', 'material', 'nephrite'), ('A', 'shape', 'heart'),
                ('B', 'name', 'Beta'), ('B', 'material', 'nephrite'), ('B', 'shape', 'wing'),
                ('C', 'name', 'Gamma'), ('C', 'material', 'amethyst'), ('D', 'name', 'Delta')
            ) AS fact (sku, field, value) JOIN product ON product.sku = fact.sku;
            INSERT INTO customer (code, name, currency, country) VALUES
                ('NORD', 'Praxis Nord', 'EUR', 'DE'), ('BOSTON', 'Boston Bodywork', 'USD', 'US');
            INSERT INTO exchange_rate (from_currency, to_currency, valid_on, rate) VALUES
                ('USD', 'EUR', '2026-01-01', 0.92), ('USD', 'EUR', '2026-10-01', 0.9);
            INSERT INTO location (code, name, is_held) VALUES ('SOUTH', 'South', false), ('HOLD', 'On hold', true);
            """)
    }

    /// An invoice of an order of its own: products with quantity and net.
    func invoice(
        _ number: Int, _ customer: String, on day: String, _ lines: [(sku: String, quantity: Int, net: String)]
    )
        throws
    {
        let currency = customer == "BOSTON" ? "USD" : "EUR"
        let year = day.prefix(4)
        try script(
            """
            INSERT INTO sales_order (number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
            SELECT 'SO-\(year)-90000\(number)', id, 'confirmed', '\(currency)', 2, 'prepaid', 0, 0, 0, now()
            FROM customer WHERE code = '\(customer)';
            INSERT INTO invoice (number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency,
                minor_digits, net, tax, gross)
            SELECT 'INV-\(year)-00000\(number)', 'INV-\(year)', \(number), orders.id, orders.customer_id, '\(day)', '\(day)',
                'prepaid', orders.currency, 2, 0, 0, 0
            FROM sales_order AS orders WHERE orders.number = 'SO-\(year)-90000\(number)';
            """)
        for (index, line) in lines.enumerated() {
            try script(
                """
                WITH ordered AS (
                    INSERT INTO sales_order_line (order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price,
                        net, price_rule)
                    SELECT orders.id, \(index + 1), product.id, product.sku, product.sku, 'C62', \(line.quantity), true,
                        \(line.net)::numeric / \(line.quantity), \(line.net), 'given'
                    FROM sales_order AS orders CROSS JOIN product
                    WHERE orders.number = 'SO-\(year)-90000\(number)' AND product.sku = '\(line.sku)'
                    RETURNING id
                )
                INSERT INTO invoice_line (invoice_id, line_id, quantity, net)
                SELECT invoice.id, ordered.id, \(line.quantity), \(line.net)
                FROM ordered CROSS JOIN invoice WHERE invoice.number = 'INV-\(year)-00000\(number)'
                """)
        }
    }
}

extension ReportDocument {
    /// The rows as CSV without its header, for comparing with figures spelled out by hand.
    var lines: [String] {
        CSVReport.text(self).split(separator: "\r\n").dropFirst().map(String.init)
    }
}
