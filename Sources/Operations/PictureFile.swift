internal import Glibc

/// A picture in a file of this machine.
struct PictureFile {
    /// What kind of picture it is: `image/png`, `image/jpeg` or `image/svg+xml`.
    let mediaType: String
    /// Its bytes.
    let content: [UInt8]

    /// Why a file is no picture that can be used.
    struct Problem: Error {
        /// What is the matter with it.
        let words: String
    }

    /// More than this would fill memory where it is printed: 25 million, as of a good camera.
    private static let mostPixels = 25_000_000

    /// Reads a file of at most so many bytes; PNG and JPEG must be whole, and of no more than 25 million pixels.
    init(_ path: String, most: Int) throws(Problem) {
        // Opening a pipe would wait for whoever writes into it.
        var known = stat()
        if stat(path, &known) == 0, known.st_mode & S_IFMT != S_IFREG {
            throw Problem(words: known.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is no plain file")
        }
        guard let stream = fopen(path, "rb") else { throw Problem(words: "it cannot be opened") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: most + 1)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard count > 0, count <= most else { throw Problem(words: "it is empty or above \(most >> 10) KiB") }
        bytes.removeLast(bytes.count - count)
        (mediaType, content) = (try Self.mediaType(bytes), bytes)
    }

    private static func mediaType(_ bytes: [UInt8]) throws(Problem) -> String {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            try check(png(bytes), "PNG")
            return "image/png"
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            try check(jpeg(bytes), "JPEG")
            return "image/jpeg"
        }
        let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
        guard start.contains("<svg") else { throw Problem(words: "it is no PNG, JPEG or SVG") }
        return "image/svg+xml"
    }

    private static func check(_ size: (width: Int, height: Int)?, _ form: String) throws(Problem) {
        guard let size, size.width > 0, size.height > 0 else { throw Problem(words: "it is no whole \(form)") }
        guard size.width * size.height <= mostPixels else {
            throw Problem(
                words:
                    "it has \(size.width) x \(size.height) pixels, and \(mostPixels / 1_000_000) million are the most")
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    /// The size that `IHDR` says; nil where chunks do not follow one another up to `IEND`.
    ///
    /// Source: PNG, ISO/IEC 15948, 5.3: length, type, data, check sum.
    private static func png(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var size: (Int, Int)?
        var at = 8
        while at + 12 <= bytes.count {
            let length = number(bytes[at..<at + 4])
            let type = bytes[at + 4..<at + 8]
            guard length <= bytes.count - at - 12 else { return nil }
            if size == nil {
                guard type.elementsEqual("IHDR".utf8), length == 13 else { return nil }
                size = (number(bytes[at + 8..<at + 12]), number(bytes[at + 12..<at + 16]))
            }
            if type.elementsEqual("IEND".utf8) { return size }
            at += length + 12
        }
        return nil
    }

    /// The size that the frame's header says; nil where segments do not lead to a scan, or no end of the image follows.
    ///
    /// Source: JPEG, ITU-T T.81, B.1 and B.2.
    private static func jpeg(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var size: (Int, Int)?
        var at = 2
        while at + 4 <= bytes.count, bytes[at] == 0xFF {
            let marker = bytes[at + 1]
            if marker == 0xFF {
                at += 1
                continue
            }
            let length = number(bytes[at + 2..<at + 4])
            guard length >= 2, length <= bytes.count - at - 2 else { return nil }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame, length >= 8 { size = (number(bytes[at + 7..<at + 9]), number(bytes[at + 5..<at + 7])) }
            at += 2 + length
            if marker == 0xDA { return hasEnd(bytes[at...]) ? size : nil }
        }
        return nil
    }

    private static func hasEnd(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == 0xFF && $1 == 0xD9 }
    }
}
