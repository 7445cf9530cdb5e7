/// A record that was mapped before its turn came.
public struct PreparedRecord: Sendable {
    /// Counts from 1.
    public let ordinal: Int
    /// Where it stands among the elements of records.
    public let place: RawPlace
    /// Where its element begins.
    public let line: Int
    /// The column of that line.
    public let column: Int
    /// The message it stands in.
    public let message: MessageKind
    /// As of `FeedRecord`.
    public let sourceDigest: UInt64
    /// As of `FeedRecord`.
    public let knownPartNumber: String?
    /// What became of it; nil where `prepare` left it as it is.
    public let outcome: RecordOutcome?

    init(_ record: FeedRecord, _ outcome: RecordOutcome?) {
        ordinal = record.ordinal
        place = record.place
        line = record.line
        column = record.column
        message = record.message
        sourceDigest = record.sourceDigest
        knownPartNumber = record.knownPartNumber
        self.outcome = outcome
    }
}

extension FeedReader {
    /// Reads a file to its end with mapping on a thread of its own, between the parser's and the caller's.
    ///
    /// - Parameters:
    ///   - file: the feed.
    ///   - prepare: maps a record, or answers nil for one that need not be; runs on the mapping thread.
    ///   - progress: called now and then with the bytes read so far, on the caller's thread.
    ///   - body: called for each record in order, on the caller's thread; what it throws ends the reading.
    /// - Throws: `XMLFault` when the file is refused, and what `body` throws.
    public func readAhead(
        _ file: FeedFile, prepare: @escaping @Sendable (FeedRecord) -> RecordOutcome?,
        progress: (Int) throws -> Void, _ body: (PreparedRecord) throws -> Void
    ) throws -> End {
        // As many as are mapped while the server takes in what was written before.
        let handover = PreparedRecords(most: 16)
        // Until the thread is joined, reader and file are its alone.
        let work = UncheckedBox((reader: self, file: file))
        let thread = WorkThread { work.value.reader.prepareAll(work.value.file, prepare, handover) }
        defer {
            handover.cancel()
            thread.join()
        }
        while let block = handover.take() {
            for record in block.records { try body(record) }
            try progress(block.bytesRead)
        }
        return try handover.end()
    }

    private func prepareAll(
        _ file: FeedFile, _ prepare: @Sendable (FeedRecord) -> RecordOutcome?, _ handover: PreparedRecords
    ) {
        var block = PreparedBlock()
        var bytes = 0
        func hand() throws {
            bytes = 0
            guard handover.put(block) else { throw CancellationError() }
            block.records.removeAll(keepingCapacity: true)
        }
        handover.finish(
            Result {
                let end = try read(file, progress: { block.bytesRead = $0 }) { record in
                    block.records.append(PreparedRecord(record, prepare(record)))
                    bytes += record.textBytes
                    if block.records.count == PreparedBlock.mostRecords || bytes >= PreparedBlock.mostBytes {
                        try hand()
                    }
                }
                try hand()
                return end
            })
    }
}

/// Prepared records, and how far the reading was with the last of them.
private struct PreparedBlock: Sendable {
    var records: [PreparedRecord] = []
    var bytesRead = 0

    static let mostRecords = 64
    static let mostBytes = 1 << 16
}

private typealias PreparedRecords = Handover<PreparedBlock, FeedReader.End>
