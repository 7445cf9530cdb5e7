import Foundation
import Importing
import Operations
import Storage
import TestSupport
import Testing

/// The samples of `Imports/`, applied in the order that their README gives, with the counts it gives.
struct SampleFeedTests {
    struct Edition: Sendable {
        var file: String
        var counts: Counts
        var active: Int
    }

    struct Series: Sendable, CustomTestStringConvertible {
        var supplier: String
        var currency: String
        var profile: String
        var editions: [Edition]
        var testDescription: String { supplier }

        func path(_ edition: Edition) -> String {
            root.appending(path: "Imports/\(profile)/samples/\(edition.file)").path
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let series: [Series] = [
        Series(
            supplier: "HANSE", currency: "EUR", profile: "bmecat-1.2",
            editions: [
                Edition(
                    file: "hanse-2026-10.xml", counts: Counts(records: 36, new: 29, unchanged: 1, quarantined: 6),
                    active: 29),
                Edition(
                    file: "hanse-2026-11.xml",
                    counts: Counts(
                        records: 35, new: 5, changed: 8, unchanged: 16, missing: 2, held: 3, quarantined: 3),
                    active: 32),
                Edition(
                    file: "hanse-2026-11-update.xml",
                    counts: Counts(records: 8, new: 1, changed: 3, unchanged: 2, held: 1, quarantined: 1), active: 32),
                Edition(
                    file: "hanse-2026-11-prices.xml",
                    counts: Counts(records: 5, changed: 2, unchanged: 1, held: 1, quarantined: 1), active: 32),
            ]),
        Series(
            supplier: "LOTUS", currency: "USD", profile: "bmecat-2005",
            editions: [
                Edition(
                    file: "lotus-2026-10.xml", counts: Counts(records: 39, new: 31, unchanged: 1, quarantined: 7),
                    active: 31),
                Edition(
                    file: "lotus-2026-11.xml",
                    counts: Counts(
                        records: 39, new: 4, changed: 9, unchanged: 18, missing: 2, held: 3, quarantined: 5),
                    active: 33),
                Edition(
                    file: "lotus-2026-11-prices.xml",
                    counts: Counts(records: 6, changed: 3, unchanged: 1, held: 1, quarantined: 1), active: 33),
            ]),
        Series(
            supplier: "BODENSEE", currency: "EUR", profile: "bmecat-1.2-comma",
            editions: [
                Edition(
                    file: "bodensee-2026-10.xml", counts: Counts(records: 6, new: 5, quarantined: 1), active: 5),
                Edition(
                    file: "bodensee-2026-11.xml",
                    counts: Counts(records: 7, new: 2, changed: 2, unchanged: 2, held: 1), active: 7),
            ]),
        Series(
            supplier: "ALBION", currency: "GBP", profile: "google-merchant",
            editions: [
                Edition(
                    file: "albion-2026-10.xml", counts: Counts(records: 31, new: 24, unchanged: 1, quarantined: 6),
                    active: 24),
                Edition(
                    file: "albion-2026-11.xml",
                    counts: Counts(
                        records: 30, new: 5, changed: 10, unchanged: 10, missing: 2, held: 2, quarantined: 3),
                    active: 27),
            ]),
        Series(
            supplier: "FICHTEL", currency: "EUR", profile: "csv-price-list",
            editions: [
                Edition(
                    file: "fichtel-2026-11.csv", counts: Counts(records: 8, new: 5, quarantined: 3), active: 5),
                Edition(
                    file: "fichtel-2026-12.csv",
                    counts: Counts(records: 8, changed: 1, unchanged: 4, quarantined: 3), active: 5),
            ]),
    ]

    @Test("Each sample counts as its README says, and again changes nothing", .migrated, arguments: series)
    func counts(_ series: Series) throws {
        let shop = try Workshop()
        try shop.supplier(series.supplier, currency: series.currency, profile: series.profile)
        for edition in series.editions {
            let first = try ImportRunning(shop.database).run(
                shop.request(series.path(edition), series.supplier), acceptHeld: false)
            #expect(first.counts == edition.counts, "\(edition.file)")
            #expect(first.state == "applied")
            #expect(try Suppliers(shop.database).show(code: series.supplier).activeItems == edition.active)
            let before = try shop.products()
            for reparse in [false, true] {
                let again = try ImportRunning(shop.database).run(
                    shop.request(series.path(edition), series.supplier, reparse: reparse), acceptHeld: false)
                var expected = Counts(records: edition.counts.records)
                expected.held = edition.counts.held
                expected.quarantined = edition.counts.quarantined
                expected.unchanged = expected.records - expected.held - expected.quarantined
                #expect(again.counts == expected, "\(edition.file) again, reparse \(reparse)")
                #expect(try shop.products() == before)
            }
        }
    }
}
