import Foundation
import Quantities
import Testing
import XMLStream

@testable import Importing

/// Orders read from texts and samples, without a database.
enum OrderReadingHelp {
    static func document(_ text: String, by name: String) throws -> [IncomingOrder] {
        try orders(of: Reading.file(text.utf8), by: name)
    }

    static func orders(of file: FeedFile, by name: String) throws -> [IncomingOrder] {
        let compiled = CompiledProfile(try Profiles.profile(named: name))
        var orders: [IncomingOrder] = []
        try OrderDocument(file, compiled)?.read { orders.append($0) }
        return orders
    }

    static func table(_ text: String, _ form: OrderTable.Form) throws -> [IncomingOrder] {
        var orders: [IncomingOrder] = []
        try OrderTable(Reading.file(text.utf8), form).read { orders.append($0) }
        return orders
    }

    static func sample(_ path: String) throws -> FeedFile {
        try FeedFile(EmbeddedListTests.root.appending(path: "Imports/" + path).path)
    }
}

extension IncomingOrder {
    /// The lines in short: number, goods, quantity and unit, price.
    fileprivate var short: [String] {
        lines.map { line in
            let goods = line.sku ?? line.itemCode.map { "(\($0))" } ?? line.gtin ?? "?"
            return
                "\(line.number ?? "-") \(goods) \(line.quantity?.text ?? "?") \(line.unit ?? "-") \(line.unitPrice?.text ?? "-")"
        }
    }
    fileprivate var codes: [String] { problems.map(\.code) }
}

