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
        "expires_on",
    ]
}

/// Studies by code, or the one of a code.
package struct SelectEvidence: Statement {
    package static let sql = """
        SELECT code, title, authors, year::text AS year, journal, doi, pmid, registry_id, study_design, population,
            condition_as_stated, n_total::text AS n_total, intervention, comparator, blinding,
            follow_up_days::text AS follow_up_days, primary_outcome, effect_text, limitations, tool_tested,
            verification_status, verified_on::text AS verified_on, verified_by, verification_note,
            expires_on::text AS expires_on
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

/// Keeps a study from being changed by others until the end of the transaction; no row where there is none.
package struct LockEvidence: Statement {
    package static let sql = "SELECT id FROM evidence WHERE code = $1 FOR NO KEY UPDATE"
    let code: String

    /// The study's code.
    package init(code: String) { self.code = code }

    package var parameters: [any ParameterConvertible] { [code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("id") }
}

/// Adds a study.
package struct InsertEvidence: Statement {
    package static let sql = """
        INSERT INTO evidence (code, title, authors, year, journal, doi, pmid, registry_id, study_design, population,
            condition_as_stated, n_total, intervention, comparator, blinding, follow_up_days, primary_outcome, effect_text,
            limitations, tool_tested, verification_status, verified_on, verified_by, verification_note, expires_on)
        SELECT $1, study.title, study.authors, study.year, study.journal, study.doi, study.pmid, study.registry_id,
            study.study_design, study.population, study.condition_as_stated, study.n_total, study.intervention,
            study.comparator, study.blinding, study.follow_up_days, study.primary_outcome, study.effect_text,
            study.limitations, study.tool_tested, study.verification_status, study.verified_on, study.verified_by,
            study.verification_note, study.expires_on
        FROM jsonb_populate_record(NULL::evidence, jsonb_object($2::text[], $3::text[])) AS study
        """
    let code: String
    let fields: [String]
    let values: [String]

    /// The study's code, and its other columns by name.
    package init(code: String, _ columns: [(name: String, value: String)]) {
        self.code = code
        fields = columns.map(\.name)
        values = columns.map(\.value)
    }

    package var parameters: [any ParameterConvertible] { [code, fields, values] }
}

/// Sets every column of a study but its code; what is not named becomes empty.
package struct UpdateEvidence: Statement {
    package static let sql = """
        UPDATE evidence SET title = study.title, authors = study.authors, year = study.year, journal = study.journal,
            doi = study.doi, pmid = study.pmid, registry_id = study.registry_id, study_design = study.study_design,
            population = study.population, condition_as_stated = study.condition_as_stated, n_total = study.n_total,
            intervention = study.intervention, comparator = study.comparator, blinding = study.blinding,
            follow_up_days = study.follow_up_days, primary_outcome = study.primary_outcome,
            effect_text = study.effect_text, limitations = study.limitations, tool_tested = study.tool_tested,
            verification_status = study.verification_status, verified_on = study.verified_on,
            verified_by = study.verified_by, verification_note = study.verification_note,
            expires_on = study.expires_on
        FROM jsonb_populate_record(NULL::evidence, jsonb_object($2::text[], $3::text[])) AS study
        WHERE evidence.code = $1
        """
    let code: String
    let fields: [String]
    let values: [String]

    /// The study's code, and its other columns by name.
    package init(code: String, _ columns: [(name: String, value: String)]) {
        self.code = code
        fields = columns.map(\.name)
        values = columns.map(\.value)
    }

    package var parameters: [any ParameterConvertible] { [code, fields, values] }
}

/// Adds what was judged of a sentence that leans on a study.
package struct InsertEvidenceClaim: Statement {
    package static let sql = """
        INSERT INTO evidence_claim (evidence_id, cited_claim, cited_in, claim_support, note)
        VALUES ($1, $2, $3, $4, $5)
        """
    let evidence: Int64
    let claim: EvidenceClaimRow

    /// The study and the sentence.
    package init(evidence: Int64, _ claim: EvidenceClaimRow) {
        self.evidence = evidence
        self.claim = claim
    }

    package var parameters: [any ParameterConvertible] {
        [evidence, claim.claim, claim.citedIn, claim.support, claim.note]
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

    /// A sentence.
    package init(claim: String, citedIn: String, support: String, note: String?) {
        self.claim = claim
        self.citedIn = citedIn
        self.support = support
        self.note = note
    }
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
