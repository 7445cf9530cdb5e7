/// Blocks on their way from the thread that reads to the caller's; few, so that memory stays flat.
///
/// The monitor guards everything below; that makes it sendable.
final class Handover<Block: Sendable, End: Sendable>: @unchecked Sendable {
    private let most: Int
    private let monitor = Monitor()
    private var blocks: [Block] = []
    private var result: Result<End, any Error>?
    private var isCancelled = false

    init(most: Int = 3) { self.most = most }

    /// Waits for room; false when nobody reads any more.
    func put(_ block: Block) -> Bool {
        monitor.locked {
            while blocks.count >= most && !isCancelled { monitor.wait() }
            if !isCancelled { blocks.append(block) }
            return !isCancelled
        }
    }

    /// The next block; nil when there is none left and the reading has ended.
    func take() -> Block? {
        monitor.locked {
            while blocks.isEmpty && result == nil { monitor.wait() }
            return blocks.isEmpty ? nil : blocks.removeFirst()
        }
    }

    func finish(_ result: Result<End, any Error>) {
        monitor.locked { self.result = result }
    }

    /// How the reading ended.
    func end() throws -> End {
        guard let result = monitor.locked({ result }) else { preconditionFailure("asked before the last block") }
        return try result.get()
    }

    func cancel() {
        monitor.locked { isCancelled = true }
    }
}

/// Runs a reading on a thread of its own, so that it goes on while the caller is busy with what was read.
///
/// - Parameters:
///   - blockSize: so many elements are handed over at once.
///   - most: so many blocks wait at most.
///   - read: reads, and is given what takes an element; until it has ended, what it uses is its alone.
///   - body: called for each element in order, on the caller's thread; what it throws ends the reading.
/// - Throws: what `read` throws, when the elements before were passed on, and what `body` throws.
public func readingAhead<Element: Sendable>(
    blockSize: Int = 64, most: Int = 3, _ read: (_ hand: (Element) throws -> Void) throws -> Void,
    _ body: (Element) throws -> Void
) throws {
    let handover = Handover<[Element], Void>(most: most)
    try withoutActuallyEscaping(read) { read in
        let work = UncheckedBox(read)
        let thread = WorkThread {
            var block: [Element] = []
            func hand() throws {
                guard handover.put(block) else { throw CancellationError() }
                block.removeAll(keepingCapacity: true)
            }
            let result = Result {
                try work.value { element in
                    block.append(element)
                    if block.count == blockSize { try hand() }
                }
            }
            try? hand()
            handover.finish(result)
        }
        defer {
            handover.cancel()
            thread.join()
        }
        while let block = handover.take() {
            for element in block { try body(element) }
        }
        try handover.end()
    }
}
