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
        /// Nil where neither it nor anything before it had a cost.
        let cost, landed: Int128?
    }

    /// What the movements through a day left of a product.
    struct Standing {
        var balance = 0
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

    let movements: [Movement]
    let lines: [Line]
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
                standing.landed = Self.moved(standing.landed, standing.balance, movement.change, movement.landed)
                standing.average = Self.moved(standing.average, standing.balance, movement.change, cost)
            }
            standing.balance += movement.change
            if movement.change > 0 {
                let paid = min(standing.debt, movement.change)
                standing.debt -= paid
                standing.layers.append(
                    Layer(
                        movement: movement, quantity: movement.change - paid, cost: movement.cost ?? standing.average,
                        landed: movement.cost == nil ? standing.landed : movement.landed))
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

    /// The average moves toward a cost by the share of what came in, to the millionth, halves to even.
    private static func moved(_ average: Int128?, _ before: Int, _ more: Int, _ cost: Int128) -> Int128 {
        guard let average, before > 0 else { return cost }
        let (step, whole) = ((cost - average) * Int128(more), Int128(before + more))
        let (quotient, rest) = step.quotientAndRemainder(dividingBy: whole)
        let twice = abs(rest) * 2
        let isUp = twice > whole || (twice == whole && quotient % 2 != 0)
        return average + quotient + (isUp ? step.signum() : 0)
    }

    /// So many of a cost as an amount, absent where the cost is.
    static func text(_ quantity: Int, _ cost: Int128?) -> String {
        cost.map { cents(Int128(quantity) * $0).text(minimumFractionDigits: 2) } ?? ""
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
