extension OfferReader {
    /// The fields, the most trusted first.
    static let trust: [OfferField] = [.feature, .name, .keywords, .description]

    /// What the gathered hits say together.
    func recognition() -> Recognition {
        var result = Recognition(
            material: nil, shape: nil, treatments: [], basis: .unknown, evidence: [], findings: [])
        let material = decideMaterial(&result)
        decideShape(&result)
        decideTreatments(of: material, &result)
        return result
    }

    // MARK: Shape

    private func decideShape(_ result: inout Recognition) {
        guard !shapes.isEmpty else { return }
        var taken: (hit: Hit, number: Int, isAssumed: Bool)?
        for field in OfferReader.trust {
            let saying = ShapeSaying(shapes, field: field)
            guard let hit = saying.first, let shape = hit.meaning.shape else { continue }
            if let assumed = taken {
                // A later text may settle what the first left open, not change it into something else.
                let isSameSort =
                    lexicon.shapes[assumed.number].edgeFeatures == lexicon.shapes[shape.number].edgeFeatures
                guard !shape.isAssumed && !saying.isSeveral && isSameSort else { continue }
            } else if saying.isSeveral {
                guard field == .feature || field == .name else { continue }
                result.findings.append(
                    .shapeSeveral(named: saying.numbers.map { lexicon.shapes[$0].code }.sorted(), field: field))
                return
            }
            taken = (hit, shape.number, shape.isAssumed)
            if !shape.isAssumed { break }
        }
        guard let taken else { return }
        let code = lexicon.shapes[taken.number].code
        let evidence = evidence(.shape(code), taken.hit)
        result.shape = code
        result.evidence.append(evidence)
        if taken.isAssumed { result.findings.append(.shapeAssumed(phrase: evidence.place.phrase, taken: code)) }
    }

    // MARK: Treatments

    private func decideTreatments(of material: Int?, _ result: inout Recognition) {
        let implied = material.map { lexicon.implied[$0] } ?? []
        guard !treatments.isEmpty || !implied.isEmpty else { return }
        var found: [(number: Int, hit: Hit)] = []
        for hit in treatments {
            guard case .treatment(let number, _) = hit.meaning, !found.contains(where: { $0.number == number }) else {
                continue
            }
            found.append((number, hit))
        }
        // Who says "untreated" and "dyed" has treated it.
        if found.count > 1 || !implied.isEmpty { found.removeAll { $0.number == lexicon.noneAsserted } }
        for (number, hit) in found.sorted(by: { $0.number < $1.number }) {
            result.treatments.append(lexicon.treatments[number])
            result.evidence.append(evidence(.treatment(lexicon.treatments[number]), hit))
        }
        guard let ground = result.evidence.first else { return }
        for number in implied where !found.contains(where: { $0.number == number }) {
            result.treatments.append(lexicon.treatments[number])
            result.evidence.append(
                Evidence(subject: .treatment(lexicon.treatments[number]), place: ground.place, rule: .implied))
        }
        result.treatments.sort()
    }

    // MARK: Evidence

    func evidence(_ subject: Evidence.Subject, _ hit: Hit) -> Evidence {
        let rule: Evidence.Rule =
            switch hit.meaning {
            case .material(_, let rule, _): rule
            case .misnomer: .misnomer
            case .treatment, .shape, .context: .name
            }
        return Evidence(subject: subject, place: place(of: hit), rule: rule)
    }

    func place(of hit: Hit) -> TextPlace {
        let text = texts[hit.text]
        let range = PhraseMatcher.scalarRange(of: hit.match, in: text)
        let scalars = text.unicodeScalars
        let start = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
        let end = scalars.index(start, offsetBy: range.count)
        return TextPlace(field: hit.field, index: hit.index, phrase: String(scalars[start..<end]), scalars: range)
    }
}

/// What the texts of one field say of the shape: plain words before those that leave something open.
private struct ShapeSaying {
    private(set) var first: OfferReader.Hit?
    private(set) var numbers: [Int] = []

    var isSeveral: Bool { numbers.count > 1 }

    init(_ hits: [OfferReader.Hit], field: OfferField) {
        var isAssumed = true
        for hit in hits where hit.field == field {
            guard let shape = hit.meaning.shape, isAssumed || !shape.isAssumed else { continue }
            if isAssumed && !shape.isAssumed {
                isAssumed = false
                numbers = []
                first = nil
            }
            if first == nil { first = hit }
            if !numbers.contains(shape.number) { numbers.append(shape.number) }
        }
    }
}
