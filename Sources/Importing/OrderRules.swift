/// How an order is read: the fields of its head, who orders, and its lines.
struct OrderRules: Sendable {
    let fields: [OrderField: ValueRule]
    let buyers: [BuyerRule]
    let lines: [OrderLineRule]
}

/// What an order may tell outside buyers and lines.
enum OrderField: String, Sendable, CaseIterable {
    case poNumber = "po_number", messageID = "message_id", orderedOn = "ordered_on", requestedOn = "requested_on"
    case currency, kind, type, version, test, note, total, lineCount = "line_count"
    case changeNumber = "change_number", changeScope = "change_scope"
    case shipToID = "ship_to_id", shipToName = "ship_to_name", shipToStreet = "ship_to_street"
    case shipToCity = "ship_to_city", shipToPostalCode = "ship_to_postal_code", shipToCountry = "ship_to_country"

    /// The parts of an address, in the order in which they are kept.
    static let address: [OrderField] = [
        .shipToID, .shipToName, .shipToStreet, .shipToPostalCode, .shipToCity, .shipToCountry,
    ]

    /// The name of a part of an address: `city`.
    var addressKey: String { String(rawValue.dropFirst("ship_to_".count)) }
}

/// What tells who orders.
enum BuyerField: String, Sendable, CaseIterable {
    case scheme, value, reference
}

/// What a line of an order may tell.
enum OrderLineField: String, Sendable, CaseIterable {
    case number, sku, itemCode = "item_code", gtin, name, quantity, unit, price = "unit_price", currency
    case priceQuantity = "price_quantity", priceUnit = "price_unit", priceUnitRate = "price_unit_rate"
    case amount, requestedOn = "requested_on", note, operation, status
}

/// Elements each of which identifies the buyer.
struct BuyerRule: Sendable {
    var each: Path?
    var fields: [BuyerField: ValueRule]
}

/// Elements each of which is a line.
struct OrderLineRule: Sendable {
    var each: Path?
    var fields: [OrderLineField: ValueRule]
}

/// The rules of an order with their places in the plan.
struct CompiledOrder: Sendable {
    let fields: RuleTable<OrderField>
    let buyers: [(group: Int, rules: RuleTable<BuyerField>)]
    let lines: [(group: Int, rules: RuleTable<OrderLineField>)]

    init(_ rules: OrderRules, _ plan: inout RecordPlan) {
        var fields = RuleTable<OrderField>()
        for field in OrderField.allCases {
            if let rule = rules.fields[field] { fields[field] = plan.add(rule) }
        }
        self.fields = fields
        var buyers: [(group: Int, rules: RuleTable<BuyerField>)] = []
        for rule in rules.buyers {
            buyers.append(plan.addGroup(each: rule.each, fields: rule.fields))
        }
        self.buyers = buyers
        var lines: [(group: Int, rules: RuleTable<OrderLineField>)] = []
        for rule in rules.lines {
            lines.append(plan.addGroup(each: rule.each, fields: rule.fields))
        }
        self.lines = lines
    }
}
