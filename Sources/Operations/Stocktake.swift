internal import Postgres
package import Quantities
package import Storage

/// Stocktakes: opened, entered, reviewed and posted.
package struct Stocktake {
    let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A count with its lines.
    package struct Detail: Sendable {
        /// The count.
        package let count: StockCountRow
        /// Its lines by SKU and location.
        package let lines: [StockCountLineRow]
        /// Promises that posting took back.
        package var released: [AllocationRow] = []
    }

    /// Writes down what lies at a location, or everywhere, as what a count expects to find.
    ///
    /// Goods may move on while it is counted: what is posted is the difference to this moment. By lot, each lot that lies there
    /// is counted by itself, and so is what is of none. Refuses `location_unknown`.
    package func open(location: String?, isByLot: Bool = false, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let place = try location.map { try Stock(database).location($0, "--location") }
            let number =
                try connection.first(OpenStockCount(today: try database.today(), location: place, isByLot: isByLot))
                ?? ""
            try connection.run(SnapStockCount(number: number))
            try connection.run(InsertAudit(action: "count.open", subjectKind: "count", subject: number))
            return try show(number)
        }
    }

    /// A count without its lines.
    ///
    /// Refuses `count_unknown`.
    package func head(_ number: String) throws -> StockCountRow {
        guard let count = try connection.first(SelectStockCounts(number: number)) else { throw Self.unknown(number) }
        return count
    }

    /// Where figures of a count are that do not say it: where they are said to be, else where all of it is counted.
    ///
    /// Nil where the count is of several locations.
    package func place(of count: StockCountRow, _ location: String?) throws -> String? {
        if let place = location ?? count.location { return place }
        let locations = try connection.fetch(SelectLocations(after: nil, limit: 2))
        return locations.count == 1 ? locations[0].code : nil
    }

    /// Refuses (`location_missing`) figures of a count of several locations that do not say where they were found.
    package static func noPlace(_ number: String) -> Refusal {
        Refusal(
            "location_missing", "\(number) counts several locations, and the figures do not say where they were found",
            at: "--location",
            remedy: "give --location; nephrite stock count show \(number) says what is expected where",
            status: .usage)
    }

    /// Writes figures into a count; of several for one product, location and lot the last holds.
    ///
    /// Refuses `count_unknown`, `count_not_open`, `product_unknown`, `location_unknown`, `lot_unknown`, `lot_not_counted` and
    /// `lot_missing`; then nothing is written.
    package func enter(_ number: String, _ figures: [CountedFigure], dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let count = try locked(number)
            if let place = count.location, let other = figures.first(where: { $0.location != place }) {
                throw Refusal(
                    "location_unknown", "\(number) counts \(place), not \(other.location)", at: other.sku,
                    remedy: "count \(other.location) by itself: nephrite stock count open --location \(other.location)")
            }
            let missing = try connection.fetch(EnterStockCount(number: number, figures: figures))
            if let first = missing.first {
                let others = missing.dropFirst().filter { $0.fault == first.fault }.map(\.sku)
                throw Self.refusal(
                    number, first, others: others.isEmpty ? "" : " (and \(others.joined(separator: ", ")))")
            }
            try connection.run(InsertAudit(action: "count.enter", subjectKind: "count", subject: number))
            return try show(number)
        }
    }

    private static func refusal(
        _ number: String, _ figure: EnterStockCount.Output, others: String
    ) -> Refusal {
        let (sku, location, lot) = (figure.sku, figure.location, figure.lot ?? "")
        return switch figure.fault {
        case .product:
            Refusal(
                "product_unknown", "there is no product \(sku)\(others)", at: sku,
                remedy: "nephrite product list --search TEXT looks for products; nothing was entered")
        case .location, nil:
            Refusal(
                "location_unknown", "there is no location \(location)\(others)", at: sku,
                remedy: "nephrite location list shows them; nothing was entered")
        case .lot:
            Refusal(
                "lot_unknown", "\(sku) has no lot \(lot)\(others)", at: lot,
                remedy: "nephrite lot list --sku \(sku) shows its lots; nothing was entered")
        case .notByLot:
            Refusal(
                "lot_not_counted",
                "\(number) counts goods without their lots, and \(sku) is given by lot \(lot)\(others)",
                at: sku, remedy: "give \(sku) as a whole, or open a count with --by-lot; nothing was entered")
        case .lotMissing:
            Refusal(
                "lot_missing", "\(number) counts by lot, and all of \(sku) at \(location) is of lots\(others)", at: sku,
                remedy: "give \(sku)@LOT=QTY; nephrite stock count show \(number) has the lots; nothing was entered")
        }
    }

    /// A count with its lines, or with those only that differ or are not counted.
    ///
    /// Refuses `count_unknown`.
    package func show(_ number: String, isDifferent: Bool = false) throws -> Detail {
        Detail(
            count: try head(number),
            lines: try connection.fetch(SelectStockCountLines(number: number, isDifferent: isDifferent)))
    }

    /// A page of counts, the latest first.
    package func list(limit: Int, after: String?) throws -> [StockCountRow] {
        try connection.fetch(SelectStockCounts(after: after, limit: limit))
    }

    /// Posts what was found more or less as movements of a day, without one today; what was not counted stays as it is.
    ///
    /// Other counts that are open expect from then on what this one found, so that nothing is put right twice.
    /// Where less lies there than is promised, the youngest promises are taken back first, and are answered. Refuses
    /// `count_unknown`, `count_not_open`, `nothing_counted`, `day_in_future`, `period_closed`, and `out_of_stock` where so much
    /// has left since the opening that the difference would go below zero, or where so much did not lie there on the day.
    package func post(_ number: String, on day: Day? = nil, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let day = try Stock(database).day(day)
            _ = try connection.fetch(LockOpenCounts())
            guard try locked(number).counted > 0 else {
                throw Refusal(
                    "nothing_counted", "nothing of \(number) was counted", at: number,
                    remedy: "enter figures first: nephrite stock count enter \(number) SKU=QTY")
            }
            let released = try makeRoom(number)
            try requireThere(number, on: day)
            try connection.run(InsertCountMovements(number: number, day: day))
            try connection.run(ShareCountFindings(number: number))
            try connection.run(EndStockCount(number: number, state: "posted"))
            try connection.run(InsertAudit(action: "count.post", subjectKind: "count", subject: number))
            var detail = try show(number)
            try Lots(database).judge(detail.lines.lazy.filter { ($0.variance ?? 0) != 0 }.map(\.product))
            detail.released = released
            return detail
        }
    }

    /// Ends a count that is not wanted.
    ///
    /// Refuses `count_unknown`, `count_not_open`.
    package func cancel(_ number: String, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            _ = try locked(number)
            try connection.run(EndStockCount(number: number, state: "cancelled"))
            try connection.run(InsertAudit(action: "count.cancel", subjectKind: "count", subject: number))
            return try show(number)
        }
    }

    /// Takes promises back where the count leaves less than is promised, with the locks taken in the one order.
    private func makeRoom(_ number: String) throws -> [AllocationRow] {
        func differing() throws -> [StockCountLineRow] {
            try connection.fetch(SelectStockCountLines(number: number, isDifferent: true))
        }
        let stock = Stock(database)
        let before = try differing()
        let promised = Set(
            before.filter { ($0.variance ?? 0) < 0 && $0.allocated > 0 }.map { [$0.product, $0.locationID] })
        let orders = try promised.flatMap {
            try connection.fetch(SelectAllocations(product: $0[0], location: $0[1]))
        }.map(\.order)
        _ = try connection.fetch(LockOrders(numbers: Set(orders).sorted()))
        // The count is locked, so its lines stay what they were; what lies there and is promised may have changed.
        _ = try connection.first(LockStock(products: Set(before.map(\.product)).sorted()))
        var released: [AllocationRow] = []
        let places = Dictionary(grouping: try differing()) { [$0.product, $0.locationID] }
        for lines in places.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
            for line in lines where line.onHand + (line.variance ?? 0) < 0 {
                throw Refusal(
                    "out_of_stock",
                    "\(line.location) has \(line.onHand) of \(Lots.goods(line.sku, of: line.lot)), so \(-(line.variance ?? 0)) cannot be missing: too many have left since \(number) was opened",
                    at: line.sku, remedy: "count it again and enter the figure, or cancel \(number) and open another")
            }
            guard let line = lines.first else { continue }
            let left = lines.reduce(line.placeOnHand) { $0 + ($1.variance ?? 0) }
            released += try stock.release(line.product, line.locationID, excess: line.allocated - left)
        }
        try stock.finishRelease(released, reason: "\(number) was posted")
        return released
    }

    /// Refuses (`out_of_stock`) what cannot be missing on a day because it did not lie there, then or behind it.
    private func requireThere(_ number: String, on day: String) throws {
        guard try day < database.today(),
            let short = try connection.first(SelectCountShortage(number: number, day: day))
        else { return }
        throw Refusal(
            "out_of_stock",
            "\(short.location) had \(short.least.quantity) of \(Lots.goods(short.sku, of: short.lot)) at the end of \(short.least.day), "
                + "so \(short.missing) cannot be missing on \(day)",
            at: "--on", remedy: "give a later day, such as the one on which \(number) was opened")
    }

    private func locked(_ number: String) throws -> StockCountRow {
        guard let state = try connection.first(LockStockCount(number: number)) else { throw Self.unknown(number) }
        guard state == "open" else {
            throw Refusal(
                "count_not_open", "\(number) is \(state)", at: number,
                remedy: "open another: nephrite stock count open")
        }
        return try head(number)
    }

    private static func unknown(_ number: String) -> Refusal {
        Refusal(
            "count_unknown", "there is no count \(number)", at: number,
            remedy: "nephrite stock count list shows the counts")
    }
}
