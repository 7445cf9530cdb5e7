public import Catalog
internal import Crypto
internal import XMLStream

/// Reads a feed by its profile: parsing runs on a thread of its own, records arrive in order on the caller's.
public final class FeedReader {
    private let compiled: CompiledProfile
    private let context: FeedContext
    private let recogniser: Recogniser
    private let seed: [UInt8]
    private let repair: RecordRepair?

    /// A reader.
    ///
    /// `settings` are texts besides profile and header that decide what a record means. With a `repair` its values take
    /// the place of what each record says, and no record is known by its digest.
    public init(
        _ compiled: CompiledProfile, context: FeedContext, recogniser: Recogniser, settings: [String] = [],
        repair: RecordRepair? = nil
    ) {
        self.repair = repair
        self.compiled = compiled
        self.context = context
        self.recogniser = recogniser
        seed = compiled.profile.digest + Array((settings + [context.supplierCurrency]).joined(separator: "\u{0}").utf8)
    }

    /// What a whole reading found.
    public struct End: Sendable {
        /// Records met.
        public let records: Int
        /// What the file says before its first record.
        public let header: FeedHeader
        /// The message, or nil when there was no element of any.
        public let message: MessageKind?
        /// The header as its paths found it; nil when there was none.
        let headerRecord: MappedRecord?
    }

    /// Reads a file to its end.
    ///
    /// - Parameters:
    ///   - file: the feed.
    ///   - progress: called now and then with the bytes read so far, on the caller's thread.
    ///   - body: called for each record in order, on the caller's thread; what it throws ends the reading.
    /// - Throws: `XMLFault` when the file is refused, and what `body` throws.
    public func read(
        _ file: FeedFile, progress: (Int) throws -> Void = { _ in }, _ body: (FeedRecord) throws -> Void
    ) throws -> End {
        let queue = BatchQueue(batches: 6)
        let compiled = compiled
        let parse = try parsing(file, queue)
        let thread = WorkThread { parse.value() }
        defer {
            queue.cancel()
            thread.join()
        }
        let session = ReadingSession(compiled, context, recogniser, seed, repair)
        while let batch = queue.takeFilled() {
            for span in batch.records { try session.take(batch, span, body) }
            if let fault = session.repairFault { throw fault }
            queue.giveBack(batch)
            try progress(queue.progress)
        }
        if case .failed(let fault) = queue.waitForEnd() { throw fault }
        return End(
            records: session.records, header: session.header, message: session.messageKind,
            headerRecord: session.headerRecord)
    }

    /// What the thread does: a table or a document is opened here, so that what is none is refused before.
    private func parsing(_ file: FeedFile, _ queue: BatchQueue) throws -> UncheckedBox<() -> Void> {
        let compiled = compiled
        guard let table = compiled.profile.table else {
            let input = try file.input()
            return UncheckedBox { Self.parse(input, compiled, queue) }
        }
        let input = try file.table(by: compiled.profile, table)
        // A sheet is larger than the workbook it comes from.
        let size = file.size
        return UncheckedBox {
            Self.parse(input, table, compiled, queue) {
                input.isSheet ? min(input.bytes.bytesRead, size) : input.bytes.bytesRead
            }
        }
    }

    private static func parse(_ input: XMLInput, _ compiled: CompiledProfile, _ queue: BatchQueue) {
        guard let first = queue.takeEmpty() else { return queue.finish(.finished) }
        let deliver: (RecordBatch) -> RecordBatch? = { batch in
            queue.put(batch, bytesParsed: input.bytesRead)
            return queue.takeEmpty()
        }
        let capture = FeedCapture(profile: compiled, first: first, deliver: deliver)
        let reader = XMLReader(consumer: capture)
        do {
            try reader.read(input)
            capture.finish()
            queue.finish(.finished)
        } catch {
            queue.finish(.failed(error))
        }
    }

    private static func parse(
        _ input: TableInput, _ table: TableRule, _ compiled: CompiledProfile, _ queue: BatchQueue,
        bytesParsed: @escaping () -> Int
    ) {
        guard let first = queue.takeEmpty() else { return queue.finish(.finished) }
        let capture = TableCapture(profile: compiled, table, first: first) { batch in
            queue.put(batch, bytesParsed: bytesParsed())
            return queue.takeEmpty()
        }
        do throws(XMLFault) {
            try capture.read(input)
            queue.finish(.finished)
        } catch {
            queue.finish(.failed(error))
        }
    }
}

/// What kind of message a feed is.
public struct MessageKind: Sendable, Equatable {
    /// The element its records stand in.
    public let element: String
    /// Whole catalog or changes.
    public let mode: ImportMode
    /// What a record of a delta replaces.
    public let replaces: Replacement
}

