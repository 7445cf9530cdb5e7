import Catalog
import Testing

@testable import Importing

/// What makes a record one that cannot be trusted; the codes that take the whole file are tested with the operations.
struct QuarantineTests {
    static let number = "<SUPPLIER_AID>A-1</SUPPLIER_AID>"
    static let price = price("<PRICE_AMOUNT>1.00</PRICE_AMOUNT>")

    static func price(_ body: String, block: String = "") -> String {
        "<ARTICLE_PRICE_DETAILS>\(block)<ARTICLE_PRICE price_type=\"net_customer\">\(body)</ARTICLE_PRICE></ARTICLE_PRICE_DETAILS>"
    }

    static func order(_ body: String) -> String { "<ARTICLE_ORDER_DETAILS>\(body)</ARTICLE_ORDER_DETAILS>" }

    static func day(_ kind: String, _ day: String) -> String {
        "<DATETIME type=\"valid_\(kind)_date\"><DATE>\(day)</DATE></DATETIME>"
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var body: String
        var code: String
        var field: String
        var value: String?
        var profile = "bmecat-1.2"
        var testDescription: String { "\(code) \(value ?? "")" }

        init(_ body: String, _ code: String, _ field: String, _ value: String?, profile: String = "bmecat-1.2") {
            self.body = body
            self.code = code
            self.field = field
            self.value = value
            self.profile = profile
        }
    }

    static func amount(_ text: String, _ code: String, profile: String = "bmecat-1.2") -> Case {
        Case(number + price("<PRICE_AMOUNT>\(text)</PRICE_AMOUNT>"), code, "prices[1].amount", text, profile: profile)
    }

    static func quantity(_ element: String, _ text: String, _ field: String) -> Case {
        Case(number + price + order("<\(element)>\(text)</\(element)>"), "quantity_invalid", field, text)
    }

    static func date(_ day: String) -> Case {
        Case(
            number + price("<PRICE_AMOUNT>1</PRICE_AMOUNT>", block: self.day("start", day)), "date_invalid",
            "prices[1].valid_from", day)
    }

    static let identity: [Case] = [
        Case(price, "part_number_missing", "part_number", nil),
        Case("<SUPPLIER_AID/>" + price, "part_number_missing", "part_number", nil),
        Case("<SUPPLIER_AID> \n </SUPPLIER_AID>" + price, "part_number_missing", "part_number", nil),
        Case(
            "<SUPPLIER_AID>\u{200B}\u{2060}</SUPPLIER_AID>" + price, "part_number_missing", "part_number",
            "\u{200B}\u{2060}"),
        Case("<SUPPLIER_AID>A\u{85}1</SUPPLIER_AID>" + price, "part_number_invalid", "part_number", "A\u{85}1"),
        Case(
            "<SUPPLIER_AID>\(String(repeating: "x", count: 256))</SUPPLIER_AID>" + price, "part_number_too_long",
            "part_number", String(repeating: "x", count: 80) + "…"),
        Case(number, "price_missing", "prices", nil),
        Case(number + "<ARTICLE_PRICE_DETAILS/>", "price_missing", "prices", nil),
    ]

    static let amounts: [Case] = [
        amount("-0.01", "price_negative"), amount("-1", "price_negative"),
        amount("12,50", "price_not_decimal"), amount("1.234,56", "price_not_decimal"),
        amount("1,234.56", "price_not_decimal"), amount("POA", "price_not_decimal"),
        amount("12.50 EUR", "price_not_decimal"), amount("1e3", "price_not_decimal"),
        amount("NaN", "price_not_decimal"),
        amount("12.5O", "price_not_decimal"), amount("0x1F", "price_not_decimal"),
        amount("4.95", "price_not_decimal", profile: "bmecat-1.2-comma"),
        amount("0.402", "price_not_decimal", profile: "bmecat-1.2-comma"),
        amount("1.3333333", "price_too_precise"), amount("1000000000000", "price_too_precise"),
        Case(
            number
                + price("<PRICE_AMOUNT>999999999999</PRICE_AMOUNT><PRICE_FACTOR>1000</PRICE_FACTOR>"),
            "price_too_precise", "prices[1].unit_price", "999999999999"),
    ]

    static let others: [Case] = [
        Case(
            number + price("<PRICE_AMOUNT>1</PRICE_AMOUNT><PRICE_CURRENCY>RMB</PRICE_CURRENCY>"), "currency_unknown",
            "prices[1].currency", "RMB"),
        quantity("QUANTITY_MIN", "0", "min_quantity"), quantity("QUANTITY_MIN", "-1", "min_quantity"),
        quantity("QUANTITY_MIN", "ten", "min_quantity"), quantity("QUANTITY_INTERVAL", "0", "quantity_interval"),
        quantity("NO_CU_PER_OU", "0", "content_quantity"),
        quantity("NO_CU_PER_OU", "1000000000000", "content_quantity"),
        quantity("PRICE_QUANTITY", "0", "prices[1].price_quantity"),
        quantity("PRICE_QUANTITY", "-100", "prices[1].price_quantity"),
        Case(
            number + price("<PRICE_AMOUNT>1</PRICE_AMOUNT><LOWER_BOUND>0</LOWER_BOUND>"), "quantity_invalid",
            "prices[0].min_quantity", "0"),
        Case(
            number + price("<PRICE_AMOUNT>1</PRICE_AMOUNT><PRICE_FACTOR>0</PRICE_FACTOR>"), "quantity_invalid",
            "prices[1].factor", "0"),
        date("2026-02-30"), date("2026-13-01"), date("2025-02-29"), date("1900-02-29"), date("soon"),
        date("01.02.2026"),
        date("2026-04-31"), date("2026-00-10"), date("26-01-01"), date("2026-1"), date("20260101"),
        Case(
            number
                + price("<PRICE_AMOUNT>1</PRICE_AMOUNT>", block: day("start", "2026-05-01") + day("end", "2026-04-30")),
            "date_invalid", "prices[1].valid_to", "2026-04-30"),
    ]

