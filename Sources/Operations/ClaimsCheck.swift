package import Catalog
internal import Postgres
internal import Storage

/// Screening a text that is not (yet) one of a product's.
package struct ClaimsCheck {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What the text speaks of; nil is unknown.
    package struct Subject: Sendable {
        /// A product by its SKU; then what is given beside it counts before what is known of it.
        package var sku: String?
        /// Codes as a person gives them.
        package var material: String?
        /// Codes of treatments.
        package var treatments: [String] = []
        /// A grade's code.
        package var grade: String?

        /// Nothing known.
        package init() {}
    }

    /// Screens a text, with the findings that allow something too; without a market the strictest counts.
    ///
    /// Refuses an unknown product, material, treatment or grade.
    package func check(_ text: String, _ subject: Subject, market: Market?) throws -> Screening {
        let loader = AssessorLoader(database)
        let vocabulary = try loader.vocabulary()
        let known = try subject.sku.map { try Products(database).show($0) }
        var product = known.map { $0.known.claimProduct(grade: $0.grading.grade) } ?? ClaimProduct()
        if let code = subject.material {
            guard vocabulary.materials[MaterialCode(code)] != nil else {
                throw unknown("material", code, vocabulary.materials.keys.map(\.rawValue))
            }
            product.material = MaterialCode(code)
            // A study of another tool than this material's says nothing of it.
            let studies = known?.studies.map(\.row.study) ?? []
            product.hasSupportingEvidence =
                studies.support(for: vocabulary.materials[MaterialCode(code)], on: try database.day()) != nil
        }
        if !subject.treatments.isEmpty {
            for code in subject.treatments where vocabulary.treatments[TreatmentCode(code)] == nil {
                throw unknown("treatment", code, vocabulary.treatments.keys.map(\.rawValue))
            }
            product.treatments = subject.treatments.map { TreatmentCode($0) }
        }
        if let code = subject.grade {
            guard let grade = Grade(rawValue: code) else {
                throw unknown("grade", code, Grade.allCases.map(\.rawValue))
            }
            product.grade = grade
        }
        return try loader.assessor().screener.screen(text, product, market: market, includesAllowed: true)
    }

    private func unknown(_ what: String, _ code: String, _ known: [String]) -> Refusal {
        Refusal(
            "\(what)_unknown", "there is no \(what) \(code)", at: "--\(what)",
            remedy: "give one of \(known.sorted().joined(separator: ", "))", status: .usage)
    }
}
