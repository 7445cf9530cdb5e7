internal import Importing
internal import Operations

/// A text that people wrote, from a file or piped in.
enum ShortText {
    /// Reads all of it as UTF-8; `-` is standard input.
    ///
    /// Refuses `file_unreadable`, `text_too_long` above 1 MiB with the remedy given, and `text_not_utf8`.
    static func contents(of file: String, tooLong remedy: String) throws -> String {
        func refusal(_ code: String, _ message: String, _ remedy: String) -> Refusal {
            Refusal(code, message, at: name(file), remedy: remedy, status: .badInput)
        }
        do {
            return try BoundedText.contents(of: file)
        } catch {
            switch error {
            case .unreadable(let reason):
                throw refusal("file_unreadable", "it cannot be read: \(reason)", "check its name and rights")
            case .tooLong: throw refusal("text_too_long", "the text is longer than 1 MiB", remedy)
            case .notUTF8: throw refusal("text_not_utf8", "the text is not UTF-8", "convert it, as with iconv")
            }
        }
    }

    /// How a file is named in messages.
    static func name(_ file: String) -> String { file == "-" ? "standard input" : file }
}
