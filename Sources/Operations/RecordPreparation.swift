internal import Importing

/// What the mapping thread does with each record of a plan: it maps those that look new or changed.
///
/// Used by that thread alone; of what it shares, the items we know do not change while it runs.
final class RecordPreparation: @unchecked Sendable {
    private let known: KnownItems
    private let request: ImportRequest
    /// What records of a delta replace, nil in a full feed; the first record's message decides.
    private var replaces: Replacement??

    init(_ known: KnownItems, _ request: ImportRequest) {
        self.known = known
        self.request = request
    }

    /// Nil for a record of a full feed that our item was made from.
    func prepare(_ record: FeedRecord) -> RecordOutcome? {
        let replaces = replaces ?? begin(record.message)
        if let replaces { return record.outcome(partial: replaces != .all) }
        if let number = record.knownPartNumber, known.isUnchanged(number, digest: record.sourceDigest) { return nil }
        return record.outcome()
    }

    private func begin(_ message: MessageKind) -> Replacement? {
        let isDelta = (request.mode ?? message.mode) == .delta
        let decided = isDelta ? Self.replacement(request, message) : nil
        replaces = .some(decided)
        return decided
    }

    /// What a record of a delta replaces: the message says it, or whoever takes a full feed for a delta.
    static func replacement(_ request: ImportRequest, _ message: MessageKind) -> Replacement {
        message.mode == .delta ? message.replaces : request.replaces ?? .present
    }
}
