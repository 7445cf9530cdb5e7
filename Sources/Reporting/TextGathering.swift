internal import Rendering

/// Gathers what is written into a text, for what is small.
enum TextGathering {
    private final class Bytes {
        var all: [UInt8] = []
    }

    /// The text that a function writes, which can fail only in writing.
    static func text(_ body: (ByteSink) throws -> Void) -> String {
        let bytes = Bytes()
        let sink = ByteSink { bytes.all.append(contentsOf: $0) }
        do {
            try body(sink)
            try sink.flush()
        } catch {
            preconditionFailure("memory cannot refuse a text: \(error)")
        }
        return String(decoding: bytes.all, as: UTF8.self)
    }
}
