internal import Crypto
internal import Importing
internal import Storage

/// The SHA-256 of a feed, taken beside the parsing: the file is read a second time from the system's cache, behind the
/// parser, so that the parser itself has nothing to do with it.
final class FileHash {
    private let file: FeedFile
    private var hash = SHA256()
    private var offset = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)

    init(of file: FeedFile) { self.file = file }

    deinit { buffer.deallocate() }

    /// Goes on to a place in the file.
    func advance(to end: Int) throws {
        while offset < end {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, end - offset)])
            let count = try file.read(at: offset, into: room)
            guard count > 0 else { return }
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: room[..<count]))
            offset += count
        }
    }

    /// Sixty-four hexadecimal digits, of the whole file.
    func text() throws -> String {
        try advance(to: .max)
        return Hex.text(hash.finalize())
    }
}
