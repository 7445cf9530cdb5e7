package import Orders
package import Postgres
package import Quantities

/// An order's header.
package struct OrderRow: Sendable, Equatable {
    /// Keys.
    package let id, customerID: Int64
    /// Number, customer's code, customer's purchase order.
    package let number, customer: String, poNumber: String?
    /// State.
    package let state: OrderState
    /// Currency, and the digits amounts are rounded to.
    package let currency: String, minorDigits: Int
    /// Terms of payment.
    package let terms: String, isPrepaid: Bool
    /// The day it was made, and the day it is promised for.
    package let createdOn: String, promisedOn: String?
    /// The last day on which its quotation may be confirmed; nil is without end.
    package let validUntil: String?
    /// Where it goes, as frozen on it or as its document says; nil where neither does.
    package let shipTo: ShipToRow?
    /// Counts the sets of changes, from 1.
    package let version: Int
    /// Opened again by a person, and nothing done to its quantities since.
    package let isReopened: Bool
    /// The five axes.
    package let allocation, shipment, invoice, payment, `return`: String
    /// What is agreed for the carriage, without tax; part of the net amount.
    package let freight: Decimal
    /// Totals; tax and gross are nil until the tax is known.
    package let net: Decimal, tax, gross: Decimal?

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> OrderRow {
        OrderRow(
            id: try row.int64("id"), customerID: try row.int64("customer_id"), number: try row.string("number"),
            customer: try row.string("customer"), poNumber: try row.stringOrNil("po_number"),
            state: try row.code("state"), currency: try row.string("currency"),
            minorDigits: try row.int("minor_digits"), terms: try row.string("terms"),
            isPrepaid: try row.bool("is_prepaid"), createdOn: try row.string("created_on"),
            promisedOn: try row.stringOrNil("promised_on"),
            validUntil: try row.stringOrNil("valid_until"),
            shipTo: try .decoded(row), version: try row.int("version"), isReopened: try row.bool("is_reopened"),
            allocation: try row.string("allocation"),
            shipment: try row.string("shipment"), invoice: try row.string("invoice"),
            payment: try row.string("payment"), return: try row.string("return"), freight: try row.decimal("freight"),
            net: try row.decimal("net"),
            tax: try row.decimalOrNil("tax"), gross: try row.decimalOrNil("gross"))
    }
}

/// Where an order goes.
package struct ShipToRow: Sendable, Equatable {
    /// The customer's address it was taken from, and the number of the place.
    package let code, gln: String?
    /// As it was then.
    package let name, street, additional, postalCode, city, region, country: String?

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> ShipToRow? {
        guard try row.bool("has_ship_to") else { return nil }
        return ShipToRow(
            code: try row.stringOrNil("ship_to_code"), gln: try row.stringOrNil("ship_to_gln"),
            name: try row.stringOrNil("ship_to_name"), street: try row.stringOrNil("ship_to_street"),
            additional: try row.stringOrNil("ship_to_additional"),
            postalCode: try row.stringOrNil("ship_to_postal_code"), city: try row.stringOrNil("ship_to_city"),
            region: try row.stringOrNil("ship_to_region"), country: try row.stringOrNil("ship_to_country"))
    }
}

