/// The stable code of a treatment, such as `dye`.
public struct TreatmentCode: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    /// The code as it is stored.
    public let rawValue: String

    /// A code from its text.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A code from its text.
    public init(_ rawValue: String) { self.rawValue = rawValue }

    /// A code written in the program.
    public init(stringLiteral value: String) { rawValue = value }

    /// The code itself.
    public var description: String { rawValue }

    /// Order by code point.
    public static func < (one: TreatmentCode, other: TreatmentCode) -> Bool { one.rawValue < other.rawValue }
}

/// Something done to a stone beyond cutting and polishing, and what has to be said about it.
public struct Treatment: Hashable, Sendable {
    /// The stable code.
    public var code: TreatmentCode
    /// The ordinary English name.
    public var name: String
    /// What it means, in a sentence.
    public var meaning: String
    /// Whether it must be disclosed because it does not last (16 CFR 23.24 a).
    public var isNotPermanent: Bool
    /// Whether it must be disclosed because it needs special care (16 CFR 23.24 b).
    public var needsSpecialCare: Bool
    /// Whether it must be disclosed because it affects the value (16 CFR 23.24 c).
    public var affectsValue: Bool
    /// Whether the statement needs evidence, as "untreated" does.
    public var needsEvidence: Bool
    /// The answers it changes in the material's care; nil when none.
    public var careOverride: Care?
    /// Whether an edge that touches skin may have it.
    public var isAllowedOnContactEdge: Bool
    /// The word to put before the stone's name, as "dyed".
    public var labelPrefix: String?
    /// The words to put in brackets after the stone's name, as "heat-treated".
    public var labelNote: String?

    /// Whether any of the three triggers of rule N5 asks for disclosure.
    public var mustBeDisclosed: Bool { isNotPermanent || needsSpecialCare || affectsValue }

    /// A treatment with the facts given.
    public init(
        code: TreatmentCode, name: String, meaning: String = "", isNotPermanent: Bool = false,
        needsSpecialCare: Bool = false, affectsValue: Bool = false, needsEvidence: Bool = false,
        careOverride: Care? = nil, isAllowedOnContactEdge: Bool = true, labelPrefix: String? = nil,
        labelNote: String? = nil
    ) {
        self.code = code
        self.name = name
        self.meaning = meaning
        self.isNotPermanent = isNotPermanent
        self.needsSpecialCare = needsSpecialCare
        self.affectsValue = affectsValue
        self.needsEvidence = needsEvidence
        self.careOverride = careOverride
        self.isAllowedOnContactEdge = isAllowedOnContactEdge
        self.labelPrefix = labelPrefix
        self.labelNote = labelNote
    }
}
