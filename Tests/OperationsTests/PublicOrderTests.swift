import Foundation
import Operations
import Orders
import Postgres
import Quantities
import Storage
import TestSupport
import Testing

/// Orders found in public, which are no part of the project: looked at where they are at hand.
struct PublicOrderTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var file: String
        /// The buyer's identifier that is registered, and what he buys in.
        var scheme = "", value = "", currency = "EUR"
        /// Goods that are made: the number, and the unit where it is not the piece.
        var goods: [String] = []
        var unit = "C62"
        /// The row: code or result, and what its message says.
        var row = "created", says = ""
        var lines: [String] = []
        var testDescription: String { file }
    }

    /// Prices of ours are 1.00 for everything, so that an order with prices is on a `price` hold.
    static let examples: [Example] = [
        Example(
            file: "cxml/cxml-order-ariba-po1.xml", scheme: "AribaNetworkUserId", value: "admin@acme.com",
            currency: "USD",
            goods: ["1233244", "1233245", "1233246"], row: "test_message", says: "test message"),
        Example(
            file: "cxml/cxml-order-eur.xml", scheme: "NetworkID", value: "inbound@prominate-platform.com",
            goods: ["1233244", "1233245"], row: "test_message"),
        Example(
            file: "cxml/cxml-order-coupa.xml", scheme: "NetworkID", value: "kasdflkjasdf", currency: "USD",
            goods: ["product:1861", "product:4884"], lines: ["1 product-1861 1 8.1", "2 product-4884 9 9.29"]),
        Example(
            file: "industry/namm-po.xml", scheme: "NAMM", value: "000010298975", currency: "USD",
            goods: ["APTW", "APCR"],
            lines: ["1 APTW 1 55", "2 APCR 1 99"]),
        Example(
            file: "opentrans/opentrans21-order-fraunhofer.xml", row: "customer_unknown"),
        Example(
            file: "opentrans/opentrans21-order-itscope.xml", scheme: "supplier_specific", value: "123456",
            goods: ["123002", "123003", "123001"],
            lines: ["00001 123002 1 868", "00002 123003 2 136", "00003 123001 3 386"]),
        Example(
            file: "opentrans/opentrans21-order-minimal.xml", scheme: "buyer", value: "org.de.buyer",
            goods: ["product-number-1"], lines: ["line-item-id-1 product-number-1 10 1"]),
        // The quantity is in kilograms of potassium oxide and the price for ten small sprays; the order's numbers are all xxx.
        Example(
            file: "ubl/cenbii-order-maximal.xml", scheme: "xxxschemeID", value: "xxx", goods: ["19598"],
            row: "price_unit_unclear", says: "the price is for 04, the quantity in KPO"),
        // The buyer is named by the account that the seller has for him.
        Example(
            file: "ubl/oasis-order-2.0-international.xml", scheme: "supplier_specific", value: "GT00978567",
            currency: "USD",
            goods: ["17589683"], row: "unit_mismatch", says: "sold by C62, not by KGM"),
        Example(
            file: "ubl/oasis-order-2.1.xml", scheme: "GLN", value: "7300072311115", currency: "SEK",
            goods: ["SItemNo001", "SItemNo011"], row: "unit_mismatch", says: "not by LTR"),
        // Goods are named by a GTIN in the place of our number, with a check digit that is wrong.
        Example(
            file: "ubl/oioubl-comorg-order.xml", scheme: "GLN", value: "5798000416604", currency: "DKK",
            row: "product_unknown", says: "5712345780123 is no GTIN"),
        Example(
            file: "ubl/oioubl-order.xml", scheme: "0088", value: "5798009811578", currency: "DKK",
            row: "product_unknown"),
        Example(
            file: "ubl/peppol3-order-cancellation.xml", scheme: "0088", value: "7300010000001",
            row: "order_unknown",
            says: "has no order Order-1 that could be cancelled"),
        Example(
            file: "ubl/peppol3-order-change.xml", scheme: "0088", value: "7300010000001", row: "order_unknown",
            says: "has no order Order-1 that could be changed"),
        Example(
            file: "ubl/peppol3-order-example.xml", scheme: "0192", value: "987654325", currency: "NOK",
            goods: ["121212", "SItemNo011"], lines: ["1 121212 120 50", "2 SItemNo011 15 15"]),
        Example(
            file: "ubl/peppol3-usecase-1.xml", scheme: "0088", value: "7300010000001",
            goods: ["SN-33", "SN-34", "SN-35"],
            lines: ["1 SN-33 10 4", "2 SN-34 5 6", "3 SN-35 15 3"]),
        // A translation, by the day and without any number.
        Example(
            file: "ubl/peppol3-usecase-3.xml", scheme: "0088", value: "7300010000001", row: "product_unknown",
            says: "names no goods by a number"),
        Example(
            file: "ubl/peppol3-usecase-4.xml", scheme: "0007", value: "5541277710", goods: ["SN-33"],
            lines: ["1 SN-33 50 1"]),
    ]

    @Test("A public order is taken or refused as looked up", .migrated, arguments: examples)
    func taken(_ example: Example) throws {
        let path = PublicFeedTests.folder.appending(path: "orders/" + example.file).path
        guard FileManager.default.fileExists(atPath: path) else {
            print("orders/\(example.file) is not at hand; set NEPHRITE_FEEDS to the folder of public feeds")
            return
        }
        let shop = try Workshop()
        try prepare(shop, example)
        let (rows, _) = try OrderImport(shop.database, .init()).run([path])
        #expect(rows.count == 1)
        #expect(rows[0].code ?? rows[0].result.rawValue == example.row, "\(rows)")
        #expect(example.says.isEmpty || rows[0].message?.contains(example.says) == true, "\(rows[0].message ?? "")")
        guard let number = rows[0].order else { return }
        let detail = try SalesOrders(shop.database).show(number)
        #expect(
            detail.lines.map { "\($0.customerLine ?? "-") \($0.sku) \($0.quantities.ordered) \($0.unitPrice.text)" }
                == example.lines)
        #expect(try OrderImport(shop.database, .init()).run([path]).outcomes.map(\.result) == [.duplicate])
    }

    @Test("Every public order is among the examples")
    func complete() throws {
        let folder = PublicFeedTests.folder.appending(path: "orders").path
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            print("orders are not at hand; set NEPHRITE_FEEDS to the folder of public feeds")
            return
        }
        #expect(Set(paths.filter { $0.hasSuffix(".xml") }) == Set(Self.examples.map(\.file)))
    }

    private func prepare(_ shop: Workshop, _ example: Example) throws {
        var details = Customers.Details()
        details.currency = example.currency
        details.country = "DE"
        let goods = example.goods.map { "('\($0)')" }.joined(separator: ",")
        try shop.database.connection.script(
            "INSERT INTO price_list (code, name, currency) VALUES ('L', 'L', '\(example.currency)')")
        details.priceList = "L"
        _ = try Customers(shop.database).add(code: "BUYER", details)
        if !example.scheme.isEmpty {
            _ = try Customers(shop.database).addIdentifier(code: "BUYER", scheme: example.scheme, value: example.value)
        }
        guard !goods.isEmpty else { return }
        // SKUs of ours are plainer than some of these, which are registered as the buyer's numbers.
        try shop.database.connection.script(
            """
            INSERT INTO product (sku, status_set)
            SELECT replace(goods, ':', '-'), 'active' FROM (VALUES \(goods)) AS given (goods);
            INSERT INTO customer_item_code (customer_id, code, product_id) SELECT customer.id, goods, product.id
            FROM (VALUES \(goods)) AS given (goods) JOIN product ON product.sku = replace(goods, ':', '-')
            CROSS JOIN customer WHERE goods LIKE '%:%';
            INSERT INTO price_list_row (price_list_id, product_id, unit_price) SELECT list.id, product.id, 1
            FROM product CROSS JOIN price_list AS list;
            """)
    }
}
