import Foundation
import Operations
import Storage
import TestSupport
import Testing

/// Feeds found in public, which are no part of the project: looked at where they are at hand.
struct PublicFeedTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var file: String
        var currency = "EUR"
        var counts: Counts
        var quarantine: [String] = []
        var testDescription: String { file }
    }

    /// The counts of a first edition; the records agree with the number of items in each file.
    static let examples: [Example] = [
        Example(file: "bmecat/bmecat12-conceptoffice-latin1.xml", counts: Counts(records: 2, new: 2)),
        Example(file: "bmecat/bmecat12-kstools-dtd.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat12-new-catalog.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat12-nexmart-fischer.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat12-price-per-100.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat12-sap-sample.xml", counts: Counts(records: 4, new: 4)),
        Example(file: "bmecat/bmecat12-update-products.xml", counts: Counts(records: 2, new: 1, unchanged: 1)),
        Example(file: "bmecat/bmecat2005-2-empty.xml", counts: Counts(records: 0)),
        Example(file: "bmecat/bmecat2005-new-catalog.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat2005-weidmueller-1609801044.xml", counts: Counts(records: 1, new: 1)),
        Example(file: "bmecat/bmecat2005-weidmueller-7760056069.xml", counts: Counts(records: 1, new: 1)),
        Example(
            file: "google-merchant/rss2-google-base-products.xml", counts: Counts(records: 2, quarantined: 2),
            // Neither item has a g:id; a maker's number is no substitute.
            quarantine: ["- part_number_missing", "- part_number_missing"]),
        Example(file: "google-merchant/rss2-jc-hair-studio.xml", counts: Counts(records: 107, new: 107)),
        Example(file: "google-merchant/rss2-moncatu-mxn.xml", currency: "MXN", counts: Counts(records: 4, new: 4)),
        Example(file: "google-merchant/rss2-purasynth.xml", currency: "USD", counts: Counts(records: 2, new: 2)),
        Example(
            file: "google-merchant/rss2-resin-crystals-gbp.xml", currency: "GBP", counts: Counts(records: 73, new: 73)),
        Example(file: "google-merchant/rss2-stratronix.xml", currency: "USD", counts: Counts(records: 4, new: 4)),
        Example(
            file: "cxml-catalog/cxml-index-incremental.xml", currency: "USD",
            counts: Counts(records: 2, new: 1, unchanged: 1)),
        Example(
            file: "gs1/gdsn3-cin-add.xml", currency: "USD", counts: Counts(records: 3, new: 3)),
        Example(
            file: "gs1/gdsn3-cin-simplified.xml", currency: "EUR", counts: Counts(records: 1, new: 1)),
        Example(
            file: "industry/namm-pricebook.xml", currency: "USD", counts: Counts(records: 3, new: 3)),
        Example(
            file: "shop-xml/bazaarvoice-product-feed.xml", currency: "USD", counts: Counts(records: 5, new: 5)),
        Example(
            file: "shop-xml/ceneo-dagra.xml", currency: "PLN", counts: Counts(records: 8, new: 8)),
        Example(
            file: "shop-xml/heureka-caremobility.xml", currency: "EUR", counts: Counts(records: 20, new: 20)),
        Example(
            file: "shop-xml/heureka-namespaced.xml", currency: "CZK", counts: Counts(records: 18, quarantined: 18),
            // Without an ITEM_ID nothing identifies a record.
            quarantine: Array(repeating: "- part_number_missing", count: 18)),
        // Eight products with 31 sizes of their own; six more are parts of a set and of a collection.
        Example(
            file: "shop-xml/iof-full.xml", currency: "PLN", counts: Counts(records: 31, new: 31)),
        Example(
            file: "shop-xml/jyxo.xml", currency: "CZK", counts: Counts(records: 3, quarantined: 3),
            quarantine: Array(repeating: "- part_number_missing", count: 3)),
        Example(
            file: "shop-xml/shopify-atom-sport-spiegels.xml", currency: "EUR",
            counts: Counts(records: 25, quarantined: 25),
            // Every s:sku is blank; the id is that of the entry.
            quarantine: Array(repeating: "- part_number_missing", count: 25)),
        Example(
            file: "shop-xml/skroutz-esales.xml", currency: "EUR", counts: Counts(records: 41, new: 41)),
        // Seven items, two of them with five variants together; two items have a CODE.
        Example(
            file: "shop-xml/universal-shop-item.xml", currency: "CZK",
            counts: Counts(records: 10, new: 2, quarantined: 8),
            quarantine: Array(repeating: "- part_number_missing", count: 8)),
        // 18 products and 7 variations among 47 items.
        Example(
            file: "shop-xml/woocommerce-wxr-sample.xml", currency: "USD", counts: Counts(records: 25, new: 25)),
        Example(
            file: "shop-xml/yml-bestshop.xml", currency: "USD", counts: Counts(records: 2, new: 2)),
        Example(
            file: "shop-xml/zbozi.xml", currency: "CZK", counts: Counts(records: 5, quarantined: 5),
            quarantine: Array(repeating: "- part_number_missing", count: 5)),
        // Two lines stand in it twice and differ only in their classification.
        Example(
            file: "ubl-catalogue/bii-mobile-catalogue.xml", currency: "EUR",
            counts: Counts(records: 8, new: 6, unchanged: 2)),
        Example(
            file: "ubl-catalogue/ehf2-catalogue.xml", currency: "NOK", counts: Counts(records: 3, new: 3)),
        Example(
            file: "ubl-catalogue/oioubl-catalogue.xml", currency: "DKK",
            counts: Counts(records: 3, new: 1, quarantined: 2),
            // One telephone with and without a subscription, under one number.
            quarantine: Array(repeating: "87067606 duplicate_part_number", count: 2)),
        Example(
            file: "ubl-catalogue/oioubl-item-specification-update.xml", currency: "DKK",
            counts: Counts(records: 2, new: 2)),
        Example(
            file: "ubl-catalogue/oioubl-pricing-update.xml", currency: "DKK",
            counts: Counts(records: 2, quarantined: 2),
            // The lines name those of an earlier catalogue, not the goods.
            quarantine: Array(repeating: "- part_number_missing", count: 2)),
        Example(
            file: "ubl-catalogue/peppol3-catalogue-example.xml", currency: "EUR",
            counts: Counts(records: 2, new: 1, quarantined: 1),
            // A price per piece, sold by the pound of ten pieces, and a rate of one.
            quarantine: ["MNTR011 price_unit_unclear"]),
        // Lines that cannot be ordered withdraw items that we do not have.
        Example(
            file: "ubl-catalogue/peppol3-usecase-1.xml", currency: "NOK",
            counts: Counts(records: 7, new: 6, unchanged: 1)),
        Example(
            file: "ubl-catalogue/peppol3-usecase-3.xml", currency: "NOK",
            counts: Counts(records: 12, new: 10, unchanged: 2)),
    ]

    /// Where the feeds lie: beside the checkout, or where `NEPHRITE_FEEDS` says.
    static let folder: URL = {
        if let named = ProcessInfo.processInfo.environment["NEPHRITE_FEEDS"] { return URL(filePath: named) }
        return SampleFeedTests.root.appending(path: "../shared/feeds")
    }()

    @Test("A public feed counts as looked up, and again changes nothing", .migrated, arguments: examples)
    func counts(_ example: Example) throws {
        let path = Self.folder.appending(path: example.file).path
        guard FileManager.default.fileExists(atPath: path) else {
            print("\(example.file) is not at hand; set NEPHRITE_FEEDS to the folder of public feeds")
            return
        }
        let shop = try Workshop()
        try shop.supplier(currency: example.currency)
        let run = try ImportRunning(shop.database).run(shop.request(path, "S"), acceptHeld: false)
        #expect(run.counts == example.counts)
        #expect(try shop.quarantine(run) == example.quarantine)
        let again = try ImportRunning(shop.database).run(shop.request(path, "S", reparse: true), acceptHeld: false)
        var expected = Counts(records: run.records)
        expected.quarantined = run.quarantined
        expected.unchanged = run.records - run.quarantined
        #expect(again.counts == expected)
    }

    @Test("Every other public document is refused by name, and nothing of it is kept", .migrated)
    func others() throws {
        let shop = try Workshop()
        try shop.supplier()
        var refused: [String] = []
        for kind in [
            "bmecat", "cxml-catalog", "google-merchant", "gs1", "industry", "shop-xml", "ubl-catalogue", "orders",
        ] {
            let folder = Self.folder.appending(path: kind)
            guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
                print("\(kind) is not at hand; set NEPHRITE_FEEDS to the folder of public feeds")
                continue
            }
            let known = Set(Self.examples.map(\.file))
            for path in paths where path.hasSuffix(".xml") && !known.contains("\(kind)/\(path)") {
                if kind != "orders" { refused.append(path) }
                let refusal = #expect(throws: Refusal.self, "\(path)") {
                    try ImportPlanning(shop.database).plan(shop.request(folder.appending(path: path).path, "S"))
                }
                #expect(refusal?.status == .badInput, "\(path)")
            }
        }
        if !refused.isEmpty {
            #expect(
                refused.sorted() == [
                    "cxml-product-activity.xml", "cxml-punchout-order-message.xml", "partner-ads-no-declaration.xml",
                    "peppol3-punchout.xml",
                ])
        }
        #expect(try shop.products() == [])
    }
}
