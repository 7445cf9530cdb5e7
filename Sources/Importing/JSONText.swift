/// A JSON value of one line, as it is written: numbers keep their digits.
package indirect enum JSONText: Equatable {
    case null, bool(Bool), number(String), text(String), list([JSONText]), object([(key: String, value: JSONText)])

    /// The value of one line, or what is wrong with it.
    package init(_ bytes: some Collection<UInt8>) throws(Fault) {
        var scanner = JSONScanner(bytes: Array(bytes))
        self = try scanner.document()
    }

    /// What an object of one line says before it breaks off or goes wrong; nothing where it is no object.
    package static func members(readableIn bytes: some Collection<UInt8>) -> [(key: String, value: JSONText)] {
        var scanner = JSONScanner(bytes: Array(bytes))
        _ = try? scanner.document()
        return scanner.members
    }

    /// Why a line is no JSON.
    package struct Fault: Error, Equatable {
        package let message: String
    }

    /// The text of a text or a number; nil for null, an empty text and all else.
    package var word: String? {
        switch self {
        case .text(let text): text.isEmpty ? nil : text
        case .number(let digits): digits
        case .bool(let value): value ? "true" : "false"
        default: nil
        }
    }

    package static func == (one: JSONText, other: JSONText) -> Bool { "\(one)" == "\(other)" }
}

private struct JSONScanner {
    let bytes: [UInt8]
    var place = 0
    /// Those of the object itself that were read so far.
    var members: [(key: String, value: JSONText)] = []
    static let mostDepth = 16

    mutating func document() throws(JSONText.Fault) -> JSONText {
        let value = try value(depth: 0)
        blanks()
        guard place == bytes.count else { throw fault("something stands behind the value") }
        return value
    }

    private func fault(_ message: String) -> JSONText.Fault { .init(message: "character \(place + 1): \(message)") }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func blanks() {
        while let byte = next, byte == 32 || byte == 9 || byte == 13 || byte == 10 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONText.Fault) -> JSONText {
        guard depth < Self.mostDepth else { throw fault("values are nested too deep") }
        blanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: JSONText) throws(JSONText.Fault) -> JSONText {
        for byte in word.utf8 where !take(byte) { throw fault("this is no JSON value") }
        return value
    }

    private mutating func number() throws(JSONText.Fault) -> JSONText {
        let start = place
        while let byte = next, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
        guard place > start else { throw fault("a value is missing or is no JSON") }
        return .number(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    private mutating func list(_ depth: Int) throws(JSONText.Fault) -> JSONText {
        place += 1
        var elements: [JSONText] = []
        blanks()
        if take(UInt8(ascii: "]")) { return .list(elements) }
        repeat {
            elements.append(try value(depth: depth + 1))
            blanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault("a list ends with ]") }
        return .list(elements)
    }

    private mutating func object(_ depth: Int) throws(JSONText.Fault) -> JSONText {
        place += 1
        var members: [(key: String, value: JSONText)] = []
        // Most objects have few keys, which are compared sooner than they are hashed.
        var keys: Set<String> = []
        blanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            blanks()
            guard next == UInt8(ascii: "\"") else { throw fault("a key in quotes is missing") }
            let key = try string()
            if members.count == 16 { keys = Set(members.map(\.key)) }
            let isNew =
                members.count < 16 ? !members.contains { $0.key == key } : keys.insert(key).inserted
            guard isNew else { throw fault("the key \"\(OrderValues.short(key))\" is there twice") }
            blanks()
            guard take(UInt8(ascii: ":")) else { throw fault("a : is missing behind \"\(key)\"") }
            members.append((key, try value(depth: depth + 1)))
            if depth == 0 { self.members = members }
            blanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault("an object ends with }") }
        return .object(members)
    }

    private mutating func string() throws(JSONText.Fault) -> String {
        place += 1
        var text: [UInt8] = []
        var start = place
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                // Most texts have no escapes and are taken as they stand.
                let end = bytes[start..<place - 1]
                let read =
                    text.isEmpty
                    ? String(validating: end, as: UTF8.self) : String(validating: text + end, as: UTF8.self)
                guard let read else { throw fault("the bytes are not UTF-8") }
                return read
            case UInt8(ascii: "\\"):
                text += bytes[start..<place - 1]
                text += String(try escape()).utf8
                start = place
            default: break
            }
        }
        throw fault("a text ends with a quote")
    }

    private mutating func escape() throws(JSONText.Fault) -> Character {
        guard let byte = next else { throw fault("the end came inside an escape") }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "b"), UInt8(ascii: "f"): return " "
        case UInt8(ascii: "u"): return Character(try unicode())
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        default: throw fault("unknown escape")
        }
    }

    private mutating func unicode() throws(JSONText.Fault) -> Unicode.Scalar {
        let first = try unit()
        if (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let second = try unit()
            guard (0xDC00..<0xE000).contains(second) else { throw fault("half of a character") }
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        }
        guard let scalar = Unicode.Scalar(first) else { throw fault("half of a character") }
        return scalar
    }

    private mutating func unit() throws(JSONText.Fault) -> UInt32 {
        guard place + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
        else { throw fault("\\u takes four digits") }
        place += 4
        return value
    }
}
