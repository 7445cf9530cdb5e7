/// What may be done with a text; the strictest of several holds.
public enum ClaimLabel: String, Sendable, CaseIterable, Comparable {
    /// May be published.
    case allowed
    /// To be held for a person.
    case flag
    /// Must not be published.
    case block

    /// Order from harmless to forbidden.
    public static func < (one: ClaimLabel, other: ClaimLabel) -> Bool { one.severity < other.severity }

    private var severity: Int { self == .allowed ? 0 : self == .flag ? 1 : 2 }
}

/// A market whose rules a text is read by.
public enum Market: String, Sendable, CaseIterable {
    /// The United States.
    case us = "US"
    /// The European Union.
    case eu = "EU"
}

/// One word or phrase of a concept.
public struct ClaimTerm: Hashable, Sendable {
    /// The concept, such as `pain`.
    public var concept: String
    /// The language, ISO 639-1.
    public var language: String
    /// The words; an asterisk at an end stands for the rest of a longer word.
    public var phrase: String

    /// A term of a concept.
    public init(concept: String, language: String, phrase: String) {
        self.concept = concept
        self.language = language
        self.phrase = phrase
    }
}

/// Concepts that together make a claim, and what follows.
public struct ClaimPattern: Hashable, Sendable {
    /// The rule it belongs to, such as `H3`.
    public var rule: String
    /// The concepts that must stand in one sentence.
    public var concepts: [String]
    /// How many words may stand between one concept and the next.
    public var maxGap: Int
    /// Whether the concepts must come in this order.
    public var isOrdered: Bool
    /// What may be done with the text.
    public var label: ClaimLabel
    /// The markets in which it counts.
    public var markets: [Market]
    /// Why, as shown to people.
    public var reason: String
    /// What else decides, if anything.
    public var condition: Condition?

    /// What the product must have or lack for the label to hold.
    public enum Condition: String, Sendable, CaseIterable {
        /// Flagged instead of blocked when a verified study supports the claim.
        case evidence
        /// Allowed when the tool is graded professional.
        case professionalGrade = "professional_grade"
        /// Allowed when the product is not porous and its disinfection is documented; blocked when it is porous.
        case nonPorous = "non_porous"
        /// Allowed when some disinfection is documented.
        case disinfection
        /// Allowed when sterilisation is documented.
        case sterilisable
        /// Judged by material and treatments.
        case naturalStone = "natural_stone"
        /// Judged by the treatments.
        case untreated
        /// Blocked for manufactured material.
        case flawless
    }

    /// A pattern from its row.
    public init(
        rule: String, concepts: [String], maxGap: Int = 0, isOrdered: Bool = true, label: ClaimLabel,
        markets: [Market] = Market.allCases, reason: String, condition: Condition? = nil
    ) {
        self.rule = rule
        self.concepts = concepts
        self.maxGap = maxGap
        self.isOrdered = isOrdered
        self.label = label
        self.markets = markets
        self.reason = reason
        self.condition = condition
    }
}

/// Concepts that take what follows them in a sentence out of some rules: disclaimers and warnings.
public struct ClaimExemption: Hashable, Sendable {
    /// The concepts that must stand in one sentence, in this order.
    public var concepts: [String]
    /// How many words may stand between one concept and the next.
    public var maxGap: Int
    /// The rules that do not apply to what is exempt.
    public var rules: [String]

    /// An exemption from its row.
    public init(concepts: [String], maxGap: Int = 0, rules: [String]) {
        self.concepts = concepts
        self.maxGap = maxGap
        self.rules = rules
    }
}

/// The rules by which texts are screened for claims.
public struct ClaimRules: Hashable, Sendable {
    /// The edition of the rules, kept with every finding.
    public var version: Int
    /// The words of each concept.
    public var terms: [ClaimTerm]
    /// What makes a claim.
    public var patterns: [ClaimPattern]
    /// What takes words out of it.
    public var exemptions: [ClaimExemption]

    /// Rules from their rows.
    public init(version: Int, terms: [ClaimTerm], patterns: [ClaimPattern], exemptions: [ClaimExemption]) {
        self.version = version
        self.terms = terms
        self.patterns = patterns
        self.exemptions = exemptions
    }
}
