import Testing

@testable import Importing

struct PlainTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var source: String
        var line: String
        var markup = false
        var controls = false
        var testDescription: String { source.debugDescription }
    }

    /// Odd but legal: kept to the letter.
    static let kept: [Case] = [
        "a < b", "a <b", "I <3 jade", "1 < 2 > 1", "a & b", "AT&T", "&unknown;", "&", "fish &chips;", "100 %",
        "say \"hi\"", "it's", "-- comment", "'; DROP TABLE product; --", "$(reboot)", "`id`", "=1+1", "../x",
        "C:\\Bilder\\x.jpg", "\\N", "{a,b}", "玉石 刮痧板", "شفاء", "\u{200F}עברית\u{200F}", "💎👩‍🔬", "e\u{301}", "½ ²",
        "a>b", "->", "<>", "< b>", "%s%n", "\u{FEFF}x", "{{7*7}}", "",
    ].map { Case(source: $0, line: $0) }

    static let cleaned: [Case] = [
        Case(source: "<p>One</p><p>Two</p>", line: "One Two", markup: true),
        Case(source: "x<br/>y", line: "x y", markup: true), Case(source: "<b>bold</b>ly", line: "boldly", markup: true),
        Case(source: "<!-- no -->x", line: "x", markup: true),
        Case(source: "<a href=\"x\">y</a>", line: "y", markup: true),
        Case(source: "<script>alert(1)</script>", line: "alert(1)", markup: true),
        // Escaped twice: what XML has unescaped once is still HTML.
        Case(source: "&lt;p&gt;One&lt;/p&gt;", line: "One", markup: true),
        Case(source: "&amp;lt;p&amp;gt;One", line: "One", markup: true),
        Case(source: "Gr&ouml;&szlig;e 5&nbsp;cm", line: "Größe 5 cm", markup: true),
        Case(source: "x &amp; y", line: "x & y", markup: true), Case(source: "&#228;&#xE4;", line: "ää", markup: true),
        Case(source: "&#x1F48E;", line: "💎", markup: true), Case(source: "&#xD800;x", line: "&#xD800;x"),
        Case(source: "&#99999999;", line: "&#99999999;"),
        Case(source: "&lt;&lt;b>x", line: "<x", markup: true),
        Case(source: "a\u{7F}b\u{85}c", line: "abc", controls: true),
        Case(source: "&#27;[31mred", line: "[31mred", markup: true, controls: true),
        Case(source: "&#0;x", line: "x", markup: true, controls: true),
        Case(source: "a  b\t\tc\nd", line: "a b c d"), Case(source: "a\u{A0}\u{A0}b", line: "a b"),
        Case(source: "\r\na\r\n\r\nb\r\n", line: "a b"),
    ]

    @Test("A text is one plain line, with what is legal kept to the letter", arguments: kept + cleaned)
    func lines(_ example: Case) {
        let result = PlainText.line(example.source)
        #expect(result.text == example.line)
        #expect(result.hadMarkup == example.markup)
        #expect(result.hadControls == example.controls)
        #expect(PlainText.line(result.text).text == result.text || example.source.hasPrefix("&lt;&lt;"))
    }

    @Test("A long text keeps its line breaks")
    func paragraphs() {
        #expect(PlainText.paragraphs("<p>One</p><p>Two  words</p>").text == "One\nTwo words")
        #expect(PlainText.paragraphs("a \n  b\r\nc").text == "a\nb\nc")
        #expect(PlainText.paragraphs("<ul><li>a</li><li>b</li></ul>").text == "a\nb")
        #expect(PlainText.paragraphs("plain").text == "plain")
    }

    @Test("A tag without an end within reach is text")
    func openTag() {
        let long = "a <b " + String(repeating: "x", count: 3000) + "> c"
        #expect(PlainText.line(long).text == long)
        #expect(PlainText.line("a <b c").text == "a <b c")
    }

    @Test("Hostile texts take no more than their length")
    func hostile() {
        let opens = String(repeating: "<a", count: 20_000)
        #expect(PlainText.line(opens).text == opens)
        let ampersands = String(repeating: "&", count: 50_000)
        #expect(PlainText.line(ampersands).text == ampersands)
        let nested = String(repeating: "&amp;", count: 20_000)
        #expect(PlainText.line(nested).text == String(repeating: "&", count: 20_000))
    }
}
