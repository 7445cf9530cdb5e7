/// The texts of one offer in which its material, shape and treatments are looked for.
public struct OfferTexts: Sendable {
    /// The values of features that speak of material.
    public var materialFeatures: [String]
    /// The values of features that speak of shape.
    public var shapeFeatures: [String]
    /// The values of features that speak of treatment.
    public var treatmentFeatures: [String]
    /// The short name.
    public var name: String
    /// The long description; empty when there is none.
    public var longDescription: String
    /// The keywords.
    public var keywords: [String]

    /// The texts of an offer.
    public init(
        name: String, longDescription: String = "", keywords: [String] = [], materialFeatures: [String] = [],
        shapeFeatures: [String] = [], treatmentFeatures: [String] = []
    ) {
        self.materialFeatures = materialFeatures
        self.shapeFeatures = shapeFeatures
        self.treatmentFeatures = treatmentFeatures
        self.name = name
        self.longDescription = longDescription
        self.keywords = keywords
    }
}

/// What an offer's texts say the goods are.
public struct Recognition: Hashable, Sendable {
    /// The material; nil when the texts do not say.
    public var material: MaterialCode?
    /// The shape; nil when the texts do not say, or speak of something that is no tool of the list.
    public var shape: ShapeCode?
    /// The treatments that are stated or follow from the material, without repetition, by code.
    ///
    /// Empty means that nothing is known, not that there is none; `none_asserted` stands for the supplier's own "untreated".
    public var treatments: [TreatmentCode]
    /// What the material rests on: the supplier's statement, or nothing.
    public var basis: IdentityBasis
    /// Where each answer was found, in the order material, shape, treatments.
    public var evidence: [Evidence]
    /// What a person should look at.
    public var findings: [RecognitionFinding]
}

/// The text of an offer in which something was found.
public enum OfferField: String, Hashable, Sendable, CaseIterable {
    /// A feature's value.
    case feature
    /// The short name.
    case name
    /// A keyword.
    case keywords
    /// The long description.
    case description
}

/// A place in an offer's texts.
public struct TextPlace: Hashable, Sendable {
    /// The text.
    public var field: OfferField
    /// Which of several features or keywords, from zero; zero for name and description.
    public var index: Int
    /// The words found, as they stand there.
    public var phrase: String
    /// The place of the words in Unicode scalars, half-open.
    public var scalars: Range<Int>

    /// A place in an offer's texts.
    public init(field: OfferField, index: Int, phrase: String, scalars: Range<Int>) {
        self.field = field
        self.index = index
        self.phrase = phrase
        self.scalars = scalars
    }
}

/// Why an answer was given.
public struct Evidence: Hashable, Sendable {
    /// What was found.
    public enum Subject: Hashable, Sendable {
        /// A material.
        case material(MaterialCode)
        /// A shape.
        case shape(ShapeCode)
        /// A treatment.
        case treatment(TreatmentCode)
    }

    /// How the words lead to the answer.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// They are its name.
        case name
        /// They are a name of the trade.
        case tradeName = "trade_name"
        /// They are one of its varieties.
        case variety
        /// They are a wrong name that usually stands for it.
        case misnomer
        /// It follows from the material found.
        case implied
    }

    /// What was found.
    public var subject: Subject
    /// Where.
    public var place: TextPlace
    /// How the words lead to the answer.
    public var rule: Rule
}

/// Something about an offer's goods that a person should look at.
public enum RecognitionFinding: Hashable, Sendable {
    /// A wrong name was used; `usually` is what it stands for and `action` what is to be done about it.
    case misnomer(phrase: String, usually: [MaterialCode], action: Misnomer.Action)
    /// "Jade" or another open name was used without saying which material it is.
    case jadeUnqualified(phrase: String, usually: [MaterialCode])
    /// A text names another material than the one trusted more.
    case materialContradiction(trusted: MaterialCode, named: [MaterialCode], field: OfferField)
    /// One text names several materials, so none was taken.
    case materialSeveral(named: [MaterialCode], field: OfferField)
    /// No text names a material.
    case materialUnknown
    /// The material may not be listed.
    case materialRefused(MaterialCode)
    /// The material may be listed for display only.
    case materialRestricted(MaterialCode)
    /// The words say less than the shape that was taken, as a bare "roller" does of the number of its barrels.
    case shapeAssumed(phrase: String, taken: ShapeCode)
    /// One text names several shapes, so none was taken.
    case shapeSeveral(named: [ShapeCode], field: OfferField)

    /// The stable code under which the finding is stored and shown.
    public var code: String {
        switch self {
        case .misnomer: "misnomer"
        case .jadeUnqualified: "jade_unqualified"
        case .materialContradiction: "material_contradiction"
        case .materialSeveral: "material_several"
        case .materialUnknown: "material_unknown"
        case .materialRefused: "material_refused"
        case .materialRestricted: "material_restricted"
        case .shapeAssumed: "shape_assumed"
        case .shapeSeveral: "shape_several"
        }
    }
}
