internal import Glibc
internal import Processes

/// Which letters the fonts of this machine have, as fontconfig knows it.
package enum InstalledFonts {
    /// The package with Chinese letters in Debian, for messages.
    package static let chinesePackage = "fonts-noto-cjk"

    /// Whether a font has the letters of a language, ISO 639-1; nil where the first `fc-list` on a path cannot say, or there is none.
    package static func write(_ language: String, path: String?) -> Bool? {
        let folders = (path ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        let candidates = folders.map { String($0) + "/fc-list" }
        guard let program = candidates.first(where: { access($0, X_OK) == 0 }) else { return nil }
        let outcome = ChildProcess.run([program, ":lang=\(language)", "family"])
        return outcome.succeeded ? outcome.text.contains { !$0.isWhitespace } : nil
    }
}
