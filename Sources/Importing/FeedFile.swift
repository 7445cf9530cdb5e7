internal import Glibc
public import XMLStream

/// A feed on disk that can be read more than once: what comes from standard input or a pipe is spooled first.
///
/// The file is held open, so that every reading sees the same bytes even when another takes its name meanwhile.
public final class FeedFile {
    /// The name as given; `-` for standard input.
    public let name: String
    /// Bytes as they lie there, packed or not.
    public let size: Int
    private let descriptor: CInt
    /// The sheet of a workbook as a table, and the digest of the profile that it was written for.
    var sheet: (profile: [UInt8], file: FeedFile)?

    /// Opens a feed.
    ///
    /// `isInterrupted` is asked while a pipe or a person at the terminal lets us wait.
    /// **Throws** `cannotRead` when it is not there, is a folder, or cannot be spooled.
    public init(_ name: String, isInterrupted: () -> Bool = { false }) throws(XMLFault) {
        self.name = name
        let opened = name == "-" ? dup(STDIN_FILENO) : open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard opened >= 0 else {
            throw XMLFault(.cannotRead, "cannot open \"\(name)\": \(Self.reason()); check the path and its rights")
        }
        var status = stat()
        fstat(opened, &status)
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR {
            close(opened)
            throw XMLFault(.cannotRead, "\"\(name)\" is a folder; name a file in it")
        }
        if kind == S_IFREG && lseek(opened, 0, SEEK_CUR) == 0 {
            descriptor = opened
            size = Int(status.st_size)
        } else {
            (descriptor, size) = try Self.spooled(opened, name, isInterrupted)
        }
    }

    /// A feed that is put together in memory.
    ///
    /// **Throws** `cannotRead` when there is no room for it.
    public init(text: String, named name: String) throws(XMLFault) {
        self.name = name
        let target = try Self.unnamed(for: name)
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ Self.writeAll(target, $0) }) else {
            let why = Self.reason()
            close(target)
            throw XMLFault(.cannotRead, "cannot hold \"\(name)\": \(why); set TMPDIR to a folder with room")
        }
        descriptor = target
        size = bytes.count
    }

    private init(descriptor: CInt, size: Int, named name: String) {
        (self.descriptor, self.size, self.name) = (descriptor, size, name)
    }

    deinit { close(descriptor) }

    /// Whether it begins as a ZIP archive, which a workbook is.
    func isArchive() throws(XMLFault) -> Bool {
        var start: UInt32 = 0
        var fault: XMLFault?
        let count = withUnsafeMutableBytes(of: &start) { buffer -> Int in
            do throws(XMLFault) { return try read(at: 0, into: buffer) } catch {
                fault = error
                return 0
            }
        }
        if let fault { throw fault }
        return count == 4 && UInt32(littleEndian: start) == 0x0403_4B50
    }

    /// What `write` makes of the file, given its path and a place to write to, as a file without a name.
    func spooledTable(
        _ write: (String, @escaping ([UInt8]) throws(XMLFault) -> Void) throws(XMLFault) -> Void
    ) throws(XMLFault) -> FeedFile {
        let target = try Self.unnamed(for: name)
        let file = FeedFile(descriptor: target, size: 0, named: name)
        let name = name
        try write("/proc/self/fd/\(descriptor)") { bytes throws(XMLFault) in
            guard bytes.withUnsafeBytes({ Self.writeAll(target, $0) }) else {
                throw XMLFault(
                    .cannotRead,
                    "cannot unpack \"\(name)\" to \(Self.folder): \(Self.reason()); set TMPDIR to a folder with room")
            }
        }
        return file
    }

    /// A new reading from the first byte.
    public func input() throws(XMLFault) -> XMLInput {
        try XMLInput(path: "/proc/self/fd/\(descriptor)")
    }

    /// Reads bytes as they lie in the file, packed or not; answers how many, 0 at its end.
    ///
    /// **Throws** `cannotRead`.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(XMLFault) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR {
                throw XMLFault(.cannotRead, "cannot read \"\(name)\": \(Self.reason()); try again")
            }
        }
    }

    /// Copies what cannot be read twice to a file without a name, which goes when the program does.
    private static func spooled(
        _ source: CInt, _ name: String, _ isInterrupted: () -> Bool
    ) throws(XMLFault) -> (CInt, Int) {
        defer { close(source) }
        let target = try unnamed(for: name)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            var waiting = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
            if poll(&waiting, 1, 100) == 0 {
                if !isInterrupted() { continue }
                close(target)
                throw XMLFault(.cannotRead, "interrupted while reading \"\(name)\"")
            }
            let count = Glibc.read(source, buffer.baseAddress, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count == 0 { return (target, total) }
            guard count > 0, writeAll(target, UnsafeRawBufferPointer(rebasing: buffer[..<count])) else {
                let why = reason()
                close(target)
                throw XMLFault(
                    .cannotRead, "cannot spool \"\(name)\" to \(folder): \(why); set TMPDIR to a folder with room")
            }
            total += count
        }
    }

    private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// A file without a name, which goes when it is closed.
    private static func unnamed(for name: String) throws(XMLFault) -> CInt {
        var template = Array("\(folder)/nephrite-feed-XXXXXX".utf8CString)
        let target = mkstemp(&template)
        guard target >= 0 else {
            throw XMLFault(
                .cannotRead, "cannot spool \"\(name)\" to \(folder): \(reason()); set TMPDIR to a folder with room")
        }
        unlink(template)
        return target
    }

    private static func writeAll(_ target: CInt, _ bytes: UnsafeRawBufferPointer) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = write(target, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
