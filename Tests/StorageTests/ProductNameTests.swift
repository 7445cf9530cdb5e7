import Catalog
import Quantities
import Testing

/// Names made of material facts, held against the rules for names.
struct ProductNameTests {
    private var vocabulary: Vocabulary { GoodsDatabase.vocabulary }

    private func product(_ material: MaterialCode, _ treatments: [TreatmentCode], _ shape: ShapeCode?) -> KnownProduct {
        var item = SupplierItem(partNumber: "1")
        item.goods.material = material.rawValue
        item.goods.treatments = treatments.map(\.rawValue)
        item.goods.shape = shape?.rawValue
        return KnownProduct(item)
    }

    private func name(
        _ material: MaterialCode, _ treatments: [TreatmentCode] = [], _ shape: ShapeCode? = nil, length: String? = nil,
        width: String? = nil
    ) -> String? {
        var product = product(material, treatments, shape)
        product.facts["length_mm"] = length.map { KnownFact($0) }
        product.facts["width_mm"] = width.map { KnownFact($0) }
        return ProductName.generated(for: product, vocabulary)
    }

    @Test("A name is made of label, treatments, tool, shape and size")
    func parts() {
        #expect(
            name("agate", ["dye"], "heart", length: "80", width: "60") == "Dyed agate gua sha board, heart, 80 × 60 mm")
        #expect(name("nephrite", ["wax_surface"], "board_rectangle") == "Nephrite gua sha board, rectangular")
        #expect(name("rose_quartz", [], "roller_single", length: "145") == "Rose quartz massage roller, single, 145 mm")
        #expect(name("opalite_glass", [], "wand") == "Opalite (glass) massage tool, wand")
        #expect(name("citrine", ["heat"], "dolphin") == "Citrine (heat-treated) gua sha board, dolphin")
        #expect(name("serpentine", ["none_asserted"], "comb") == "Serpentine massage comb")
        #expect(
            name("agate", ["reconstituted"], "disc")
                == "Composite of stone and resin, needs special care: agate gua sha board, disc")
        #expect(name("quartzite_dyed", ["dye"]) == "Dyed quartzite massage tool")
    }

    @Test("What is not known or may not be listed gets no name")
    func unnamed() {
        #expect(name("tortoiseshell", [], "heart") == nil)
        #expect(name("nowhere", [], "heart") == nil)
        #expect(ProductName.generated(for: KnownProduct(nil), vocabulary) == nil)
    }

    @Test("What can be printed of them is kind, shape and size")
    func printable() {
        var product = product("nowhere", [], "heart")
        #expect(ProductName.printable(for: product, vocabulary) == "Gua sha board, heart")
        product.facts["length_mm"] = KnownFact("80")
        #expect(ProductName.printable(for: product, vocabulary) == "Gua sha board, heart, 80 mm")
        #expect(ProductName.printable(for: KnownProduct(nil), vocabulary) == "Massage tool")
        #expect(
            ProductName.printable(for: self.product("agate", ["dye"], "heart"), vocabulary)
                == "Dyed agate gua sha board, heart")
    }

    @Test("Every name of every material, treatment and shape is allowed for its product, and discloses the treatment")
    func allAllowed() {
        var faulty: [String: String] = [:]
        var checked = 0
        for material in vocabulary.materials.values where material.status != .refused {
            for treatment in vocabulary.treatments.values {
                for shape in vocabulary.shapes.values {
                    var product = product(material.code, [treatment.code], shape.code)
                    product.facts["length_mm"] = KnownFact("80")
                    product.facts["width_mm"] = KnownFact("60")
                    guard let name = ProductName.generated(for: product, vocabulary) else {
                        faulty["\(material.code)"] = "no name"
                        continue
                    }
                    product.facts["name"] = KnownFact(name)
                    checked += 1
                    for found in GoodsDatabase.assessor.screening(of: product, grade: nil) {
                        let finding = found.finding
                        faulty["\(material.code) \(treatment.code) \(finding.rule)"] =
                            "\(name): \(finding.label) \(finding.text) \(finding.reason)"
                    }
                }
            }
        }
        #expect(checked > 10_000)
        #expect(
            faulty.count == 0, "\(faulty.sorted { $0.key < $1.key }.prefix(30).map(\.value).joined(separator: "\n"))")
    }
}
