/// Claim rules laid out for reading: terms as one automaton, concepts by number.
final class CompiledClaims: Sendable {
    struct Term: Sendable {
        var concept: Int
        var wordCount: Int
    }

    struct Pattern: Sendable {
        /// The row's place in `rows`.
        var row: Int
        var concepts: [Int]
        var maxGap: Int
        var mask: Mask
    }

    struct Exemption: Sendable {
        var concepts: [Int]
        var maxGap: Int
        var rules: [String]
        /// Whether it names acts, such as "not intended to treat", of which there may be several.
        var isOfActs: Bool
        var mask: Mask
    }

    /// A set of concepts in which concepts 64 apart are one: what it lacks is certainly not there.
    struct Mask: Sendable {
        private var bits: UInt64 = 0

        init(_ concepts: some Sequence<Int>) {
            for concept in concepts { bits |= 1 << UInt64(concept & 63) }
        }

        func mayContain(_ other: Mask) -> Bool { bits & other.bits == other.bits }
    }

    /// Concepts that the reading itself knows: words that swallow what they contain, that end an exemption, that open a
    /// conditional sentence, that stand for a stone, and for letters that cannot be read.
    private static let reserved = [
        "neutral", "contrast", "condition_opening", "stone_word", "unread_script", "mixed_script",
    ]

    let version: Int
    let automaton: PhraseAutomaton
    let terms: [Term]
    let neutral: Int
    let contrast: Int
    let conditionOpening: Int
    let stoneWord: Int
    let unreadScript: Int
    let mixedScript: Int
    /// What is a claim by itself, what acts against an ailment, and what it acts against: by these a claim behind a comma is known.
    let wholeClaims, claimVerbs, ailments: Set<Int>
    let rows: [ClaimPattern]
    let patterns: [Pattern]
    let exemptions: [Exemption]

    init(_ rules: ClaimRules) {
        var numbers: [String: Int] = [:]
        for name in CompiledClaims.reserved + rules.terms.map(\.concept) + rules.patterns.flatMap(\.concepts)
            + rules.exemptions.flatMap(\.concepts) where numbers[name] == nil
        {
            numbers[name] = numbers.count
        }
        func number(_ name: String) -> Int { numbers[name] ?? 0 }
        var trie = PhraseTrie()
        var terms: [Term] = []
        for term in rules.terms {
            let (symbols, wordCount) = CompiledClaims.symbols(of: term.phrase)
            guard wordCount > 0 else { continue }
            trie.insert(symbols)
            terms.append(Term(concept: number(term.concept), wordCount: wordCount))
        }
        var patterns: [Pattern] = []
        for (index, row) in rules.patterns.enumerated() {
            let concepts = row.concepts.map(number)
            // An unordered pattern stands once for each order, so that search knows only ordered ones.
            for order in row.isOrdered ? [concepts] : CompiledClaims.orders(of: concepts) {
                patterns.append(Pattern(row: index, concepts: order, maxGap: row.maxGap, mask: Mask(concepts)))
            }
        }
        version = rules.version
        automaton = PhraseAutomaton(trie)
        self.terms = terms
        rows = rules.patterns
        self.patterns = patterns
        exemptions = rules.exemptions.map {
            let concepts = $0.concepts.map(number)
            return Exemption(
                concepts: concepts, maxGap: $0.maxGap, rules: $0.rules,
                isOfActs: $0.concepts.contains("medical_act"), mask: Mask(concepts))
        }
        wholeClaims = Set(["cure_all", "pain_relief", "wound_healing"].map(number))
        claimVerbs = Set(["cure", "relieve"].map(number))
        ailments = Set(["disease", "condition", "pain", "pain_plain", "wound"].map(number))
        neutral = number("neutral")
        contrast = number("contrast")
        conditionOpening = number("condition_opening")
        stoneWord = number("stone_word")
        unreadScript = number("unread_script")
        mixedScript = number("mixed_script")
    }

    /// A term's stems with the blanks that make it whole words; no blank where an asterisk stands.
    private static func symbols(of phrase: String) -> (symbols: [UInt8], wordCount: Int) {
        let reader = TextFolder.withBytes(of: phrase) { ClaimReader($0) }
        var symbols = reader.symbols
        guard symbols.count > 2 else { return ([], 0) }
        if phrase.utf8.last == UInt8(ascii: "*") { symbols.removeLast() }
        if phrase.utf8.first == UInt8(ascii: "*") { symbols.removeFirst() }
        return (symbols, reader.words.count)
    }

    private static func orders(of concepts: [Int]) -> [[Int]] {
        guard concepts.count > 1 else { return [concepts] }
        var orders: [[Int]] = []
        for index in concepts.indices {
            var rest = concepts
            let first = rest.remove(at: index)
            orders += CompiledClaims.orders(of: rest).map { [first] + $0 }
        }
        return orders
    }
}
