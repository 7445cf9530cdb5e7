internal import XMLStream

/// Listens to a feed and captures its header and its records into batches.
///
/// A record is an element of one of the profile's record names whose parent is one of its message elements.
final class FeedCapture: XMLConsumer {
    /// What changes with every element, reached by a plain pointer.
    private struct State {
        var header: TapeWriter
        var record: TapeWriter
        var tape: UnsafeMutablePointer<RecordBatch.Tape>
        var isInRecord = false
        var headerIsOpen = true
    }

    private let profile: CompiledProfile
    private let deliver: (RecordBatch) -> RecordBatch?
    private let state: UnsafeMutablePointer<State>
    private var batch: RecordBatch
    private var span = RecordBatch.Span(
        entries: 0..<0, texts: 0..<0, ordinal: 0, message: 0, element: 0, line: 0, column: 0)
    private var envelope = EnvelopeOpening()
    /// Message of each open element outside records, or -1.
    private var messages: [Int] = []
    private var recordCount = 0
    private var messageIndex: Int?
    /// The value of the profile's context, in force until it is met again.
    private var context: [UInt8] = []

    /// A capture that hands full batches to `deliver` and takes an empty one back; nil stops the reading.
    init(profile: CompiledProfile, first batch: RecordBatch, deliver: @escaping (RecordBatch) -> RecordBatch?) {
        self.profile = profile
        self.batch = batch
        self.deliver = deliver
        state = .allocate(capacity: 1)
        state.initialize(
            to: State(
                header: TapeWriter(plan: profile.headerPlan, entryLimit: 1_000_000, textLimit: 32 << 20),
                record: TapeWriter(plan: profile.recordPlan, entryLimit: 200_000, textLimit: 6 << 20),
                tape: batch.tape))
        super.init()
    }

    deinit {
        state.pointee.header.deallocate()
        state.pointee.record.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if state.pointee.isInRecord {
            state.pointee.record.start(name, namespace, attributes, reader: reader, into: state.pointee.tape)
        } else {
            startOutside(name, namespace, attributes, reader)
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if state.pointee.isInRecord {
            state.pointee.record.text(bytes)
        } else if state.pointee.headerIsOpen {
            state.pointee.header.text(bytes)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        if state.pointee.isInRecord {
            state.pointee.record.end(into: state.pointee.tape)
            if state.pointee.record.isClosed { endRecord(reader) }
        } else {
            endOutside()
        }
    }

    /// Hands over what is left after the end of the document.
    func finish() {
        closeHeader()
        _ = deliver(batch)
    }

    private func startOutside(
        _ name: XMLName, _ namespace: UnsafePointer<UInt8>?, _ attributes: XMLAttributes, _ reader: XMLReader
    ) {
        let isDocument = !envelope.isOver && envelope.start(name.string)
        guard envelope.isOver else { return messages.append(-1) }
        let parent =
            messages.count == envelope.wrappers ? profile.documentMessage ?? -1 : messages.last ?? -1
        if parent >= 0, let element = profile.record(name) {
            closeHeader()
            beginRecord(element, message: parent, reader: reader)
            state.pointee.record.begin(attributes, reader: reader, into: state.pointee.tape)
            if let node = profile.contextNode { addContext(node, reader) }
            state.pointee.isInRecord = true
            return
        }
        if let value = profile.profile.context?.value(of: name, attributes) { context = value }
        messages.append(profile.message(name) ?? -1)
        if let message = messages.last, message >= 0, messageIndex == nil { messageIndex = message }
        guard state.pointee.headerIsOpen else { return }
        if isDocument {
            state.pointee.header.begin(attributes, reader: reader, into: state.pointee.tape)
        } else {
            state.pointee.header.start(name, namespace, attributes, reader: reader, into: state.pointee.tape)
        }
    }

    private func addContext(_ node: Int, _ reader: XMLReader) {
        guard !context.isEmpty else { return }
        let place = reader.place
        let position =
            UInt64(UInt32(truncatingIfNeeded: place.line)) << 32 | UInt64(UInt32(truncatingIfNeeded: place.column))
        state.pointee.tape.pointee.append(
            RecordBatch.Entry.pack(RecordBatch.Entry.text, node: node, length: context.count), position: position)
        context.withUnsafeBytes { bytes in
            if let base = bytes.baseAddress { state.pointee.tape.pointee.append(text: base, count: bytes.count) }
        }
    }

    private func endOutside() {
        messages.removeLast()
        guard envelope.isOver else { return envelope.end() }
        guard state.pointee.headerIsOpen else { return }
        state.pointee.header.end(into: state.pointee.tape)
        if messages.count == envelope.wrappers { closeHeader() }
    }

    /// The header is what stands before the first record; later parts of it are not waited for.
    private func closeHeader() {
        guard state.pointee.headerIsOpen else { return }
        state.pointee.headerIsOpen = false
        span.ordinal = 0
        span.message = messageIndex ?? -1
        span.isTooLarge = state.pointee.header.isOverfull
        finishSpan()
    }

    private func beginRecord(_ element: Int, message: Int, reader: XMLReader) {
        recordCount += 1
        let place = reader.place
        let entries = state.pointee.tape.pointee.entryCount
        let texts = state.pointee.tape.pointee.textCount
        span = RecordBatch.Span(
            entries: entries..<entries, texts: texts..<texts, ordinal: recordCount, message: message,
            element: element, line: place.line, column: place.column)
    }

    private func endRecord(_ reader: XMLReader) {
        state.pointee.isInRecord = false
        span.isTooLarge = state.pointee.record.isOverfull
        finishSpan()
        guard batch.isFull else { return }
        guard let next = deliver(batch) else {
            reader.stop()
            return
        }
        batch = next
        state.pointee.tape = next.tape
    }

    private func finishSpan() {
        span.entries = span.entries.lowerBound..<state.pointee.tape.pointee.entryCount
        span.texts = span.texts.lowerBound..<state.pointee.tape.pointee.textCount
        batch.append(span)
    }
}
