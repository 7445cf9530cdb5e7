package import Catalog
internal import Postgres
package import Storage

/// Looking up products.
package struct Products {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What a list shows; nil filters nothing.
    package struct Filter: Sendable {
        /// Material and shape by their codes.
        package var material, shape: String?
        /// Our code of a supplier.
        package var supplier: String?
        /// `draft`, `active` or `discontinued`.
        package var status: String?
        /// A part of name, SKU or part number, or a GTIN.
        package var search: String?

        /// Everything.
        package init() {}
    }

    /// A product with everything that its suppliers say of it.
    package struct Detail: Sendable {
        /// The product.
        package let product: ProductRow
        /// Its supplier items, the one that counts first.
        package let items: [CatalogItemRow]
        /// What was noticed when the versions that hold were imported.
        package let findings: [FindingRow]
        /// How the product may be named by its material and treatments, where the material is known.
        package let materialLabel: String?
    }

    /// A page of products behind an SKU.
    package func list(_ filter: Filter, limit: Int, after: String?) throws -> [ProductListRow] {
        try connection.fetch(
            SelectProducts(
                material: filter.material, shape: filter.shape, supplier: filter.supplier, status: filter.status,
                search: filter.search, after: after, today: try today(), limit: limit))
    }

    /// Every price a product's supplier items have had, the latest version first.
    package func priceHistory(_ sku: String, limit: Int) throws -> [PriceHistoryRow] {
        try connection.fetch(SelectPriceHistory(product: product(sku).id, limit: limit))
    }

    private func product(_ sku: String) throws -> ProductRow {
        guard let product = try connection.first(SelectProduct(sku: sku)) else {
            throw Refusal(
                "product_unknown", "there is no product \(sku)",
                remedy: "nephrite product list --search TEXT looks for products")
        }
        return product
    }

    /// A product by its SKU.
    package func show(_ sku: String) throws -> Detail {
        let product = try product(sku)
        let items = try connection.fetch(SelectProductItems(product: product.id, today: try today()))
        return Detail(
            product: product, items: items, findings: try connection.fetch(SelectProductFindings(product: product.id)),
            materialLabel: try label(items.first?.item.goods))
    }

    /// Materials, treatments and shapes as they are kept.
    package func vocabulary() throws -> Vocabulary { try loadVocabulary(connection) }

    private func today() throws -> String { try connection.first(SelectToday()) ?? "9999-12-31" }

    private func label(_ goods: StatedGoods?) throws -> String? {
        guard let goods, let code = goods.material else { return nil }
        let vocabulary = try vocabulary()
        guard let material = vocabulary.materials[MaterialCode(code)] else { return nil }
        let treatments = goods.treatments.compactMap { vocabulary.treatments[TreatmentCode($0)] }
        return MaterialLabel.label(for: material, treatments: treatments)
    }
}
