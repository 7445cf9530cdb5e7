package import Orders
package import Postgres
package import Quantities

/// The head of an order that is made together with others.
package struct NewOrder: Sendable {
    /// The customer and his number.
    package let customer: Int64, poNumber: String?
    /// As frozen on the order.
    package let currency: Currency, terms: String, promisedOn: Day?
    /// Draft or confirmed, and how much of it is promised.
    package let state: OrderState, allocation: Progress
    /// Totals; the tax is nil where it is not known.
    package let net: Decimal, tax: Decimal?
    /// Whether its document names an address, and the code of one that it names by that alone; else the customer's default
    /// one is frozen.
    package let hasShipTo: Bool, place: String?

    /// A head.
    package init(
        customer: Int64, poNumber: String?, currency: Currency, terms: String, promisedOn: Day?, state: OrderState,
        allocation: Progress, net: Decimal, tax: Decimal?, hasShipTo: Bool, place: String?
    ) {
        self.customer = customer
        self.poNumber = poNumber
        self.currency = currency
        self.terms = terms
        self.promisedOn = promisedOn
        self.state = state
        self.allocation = allocation
        self.net = net
        self.tax = tax
        self.hasShipTo = hasShipTo
        self.place = place
    }
}

/// An order that was made: its place among those that were given, from 0, its key and its number.
package struct MadeOrder: Sendable {
    /// See the type.
    package let place: Int, id: Int64, number: String
}

