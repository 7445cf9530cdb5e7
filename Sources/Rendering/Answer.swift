/// What a command answers, in the order in which it is shown.
///
/// Money and every decimal that is no count are texts; absent is `null`, never a missing key.
public indirect enum Answer: Sendable, Equatable {
    /// Absent.
    case null
    /// Yes or no.
    case bool(Bool)
    /// A count or a whole quantity.
    case int(Int)
    /// Digits that are written as a number.
    case number(String)
    /// A text.
    case text(String)
    /// A list in a stable order.
    case list([Answer])
    /// Keys in their order.
    case object([Member])

    /// A key and its value.
    public struct Member: Sendable, Equatable {
        /// In snake_case.
        public let key: String
        /// The value.
        public let value: Answer

        /// A member.
        public init(_ key: String, _ value: Answer) {
            self.key = key
            self.value = value
        }
    }

    /// An object of keys and values.
    public static func keys(_ members: (String, Answer)...) -> Answer {
        .object(members.map { Member($0.0, $0.1) })
    }

    /// An object with other values for keys that it has, and new ones behind; only objects have keys.
    public func with(_ more: Member...) -> Answer {
        guard case .object(var members) = self else { preconditionFailure("only an object has members") }
        for member in more {
            if let place = members.firstIndex(where: { $0.key == member.key }) {
                members[place] = member
            } else {
                members.append(member)
            }
        }
        return .object(members)
    }

    /// The value of an object's key; nil where it has no such key, or is no object.
    public subscript(key: String) -> Answer? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// Of the objects of a list these keys alone, in this order, and of objects within them the first value: rows that a
    /// person can read, where all keys would not fit.
    ///
    /// What is no list of objects stays as it is.
    public func narrowed(to keys: [String]) -> Answer {
        guard case .list(let rows) = self else { return self }
        return .list(
            rows.map { row in
                guard case .object(let members) = row else { return row }
                return .object(
                    keys.compactMap { key in
                        members.first { $0.key == key }.map { Member(key, $0.value.withFirstValues) }
                    })
            })
    }

    private var withFirstValues: Answer {
        guard case .list(let elements) = self else { return self }
        return .list(
            elements.map { element in
                guard case .object(let members) = element, let first = members.first else { return element }
                return first.value
            })
    }

    /// A text, or null for nil.
    public static func text(ifPresent text: String?) -> Answer { text.map(Answer.text) ?? .null }

    /// A count, or null for nil.
    public static func int(ifPresent value: Int?) -> Answer { value.map(Answer.int) ?? .null }
}

extension Answer {
    /// One JSON document without line breaks inside.
    public var json: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .int(let value): text += String(value)
        case .number(let digits): text += digits
        case .text(let value): text += Self.quoted(value)
        case .list(let elements):
            text += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { text += "," }
                element.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                text += Self.quoted(member.key) + ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    /// A JSON string; what `TerminalText` does not show, as controls and direction marks, is written as escapes.
    public static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if TerminalText.isUnsafe(scalar) {
                    // Beyond the first plane JSON takes two halves.
                    for unit in UTF16.encode(scalar) ?? .init() {
                        let digits = String(unit, radix: 16)
                        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }

    /// The same of a text's bytes.
    public static func write(quoted text: UnsafeBufferPointer<UInt8>, to sink: ByteSink) throws {
        // Printable ASCII, which is nearly all there is, goes as it is.
        for byte in text where byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            return try sink.write(quoted(String(decoding: text, as: UTF8.self)))
        }
        try sink.write(UInt8(ascii: "\""))
        try sink.write(text)
        try sink.write(UInt8(ascii: "\""))
    }

    /// The value in one cell of a table or CSV.
    public var cell: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "yes" : "no"
        case .int(let value): String(value)
        case .number(let digits): digits
        case .text(let value): value
        case .list(let elements): elements.map(\.cell).joined(separator: ", ")
        case .object(let members): members.map { "\($0.key)=\($0.value.cell)" }.joined(separator: " ")
        }
    }

    var isNumeric: Bool {
        switch self {
        case .int, .number: true
        case .text(let value): Self.isDecimal(value)
        default: false
        }
    }

    private static func isDecimal(_ text: String) -> Bool {
        var digits = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits = true
            case UInt8(ascii: "."): break
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                if index > 0 { return false }
            default: return false
            }
        }
        return digits
    }
}
