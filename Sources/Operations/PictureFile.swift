internal import Glibc

/// A picture in a file of this machine.
struct PictureFile {
    /// What kind of picture it is, by its first bytes: `image/png`, `image/jpeg` or `image/svg+xml`.
    let mediaType: String
    /// Its bytes.
    let content: [UInt8]

    /// Why a file is no picture that can be used.
    struct Problem: Error {
        /// What is the matter with it.
        let words: String
    }

    /// Reads a file of at most so many bytes.
    init(_ path: String, most: Int) throws(Problem) {
        guard let stream = fopen(path, "rb") else { throw Problem(words: "it cannot be opened") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: most + 1)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard count > 0, count <= most else { throw Problem(words: "it is empty or above \(most >> 10) KiB") }
        bytes.removeLast(bytes.count - count)
        guard let type = Self.mediaType(bytes) else { throw Problem(words: "it is no PNG, JPEG or SVG") }
        (mediaType, content) = (type, bytes)
    }

    private static func mediaType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
        return start.contains("<svg") ? "image/svg+xml" : nil
    }
}
