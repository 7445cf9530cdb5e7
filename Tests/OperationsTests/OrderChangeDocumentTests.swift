import Foundation
import Operations
import Orders
import Postgres
import Quantities
import Storage
import TestSupport
import Testing

/// Messages that change an order of NORD with the number U-1.
private enum ChangeText {
    static let buyer = "<EndpointID schemeID=\"0088\">4012345000009</EndpointID>"

    /// A line of UBL: `10 S-A 5`, with what else it says.
    static func line(
        _ text: String, status: String? = nil, price: String? = nil, unit: String = "C62", day: String? = nil
    ) -> String {
        let parts = text.split(separator: " ").map(String.init)
        let item = parts[1] == "-" ? "" : "<SellersItemIdentification><ID>\(parts[1])</ID></SellersItemIdentification>"
        return "<OrderLine><LineItem><ID>\(parts[0])</ID>"
            + (status.map { "<LineStatusCode>\($0)</LineStatusCode>" } ?? "")
            + (parts.count > 2 ? "<Quantity unitCode=\"\(unit)\">\(parts[2])</Quantity>" : "")
            + (day.map { "<Delivery>\(period($0))</Delivery>" } ?? "")
            + (price.map { "<Price><PriceAmount currencyID=\"EUR\">\($0)</PriceAmount></Price>" } ?? "")
            + "<Item>\(item)</Item></LineItem></OrderLine>"
    }

    /// When it is wanted.
    static func period(_ day: String) -> String {
        "<RequestedDeliveryPeriod><EndDate>\(day)</EndDate></RequestedDeliveryPeriod>"
    }

    static func ubl(
        _ root: String, _ number: String, _ lines: [String] = [], sequence: Int? = nil, of po: String = "U-1",
        head: String = ""
    ) -> String {
        """
        <\(root) xmlns="urn:oasis:names:specification:ubl:schema:xsd:\(root)-2"><ID>\(number)</ID>
        \(sequence.map { "<SequenceNumberID>\($0)</SequenceNumberID>" } ?? "")
        \(root == "Order" ? "" : "<OrderReference><ID>\(po)</ID></OrderReference>")\(head)
        <BuyerCustomerParty><Party>\(buyer)</Party></BuyerCustomerParty>\(lines.joined())</\(root)>
        """
    }

    static func change(_ lines: String..., number: String = "C-1", sequence: Int? = nil, head: String = "") -> String {
        ubl("OrderChange", number, lines, sequence: sequence, head: head)
    }

    static func cxml(_ type: String, _ lines: [String], version: Int) -> String {
        let items = lines.map { text in
            let parts = text.split(separator: " ").map(String.init)
            let operation = parts.count > 3 ? " operation=\"\(parts[3])\"" : ""
            return "<ItemOut lineNumber=\"\(parts[0])\" quantity=\"\(parts[2])\"\(operation)><ItemID>"
                + "<SupplierPartID>\(parts[1])</SupplierPartID></ItemID></ItemOut>"
        }
        return """
            <cXML payloadID="p\(version)"><Header><From><Credential domain="gln"><Identity>4012345000009</Identity>
            </Credential></From></Header><Request><OrderRequest><OrderRequestHeader orderID="U-1" type="\(type)"
            orderVersion="\(version)"/>\(items.joined())</OrderRequest></Request></cXML>
            """
    }

    static func opentrans(_ lines: [String], sequence: Int) -> String {
        let items = lines.map { text in
            let parts = text.split(separator: " ").map(String.init)
            return "<ORDER_ITEM><LINE_ITEM_ID>\(parts[0])</LINE_ITEM_ID><PRODUCT_ID><SUPPLIER_PID>\(parts[1])"
                + "</SUPPLIER_PID></PRODUCT_ID><QUANTITY>\(parts[2])</QUANTITY></ORDER_ITEM>"
        }
        return """
            <ORDERCHANGE version="2.1"><ORDERCHANGE_HEADER><ORDERCHANGE_INFO><ORDER_ID>U-1</ORDER_ID>
            <ORDERCHANGE_DATE>2026-11-25</ORDERCHANGE_DATE><ORDERCHANGE_SEQUENCE_ID>\(sequence)</ORDERCHANGE_SEQUENCE_ID>
            <PARTIES><PARTY><PARTY_ID type="iln">4012345000009</PARTY_ID><PARTY_ROLE>buyer</PARTY_ROLE></PARTY></PARTIES>
            </ORDERCHANGE_INFO></ORDERCHANGE_HEADER><ORDERCHANGE_ITEM_LIST>\(items.joined())</ORDERCHANGE_ITEM_LIST>
            <ORDERCHANGE_SUMMARY><TOTAL_ITEM_NUM>\(lines.count)</TOTAL_ITEM_NUM></ORDERCHANGE_SUMMARY></ORDERCHANGE>
            """
    }
}

