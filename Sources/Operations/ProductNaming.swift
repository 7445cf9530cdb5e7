internal import Catalog
internal import Postgres
internal import Storage

/// Proposing names made of material facts for products whose own names must not be published.
package struct ProductNaming {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// What became of a product's name.
    package enum Outcome: String, Sendable {
        /// Its own name may stand.
        case kept
        /// The made name would do in its place.
        case proposed
        /// The made name has taken its place.
        case accepted
        /// Its name must not stand, and none can be made: the material is not known or may not be listed.
        case unnamed
    }

    /// A product with its name and the one made of its facts.
    package struct Proposal: Sendable {
        /// The product.
        package let sku: String
        /// Its name, the one that was made, and what is wrong with its name.
        package let name, generated: String?, rules: [String]
        /// What became of it.
        package let outcome: Outcome
    }

    /// The proposal for one product; with `accepts` the name is written as the fact `name` and screened again.
    package func propose(_ sku: String, accepts: Bool, dryRun: Bool = false) throws -> Proposal {
        try database.write(dryRun: dryRun) { try proposal(sku, accepts: accepts) }
    }

    /// A page of the products, by SKU, whose own names must not be published.
    package func proposeAll(limit: Int, after: String?, accepts: Bool, dryRun: Bool = false) throws -> [Proposal] {
        try database.write(dryRun: dryRun) {
            var proposals: [Proposal] = []
            var last = after
            while proposals.count < limit {
                let skus = try database.connection.fetch(SelectMisnamedProducts(after: last, limit: limit))
                if skus.isEmpty { break }
                for sku in skus where proposals.count < limit {
                    last = sku
                    try database.checkInterruption()
                    // The name of an item that does not count is the supplier's affair.
                    let proposal = try proposal(sku, accepts: accepts)
                    if proposal.outcome != .kept { proposals.append(proposal) }
                }
            }
            return proposals
        }
    }

    private func proposal(_ sku: String, accepts: Bool) throws -> Proposal {
        let products = Products(database)
        let detail = try products.show(sku)
        let rules = Self.faults(detail)
        var outcome: Outcome = rules.isEmpty ? .kept : detail.generatedName == nil ? .unnamed : .proposed
        if accepts, outcome == .proposed, let name = detail.generatedName {
            let named = Products.Assignment(field: "name", value: name)
            _ = try products.say(sku, [named], isMeasured: false)
            outcome = .accepted
        }
        return Proposal(
            sku: sku, name: detail.known.name, generated: detail.generatedName, rules: rules, outcome: outcome)
    }

    /// The rules by which the name that counts must not be published.
    static func faults(_ detail: Products.Detail) -> [String] {
        let counting = detail.items.first
        let blocking = detail.claims.filter { claim in
            claim.supplier == counting?.supplier && claim.partNumber == counting?.item.partNumber
                && claim.label == ClaimLabel.block.rawValue
                && (claim.rule == "N5" || claim.rule == "H10" && claim.field == "name")
        }
        return Set(blocking.map(\.rule)).sorted()
    }
}
