/// What we have of a supplier's items, in the least memory that tells unchanged records apart.
///
/// One entry of 26 bytes an item: a hash of its part number, the digest of its record, and the version that holds.
/// Part numbers are compared by hash only; where two of ours share one, their records are looked at in full, and the
/// database's own key has the last word on what is new.
///
/// Once filled the table stays as it is, so that another thread may ask `isUnchanged`; what items have met is the owner's.
public final class KnownItems: @unchecked Sendable {
    /// The version an item points at.
    public struct Version: Sendable, Equatable {
        /// Run and record that brought it.
        public let run: Int64
        /// The record in that run.
        public let record: Int
        /// Whether the item is active.
        public let isActive: Bool
    }

    /// What an item of ours has met in the file so far.
    public enum Sight: UInt8, Sendable {
        /// Nothing.
        case none
        /// A record equal to the one we have.
        case same
        /// Another record, or one in quarantine.
        case other
    }

    private struct Entry {
        var hash: UInt64
        var digest: UInt64
        var run: UInt32
        var record: UInt32
    }

    private let entries: UnsafeMutablePointer<Entry>
    /// 0x80 marks a used entry, 0x40 an item that is not active, 0x20 an ambiguous hash.
    private let marks: UnsafeMutablePointer<UInt8>
    private let sights: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    private(set) var count = 0
    /// How many of the items are active.
    public private(set) var activeCount = 0

    /// A table with room for so many items.
    public init(expected: Int) {
        capacity = max(64, expected * 10 / 7 + 16)
        entries = .allocate(capacity: capacity)
        marks = .allocate(capacity: capacity)
        marks.initialize(repeating: 0, count: capacity)
        sights = .allocate(capacity: capacity)
        sights.initialize(repeating: Sight.none.rawValue, count: capacity)
    }

    deinit {
        entries.deallocate()
        marks.deallocate()
        sights.deallocate()
    }

    /// Adds an item of ours.
    public func add(partNumber: UnsafeRawBufferPointer, digest: UInt64, run: Int64, record: Int, isActive: Bool) {
        precondition(count < capacity - 1, "more items than were counted in the same snapshot")
        let hash = Self.hash(partNumber)
        let slot = slot(of: hash)
        if marks[slot] != 0 {
            marks[slot] |= 0x20
            return
        }
        entries[slot] = Entry(
            hash: hash, digest: digest, run: UInt32(truncatingIfNeeded: run),
            record: UInt32(truncatingIfNeeded: record))
        marks[slot] = isActive ? 0x80 : 0xC0
        count += 1
        if isActive { activeCount += 1 }
    }

    /// A handle on an item of ours.
    public struct Item {
        fileprivate let slot: Int
        /// The version that holds.
        public let version: Version
        /// Digest of the record it was made from; nil when it cannot be compared, as of an item that is not active.
        public let digest: UInt64?
        /// What it has met so far.
        public let sight: Sight
    }

    /// The item of a part number, or nil when we have none.
    public func item(_ partNumber: String) -> Item? {
        guard let slot = known(partNumber) else { return nil }
        let entry = entries[slot]
        let isActive = marks[slot] & 0x40 == 0
        return Item(
            slot: slot,
            version: Version(run: Int64(entry.run), record: Int(entry.record), isActive: isActive),
            digest: isActive ? entry.digest : nil, sight: Sight(rawValue: sights[slot]) ?? .none)
    }

    /// Whether a record is the one that our item of this number was made from.
    public func isUnchanged(_ partNumber: String, digest: UInt64) -> Bool {
        guard let slot = known(partNumber) else { return false }
        return marks[slot] & 0x40 == 0 && entries[slot].digest == digest
    }

    private func known(_ partNumber: String) -> Int? {
        var partNumber = partNumber
        let slot = slot(of: partNumber.withUTF8 { Self.hash(UnsafeRawBufferPointer($0)) })
        // An ambiguous hash is no answer: the record is written as new, and the key corrects it.
        return marks[slot] != 0 && marks[slot] & 0x20 == 0 ? slot : nil
    }

    /// Notes that the file has shown an item.
    public func note(_ sight: Sight, of item: Item) {
        sights[item.slot] = sight.rawValue
    }

    /// The versions of the active items that the file has not shown; ambiguous ones are left to the database.
    public func unseen() -> [Version] {
        (0..<capacity).compactMap { slot in
            guard marks[slot] == 0x80, sights[slot] == Sight.none.rawValue else { return nil }
            return Version(run: Int64(entries[slot].run), record: Int(entries[slot].record), isActive: true)
        }
    }

    private func slot(of hash: UInt64) -> Int {
        var slot = Int(hash.multipliedFullWidth(by: UInt64(capacity)).high)
        while marks[slot] != 0 && entries[slot].hash != hash {
            slot += 1
            if slot == capacity { slot = 0 }
        }
        return slot
    }

    /// FNV-1a with a final mix, so that the high bits choose the place.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }
}
