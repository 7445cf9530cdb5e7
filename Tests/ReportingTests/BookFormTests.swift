import Foundation
import Quantities
import Testing
import Workbooks

@testable import Reporting

@Suite("A book in its forms")
struct BookFormTests {
    private static func book() throws -> Book {
        let document = try Sample.document()
        let many = try Sample.document(
            (1...130).map { number -> [String?] in
                [
                    number < 70 ? "jade" : "glass", "A-\(number)", Sample.hostile, nil, nil, "1", "EUR", "1", "1",
                    "EUR",
                    "1", nil,
                ]
            })
        let period = try #require(Period("2026-10", today: document.parameters.asOf))
        return Book(
            period: period, asOf: document.parameters.asOf, latestEntry: document.latestEntry,
            keys: [
                KeyFigure("Net", column: "net_base", of: document, before: many),
                KeyFigure("Rows", column: nil, of: document, before: nil),
                KeyFigure("Agreed", column: "net", of: document, before: document),
            ],
            chapters: [
                ("One", [.init(title: "Sample & more", document: document), .init(title: "Many", document: many)]),
                ("None", []),
            ])
    }

    @Test("A page leads to each report by its contents, says the change, and has the first rows of long ones")
    func page() throws {
        let page = try HTMLBook.text(Self.book(), for: .screen) { _, _ in nil }
        let links = page.matches(of: /href="#([^"]*)"/).map { String($0.1) }
        #expect(links == ["sample---more", "many"])
        for link in links { #expect(page.contains("<section class=\"part\" id=\"\(link)\">")) }
        #expect(!page.contains("None") && page.contains("Report book 2026-10"))
        // 941.92 after 130.00.
        #expect(page.contains("<b>+624.6 %</b> before: 130.00"))
        #expect(page.contains("<dd>15.00 EUR</dd><dd>150\u{202F}000 JPY</dd><dd>1.00 USD</dd>"))
        #expect(page.contains("70 rows more: <code>nephrite-report sample --period 2026-10 --as-of 2026-10-31</code>"))
        #expect(page.contains(">A-60<") && !page.contains(">A-61<"))
        // The sums are those of all rows.
        #expect(page.contains("glass<small>61 rows</small>") && page.contains("130.00"))
        #expect(!page.contains("<script>alert") && page.contains("Sample &amp; more"))
        for word in ["http://", "https://", "src=", "@import", "url("] { #expect(!page.contains(word), "\(word)") }
    }

    @Test("On paper a book has no script, and sheets for each report")
    func paper() throws {
        let page = try HTMLBook.text(Self.book(), for: .paper) { _, name in "<svg id=\"\(name)\"></svg>" }
        #expect(!page.contains("<script") && page.contains("target-counter") && page.contains("id=\"many-\""))
        #expect(page.contains("<section class=\"part broad\" id=\"many\">"))
    }

    @Test("A workbook has its contents in front and all rows of all reports")
    func workbook() throws {
        let folder = FileManager.default.temporaryDirectory.path
        let path = folder + "/nephrite-\(UUID().uuidString).xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try XLSXBook.write(Self.book(), to: path, scratch: folder)
        let workbook = try Workbook(path: path)
        var rows: [String: [[String]]] = [:]
        for name in ["Contents", "Sample & more", "Sample & more chart", "Many"] {
            try workbook.forEachRow(of: name, decimalMark: ".") { rows[name, default: []].append($1) }
        }
        let contents = try #require(rows["Contents"])
        #expect(contents.contains(["Net, EUR", "941.92", "130", "624.6"]))
        #expect(contents.contains(["Agreed, JPY", "150000", "150000"]))
        let many = try #require(contents.first { $0.first == "Many" })
        #expect(many[1] == "130" && many[4].hasPrefix("nephrite-report sample"))
        #expect(rows["Many"]?.count == 134)
    }
}
