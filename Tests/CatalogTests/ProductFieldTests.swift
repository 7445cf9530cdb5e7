import Catalog
import Testing

/// What fields of a product take, and what they refuse.
struct ProductFieldTests {
    static let vocabulary = Vocabulary(
        materials: [
            Material(
                code: "nephrite", name: "nephrite", kind: .rock, summary: "", label: "nephrite", status: .allowed)
        ], materialNames: [], misnomers: [],
        treatments: [
            Treatment(code: "dye", name: "dye"), Treatment(code: "heat", name: "heat"),
            Treatment(code: "none_asserted", name: "none"),
        ], treatmentNames: [], shapes: [], shapeNames: [], contextWords: [])

    static let radius = ProductField(
        code: "edge_min_radius_mm", kind: .figure, isMeasurable: true, unit: "mm",
        bounds: Thousandths(0)...Thousandths(100_000), note: "least radius")
    static let material = ProductField(code: "material", kind: .code, isMeasurable: false, note: "")
    static let treatments = ProductField(code: "treatments", kind: .codes, isMeasurable: false, note: "")
    static let crack = ProductField(code: "surface_crack", kind: .flag, isMeasurable: true, note: "")
    static let gtin = ProductField(code: "gtin", kind: .gtin, isMeasurable: false, note: "")
    static let country = ProductField(code: "country_of_origin", kind: .country, isMeasurable: false, note: "")
    static let status = ProductField(
        code: "status", kind: .code, isMeasurable: false, codes: ["draft", "active"], note: "")
    static let name = ProductField(code: "name", kind: .text, isMeasurable: false, note: "")

    struct Taken: Sendable, CustomTestStringConvertible {
        let field: ProductField, text: String, value: String
        var testDescription: String { "\(field.code)=\(text)" }
    }

    @Test(
        "A value is kept in one form, however it was written",
        arguments: [
            Taken(field: radius, text: " 1.50 ", value: "1.5"), Taken(field: radius, text: "0", value: "0"),
            Taken(field: radius, text: "0.500", value: "0.5"), Taken(field: radius, text: "100", value: "100"),
            Taken(field: material, text: "nephrite", value: "nephrite"),
            Taken(field: treatments, text: "heat, dye,heat", value: "heat,dye"),
            Taken(field: treatments, text: "none_asserted", value: "none_asserted"),
            Taken(field: crack, text: "No", value: "false"), Taken(field: crack, text: "1", value: "true"),
            Taken(field: gtin, text: "9521-1011 01102", value: "9521101101102"),
            Taken(field: country, text: "CN", value: "CN"), Taken(field: status, text: "draft", value: "draft"),
            Taken(field: name, text: " =1+1 «玉» ", value: "=1+1 «玉»"),
        ])
    func taken(_ case: Taken) throws {
        #expect(try `case`.field.value(of: `case`.text, Self.vocabulary) == `case`.value)
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let field: ProductField, text: String, words: String
        var testDescription: String { "\(field.code)=\(text)" }
    }

    @Test(
        "A value that does not fit is refused with what would do",
        arguments: [
            Refused(field: radius, text: "1,5", words: "no number"),
            Refused(field: radius, text: "1.2345", words: "no number"),
            Refused(field: radius, text: "1e1", words: "no number"),
            Refused(field: radius, text: "NaN", words: "no number"),
            Refused(field: radius, text: "-0.1", words: "not from 0 to 100 mm"),
            Refused(field: radius, text: "100.001", words: "not from 0 to 100 mm"),
            Refused(field: radius, text: "99999999999999999999", words: "no number"),
            Refused(field: material, text: "jade", words: "no material"),
            Refused(field: treatments, text: "dye,", words: "no treatment"),
            Refused(field: treatments, text: "dye,none_asserted", words: "goes with no other"),
            Refused(field: crack, text: "maybe", words: "neither yes nor no"),
            Refused(field: gtin, text: "9521101101103", words: "check digit is 3 and should be 2"),
            Refused(field: country, text: "China", words: "no country"),
            Refused(field: country, text: "cn", words: "no country"),
            Refused(field: country, text: "XX", words: "no country"),
            Refused(field: country, text: "UK", words: "no country"),
            Refused(field: status, text: "discontinued", words: "no status"),
            Refused(field: name, text: "a\u{1B}[31m", words: "control characters"),
            Refused(field: name, text: String(repeating: "x", count: 20_001), words: "longer than 20000"),
        ])
    func refused(_ case: Refused) {
        let fault = #expect(throws: ProductField.Fault.self) {
            try `case`.field.value(of: `case`.text, Self.vocabulary)
        }
        #expect(fault?.message.contains(`case`.words) == true, "\(fault?.message ?? "")")
        #expect(fault?.remedy.isEmpty == false)
    }

    @Test("A point in a field's name is as good as an underscore, and an alias as good as the name")
    func names() {
        #expect(Self.radius.isNamed("edge.min_radius_mm"))
        #expect(Self.radius.isNamed("edge_min_radius_mm"))
        #expect(!Self.radius.isNamed("edge_max_radius_mm"))
        var hardness = Self.radius
        hardness.aliases = ["mohs_min"]
        #expect(hardness.isNamed("mohs_min"))
    }
}
