internal import Catalog
internal import Feeds
internal import Importing
internal import Quantities

/// What of a product's texts may stand in a feed.
struct FeedTexts {
    private let assessor: Assessor
    private let vocabulary: Vocabulary
    private let fields: FieldFeatures
    private let memory = ScreeningMemory()

    init(assessor: Assessor, vocabulary: Vocabulary, fields: FieldFeatures) {
        (self.assessor, self.vocabulary, self.fields) = (assessor, vocabulary, fields)
    }

    /// The product with everything but prices and quantities; `withheld` counts what screening keeps back.
    ///
    /// `supported` gives the product with its studies, nil where it has none; it is asked only where something would be kept back.
    mutating func product(
        _ sku: String, _ known: KnownProduct, _ unit: String, _ withheld: inout Int,
        supported: () throws -> KnownProduct?
    ) rethrows -> FeedProduct {
        let grade = assessor.grading(of: known).grade
        var blocked = blockedFields(known, grade)
        if !blocked.isEmpty, let supported = try supported() { blocked = blockedFields(supported, grade) }
        func allowed<Text>(_ text: Text?, _ field: String) -> Text? {
            guard let text else { return nil }
            guard blocked.contains(field) else { return text }
            withheld += 1
            return nil
        }
        let own = allowed(known.name, "name")
        let name = own ?? ProductName.printable(for: known, vocabulary)
        var product = FeedProduct(sku: sku, name: name, orderUnit: unit)
        product.description = allowed(known.description, "description")
        product.gtin = known.gtin
        (product.hsCode, product.countryOfOrigin) = (known.hsCode, known.countryOfOrigin)
        (product.length, product.width) = (figure("length_mm", known), figure("width_mm", known))
        (product.thickness, product.mass) = (figure("thickness_mm", known), figure("mass_g", known))
        guard let item = known.item else { return product }
        // A made name is English; one that a person gave may be in any language.
        (product.nameLanguage, product.language) = (own == nil ? "eng" : item.language, item.language)
        (product.brand, product.manufacturer) = (
            allowed(item.brand, "brand"), allowed(item.manufacturer, "manufacturer")
        )
        product.manufacturerPartNumber = item.manufacturerPartNumber
        product.category = allowed(item.category, "category")
        product.keywords = item.keywords.enumerated().compactMap { allowed($1, "keywords[\($0 + 1)]") }
        if let content = item.contentUnit, let quantity = item.contentQuantity {
            (product.contentUnit, product.contentQuantity) = (content, quantity)
        }
        product.features = item.features.filter { !fields.contains($0.name) && !Self.isField($0.name) }
            .compactMap { allowed($0, "attributes.\($0.name)") }
        product.pictures = item.pictures
        return product
    }

    private static func isField(_ name: String) -> Bool { name == "Brand" || name == "Category" }

    private func figure(_ field: String, _ known: KnownProduct) -> Decimal? {
        known.figure(field).flatMap { try? Decimal($0) }
    }

    /// The fields whose text must not be published, as findings name them.
    ///
    /// A treatment that no text discloses is disclosed by the feed itself, but not by the name.
    private func blockedFields(_ known: KnownProduct, _ grade: Grade?) -> Set<String> {
        let findings =
            assessor.screening(of: known, grade: grade, memory: memory)
            + assessor.screeningOfNames(of: known, grade: grade, memory: memory)
        var blocked: Set<String> = []
        for found in findings where found.finding.label == .block {
            let isUndisclosed = found.finding.rule == "N5" && found.finding.scalars.isEmpty
            blocked.insert(isUndisclosed ? "name" : found.field)
        }
        // The texts of a product of our own are in no item.
        if known.item == nil {
            for (field, text) in [("name", known.name), ("description", known.description)] {
                if let text, assessor.label(of: text, of: known, grade: grade) == .block { blocked.insert(field) }
            }
        }
        return blocked
    }
}
