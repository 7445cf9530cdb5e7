/// The stable code of a shape, such as `board_concave`.
public struct ShapeCode: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible,
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
    public static func < (one: ShapeCode, other: ShapeCode) -> Bool { one.rawValue < other.rawValue }
}

/// What an edge of a tool is like.
public enum EdgeFeature: String, Sendable, CaseIterable {
    /// A straight edge.
    case straight
    /// An edge bowed outwards.
    case convex
    /// An edge bowed inwards.
    case concave
    /// A round bay.
    case notchU = "notch_u"
    /// A pointed bay.
    case notchV = "notch_v"
    /// Teeth.
    case combTeeth = "comb_teeth"
    /// A rounded point.
    case pointRounded = "point_rounded"
    /// A knob.
    case knob
    /// One bevel.
    case bevelSingle = "bevel_single"
    /// Two bevels.
    case bevelDouble = "bevel_double"
    /// A turning barrel.
    case rolling
}

/// A part of the body that a tool is made for.
public enum BodyArea: String, Sendable, CaseIterable {
    /// The scalp.
    case scalp
    /// The face.
    case face
    /// The jaw.
    case jaw
    /// The back of the neck.
    case neckPosterior = "neck_posterior"
    /// The shoulder.
    case shoulder
    /// The upper back.
    case upperBack = "upper_back"
    /// The lower back.
    case lowerBack = "lower_back"
    /// The chest.
    case chest
    /// The belly.
    case abdomen
    /// The upper arm.
    case upperArm = "upper_arm"
    /// The forearm.
    case forearm
    /// The hand.
    case hand
    /// Hip and seat.
    case hipGlute = "hip_glute"
    /// The thigh.
    case thigh
    /// The knee.
    case knee
    /// The calf.
    case calf
    /// The foot.
    case foot
}

/// A shape of tool with the dimensions that are usual in the trade.
public struct Shape: Hashable, Sendable {
    /// The stable code.
    public var code: ShapeCode
    /// The ordinary English name.
    public var name: String
    /// What it looks like.
    public var summary: String
    /// Usual length in mm, for warnings only.
    public var lengthMillimetres: ClosedRange<Thousandths>?
    /// Usual width in mm; of a round tool its diameter.
    public var widthMillimetres: ClosedRange<Thousandths>?
    /// Usual thickness in mm.
    public var thicknessMillimetres: ClosedRange<Thousandths>?
    /// What its edges are like.
    public var edgeFeatures: [EdgeFeature]
    /// Where it is usually used.
    public var typicalAreas: [BodyArea]

    /// Whether a notch or bay exists, whose inner corners have to be chamfered.
    public var hasInnerCorners: Bool {
        edgeFeatures.contains { $0 == .notchU || $0 == .notchV || $0 == .combTeeth }
    }

    /// A shape with the facts given.
    public init(
        code: ShapeCode, name: String, summary: String = "", lengthMillimetres: ClosedRange<Thousandths>? = nil,
        widthMillimetres: ClosedRange<Thousandths>? = nil, thicknessMillimetres: ClosedRange<Thousandths>? = nil,
        edgeFeatures: [EdgeFeature] = [], typicalAreas: [BodyArea] = []
    ) {
        self.code = code
        self.name = name
        self.summary = summary
        self.lengthMillimetres = lengthMillimetres
        self.widthMillimetres = widthMillimetres
        self.thicknessMillimetres = thicknessMillimetres
        self.edgeFeatures = edgeFeatures
        self.typicalAreas = typicalAreas
    }
}
