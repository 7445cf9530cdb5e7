import Catalog
import Quantities
import Testing

/// What a study may be leant on for, and how its record is filled in.
struct StudyTests {
    private static let day = Day("2026-11-27")!

    private func material(_ code: MaterialCode) -> Material? { GoodsDatabase.vocabulary.materials[code] }

    private func study(
        _ status: VerificationStatus = .verifiedMatch, until: String? = nil, supports: Bool = true,
        tool: TestedTool = .stone
    ) -> Study {
        Study(code: "s", status: status, expiresOn: until.flatMap { Day($0) }, isSupporting: supports, tool: tool)
    }

    @Test("A stone may lean on a study of stone, steel on one of steel, horn on one of horn, and nothing on another's")
    func tools() {
        let own: [(MaterialCode, TestedTool?)] = [
            ("nephrite", .stone), ("amethyst", .stone), ("obsidian", .stone), ("stainless_steel_austenitic", .steel),
            ("buffalo_horn", .horn), ("copper_brass", nil), ("opalite_glass", nil), ("porcelain", nil), ("resin", nil),
            ("reconstituted_stone", nil), ("hematine", nil), ("tortoiseshell", nil),
        ]
        for (code, tool) in own {
            for tested in TestedTool.allCases {
                let refusal = study(tool: tested).refusal(for: material(code), on: Self.day)
                #expect((refusal == nil) == (tested == tool), "\(code) \(tested)")
            }
        }
        for material in GoodsDatabase.vocabulary.materials.values {
            #expect(material.testedTool != .unspecified && material.testedTool != .metalCap)
        }
    }

    @Test("Of several reasons the first counts: not verified, expired, not supporting, material unknown, another tool")
    func precedence() {
        let none: Material? = nil
        func refusal(_ study: Study, _ material: Material?) -> StudyRefusal? {
            study.refusal(for: material, on: Self.day)
        }
        let worst = study(.mismatch, until: "2026-11-26", supports: false, tool: .horn)
        #expect(refusal(worst, none) == .notVerified(.mismatch))
        #expect(refusal(study(until: "2026-11-26", supports: false, tool: .horn), none) == .expired(Day("2026-11-26")!))
        #expect(refusal(study(supports: false, tool: .horn), none) == .notSupporting)
        #expect(refusal(study(tool: .horn), none) == .materialUnknown)
        #expect(refusal(study(tool: .horn), material("jadeite")) == .otherTool(tested: .horn, material: "jadeite"))
        #expect(refusal(study(), material("jadeite")) == nil)
    }

    @Test("A verification counts on its last day and not after it")
    func expiry() {
        #expect(study(until: "2026-11-27").isVerified(on: Self.day))
        #expect(!study(until: "2026-11-26").isVerified(on: Self.day))
        #expect(study().isVerified(on: Self.day))
        #expect(!study(.partialMatch).isVerified(on: Self.day))
    }

    @Test("Several studies support until the last of them ends, and without end where one has none")
    func support() {
        let stone = material("nephrite")
        let short = study(until: "2026-12-01")
        let long = study(until: "2027-06-30")
        let horn = study(until: "2099-01-01", tool: .horn)
        #expect([short, long, horn].support(for: stone, on: Self.day) == StudySupport(until: Day("2027-06-30")))
        #expect([short, study()].support(for: stone, on: Self.day) == StudySupport(until: nil))
        #expect([horn, study(.pending)].support(for: stone, on: Self.day) == nil)
        #expect([Study]().support(for: stone, on: Self.day) == nil)
    }

    @Test(
        "A DOI is kept bare, whether it was given so or as an address",
        arguments: [
            "10.1016/j.ctim.2017.03.010", "doi:10.1016/j.ctim.2017.03.010", " 10.1016/j.ctim.2017.03.010 ",
            "https://doi.org/10.1016/j.ctim.2017.03.010", "HTTP://DX.DOI.ORG/10.1016/j.ctim.2017.03.010",
        ])
    func doi(_ text: String) {
        #expect(StudyField.doi.value(of: text) == .success("10.1016/j.ctim.2017.03.010"))
    }

    @Test(
        "What has not the form of an identifier is none",
        arguments: [
            (StudyField.doi, "10.1016"), (.doi, "10.10/x"), (.doi, "11.1016/x"), (.doi, "10.1016/"),
            (.doi, "10.1016/a b"),
            (.doi, "doi"), (.doi, "10.12345678901/x"), (.pmid, "PMID 123"), (.pmid, "0123"), (.pmid, "123456789"),
            (.pmid, "12.3"), (.pmid, "１２３"), (.year, "99"), (.year, "2101"), (.total, "0"), (.total, "12.5"),
            (.studyDesign, "RCT"), (.toolTested, "jade"), (.verifiedOn, "2026-02-30"), (.verificationStatus, "ok"),
        ])
    func malformed(_ field: StudyField, _ text: String) {
        #expect(throws: StudyFieldFault.self) { try field.value(of: text).get() }
    }
}
