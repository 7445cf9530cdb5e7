package import Catalog
package import Postgres

/// Loads the rules by which texts are screened for claims.
///
/// A database without any edition of the rules has none: every text is allowed, under version 0.
package func loadClaimRules(_ connection: Connection) throws(PostgresError) -> ClaimRules {
    ClaimRules(
        version: try connection.first(SelectClaimRulesVersion()) ?? 0,
        terms: try connection.fetch(SelectClaimTerms()),
        patterns: try connection.fetch(SelectClaimPatterns()),
        exemptions: try connection.fetch(SelectClaimExemptions()))
}

/// The edition of the claim rules.
package struct SelectClaimRulesVersion: Statement {
    /// The text.
    package static let sql = "SELECT version FROM claim_rules_version ORDER BY version DESC LIMIT 1"

    /// The newest edition.
    package init() {}

    /// Its number.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("version") }
}

/// Every word of every concept.
package struct SelectClaimTerms: Statement {
    /// The text.
    package static let sql = """
        SELECT concept_code, language, phrase
        FROM claim_term
        ORDER BY concept_code COLLATE "C", language COLLATE "C", phrase COLLATE "C"
        """

    /// All terms.
    package init() {}

    /// One term.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClaimTerm {
        ClaimTerm(
            concept: try row.string("concept_code"), language: try row.string("language"),
            phrase: try row.string("phrase"))
    }
}

/// Every pattern of concepts that makes a claim.
package struct SelectClaimPatterns: Statement {
    /// The text.
    package static let sql = """
        SELECT rule_id, concepts, max_gap, is_ordered, label, markets, condition, reason
        FROM claim_pattern
        ORDER BY id
        """

    /// All patterns.
    package init() {}

    /// One pattern.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClaimPattern {
        ClaimPattern(
            rule: try row.string("rule_id"),
            concepts: try row.stringArray("concepts"),
            maxGap: try row.int("max_gap"),
            isOrdered: try row.bool("is_ordered"),
            label: try row.code("label"),
            markets: try row.codes("markets"),
            reason: try row.string("reason"),
            condition: try row.codeOrNil("condition"))
    }
}

/// Every disclaimer and warning.
package struct SelectClaimExemptions: Statement {
    /// The text.
    package static let sql = "SELECT concepts, max_gap, rules FROM claim_exemption ORDER BY id"

    /// All exemptions.
    package init() {}

    /// One exemption.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ClaimExemption {
        ClaimExemption(
            concepts: try row.stringArray("concepts"), maxGap: try row.int("max_gap"),
            rules: try row.stringArray("rules"))
    }
}
