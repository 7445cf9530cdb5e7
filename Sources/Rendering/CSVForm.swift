/// Answers as CSV of RFC 4180.
public enum CSVForm {
    /// A list as a header and a row each; an object as one row, or a row for each line of its first list with the
    /// object's other keys repeated.
    public static func text(_ answer: Answer) -> String {
        switch answer {
        case .list(let rows): return table(rows.map(members))
        case .object(let members): return table(flattened(members))
        default: return cell(answer.cell) + "\r\n"
        }
    }

    private static func members(_ row: Answer) -> [Answer.Member] {
        if case .object(let members) = row { return members }
        return [Answer.Member("value", row)]
    }

    /// What the lines of a document are called, so that they are the same whatever else it has.
    private static let lineKeys = [
        "lines", "supplier_items", "criteria", "candidates", "locations", "steps", "findings", "claims",
    ]

    private static func flattened(_ object: [Answer.Member]) -> [[Answer.Member]] {
        let lines =
            lineKeys.lazy.compactMap { key in object.first { $0.key == key } }.first
            ?? object.first { member in
                if case .list(let rows) = member.value, case .object? = rows.first { return true }
                return false
            }
        guard let lines, case .list(let rows) = lines.value, !rows.isEmpty else { return [object] }
        let head = object.filter { $0.key != lines.key }
        return rows.map { row in
            head + members(row).map { Answer.Member(lines.key + "." + $0.key, $0.value) }
        }
    }

    private static func table(_ rows: [[Answer.Member]]) -> String {
        guard let first = rows.first else { return "" }
        var text = first.map { cell($0.key) }.joined(separator: ",") + "\r\n"
        for row in rows {
            text += row.map { cell($0.value.cell, isNumber: $0.value.isNumeric) }.joined(separator: ",") + "\r\n"
        }
        return text
    }

    /// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.
    public static func cell(_ value: String, isNumber: Bool = false) -> String {
        var (value, bytes) = (value, [UInt8]())
        let isDone = value.withUTF8 { text in
            if isPlain(text, isNumber: isNumber) { return true }
            append(text, isNumber: isNumber) { bytes.append($0) }
            return false
        }
        return isDone ? value : String(decoding: bytes, as: UTF8.self)
    }

    /// The same of a text's bytes.
    public static func write(_ text: UnsafeBufferPointer<UInt8>, isNumber: Bool, to sink: ByteSink) throws {
        if isPlain(text, isNumber: isNumber) { return try sink.write(text) }
        try append(text, isNumber: isNumber) { try sink.write($0) }
    }

    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, isNumber: Bool) -> Bool {
        if !isNumber, isFormula(text) { return false }
        for byte in text where needsQuotes(byte) { return false }
        return true
    }

    private static func isFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    private static func append(
        _ text: UnsafeBufferPointer<UInt8>, isNumber: Bool, _ put: (UInt8) throws -> Void
    ) rethrows {
        let isQuoted = text.contains(where: needsQuotes)
        let quote = UInt8(ascii: "\"")
        if isQuoted { try put(quote) }
        if !isNumber, isFormula(text) { try put(UInt8(ascii: "'")) }
        for byte in text {
            if byte == quote { try put(quote) }
            try put(byte)
        }
        if isQuoted { try put(quote) }
    }
}