@Suite("Orders in their formats")
struct OrderFormatTests {
    @Test("A UBL order")
    func ubl() throws {
        let order = try #require(
            try OrderReadingHelp.orders(
                of: OrderReadingHelp.sample("orders-ubl/samples/nord-2026-118.xml"), by: "orders-ubl"
            ).first)
        #expect(order.poNumber == "NO-2026-118" && order.messageID == "5f1c6c1e-8f0b-4d57-9a77-2b6f2f0c9a11")
        #expect(order.orderedOn?.text == "2026-11-23" && order.requestedOn?.text == "2026-12-04")
        #expect(order.currency == "EUR" && order.kind == .order && !order.isTest)
        #expect(order.buyers == [.init(scheme: "0088", value: "4012345000009")])
        #expect(order.note == "Please deliver to the back door.")
        #expect(
            order.shipTo.map { "\($0.key)=\($0.text)" } == [
                "street=Hafenstrasse 12", "postal_code=25813", "city=Husum", "country=DE",
            ])
        #expect(order.short == ["10 HANSE-10110 12 C62 -", "20 (GS-320) 10 EA -"])
        #expect(order.lines[1].note == "For the second treatment room.")
        #expect(order.problems == [])
    }

    @Test("A change of a UBL order names the order that it is for")
    func ublChange() throws {
        let order = try #require(
            try OrderReadingHelp.orders(
                of: OrderReadingHelp.sample("orders-ubl/samples/nord-2026-118-change.xml"), by: "orders-ubl"
            ).first)
        #expect(order.kind == .change && order.poNumber == "NO-2026-118")
    }

    @Test("A cXML order, whose secret is read by nobody")
    func cxml() throws {
        let order = try #require(
            try OrderReadingHelp.orders(
                of: OrderReadingHelp.sample("orders-cxml/samples/spa-4500081.xml"), by: "orders-cxml"
            ).first)
        #expect(order.poNumber == "4500081")
        #expect(order.messageID == "20261124.0912.4500081@buying.spa-des-dunes.example")
        #expect(order.buyers == [.init(scheme: "NetworkID", value: "AN01000000001")])
        #expect(order.requestedOn?.text == "2026-12-10" && order.changeSequence == "1" && order.total?.text == "131.4")
        #expect(order.short == ["1 HANSE-10210 12 EA 10.95"])
        #expect(order.shipTo.contains { $0.key == "id" && $0.text == "DUNES-1" })
        #expect(!"\(order)".contains("not-read-by-anybody"))
        let test = try OrderReadingHelp.orders(
            of: OrderReadingHelp.sample("orders-cxml/samples/spa-4500082-test.xml"), by: "orders-cxml")
        #expect(test.map(\.isTest) == [true])
    }

    @Test(
        "A cXML message that is no new order says what it is",
        arguments: [
            ("type=\"update\"", IncomingOrder.Kind.change), ("type=\"delete\"", .cancellation),
            ("type=\"new\" orderType=\"blanket\"", .other("blanket")), ("type=\"new\" orderType=\"release\"", .order),
            ("", .order),
        ])
    func cxmlKinds(_ attributes: String, _ kind: IncomingOrder.Kind) throws {
        let order = try OrderReadingHelp.document(
            """
            <cXML payloadID="p"><Request><OrderRequest><OrderRequestHeader orderID="1" \(attributes)/>
            <ItemOut quantity="1"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut></OrderRequest></Request></cXML>
            """, by: "orders-cxml")[0]
        #expect(order.kind == kind)
    }

    @Test("A cXML price for five boxes is brought to one piece by its factor")
    func cxmlPriceBasis() throws {
        let order = try OrderReadingHelp.document(
            """
            <cXML><Request><OrderRequest><OrderRequestHeader orderID="1"/>
            <ItemOut quantity="8"><ItemID><SupplierPartID>A</SupplierPartID></ItemID><ItemDetail>
            <UnitPrice><Money currency="EUR">100</Money></UnitPrice><UnitOfMeasure>EA</UnitOfMeasure>
            <PriceBasisQuantity quantity="5" conversionFactor="0.25"><UnitOfMeasure>BX</UnitOfMeasure></PriceBasisQuantity>
            </ItemDetail></ItemOut></OrderRequest></Request></cXML>
            """, by: "orders-cxml")[0]
        #expect(order.short == ["- A 8 EA 5"])
    }

    @Test("A list of openTRANS orders, the one after the other, prefixes notwithstanding")
    func opentrans() throws {
        let orders = try OrderReadingHelp.orders(
            of: OrderReadingHelp.sample("orders-opentrans/samples/nord-list.xml"), by: "orders-opentrans")
        #expect(orders.map(\.poNumber) == ["OT-901", "OT-902"])
        #expect(orders.map(\.position) == [1, 2])
        #expect(orders.map(\.kind) == [.order, .other("consignment")])
        #expect(orders[0].buyers == [.init(scheme: "supplier_specific", value: "K-1001")])
        #expect(orders[0].orderedOn?.text == "2026-11-25" && orders[0].lineCount == 2)
        // One part on two lines stays two lines.
        #expect(orders[0].short == ["1 HANSE-10110 6 C62 -", "2 HANSE-10110 6 C62 -"])
        #expect(orders[0].lines.map { $0.requestedOn?.text } == ["2026-12-07", "2026-12-14"])
        #expect(orders[0].shipTo.contains { $0.key == "name" && $0.text.hasPrefix("Praxisbedarf Nord") })
    }

    @Test("An openTRANS 1.0 order, with a price for a hundred")
    func opentransOld() throws {
        let order = try OrderReadingHelp.orders(
            of: OrderReadingHelp.sample("orders-opentrans/samples/nord-1.0.xml"), by: "orders-opentrans")[0]
        #expect(order.buyers == [.init(scheme: "iln", value: "4012345000009")])
        #expect(order.short == ["1 HANSE-10210 8 H87 10.2"])
        #expect(order.currency == "EUR" && order.total?.text == "81.6")
    }

    @Test("The buyer that an openTRANS order refers to is a party without a role, before or behind the reference")
    func opentransReference() throws {
        let parties =
            "<PARTIES><PARTY><PARTY_ID type=\"x\">us</PARTY_ID></PARTY><PARTY><PARTY_ID type=\"duns\">77</PARTY_ID></PARTY></PARTIES>"
        let reference = "<ORDER_PARTIES_REFERENCE><BUYER_IDREF>77</BUYER_IDREF></ORDER_PARTIES_REFERENCE>"
        for text in [parties + reference, reference + parties] {
            let order = try OrderReadingHelp.document(
                "<ORDER><ORDER_HEADER><ORDER_INFO><ORDER_ID>1</ORDER_ID>\(text)</ORDER_INFO></ORDER_HEADER></ORDER>",
                by: "orders-opentrans")[0]
            #expect(Set(order.buyers) == [.init(scheme: "none", value: "77"), .init(scheme: "duns", value: "77")])
        }
    }

    @Test("A NAMM order")
    func namm() throws {
        let order = try OrderReadingHelp.orders(
            of: OrderReadingHelp.sample("orders-namm/samples/drum-88.xml"), by: "orders-namm")[0]
        #expect(order.poNumber == "DS-88" && order.kind == .order && !order.isTest)
        #expect(order.buyers == [.init(scheme: "NAMM", value: "000012345678")])
        #expect(order.short == ["1 HANSE-10210 4 EA -"])
    }

    @Test("Everything that is wrong with a document is said, not only the first thing")
    func problems() throws {
        let order = try OrderReadingHelp.document(
            """
            <Order xmlns="urn:x:Order-2"><IssueDate>2000-2-30</IssueDate>
            <DocumentCurrencyCode>EUR</DocumentCurrencyCode>
            <OrderLine><LineItem><ID>1</ID><Quantity unitCode="EA">0</Quantity><Price><PriceAmount currencyID="USD">1,50</PriceAmount></Price></LineItem></OrderLine>
            <OrderLine><LineItem><ID>2</ID><Quantity unitCode="EA">2</Quantity>
            <Price><PriceAmount>5</PriceAmount><BaseQuantity unitCode="BX">1</BaseQuantity></Price></LineItem></OrderLine></Order>
            """, by: "orders-ubl")[0]
        #expect(
            order.codes == [
                "po_missing", "date_invalid", "quantity_invalid", "price_invalid", "currency_mismatch",
                "price_unit_unclear",
            ])
        #expect(order.problems.contains { $0.message.hasPrefix("line 1: \"0\" is no quantity") })
    }

    @Test(
        "A date with a blank for the T is read",
        arguments: ["2011-01-29 01:41:23", "2011-01-29T01:41:23+02:00", "2011-01-29"])
    func dates(_ text: String) throws {
        let order = try OrderReadingHelp.document(
            "<cXML><Request><OrderRequest><OrderRequestHeader orderID=\"1\" orderDate=\"\(text)\"/></OrderRequest></Request></cXML>",
            by: "orders-cxml")[0]
        #expect(order.orderedOn?.text == "2011-01-29")
    }

    @Test("A resend has the digest of the first, whatever its layout and identity; another content has another")
    func digests() throws {
        func order(_ id: String, _ quantity: String, _ blank: String = "") throws -> String {
            try OrderReadingHelp.document(
                "<cXML payloadID=\"\(id)\">\(blank)<Request><OrderRequest><OrderRequestHeader orderID=\"1\"/><ItemOut quantity=\"\(quantity)\">"
                    + "<ItemID><SupplierPartID>\(blank)A</SupplierPartID></ItemID></ItemOut></OrderRequest></Request></cXML>",
                by: "orders-cxml")[0].contentDigest
        }
        #expect(try order("a", "2") == order("b", "2.0", "\n  "))
        #expect(try order("a", "2") != order("a", "3"))
    }

    @Test("An order of more lines than one has is refused, and never held as a whole")
    func manyLines() throws {
        func text(_ count: Int) -> String {
            let line = "<ItemOut quantity=\"1\"><ItemID><SupplierPartID>A</SupplierPartID></ItemID></ItemOut>"
            return "<cXML><Request><OrderRequest><OrderRequestHeader orderID=\"1\"/>"
                + String(repeating: line, count: count) + "</OrderRequest></Request></cXML>"
        }
        #expect(try OrderReadingHelp.document(text(999), by: "orders-cxml")[0].lines.count == 999)
        for count in [1000, 100_000] {
            let order = try OrderReadingHelp.document(text(count), by: "orders-cxml")[0]
            #expect(order.lines == [] && order.codes.contains("too_many_lines"))
        }
    }

    @Test(
        "What is no order is called what it is",
        arguments: [
            (
                "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>",
                "a UBL Invoice, not an Order"
            ),
            ("<BMECAT/>", "that no profile knows"), ("<html/>", "an HTML page, not an Order"),
            ("<Catalogue/>", "a UBL Catalogue, not an Order"),
            ("<cXML><Message><PunchOutOrderMessage/></Message></cXML>", "a cXML message, not an Order"),
        ])
    func others(_ text: String, _ reason: String) throws {
        let detection = try DocumentStart(of: Reading.file(text.utf8)).detect(among: Profiles.orders(), for: .order)
        #expect(detection.profile == nil)
        #expect(detection.reason.contains(reason), "\(detection.reason)")
    }

    @Test("Two orders in one envelope are both read")
    func envelope() throws {
        func order(_ id: Int) -> String { "<o:Order xmlns:o=\"urn:x:Order-2\"><ID>\(id)</ID></o:Order>" }
        let orders = try OrderReadingHelp.document(
            "<StandardBusinessDocument><StandardBusinessDocumentHeader><ID>no</ID></StandardBusinessDocumentHeader>"
                + order(1) + order(2) + "</StandardBusinessDocument>", by: "orders-ubl")
        #expect(orders.map(\.poNumber) == ["1", "2"])
    }
}

