internal import Glibc
internal import Rendering

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
        return "data:\(type);base64,\(Base64.text(bytes))"
    }

    private static func mediaType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        let start = String(decoding: bytes.prefix(1024), as: UTF8.self)
        return start.contains("<svg") ? "image/svg+xml" : nil
    }

    private static func refusal(_ file: String, _ problem: String) -> Refusal {
        Refusal(
            "logo_unreadable", "the picture of the letterhead cannot be used: \(problem)", at: file,
            remedy:
                "nephrite settings set company_logo=FILE with a PNG, JPEG or SVG of at most 512 KiB, or company_logo= for none"
        )
    }
}
