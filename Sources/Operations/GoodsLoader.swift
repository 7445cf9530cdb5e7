internal import Catalog
internal import Postgres
internal import Quantities
internal import Storage

/// Loads what documents say of products, many at once, and decides by which name they go out.
///
/// One loader is used inside one transaction: what it has read stays as it was.
final class GoodsLoader {
    /// A product by what is known of it.
    struct Goods {
        /// The row it was made from, and the product by what people and the item that counts say.
        let row: GoodsRow, known: KnownProduct
    }

    private let database: Database
    private let assessors: AssessorLoader
    private var loaded: [String: Goods] = [:]
    /// The studies of products by their keys, read when a name is screened.
    private var studies: [Int64: [Study]] = [:]
    private var connection: Connection { database.connection }

    init(_ database: Database) {
        self.database = database
        assessors = AssessorLoader(database)
    }

    /// Materials, treatments and shapes.
    func vocabulary() throws -> Vocabulary { try assessors.vocabulary() }

    /// What grades and screens.
    func assessor() throws -> Assessor { try assessors.assessor() }

    /// Reads products that were not read before; what there is none of is left out.
    func read(_ skus: [String]) throws {
        let missing = Set(skus.filter { loaded[$0] == nil }).sorted()
        guard !missing.isEmpty else { return }
        let rows = try connection.fetch(SelectGoods(skus: missing, today: try database.today()))
        var facts: [Int64: [String: KnownFact]] = [:]
        for (product, field, fact) in try connection.fetch(SelectGoodsFacts(products: rows.map(\.product))) {
            facts[product, default: [:]][field] = fact
        }
        for row in rows {
            loaded[row.sku] = Goods(row: row, known: KnownProduct(row.item, facts[row.product] ?? [:]))
        }
    }

    /// Forgets what was read, for those who go through a whole list.
    func forget() { (loaded, studies) = ([:], [:]) }

    /// A product; refuses `product_unknown`.
    func goods(_ sku: String) throws -> Goods {
        if let goods = loaded[sku] { return goods }
        try read([sku])
        guard let goods = loaded[sku] else { return Goods(row: try missing(sku), known: KnownProduct(nil)) }
        return goods
    }

    private func missing(_ sku: String) throws -> GoodsRow {
        _ = try Products(database).product(sku)
        throw Refusal("row_missing", "\(sku) could not be read", status: .bug)
    }

    /// The name to print in place of one that a line has: that one where screening allows it, or a person gave it to the product and
    /// screening does not block it.
    func printedName(_ name: String, _ goods: Goods) throws -> String {
        if try mayStand(name, goods), name.contains(where: { !$0.isWhitespace }) { return name }
        return ProductName.printable(for: goods.known, try vocabulary())
    }

    /// Treatments that have to be disclosed, by their names.
    func disclosures(_ goods: Goods) throws -> [String] {
        guard !goods.known.treatments.isEmpty else { return [] }
        return MaterialLabel.disclosures(for: try vocabulary().treatments(of: goods.known)).map(\.name)
    }

    /// The mass of one unit in grams, of which a product's is that of one piece; nil where it or the pieces are not known.
    func massGrams(_ goods: Goods, unit: String) -> Decimal? {
        guard let text = goods.known.figure("mass_g"), let piece = try? Decimal(text) else { return nil }
        // A package holds pieces, and says so or is of no known mass.
        guard unit.hasPrefix("X") else { return piece }
        guard let item = goods.row.item, item.orderUnit == unit, let content = item.contentQuantity,
            let contentUnit = item.contentUnit, UnitOfMeasure.isSame(contentUnit, "H87")
        else { return nil }
        return Decimal.quotient(piece, times: content, by: Decimal(1))
    }

    private func mayStand(_ name: String, _ goods: Goods) throws -> Bool {
        if goods.row.isMisnamed { return false }
        // A name was screened when its item came; one of a product without an item, or as a customer writes it, is screened now.
        if name == goods.known.name, goods.row.item != nil {
            return !goods.row.isNameBlocked && (!goods.row.isNameFlagged || goods.known.facts["name"] != nil)
        }
        let assessor = try assessor()
        let known = assessor.supported(goods.known, by: try studies(of: goods.row.product), on: try database.day())
        switch assessor.label(of: name, of: known, grade: assessor.grading(of: known).grade) {
        case .allowed: return true
        // An order keeps the name that somebody gave the product then.
        case .flag: return try connection.first(SelectWasNamed(product: goods.row.product, name: name)) ?? false
        case .block: return false
        }
    }

    /// The studies that a product leans on, read together with those of all products that are loaded.
    private func studies(of product: Int64) throws -> [Study] {
        if let known = studies[product] { return known }
        let missing = Set(loaded.values.map(\.row.product)).union([product]).subtracting(studies.keys).sorted()
        var read = Dictionary(uniqueKeysWithValues: missing.map { ($0, [Study]()) })
        for (product, row) in try connection.fetch(SelectStudiesOfProducts(products: missing)) {
            read[product, default: []].append(row.study)
        }
        studies.merge(read) { _, new in new }
        return read[product] ?? []
    }
}
