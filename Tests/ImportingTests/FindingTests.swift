import Catalog
import Quantities
import Testing

@testable import Importing

/// What is worth telling about a record that is taken all the same.
struct FindingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var body: String
        var code: String
        var field: String
        var value: String?
        var testDescription: String { "\(code) \(value ?? "")" }

        init(_ body: String, _ code: String, _ field: String, _ value: String?) {
            self.body = body
            self.code = code
            self.field = field
            self.value = value
        }
    }

    static func details(_ element: String, _ text: String) -> String {
        "<ARTICLE_DETAILS><\(element)>\(text)</\(element)></ARTICLE_DETAILS>"
    }

    static func feature(_ name: String, _ value: String, unit: String? = nil) -> String {
        "<ARTICLE_FEATURES><FEATURE><FNAME>\(name)</FNAME><FVALUE>\(value)</FVALUE>"
            + (unit.map { "<FUNIT>\($0)</FUNIT>" } ?? "") + "</FEATURE></ARTICLE_FEATURES>"
    }

    static func picture(_ source: String) -> String {
        "<MIME_INFO><MIME><MIME_TYPE>image/jpeg</MIME_TYPE><MIME_SOURCE>\(source)</MIME_SOURCE></MIME></MIME_INFO>"
    }

    static func read(_ body: String, header: String = "<CURRENCY>EUR</CURRENCY>") throws -> ReadRecord {
        let price = body.contains("ARTICLE_PRICE") ? "" : QuarantineTests.price
        return try Reading.article(QuarantineTests.number + body + price, header: header)
    }

    static let cases: [Case] = [
        Case(details("EAN", "9521234500019"), "gtin_check_digit", "gtin", "9521234500019"),
        Case(details("EAN", "folgt"), "gtin_invalid", "gtin", "folgt"),
        Case(details("EAN", "12345"), "gtin_invalid", "gtin", "12345"),
        Case(details("EAN", "0000000000000"), "gtin_invalid", "gtin", "0000000000000"),
        Case(details("EAN", "2000000000008"), "gtin_restricted", "gtin", "2000000000008"),
        Case(details("DESCRIPTION_LONG", "&lt;b>x&lt;/b>"), "markup_removed", "description", "<b>x</b>"),
        Case(details("DESCRIPTION_SHORT", "x&amp;nbsp;y"), "markup_removed", "name", "x&nbsp;y"),
        Case(details("DESCRIPTION_SHORT", "x&#x85;y"), "control_removed", "name", nil),
        Case(details("DELIVERY_TIME", "soon"), "lead_time_unreadable", "lead_time_days", "soon"),
        Case(details("DELIVERY_TIME", "-1"), "lead_time_unreadable", "lead_time_days", "-1"),
        Case(QuarantineTests.order("<ORDER_UNIT>GEB</ORDER_UNIT>"), "unit_unknown", "order_unit", "GEB"),
        Case(QuarantineTests.order("<CONTENT_UNIT>CA</CONTENT_UNIT>"), "unit_unknown", "content_unit", "CA"),
        Case(feature("Farbe", "rot", unit: "drams"), "unit_unknown", "features[Farbe].unit", "drams"),
        Case(feature("Gewicht", "20 drams"), "unit_unknown", "features[Gewicht]", "20 drams"),
        Case(feature("Länge", "ca. 12-13", unit: "CMT"), "dimension_unreadable", "features[Länge]", "ca. 12-13"),
        Case(feature("Länge", "12"), "dimension_unreadable", "features[Länge]", "12"),
        Case(feature("Herkunft", "Atlantis"), "country_unknown", "country_of_origin", "Atlantis"),
        Case(feature("Herkunft", "XX"), "country_unknown", "country_of_origin", "XX"),
        Case(picture("C:\\Bilder\\neu\\10450.jpg"), "picture_address", "pictures", "C:\\Bilder\\neu\\10450.jpg"),
        Case(picture("image coming soon"), "picture_address", "pictures", "image coming soon"),
        Case(picture("http://"), "picture_address", "pictures", "http://"),
        Case(picture("javascript:alert(1)"), "picture_address", "pictures", "javascript:alert(1)"),
        Case(QuarantineTests.price("<PRICE_AMOUNT>0.00</PRICE_AMOUNT>"), "price_zero", "prices[1].amount", "0.00"),
        Case(
            QuarantineTests.price(
                "<PRICE_AMOUNT>1</PRICE_AMOUNT>", block: QuarantineTests.day("end", "2026-11-22")), "price_ended",
            "prices[1].valid_to", nil),
        Case(
            QuarantineTests.price("<PRICE_AMOUNT>1</PRICE_AMOUNT><PRICE_CURRENCY>CNY</PRICE_CURRENCY>"),
            "currency_other", "prices", nil),
        Case(QuarantineTests.price("<LOWER_BOUND>1</LOWER_BOUND>"), "price_on_request", "prices", nil),
        Case(feature("Material", "Energiestein"), "material_unknown", "material", nil),
        Case(feature("Material", "Jade"), "jade_unqualified", "material", "jade"),
        Case(feature("Material", "Xiuyan Jade"), "misnomer", "material", "xiuyan jade"),
        Case(
            details("DESCRIPTION_SHORT", "Nephrite board") + feature("Material", "Serpentine"),
            "material_contradiction", "material", nil),
    ]

    @Test("A value that only describes is dropped or kept with one finding, and the record goes on", arguments: cases)
    func codes(_ example: Case) throws {
        let record = try Self.read(example.body)
        #expect(record.item != nil)
        #expect(record.findings.map(\.code) == [example.code])
        #expect(record.findings.first?.field == example.field)
        #expect(record.findings.first?.value?.lowercased() == example.value?.lowercased())
        #expect(record.findings.first?.message.isEmpty == false)
    }

    @Test("What was found unreadable is left out, what is beside it is kept")
    func leftOut() throws {
        #expect(try Self.read(Self.details("EAN", "9521234500019")).item?.gtin == nil)
        #expect(try Self.read(Self.details("DELIVERY_TIME", "soon")).item?.leadTimeDays == nil)
        #expect(try Self.read(Self.picture("image coming soon")).item?.pictures == [])
        #expect(try Self.read(QuarantineTests.order("<ORDER_UNIT>GEB</ORDER_UNIT>")).item?.orderUnit == "GEB")
        let sized = try Self.read(
            "<ARTICLE_FEATURES><FEATURE><FNAME>Länge</FNAME><FVALUE>ca. 12</FVALUE><FUNIT>CMT</FUNIT></FEATURE>"
                + "<FEATURE><FNAME>Breite</FNAME><FVALUE>6</FVALUE><FUNIT>CMT</FUNIT></FEATURE></ARTICLE_FEATURES>")
        #expect(sized.item?.length == nil)
        #expect(sized.item?.width == Decimal(60))
        #expect(sized.item?.features.count == 2)
    }

    @Test("A sound record has no finding")
    func sound() throws {
        let record = try Self.read(
            "<ARTICLE_DETAILS><DESCRIPTION_SHORT>Nephrite =1+1 'x' -- $(y)</DESCRIPTION_SHORT><EAN>9521234500018</EAN>"
                + "<DELIVERY_TIME>2.5</DELIVERY_TIME></ARTICLE_DETAILS>"
                + QuarantineTests.order("<ORDER_UNIT>Stk</ORDER_UNIT>") + Self.feature("Material", "Nephrite")
                + Self.picture("https://example.com/a.jpg"))
        #expect(record.findings.map(\.code) == [])
        #expect(record.item?.name == "Nephrite =1+1 'x' -- $(y)")
        #expect(record.item?.goods.material == "nephrite")
        #expect(record.item?.orderUnit == "H87")
        #expect(record.item?.leadTimeDays?.text == "2.5")
    }

    @Test(
        "A GTIN is taken in any standard form and kept in its own",
        arguments: [
            ("9521234500018", "9521234500018"), ("952-1234 500018", "9521234500018"),
            ("09521234500018", "9521234500018"), ("036000291452", "036000291452"), ("96385074", "96385074"),
            ("19521234500015", "19521234500015"),
        ])
    func gtins(_ text: String, _ gtin: String) throws {
        let record = try Self.read(Self.details("EAN", text))
        #expect(record.item?.gtin == gtin)
        #expect(record.findings.map(\.code) == [])
    }

    @Test(
        "The address of a picture is made whole with the header's root",
        arguments: [
            ("a.jpg", "https://x.example/p/", "https://x.example/p/a.jpg"),
            ("a.jpg", "https://x.example/p", "https://x.example/p/a.jpg"), ("a.jpg", "", "a.jpg"),
            ("/a.jpg", "https://x.example/p", "/a.jpg"), ("https://y.example/a.jpg", "p", "https://y.example/a.jpg"),
            ("sub/a-b_c.jpg", "p", "p/sub/a-b_c.jpg"),
        ])
    func pictures(_ source: String, _ root: String, _ address: String) throws {
        let record = try Self.read(Self.picture(source), header: "<MIME_ROOT>\(root)</MIME_ROOT>")
        #expect(record.item?.pictures == [address])
    }

    @Test("Documents beside pictures are no pictures")
    func documents() throws {
        let record = try Self.read(
            "<MIME_INFO><MIME><MIME_TYPE>application/pdf</MIME_TYPE><MIME_SOURCE>a.pdf</MIME_SOURCE></MIME>"
                + "<MIME><MIME_SOURCE>b.jpg</MIME_SOURCE><MIME_TYPE>image/jpeg</MIME_TYPE></MIME>"
                + "<MIME><MIME_SOURCE>c.jpg</MIME_SOURCE></MIME></MIME_INFO>")
        #expect(record.item?.pictures == ["b.jpg", "c.jpg"])
    }

    @Test(
        "Sizes are read from one feature or from three",
        arguments: [
            ("Maße", "110 x 60 x 6 mm", "110 60 6"), ("Abmessungen", "11×6 cm", "110 60 -"),
            ("Size", "110*60*6", "- - -"), ("Länge (mm)", "110", "110 - -"), ("Length:", "4.5 in", "114.3 - -"),
            ("Größe", "M", "- - -"), ("Tiefe", "6 mm", "- - 6"), ("LÄNGE", "11 cm", "110 - -"),
        ])
    func sizes(_ name: String, _ value: String, _ sizes: String) throws {
        let item = try #require(try Self.read(Self.feature(name, value)).item)
        #expect([item.length, item.width, item.thickness].map { $0?.text ?? "-" }.joined(separator: " ") == sizes)
    }

    @Test("A withdrawal needs the number only, by its mode or its status")
    func withdrawals() throws {
        func withdrawn(_ record: String) throws -> String? {
            let text = "<BMECAT><T_UPDATE_PRODUCTS>\(record)</T_UPDATE_PRODUCTS></BMECAT>"
            let read = try Reading.records(text, by: Profiles.profile(named: "bmecat-1.2"))
            guard case .withdrawn(let number) = read[0].outcome else { return nil }
            return number
        }
        #expect(try withdrawn("<ARTICLE mode=\"delete\"><SUPPLIER_AID>A</SUPPLIER_AID></ARTICLE>") == "A")
        #expect(
            try withdrawn(
                "<ARTICLE><SUPPLIER_AID>A</SUPPLIER_AID><ARTICLE_DETAILS><ARTICLE_STATUS type=\"old_article\">x"
                    + "</ARTICLE_STATUS></ARTICLE_DETAILS></ARTICLE>") == "A")
        #expect(try withdrawn("<ARTICLE mode=\"update\"><SUPPLIER_AID>A</SUPPLIER_AID></ARTICLE>") == nil)
        #expect(try withdrawn("<ARTICLE mode=\"delete\"/>") == nil)
    }
}
