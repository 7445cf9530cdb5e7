/// Finds what stands in letters that the claim rules know no words of.
///
/// Rules know words in Latin letters and in Chinese. A text in other letters would pass unread, and so would a word in which some
/// letters only look like Latin ones. Names of materials that the vocabulary knows are read, whatever their letters. Chinese
/// characters are the business of the search, which knows the terms that they belong to.
struct UnreadLetters {
    /// So many letters that cannot be read are more than a name or a sign.
    static let fewest = 12

    /// Passages mostly of letters that cannot be read, as ranges of the reader's words.
    private(set) var passages: [ClosedRange<Int>] = []
    /// Words of letters of several scripts, the first fifty.
    private(set) var mixedWords: [ClosedRange<Int>] = []

    /// What a word is written in.
    private struct Count {
        var read = 0
        var unread = 0
        var lookAlikes = 0

        static func += (sum: inout Count, other: Count) {
            sum.read += other.read
            sum.unread += other.unread
        }

        var isUnread: Bool { unread >= UnreadLetters.fewest && unread > read }
    }

    /// Looks through the words of a text.
    ///
    /// A text as a whole is one passage; else each of its sentences that is mostly unread is.
    ///
    /// - Parameter known: the places in bytes of names that are read all the same, in any order.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ reader: ClaimReader, known: [ClosedRange<Int>]) {
        let counts = reader.words.map { UnreadLetters.count(bytes, $0, known) }
        var total = Count()
        for (index, count) in counts.enumerated() {
            total += count
            let isMixed = count.lookAlikes > 0 && count.read > 0 && count.read + count.lookAlikes >= 3
            if isMixed, mixedWords.count < UnreadLetters.mostMixed {
                mixedWords.append(index...index)
            }
        }
        if total.isUnread {
            passages = UnreadLetters.extent(counts, counts.indices).map { [$0] } ?? []
            return
        }
        for sentence in reader.sentences {
            var sum = Count()
            for count in counts[sentence.words] { sum += count }
            guard sum.isUnread, let extent = UnreadLetters.extent(counts, sentence.words) else { continue }
            passages.append(extent)
        }
    }

    /// From the first to the last word that cannot be read.
    private static func extent(_ counts: [Count], _ words: Range<Int>) -> ClosedRange<Int>? {
        guard let first = words.first(where: { counts[$0].unread > 0 }),
            let last = words.last(where: { counts[$0].unread > 0 })
        else { return nil }
        return first...last
    }

    private static func count(
        _ bytes: UnsafeBufferPointer<UInt8>, _ word: ClaimReader.Word, _ known: [ClosedRange<Int>]
    ) -> Count {
        var count = Count()
        var index = word.start
        while index <= word.last {
            let byte = bytes[index]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard index + length <= bytes.count else { break }
            if length == 1 {
                if (byte | 0x20) &- 0x61 < 26 { count.read += 1 }
            } else {
                var value = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
                for part in index + 1..<index + length { value = value << 6 | UInt32(bytes[part] & 0x3F) }
                switch TextFolder.Character.of(value) {
                case .letters: count.read += 1
                case .other where !known.contains { $0.contains(index) }:
                    if isLatin(value) {
                        count.read += 1
                    } else {
                        count.unread += 1
                        if isLookAlike(value) { count.lookAlikes += 1 }
                    }
                case .ideograph, .other, .separator, .nothing: break
                }
            }
            index += length
        }
        return count
    }

    private static let mostMixed = 50

    /// Latin letters beyond those that are folded, as Vietnamese has them.
    private static func isLatin(_ value: UInt32) -> Bool {
        (0x0180...0x024F).contains(value) || (0x1E00...0x1EFF).contains(value)
    }

    /// Letters of scripts in which some look like Latin ones: Greek, Cyrillic, Armenian, Cherokee, small capitals, Coptic,
    /// and the alphabets of mathematics.
    private static func isLookAlike(_ value: UInt32) -> Bool {
        switch value {
        case 0x0370...0x058F, 0x13A0...0x13FF, 0x1D00...0x1DBF, 0x1F00...0x1FFF, 0x2C80...0x2CFF, 0xA640...0xA69F,
            0xAB70...0xABBF, 0x1D400...0x1D7FF:
            true
        default: false
        }
    }
}
