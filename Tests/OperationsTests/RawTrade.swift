import Operations
import Postgres
import Quantities
import Reporting

/// The rows of a trade as they stand in the tables, and figures counted from them one by one.
struct RawTrade {
    /// A movement as it counts.
    struct Movement {
        let sku: String, id: Int, day: Day, kind: String
        let change: Int
        /// Of one, in millionths of the base currency: what it came with, and of it freight and duty.
        let cost: Int128?, landed: Int128
        /// The order line that it left for, or came back of.
        let line: Int?
    }

    /// What came in and lies there still.
    struct Layer {
        let movement: Movement
        var quantity: Int
        /// Of one, in trillionths of a millionth; nil where neither it nor anything before it had a cost.
        let cost, landed: Int128?
    }

    /// What the movements through a day left of a product.
    struct Standing {
        var balance = 0
        /// Of one, in trillionths of a millionth.
        var average, landed: Int128?
        var layers: [Layer] = []
        /// What left before it came in.
        var debt = 0
    }

    /// A line as it was agreed and how far it came.
    struct Line {
        let id: Int, order: String, line: Int, customer: String, currency: String, sku: String
        let state: String, isPrepaid: Bool, confirmed: Day, promised: Day?
        /// Ordered less cancelled.
        let wanted: Int
        let allocated, shipped, invoiced, returned, credited: Int
        /// In millionths: of one, in percent, and in percent.
        let price, discount, tax: Int128

        /// Net of so many, rounded to two digits, halves away from zero.
        func net(_ quantity: Int) -> Figure {
            RawTrade.cents(price * Int128(quantity) * (100_000_000 - discount) / 10_000, over: 10_000)
        }
    }

    /// Units of a line that left at once.
    struct Shipped {
        let line: Int, document: String, day: Day, quantity: Int
    }

    /// What was invoiced of a line, or credited where it is below zero.
    struct Charge {
        let line: Int, day: Day, quantity: Int, net: Figure
    }

    let movements: [Movement]
    let lines: [Line]
    let shipments: [Shipped]
    let charges: [Charge]
    private let rates: [Rate]

    /// A rate toward the base currency from a day on.
    struct Rate {
        let currency: String, day: Day, rate: Int128
    }

    /// A net amount in the base currency at the rate of a day.
    func inBase(_ net: Figure, _ currency: String, on day: Day) -> Figure {
        guard currency != "EUR" else { return net }
        let rate = rates.filter { $0.currency == currency && $0.day <= day }.max { $0.day < $1.day }?.rate ?? 0
        return Self.cents(net.millionths * rate, over: 1_000_000)
    }

    init(_ connection: Connection) throws {
        lines = try connection.fetch(SelectRawLines())
        rates = try connection.fetch(SelectRawRates())
        shipments = try connection.fetch(SelectRawShipments())
        charges = try connection.fetch(SelectRawCharges())
        movements = try connection.fetch(SelectRawMovements()).sorted {
            ($0.sku, $0.day, $0.id) < ($1.sku, $1.day, $1.id)
        }
    }

    /// Counts movement by movement; `each` sees what every one left.
    func standings(
        through day: Day? = nil, each: (Movement, Standing) -> Void = { _, _ in }
    ) -> [String: Standing] {
        var standings: [String: Standing] = [:]
        for movement in movements where day.map({ movement.day <= $0 }) ?? true {
            var standing = standings[movement.sku] ?? Standing()
            if movement.change > 0, let cost = movement.cost {
                standing.landed = Self.moved(
                    standing.landed, standing.balance, movement.change, movement.landed * Self.finest)
                standing.average = Self.moved(standing.average, standing.balance, movement.change, cost * Self.finest)
            }
            standing.balance += movement.change
            if movement.change > 0 {
                let paid = min(standing.debt, movement.change)
                standing.debt -= paid
                standing.layers.append(
                    Layer(
                        movement: movement, quantity: movement.change - paid,
                        cost: movement.cost.map { $0 * Self.finest } ?? standing.average,
                        landed: movement.cost == nil ? standing.landed : movement.landed * Self.finest))
            }
            var leaving = max(0, -movement.change)
            for index in standing.layers.indices where leaving > 0 {
                let taken = min(leaving, standing.layers[index].quantity)
                standing.layers[index].quantity -= taken
                leaving -= taken
            }
            standing.debt += leaving
            standing.layers.removeAll { $0.quantity == 0 }
            standings[movement.sku] = standing
            each(movement, standing)
        }
        return standings
    }

