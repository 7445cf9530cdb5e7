import Catalog
import Foundation
import Quantities
import Testing

@testable import Feeds

@Suite("Forms of our feed")
struct FeedFormTests {
    private static func decimal(_ text: String) throws -> Quantities.Decimal { try Quantities.Decimal(text) }

    private func product() throws -> FeedProduct {
        var product = FeedProduct(sku: "A-1", name: "Board, \"green\"", orderUnit: "C62")
        (product.nameLanguage, product.language) = ("de", "de")
        product.length = try Self.decimal("110.5")
        product.mass = try Self.decimal("85.048569")
        product.prices = [
            FeedProduct.Price(minQuantity: 5, unitPrice: try Self.decimal("3.5")),
            FeedProduct.Price(minQuantity: 100, unitPrice: try Self.decimal("3"), validTo: "2030-12-31"),
        ]
        product.treatments = ["dyed"]
        product.keywords = ["=jade", "green"]
        return product
    }

    private static let head = FeedHead(
        company: "Jade & Co", list: "WH", currency: "EUR", language: "eng", isForCustomer: false)

    /// What a writer writes of the product.
    private func text(_ writer: (@escaping FeedSink) -> any FeedWriter) throws -> String {
        let text = Text()
        var writer = writer { text.bytes += $0 }
        try writer.begin()
        try writer.write(try product())
        try writer.end()
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private final class Text { var bytes: [UInt8] = [] }

    @Test("BMEcat has prices by their end, measures in metres, and in their own unit where that has not enough digits")
    func bmecat() throws {
        let text = try text { BMEcatFeed(Self.head, into: $0) }
        #expect(text.contains("<SUPPLIER_NAME>Jade &amp; Co</SUPPLIER_NAME>"))
        #expect(text.contains("<DESCRIPTION_SHORT lang=\"deu\">Board, &quot;green&quot;</DESCRIPTION_SHORT>"))
        #expect(text.contains("<LENGTH>0.1105</LENGTH>") && !text.contains("<WEIGHT>"))
        #expect(text.contains("<FVALUE>85.048569</FVALUE>") && text.contains("<FUNIT>GRM</FUNIT>"))
        #expect(text.components(separatedBy: "<PRODUCT_PRICE_DETAILS>").count == 3)
        #expect(text.contains("<VALID_END_DATE>2030-12-31</VALID_END_DATE>"))
        #expect(text.contains("price_type=\"net_list\"") && text.hasSuffix("</BMECAT>\n"))
    }

    @Test("Google has the price of the least quantity, and the others as attributes of our own")
    func google() throws {
        let text = try text { GoogleFeed(Self.head, link: "https://a.b/{sku}?x", into: $0) }
        #expect(text.contains("<g:price>3.5 EUR</g:price>") && text.contains("<c:from>100</c:from>"))
        #expect(text.contains("<g:link>https://a.b/A-1?x</g:link>"))
        #expect(text.contains("<g:product_length>11.05 cm</g:product_length>"))
        #expect(text.contains("<g:product_weight>85.048569 g</g:product_weight>"))
        #expect(text.contains("<g:identifier_exists>no</g:identifier_exists>"))
    }

    @Test("A table has as many columns as its longest lists need, and no formulas")
    func table() throws {
        var lengths = TableFeed.Lengths()
        lengths.add(try product())
        let table = TableFeed(Self.head, lengths)
        #expect(table.titles.contains("Price 2") && !table.titles.contains("Price 3"))
        #expect(table.titles.contains("Treatment 1") && !table.titles.contains("Picture 1"))
        let cells = table.cells(try product())
        #expect(cells.count == table.titles.count)
        let text = try text { CSVFeed(table, into: $0) }
        #expect(text.hasPrefix("\u{FEFF}SKU,GTIN,Name,") && text.contains(",\"Board, \"\"green\"\"\","))
        #expect(text.contains(",\"'=jade\ngreen\""))
        #expect(CSVFeed.cell("=1") == "'=1" && CSVFeed.cell("'=1") == "''=1" && CSVFeed.cell("'a") == "'a")
        #expect(CSVFeed.cell("a\"\u{301}") == "\"a\"\"\u{301}\"" && CSVFeed.cell("\"\u{301}") == "\"\"\"\u{301}\"")
        #expect(TableFeed.apostropheKept("'=1") == "''=1" && TableFeed.apostropheKept("=1") == "=1")
    }

    @Test("A product whose lists are longer than a table's is told")
    func excess() throws {
        var product = try product()
        #expect(TableFeed.excess(of: product) == nil)
        product.treatments = Array(repeating: "x", count: 7)
        #expect(TableFeed.excess(of: product) == "7 treatments, and a table has room for 6")
    }

    @Test("What looks like a character reference is written so that it is read back")
    func guarded() {
        #expect("AT&T".guarded == "AT&T" && "a;b".guarded == "a;b")
        #expect("AT&amp;T".guarded == "AT&amp;amp;amp;T")
    }

    @Test("Languages have three letters")
    func languages() {
        #expect(LanguageCode.three("de") == "deu" && LanguageCode.three("zh-CN") == "zho")
        #expect(LanguageCode.three("deu") == "deu" && LanguageCode.three("xx") == "xx")
    }
}
