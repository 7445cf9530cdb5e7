import Catalog
import Importing
import Operations
import Quantities
import Storage
import TestSupport
import Testing

/// Updates are laid over what we have, in the order of the file.
struct DeltaTests {
    /// A supplier whose full catalog has A (priced for 100 pieces), B and C.
    static func shop() throws -> Workshop {
        let shop = try Workshop()
        try shop.supplier()
        try shop.take(
            .full(
                Feed.article("A", price: "145.00", order: "<PRICE_QUANTITY>100</PRICE_QUANTITY>"), Feed.article("B"),
                Feed.article("C")))
        return shop
    }

    @Test("What an update does not name stays; its records are new, changed or the same", .migrated)
    func update() throws {
        let shop = try Self.shop()
        let run = try shop.take(
            .update(
                Feed.article("B", name: "New name", mode: "update"), Feed.article("C", mode: "update"),
                Feed.article("D", mode: "new")))
        #expect(run.counts == Counts(records: 3, new: 1, changed: 1, unchanged: 1))
        #expect(try shop.changes(run) == ["B changed", "D new"])
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C active", "S-D active"])
    }

    @Test("A delete ends an item, a second one changes nothing, one of a stranger is told", .migrated)
    func deletes() throws {
        let shop = try Self.shop()
        let run = try shop.take(.update(Feed.delete("B"), Feed.delete("X")))
        #expect(run.counts == Counts(records: 2, changed: 1, unchanged: 1))
        #expect(try shop.findings(run) == ["X delete_unknown"])
        #expect(try shop.products() == ["S-A active", "S-B discontinued", "S-C active"])
        #expect(try shop.take(.update(Feed.delete("B"))).counts == Counts(records: 1, unchanged: 1))
        #expect(try shop.take(.update(Feed.article("B"))).counts == Counts(records: 1, changed: 1))
        #expect(try shop.products() == ["S-A active", "S-B active", "S-C active"])
    }

    struct Order: Sendable, CustomTestStringConvertible {
        var name: String
        var records: [String]
        var counts: Counts
        var status: String
        var testDescription: String { name }
    }

    static let named = Feed.article("B", name: "Named anew")
    static let orders: [Order] = [
        Order(
            name: "deleted, then there again as it was", records: [Feed.delete("B"), Feed.article("B")],
            counts: Counts(records: 2, unchanged: 2), status: "active"),
        Order(
            name: "deleted, then there again otherwise", records: [Feed.delete("B"), named],
            counts: Counts(records: 2, changed: 1, unchanged: 1), status: "active"),
        Order(
            name: "changed, then deleted", records: [named, Feed.delete("B")],
            counts: Counts(records: 2, changed: 1, unchanged: 1), status: "discontinued"),
        Order(
            name: "changed twice", records: [Feed.article("B", name: "First"), named],
            counts: Counts(records: 2, changed: 1, unchanged: 1), status: "active"),
        Order(
            name: "changed and changed back", records: [named, Feed.article("B")],
            counts: Counts(records: 2, unchanged: 2), status: "active"),
        Order(
            name: "new and withdrawn", records: [Feed.article("N"), Feed.delete("N")],
            counts: Counts(records: 2, unchanged: 2), status: "active"),
        Order(
            name: "withdrawn before it is new", records: [Feed.delete("N"), Feed.article("N")],
            counts: Counts(records: 2, new: 1, unchanged: 1), status: "active"),
    ]

    @Test("The last record of an item counts", .migrated, arguments: orders)
    func lastWins(_ order: Order) throws {
        let shop = try Self.shop()
        let run = try shop.take(Feed(message: "T_UPDATE_PRODUCTS", records: order.records))
        #expect(run.counts == order.counts)
        #expect(try shop.products().contains("S-B \(order.status)"))
    }

    @Test("An item that had ended, came back and is withdrawn again in one message has ended", .migrated)
    func withdrawnAgain() throws {
        let shop = try Self.shop()
        try shop.take(.update(Feed.delete("B")))
        let run = try shop.take(.update(Self.named, Feed.delete("B")))
        #expect(try shop.products().contains("S-B discontinued"))
        #expect(run.counts == Counts(records: 2, unchanged: 2))
    }

    @Test("New prices leave everything else, and are for the quantity that the item's price is for", .migrated)
    func prices() throws {
        let shop = try Self.shop()
        let run = try shop.take(
            .prices(
                Feed.article("A", name: "ignored", price: "158.00"), Feed.article("B", price: "10.00"),
                Feed.article("X")))
        #expect(run.counts == Counts(records: 3, changed: 1, unchanged: 1, quarantined: 1))
        #expect(try shop.quarantine(run) == ["X part_number_unknown"])
        let item = try #require(try Products(shop.database).show("S-A").items.first?.item)
        #expect(item.name == "Item A")
        #expect(item.firstCost?.unitPrice.text == "1.58")
        #expect(item.firstCost?.amount.text == "158")
        #expect(item.firstCost?.priceQuantity.text == "100")
    }

