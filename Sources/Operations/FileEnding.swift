/// The ending by which a file's name says its form.
package enum FileEnding {
    /// In small letters, without the point; the whole name where it has no point, nil where there is none.
    package static func of(_ file: String) -> String? {
        file.split(separator: "/").last?.split(separator: ".").last.map { $0.lowercased() }
    }
}
