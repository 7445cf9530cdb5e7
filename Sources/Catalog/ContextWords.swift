/// The words of one text that change what stands beside them.
struct ContextWords {
    /// In the order of their ends.
    private var negators: [PhraseMatcher.Match] = []
    /// In the order of their beginnings, as the next.
    private var appearances: [PhraseMatcher.Match] = []
    private var connectors: [PhraseMatcher.Match] = []

    init(_ matches: [PhraseMatcher.Match], _ meanings: [Lexicon.Meaning]) {
        for match in matches {
            guard case .context(let role) = meanings[match.phrase] else { continue }
            switch role {
            case .negator: negators.append(match)
            case .appearance: appearances.append(match)
            case .connector: connectors.append(match)
            case .ignored: break
            }
        }
        appearances.sort { $0.start < $1.start }
        connectors.sort { $0.start < $1.start }
    }

    // One blank stands between neighbours, none between Chinese characters.

    /// Whether a negator ends right before the match.
    func denies(_ match: PhraseMatcher.Match) -> Bool {
        let index = ContextWords.firstIndex(in: negators) { $0.end >= match.start - 1 }
        return index < negators.count && negators[index].end <= match.start
    }

    /// Whether a word of appearance begins right after the match.
    func isAppearance(_ match: PhraseMatcher.Match) -> Bool {
        let index = ContextWords.firstIndex(in: appearances) { $0.start >= match.end }
        return index < appearances.count && appearances[index].start <= match.end + 1
    }

    /// Whether a connector fills the gap between two matches.
    func joins(_ one: PhraseMatcher.Match, _ other: PhraseMatcher.Match) -> Bool {
        var index = ContextWords.firstIndex(in: connectors) { $0.start >= one.end }
        while index < connectors.count, connectors[index].start <= one.end + 1 {
            if (0...1).contains(other.start - connectors[index].end) { return true }
            index += 1
        }
        return false
    }

    /// The matches that are not denied; "not dyed or heated" denies both.
    func affirmed(_ matches: [PhraseMatcher.Match]) -> [PhraseMatcher.Match] {
        if negators.isEmpty { return matches }
        var kept: [PhraseMatcher.Match] = []
        var lastDenied: PhraseMatcher.Match?
        for match in matches {
            if denies(match) || lastDenied.map({ joins($0, match) }) == true {
                lastDenied = match
            } else {
                kept.append(match)
            }
        }
        return kept
    }

    /// The first element of an ordered list from which on something holds.
    private static func firstIndex(
        in matches: [PhraseMatcher.Match], _ holds: (PhraseMatcher.Match) -> Bool
    ) -> Int {
        var (low, high) = (0, matches.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(matches[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
