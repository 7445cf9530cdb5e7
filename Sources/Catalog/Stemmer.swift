/// Cuts the regular endings of English words, so that "relieves", "relieved" and "relieving" are one word.
///
/// Rules and texts go through the same cuts, so a stem need not be a word; what counts is that forms of one word meet and words of
/// different meaning seldom do. Words of other languages come out little changed.
enum Stemmer {
    /// Shortens the word that `symbols` ends with, from `start` on; folded small letters are expected.
    static func stem(_ symbols: inout [UInt8], from start: Int) {
        guard symbols.count - start > 3, symbols[start] < 0x80 else { return }
        cutPlural(&symbols, start)
        if !cut("ing", &symbols, start) { _ = cut("ed", &symbols, start) }
        undouble(&symbols, start)
        if symbols.count - start > 3, symbols.last == UInt8(ascii: "e") { symbols.removeLast() }
        if symbols.count - start > 2, symbols.last == UInt8(ascii: "y"), !isVowel(symbols[symbols.count - 2]) {
            symbols[symbols.count - 1] = UInt8(ascii: "i")
        }
        // "sterilise" and "sterilize" are one word.
        if symbols.count - start > 4, ends(with: "is", symbols, start) {
            symbols[symbols.count - 1] = UInt8(ascii: "z")
        }
    }

    private static func cutPlural(_ symbols: inout [UInt8], _ start: Int) {
        guard symbols.last == UInt8(ascii: "s"), !ends(with: "ss", symbols, start), !ends(with: "us", symbols, start),
            !ends(with: "is", symbols, start)
        else { return }
        symbols.removeLast()
        if symbols.count - start > 4, ends(with: "ie", symbols, start) { symbols.removeLast() }
    }

    /// Cuts an ending when a syllable stays before it.
    private static func cut(_ ending: StaticString, _ symbols: inout [UInt8], _ start: Int) -> Bool {
        let length = ending.utf8CodeUnitCount
        let rest = symbols.count - length - start
        guard rest >= 2, ends(with: ending, symbols, start) else { return false }
        let stem = symbols[start..<start + rest]
        guard stem.contains(where: isVowel), stem.last != UInt8(ascii: "e") || length == 3 else { return false }
        // "need" and "bring" are no inflections; "easing" and "aching" are.
        if rest == 2 && !isVowel(stem[start]) { return false }
        symbols.removeLast(length)
        return true
    }

    private static func undouble(_ symbols: inout [UInt8], _ start: Int) {
        guard symbols.count - start > 3, let last = symbols.last, last == symbols[symbols.count - 2] else { return }
        guard !isVowel(last), ![UInt8(ascii: "l"), UInt8(ascii: "s"), UInt8(ascii: "z")].contains(last) else { return }
        symbols.removeLast()
    }

    private static func ends(with ending: StaticString, _ symbols: [UInt8], _ start: Int) -> Bool {
        let length = ending.utf8CodeUnitCount
        guard symbols.count - start >= length else { return false }
        return ending.withUTF8Buffer { bytes in
            symbols[(symbols.count - length)...].elementsEqual(bytes)
        }
    }

    private static func isVowel(_ symbol: UInt8) -> Bool {
        switch symbol {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "y"):
            true
        default: false
        }
    }
}
