internal import Catalog
internal import Quantities

/// What a row of a table, or an object of NDJSON, may say of an order and of its line.
enum OrderColumn: String, Sendable, CaseIterable {
    case customer, buyerScheme = "buyer_scheme", buyerID = "buyer_id", poNumber = "po_number"
    case messageID = "message_id", orderedOn = "ordered_on", promise, currency, note, total, test
    case shipToID = "ship_to_id", shipToName = "ship_to_name", shipToStreet = "ship_to_street"
    case shipToPostalCode = "ship_to_postal_code", shipToCity = "ship_to_city", shipToCountry = "ship_to_country"
    case line, sku, itemCode = "item_code", gtin, name, quantity, unit, unitPrice = "unit_price"
    case priceQuantity = "price_quantity", lineNote = "line_note", requestedOn = "requested_on"

    /// Whether it belongs to a line.
    var isOfLine: Bool {
        switch self {
        case .line, .sku, .itemCode, .gtin, .name, .quantity, .unit, .unitPrice, .priceQuantity, .lineNote,
            .requestedOn:
            true
        default: false
        }
    }

    /// The column of a name as people write it: case, blanks and hyphens do not count.
    init?(name: String) {
        if let column = Self.byWord[name] {
            self = column
            return
        }
        let folded = String(name.withoutBlanksAround.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        if let column = Self.byWord[folded] {
            self = column
            return
        }
        switch folded {
        case "po": self = .poNumber
        case "promised_on": self = .promise
        case "order_date": self = .orderedOn
        case "qty", "ordered": self = .quantity
        case "price": self = .unitPrice
        default: return nil
        }
    }

    private static let byWord = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// The names in a sentence.
    static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// The texts of a row by their columns; nil where it says nothing.
struct OrderCells: Sendable {
    private static let none = CaseTable<OrderColumn, String>()
    private var texts = Self.none

    subscript(column: OrderColumn) -> String? {
        get { texts[column] }
        set { texts[column] = newValue }
    }

    var isEmpty: Bool { OrderColumn.allCases.allSatisfy { self[$0] == nil } }

    /// What it says, in the order of the columns.
    var filled: [(column: OrderColumn, text: String)] {
        OrderColumn.allCases.compactMap { column in self[column].map { (column, $0) } }
    }
}

/// An order put together from rows.
struct OrderDraft {
    var head = OrderCells()
    var lines: [OrderCells] = []
    /// How many lines there are, also those beyond what is kept.
    var lineCount = 0
    var problems: [OrderProblem] = []
    var fileLine: Int

    init(fileLine: Int) { self.fileLine = fileLine }

    /// Adds what a row says of the order; rows that contradict each other are a problem.
    mutating func take(head: OrderCells, at line: Int) {
        for (column, text) in head.filled {
            guard let known = self.head[column] else {
                self.head[column] = text
                continue
            }
            if known != text {
                problems.append(
                    OrderProblem(
                        "head_contradicts",
                        "file line \(line): \(column.rawValue) is \"\(OrderValues.short(text))\", in a row before it was \"\(OrderValues.short(known))\""
                    ))
            }
        }
    }

    mutating func take(line: OrderCells) {
        lineCount += 1
        if lineCount <= IncomingOrder.mostLines { lines.append(line) }
    }

    /// The order with its values read.
    func order() -> IncomingOrder {
        var values = OrderValues(notation: .plain)
        var order = IncomingOrder()
        order.fileLine = fileLine
        order.customer = head[.customer].map { OrderValues.visible($0, keepingLines: false) }
        if let value = head[.buyerID] {
            order.buyers = [IncomingOrder.Identifier(scheme: head[.buyerScheme] ?? "none", value: value)]
        }
        order.poNumber = values.text(head[.poNumber], "po_number")
        order.messageID = values.text(head[.messageID], "message_id")
        order.orderedOn = values.day(head[.orderedOn], "ordered_on")
        order.requestedOn = values.day(head[.promise], "promise")
        order.currency = head[.currency]
        order.note = head[.note].map(OrderValues.note)
        order.isTest = isTest(&values)
        order.total = values.amount(head[.total], "total", code: "total_invalid")
        if let country = head[.shipToCountry], !CountryCode.isKnown(country.uppercased()) {
            values.problem(
                "country_invalid",
                "ship_to_country is \"\(OrderValues.short(country))\", which is no code of ISO 3166-1; give one such as DE"
            )
        }
        for (column, key) in Self.address {
            if let text = head[column] {
                order.shipTo.append((key, OrderValues.visible(text, keepingLines: false, most: 1000)))
            }
        }
        if lineCount > IncomingOrder.mostLines {
            values.tooManyLines(lineCount)
        } else {
            order.lines = lines.enumerated().map { line($1, at: $0, &values) }
        }
        order.problems = problems + values.problems
        return order
    }

    private func isTest(_ values: inout OrderValues) -> Bool {
        switch head[.test]?.lowercased() {
        case nil, "0", "false", "no", "production": return false
        case "1", "true", "yes", "test": return true
        case let word?:
            values.problem("test_unclear", "test is \"\(OrderValues.short(word))\", which is neither true nor false")
            return false
        }
    }

    private static let address: [(OrderColumn, String)] = [
        (.shipToID, OrderField.shipToID.addressKey), (.shipToName, OrderField.shipToName.addressKey),
        (.shipToStreet, OrderField.shipToStreet.addressKey),
        (.shipToPostalCode, OrderField.shipToPostalCode.addressKey), (.shipToCity, OrderField.shipToCity.addressKey),
        (.shipToCountry, OrderField.shipToCountry.addressKey),
    ]

    private func line(_ row: OrderCells, at index: Int, _ values: inout OrderValues) -> IncomingOrder.Line {
        var line = IncomingOrder.Line()
        line.number = values.text(row[.line], "the number of a line", most: 100)
        let place = line.label(at: index)
        line.sku = values.text(row[.sku], "\(place): sku")
        line.itemCode = values.text(row[.itemCode], "\(place): item_code")
        OrderValues.take(gtin: row[.gtin], into: &line)
        line.name = row[.name].map { OrderValues.visible($0, keepingLines: false, most: 200) }
        line.quantity = values.quantity(row[.quantity], place)
        line.unit = OrderValues.unit(row[.unit])
        line.unitPrice = values.price(
            amount: values.amount(row[.unitPrice], place), quantity: row[.priceQuantity], unit: nil, rate: nil,
            orderUnit: line.unit, place)
        line.requestedOn = values.day(row[.requestedOn], place)
        line.note = row[.lineNote].map(OrderValues.note)
        return line
    }
}

/// Puts rows of one customer and one number together to orders, in the order in which each begins.
///
/// So many rows are waited for; an order whose rows stand farther apart is refused for the later part.
struct OrderGrouping {
    private var open: [OrderDraft?] = []
    private var places: [String: Int] = [:]
    private var first = 0
    private var rowsOpen = 0
    private var closed: Set<Int> = []
    /// Whose the latest row was.
    private var latest: Int?
    static let mostRows = 100_000

    /// Adds a row, and hands on the orders that cannot be waited for any longer.
    ///
    /// What is wrong with a row is wrong with its order, so that none is made without it.
    mutating func take(
        head: OrderCells, line: OrderCells?, at fileLine: Int, problems: [OrderProblem] = [],
        _ body: (OrderDraft) throws -> Void
    ) rethrows {
        let key = [head[.customer], head[.buyerScheme], head[.buyerID], head[.poNumber]].map { $0 ?? "" }
            .joined(separator: "\u{0}")
        let place: Int
        if let known = places[key], head[.poNumber] != nil {
            place = known
        } else {
            place = open.count
            places[key] = place
            var draft = OrderDraft(fileLine: fileLine)
            if closed.contains(key.hashValue) {
                draft.problems.append(
                    OrderProblem("rows_apart", "rows of this order stand far apart in the file; sort it by po_number"))
            }
            if head[.poNumber] == nil {
                draft.problems.append(
                    OrderProblem(
                        "po_missing",
                        "file line \(fileLine): po_number is missing, so no row can be told to belong to it"))
            }
            open.append(draft)
        }
        if Self.isNamed(head) {
            latest = place
        } else if let latest {
            // As people write a further line in a spreadsheet.
            open[latest]?.problems.append(
                OrderProblem(
                    "row_unreadable",
                    "file line \(fileLine) does not name customer and po_number, so it may belong to this order; fill them in on every row"
                ))
        }
        open[place]?.take(head: head, at: fileLine)
        open[place]?.problems += problems
        if let line { open[place]?.take(line: line) }
        rowsOpen += 1
        while rowsOpen > Self.mostRows { try close(body) }
    }

    /// Refuses the order of a row that cannot be read, and that of the row before: what it says may be out of place.
    mutating func refuse(
        _ head: OrderCells, _ problem: OrderProblem, at fileLine: Int, _ body: (OrderDraft) throws -> Void
    ) rethrows {
        let before = latest
        let isNamed = Self.isNamed(head)
        if isNamed { try take(head: head, line: nil, at: fileLine, problems: [problem], body) }
        if let before, !isNamed || before != latest { open[before]?.problems.append(problem) }
        if isNamed { return }
        var draft = OrderDraft(fileLine: fileLine)
        draft.head = head
        draft.problems = [problem]
        try body(draft)
    }

    /// Whether a row says of which order it is.
    private static func isNamed(_ head: OrderCells) -> Bool {
        head[.poNumber] != nil && (head[.customer] != nil || head[.buyerID] != nil)
    }

    /// Hands on what is left.
    mutating func finish(_ body: (OrderDraft) throws -> Void) rethrows {
        while first < open.count { try close(body) }
    }

    private mutating func close(_ body: (OrderDraft) throws -> Void) rethrows {
        guard let draft = open[first] else { return }
        open[first] = nil
        first += 1
        rowsOpen -= max(1, draft.lineCount)
        let head = draft.head
        let key = [head[.customer], head[.buyerScheme], head[.buyerID], head[.poNumber]].map { $0 ?? "" }
            .joined(separator: "\u{0}")
        if head[.poNumber] != nil {
            places[key] = nil
            closed.insert(key.hashValue)
        }
        // What was handed on is let go of now and then.
        if first > 4096, first * 2 > open.count {
            open.removeFirst(first)
            for (key, place) in places { places[key] = place - first }
            latest = latest.flatMap { $0 < first ? nil : $0 - first }
            first = 0
        }
        try body(draft)
    }
}
