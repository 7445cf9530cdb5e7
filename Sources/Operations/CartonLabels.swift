internal import Catalog
internal import Documents
package import Labels
internal import Orders
internal import Postgres
package import Storage

/// Cartons of shipments and purchases: each gets a number once, and its label as often as anybody wants.
package struct CartonLabels {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// How goods are put into cartons.
    package enum Packing: Sendable, Equatable {
        /// Each product and lot by itself, so many to a carton at most; nil is all of it in one.
        case single(most: Int?)
        /// So many cartons with whatever is in them.
        case mixed(Int)
    }

    /// A carton with its label.
    package struct Labelled: Sendable {
        /// The carton and its label.
        package let carton: CartonRow, label: CartonLabel
    }

    /// What a carton is to hold; nil is several products.
    private struct Contents: Equatable {
        let sku: String, quantity: Int, lot: String?
    }

    /// More cartons than anybody sends at once.
    private static let most = 9_999

    /// The labels of a shipment's or purchase's cartons, which are numbered when they are first asked for.
    ///
    /// The same packing gives the same numbers again; nil takes the one that there is, else a carton for each product. With
    /// `repacks` cartons packed otherwise get new numbers, and the old ones are never used again.
    ///
    /// Refuses `shipment_unknown`, `shipment_reversed`, `purchase_unknown`, `wrong_state`, `document_incomplete` without the
    /// company's name and city, `cartons_numbered` also where an amendment changed the goods, `cartons_too_many`,
    /// `lot_not_printable`, `gs1_prefix_missing`, `sscc_exhausted`.
    package func labels(_ number: String, _ packing: Packing?, repacks: Bool, dryRun: Bool) throws -> [Labelled] {
        try database.write(dryRun: dryRun) {
            let loader = DocumentLoader(database, DocumentWords(.english), on: try database.day())
            let goods = try goods(number, loader)
            try connection.run(LockCartons(number: number))
            let known = try connection.fetch(SelectCartons(number: number, limit: Self.most)).filter(\.isCurrent)
            var cartons = known
            if packing != nil || known.isEmpty {
                let wanted = try Self.packed(goods.parts, packing ?? .single(most: nil), number)
                if known.isEmpty || wanted != known.map(Self.contents) {
                    guard known.isEmpty || repacks else { throw Self.numbered(known, number) }
                    cartons = try numbered(number, wanted, packing: (known.first?.packing ?? 0) + 1)
                }
            } else if !Self.hold(known, goods.parts) {
                throw Refusal(
                    "cartons_numbered",
                    "the cartons of \(number) are numbered already, from \(known[0].sscc) on, and hold other goods than it has now",
                    at: number, remedy: "--repack numbers new cartons for the goods as they are now")
            }
            let skus = Set(cartons.compactMap(\.sku)).sorted()
            try loader.goods.read(skus)
            let lines = try skus.map { ($0, try loader.line(1, $0, nil, "", 1)) }
            try database.refuseSharedGTINs(
                lines.compactMap { sku, line in try line.gtin.map { (sku, try ProductLabels.gtin($0, sku)) } },
                otherwise: "; --mixed prints no contents")
            let products = Dictionary(uniqueKeysWithValues: lines)
            return try cartons.map { Labelled(carton: $0, label: try label($0, goods, products)) }
        }
    }

    /// The same, printed within the change: what cannot be printed numbers nothing.
    package func print(
        _ number: String, _ packing: Packing?, repacks: Bool, dryRun: Bool,
        _ print: ([CartonLabel]) throws -> [UInt8]
    ) throws -> (cartons: [CartonRow], bytes: [UInt8]) {
        try database.write(dryRun: dryRun) {
            let labelled = try labels(number, packing, repacks: repacks, dryRun: dryRun)
            return (labelled.map(\.carton), try print(labelled.map(\.label)))
        }
    }

    /// Cartons, the latest first: of a shipment or purchase, or of the carton of a number.
    package func list(number: String?, limit: Int) throws -> [CartonRow] {
        try connection.fetch(SelectCartons(number: number, limit: limit))
    }

    // MARK: Numbers

    /// Whether cartons of one product each hold the goods, by product and lot; of others nobody knows.
    private static func hold(_ cartons: [CartonRow], _ parts: [Contents]) -> Bool {
        guard cartons.allSatisfy({ $0.sku != nil }) else { return true }
        var rest: [[String?]: Int] = [:]
        for carton in cartons { rest[[carton.sku, carton.lot], default: 0] += carton.quantity ?? 0 }
        for part in parts { rest[[part.sku, part.lot], default: 0] -= part.quantity }
        return rest.values.allSatisfy { $0 == 0 }
    }

    private func numbered(_ number: String, _ contents: [Contents?], packing: Int) throws -> [CartonRow] {
        let prefix = try database.setting("gs1_company_prefix")
        guard !prefix.isEmpty else {
            throw Refusal(
                "gs1_prefix_missing", "cartons are numbered within the company's prefix of GS1, and none is set",
                at: number, remedy: "nephrite settings set gs1_company_prefix=…")
        }
        let text = try database.setting("sscc_extension")
        let latest = try connection.first(
            TakeSerials(extensionDigit: text, prefix: prefix, count: contents.count))
        guard let latest, let digit = Int(text) else {
            throw Refusal("row_missing", "no serials came of \(text) \(prefix)", status: .bug)
        }
        let codes = try (latest - Int64(contents.count) + 1...latest).map { serial in
            guard let sscc = SSCC(extensionDigit: digit, companyPrefix: prefix, serial: serial) else {
                throw Refusal(
                    "sscc_exhausted", "all numbers of the extension \(text) and the prefix \(prefix) are given",
                    at: number,
                    remedy:
                        "nephrite settings set sscc_extension=\((digit + 1) % 10) begins a range of its own, as does another prefix"
                )
            }
            return sscc.digits
        }
        try connection.run(
            InsertCartons(
                number: number, packing: packing,
                zip(codes, contents).map { ($0, $1?.sku, $1?.quantity, $1?.lot) }))
        try connection.run(InsertAudit(action: "carton.number", subjectKind: "carton", subject: number))
        return try connection.fetch(SelectCartons(number: number, limit: Self.most)).filter(\.isCurrent)
    }

    private static func contents(_ carton: CartonRow) -> Contents? {
        guard let sku = carton.sku, let quantity = carton.quantity else { return nil }
        return Contents(sku: sku, quantity: quantity, lot: carton.lot)
    }

    private static func packed(_ parts: [Contents], _ packing: Packing, _ number: String) throws -> [Contents?] {
        let cartons: [Contents?]
        switch packing {
        case .mixed(let count): cartons = Array(repeating: nil, count: min(count, most + 1))
        case .single(let size):
            let count = parts.reduce(0) { count, part in
                count + (part.quantity - 1) / (size ?? part.quantity) + 1
            }
            guard count <= most else { throw tooMany(number, "put more into a carton with --per-carton") }
            cartons = parts.flatMap { part in
                stride(from: 0, to: part.quantity, by: size ?? part.quantity).map { start in
                    Contents(
                        sku: part.sku, quantity: min(size ?? part.quantity, part.quantity - start), lot: part.lot)
                }
            }
        }
        guard cartons.count <= most else { throw tooMany(number, "say fewer with --mixed") }
        return cartons
    }

    private static func tooMany(_ number: String, _ remedy: String) -> Refusal {
        Refusal(
            "cartons_too_many", "these would be more than \(most) cartons", at: number, remedy: remedy)
    }

    private static func numbered(_ known: [CartonRow], _ number: String) -> Refusal {
        Refusal(
            "cartons_numbered",
            "the cartons of \(number) are numbered already, from \(known[0].sscc) on, and packed otherwise", at: number,
            remedy: "leave the packing out to print them again, or --repack to number new cartons")
    }

    // MARK: Goods

    /// What is packed, and what all of its labels say.
    private struct Goods {
        var parts: [Contents] = []
        var from: CartonLabel.Party, to: CartonLabel.Party
        var references: [CartonLabel.Reference]

        /// Parts of one product and lot are one.
        mutating func add(_ sku: String, _ quantity: Int, lot: String?) {
            guard quantity > 0 else { return }
            if let index = parts.firstIndex(where: { $0.sku == sku && $0.lot == lot }) {
                parts[index] = Contents(sku: sku, quantity: parts[index].quantity + quantity, lot: lot)
            } else {
                parts.append(Contents(sku: sku, quantity: quantity, lot: lot))
            }
        }
    }

    private func goods(_ number: String, _ loader: DocumentLoader) throws -> Goods {
        number.hasPrefix("PO-") ? try purchase(number, loader) : try shipment(number, loader)
    }

    private func shipment(_ number: String, _ loader: DocumentLoader) throws -> Goods {
        let document = try loader.load(.packingSlip, number)
        // Who sends is who prints; whereto was settled when it was shipped.
        let company = try company(loader)
        var references = [CartonLabel.Reference("Shipment", number)]
        if let order = document.order { references.append(CartonLabel.Reference("Order", order)) }
        if let own = document.poNumber { references.append(CartonLabel.Reference("Your order", own)) }
        var goods = Goods(
            from: Self.party(company, company.address),
            to: Self.party(document.buyer, document.shipTo ?? document.buyer.address), references: references)
        for line in try Reversing(database).shipment(number).lines {
            for part in line.lots { goods.add(line.sku, part.quantity, lot: part.lot) }
            goods.add(line.sku, line.quantity - line.lots.reduce(0) { $0 + $1.quantity }, lot: nil)
        }
        return goods
    }

    private func purchase(_ number: String, _ loader: DocumentLoader) throws -> Goods {
        let detail = try Purchases(database).show(number)
        guard detail.purchase.state != .cancelled else {
            throw Refusal(
                "wrong_state", "\(number) is cancelled; there is nothing to pack", at: number,
                remedy: "make a new purchase")
        }
        let company = try company(loader)
        var goods = Goods(
            from: CartonLabel.Party(
                names: [try Suppliers(database).show(code: detail.purchase.supplier).name], address: []),
            to: Self.party(company, company.address),
            references: [CartonLabel.Reference("Purchase order", number)])
        for line in detail.lines { goods.add(line.sku, line.ordered - line.cancelled, lot: nil) }
        return goods
    }

    /// We ourselves, of whom a label needs name and city.
    private func company(_ loader: DocumentLoader) throws -> TradeDocument.Party {
        let company = loader.company(try loader.settings())
        let lacking = [
            company.name.isEmpty ? "company_name" : nil, company.address.city == nil ? "company_city" : nil,
        ].compactMap { $0 }
        guard lacking.isEmpty else {
            throw Refusal(
                "document_incomplete", "the label lacks our own \(lacking.joined(separator: ", "))", at: lacking[0],
                remedy: "nephrite settings set " + lacking.map { "\($0)=…" }.joined(separator: " "))
        }
        return company
    }

    private static func party(_ party: TradeDocument.Party, _ address: TradeDocument.Address) -> CartonLabel.Party {
        let city = [address.postalCode, address.city].compactMap { $0 }.joined(separator: " ")
        let lines = [
            address.street, address.additional, city, address.region, ProductLabels.country(address.country),
        ]
        return CartonLabel.Party(
            names: [party.name, address.name].compactMap { $0?.nonEmpty }, address: lines.compactMap { $0?.nonEmpty })
    }

    private func label(_ carton: CartonRow, _ goods: Goods, _ products: [String: TradeDocument.Line]) throws
        -> CartonLabel
    {
        let sscc: SSCC
        do throws(SSCC.Refusal) {
            sscc = try SSCC(carton.sscc)
        } catch {
            throw Refusal("row_missing", "\(carton.sscc) is no number of a carton", status: .bug)
        }
        var contents: CartonLabel.Contents?
        if let sku = carton.sku, let quantity = carton.quantity, let line = products[sku] {
            contents = CartonLabel.Contents(
                sku: sku, name: line.name, gtin: try line.gtin.map { try ProductLabels.gtin($0, sku) },
                quantity: quantity,
                lot: try carton.lot.map {
                    try ProductLabels.printable(
                        $0, sku, remedy: "pack it with --mixed, which names no lot, and name lots shorter from now on")
                })
        }
        return CartonLabel(
            sscc: sscc, from: goods.from, to: goods.to, references: goods.references, ordinal: carton.ordinal,
            total: carton.total, contents: contents)
    }
}
