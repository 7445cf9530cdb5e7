/// Reads UTF-8 as the plain symbols that phrases are compared by.
///
/// Letters lose case and accent (ASCII, Latin-1, Latin Extended-A, combining marks), digits stay, every run of anything else
/// becomes one blank. A text begins and ends with a blank, so that a phrase with blanks around it matches whole words only.
/// Chinese characters and kana keep their bytes; between them and other letters stands a blank.
struct TextFolder {
    static let blank: UInt8 = 0x20

    private enum Last { case blank, word, ideograph }

    /// Hands every symbol to `emit`, with the offset of the source byte at which its character begins.
    ///
    /// The buffer must be valid UTF-8, as every Swift string is.
    @inline(__always)
    static func fold(_ bytes: UnsafeBufferPointer<UInt8>, _ emit: (_ symbol: UInt8, _ offset: Int) -> Void) {
        var last = Last.blank
        var index = 0
        let count = bytes.count
        emit(blank, 0)
        while index < count {
            let byte = bytes[index]
            if byte < 0x80 {
                let lowered = byte | 0x20
                if lowered &- 0x61 < 26 || byte &- 0x30 < 10 {
                    if last == .ideograph { emit(blank, index) }
                    emit(byte &- 0x30 < 10 ? byte : lowered, index)
                    last = .word
                } else if last != .blank {
                    emit(blank, index)
                    last = .blank
                }
                index += 1
                continue
            }
            let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard index + length <= count else { break }
            let character = Character.of(bytes, at: index, length: length)
            switch character {
            case .nothing: break
            case .separator:
                if last != .blank {
                    emit(blank, index)
                    last = .blank
                }
            case .letters(let first, let second):
                if last == .ideograph { emit(blank, index) }
                emit(first, index)
                if second != 0 { emit(second, index) }
                last = .word
            case .other, .ideograph:
                let kind: Last = character.isIdeograph ? .ideograph : .word
                if last != .blank && last != kind { emit(blank, index) }
                for part in index..<index + length { emit(bytes[part], index) }
                last = kind
            }
            index += length
        }
        if last != .blank { emit(blank, count) }
    }

    /// The folded symbols of a text, with the blanks around it.
    static func symbols(of text: String) -> [UInt8] {
        var symbols: [UInt8] = []
        withBytes(of: text) { bytes in fold(bytes) { symbol, _ in symbols.append(symbol) } }
        return symbols
    }

    /// Lends the text's UTF-8, copying only a string that is not stored as such.
    @inline(__always)
    static func withBytes<R>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(text.utf8).withUnsafeBufferPointer(body)
    }

    /// Whether a symbol begins a Chinese character or kana.
    static func startsIdeograph(_ symbols: ArraySlice<UInt8>) -> Bool {
        guard let first = symbols.first, first >= 0xE2 else { return false }
        let length = first < 0xF0 ? 3 : 4
        guard symbols.count >= length else { return false }
        return Array(symbols).withUnsafeBufferPointer { Character.of($0, at: 0, length: length).isIdeograph }
    }
}

extension TextFolder {
    /// What a character beyond ASCII counts as.
    enum Character {
        case nothing
        case separator
        case letters(UInt8, UInt8)
        case ideograph
        case other

        var isIdeograph: Bool { if case .ideograph = self { true } else { false } }

        static func of(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, length: Int) -> Character {
            var value = UInt32(bytes[index]) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
            for part in index + 1..<index + length { value = value << 6 | UInt32(bytes[part] & 0x3F) }
            return of(value)
        }

        static func of(_ value: UInt32) -> Character {
            switch value {
            case 0xAD, 0x0300...0x036F, 0x200B...0x200D, 0xFE00...0xFE0F, 0xFEFF: .nothing
            case 0xC0...0xFF: latin1(value)
            case 0x0100...0x017F: latinExtendedA(value)
            case 0x0218, 0x0219: .letters(0x73, 0)
            case 0x021A, 0x021B: .letters(0x74, 0)
            case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .ideograph
            case 0xFF10...0xFF19: .letters(UInt8(value - 0xFF10 + 0x30), 0)
            case 0xFF21...0xFF3A: .letters(UInt8(value - 0xFF21 + 0x61), 0)
            case 0xFF41...0xFF5A: .letters(UInt8(value - 0xFF41 + 0x61), 0)
            case 0x80...0xBF, 0x2000...0x2BFF, 0x3000...0x303F, 0xFF00...0xFF65, 0x1F000...0x1FFFF: .separator
            default: .other
            }
        }

        // One letter for each code point from U+00C0; "*" stands for what the switches below spell out.
        private static let latin1Letters: StaticString =
            "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y"
        // One letter for each code point from U+0100.
        private static let extendedLetters: StaticString =
            """
            aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll\
            lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
            """

        private static func latin1(_ value: UInt32) -> Character {
            switch value {
            case 0xC6, 0xE6: .letters(0x61, 0x65)
            case 0xDE, 0xFE: .letters(0x74, 0x68)
            case 0xDF: .letters(0x73, 0x73)
            case 0xD7, 0xF7: .separator
            default: .letters(latin1Letters.utf8Start[Int(value - 0xC0)], 0)
            }
        }

        private static func latinExtendedA(_ value: UInt32) -> Character {
            switch value {
            case 0x132, 0x133: .letters(0x69, 0x6A)
            case 0x152, 0x153: .letters(0x6F, 0x65)
            default: .letters(extendedLetters.utf8Start[Int(value - 0x100)], 0)
            }
        }
    }
}
