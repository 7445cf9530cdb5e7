internal import Mustache
internal import Quantities
internal import Rendering

/// A book as one page, or as sheets of paper: what stands in front, a table of contents, and the reports.
package struct HTMLBook {
    private let book: Book
    private let medium: Medium

    /// The most rows that a report has in it; the sums are always those of all.
    package static let mostRows = 60

    /// The whole of it.
    ///
    /// - Parameter chart: draws the picture of a report, whose names begin with what it is given.
    /// **Throws** when a template is faulty, which a test rules out.
    package static func text(
        _ book: Book, for medium: Medium, chart: (_ document: ReportDocument, _ name: String) -> String?
    ) throws -> String {
        let html = HTMLBook(book: book, medium: medium)
        var page = HTMLPage(title: "\(Book.title) \(book.period.text)", asOf: book.asOf.text, medium)
        page.body = try MustacheTemplate(string: EmbeddedPage.text("book.mustache")).render(html.front())
        for part in book.chapters.flatMap(\.parts) {
            let report = HTMLReport(part.document, mostRows: mostRows)
            let section = try report.section(
                chart(part.document, part.anchor + "-"), heading: "h2", main: "div", title: part.title)
            let direction = medium == .paper ? (report.isWide ? " broad" : " upright") : ""
            page.body += "\n<section class=\"part\(direction)\" id=\"\(part.anchor)\">\n\(section)</section>\n"
            page.style += report.labels(of: "#\(part.anchor) ")
        }
        return try page.text()
    }

    private func front() -> [String: Any] {
        [
            "title": Book.title, "period": book.period.text,
            "facts": book.facts.map { ["name": $0.name.capitalizedFirst, "value": HTMLText.escaped($0.value)] },
            "keys": book.keys.map(key),
            "chapters": book.chapters.map { chapter in
                [
                    "title": chapter.title,
                    "parts": chapter.parts.map { part in
                        [
                            "anchor": part.anchor, "title": part.title,
                            "rows": Layout.rows(part.document.rows.count),
                        ]
                    },
                ] as [String: Any]
            },
        ]
    }

    private func key(_ figure: KeyFigure) -> [String: Any] {
        let isAlone = figure.values.count == 1
        let unit = isAlone ? figure.values[0].currency : nil
        var values: [String: Any] = [
            "name": figure.name + (unit.map { ", \($0)" } ?? ""),
            "values": figure.values.map {
                HTMLText.escaped(Self.readable($0.text) + (isAlone ? "" : " \($0.currency ?? "")"))
            },
        ]
        if let before = figure.before {
            let texts = before.map { Self.readable($0.text) + (isAlone ? "" : " \($0.currency ?? "")") }
            values["before"] = HTMLText.escaped("before: " + texts.joined(separator: ", "))
        } else {
            values["before"] = "today"
        }
        if let change = figure.change {
            let text = change.text(minimumFractionDigits: 1)
            values["change"] = (change > .zero ? "+" : "") + Self.readable(text) + " %"
        }
        return values
    }

    private static func readable(_ text: String) -> String {
        ChartDrawing.grouped(text.first == "-" ? "\u{2212}" + text.dropFirst() : text)
    }
}
