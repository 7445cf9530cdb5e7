/// A cell as the bytes of its text, lent; nil is absent.
package typealias LentField = UnsafeBufferPointer<UInt8>?

/// The cells of a row as exact texts: what CSV shows of each, without quotes.
///
/// They are lent for the length of a call.
package struct ExactRow {
    /// A text for each column, nil where it is absent.
    package let fields: UnsafeBufferPointer<LentField>

    /// The text of a column, empty where it is absent.
    func bytes(_ column: Int) -> UnsafeBufferPointer<UInt8> {
        fields[column] ?? UnsafeBufferPointer(start: nil, count: 0)
    }

    /// The text of a column, nil where it is absent.
    func text(_ column: Int) -> String? { fields[column].map { String(decoding: $0, as: UTF8.self) } }

    /// The cells.
    func cells(_ columns: [Column]) -> [Cell] {
        columns.indices.map { place in
            text(place).map { Cell($0, of: columns[place]) ?? .text($0) } ?? .absent
        }
    }
}

/// Lends texts as rows.
package struct TextLender {
    private var bytes: [UInt8] = []
    private var ends: [(isAbsent: Bool, end: Int)] = []
    private var fields: [LentField] = []

    /// Lends nothing yet.
    package init() {}

    /// Lends a row's texts to a function.
    package mutating func lend<Result>(_ texts: some Sequence<String?>, _ body: (ExactRow) throws -> Result) rethrows
        -> Result
    {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for text in texts {
            if let text { bytes.append(contentsOf: text.utf8) }
            ends.append((text == nil, bytes.count))
        }
        fields.removeAll(keepingCapacity: true)
        return try bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for (isAbsent, end) in ends {
                fields.append(isAbsent ? nil : UnsafeBufferPointer(rebasing: bytes[start..<end]))
                start = end
            }
            return try fields.withUnsafeBufferPointer { try body(ExactRow(fields: $0)) }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both hold the same bytes.
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool { count == other.count && elementsEqual(other) }
}