    @Test("A record that cannot be trusted is quarantined with its one reason", arguments: identity + amounts + others)
    func codes(_ example: Case) throws {
        let record = try Reading.article(example.body, profile: example.profile)
        #expect(record.faults.map(\.code) == [example.code])
        #expect(record.faults.first?.field == example.field)
        #expect(record.faults.first?.value == example.value)
        #expect(record.faults.first?.message.isEmpty == false)
    }

    @Test("A fault tells line, column and path of the faulty element")
    func places() throws {
        let body = "\n  <SUPPLIER_AID>A</SUPPLIER_AID>\n" + Self.price("\n   <PRICE_AMOUNT>x</PRICE_AMOUNT>")
        let fault = try #require(try Reading.article(body).faults.first)
        #expect(fault.line == 5)
        #expect(fault.column == 4)
        #expect(fault.path == "ARTICLE_PRICE_DETAILS/ARTICLE_PRICE/PRICE_AMOUNT")
        let missing = try #require(try Reading.article(Self.price).faults.first)
        #expect(missing.line == 2)
        #expect(missing.path == "SUPPLIER_AID")
    }

    @Test("Everything that is wrong with a record is listed, with every tier of it")
    func everything() throws {
        let body =
            Self.order("<QUANTITY_MIN>0</QUANTITY_MIN><NO_CU_PER_OU>x</NO_CU_PER_OU>")
            + Self.price(
                "<PRICE_AMOUNT>-1</PRICE_AMOUNT><PRICE_CURRENCY>RMB</PRICE_CURRENCY>",
                block: Self.day("start", "2026-02-30"))
            + Self.price("<PRICE_AMOUNT>1,5</PRICE_AMOUNT><LOWER_BOUND>10</LOWER_BOUND>")
        let faults = try Reading.article(body).faults.map { "\($0.field) \($0.code)" }
        #expect(
            Set(faults) == [
                "part_number part_number_missing", "min_quantity quantity_invalid", "content_quantity quantity_invalid",
                "prices[1].valid_from date_invalid", "prices[1].amount price_negative",
                "prices[1].currency currency_unknown", "prices[10].amount price_not_decimal",
            ])
        #expect(faults.count == 7)
    }

    @Test("A part number is kept to the letter, up to 255 characters")
    func partNumbers() throws {
        let longest = String(repeating: "玉", count: 255)
        for number in ["007", "A B/c", "a", "../x", "=1+1", "-- 1", "0", longest, "e\u{301}", "A;\"B'"] {
            let record = try Reading.article("<SUPPLIER_AID>\(number)</SUPPLIER_AID>" + Self.price)
            #expect(record.item?.partNumber.unicodeScalars.elementsEqual(number.unicodeScalars) == true)
        }
    }

    @Test("A price element that is on request is no fault, nor is a missing one where the profile asks for none")
    func policies() throws {
        let onRequest = try Reading.article(Self.number + Self.price("<LOWER_BOUND>5</LOWER_BOUND>"))
        #expect(onRequest.findings.map(\.code) == ["price_on_request"])
        #expect(onRequest.item?.prices.isEmpty == true)
        let optional = try Reading.article("<SUPPLIER_PID>A</SUPPLIER_PID>", profile: "bmecat-2005")
        #expect(optional.item?.partNumber == "A")
        let partial = try Reading.records(
            "<BMECAT><T_UPDATE_PRODUCTS><ARTICLE><SUPPLIER_AID>A</SUPPLIER_AID></ARTICLE></T_UPDATE_PRODUCTS></BMECAT>",
            by: Profiles.profile(named: "bmecat-1.2"), partial: true)
        #expect(partial[0].item?.partNumber == "A")
    }

    @Test("A shop's item is quarantined by the same rules")
    func google() throws {
        func codes(_ body: String) throws -> [String] { try Reading.item(body).faults.map(\.code) }
        #expect(try codes("<g:mpn>M</g:mpn><g:price>1.00 GBP</g:price>") == ["part_number_missing"])
        #expect(try codes("<g:id>1</g:id>") == ["price_missing"])
        #expect(try codes("<g:id>1</g:id><g:shipping><g:price>1.00 GBP</g:price></g:shipping>") == ["price_missing"])
        #expect(try codes("<g:id>1</g:id><g:price>POA</g:price>") == ["price_not_decimal"])
        #expect(try codes("<g:id>1</g:id><g:price>1.00 UKP</g:price>") == ["currency_unknown"])
        #expect(
            try codes(
                "<g:id>1</g:id><g:price>2 GBP</g:price><g:sale_price>1 GBP</g:sale_price>"
                    + "<g:sale_price_effective_date>2026-11-01/2026-11-31</g:sale_price_effective_date>")
                == ["date_invalid"])
    }
}
