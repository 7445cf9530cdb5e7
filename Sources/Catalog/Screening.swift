/// What is known of the product that a text speaks of, as far as claims depend on it.
public struct ClaimProduct: Hashable, Sendable {
    /// The material; nil when unknown, then the text's own words are taken.
    public var material: MaterialCode?
    /// The treatments, empty or `none_asserted` when there is none; nil when unknown.
    public var treatments: [TreatmentCode]?
    /// The grade; nil when unassessed.
    public var grade: Grade?
    /// How well the finished tool may be disinfected.
    public var disinfectionLevel: DisinfectionLevel?
    /// Whether a verified study of such a tool supports the claim.
    public var hasSupportingEvidence: Bool

    /// A product of which the given facts are known.
    public init(
        material: MaterialCode? = nil, treatments: [TreatmentCode]? = nil, grade: Grade? = nil,
        disinfectionLevel: DisinfectionLevel? = nil, hasSupportingEvidence: Bool = false
    ) {
        self.material = material
        self.treatments = treatments
        self.grade = grade
        self.disinfectionLevel = disinfectionLevel
        self.hasSupportingEvidence = hasSupportingEvidence
    }
}

/// A place in a text that a rule speaks of.
public struct ClaimFinding: Hashable, Sendable {
    /// The rule, such as `H3`.
    public var rule: String
    /// What may be done with the text because of it.
    public var label: ClaimLabel
    /// The place in Unicode scalars, half-open.
    public var scalars: Range<Int>
    /// The words.
    public var text: String
    /// Why.
    public var reason: String
    /// The markets in which it counts.
    public var markets: [Market]

    /// A finding.
    public init(
        rule: String, label: ClaimLabel, scalars: Range<Int>, text: String, reason: String,
        markets: [Market] = Market.allCases
    ) {
        self.rule = rule
        self.label = label
        self.scalars = scalars
        self.text = text
        self.reason = reason
        self.markets = markets
    }
}

/// The outcome of screening one text.
public struct Screening: Hashable, Sendable {
    /// The strictest label of all findings; allowed when there is none.
    public var label: ClaimLabel
    /// The findings in the order of the text, then by rule.
    public var findings: [ClaimFinding]
    /// The edition of the rules.
    public var version: Int
}
