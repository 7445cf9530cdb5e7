internal import Glibc

/// The bytes of a feed: a file, or standard input; what gzip has packed is unpacked on the way.
///
/// Only 64 KiB are held at a time. Files are opened for reading only and closed when the input goes.
public final class XMLInput {
    /// The path as given; `-` is standard input.
    public let path: String
    /// Size of the file as it lies there, packed or not; `nil` when it is no regular file.
    public let totalBytes: Int?
    /// Bytes read from the file so far, for showing progress.
    public private(set) var bytesRead = 0
    /// The content is a gzip file; known once the first chunk is there.
    public private(set) var isCompressed = false
    /// Sees all bytes as they lie in the file, each once and in order, for a digest.
    public var tap: ((UnsafeRawBufferPointer) -> Void)?

    private let descriptor: CInt
    private let limits: XMLLimits
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)

    /// Opens a path for reading, or takes standard input for `-`.
    ///
    /// **Throws** `cannotRead` when it is not there, may not be read or is a folder.
    public init(path: String, limits: XMLLimits = .init()) throws(XMLFault) {
        self.path = path
        self.limits = limits
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            buffer.deallocate()
            throw XMLFault(.cannotRead, "cannot open \"\(path)\": \(Self.reason(errno)); check the path and its rights")
        }
        var status = stat()
        fstat(descriptor, &status)
        let kind = status.st_mode & S_IFMT
        totalBytes = kind == S_IFREG ? Int(status.st_size) : nil
        // From here on the object is whole, so that throwing runs its deinitializer.
        guard kind != S_IFDIR else {
            throw XMLFault(.cannotRead, "\"\(path)\" is a folder; name a file in it")
        }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
        buffer.deallocate()
    }

    /// Hands the unpacked content over piece by piece, until it ends or `body` says `false`.
    ///
    /// A piece is lent for the call. **Throws** `cannotRead`, `truncated`, `damagedCompression` or `trailingContent` for a
    /// bad gzip file, `tooLarge` when it unpacks beyond the limits, and whatever `body` throws.
    public func forEachChunk(_ body: (UnsafeRawBufferPointer) throws -> Bool) throws {
        guard let first = try readRaw() else { return }
        isCompressed = first.starts(with: [0x1F, 0x8B])
        var unpacker = isCompressed ? Unpacker(limits: limits) : nil
        var raw: UnsafeRawBufferPointer? = first
        while let bytes = raw {
            if let unpacker {
                guard try unpacker.unpack(bytes, body) else { return }
            } else {
                guard try body(bytes) else { return }
            }
            raw = try readRaw()
        }
        try unpacker?.finish()
        unpacker = nil
    }

    /// Reads what is left, for the tap only: a digest needs the whole file though the reader has stopped.
    public func drain() throws(XMLFault) {
        while try readRaw() != nil {}
    }

    /// The next bytes of the file; `nil` at its end.
    private func readRaw() throws(XMLFault) -> UnsafeRawBufferPointer? {
        var filled = 0
        // Two bytes at least, so that the first piece shows whether the file is packed.
        while filled < 2 {
            let count = read(descriptor, buffer.baseAddress.unsafelyUnwrapped + filled, buffer.count - filled)
            if count < 0 {
                if errno == EINTR { continue }
                throw XMLFault(.cannotRead, "cannot read \"\(path)\": \(Self.reason(errno)); try again")
            }
            if count == 0 { break }
            filled += count
        }
        guard filled > 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
        bytesRead += filled
        tap?(bytes)
        return bytes
    }

    private static func reason(_ code: CInt) -> String {
        String(cString: strerror(code)).lowercased()
    }
}

extension XMLReader {
    /// Reads a whole input: feeds all of it and finishes, or ends early when the consumer stops.
    ///
    /// `isCancelled` is asked between pieces of 64 KiB; when it says `true` the reading stops as by `stop()`.
    /// **Throws** `XMLFault` of either.
    public func read(_ input: XMLInput, isCancelled: () -> Bool = { false }) throws(XMLFault) {
        do {
            try input.forEachChunk { chunk in
                isUnpacked = input.isCompressed
                if isCancelled() { stop() }
                try feed(chunk)
                return !isStopped
            }
        } catch let fault as XMLFault {
            throw fault
        } catch {
            preconditionFailure("only faults are thrown above")
        }
        try finish()
    }
}
