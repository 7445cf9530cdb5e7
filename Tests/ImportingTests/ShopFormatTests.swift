import Catalog
import Quantities
import Testing

@testable import Importing

/// What the feeds of shops do to a reader that takes them lightly.
struct ShopFormatTests {
    private static func heureka(_ body: String, currency: String = "CZK") throws -> ReadRecord {
        try Reading.records(
            "<SHOP><SHOPITEM><ITEM_ID>A</ITEM_ID>\(body)</SHOPITEM></SHOP>", by: Profiles.profile(named: "heureka"),
            currency: currency)[0]
    }

    @Test(
        "Heureka: either mark and a currency behind the amount are read, what could be two numbers is none",
        arguments: [
            ("1,50 CZK", "retail_gross 1: 1.5 CZK"), ("24.90 EUR", "retail_gross 1: 24.9 EUR"),
            ("5 000,50", "retail_gross 1: 5000.5 CZK"), ("5\u{A0}000", "retail_gross 1: 5000 CZK"),
            ("1.234", nil), ("12,345", nil), ("1.234,50", nil), ("ask", nil),
        ] as [(String, String?)])
    func notation(_ amount: String, _ price: String?) throws {
        let record = try Self.heureka("<PRICE_VAT>\(amount)</PRICE_VAT>")
        #expect(record.prices == [price].compactMap { $0 })
        #expect(record.faults.map(\.code) == (price == nil ? ["price_not_decimal"] : []))
    }

    @Test(
        "Heureka: a price without tax is a cost beside the one with tax only, and the two are compared",
        arguments: [
            ("<PRICE>500</PRICE><PRICE_VAT>605</PRICE_VAT><VAT>21</VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>500</PRICE><PRICE_VAT>605</PRICE_VAT><VAT>0,21</VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>500</PRICE><PRICE_VAT>605</PRICE_VAT><VAT>0.21</VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>500</PRICE><PRICE_VAT>605</PRICE_VAT><VAT>21 %</VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>500</PRICE><PRICE_VAT>605</PRICE_VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>499,80</PRICE><PRICE_VAT>605</PRICE_VAT><VAT>21</VAT>", ["cost", "retail_gross"], false),
            ("<PRICE>500</PRICE><PRICE_VAT>600</PRICE_VAT><VAT>21</VAT>", ["cost", "retail_gross"], true),
            ("<PRICE>500</PRICE><VAT>21</VAT>", ["retail_net"], false),
            ("<PRICE_VAT>605</PRICE_VAT><VAT>21</VAT>", ["retail_gross"], false),
        ])
    func tax(_ body: String, _ kinds: [String], _ differs: Bool) throws {
        let record = try Self.heureka(body)
        #expect(record.item?.prices.map(\.kind) == kinds)
        #expect(record.findings.contains { $0.code == "tax_mismatch" } == differs)
    }