@Suite("Changes and cancellations by document")
struct OrderChangeDocumentTests {
    /// A shop with U-1 of 39.98 net, confirmed and promised: five of A as line 10, two of B as line 20.
    private func ordered() throws -> (shop: OrderShop, number: String) {
        let shop = try OrderShop()
        let (rows, _) = try shop.take(
            ChangeText.ubl("Order", "U-1", [ChangeText.line("10 S-A 5"), ChangeText.line("20 S-B 2")]), confirm: true,
            allocate: true)
        return (shop, try #require(rows[0].order))
    }

    @Test("A change of goods that are being picked is refused with the planned shipment that holds them", .migrated)
    func planned() throws {
        let (shop, number) = try ordered()
        let planned = PlannedShipments(shop.shop.database)
        let name = try planned.plan(number, [.init(sku: "S-A", quantity: 4)], picker: nil, key: nil).planned.number
        for text in [
            ChangeText.change(ChangeText.line("10 S-A 3", status: "3"), sequence: 1),
            ChangeText.ubl("OrderCancellation", "X-1"),
        ] {
            for isDry in [true, false] {
                let row = try shop.take(text, dryRun: isDry).rows[0]
                #expect(row.result == .refused && row.code == "being_made_ready")
                #expect(
                    row.message?.hasPrefix("5 of S-A are allocated, of them 4 for \(number) in \(name) (planned)")
                        == true)
                #expect(row.remedy?.contains("nephrite shipment cancel \(name) --reason TEXT") == true)
            }
        }
        let some = try shop.take(ChangeText.change(ChangeText.line("10 S-A 4", status: "3"), sequence: 2))
        #expect(some.rows[0].result == .changed)
        #expect(try lines(shop, number)[0] == "10 S-A 4 4 4")
        #expect(try shop.broken() == [])
    }

    /// `line number sku wanted allocated price` of each line.
    private func lines(_ shop: OrderShop, _ number: String) throws -> [String] {
        try shop.detail(number).lines.map { line in
            let found = line.quantities
            return
                "\(line.customerLine ?? "-") \(line.sku) \(found.ordered - found.cancelled) \(found.allocated) \(line.unitPrice.text)"
        }
    }

