internal import Glibc

/// The picture of the letterhead.
enum Letterhead {
    private static let most = 512 << 10

    /// The picture in a file as a `data:` address; nil where there is no file named.
    ///
    /// Refuses `logo_unreadable`: no such file, too large, or no PNG, JPEG or SVG.
    static func logo(file: String) throws -> String? {
        guard !file.isEmpty else { return nil }
        guard let stream = fopen(file, "rb") else { throw refusal(file, "it cannot be opened") }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: most + 1)
        let count = fread(&bytes, 1, bytes.count, stream)
        guard count > 0, count <= most else { throw refusal(file, "it is empty or above 512 KiB") }
        bytes.removeLast(bytes.count - count)
        guard let type = mediaType(bytes) else { throw refusal(file, "it is no PNG, JPEG or SVG") }
        return "data:\(type);base64,\(base64(bytes))"
    }

    private static func mediaType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
        return start.contains("<svg") ? "image/svg+xml" : nil
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for place in stride(from: 0, to: bytes.count, by: 3) {
            let part = bytes[place..<min(place + 3, bytes.count)]
            let group = part.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - part.count))
            for index in 0..<4 {
                text.append(index <= part.count ? letters[group >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func refusal(_ file: String, _ problem: String) -> Refusal {
        Refusal(
            "logo_unreadable", "the picture of the letterhead cannot be used: \(problem)", at: file,
            remedy:
                "nephrite settings set company_logo=FILE with a PNG, JPEG or SVG of at most 512 KiB, or company_logo= for none"
        )
    }
}
