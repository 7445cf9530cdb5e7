import Testing

@testable import Rendering

struct AnswerTests {
    struct Form: Sendable, CustomTestStringConvertible {
        var answer: Answer
        var json: String
        var testDescription: String { json }

        init(_ answer: Answer, _ json: String) {
            self.answer = answer
            self.json = json
        }
    }

    static let forms: [Form] = [
        Form(.null, "null"), Form(.bool(true), "true"), Form(.bool(false), "false"), Form(.int(-12), "-12"),
        Form(.number("0.105"), "0.105"), Form(.text("12.50"), #""12.50""#), Form(.list([]), "[]"),
        Form(.list([.int(1), .null]), "[1,null]"), Form(.object([]), "{}"),
        Form(.keys(("b", .int(1)), ("a", .text(ifPresent: nil))), #"{"b":1,"a":null}"#),
        Form(.int(ifPresent: nil), "null"), Form(.int(ifPresent: 3), "3"),
        Form(.text("say \"hi\" \\ back"), #""say \"hi\" \\ back""#),
        Form(.text("a\nb\rc\td"), #""a\nb\rc\td""#),
        Form(.text("\u{0}\u{1B}[2J\u{7F}\u{9B}"), #""\u0000\u001b[2J\u007f\u009b""#),
        Form(.text("\u{2028}\u{2029}"), #""\u2028\u2029""#),
        Form(.text("翡翠 💎 שלום e\u{301}"), "\"翡翠 💎 שלום e\u{301}\""),
        Form(.keys(("k\"y", .text("</script>"))), #"{"k\"y":"</script>"}"#),
    ]

    @Test("An answer is written as one line of JSON and read back as itself", arguments: forms)
    func json(_ form: Form) throws {
        #expect(form.answer.json == form.json)
        #expect(!form.answer.json.contains { $0.isNewline })
        #expect(try Answer(json: form.json) == form.answer)
    }

    @Test("JSON of others is read with blanks, escapes and exponents")
    func readsOthers() throws {
        #expect(
            try Answer(json: " { \"a\" : [ 1 , 2.50 , 1e3 ] } ")
                == .keys(
                    ("a", .list([.int(1), .number("2.50"), .number("1e3")]))))
        #expect(try Answer(json: #""\u00e9\/\b""#) == .text("é/\u{8}"))
    }

    @Test(
        "What is no JSON is refused",
        arguments: [
            "", "{", "[1,", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"open", "tru", "nul", "1 2", "[1] x", #""\u12""#,
            #""\ud83d""#, "'a'",
        ])
    func refuses(_ text: String) {
        #expect(throws: JSONFault.self) { try Answer(json: text) }
    }

    @Test("A cell shows a value in one piece")
    func cells() {
        #expect(Answer.null.cell == "")
        #expect(Answer.bool(true).cell == "yes")
        #expect(Answer.list([.text("a"), .int(2)]).cell == "a, 2")
        #expect(Answer.keys(("a", .int(1)), ("b", .text("x"))).cell == "a=1 b=x")
    }
}

struct CSVFormTests {
    @Test("A list is a header and a row each, as RFC 4180 has it")
    func list() {
        let rows: Answer = .list([
            .keys(("sku", .text("A")), ("name", .text("a \"b\", c")), ("note", .null)),
            .keys(("sku", .text("B")), ("name", .text("two\nlines")), ("note", .text("ö"))),
        ])
        #expect(CSVForm.text(rows) == "sku,name,note\r\nA,\"a \"\"b\"\", c\",\r\nB,\"two\nlines\",ö\r\n")
        #expect(CSVForm.text(.list([])) == "")
        #expect(CSVForm.text(.list([.text("a"), .text("b")])) == "value\r\na\r\nb\r\n")
        #expect(CSVForm.text(.text("x,y")) == "\"x,y\"\r\n")
    }

    @Test("One document gives a row for each of its lines, with its own keys repeated")
    func document() {
        let order: Answer = .keys(
            ("order", .text("SO-1")), ("lines", .list([.keys(("line", .int(1))), .keys(("line", .int(2)))])),
            ("net", .text("12.50")))
        #expect(CSVForm.text(order) == "order,net,lines.line\r\nSO-1,12.50,1\r\nSO-1,12.50,2\r\n")
        #expect(CSVForm.text(.keys(("a", .int(1)), ("b", .list([.text("x"), .text("y")])))) == "a,b\r\n1,\"x, y\"\r\n")
        // The lines are the same, whatever stands before them.
        let reserved: Answer = .keys(
            ("order", .text("SO-1")), ("holds", .list([.keys(("reason", .text("credit")))])),
            ("lines", .list([.keys(("line", .int(1)))])))
        #expect(CSVForm.text(reserved) == "order,holds,lines.line\r\nSO-1,reason=credit,1\r\n")
    }

    struct Cell: Sendable, CustomTestStringConvertible {
        var value: Answer
        var text: String
        var testDescription: String { text }

        init(_ value: Answer, _ text: String) {
            self.value = value
            self.text = text
        }
    }

    static let cells: [Cell] = [
        Cell(.text("=1+1"), "'=1+1"), Cell(.text("+1-2"), "'+1-2"), Cell(.text("-1+2"), "'-1+2"),
        Cell(.text("@SUM(A1)"), "'@SUM(A1)"), Cell(.text("\t=1"), "'\t=1"), Cell(.text("\r=1"), "\"'\r=1\""),
        Cell(.text("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0"), Cell(.text("=a,b"), "\"'=a,b\""),
        // Amounts keep their sign and stay numbers.
        Cell(.text("-12.50"), "-12.50"), Cell(.text("+5"), "+5"), Cell(.int(-5), "-5"), Cell(.number("-0.5"), "-0.5"),
        Cell(.text("-"), "'-"), Cell(.text("--"), "'--"), Cell(.text("a=1"), "a=1"), Cell(.text(""), ""),
    ]

    @Test("No cell begins a formula, and amounts stay numbers", arguments: cells)
    func formulas(_ cell: Cell) {
        #expect(CSVForm.text(.list([.keys(("k", cell.value))])) == "k\r\n\(cell.text)\r\n")
    }

    @Test("A key that begins a formula is guarded too")
    func keys() {
        #expect(CSVForm.text(.list([.keys(("=k", .int(1)))])) == "'=k\r\n1\r\n")
    }
}

struct TableFormTests {
    static let rows: Answer = .list([
        .keys(("sku", .text("A")), ("unit_price", .text("12.50")), ("count", .int(3)), ("note", .null)),
        .keys(("sku", .text("LONGER")), ("unit_price", .text("1.5")), ("count", .int(10)), ("note", .text("n"))),
    ])

    @Test("A list is a table with numbers to the right")
    func table() {
        #expect(
            TableForm.text(Self.rows, columns: nil) == """
                sku     unit price  count  note
                ──────  ──────────  ─────  ────
                A            12.50      3
                LONGER         1.5     10  n

                """)
    }

    @Test("A document is lines of key and value with its lists below")
    func card() {
        let document: Answer = .keys(
            ("order", .text("SO-1")), ("po_number", .null), ("lines", .list([.keys(("line", .int(1)))])))
        #expect(TableForm.text(document, columns: nil) == "order      SO-1\npo number  \n\nlines\nline\n────\n   1\n")
    }

    @Test("A table fits the terminal, with an ellipsis where something is missing")
    func fits() {
        let rows: Answer = .list([
            .keys(("a", .text(String(repeating: "x", count: 60))), ("b", .text(String(repeating: "玉", count: 30))))
        ])
        for columns in [20, 40, 80, 130] {
            for line in TableForm.text(rows, columns: columns).split(separator: "\n") {
                #expect(TerminalText.width(String(line)) <= columns)
            }
        }
        #expect(TableForm.text(rows, columns: 40).contains("…"))
        #expect(!TableForm.text(rows, columns: nil).contains("…"))
    }

    @Test("Nothing in a table commands the terminal")
    func safe() {
        let hostile = "\u{1B}[31mred\u{1B}[0m\u{7}\u{202E}txt\r\nnext\u{9B}2J"
        let text =
            TableForm.text(.list([.keys(("k", .text(hostile)))]), columns: nil)
            + TableForm.text(.keys(("k", .text(hostile))), columns: nil) + TableForm.text(.text(hostile), columns: nil)
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || (0x7F..<0xA0).contains($0.value) })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(text.contains("\\u{1B}[31mred"))
    }
}

struct TerminalTextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var safe: String
        var testDescription: String { safe }

        init(_ text: String, _ safe: String) {
            self.text = text
            self.safe = safe
        }
    }

    static let cases: [Case] = [
        Case("plain, ö, 玉, 💎, שלום", "plain, ö, 玉, 💎, שלום"), Case("a\nb\tc\rd", "a b c d"),
        Case("\u{1B}]0;title\u{7}", "\\u{1B}]0;title\\u{7}"), Case("\u{0}\u{7F}\u{85}", "\\u{0}\\u{7F}\\u{85}"),
        Case("\u{202A}\u{202E}\u{2066}\u{2069}", "\\u{202A}\\u{202E}\\u{2066}\\u{2069}"),
        Case("\u{200B}\u{200E}\u{200F}\u{FEFF}", "\\u{200B}\\u{200E}\\u{200F}\\u{FEFF}"),
        Case("\u{61C}", "\\u{61C}"), Case("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), Case("\u{E0041}", "\\u{E0041}"),
    ]

    @Test("Controls, direction marks and invisible characters are shown, not obeyed", arguments: cases)
    func safe(_ example: Case) {
        #expect(TerminalText.safe(example.text) == example.safe)
    }

    @Test("Of a text of several lines the ends stay, and nothing else commands the terminal")
    func lines() {
        #expect(TerminalText.safeLines("a,b\r\nc\td\n") == "a,b\r\nc\td\n")
        #expect(TerminalText.safeLines("\u{1B}[2J\rx\r\n\u{202E}\r") == "\\u{1B}[2J\\u{D}x\r\n\\u{202E}\\u{D}")
    }

    @Test("Width counts columns: two for wide characters, none for combining ones")
    func widths() {
        #expect(TerminalText.width("abc") == 3)
        #expect(TerminalText.width("玉石") == 4)
        #expect(TerminalText.width("e\u{301}") == 1)
        #expect(TerminalText.width("💎") == 2)
        #expect(TerminalText.width("ｱ") == 1)
        #expect(TerminalText.width("") == 0)
    }

    @Test("What a terminal would obey is escaped in JSON and read back to the letter, also beyond the first plane")
    func escapes() throws {
        for text in ["a\u{202E}b", "\u{200B}", "tag\u{E0041}\u{E007F}", "\u{FEFF}\u{2028}", "👩\u{200D}🔬"] {
            let json = Answer.quoted(text)
            #expect(!json.unicodeScalars.contains { TerminalText.safe(String($0)) != String($0) })
            #expect(try Answer(json: json) == .text(text))
        }
        for json in [#""\ud83d""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\udc00""#] {
            #expect(throws: JSONFault.self) { try Answer(json: json) }
        }
    }
}
