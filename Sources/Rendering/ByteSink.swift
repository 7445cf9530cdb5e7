/// Gathers bytes and passes them on in blocks, so that many small writes are cheap and memory stays flat.
public final class ByteSink {
    private static let blockSize = 1 << 16

    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: blockSize, alignment: 16)
    private var filled = 0
    private let take: (UnsafeRawBufferPointer) throws -> Void

    /// - Parameter take: gets each block; its failure is that of the write during which it happens.
    public init(_ take: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.take = take }

    deinit { block.deallocate() }

    /// Adds a byte.
    public func write(_ byte: UInt8) throws {
        if filled == block.count { try flush() }
        block[filled] = byte
        filled += 1
    }

    /// Adds bytes.
    public func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        if bytes.count > block.count - filled {
            try flush()
            if bytes.count > block.count { return try take(UnsafeRawBufferPointer(bytes)) }
        }
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return }
        block.baseAddress.unsafelyUnwrapped.advanced(by: filled).copyMemory(from: source, byteCount: bytes.count)
        filled += bytes.count
    }

    /// Adds a text.
    public func write(_ text: String) throws {
        var text = text
        try text.withUTF8 { try write($0) }
    }

    /// Passes on what was gathered; what is added afterwards waits again.
    public func flush() throws {
        guard filled > 0 else { return }
        let count = filled
        filled = 0
        try take(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
}
