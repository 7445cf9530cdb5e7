internal import Orders
internal import Postgres
internal import Quantities
package import Storage

/// Shipments, receipts and movements that were entered by mistake: each is undone once, by a counter-entry with a reason.
package struct Reversing {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A shipment with what it has and who carries it.
    package struct Shipment: Sendable {
        /// The head.
        package let shipment: ShipmentRow
        /// What left, and by whom.
        package let lines: [ShipmentLineRow], parcels: [ParcelRow]
        /// What is said to customs.
        package let customs: CustomsRow
    }

    /// A shipment by its number.
    ///
    /// Refuses `shipment_unknown`.
    package func shipment(_ number: String) throws -> Shipment {
        let shipment = try head(number)
        return Shipment(
            shipment: shipment,
            lines: try connection.fetch(SelectShipmentLines(order: shipment.orderID)).filter { $0.shipment == number },
            parcels: try connection.fetch(SelectParcels(order: shipment.orderID, shipment: number)),
            customs: try connection.first(SelectCustoms(shipment: number)) ?? CustomsRow())
    }

    /// Says what customs ask of a shipment; what is nil stays as it was said.
    ///
    /// Refuses `shipment_unknown` and `shipment_reversed`.
    package func say(_ customs: CustomsRow, of number: String, dryRun: Bool = false) throws -> Shipment {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([head(number).order], database)
            let shipment = try head(number)
            try refuseReversed(shipment.reversal, number)
            try connection.run(UpsertCustoms(shipment: number, customs))
            let said: [(String, String?)] = [
                ("shipment", number), ("incoterm", customs.incoterm), ("place", customs.place),
                ("packages", customs.packages.map(String.init)), ("gross_kg", customs.grossKilograms?.text),
                ("reason", customs.reason),
            ]
            try connection.run(
                InsertAudit(
                    action: "shipment.customs", subjectKind: "order", subject: shipment.order,
                    detail: said.compactMap { name, value in value.map { (name, $0) } }))
            return try self.shipment(number)
        }
    }

    /// Says who carries a shipment, and by which numbers it is followed; more may be said later.
    ///
    /// Refuses `shipment_unknown`, `shipment_reversed`.
    package func track(_ number: String, carrier: String, tracking: [String], dryRun: Bool = false) throws -> Shipment {
        try database.write(dryRun: dryRun) {
            try OrderChange.lock([head(number).order], database)
            let shipment = try head(number)
            try refuseReversed(shipment.reversal, number)
            try connection.run(InsertParcels(shipment: number, carrier: carrier, tracking: tracking))
            try connection.run(InsertAudit(action: "shipment.track", subjectKind: "order", subject: shipment.order))
            return try self.shipment(number)
        }
    }

    /// Undoes a shipment that never left: its goods lie where they lay, promised to nobody, and its order is open again.
    ///
    /// Refuses `shipment_unknown`, `shipment_reversed`, `wrong_state`, and `reversal_depends` when so much of a line was
    /// invoiced or came back that it must have left.
    package func reverse(shipment number: String, reason: String, key: String?, dryRun: Bool = false) throws -> Shipment
    {
        try Self.requireReason(reason)
        return try database.write(dryRun: dryRun) {
            try OrderChange.lock([head(number).order], database)
            let shipment = try head(number)
            try refuseReversed(shipment.reversal, number)
            let change = OrderChange(database, shipment.order, key: key)
            let (order, lines) = try change.begin(.reverse)
            for (key, quantity) in try connection.fetch(SelectShippedQuantities(shipment: shipment.id)) {
                guard let line = lines.first(where: { $0.id == key }) else { continue }
                let rest = line.quantities.shipped - quantity
                let charged = line.quantities.invoiced - line.quantities.credited
                guard rest >= line.quantities.returned, order.isPrepaid || rest >= charged else {
                    throw Refusal(
                        "reversal_depends",
                        "\(line.sku) of \(number) was invoiced or came back: \(max(charged, line.quantities.returned)) "
                            + "of \(line.quantities.shipped) shipped", at: number,
                        remedy: "credit the invoice first: nephrite invoice credit; goods that left come back by "
                            + "nephrite order return")
                }
            }
            _ = try connection.first(LockStock(products: Set(lines.map(\.product)).sorted()))
            try connection.run(
                InsertShipmentReversal(shipment: shipment.id, reason: reason, day: try database.today()))
            try Lots(database).judge(lines.map(\.product))
            try change.finish("reverse", to: .confirmed, reason: "\(number): \(reason)")
            return try self.shipment(number)
        }
    }

    /// Undoes a receipt of a purchase; what it counted is open again.
    ///
    /// Refuses `receipt_unknown`, `receipt_reversed`, `wrong_state`, and `reversal_depends` when goods of it have left or are
    /// promised.
    package func reverse(receipt number: String, reason: String, key: String?, dryRun: Bool = false) throws
        -> Purchases.Detail
    {
        try Self.requireReason(reason)
        return try database.write(dryRun: dryRun) {
            try PurchaseChange.lock([receipt(number).purchase], database)
            let receipt = try receipt(number)
            guard !receipt.isReversed else {
                throw Refusal(
                    "receipt_reversed", "\(number) is reversed already", at: number,
                    remedy: "nephrite purchase show \(receipt.purchase) shows its receipts")
            }
            let change = PurchaseChange(database, receipt.purchase, key: key)
            let (purchase, lines) = try change.begin(.reverse)
            _ = try connection.first(LockStock(products: receipt.products.sorted()))
            for (product, quantity) in zip(receipt.products, receipt.quantities) {
                let sku = lines.first { $0.product == product }?.sku ?? ""
                try requireFree(product, sku, quantity, at: receipt.location, number)
            }
            try connection.run(
                InsertReceiptReversal(receipt: receipt.id, reason: reason, day: try database.today()))
            try Lots(database).judge(receipt.products)
            let isPartial = try change.lines(purchase).contains { $0.received > 0 }
            try change.finish(.reverse, purchase, to: isPartial ? .partial : .sent, reason: "\(number): \(reason)")
            return try Purchases(database).show(receipt.purchase)
        }
    }

    /// Undoes a receipt, a correction or a scrapping that a person entered as a movement.
    ///
    /// Refuses `movement_unknown`, `movement_reversed`, `movement_has_cause` where another command undoes it, and
    /// `reversal_depends` when goods of it have left or are promised.
    package func reverse(movement id: Int, reason: String, dryRun: Bool = false) throws -> Stock.Standing {
        try Self.requireReason(reason)
        return try database.write(dryRun: dryRun) {
            let select = SelectEnteredMovement(movement: Int64(id))
            guard let found = try connection.first(select) else {
                throw Refusal(
                    "movement_unknown", "there is no movement \(id)", at: "\(id)",
                    remedy: "nephrite stock history SKU lists them")
            }
            _ = try connection.first(LockStock(products: [found.product]))
            let movement = try connection.first(select) ?? found
            guard !movement.isReversed else {
                throw Refusal(
                    "movement_reversed", "the movement \(id) is reversed already", at: "\(id)",
                    remedy: "nephrite stock history \(movement.sku) shows by which")
            }
            guard !movement.hasCause, ["received", "adjusted", "scrapped"].contains(movement.kind) else {
                throw Refusal(
                    "movement_has_cause",
                    "the movement \(id) is of kind \(movement.kind), which is not undone by itself",
                    at: "\(id)",
                    remedy: "nephrite shipment reverse, purchase reverse, order return or stock transfer undo their own"
                )
            }
            if let place = movement.target {
                try requireFree(movement.product, movement.sku, movement.quantity, at: place, "movement \(id)")
            }
            try connection.run(InsertReversal(movement: Int64(id), reason: reason, day: try database.today()))
            try Lots(database).judge([movement.product])
            try connection.run(InsertAudit(action: "stock.reverse", subjectKind: "product", subject: movement.sku))
            return try Stock(database).show(movement.sku)
        }
    }

    private func head(_ number: String) throws -> ShipmentRow {
        guard let shipment = try connection.first(SelectShipment(number: number)) else {
            throw Refusal(
                "shipment_unknown", "there is no shipment \(number)", at: number,
                remedy: "nephrite order show shows the shipments of an order")
        }
        return shipment
    }

    private func receipt(_ number: String) throws -> ReceiptRow {
        guard let receipt = try connection.first(SelectReceipt(number: number)) else {
            throw Refusal(
                "receipt_unknown", "there is no receipt \(number)", at: number,
                remedy: "nephrite purchase show shows the receipts of a purchase")
        }
        return receipt
    }

    private func refuseReversed(_ reversal: String?, _ number: String) throws {
        guard let reversal else { return }
        throw Refusal(
            "shipment_reversed", "\(number) is reversed already: \(reversal)", at: number,
            remedy: "nephrite shipment show \(number) shows it; what leaves is a new shipment")
    }

    static func requireReason(_ reason: String) throws {
        guard reason.allSatisfy(\.isWhitespace) else { return }
        throw Refusal("reason_missing", "a counter-entry needs a reason", at: "--reason", remedy: "give --reason")
    }

    /// Refuses (`reversal_depends`) to take away what is not there any more, or is promised.
    private func requireFree(_ product: Int64, _ sku: String, _ quantity: Int, at place: Int64, _ what: String) throws {
        let balance = try connection.fetch(SelectBalances(products: [product], day: nil)).first {
            $0.locationID == place
        }
        let (onHand, allocated) = (balance?.onHand ?? 0, balance?.allocated ?? 0)
        guard onHand - allocated >= quantity else {
            throw Refusal(
                "reversal_depends",
                "\(what) brought \(quantity) of \(sku), and \(onHand) are there, \(allocated) of them promised",
                at: what,
                remedy: "nephrite order release takes promises back; what was shipped is reversed or returned first")
        }
    }
}
