package import Orders
package import Postgres
package import Quantities

/// The rate of a day between two currencies; no row is unknown.
package struct SelectExchangeRate: Statement {
    package static let sql = "SELECT rate, is_inverse FROM exchange_rate_entry($1, $2, $3::date)"
    let source, target, day: String

    /// From one currency to the other, on a day.
    package init(source: String, target: String, day: String) {
        self.source = source
        self.target = target
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [source, target, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ExchangeRate {
        ExchangeRate(try row.decimal("rate"), isInverse: try row.bool("is_inverse"))
    }
}

/// Makes a receipt; answers its number.
package struct InsertReceipt: Statement {
    package static let sql = """
        INSERT INTO purchase_receipt (number, purchase_id, location_id, received_on, base_currency, rate, is_inverse,
            landed, landed_by)
        SELECT document_number('RC', $3, nextval('purchase_receipt_number')),
            $1, $2, $3::date, $4, $5::numeric, $6, $7::numeric, $8
        RETURNING number
        """
    let values: [any ParameterConvertible & Sendable]

    /// Where and when it came in, the rate to the base currency, and what was landed by what, nil for nothing.
    package init(
        purchase: Int64, location: Int64, day: String, baseCurrency: String, rate: ExchangeRate, landed: Decimal,
        by basis: LandedBasis?
    ) {
        values = [
            purchase, location, day, baseCurrency, rate.rate.text, rate.isInverse, landed.text, basis?.rawValue,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// How much of what comes in is of a lot.
package struct LotShare: Sendable, Equatable {
    /// The lot's key, and how many.
    package let lot: Int64, quantity: Int

    /// So many of a lot.
    package init(lot: Int64, quantity: Int) {
        self.lot = lot
        self.quantity = quantity
    }
}

/// A line of a receipt that is to be made.
package struct NewReceiptLine: Sendable, Equatable {
    /// The line of the purchase, and how many came in.
    package let line: Int64, quantity: Int
    /// In the base currency: for one, the share of the line, and for one with its part of the share.
    package let goodsCost, landed, unitCost: Decimal
    /// The lots that all of it is of; none where it is of none.
    package let lots: [LotShare]

    /// A line.
    package init(
        line: Int64, quantity: Int, goodsCost: Decimal, landed: Decimal, unitCost: Decimal, lots: [LotShare] = []
    ) {
        self.lots = lots
        self.line = line
        self.quantity = quantity
        self.goodsCost = goodsCost
        self.landed = landed
        self.unitCost = unitCost
    }
}

/// Makes the lines of a receipt with their movements; sums and balances follow by the triggers.
package struct InsertReceiptLines: Statement {
    package static let sql = """
        WITH added AS (
            INSERT INTO purchase_receipt_line (receipt_id, purchase_id, line_id, quantity, goods_cost, landed, unit_cost)
            SELECT receipt.id, receipt.purchase_id, line.line_id, line.quantity, line.goods_cost, line.landed,
                line.unit_cost
            FROM unnest($2::bigint[], $3::integer[], $4::numeric[], $5::numeric[], $6::numeric[])
                AS line (line_id, quantity, goods_cost, landed, unit_cost)
            CROSS JOIN purchase_receipt AS receipt WHERE receipt.number = $1
            RETURNING id, line_id, quantity, unit_cost
        ), shared AS (
            INSERT INTO purchase_receipt_lot (receipt_line, lot_id, quantity)
            SELECT added.id, given.lot_id, given.quantity
            FROM unnest($8::bigint[], $9::bigint[], $10::integer[]) AS given (line_id, lot_id, quantity)
            JOIN added ON added.line_id = given.line_id
        )
        INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, receipt_line, effective_on,
            lot_id)
        SELECT line.product_id, 'received', receipt.location_id, added.quantity, added.unit_cost, added.id,
            receipt.received_on,
            (SELECT given.lot_id FROM unnest($2::bigint[], $7::bigint[]) AS given (line_id, lot_id)
            WHERE given.line_id = added.line_id)
        FROM added JOIN purchase_order_line AS line ON line.id = added.line_id
        JOIN purchase_receipt AS receipt ON receipt.number = $1
        ORDER BY line.product_id
        """
    let receipt: String
    let lines: [NewReceiptLine]

    /// The receipt's number and its lines.
    package init(receipt: String, lines: [NewReceiptLine]) {
        self.receipt = receipt
        self.lines = lines
    }

    package var parameters: [any ParameterConvertible] {
        [
            receipt, lines.map(\.line), lines.map(\.quantity), lines.map(\.goodsCost.text), lines.map(\.landed.text),
            lines.map(\.unitCost.text), lines.map { $0.lots.count == 1 ? $0.lots[0].lot : nil },
            shares.map(\.line), shares.map(\.share.lot), shares.map(\.share.quantity),
        ]
    }

    /// The lots of lines that are of several.
    private var shares: [(line: Int64, share: LotShare)] {
        lines.filter { $0.lots.count > 1 }.flatMap { line in line.lots.map { (line.line, $0) } }
    }
}

/// A line of a receipt, with the receipt's head.
package struct ReceiptLineRow: Sendable, Equatable {
    /// Number, day, location, currency of the costs.
    package let receipt, receivedOn, location, baseCurrency: String
    /// From the currency of the purchase to the base currency.
    package let rate: ExchangeRate
    /// What the receipt has landed, and by what it is spread.
    package let landed: Decimal, landedBy: String?
    /// The line of the purchase, its SKU, and how many.
    package let line: Int, sku: String, quantity: Int
    /// For one, the line's share, and for one with its part of the share.
    package let goodsCost, lineLanded, unitCost: Decimal
    /// Of which lots how many came in.
    package let lots: [LotPart]
    /// Why the receipt was reversed; nil when it was not.
    package let reversal: String?
}

/// What came in of a purchase, by receipt.
package struct SelectReceiptLines: Statement {
    package static let sql = """
        SELECT receipt.number, receipt.received_on, location.code, receipt.base_currency, receipt.rate,
            receipt.is_inverse, receipt.landed, receipt.landed_by, line.line, line.sku, part.quantity, part.goods_cost,
            part.landed AS line_landed, part.unit_cost, undone.reason AS reversal, ARRAY(
                SELECT lot.code FROM stock_movement AS movement
                JOIN stock_movement_lot AS given ON given.movement_id = movement.id JOIN lot ON lot.id = given.lot_id
                WHERE movement.receipt_line = part.id ORDER BY lot.id) AS lots,
            ARRAY(
                SELECT given.quantity FROM stock_movement AS movement
                JOIN stock_movement_lot AS given ON given.movement_id = movement.id
                WHERE movement.receipt_line = part.id ORDER BY given.lot_id) AS lot_quantities
        FROM purchase_receipt AS receipt JOIN location ON location.id = receipt.location_id
        JOIN purchase_receipt_line AS part ON part.receipt_id = receipt.id
        JOIN purchase_order_line AS line ON line.id = part.line_id
        LEFT JOIN purchase_receipt_reversal AS undone ON undone.receipt_id = receipt.id
        WHERE receipt.purchase_id = $1 ORDER BY receipt.id, line.line
        """
    let purchase: Int64

    /// The purchase.
    package init(purchase: Int64) { self.purchase = purchase }

    package var parameters: [any ParameterConvertible] { [purchase] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ReceiptLineRow {
        ReceiptLineRow(
            receipt: try row.string("number"), receivedOn: try row.string("received_on"),
            location: try row.string("code"), baseCurrency: try row.string("base_currency"),
            rate: ExchangeRate(try row.decimal("rate"), isInverse: try row.bool("is_inverse")),
            landed: try row.decimal("landed"), landedBy: try row.stringOrNil("landed_by"), line: try row.int("line"),
            sku: try row.string("sku"), quantity: try row.int("quantity"), goodsCost: try row.decimal("goods_cost"),
            lineLanded: try row.decimal("line_landed"), unitCost: try row.decimal("unit_cost"),
            lots: try .decoded(row), reversal: try row.stringOrNil("reversal"))
    }
}

/// What is sent to suppliers and did not come in of a product.
package struct SelectOnOrder: Statement {
    package static let sql = """
        SELECT coalesce(sum(line.ordered - line.cancelled - line.received), 0) AS quantity
        FROM purchase_order_line AS line JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
        WHERE line.product_id = $1 AND purchase.state IN ('sent', 'partial')
        """
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("quantity") }
}
