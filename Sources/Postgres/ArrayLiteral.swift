/// Array literals of one dimension, such as `{"a","b",NULL}`, written and read.
enum ArrayLiteral {
    /// The literal that holds the elements in order; nil becomes NULL.
    ///
    /// Every element is quoted, so that an empty text, the word NULL, braces, commas and spaces need no rules of their
    /// own; inside quotes only the quote and the backslash mean something.
    static func text(of elements: some Sequence<String?>) -> String {
        var literal: [UInt8] = [UInt8(ascii: "{")]
        for element in elements {
            if literal.count > 1 { literal.append(UInt8(ascii: ",")) }
            guard var element else {
                literal.append(contentsOf: "NULL".utf8)
                continue
            }
            literal.append(UInt8(ascii: "\""))
            element.withUTF8 { text in
                guard text.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
                    return literal.append(contentsOf: text)
                }
                for byte in text {
                    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
                    literal.append(byte)
                }
            }
            literal.append(UInt8(ascii: "\""))
        }
        literal.append(UInt8(ascii: "}"))
        return String(decoding: literal, as: UTF8.self)
    }

    /// The literal of whole numbers, which need no quotes; nil becomes NULL.
    static func text<Number: FixedWidthInteger>(ofNumbers elements: [Number?]) -> String {
        var literal: [UInt8] = [UInt8(ascii: "{")]
        for element in elements {
            if literal.count > 1 { literal.append(UInt8(ascii: ",")) }
            literal.append(contentsOf: (element.map { String($0) } ?? "NULL").utf8)
        }
        literal.append(UInt8(ascii: "}"))
        return String(decoding: literal, as: UTF8.self)
    }

    /// The elements of a literal in order, nil for NULL; nil when the text is not an array of one dimension.
    ///
    /// Arrays with bounds of their own (`[0:1]={…}`) and nested arrays are refused: no statement of ours returns them.
    static func elements(of literal: UnsafeBufferPointer<UInt8>) -> [String?]? {
        guard literal.count >= 2, literal[0] == UInt8(ascii: "{"), literal[literal.count - 1] == UInt8(ascii: "}")
        else { return nil }
        if literal.count == 2 { return [] }
        var reader = Reader(bytes: literal, position: 1, end: literal.count - 1)
        var elements: [String?] = []
        while true {
            guard let element = reader.element() else { return nil }
            elements.append(element.text)
            if reader.position == reader.end { return elements }
            guard literal[reader.position] == UInt8(ascii: ",") else { return nil }
            reader.position += 1
        }
    }

    /// An element that was read; the text is nil for NULL.
    private struct Element {
        var text: String?
    }

    private struct Reader {
        let bytes: UnsafeBufferPointer<UInt8>
        var position: Int
        let end: Int

        mutating func element() -> Element? {
            guard position < end else { return nil }
            return bytes[position] == UInt8(ascii: "\"") ? quoted() : plain()
        }

        private mutating func quoted() -> Element? {
            position += 1
            var text: [UInt8] = []
            while position < end {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    return Element(text: String(decoding: text, as: UTF8.self))
                case UInt8(ascii: "\\"):
                    guard position < end else { return nil }
                    text.append(bytes[position])
                    position += 1
                default:
                    text.append(byte)
                }
            }
            return nil
        }

        /// The server leaves an element unquoted only when nothing in it could be taken for punctuation.
        private mutating func plain() -> Element? {
            let start = position
            while position < end, bytes[position] != UInt8(ascii: ",") {
                let byte = bytes[position]
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "\"") { return nil }
                position += 1
            }
            guard position > start else { return nil }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            return Element(text: text == "NULL" ? nil : text)
        }
    }
}

/// The `\x…` form of byte strings.
enum Hexadecimal {
    /// The bytes as `\x` and two lower-case digits each.
    static func text(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 2 + 2 * bytes.count) { text in
            text[0] = UInt8(ascii: "\\")
            text[1] = UInt8(ascii: "x")
            for (index, byte) in bytes.enumerated() {
                text[2 + 2 * index] = digits[Int(byte >> 4)]
                text[3 + 2 * index] = digits[Int(byte & 15)]
            }
            return 2 + 2 * bytes.count
        }
    }

    /// The bytes of a `\x…` text; nil when it is anything else.
    static func bytes(of text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count >= 2, text.count.isMultiple(of: 2), text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
        else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2 - 1)
        for index in stride(from: 2, to: text.count, by: 2) {
            guard let high = value(of: text[index]), let low = value(of: text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
