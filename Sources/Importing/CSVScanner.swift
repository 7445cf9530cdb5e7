internal import XMLStream

/// Takes CSV apart as it comes in, by RFC 4180: rows of texts, quoted ones with line breaks and doubled quotes.
struct CSVScanner {
    /// A row with the line of the file it begins in.
    struct Row {
        var fields: [String] = []
        var line = 1
    }

    private let separator: UInt8
    private var row = Row()
    private var field: [UInt8] = []
    private var line = 1
    private var state = State.start
    private enum State { case start, plain, quoted, quoteInQuoted, afterReturn }
    private static let mostFields = 200
    private static let mostBytes = 1 << 20

    init(separator: UInt8) { self.separator = separator }

    /// The mark that the first line has most of; a comma where it has none.
    static func separator(of head: some Sequence<UInt8>) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        for byte in head {
            if byte == 10 || byte == 13 { break }
            counts[byte, default: 0] += 1
        }
        let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
        return marks.max { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) } ?? marks[0]
    }

    mutating func feed(_ bytes: UnsafeRawBufferPointer, _ body: (Row) throws -> Void) throws {
        for byte in bytes {
            if byte == 10 { line += 1 }
            switch state {
            case .quoted:
                if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { try append(byte) }
            case .quoteInQuoted where byte == UInt8(ascii: "\""):
                try append(byte)
                state = .quoted
            case .afterReturn where byte == 10: state = .start
            default: try plain(byte, body)
            }
        }
    }

    private mutating func plain(_ byte: UInt8, _ body: (Row) throws -> Void) throws {
        switch byte {
        case separator:
            try endField()
            state = .start
            // A separator means that there is a field behind it.
            pendingField = true
        case 10, 13:
            try endRow(body)
            state = byte == 13 ? .afterReturn : .start
        case UInt8(ascii: "\"") where state == .start || state == .afterReturn:
            state = .quoted
            pendingField = true
        case _ where state == .quoteInQuoted:
            throw XMLFault(
                .notWellFormed, "a quoted field goes on behind its closing quote; double the quotes within it",
                line: line, column: 1)
        default:
            try append(byte)
            state = .plain
        }
    }

    private var pendingField = false

    private mutating func append(_ byte: UInt8) throws {
        field.append(byte)
        guard field.count <= Self.mostBytes else {
            throw XMLFault(.tooLarge, "a field is longer than 1 MiB; a quote may be missing", line: row.line, column: 1)
        }
    }

    private mutating func endField() throws {
        guard let text = String(validating: field, as: UTF8.self) else {
            throw XMLFault(.encoding, "the bytes are not UTF-8; save the table as UTF-8", line: line, column: 1)
        }
        row.fields.append(text)
        field.removeAll(keepingCapacity: true)
        pendingField = false
        guard row.fields.count <= Self.mostFields else {
            throw XMLFault(.tooLarge, "a row has more than \(Self.mostFields) fields", line: row.line, column: 1)
        }
    }

    private mutating func endRow(_ body: (Row) throws -> Void) throws {
        if !field.isEmpty || pendingField || !row.fields.isEmpty {
            try endField()
            let done = row
            row = Row()
            try body(done)
        }
        row.line = line
    }

    mutating func finish(_ body: (Row) throws -> Void) throws {
        guard state != .quoted else {
            throw XMLFault(.truncated, "the end came inside a quoted field", line: row.line, column: 1)
        }
        try endRow(body)
    }
}
