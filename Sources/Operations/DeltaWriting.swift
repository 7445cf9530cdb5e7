internal import Catalog
internal import Importing
internal import Postgres
internal import Quantities
internal import Storage

/// Where a record stands, for its quarantine after its batch is gone.
struct RecordPlace {
    let ordinal: Int
    let raw: RawPlace
    let line: Int
    let column: Int

    init(_ record: FeedRecord) {
        (ordinal, raw, line, column) = (record.ordinal, record.place, record.line, record.column)
    }

    init(_ record: PreparedRecord) {
        (ordinal, raw, line, column) = (record.ordinal, record.place, record.line, record.column)
    }
}

/// Writes the records of a delta: each is laid over what we have of its item, in the order of the file.
final class DeltaWriting {
    private struct Pending {
        let place: RecordPlace
        let digest: UInt64
        let item: SupplierItem?
        let findings: [Finding]
        let partNumber: String
    }

    private let connection: Connection
    private let run: Int64
    private let supplier: SupplierRow
    private let writer: ImportWriter
    private let items: ItemWriting
    private let replaces: Replacement
    private let quarantine: (RecordPlace, String?, [RecordFault]) throws -> Void
    private var pending: [Pending] = []
    private var pendingNumbers: Set<String> = []

    init(
        _ connection: Connection, run: Int64, supplier: SupplierRow, writer: ImportWriter, items: ItemWriting,
        replaces: Replacement, quarantine: @escaping (RecordPlace, String?, [RecordFault]) throws -> Void
    ) {
        self.connection = connection
        self.run = run
        self.supplier = supplier
        self.writer = writer
        self.items = items
        self.replaces = replaces
        self.quarantine = quarantine
    }

    func take(_ record: PreparedRecord, _ outcome: RecordOutcome) throws {
        switch outcome {
        case .quarantined(let number, let faults): try quarantine(RecordPlace(record), number, faults)
        case .withdrawn(let number): try add(record, number, nil, [])
        case .withdrawnByGTIN(let gtin):
            try flush()
            if let number = try connection.partNumber(ofGTIN: gtin, supplier: supplier.id) {
                try add(record, number, nil, [])
            } else {
                try quarantine(RecordPlace(record), nil, [.ambiguousGTIN(gtin, record)])
            }
        case .item(let item, let findings): try add(record, item.partNumber, item, findings)
        }
    }

    private func add(_ record: PreparedRecord, _ number: String, _ item: SupplierItem?, _ findings: [Finding]) throws {
        if pendingNumbers.contains(number) || pending.count >= 500 { try flush() }
        pendingNumbers.insert(number)
        pending.append(
            Pending(
                place: RecordPlace(record), digest: record.sourceDigest, item: item, findings: findings,
                partNumber: number))
    }

    /// Writes what is held back, so that a later record of the same item lies over it.
    func flush() throws {
        guard !pending.isEmpty else { return }
        try writer.flush()
        var before: [String: KnownItem] = [:]
        let numbers = pending.map(\.partNumber)
        for item in try connection.fetch(SelectKnownItems(supplier: supplier.id, run: run, partNumbers: numbers)) {
            before[item.item.partNumber] = item
        }
        for change in pending { try write(change, over: before[change.partNumber]) }
        pending.removeAll(keepingCapacity: true)
        pendingNumbers.removeAll(keepingCapacity: true)
    }

    private func write(_ change: Pending, over before: KnownItem?) throws {
        var head = VersionHead(
            record: change.place.ordinal, line: change.place.line, change: before?.pointer == nil ? .new : .changed,
            previous: before?.pointer, sourceDigest: change.digest)
        guard let item = change.item else {
            head.change = .deleted
            return try writer.addWithdrawal(of: change.partNumber, head)
        }
        guard before != nil || replaces != .prices else { return try refuseUnknown(change) }
        guard let merged = item.laid(over: before?.item, replacing: replaces, findings: change.findings) else {
            return try refuseUnit(change, item, before?.item)
        }
        // The record of a delta looks unlike the one of a full feed: only the content can be compared later.
        if replaces != .all { head.sourceDigest = 0 }
        try items.add(merged, head)
        for finding in change.findings {
            try writer.addFinding(
                record: change.place.ordinal, line: finding.line, partNumber: change.partNumber, code: finding.code,
                field: finding.field, value: finding.value, message: finding.message)
        }
    }

    private func refuseUnit(_ change: Pending, _ item: SupplierItem, _ before: SupplierItem?) throws {
        let unit = item.orderUnit ?? ""
        try quarantine(
            change.place, change.partNumber,
            [
                RecordFault(
                    code: "price_unit_unclear", field: "prices", value: unit,
                    message:
                        "the price is for \(unit), the order unit we have is \(before?.orderUnit ?? ""), and its contents do not say how many that are",
                    line: change.place.line, column: change.place.column, path: "")
            ])
    }

