internal import Glibc
internal import XMLStream

/// Hands batches from the parsing thread to the mapping one and empty ones back.
///
/// At most a few batches exist, so a fast parser waits for a slow reader and memory stays flat.
/// The lock and the condition guard everything below; that makes it sendable.
final class BatchQueue: @unchecked Sendable {
    /// How the parsing ended.
    enum End {
        case finished
        case failed(XMLFault)
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var filled: [RecordBatch] = []
    private var empty: [RecordBatch] = []
    private var end: End?
    private var isCancelled = false
    private var bytesParsed = 0

    init(batches: Int) {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
        for _ in 0..<batches { empty.append(RecordBatch()) }
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// An empty batch, waiting for one; nil when the reader has given up.
    func takeEmpty() -> RecordBatch? {
        locked {
            while empty.isEmpty && !isCancelled { pthread_cond_wait(changed, mutex) }
            return isCancelled ? nil : empty.removeLast()
        }
    }

    /// Hands a filled batch to the reader, and tells how far into the file the parser is.
    func put(_ batch: RecordBatch, bytesParsed: Int) {
        locked {
            filled.append(batch)
            self.bytesParsed = bytesParsed
        }
    }

    /// How far into the file the parser is.
    var progress: Int { locked { bytesParsed } }

    /// The next filled batch in order; nil when there is none left and the parsing has ended.
    func takeFilled() -> RecordBatch? {
        locked {
            while filled.isEmpty && end == nil { pthread_cond_wait(changed, mutex) }
            return filled.isEmpty ? nil : filled.removeFirst()
        }
    }

    /// Gives a batch back for filling.
    func giveBack(_ batch: RecordBatch) {
        batch.clear()
        locked { empty.append(batch) }
    }

    /// Tells the reader that nothing more will come.
    func finish(_ end: End) {
        locked { self.end = end }
    }

    /// How it ended, waiting for it.
    func waitForEnd() -> End {
        locked {
            while true {
                if let end { return end }
                pthread_cond_wait(changed, mutex)
            }
        }
    }

    /// Tells the parser that nobody reads any more.
    func cancel() {
        locked { isCancelled = true }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
        return body()
    }
}

/// The one thread besides the main one, on which a feed is parsed while its records are mapped and copied.
final class ParsingThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private var thread = pthread_t()

    /// Starts the thread.
    init(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        precondition(status == 0, "the system gives no more threads")
    }

    /// Waits until it has ended.
    func join() { pthread_join(thread, nil) }
}
