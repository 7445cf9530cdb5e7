import Foundation
import Operations
import Orders
import Postgres
import Quantities
import Storage
import TestSupport
import Testing

/// A shop that orders come in to: A costs 4.00 and from ten 3.50, B 9.99, C has no price; BOX is sold by the box of 50.
struct OrderShop {
    let shop: Workshop

    init() throws {
        shop = try Workshop()
        try shop.supplier()
        try shop.take(
            .full(
                Feed.article("A", gtin: "4006381333931", order: "<ORDER_UNIT>C62</ORDER_UNIT>"),
                Feed.article("B", gtin: "4012345678901", order: "<ORDER_UNIT>C62</ORDER_UNIT>"),
                Feed.article("C", order: "<ORDER_UNIT>C62</ORDER_UNIT>"),
                Feed.article(
                    "BOX",
                    order: "<ORDER_UNIT>BX</ORDER_UNIT><CONTENT_UNIT>C62</CONTENT_UNIT><NO_CU_PER_OU>50</NO_CU_PER_OU>")
            ))
        let lists = PriceLists(shop.database)
        try shop.database.connection.script(
            """
            INSERT INTO price_list (code, name, currency) VALUES ('WH', 'Wholesale', 'EUR');
            INSERT INTO price_list_row (price_list_id, product_id, min_quantity, unit_price)
            SELECT list.id, product.id, given.least, given.price
            FROM (VALUES ('S-A', 1, 4.00), ('S-A', 10, 3.50), ('S-B', 1, 9.99), ('S-BOX', 1, 25.00)) AS given (sku, least, price)
            JOIN product USING (sku) CROSS JOIN price_list AS list;
            INSERT INTO tax_rate (country, category, rate_percent, valid_from) VALUES ('DE', 'S', 19, '2020-01-01');
            """)
        _ = lists
        for (code, country, limit) in [("NORD", "DE", nil), ("SUED", "DE", "100"), ("PARIS", "FR", nil)] {
            var details = Customers.Details()
            details.currency = "EUR"
            details.country = country
            details.creditLimit = limit
            details.priceList = "WH"
            _ = try Customers(shop.database).add(code: code, details)
        }
        let customers = Customers(shop.database)
        _ = try customers.addIdentifier(code: "NORD", scheme: "GLN", value: "4012345000009")
        _ = try customers.addIdentifier(code: "SUED", scheme: "DUNS", value: "987654321")
        _ = try customers.addItemCode(code: "NORD", theirs: "N-7", sku: "S-B")
        for sku in ["S-A", "S-B"] { try receive(sku, 20) }
    }

    func receive(_ sku: String, _ quantity: Int) throws {
        try shop.database.connection.script(
            """
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
            SELECT product.id, 'received', location.id, \(quantity), 1, '2026-01-01'
            FROM product CROSS JOIN location WHERE product.sku = '\(sku)' AND location.code = 'MAIN'
            """)
    }

    /// Takes texts in; the rows in short: number or -, result, code.
    @discardableResult
    func take(
        _ texts: String..., confirm: Bool = false, allocate: Bool = false, dryRun: Bool = false
    ) throws -> (rows: [OrderOutcome], status: Int32) {
        var options = OrderImport.Options()
        options.confirm = confirm
        options.allocate = allocate
        let paths = try texts.map { try shop.folder.write($0) }
        let (rows, status) = try OrderImport(shop.database, options).run(paths, dryRun: dryRun)
        return (rows, status)
    }

    /// A line of NDJSON with one order.
    static func order(_ customer: String, _ po: String, _ lines: [String], _ more: String = "") -> String {
        let lines = lines.map { line in
            let parts = line.split(separator: " ").map(String.init)
            return "{\"sku\":\"\(parts[0])\",\"quantity\":\(parts[1])"
                + (parts.count > 2 ? ",\"unit_price\":\"\(parts[2])\"" : "") + "}"
        }
        return
            "{\"customer\":\"\(customer)\",\"po_number\":\"\(po)\",\(more)\"lines\":[\(lines.joined(separator: ","))]}\n"
    }

