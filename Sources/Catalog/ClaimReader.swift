/// A text cut into sentences of stemmed words, each with its place.
///
/// A Chinese character is a word of its own, since nothing stands between the words of a Chinese sentence.
struct ClaimReader {
    /// A word of the text.
    struct Word {
        /// Where the word begins in the text, in bytes.
        var start: Int
        /// Where its last character begins, in bytes.
        var last: Int
        /// Whether a new line or a dash stands before it.
        var followsBreak: Bool
        /// Whether a comma stands before it, or a blank between Chinese characters, which is as good as one.
        var followsComma: Bool
        /// Whether it is a Chinese character or kana.
        var isIdeograph = false
    }

    /// A run of words in one sentence; they are `words[first..<end]` and their symbols `symbols[symbolsFrom..<symbolsTo]`.
    struct Sentence {
        var words: Range<Int>
        var symbols: Range<Int>
        /// Whether the sentence begins as an entry of a list.
        var isListEntry: Bool
        /// Whether the sentence ends with a colon, as before a list.
        var opensList: Bool
    }

    /// The words' stems with one blank before, between and after the words of each sentence.
    private(set) var symbols: [UInt8] = []
    private(set) var words: [Word] = []
    private(set) var sentences: [Sentence] = []
    /// Whether there is a letter that is neither a folded Latin one nor an ideograph.
    private(set) var hasOtherLetters = false
    private(set) var hasIdeographs = false

    /// Where a sentence is cut that goes on and on, so that hostile texts cost no more than others.
    private static let longestSentence = 200

