/// The stable code of a material, such as `rose_quartz`.
public struct MaterialCode: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
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
    public static func < (one: MaterialCode, other: MaterialCode) -> Bool { one.rawValue < other.rawValue }
}

/// What sort of substance a material is.
public enum MaterialKind: String, Sendable, CaseIterable {
    /// One mineral species or variety.
    case mineral
    /// A rock of one or more minerals.
    case rock
    /// Glass made by nature.
    case naturalGlass = "natural_glass"
    /// Glass made by people.
    case manufacturedGlass = "manufactured_glass"
    /// Fired ceramic.
    case ceramic
    /// Horn and other grown material.
    case organic
    /// Plastic.
    case polymer
    /// Stone powder or chips in a binder.
    case stoneComposite = "stone_composite"
    /// Metal or alloy.
    case metal
    /// A mineral made by people.
    case syntheticMineral = "synthetic_mineral"

    /// Whether the material is made artificially, so that "real", "natural" or "genuine" are barred (rule N6).
    public var isManufactured: Bool {
        switch self {
        case .manufacturedGlass, .syntheticMineral, .polymer, .stoneComposite, .ceramic, .metal: true
        case .mineral, .rock, .naturalGlass, .organic: false
        }
    }
}

/// How well a material resists breaking; hardness is another property.
public enum ToughnessClass: String, Sendable, CaseIterable {
    /// Felted or interlocked, as nephrite and jadeite.
    case exceptional
    /// Tougher than crystalline quartz.
    case good
    /// As crystalline quartz.
    case fair
    /// Brittle or easily cleaved.
    case poor
    /// Bends before it breaks: metal.
    case ductile
    /// Gives way: polymer and horn.
    case flexible
}

/// How much a material takes up.
public enum PorosityClass: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// A little, in fissures or between grains.
    case low
    /// Noticeably: oil and colour stay.
    case moderate
    /// Soaks.
    case high
}

/// How it is known what a piece is made of, from the weakest to the strongest.
public enum IdentityBasis: String, Sendable, CaseIterable {
    /// Nothing is known.
    case unknown
    /// The supplier says so.
    case supplierStatement = "supplier_statement"
    /// Somebody looked at it.
    case visual
    /// Tested in house: specific gravity, refractive index or hardness.
    case inHouseTest = "in_house_test"
    /// A laboratory's report.
    case labReport = "lab_report"
}

/// Whether goods of a material may be listed.
public enum MaterialStatus: String, Sendable, CaseIterable {
    /// May be listed.
    case allowed
    /// For display only, never for skin contact.
    case restricted
    /// May not be listed.
    case refused
}

/// A material of the vocabulary with what is known of it in its natural, untreated state.
public struct Material: Hashable, Sendable {
    /// The stable code.
    public var code: MaterialCode
    /// The ordinary English name.
    public var name: String
    /// What sort of substance it is.
    public var kind: MaterialKind
    /// What it really is, in a sentence.
    public var summary: String
    /// The low end of Mohs hardness; nil where Mohs is not used.
    public var mohsMin: Thousandths?
    /// The high end of Mohs hardness.
    public var mohsMax: Thousandths?
    /// The low end of specific gravity.
    public var specificGravityMin: Thousandths?
    /// The high end of specific gravity.
    public var specificGravityMax: Thousandths?
    /// The usual specific gravity.
    public var specificGravityTypical: Thousandths?
    /// How well it resists breaking; nil for refused materials.
    public var toughness: ToughnessClass?
    /// How much it takes up; nil for refused materials.
    public var porosity: PorosityClass?
    /// How the finished piece bears water, soap, alcohol and the rest; nil for refused materials.
    public var care: Care?
    /// What to be careful about.
    public var caution: String?
    /// The treatments that are usual, by code.
    public var usualTreatments: [TreatmentCode]
    /// The treatments that the material cannot be without, as dye in dyed quartzite.
    public var impliedTreatments: [TreatmentCode]
    /// How it is to be named.
    public var label: String
    /// The naming rules that bear on it.
    public var labelRules: [String]
    /// Whether it is true jade, so that the bare word "jade" is no false name for it.
    public var isJade: Bool
    /// Whether it may be listed.
    public var status: MaterialStatus
    /// Why it is restricted or refused.
    public var statusReason: String?

    /// A material with the facts given; the others are unknown.
    public init(
        code: MaterialCode, name: String, kind: MaterialKind, summary: String = "", mohsMin: Thousandths? = nil,
        mohsMax: Thousandths? = nil, specificGravityMin: Thousandths? = nil, specificGravityMax: Thousandths? = nil,
        specificGravityTypical: Thousandths? = nil, toughness: ToughnessClass? = nil, porosity: PorosityClass? = nil,
        care: Care? = nil, caution: String? = nil, usualTreatments: [TreatmentCode] = [],
        impliedTreatments: [TreatmentCode] = [], label: String, labelRules: [String] = [],
        isJade: Bool = false, status: MaterialStatus = .allowed, statusReason: String? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.summary = summary
        self.mohsMin = mohsMin
        self.mohsMax = mohsMax
        self.specificGravityMin = specificGravityMin
        self.specificGravityMax = specificGravityMax
        self.specificGravityTypical = specificGravityTypical
        self.toughness = toughness
        self.porosity = porosity
        self.care = care
        self.caution = caution
        self.usualTreatments = usualTreatments
        self.impliedTreatments = impliedTreatments
        self.label = label
        self.labelRules = labelRules
        self.isJade = isJade
        self.status = status
        self.statusReason = statusReason
    }
}
