/// The search for claims in one text.
struct ClaimSearch {
    /// A term found: its concept and its words.
    struct Hit {
        var concept: Int
        var first: Int
        var last: Int
    }

    /// Words that some rules do not apply to.
    private struct Zone {
        var words: Range<Int>
        var rules: [String]
    }

    /// How many claims are held before those that nobody will be shown are let go.
    private static let most = 4096

    private let claims: CompiledClaims
    private let reader: ClaimReader
    private var extra: [Hit] = []

    init(_ claims: CompiledClaims, _ reader: ClaimReader) {
        self.claims = claims
        self.reader = reader
    }

    /// Adds words, given by number, as hits of a concept.
    mutating func add(_ words: [ClosedRange<Int>], as concept: Int) {
        extra += words.map { Hit(concept: concept, first: $0.lowerBound, last: $0.upperBound) }
    }

    /// The claims in all sentences; `judge` gives the label of a pattern for this product, nil for none.
    func found(_ judge: (ClaimPattern) -> ClaimLabel?) -> [ScreenedClaim] {
        var found: [ScreenedClaim] = []
        var listZone: [String] = []
        var most = Self.most
        for sentence in reader.sentences {
            if !sentence.isListEntry { listZone = [] }
            let hits = hits(in: sentence)
            guard !hits.isEmpty else { continue }
            let mask = CompiledClaims.Mask(hits.lazy.map(\.concept))
            var zones = zones(in: sentence, hits, mask)
            if sentence.opensList { listZone += zones.flatMap(\.rules) }
            if sentence.isListEntry && !listZone.isEmpty { zones.append(Zone(words: sentence.words, rules: listZone)) }
            search(hits, mask, zones, judge, &found)
            if found.count > most {
                // So many are of a text without measure; what is left out now would be left out at the end.
                found = ScreenedClaim.strictest(found)
                most = max(Self.most, 2 * found.count)
            }
        }
        return found
    }

    // MARK: Terms

    private func hits(in sentence: ClaimReader.Sentence) -> [Hit] {
        var hits = extra.filter { sentence.words.contains($0.first) }
        claims.automaton.walk { walker in
            var state: UInt32 = 0
            var word = sentence.words.lowerBound - 1
            for index in sentence.symbols {
                let symbol = reader.symbols[index]
                state = walker.next(state, symbol)
                if walker.hasEnding(state) {
                    claims.automaton.endings(at: state) { ending in
                        let term = claims.terms[ending]
                        hits.append(Hit(concept: term.concept, first: word - term.wordCount + 1, last: word))
                    }
                }
                // The blank before a word begins it; a term that ends with a blank was reported for the word before.
                if symbol == TextFolder.blank { word += 1 }
            }
        }
        if reader.hasIdeographs, let unread = unreadIdeographs(in: sentence, hits) { hits.append(unread) }
        return withoutSwallowed(hits)
    }

    /// From the first to the last Chinese character of a sentence that belongs to no term and to no name; nil where there is none.
    private func unreadIdeographs(in sentence: ClaimReader.Sentence, _ hits: [Hit]) -> Hit? {
        var unread = Set(sentence.words.filter { reader.words[$0].isIdeograph })
        for hit in hits { unread.subtract(hit.first...hit.last) }
        guard let first = unread.min(), let last = unread.max() else { return nil }
        return Hit(concept: claims.unreadScript, first: first, last: last)
    }

    /// Drops what stands inside a neutral phrase that is as long or longer.
    private func withoutSwallowed(_ hits: [Hit]) -> [Hit] {
        guard hits.contains(where: { $0.concept == claims.neutral }) else { return hits }
        return hits.filter { hit in
            hit.concept == claims.neutral
                || !hits.contains {
                    $0.concept == claims.neutral && $0.first <= hit.first && hit.last <= $0.last
                }
        }
    }

    // MARK: Exemptions

    private func zones(
        in sentence: ClaimReader.Sentence, _ hits: [Hit], _ mask: CompiledClaims.Mask
    ) -> [Zone] {
        var zones: [Zone] = []
        lazy var starts = claimStarts(in: sentence, hits)
        for exemption in claims.exemptions where mask.mayContain(exemption.mask) {
            for chain in chains(exemption.concepts, exemption.maxGap, hits) {
                let end = zoneEnd(of: exemption, chain, in: sentence, hits, starts)
                let isConditional = hits.contains {
                    $0.concept == claims.conditionOpening && $0.first <= sentence.words.lowerBound + 2
                        && $0.first <= chain.first
                }
                zones.append(
                    Zone(
                        words: (isConditional ? sentence.words.lowerBound : chain.first)..<end,
                        rules: exemption.rules))
            }
        }
        return zones
    }