/// Where a record stands in its document.
public struct RawPlace: Sendable, Hashable {
    /// Counts the elements of records from 1, also those that are passed over.
    public let element: Int
    /// Which of the items in the element, from 0; nil where it is the only one.
    public let variant: Int?

    /// A place.
    public init(element: Int, variant: Int? = nil) {
        self.element = element
        self.variant = variant
    }
}

/// One record of a feed, lent for the call it is given to.
public struct FeedRecord {
    /// Counts from 1.
    public let ordinal: Int
    /// Where it stands among the elements of records; several items may stand in one.
    public let place: RawPlace
    /// Where its element begins.
    public let line: Int
    /// The column of that line.
    public let column: Int
    /// The message it stands in.
    public let message: MessageKind
    /// Sixty-four bits of a digest over all that the profile reads of it; equal means the same record.
    public let sourceDigest: UInt64
    /// The part number where it can be told without mapping the record; mapping always tells it.
    public let knownPartNumber: String?
    fileprivate let session: ReadingSession
    fileprivate let batch: RecordBatch
    fileprivate let span: RecordBatch.Span

    /// How many bytes of text the profile reads of it.
    var textBytes: Int { span.texts.count }

    /// The part number; maps the record where that is needed to know it.
    public func partNumber() -> String? {
        if let knownPartNumber { return knownPartNumber }
        return outcome().partNumber
    }

    /// Maps the record.
    ///
    /// `partial` is true in a delta that replaces only what is present: a missing price is then no fault.
    public func outcome(partial: Bool = false) -> RecordOutcome {
        session.outcome(batch, span, partial: partial)
    }

    /// What the profile's paths found, before any of it is understood.
    func mapped() -> MappedRecord { session.mapped(batch, span) }
}

/// What is kept from record to record while a feed is read.
private final class ReadingSession {
    private let compiled: CompiledProfile
    private let context: FeedContext
    private let recogniser: Recogniser
    private let seed: [UInt8]
    private let mapper: RecordMapper
    private let memory = ReadingMemory()
    private let repair: RecordRepair?
    private(set) var repairFault: RecordRepair.Fault?
    private(set) var header = FeedHeader()
    private(set) var headerRecord: MappedRecord?
    private(set) var records = 0
    private(set) var messageKind: MessageKind?
    private var seeded = SHA256()
    /// Holds one item of an element with several of them while it is lent.
    private lazy var variant = RecordBatch()
    /// How much the items of one element may come to when each is written out.
    private static let variantBytes = 1 << 30
    /// Which of the items of an element is lent, from 0; nil where it is the only one.
    private var variantIndex: Int?

    init(
        _ compiled: CompiledProfile, _ context: FeedContext, _ recogniser: Recogniser, _ seed: [UInt8],
        _ repair: RecordRepair?
    ) {
        self.repair = repair
        self.compiled = compiled
        self.context = context
        self.recogniser = recogniser
        self.seed = seed
        mapper = RecordMapper(plan: compiled.recordPlan, languages: compiled.profile.languages)
    }

    func take(_ batch: RecordBatch, _ span: RecordBatch.Span, _ body: (FeedRecord) throws -> Void) throws {
        guard span.ordinal > 0 else { return try readHeader(batch, span) }
        if compiled.isPlain { return try hand(batch, span, body) }
        guard counts(batch, span) else { return }
        let variants = compiled.variantNodes.isEmpty ? [] : variants(batch, span)
        guard !variants.isEmpty else { return try hand(batch, span, body) }
        // Each item has all that is said of them together, so their number multiplies it.
        guard variants.count * (span.entries.count * 16 + span.texts.count) <= Self.variantBytes else {
            var whole = span
            whole.isTooLarge = true
            return try hand(batch, whole, body)
        }
        defer { variantIndex = nil }
        for chosen in variants.indices {
            variantIndex = chosen
            try hand(variant, separate(chosen, of: variants, batch, span), body)
        }
    }

    private func hand(_ batch: RecordBatch, _ span: RecordBatch.Span, _ body: (FeedRecord) throws -> Void) throws {
        records += 1
        try body(
            FeedRecord(
                ordinal: records, place: RawPlace(element: span.ordinal, variant: variantIndex), line: span.line,
                column: span.column, message: kind(span.message),
                sourceDigest: repair == nil ? digest(batch, span) : 0,
                knownPartNumber: repair == nil && span.fault == nil ? partNumber(batch, span) : nil, session: self,
                batch: batch, span: span)
        )
    }

