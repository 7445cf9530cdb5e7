/// What a text says of the material, compared with the product (rule H10, naming rules N1 to N7).
///
/// A class, since the search for claims asks it again and again and its parts are many.
final class MaterialClaims {
    private let lexicon: Lexicon
    private let product: ClaimProduct
    private let names: [OfferReader.Hit]
    private let text: String
    /// The product's material, or the one that the text itself names.
    private let materialNumber: Int?
    /// The product's treatments, or those that the text itself names; nil when unknown.
    private let treatments: [Treatment]?

    init(_ screener: Screener, _ text: String, _ product: ClaimProduct) {
        var reader = OfferReader(screener.lexicon)
        reader.read(text, as: .name, index: 0, of: nil)
        // Only what the product leaves open is taken from the text.
        let asksMaterial = product.material == nil && !reader.materials.isEmpty
        let asksTreatments = product.treatments == nil && !(reader.treatments.isEmpty && reader.materials.isEmpty)
        let recognition = asksMaterial || asksTreatments ? reader.recognition() : nil
        let code = product.material ?? recognition?.material
        let stated = product.treatments ?? recognition.flatMap { $0.treatments.isEmpty ? nil : $0.treatments }
        lexicon = screener.lexicon
        names = MaterialClaims.few(reader.materials)
        materialNumber = code.flatMap { screener.lexicon.materialNumbers[$0] }
        treatments = stated.map { codes in codes.compactMap { screener.treatmentFacts[$0] } }
        self.product = product
        self.text = text
    }

    private var material: Material? { materialNumber.map { lexicon.materials[$0] } }

    /// Of names that stand in the text many times, the first few of each.
    private static func few(_ hits: [OfferReader.Hit]) -> [OfferReader.Hit] {
        guard hits.count > mostOfOneName else { return hits }
        var counts: [Lexicon.Meaning: Int] = [:]
        return hits.filter { hit in
            counts[hit.meaning, default: 0] += 1
            return counts[hit.meaning, default: 0] <= mostOfOneName
        }
    }

    private static let mostOfOneName = 10

    // MARK: Words

    /// The words that name a material, as ranges of the reader's words.
    func stoneWords(_ reader: ClaimReader) -> [ClosedRange<Int>] {
        names.compactMap { words(of: $0, reader) }
    }

    /// Where the names of materials stand, in bytes.
    var namePlaces: [ClosedRange<Int>] {
        names.map { hit in
            let place = byteRange(of: hit)
            return place.start...place.last
        }
    }

    private func words(of hit: OfferReader.Hit, _ reader: ClaimReader) -> ClosedRange<Int>? {
        let place = byteRange(of: hit)
        guard let first = reader.words.lastIndex(where: { $0.start <= place.start }),
            let last = reader.words.lastIndex(where: { $0.start <= place.last }), first <= last
        else { return nil }
        return first...last
    }

    private func byteRange(of hit: OfferReader.Hit) -> (start: Int, last: Int) {
        let range = PhraseMatcher.scalarRange(of: hit.match, in: text)
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        let last = scalars.index(start, offsetBy: range.count - 1)
        let bytes = text.utf8
        return (
            bytes.distance(from: bytes.startIndex, to: start), bytes.distance(from: bytes.startIndex, to: last)
        )
    }

    // MARK: Labels that depend on the product

    /// The label of a pattern for this product; nil when it is no claim.
    func label(of pattern: ClaimPattern) -> ClaimLabel? {
        switch pattern.condition {
        case nil: pattern.label
        case .evidence: product.hasSupportingEvidence ? min(pattern.label, .flag) : pattern.label
        case .professionalGrade: product.grade == .professional ? .allowed : pattern.label
        case .disinfection: isDisinfectionDocumented ? .allowed : pattern.label
        case .sterilisable: product.disinfectionLevel == .sterilisable ? .allowed : pattern.label
        case .nonPorous: nonPorousLabel(pattern.label)
        case .naturalStone: naturalLabel(pattern.label)
        case .untreated: untreatedLabel(pattern.label)
        case .flawless: material?.kind.isManufactured == true ? .block : pattern.label
        }
    }