    @Test("A quantity that a message of prices states is the one it means, be it one", .migrated)
    func statedQuantity() throws {
        let shop = try Self.shop()
        try shop.take(.prices(Feed.article("A", price: "1.50", order: "<PRICE_QUANTITY>1</PRICE_QUANTITY>")))
        let item = try #require(try Products(shop.database).show("S-A").items.first?.item)
        #expect(item.firstCost?.unitPrice.text == "1.5")
        #expect(item.firstCost?.priceQuantity.text == "1")
    }

    @Test("A new price for another unit is joined by the contents we have, or waits", .migrated)
    func otherUnit() throws {
        let shop = try Workshop()
        try shop.supplier()
        let box = "<ORDER_UNIT>BX</ORDER_UNIT><CONTENT_UNIT>C62</CONTENT_UNIT><NO_CU_PER_OU>10</NO_CU_PER_OU>"
        try shop.take(.full(Feed.article("A", price: "20.00", order: box), Feed.article("B", order: box)))
        let run = try shop.take(
            .prices(
                Feed.article("A", price: "2.10", order: "<ORDER_UNIT>Stück</ORDER_UNIT>"),
                Feed.article("B", price: "9.00", order: "<ORDER_UNIT>KGM</ORDER_UNIT>")))
        #expect(run.counts == Counts(records: 2, changed: 1, quarantined: 1))
        #expect(try shop.quarantine(run) == ["B price_unit_unclear"])
        let item = try #require(try Products(shop.database).show("S-A").items.first?.item)
        #expect(item.firstCost?.unitPrice.text == "21")
        #expect(item.orderUnit == "XBX")
    }

    @Test("A record of a message of prices that has none changes none", .migrated)
    func noPrices() throws {
        let shop = try Self.shop()
        let run = try shop.take(.prices(Feed.article("A", price: nil)))
        #expect(run.counts == Counts(records: 1, unchanged: 1))
    }

    @Test("A delete by GTIN alone means the one item that has it, and none of two", .migrated)
    func deleteByGTIN() throws {
        let shop = try Workshop()
        try shop.supplier()
        let (one, two) = ("9521000000018", "9521000000025")
        try shop.take(
            .full(Feed.article("A", gtin: one), Feed.article("B", gtin: two), Feed.article("C", gtin: two)))
        func delete(_ gtin: String) -> String {
            "<ARTICLE mode=\"delete\"><ARTICLE_DETAILS><EAN>\(gtin)</EAN></ARTICLE_DETAILS></ARTICLE>"
        }
        let run = try shop.take(.update(delete(one), delete(two), delete("9521000000032"), delete("1")))
        #expect(run.counts == Counts(records: 4, changed: 1, unchanged: 1, quarantined: 2))
        #expect(try shop.quarantine(run) == ["- gtin_ambiguous", "- part_number_missing", "- price_missing"])
        #expect(try shop.findings(run) == ["9521000000032 delete_unknown"])
        #expect(try shop.products() == ["S-A discontinued", "S-B active", "S-C active"])
        let again = try shop.take(.update(delete(one), delete(two)))
        #expect(again.counts == Counts(records: 2, unchanged: 1, quarantined: 1))
    }

    @Test("New prices that jump wait, and a message of prices quarantines bad ones", .migrated)
    func heldPrices() throws {
        let shop = try Self.shop()
        let run = try shop.take(
            .prices(Feed.article("A", price: "300"), Feed.article("B", price: "-1"), Feed.article("C", price: "12.50")))
        #expect(run.counts == Counts(records: 3, changed: 1, held: 1, quarantined: 1))
        #expect(try shop.changes(run, heldOnly: true) == ["A changed held"])
        let item = try #require(try Products(shop.database).show("S-A").items.first?.item)
        #expect(item.firstCost?.unitPrice.text == "1.45")
    }

    @Test("A full catalog taken for changes discontinues nothing, and changes taken for full do", .migrated)
    func overridden() throws {
        let shop = try Self.shop()
        let delta = try shop.take(.full(Feed.article("B", name: "New name")), mode: .delta)
        #expect(delta.mode == "delta")
        #expect(delta.counts == Counts(records: 1, changed: 1))
        let full = try shop.take(.update(Feed.article("B", name: "New name")), mode: .full, acceptHeld: true)
        #expect(full.mode == "full")
        #expect(full.missing == 2)
        #expect(try shop.products() == ["S-A discontinued", "S-B active", "S-C discontinued"])
    }

    @Test("A message with more records than are looked up at once is the same", .migrated)
    func many() throws {
        let shop = try Workshop()
        try shop.supplier()
        try shop.take(.full((0..<1300).map { Feed.article("P\($0)") }))
        let run = try shop.take(
            Feed(
                message: "T_UPDATE_PRODUCTS",
                records: (0..<1300).map { Feed.article("P\($0)", name: $0 % 2 == 0 ? "New \($0)" : nil) }
                    + ["P0", "P700", "P1299"].map(Feed.delete)))
        #expect(run.counts == Counts(records: 1303, changed: 651, unchanged: 652))
    }
}
