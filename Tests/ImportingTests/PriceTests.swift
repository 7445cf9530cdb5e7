import Catalog
import Quantities
import Testing

@testable import Importing

struct PriceTests {
    /// One price element.
    static func element(
        _ amount: String, _ kind: String? = "net_customer", from: String? = nil, currency: String? = nil,
        more: String = ""
    ) -> String {
        "<ARTICLE_PRICE" + (kind.map { " price_type=\"\($0)\"" } ?? "") + "><PRICE_AMOUNT>\(amount)</PRICE_AMOUNT>"
            + (currency.map { "<PRICE_CURRENCY>\($0)</PRICE_CURRENCY>" } ?? "")
            + (from.map { "<LOWER_BOUND>\($0)</LOWER_BOUND>" } ?? "") + more + "</ARTICLE_PRICE>"
    }

    static func read(
        _ elements: String, order: String = "", header: String = "<CURRENCY>EUR</CURRENCY>", currency: String = "EUR",
        profile: String = "bmecat-1.2"
    ) throws -> ReadRecord {
        try Reading.article(
            QuarantineTests.number + (order.isEmpty ? "" : QuarantineTests.order(order))
                + "<ARTICLE_PRICE_DETAILS>\(elements)</ARTICLE_PRICE_DETAILS>", header: header, profile: profile,
            currency: currency)
    }

