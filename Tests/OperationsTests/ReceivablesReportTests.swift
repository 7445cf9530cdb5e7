import Operations
import Orders
import Postgres
import Quantities
import Reporting
import Storage
import TestSupport
import Testing

@Suite("The report on receivables")
struct ReceivablesReportTests {
    @Test(
        "The parts are what the invoices of each age come to on every day, and the exposure what confirming counts",
        .yearOfTrade)
    func agrees() throws {
        let workshop = try ReportWorkshop()
        let connection = workshop.shop.database.connection
        let invoices = try connection.fetch(SelectRawInvoices())
        let amounts = try connection.fetch(SelectRawAmounts())
        let today = try workshop.today()
        #expect(Set(invoices.map(\.customer)) == ["NORD", "BOSTON", "ZUERI", "PRE"])
        for back in [0, 10, 33, 70, 200] {
            let day = today.adding(days: -back)
            var expected: [String: [Figure]] = [:]
            for invoice in invoices where invoice.issued <= day {
                let taken = amounts.filter { $0.invoice == invoice.id && $0.day <= day }.map(\.amount).reduce(.zero, +)
                let open = Figure(millionths: invoice.gross.millionths - taken.millionths)
                guard open != .zero else { continue }
                let late = day.number - invoice.due.number
                // Open, not due, four ages, and too much.
                let place = open < .zero ? 6 : [0, 30, 60, 90, 99_999].firstIndex { late <= $0 }.map { $0 + 1 } ?? 0
                var sums = expected[invoice.customer] ?? Array(repeating: .zero, count: 7)
                sums[0] = sums[0] + open
                sums[place] = sums[place] + (open < .zero ? Figure(millionths: -open.millionths) : open)
                expected[invoice.customer] = sums
            }
            let document = try workshop.run(.receivables) { $0.asOf = day.text }
            let columns = ["open", "not_due", "overdue_30", "overdue_60", "overdue_90", "overdue_older", "overpaid"]
            for row in document.rows {
                let customer = document.texts("customer", of: row)[0]
                let figures = columns.map { document.figure($0, of: row) ?? .zero }
                #expect(figures == expected[customer] ?? Array(repeating: .zero, count: 7), "\(customer) \(day)")
                #expect((document.figure("exposure", of: row) == nil) == (back > 0))
            }
            #expect(Set(expected.keys).isSubset(of: document.rows.map { document.texts("customer", of: $0)[0] }))
        }

        let document = try workshop.run(.receivables)
        let exposures = try connection.fetch(SelectExposures(customers: [21, 22, 23, 24, 25]))
        let codes: [Int64: String] = [21: "NORD", 22: "BOSTON", 23: "ZUERI", 24: "PRE", 25: "SLEEPER"]
        for row in exposures {
            let shown = try #require(
                document.rows.first { document.texts("customer", of: $0)[0] == codes[row.customer] })
            let total = row.exposure.receivables + row.exposure.notInvoiced
            #expect(document.figure("exposure", of: shown)?.text() == total.text, "\(row.customer)")
        }
        let raw = try RawTrade(connection)
        for row in document.rows {
            let customer = document.texts("customer", of: row)[0]
            let lines = raw.lines.filter { $0.customer == customer && $0.state == "confirmed" && !$0.isPrepaid }
            let sum = lines.map { line in
                let units = Int128(line.shipped - line.returned - line.invoiced + line.credited)
                return RawTrade.cents(
                    units * line.price * (100_000_000 - line.discount) / 1_000_000 * (100_000_000 + line.tax),
                    over: 10_000_000_000)
            }.reduce(Figure.zero, +)
            #expect(document.figure("uninvoiced", of: row) == sum, "\(customer)")
        }
    }

    @Test("What is late, what is too much and what the limit leaves, to the cent", .migrated)
    func figures() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            UPDATE customer SET credit_limit = 500 WHERE code = 'NORD';
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT 1, 'SO-2026-000001', id, 'confirmed', 'EUR', 2, 'net30', 300, 57, 357, '2026-01-01'
                FROM customer WHERE code = 'NORD';
            INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net,
                tax, gross) OVERRIDING SYSTEM VALUE
            SELECT made.id, 'INV-2026-00000' || made.id, 'INV-2026', made.id, 1, orders.customer_id, made.issued::date,
                made.issued::date + 30, 'net30', 'EUR', 2, made.gross, 0, made.gross
            FROM sales_order AS orders CROSS JOIN (VALUES (1, '2026-01-01', 119.00), (2, '2026-02-01', 11.90), (3, '2026-03-01', 23.80))
                AS made (id, issued, gross);
            INSERT INTO payment (id, customer_id, currency, amount, paid_on) OVERRIDING SYSTEM VALUE
                SELECT 1, id, 'EUR', 19, '2026-02-10'::date FROM customer WHERE code = 'NORD'
                UNION ALL SELECT 2, id, 'EUR', 30, '2026-03-05'::date FROM customer WHERE code = 'NORD';
            INSERT INTO payment_match (payment_id, invoice_id, amount) VALUES (1, 1, 19), (2, 3, 30);
            """)
        // On 10 March the first is 38 days late, with 19 paid, and the second 7; of the third 6.20 was paid too much.
        #expect(
            try workshop.run(.receivables) { $0.asOf = "2026-03-10" }.lines == [
                "NORD,Praxis Nord,EUR,500.00,105.70,0.00,11.90,100.00,0.00,0.00,6.20,,,0.00,,"
            ])
        #expect(
            try workshop.run(.receivables) { $0.asOf = "2026-01-31" }.lines == [
                "NORD,Praxis Nord,EUR,500.00,119.00,119.00,0.00,0.00,0.00,0.00,0.00,,,0.00,,"
            ])
        // All of it is long late: 105.70 owed and 357 − 154.70 confirmed leave 192.00.
        #expect(
            try workshop.run(.receivables).rows.map {
                try workshop.run(.receivables).texts(
                    "overdue_older", "uninvoiced", "confirmed", "exposure", "headroom", of: $0)
            } == [["111.90", "0.00", "202.30", "308.00", "192.00"]])
    }

    @Test(
        "Instalments are late each by its day, money is for the earliest, and deposits make the exposure less",
        .migrated)
    func instalments() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.script(
            """
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
                OVERRIDING SYSTEM VALUE SELECT 1, 'SO-2026-000001', id, 'confirmed', 'EUR', 2, 'net30', 300, 0, 300, '2026-01-01'
                FROM customer WHERE code = 'NORD';
            INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net,
                tax, gross) OVERRIDING SYSTEM VALUE
            SELECT 1, 'INV-2026-000001', 'INV-2026', 1, 1, customer_id, '2026-01-01', '2026-03-02', terms, 'EUR', 2, 100, 0, 100
            FROM sales_order;
            INSERT INTO invoice_instalment (invoice_id, position, kind, percent, amount, due_on) VALUES
                (1, 1, 'net', 30, 30, '2026-01-11'), (1, 2, 'net', 70, 70, '2026-03-02');
            INSERT INTO payment (id, customer_id, currency, amount, paid_on) OVERRIDING SYSTEM VALUE
                SELECT made.id, customer.id, 'EUR', made.amount, made.day::date FROM customer,
                    (VALUES (1, 20, '2026-01-12'), (2, 25, '2026-02-20'), (3, 50, '2026-01-02')) AS made (id, amount, day)
                WHERE code = 'NORD';
            INSERT INTO payment_match (payment_id, invoice_id, amount) VALUES (1, 1, 20), (2, 1, 25);
            INSERT INTO order_deposit (payment_id, order_id) VALUES (3, 1);
            """)
        func parts(_ day: String) throws -> [[String]] {
            let document = try workshop.run(.receivables) { $0.asOf = day }
            return document.rows.map { document.texts("open", "not_due", "overdue_30", "overdue_60", of: $0) }
        }
        #expect(try parts("2026-01-11") == [["100.00", "100.00", "0.00", "0.00"]])
        // Ten of the first are left, 20 and then 36 days late; on 20 February 15 of the second are paid too.
        #expect(try parts("2026-01-31") == [["80.00", "70.00", "10.00", "0.00"]])
        #expect(try parts("2026-02-16") == [["80.00", "70.00", "0.00", "10.00"]])
        #expect(try parts("2026-03-01") == [["55.00", "55.00", "0.00", "0.00"]])
        let today = try workshop.run(.receivables)
        let shown = today.rows.map { today.texts("open", "confirmed", "deposits", "exposure", of: $0) }
        #expect(shown == [["55.00", "200.00", "50.00", "205.00"]])
        // It is paid on 2 January, the order is closed since, and 30 goes back on 5 February.
        try workshop.script(
            """
            UPDATE sales_order SET state = 'closed', closed_at = now();
            INSERT INTO payment (id, customer_id, currency, amount, paid_on, kind, reason) OVERRIDING SYSTEM VALUE
                SELECT 4, customer_id, 'EUR', -30, '2026-02-05'::date, 'refund', 'closed' FROM sales_order;
            INSERT INTO order_deposit (payment_id, order_id) VALUES (4, 1);
            """)
        func deposits(_ day: String?) throws -> [[String]] {
            let document = try workshop.run(.receivables) { $0.asOf = day }
            return document.rows.map { document.texts("deposits", "exposure", of: $0) }
        }
        #expect(try deposits("2026-01-01") == [["0.00", ""]])
        #expect(try deposits("2026-02-04") == [["50.00", ""]])
        #expect(try deposits("2026-02-05") == [["20.00", ""]])
        #expect(try deposits(nil) == [["20.00", "35.00"]])
        var request = ReportRequest()
        request.asOf = "2026-02-04"
        let lines = try workshop.reports.explain("NORD.deposits", of: .receivables, request).lines
        #expect(lines == ["order,SO-2026-000001,2026-01-01,EUR,,,50.00,"])
    }
}

/// An invoice as it stands.
private struct RawInvoice {
    let id: Int, customer: String, issued: Day, due: Day, gross: Figure
}

private struct SelectRawInvoices: Statement {
    static let sql = """
        SELECT invoice.id, customer.code, invoice.issued_on, invoice.due_on, invoice.gross
        FROM invoice JOIN customer ON customer.id = invoice.customer_id
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawInvoice {
        let texts = (try row.string("issued_on"), try row.string("due_on"), try row.string("gross"))
        guard let issued = Day(texts.0), let due = Day(texts.1), let gross = Figure(texts.2) else {
            throw row.fault("gross", wanted: "invoice", found: texts.2)
        }
        return RawInvoice(
            id: try row.int("id"), customer: try row.string("code"), issued: issued, due: due, gross: gross)
    }
}

/// What was paid and credited of invoices.
private struct SelectRawAmounts: Statement {
    static let sql = """
        SELECT match.invoice_id, payment.paid_on AS day, match.amount
        FROM payment JOIN payment_match AS match ON match.payment_id = payment.id
        UNION ALL SELECT invoice_id, issued_on, gross FROM credit_note
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> (invoice: Int, day: Day, amount: Figure) {
        let (day, amount) = (try row.string("day"), try row.string("amount"))
        guard let on = Day(day), let figure = Figure(amount) else {
            throw row.fault("amount", wanted: "amount", found: amount)
        }
        return (try row.int("invoice_id"), on, figure)
    }
}
