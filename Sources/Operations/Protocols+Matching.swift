package import Catalog
internal import Postgres
internal import Storage

extension Protocols {
    /// The products of the catalog held against a protocol.
    package struct Matching: Sendable {
        /// The protocol.
        package let detail: Detail
        /// So many active products were looked at.
        package let productCount: Int
        /// Each step of the protocol, in order.
        package let steps: [StepMatching]
    }

    /// Holds every active product, or the one of an SKU, against each step of a protocol.
    ///
    /// Keeps at most `limit` matches and `failureLimit` failures of each step, whatever the size of the catalog. A protocol without any
    /// product that suits it is a good one. Refuses an unknown protocol, an unknown product (`product_unknown`) and one that is
    /// not active (`product_not_active`).
    package func match(
        _ code: String, version: Int?, sku: String? = nil, limit: Int, failureLimit: Int
    ) throws -> Matching {
        let detail = try show(code, version: version)
        let vocabulary = try AssessorLoader(database).vocabulary()
        var steps = try detail.content.steps.map { step in
            StepMatching(
                try step.requirements.map { try compiled($0, vocabulary) }, limit: limit, failureLimit: failureLimit)
        }
        var count = 0
        if let sku {
            let product = try Products(database).product(sku)
            guard product.status == "active" else {
                throw Refusal(
                    "product_not_active", "\(sku) is \(product.status), and only active products are matched",
                    at: "--sku",
                    remedy: "name an active product: nephrite product list --status active")
            }
        }
        try connection.forEach(SelectToolsOnOffer(today: try database.today(), sku: sku)) { row in
            let tool = ToolOnOffer(sku: row.sku, row.product, grade: row.grade, vocabulary)
            for index in steps.indices { steps[index].add(tool) }
            count += 1
            if count % 4096 == 0 { try database.checkInterruption() }
        }
        return Matching(detail: detail, productCount: count, steps: steps)
    }

    /// A requirement was understood when it was loaded; the vocabulary may have changed since.
    private func compiled(_ requirement: ToolRequirement, _ vocabulary: Vocabulary) throws -> CompiledRequirement {
        do {
            return try CompiledRequirement(requirement, vocabulary)
        } catch {
            throw Refusal(
                "requirement_outdated", "\(requirement.text): \(error.message)",
                remedy: "load the protocol as a new version with another requirement")
        }
    }
}
