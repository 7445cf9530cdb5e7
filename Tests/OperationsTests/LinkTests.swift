import Catalog
import Operations
import Storage
import TestSupport
import Testing

/// Which product a supplier's item is an offer of, by a person's word.
@Suite(.migrated)
struct LinkTests {
    let workshop: Workshop
    private var products: Products { Products(workshop.database) }

    init() throws {
        workshop = try Workshop()
        try workshop.supplier("S")
        try workshop.supplier("T")
        try workshop.take(.full(Feed.article("1", name: "Nephrite board")))
        try workshop.take(.full(Feed.article("9", name: "Jadeite board", price: "1.00")), for: "T")
    }

    private func offers(_ sku: String) throws -> [String] {
        try products.show(sku).items.map { "\($0.supplier) \($0.item.partNumber)" }
    }

    @Test("A linked item is an offer of the other product; the one it leaves is discontinued")
    func link() throws {
        let detail = try products.link("S-1", supplier: "T", partNumber: "9")
        #expect(detail.items.count == 2)
        #expect(detail.known.material == "jadeite")
        #expect(try products.show("T-9").product.status == "discontinued")
        #expect(try offers("T-9").isEmpty)
    }

    @Test("An unlinked item is an offer of a product of its own, whose number is free")
    func unlink() throws {
        _ = try products.link("S-1", supplier: "T", partNumber: "9")
        let made = try products.unlink("S-1", supplier: "T", partNumber: "9")
        #expect(made.product.sku == "T-9-2")
        #expect(try offers("T-9-2") == ["T 9"] && offers("S-1") == ["S 1"])
    }

    @Test("The item that a person prefers is preferred no longer when it leaves")
    func preferred() throws {
        _ = try products.link("S-1", supplier: "T", partNumber: "9")
        _ = try products.say(
            "S-1", [try #require(Products.Assignment("preferred_supplier=T"))], isMeasured: false)
        _ = try products.link("T-9", supplier: "T", partNumber: "9")
        #expect(try products.show("S-1").known.material == "nephrite")
    }

    @Test("A later import goes on with the item where it is now, and a dry run moves nothing")
    func importAfterwards() throws {
        _ = try products.link("S-1", supplier: "T", partNumber: "9", dryRun: true)
        #expect(try offers("S-1") == ["S 1"])
        _ = try products.link("S-1", supplier: "T", partNumber: "9")
        let run = try workshop.take(.full(Feed.article("9", name: "Jadeite board, green", price: "1.00")), for: "T")
        #expect(run.changed == 1)
        #expect(try offers("S-1").count == 2)
    }

    @Test("What cannot be linked is refused by name")
    func refusals() throws {
        func code(_ body: () throws -> Void) -> String? { #expect(throws: Refusal.self) { try body() }?.code }
        #expect(code { _ = try products.link("X", supplier: "T", partNumber: "9") } == "product_unknown")
        #expect(code { _ = try products.link("S-1", supplier: "X", partNumber: "9") } == "supplier_unknown")
        #expect(code { _ = try products.link("S-1", supplier: "T", partNumber: "8") } == "part_number_unknown")
        #expect(code { _ = try products.link("S-1", supplier: "S", partNumber: "1") } == "already_linked")
        #expect(code { _ = try products.unlink("S-1", supplier: "T", partNumber: "9") } == "not_linked")
        #expect(code { _ = try products.unlink("S-1", supplier: "S", partNumber: "1") } == "only_offer")
    }
}
