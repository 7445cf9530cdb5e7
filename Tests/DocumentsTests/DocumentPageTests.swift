import Quantities
import Testing

@testable import Documents

@Suite("A document as a page")
struct DocumentPageTests {
    private func page(_ document: TradeDocument, _ language: DocumentLanguage = .english) throws -> String {
        try DocumentPage.text(document, DocumentWords(language), paper: .a4, logo: nil)
    }

    @Test("Every word is there in every language")
    func words() {
        for word in DocumentWord.allCases {
            let row = DocumentWord.table[word] ?? DocumentWord.goodsTable[word] ?? []
            #expect(row.count == DocumentLanguage.allCases.count, "\(word)")
            #expect(row.allSatisfy { !$0.isEmpty }, "\(word)")
        }
    }

    @Test(
        "Numbers and days are in the reader's form",
        arguments: [
            (.english, "−1,234,567.50", "27 November 2026"), (.german, "−1.234.567,50", "27.11.2026"),
            (.french, "−1\u{202F}234\u{202F}567,50", "27/11/2026"), (.spanish, "−1.234.567,50", "27/11/2026"),
            (.chinese, "−1,234,567.50", "2026年11月27日"),
        ] as [(DocumentLanguage, String, String)])
    func forms(language: DocumentLanguage, number: String, day: String) throws {
        let words = DocumentWords(language)
        #expect(words.number(try Decimal("-1234567.5"), minimumFractionDigits: 2) == number)
        #expect(words.number(Decimal(123)) == "123")
        #expect(words.day("2026-11-27") == day)
    }

    @Test("What others wrote obeys nobody, in the page, its title and its foot")
    func hostile() throws {
        var line = try InvoiceMessageTests.line(1, quantity: 1, price: "5")
        line.name = "<img src=x onerror=alert(1)>"
        line.disclosures = ["dyed</td><script>"]
        var document = InvoiceMessageTests.invoice([line])
        document.seller.name = "A\"; } body { display: none } </style><script>"
        document.poNumber = "{{#x}}&amp;{{/x}}"
        let text = try page(document)
        #expect(!text.contains("<script") && !text.contains("<img"))
        #expect(text.contains("&lt;img src=x onerror=alert(1)&gt;") && text.contains("dyed&lt;/td&gt;"))
        #expect(text.contains("{{#x}}&amp;amp;{{/x}}"))
        #expect(text.split(separator: "</style>").count == 2)
        #expect(text.contains("@bottom-left { content: \"A\\22 ; } body"))
    }

    @Test("A page says what it is, for whom, what it comes to, and why no tax is charged")
    func invoice() throws {
        var line = try InvoiceMessageTests.line(
            1, quantity: 1200, price: "1.5", discount: "10", category: "K", rate: "0")
        line.disclosures = ["dyed"]
        line.gtin = "9521101101102"
        var document = InvoiceMessageTests.invoice([line])
        document.dueOn = "2026-12-27"
        document.terms = DocumentWords(.german).sentence(.netDays, ["days": "30"])
        let text = try page(document, .german)
        for expected in [
            "<h1>Rechnung</h1>", "27.12.2026", "1.200", "1,50", "10 %", "1.620,00 EUR", "dyed<br>GTIN 9521101101102",
            "Steuerfreie innergemeinschaftliche Lieferung", "Netto innerhalb von 30 Tagen", "lang=\"de\"",
        ] { #expect(text.contains(expected), "\(expected)") }
    }

    @Test("A pick list has places and boxes and no prices")
    func pickList() throws {
        var document = InvoiceMessageTests.invoice([try InvoiceMessageTests.line(1, quantity: 3, price: "7.77")])
        document.kind = .pickList
        document.lines[0].location = "A-01"
        let text = try page(document)
        #expect(text.contains("A-01") && text.contains("class=\"box\"") && !text.contains("7.77"))
        #expect(!text.contains("class=\"totals\""))
    }

    @Test("An electronic address is a GLN, a code of EAS, or made of a VAT number")
    func addresses() {
        #expect(ElectronicAddress("0088:4012345000009")?.value == "4012345000009")
        #expect(ElectronicAddress(scheme: "gln", value: "1")?.scheme == "0088")
        #expect(ElectronicAddress(scheme: "NetworkID", value: "1") == nil)
        #expect(ElectronicAddress(vatID: "DE123456789")?.scheme == "9930")
        #expect(ElectronicAddress(vatID: "XX1") == nil)
        #expect(ElectronicAddress("4012345000009") == nil)
    }
}
