public import Quantities

/// Something known of a product that a step may ask about.
public struct ToolAttribute: Hashable, Sendable {
    /// What sort of value it has.
    public enum Kind: Hashable, Sendable {
        /// A code of a closed list, or any where the list is empty.
        case code([String])
        /// Several codes of a list; an operator asks for any of them.
        case codes([String])
        /// A figure; the unit is that of the attribute, nil for a bare number.
        case figure(unit: String?)
        /// Yes or no.
        case flag
    }

    /// The name in full, as `edge_min_radius_mm`.
    public let name: String
    /// What sort of value it has.
    public let kind: Kind

    /// The attribute of a name, where a point is as good as an underscore; nil when there is none.
    public static func named(_ name: String, _ vocabulary: Vocabulary) -> ToolAttribute? {
        let plain = String(name.map { $0 == "." ? "_" : $0 })
        let full = aliases[plain] ?? plain
        return kind(of: full, vocabulary).map { ToolAttribute(name: full, kind: $0) }
    }

    /// All names, in the order in which they are explained.
    public static let names =
        [
            "shape_code", "grade", "material", "material_kind", "material_status", "treatments", "toughness_class",
            "porosity_class", "identity_basis", "disinfection_level", "country_of_origin",
        ] + figures.map(\.name) + flags

    private static let aliases = ["shape": "shape_code", "material_code": "material", "mohs": "mohs_min"]

    private static let figures: [(name: String, unit: String?)] = [
        ("length_mm", "mm"), ("width_mm", "mm"), ("thickness_mm", "mm"), ("thickness_min_mm", "mm"), ("mass_g", "g"),
        ("edge_min_radius_mm", "mm"), ("edge_max_radius_mm", "mm"), ("edge_tolerance_mm", "mm"), ("chip_max_mm", "mm"),
        ("ra_um", "µm"), ("mohs_min", nil),
    ]

    private static let flags = [
        "inner_corners", "inner_corner_chamfered", "surface_crack", "dye_transfer", "visual_10x_ok", "grip_feature",
        "absorption_test", "edge_drawing", "mill_certificate", "lot_inspection",
    ]

    private static func kind(of name: String, _ vocabulary: Vocabulary) -> Kind? {
        func codes<Code: RawRepresentable<String> & CaseIterable>(_ type: Code.Type) -> Kind {
            .code(type.allCases.map(\.rawValue))
        }
        switch name {
        case "shape_code": return .code(vocabulary.shapes.keys.map(\.rawValue).sorted())
        case "material": return .code(vocabulary.materials.keys.map(\.rawValue).sorted())
        case "treatments": return .codes(vocabulary.treatments.keys.map(\.rawValue).sorted())
        case "grade": return codes(Grade.self)
        case "material_kind": return codes(MaterialKind.self)
        case "material_status": return codes(MaterialStatus.self)
        case "toughness_class": return codes(ToughnessClass.self)
        case "porosity_class": return codes(PorosityClass.self)
        case "identity_basis": return codes(IdentityBasis.self)
        case "disinfection_level": return codes(DisinfectionLevel.self)
        case "country_of_origin": return .code([])
        default:
            if let figure = figures.first(where: { $0.name == name }) { return .figure(unit: figure.unit) }
            return flags.contains(name) ? .flag : nil
        }
    }
}

/// What is known of one attribute of a product.
public enum ToolValue: Hashable, Sendable {
    /// One code.
    case code(String)
    /// All codes; empty when it is known that there are none.
    case codes([String])
    /// A figure in the attribute's unit, exact.
    case figure(Decimal)
    /// Yes or no.
    case flag(Bool)

    /// The value as people read it.
    public var text: String {
        switch self {
        case .code(let code): code
        case .codes(let codes): codes.isEmpty ? "none" : codes.joined(separator: ", ")
        case .figure(let figure): figure.text
        case .flag(let flag): flag ? "yes" : "no"
        }
    }
}

/// A product as far as steps may ask about it.
public struct ToolOnOffer: Sendable {
    /// Its SKU.
    public let sku: String
    /// Its name.
    public let name: String?
    /// Its grade; nil while it is unassessed.
    public let grade: Grade?
    private let product: KnownProduct
    private let facts: ProductFacts

    /// A product from what is known of it.
    public init(sku: String, _ product: KnownProduct, grade: Grade?, _ vocabulary: Vocabulary) {
        self.sku = sku
        name = product.name
        self.grade = grade
        self.product = product
        facts = ProductFacts(product, vocabulary)
    }

    /// What is known of an attribute; nil when nobody has said.
    public func value(of attribute: ToolAttribute) -> ToolValue? {
        switch attribute.kind {
        case .code: code(attribute.name).map(ToolValue.code)
        case .codes: facts.treatments.map { .codes($0.map(\.rawValue)) }
        case .figure: figure(attribute.name).map(ToolValue.figure)
        case .flag: flag(attribute.name).map(ToolValue.flag)
        }
    }

    private func code(_ name: String) -> String? {
        switch name {
        case "shape_code": product.shape
        case "grade": grade?.rawValue
        case "material": product.material
        case "material_kind": facts.materialKind?.rawValue
        case "material_status": facts.materialStatus?.rawValue
        case "toughness_class": facts.toughness?.rawValue
        case "porosity_class": facts.porosity?.rawValue
        case "identity_basis": facts.identityBasis?.rawValue
        case "disinfection_level": facts.disinfectionLevel?.rawValue
        case "country_of_origin": product.countryOfOrigin
        default: nil
        }
    }

    private func figure(_ name: String) -> Decimal? {
        // The lot's hardness counts before the material's.
        if name == "mohs_min" { return facts.mohs.flatMap { try? Decimal($0.description) } }
        return product.figure(name).flatMap { try? Decimal($0) }
    }

    private func flag(_ name: String) -> Bool? {
        switch name {
        case "inner_corners": facts.hasInnerCorners
        case "inner_corner_chamfered": facts.isInnerCornerChamfered
        case "surface_crack": facts.hasSurfaceCrack
        case "dye_transfer": facts.hasDyeTransfer
        case "visual_10x_ok": facts.isFinishGoodAtTenfold
        case "grip_feature": facts.hasGripFeature
        case "absorption_test": facts.hasAbsorptionTest
        case "edge_drawing": facts.hasEdgeDrawing
        case "mill_certificate": facts.hasMillCertificate
        case "lot_inspection": facts.isLotAccepted
        default: nil
        }
    }
}
