extension OfferReader {
    /// What the gathered hits say together.
    func recognition() -> Recognition {
        var result = Recognition(
            material: nil, shape: nil, treatments: [], basis: .unknown, evidence: [], findings: [])
        decideMaterial(&result)
        decideShape(&result)
        decideTreatments(&result)
        return result
    }

    // MARK: Material

    private static let trust: [OfferField] = [.feature, .name, .keywords, .description]

    private func decideMaterial(_ result: inout Recognition) {
        let sayings = OfferReader.trust.map { MaterialSaying(self, field: $0) }
        for saying in sayings {
            if let hit = saying.single {
                result.material = code(of: hit)
                result.basis = .supplierStatement
                result.evidence.append(evidence(.material(code(of: hit)!), hit))
                break
            }
            // What the trusted texts leave open the weaker ones may settle, but a set of two stones is no open question.
            if saying.isSeveral && (saying.field == .feature || saying.field == .name) {
                result.findings.append(.materialSeveral(named: saying.codes, field: saying.field))
                break
            }
        }
        if let material = result.material {
            contradict(material, sayings, &result)
            switch recogniser.vocabulary.materials[material]?.status {
            case .refused: result.findings.append(.materialRefused(material))
            case .restricted: result.findings.append(.materialRestricted(material))
            case .allowed, nil: break
            }
        } else if result.findings.isEmpty {
            result.findings.append(.materialUnknown)
        }
        reportNames(&result)
    }

    private func contradict(_ material: MaterialCode, _ sayings: [MaterialSaying], _ result: inout Recognition) {
        guard let trusted = sayings.firstIndex(where: { $0.single != nil }) else { return }
        for saying in sayings[(trusted + 1)...] where saying.contradicts(material) {
            result.findings.append(
                .materialContradiction(trusted: material, named: saying.codes, field: saying.field))
        }
    }

    /// Reports wrong and open names, each once; true jade may be called jade.
    private func reportNames(_ result: inout Recognition) {
        var reported: Set<Int> = []
        let isJade = result.material.flatMap { recogniser.vocabulary.materials[$0]?.isJade } ?? false
        for hit in materials {
            guard case .misnomer(let index) = hit.meaning else { continue }
            let misnomer = recogniser.vocabulary.misnomers[index]
            if misnomer.action == .requireMaterial {
                if isJade || (hit.field == .description && result.material != nil) { continue }
                guard reported.insert(index).inserted else { continue }
                result.findings.append(
                    .jadeUnqualified(phrase: place(of: hit).phrase, usually: misnomer.usually))
            } else if misnomer.action != .accept && reported.insert(index).inserted {
                result.findings.append(
                    .misnomer(phrase: place(of: hit).phrase, usually: misnomer.usually, action: misnomer.action))
            }
        }
    }

    // MARK: Shape

    private func decideShape(_ result: inout Recognition) {
        var taken: Hit?
        for field in OfferReader.trust {
            let inField = shapes.filter { $0.field == field }
            let certain = inField.filter { !$0.meaning.isAssumedShape }
            let candidates = certain.isEmpty ? inField : certain
            let codes = Set(candidates.compactMap(\.meaning.shape))
            guard let first = candidates.first, let code = first.meaning.shape else { continue }
            if let assumed = taken {
                // A later text may settle what the first left open, not change it into something else.
                if codes.count == 1 && !first.meaning.isAssumedShape && isSameSort(assumed, code) { taken = first }
            } else if codes.count == 1 {
                taken = first
                if !first.meaning.isAssumedShape { break }
            } else if field == .feature || field == .name {
                result.findings.append(.shapeSeveral(named: codes.sorted(), field: field))
                return
            }
        }
        guard let hit = taken, let code = hit.meaning.shape else { return }
        result.shape = code
        result.evidence.append(evidence(.shape(code), hit))
        if hit.meaning.isAssumedShape {
            result.findings.append(.shapeAssumed(phrase: place(of: hit).phrase, taken: code))
        }
    }

