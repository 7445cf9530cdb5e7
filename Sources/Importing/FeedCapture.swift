internal import XMLStream

/// Listens to a feed and captures its header and its records into batches.
///
/// A record is an element of one of the profile's record names whose parent is one of its message elements.
final class FeedCapture: XMLConsumer {
    private let profile: CompiledProfile
    private let deliver: (RecordBatch) -> RecordBatch?
    private var batch: RecordBatch
    private var header: TapeWriter
    private var record: TapeWriter
    private var span = RecordBatch.Span(entries: 0..<0, texts: 0..<0, ordinal: 0, message: 0, line: 0, column: 0)
    private var isInRecord = false
    private var headerIsOpen = true
    /// Message of each open element outside records, or -1.
    private var messages: [Int] = []
    private(set) var recordCount = 0
    /// Whether any element of a message was met.
    private(set) var messageIndex: Int?

    /// A capture that hands full batches to `deliver` and takes an empty one back; nil stops the reading.
    init(profile: CompiledProfile, first batch: RecordBatch, deliver: @escaping (RecordBatch) -> RecordBatch?) {
        self.profile = profile
        self.batch = batch
        self.deliver = deliver
        header = TapeWriter(plan: profile.headerPlan)
        record = TapeWriter(plan: profile.recordPlan)
        super.init()
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if isInRecord {
            record.start(name, attributes, reader: reader, into: batch)
            return
        }
        if let parent = messages.last, parent >= 0, profile.isRecord(name) {
            closeHeader()
            beginRecord(message: parent, reader: reader)
            record.begin(attributes, reader: reader, into: batch)
            isInRecord = true
            return
        }
        messages.append(profile.message(name) ?? -1)
        if let message = messages.last, message >= 0, messageIndex == nil { messageIndex = message }
        guard headerIsOpen else { return }
        if messages.count == 1 {
            header.begin(attributes, reader: reader, into: batch)
        } else {
            header.start(name, attributes, reader: reader, into: batch)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if isInRecord {
            record.text(bytes)
        } else if headerIsOpen {
            header.text(bytes)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        if isInRecord {
            record.end(into: batch)
            guard record.isClosed else { return }
            isInRecord = false
            finishRecord()
            if batch.isFull { handOver(reader) }
        } else {
            messages.removeLast()
            guard headerIsOpen else { return }
            header.end(into: batch)
            if messages.isEmpty { closeHeader() }
        }
    }

    /// Hands over what is left after the end of the document.
    func finish() {
        closeHeader()
        if let next = deliver(batch) { batch = next }
    }

    /// The header is what stands before the first record; later parts of it are not waited for.
    private func closeHeader() {
        guard headerIsOpen else { return }
        headerIsOpen = false
        span.ordinal = 0
        span.message = messageIndex ?? -1
        finishSpan()
    }

    private func beginRecord(message: Int, reader: XMLReader) {
        recordCount += 1
        span = RecordBatch.Span(
            entries: batch.entryCount..<batch.entryCount, texts: batch.textCount..<batch.textCount,
            ordinal: recordCount, message: message, line: reader.line, column: reader.column)
    }

    private func finishRecord() {
        finishSpan()
    }

    private func finishSpan() {
        span.entries = span.entries.lowerBound..<batch.entryCount
        span.texts = span.texts.lowerBound..<batch.textCount
        batch.append(span)
    }

    private func handOver(_ reader: XMLReader) {
        guard let next = deliver(batch) else {
            reader.stop()
            return
        }
        batch = next
    }
}
