internal import Quantities

/// A product as far as it is known: what people said of it, before what a supplier's item says.
public struct KnownProduct: Sendable {
    /// The supplier item that counts; nil when there is none.
    public var item: SupplierItem?
    /// What people said, by field.
    public var facts: [String: KnownFact]
    /// Whether its words of proof may lean on a study, and until when; nil when not.
    public var support: StudySupport?

    /// A product from its item and what people said.
    public init(_ item: SupplierItem?, _ facts: [String: KnownFact] = [:]) {
        self.item = item
        self.facts = facts
    }

    /// The name.
    public var name: String? { facts["name"]?.value ?? item?.name }
    /// The long text.
    public var description: String? { facts["description"]?.value ?? item?.description }
    /// The material's code.
    public var material: String? { facts["material"]?.value ?? item?.goods.material }
    /// The shape's code.
    public var shape: String? { facts["shape"]?.value ?? item?.goods.shape }
    /// The GTIN in its own form.
    public var gtin: String? { facts["gtin"]?.value ?? item?.gtin }
    /// Where it was worked.
    public var countryOfOrigin: String? { facts["country_of_origin"]?.value ?? item?.countryOfOrigin }
    /// The customs tariff number.
    public var hsCode: String? { facts["hs_code"]?.value ?? item?.hsCode }

    /// The codes of the treatments; empty when nothing is known of them.
    public var treatments: [String] {
        facts["treatments"].map { $0.value.split(separator: ",").map(String.init) } ?? item?.goods.treatments ?? []
    }

    /// Treatments that nobody names: they are taken because the material usually has them.
    var impliedTreatments: [String] {
        guard facts["treatments"] == nil, let item else { return [] }
        return item.goods.evidence.filter { $0.subject == "treatment" && $0.rule == Evidence.Rule.implied.rawValue }
            .map(\.code)
    }

    /// How the material is known; nil when nobody has said.
    ///
    /// What a supplier rests his word on is nothing for a material that somebody else names.
    public var identityBasis: IdentityBasis? {
        if let said = facts["identity_basis"] { return IdentityBasis(rawValue: said.value) }
        guard let item, let material = item.goods.material, material == self.material else { return nil }
        let basis = IdentityBasis(rawValue: item.goods.identityBasis)
        return basis == .unknown ? nil : basis
    }

    /// A figure in the unit of its name, as exact digits.
    public func figure(_ field: String) -> String? { facts[field]?.value ?? stated(field)?.text }

    private func stated(_ field: String) -> Decimal? {
        switch field {
        case "length_mm": item?.length
        case "width_mm": item?.width
        case "thickness_mm": item?.thickness
        case "mass_g": item?.mass
        default: nil
        }
    }

    /// How well the finished tool may be disinfected.
    public var disinfectionLevel: DisinfectionLevel? {
        facts["disinfection_level"].flatMap { DisinfectionLevel(rawValue: $0.value) }
    }
}

extension KnownProduct {
    /// What a claim in a text is held against.
    public func claimProduct(grade: Grade?) -> ClaimProduct {
        ClaimProduct(
            material: material.map { MaterialCode($0) },
            treatments: treatments.isEmpty ? nil : treatments.map { TreatmentCode($0) }, grade: grade,
            disinfectionLevel: disinfectionLevel, hasSupportingEvidence: support != nil)
    }
}

extension ProductFacts {
    /// What grading asks of a product.
    ///
    /// A supplier's thickness is a nominal one and says nothing of the thinnest place. A figure with more than three decimals
    /// counts without the rest, so that none looks larger than it is.
    public init(_ product: KnownProduct, _ vocabulary: Vocabulary) {
        let codes = product.treatments
        self.init(
            material: product.material.flatMap { vocabulary.materials[MaterialCode($0)] },
            treatments: codes.isEmpty ? nil : codes.compactMap { vocabulary.treatments[TreatmentCode($0)] },
            shape: product.shape.flatMap { vocabulary.shapes[ShapeCode($0)] })
        identityBasis = product.identityBasis
        lengthMillimetres =
            product.facts["length_mm"].flatMap { Thousandths(decimal: $0.value) }
            ?? product.item?.length.map { Thousandths(Int64(clamping: $0.millionths / 1000)) }
        guard !product.facts.isEmpty else { return }
        func figure(_ field: String) -> Thousandths? { product.facts[field].flatMap { Thousandths(decimal: $0.value) } }
        func flag(_ field: String) -> Bool? { product.facts[field].map { $0.value == "true" } }
        mohsTestedLot = figure("mohs_tested_lot")
        thicknessMinMillimetres = figure("thickness_min_mm")
        // What is stated may have been measured elsewhere, on another lot: that is not known.
        isThicknessMeasuredOnLot = product.facts["thickness_min_mm"]?.isMeasured == true ? true : nil
        edgeMinRadiusMillimetres = figure("edge_min_radius_mm")
        edgeMaxRadiusMillimetres = figure("edge_max_radius_mm")
        edgeToleranceMillimetres = figure("edge_tolerance_mm")
        chipMaxMillimetres = figure("chip_max_mm")
        roughnessMicrometres = figure("ra_um")
        hasEdgeDrawing = flag("edge_drawing")
        isInnerCornerChamfered = flag("inner_corner_chamfered")
        hasSurfaceCrack = flag("surface_crack")
        hasDyeTransfer = flag("dye_transfer")
        hasAbsorptionTest = flag("absorption_test")
        hasGripFeature = flag("grip_feature")
        isFinishGoodAtTenfold = flag("visual_10x_ok")
        isLotAccepted = flag("lot_inspection")
        hasMillCertificate = flag("mill_certificate")
        disinfectionLevel = product.disinfectionLevel
    }
}
