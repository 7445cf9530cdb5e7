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
        for kind in ["cxml-catalog", "gs1", "industry", "shop-xml", "ubl-catalogue", "orders"] {
            let folder = Self.folder.appending(path: kind)
            guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder.path) else {
                print("\(kind) is not at hand; set NEPHRITE_FEEDS to the folder of public feeds")
                continue
            }
            for path in paths where path.hasSuffix(".xml") {
                let refusal = #expect(throws: Refusal.self, "\(path)") {
                    try ImportPlanning(shop.database).plan(shop.request(folder.appending(path: path).path, "S"))
                }
                #expect(refusal?.status == .badInput, "\(path)")
            }
        }
        #expect(try shop.products() == [])
    }
}
