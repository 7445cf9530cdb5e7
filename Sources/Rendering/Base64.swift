/// Bytes as letters that any text may hold (RFC 4648).
package enum Base64 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Four letters for three bytes, filled up with `=`.
    package static func text(_ bytes: [UInt8]) -> String {
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
}
