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
        /// The profile of this one file, where the supplier's is another.
        var profile: String?
    }

    struct Series: Sendable, CustomTestStringConvertible {
        var supplier: String
        var currency: String
        var profile: String
        var editions: [Edition]
        var testDescription: String { supplier }

        func path(_ edition: Edition) -> String {
            root.appending(path: "Imports/\(edition.profile ?? profile)/samples/\(edition.file)").path
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
            supplier: "STENHUS", currency: "DKK", profile: "ubl-catalogue-2.1",
            editions: [
                Edition(
                    file: "stenhus-2026-10.xml", counts: Counts(records: 15, new: 8, unchanged: 1, quarantined: 6),
                    active: 8),
                Edition(
                    file: "stenhus-2026-11.xml",
                    counts: Counts(records: 14, new: 2, changed: 2, unchanged: 6, held: 1, quarantined: 3),
                    active: 10),
                Edition(
                    file: "stenhus-2026-11-update.xml",
                    counts: Counts(records: 6, new: 1, changed: 3, unchanged: 2),
                    active: 9),
                Edition(
                    file: "stenhus-2026-11-prices.xml",
                    counts: Counts(records: 7, changed: 2, unchanged: 1, held: 1, quarantined: 3),
                    active: 9),
                Edition(
                    file: "stenhus-2026-11-items.xml", counts: Counts(records: 2, changed: 1, quarantined: 1),
                    active: 9),
                Edition(
                    file: "stenhus-2026-12-deletion.xml", counts: Counts(records: 0, missing: 9, missingHeld: 9),
                    active: 9),
            ]),
        Series(
            supplier: "FJELLRO", currency: "NOK", profile: "peppol-catalogue",
            editions: [
                Edition(
                    file: "fjellro-2026-10.xml", counts: Counts(records: 6, new: 4, unchanged: 1, quarantined: 1),
                    active: 4),
                Edition(
                    file: "fjellro-2026-11.xml",
                    counts: Counts(
                        records: 6, new: 1, changed: 1, unchanged: 2, missing: 1, missingHeld: 1, held: 1,
                        quarantined: 1),
                    active: 5),
            ]),
        Series(
            supplier: "SIERRA", currency: "USD", profile: "cxml-index",
            editions: [
                Edition(
                    file: "sierra-2026-10.xml", counts: Counts(records: 11, new: 8, quarantined: 3),
                    active: 8),
                Edition(
                    file: "sierra-2026-11-delta.xml",
                    counts: Counts(records: 8, new: 2, changed: 3, unchanged: 2, held: 1),
                    active: 9),
            ]),
        Series(
            supplier: "AURORA", currency: "USD", profile: "google-merchant",
            editions: [
                Edition(
                    file: "aurora-2026-10.xml", counts: Counts(records: 6, new: 4, quarantined: 2),
                    active: 4),
                Edition(
                    file: "aurora-2026-11.xml",
                    counts: Counts(records: 6, new: 1, changed: 1, unchanged: 2, held: 1, quarantined: 1),
                    active: 5),
            ]),
        Series(
            supplier: "KLID", currency: "CZK", profile: "heureka",
            editions: [
                Edition(
                    file: "klid-2026-10.xml", counts: Counts(records: 9, new: 6, quarantined: 3),
                    active: 6),
                Edition(
                    file: "klid-2026-11.xml",
                    counts: Counts(
                        records: 8, new: 2, changed: 1, unchanged: 3, missing: 1, missingHeld: 1, held: 1,
                        quarantined: 1),
                    active: 8),
            ]),
        Series(
            supplier: "VALEK", currency: "CZK", profile: "shop-universal",
            editions: [
                Edition(
                    file: "valek-2026-10.xml", counts: Counts(records: 6, new: 5, quarantined: 1),
                    active: 5),
                Edition(
                    file: "valek-2026-11.xml",
                    counts: Counts(records: 7, new: 1, changed: 1, unchanged: 3, held: 1, quarantined: 1),
                    active: 6),
            ]),
        Series(
            supplier: "DOTYK", currency: "PLN", profile: "iof",
            editions: [
                Edition(
                    file: "dotyk-2026-10.xml", counts: Counts(records: 7, new: 4, quarantined: 3),
                    active: 4),
                Edition(
                    file: "dotyk-2026-11.xml", counts: Counts(records: 6, new: 2, changed: 2, unchanged: 2),
                    active: 6),
                Edition(
                    file: "dotyk-2026-11-light.xml",
                    counts: Counts(records: 4, changed: 1, unchanged: 1, held: 1, quarantined: 1),
                    active: 6, profile: "iof-light"),
            ]),
        Series(
            supplier: "NEFRYT", currency: "PLN", profile: "ceneo",
            editions: [
                Edition(
                    file: "nefryt-2026-10.xml", counts: Counts(records: 6, new: 3, quarantined: 3),
                    active: 3),
                Edition(
                    file: "nefryt-2026-11.xml", counts: Counts(records: 6, new: 3, changed: 1, unchanged: 1, held: 1),
                    active: 6),
            ]),
        Series(
            supplier: "PETRA", currency: "EUR", profile: "skroutz",
            editions: [
                Edition(
                    file: "petra-2026-10.xml", counts: Counts(records: 6, new: 4, quarantined: 2),
                    active: 4),
                Edition(
                    file: "petra-2026-11.xml",
                    counts: Counts(records: 6, new: 1, changed: 1, unchanged: 2, held: 1, quarantined: 1),
                    active: 5),
            ]),
        Series(
            supplier: "NEFRIT", currency: "RUB", profile: "yml",
            editions: [
                Edition(
                    file: "nefrit-2026-10.xml", counts: Counts(records: 5, new: 3, quarantined: 2),
                    active: 3),
                Edition(
                    file: "nefrit-2026-11.xml",
                    counts: Counts(records: 5, new: 1, changed: 2, unchanged: 1, quarantined: 1),
                    active: 3),
            ]),
        Series(
            supplier: "BONDI", currency: "AUD", profile: "shopify-atom",
            editions: [
                Edition(
                    file: "bondi-2026-10.xml", counts: Counts(records: 7, new: 3, quarantined: 4),
                    active: 3),
                Edition(
                    file: "bondi-2026-11.xml",
                    counts: Counts(records: 7, new: 3, changed: 1, unchanged: 1, held: 1, quarantined: 1),
                    active: 6),
            ]),
        Series(
            supplier: "WILLOW", currency: "USD", profile: "woocommerce-wxr",
            editions: [
                Edition(
                    file: "willow-2026-10.xml", counts: Counts(records: 6, new: 4, quarantined: 2),
                    active: 4),
                Edition(
                    file: "willow-2026-11.xml",
                    counts: Counts(records: 7, new: 1, changed: 1, unchanged: 2, held: 1, quarantined: 2),
                    active: 5),
            ]),
        Series(
            supplier: "HARBOUR", currency: "GBP", profile: "bazaarvoice",
            editions: [
                Edition(
                    file: "harbour-2026-10.xml", counts: Counts(records: 4, new: 3, quarantined: 1),
                    active: 3),
                Edition(
                    file: "harbour-2026-11-delta.xml", counts: Counts(records: 4, new: 1, changed: 2, unchanged: 1),
                    active: 3),
            ]),
        Series(
            supplier: "ALPENSTEIN", currency: "EUR", profile: "gs1-cin",
            editions: [
                Edition(
                    file: "alpenstein-2026-10.xml", counts: Counts(records: 7, new: 7),
                    active: 7),
                Edition(
                    file: "alpenstein-2026-11.xml", counts: Counts(records: 4, changed: 3, unchanged: 1),
                    active: 6),
            ]),
        Series(
            supplier: "RESONANT", currency: "USD", profile: "namm-pricebook",
            editions: [
                Edition(
                    file: "resonant-2026-10.xml", counts: Counts(records: 6, new: 3, quarantined: 3),
                    active: 3),
                Edition(
                    file: "resonant-2026-10-items.xml", counts: Counts(records: 2, new: 1, changed: 1),
                    active: 4),
                Edition(
                    file: "resonant-2026-11.xml",
                    counts: Counts(records: 6, new: 2, changed: 1, unchanged: 2, quarantined: 1),
                    active: 6),
            ]),
        Series(
            supplier: "FICHTEL", currency: "EUR", profile: "csv-price-list",
            editions: [
                Edition(
                    file: "fichtel-2026-11.csv", counts: Counts(records: 8, new: 5, quarantined: 3), active: 5),
                Edition(
                    file: "fichtel-2026-12.csv",
                    counts: Counts(records: 8, changed: 1, unchanged: 4, quarantined: 3), active: 5),
                Edition(
                    file: "fichtel-2027-01.xlsx",
                    counts: Counts(records: 7, new: 1, unchanged: 5, quarantined: 1), active: 6),
            ]),
        Series(
            supplier: "STEIN", currency: "EUR", profile: "nephrite-catalog",
            editions: [Edition(file: "stein-2026-11.csv", counts: Counts(records: 3, new: 3), active: 3)]),
    ]

    @Test("Each sample counts as its README says, and again changes nothing", .migrated, arguments: series)
    func counts(_ series: Series) throws {
        let shop = try Workshop()
        try shop.supplier(series.supplier, currency: series.currency, profile: series.profile)
        for edition in series.editions {
            let first = try ImportRunning(shop.database).run(
                shop.request(series.path(edition), series.supplier, profile: edition.profile), acceptHeld: false)
            #expect(first.counts == edition.counts, "\(edition.file)")
            #expect(first.state == "applied")
            #expect(try Suppliers(shop.database).show(code: series.supplier).activeItems == edition.active)
            let before = try shop.products()
            for reparse in [false, true] {
                let again = try ImportRunning(shop.database).run(
                    shop.request(series.path(edition), series.supplier, reparse: reparse, profile: edition.profile),
                    acceptHeld: false)
                var expected = Counts(records: edition.counts.records)
                expected.held = edition.counts.held
                expected.quarantined = edition.counts.quarantined
                // What waits for a person waits again.
                expected.missing = edition.counts.missingHeld
                expected.missingHeld = edition.counts.missingHeld
                expected.unchanged = expected.records - expected.held - expected.quarantined
                #expect(again.counts == expected, "\(edition.file) again, reparse \(reparse)")
                #expect(try shop.products() == before)
            }
        }
    }

    @Test(
        "The raw record of what is quarantined is its own, also where others are passed over or stand in one", .migrated
    )
    func raws() throws {
        let shop = try Workshop()
        func raws(_ profile: String, _ file: String) throws -> [String] {
            try shop.supplier(profile, profile: profile)
            let path = Self.root.appending(path: "Imports/\(profile)/samples/\(file)").path
            let run = try ImportPlanning(shop.database).plan(shop.request(path, profile))
            return try ImportViews(shop.database).quarantine(run.id, after: 0, limit: 10).compactMap(\.raw)
        }
        let wordpress = try raws("woocommerce-wxr", "willow-2026-10.xml")
        #expect(wordpress.map { $0.contains("Stone without number") } == [true, false])
        #expect(wordpress.map { $0.contains("Obsidian Sphere") } == [false, true])
        let shopify = try raws("shopify-atom", "bondi-2026-10.xml")
        #expect(shopify.map { $0.contains("Howlite Sphere") } == [false, true, true, false])
    }
}
