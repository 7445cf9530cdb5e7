internal import Glibc
internal import Operations

/// What a person or a script pipes in.
enum StandardInput {
    /// Enough for any description; a text beyond it is no text for people.
    private static let mostBytes = 1 << 20

    /// Reads all of it as UTF-8; refuses other bytes and more than 1 MiB.
    static func text() throws -> String {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += block[..<count]
            guard bytes.count <= mostBytes else {
                throw Refusal(
                    "text_too_long", "the text is longer than 1 MiB", at: "standard input",
                    remedy: "screen one description at a time", status: .badInput)
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(
                "text_not_utf8", "the text is not UTF-8", at: "standard input", remedy: "convert it, as with iconv",
                status: .badInput)
        }
        return text
    }
}