    @Test("A price for many pieces is divided by their number, and the pair is kept")
    func priceQuantity() throws {
        let order = "<PRICE_QUANTITY>100</PRICE_QUANTITY>"
        let record = try Self.read(Self.element("145.00", from: "100") + Self.element("129", from: "500"), order: order)
        #expect(record.prices == ["cost 100: 1.45 EUR", "cost 500: 1.29 EUR"])
        #expect(record.item?.prices.first?.amount == Decimal(145))
        #expect(record.item?.prices.first?.priceQuantity == Decimal(100))
        #expect(
            try Self.read(Self.element("10"), order: "<PRICE_QUANTITY>3</PRICE_QUANTITY>").prices
                == ["cost 1: 3.333333 EUR"])
    }

    @Test("A factor multiplies the amount once")
    func factor() throws {
        let factor = "<PRICE_FACTOR>0.95</PRICE_FACTOR>"
        #expect(try Self.read(Self.element("26.00", more: factor)).prices == ["cost 1: 24.7 EUR"])
        #expect(
            try Self.read(Self.element("26.00", more: factor), order: "<PRICE_QUANTITY>10</PRICE_QUANTITY>").prices
                == ["cost 1: 2.47 EUR"])
    }

    @Test("Absent values have their defaults: one piece, from one, the header's currency, else the supplier's")
    func defaults() throws {
        let price = try #require(try Self.read(Self.element("5"), header: "").item?.prices.first)
        #expect(price.currency == "EUR")
        #expect(price.minQuantity == Decimal(1))
        #expect(price.priceQuantity == Decimal(1))
        #expect(price.validFrom == nil && price.validTo == nil)
        #expect(
            try Self.read(Self.element("5"), header: "<CURRENCY>USD</CURRENCY>", currency: "USD").prices
                == ["cost 1: 5 USD"])
        #expect(try Self.read(Self.element("5", currency: "CHF"), currency: "CHF").prices == ["cost 1: 5 CHF"])
        #expect(try Self.read(Self.element("5", nil)).prices == ["cost 1: 5 EUR"])
        #expect(try Self.read(Self.element("5")).item?.minQuantity == nil)
    }

    @Test("The best kind of cost that is given counts; the others stay what they are")
    func kinds() throws {
        let list = Self.element("9", "net_list")
        let retail = Self.element("20", "nrp")
        #expect(try Self.read(list).prices == ["cost 1: 9 EUR"])
        #expect(try Self.read(list + Self.element("7")).prices == ["cost 1: 7 EUR", "net_list 1: 9 EUR"])
        #expect(
            try Self.read(list + Self.element("8", "net_customer_exp")).prices
                == ["cost 1: 8 EUR", "net_list 1: 9 EUR"])
        #expect(try Self.read(retail).prices == ["recommended 1: 20 EUR"])
        #expect(try Self.read(Self.element("11", "gros_list")).prices == ["gros_list 1: 11 EUR"])
        #expect(try Self.read(Self.element("11", "udp_special")).prices == ["udp_special 1: 11 EUR"])
    }

    @Test("No tier comes from another kind, currency or territory")
    func mixing() throws {
        let tiers = Self.element("2.45", from: "10") + Self.element("2.20", from: "50")
        #expect(
            try Self.read(tiers + Self.element("3.60", "net_list") + Self.element("1.98", "net_list", from: "200"))
                .prices == ["cost 10: 2.45 EUR", "cost 50: 2.2 EUR", "net_list 1: 3.6 EUR", "net_list 200: 1.98 EUR"])
        #expect(
            try Self.read(tiers + Self.element("1", from: "500", currency: "USD")).prices
                == ["cost 10: 2.45 EUR", "cost 50: 2.2 EUR", "net_customer 500: 1 USD"])
        let territory = { (code: String) in "<TERRITORY>\(code)</TERRITORY>" }
        #expect(
            try Self.read(
                Self.element("5", more: territory("DE")) + Self.element("4", from: "10", more: territory("DE"))
                    + Self.element("1", from: "20", more: territory("AT"))
            ).prices == ["cost 1: 5 EUR", "cost 10: 4 EUR", "net_customer 20: 1 EUR"])
        let others = try Self.read(Self.element("46", currency: "CNY"))
        #expect(others.prices == ["net_customer 1: 46 CNY"])
        #expect(others.findings.map(\.code) == ["currency_other"])
    }

    @Test("Blocks follow one another, each with its days; the year one means always")
    func blocks() throws {
        func block(_ from: String, _ to: String, _ amount: String) -> String {
            "<ARTICLE_PRICE_DETAILS>" + QuarantineTests.day("start", from) + Self.element(amount)
                + QuarantineTests.day("end", to) + "</ARTICLE_PRICE_DETAILS>"
        }
        let record = try Reading.article(
            QuarantineTests.number + block("2027-01-01", "2027-12-31T23:59:59", "6")
                + block("0001-01-01", "2026-12-31", "5"))
        #expect(record.prices == ["cost 1: 5 EUR", "cost 1: 6 EUR"])
        let prices = try #require(record.item?.prices)
        #expect(prices.map(\.validFrom) == [nil, "2027-01-01"])
        #expect(prices.map(\.validTo) == ["2026-12-31", "2027-12-31"])
        #expect(record.findings.map(\.code) == [])
    }

    @Test("Two prices of one quantity at one time contradict each other, of two times or kinds they do not")
    func contradictions() throws {
        func codes(_ elements: String) throws -> [String] { try Self.read(elements).faults.map(\.code) }
        #expect(try codes(Self.element("9.20", from: "10") + Self.element("8.90", from: "10")) == ["tiers_contradict"])
        #expect(try codes(Self.element("9.20", from: "10") + Self.element("9.20", from: "10")) == [])
        #expect(try Self.read(Self.element("9.20") + Self.element("9.20")).prices == ["cost 1: 9.2 EUR"])
        #expect(try codes(Self.element("9") + Self.element("8", "net_list")) == [])
        #expect(try codes(Self.element("9", "nrp") + Self.element("8", "nrp")) == [])
        let overlapping = try Reading.article(
            QuarantineTests.number
                + QuarantineTests.price(
                    "<PRICE_AMOUNT>1</PRICE_AMOUNT>", block: QuarantineTests.day("end", "2026-06-30"))
                + QuarantineTests.price(
                    "<PRICE_AMOUNT>2</PRICE_AMOUNT>", block: QuarantineTests.day("start", "2026-06-30")))
        #expect(overlapping.faults.map(\.code) == ["tiers_contradict"])
    }

    @Test("Only the profile's notation makes a comma a decimal mark")
    func notation() throws {
        #expect(try Self.read(Self.element("12,80"), profile: "bmecat-1.2-comma").prices == ["cost 1: 12.8 EUR"])
        #expect(try Self.read(Self.element("1.234,50"), profile: "bmecat-1.2-comma").prices == ["cost 1: 1234.5 EUR"])
        #expect(try Self.read(Self.element("1234.50")).prices == ["cost 1: 1234.5 EUR"])
        #expect(try Self.read(Self.element("1.234")).prices == ["cost 1: 1.234 EUR"])
    }

    @Test("A price is of the order unit, whatever is in it")
    func units() throws {
        let order = "<ORDER_UNIT>KAR</ORDER_UNIT><CONTENT_UNIT>C62</CONTENT_UNIT><NO_CU_PER_OU>24</NO_CU_PER_OU>"
        let record = try Self.read(Self.element("42.00"), order: order)
        #expect(record.prices == ["cost 1: 42 EUR"])
        #expect(record.item?.orderUnit == "XCT")
        #expect(record.item?.contentUnit == "C62")
        #expect(record.item?.contentQuantity == Decimal(24))
    }

    @Test(
        "A shop's prices are retail prices in whatever form, and never a cost",
        arguments: [
            ("<g:price>599 CZK</g:price>", ["retail_gross 1: 599 CZK"]),
            ("<g:price>1890000 VND</g:price>", ["retail_gross 1: 1890000 VND"]),
            ("<g:price>12.50USD</g:price>", ["retail_gross 1: 12.5 USD"]),
            ("<g:price>350.00</g:price>", ["retail_gross 1: 350 GBP"]),
            ("<g:price>GBP 3.50</g:price>", ["retail_gross 1: 3.5 GBP"]),
            ("<g:price>35</g:price><g:currency>USD</g:currency>", ["retail_gross 1: 35 USD"]),
            (
                "<g:price>5 GBP</g:price><g:sale_price>4 GBP</g:sale_price>",
                ["retail_gross 1: 5 GBP", "sale_gross 1: 4 GBP"]
            ),
            (
                "<g:shipping><g:price>9 GBP</g:price></g:shipping><g:price>5 GBP</g:price>", ["retail_gross 1: 5 GBP"]
            ),
        ])
    func google(_ body: String, _ prices: [String]) throws {
        let record = try Reading.item("<g:id>1</g:id>" + body)
        #expect(record.prices == prices)
        #expect(record.item?.firstCost == nil)
        #expect(record.findings.map(\.code) == [])
    }

    @Test("A sale has its days, and the regular price none")
    func sale() throws {
        let record = try Reading.item(
            "<g:id>1</g:id><g:price>5 GBP</g:price><g:sale_price>4 GBP</g:sale_price><g:sale_price_effective_date>"
                + "2026-11-01T00:00+0000/2026-12-01T23:59+0000</g:sale_price_effective_date>")
        #expect(record.item?.prices.map(\.validFrom) == [nil, "2026-11-01"])
        #expect(record.item?.prices.map(\.validTo) == [nil, "2026-12-01"])
    }

    @Test("A price of BMEcat 2005 may carry its own base and its block's or header's days")
    func bmecat2005() throws {
        let text = """
            <BMECAT version="2005"><HEADER><CATALOG><CURRENCY>USD</CURRENCY><VALID_START_DATE>2026-01-01</VALID_START_DATE>
            <PRICE_FACTOR>0.5</PRICE_FACTOR></CATALOG></HEADER><T_NEW_CATALOG><PRODUCT><SUPPLIER_PID>1</SUPPLIER_PID>
            <PRODUCT_PRICE_DETAILS><VALID_END_DATE>2027-01-31</VALID_END_DATE><PRODUCT_PRICE price_type="net_customer">
            <PRICE_AMOUNT>100</PRICE_AMOUNT><PRICE_BASE><PRICE_UNIT>C62</PRICE_UNIT><PRICE_UNIT_FACTOR>10</PRICE_UNIT_FACTOR>
            </PRICE_BASE></PRODUCT_PRICE></PRODUCT_PRICE_DETAILS></PRODUCT></T_NEW_CATALOG></BMECAT>
            """
        let record = try Reading.records(text, by: Profiles.profile(named: "bmecat-2005"), currency: "USD")[0]
        #expect(record.prices == ["cost 1: 5 USD"])
        #expect(record.item?.prices.first?.validFrom == "2026-01-01")
        #expect(record.item?.prices.first?.validTo == "2027-01-31")
    }
}