    func outcome(_ batch: RecordBatch, _ span: RecordBatch.Span, partial: Bool) -> RecordOutcome {
        let builder = ItemBuilder(
            compiled: compiled, header: header, context: context, recogniser: recogniser, memory: memory,
            pricesMayBeAbsent: partial,
            isWithdrawal: compiled.withdraws[span.element])
        var record = mapper.map(batch, span)
        if span.isTooLarge { return builder.tooLarge(record, line: span.line, column: span.column) }
        if let repair {
            do throws(RecordRepair.Fault) { try repair.apply(to: &record, compiled) } catch { repairFault = error }
        }
        let outcome = builder.build(record, line: span.line, column: span.column)
        return span.fault.map { .quarantined(partNumber: outcome.partNumber, [$0]) } ?? outcome
    }

    func mapped(_ batch: RecordBatch, _ span: RecordBatch.Span) -> MappedRecord { mapper.map(batch, span) }

    private func readHeader(_ batch: RecordBatch, _ span: RecordBatch.Span) throws(XMLFault) {
        guard !span.isTooLarge else {
            throw XMLFault(
                .tooLarge, "what stands before the first record has at most 1,000,000 values and 32 MiB of text")
        }
        let record = RecordMapper(plan: compiled.headerPlan).map(batch, span)
        headerRecord = record
        header = FeedHeader(record, compiled)
        if span.message >= 0 { messageKind = kind(span.message) }
        seeded = SHA256()
        seeded.update(data: seed)
        seeded.update(data: Array(header.meaning.joined(separator: "\u{0}").utf8))
    }

    private func kind(_ index: Int) -> MessageKind {
        let message = compiled.profile.messages[index]
        return MessageKind(element: message.element, mode: header.mode ?? message.mode, replaces: message.replaces)
    }

    private func digest(_ batch: RecordBatch, _ span: RecordBatch.Span) -> UInt64 {
        var hash = seeded
        if compiled.withdraws[span.element] { hash.update(data: [1]) }
        if span.isTooLarge { hash.update(data: [2]) }
        hash.update(bufferPointer: batch.tape(of: span))
        hash.update(bufferPointer: batch.text(of: span))
        return hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    }

    // MARK: Which records there are

    /// Whether the profile's conditions on the record's element hold.
    private func counts(_ batch: RecordBatch, _ span: RecordBatch.Span) -> Bool {
        compiled.recordConditions[span.element].allSatisfy { condition, nodes in
            let match = batch.firstText(of: nodes, in: span) { text in
                condition.values.contains { matchesPattern(text, $0) }
            }
            return (match != nil) != condition.negated
        }
    }

    /// A part of a record's tape and of its texts.
    private struct Part {
        var entries: Range<Int>
        var texts: Range<Int>
    }

    /// Where the elements lie that are items of their own.
    private func variants(_ batch: RecordBatch, _ span: RecordBatch.Span) -> [Part] {
        var variants: [Part] = []
        var offset = span.texts.lowerBound
        for index in span.entries {
            let entry = batch.entries[index]
            switch RecordBatch.Entry.kind(entry) {
            case RecordBatch.Entry.text: offset += RecordBatch.Entry.length(entry)
            case RecordBatch.Entry.open where compiled.variantNodes.contains(RecordBatch.Entry.node(entry)):
                variants.append(Part(entries: index..<index, texts: offset..<offset))
            case RecordBatch.Entry.close where compiled.variantNodes.contains(RecordBatch.Entry.node(entry)):
                let last = variants.count - 1
                variants[last].entries = variants[last].entries.lowerBound..<index + 1
                variants[last].texts = variants[last].texts.lowerBound..<offset
            default: break
            }
        }
        return variants
    }

    /// The record without its other variants, copied so that all that reads records reads it like one.
    private func separate(
        _ chosen: Int, of variants: [Part], _ batch: RecordBatch, _ span: RecordBatch.Span
    ) -> RecordBatch.Span {
        variant.clear()
        var entry = span.entries.lowerBound
        var text = span.texts.lowerBound
        for (index, part) in variants.enumerated() where index != chosen {
            variant.append(
                entry..<part.entries.lowerBound, texts: text..<part.texts.lowerBound, of: batch)
            entry = part.entries.upperBound
            text = part.texts.upperBound
        }
        variant.append(entry..<span.entries.upperBound, texts: text..<span.texts.upperBound, of: batch)
        var result = span
        result.entries = 0..<variant.entryCount
        result.texts = 0..<variant.textCount
        let position = batch.positions[variants[chosen].entries.lowerBound]
        result.line = Int(position >> 32)
        result.column = Int(position & 0xFFFF_FFFF)
        return result
    }

    private func partNumber(_ batch: RecordBatch, _ span: RecordBatch.Span) -> String? {
        for nodes in compiled.partNumberNodes {
            if let text = batch.firstText(of: nodes, in: span) { return text }
        }
        return nil
    }
}

/// Carries a value to the parsing thread that only that thread uses while it runs.
struct UncheckedBox<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