@Suite("Orders as tables")
struct OrderTableTests {
    @Test("Rows of one customer and one number are one order, also where others stand between them")
    func rows() throws {
        let orders = try OrderReadingHelp.table(
            """
            customer,po_number,sku,quantity,unit_price,promise
            NORD,1,A,2,,2026-12-01
            SUED,1,A,1,,
            NORD,1,B,3,"4.50",
            "NORD","2","C ""x"", y",4,,

            """, .csv)
        #expect(orders.map { "\($0.customer ?? "") \($0.poNumber ?? "")" } == ["NORD 1", "SUED 1", "NORD 2"])
        #expect(
            orders[0].lines.map { "\($0.sku ?? "") \($0.quantity?.text ?? "") \($0.unitPrice?.text ?? "-")" } == [
                "A 2 -", "B 3 4.5",
            ])
        #expect(orders[0].requestedOn?.text == "2026-12-01")
        #expect(orders[2].lines[0].sku == "C \"x\", y")
        #expect(orders.allSatisfy { $0.problems == [] })
    }

    @Test(
        "Semicolons, tabs, a mark of the encoding, returns and names as people write them", arguments: [";", "\t", ","])
    func dialects(_ mark: String) throws {
        let text =
            "\u{FEFF}" + ["Customer", "PO number", "SKU", "Qty"].joined(separator: mark) + "\r\n"
            + ["N", "1", "A", "2"].joined(separator: mark) + "\r\n"
        let orders = try OrderReadingHelp.table(text, .csv)
        #expect(orders.map(\.poNumber) == ["1"] && orders[0].lines[0].quantity == Decimal(2))
    }

    @Test(
        "A table that cannot be understood is refused as a whole",
        arguments: [
            ("customer,po_number,sku,quantity,unit_prise\n", "the column \"unit_prise\" is not known"),
            ("customer,sku,sku,quantity\n", "there twice"), ("customer,sku\n", "lacks"), ("", "empty"),
            ("customer,sku,quantity\nN,\"A,1\n", "never closed"),
            ("customer,sku,quantity\nN,\"A\"x,1\n", "behind a closing quote"),
        ])
    func refusedTables(_ text: String, _ message: String) throws {
        let fault = #expect(throws: XMLFault.self) { try OrderReadingHelp.table(text, .csv) }
        #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
    }

    @Test("Bytes that are no UTF-8 refuse the file")
    func encoding() throws {
        let file = try Reading.file(Array("customer,sku,quantity\nN,".utf8) + [0xFC] + Array(",1\n".utf8))
        let fault = #expect(throws: XMLFault.self) { try OrderTable(file, .csv).read { _ in } }
        #expect(fault?.code == .encoding)
    }

    @Test("What is wrong with a row is a problem of its order")
    func problems() throws {
        let orders = try OrderReadingHelp.table(
            """
            customer,po_number,currency,sku,quantity,unit_price
            N,1,EUR,A,1
            N,2,EUR,A,1,
            N,2,USD,B,one,"1.234,50"
            N,,EUR,A,1,
            """, .csv)
        #expect(
            orders.map { $0.problems.map(\.code) } == [
                ["row_unreadable"], ["head_contradicts", "row_unreadable", "quantity_invalid", "price_invalid"],
                ["po_missing"],
            ])
    }

    @Test(
        "No order is made without a row of it that cannot be read",
        arguments: [
            (
                "customer,po_number,sku,quantity\nN,1,A,1\nN,2,A,1\nN,2,B\nN,3,A,1\n", OrderTable.Form.csv,
                ["1": 0, "2": 1, "3": 0]
            ),
            // Out of place, it may say another number than its own: the order before is refused with it.
            ("customer,po_number,sku,quantity\nN,1,A,1\nN,9,x,y,2\nN,3,A,1\n", .csv, ["1": 1, "9": 1, "3": 0]),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"A\",\"quantity\":1,\"qty\":2}\n", .ndjson,
                ["1": 1]
            ),
            // A further line as people write it in a spreadsheet.
            ("customer,po_number,sku,quantity\nN,1,A,1\n,,B,2\n,1,C,2\nN,3,A,1\n", .csv, ["1": 2, "": 1, "3": 0]),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"A\",\"quantity\":1}\n{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"B\",\"quantiy\":2}\n",
                .ndjson, ["1": 2]
            ),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"A\",\"quantity\":1}\n{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"B\",\"quantity\":2",
                .ndjson, ["1": 1]
            ),
            // Cut off behind another order's row: both are refused, as in a table.
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"A\",\"quantity\":1}\n{\"customer\":\"N\",\"po_number\":\"2\",\"sku\":\"A\",\"quantity\":1}\n{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"B\",\"qua",
                .ndjson, ["1": 1, "2": 1]
            ),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"sku\":\"A\",\"quantity\":1}\n{\"customer\":\"N\",\"po_nu",
                .ndjson,
                ["1": 1, "": 1]
            ),
            (
                "customer,po_number,sku,quantity,ship_to_country\nN,1,A,1,XY\nN,2,A,1,de\nN,3,A,1,Germany\n", .csv,
                ["1": 1, "2": 0, "3": 1]
            ),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"lines\":[{\"sku\":\"A\",\"quantity\":2,\"quantity\":200}]}\n",
                .ndjson, ["1": 1]
            ),
        ] as [(String, OrderTable.Form, [String: Int])])
    func halfOrders(_ text: String, _ form: OrderTable.Form, _ problems: [String: Int]) throws {
        let orders = try OrderReadingHelp.table(text, form)
        let found = Dictionary(orders.map { ($0.poNumber ?? "", $0.problems.count) }, uniquingKeysWith: max)
        #expect(found == problems, "\(orders.map(\.problems))")
    }

    @Test("NDJSON: an order a line, or a line of an order a line")
    func ndjson() throws {
        let orders = try OrderReadingHelp.table(
            """
            {"customer":"N","po_number":"1","note":"a\\nb","lines":[{"sku":"A","quantity":2,"unit_price":"1.50","note":"x"},{"sku":"B","quantity":"3"}]}
            {"customer":"N","po_number":"2","sku":"A","quantity":1}
            {"customer":"N","po_number":"2","sku":"B","quantity":2}

            {"customer":"N","lines":[{"item_code":"\\u00fc\\ud83d\\ude00","quantity":1}],"ship_to":{"city":"Husum"}}
            """, .ndjson)
        #expect(orders.map(\.poNumber) == ["1", nil, "2"])
        #expect(
            orders[0].lines.map {
                "\($0.sku ?? "") \($0.quantity?.text ?? "") \($0.unitPrice?.text ?? "-") \($0.note ?? "-")"
            } == ["A 2 1.5 x", "B 3 - -"])
        #expect(orders[0].note == "a\nb")
        #expect(orders[1].lines[0].itemCode == "ü😀" && orders[1].shipTo[0].text == "Husum")
        #expect(orders[2].lines.count == 2)
        #expect(orders.allSatisfy { $0.problems == [] })
    }

    @Test(
        "A line that is no object, or says what is not known, is a refused order of its own; others go on",
        arguments: [
            ("{\"customer\":\"N\"", "row_unreadable"), ("[1]", "row_unreadable"), ("{\"a\":tru}", "row_unreadable"),
            ("{\"customer\":\"N\",\"quantiti\":1}", "field_unknown"),
            ("{\"customer\":\"N\",\"po_number\":\"1\",\"lines\":[{\"skuu\":\"A\",\"quantity\":1}]}", "field_unknown"),
            ("{\"customer\":\"N\",\"po_number\":\"1\",\"lines\":{}}", "row_unreadable"),
            // Two names of one thing, and what is no text.
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"lines\":[{\"sku\":\"A\",\"qty\":1,\"quantity\":3}]}",
                "row_unreadable"
            ),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"po\":\"2\",\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}",
                "row_unreadable"
            ),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"lines\":[{\"sku\":\"A\",\"quantity\":1,\"price\":{\"amount\":1}}]}",
                "row_unreadable"
            ),
            ("{\"customer\":\"N\",\"po_number\":[\"1\"],\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}", "row_unreadable"),
            (
                "{\"customer\":\"N\",\"po_number\":\"1\",\"test\":\"perhaps\",\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}",
                "test_unclear"
            ),
            (String(repeating: "[", count: 100_000), "row_unreadable"), ("\"\\ud800\"", "row_unreadable"),
        ])
    func badLines(_ line: String, _ code: String) throws {
        let orders = try OrderReadingHelp.table(
            line + "\n{\"customer\":\"N\",\"po_number\":\"9\",\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}\n", .ndjson)
        #expect(orders.map { $0.problems.first?.code } == [code, nil])
    }

    @Test("Controls that JSON can write are taken out")
    func controls() throws {
        let order = try OrderReadingHelp.table(
            "{\"customer\":\"N\",\"po_number\":\"a\\u0000\\u001bb\",\"lines\":[{\"sku\":\"A\",\"quantity\":1}]}",
            .ndjson)[0]
        #expect(order.poNumber == "ab")
    }

    @Test("A workbook is read as the table that it shows, and names the row of its sheet")
    func workbook() throws {
        typealias Sheet = WorkbookTableTests
        let header = Sheet.row("customer", "po_number", "sku", "quantity", "unit_price")
        func orders(_ rows: String) throws -> [IncomingOrder] {
            var orders: [IncomingOrder] = []
            try OrderTable(Reading.file(Sheet.bytes(header + rows)), .csv).read { orders.append($0) }
            return orders
        }
        let order = try #require(orders(Sheet.row("N", "0042", "A", "12", "1.1000000000000001")).first)
        #expect(order.poNumber == "42" && order.problems.isEmpty, "\(order)")
        #expect(order.lines.map(\.sku) == ["A"])
        let wrong = try orders(Sheet.row("N", "1", "A", "x", "1", number: 7)).first
        #expect(wrong?.fileLine == 7 && wrong?.problems.count == 1, "\(String(describing: wrong))")
    }

    @Test("What a file is tells its beginning")
    func forms() throws {
        for (text, form) in [
            ("{\"a\":1}", OrderTable.Form.ndjson), ("  {", .ndjson), ("customer;sku;quantity\n", .csv),
            ("\"PO\"\t\"Customer\"\n", .csv), ("PK\u{3}\u{4}", .csv),
        ] as [(String, OrderTable.Form)] {
            #expect(try OrderTable.form(of: Reading.file(text.utf8)) == form)
        }
        for text in ["<a/>", "", "part;price\n1;2"] {
            #expect(try OrderTable.form(of: Reading.file(text.utf8)) == nil)
        }
    }

    @Test("The samples of tables are read")
    func samples() throws {
        var orders: [IncomingOrder] = []
        try OrderTable(OrderReadingHelp.sample("orders-tables/samples/november.csv"), .csv).read { orders.append($0) }
        #expect(orders.map(\.poNumber) == ["T-301", "T-302", "T-303"])
        orders = []
        try OrderTable(OrderReadingHelp.sample("orders-tables/samples/november.ndjson"), .ndjson).read {
            orders.append($0)
        }
        #expect(orders.map(\.poNumber) == ["J-401", "J-403", "J-402"])
    }
}
