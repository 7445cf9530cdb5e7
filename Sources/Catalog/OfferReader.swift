/// Gathers what the texts of one offer name, and decides.
struct OfferReader {
    /// What a feature speaks of.
    enum Topic { case material, shape, treatment }

    /// A phrase that stands and counts.
    struct Hit {
        var meaning: Recogniser.Meaning
        var match: PhraseMatcher.Match
        var field: OfferField
        var index: Int
        var text: String
    }

    let recogniser: Recogniser
    var materials: [Hit] = []
    var shapes: [Hit] = []
    var treatments: [Hit] = []
    /// Fields in which an open name and a material are joined by "and", which makes a set of two.
    var joinedFields: Set<OfferField> = []

    init(recogniser: Recogniser) { self.recogniser = recogniser }

    /// Reads texts of one field; `topic` is what the feature speaks of.
    mutating func read(_ texts: borrowing [String], as field: OfferField, of topic: Topic?) {
        for index in texts.indices where !texts[index].isEmpty {
            read(texts[index], as: field, index: index, of: topic)
        }
    }

    private mutating func read(_ text: String, as field: OfferField, index: Int, of topic: Topic?) {
        let matches = recogniser.matches(in: text)
        guard !matches.isEmpty else { return }
        let context = Context(matches: matches, meanings: recogniser.meanings)
        func hits(_ belongs: (Recogniser.Meaning) -> Bool) -> [Hit] {
            let candidates = matches.filter { belongs(recogniser.meanings[$0.phrase]) }
            guard !candidates.isEmpty else { return [] }
            return PhraseMatcher.longest(candidates).map {
                Hit(meaning: recogniser.meanings[$0.phrase], match: $0, field: field, index: index, text: text)
            }
        }
        if topic == nil || topic == .material {
            let found = hits(\.isMaterialOrIgnored).filter { hit in
                hit.meaning.isMaterial && !context.denies(hit.match) && !context.isAppearance(hit.match)
            }
            if joinsOpenName(found, context) { joinedFields.insert(field) }
            materials += found
        }
        if topic == nil || topic == .shape {
            shapes += hits { $0.isShape(inFeature: topic == .shape) }.filter { !context.denies($0.match) }
        }
        if topic != .shape {
            let found = hits { $0.isTreatment(inFeature: topic == .treatment) }
            treatments += context.affirmed(found)
        }
    }

    /// Whether two neighbours are joined by a connector and one of them says too little to be a material.
    private func joinsOpenName(_ hits: [Hit], _ context: Context) -> Bool {
        guard hits.count > 1 else { return false }
        return zip(hits, hits.dropFirst()).contains { one, other in
            (code(of: one) == nil) != (code(of: other) == nil) && context.joins(one.match, other.match)
        }
    }

    /// The material that a hit stands for; nil when the words say too little.
    func code(of hit: Hit) -> MaterialCode? {
        switch hit.meaning {
        case .material(let code, _, _): return code
        case .misnomer(let index):
            let misnomer = recogniser.vocabulary.misnomers[index]
            switch misnomer.action {
            case .replace, .accept, .block: return misnomer.usually.first
            case .test: return misnomer.usually.count == 1 ? misnomer.usually[0] : nil
            case .requireMaterial: return nil
            }
        case .treatment, .shape, .context: return nil
        }
    }
}

extension OfferReader {
    /// The words of a text that change what stands beside them.
    struct Context {
        private var negators: [PhraseMatcher.Match] = []
        private var appearances: [PhraseMatcher.Match] = []
        private var connectors: [PhraseMatcher.Match] = []

        init(matches: [PhraseMatcher.Match], meanings: [Recogniser.Meaning]) {
            for match in matches {
                guard case .context(let role) = meanings[match.phrase] else { continue }
                switch role {
                case .negator: negators.append(match)
                case .appearance: appearances.append(match)
                case .connector: connectors.append(match)
                case .ignored: break
                }
            }
        }

        // One blank stands between neighbours, none between Chinese characters.
        private func touches(_ one: PhraseMatcher.Match, _ other: PhraseMatcher.Match) -> Bool {
            (0...1).contains(other.start - one.end)
        }

        func denies(_ match: PhraseMatcher.Match) -> Bool { negators.contains { touches($0, match) } }

        func isAppearance(_ match: PhraseMatcher.Match) -> Bool { appearances.contains { touches(match, $0) } }

        func joins(_ one: PhraseMatcher.Match, _ other: PhraseMatcher.Match) -> Bool {
            connectors.contains { touches(one, $0) && touches($0, other) }
        }

        /// The hits that are not denied; "not dyed or heated" denies both.
        func affirmed(_ hits: [Hit]) -> [Hit] {
            var kept: [Hit] = []
            var lastDenied: PhraseMatcher.Match?
            for hit in hits {
                if denies(hit.match) || lastDenied.map({ joins($0, hit.match) }) == true {
                    lastDenied = hit.match
                } else {
                    kept.append(hit)
                }
            }
            return kept
        }
    }
}

extension Recogniser.Meaning {
    var isMaterial: Bool {
        switch self {
        case .material, .misnomer: true
        case .treatment, .shape, .context: false
        }
    }

    var isMaterialOrIgnored: Bool { isMaterial || self == .context(.ignored) }

    func isShape(inFeature: Bool) -> Bool {
        if case .shape(_, let isFeatureOnly, _) = self { inFeature || !isFeatureOnly } else { false }
    }

    func isTreatment(inFeature: Bool) -> Bool {
        if case .treatment(_, let isFeatureOnly) = self { inFeature || !isFeatureOnly } else { false }
    }
}