    /// An exemption ends at a "but", a new line or a dash, and at a comma behind which a claim of its own begins.
    private func zoneEnd(
        of exemption: CompiledClaims.Exemption, _ chain: (first: Int, last: Int), in sentence: ClaimReader.Sentence,
        _ hits: [Hit], _ claimStarts: [Int]
    ) -> Int {
        let word = chain.last
        var end = sentence.words.upperBound
        for hit in hits where hit.concept == claims.contrast && hit.first > word { end = min(end, hit.first) }
        for index in word + 1..<max(end, word + 1) where reader.words[index].followsBreak {
            end = index
            break
        }
        // "To diagnose, treat or cure any disease" is one list until it has said what of.
        let start = claimStarts.first {
            $0 > word && (!exemption.isOfActs || has(claims.ailments, in: chain.first..<$0, hits))
        }
        return start.map { min(end, $0) } ?? end
    }

    /// The words behind commas with which claims of their own begin.
    private func claimStarts(in sentence: ClaimReader.Sentence, _ hits: [Hit]) -> [Int] {
        let commas = sentence.words.filter { reader.words[$0].followsComma }
        guard !commas.isEmpty else { return [] }
        let contrasts = hits.filter { $0.concept == claims.contrast }.map(\.first)
        let ends = (commas + contrasts + [sentence.words.upperBound]).sorted()
        return commas.filter { comma in
            let part = comma..<(ends.first { $0 > comma } ?? sentence.words.upperBound)
            return has(claims.wholeClaims, in: part, hits)
                || has(claims.claimVerbs, in: part, hits) && has(claims.ailments, in: part, hits)
        }
    }

    /// Whether one of some concepts begins among some words.
    private func has(_ concepts: Set<Int>, in words: Range<Int>, _ hits: [Hit]) -> Bool {
        hits.contains { words.contains($0.first) && concepts.contains($0.concept) }
    }

    // MARK: Patterns

    private func search(
        _ hits: [Hit], _ mask: CompiledClaims.Mask, _ zones: [Zone], _ judge: (ClaimPattern) -> ClaimLabel?,
        _ found: inout [ScreenedClaim]
    ) {
        for index in claims.patterns.indices where mask.mayContain(claims.patterns[index].mask) {
            let chains = chains(claims.patterns[index].concepts, claims.patterns[index].maxGap, hits)
            guard !chains.isEmpty else { continue }
            let row = claims.rows[claims.patterns[index].row]
            guard let label = judge(row) else { continue }
            for chain in chains {
                let isExempt = zones.contains {
                    $0.words.contains(chain.first) && $0.words.contains(chain.last) && $0.rules.contains(row.rule)
                }
                if isExempt { continue }
                found.append(
                    ScreenedClaim(
                        rule: row.rule, label: label, start: reader.words[chain.first].start,
                        last: reader.words[chain.last].last, reason: row.reason, markets: row.markets))
            }
        }
    }

    /// The places where concepts follow each other with few words between; for each first word the nearest next.
    private func chains(_ concepts: [Int], _ maxGap: Int, _ hits: [Hit]) -> [(first: Int, last: Int)] {
        guard let opening = concepts.first else { return [] }
        var chains: [(first: Int, last: Int)] = []
        for hit in hits where hit.concept == opening {
            var last = hit.last
            var isWhole = true
            for concept in concepts.dropFirst() {
                guard let next = nearest(concept, after: last, maxGap, hits) else {
                    isWhole = false
                    break
                }
                last = next.last
            }
            if isWhole { chains.append((hit.first, last)) }
        }
        return chains
    }

    private func nearest(_ concept: Int, after word: Int, _ maxGap: Int, _ hits: [Hit]) -> Hit? {
        var nearest: Hit?
        for hit in hits where hit.concept == concept && hit.first > word && hit.first - word - 1 <= maxGap {
            if nearest.map({ hit.first < $0.first }) ?? true { nearest = hit }
        }
        return nearest
    }
}
