/// How well a finished tool may be disinfected, as documented for it.
public enum DisinfectionLevel: String, Sendable, CaseIterable {
    /// Nothing is documented.
    case none = "none_documented"
    /// Documented for low-level disinfection.
    case lowLevel = "low_level_documented"
    /// Documented for intermediate-level disinfection.
    case intermediateLevel = "intermediate_level_documented"
    /// Documented for high-level disinfection.
    case highLevel = "high_level_documented"
    /// Documented for sterilisation.
    case sterilisable = "sterilisable_documented"
}

/// What is known of one product for grading it; nil is "nobody has said", never "no".
public struct ProductFacts: Hashable, Sendable {
    /// What sort of substance it is made of.
    public var materialKind: MaterialKind?
    /// Whether goods of the material may be listed.
    public var materialStatus: MaterialStatus?
    /// The material's care, before treatments.
    public var care: Care?
    /// How well the material resists breaking.
    public var toughness: ToughnessClass?
    /// How much the material takes up.
    public var porosity: PorosityClass?
    /// The low end of the material's Mohs hardness.
    public var mohsMin: Thousandths?
    /// The hardness measured on a lot, which counts before the material's.
    public var mohsTestedLot: Thousandths?
    /// The treatments; empty when there is none.
    public var treatments: [TreatmentCode]?
    /// What the treatments change in the material's care; nil when the treatments are not known.
    public var treatmentCare: Care?
    /// How it is known what the product is made of.
    public var identityBasis: IdentityBasis?
    /// Whether a mill certificate is on file.
    public var hasMillCertificate: Bool?
    /// The length in mm.
    public var lengthMillimetres: Thousandths?
    /// The least thickness in mm.
    public var thicknessMinMillimetres: Thousandths?
    /// Whether the thickness was measured on a sample of the lot.
    public var isThicknessMeasuredOnLot: Bool?
    /// The least radius of any edge that touches skin, in mm.
    public var edgeMinRadiusMillimetres: Thousandths?
    /// The greatest radius of the primary edge, in mm.
    public var edgeMaxRadiusMillimetres: Thousandths?
    /// Whether a drawing with profile, bevel, radius and tolerance of the edge is on file.
    public var hasEdgeDrawing: Bool?
    /// The tolerance of the edge drawing in mm.
    public var edgeToleranceMillimetres: Thousandths?
    /// The largest chip on an edge that touches skin, at tenfold magnification, in mm.
    public var chipMaxMillimetres: Thousandths?
    /// Whether the shape has a notch or bay.
    public var hasInnerCorners: Bool?
    /// Whether the inner corners are chamfered.
    public var isInnerCornerChamfered: Bool?
    /// Whether a crack reaches the surface across an edge that touches skin.
    public var hasSurfaceCrack: Bool?
    /// Whether a swab of 70 percent alcohol takes colour off.
    public var hasDyeTransfer: Bool?
    /// Whether an absorption test is on file.
    public var hasAbsorptionTest: Bool?
    /// How well the finished tool may be disinfected.
    public var disinfectionLevel: DisinfectionLevel?
    /// Whether the tool has a feature for a safe grip.
    public var hasGripFeature: Bool?
    /// The roughness Ra in micrometres.
    public var roughnessMicrometres: Thousandths?
    /// Whether the finish was found good at tenfold magnification.
    public var isFinishGoodAtTenfold: Bool?
    /// Whether an inspection record that accepts this lot is on file.
    public var isLotAccepted: Bool?

    /// Facts of which nothing is known yet.
    public init() {}

    /// Facts that follow from material, treatments and shape; the others are unknown.
    ///
    /// - Parameters:
    ///   - treatments: nil when nothing is known of them; `none_asserted` alone stands for none.
    public init(material: Material?, treatments: [Treatment]?, shape: Shape?) {
        materialKind = material?.kind
        materialStatus = material?.status
        care = material?.care
        toughness = material?.toughness
        porosity = material?.porosity
        mohsMin = material?.mohsMin
        hasInnerCorners = shape?.hasInnerCorners
        guard let treatments else { return }
        self.treatments = treatments.map(\.code).filter { $0 != "none_asserted" }
        treatmentCare = treatments.compactMap(\.careOverride).reduce(Care.unchanged) { $0.overridden(by: $1) }
    }

    /// The hardness that counts: the lot's before the material's.
    public var mohs: Thousandths? { mohsTestedLot ?? mohsMin }
}