    private var wordStart = -1
    private var lastOffset = 0
    private var sentenceWords = 0
    private var sentenceSymbols = 0
    private var pendingBreak = false
    private var pendingComma = false
    private var pendingBlank = false
    private var pendingListEntry = false
    private var currentIsListEntry = false
    private var lastMark: UInt8 = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        symbols.reserveCapacity(bytes.count + 16)
        words.reserveCapacity(bytes.count / 6 + 2)
        read(bytes)
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index = readASCII(byte, at: index, bytes)
                continue
            }
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard index + length <= bytes.count else { break }
            readOther(at: index, length, bytes)
            index += length
        }
        endSentence()
    }

    /// Reads one ASCII character, or a whole tag; answers where to go on.
    private mutating func readASCII(_ byte: UInt8, at index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let lowered = byte | 0x20
        if lowered &- 0x61 < 26 || byte &- 0x30 < 10 {
            add(byte &- 0x30 < 10 ? byte : lowered, at: index)
            return index + 1
        }
        switch byte {
        case UInt8(ascii: "'") where isInsideWord(index, 1, bytes): return index + 1
        case UInt8(ascii: "<"):
            if let close = bytes[index...].prefix(400).firstIndex(of: UInt8(ascii: ">")), startsTag(index + 1, bytes) {
                endSentence()
                return close + 1
            }
            endWord()
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): endSentence()
        case UInt8(ascii: ".") where isFullStop(index, bytes): endSentence()
        case UInt8(ascii: "\n"): readLineBreak(index, bytes)
        case UInt8(ascii: "|"): pause()
        case UInt8(ascii: "-") where isSpacedOut(index, bytes): pause()
        case UInt8(ascii: ","):
            endWord()
            pendingComma = true
        default:
            endWord()
            pendingBlank = pendingBlank || byte == 0x20
        }
        if byte != 0x20 && byte != 0x0A && byte != 0x0D { lastMark = byte }
        return index + 1
    }

    private mutating func readOther(at index: Int, _ length: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        var value = UInt32(bytes[index]) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for part in index + 1..<index + length { value = value << 6 | UInt32(bytes[part] & 0x3F) }
        switch value {
        case 0x2019 where isInsideWord(index, length, bytes): return
        case 0x2022, 0x25CF, 0x25AA, 0x2713, 0x2714, 0x3002, 0xFF01, 0xFF1B, 0xFF1F:
            endSentence()
            if value < 0x3000 { pendingListEntry = true }
            return
        case 0x2013, 0x2014: return pause()
        case 0xFF0C:
            endWord()
            pendingComma = true
            return
        case 0x3000: pendingBlank = true
        default: break
        }
        switch TextFolder.Character.of(value) {
        case .nothing: break
        case .separator: endWord()
        case .letters(let first, let second):
            add(first, at: index)
            if second != 0 { add(second, at: index) }
        case .ideograph:
            hasIdeographs = true
            endWord()
            pendingComma = pendingComma || pendingBlank && words.last?.isIdeograph == true
            for part in index..<index + length { add(bytes[part], at: index) }
            words[words.count - 1].isIdeograph = true
            endWord()
        case .other:
            hasOtherLetters = true
            for part in index..<index + length { add(bytes[part], at: index) }
        }
    }

    // MARK: Words and sentences

    private mutating func add(_ symbol: UInt8, at offset: Int) {
        if wordStart < 0 {
            if words.count - sentenceWords >= ClaimReader.longestSentence { endSentence() }
            if words.count == sentenceWords {
                sentenceSymbols = symbols.count
                symbols.append(TextFolder.blank)
                currentIsListEntry = pendingListEntry
                pendingListEntry = false
            }
            wordStart = symbols.count
            words.append(
                Word(start: offset, last: offset, followsBreak: pendingBreak, followsComma: pendingComma))
            (pendingBreak, pendingComma, pendingBlank) = (false, false, false)
        }
        lastMark = 0
        symbols.append(symbol)
        lastOffset = offset
    }

    private mutating func endWord() {
        guard wordStart >= 0 else { return }
        words[words.count - 1].last = lastOffset
        Stemmer.stem(&symbols, from: wordStart)
        symbols.append(TextFolder.blank)
        wordStart = -1
    }

    private mutating func pause() {
        endWord()
        pendingBreak = true
    }

    private mutating func endSentence() {
        endWord()
        if words.count > sentenceWords {
            sentences.append(
                Sentence(
                    words: sentenceWords..<words.count, symbols: sentenceSymbols..<symbols.count,
                    isListEntry: currentIsListEntry, opensList: lastMark == UInt8(ascii: ":")))
            sentenceWords = words.count
        }
        (pendingBreak, pendingComma, pendingBlank) = (false, false, false)
    }

    // MARK: Punctuation

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

    private func isInsideWord(_ index: Int, _ length: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        wordStart >= 0 && index + length < bytes.count && isLetter(bytes[index + length])
    }

    private func startsTag(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        index < bytes.count && (isLetter(bytes[index]) || bytes[index] == UInt8(ascii: "/"))
    }

    /// A hyphen between blanks is a dash.
    private func isSpacedOut(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        index > 0 && bytes[index - 1] == 0x20 && index + 1 < bytes.count && bytes[index + 1] == 0x20
    }

    /// A point ends a sentence before a blank, a capital or the end: not in "6.2" or "www.example.com".
    private func isFullStop(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard index + 1 < bytes.count else { return true }
        let next = bytes[index + 1]
        return next <= 0x20 || next == UInt8(ascii: "<") || next == UInt8(ascii: "\"") || next &- 0x41 < 26
            || next >= 0x80
    }

    /// A line break is a pause; before another one or a mark of a list it ends the sentence.
    private mutating func readLineBreak(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        endWord()
        pendingBreak = true
        var next = index + 1
        while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x0D || bytes[next] == 0x09 { next += 1 }
        guard next < bytes.count else { return }
        switch bytes[next] {
        case UInt8(ascii: "\n"): endSentence()
        case UInt8(ascii: "-"), UInt8(ascii: "*"):
            endSentence()
            pendingListEntry = true
        default: if lastMark == UInt8(ascii: ":") { endSentence() }
        }
    }
}
