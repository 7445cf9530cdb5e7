/// Reads product texts for claims that may not be made.
///
/// Rules are data: words of concepts, and patterns of concepts that make a claim when they stand in one sentence. Words are
/// compared by their stems. A disclaimer or a warning takes what follows it out of the rules it names, up to a "but", a
/// dash or the end of the sentence. What a text says of the material is compared with the product. What is written in letters
/// that the rules know no words of is found as such, so that it does not pass unread.
public struct Screener: Sendable {
    let rules: CompiledClaims
    let lexicon: Lexicon
    let treatmentFacts: [TreatmentCode: Treatment]

    /// Builds the automaton of all terms; the recogniser lends the names of materials.
    public init(_ rules: ClaimRules, _ recogniser: Recogniser, _ vocabulary: Vocabulary) {
        self.rules = CompiledClaims(rules)
        lexicon = recogniser.lexicon
        treatmentFacts = vocabulary.treatments
    }

    /// Screens one text.
    ///
    /// - Parameters:
    ///   - market: the market whose rules count; nil for the strictest of all.
    ///   - includesAllowed: whether findings that allow something are listed too.
    public func screen(
        _ text: String, _ product: ClaimProduct = ClaimProduct(), market: Market? = nil, includesAllowed: Bool = false
    ) -> Screening {
        TextFolder.withBytes(of: text) { bytes in
            let reader = ClaimReader(bytes)
            var search = ClaimSearch(rules, reader)
            let material = MaterialClaims(self, text, product)
            search.add(material.stoneWords(reader), as: rules.stoneWord)
            if reader.hasOtherLetters {
                let unread = UnreadLetters(bytes, reader, known: material.namePlaces)
                search.add(unread.passages, as: rules.unreadScript)
                search.add(unread.mixedWords, as: rules.mixedScript)
            }
            func counts(_ label: ClaimLabel, _ markets: [Market]) -> Bool {
                (market.map(markets.contains) ?? true) && (includesAllowed || label != .allowed)
            }
            var found = search.found { pattern in
                material.label(of: pattern).flatMap { counts($0, pattern.markets) ? $0 : nil }
            }
            found += material.nameFindings(reader).filter { counts($0.label, $0.markets) }
            let findings = ScreenedClaim.strictest(found).map { $0.finding(in: bytes) }
            return Screening(
                label: findings.map(\.label).max() ?? .allowed, findings: findings, version: rules.version)
        }
    }
}

/// A finding with its place in bytes.
struct ScreenedClaim {
    var rule: String
    var label: ClaimLabel
    /// Where the words begin, and where their last character begins.
    var start: Int
    var last: Int
    var reason: String
    var markets: [Market]

    /// So many findings of one rule are enough for anybody; the strictest are kept.
    private static let mostOfOneRule = 50

    /// Of findings of one rule that overlap, the strictest, then the longest; in the order of the text.
    static func strictest(_ claims: [ScreenedClaim]) -> [ScreenedClaim] {
        guard claims.count > 1 else { return claims }
        let ranked = claims.sorted { one, other in
            if one.label != other.label { return one.label > other.label }
            return (other.last - other.start, one.start) < (one.last - one.start, other.start)
        }
        var kept: [ScreenedClaim] = []
        var counts: [String: Int] = [:]
        for claim in ranked where counts[claim.rule, default: 0] < mostOfOneRule {
            let isCovered = kept.contains { $0.rule == claim.rule && $0.start <= claim.last && claim.start <= $0.last }
            if isCovered { continue }
            kept.append(claim)
            counts[claim.rule, default: 0] += 1
        }
        return kept.sorted { ($0.start, $0.last, $0.rule) < ($1.start, $1.last, $1.rule) }
    }

    func finding(in bytes: UnsafeBufferPointer<UInt8>) -> ClaimFinding {
        var end = last + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        func scalars(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
        let first = scalars(0..<start)
        return ClaimFinding(
            rule: rule, label: label, scalars: first..<first + scalars(start..<end),
            text: String(decoding: bytes[start..<end], as: UTF8.self), reason: reason, markets: markets)
    }
}