    /// The parts of a millionth in which averages are counted here, finely enough for every cent of these trades.
    static let finest: Int128 = 1_000_000_000_000

    /// What lay there and what came in are worth, by one unit, rounded up.
    private static func moved(_ average: Int128?, _ before: Int, _ more: Int, _ cost: Int128) -> Int128 {
        guard let average, before > 0 else { return cost }
        let worth = average * Int128(before) + cost * Int128(more)
        return (worth + Int128(before + more) - 1) / Int128(before + more)
    }

    /// So many of a cost as an amount, absent where the cost is.
    static func text(_ quantity: Int, _ cost: Int128?) -> String {
        cost.map { cents(Int128(quantity) * $0, over: Self.finest).text(minimumFractionDigits: 2) } ?? ""
    }

    /// Millionths as an amount of two digits, halves away from zero.
    static func cents(_ millionths: Int128, over divisor: Int128 = 1) -> Figure {
        let (quotient, rest) = abs(millionths).quotientAndRemainder(dividingBy: 10_000 * divisor)
        return Figure(millionths: millionths.signum() * (quotient + (rest * 2 >= 10_000 * divisor ? 1 : 0)) * 10_000)
    }
}

/// Lines of orders with their header.
private struct SelectRawLines: Statement {
    static let sql = """
        SELECT line.id, orders.number, line.line, customer.code, orders.currency, line.sku, orders.state, line.is_prepaid,
            to_char(orders.confirmed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS confirmed, orders.promised_on,
            line.ordered - line.cancelled AS wanted, line.allocated, line.shipped, line.invoiced, line.returned, line.credited,
            line.unit_price, line.discount_percent, line.tax_rate
        FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
        JOIN customer ON customer.id = orders.customer_id
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawTrade.Line {
        let millionths = { (text: String?) in text.flatMap { Figure($0)?.millionths } ?? 0 }
        let confirmed = try row.string("confirmed")
        guard let day = Day(confirmed) else { throw row.fault("confirmed", wanted: "day", found: confirmed) }
        return RawTrade.Line(
            id: try row.int("id"), order: try row.string("number"), line: try row.int("line"),
            customer: try row.string("code"),
            currency: try row.string("currency"), sku: try row.string("sku"), state: try row.string("state"),
            isPrepaid: try row.bool("is_prepaid"), confirmed: day,
            promised: try row.stringOrNil("promised_on").flatMap(Day.init), wanted: try row.int("wanted"),
            allocated: try row.int("allocated"), shipped: try row.int("shipped"), invoiced: try row.int("invoiced"),
            returned: try row.int("returned"), credited: try row.int("credited"),
            price: millionths(try row.stringOrNil("unit_price")),
            discount: millionths(try row.stringOrNil("discount_percent")),
            tax: millionths(try row.stringOrNil("tax_rate")))
    }
}

/// Parts of shipments in the order of their documents.
private struct SelectRawShipments: Statement {
    static let sql = """
        SELECT part.line_id, shipment.number, shipment.shipped_on, part.quantity
        FROM shipment_line AS part JOIN shipment ON shipment.id = part.shipment_id ORDER BY part.id
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawTrade.Shipped {
        let text = try row.string("shipped_on")
        guard let day = Day(text) else { throw row.fault("shipped_on", wanted: "day", found: text) }
        return RawTrade.Shipped(
            line: try row.int("line_id"), document: try row.string("number"), day: day,
            quantity: try row.int("quantity"))
    }
}

