internal import XMLStream

/// Hands batches from the parsing thread to the mapping one and empty ones back.
///
/// At most a few batches exist, so a fast parser waits for a slow reader and memory stays flat.
/// The monitor guards everything below; that makes it sendable.
final class BatchQueue: @unchecked Sendable {
    /// How the parsing ended.
    enum End {
        case finished
        case failed(XMLFault)
    }

    private let monitor = Monitor()
    private var filled: [RecordBatch] = []
    private var empty: [RecordBatch] = []
    private var end: End?
    private var isCancelled = false
    private var bytesParsed = 0

    init(batches: Int) {
        for _ in 0..<batches { empty.append(RecordBatch()) }
    }

    /// An empty batch, waiting for one; nil when the reader has given up.
    func takeEmpty() -> RecordBatch? {
        monitor.locked {
            while empty.isEmpty && !isCancelled { monitor.wait() }
            return isCancelled ? nil : empty.removeLast()
        }
    }

    /// Hands a filled batch to the reader, and tells how far into the file the parser is.
    func put(_ batch: RecordBatch, bytesParsed: Int) {
        monitor.locked {
            filled.append(batch)
            self.bytesParsed = bytesParsed
        }
    }

    /// How far into the file the parser is.
    var progress: Int { monitor.locked { bytesParsed } }

    /// The next filled batch in order; nil when there is none left and the parsing has ended.
    func takeFilled() -> RecordBatch? {
        monitor.locked {
            while filled.isEmpty && end == nil { monitor.wait() }
            return filled.isEmpty ? nil : filled.removeFirst()
        }
    }

    /// Gives a batch back for filling.
    func giveBack(_ batch: RecordBatch) {
        batch.clear()
        monitor.locked { empty.append(batch) }
    }

    /// Tells the reader that nothing more will come.
    func finish(_ end: End) {
        monitor.locked { self.end = end }
    }

    /// How it ended, waiting for it.
    func waitForEnd() -> End {
        monitor.locked {
            while true {
                if let end { return end }
                monitor.wait()
            }
        }
    }

    /// Tells the parser that nobody reads any more.
    func cancel() {
        monitor.locked { isCancelled = true }
    }
}
