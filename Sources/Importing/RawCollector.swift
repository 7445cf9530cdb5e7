internal import XMLStream

/// Reads a feed once more to keep the raw text of some of its records.
public enum RawCollector {
    /// What stands around the records of a feed: all before the first one, and the end tags of what is open there.
    public struct Envelope: Sendable, Equatable {
        /// From the root's start tag on.
        public let opening: String
        /// End tags.
        public let closing: String
    }

    /// Hands over the text of each wanted record in order; ends with the last of them.
    ///
    /// The text is well-formed XML with local names, cut at 64 KiB with a mark. Answers what stands around the records; nil
    /// where nothing is wanted and where it is longer than 256 KiB. **Throws** what reading throws.
    public static func collect(
        _ wanted: Set<Int>, from file: FeedFile, by compiled: CompiledProfile, _ body: (Int, String) throws -> Void
    ) throws -> Envelope? {
        guard !wanted.isEmpty else { return nil }
        if let table = compiled.profile.table { return try RawRows.collect(wanted, from: file, by: table, body) }
        return try withoutActuallyEscaping(body) { body in
            let listener = RawListener(compiled, wanted, body)
            let reader = XMLReader(consumer: listener)
            try reader.read(file.input())
            if let failure = listener.failure { throw failure }
            return listener.envelope
        }
    }
}

private final class RawListener: XMLConsumer {
    private let compiled: CompiledProfile
    private let body: (Int, String) throws -> Void
    private(set) var failure: (any Error)?
    private var wanted: Set<Int>
    private var recorder = XMLRawRecorder()
    private var surroundings = XMLRawRecorder(limit: 1 << 18)
    private(set) var envelope: RawCollector.Envelope?
    private var isBeforeRecords = true
    private var messages: [Bool] = []
    private var depthInRecord = 0
    private var ordinal = 0
    private var isRecording = false

    init(_ compiled: CompiledProfile, _ wanted: Set<Int>, _ body: @escaping (Int, String) throws -> Void) {
        self.compiled = compiled
        self.wanted = wanted
        self.body = body
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if depthInRecord == 0 {
            guard messages.last == true, compiled.isRecord(name) else {
                messages.append(compiled.message(name) != nil)
                if isBeforeRecords { surroundings.start(name, attributes: attributes) }
                return
            }
            if isBeforeRecords { endSurroundings() }
            ordinal += 1
            isRecording = wanted.contains(ordinal)
            if isRecording { recorder.reset() }
        }
        depthInRecord += 1
        if isRecording { recorder.start(name, attributes: attributes) }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        if isRecording {
            recorder.text(bytes)
        } else if isBeforeRecords {
            surroundings.text(bytes)
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        guard depthInRecord > 0 else {
            messages.removeLast()
            if isBeforeRecords { surroundings.end(name) }
            return
        }
        if isRecording { recorder.end(name) }
        depthInRecord -= 1
        guard depthInRecord == 0, isRecording else { return }
        isRecording = false
        do {
            try body(ordinal, recorder.xml)
        } catch {
            failure = error
            reader.stop()
        }
        wanted.remove(ordinal)
        if wanted.isEmpty { reader.stop() }
    }

    private func endSurroundings() {
        isBeforeRecords = false
        let parts = surroundings.parts
        if !surroundings.isCut { envelope = RawCollector.Envelope(opening: parts.opening, closing: parts.closing) }
    }
}
