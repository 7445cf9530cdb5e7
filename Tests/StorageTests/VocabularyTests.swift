import Catalog
import Testing

struct VocabularyTests {
    private var vocabulary: Vocabulary { GoodsDatabase.vocabulary }

    @Test("Every material of the reference is there, with its facts")
    func materials() throws {
        #expect(vocabulary.materials.count == 60)
        let nephrite = try #require(vocabulary.materials["nephrite"])
        #expect(nephrite.kind == .rock)
        #expect(nephrite.mohsMin?.description == "6")
        #expect(nephrite.mohsMax?.description == "6.5")
        #expect(nephrite.specificGravityTypical?.description == "2.95")
        #expect(nephrite.toughness == .exceptional)
        #expect(nephrite.porosity == PorosityClass.none)
        #expect(nephrite.care?.description == "oooococ")
        #expect(nephrite.isJade)
        #expect(vocabulary.materials["stainless_steel_austenitic"]?.mohsMin == nil)
        #expect(vocabulary.materials["malachite"]?.status == .restricted)
        #expect(vocabulary.materials["tortoiseshell"]?.status == .refused)
        #expect(vocabulary.materials.values.filter(\.isJade).map(\.code).sorted() == ["jadeite", "nephrite"])
    }

    @Test("Every code in an array is one of its table")
    func codesExist() {
        for material in vocabulary.materials.values {
            for code in material.usualTreatments + material.impliedTreatments {
                #expect(vocabulary.treatments[code] != nil, "\(material.code) has the treatment \(code)")
            }
        }
        for misnomer in vocabulary.misnomers {
            for code in misnomer.usually {
                #expect(vocabulary.materials[code] != nil, "\(misnomer.phrase) is usually \(code)")
            }
        }
    }

    @Test("No words name two materials, two shapes or two treatments")
    func namesAreUnequivocal() {
        func clashes<Code: Hashable>(_ names: [(phrase: String, code: Code)]) -> [String] {
            Dictionary(grouping: names) { PhraseMatcher.folded($0.phrase) }
                .filter { Set($0.value.map(\.code)).count > 1 }.map(\.key).sorted()
        }
        let names = vocabulary.materialNames.filter { $0.basis != .misnomer }
        #expect(clashes(names.map { ($0.phrase, $0.material) }) == [])
        #expect(clashes(vocabulary.shapeNames.map { ($0.phrase, $0.shape) }) == [])
        #expect(clashes(vocabulary.treatmentNames.map { ($0.phrase, $0.treatment) }) == [])
        let misnomers = Set(vocabulary.misnomers.map { PhraseMatcher.folded($0.phrase) })
        #expect(names.filter { misnomers.contains(PhraseMatcher.folded($0.phrase)) }.map(\.phrase) == [])
    }

    @Test("Every phrase has a letter or digit to be found by")
    func phrasesAreFindable() {
        let phrases =
            vocabulary.materialNames.map(\.phrase) + vocabulary.misnomers.map(\.phrase)
            + vocabulary.treatmentNames.map(\.phrase) + vocabulary.shapeNames.map(\.phrase)
            + vocabulary.contextWords.map(\.phrase)
        #expect(phrases.filter { PhraseMatcher.folded($0).isEmpty } == [])
    }

    @Test("Every material, treatment and shape has words in ten languages")
    func languages() {
        let languages: Set = ["en", "de", "fr", "es", "it", "pl", "cs", "nl", "pt", "zh"]
        for code in vocabulary.materials.keys {
            let own = Set(vocabulary.materialNames.filter { $0.material == code }.map(\.language))
            #expect(languages.isSubset(of: own), "\(code) lacks \(languages.subtracting(own).sorted())")
        }
        for code in vocabulary.treatments.keys {
            let own = Set(vocabulary.treatmentNames.filter { $0.treatment == code }.map(\.language))
            #expect(languages.isSubset(of: own), "\(code) lacks \(languages.subtracting(own).sorted())")
        }
        for code in vocabulary.shapes.keys {
            let own = Set(vocabulary.shapeNames.filter { $0.shape == code }.map(\.language))
            #expect(languages.isSubset(of: own), "\(code) lacks \(languages.subtracting(own).sorted())")
        }
    }

    @Test("Care of a dyed stone follows from stone and dye")
    func care() throws {
        let agate = try #require(vocabulary.materials["agate"]?.care)
        let dye = try #require(vocabulary.treatments["dye"]?.careOverride)
        #expect(agate.overridden(by: dye).description == "ooxocxo")
    }

    @Test(
        "Labels name what a thing is",
        arguments: [
            ("quartzite_dyed", ["dye"], "dyed quartzite"), ("serpentine", [], "serpentine"),
            ("agate", ["dye"], "dyed agate"), ("opalite_glass", [], "opalite (glass)"),
            ("jadeite", ["jade_bc"], "jadeite (type B+C: bleached, polymer-impregnated and dyed)"),
            ("hematine", [], "hematine (man-made)"), ("citrine", ["heat"], "citrine (heat-treated)"),
            ("nephrite", ["polymer_impregnated"], "polymer-impregnated nephrite"),
            ("bian_stone", ["wax_surface"], "bian stone (limestone)"),
        ] as [(MaterialCode, [TreatmentCode], String)])
    func labels(_ code: MaterialCode, _ treatments: [TreatmentCode], _ shown: String) throws {
        let material = try #require(vocabulary.materials[code])
        let done = try treatments.map { try #require(vocabulary.treatments[$0]) }
        #expect(MaterialLabel.label(for: material, treatments: done) == shown)
    }
}
