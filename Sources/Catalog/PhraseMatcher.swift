/// Finds any number of phrases in a text in one pass over its bytes.
///
/// Case, accents and everything between words (blanks, hyphens, apostrophes, punctuation) are equal; a phrase is found as whole
/// words, one of Chinese characters anywhere. The matcher is an Aho-Corasick automaton over folded symbols: its time
/// depends on the length of the text alone, and it makes no strings.
public struct PhraseMatcher: Sendable {
    /// One phrase to look for; a match names it by its place in the list.
    public struct Phrase: Hashable, Sendable {
        /// The words as a person writes them.
        public var text: String
        /// Whether the phrase may also be the beginning or the end of a longer word, as in German "Rosenquarzherz".
        public var allowsCompounds: Bool

        /// A phrase, by default one of whole words.
        public init(_ text: String, allowsCompounds: Bool = false) {
            self.text = text
            self.allowsCompounds = allowsCompounds
        }
    }

    /// One place where a phrase stands.
    ///
    /// `start` and `end` count folded symbols, half-open: good for comparing matches of one text. `scalarRange` gives the place
    /// in the text itself.
    public struct Match: Hashable, Sendable {
        /// The phrase's place in the list given to the matcher.
        public let phrase: Int
        /// The first folded symbol of the phrase.
        public let start: Int
        /// The folded symbol after the phrase.
        public let end: Int
    }

    private struct Pattern: Sendable {
        let phrase: Int
        let length: Int
        let trailingBlank: Bool
    }

    /// The tables, in one object so that passing a matcher on costs one reference.
    private final class Tables: Sendable {
        let automaton: PhraseAutomaton
        let patterns: [Pattern]

        init(automaton: PhraseAutomaton, patterns: [Pattern]) {
            self.automaton = automaton
            self.patterns = patterns
        }
    }

    private let tables: Tables

    /// Builds the automaton; phrases without a letter or digit are never found.
    public init(_ phrases: [Phrase]) {
        var patterns: [Pattern] = []
        var trie = PhraseTrie()
        for (index, phrase) in phrases.enumerated() {
            for core in PhraseMatcher.cores(of: phrase) {
                trie.insert(core.symbols)
                patterns.append(Pattern(phrase: index, length: core.length, trailingBlank: core.trailingBlank))
            }
        }
        tables = Tables(automaton: PhraseAutomaton(trie), patterns: patterns)
    }

    /// Every phrase in the text, also those inside or across others, in the order in which they end.
    public func matches(in text: String) -> [Match] {
        TextFolder.withBytes(of: text) { matches(in: $0) }
    }

    /// Every phrase in valid UTF-8, for a reader that has bytes and no string.
    public func matches(in bytes: UnsafeBufferPointer<UInt8>) -> [Match] {
        var found: [Match] = []
        scan(bytes) { found.append($0) }
        return found
    }

    /// Adds every phrase in the text to a list, so that one list can serve many texts.
    func addMatches(in text: String, to found: inout [Match]) {
        TextFolder.withBytes(of: text) { bytes in scan(bytes) { found.append($0) } }
    }

    @inline(__always)
    private func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ report: (Match) -> Void) {
        tables.automaton.walk { walker in
            var state: UInt32 = 0
            var position = 0
            TextFolder.fold(bytes) { symbol, _ in
                position += 1
                state = walker.next(state, symbol)
                if walker.hasEnding(state) { reportEndings(of: state, at: position, report) }
            }
        }
    }

    @inline(never)
    private func reportEndings(of state: UInt32, at position: Int, _ report: (Match) -> Void) {
        tables.automaton.endings(at: state) { ending in
            let pattern = tables.patterns[ending]
            let end = pattern.trailingBlank ? position - 1 : position
            report(Match(phrase: pattern.phrase, start: end - pattern.length, end: end))
        }
    }

    /// Where a match stands in its text, in Unicode scalars, half-open.
    public static func scalarRange(of match: Match, in text: String) -> Range<Int> {
        var position = 0
        var first = 0
        var last = 0
        return TextFolder.withBytes(of: text) { bytes in
            TextFolder.fold(bytes) { _, offset in
                if position == match.start { first = offset }
                if position == match.end - 1 { last = offset }
                position += 1
            }
            let start = PhraseMatcher.scalarCount(of: bytes[..<first])
            return start..<start + PhraseMatcher.scalarCount(of: bytes[first..<last]) + 1
        }
    }

    private static func scalarCount(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
    }

    /// The longest matches that do not overlap, in the order of the text; of two as long, the one that stands first.
    public static func longest(_ matches: [Match]) -> [Match] {
        var kept = matches
        keepLongest(&kept)
        return kept
    }

    static func keepLongest(_ matches: inout [Match]) {
        guard matches.count > 1 else { return }
        matches.sort { one, other in
            (other.end - other.start, one.start, one.phrase) < (one.end - one.start, other.start, other.phrase)
        }
        // What was kept before is at least as long, so it shares a symbol with a match only if it covers one of its ends.
        let length = matches.reduce(0) { max($0, $1.end) }
        withUnsafeTemporaryAllocation(of: Bool.self, capacity: length) { covered in
            covered.initialize(repeating: false)
            matches.removeAll { match in
                if covered[match.start] || covered[match.end - 1] { return true }
                for place in match.start..<match.end { covered[place] = true }
                return false
            }
        }
        matches.sort { $0.start < $1.start }
    }

    /// The text as the matcher compares it: small letters, no accents, single blanks.
    public static func folded(_ text: String) -> String {
        var symbols = TextFolder.symbols(of: text)
        while symbols.last == TextFolder.blank { symbols.removeLast() }
        return String(decoding: symbols.drop { $0 == TextFolder.blank }, as: UTF8.self)
    }
}

extension PhraseMatcher {
    private struct Core {
        var symbols: [UInt8]
        var length: Int
        var trailingBlank: Bool
    }

    /// The symbol sequences that stand for a phrase: with the blanks that make its ends the ends of words.
    private static func cores(of phrase: Phrase) -> [Core] {
        let bare = Array(folded(phrase.text).utf8)
        guard !bare.isEmpty else { return [] }
        let blank = [TextFolder.blank]
        let opens = TextFolder.startsIdeograph(bare[...])
        let closes = endsInIdeograph(bare)
        let lead = opens ? [] : blank
        let trail = closes ? [] : blank
        var cores = [Core(symbols: lead + bare + trail, length: bare.count, trailingBlank: !closes)]
        if phrase.allowsCompounds && !opens && !closes {
            cores.append(Core(symbols: blank + bare, length: bare.count, trailingBlank: false))
            cores.append(Core(symbols: bare + blank, length: bare.count, trailingBlank: true))
        }
        return cores
    }

    private static func endsInIdeograph(_ symbols: [UInt8]) -> Bool {
        guard let head = symbols.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return false }
        return TextFolder.startsIdeograph(symbols[head...])
    }
}
