internal import Quantities

/// Reads the mapped record of an order into the neutral order.
struct OrderReading {
    private let compiled: CompiledProfile
    private let rules: CompiledOrder
    private let reading: FieldReading
    private var values: OrderValues

    private init(_ compiled: CompiledProfile, _ rules: CompiledOrder, _ record: MappedRecord, _ memory: ReadingMemory) {
        self.compiled = compiled
        self.rules = rules
        reading = FieldReading(
            compiled: compiled, record: record, header: FeedHeader(), memory: memory, line: 0, column: 0)
        values = OrderValues(notation: compiled.profile.notation)
    }

    static func order(
        _ record: MappedRecord, element: Int, _ compiled: CompiledProfile, _ rules: CompiledOrder,
        _ memory: ReadingMemory
    ) -> IncomingOrder {
        var reading = OrderReading(compiled, rules, record, memory)
        var order = IncomingOrder()
        reading.readHead(&order, compiled.profile.records[element].change)
        reading.readBuyers(&order)
        reading.readLines(&order, record)
        order.problems += reading.values.problems
        return order
    }

    private func text(_ field: OrderField) -> String? { reading.value(rules.fields[field])?.text }

    private mutating func readHead(_ order: inout IncomingOrder, _ change: RecordElement.Change?) {
        order.poNumber = values.text(text(.poNumber), "the order's number")
        if order.poNumber == nil {
            values.problem(
                "po_missing", "the order has no number of yours; without one no resend can be told from a new order")
        }
        order.messageID = values.text(text(.messageID), "the message's identity")
        order.orderedOn = values.day(text(.orderedOn), "the order's date")
        order.requestedOn = values.day(text(.requestedOn), "the day of delivery")
        order.currency = text(.currency)
        order.changeSequence = values.text(text(.version), "the order's version")
        order.kind = kind(change)
        if order.kind == .change || order.kind == .cancellation {
            order.changeNumber = values.text(text(.changeNumber), "the change's number")
            order.changeScope = text(.changeScope).flatMap { IncomingOrder.ChangeScope(rawValue: $0) }
        }
        order.isTest = text(.test)?.lowercased() == "test"
        let notes = reading.values(rules.fields[.note]).map(\.text)
        order.note = notes.isEmpty ? nil : OrderValues.note(notes.joined(separator: "\n"))
        for field in OrderField.address {
            let parts = reading.values(rules.fields[field]).map(\.text)
            guard !parts.isEmpty else { continue }
            let text = OrderValues.visible(parts.joined(separator: ", "), keepingLines: false, most: 1000)
            order.shipTo.append((field.addressKey, text))
        }
        // A total that cannot be read proves nothing; ours are computed.
        order.total = text(.total).flatMap { try? Decimal($0, notation: values.notation) }
        order.lineCount = text(.lineCount).flatMap { Int($0) }
    }

    private func kind(_ change: RecordElement.Change?) -> IncomingOrder.Kind {
        switch change {
        case .amend: return .change
        case .cancel, .delete: return .cancellation
        case nil: break
        }
        switch text(.kind) {
        case "change": return .change
        case "cancellation": return .cancellation
        case nil, "order":
            let type = text(.type)
            return type == nil || type == "order" ? .order : .other(OrderValues.short(type ?? ""))
        case let word?: return .other(OrderValues.short(word))
        }
    }

    private func readBuyers(_ order: inout IncomingOrder) {
        for (group, fields) in rules.buyers {
            for instance in reading.record.instances[group] {
                func text(_ field: BuyerField) -> String? {
                    reading.value(fields[field], in: instance)?.text
                }
                guard let value = text(.value) else { continue }
                // An identifier that counts only where the document refers to it.
                if fields[.reference] != nil, text(.reference) != value { continue }
                let found = IncomingOrder.Identifier(scheme: text(.scheme) ?? "none", value: value)
                if !order.buyers.contains(found), order.buyers.count < 100 { order.buyers.append(found) }
            }
        }
    }

    private mutating func readLines(_ order: inout IncomingOrder, _ record: MappedRecord) {
        let count = rules.lines.reduce(0) { $0 + record.instances[$1.group].count }
        guard count <= IncomingOrder.mostLines else { return values.tooManyLines(count) }
        for (group, fields) in rules.lines {
            for instance in record.instances[group] {
                order.lines.append(line(instance, fields, at: order.lines.count, &order))
            }
        }
    }

    private mutating func line(
        _ instance: [FoundText?], _ fields: RuleTable<OrderLineField>, at index: Int,
        _ order: inout IncomingOrder
    ) -> IncomingOrder.Line {
        func text(_ field: OrderLineField) -> String? { reading.value(fields[field], in: instance)?.text }
        var line = IncomingOrder.Line()
        line.number = values.text(text(.number), "the number of a line", most: 100)
        let place = line.label(at: index)
        line.sku = values.text(text(.sku), "\(place): our number of the goods")
        line.itemCode = values.text(text(.itemCode), "\(place): your number of the goods")
        OrderValues.take(gtin: text(.gtin), into: &line)
        line.name = text(.name).map { OrderValues.visible($0, keepingLines: false, most: 200) }
        if order.changeScope != nil { line.status = status(text(.status) ?? text(.operation), text(.quantity), place) }
        if line.status != .deleted, line.status != .unchanged || text(.quantity) != nil {
            line.quantity = values.quantity(text(.quantity), place)
        }
        line.unit = OrderValues.unit(text(.unit))
        let amount = values.amount(text(.price), place)
        line.unitPrice = values.price(
            amount: amount, quantity: text(.priceQuantity), unit: OrderValues.unit(text(.priceUnit)),
            rate: text(.priceUnitRate), orderUnit: line.unit, place)
        line.amount = text(.amount).flatMap { try? Decimal($0, notation: values.notation) }
        // Of several days the first; they stand in one text then.
        line.requestedOn = values.day(text(.requestedOn)?.split(separator: " / ").first.map(String.init), place)
        line.note = text(.note).map(OrderValues.note)
        if let currency = text(.currency) {
            if order.currency == nil { order.currency = currency }
            if currency != order.currency {
                values.problem(
                    "currency_mismatch",
                    "\(place): the price is in \(OrderValues.short(currency)), the order in \(order.currency ?? "")")
            }
        }
        if order.changeScope == nil, let operation = text(.operation), operation != "new" {
            values.problem(
                "order_change", "\(place) is marked \"\(OrderValues.short(operation))\": it changes an earlier order")
        }
        return line
    }
}

extension OrderReading {
    /// What becomes of a line of a change, by its word and its quantity: none of it is called off.
    private mutating func status(_ word: String?, _ quantity: String?, _ place: String) -> IncomingOrder.LineStatus? {
        if let quantity, let value = try? Decimal(quantity, notation: compiled.profile.notation), value == .zero {
            return .deleted
        }
        switch word {
        case nil: return nil
        case "new": return .added
        case "update": return .changed
        case "delete": return .deleted
        case "none": return .unchanged
        case let word?:
            values.problem(
                "change_unclear", "\(place) is marked \"\(OrderValues.short(word))\", which says nothing to do with it")
            return nil
        }
    }
}

extension OrderValues {
    static func note(_ text: String) -> String { visible(text, keepingLines: true, most: 4000) }

    mutating func tooManyLines(_ count: Int?) {
        problem(
            "too_many_lines",
            "the order has \(count.map { "\($0) lines" } ?? "more than is read of one"); an order has at most \(IncomingOrder.mostLines), split it"
        )
    }
}
