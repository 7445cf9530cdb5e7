import Foundation
import Quantities
import Rendering
import Testing

@testable import Reporting

@Suite("Forms of a report")
struct FormTests {
    @Test("Each form is to the byte what it was")
    func golden() throws {
        let document = try Sample.document()
        try expectGolden(TextReport.text(document, columns: nil), "sample.txt")
        try expectGolden(TextReport.text(document, columns: 80), "sample-80.txt")
        try expectGolden(CSVReport.text(document), "sample.csv")
        try expectGolden(JSONReport.text(document), "sample.json")
        try expectGolden(HTMLReport.text(document), "sample.html")
    }

    @Test("No form gives a terminal anything to obey")
    func controls() throws {
        let document = try Sample.document()
        for text in [
            TextReport.text(document, columns: nil), JSONReport.text(document), try HTMLReport.text(document),
        ] {
            #expect(
                !text.unicodeScalars.contains {
                    $0.value < 0x20 && $0 != "\n" && $0 != "\r" || (0x7F..<0xA0).contains($0.value)
                })
        }
        for text in [TextReport.text(document, columns: nil), try HTMLReport.text(document)] {
            #expect(!text.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test("A page has no tag but its own, whatever stands in the texts")
    func markup() throws {
        let hostile = "\"\u{301}onmouseover=alert(1) x='<\u{338}img src=x>&amp;</td></script>{{title}}{{{script}}}"
        var texts = Sample.texts
        for row in texts.indices {
            texts[row][1] = hostile
            texts[row][0] = hostile + "\(row / 2)"
        }
        let page = try HTMLReport.text(
            Sample.document(
                texts, filters: [.init(column: "name", values: ["", hostile, "=1+1", Sample.hostile, "白水晶\r\nline"])]))
        let plain = try HTMLReport.text(Sample.document())
        func tags(_ page: String) -> [String: Int] {
            var counts: [String: Int] = [:]
            for match in page.matches(of: /<([a-z]+)/) { counts[String(match.1), default: 0] += 1 }
            return counts
        }
        #expect(tags(page).keys.sorted() == tags(plain).keys.sorted())
        #expect(tags(page)["script"] == 1 && tags(page)["img"] == nil)
        // Every quotation mark of a text is written as a reference, also one that a combining mark follows.
        let scalars = Array(page.unicodeScalars)
        let marks = scalars.indices.filter { scalars[$0].value == 0x301 }
        #expect(!marks.isEmpty && marks.allSatisfy { scalars[$0 - 1] == ";" })
        #expect(page.contains("{{title}}{{{script}}}"))
    }

    @Test("A page asks nothing of the network")
    func selfContained() throws {
        let page = try HTMLReport.text(Sample.document())
        for word in ["http://", "https://", "src=", "href=", "@import", "url("] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test("A spreadsheet takes no cell for a formula, and every row has all cells")
    func csv() throws {
        let text = try CSVReport.text(Sample.document())
        #expect(text.contains(",'=1+1,"))
        #expect(text.contains("\"glass, \"\"clear\"\"\""))
        #expect(text.hasSuffix("\r\n"))
        #expect(!text.contains("total"))
        #expect(text.contains(",150000,EUR,926.00,"))
    }

    @Test("The document is one JSON object with the keys in their order, amounts as texts and counts as numbers")
    func json() throws {
        let text = try JSONReport.text(Sample.document())
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let order = ["schema", "report", "title", "parameters", "as_of", "columns", "rows", "totals", "generated_from"]
        #expect(Set(document.keys) == Set(order))
        let marks = order.map { $0 == "rows" ? "\n\"rows\":" : "\"\($0)\":" }
        let places = marks.compactMap { text.firstRange(of: $0)?.lowerBound }
        #expect(places == places.sorted())
        let rows = try #require(document["rows"] as? [[String: Any]])
        #expect(rows[0]["net"] as? String == "15.00" && rows[0]["pieces"] as? Int == 12)
        #expect(rows[1]["at"] is NSNull)
        let totals = try #require(document["totals"] as? [String: Any])
        #expect(totals["net"] as? [String: String] == ["EUR": "15.00", "JPY": "150000", "USD": "1.00"])
        #expect(totals["net_base"] as? String == "941.92" && totals["pieces"] as? Int == 1015)
    }

    @Test("The digest is that of the CSV, and changes with any cell")
    func digest() throws {
        let document = try Sample.document()
        var texts = Sample.texts
        texts[2][5] = "1001"
        #expect(document.digest.count == 64)
        #expect(try Sample.document().digest == document.digest)
        #expect(try Sample.document(texts).digest != document.digest)
    }

    @Test("A table fits the terminal, and says what it leaves out", arguments: [60, 80, 120])
    func width(columns: Int) throws {
        let text = TextReport.text(try Sample.document(), columns: columns)
        let table = text.components(separatedBy: "\n\n").dropFirst().joined(separator: "\n")
        #expect(table.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
        #expect(columns > 100 || text.contains("not shown"))
    }

    @Test("A report without rows says so in every form")
    func empty() throws {
        let document = try Sample.document([])
        #expect(TextReport.text(document, columns: nil).contains("nothing to report"))
        #expect(CSVReport.text(document).split(separator: "\r\n").count == 1)
        #expect(JSONReport.text(document).contains("\"rows\":[],"))
        #expect(try HTMLReport.text(document).contains("Nothing to report."))
        #expect(ChartFigures(document) == nil)
    }

    @Test(
        "A file's ending chooses the form",
        arguments: [
            ("a.csv", ReportForm.csv), ("b/c.HTML", .html), ("x.y.json", .json), ("b.XLSX", .xlsx), ("b.pdf", .pdf),
            ("t.txt", .table),
        ])
    func endings(file: String, form: ReportForm) {
        #expect(ReportForm(file: file) == form)
        #expect(
            ReportForm(file: "a.docx") == nil && ReportForm(file: "csv") == nil && ReportForm(file: "a.csv/x") == nil)
    }
}
