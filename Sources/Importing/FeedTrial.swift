public import Catalog
internal import XMLStream

/// What a profile makes of a feed, told without a database: for finding out whether it fits.
///
/// The memory it takes does not grow with the feed. Which materials a supplier's words mean is not told, since the
/// vocabulary is the database's.
public struct FeedTrial: Sendable {
    /// Whether the profile knows the document by its `detect`.
    public internal(set) var isDetected = false
    /// Why, or why not.
    public internal(set) var reason = ""
    /// The message the records stand in; nil when there was none.
    public internal(set) var message: MessageKind?
    /// Records read.
    public internal(set) var records = 0
    /// Records that become items.
    public internal(set) var taken = 0
    /// Records that withdraw an item.
    public internal(set) var withdrawn = 0
    /// Records that cannot be trusted.
    public internal(set) var quarantined = 0
    /// Whether the reading ended before the feed did.
    public internal(set) var isCut = false
    /// The first faults, at most `shown`.
    public internal(set) var faults: [Fault] = []
    /// Kinds of findings with their counts and first example, the most frequent first.
    public internal(set) var findings: [FindingKind] = []
    /// The first item that was taken.
    public internal(set) var sample: SupplierItem?
    /// Places of the feed that have a text and that nothing reads, the most frequent first; at most `shownPlaces`.
    public internal(set) var unread: [Place] = []
    /// How many more such places there are, those that were not told apart counted by their texts.
    public internal(set) var unreadLeftOff = 0
    /// Paths of the profile that found nothing.
    public internal(set) var unused: [UnusedPath] = []

    /// How many faults are shown.
    public static let shown = 10
    /// How many places are shown.
    public static let shownPlaces = 50

    /// A fault and the record it is in.
    public struct Fault: Sendable {
        /// Counts from 1.
        public let record: Int
        /// What is wrong.
        public let fault: RecordFault
    }

    /// Findings of one code and field.
    public struct FindingKind: Sendable {
        /// How many there are.
        public internal(set) var count: Int
        /// The first of them.
        public let first: Finding
    }

    /// A place of the feed.
    public struct Place: Sendable, Equatable {
        /// Below the record; with `/` in front from the root.
        public let path: String
        /// How many texts stand there.
        public let count: Int
        /// The first of them, cut.
        public let example: String

        static func ranked(_ places: [Place]) -> [Place] {
            places.sorted { $0.count != $1.count ? $0.count > $1.count : $0.path < $1.path }
        }
    }

    /// A path of the profile that found nothing.
    public struct UnusedPath: Sendable, Equatable {
        /// The key it stands at.
        public let key: String
        /// The path.
        public let path: String
    }

    private struct Enough: Error {}

    /// Reads a feed by a profile.
    ///
    /// - Parameters:
    ///   - file: the feed.
    ///   - profile: how it is read.
    ///   - context: the currency and the day it is read against.
    ///   - recordLimit: after so many records the reading ends.
    /// - Throws: `XMLFault` when the file is refused.
    public init(
        of file: FeedFile, by profile: Profile, context: FeedContext, recordLimit: Int = 1_000_000
    ) throws {
        let compiled = CompiledProfile(profile)
        try detect(file, profile)
        var use = SlotUse(compiled.recordPlan)
        let header = try readRecords(file, compiled, context, recordLimit, &use)
        try takeCensus(file, compiled, recordLimit)
        var headerUse = SlotUse(compiled.headerPlan)
        if let header { headerUse.note(header) }
        let hasHeader = header != nil
        unused += compiled.rulePaths.filter { path in
            path.isHeader ? hasHeader && !headerUse.contains(path.slot) : !use.contains(path.slot)
        }.map { UnusedPath(key: $0.key, path: $0.path) }
    }

    private mutating func detect(_ file: FeedFile, _ profile: Profile) throws {
        guard !profile.isTable else {
            reason = "a table has no mark to be known by: name the profile with --profile, or give it to the supplier"
            return
        }
        let start = try DocumentStart(of: file)
        let detection = start.detect(among: [profile])
        isDetected = detection.profile != nil
        reason = detection.reason
        guard !isDetected else { return }
        let other = start.detect(among: (try? Profiles.builtIn()) ?? [])
        reason =
            profile.rules.isEmpty
            ? "the profile has no detect: name it with --profile, or give it to the supplier"
            : "no entry of detect fits a document with root \(start.root)"
        if let name = other.profile { reason += "; by itself it would be read by \(name) (\(other.reason))" }
    }

