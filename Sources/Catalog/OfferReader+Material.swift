extension OfferReader {
    /// Decides the material and reports what is wrong about its names; answers its number.
    func decideMaterial(_ result: inout Recognition) -> Int? {
        guard !materials.isEmpty else {
            result.findings.append(.materialUnknown)
            return nil
        }
        var taken: (material: Int, field: OfferField)?
        var leftOpen = false
        for field in OfferReader.trust {
            let saying = MaterialSaying(self, field: field)
            if let taken {
                guard saying.contradicts(taken.material) else { continue }
                result.findings.append(
                    .materialContradiction(
                        trusted: lexicon.materials[taken.material].code, named: lexicon.codes(saying.named),
                        field: field))
            } else if let hit = saying.single, saying.rank == .stone || !leftOpen && saying.mayBeTheTool {
                taken = (saying.named[0], field)
                result.evidence.append(evidence(.material(lexicon.materials[saying.named[0]].code), hit))
            } else if saying.isSeveral && (field == .feature || field == .name) {
                // What trusted texts leave open weaker ones may settle, but a set of two stones is no open question.
                result.findings.append(.materialSeveral(named: lexicon.codes(saying.named), field: field))
                break
            }
            leftOpen = leftOpen || saying.isOpen
        }
        if let taken {
            result.material = lexicon.materials[taken.material].code
            result.basis = .supplierStatement
            reportStatus(of: lexicon.materials[taken.material], &result)
        } else if result.findings.isEmpty {
            result.findings.append(.materialUnknown)
        }
        reportNames(taken?.material, &result)
        return taken?.material
    }

    private func reportStatus(of material: Material, _ result: inout Recognition) {
        switch material.status {
        case .refused: result.findings.append(.materialRefused(material.code))
        case .restricted: result.findings.append(.materialRestricted(material.code))
        case .allowed: break
        }
    }

    /// Reports wrong and open names, each once; true jade may be called jade.
    private func reportNames(_ material: Int?, _ result: inout Recognition) {
        let isJade = material.map { lexicon.materials[$0].isJade } ?? false
        var reported: [Int] = []
        for hit in materials {
            guard case .misnomer(let number) = hit.meaning, !reported.contains(number) else { continue }
            let target = lexicon.targets[number]
            switch target.action {
            case .accept: continue
            case .requireMaterial:
                if isJade || hit.field == .description && material != nil { continue }
                result.findings.append(
                    .jadeUnqualified(phrase: place(of: hit).phrase, usually: lexicon.codes(target.usually)))
            case .replace, .test, .block:
                result.findings.append(
                    .misnomer(
                        phrase: place(of: hit).phrase, usually: lexicon.codes(target.usually), action: target.action))
            }
            reported.append(number)
        }
    }
}

/// What the texts of one field say of the material.
private struct MaterialSaying {
    private let field: OfferField
    /// The materials named, by number: those of the best rank only, in the order of the text.
    private(set) var named: [Int] = []
    /// The hit, when one material is named.
    private(set) var single: OfferReader.Hit?
    /// Whether more than one material is named.
    private(set) var isSeveral: Bool
    /// Whether a name stands there that says too little, as "jade".
    private(set) var isOpen = false
    private(set) var rank = Lexicon.Rank.nothing
    private var alternatives: [Int] = []

    init(_ reader: borrowing OfferReader, field: OfferField) {
        self.field = field
        isSeveral = reader.joinedFields.contains(field)
        for hit in reader.materials where hit.field == field { add(hit, reader) }
        if named.count > 1 { isSeveral = true }
        if isSeveral { single = nil }
    }

    private mutating func add(_ hit: OfferReader.Hit, _ reader: borrowing OfferReader) {
        if case .misnomer(let number) = hit.meaning {
            alternatives += reader.lexicon.targets[number].usually.filter { !alternatives.contains($0) }
        }
        let material = reader.material(of: hit)
        // An open name counts as a stone: the resin of the grip does not tell what the jade is.
        let own = material.map { MaterialSaying.rank(hit, $0, reader.lexicon) } ?? .stone
        if own.rawValue < rank.rawValue {
            rank = own
            named = []
            single = nil
        }
        guard let material else {
            isOpen = true
            return
        }
        guard own == rank, !named.contains(material) else { return }
        if named.isEmpty { single = hit }
        named.append(material)
    }

    private static func rank(_ hit: OfferReader.Hit, _ material: Int, _ lexicon: Lexicon) -> Lexicon.Rank {
        if case .material(_, _, isGeneric: true) = hit.meaning { .generic } else { lexicon.ranks[material] }
    }

    /// Whether a component or a generic word may settle the question: in a description it is seldom the tool itself.
    var mayBeTheTool: Bool { field != .description || rank == .component }

    func contradicts(_ material: Int) -> Bool {
        rank == .stone && !named.isEmpty && !named.contains(material) && !alternatives.contains(material)
    }
}