/// Makes orders; one whose customer has ordered by its number meanwhile is left out.
package struct InsertOrders: Statement {
    package static let sql = """
        WITH given AS MATERIALIZED (
            SELECT customer_id, po_number, currency, minor_digits, terms, promised_on, state, allocation, net, tax, place,
                document_number('SO', $11, nextval('sales_order_number')) AS number,
                CASE WHEN NOT has_ship_to OR address IS NOT NULL THEN customer_ship_to(customer_id, address) END AS ship_to
            FROM unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::date[], $7::text[],
                $8::text[], $9::numeric[], $10::numeric[], $12::boolean[], $13::text[])
                WITH ORDINALITY AS head (customer_id, po_number, currency, minor_digits, terms, promised_on, state,
                    allocation, net, tax, has_ship_to, address, place)
        ), made AS (
            INSERT INTO sales_order (number, customer_id, po_number, state, currency, minor_digits, terms, promised_on,
                allocation, net, tax, gross, confirmed_at, ship_to)
            SELECT number, customer_id, po_number, state, currency, minor_digits, terms, promised_on, allocation, net, tax,
                net + tax, CASE WHEN state = 'confirmed' THEN now() END, ship_to
            FROM given ORDER BY place
            ON CONFLICT ON CONSTRAINT sales_order_po_unique DO NOTHING
            RETURNING id, number
        )
        SELECT given.place - 1 AS place, made.id, made.number FROM made JOIN given USING (number) ORDER BY given.place
        """
    let orders: [NewOrder]
    let today: String

    /// The heads, and the day in whose year the numbers are.
    package init(_ orders: [NewOrder], today: String) {
        self.orders = orders
        self.today = today
    }

    package var parameters: [any ParameterConvertible] {
        [
            orders.map { $0.customer }, orders.map { $0.poNumber }, orders.map { $0.currency.code },
            orders.map { $0.currency.minorUnitDigits }, orders.map { $0.terms }, orders.map { $0.promisedOn?.text },
            orders.map { $0.state.rawValue }, orders.map { $0.allocation.rawValue }, orders.map { $0.net.text },
            orders.map { $0.tax?.text }, today, orders.map { $0.hasShipTo ? "t" : "f" }, orders.map { $0.place },
        ]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> MadeOrder {
        MadeOrder(place: try row.int("place"), id: try row.int64("id"), number: try row.string("number"))
    }
}

/// A line of an order, as it is kept.
package struct NewDocumentLine: Sendable {
    /// The place in its order from 1, and what is sold.
    package let place: Int, line: NewOrderLine, isPrepaid: Bool
    /// Nil where it is not known.
    package let tax: TaxRateRow?
    /// What the document says of it.
    package let customerLine, customerItemCode, note: String?
    /// What is promised to it, once for each location.
    package let promised: [(location: Int64, quantity: Int)]

    /// A line.
    package init(
        place: Int, line: NewOrderLine, isPrepaid: Bool, tax: TaxRateRow?, customerLine: String?,
        customerItemCode: String?, note: String?, promised: [(location: Int64, quantity: Int)] = []
    ) {
        self.place = place
        self.line = line
        self.isPrepaid = isPrepaid
        self.tax = tax
        self.customerLine = customerLine
        self.customerItemCode = customerItemCode
        self.note = note
        self.promised = promised
    }
}

/// Makes the lines of one order or of several, with what is promised to them.
///
/// Keys are given out in the order of the lines, so a promise names its line by its place among them.
package struct InsertDocumentLines: Statement {
    package static let sql = """
        WITH made AS (
            INSERT INTO sales_order_line (order_id, line, product_id, sku, name, unit, ordered, allocated, is_prepaid,
                unit_price, discount_percent, net, price_rule, list_price, exchange_rate, cost, cost_currency, tax_category,
                tax_rate, customer_line, customer_item_code, note)
            SELECT order_id, line, product_id, sku, name, unit, ordered, allocated, is_prepaid, unit_price,
                discount_percent, net, rule, list_price, CASE WHEN is_inverse THEN 1 / rate ELSE rate END, cost,
                CASE WHEN cost IS NOT NULL THEN cost_currency END, tax_category, tax_rate, customer_line,
                customer_item_code, note
            FROM unnest($1::bigint[], $2::integer[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::integer[],
                $8::boolean[], $9::numeric[], $10::numeric[], $11::text[], $12::numeric[], $13::numeric[], $14::boolean[],
                $15::numeric[], $16::text[], $17::text[], $18::numeric[], $19::text[], $20::text[], $21::text[],
                $22::integer[], $27::numeric[])
                WITH ORDINALITY AS given (order_id, line, product_id, sku, name, unit, ordered, is_prepaid, unit_price, net,
                    rule, list_price, rate, is_inverse, cost, cost_currency, tax_category, tax_rate, customer_line,
                    customer_item_code, note, allocated, discount_percent, place)
            ORDER BY place
            RETURNING id
        ), keys AS MATERIALIZED (
            SELECT array_agg(id ORDER BY id) AS ids FROM made
        )
        INSERT INTO stock_allocation (line_id, location_id, product_id, quantity)
        SELECT keys.ids[part.place], part.location_id, part.product_id, part.quantity
        FROM keys, unnest($23::integer[], $24::bigint[], $25::bigint[], $26::integer[])
            AS part (place, location_id, product_id, quantity)
        """
    let orders: [Int64]
    let lines: WrittenLines

    /// The lines of one order.
    package init(_ lines: [NewDocumentLine], of order: Int64) {
        self.init(WrittenLines(lines), of: Array(repeating: order, count: lines.count))
    }

    /// Lines, and of each its order.
    package init(_ lines: WrittenLines, of orders: [Int64]) {
        self.orders = orders
        self.lines = lines
    }

    package var parameters: [any ParameterConvertible] { [orders] + lines.parameters }
}

/// Lines as they are sent, but for their orders, which need not be made yet.
package struct WrittenLines: Sendable {
    fileprivate let parameters: [Parameter]

    /// Lines.
    package init(_ lines: [NewDocumentLine]) {
        var parts: [(place: Int, location: Int64, product: Int64, quantity: Int)] = []
        for (index, line) in lines.enumerated() {
            for part in line.promised {
                parts.append((index + 1, part.location, line.line.facts.product, part.quantity))
            }
        }
        let lists: [any ParameterConvertible] = [
            lines.map { $0.place }, lines.map { $0.line.facts.product }, lines.map { $0.line.facts.sku },
            lines.map { $0.line.facts.name }, lines.map { $0.line.facts.unit }, lines.map { $0.line.ordered },
            lines.map { $0.isPrepaid ? "t" : "f" }, lines.map { $0.line.unitPrice.text },
            lines.map { $0.line.net.text }, lines.map { $0.line.rule }, lines.map { $0.line.listPrice?.text },
            lines.map { $0.line.rate?.rate.text }, lines.map { $0.line.rate?.isInverse == true ? "t" : "f" },
            lines.map { $0.line.facts.cost?.text }, lines.map { $0.line.facts.costCurrency },
            lines.map { $0.tax?.category }, lines.map { $0.tax?.rate.text }, lines.map { $0.customerLine },
            lines.map { $0.customerItemCode }, lines.map { $0.note },
            lines.map { line in line.promised.reduce(0) { $0 + $1.quantity } },
            parts.map { $0.place }, parts.map { $0.location }, parts.map { $0.product }, parts.map { $0.quantity },
            lines.map { $0.line.discountPercent.text },
        ]
        parameters = lists.map(\.parameter)
    }
}

/// A step of an order for the log and the audit trail.
package struct OrderStep: Sendable {
    /// The order's key and number.
    package let order: Int64, number: String
    /// What was done, between which states, and why; and the hold that was placed.
    package let action: String, from: OrderState?, target: OrderState, reason: String?, hold: HoldKind?

    /// A step.
    package init(
        order: Int64, number: String, action: String, from: OrderState?, target: OrderState, reason: String? = nil,
        hold: HoldKind? = nil
    ) {
        self.order = order
        self.number = number
        self.action = action
        self.from = from
        self.target = target
        self.reason = reason
        self.hold = hold
    }
}

/// Logs steps of several orders, in the order given.
package struct InsertSteps: Statement {
    package static let sql = """
        INSERT INTO order_transition (order_id, action, from_state, to_state, reason, request_key, hold)
        SELECT order_id, action, from_state, to_state, reason, $7, hold
        FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            WITH ORDINALITY AS given (order_id, action, from_state, to_state, reason, hold, place) ORDER BY place
        """
    let steps: [OrderStep]
    let key: String?

    /// The steps with the caller's key, if he gave one.
    package init(_ steps: [OrderStep], key: String?) {
        self.steps = steps
        self.key = key
    }

    package var parameters: [any ParameterConvertible] {
        [
            steps.map { $0.order }, steps.map { $0.action }, steps.map { $0.from?.rawValue },
            steps.map { $0.target.rawValue }, steps.map { $0.reason }, steps.map { $0.hold?.rawValue }, key,
        ]
    }
}

/// Writes steps of several orders to the audit trail, in the order given.
package struct InsertStepAudits: Statement {
    package static let sql = """
        INSERT INTO audit_entry (action, subject_kind, subject, detail)
        SELECT 'order.' || action, 'order', number,
            CASE WHEN hold IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('hold', hold) END
        FROM unnest($1::text[], $2::text[], $3::text[])
            WITH ORDINALITY AS given (action, number, hold, place) ORDER BY place
        """
    let steps: [OrderStep]

    /// The steps.
    package init(_ steps: [OrderStep]) { self.steps = steps }

    package var parameters: [any ParameterConvertible] {
        [steps.map { $0.action }, steps.map { $0.number }, steps.map { $0.hold?.rawValue }]
    }
}

/// A document to be kept with the order that was made from it.
package struct NewOrderDocument: Sendable {
    /// The order, the file and the place in it.
    package let order: Int64, fileName: String, position: Int, fileDigest: String, format: String
    /// Identity and digest of the content.
    package let messageID: String?, contentDigest: String
    /// The days it was written and is wanted.
    package let orderedOn, requestedOn: Day?
    /// What the buyer adds; address and findings as the database reads them, JSON and an array.
    package let note: String?, shipTo: String, findings: [String]

    /// A document.
    package init(
        order: Int64, fileName: String, position: Int, fileDigest: String, format: String, messageID: String?,
        contentDigest: String, orderedOn: Day?, requestedOn: Day?, note: String?, shipTo: String, findings: [String]
    ) {
        self.order = order
        self.fileName = fileName
        self.position = position
        self.fileDigest = fileDigest
        self.format = format
        self.messageID = messageID
        self.contentDigest = contentDigest
        self.orderedOn = orderedOn
        self.requestedOn = requestedOn
        self.note = note
        self.shipTo = shipTo
        self.findings = findings
    }
}

/// Keeps where several orders came from.
package struct InsertOrderDocuments: Statement {
    package static let sql = """
        INSERT INTO order_document (order_id, file_name, position, file_sha256, format, message_id, content_sha256,
            ordered_on, requested_on, note, ship_to, findings)
        SELECT order_id, file_name, position, file_sha256, format, message_id, content_sha256, ordered_on, requested_on,
            note, ship_to::jsonb, findings::text[]
        FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[],
            $9::date[], $10::text[], $11::text[], $12::text[])
            AS given (order_id, file_name, position, file_sha256, format, message_id, content_sha256,
                ordered_on, requested_on, note, ship_to, findings)
        """
    let documents: [NewOrderDocument]

    /// The documents.
    package init(_ documents: [NewOrderDocument]) { self.documents = documents }

    package var parameters: [any ParameterConvertible] {
        [
            documents.map { $0.order }, documents.map { $0.fileName }, documents.map { $0.position },
            documents.map { $0.fileDigest }, documents.map { $0.format }, documents.map { $0.messageID },
            documents.map { $0.contentDigest }, documents.map { $0.orderedOn?.text },
            documents.map { $0.requestedOn?.text }, documents.map { $0.note }, documents.map { $0.shipTo },
            documents.map { $0.findings.parameter.text },
        ]
    }
}
