package import Catalog
internal import Postgres
internal import Quantities
package import Storage

extension Products {
    /// A study that a product leans on, and why it does not count, if it does not.
    package struct LinkedStudy: Sendable {
        /// The study.
        package let row: StudyRow
        /// Why it does not count today; nil when it does.
        package let refusal: StudyRefusal?
    }

    /// Lets a product lean on studies and no longer on others, and screens its texts anew; all of it or nothing.
    ///
    /// Refuses studies that are unknown (`evidence_unknown`), and to link those that may not support the product, in the order of
    /// `StudyRefusal`: `evidence_not_verified`, `evidence_expired`, `evidence_not_supporting`, `material_missing`,
    /// `evidence_other_tool`.
    package func lean(
        _ sku: String, on linked: [String], notOn unlinked: [String] = [], dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let detail = try show(sku)
            let vocabulary = try vocabulary()
            let today = try database.day()
            for code in unlinked {
                let study = try study(code)
                try database.connection.run(DeleteProductEvidence(product: detail.product.id, evidence: study.id))
            }
            for code in linked {
                let study = try study(code)
                if let refusal = study.study.refusal(for: vocabulary.material(of: detail.known), on: today) {
                    throw Self.refusal(refusal, code, sku)
                }
                try database.connection.run(InsertProductEvidence(product: detail.product.id, evidence: study.id))
            }
            _ = try Assessing(database).reassess(product: detail.product.id)
            try database.connection.run(
                InsertAudit(
                    action: "product.evidence", subjectKind: "product", subject: sku,
                    detail: [
                        ("link", linked.joined(separator: " ")), ("unlink", unlinked.joined(separator: " ")),
                    ]))
            return try show(sku)
        }
    }

    /// The studies that a product leans on, each held against its material and today.
    func linkedStudies(
        of product: Int64, _ known: KnownProduct, _ vocabulary: Vocabulary
    ) throws -> [LinkedStudy] {
        let rows = try database.connection.fetch(SelectProductStudies(product: product))
        guard !rows.isEmpty else { return [] }
        let today = try database.day()
        let material = vocabulary.material(of: known)
        return rows.map { LinkedStudy(row: $0, refusal: $0.study.refusal(for: material, on: today)) }
    }

    /// A study, kept from being changed until the end of the transaction.
    private func study(_ code: String) throws -> StudyRow {
        guard try database.connection.first(LockEvidence(code: code)) != nil,
            let study = try database.connection.first(SelectStudy(code: code))
        else { throw EvidenceRegister.unknown(code) }
        return study
    }

    private static func refusal(_ reason: StudyRefusal, _ code: String, _ sku: String) -> Refusal {
        let message = "\(sku) may not lean on \(code): \(reason.reason)"
        return switch reason {
        case .notVerified:
            Refusal(
                "evidence_not_verified", message, at: code,
                remedy:
                    "check the record, then nephrite evidence set \(code) --status verified_match --verified-by … --verified-on …"
            )
        case .expired:
            Refusal(
                "evidence_expired", message, at: code,
                remedy: "check the record again, then nephrite evidence set \(code) --verified-on … --expires-on …")
        case .notSupporting:
            Refusal(
                "evidence_not_supporting", message, at: code,
                remedy:
                    "nephrite evidence show \(code) lists the sentences; leave the claim out where none is supported")
        case .materialUnknown:
            Refusal(
                "material_missing", message, at: code, remedy: "nephrite product set \(sku) material=CODE")
        case .otherTool:
            Refusal(
                "evidence_other_tool", message, at: code,
                remedy: "name a study of such a tool, or leave the claim out")
        }
    }
}

extension Vocabulary {
    /// The material of a product, where it is known.
    func material(of product: KnownProduct) -> Material? { product.material.flatMap { materials[MaterialCode($0)] } }

    /// The treatments of a product that are known, in its order.
    func treatments(of product: KnownProduct) -> [Treatment] {
        product.treatments.compactMap { treatments[TreatmentCode($0)] }
    }

    /// How the material of a product may be named, with its treatments; nil where it is not known.
    func materialLabel(of product: KnownProduct) -> String? {
        material(of: product).map { MaterialLabel.label(for: $0, treatments: treatments(of: product)) }
    }

    /// Whether a product is of a material that may not be offered at all, as ivory and cinnabar.
    func isRefused(_ product: KnownProduct) -> Bool { material(of: product)?.status == .refused }
}