    @Test("Heureka: an unknown currency is a fault, freight and bids are no prices")
    func currency() throws {
        #expect(
            try Self.heureka("<PRICE_VAT>1</PRICE_VAT><CURRENCY>KCS</CURRENCY>").faults.map(\.code) == [
                "currency_unknown"
            ])
        let freight = "<HEUREKA_CPC>1</HEUREKA_CPC><DELIVERY><DELIVERY_PRICE>99</DELIVERY_PRICE></DELIVERY>"
        #expect(try Self.heureka(freight).faults.map(\.code) == ["price_missing"])
    }

    @Test(
        "Heureka: words and numbers of delivery are days, a date is none",
        arguments: [("ihned", "0"), ("3", "3"), ("-1", nil), ("2026-11-30", nil)])
    func delivery(_ text: String, _ days: String?) throws {
        let record = try Self.heureka("<PRICE_VAT>1</PRICE_VAT><DELIVERY_DATE>\(text)</DELIVERY_DATE>")
        #expect(record.item?.leadTimeDays?.text == days)
        #expect(record.findings.map(\.code) == (text.hasPrefix("2026") ? ["lead_time_unreadable"] : []))
    }

    @Test("Heureka: entities, CDATA and HTML are taken for what they mean, and variants keep their numbers")
    func texts() throws {
        let item = try Self.heureka(
            "<PRODUCTNAME>Gua &amp; Sha</PRODUCTNAME><DESCRIPTION><![CDATA[<p>Two <b>stones</b></p>]]></DESCRIPTION><PRICE_VAT>1</PRICE_VAT><ITEMGROUP_ID>G</ITEMGROUP_ID>"
        ).item
        #expect(item?.name == "Gua & Sha")
        #expect(item?.description == "Two stones")
        #expect(item?.partNumber == "A")
        #expect(item?.features.map { "\($0.name) \($0.value)" } == ["Item group G"])
    }

    @Test("Universal: variants are items, and take from the item around them what they do not say")
    func variants() throws {
        let records = try Reading.records(
            """
            <SHOP><ITEM><CODE>A</CODE><PRODUCTNAME>Heart</PRODUCTNAME><PRICE_VAT>10</PRICE_VAT><VARIANTS>
            <VARIANT><CODE>A-1</CODE><PRICE_VAT>12</PRICE_VAT></VARIANT>
            <VARIANT><PRODUCTNAMEEXT>red</PRODUCTNAMEEXT></VARIANT></VARIANTS></ITEM><ITEM><CODE>B</CODE><PRICE_VAT>5</PRICE_VAT></ITEM></SHOP>
            """, by: Profiles.profile(named: "shop-universal"))
        #expect(records.map { $0.item?.partNumber } == ["A-1", "A", "B"])
        #expect(
            records.map(\.prices) == [
                ["retail_gross 1: 12 EUR"], ["retail_gross 1: 10 EUR"], ["retail_gross 1: 5 EUR"],
            ])
        #expect(records.map(\.ordinal) == [1, 2, 3])
        #expect(records.map(\.line) == [2, 3, 3])
        #expect(Set(records.map(\.digest)).count == 3)
    }

    private static func iof(_ product: String, profile: String = "iof") throws -> [ReadRecord] {
        try Reading.records(
            "<offer file_format=\"IOF\"><products currency=\"PLN\">\(product)</products></offer>",
            by: Profiles.profile(named: profile), currency: "PLN", partial: profile == "iof-light")
    }

    @Test("IOF: a size is an item; what it lacks is the product's, a price of nothing is none")
    func sizes() throws {
        let records = try Self.iof(
            """
            <product id="1" code_on_card="C" vat="23"><description><name xml:lang="pol">Kamień</name><name xml:lang="eng">Stone</name></description>
            <price net="10" gross="12.30"/><srp net="0" gross="0"/><sizes><size code="C-1" weight="90"><price net="20" gross="24.60"/></size><size code="C-2"/></sizes></product>
            """)
        #expect(records.map { $0.item?.partNumber } == ["C-1", "C-2"])
        #expect(records.map { $0.item?.name } == ["Stone", "Stone"])
        #expect(records[0].item?.mass?.text == "90")
        #expect(records[0].prices == ["cost 1: 20 PLN", "retail_gross 1: 24.6 PLN"])
        #expect(records[1].prices == ["cost 1: 10 PLN", "retail_gross 1: 12.3 PLN"])
    }

    @Test("IOF: the wholesale price goes before the price; parts of a bundle are no items")
    func wholesale() throws {
        let records = try Self.iof(
            """
            <product id="1" code_on_card="C"><price net="10" gross="12.30"/><price_wholesale net="8" gross="9.84"/>
            <bundled><product id="2"><sizes><size code="X"/></sizes></product></bundled></product>
            """)
        #expect(records.map { $0.item?.partNumber } == ["C"])
        #expect(records[0].prices.first == "cost 1: 8 PLN")
    }

    @Test("IOF: a light offer without prices is taken, and says nothing of them")
    func light() throws {
        let records = try Self.iof(
            "<product id=\"1\"><sizes><size code=\"C-1\"><stock quantity=\"-1\"/></size></sizes></product>",
            profile: "iof-light")
        #expect(records.map { $0.item?.partNumber } == ["C-1"])
        #expect(records[0].prices.isEmpty)
    }

    @Test("Ceneo: the shop's number goes before the maker's, and that before the id; the currency is the portal's")
    func ceneo() throws {
        func offer(_ attributes: String) throws -> ReadRecord {
            try Reading.records(
                "<offers><o id=\"7\" price=\"49.90\" avail=\"99\"><attrs>\(attributes)</attrs></o></offers>",
                by: Profiles.profile(named: "ceneo"))[0]
        }
        let maker = "<a name=\"Kod_producenta\"><![CDATA[K]]></a>"
        #expect(try offer("").item?.partNumber == "7")
        #expect(try offer(maker).item?.partNumber == "K")
        #expect(try offer(maker + "<a name=\"SKU\">S</a><a name=\"Kolor\">red</a>").item?.partNumber == "S")
        #expect(try offer(maker).prices == ["retail_gross 1: 49.9 PLN"])
        #expect(try offer(maker).item?.leadTimeDays == nil)
        #expect(try offer("<a name=\"Kolor\">red</a>").item?.features.map(\.name) == ["Kolor"])
    }

    @Test(
        "Skroutz: the number stands in one of four places, the weight in kilograms or grams",
        arguments: [
            ("<product id=\"A\">", "120", "120"), ("<product><id>A</id>", "0.15 Kg", "150"),
            ("<product><UniqueID>A</UniqueID>", "12 Kg", "12000"), ("<product><uid>A</uid>", "0", nil),
        ] as [(String, String, String?)])
    func skroutz(_ begin: String, _ weight: String, _ mass: String?) throws {
        let record = try Reading.records(
            "<shop><products>\(begin)<price_with_vat>1.50</price_with_vat><weight>\(weight)</weight></product></products></shop>",
            by: Profiles.profile(named: "skroutz"), currency: "USD")[0]
        #expect(record.item?.partNumber == "A")
        #expect(record.item?.mass?.text == mass)
        #expect(record.prices == ["retail_gross 1: 1.5 EUR"])
        #expect(record.findings.isEmpty)
    }

    @Test("YML: the currency's old name, the name in parts, the category's parents, a parameter's unit, a deletion")
    func yml() throws {
        let records = try Reading.records(
            """
            <yml_catalog><shop><categories><category id="1">Massage</category><category id="2" parentId="1">Rollers</category>
            <category id="3" parentId="4">A</category><category id="4" parentId="3">B</category></categories><offers>
            <offer id="A"><typePrefix>Roller</typePrefix><vendor>N</vendor><model>X</model><price>9</price><currencyId>RUR</currencyId><categoryId>2</categoryId><param name="Длина" unit="см">14.5</param></offer>
            <offer id="B"><name>Own name</name><vendor>N</vendor><price>9</price><currencyId>USD</currencyId><categoryId>9</categoryId></offer>
            <offer id="C" deleted="true"><price>9</price></offer><offer id="D"><price>9</price><categoryId>3</categoryId></offer></offers></shop></yml_catalog>
            """, by: Profiles.profile(named: "yml"), currency: "RUB")
        #expect(records[0].item?.name == "Roller N X")
        #expect(records[0].item?.category == "Massage > Rollers")
        #expect(records[0].item?.length?.text == "145")
        #expect(records[0].prices == ["retail_gross 1: 9 RUB"])
        #expect(records[1].item?.name == "Own name")
        #expect(records[1].item?.category == nil)
        guard case .withdrawn("C") = records[2].outcome else {
            Issue.record("nothing is withdrawn")
            return
        }
        #expect(records[3].item?.category?.hasSuffix("B > A") == true)
    }

    @Test("Shopify: each variant is an item with its own number, price and mass, and none has the entry's id")
    func shopify() throws {
        let records = try Reading.records(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:s="http://jadedpixel.com/-/spec/shopify"><entry><id>E</id>
            <s:variant><id>E</id><title>S</title><s:price currency="AUD">29.00</s:price><s:sku>A-S</s:sku><s:grams>90</s:grams></s:variant>
            <s:variant><id>E</id><title>L</title><s:price currency="AUD">39.00</s:price><s:sku/><s:grams>0</s:grams></s:variant>
            <title>Stone</title></entry></feed>
            """, by: Profiles.profile(named: "shopify-atom"), currency: "AUD")
        #expect(records[0].item?.partNumber == "A-S")
        #expect(records[0].item?.name == "Stone")
        #expect(records[0].prices == ["retail_gross 1: 29 AUD"])
        #expect(records[0].item?.mass?.text == "90")
        #expect(records[1].faults.map(\.code) == ["part_number_missing"])
    }

    @Test("WooCommerce: values stand by their key, only published products count, two encoded texts are two")
    func woocommerce() throws {
        func item(_ type: String, _ sku: String, status: String = "publish", more: String = "") -> String {
            """
            <item><title>\(sku)</title>\(more)<wp:status>\(status)</wp:status><wp:post_type>\(type)</wp:post_type>
            <wp:postmeta><wp:meta_key>_sku</wp:meta_key><wp:meta_value>\(sku)</wp:meta_value></wp:postmeta>
            <wp:postmeta><wp:meta_value>15</wp:meta_value><wp:meta_key>_price</wp:meta_key></wp:postmeta>
            <wp:postmeta><wp:meta_value>20</wp:meta_value><wp:meta_key>_regular_price</wp:meta_key></wp:postmeta></item>
            """
        }
        let texts = "<excerpt:encoded>short</excerpt:encoded><content:encoded>long</content:encoded>"
        let records = try Reading.records(
            """
            <rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
            xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>\(item("page", "P"))\(item("product", "A", more: texts))
            \(item("product", "D", status: "draft"))\(item("product_variation", "A-1"))</channel></rss>
            """, by: Profiles.profile(named: "woocommerce-wxr"))
        #expect(records.map { $0.item?.partNumber } == ["A", "A-1"])
        #expect(records.map(\.ordinal) == [1, 2])
        #expect(records[0].item?.description == "long")
        #expect(records[0].prices == ["retail 1: 20 EUR"])
    }

    @Test(
        "Bazaarvoice: brand and category by the feed's tables, the name in the preferred language, no price asked for")
    func bazaarvoice() throws {
        let item = try Reading.records(
            """
            <Feed xmlns="http://www.bazaarvoice.com/xs/PRR/ProductFeed/14.7"><Brands><Brand><ExternalId>B</ExternalId><Name>Brand</Name></Brand></Brands>
            <Categories><Category><ExternalId>1</ExternalId><Name>Top</Name></Category><Category><ExternalId>2</ExternalId><ParentExternalId>1</ParentExternalId><Name>Sub</Name></Category></Categories>
            <Products><Product><ExternalId>A</ExternalId><Name>N</Name><Names><Name locale="fr_CA">F</Name><Name locale="en_US">E</Name></Names>
            <BrandExternalId>B</BrandExternalId><CategoryExternalId>2</CategoryExternalId></Product></Products></Feed>
            """, by: Profiles.profile(named: "bazaarvoice"))[0].item
        #expect(item?.brand == "Brand")
        #expect(item?.category == "Top > Sub")
        #expect(item?.name == "E")
        #expect(item?.prices.isEmpty == true)
    }

    @Test("Google: the id of an entry of Atom 1.0 is no part number, that of the old Atom is")
    func atom() throws {
        func number(_ namespace: String, _ body: String) throws -> String? {
            try Reading.records(
                "<feed xmlns=\"\(namespace)\" xmlns:g=\"http://base.google.com/ns/1.0\"><id>F</id><entry>\(body)<g:price>1 EUR</g:price></entry></feed>",
                by: Profiles.profile(named: "google-merchant"))[0].item?.partNumber
        }
        let atom = "http://www.w3.org/2005/Atom"
        #expect(try number(atom, "<id>tag:x</id><g:id>A</g:id>") == "A")
        #expect(try number(atom, "<g:id>A</g:id><id>tag:x</id>") == "A")
        #expect(try number(atom, "<id>tag:x</id>") == nil)
        #expect(try number("http://purl.org/atom/ns#", "<id>A</id>") == "A")
    }
}
