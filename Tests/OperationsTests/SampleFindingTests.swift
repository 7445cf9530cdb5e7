import Operations
import Storage
import TestSupport
import Testing

/// The intended mistakes of the October samples, as their READMEs list them.
struct SampleFindingTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var series: SampleFeedTests.Series
        var findings: [String]
        var quarantine: [String]
        var testDescription: String { series.supplier }
    }

    private static func series(_ supplier: String) -> SampleFeedTests.Series {
        guard let series = SampleFeedTests.series.first(where: { $0.supplier == supplier }) else {
            preconditionFailure("there are no samples of \(supplier)")
        }
        return series
    }

    static let examples: [Example] = [
        Example(
            series: series("HANSE"),
            findings: [
                "10410 duplicate_identical", "10380 gtin_check_digit", "10390 gtin_invalid", "10210 gtin_shared",
                "10215 gtin_shared", "10220 markup_removed", "10330 markup_removed", "10620 unit_unknown",
                "10620 price_zero", "10360 dimension_unreadable", "10450 picture_address", "10450 material_unknown",
                "10370 price_ended", "10380 price_ended", "10140 jade_unqualified", "10135 misnomer",
                "10145 material_contradiction",
            ],
            quarantine: [
                "- part_number_missing", "10460 duplicate_part_number", "10470 tiers_contradict",
                "10480 price_not_decimal", "10490 date_invalid",
            ]),
        Example(
            series: series("LOTUS"),
            findings: [
                "LC-2001 duplicate_identical", "LC-2008 gtin_check_digit", "LB-3002 gtin_invalid",
                "LC-2002 gtin_shared", "LS-9001 gtin_shared", "LM-5001 markup_removed", "LR-7001 unit_unknown",
                "LC-2005 picture_address", "LJ-1009 price_ended", "LS-9002 price_zero",
                "LC-2014 material_unknown", "LJ-1008 jade_unqualified", "LJ-1003 misnomer", "LJ-1004 misnomer",
                "LJ-1005 misnomer", "LJ-1009 misnomer", "LC-2005 misnomer", "LC-2006 misnomer", "LC-2016 misnomer",
                "LC-2004 material_contradiction", "LC-2011 price_on_request",
            ],
            quarantine: [
                "LC-2012 currency_unknown", "LC-2013 price_negative", "LJ-1011 quantity_invalid",
                "LG-8001 price_too_precise", "LH-4002 duplicate_part_number", "- part_number_too_long",
            ]),
        Example(
            series: series("ALBION"),
            findings: [
                "ACW-164 duplicate_identical", "ACW-151 gtin_check_digit", "ACW-163 gtin_invalid",
                "ACW-163 unit_unknown", "ACW-102 gtin_shared", "ACW-103 gtin_shared", "ACW-102 markup_removed",
                "ACW-140 markup_removed", "ACW-141 dimension_unreadable", "ACW-165 picture_address",
                "ACW-170 material_unknown", "ACW-130 jade_unqualified", "ACW-131 misnomer",
                "ACW-152 misnomer", "ACW-165 misnomer", "ACW-132 material_contradiction",
            ],
            quarantine: [
                "- part_number_missing", "ACW-180 duplicate_part_number", "ACW-181 price_not_decimal",
                "ACW-182 currency_unknown", "ACW-183 date_invalid",
            ]),
        Example(
            series: series("STENHUS"), findings: ["SH-110 gtin_check_digit", "SH-112 delete_unknown"],
            quarantine: [
                "SH-104 price_unit_unclear", "SH-105 price_unit_unclear", "- part_number_missing",
                "SH-107 tiers_contradict", "SH-111 duplicate_part_number",
            ]),
        Example(
            series: series("FJELLRO"),
            findings: ["FR-1 jade_unqualified", "FR-4 gtin_check_digit", "FR-5 delete_unknown"],
            quarantine: ["FR-3 price_unit_unclear"]),
        Example(
            series: series("SIERRA"), findings: ["SS-13 gtin_check_digit", "SS-16 unit_unknown"],
            quarantine: ["SS-14 price_not_decimal", "- part_number_missing", "SS-15 price_negative"]),
        Example(
            series: series("AURORA"), findings: ["AM-6 gtin_invalid"],
            quarantine: ["- part_number_missing", "AM-5 price_not_decimal"]),
        Example(
            series: series("KLID"),
            findings: [
                "KK-4 tax_mismatch", "KK-4 lead_time_unreadable", "KK-6 currency_other", "KK-6 gtin_invalid",
                "KK-9 markup_removed",
            ],
            quarantine: ["KK-5 price_not_decimal", "- part_number_missing", "KK-8 currency_unknown"]),
        Example(
            series: series("VALEK"), findings: ["VL-2 tax_mismatch"],
            quarantine: ["- part_number_missing"]),
        Example(
            series: series("DOTYK"), findings: ["KD-103 tax_mismatch"],
            quarantine: ["KD-104 duplicate_part_number", "KD-105 price_not_decimal"]),
        Example(
            series: series("NEFRYT"), findings: ["3 gtin_invalid"],
            quarantine: ["NF-04 price_not_decimal", "NF-05 duplicate_part_number"]),
        Example(
            series: series("PETRA"), findings: [],
            quarantine: ["PY-3 price_negative", "- part_number_missing"]),
        Example(
            series: series("NEFRIT"), findings: [],
            quarantine: ["ND-3 currency_unknown", "- part_number_missing"]),
        Example(
            series: series("BONDI"), findings: [],
            quarantine: ["- part_number_missing", "BC-4 duplicate_part_number", "BC-5 price_not_decimal"]),
        Example(
            series: series("WILLOW"), findings: [],
            quarantine: ["- part_number_missing", "WS-18 price_not_decimal"]),
        Example(
            series: series("HARBOUR"), findings: ["HB-3 gtin_invalid"],
            quarantine: ["- part_number_missing"]),
        Example(
            series: series("ALPENSTEIN"), findings: ["AS-5 gtin_check_digit"],
            quarantine: []),
        Example(
            series: series("RESONANT"), findings: [],
            quarantine: ["RS-4 tiers_contradict", "- part_number_missing", "RS-6 price_not_decimal"]),
        Example(
            series: series("FICHTEL"),
            findings: ["F-170 gtin_check_digit"],
            quarantine: ["F-140 row_ragged", "F-150 price_not_decimal", "F-160 price_not_decimal"]),
    ]

    @Test("Each intended mistake of a sample is noticed as its README says", .migrated, arguments: examples)
    func mistakes(_ example: Example) throws {
        let shop = try Workshop()
        try shop.supplier(
            example.series.supplier, currency: example.series.currency, profile: example.series.profile)
        let run = try ImportPlanning(shop.database).plan(
            shop.request(example.series.path(example.series.editions[0]), example.series.supplier))
        let found = Set(try shop.findings(run))
        for finding in example.findings { #expect(found.contains(finding), "\(finding)") }
        #expect(Set(try shop.quarantine(run)) == Set(example.quarantine))
    }
}
