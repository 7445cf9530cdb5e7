internal import Importing
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

/// Writes orders that were decided, as a set: confirms and promises them where that was asked for.
struct OrderWriting {
    private let database: Database
    private let options: OrderImport.Options
    private let today: String
    private var connection: Connection { database.connection }

    init(_ database: Database, _ options: OrderImport.Options, _ today: String) {
        self.database = database
        self.options = options
        self.today = today
    }

    /// What follows for one order from the others.
    private struct Plan {
        var creditHold: String?
        var depositHold: String?
        /// For each line what is taken from where.
        var taken: [[(location: Int64, quantity: Int)]] = []
        var allocation = Progress.none
        var notes: [String] = []
    }

    /// One outcome for each order; nil for one whose number was taken meanwhile.
    func write(_ orders: [(arrival: OrderArrival, order: AcceptedOrder)]) throws -> [OrderOutcome?] {
        guard !orders.isEmpty else { return [] }
        let accepted = orders.map(\.order)
        var plans = Array(repeating: Plan(), count: orders.count)
        if options.confirm {
            try checkCredit(accepted, &plans)
            for (index, pair) in orders.enumerated() { plans[index].depositHold = depositHold(pair.order) }
        }
        if options.allocate { try allocate(accepted, &plans) }
        // The server writes what was sent while the rest is made ready.
        let (made, ready) = try connection.fetch(
            InsertOrders(
                zip(orders, plans).map { pair, plan in
                    NewOrder(
                        customer: pair.order.customer.id, poNumber: pair.order.order.poNumber,
                        currency: pair.order.currency, terms: pair.order.customer.terms,
                        promisedOn: pair.order.promisedOn, state: options.confirm ? .confirmed : .draft,
                        allocation: plan.allocation, net: pair.order.net, tax: pair.order.taxAmount,
                        hasShipTo: !pair.order.order.shipTo.isEmpty, place: pair.order.place)
                }, today: today)
        ) { WrittenLines(lines(orders.indices, accepted, plans)) }
        let isWhole = made.count == orders.count
        let written = isWhole ? ready : WrittenLines(lines(made.map(\.place), accepted, plans))
        let owners = made.flatMap { Array(repeating: $0.id, count: orders[$0.place].order.lines.count) }
        try connection.pipeline { pipeline in
            try pipeline.run(InsertDocumentLines(written, of: owners))
            try writeLog(made, accepted, plans, &pipeline)
            try pipeline.run(InsertOrderDocuments(made.map { document($0, orders[$0.place]) }))
        }
        var outcomes: [OrderOutcome?] = Array(repeating: nil, count: orders.count)
        for order in made {
            let notes = orders[order.place].order.findings + plans[order.place].notes
            outcomes[order.place] = .created(orders[order.place].arrival, order.number, notes)
        }
        return outcomes
    }

    // MARK: Credit and stock

    private func depositHold(_ order: AcceptedOrder) -> String? {
        SalesOrders.depositReason(
            order.customer.terms, gross: order.net + (order.taxAmount ?? .zero), paid: .zero,
            minorDigits: order.currency.minorUnitDigits, currency: order.currency.code)
    }

    private func isPrepaid(_ order: AcceptedOrder) -> Bool {
        PaymentTerms(order.customer.terms)?.isPrepaid ?? false
    }

    private func checkCredit(_ orders: [AcceptedOrder], _ plans: inout [Plan]) throws {
        let limited = Set(orders.filter { $0.customer.creditLimit != nil && !isPrepaid($0) }.map(\.customer.id))
            .sorted()
        guard !limited.isEmpty else { return }
        _ = try connection.fetch(LockCustomers(ids: limited))
        var exposures: [Int64: CreditExposure] = [:]
        for row in try connection.fetch(SelectExposures(customers: limited)) { exposures[row.customer] = row.exposure }
        for (index, order) in orders.enumerated() where !isPrepaid(order) {
            guard let limit = order.customer.creditLimit, let before = exposures[order.customer.id] else { continue }
            let most = Decimal(400_000_000_000)
            let gross = order.net + (order.taxAmount ?? .zero)
            let after = CreditExposure(
                receivables: before.receivables, notInvoiced: min(before.notInvoiced + gross, most))
            exposures[order.customer.id] = after
            plans[index].creditHold = SalesOrders.creditReason(order.customer, after, limit)
        }
    }