    @Test("Lines are changed, called off and added; those that are not named stay", .migrated)
    func ubl() throws {
        let (shop, number) = try ordered()
        let text = ChangeText.change(
            ChangeText.line("10 S-A 3", status: "3"), ChangeText.line("30 S-A 4", status: "1"), sequence: 1)
        let dry = try shop.take(text, dryRun: true)
        #expect(dry.rows[0].message == "S-A ordered 5 → 3; S-A ordered 4")
        #expect(try lines(shop, number) == ["10 S-A 5 5 4", "20 S-B 2 2 9.99"])
        let (rows, status) = try shop.take(text)
        #expect(status == 0 && rows[0].result == .changed && rows[0].order == number && rows[0].code == nil)
        #expect(rows[0].message == dry.rows[0].message)
        #expect(try lines(shop, number) == ["10 S-A 3 3 4", "20 S-B 2 2 9.99", "30 S-A 4 0 4"])
        // 12.00, 19.98 and 16.00 are 47.98; 19 percent are 9.12.
        let detail = try shop.detail(number)
        #expect(detail.order.net.text == "47.98" && detail.order.tax?.text == "9.12" && detail.order.version == 2)
        let kept = try #require(detail.changeDocuments.first)
        #expect(kept.kind == "change" && kept.number == "C-1" && kept.sequence == "1" && kept.version == 2)
        #expect(try shop.take(text).rows.map(\.result) == [.duplicate])
        // The second change calls the first line off, by its number alone, and wants the new one promised.
        let second = try shop.take(
            ChangeText.change(ChangeText.line("10 -", status: "2"), number: "C-2", sequence: 2), allocate: true)
        #expect(second.rows[0].message == "S-A ordered 3 → 0")
        #expect(try lines(shop, number) == ["10 S-A 0 0 4", "20 S-B 2 2 9.99", "30 S-A 4 4 4"])
        for (column, constraint) in [
            ("file_name", "order_change_document_file_not_blank"), ("format", "order_change_document_format_not_blank"),
        ] {
            let names = ["file_name", "format"].map { $0 == column ? "' '" : "'x'" }.joined(separator: ", ")
            do {
                try shop.shop.database.connection.script(
                    """
                    INSERT INTO order_change_document (order_id, kind, file_name, format, position, file_sha256, content_sha256)
                    SELECT min(id), 'change', \(names), 1, repeat('0', 64), repeat('0', 64) FROM sales_order
                    """)
                Issue.record("a blank \(column) was taken")
            } catch {
                #expect(error.serverFault?.constraint == constraint)
            }
        }
        let log = try SalesOrders(shop.shop.database).history(number).suffix(3)
        #expect(log.map(\.action) == ["amend", "amend", "allocate"])
        #expect(log.first?.reason == "change C-1 of NORD" && log.first?.actor != nil)
        #expect(try shop.broken() == [])
    }

    @Test("An update by cXML is the whole order: what it leaves out is called off; a delete cancels", .migrated)
    func cxml() throws {
        let (shop, number) = try ordered()
        let update = ChangeText.cxml("update", ["10 S-A 6", "30 S-BOX 1"], version: 2)
        let (rows, status) = try shop.take(update)
        #expect(status == 0)
        #expect(rows[0].message == "S-A ordered 5 → 6; S-BOX ordered 1; S-B ordered 2 → 0")
        #expect(try lines(shop, number) == ["10 S-A 6 5 4", "20 S-B 0 0 9.99", "30 S-BOX 1 0 25"])
        #expect(try shop.take(update).rows.map(\.result) == [.duplicate])
        let marked = ChangeText.cxml("update", ["10 S-A 6 update", "30 S-BOX 1 delete"], version: 3)
        #expect(try shop.take(marked).rows[0].message == "S-BOX ordered 1 → 0")
        let cancelled = try shop.take(ChangeText.cxml("delete", ["10 S-A 6"], version: 4))
        #expect(cancelled.rows[0].result == .cancelled && cancelled.status == 0)
        #expect(try shop.detail(number).order.state == .cancelled)
        #expect(try Stock(shop.shop.database).show("S-A").balances.map(\.allocated) == [0])
        #expect(try shop.broken() == [])
    }

    @Test("openTRANS has no word for a line that is called off, so each is named; none of it is off", .migrated)
    func opentrans() throws {
        let (shop, number) = try ordered()
        let part = try shop.take(ChangeText.opentrans(["10 S-A 4"], sequence: 1))
        #expect(part.rows[0].code == "change_incomplete" && part.status == 3)
        #expect(part.rows[0].message?.hasPrefix("the change leaves out line 20 (S-B)") == true)
        let (rows, _) = try shop.take(ChangeText.opentrans(["10 S-A 4", "20 S-B 0"], sequence: 1))
        #expect(rows[0].message == "S-A ordered 5 → 4; S-B ordered 2 → 0")
        #expect(try lines(shop, number) == ["10 S-A 4 4 4", "20 S-B 0 0 9.99"])
        #expect(try shop.broken() == [])
    }

