/// A text that is no JSON.
public struct JSONFault: Error, Sendable, Equatable {
    /// Where in its Unicode scalars.
    public let position: Int
}

extension Answer {
    /// Reads a JSON document back, as an answer was stored; numbers keep their digits.
    public init(json: String) throws(JSONFault) {
        var parser = JSONParser(scalars: Array(json.unicodeScalars))
        self = try parser.document()
    }
}

private struct JSONParser {
    let scalars: [Unicode.Scalar]
    var at = 0

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    mutating func document() throws(JSONFault) -> Answer {
        let answer = try value()
        skipBlanks()
        guard at == scalars.count else { throw fault }
        return answer
    }

    private var fault: JSONFault { JSONFault(position: at) }

    private mutating func value() throws(JSONFault) -> Answer {
        skipBlanks()
        guard at < scalars.count else { throw fault }
        switch scalars[at] {
        case "{": return try object()
        case "[": return try list()
        case "\"": return .text(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object() throws(JSONFault) -> Answer {
        at += 1
        var members: [Answer.Member] = []
        if take("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard at < scalars.count, scalars[at] == "\"" else { throw fault }
            let key = try string()
            guard take(":") else { throw fault }
            members.append(Answer.Member(key, try value()))
        } while take(",")
        guard take("}") else { throw fault }
        return .object(members)
    }

    private mutating func list() throws(JSONFault) -> Answer {
        at += 1
        var elements: [Answer] = []
        if take("]") { return .list(elements) }
        repeat { elements.append(try value()) } while take(",")
        guard take("]") else { throw fault }
        return .list(elements)
    }

    private mutating func string() throws(JSONFault) -> String {
        at += 1
        var text = ""
        while at < scalars.count, scalars[at] != "\"" {
            if scalars[at] == "\\" {
                text.unicodeScalars.append(try escape())
            } else {
                text.unicodeScalars.append(scalars[at])
                at += 1
            }
        }
        guard at < scalars.count else { throw fault }
        at += 1
        return text
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        at += 1
        guard at < scalars.count else { throw fault }
        defer { at += 1 }
        switch scalars[at] {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "b": return "\u{8}"
        case "f": return "\u{C}"
        case "u":
            let unit = try codeUnit()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard UTF16.isLeadSurrogate(unit), at + 2 < scalars.count, scalars[at + 1] == "\\", scalars[at + 2] == "u"
            else { throw fault }
            at += 2
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(second) else { throw fault }
            return UTF16.decode(UTF16.EncodedScalar([unit, second]))
        default: return scalars[at]
        }
    }

    /// The four digits behind the `u` at which it stands; ends at the last of them.
    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        guard at + 4 < scalars.count,
            let unit = UInt16(String(String.UnicodeScalarView(scalars[at + 1...at + 4])), radix: 16)
        else { throw fault }
        at += 4
        return unit
    }

    private mutating func number() throws(JSONFault) -> Answer {
        let start = at
        while at < scalars.count, "+-.eE0123456789".unicodeScalars.contains(scalars[at]) { at += 1 }
        let digits = String(String.UnicodeScalarView(scalars[start..<at]))
        guard !digits.isEmpty else { throw fault }
        return Int(digits).map(Answer.int) ?? .number(digits)
    }

    private mutating func word(_ word: String, _ answer: Answer) throws(JSONFault) -> Answer {
        for scalar in word.unicodeScalars {
            guard at < scalars.count, scalars[at] == scalar else { throw fault }
            at += 1
        }
        return answer
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard at < scalars.count, scalars[at] == scalar else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while at < scalars.count,
            scalars[at] == " " || scalars[at] == "\n" || scalars[at] == "\t" || scalars[at] == "\r"
        {
            at += 1
        }
    }
}
