internal import Postgres
package import Quantities
package import Storage

/// What lies where, and the movements that brought it there.
package struct Stock {
    let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What is there of a product.
    package struct Standing: Sendable {
        /// SKU.
        package let sku: String
        /// By location's code.
        package let balances: [BalanceRow]
        /// In the base currency, with six digits; nil when nothing with a cost ever came in.
        ///
        /// Movements count in the order of the day they count for, those of one day in the order in which they were
        /// entered: `(effective_on, id)`. As of a day count those with `effective_on` up to it, whenever they were entered,
        /// so a receipt that is entered late changes the average of the days behind it, on past days too.
        ///
        /// - What comes in with a cost: the worth of what lies there then and of what comes in, by one unit, carried with
        ///   30 digits, so that quantity times average is that worth to the cent; where nothing lies there (0 or less),
        ///   its cost is the average.
        /// - What leaves, and what comes in without a cost (a correction), goes by the average and leaves it as it is.
        /// - A transfer changes neither quantity nor average.
        /// - There is none until something with a cost has come in; it stays when everything has left.
        package let averageCost: Decimal?, currency: String
        /// Sent to suppliers and not come in; nil for a past day.
        package let onOrder: Int?
        /// Whether it is about a past day.
        package let isPast: Bool
        /// What lies of which lots.
        package let lots: [LotBalanceRow]
        /// Promises that an adjustment took back.
        package var released: [AllocationRow] = []
        /// Promises that were given to orders that waited.
        package var covered: [AllocationRow] = []
    }

    /// Takes goods in.
    ///
    /// Refuses a quantity that is none, a cost that is none, a day after today (`day_in_future`), an unknown product or
    /// location.
    package func receive(
        _ sku: String, quantity: Int, cost: String, location: String, on day: Day?, lot: Lots.Arriving? = nil,
        dryRun: Bool = false
    ) throws -> Standing {
        let cost = try Reading.decimal(cost, "--cost", code: "cost_invalid")
        try Reading.count(quantity, "QTY", code: "quantity_invalid")
        return try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let day = try self.day(day)
            let lot = try lot.map { try Lots(database).required(product, $0, supplier: nil) }
            try connection.run(
                InsertMovement(
                    product: product, kind: "received", from: nil,
                    target: try self.location(location, "--location"), quantity: quantity, unitCost: cost,
                    reason: nil, day: day, lot: lot))
            try Lots(database).judge([product])
            try connection.run(InsertAudit(action: "stock.receive", subjectKind: "product", subject: sku))
            return try show(sku)
        }
    }

    /// Gives what is available of a product to the orders that wait for it; who was confirmed first is served first.
    ///
    /// Orders on hold are passed over. Refuses `product_unknown`; that nobody gets anything is no refusal.
    package func cover(_ sku: String, key: String?, dryRun: Bool = false) throws -> Standing {
        try database.write(dryRun: dryRun) {
            let product = try product(sku)
            var covering = Covering(database, products: [product])
            try covering.lockOrders()
            _ = try connection.first(LockStock(products: [product]))
            let covered = try covering.cover(reason: "stock was given to who waits", key: key)
            try connection.run(InsertAudit(action: "stock.cover", subjectKind: "product", subject: sku))
            var standing = try show(sku)
            standing.covered = covered
            return standing
        }
    }

    /// What is there now, or was at the end of a day.
    package func show(_ sku: String, asOf day: Day? = nil) throws -> Standing {
        let product = try product(sku)
        return Standing(
            sku: sku, balances: try connection.fetch(SelectBalances(products: [product], day: day?.text)),
            averageCost: try connection.first(SelectAverageCost(product: product, day: day?.text)) ?? nil,
            currency: try database.setting("base_currency"),
            onOrder: day == nil ? try connection.first(SelectOnOrder(product: product)) ?? 0 : nil, isPast: day != nil,
            lots: try connection.fetch(SelectLotBalances(product: product, day: day?.text)))
    }

    /// A page of a product's movements in the order in which they were entered, and the currency of their costs.
    package func history(_ sku: String, limit: Int, after: Int?) throws -> (rows: [MovementRow], currency: String) {
        let rows = try connection.fetch(
            SelectMovements(product: try product(sku), after: after ?? 0, limit: limit))
        return (rows, try database.setting("base_currency"))
    }

    /// The day for which goods move, without one today.
    ///
    /// Refuses a later one (`day_in_future`).
    func day(_ day: Day?) throws -> String {
        guard let day else { return try database.today() }
        try database.refuseFuture(
            day, "goods move today or have moved before", remedy: "give today or a day before; without --on it is today"
        )
        return day.text
    }

    /// The key of an SKU.
    func product(_ sku: String) throws -> Int64 {
        guard let product = try connection.first(SelectProduct(sku: sku)) else { throw Self.unknown(sku) }
        return product.id
    }

    static func unknown(_ sku: String, at place: String? = nil) -> Refusal {
        Refusal(
            "product_unknown", "there is no product \(sku)", at: place,
            remedy: "nephrite product list --search TEXT looks for products")
    }

    func location(_ code: String, _ place: String) throws -> Int64 {
        guard let location = try connection.first(SelectLocations(code: code)) else {
            throw Refusal(
                "location_unknown", "there is no location \(code)", at: place,
                remedy: "nephrite location list shows them; nephrite location add \(code) --name … makes one")
        }
        return location.id
    }
}