    @Test("A cancellation calls everything off; the order's promises are free again", .migrated)
    func cancellation() throws {
        let (shop, number) = try ordered()
        let text = ChangeText.ubl(
            "OrderCancellation", "X-1", head: "<CancellationNote>not wanted any more</CancellationNote>")
        #expect(try shop.take(text, dryRun: true).rows.map(\.result) == [.cancelled])
        #expect(try shop.detail(number).order.state == .confirmed)
        let (rows, status) = try shop.take(text)
        #expect(rows.map(\.result) == [.cancelled] && status == 0)
        let detail = try shop.detail(number)
        #expect(detail.order.state == .cancelled && detail.order.net == .zero)
        #expect(detail.changeDocuments.map(\.note) == ["not wanted any more"])
        #expect(try shop.take(text).rows.map(\.result) == [.duplicate])
        let late = try shop.take(ChangeText.change(ChangeText.line("10 S-A 1")))
        #expect(late.rows[0].code == "wrong_state")
        #expect(try shop.broken() == [])
    }

    @Test("A change that leaves nothing is a cancellation; one that changes nothing is kept all the same", .migrated)
    func bounds() throws {
        let (shop, number) = try ordered()
        let same = ChangeText.change(ChangeText.line("10 S-A 5"), ChangeText.line("20 S-B 2", price: "9.99"))
        let (rows, _) = try shop.take(same)
        #expect(rows[0].result == .changed && rows[0].message == "nothing of \(number) is otherwise")
        #expect(try shop.detail(number).order.version == 1)
        #expect(try shop.take(same).rows.map(\.result) == [.duplicate])
        let none = ChangeText.change(
            ChangeText.line("10 S-A", status: "2"), ChangeText.line("20 S-B", status: "2"), number: "C-2")
        #expect(try shop.take(none).rows.map(\.result) == [.cancelled])
        #expect(try shop.detail(number).order.state == .cancelled)
        #expect(try shop.broken() == [])
    }

    @Test("Another price is a claim, on a hold; the box is told from the piece", .migrated)
    func prices() throws {
        let (shop, number) = try ordered()
        let text = ChangeText.change(
            ChangeText.line("10 S-A 5", price: "3.80"), ChangeText.line("30 S-BOX 100", price: "0.50"))
        let (rows, _) = try shop.take(text, allocate: true)
        #expect(rows[0].message?.hasPrefix("S-A unit_price 4 → 3.8; S-BOX ordered 2") == true, "\(rows)")
        #expect(rows[0].message?.contains("is on hold (price)") == true)
        #expect(try lines(shop, number) == ["10 S-A 5 5 3.8", "20 S-B 2 2 9.99", "30 S-BOX 2 0 25"])
        #expect(try shop.detail(number).holds.map(\.reason) == ["S-A at 3.80, by list 4.00"])
        #expect(try shop.broken() == [])
    }

    @Test("A change comes after its order in one import, and is made after it", .migrated)
    func together() throws {
        let shop = try OrderShop()
        let order = ChangeText.ubl("Order", "U-1", [ChangeText.line("10 S-A 5")])
        let (rows, status) = try shop.take(
            order, ChangeText.change(ChangeText.line("10 S-A 7")),
            ChangeText.change(ChangeText.line("10 S-A 8"), number: "C-2"), confirm: true)
        #expect(status == 0 && rows.map(\.result) == [.created, .changed, .changed])
        #expect(try lines(shop, try #require(rows[0].order)) == ["10 S-A 8 0 4"])
        #expect(try shop.take(order).rows.map(\.result) == [.duplicate])
    }