    /// Answers the header's record; nil when the reading ended before it was known.
    private mutating func readRecords(
        _ file: FeedFile, _ compiled: CompiledProfile, _ context: FeedContext, _ recordLimit: Int,
        _ use: inout SlotUse
    ) throws -> MappedRecord? {
        var trial = self
        defer { self = trial }
        let reader = FeedReader(compiled, context: context, recogniser: Recogniser(Vocabulary(materials: [])))
        do {
            let end = try reader.read(file) { record in
                if trial.records == recordLimit { throw Enough() }
                trial.message = record.message
                use.note(record.mapped())
                trial.take(record)
            }
            trial.message = end.message
            return end.headerRecord
        } catch is Enough {
            trial.isCut = true
            return nil
        }
    }

    private mutating func take(_ record: FeedRecord) {
        records += 1
        switch record.outcome(partial: record.message.mode == .delta && record.message.replaces == .present) {
        case .item(let item, let findings):
            taken += 1
            if sample == nil { sample = item }
            for finding in findings where finding.code != "material_unknown" { note(finding) }
        case .withdrawn, .withdrawnByGTIN: withdrawn += 1
        case .quarantined(_, let faults):
            quarantined += 1
            for fault in faults where self.faults.count < Self.shown {
                self.faults.append(Fault(record: record.ordinal, fault: fault))
            }
        }
    }

    private mutating func note(_ finding: Finding) {
        let field = finding.field.prefix { $0 != "[" }
        let known = findings.firstIndex { kind in
            kind.first.code == finding.code && kind.first.field.prefix { $0 != "[" } == field
        }
        if let known {
            findings[known].count += 1
        } else if findings.count < 200 {
            findings.append(FindingKind(count: 1, first: finding))
        }
    }

    private mutating func takeCensus(
        _ file: FeedFile, _ compiled: CompiledProfile, _ recordLimit: Int
    ) throws {
        findings.sort { $0.count > $1.count }
        if let table = compiled.profile.table { return try countColumns(file, table, compiled, recordLimit) }
        let census = PathCensus(compiled, recordLimit: recordLimit)
        // The reader owns the names that the census compares, so both go together.
        let reader = XMLReader(consumer: census)
        try reader.read(file.input())
        let all = census.unread()
        unread = Array(all.prefix(Self.shownPlaces))
        unreadLeftOff = all.count - unread.count + census.uncounted
        unused += compiled.profile.messageElements.filter { !census.metMessages.contains($0) }
            .map { UnusedPath(key: "messages", path: $0) }
        unused += compiled.profile.records.map(\.name).filter { !census.metRecords.contains($0) }
            .map { UnusedPath(key: "records", path: $0) }
    }

    /// Columns that nothing reads, with how many of their cells say something.
    private mutating func countColumns(
        _ file: FeedFile, _ table: TableRule, _ compiled: CompiledProfile, _ recordLimit: Int
    ) throws {
        let plan = compiled.recordPlan
        var reader = TableReader(table)
        var columns: [(name: String, count: Int, example: String)] = []
        var places: [Int?] = []
        try reader.read(
            file.table(by: compiled.profile, table),
            header: { reader throws(XMLFault) in
                for name in reader.columns {
                    let isRead = plan.nodes[0].children.contains { plan.nodes[$0].name.elementsEqual(name.utf8) }
                    places.append(isRead ? nil : columns.count)
                    if !isRead { columns.append((name, 0, "")) }
                }
            },
            row: { reader in
                guard reader.ordinal <= recordLimit else { return false }
                for index in reader.cells.indices where index < places.count {
                    guard let place = places[index] else { continue }
                    let text = PlainText.line(try reader.text(of: index)).text
                    if text.isEmpty { continue }
                    if columns[place].count == 0 { columns[place].example = String(text.prefix(120)) }
                    columns[place].count += 1
                }
                return true
            })
        let all = Place.ranked(
            columns.filter { $0.count > 0 }.map { Place(path: $0.name, count: $0.count, example: $0.example) })
        unread = Array(all.prefix(Self.shownPlaces))
        unreadLeftOff = all.count - unread.count
    }
}