    private func refuseUnknown(_ change: Pending) throws {
        try quarantine(
            change.place, change.partNumber,
            [
                RecordFault(
                    code: "part_number_unknown", field: "part_number", value: change.partNumber,
                    message: "the message changes prices of an item that we do not have; import the full catalog first",
                    line: change.place.line, column: change.place.column, path: "")
            ])
    }
}

extension Connection {
    /// The part number that a GTIN means where only that is given: of the one active item that has it, the GTIN itself
    /// where none has; nil where several have it.
    func partNumber(ofGTIN gtin: String, supplier: Int64) throws -> String? {
        let numbers = try fetch(SelectPartNumbersOfGTIN(supplier: supplier, gtin: gtin))
        return numbers.count > 1 ? nil : numbers.first ?? gtin
    }
}

extension RecordFault {
    /// A withdrawal that could mean two items.
    static func ambiguousGTIN(_ gtin: String, _ record: PreparedRecord) -> RecordFault {
        RecordFault(
            code: "gtin_ambiguous", field: "gtin", value: gtin,
            message:
                "the record withdraws by this GTIN alone, and several of our items have it; ask the supplier for the part number",
            line: record.line, column: record.column, path: "")
    }
}

extension SupplierItem {
    /// This record's statement laid over what we have: all of it, what is present, or the prices only.
    ///
    /// Nil when its prices are for a unit that nothing joins with our order unit.
    func laid(over before: SupplierItem?, replacing: Replacement, findings: [Finding]) -> SupplierItem? {
        guard let before else { return self }
        switch replacing {
        case .all: return self
        case .prices:
            var item = before
            // A message that says nothing of prices, as one of stock, changes none; a price on request takes ours away.
            if prices.isEmpty, !findings.contains(where: { $0.code == "price_on_request" }) { return item }
            guard let contents = contents(inUnitOf: before) else { return nil }
            var prices = prices.map { $0.times(contents) }
            if hasUnstatedPriceQuantity { prices = prices.map { $0.withStoredQuantity(of: before) } }
            item.prices = prices
            return item
        case .present: return merged(with: before)
        }
    }

    /// How many of this record's unit there are in one order unit of ours; nil when nobody can say.
    private func contents(inUnitOf before: SupplierItem) -> Decimal? {
        guard let unit = orderUnit, let ours = before.orderUnit, !UnitOfMeasure.isSame(unit, ours) else {
            return Decimal(1)
        }
        guard let content = before.contentUnit, UnitOfMeasure.isSame(unit, content) else { return nil }
        return before.contentQuantity
    }

    private func merged(with before: SupplierItem) -> SupplierItem {
        var item = before
        func take<Value>(_ path: WritableKeyPath<SupplierItem, Value?>) {
            if let value = self[keyPath: path] { item[keyPath: path] = value }
        }
        func take<Value>(_ path: WritableKeyPath<SupplierItem, [Value]>) {
            if !self[keyPath: path].isEmpty { item[keyPath: path] = self[keyPath: path] }
        }
        take(\.gtin)
        take(\.manufacturerPartNumber)
        take(\.manufacturer)
        take(\.brand)
        take(\.buyerPartNumber)
        take(\.name)
        take(\.description)
        take(\.language)
        take(\.category)
        take(\.orderUnit)
        take(\.contentUnit)
        take(\.contentQuantity)
        take(\.minQuantity)
        take(\.quantityInterval)
        take(\.maxQuantity)
        take(\.leadTimeDays)
        take(\.countryOfOrigin)
        take(\.hsCode)
        take(\.length)
        take(\.width)
        take(\.thickness)
        take(\.mass)
        take(\.keywords)
        take(\.prices)
        take(\.features)
        take(\.pictures)
        if goods.material != nil || goods.shape != nil || !goods.treatments.isEmpty { item.goods = goods }
        return item
    }
}

extension SupplierPrice {
    /// The price of so many of the unit it was for.
    fileprivate func times(_ contents: Decimal) -> SupplierPrice {
        guard contents != Decimal(1), let product = Decimal.quotient(unitPrice, times: contents, by: Decimal(1)) else {
            return self
        }
        var price = self
        price.unitPrice = product
        return price
    }

    /// A price of a message that has no price quantity is for the quantity that the item's prices were for.
    fileprivate func withStoredQuantity(of before: SupplierItem) -> SupplierPrice {
        guard priceQuantity == Decimal(1),
            let stored = before.prices.first(where: { $0.kind == kind })?.priceQuantity, stored != Decimal(1),
            let divided = Decimal.quotient(unitPrice, by: stored)
        else { return self }
        var price = self
        price.priceQuantity = stored
        price.unitPrice = divided
        return price
    }
}
