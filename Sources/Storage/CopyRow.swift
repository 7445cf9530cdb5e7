internal import Quantities

/// Rows in the text form of COPY, gathered in one buffer.
struct CopyRows {
    private(set) var bytes: [UInt8] = []
    private(set) var rows = 0
    private var scratch: [UInt8] = []

    var isEmpty: Bool { rows == 0 }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        rows = 0
    }

    /// Where the next field begins, for a digest over some fields.
    var position: Int { bytes.count }

    mutating func field(_ text: String?) {
        guard var text else { return null() }
        text.withUTF8 { escape($0) }
        bytes.append(Self.tab)
    }

    mutating func field(_ value: Int64) {
        appendDigits(value)
        bytes.append(Self.tab)
    }

    mutating func field(_ value: Int) { field(Int64(value)) }

    mutating func field(_ value: Decimal?) { field(value?.text) }

    mutating func null() {
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: "N"))
        bytes.append(Self.tab)
    }

    /// A one-dimensional array of texts, nil elements as NULL.
    mutating func array(_ count: Int, _ element: (Int) -> String?) {
        bytes.append(UInt8(ascii: "{"))
        for index in 0..<count {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard var text = element(index) else {
                bytes.append(contentsOf: "NULL".utf8)
                continue
            }
            bytes.append(UInt8(ascii: "\""))
            text.withUTF8 { appendElement($0) }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        bytes.append(Self.tab)
    }

    mutating func array(_ texts: [String]) { array(texts.count) { texts[$0] } }

    /// Ends the row in place of its last separator.
    mutating func endRow() {
        bytes[bytes.count - 1] = UInt8(ascii: "\n")
        rows += 1
    }

    private static let tab = UInt8(ascii: "\t")

    private mutating func appendDigits(_ value: Int64) {
        var text = String(value)
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Backslash, tab and line ends have to be written as escapes.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var from = 0
        for (index, byte) in text.enumerated() where byte < 14 || byte == UInt8(ascii: "\\") {
            guard let escape = Self.escape(of: byte) else { continue }
            bytes.append(contentsOf: text[from..<index])
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(escape)
            from = index + 1
        }
        bytes.append(contentsOf: text[from...])
    }

    /// Inside an array quotes and backslashes are escaped for the array first and the backslashes for COPY again.
    private mutating func appendElement(_ text: UnsafeBufferPointer<UInt8>) {
        var from = 0
        for (index, byte) in text.enumerated()
        where byte < 14 || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") {
            let backslash = UInt8(ascii: "\\")
            let replacement: [UInt8]
            switch byte {
            case UInt8(ascii: "\""): replacement = [backslash, backslash, byte]
            case backslash: replacement = [backslash, backslash, backslash, backslash]
            default:
                guard let escape = Self.escape(of: byte) else { continue }
                replacement = [backslash, escape]
            }
            bytes.append(contentsOf: text[from..<index])
            bytes.append(contentsOf: replacement)
            from = index + 1
        }
        bytes.append(contentsOf: text[from...])
    }

    private static func escape(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"): byte
        case 9: UInt8(ascii: "t")
        case 10: UInt8(ascii: "n")
        case 13: UInt8(ascii: "r")
        default: nil
        }
    }
}
