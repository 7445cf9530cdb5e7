internal import Processes

/// Which letters the fonts of this machine have, as fontconfig knows it.
package enum InstalledFonts {
    /// The package with Chinese letters in Debian, for messages.
    package static let chinesePackage = "fonts-noto-cjk"

    /// Whether a font has the letters of a language, ISO 639-1; nil where the first `fc-list` on a path cannot say, or there is none.
    package static func write(_ language: String, path: String?) -> Bool? {
        guard let program = ChildProcess.program("fc-list", path: path) else { return nil }
        let outcome = ChildProcess.run([program, ":lang=\(language)", "family"])
        return outcome.succeeded ? outcome.text.contains { !$0.isWhitespace } : nil
    }
}
