/// One condition of the grading scheme, as data.
public struct Criterion: Hashable, Sendable {
    /// The grade that a criterion guards.
    public enum Tier: String, Sendable, CaseIterable {
        /// Guards against harm; who fails one is unsuitable.
        case unsuitable = "U"
        /// Asked of a tool for use with conditions.
        case conditional = "C"
        /// Asked of a tool for professional use.
        case professional = "P"
    }

    /// How the field is judged; the parameters are in the other properties.
    public enum Rule: String, Sendable, CaseIterable {
        /// The material's care letters named by `codes` are not "avoid".
        case careNotAvoid = "care_not_avoid"
        /// The same after treatments.
        case treatedCareNotAvoid = "treated_care_not_avoid"
        /// The field's code is one of `codes`.
        case oneOf = "one_of"
        /// The field's code is none of `codes`.
        case noneOf = "none_of"
        /// The figure is not below `minimum`.
        case atLeast = "at_least"
        /// The figure is not above `maximum`.
        case atMost = "at_most"
        /// Least and greatest edge radius lie within `minimum` and `maximum`.
        case radiusWithin = "radius_within"
        /// The figure is not below the minimum of the material's kind; kinds not listed are not judged.
        case atLeastByKind = "at_least_by_kind"
        /// The same, and the figure was measured on the lot.
        case measuredAtLeastByKind = "measured_at_least_by_kind"
        /// The field is true.
        case isTrue = "is_true"
        /// The field is false.
        case isFalse = "is_false"
        /// The field is true; not judged where the shape has no inner corner.
        case isTrueAtInnerCorners = "is_true_at_inner_corners"
        /// The field is false; not judged where there is no treatment of `codes`.
        case isFalseWhereTreated = "is_false_where_treated"
        /// There is no treatment of `codes`.
        case noTreatmentOf = "no_treatment_of"
        /// Porosity is the first of `codes`, or the second with an absorption test on file.
        case porosityOrTest = "porosity_or_test"
        /// A complete edge drawing is on file with a tolerance not above `maximum`.
        case edgeDrawing = "edge_drawing"
        /// Length is not below `minimum`, or there is a grip.
        case lengthOrGrip = "length_or_grip"
        /// Roughness is not above `maximum`, or the finish is good at tenfold magnification.
        case finish
        /// The identity basis is one of `codes`, or the tool is metal with a mill certificate.
        case identityOrCertificate = "identity_or_certificate"
    }

    /// What holds for one kind of material.
    public enum KindVerdict: Hashable, Sendable {
        /// The figure must not be below this.
        case minimum(Thousandths)
        /// Passes whatever the figure.
        case pass
        /// Fails whatever the figure.
        case fail
    }

    /// The stable name, such as `U3`.
    public var id: String
    /// The grade it guards.
    public var tier: Tier
    /// The field that a person fills in, as it is named in commands.
    public var field: String
    /// How the field is judged.
    public var rule: Rule
    /// The codes that the rule speaks of.
    public var codes: [String]
    /// The lower bound.
    public var minimum: Thousandths?
    /// The upper bound.
    public var maximum: Thousandths?
    /// What holds for kinds of material, for rules by kind.
    public var kinds: [MaterialKind: KindVerdict]
    /// Why the criterion is there.
    public var reason: String
    /// What it rests on.
    public var source: [String]

    /// A criterion from its row.
    public init(
        id: String, tier: Tier, field: String, rule: Rule, codes: [String] = [], minimum: Thousandths? = nil,
        maximum: Thousandths? = nil, kinds: [MaterialKind: KindVerdict] = [:], reason: String, source: [String] = []
    ) {
        self.id = id
        self.tier = tier
        self.field = field
        self.rule = rule
        self.codes = codes
        self.minimum = minimum
        self.maximum = maximum
        self.kinds = kinds
        self.reason = reason
        self.source = source
    }
}
