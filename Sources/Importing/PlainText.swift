/// Text of a supplier made plain: markup and control characters out, blanks in order, everything else to the letter.
enum PlainText {
    struct Result: Equatable {
        var text: String
        var hadMarkup = false
        var hadControls = false
    }

    /// One line: every run of white space is one blank.
    static func line(_ text: String) -> Result {
        if isPlainLine(text) { return Result(text: text) }
        var result = cleaned(text)
        result.text = collapsed(result.text, keepingLines: false)
        return result
    }

    /// A long text: line breaks stay, blanks at their sides do not.
    static func paragraphs(_ text: String) -> Result {
        if isPlainLine(text) { return Result(text: text) }
        var result = cleaned(text)
        result.text = collapsed(result.text, keepingLines: true)
        return result
    }

    /// Whether nothing has to be done: printable, no double blanks, no sign of markup.
    private static func isPlainLine(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var previous: UInt8 = 0
            for byte in bytes {
                if byte < 32 || byte == 127 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return false }
                if byte == 32 && previous == 32 { return false }
                if byte == 0xC2 { return false }
                previous = byte
            }
            return true
        }
    }

    /// Takes markup out twice, since feeds escape HTML once too often, and controls at last.
    private static func cleaned(_ text: String) -> Result {
        var result = Result(text: text)
        for _ in 0..<2 {
            let unescaped = Entities.decoded(result.text)
            let stripped = withoutTags(unescaped)
            guard stripped != result.text else { break }
            result.hadMarkup = true
            result.text = stripped
        }
        if mayHaveControls(result.text) {
            let visible = result.text.unicodeScalars.filter { !isControl($0) }
            if visible.count != result.text.unicodeScalars.count {
                result.hadControls = true
                result.text = String(String.UnicodeScalarView(visible))
            }
        }
        return result
    }

    /// Whether a byte stands there with which a control character begins.
    private static func mayHaveControls(_ text: String) -> Bool {
        text.utf8.contains { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 13 || $0 == 127 || $0 == 0xC2 }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 10, 13: return false
        case 0..<32, 127..<160: return true
        default: return false
        }
    }

    /// The text without what looks like a tag or a comment: `<` followed by a letter, `/` or `!`, up to its `>`.
    private static func withoutTags(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var index = 0
        // The next `>` is looked for once, not once for every `<` before it.
        var close = 0
        while index < scalars.count {
            let scalar = scalars[index]
            guard scalar == "<", index + 1 < scalars.count, beginsTag(scalars[index + 1]) else {
                result.append(scalar)
                index += 1
                continue
            }
            if close <= index { close = scalars[index...].firstIndex(of: ">") ?? scalars.count }
            if close < scalars.count, close - index <= longestTag {
                if isBreak(scalars[index...close]) { result.append("\n") }
                index = close + 1
            } else {
                result.append(scalar)
                index += 1
            }
        }
        return String(result)
    }

    private static let longestTag = 2048

    private static func beginsTag(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "!" || scalar.isASCII && scalar.properties.isAlphabetic
    }

    private static func isBreak(_ tag: ArraySlice<Unicode.Scalar>) -> Bool {
        let name = String(String.UnicodeScalarView(tag.prefix(8))).lowercased().drop { $0 == "<" || $0 == "/" }.prefix {
            $0.isLetter || $0.isNumber
        }
        return ["br", "p", "li", "div", "tr", "ul", "h1", "h2", "h3", "h4"].contains(String(name))
    }

    private static func collapsed(_ text: String, keepingLines: Bool) -> String {
        if isInOrder(text) { return text }
        var text = text
        return text.withUTF8 { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { result in
                collapse(bytes, into: result, keepingLines: keepingLines)
            }
        }
    }

    /// Answers how many bytes were written; at most as many as there were.
    private static func collapse(
        _ bytes: UnsafeBufferPointer<UInt8>, into result: UnsafeMutableBufferPointer<UInt8>, keepingLines: Bool
    ) -> Int {
        var count = 0
        /// The blank or line end that stands before the next word, or 0.
        var pending: UInt8 = 0
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                if pending == 0 { pending = UInt8(ascii: " ") }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                pending = keepingLines ? UInt8(ascii: "\n") : UInt8(ascii: " ")
            // The blank that does not break, U+00A0.
            case 0xC2 where index < bytes.count && bytes[index] == 0xA0:
                index += 1
                if pending == 0 { pending = UInt8(ascii: " ") }
            default:
                if pending != 0, count > 0 {
                    result[count] = pending
                    count += 1
                }
                pending = 0
                result[count] = byte
                count += 1
            }
        }
        return count
    }
}

extension PlainText {
    /// Whether its blanks are single ones between words, and there are no other white space and no line ends.
    fileprivate static func isInOrder(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var previous: UInt8 = 32
            for byte in bytes {
                if byte == 9 || byte == 10 || byte == 13 || byte == 0xC2 || byte == 32 && previous == 32 {
                    return false
                }
                previous = byte
            }
            return previous != 32
        }
    }
}

/// Character references of HTML as they are found escaped twice in feeds.
enum Entities {
    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "auml": "ä", "ouml": "ö",
        "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à",
        "ccedil": "ç", "ntilde": "ñ", "euro": "€", "pound": "£", "deg": "°", "plusmn": "±", "times": "×", "micro": "µ",
        "ndash": "–", "mdash": "—", "hellip": "…", "bull": "•", "middot": "·", "lsquo": "‘", "rsquo": "’",
        "ldquo": "“", "rdquo": "”", "copy": "©", "reg": "®", "trade": "™", "sup2": "²", "frac12": "½",
    ]

    /// The text with each known reference replaced; an ampersand that begins none stays.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            let body = rest[rest.index(after: start)...]
            if let end = body.prefix(10).firstIndex(of: ";"), let character = character(String(body[..<end])) {
                result += character
                rest = body[body.index(after: end)...]
            } else {
                result += "&"
                rest = body
            }
        }
        return result + rest
    }

    private static func character(_ name: String) -> String? {
        if let text = named[name] { return text }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