    /// A UBL order of one line.
    static func ubl(
        _ po: String = "U-1", buyer: String = "<EndpointID schemeID=\"0088\">4012345000009</EndpointID>",
        head: String = "<DocumentCurrencyCode>EUR</DocumentCurrencyCode>",
        item: String = "<SellersItemIdentification><ID>S-A</ID></SellersItemIdentification>",
        quantity: String = "<Quantity unitCode=\"C62\">2</Quantity>", price: String = "", more: String = "",
        root: String = "Order"
    ) -> String {
        """
        <\(root) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(root)-2"><ID>\(po)</ID>\(head)
        <BuyerCustomerParty><Party>\(buyer)</Party></BuyerCustomerParty>
        <OrderLine><LineItem><ID>1</ID>\(quantity)\(price)<Item>\(item)</Item></LineItem></OrderLine>\(more)</\(root)>
        """
    }

    func detail(_ number: String?) throws -> SalesOrders.Detail {
        try SalesOrders(shop.database).show(try #require(number))
    }

    /// The invariants that do not hold.
    func broken() throws -> [String] {
        try Verification.run(shop.database.connection).filter { $0.failures > 0 }.map(\.invariant)
    }
}

@Suite("Orders that come in")
struct OrderImportTests {
    @Test("Orders are made, confirmed and promised as a set, as by the single commands", .migrated)
    func whole() throws {
        let shop = try OrderShop()
        let (rows, status) = try shop.take(
            OrderShop.order("NORD", "1", ["S-A 12", "S-B 3"]) + OrderShop.order("PARIS", "1", ["S-A 1"])
                + OrderShop.order("SUED", "1", ["S-A 5"]) + OrderShop.order("NORD", "2", ["S-A 5 3.00"]),
            confirm: true, allocate: true)
        // Paris has no rate of tax.
        #expect(status == 3)
        #expect(
            rows.map { "\($0.result.rawValue) \($0.code ?? "-")" } == [
                "created -", "refused tax_unknown", "created -", "created -",
            ])
        let first = try shop.detail(rows[0].order)
        #expect(first.order.state == .confirmed && first.order.allocation == "full")
        #expect(first.lines.map { $0.unitPrice.text } == ["3.5", "9.99"])
        #expect(
            first.order.net.text == "71.97" && first.order.tax?.text == "13.67" && first.order.gross?.text == "85.64")
        #expect(first.lines.map(\.quantities.allocated) == [12, 3])
        #expect(first.lines.map(\.basis.rule) == ["WH from 10", "WH from 1"])
        #expect(first.lines.map { $0.basis.listPrice?.text } == ["3.5", "9.99"])
        let priced = try shop.detail(rows[3].order)
        #expect(priced.holds.map(\.kind) == [.price] && priced.order.allocation == "none")
        #expect(rows[3].message?.contains("on hold (price), nothing is allocated: S-A at 3.00, by list 4.00") == true)
        #expect(try shop.broken() == [])
    }

    @Test(
        "A line is written with the sum of its promises, from several locations and in the order of the file", .migrated
    )
    func promises() throws {
        let shop = try OrderShop()
        try shop.shop.database.connection.script(
            """
            INSERT INTO location (code, name) VALUES ('ZZ', 'Annex');
            INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
            SELECT product.id, 'received', location.id, 10, 1, '2026-01-01'
            FROM product CROSS JOIN location WHERE product.sku = 'S-A' AND location.code = 'ZZ'
            """)
        let (rows, _) = try shop.take(
            OrderShop.order("NORD", "1", ["S-B 3", "S-A 18"]) + OrderShop.order("NORD", "2", ["S-A 7", "S-B 2"])
                + OrderShop.order("NORD", "3", ["S-A 9"]), confirm: true, allocate: true)
        #expect(
            try rows.map { try shop.detail($0.order).lines.map(\.quantities.allocated) } == [[3, 18], [7, 2], [5]])
        let written = try shop.shop.database.connection.first(
            PromisesAsText())
        #expect(
            written == "1/1 MAIN 3, 1/2 MAIN 18, 2/1 MAIN 2, 2/1 ZZ 5, 2/2 MAIN 2, 3/1 ZZ 5")
        #expect(try shop.broken() == [])
    }

    @Test("A promise is of a line, of its product, and of what lies there; a line says no other", .migrated)
    func unfoundedPromises() throws {
        let shop = try OrderShop()
        let connection = shop.shop.database.connection
        try shop.take(OrderShop.order("NORD", "1", ["S-A 2"]), confirm: true)
        for (sql, constraint) in [
            (
                """
                INSERT INTO sales_order_line (order_id, line, product_id, sku, name, unit, ordered, allocated, is_prepaid,
                    unit_price, net, price_rule)
                SELECT order_id, 2, product_id, sku, name, unit, 2, 1, false, 1, 2, 'given' FROM sales_order_line
                """, "sales_order_line_allocated_is_promised"
            ),
            (
                """
                INSERT INTO stock_allocation (line_id, location_id, product_id, quantity)
                SELECT line.id, location.id, product.id, 1 FROM sales_order_line AS line, location, product
                WHERE location.code = 'MAIN' AND product.sku = 'S-C'
                """, "stock_allocation_balance"
            ),
            (
                """
                INSERT INTO stock_allocation (line_id, location_id, product_id, quantity)
                SELECT line.id, location.id, product.id, 1 FROM sales_order_line AS line, location, product
                WHERE location.code = 'MAIN' AND product.sku = 'S-B'
                """, "stock_allocation_line"
            ),
            (
                """
                INSERT INTO stock_allocation (line_id, location_id, product_id, quantity)
                SELECT line.id + 1, location.id, line.product_id, 1 FROM sales_order_line AS line, location
                WHERE location.code = 'MAIN'
                """, "stock_allocation_line"
            ),
        ] {
            let fault = #expect(throws: PostgresError.self) { try connection.script(sql) }
            #expect(fault?.serverFault?.constraint == constraint)
        }
        #expect(try shop.broken() == [])
    }

    @Test(
        "Goods go to the address that an order names by code or GLN; who is named by two customers' words is refused",
        .migrated)
    func placesAndBuyers() throws {
        let shop = try OrderShop()
        let customers = Customers(shop.shop.database)
        var kiel = AddressDetails()
        (kiel.street, kiel.postalCode, kiel.city, kiel.country, kiel.gln) =
            ("Kai 2", "24103", "Kiel", "DE", "4012345000016")
        _ = try customers.addAddress(code: "NORD", address: "KIEL", kiel, isDefault: false)
        _ = try customers.addIdentifier(code: "NORD", scheme: "GLN", value: "4012345000009")
        let gln = "\"buyer_scheme\":\"GLN\",\"buyer_id\":\"4012345000009\","
        let (rows, _) = try shop.take(
            OrderShop.order("NORD", "1", ["S-A 1"], "\"ship_to_id\":\"4012345000016\",")
                + OrderShop.order("NORD", "2", ["S-A 1"], "\"ship_to_id\":\"KIEL\",")
                + OrderShop.order("NORD", "3", ["S-A 1"], "\"ship_to\":{\"id\":\"NOWHERE\"},")
                + OrderShop.order("NORD", "4", ["S-A 1"], "\"ship_to\":{\"id\":\"KIEL\",\"city\":\"Bremen\"},")
                + OrderShop.order("SUED", "5", ["S-A 1"], gln) + OrderShop.order("NORD", "6", ["S-A 1"], gln))
        #expect(
            rows.map { $0.code ?? "-" } == ["-", "-", "-", "-", "customer_ambiguous", "-"], "\(rows.map(\.message))")
        let places = try rows[0..<4].map { try shop.detail($0.order).order.shipTo }
        #expect(places.map { $0?.city } == ["Kiel", "Kiel", nil, "Bremen"])
        #expect(places.map { $0?.code } == ["KIEL", "KIEL", nil, nil])
        #expect(rows[2].message?.contains("no address of yours is known as NOWHERE") == true)
        #expect(try shop.broken() == [])
    }

    @Test("What is not there is not promised, however many ask at once", .migrated)
    func noOversell() throws {
        let shop = try OrderShop()
        let text = (1...30).map { OrderShop.order("NORD", "\($0)", ["S-A 3"]) }.joined()
        let (rows, status) = try shop.take(text, confirm: true, allocate: true)
        #expect(status == 0 && rows.allSatisfy { $0.result == .created })
        let allocated = try rows.map { try shop.detail($0.order).lines[0].quantities.allocated }
        #expect(allocated.reduce(0, +) == 20)
        // First come, first served: six whole, one in part.
        #expect(allocated == Array(repeating: 3, count: 6) + [2] + Array(repeating: 0, count: 23))
        #expect(rows[6].message == "not in stock: 1 of S-A" && rows[29].message == "not in stock: 3 of S-A")
        #expect(try shop.broken() == [])
    }

    @Test("The credit limit is tested order by order within one import", .migrated)
    func credit() throws {
        let shop = try OrderShop()
        // 47.60 gross each against a limit of 100.
        let text = (1...4).map { OrderShop.order("SUED", "\($0)", ["S-A 10 4.00"]) }.joined()
        let (rows, _) = try shop.take(text.replacing(",\"unit_price\":\"4.00\"", with: ""), confirm: true)
        let holds = try rows.map { try shop.detail($0.order).holds.map(\.kind.rawValue) }
        // 41.65 each, since ten cost 3.50: two fit.
        #expect(holds == [[], [], ["credit"], ["credit"]])
        #expect(try shop.broken() == [])
    }

    @Test("A resend is a duplicate and a number used again a conflict, in one file and over files", .migrated)
    func duplicates() throws {
        let shop = try OrderShop()
        let one = OrderShop.order("NORD", "1", ["S-A 2"])
        let other = OrderShop.order("NORD", "1", ["S-A 3"])
        let (rows, status) = try shop.take(one + one + other, one)
        #expect(rows.map(\.result) == [.created, .duplicate, .refused, .duplicate] && status == 3)
        #expect(rows[1].order == rows[0].order && rows[3].order == rows[0].order)
        #expect(rows[2].code == "po_conflict" && rows[2].message?.contains(rows[0].order ?? "?") == true)
        let again = try shop.take(one)
        #expect(again.status == 0 && again.rows.map(\.result) == [.duplicate])
        // Another customer may use the number.
        #expect(try shop.take(OrderShop.order("SUED", "1", ["S-A 2"])).rows.map(\.result) == [.created])
    }

    @Test("An order that somebody typed is no document that could come again", .migrated)
    func typed() throws {
        let shop = try OrderShop()
        _ = try SalesOrders(shop.shop.database).create(
            customer: "NORD", poNumber: "7", [.init(sku: "S-A", quantity: 2)], promisedOn: nil, key: nil)
        #expect(try shop.take(OrderShop.order("NORD", "7", ["S-A 2"])).rows.map(\.code) == ["po_conflict"])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let code: String
        let text: String
        var says = ""
        /// What the row says to us and not to the customer.
        var remedy: String?
        var testDescription: String { "\(code): \(says)" }
    }

    /// NAMM does not say what a change leaves out, so that none is carried out.
    private static func namm(_ status: String) -> String {
        "<NAMM_PO><POHeader><BuyerOrderId>U-1</BuyerOrderId><POStatusIndicator>\(status)</POStatusIndicator></POHeader>"
            + "<PODetail><Items><Item><SupplierItemId>S-A</SupplierItemId><Qty>1</Qty></Item></Items></PODetail></NAMM_PO>"
    }

    static let refusals: [Refused] = [
        Refused(
            code: "customer_unknown", text: OrderShop.order("WEST", "1", ["S-A 1"]), says: "there is no customer WEST",
            remedy: "nephrite customer list shows the customers"),
        Refused(
            code: "customer_unknown", text: OrderShop.ubl(buyer: "<EndpointID schemeID=\"0088\">1</EndpointID>"),
            says: "no customer is registered for 0088 1",
            remedy: "nephrite customer identifier CODE add \"0088\" \"1\""),
        Refused(
            code: "customer_unknown", text: OrderShop.ubl(buyer: "<PartyName><Name>NORD</Name></PartyName>"),
            says: "names are not gone by"),
        Refused(
            code: "customer_ambiguous",
            text: OrderShop.ubl(
                buyer:
                    "<EndpointID schemeID=\"GLN\">4012345000009</EndpointID><PartyIdentification><ID schemeID=\"0060\">987654321</ID></PartyIdentification>"
            ),
            says: "several customers: NORD, SUED"),
        Refused(code: "order_change", text: namm("C"), says: "this changes U-1"),
        Refused(code: "order_cancellation", text: namm("D"), says: "this cancels U-1"),
        Refused(
            code: "order_type_unsupported", text: OrderShop.ubl(head: "<OrderTypeCode>221</OrderTypeCode>"),
            says: "blanket (221)"),
        Refused(
            code: "test_message",
            text: OrderShop.order("NORD", "1", ["S-A 1"], "\"test\":true,"), says: "no order was made"),
        Refused(code: "po_missing", text: OrderShop.ubl(""), says: "no number of yours"),
        Refused(
            code: "currency_mismatch", text: OrderShop.ubl(head: "<DocumentCurrencyCode>USD</DocumentCurrencyCode>"),
            says: "the order is in USD, NORD buys in EUR"),
        Refused(
            code: "currency_unknown", text: OrderShop.order("NORD", "1", ["S-A 1"], "\"currency\":\"XXX\","),
            says: "ISO 4217"),
        Refused(code: "order_empty", text: OrderShop.order("NORD", "1", []), says: "no lines"),
        Refused(
            code: "date_invalid", text: OrderShop.order("NORD", "1", ["S-A 1"], "\"promise\":\"2026-02-30\","),
            says: "no day of the calendar"),
        Refused(
            code: "product_unknown", text: OrderShop.order("NORD", "1", ["S-Z 1"]),
            says: "line 1: there is no product by our number S-Z"),
        Refused(
            code: "product_unknown",
            text: OrderShop.ubl(item: "<BuyersItemIdentification><ID>N-8</ID></BuyersItemIdentification>"),
            says: "line 1: there is no product by your number N-8",
            remedy: "nephrite customer item-code NORD add \"N-8\" SKU says what it stands for"),
        Refused(
            code: "product_unknown", text: OrderShop.ubl(item: "<Name>Alpha</Name>"), says: "names no goods by a number"
        ),
        Refused(
            code: "product_unknown",
            text: OrderShop.ubl(
                item:
                    "<SellersItemIdentification><ID>X</ID></SellersItemIdentification><StandardItemIdentification><ID>4006381333931</ID></StandardItemIdentification>"
            ),
            says: "its GTIN is that of S-A"),
        Refused(
            code: "item_contradiction",
            text: OrderShop.ubl(
                item:
                    "<SellersItemIdentification><ID>S-A</ID></SellersItemIdentification><StandardItemIdentification><ID schemeID=\"0160\">4012345678901</ID></StandardItemIdentification>"
            ),
            says: "mean different goods: S-A and S-B"),
        Refused(
            code: "item_contradiction",
            text: OrderShop.ubl(
                item:
                    "<SellersItemIdentification><ID>S-A</ID></SellersItemIdentification><BuyersItemIdentification><ID>N-1</ID></BuyersItemIdentification>",
                more:
                    "<OrderLine><LineItem><ID>2</ID><Quantity>1</Quantity><Item><BuyersItemIdentification><ID>N-2</ID></BuyersItemIdentification><SellersItemIdentification><ID>S-A</ID></SellersItemIdentification></Item></LineItem></OrderLine>"
            ),
            says: "S-A stands for different goods on two lines: N-1 and N-2"),
        Refused(code: "quantity_invalid", text: OrderShop.order("NORD", "1", ["S-A 0"]), says: "\"0\" is no quantity"),
        Refused(
            code: "quantity_invalid", text: OrderShop.order("NORD", "1", ["S-A 9999999999"]),
            says: "from 1 to 999999999"),
        Refused(
            code: "quantity_fractional", text: OrderShop.order("NORD", "1", ["S-A 1.5"]),
            says: "1.5 of S-A is no whole number of C62"),
        Refused(
            code: "quantity_fractional",
            text: OrderShop.ubl(
                item: "<SellersItemIdentification><ID>S-BOX</ID></SellersItemIdentification>",
                quantity: "<Quantity unitCode=\"C62\">75</Quantity>"),
            says: "75 C62 of S-BOX is no whole number of XBX"),
        Refused(
            code: "unit_mismatch", text: OrderShop.ubl(quantity: "<Quantity unitCode=\"KGM\">2</Quantity>"),
            says: "S-A is sold by C62, not by KGM"),
        Refused(code: "price_invalid", text: OrderShop.order("NORD", "1", ["S-A 1 -1"]), says: "no amount"),
        Refused(
            code: "price_unit_unclear",
            text: OrderShop.ubl(
                price: "<Price><PriceAmount>4</PriceAmount><BaseQuantity unitCode=\"BX\">1</BaseQuantity></Price>"),
            says: "the price is for XBX, the quantity in C62"),
        Refused(code: "no_price", text: OrderShop.order("NORD", "1", ["S-C 1"]), says: "1 of S-C has no price"),
        Refused(
            code: "amount_too_large", text: OrderShop.order("NORD", "1", ["S-A 999999999 999"]),
            says: "no amount from 0"),
        Refused(
            code: "text_too_long", text: OrderShop.order("NORD", String(repeating: "9", count: 256), ["S-A 1"]),
            says: "more than 255"),
        Refused(
            code: "too_many_lines", text: OrderShop.order("NORD", "1", Array(repeating: "S-A 1", count: 1000)),
            says: "1000 lines"),
        Refused(
            code: "field_unknown", text: OrderShop.order("NORD", "1", ["S-A 1"], "\"pormise\":\"2026-12-01\","),
            says: "pormise"),
    ]

    @Test("Each refusal has its name, and makes nothing", .migrated, arguments: refusals)
    func refused(_ example: Refused) throws {
        let shop = try OrderShop()
        let (rows, status) = try shop.take(example.text, confirm: true, allocate: true)
        #expect(status == 3 && rows.map(\.code) == [example.code], "\(rows)")
        #expect(rows[0].message?.contains(example.says) == true, "\(rows[0].message ?? "")")
        // A clerk sends the message to the customer, who has none of our commands.
        #expect(rows[0].message?.contains("nephrite ") == false, "\(rows[0].message ?? "")")
        if let remedy = example.remedy { #expect(rows[0].remedy == remedy) }
        #expect(rows[0].order == nil)
        #expect(
            try SalesOrders(shop.shop.database).list(
                state: nil, customer: nil, isBackordered: false, limit: 10, after: nil) == [])
    }

    @Test("Everything that is wrong with an order is said", .migrated)
    func everything() throws {
        let shop = try OrderShop()
        let (rows, _) = try shop.take(
            OrderShop.order("NORD", "1", ["S-A 1.5", "S-Z 1", "S-C 2", "S-B 0"], "\"currency\":\"USD\","))
        let message = try #require(rows[0].message)
        for part in [
            "line 4: \"0\" is no quantity", "the order is in USD", "line 1: 1.5 of S-A", "line 2: there is no product",
            "line 3: 2 of S-C has no price",
        ] {
            #expect(message.contains(part), "\(message)")
        }
    }

    @Test("Buyers are known by any scheme of one meaning, goods by number, item code and GTIN", .migrated)
    func known() throws {
        let shop = try OrderShop()
        let (rows, _) = try shop.take(
            OrderShop.ubl(
                "1", buyer: "<PartyIdentification><ID schemeID=\"gln\">4012345000009</ID></PartyIdentification>"),
            OrderShop.ubl("2", item: "<BuyersItemIdentification><ID>N-7</ID></BuyersItemIdentification>"),
            OrderShop.ubl(
                "3",
                item:
                    "<StandardItemIdentification><ID schemeID=\"0160\">4012345678901</ID></StandardItemIdentification>"),
            OrderShop.ubl("4", item: "<SellersItemIdentification><ID>N-7</ID></SellersItemIdentification>"))
        #expect(rows.map(\.result) == Array(repeating: .created, count: 4), "\(rows)")
        #expect(try rows.map { try shop.detail($0.order).lines[0].sku } == ["S-A", "S-B", "S-B", "S-B"])
        #expect(try shop.detail(rows[1].order).lines[0].customerItemCode == "N-7")
    }

    @Test("A quantity and a price by contents become ours, exactly", .migrated)
    func contents() throws {
        let shop = try OrderShop()
        let (rows, _) = try shop.take(
            OrderShop.ubl(
                item: "<SellersItemIdentification><ID>S-BOX</ID></SellersItemIdentification>",
                quantity: "<Quantity unitCode=\"EA\">100</Quantity>",
                price: "<Price><PriceAmount>0.50</PriceAmount></Price>"))
        let detail = try shop.detail(rows[0].order)
        #expect(detail.lines.map { "\($0.quantities.ordered) \($0.unitPrice.text) \($0.unit)" } == ["2 25 XBX"])
        #expect(detail.holds == [])
    }

    @Test("Totals that do not add up are noticed, and ours are computed", .migrated)
    func totals() throws {
        let shop = try OrderShop()
        let (rows, status) = try shop.take(
            OrderShop.ubl(
                head:
                    "<AnticipatedMonetaryTotal><LineExtensionAmount>9.00</LineExtensionAmount></AnticipatedMonetaryTotal>",
                price: "<LineExtensionAmount>8.50</LineExtensionAmount><Price><PriceAmount>4</PriceAmount></Price>"))
        #expect(status == 0 && rows[0].result == .created)
        #expect(
            rows[0].message
                == "line 1 says 8.5, its quantity and price come to 8; the total says 9, the lines come to 8.5")
        let detail = try shop.detail(rows[0].order)
        #expect(detail.order.net.text == "8" && detail.document?.findings.count == 2)
    }

    @Test("One of our numbers beside two names waits for a person", .migrated)
    func names() throws {
        let shop = try OrderShop()
        func item(_ name: String) -> String {
            "<Name>\(name)</Name><SellersItemIdentification><ID>S-A</ID></SellersItemIdentification>"
        }
        let (rows, _) = try shop.take(
            OrderShop.ubl(
                item: item("Roller"),
                more:
                    "<OrderLine><LineItem><ID>2</ID><Quantity>1</Quantity><Item>\(item("Board"))</Item></LineItem></OrderLine>"
            ))
        let detail = try shop.detail(rows[0].order)
        #expect(detail.holds.map(\.kind) == [.manual] && detail.lines.count == 2)
    }

    @Test("The document's identity, day, note and address are kept with the order", .migrated)
    func document() throws {
        let shop = try OrderShop()
        let (rows, _) = try shop.take(
            OrderShop.ubl(
                head:
                    "<UUID>u-1</UUID><IssueDate>2026-11-20</IssueDate><Note>Quick \"please\" \\ 1</Note><Delivery><DeliveryLocation><Address>"
                    + "<CityName>Husum \"Nord\"</CityName></Address></DeliveryLocation><RequestedDeliveryPeriod><EndDate>2026-12-04</EndDate></RequestedDeliveryPeriod></Delivery>"
            ))
        let detail = try shop.detail(rows[0].order)
        let document = try #require(detail.document)
        #expect(
            document.messageID == "u-1" && document.orderedOn == "2026-11-20"
                && document.note == "Quick \"please\" \\ 1")
        #expect(document.shipTo.map { "\($0.key) \($0.text)" } == ["city Husum \"Nord\""])
        #expect(document.fileDigest.utf8.count == 64 && document.contentDigest.utf8.count == 64)
        #expect(detail.order.promisedOn == "2026-12-04" && detail.lines[0].customerLine == "1")
    }

    @Test(
        "A file that is not whole makes no order, though it has whole ones; others of the same import are taken",
        .migrated)
    func halves() throws {
        let shop = try OrderShop()
        func order(_ id: Int) -> String {
            "<ORDER><ORDER_HEADER><ORDER_INFO><ORDER_ID>\(id)</ORDER_ID><PARTIES><PARTY><PARTY_ID type=\"iln\">4012345000009</PARTY_ID>"
                + "<PARTY_ROLE>buyer</PARTY_ROLE></PARTY></PARTIES></ORDER_INFO></ORDER_HEADER><ORDER_ITEM_LIST><ORDER_ITEM><PRODUCT_ID>"
                + "<SUPPLIER_PID>S-A</SUPPLIER_PID></PRODUCT_ID><QUANTITY>1</QUANTITY></ORDER_ITEM></ORDER_ITEM_LIST></ORDER>"
        }
        // Up to 10,000 orders wait for the end of their file; of more, it is looked for when so many wait.
        for count in [3, 1200, 10_100] {
            let half = "<ORDER_LIST>" + (1...count).map(order).joined()
            let refusal = #expect(throws: Refusal.self) { try shop.take(half) }
            #expect(refusal?.code == "file_truncated" && refusal?.status == .badInput)
            let (rows, status) = try shop.take(half, OrderShop.order("NORD", "w\(count)", ["S-A 1"]), "<html/>")
            #expect(
                rows.map { $0.code ?? $0.result.rawValue } == ["file_truncated", "created", "file_not_xml"]
                    && status == 3)
        }
        let (rows, status) = try shop.take("<ORDER_LIST>" + (1...1200).map(order).joined() + "</ORDER_LIST>")
        #expect(rows.count == 1200 && rows.allSatisfy { $0.result == .created } && status == 0)
        #expect(rows[699].source.hasSuffix("#700") && rows[699].poNumber == "700")
        let bad = try shop.take("<html/>", "%PDF-1.4")
        #expect(bad.status == 65 && bad.rows.map(\.result) == [.refused, .refused])
        #expect(try shop.broken() == [])
    }

    @Test("Orders that are decided before their turn come out as those decided in it", .migrated)
    func foreseen() throws {
        let shop = try OrderShop()
        // 20 of A are there, and SUED may owe 100: of groups of 500 all but the first are decided ahead.
        let text = (1...1600).map { place in
            switch place {
            case 600: OrderShop.order("NORD", "10", ["S-BOX 1"])
            case 601: OrderShop.order("NORD", "11", ["S-A 2"])
            case 700: OrderShop.order("NORD", "new", ["S-X 1"])
            case 800, 1300: OrderShop.order("NORD", "late", ["S-B 1"])
            case 900...903: OrderShop.order("SUED", "S\(place)", ["S-B 3"])
            case 904: OrderShop.order("PARIS", "P", ["S-A 1"])
            case 905: OrderShop.order("NORD", "cheap", ["S-A 5 3.00"])
            default: OrderShop.order("NORD", "\(place)", place % 100 == 50 ? ["S-A 2"] : ["S-BOX 1"])
            }
        }.joined()
        func said(_ rows: [OrderOutcome]) -> [String] {
            rows.map {
                "\($0.source) \($0.result) \($0.code ?? "-") \($0.message ?? "")".replacing(/SO-\d+-\d+/, with: "SO")
                    .replacing(/^\S*#/, with: "#")
            }
        }
        let inTurn = said(try shop.take(text, confirm: true, allocate: true, dryRun: true).rows)
        let ahead = try shop.take(text, confirm: true, allocate: true)
        for (one, other) in zip(said(ahead.rows), inTurn) { #expect(one == other) }
        #expect(ahead.rows.count == inTurn.count && ahead.status == 3)
        let codes = [600, 601, 700, 800, 904, 1300].map { place in
            "\(ahead.rows[place - 1].result) \(ahead.rows[place - 1].code ?? "-")"
        }
        #expect(
            codes == [
                "duplicate -", "refused po_conflict", "refused product_unknown", "created -", "refused tax_unknown",
                "duplicate -",
            ])
        // Who comes first is served first: ten orders of 2 have all there is, and what was ordered later has nothing.
        #expect(try shop.detail(ahead.rows[949].order).order.allocation == "full")
        #expect(try shop.detail(ahead.rows[1549].order).order.allocation == "none")
        #expect(try shop.broken() == [])
    }

    @Test("A dry run says the same and keeps nothing", .migrated)
    func dryRun() throws {
        let shop = try OrderShop()
        let text = (1...600).map { OrderShop.order("NORD", "\($0 % 599)", ["S-A 1"]) }.joined()
        let dry = try shop.take(text, confirm: true, allocate: true, dryRun: true)
        #expect(
            try SalesOrders(shop.shop.database).list(
                state: nil, customer: nil, isBackordered: false, limit: 1, after: nil) == [])
        let real = try shop.take(text, confirm: true, allocate: true)
        #expect(
            dry.rows.map(\.result) == real.rows.map(\.result)
                && dry.rows.map(\.message?.count) == real.rows.map(\.message?.count))
        // The last one of 600 is the first one again.
        #expect(real.rows.filter { $0.result == .duplicate }.count == 1)
    }

    @Test("Identifiers and item codes are one customer's, and can be taken away", .migrated)
    func identifiers() throws {
        let shop = try OrderShop()
        let customers = Customers(shop.shop.database)
        // The same once more changes nothing, also in another case.
        #expect(try customers.addIdentifier(code: "NORD", scheme: "gln", value: "4012345000009").count == 1)
        #expect(throws: Refusal.self) {
            try customers.addIdentifier(code: "SUED", scheme: "Gln", value: "4012345000009")
        }
        #expect(throws: Refusal.self) { try customers.addIdentifier(code: "SUED", scheme: " ", value: "1") }
        #expect(throws: Refusal.self) { try customers.addItemCode(code: "NORD", theirs: "N-7", sku: "S-A") }
        #expect(throws: Refusal.self) { try customers.addItemCode(code: "NORD", theirs: "N-9", sku: "S-Z") }
        #expect(throws: Refusal.self) { try customers.removeItemCode(code: "NORD", theirs: "N-7", sku: "S-A") }
        #expect(try customers.names(code: "NORD").itemCodes.map(\.sku) == ["S-B"])
        _ = try customers.removeItemCode(code: "NORD", theirs: "N-7", sku: "S-B")
        #expect(try customers.itemCodes(code: "NORD", limit: 10, after: nil) == [])
        #expect(try customers.removeIdentifier(code: "NORD", scheme: "GLN", value: "4012345000009") == [])
        #expect(throws: Refusal.self) { try customers.removeIdentifier(code: "NORD", scheme: "GLN", value: "1") }
        #expect(try shop.take(OrderShop.ubl()).rows.map(\.code) == ["customer_unknown"])
    }
}

/// Promises as order/line, location and quantity.
private struct PromisesAsText: Statement {
    static let sql = """
        SELECT string_agg(orders.po_number || '/' || line.line || ' ' || location.code || ' ' || allocation.quantity,
            ', ' ORDER BY orders.po_number, line.line, location.code) AS text
        FROM stock_allocation AS allocation JOIN location ON location.id = allocation.location_id
        JOIN sales_order_line AS line ON line.id = allocation.line_id JOIN sales_order AS orders ON orders.id = line.order_id
        """

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("text") }
}