    private func nonPorousLabel(_ label: ClaimLabel) -> ClaimLabel {
        guard let porosity = material?.porosity else { return label }
        if porosity != .none { return .block }
        return isDisinfectionDocumented ? .allowed : label
    }

    private var isDisinfectionDocumented: Bool {
        switch product.disinfectionLevel {
        case .highLevel, .sterilisable, .intermediateLevel, .lowLevel: true
        case .some(.none), nil: false
        }
    }

    /// "Natural" of glass is false, of a dyed stone misleading, and of an unknown stone unproved.
    private func naturalLabel(_ label: ClaimLabel) -> ClaimLabel {
        guard let material else { return label }
        if material.kind.isManufactured { return .block }
        guard let treatments else { return .allowed }
        if treatments.contains(where: { $0.isNotPermanent || $0.needsSpecialCare }) { return .block }
        return treatments.contains(where: \.mustBeDisclosed) ? .flag : .allowed
    }

    private func untreatedLabel(_ label: ClaimLabel) -> ClaimLabel {
        guard let treatments else { return label }
        return treatments.contains(where: \.mustBeDisclosed) ? .block : .allowed
    }

    // MARK: Names

    /// Findings about names of materials that the product must not bear.
    func nameFindings(_ reader: ClaimReader) -> [ScreenedClaim] {
        guard !names.isEmpty else { return [] }
        let namesOwn = names.contains { hit in
            material.map { own in self.material(of: hit)?.code == own.code } ?? false
        }
        return names.compactMap { hit in
            guard let (label, reason) = judge(hit, namesOwn: namesOwn) else { return nil }
            let place = byteRange(of: hit)
            return ScreenedClaim(
                rule: "H10", label: label, start: place.start, last: place.last, reason: reason,
                markets: Market.allCases)
        }
    }

    private func material(of hit: OfferReader.Hit) -> Material? {
        guard case .material(let number, _, _) = hit.meaning else { return nil }
        return lexicon.materials[number]
    }

    private func judge(_ hit: OfferReader.Hit, namesOwn: Bool) -> (ClaimLabel, String)? {
        switch hit.meaning {
        case .misnomer(let number): return judgeMisnomer(lexicon.targets[number])
        case .material(let number, _, let isGeneric):
            return judgeName(lexicon.materials[number], lexicon.ranks[number], isGeneric, namesOwn)
        case .treatment, .shape, .context: return nil
        }
    }

    private func judgeMisnomer(_ target: Lexicon.Target) -> (ClaimLabel, String)? {
        let usually = target.usually.map { lexicon.materials[$0].label }.joined(separator: " or ")
        switch target.action {
        case .accept: return nil
        case .replace, .block:
            return (.block, "a wrong name of \(usually); name the material as it is (N1, N4)")
        case .requireMaterial, .test:
            guard let material else {
                return (.flag, "the name does not say which material it is; give the material (N1)")
            }
            if material.isJade { return nil }
            return (.block, "the material is \(material.label), which may not bear this name (N1)")
        }
    }

    private func judgeName(
        _ named: Material, _ rank: Lexicon.Rank, _ isGeneric: Bool, _ namesOwn: Bool
    ) -> (ClaimLabel, String)? {
        guard product.material != nil, let material, named.code != material.code, rank == .stone else { return nil }
        if material.kind.isManufactured && !named.kind.isManufactured {
            return (.block, "the material is \(material.label) and may bear no stone's name (N2)")
        }
        // "Quartz" is no other material than amethyst, nor "marble" than calcite.
        if isGeneric { return nil }
        return namesOwn
            ? (.flag, "names another material than the product's, \(material.label)")
            : (.block, "the material is \(material.label), not what is named (N1)")
    }
}
