package import Catalog
internal import Postgres
internal import Quantities
package import Storage

/// Looking up products.
package struct Products {
    let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What a list shows; nil filters nothing.
    package struct Filter: Sendable {
        /// Material and shape by their codes.
        package var material, shape: String?
        /// Our code of a supplier.
        package var supplier: String?
        /// A grade's code, or `unassessed`.
        package var grade: String?
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
        /// What people said of it, in the order of the fields.
        package let facts: [ProductFactRow]
        /// The product by what people said and what the item that counts says.
        package let known: KnownProduct
        /// How far it suits IASTM work, and why.
        package let grading: Grading
        /// What screening finds in the texts of its items.
        package let claims: [ClaimRow]
        /// How the product may be named by its material and treatments, where the material is known.
        package let materialLabel: String?
        /// The name made of its material facts; nil where the material is not known or may not be listed.
        package let generatedName: String?
        /// The studies that its words of proof lean on, by code.
        package let studies: [LinkedStudy]
    }

    /// A page of products behind an SKU.
    package func list(_ filter: Filter, limit: Int, after: String?) throws -> [ProductListRow] {
        try connection.fetch(
            SelectProducts(
                material: filter.material, shape: filter.shape, grade: filter.grade, supplier: filter.supplier,
                status: filter.status,
                search: filter.search, after: after, today: try database.today(), limit: limit))
    }

    /// Every price a product's supplier items have had, the latest version first.
    package func priceHistory(_ sku: String, limit: Int) throws -> [PriceHistoryRow] {
        try connection.fetch(SelectPriceHistory(product: product(sku).id, limit: limit))
    }

    func product(_ sku: String) throws -> ProductRow {
        guard let product = try connection.first(SelectProduct(sku: sku)) else {
            throw Refusal(
                "product_unknown", "there is no product \(sku)",
                remedy: "nephrite product list --search TEXT looks for products")
        }
        return product
    }

    /// A product by its SKU; its grade is worked out afresh.
    package func show(_ sku: String) throws -> Detail {
        let product = try product(sku)
        let today = try database.day()
        let items = try connection.fetch(SelectProductItems(product: product.id, today: today.text))
        let facts = try connection.fetch(SelectProductFacts(product: product.id))
        var known = KnownProduct(
            items.first?.item, Dictionary(facts.map { ($0.field, $0.fact) }, uniquingKeysWith: { first, _ in first }))
        let vocabulary = try vocabulary()
        let studies = try linkedStudies(of: product.id, known, vocabulary)
        known.support = studies.map(\.row.study).support(for: vocabulary.material(of: known), on: today)
        return Detail(
            product: product, items: items, findings: try connection.fetch(SelectProductFindings(product: product.id)),
            facts: facts, known: known,
            grading: try loadGradingScheme(connection).grade(ProductFacts(known, vocabulary)),
            claims: try connection.fetch(SelectProductClaims(product: product.id, today: today.text)),
            materialLabel: vocabulary.materialLabel(of: known),
            generatedName: ProductName.generated(for: known, vocabulary),
            studies: studies)
    }

    /// Materials, treatments and shapes as they are kept.
    package func vocabulary() throws -> Vocabulary { try loadVocabulary(connection) }
}
