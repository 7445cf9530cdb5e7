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
        let style = EmbeddedPage.text("report.css") + (medium == .paper ? EmbeddedPage.text("paper.css") : self.style)
        let script = EmbeddedPage.text("report.js")
        let values: [String: Any] = [
            "styleDigest": Self.digest(style), "scriptDigest": Self.digest(script), "style": style, "script": script,
            "title": HTMLText.escaped(title), "asOf": asOf, "body": body, "isScreen": medium == .screen,
        ]
        return try MustacheTemplate(string: EmbeddedPage.text("page.mustache")).render(values)
    }

    /// SHA-256 in base64, as a browser compares it.
    private static func digest(_ text: String) -> String {
        Base64.text(Array(SHA256.hash(data: Array(text.utf8))))
    }
}
