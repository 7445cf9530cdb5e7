internal import CEmbedded
internal import Crypto
internal import Mustache
internal import Rendering

/// Where a page is looked at.
package enum Medium: Sendable {
    /// A browser.
    case screen
    /// Paper, or a document of pages.
    case paper
}

/// A page around what it shows: its style and script are in it, and it asks for nothing else.
struct HTMLPage {
    let title, asOf: String
    let medium: Medium
    /// What it shows.
    var body = ""
    /// Style of its own.
    var style = ""

    init(title: String, asOf: String, _ medium: Medium) {
        (self.title, self.asOf, self.medium) = (title, asOf, medium)
    }

    /// The whole of it.
    func text() throws -> String {
        let style = Self.file("report.css") + (medium == .paper ? Self.file("paper.css") : self.style)
        let script = Self.file("report.js")
        let values: [String: Any] = [
            "styleDigest": Self.digest(style), "scriptDigest": Self.digest(script), "style": style, "script": script,
            "title": HTMLText.escaped(title), "asOf": asOf, "body": body, "isScreen": medium == .screen,
        ]
        return try MustacheTemplate(string: Self.file("page.mustache")).render(values)
    }

    /// A file that the program carries.
    static func file(_ name: String) -> String {
        for index in 0..<embedded_page_count where String(cString: embedded_pages[index].name) == name {
            let file = embedded_pages[index]
            return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.size), as: UTF8.self)
        }
        preconditionFailure("\(name) is not embedded")
    }

    /// SHA-256 in base64, as a browser compares it.
    private static func digest(_ text: String) -> String {
        var bytes = Array(SHA256.hash(data: Array(text.utf8)))
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        bytes.append(0)
        var coded: [UInt8] = []
        for place in stride(from: 0, to: bytes.count, by: 3) {
            let group = Int(bytes[place]) << 16 | Int(bytes[place + 1]) << 8 | Int(bytes[place + 2])
            coded += [18, 12, 6, 0].map { letters[group >> $0 & 63] }
        }
        // Thirty-two bytes leave one over.
        return String(decoding: coded.dropLast(), as: UTF8.self) + "="
    }
}