/// Lines of invoices, and those of credit notes below zero.
private struct SelectRawCharges: Statement {
    static let sql = """
        SELECT line.line_id, invoice.issued_on, line.quantity, line.net
        FROM invoice JOIN invoice_line AS line ON line.invoice_id = invoice.id
        UNION ALL SELECT line.line_id, note.issued_on, -line.quantity, -line.net
        FROM credit_note AS note JOIN credit_note_line AS line ON line.credit_note_id = note.id
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawTrade.Charge {
        let (text, net) = (try row.string("issued_on"), try row.string("net"))
        guard let day = Day(text), let figure = Figure(net) else {
            throw row.fault("net", wanted: "amount", found: net)
        }
        return RawTrade.Charge(line: try row.int("line_id"), day: day, quantity: try row.int("quantity"), net: figure)
    }
}

/// Rates toward the base currency.
private struct SelectRawRates: Statement {
    static let sql = "SELECT from_currency, valid_on, rate FROM exchange_rate WHERE to_currency = 'EUR'"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawTrade.Rate {
        let (day, rate) = (try row.string("valid_on"), try row.string("rate"))
        guard let valid = Day(day), let figure = Figure(rate) else {
            throw row.fault("rate", wanted: "rate", found: rate)
        }
        return RawTrade.Rate(currency: try row.string("from_currency"), day: valid, rate: figure.millionths)
    }
}

/// Movements with what their causes say of cost and line.
private struct SelectRawMovements: Statement {
    static let sql = """
        SELECT product.sku, movement.id, movement.effective_on, movement.kind, movement.from_location, movement.to_location,
            movement.quantity, movement.unit_cost, receipt.goods_cost, coalesce(shipped.line_id, returned.line_id) AS line_id
        FROM stock_movement AS movement JOIN product ON product.id = movement.product_id
        LEFT JOIN purchase_receipt_line AS receipt ON receipt.id = movement.receipt_line
        LEFT JOIN shipment_line AS shipped ON shipped.id = movement.shipment_line
        LEFT JOIN order_return_line AS returned ON returned.id = movement.return_line
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> RawTrade.Movement {
        let quantity = try row.int("quantity")
        let isIn = try row.int64OrNil("from_location") == nil
        let isOut = try row.int64OrNil("to_location") == nil
        let cost = try row.stringOrNil("unit_cost").flatMap { Figure($0)?.millionths }
        let goods = try row.stringOrNil("goods_cost").flatMap { Figure($0)?.millionths }
        let day = try row.string("effective_on")
        guard let counted = Day(day) else { throw row.fault("effective_on", wanted: "day", found: day) }
        return RawTrade.Movement(
            sku: try row.string("sku"), id: try row.int("id"), day: counted, kind: try row.string("kind"),
            change: isIn ? quantity : isOut ? -quantity : 0, cost: cost,
            landed: goods.map { (cost ?? $0) - $0 } ?? 0,
            line: try row.intOrNil("line_id"))
    }
}

extension ReportDocument {
    /// The texts of some columns of a row, by their names.
    func texts(_ columns: String..., of row: [Cell]) -> [String] {
        columns.map { name in index(of: name).map { text(row, $0) } ?? "no column \(name)" }
    }

    /// The number in a cell; nil when it is absent.
    func figure(_ column: String, of row: [Cell]) -> Figure? { index(of: column).flatMap { row[$0].figure } }

    /// The sum of a column; absent cells count as nothing.
    func sum(_ column: String) -> Figure { rows.map { figure(column, of: $0) ?? .zero }.reduce(.zero, +) }

    /// The sums of a column by the texts of another.
    func sums(_ column: String, by key: String) -> [String: Figure] {
        rows.reduce(into: [:]) { sums, row in
            sums[texts(key, of: row)[0], default: .zero] =
                sums[texts(key, of: row)[0], default: .zero] + (figure(column, of: row) ?? .zero)
        }
    }
}
