internal import Glibc

/// Captured records on their way from the parser to the mapper: a tape of what the profile asks for.
///
/// An entry of the tape packs what happened, the plan's node and the length of a text; the texts lie one behind the
/// other in an arena. A batch is filled by the parsing thread, handed over whole, and used by one thread at a time.
final class RecordBatch: @unchecked Sendable {
    /// What an entry says.
    enum Entry {
        static let text: UInt64 = 0
        static let open: UInt64 = 1
        static let close: UInt64 = 2

        @inline(__always)
        static func pack(_ kind: UInt64, node: Int, length: Int = 0) -> UInt64 {
            kind << 62 | UInt64(truncatingIfNeeded: node) << 40 | UInt64(truncatingIfNeeded: length)
        }
        static func kind(_ entry: UInt64) -> UInt64 { entry >> 62 }
        static func node(_ entry: UInt64) -> Int { Int(entry >> 40 & 0x3F_FFFF) }
        static func length(_ entry: UInt64) -> Int { Int(entry & 0xFF_FFFF_FFFF) }
    }

    /// One record: its part of the tape and of the arena, and where it began in the file.
    struct Span {
        var entries: Range<Int>
        var texts: Range<Int>
        /// Counts elements of records from 1 in the document; 0 is the header.
        var ordinal: Int
        /// The message it stands in, as an index into the profile's messages; -1 for a header without any.
        var message: Int
        /// Which element it is, as an index into the profile's records.
        var element: Int
        var line: Int
        var column: Int
        /// Whether the tape holds only the beginning of it, since the rest passes a bound.
        var isTooLarge = false
        /// What is wrong with the record as a whole, as with a row of too few cells.
        var fault: RecordFault?
    }

    /// The growing tables, reached by a plain pointer since they are written millions of times.
    struct Tape {
        fileprivate(set) var entries: UnsafeMutablePointer<UInt64>
        /// Line and column of each entry, 32 bits each.
        fileprivate(set) var positions: UnsafeMutablePointer<UInt64>
        fileprivate(set) var entryCount = 0
        private var entryCapacity = 1 << 14
        fileprivate(set) var texts: UnsafeMutableRawPointer
        fileprivate(set) var textCount = 0
        private var textCapacity = 1 << 18

        fileprivate init() {
            entries = .allocate(capacity: entryCapacity)
            positions = .allocate(capacity: entryCapacity)
            texts = .allocate(byteCount: textCapacity, alignment: 8)
        }

        @inline(__always)
        mutating func append(_ entry: UInt64, position: UInt64) {
            if entryCount == entryCapacity { growEntries() }
            entries[entryCount] = entry
            positions[entryCount] = position
            entryCount &+= 1
        }

        @inline(__always)
        mutating func append(text bytes: UnsafeRawPointer, count: Int) {
            if textCount &+ count > textCapacity { growTexts(by: count) }
            memcpy(texts + textCount, bytes, count)
            textCount &+= count
        }

        private mutating func growEntries() {
            let larger = entryCapacity * 2
            let newEntries = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
            newEntries.update(from: entries, count: entryCount)
            entries.deallocate()
            entries = newEntries
            let newPositions = UnsafeMutablePointer<UInt64>.allocate(capacity: larger)
            newPositions.update(from: positions, count: entryCount)
            positions.deallocate()
            positions = newPositions
            entryCapacity = larger
        }

        private mutating func growTexts(by count: Int) {
            textCapacity = max(textCapacity * 2, textCount + count)
            let larger = UnsafeMutableRawPointer.allocate(byteCount: textCapacity, alignment: 8)
            memcpy(larger, texts, textCount)
            texts.deallocate()
            texts = larger
        }
    }

    private(set) var records: [Span] = []
    let tape: UnsafeMutablePointer<Tape>

    init() {
        tape = .allocate(capacity: 1)
        tape.initialize(to: Tape())
    }

    deinit {
        tape.pointee.entries.deallocate()
        tape.pointee.positions.deallocate()
        tape.pointee.texts.deallocate()
        tape.deallocate()
    }

    var entries: UnsafeMutablePointer<UInt64> { tape.pointee.entries }
    var positions: UnsafeMutablePointer<UInt64> { tape.pointee.positions }
    var texts: UnsafeMutableRawPointer { tape.pointee.texts }

    /// Whether it is time to hand the batch over.
    var isFull: Bool {
        tape.pointee.textCount >= 1 << 17 || records.count >= 256 || tape.pointee.entryCount >= 1 << 17
    }

    func clear() {
        records.removeAll(keepingCapacity: true)
        tape.pointee.entryCount = 0
        tape.pointee.textCount = 0
    }

    func append(_ span: Span) { records.append(span) }

    /// Copies a part of another batch's tape with its texts.
    func append(_ entries: Range<Int>, texts: Range<Int>, of other: RecordBatch) {
        for index in entries { tape.pointee.append(other.entries[index], position: other.positions[index]) }
        tape.pointee.append(
            text: (other.texts + texts.lowerBound).assumingMemoryBound(to: UInt8.self), count: texts.count)
    }

    /// How much the tape holds.
    var entryCount: Int { tape.pointee.entryCount }
    /// How many bytes of text it holds.
    var textCount: Int { tape.pointee.textCount }

    /// The first text of some nodes in a record that meets a condition.
    @inline(__always)
    func firstText(of nodes: [Int], in span: Span, where meets: (String) -> Bool = { _ in true }) -> String? {
        var offset = span.texts.lowerBound
        for index in span.entries where Entry.kind(entries[index]) == Entry.text {
            let length = Entry.length(entries[index])
            if nodes.contains(Entry.node(entries[index])) {
                let text = String(decoding: UnsafeRawBufferPointer(start: texts + offset, count: length), as: UTF8.self)
                if meets(text) { return text }
            }
            offset += length
        }
        return nil
    }

    /// The tape of a record as bytes, for its digest.
    func tape(of span: Span) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: entries + span.entries.lowerBound, count: span.entries.count * 8)
    }

    /// The texts of a record as bytes, for its digest.
    func text(of span: Span) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: texts + span.texts.lowerBound, count: span.texts.count)
    }
}
