internal import Catalog
internal import Postgres
package import Quantities
package import Storage

/// Lots: what they are, what was found of them, and where they came from and went.
package struct Lots {
    let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A lot with everything about it.
    package struct Detail: Sendable {
        /// The lot.
        package let lot: LotRow
        /// The latest first.
        package let inspections: [InspectionRow]
        /// What lies where.
        package let balances: [LotBalanceRow]
        /// In the order in which they were entered.
        package let moves: [LotMoveRow]
    }

    /// What is said of a lot; nil leaves a value, an empty text takes it away.
    package struct Details: Sendable, Equatable {
        /// The supplier's code, and his number of the lot.
        package var supplier, supplierLot: String?
        /// The certificate's reference and who issued it.
        package var certificate, issuer: String?
        /// The day it was issued.
        package var certifiedOn: Day?

        /// Nothing said.
        package init() {}
    }

    /// A lot of which goods come in.
    package struct Arriving: Sendable, Equatable {
        /// Its code, and how many are of it; nil is all that no other lot has.
        package let code: String, quantity: Int?
        /// The supplier's own number of it, and the reference of its certificate.
        package var supplierLot, certificate: String?

        /// So many of a lot.
        package init(_ code: String, quantity: Int? = nil, supplierLot: String? = nil, certificate: String? = nil) {
            self.code = code
            self.quantity = quantity
            self.supplierLot = supplierLot
            self.certificate = certificate
        }
    }

    /// What was found when a sample was looked at.
    package struct Inspection: Sendable {
        /// Whether the lot is accepted.
        package let isAccepted: Bool
        /// The day; nil is today.
        package let day: Day?
        /// Who looked at how many, and a note.
        package let inspector: String?, sample: Int?, note: String?
        /// What was measured.
        package let measured: [Products.Assignment]

        /// An inspection.
        package init(
            isAccepted: Bool, day: Day?, inspector: String?, sample: Int?, note: String?,
            measured: [Products.Assignment]
        ) {
            self.isAccepted = isAccepted
            self.day = day
            self.inspector = inspector
            self.sample = sample
            self.note = note
            self.measured = measured
        }
    }

    /// A page of lots by SKU and code.
    ///
    /// Refuses `product_unknown`.
    package func list(sku: String?, limit: Int, after: String?) throws -> [LotRow] {
        let product = try sku.map { try Stock(database).product($0) }
        return try connection.fetch(SelectLots(product: product, after: after, limit: limit))
    }

    /// A lot by its product and code.
    ///
    /// Refuses `product_unknown`, `lot_unknown`.
    package func show(_ sku: String, _ code: String) throws -> Detail {
        let lot = try lot(Stock(database).product(sku), sku, code)
        return Detail(
            lot: lot, inspections: try connection.fetch(SelectInspections(lot: lot.id)),
            balances: try connection.fetch(SelectLotBalances(product: lot.product)).filter { $0.lot == code },
            moves: try connection.fetch(SelectLotMoves(lot: lot.id)))
    }

    /// Changes what is said of a lot.
    ///
    /// Refuses `product_unknown`, `lot_unknown`, `day_in_future`, `supplier_unknown`, `certificate_missing`.
    package func set(_ sku: String, _ code: String, _ details: Details, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let lot = try lot(Stock(database).product(sku), sku, code)
            if let day = details.certifiedOn {
                try database.refuseFuture(
                    day, "a certificate that is there was issued before", at: "--certified-on",
                    remedy: "give the day on the certificate")
            }
            if let supplier = details.supplier, !supplier.isEmpty { _ = try Suppliers(database).show(code: supplier) }
            try connection.run(
                UpdateLot(
                    lot: lot.id, supplier: details.supplier, supplierLot: details.supplierLot,
                    certificate: details.certificate, issuer: details.issuer, certifiedOn: details.certifiedOn?.text))
            try connection.run(InsertAudit(action: "lot.set", subjectKind: "product", subject: sku))
            return try show(sku, code)
        }
    }

    /// Writes an inspection down, and what it says of the product, which is graded anew.
    ///
    /// What was measured counts as measured on the product; of `lot_inspection` see `judge`. Refuses `product_unknown`,
    /// `lot_unknown`, `day_in_future`, and fields and values as `product measure` does.
    package func inspect(_ sku: String, _ code: String, _ inspection: Inspection, dryRun: Bool = false) throws -> Detail
    {
        if let sample = inspection.sample { try Reading.count(sample, "--sample", code: "quantity_invalid") }
        return try database.write(dryRun: dryRun) {
            let lot = try lot(Stock(database).product(sku), sku, code)
            let day = try Stock(database).day(inspection.day)
            if let latest = try connection.fetch(SelectInspections(lot: lot.id)).map(\.inspectedOn).max(), day < latest
            {
                throw Refusal(
                    "inspection_outdated",
                    "\(code) was inspected on \(latest), so what was found on \(day) says nothing of it now",
                    at: "--on",
                    remedy:
                        "give the later inspection's day, or leave it out; nephrite lot show \(sku) \(code) has them")
            }
            let key =
                try connection.first(
                    InsertInspection(
                        lot: lot.id, day: day, inspector: inspection.inspector, sample: inspection.sample,
                        result: inspection.isAccepted ? "accepted" : "rejected", note: inspection.note)) ?? 0
            let products = Products(database)
            let before = try products.fields()
            let measured = inspection.measured.filter { $0.field != "lot_inspection" }
            if !measured.isEmpty { _ = try products.say(sku, measured, isMeasured: true) }
            try judge([lot.product])
            let known = try connection.fetch(SelectProductFacts(product: lot.product))
            let found = inspection.measured.compactMap { said -> (field: String, value: String)? in
                guard let field = before.first(where: { $0.isNamed(said.field) })?.code, field != "lot_inspection",
                    let value = known.first(where: { $0.field == field })?.value
                else { return nil }
                return (field, value)
            }
            try connection.run(InsertMeasurements(inspection: key, found))
            try connection.run(InsertAudit(action: "lot.inspect", subjectKind: "product", subject: sku))
            return try show(sku, code)
        }
    }

    /// Says of products of which something came in, left or was inspected what their lots say now, and grades them anew.
    ///
    /// `lot_inspection` is false where a rejected lot lies here, true where all that lies here is of accepted lots, and else not
    /// said; where nothing lies, the lot made last speaks. Of products without lots it stays what people said.
    func judge(_ products: some Sequence<Int64>) throws {
        let lotted = try connection.fetch(LockLotted(products: Set(products).sorted()))
        guard !lotted.isEmpty else { return }
        for (sku, verdict) in try connection.fetch(SelectMisjudged(products: lotted)) {
            let said = Products.Assignment(field: "lot_inspection", value: verdict ?? "")
            _ = try Products(database).say(sku, [said], isMeasured: true)
        }
    }

    /// The key of a lot of a product, which is made where it is new.
    ///
    /// Refuses (`lot_contradicts`) one of another supplier, that he numbers otherwise or has another certificate: goods would be
    /// traced to the wrong one.
    func required(_ product: Int64, _ lot: Arriving, supplier: String?) throws -> Int64 {
        let code = lot.code
        if let known = try connection.first(SelectLots(product: product, code: code)) {
            let said = [
                ("--supplier", known.supplier, supplier), ("--supplier-lot", known.supplierLot, lot.supplierLot),
                ("--certificate", known.certificate, lot.certificate),
            ]
            for (option, ours, given) in said {
                guard let ours, let given, ours != given else { continue }
                throw Refusal(
                    "lot_contradicts", "lot \(code) of \(known.sku) came as \(ours), not as \(given)", at: code,
                    remedy:
                        "give these goods a lot of their own; where \(ours) is wrong, nephrite lot set \(known.sku) \(code) \(option) \(given)"
                )
            }
        }
        return try connection.first(
            InsertLot(
                product: product, code: code, supplier: supplier, supplierLot: lot.supplierLot,
                certificate: lot.certificate)) ?? 0
    }

    /// The keys of lots by product with how many are of each; lots are made where they are new.
    ///
    /// Refuses (`line_unknown`) a lot of goods that do not come in, and (`lot_quantity_differs`) lots that are not all that does.
    func required(
        _ lots: [String: [Arriving]], supplier: String, among goods: [(product: Int64, sku: String, quantity: Int)]
    ) throws -> [Int64: [LotShare]] {
        try refuseOthers(Array(lots.keys), goods.map(\.sku))
        var shares: [Int64: [LotShare]] = [:]
        for (product, sku, quantity) in goods.sorted(by: { $0.product < $1.product }) {
            guard let lots = lots[sku] else { continue }
            let said = lots.reduce(0) { $0 + ($1.quantity ?? 0) }
            let open = lots.filter { $0.quantity == nil }.count
            guard open == 0 ? said == quantity : open == 1 && said < quantity else {
                throw Refusal(
                    "lot_quantity_differs",
                    "\(quantity) of \(sku) come in, and its lots make \(said)"
                        + (open == 0 ? "" : " without \(open) that have no quantity"), at: "--lot",
                    remedy:
                        "give --lot \(sku)=LOT:QTY for each lot, at most one without QTY, so that they make \(quantity)"
                )
            }
            shares[product] = try lots.map {
                LotShare(lot: try required(product, $0, supplier: supplier), quantity: $0.quantity ?? quantity - said)
            }
        }
        return shares
    }

    /// The keys of lots that a person named for goods that leave.
    ///
    /// Refuses `line_unknown`, `lot_unknown`.
    func named(_ lots: [String: String], among goods: [(product: Int64, sku: String)]) throws -> [Int64] {
        try refuseOthers(Array(lots.keys), goods.map(\.sku))
        return try lots.sorted { $0.key < $1.key }.compactMap { sku, code in
            try goods.first { $0.sku == sku }.map { try lot($0.product, sku, code).id }
        }
    }

    private func refuseOthers(_ named: [String], _ moved: [String]) throws {
        if let other = named.sorted().first(where: { !moved.contains($0) }) {
            throw Refusal(
                "line_unknown", "nothing of \(other) is moved, of which a lot is named", at: "--lot",
                remedy: "name lots of what is moved only")
        }
    }

    /// Goods, and of which lot they are, in words.
    static func goods(_ sku: String, of lot: String?) -> String { lot.map { "\(sku), lot \($0)" } ?? sku }

    /// A lot of a product; refuses `lot_unknown`.
    func lot(_ product: Int64, _ sku: String, _ code: String) throws -> LotRow {
        guard let lot = try connection.first(SelectLots(product: product, code: code)) else {
            throw Refusal(
                "lot_unknown", "\(sku) has no lot \(code)", at: code,
                remedy: "nephrite lot list --sku \(sku) shows its lots; stock receive --lot makes one")
        }
        return lot
    }
}
