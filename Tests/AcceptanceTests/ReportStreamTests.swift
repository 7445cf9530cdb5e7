import Foundation
import Postgres
import TestSupport
import Testing

// One by one, since each watches the memory of a program.
@Suite("Long reports", .serialized, .timeLimit(.minutes(10)))
struct ReportStreamTests {
    /// What 100 times the rows may need more, in KiB; kept, they would be five times as much.
    private static let growth = (AddressSanitizer.isOn ? 256 : 12) << 10

    /// Orders of a line each, delivered and invoiced, by two customers in turn; made without triggers, whose sums are
    /// written at once.
    private static func fill(_ shop: Shop, orders: Int) throws {
        let connection = try Connection(shop.conninfo, applicationName: "long report")
        try connection.script(
            """
            SET search_path = nephrite, pg_temp;
            SET session_replication_role = replica;
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, net, tax, gross, confirmed_at)
            OVERRIDING SYSTEM VALUE
            SELECT 1000 + n, 'SO-2026-' || 500000 + n, customer.id, 'confirmed', 'EUR', 2, 'net30', 7.5 * n, 0, 7.5 * n,
                '2026-03-01'
            FROM generate_series(1, \(orders)) AS n
            JOIN customer ON customer.code = CASE WHEN n % 2 = 0 THEN 'NORD' ELSE 'SUED' END;
            INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net,
                price_rule, shipped, invoiced) OVERRIDING SYSTEM VALUE
            SELECT 1000 + n, 1000 + n, 1, product.id, product.sku, 'Long name of a thing, with a comma ' || n, 'C62', 3, false,
                2.5 * n, 7.5 * n, 'given', 2, 2
            FROM generate_series(1, \(orders)) AS n JOIN product ON product.sku = '\(Shop.a)';
            INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency,
                minor_digits, net, tax, gross) OVERRIDING SYSTEM VALUE
            SELECT 1000 + n, 'INV-2026-' || 500000 + n, 'INV-2026', 500000 + n, 1000 + n, orders.customer_id,
                date '1900-01-01' + n / 2, date '1900-01-01' + n / 2, 'net30', 'EUR', 2, 5 * n, 0, 5 * n
            FROM generate_series(1, \(orders)) AS n JOIN sales_order AS orders ON orders.id = 1000 + n;
            INSERT INTO invoice_line (invoice_id, line_id, quantity, net)
            SELECT 1000 + n, 1000 + n, 2, 5 * n FROM generate_series(1, \(orders)) AS n;
            RESET session_replication_role;
            ANALYZE sales_order, sales_order_line, invoice, invoice_line;
            """)
    }

    /// Runs a report into a file; answers its peak of memory in KiB.
    private func peak(_ shop: Shop, _ words: [String], into file: String) throws -> Int {
        // GNU time writes what was asked for behind all that the program says on standard error.
        let outcome = try Program(command: ["/usr/bin/time"]).with(shop.report.environment)
            .start(["-q", "-f", "peak %M"] + shop.report.command + words + ["-o", file]).finish(timeout: 300)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)")
        return try #require(HostileFeed.peak(outcome))
    }

    @Test("Memory does not grow with the rows of CSV, JSON and workbooks", .database(Shop.open))
    func memory() throws {
        let shop = Shop.current
        // The last waits for what its shares are parts of.
        let sales = ["sales", "--by", "customer,product,day", "--from", "1900-01-01", "--to", "2400-12-31"]
        let reports = [(["order-book"], "csv"), (["order-book"], "json"), (["order-book"], "xlsx"), (sales, "csv")]
        try TemporaryFolder.use { folder in
            var peaks: [[Int]] = []
            for orders in [1_000, 100_000] {
                try Self.fill(shop, orders: orders)
                peaks.append(
                    try reports.map { words, form in
                        try peak(shop, words, into: "\(folder)/\(words[0])-\(orders).\(form)")
                    })
                try Self.clear(shop)
            }
            for (small, large) in zip(peaks[0], peaks[1]) { #expect(large < small + Self.growth, "\(peaks)") }
            let lines = try String(contentsOfFile: "\(folder)/sales-100000.csv", encoding: .utf8).utf8
                .reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
            #expect(lines == 100_001)
            // Nothing waits any more.
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 8)
        }
    }

    private static func clear(_ shop: Shop) throws {
        let connection = try Connection(shop.conninfo, applicationName: "long report")
        try connection.script(
            """
            SET search_path = nephrite, pg_temp;
            SET session_replication_role = replica;
            DELETE FROM invoice_line; DELETE FROM invoice; DELETE FROM sales_order_line; DELETE FROM sales_order;
            """)
    }

    @Test("What is cut off on its way leaves no file, and the statement ends with its reader", .database(Shop.open))
    func cut() throws {
        let shop = Shop.current
        try Self.fill(shop, orders: 200_000)
        let program = shop.report.command[0]
        let shell = Program.shell.with(shop.report.environment)
        // The reader leaves after a line.
        let piped = try shell.run("'\(program)' order-book -O csv | head -n 1; echo ${PIPESTATUS[0]}", timeout: 60)
        #expect(piped.output.utf8.suffix(4).elementsEqual("\n74\n".utf8), "\(piped)")
        #expect(piped.errors.contains("output could not be written"), "\(piped)")
        try TemporaryFolder.use { folder in
            for form in ["csv", "json", "xlsx"] {
                let before = "\(folder)/book.\(form)"
                try Data("before".utf8).write(to: URL(fileURLWithPath: before))
                // Files of at most 64 KiB.
                let full = try shell.run(
                    "trap '' XFSZ; ulimit -f 64; '\(program)' order-book -o '\(before)' -O \(form)", timeout: 60)
                #expect(full.status == 74, "\(form): \(full)")
                let running = try shop.report.start(["order-book", "-o", before])
                usleep(300_000)
                kill(running.pid, SIGINT)
                let interrupted = try running.finish()
                #expect(interrupted.status == 130 || interrupted.status == 0, "\(form): \(interrupted)")
                if interrupted.status == 130 {
                    #expect(try String(contentsOfFile: before, encoding: .utf8) == "before")
                }
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                    "book.csv", "book.json", "book.xlsx",
                ])
        }
        let connection = try Connection(shop.conninfo, applicationName: "long report")
        #expect(try connection.first(CountReporting()) == 0)
    }
}

/// How many sessions still work for the report generator.
private struct CountReporting: Statement {
    static let sql = """
        SELECT count(*) AS count FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'nephrite-report' AND state = 'active'
        """

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("count") }
}
