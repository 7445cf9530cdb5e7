internal import Catalog
internal import Postgres
internal import Storage

extension Products {
    /// Makes a supplier's item an offer of a product, whatever it was an offer of before.
    ///
    /// A product that nobody offers any more is `discontinued`, unless a person said otherwise. Refuses an unknown product,
    /// supplier or part number, and an item that is an offer of the product already.
    package func link(_ sku: String, supplier: String, partNumber: String, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let item = try item(supplier, partNumber)
            guard item.product != product.id else {
                throw Refusal("already_linked", "\(supplier) \(partNumber) is an offer of \(sku) already")
            }
            try move(item.item, from: item.product, to: product.id)
            try note("product.link", sku, supplier, partNumber, [("from", item.sku)])
            return try show(sku)
        }
    }

    /// Makes a supplier's item an offer of a product of its own.
    ///
    /// Refuses an item that is no offer of the product (`not_linked`), and the only offer of one (`only_offer`): the
    /// product would be nothing.
    package func unlink(_ sku: String, supplier: String, partNumber: String, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let product = try product(sku)
            let item = try item(supplier, partNumber)
            guard item.product == product.id else {
                throw Refusal(
                    "not_linked", "\(supplier) \(partNumber) is an offer of \(item.sku), not of \(sku)",
                    remedy: "nephrite product show \(item.sku)")
            }
            guard item.offers > 1 else {
                throw Refusal(
                    "only_offer", "\(supplier) \(partNumber) is the only offer of \(sku)",
                    remedy: "link it to another product instead: nephrite product link SKU \(supplier) \(partNumber)")
            }
            let prefix = try Suppliers(database).show(code: supplier).skuPrefix ?? supplier
            let wanted = try database.connection.first(InsertProduct(sku: SKU.of(partNumber, prefix: prefix)))
            guard let made = wanted else { throw Refusal("row_missing", "no product was made", status: .bug) }
            try move(item.item, from: product.id, to: made.id)
            try note("product.unlink", sku, supplier, partNumber, [("to", made.sku)])
            return try show(made.sku)
        }
    }

    private func item(
        _ supplier: String, _ partNumber: String
    ) throws -> (item: Int64, product: Int64, sku: String, offers: Int) {
        _ = try Suppliers(database).show(code: supplier)
        let found = try database.connection.first(SelectSupplierItem(supplier: supplier, partNumber: partNumber))
        guard let item = found else {
            throw Refusal(
                "part_number_unknown", "\(supplier) has no item \(partNumber)",
                remedy: "nephrite find \(partNumber) looks for it")
        }
        return item
    }

    private func move(_ item: Int64, from old: Int64, to new: Int64) throws {
        try database.connection.run(LinkItem(item: item, product: new))
        try Assessing(database).reassess([old, new])
    }

    private func note(
        _ action: String, _ sku: String, _ supplier: String, _ partNumber: String, _ detail: [(String, String)]
    ) throws {
        try database.connection.run(
            InsertAudit(
                action: action, subjectKind: "product", subject: sku,
                detail: [("supplier", supplier), ("part_number", partNumber)] + detail))
    }
}