    private func isSameSort(_ hit: Hit, _ code: ShapeCode) -> Bool {
        guard let assumed = hit.meaning.shape else { return false }
        let shapes = recogniser.vocabulary.shapes
        return shapes[assumed]?.edgeFeatures == shapes[code]?.edgeFeatures
    }

    // MARK: Treatments

    private static let noneAsserted = TreatmentCode("none_asserted")

    private func decideTreatments(_ result: inout Recognition) {
        var found: [TreatmentCode: Hit] = [:]
        for hit in treatments {
            guard case .treatment(let code, _) = hit.meaning, found[code] == nil else { continue }
            found[code] = hit
        }
        if found.count > 1 { found[OfferReader.noneAsserted] = nil }
        for code in found.keys.sorted() {
            result.treatments.append(code)
            result.evidence.append(evidence(.treatment(code), found[code]!))
        }
        guard let material = result.material,
            let implied = recogniser.vocabulary.materials[material]?.impliedTreatments,
            let ground = result.evidence.first
        else { return }
        for code in implied where found[code] == nil {
            result.treatments.append(code)
            result.evidence.append(Evidence(subject: .treatment(code), place: ground.place, rule: .implied))
        }
        if !implied.isEmpty { result.treatments.removeAll { $0 == OfferReader.noneAsserted } }
        result.treatments.sort()
    }

    // MARK: Evidence

    private func evidence(_ subject: Evidence.Subject, _ hit: Hit) -> Evidence {
        let rule: Evidence.Rule =
            switch hit.meaning {
            case .material(_, let rule, _): rule
            case .misnomer: .misnomer
            case .treatment, .shape, .context: .name
            }
        return Evidence(subject: subject, place: place(of: hit), rule: rule)
    }

    private func place(of hit: Hit) -> TextPlace {
        let range = PhraseMatcher.scalarRange(of: hit.match, in: hit.text)
        let scalars = hit.text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        let end = scalars.index(start, offsetBy: range.count)
        return TextPlace(field: hit.field, index: hit.index, phrase: String(scalars[start..<end]), scalars: range)
    }
}

/// What the texts of one field say of the material.
private struct MaterialSaying {
    let field: OfferField
    /// The materials named, the ones that count most only, in the order of the text.
    private(set) var codes: [MaterialCode] = []
    /// The hit, when one material is named.
    private(set) var single: OfferReader.Hit?
    /// Whether more than one material is named.
    private(set) var isSeveral: Bool
    private var rank = 0
    private var alternatives: Set<MaterialCode> = []

    init(_ reader: OfferReader, field: OfferField) {
        self.field = field
        isSeveral = reader.joinedFields.contains(field)
        var best: [OfferReader.Hit] = []
        rank = Int.max
        for hit in reader.materials where hit.field == field {
            if case .misnomer(let index) = hit.meaning {
                alternatives.formUnion(reader.recogniser.vocabulary.misnomers[index].usually)
            }
            guard let code = reader.code(of: hit) else { continue }
            let own = MaterialSaying.rank(hit, reader.recogniser.vocabulary.materials[code])
            if own < rank {
                rank = own
                best = []
                codes = []
            }
            guard own == rank else { continue }
            best.append(hit)
            if !codes.contains(code) { codes.append(code) }
        }
        if codes.count > 1 { isSeveral = true }
        if !isSeveral { single = best.first }
    }

    /// Stones come before the metal of a frame and the resin of a grip, and those before words like "quartz".
    private static func rank(_ hit: OfferReader.Hit, _ material: Material?) -> Int {
        if case .material(_, _, isGeneric: true) = hit.meaning { return 2 }
        switch material?.kind {
        case .metal, .polymer: return 1
        default: return 0
        }
    }

    func contradicts(_ material: MaterialCode) -> Bool {
        rank == 0 && !codes.contains(material) && !alternatives.contains(material)
    }
}

extension Recogniser.Meaning {
    fileprivate var shape: ShapeCode? {
        if case .shape(let code, _, _) = self { code } else { nil }
    }

    fileprivate var isAssumedShape: Bool {
        if case .shape(_, _, isAssumed: true) = self { true } else { false }
    }
}
