import Catalog
import Foundation
import Operations
import Quantities
import Storage
import TestSupport
import Testing

/// Records set aside from formats whose records say not all of themselves, read again.
struct FormatRequeueTests {
    private func run(_ text: String, _ profile: String, _ shop: Workshop) throws -> RunRow {
        try shop.supplier(profile: profile)
        return try ImportRunning(shop.database).run(shop.request(try shop.folder.write(text), "S"), acceptHeld: false)
    }

    private func requeue(_ run: RunRow, _ record: Int, _ field: String, _ value: String, _ shop: Workshop) throws
        -> RunRow
    {
        var request = ImportRequeue.Request(run: run.id)
        request.record = record
        request.values = [(field, value)]
        return try ImportRequeue(shop.database).requeue(request, acceptHeld: false)
    }

    @Test("One item of an element is repaired by itself, with what it has from around it", .migrated)
    func variants() throws {
        let shop = try Workshop()
        let planned = try run(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:s="http://jadedpixel.com/-/spec/shopify"><entry><title>Stone</title>
            <s:variant><s:sku>A-S</s:sku><s:price currency="EUR">29.00</s:price></s:variant>
            <s:variant><s:sku>A-M</s:sku><s:price currency="EUR">free</s:price></s:variant>
            <s:variant><s:sku/><s:price currency="EUR">49.00</s:price></s:variant></entry></feed>
            """, "shopify-atom", shop)
        #expect(planned.counts == Counts(records: 3, new: 1, quarantined: 2))
        let result = try requeue(planned, 3, "part_number", "A-L", shop)
        #expect(result.counts == Counts(records: 1, new: 1))
        #expect(try shop.products() == ["S-A-L active", "S-A-S active"])
        let item = try #require(try Products(shop.database).show("S-A-L").items.first?.item)
        #expect(item.name == "Stone")
        #expect(item.prices.map(\.unitPrice.text) == ["49"])
    }

    @Test("Names of a namespace are those of the namespace when they are read again", .migrated)
    func namespaces() throws {
        let shop = try Workshop()
        let planned = try run(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><id>tag:x</id><title>Stone</title>
            <g:id>A</g:id><g:price>free</g:price></entry></feed>
            """, "google-merchant", shop)
        #expect(planned.counts == Counts(records: 1, quarantined: 1))
        let result = try requeue(planned, 1, "prices[1].amount", "4.50 EUR", shop)
        #expect(result.counts == Counts(records: 1, new: 1))
        #expect(try shop.products() == ["S-A active"])
    }

    @Test("What stood around a record holds for it when it is read again", .migrated)
    func context() throws {
        let shop = try Workshop()
        func item(_ command: String, _ number: String) -> String {
            "<documentCommand><documentCommandHeader type=\"\(command)\"/><catalogueItem><tradeItem>\(number)</tradeItem></catalogueItem></documentCommand>"
        }
        let planned = try run(
            "<m xmlns=\"urn:gs1:gdsn:x\">\(item("DELETE", "<gtin>1</gtin>"))\(item("ADD", "<brandNameInformation><brandName>B</brandName></brandNameInformation>"))</m>",
            "gs1-cin", shop)
        #expect(planned.counts == Counts(records: 2, unchanged: 1, quarantined: 1))
        let result = try requeue(planned, 2, "part_number", "A", shop)
        #expect(result.counts == Counts(records: 1, new: 1))
        #expect(try shop.products() == ["S-A active"])
    }
}
