import Postgres
import Quantities
import Storage
import TestSupport
import Testing

extension Trait where Self == DatabaseTrait {
    /// A year of trade up to today, made once and copied for each test.
    static var yearOfTrade: Self { .database(TradeYear.template) }
}

/// A year of seeded trade: purchases in two currencies with landed cost, orders in three that leave in parts, invoices,
/// payments in part, late and too much, returns, credit notes, transfers, and entries for days before.
struct TradeYear {
    static let template = TestTemplate("year_of_trade") { conninfo in
        try SchemaMigrator(Connection(conninfo, applicationName: "year of trade")).migrate()
        let connection = try Connection(conninfo, applicationName: "year of trade")
        let today = try connection.first(SelectToday())
        var year = TradeYear(today: try #require(today.flatMap(Day.init)))
        year.make()
        try connection.script("SET search_path = nephrite, pg_temp; SET ROLE nephrite_app")
        try connection.script(year.sql)
    }

    static let skus = (1...9).map { "P0\($0)" }
    private static let places = ["MAIN", "SOUTH"]

    private let today: Day
    private var random = SeededGenerator(seed: 20_261_128)
    private(set) var sql = ""
    /// What lies where as entered, by SKU and location.
    private var there: [String: Int] = [:]
    private var next: [String: Int] = [:]
    private var open: [OpenLine] = []

    /// A line of which something has not left, or has not been invoiced.
    private struct OpenLine {
        let id, order: Int
        let sku, customer: String
        let ordered: Int
        let isPrepaid: Bool
        var shipped = 0, invoiced = 0, returned = 0, credited = 0
    }

    private init(today: Day) { self.today = today }

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func id(_ table: String) -> Int {
        next[table, default: 1000] += 1
        return next[table] ?? 0
    }

    private mutating func make() {
        masters()
        for back in stride(from: 360, through: 1, by: -1) {
            let day = today.adding(days: -back).text
            if back % 12 == 0 { purchase(day, isLast: back <= 24) }
            if below(10) < 4 { order(day) }
            if below(3) > 0 { ship(day) }
            if below(2) > 0 { invoice(day, back: back) }
            if below(12) == 0 { comeBack(day) }
            if below(9) == 0 { correct(day, back: back) }
        }
        finish()
    }

    private mutating func masters() {
        let products = Self.skus.enumerated().map { place, sku in "(\(101 + place), '\(sku)', 'active')" }
        let facts = Self.skus.enumerated().flatMap { place, sku in
            ["(\(101 + place), 'name', 'Tool \(sku)', 'stated')"]
                + (place % 3 == 2
                    ? [] : ["(\(101 + place), 'material', '\(place % 3 == 0 ? "nephrite" : "amethyst")', 'stated')"])
        }
        let rates = [367, 250, 120, 40].flatMap { back in
            let day = today.adding(days: -back - 5).text
            return [
                "('USD', 'EUR', '\(day)', 0.9\(back % 7)3)", "('CHF', 'EUR', '\(day)', 1.0\(back % 9)1)",
            ]
        }
        sql += """
            INSERT INTO product (id, sku, status_set) OVERRIDING SYSTEM VALUE VALUES \(products.joined(separator: ", "));
            INSERT INTO product_fact (product_id, field, value, basis) VALUES \(facts.joined(separator: ", "));
            INSERT INTO location (code, name) VALUES ('SOUTH', 'South');
            INSERT INTO exchange_rate (from_currency, to_currency, valid_on, rate) VALUES \(rates.joined(separator: ", "));
            INSERT INTO supplier (id, code, name, currency) OVERRIDING SYSTEM VALUE VALUES
                (11, 'JADE', 'Jade Mill', 'EUR'), (12, 'ROCK', 'Rock Partners', 'USD');
            INSERT INTO customer (id, code, name, currency, country, terms, credit_limit) OVERRIDING SYSTEM VALUE VALUES
                (21, 'NORD', 'Praxis Nord', 'EUR', 'DE', 'net30', 5000), (22, 'BOSTON', 'Boston Bodywork', 'USD', 'US', 'net14', NULL),
                (23, 'ZUERI', 'Therapie Zürich', 'CHF', 'CH', 'net30', 900), (24, 'PRE', 'Vorkasse', 'EUR', 'DE', 'prepaid', NULL),
                (25, 'SLEEPER', 'Never ordered', 'EUR', 'DE', 'net30', 100);

            """
    }

    private mutating func purchase(_ day: String, isLast: Bool) {
        let purchase = id("purchase")
        let isForeign = below(2) == 0
        let currency = isForeign ? "USD" : "EUR"
        let last = Day(day) ?? today
        sql += """
            INSERT INTO purchase_order (id, number, supplier_id, state, currency, minor_digits, sent_at) OVERRIDING SYSTEM VALUE
            VALUES (\(purchase), 'PO-2026-00\(purchase)', \(isForeign ? 12 : 11), 'sent', '\(currency)', 2, '\(last.adding(days: -7))');

            """
        let skus = Array(Self.skus.shuffled(using: &random).prefix(2 + below(3)))
        var lines: [(id: Int, sku: String, ordered: Int)] = []
        for (place, sku) in skus.enumerated() {
            let line = (id: id("purchase line"), sku: sku, ordered: 20 + below(60))
            lines.append(line)
            sql += """
                INSERT INTO purchase_order_line (id, purchase_id, line, product_id, sku, name, unit, part_number, ordered, unit_cost,
                    cost_rule) OVERRIDING SYSTEM VALUE
                SELECT \(line.id), \(purchase), \(place + 1), id, sku, sku, 'C62', sku, \(line.ordered), \(2 + below(9)).\(100 + below(899)),
                    'given' FROM product WHERE sku = '\(sku)';

                """
        }
        let parts = isLast ? below(2) : 1 + below(2)
        for part in 0..<parts {
            // The last part came on the day, so that what is entered may leave from then on.
            let arrival = last.adding(days: 4 * (part + 1 - parts))
            let receipt = id("receipt")
            let landed = below(2) == 0 ? 0 : 5 + below(40)
            sql += """
                INSERT INTO purchase_receipt (id, number, purchase_id, location_id, received_on, base_currency, rate, is_inverse,
                    landed, landed_by) OVERRIDING SYSTEM VALUE
                SELECT \(receipt), 'RC-2026-00\(receipt)', \(purchase), location.id, '\(arrival)', 'EUR',
                    exchange_rate_on('\(currency)', 'EUR', '\(arrival)'), false, \(landed), \(landed == 0 ? "NULL" : "'value'")
                FROM location WHERE code = 'MAIN';

                """
            for (place, line) in lines.enumerated() {
                let quantity =
                    parts == 1
                    ? line.ordered - below(2) * 3 : part == 0 ? line.ordered / 2 : line.ordered - line.ordered / 2
                let share = place == 0 ? landed - (lines.count - 1) * (landed / lines.count) : landed / lines.count
                let received = id("receipt line")
                sql += """
                    INSERT INTO purchase_receipt_line (id, receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
                    OVERRIDING SYSTEM VALUE
                    SELECT \(received), receipt.id, receipt.purchase_id, line.id, \(quantity), round(line.unit_cost * receipt.rate, 6), \(share),
                        round(line.unit_cost * receipt.rate, 6) + round(\(share)::numeric / \(quantity), 6)
                    FROM purchase_receipt AS receipt JOIN purchase_order_line AS line ON line.id = \(line.id) WHERE receipt.id = \(receipt);
                    INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, receipt_line, effective_on)
                    SELECT line.product_id, 'received', receipt.location_id, got.quantity, got.unit_cost, got.id, receipt.received_on
                    FROM purchase_receipt_line AS got JOIN purchase_receipt AS receipt ON receipt.id = got.receipt_id
                    JOIN purchase_order_line AS line ON line.id = got.line_id WHERE got.id = \(received);

                    """
                there[line.sku + "MAIN", default: 0] += quantity
            }
        }
    }

    private mutating func order(_ day: String) {
        let order = id("order")
        let customer = ["NORD", "NORD", "BOSTON", "ZUERI", "PRE"][below(5)]
        let (key, currency, tax) =
            ["NORD": (21, "EUR", 19), "BOSTON": (22, "USD", 0), "ZUERI": (23, "CHF", 0)][customer] ?? (24, "EUR", 19)
        let promised = below(5) == 0 ? "NULL" : "'\(day)'::date + \(4 + below(12))"
        sql += """
            INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, promised_on, net, tax, gross,
                confirmed_at) OVERRIDING SYSTEM VALUE
            SELECT \(order), 'SO-2026-00\(order)', id, 'confirmed', '\(currency)', 2, terms, \(promised), 0, 0, 0, '\(day)'
            FROM customer WHERE id = \(key);

            """
        for place in 0...below(3) {
            let line = OpenLine(
                id: id("order line"), order: order, sku: Self.skus[below(Self.skus.count - 1)], customer: customer,
                ordered: 1 + below(14), isPrepaid: customer == "PRE")
            let cancelled = below(8) == 0 ? 1 : 0
            sql += """
                INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, cancelled, is_prepaid, unit_price,
                    discount_percent, net, price_rule, tax_category, tax_rate) OVERRIDING SYSTEM VALUE
                SELECT \(line.id), \(order), \(place + 1), id, sku, sku, 'C62', \(line.ordered + cancelled), \(cancelled), \(line.isPrepaid),
                    asked.price, asked.discount, round(round(asked.price * \(line.ordered), 6) * (100 - asked.discount) / 100, 2), 'given',
                    '\(tax == 0 ? "G" : "S")', \(tax)
                FROM product CROSS JOIN (VALUES (\(5 + below(12)).\(100 + below(899)), \(below(3) == 0 ? "7.5" : "0"))) AS asked (price, discount)
                WHERE product.sku = '\(line.sku)';

                """
            open.append(line)
        }
    }

    private mutating func ship(_ day: String) {
        for order in Set(open.filter { $0.shipped < $0.ordered }.map(\.order)).sorted().prefix(2) {
            var shipment: Int?
            for index in open.indices where open[index].order == order && open[index].shipped < open[index].ordered {
                let line = open[index]
                let place = Self.places.first { there[line.sku + $0, default: 0] > 0 }
                guard let place, below(5) > 0 else { continue }
                let wanted = line.ordered - line.shipped
                let quantity = min(there[line.sku + place] ?? 0, below(3) == 0 ? max(1, wanted / 2) : wanted)
                if shipment == nil {
                    shipment = id("shipment")
                    sql += """
                        INSERT INTO shipment (id, number, order_id, shipped_on) OVERRIDING SYSTEM VALUE
                        VALUES (\(shipment ?? 0), 'SH-2026-00\(shipment ?? 0)', \(order), '\(day)');

                        """
                }
                let part = id("shipment line")
                sql += """
                    INSERT INTO shipment_line (id, shipment_id, line_id, location_id, quantity) OVERRIDING SYSTEM VALUE
                    SELECT \(part), \(shipment ?? 0), \(line.id), id, \(quantity) FROM location WHERE code = '\(place)';
                    INSERT INTO stock_movement (product_id, kind, from_location, quantity, shipment_line, effective_on)
                    SELECT line.product_id, 'shipped', part.location_id, part.quantity, part.id, '\(day)'
                    FROM shipment_line AS part JOIN sales_order_line AS line ON line.id = part.line_id WHERE part.id = \(part);

                    """
                there[line.sku + place, default: 0] -= quantity
                open[index].shipped += quantity
            }
        }
    }

    private mutating func invoice(_ day: String, back: Int) {
        // The last weeks leave something to invoice.
        guard back > 15 || below(3) == 0 else { return }
        func due(_ line: OpenLine) -> Int {
            (line.isPrepaid ? line.ordered : line.shipped) - line.returned - line.invoiced + line.credited
        }
        for order in Set(open.filter { due($0) > 0 }.map(\.order)).sorted().prefix(3) {
            let lines = open.indices.filter { open[$0].order == order && due(open[$0]) > 0 }
            let invoice = id("invoice")
            let values = lines.map { "(\(open[$0].id), \(open[$0].invoiced), \(due(open[$0])))" }.joined(
                separator: ", ")
            let share =
                "round(round(line.unit_price * (part.sofar + part.more), 6) * (100 - line.discount_percent) / 100, 2) - round(round(line.unit_price * part.sofar, 6) * (100 - line.discount_percent) / 100, 2)"
            let from =
                "FROM (VALUES \(values)) AS part (line_id, sofar, more) JOIN sales_order_line AS line ON line.id = part.line_id"
            sql += """
                INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits,
                    net, tax, gross) OVERRIDING SYSTEM VALUE
                SELECT \(invoice), 'INV-2026-00\(invoice)', 'INV-2026', \(invoice), orders.id, orders.customer_id, '\(day)',
                    '\(day)'::date + CASE orders.terms WHEN 'net30' THEN 30 WHEN 'net14' THEN 14 ELSE 0 END, orders.terms, orders.currency, 2,
                    sum.net, sum.tax, sum.net + sum.tax
                FROM sales_order AS orders CROSS JOIN (
                    SELECT sum(\(share)) AS net, round(sum(\(share)) * max(line.tax_rate) / 100, 2) AS tax \(from)) AS sum
                WHERE orders.id = \(order);
                INSERT INTO invoice_line (invoice_id, line_id, quantity, net) SELECT \(invoice), line.id, part.more, \(share) \(from);

                """
            for index in lines { open[index].invoiced += due(open[index]) }
            let paid = ["1", "1", "0.4", "1.1", "0"][below(5)]
            if paid != "0" {
                let payment = id("payment")
                sql += """
                    INSERT INTO payment (id, customer_id, currency, amount, paid_on) OVERRIDING SYSTEM VALUE
                    SELECT \(payment), customer_id, currency, round(gross * \(paid), 2),
                        least('\(day)'::date + \(below(50)), '\(today)'::date) FROM invoice WHERE id = \(invoice) AND gross > 0.05;
                    INSERT INTO payment_match (payment_id, invoice_id, amount) SELECT id, \(invoice), amount FROM payment WHERE id = \(payment);

                    """
            }
        }
    }

    private mutating func comeBack(_ day: String) {
        let candidates = open.indices.filter { open[$0].shipped > open[$0].returned && !open[$0].isPrepaid }
        guard let index = candidates.randomElement(using: &random) else { return }
        let line = open[index]
        let quantity = 1 + below(line.shipped - line.returned)
        let entry = id("return")
        let isScrapped = below(3) == 0
        sql += """
            INSERT INTO order_return (id, number, order_id, received_on, reason) OVERRIDING SYSTEM VALUE
            VALUES (\(entry), 'RT-2026-00\(entry)', \(line.order), '\(day)', 'test');
            INSERT INTO order_return_line (id, return_id, line_id, location_id, quantity, disposition) OVERRIDING SYSTEM VALUE
            SELECT \(entry), \(entry), \(line.id), id, \(quantity), '\(isScrapped ? "scrapped" : "restocked")' FROM location WHERE code = 'SOUTH';
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, return_line, effective_on)
            SELECT line.product_id, 'returned', part.location_id, part.quantity, part.id, '\(day)'
            FROM order_return_line AS part JOIN sales_order_line AS line ON line.id = part.line_id WHERE part.id = \(entry);

            """
        open[index].returned += quantity
        if isScrapped {
            sql += """
                INSERT INTO stock_movement (product_id, kind, from_location, quantity, return_line, effective_on)
                SELECT line.product_id, 'scrapped', part.location_id, part.quantity, part.id, '\(day)'
                FROM order_return_line AS part JOIN sales_order_line AS line ON line.id = part.line_id WHERE part.id = \(entry);

                """
        } else {
            there[line.sku + "SOUTH", default: 0] += quantity
        }
        let credited = min(quantity, line.invoiced - line.credited)
        guard credited > 0, below(4) > 0 else { return }
        open[index].credited += credited
        // The latest invoice of the line that has as much.
        sql += """
            WITH charged AS (
                SELECT charged.id, charged.invoice_id, round(charged.net * \(credited) / charged.quantity, 2) AS net, line.tax_rate
                FROM invoice_line AS charged JOIN sales_order_line AS line ON line.id = charged.line_id
                WHERE charged.line_id = \(line.id) ORDER BY charged.quantity DESC, charged.id DESC LIMIT 1
            ), note AS (
                INSERT INTO credit_note (number, series, ordinal, invoice_id, issued_on, net, tax, gross)
                SELECT 'CN-2026-00\(entry)', 'CN-2026', \(entry), invoice_id, '\(day)', net, round(net * tax_rate / 100, 2),
                    net + round(net * tax_rate / 100, 2) FROM charged RETURNING id
            )
            INSERT INTO credit_note_line (credit_note_id, invoice_line_id, line_id, quantity, net)
            SELECT note.id, charged.id, \(line.id), \(credited), charged.net FROM note CROSS JOIN charged;

            """
    }

    /// Transfers, losses, finds, and receipts that somebody forgot to enter.
    private mutating func correct(_ day: String, back: Int) {
        let sku = Self.skus[below(Self.skus.count)]
        let lying = there[sku + "MAIN", default: 0]
        func move(
            _ kind: String, _ from: String?, _ target: String?, _ quantity: Int, _ day: String, cost: String = "NULL"
        ) {
            sql += """
                INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, effective_on)
                SELECT product.id, '\(kind)', source.id, target.id, \(quantity), \(cost), 'test', '\(day)'
                FROM product LEFT JOIN location AS source ON source.code = '\(from ?? "")'
                LEFT JOIN location AS target ON target.code = '\(target ?? "")' WHERE product.sku = '\(sku)';

                """
        }
        switch below(4) {
        case 0 where lying > 1:
            let quantity = 1 + below(lying - 1)
            move("transferred", "MAIN", "SOUTH", quantity, day)
            there[sku + "MAIN", default: 0] -= quantity
            there[sku + "SOUTH", default: 0] += quantity
        case 1 where lying > 0:
            move("adjusted", "MAIN", nil, 1, day)
            there[sku + "MAIN", default: 0] -= 1
        case 2:
            move("adjusted", nil, "MAIN", 2, day)
            there[sku + "MAIN", default: 0] += 2
        default:
            let earlier = today.adding(days: -max(back, min(360, back + 20))).text
            move("received", nil, "MAIN", 5, earlier, cost: "3.\(100_000 + below(899_999))")
            there[sku + "MAIN", default: 0] += 5
        }
    }

    private mutating func finish() {
        // Half of what is open and there is promised.
        for line in open where line.shipped < line.ordered {
            let lying = there[line.sku + "MAIN", default: 0]
            let quantity = min(lying, (line.ordered - line.shipped + 1) / 2)
            guard quantity > 0 else { continue }
            there[line.sku + "MAIN", default: 0] -= quantity
            sql += """
                INSERT INTO stock_allocation (line_id, location_id, product_id, quantity)
                SELECT line.id, location.id, line.product_id, \(quantity) FROM sales_order_line AS line CROSS JOIN location
                WHERE line.id = \(line.id) AND location.code = 'MAIN';

                """
        }
        sql += """
            UPDATE sales_order SET net = sum.net, tax = sum.tax, gross = sum.net + sum.tax,
                shipment = CASE WHEN sum.shipped = 0 THEN 'none' WHEN sum.open = 0 THEN 'full' ELSE 'partial' END,
                state = CASE WHEN sum.open = 0 AND sum.to_invoice = 0 THEN 'closed' ELSE 'confirmed' END,
                closed_at = CASE WHEN sum.open = 0 AND sum.to_invoice = 0 THEN now() END
            FROM (
                SELECT order_id, sum(net) AS net, round(sum(net) * max(tax_rate) / 100, 2) AS tax, sum(shipped) AS shipped,
                    sum(ordered - cancelled - shipped) AS open,
                    sum(abs(CASE WHEN is_prepaid THEN ordered - cancelled ELSE shipped END - returned - invoiced + credited)) AS to_invoice
                FROM sales_order_line GROUP BY order_id
            ) AS sum WHERE sum.order_id = sales_order.id;
            UPDATE purchase_order SET state = CASE WHEN sum.received = 0 THEN 'sent' WHEN sum.open = 0 THEN 'received' ELSE 'partial' END
            FROM (
                SELECT purchase_id, sum(received) AS received, sum(ordered - cancelled - received) AS open
                FROM purchase_order_line GROUP BY purchase_id
            ) AS sum WHERE sum.purchase_id = purchase_order.id;

            """
    }
}

private struct SelectToday: Statement {
    static let sql = "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS today"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("today") }
}