/// Makes an order; answers its key and number.
package struct InsertOrder: Statement {
    package static let sql = """
        INSERT INTO sales_order (number, customer_id, po_number, state, currency, minor_digits, terms, promised_on, freight, net,
            ship_to)
        SELECT document_number('SO', $6, nextval('sales_order_number')),
            $1, $2, 'draft', $3, $4, $5, $7::date, $9::numeric, $9::numeric, customer_ship_to($1, $8)
        RETURNING number
        """
    let values: [any ParameterConvertible & Sendable]

    /// The header of a draft.
    package init(
        customer: Int64, poNumber: String?, currency: String, minorDigits: Int, terms: String, today: String,
        promisedOn: Day?, shipTo: String?, freight: Decimal
    ) {
        values = [
            customer, poNumber, currency, minorDigits, terms, today, promisedOn?.text, shipTo, freight.text,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// The order of a customer's purchase order number.
package struct SelectOrderOfPO: Statement {
    package static let sql = "SELECT number FROM sales_order WHERE customer_id = $1 AND po_number = $2"
    let customer: Int64
    let poNumber: String

    /// The customer and his number.
    package init(customer: Int64, poNumber: String) {
        self.customer = customer
        self.poNumber = poNumber
    }

    package var parameters: [any ParameterConvertible] { [customer, poNumber] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Locks orders in the order of their keys until the transaction ends; answers their numbers.
package struct LockOrders: Statement {
    package static let sql =
        "SELECT number FROM sales_order WHERE number = ANY ($1::text[]) ORDER BY id FOR NO KEY UPDATE"
    let numbers: [String]

    /// The orders.
    package init(numbers: [String]) { self.numbers = numbers }

    package var parameters: [any ParameterConvertible] { [numbers] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// An order by its number, or a page of orders by number, where one of seven digits comes behind all of six.
package struct SelectOrders: Statement {
    package static let sql = """
        SELECT orders.id, orders.customer_id, orders.number, customer.code AS customer, orders.po_number, orders.state,
            orders.currency, orders.minor_digits, orders.terms, orders.is_prepaid, to_char(orders.created_at AT TIME ZONE (
                SELECT zone.value FROM setting AS zone WHERE zone.key = 'time_zone'), 'YYYY-MM-DD') AS created_on,
            orders.promised_on, orders.valid_until,
            orders.version, orders.is_reopened, orders.allocation, orders.shipment, orders.invoice, orders.payment,
            orders.return, orders.freight, orders.net, orders.tax, orders.gross, place.ship_to IS NOT NULL AS has_ship_to,
            place.ship_to ->> 'code' AS ship_to_code, coalesce(place.ship_to ->> 'gln', place.ship_to ->> 'id') AS ship_to_gln,
            place.ship_to ->> 'name' AS ship_to_name, place.ship_to ->> 'street' AS ship_to_street,
            place.ship_to ->> 'additional' AS ship_to_additional, place.ship_to ->> 'postal_code' AS ship_to_postal_code,
            place.ship_to ->> 'city' AS ship_to_city, place.ship_to ->> 'region' AS ship_to_region,
            place.ship_to ->> 'country' AS ship_to_country
        FROM sales_order AS orders JOIN customer ON customer.id = orders.customer_id
        CROSS JOIN LATERAL (SELECT coalesce(orders.ship_to, (
            SELECT nullif(document.ship_to, '{}') FROM order_document AS document WHERE document.order_id = orders.id
        )) AS ship_to) AS place
        WHERE ($1::text IS NULL OR orders.number = $1) AND ($2::text IS NULL OR orders.state = $2)
            AND ($3::text IS NULL OR customer.code = $3)
            AND (NOT $4::boolean OR (orders.state = 'confirmed' AND EXISTS (
                SELECT FROM sales_order_line AS line WHERE line.order_id = orders.id
                    AND line.ordered - line.cancelled - line.shipped - line.allocated > 0)))
            AND (NOT $7::boolean OR EXISTS (
                SELECT FROM order_hold AS hold WHERE hold.order_id = orders.id AND hold.released_at IS NULL))
            AND ($5::text IS NULL OR (length(orders.number), orders.number COLLATE "C") > (length($5), $5))
        ORDER BY length(orders.number), orders.number COLLATE "C" LIMIT $6
        """
    let values: [any ParameterConvertible & Sendable]

    /// The order of a number.
    package init(number: String) { values = [number, nil as String?, nil as String?, false, nil as String?, 1, false] }

    /// A page behind a number; nil filters nothing.
    package init(
        state: String?, customer: String?, isBackordered: Bool, isOnHold: Bool, after: String?, limit: Int
    ) {
        values = [nil as String?, state, customer, isBackordered, after, limit, isOnHold]
    }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OrderRow { try .decoded(row) }
}

/// A line of an order.
package struct OrderLineRow: Sendable, Equatable {
    /// Keys.
    package let id, product: Int64
    /// Its place in the order.
    package let line: Int
    /// As agreed.
    package let sku, name, unit: String
    /// How far it has come.
    package let quantities: LineQuantities
    /// As agreed, in the order's currency.
    package let unitPrice, discountPercent, net: Decimal
    /// Nil until it is known.
    package let tax: TaxRateRow?
    /// What it was priced by, as it was then.
    package let basis: PriceBasis
    /// What the document it came in says: the buyer's numbers of line and goods, and what he adds.
    package let customerLine, customerItemCode, note: String?
}

/// What a line was priced by, as it was then.
package struct PriceBasis: Sendable, Equatable {
    /// List and row or rule that the price comes from, or `given`.
    package let rule: String
    /// What the list says in the order's currency, and the rate that it was converted at, into that currency.
    package let listPrice, exchangeRate: Decimal?
    /// What one cost us; nil where that was not known.
    package let cost: Decimal?, costCurrency: String?
}

/// The lines of an order in their order.
package struct SelectOrderLines: Statement {
    package static let sql = """
        SELECT id, product_id, line, sku, name, unit, ordered, cancelled, allocated, shipped, invoiced, returned, credited,
            unit_price, discount_percent, net, tax_category, tax_rate, price_rule, list_price,
            round(exchange_rate, 6) AS exchange_rate, cost, cost_currency, customer_line, customer_item_code, note
        FROM sales_order_line WHERE order_id = $1 ORDER BY line
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OrderLineRow {
        var tax: TaxRateRow?
        if let category = try row.stringOrNil("tax_category") {
            tax = TaxRateRow(category: category, rate: try row.decimal("tax_rate"))
        }
        return OrderLineRow(
            id: try row.int64("id"), product: try row.int64("product_id"), line: try row.int("line"),
            sku: try row.string("sku"), name: try row.string("name"), unit: try row.string("unit"),
            quantities: LineQuantities(
                ordered: try row.int("ordered"), cancelled: try row.int("cancelled"),
                allocated: try row.int("allocated"), shipped: try row.int("shipped"),
                invoiced: try row.int("invoiced"), returned: try row.int("returned"), credited: try row.int("credited")),
            unitPrice: try row.decimal("unit_price"), discountPercent: try row.decimal("discount_percent"),
            net: try row.decimal("net"), tax: tax,
            basis: PriceBasis(
                rule: try row.string("price_rule"), listPrice: try row.decimalOrNil("list_price"),
                exchangeRate: try row.decimalOrNil("exchange_rate"), cost: try row.decimalOrNil("cost"),
                costCurrency: try row.stringOrNil("cost_currency")), customerLine: try row.stringOrNil("customer_line"),
            customerItemCode: try row.stringOrNil("customer_item_code"), note: try row.stringOrNil("note"))
    }
}

/// A line to be made.
package struct NewOrderLine: Sendable, Equatable {
    /// The product as it is sold.
    package let facts: SaleFacts
    /// How many.
    package let ordered: Int
    /// In the order's currency.
    package let unitPrice, discountPercent, net: Decimal
    /// Where the price comes from; our price by list and the rate it was converted at, if any.
    package let rule: String, listPrice: Decimal?, rate: ExchangeRate?

    /// A line.
    package init(
        facts: SaleFacts, ordered: Int, unitPrice: Decimal, discountPercent: Decimal = .zero, net: Decimal,
        rule: String, listPrice: Decimal?,
        rate: ExchangeRate?
    ) {
        self.facts = facts
        self.ordered = ordered
        self.unitPrice = unitPrice
        self.discountPercent = discountPercent
        self.net = net
        self.rule = rule
        self.listPrice = listPrice
        self.rate = rate
    }
}

/// Writes what is called off, the net amount and the tax of lines.
package struct UpdateOrderLines: Statement {
    package static let sql = """
        UPDATE sales_order_line AS line SET cancelled = given.cancelled, net = given.net,
            tax_category = given.tax_category, tax_rate = given.tax_rate
        FROM unnest($1::bigint[], $2::integer[], $3::numeric[], $4::text[], $5::numeric[])
            AS given (id, cancelled, net, tax_category, tax_rate)
        WHERE line.id = given.id
        """
    let lines: [(id: Int64, cancelled: Int, net: Decimal, tax: TaxRateRow?)]

    /// Lines by their keys.
    package init(_ lines: [(id: Int64, cancelled: Int, net: Decimal, tax: TaxRateRow?)]) { self.lines = lines }

    package var parameters: [any ParameterConvertible] {
        [
            lines.map(\.id), lines.map(\.cancelled), lines.map(\.net.text), lines.map { $0.tax?.category },
            lines.map { $0.tax?.rate.text },
        ]
    }
}

/// Writes an order's state with its time, its axes and its totals.
package struct UpdateOrder: Statement {
    package static let sql = """
        UPDATE sales_order SET state = $2,
            quoted_at = CASE WHEN $2 = 'quoted' THEN coalesce(quoted_at, now()) ELSE quoted_at END,
            confirmed_at = CASE WHEN $2 = 'confirmed' THEN coalesce(confirmed_at, now()) ELSE confirmed_at END,
            closed_at = CASE WHEN $2 = 'closed' THEN coalesce(closed_at, now()) END,
            cancelled_at = CASE WHEN $2 = 'cancelled' THEN coalesce(cancelled_at, now()) END,
            allocation = $3, shipment = $4, invoice = $5, payment = $6, return = $7,
            freight = $11::numeric, net = $8::numeric, tax = $9::numeric, gross = $8::numeric + $9::numeric, is_reopened = $10
        WHERE id = $1
        """
    let values: [any ParameterConvertible & Sendable]

    /// What follows from the lines.
    package init(
        order: Int64, state: OrderState, axes: OrderAxes, freight: Decimal, net: Decimal, tax: Decimal?,
        isReopened: Bool
    ) {
        values = [
            order, state.rawValue, axes.allocation.rawValue, axes.shipment.rawValue, axes.invoice.rawValue,
            axes.payment.rawValue, axes.return.rawValue, net.text, tax?.text, isReopened, freight.text,
        ]
    }

    package var parameters: [any ParameterConvertible] { values }
}

/// What was invoiced for an order less what was credited, and what was paid on it, gross.
package struct OrderMoney: Sendable, Equatable {
    /// Sums over its invoices.
    package let invoiced, paid: Decimal
    /// What of it is freight, without tax.
    package let freight: Decimal
    /// What no invoice has used of its deposits.
    package let depositsLeft: Decimal
}

/// Sums an order's invoices, credit notes, payments and deposits.
package struct SelectOrderMoney: Statement {
    package static let sql = """
        SELECT coalesce(sum(invoice.gross - (
                SELECT coalesce(sum(note.gross), 0) FROM credit_note AS note WHERE note.invoice_id = invoice.id)), 0) AS invoiced,
            coalesce(sum((
            SELECT sum(match.amount) FROM payment_match AS match WHERE match.invoice_id = invoice.id)), 0) AS paid,
            coalesce(sum(invoice.freight - (
                SELECT coalesce(sum(note.freight), 0) FROM credit_note AS note WHERE note.invoice_id = invoice.id)), 0)
                AS freight,
            (SELECT coalesce(sum(payment.amount - (
                SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.payment_id = payment.id)), 0)
            FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
            WHERE deposit.order_id = $1) AS deposits_left
        FROM invoice WHERE invoice.order_id = $1
        """
    let order: Int64

    /// The order.
    package init(order: Int64) { self.order = order }

    package var parameters: [any ParameterConvertible] { [order] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OrderMoney {
        OrderMoney(
            invoiced: try row.decimal("invoiced"), paid: try row.decimal("paid"), freight: try row.decimal("freight"),
            depositsLeft: try row.decimal("deposits_left"))
    }
}
