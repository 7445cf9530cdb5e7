internal import Catalog
internal import Documents
package import Labels
internal import Storage

/// Labels for products and their packs.
package struct ProductLabels {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// The labels of products, in the order asked; `lot` is a lot of each of them.
    ///
    /// Names are those that may be printed. Refuses, in this order: `product_unknown`, `material_refused`, `gtin_missing` with all that
    /// lack one, `gtin_invalid`, `gtin_shared` with another active product, `lot_unknown`, `lot_not_printable`.
    package func labels(_ skus: [String], lot code: String?) throws -> [ProductLabel] {
        let loader = DocumentLoader(database, DocumentWords(.english), on: try database.day())
        try loader.goods.read(skus)
        let vocabulary = try loader.goods.vocabulary()
        let goods = try skus.map { sku in
            (sku, try loader.line(1, sku, nil, "", 1), vocabulary.materialLabel(of: try loader.goods.goods(sku).known))
        }
        for sku in skus where try vocabulary.isRefused(loader.goods.goods(sku).known) {
            throw Refusal(
                "material_refused", "\(sku) is of a material that may not be offered", at: sku,
                remedy: "print no label of it; nephrite product set \(sku) material=… where it is another material")
        }
        let lacking = goods.filter { $0.1.gtin == nil }.map(\.0)
        guard lacking.isEmpty else {
            throw Refusal(
                "gtin_missing", "there is no GTIN of \(lacking.joined(separator: ", ")), so there are no bars to print",
                at: lacking.first, remedy: "nephrite product set \(lacking.first ?? "SKU") gtin=…")
        }
        try database.refuseSharedGTINs(goods.map { ($0.0, try Self.gtin($0.1.gtin ?? "", $0.0)) })
        let link = try database.setting("label_link")
        return try goods.map { sku, line, material in
            if let code { _ = try Lots(database).show(sku, code) }
            return ProductLabel(
                sku: sku, name: line.name, material: material, disclosures: line.disclosures,
                origin: line.origin.map(Self.country),
                lot: try code.map {
                    try Self.printable(
                        $0, sku, remedy: "print without --lot, and name lots shorter from now on")
                },
                gtin: try Self.gtin(line.gtin ?? "", sku), linkHost: link.nonEmpty)
        }
    }

    /// A country by its English name, or its code where it has none.
    static func country(_ code: String) -> String { DocumentWords(.english).country(code) }

    /// A lot as a symbol can have it.
    static func printable(_ code: String, _ sku: String, remedy: String) throws -> ElementString.Lot {
        guard let lot = ElementString.Lot(code) else {
            throw Refusal(
                "lot_not_printable", "the lot \(code) of \(sku) has more than the 20 characters that GS1 allows",
                at: sku, remedy: remedy)
        }
        return lot
    }

    static func gtin(_ text: String, _ sku: String) throws -> GTIN {
        do throws(GTIN.Refusal) {
            return try GTIN(text)
        } catch {
            throw Refusal(
                "gtin_invalid", "\(text) of \(sku) is no GTIN: its digits do not fit together", at: sku,
                remedy: "nephrite product set \(sku) gtin=… with the number as GS1 gave it")
        }
    }
}
