import Catalog
import Testing

struct FactsTests {
    @Test(
        "A measured figure is read exactly or not at all",
        arguments: [
            ("6", 6000), ("6.2", 6200), ("0.25", 250), ("-1.5", -1500), ("2.650", 2650), ("1.2340", 1234),
        ])
    func readsThousandths(_ text: String, _ count: Int) {
        #expect(Thousandths(decimal: text)?.count == Int64(count))
    }

    @Test(
        "Anything else is no figure",
        arguments: ["", ".", "-", "5.", "1,5", "12abc", "1.2345", "1e3", " 1", "99999999999999999999", "--1", "1.2.3"])
    func refusesThousandths(_ text: String) {
        #expect(Thousandths(decimal: text) == nil)
    }

    @Test("A figure is written without needless zeros")
    func writesThousandths() {
        #expect(Thousandths(6000).description == "6")
        #expect(Thousandths(2650).description == "2.65")
        #expect(Thousandths(-50).description == "-0.05")
    }

    @Test("A treatment makes care more careful, never less")
    func careOverride() throws {
        let care = try #require(Care("oooocxo"))
        let dye = try #require(Care("..x..c."))
        #expect(care.overridden(by: dye).description == "ooxocxo")
        #expect(care.overridden(by: dye)[.alcohol] == .avoid)
        #expect(care.overridden(by: dye)[.sun] == .avoid)
    }

    @Test("Care is seven letters", arguments: ["", "oooooo", "oooooooo", "ooooooz", "OOOOOOO"])
    func refusesCare(_ letters: String) {
        #expect(Care(letters) == nil)
    }
}

struct MaterialLabelTests {
    static let dye = Treatment(code: "dye", name: "dye", isNotPermanent: true, labelPrefix: "dyed")
    static let heat = Treatment(code: "heat", name: "heat", affectsValue: true, labelNote: "heat-treated")
    static let wax = Treatment(code: "wax_surface", name: "wax")

    struct Case: Sendable, CustomTestStringConvertible {
        var label: String
        var treatments: [Treatment]
        var shown: String
        var testDescription: String { shown }
    }

    static let cases: [Case] = [
        .init(label: "agate", treatments: [dye], shown: "dyed agate"),
        .init(label: "dyed quartzite", treatments: [dye], shown: "dyed quartzite"),
        .init(label: "dyed black chalcedony (onyx)", treatments: [dye], shown: "dyed black chalcedony (onyx)"),
        .init(label: "serpentine", treatments: [wax], shown: "serpentine"),
        .init(label: "citrine", treatments: [heat], shown: "citrine (heat-treated)"),
        .init(label: "agate", treatments: [heat, dye], shown: "dyed agate (heat-treated)"),
        .init(label: "opalite (glass)", treatments: [], shown: "opalite (glass)"),
    ]

    @Test("The name shown comes from the material and says what was done to it", arguments: cases)
    func label(_ case: Case) {
        let material = Material(code: "m", name: "m", kind: .mineral, label: `case`.label)
        #expect(MaterialLabel.label(for: material, treatments: `case`.treatments) == `case`.shown)
    }

    @Test("What one of the three triggers asks for is disclosed")
    func disclosures() {
        #expect(MaterialLabel.disclosures(for: [Self.wax, Self.dye, Self.heat]).map(\.code) == ["dye", "heat"])
    }
}
