internal import Glibc

/// A text from a file or from standard input that people wrote: UTF-8, and no longer than one can read.
public enum BoundedText {
    /// Why there is no text.
    public enum Fault: Error, Sendable, Equatable {
        /// The file cannot be opened or read; the system's reason.
        case unreadable(String)
        /// It is longer than so many bytes.
        case tooLong(Int)
        /// Its bytes are no UTF-8.
        case notUTF8
    }

    /// So many bytes at most.
    public static let mostBytes = 1 << 20

    /// Reads all of a file, or of standard input for `-`, to the letter.
    public static func contents(of path: String, upTo mostBytes: Int = mostBytes) throws(Fault) -> String {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(reason()) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(reason()) }
            guard count > 0 else { break }
            bytes += block[..<count]
            guard bytes.count <= mostBytes else { throw .tooLong(mostBytes) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    private static func reason() -> String { String(cString: strerror(errno)).lowercased() }
}
