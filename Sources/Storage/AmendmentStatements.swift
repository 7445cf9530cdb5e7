internal import Orders
package import Postgres
package import Quantities

/// Something that a version of an order changed.
package struct AmendmentRow: Sendable, Equatable {
    /// The line and its SKU; nil where the header was changed.
    package let line: Int?, sku: String?
    /// `ordered`, `unit_price`, `discount_percent`, `freight`, `po_number` or `promised_on`, and its values; nil is none.
    package let field: String, old, new: String?

    /// A change.
    package init(line: Int? = nil, sku: String? = nil, field: String, old: String?, new: String?) {
        self.line = line
        self.sku = sku
        self.field = field
        self.old = old
        self.new = new
    }
}

/// Makes the next version of an order's header.
package struct AmendOrder: Statement {
    package static let sql = """
        UPDATE sales_order SET version = version + 1, po_number = $2, promised_on = $3::date,
            ship_to = CASE WHEN $4::text IS NULL THEN ship_to ELSE customer_ship_to(customer_id, $4) END,
            valid_until = coalesce($5::date, valid_until), freight = coalesce($6::numeric, freight)
        WHERE id = $1
        """
    let values: [any ParameterConvertible & Sendable]

    /// The order, the customer's number, the day it is promised for, and an address, a last day and freight where they change.
    package init(
        order: Int64, poNumber: String?, promisedOn: String?, shipTo: String?, validUntil: String?, freight: Decimal?
    ) {
        values = [order, poNumber, promisedOn, shipTo, validUntil, freight?.text]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// A line as an amendment leaves it.
package struct AmendedLine: Sendable, Equatable {
    /// The line's key, and what is ordered then, with what was called off.
    package let id: Int64, ordered: Int
    /// Its discount and its amount.
    package let discountPercent, net: Decimal
    /// Its price, where it is priced anew or has another discount.
    package let priced: NewOrderLine?
    /// Whether all but the discount is as it was agreed.
    package let keepsPrice: Bool

    /// A line.
    package init(
        id: Int64, ordered: Int, discountPercent: Decimal, net: Decimal, priced: NewOrderLine?, keepsPrice: Bool
    ) {
        self.id = id
        self.ordered = ordered
        self.discountPercent = discountPercent
        self.net = net
        self.priced = priced
        self.keepsPrice = keepsPrice
    }
}

/// Writes quantity and amount of lines, and the price of those that are priced anew.
package struct AmendOrderLines: Statement {
    package static let sql = """
        UPDATE sales_order_line AS line SET ordered = given.ordered, net = given.net,
            discount_percent = given.discount_percent,
            unit_price = CASE WHEN given.is_priced THEN given.unit_price ELSE line.unit_price END,
            price_rule = CASE WHEN given.is_priced THEN given.rule ELSE line.price_rule END,
            list_price = CASE WHEN given.is_priced THEN given.list_price ELSE line.list_price END,
            exchange_rate = CASE WHEN NOT given.is_priced THEN line.exchange_rate
                WHEN given.is_inverse THEN 1 / given.rate ELSE given.rate END,
            cost = CASE WHEN given.is_priced THEN given.cost ELSE line.cost END,
            cost_currency = CASE WHEN NOT given.is_priced THEN line.cost_currency
                WHEN given.cost IS NOT NULL THEN given.cost_currency END
        FROM unnest($1::bigint[], $2::integer[], $3::numeric[], $4::boolean[], $5::numeric[], $6::text[], $7::numeric[],
            $8::numeric[], $9::boolean[], $10::numeric[], $11::text[], $12::numeric[])
            AS given (id, ordered, net, is_priced, unit_price, rule, list_price, rate, is_inverse, cost, cost_currency,
                discount_percent)
        WHERE line.id = given.id
        """
    let lines: [AmendedLine]

    /// Lines by their keys.
    package init(_ lines: [AmendedLine]) { self.lines = lines }

    package var parameters: [any ParameterConvertible] {
        let priced = lines.map { $0.keepsPrice ? nil : $0.priced }
        return [
            lines.map(\.id), lines.map(\.ordered), lines.map(\.net.text), priced.map { $0 == nil ? "f" : "t" },
            priced.map { $0?.unitPrice.text }, priced.map { $0?.rule }, priced.map { $0?.listPrice?.text },
            priced.map { $0?.rate?.rate.text }, priced.map { $0?.rate?.isInverse == true ? "t" : "f" },
            priced.map { $0?.facts.cost?.text }, priced.map { $0?.facts.costCurrency },
            lines.map(\.discountPercent.text),
        ]
    }
}

/// Agrees on so much less freight, since it was credited.
package struct LowerFreight: Statement {
    package static let sql = "UPDATE sales_order SET freight = freight - $2::numeric WHERE id = $1"
    let order: Int64
    let amount: Decimal

    /// The order, and by how much.
    package init(order: Int64, by amount: Decimal) { (self.order, self.amount) = (order, amount) }

    package var parameters: [any ParameterConvertible] { [order, amount.text] }
}

/// Writes what the present version of an order changed.
package struct InsertAmendments: Statement {
    package static let sql = """
        INSERT INTO order_amendment (order_id, version, line, sku, field, old, new)
        SELECT orders.id, orders.version, given.line, given.sku, given.field, given.old, given.new
        FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY
            AS given (line, sku, field, old, new, ordinal)
        JOIN sales_order AS orders ON orders.id = $1 ORDER BY given.ordinal
        """
    let order: Int64
    let changes: [AmendmentRow]

    /// The order and the changes.
    package init(order: Int64, changes: [AmendmentRow]) {
        self.order = order
        self.changes = changes
    }

    package var parameters: [any ParameterConvertible] {
        [
            order, changes.map { $0.line.map(String.init) }, changes.map(\.sku), changes.map(\.field),
            changes.map(\.old), changes.map(\.new),
        ]
    }
}

/// That an amendment made a line, or changed it.
package struct AmendedLineRow: Sendable, Hashable {
    /// The line's place in the order.
    package let line: Int
    /// Whether it was made by the amendment.
    package let isNew: Bool

    /// A line.
    package init(line: Int, isNew: Bool) { (self.line, self.isNew) = (line, isNew) }
}

/// Which lines of an order were made or changed by amendments of ours, not by changes that the customer sent.
package struct SelectAmendedLines: Statement {
    package static let sql = """
        SELECT DISTINCT line, field = 'ordered' AND old IS NULL AS is_new FROM order_amendment
        WHERE order_id = $1 AND line IS NOT NULL AND NOT EXISTS (
            SELECT FROM order_change_document AS change
            WHERE change.order_id = $1 AND change.version = order_amendment.version)
        ORDER BY line, is_new
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> AmendedLineRow {
        AmendedLineRow(line: try row.int("line"), isNew: try row.bool("is_new"))
    }
}
