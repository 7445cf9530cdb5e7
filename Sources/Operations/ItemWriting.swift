internal import Catalog
internal import Storage

/// Writes the items of a run with the grade they have by themselves and what screening finds in their texts.
final class ItemWriting {
    /// All that the grade of a supplier's item depends on.
    private struct Goods: Hashable {
        let material, shape: String?
        let treatments: [String]
        let identityBasis: String
        let lengthClass: Int?
    }

    private let writer: ImportWriter
    private let loader: AssessorLoader
    private var grades: [Goods: Grade?] = [:]

    init(_ writer: ImportWriter, _ loader: AssessorLoader) {
        self.writer = writer
        self.loader = loader
    }

    /// Adds an item's version, graded and screened.
    func add(_ item: SupplierItem, _ head: VersionHead) throws {
        let assessor = try loader.assessor()
        let product = KnownProduct(item)
        let grade = grade(of: product, item, by: assessor)
        try writer.add(item, head, grade: grade?.rawValue ?? Grading.unassessed)
        let found = assessor.screening(of: product, grade: grade)
        if !found.isEmpty {
            try writer.addClaims(found, record: head.record, rulesVersion: assessor.rulesVersion)
        }
    }

    /// A feed's items are of few sorts of goods, so that each sort is graded once.
    private func grade(of product: KnownProduct, _ item: SupplierItem, by assessor: Assessor) -> Grade? {
        let goods = Goods(
            material: item.goods.material, shape: item.goods.shape, treatments: item.goods.treatments,
            identityBasis: item.goods.identityBasis, lengthClass: item.length.map(assessor.lengthClass))
        if let known = grades[goods] { return known }
        let grade = assessor.grading(of: product).grade
        if grades.count > 10_000 { grades.removeAll(keepingCapacity: true) }
        grades[goods] = .some(grade)
        return grade
    }
}
