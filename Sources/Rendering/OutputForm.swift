/// A form that a result is written in, which the ending of its file may tell.
package protocol OutputForm: CaseIterable, Equatable, RawRepresentable, Sendable where RawValue == String {
    /// The endings of its files in small letters, without the point, the usual one first.
    var endings: [String] { get }
    /// Whether it is nothing that a terminal shows.
    var isBinary: Bool { get }
}

extension OutputForm {
    /// The first form whose files end as this one; nil for an ending that is none of theirs.
    package init?(file: String) {
        guard let form = Self.forms(endingAs: file).first else { return nil }
        self = form
    }

    /// The usual endings for messages, with their points: `.html, .pdf, .xml`.
    package static var usualEndings: String {
        allCases.map { "." + $0.endings[0] }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            .joined(separator: ", ")
    }

    /// The forms whose files end as this one; none where the ending is unknown or there is none.
    package static func forms(endingAs file: String) -> [Self] {
        guard let name = file.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return [] }
        let ending = name[name.index(after: dot)...].lowercased()
        return allCases.filter { $0.endings.contains(ending) }
    }
}
