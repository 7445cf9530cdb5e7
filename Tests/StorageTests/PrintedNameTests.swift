import Catalog
import Documents
import Testing

/// What goods are called in print, in every language of documents.
struct PrintedNameTests {
    static let others = DocumentLanguage.allCases.filter { $0 != .english }
    /// Materials that may be offered.
    private var offered: [Material] { GoodsDatabase.vocabulary.materials.values.filter { $0.status != .refused } }

    @Test("Every material, shape and criterion has a name, and no two materials one", arguments: others)
    func named(_ language: DocumentLanguage) throws {
        let words = DocumentWords(language)
        let names = offered.map { words.material($0.code.rawValue, treatments: [], english: "?") }
        #expect(names.count > 40 && !names.contains("?") && Set(names).count == names.count)
        let shapes = GoodsDatabase.vocabulary.shapes.keys.map { words.shape($0.rawValue, english: "?") }
        #expect(shapes.count > 20 && !shapes.contains("?") && Set(shapes).count == shapes.count)
        for criterion in GoodsDatabase.scheme.criteria {
            #expect(!words.criterion(criterion.field).contains("_"))
            #expect(words.criterion(criterion.field) != criterion.field.replacing("_", with: " "), "\(criterion.field)")
        }
    }

    @Test("A printed name is never read as material of another kind, and names jade only for jade", arguments: others)
    func honest(_ language: DocumentLanguage) throws {
        let words = DocumentWords(language)
        for material in offered {
            let name = words.material(material.code.rawValue, treatments: [], english: material.label)
            let known = GoodsDatabase.recogniser.recognise(OfferTexts(name: "", materialFeatures: [name])).material
            let kind = known.flatMap { GoodsDatabase.vocabulary.materials[$0]?.kind }
            #expect(kind == nil || kind == material.kind, "\(name) is read as \(known?.rawValue ?? "")")
            if !material.isJade { #expect(!name.contains("Jad") && !name.contains("jade") && !name.contains("翡翠")) }
        }
    }

    @Test("Treatments that belong to a name follow it, in the reader's words")
    func treated() throws {
        let vocabulary = GoodsDatabase.vocabulary
        func name(_ material: MaterialCode, _ treatments: [TreatmentCode], _ language: DocumentLanguage) throws
            -> String
        {
            let material = try #require(vocabulary.materials[material])
            let treatments = treatments.compactMap { vocabulary.treatments[$0] }
            return DocumentWords(language).material(
                material.code.rawValue, treatments: MaterialLabel.named(treatments, for: material).map(\.name),
                english: MaterialLabel.label(for: material, treatments: treatments))
        }
        #expect(try name("agate", ["dye"], .english) == "dyed agate")
        #expect(try name("agate", ["dye"], .german) == "Achat (gefärbt)")
        #expect(try name("quartzite_dyed", ["dye"], .german) == "gefärbter Quarzit")
        #expect(try name("citrine", ["heat"], .french) == "citrine (traitement thermique)")
        #expect(try name("jadeite", ["jade_bc"], .spanish) == "jadeíta (jade B+C)")
        #expect(try name("agate", ["dye", "heat"], .chinese) == "玛瑙 (染色, 热处理)")
    }
}