    /// First come, first served; what is on hold is not promised.
    private func allocate(_ orders: [AcceptedOrder], _ plans: inout [Plan]) throws {
        let products = Set(orders.flatMap { $0.lines.map(\.facts.product) }).sorted()
        _ = try connection.first(LockStock(products: products))
        var available = Availability(try connection.fetch(SelectBalances(products: products, day: nil)))
        for (index, order) in orders.enumerated() {
            let holds = Self.holds(order, plans[index])
            guard holds.isEmpty else {
                plans[index].notes.append(
                    "on hold (\(holds.map(\.kind.rawValue).joined(separator: ", "))), nothing is allocated: \(holds[0].reason)"
                )
                continue
            }
            var (wanted, got) = (0, 0)
            var missing: [String] = []
            for line in order.lines {
                let taken = available.take(line.ordered, of: line.facts.product)
                wanted += line.ordered
                got += line.ordered - taken.missing
                if taken.missing > 0 { missing.append("\(taken.missing) of \(line.facts.sku)") }
                plans[index].taken.append(taken.parts)
            }
            plans[index].allocation = got == 0 ? .none : got == wanted ? .full : .partial
            if !missing.isEmpty { plans[index].notes.append("not in stock: \(missing.joined(separator: ", "))") }
        }
    }

    private static func holds(_ order: AcceptedOrder, _ plan: Plan) -> [(kind: HoldKind, reason: String)] {
        [
            (HoldKind.price, order.priceHold), (.manual, order.manualHold), (.credit, plan.creditHold),
            (.deposit, plan.depositHold),
        ].compactMap { kind, reason in reason.map { (kind, $0) } }
    }

    // MARK: Rows

    private func lines(_ places: some Sequence<Int>, _ orders: [AcceptedOrder], _ plans: [Plan]) -> [NewDocumentLine] {
        var lines: [NewDocumentLine] = []
        for place in places {
            let (order, taken) = (orders[place], plans[place].taken)
            let isPrepaid = isPrepaid(order)
            for (index, line) in order.lines.enumerated() {
                let said = order.order.lines[index]
                lines.append(
                    NewDocumentLine(
                        place: index + 1, line: line, isPrepaid: isPrepaid, tax: order.tax, customerLine: said.number,
                        customerItemCode: said.itemCode, note: said.note,
                        promised: index < taken.count ? taken[index] : []))
            }
        }
        return lines
    }

    private func writeLog(
        _ made: [MadeOrder], _ orders: [AcceptedOrder], _ plans: [Plan], _ pipeline: inout Pipeline
    ) throws {
        var steps: [OrderStep] = []
        var holds: [NewHold] = []
        for one in made {
            func step(
                _ action: String, _ from: OrderState?, _ target: OrderState, _ reason: String? = nil,
                _ hold: HoldKind? = nil
            ) {
                steps.append(
                    OrderStep(
                        order: one.id, number: one.number, action: action, from: from, target: target, reason: reason,
                        hold: hold))
            }
            func hold(_ kind: HoldKind, _ reason: String?, _ state: OrderState) {
                guard let reason else { return }
                // A doubt is left to a person, who is the only one to know when it is gone.
                holds.append(NewHold(order: one.id, kind: kind, reason: reason, isByRule: kind != .manual))
                step("hold", state, state, reason, kind)
            }
            let (order, plan) = (orders[one.place], plans[one.place])
            step("create", nil, .draft)
            hold(.price, order.priceHold, .draft)
            hold(.manual, order.manualHold, .draft)
            guard options.confirm else { continue }
            step("confirm", .draft, .confirmed)
            hold(.credit, plan.creditHold, .confirmed)
            hold(.deposit, plan.depositHold, .confirmed)
            if plan.allocation != .none { step("allocate", .confirmed, .confirmed) }
        }
        if !holds.isEmpty { try pipeline.run(InsertHolds(holds)) }
        try pipeline.run(InsertSteps(steps, key: options.key))
        try pipeline.run(InsertStepAudits(steps))
    }

    private func document(_ made: MadeOrder, _ pair: (arrival: OrderArrival, order: AcceptedOrder)) -> NewOrderDocument
    {
        let order = pair.order.order
        return NewOrderDocument(
            order: made.id, fileName: pair.arrival.file.name, position: order.position,
            fileDigest: pair.arrival.file.digest, format: pair.arrival.file.format, messageID: order.messageID,
            contentDigest: pair.order.contentDigest, orderedOn: order.orderedOn, requestedOn: order.requestedOn,
            note: order.note, shipTo: Self.json(order.shipTo), findings: pair.order.findings)
    }

    /// A JSON object of texts; control characters were taken out when they were read.
    private static func json(_ parts: [(key: String, text: String)]) -> String {
        let members = parts.map { key, text in
            let escaped = text.reduce(into: "") { escaped, character in
                if character == "\"" || character == "\\" { escaped.append("\\") }
                escaped.append(character)
            }
            return "\"\(key)\":\"\(escaped)\""
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