    @Test("Changes are told apart by their count: again, another content, too late, one missing", .migrated)
    func sequence() throws {
        let (shop, number) = try ordered()
        func take(_ quantity: Int, _ sequence: Int) throws -> OrderOutcome {
            try shop.take(
                ChangeText.change(ChangeText.line("10 S-A \(quantity)"), number: "C-\(sequence)", sequence: sequence)
            ).rows[0]
        }
        #expect(try take(6, 2).result == .changed)
        #expect(try take(6, 2).message == "this change of \(number) was made already")
        let other = try take(7, 2)
        #expect(other.code == "change_conflict" && other.message?.hasPrefix("change 2 of U-1 was made already") == true)
        let late = try take(7, 1)
        #expect(
            late.code == "change_outdated" && late.message?.hasSuffix("send what is to hold now as change 3") == true)
        #expect(try take(8, 5).message == "S-A ordered 6 → 8; change 3 has not come in")
        #expect(try lines(shop, number)[0] == "10 S-A 8 5 4")
    }

    @Test("The day of the order is moved by its head, or by a change that names every line that stays", .migrated)
    func day() throws {
        let (shop, number) = try ordered()
        func take(_ number: String, _ lines: String..., head: String = "") throws -> String? {
            let text = ChangeText.ubl("OrderChange", number, lines, head: head)
            return try shop.take(text).rows[0].message
        }
        func promised() throws -> String? { try shop.detail(number).order.promisedOn }
        let head = "<Delivery>\(ChangeText.period("2027-01-10"))</Delivery>"
        #expect(
            try take("C-1", ChangeText.line("10 S-A 6"), head: head)
                == "promised_on 2027-01-10; S-A ordered 5 → 6")
        // One line of two says when it is wanted, which is not when the other one is.
        #expect(try take("C-2", ChangeText.line("10 S-A 7", day: "2027-01-20")) == "S-A ordered 6 → 7")
        #expect(try promised() == "2027-01-10")
        let both = [ChangeText.line("10 S-A 8", day: "2027-01-20"), ChangeText.line("20 S-B 2", day: "2027-01-21")]
        #expect(try take("C-3", both[0], both[1]) == "S-A ordered 7 → 8")
        #expect(try promised() == "2027-01-10")
        // The line that goes has no say.
        #expect(
            try take("C-4", ChangeText.line("10 S-A 8", day: "2027-01-20"), ChangeText.line("20 -", status: "2"))
                == "promised_on 2027-01-10 → 2027-01-20; S-B ordered 2 → 0")
        #expect(try promised() == "2027-01-20")
        #expect(try shop.broken() == [])
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let code: String
        let text: String
        let says: String
        var testDescription: String { "\(code): \(says)" }
    }

    private static let refusals: [Refused] = [
        Refused(
            code: "order_unknown", text: ChangeText.ubl("OrderChange", "C-1", [ChangeText.line("1 S-A 1")], of: "U-9"),
            says: "NORD has no order U-9 that could be changed"),
        Refused(
            code: "order_unknown", text: ChangeText.ubl("OrderCancellation", "X-1", of: "U-9"),
            says: "that could be cancelled"),
        Refused(
            code: "item_contradiction", text: ChangeText.change(ChangeText.line("10 S-B 1")),
            says: "line 10 is S-A on the order, not S-B"),
        Refused(
            code: "line_unknown", text: ChangeText.change(ChangeText.line("40 - 1")), says: "the order has no line 40"),
        Refused(
            code: "line_unknown", text: ChangeText.change(ChangeText.line("40 S-BOX 1", status: "3")),
            says: "the order has no line 40 of S-BOX"),
        Refused(
            code: "line_ambiguous",
            text: ChangeText.change(ChangeText.line("10 S-A 1"), ChangeText.line("10 S-A 2")),
            says: "line 10 of S-A stands more than once"),
        Refused(
            code: "change_unclear", text: ChangeText.change(ChangeText.line("10 S-A 1", status: "1")),
            says: "is marked as new, and the order has it already"),
        Refused(
            code: "change_unclear", text: ChangeText.change(ChangeText.line("10 S-A 1", status: "Disputed")),
            says: "is marked \"Disputed\""),
        Refused(
            code: "unit_mismatch", text: ChangeText.change(ChangeText.line("10 S-A 1", unit: "KGM")),
            says: "sold by C62, not by KGM"),
        Refused(
            code: "quantity_fractional", text: ChangeText.change(ChangeText.line("10 S-A 1.5")),
            says: "line 10: 1.5 C62 of S-A is no whole number of C62; order whole ones"),
        Refused(
            code: "quantity_invalid", text: ChangeText.change(ChangeText.line("10 S-A few")), says: "is no quantity"),
        Refused(
            code: "product_unknown", text: ChangeText.change(ChangeText.line("30 S-Z 1")), says: "S-Z"),
        Refused(code: "no_price", text: ChangeText.change(ChangeText.line("30 S-C 1")), says: "has no price"),
        Refused(
            code: "currency_mismatch",
            text: ChangeText.change(
                ChangeText.line("10 S-A 1"), head: "<DocumentCurrencyCode>USD</DocumentCurrencyCode>"),
            says: "NORD buys in EUR"),
        Refused(
            code: "change_not_allowed",
            text: ChangeText.change(
                ChangeText.line("10 S-A 1"),
                head:
                    "<Delivery><DeliveryLocation><Address><CityName>Husum</CityName></Address></DeliveryLocation></Delivery>"
            ),
            says: "the address is another (city Husum)"),
    ]

    @Test(
        "What is not possible is refused with words that can be mailed back, and nothing is changed", .migrated,
        arguments: refusals)
    func refused(_ example: Refused) throws {
        let shop = try OrderShop()
        let address =
            "<Delivery><DeliveryLocation><Address><CityName>Kiel</CityName></Address></DeliveryLocation></Delivery>"
        let made = try shop.take(
            ChangeText.ubl("Order", "U-1", [ChangeText.line("10 S-A 5"), ChangeText.line("20 S-B 2")], head: address),
            confirm: true, allocate: true)
        let number = try #require(made.rows[0].order)
        let (rows, status) = try shop.take(example.text)
        #expect(status == 3 && rows[0].result == .refused && rows[0].order == nil)
        #expect(rows[0].code == example.code, "\(rows)")
        #expect(rows[0].message?.contains(example.says) == true, "\(rows[0].message ?? "")")
        #expect(try lines(shop, number) == ["10 S-A 5 5 4", "20 S-B 2 2 9.99"])
        let detail = try shop.detail(number)
        #expect(detail.order.version == 1 && detail.changeDocuments.isEmpty)
        #expect(try shop.broken() == [])
    }

    @Test("Never below what is shipped: all such lines are told, nothing is changed, other changes are made", .migrated)
    func shipped() throws {
        let (shop, number) = try ordered()
        let orders = SalesOrders(shop.shop.database)
        _ = try orders.perform(
            .ship([.init(sku: "S-A", quantity: 3), .init(sku: "S-B", quantity: 1)]), on: [number], key: nil)
        let below = try shop.take(
            ChangeText.change(ChangeText.line("10 S-A 2"), ChangeText.line("20 -", status: "2")),
            ChangeText.change(ChangeText.line("10 S-A 3"), number: "C-2"))
        #expect(below.status == 3 && below.rows.map(\.code) == ["below_shipped", nil])
        #expect(
            below.rows[0].message
                == "line 10: 3 of S-A have been shipped, so it cannot be 2; line 20: 1 of S-B have been shipped, so it cannot be 0"
        )
        #expect(try lines(shop, number) == ["10 S-A 3 0 4", "20 S-B 2 1 9.99"])
        let whole = try shop.take(ChangeText.ubl("OrderCancellation", "X-1"))
        #expect(whole.rows[0].code == "below_shipped")
        #expect(
            whole.rows[0].message
                == "the order cannot be cancelled as a whole: 3 of S-A have been shipped, 1 of S-B have been shipped; what is open can be called off line by line"
        )
        #expect(try shop.broken() == [])
    }

    @Test("The answer to a change accepts what the customer changed himself", .migrated)
    func response() throws {
        let (shop, number) = try ordered()
        try shop.shop.database.connection.script("UPDATE setting SET value = 'Jade' WHERE key = 'company_name'")
        _ = try shop.take(ChangeText.change(ChangeText.line("10 S-A 6"), ChangeText.line("30 S-BOX 50")))
        _ = try SalesOrders(shop.shop.database).amend(
            number, .init(wishes: [.init(sku: "S-B", quantity: 1)]), reason: nil, key: nil)
        let text = try OrderResponses(shop.shop.database).text(number, .ubl)
        let codes = text.components(separatedBy: "LineStatusCode>").enumerated().filter { $0.offset % 2 == 1 }
            .map { $0.element.prefix { $0 != "<" } }
        #expect(codes == ["5", "3", "5"])
    }
}
