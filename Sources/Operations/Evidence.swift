internal import Postgres
package import Storage

/// Looking at the studies that claims lean on.
package struct EvidenceRegister {
    private let database: Database

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A study with the sentences that lean on it.
    package struct Detail: Sendable {
        /// The study.
        package let study: EvidenceRow
        /// The sentences, and whether it carries them.
        package let claims: [EvidenceClaimRow]
    }

    /// A page of studies by code.
    package func list(limit: Int, after: String?) throws -> [EvidenceRow] {
        try database.connection.fetch(SelectEvidence(after: after, limit: limit))
    }

    /// A study by its code.
    package func show(_ code: String) throws -> Detail {
        guard let study = try database.connection.first(SelectEvidence(code: code)) else {
            throw Refusal(
                "evidence_unknown", "there is no study \(code)", remedy: "nephrite evidence list shows the studies")
        }
        return Detail(study: study, claims: try database.connection.fetch(SelectEvidenceClaims(code: code)))
    }
}
