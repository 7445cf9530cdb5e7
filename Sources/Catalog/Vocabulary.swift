/// A phrase that names a material, in one language.
public struct MaterialName: Hashable, Sendable {
    /// What the phrase rests on.
    public enum Basis: String, Sendable, CaseIterable {
        /// The proper name.
        case name
        /// A name of the trade.
        case tradeName = "trade_name"
        /// A wrong name that is met all the same; kept for search, acted on through the misnomers.
        case misnomer
        /// A variety of the material.
        case variety
    }

    /// The material.
    public var material: MaterialCode
    /// The language, ISO 639-1.
    public var language: String
    /// The words.
    public var phrase: String
    /// What the phrase rests on.
    public var basis: Basis
    /// Whether the phrase yields to any other material named beside it, as "quartz" does.
    public var isGeneric: Bool

    /// A name of a material.
    public init(
        material: MaterialCode, language: String, phrase: String, basis: Basis = .name, isGeneric: Bool = false
    ) {
        self.material = material
        self.language = language
        self.phrase = phrase
        self.basis = basis
        self.isGeneric = isGeneric
    }
}

/// A wrong or open name of the trade, what it usually stands for and what to do about it.
public struct Misnomer: Hashable, Sendable {
    /// What to do with the phrase.
    public enum Action: String, Sendable, CaseIterable {
        /// Take the material that it usually is, and never show the phrase.
        case replace
        /// The phrase says too little: a material has to be given.
        case requireMaterial = "require_material"
        /// Only a test can tell.
        case test
        /// The phrase may not be shown at all.
        case block
        /// The phrase may be taken as its usual material.
        case accept
    }

    /// The words.
    public var phrase: String
    /// What it usually is, the most usual first; empty when nothing usual is known.
    public var usually: [MaterialCode]
    /// What to do.
    public var action: Action
    /// What else there is to say.
    public var note: String?

    /// A misnomer.
    public init(phrase: String, usually: [MaterialCode], action: Action, note: String? = nil) {
        self.phrase = phrase
        self.usually = usually
        self.action = action
        self.note = note
    }
}

/// A phrase that names a treatment, in one language.
public struct TreatmentName: Hashable, Sendable {
    /// The treatment.
    public var treatment: TreatmentCode
    /// The language, ISO 639-1.
    public var language: String
    /// The words.
    public var phrase: String
    /// Whether the words count only where the file speaks of treatment, as "none" does.
    public var isFeatureOnly: Bool

    /// A name of a treatment.
    public init(treatment: TreatmentCode, language: String, phrase: String, isFeatureOnly: Bool = false) {
        self.treatment = treatment
        self.language = language
        self.phrase = phrase
        self.isFeatureOnly = isFeatureOnly
    }
}

/// A phrase that names a shape, in one language.
public struct ShapeName: Hashable, Sendable {
    /// The shape.
    public var shape: ShapeCode
    /// The language, ISO 639-1.
    public var language: String
    /// The words.
    public var phrase: String
    /// Whether the words count only where the file speaks of shape, as "wave" or "finger" do.
    public var isFeatureOnly: Bool
    /// Whether the words say less than the shape, which is then taken with a finding, as for a bare "roller".
    public var isAssumed: Bool

    /// A name of a shape.
    public init(
        shape: ShapeCode, language: String, phrase: String, isFeatureOnly: Bool = false, isAssumed: Bool = false
    ) {
        self.shape = shape
        self.language = language
        self.phrase = phrase
        self.isFeatureOnly = isFeatureOnly
        self.isAssumed = isAssumed
    }
}

/// A word that changes what the words beside it mean.
public struct ContextWord: Hashable, Sendable {
    /// How it changes them.
    public enum Role: String, Sendable, CaseIterable {
        /// Denies the words after it: "not dyed".
        case negator
        /// Makes the words before it an appearance: "jade look", "amethyst coloured".
        case appearance
        /// Joins two things: "jade and rose quartz".
        case connector
        /// A whole phrase that names a colour or another thing and no material: "jade green".
        case ignored
    }

    /// How it changes the words beside it.
    public var role: Role
    /// The language, ISO 639-1.
    public var language: String
    /// The words.
    public var phrase: String

    /// A context word.
    public init(role: Role, language: String, phrase: String) {
        self.role = role
        self.language = language
        self.phrase = phrase
    }
}

/// Everything that is known of the goods: materials, treatments, shapes, and the words for them.
public struct Vocabulary: Sendable {
    /// The materials, by code.
    public let materials: [MaterialCode: Material]
    /// The words for materials.
    public let materialNames: [MaterialName]
    /// The wrong and open names.
    public let misnomers: [Misnomer]
    /// The treatments, by code.
    public let treatments: [TreatmentCode: Treatment]
    /// The words for treatments.
    public let treatmentNames: [TreatmentName]
    /// The shapes, by code.
    public let shapes: [ShapeCode: Shape]
    /// The words for shapes.
    public let shapeNames: [ShapeName]
    /// The words that change others.
    public let contextWords: [ContextWord]

    /// A vocabulary from its rows; of two rows with one code the last counts.
    public init(
        materials: [Material], materialNames: [MaterialName] = [], misnomers: [Misnomer] = [],
        treatments: [Treatment] = [], treatmentNames: [TreatmentName] = [], shapes: [Shape] = [],
        shapeNames: [ShapeName] = [], contextWords: [ContextWord] = []
    ) {
        self.materials = Dictionary(materials.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        self.materialNames = materialNames
        self.misnomers = misnomers
        self.treatments = Dictionary(treatments.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        self.treatmentNames = treatmentNames
        self.shapes = Dictionary(shapes.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        self.shapeNames = shapeNames
        self.contextWords = contextWords
    }
}
