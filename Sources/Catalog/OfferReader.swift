/// Gathers what the texts of one offer name; what follows from it is decided in the extensions.
struct OfferReader {
    /// What a feature speaks of.
    enum Topic: Sendable { case material, shape, treatment }

    /// A phrase that stands and counts.
    struct Hit {
        var meaning: Lexicon.Meaning
        var match: PhraseMatcher.Match
        var field: OfferField
        /// Which of several features or keywords.
        var index: Int
        /// The text's place in `texts`.
        var text: Int
    }

    let lexicon: Lexicon
    private(set) var materials: [Hit] = []
    private(set) var shapes: [Hit] = []
    private(set) var treatments: [Hit] = []
    /// The texts in which something was found.
    private(set) var texts: [String] = []
    /// Fields in which an open name and a material are joined by "and", which makes a set of two.
    private(set) var joinedFields: [OfferField] = []
    private var matches: [PhraseMatcher.Match] = []
    private var candidates: [PhraseMatcher.Match] = []

    init(_ lexicon: Lexicon) { self.lexicon = lexicon }

    /// Reads texts of one field; `topic` is what the feature speaks of, nil where a text may speak of all.
    mutating func read(_ texts: borrowing [String], as field: OfferField, of topic: Topic?) {
        for index in texts.indices { read(texts[index], as: field, index: index, of: topic) }
    }

    /// Reads one text.
    mutating func read(_ text: borrowing String, as field: OfferField, index: Int, of topic: Topic?) {
        matches.removeAll(keepingCapacity: true)
        lexicon.matcher.addMatches(in: text, to: &matches)
        guard matches.contains(where: { !lexicon.meanings[$0.phrase].isContext }) else { return }
        let before = materials.count + shapes.count + treatments.count
        let context = ContextWords(matches, lexicon.meanings)
        if topic == nil || topic == .material {
            readMaterials(field, index, context)
        }
        if topic == nil || topic == .shape {
            selectLongest { $0.isShape(inFeature: topic == .shape) }
            for match in candidates where !context.denies(match) { shapes.append(hit(match, field, index)) }
        }
        if topic != .shape {
            selectLongest { $0.isTreatment(inFeature: topic == .treatment) }
            for match in context.affirmed(candidates) { treatments.append(hit(match, field, index)) }
        }
        if materials.count + shapes.count + treatments.count > before { texts.append(copy text) }
    }

    private mutating func readMaterials(_ field: OfferField, _ index: Int, _ context: ContextWords) {
        selectLongest(\.isMaterial)
        let first = materials.count
        for match in candidates where !context.denies(match) && !context.isAppearance(match) {
            materials.append(hit(match, field, index))
        }
        for place in materials.indices.dropFirst(first + 1) {
            let (one, other) = (materials[place - 1], materials[place])
            let isOpen = (material(of: one) == nil) != (material(of: other) == nil)
            if isOpen && context.joins(one.match, other.match) { joinedFields.append(field) }
        }
    }

    /// Leaves in `candidates` the longest phrases of one kind; words to be ignored take their place and are dropped.
    private mutating func selectLongest(_ belongs: (Lexicon.Meaning) -> Bool) {
        candidates.removeAll(keepingCapacity: true)
        for match in matches {
            let meaning = lexicon.meanings[match.phrase]
            if meaning.isIgnored || belongs(meaning) { candidates.append(match) }
        }
        PhraseMatcher.keepLongest(&candidates)
        candidates.removeAll { lexicon.meanings[$0.phrase].isIgnored }
    }

    private func hit(_ match: PhraseMatcher.Match, _ field: OfferField, _ index: Int) -> Hit {
        Hit(meaning: lexicon.meanings[match.phrase], match: match, field: field, index: index, text: texts.count)
    }

    /// The number of the material that a hit stands for; nil when the words say too little.
    func material(of hit: Hit) -> Int? {
        switch hit.meaning {
        case .material(let number, _, _): return number
        case .misnomer(let number):
            let material = lexicon.targets[number].material
            return material < 0 ? nil : material
        case .treatment, .shape, .context: return nil
        }
    }
}

extension Lexicon.Meaning {
    var isContext: Bool { if case .context = self { true } else { false } }

    var isIgnored: Bool { if case .context(.ignored) = self { true } else { false } }

    var isMaterial: Bool {
        switch self {
        case .material, .misnomer: true
        case .treatment, .shape, .context: false
        }
    }

    func isShape(inFeature: Bool) -> Bool {
        if case .shape(_, let isFeatureOnly, _) = self { inFeature || !isFeatureOnly } else { false }
    }

    func isTreatment(inFeature: Bool) -> Bool {
        if case .treatment(_, let isFeatureOnly) = self { inFeature || !isFeatureOnly } else { false }
    }

    /// The shape's number, and whether the words say less than it.
    var shape: (number: Int, isAssumed: Bool)? {
        if case .shape(let number, _, let isAssumed) = self { (number, isAssumed) } else { nil }
    }
}
