package import Postgres

/// A study as its record has it.
package struct EvidenceRow: Sendable, Equatable {
    /// Code and title.
    package let code, title: String
    /// Every other column that has a value, by its name.
    package let details: [String: String]

    /// The names of those columns, in the order of the table.
    package static let columns = [
        "authors", "year", "journal", "doi", "pmid", "registry_id", "study_design", "population", "condition_as_stated",
        "n_total", "intervention", "comparator", "blinding", "follow_up_days", "primary_outcome", "effect_text",
        "limitations", "tool_tested", "verification_status", "verified_on", "verified_by", "verification_note",
    ]
}

/// Studies by code, or the one of a code.
package struct SelectEvidence: Statement {
    package static let sql = """
        SELECT code, title, authors, year::text AS year, journal, doi, pmid, registry_id, study_design, population,
            condition_as_stated, n_total::text AS n_total, intervention, comparator, blinding,
            follow_up_days::text AS follow_up_days, primary_outcome, effect_text, limitations, tool_tested,
            verification_status, verified_on::text AS verified_on, verified_by, verification_note
        FROM evidence
        WHERE ($1::text IS NULL OR code = $1) AND ($2::text IS NULL OR code COLLATE "C" > $2)
        ORDER BY code COLLATE "C" LIMIT $3
        """
    let code: String?
    let after: String?
    let limit: Int

    /// A page of studies behind a code, or one.
    package init(code: String? = nil, after: String? = nil, limit: Int = 1) {
        self.code = code
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [code, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> EvidenceRow {
        var details: [String: String] = [:]
        for column in EvidenceRow.columns { details[column] = try row.stringOrNil(column) }
        return EvidenceRow(code: try row.string("code"), title: try row.string("title"), details: details)
    }
}

/// A sentence that leans on a study, and whether the study carries it.
package struct EvidenceClaimRow: Sendable, Equatable {
    /// The sentence and where it stands.
    package let claim, citedIn: String
    /// `supports`, `partially_supports`, `does_not_support`, `contradicts` or `not_assessed`.
    package let support: String
    /// What else there is to say.
    package let note: String?
}

/// The sentences that lean on a study.
package struct SelectEvidenceClaims: Statement {
    package static let sql = """
        SELECT claim.cited_claim, claim.cited_in, claim.claim_support, claim.note
        FROM evidence_claim AS claim JOIN evidence ON evidence.id = claim.evidence_id
        WHERE evidence.code = $1 ORDER BY claim.id
        """
    let code: String

    /// The study's code.
    package init(code: String) { self.code = code }

    package var parameters: [any ParameterConvertible] { [code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> EvidenceClaimRow {
        EvidenceClaimRow(
            claim: try row.string("cited_claim"), citedIn: try row.string("cited_in"),
            support: try row.string("claim_support"), note: try row.stringOrNil("note"))
    }
}
