import Catalog
import Quantities
import Testing

/// Grading and screening of a product as far as it is known: what people say counts before what its supplier says.
struct AssessorTests {
    private func item(
        _ material: String?, name: String = "Board", description: String? = nil, treatments: [String] = [],
        keywords: [String] = [], features: [Feature] = []
    ) -> SupplierItem {
        var item = SupplierItem(partNumber: "1")
        item.name = name
        item.description = description
        item.keywords = keywords
        item.features = features
        item.goods.material = material
        item.goods.treatments = treatments
        item.goods.identityBasis = material == nil ? "unknown" : "supplier_statement"
        return item
    }

    private func rules(_ product: KnownProduct) -> [String] {
        GoodsDatabase.assessor.screening(of: product, grade: nil).map {
            "\($0.field) \($0.finding.rule) \($0.finding.label.rawValue)"
        }
    }

    // MARK: What is known

    @Test("What a person says of material, shape and treatments counts before the supplier's word")
    func precedence() {
        var item = item("serpentine", treatments: ["dye"])
        item.goods.shape = "heart"
        let product = KnownProduct(
            item, ["material": KnownFact("nephrite"), "treatments": KnownFact("none_asserted")])
        #expect(product.material == "nephrite")
        #expect(product.treatments == ["none_asserted"])
        #expect(product.shape == "heart")
        let facts = ProductFacts(product, GoodsDatabase.vocabulary)
        #expect(facts.toughness == .exceptional)
        #expect(facts.treatments == [])
    }

    @Test("What a supplier's word rests on is nothing for a material that somebody else names")
    func identityBasis() {
        let item = item("serpentine")
        #expect(KnownProduct(item).identityBasis == .supplierStatement)
        #expect(KnownProduct(item, ["material": KnownFact("serpentine")]).identityBasis == .supplierStatement)
        #expect(KnownProduct(item, ["material": KnownFact("nephrite")]).identityBasis == nil)
        #expect(
            KnownProduct(item, ["material": KnownFact("nephrite"), "identity_basis": KnownFact("lab_report")])
                .identityBasis == .labReport)
        #expect(KnownProduct(self.item(nil)).identityBasis == nil)
    }

    @Test("A product without an item is known by what people say alone")
    func withoutItem() {
        let product = KnownProduct(nil, ["material": KnownFact("selenite_satin_spar")])
        #expect(GoodsDatabase.assessor.grading(of: product).grade == .unsuitable)
        #expect(GoodsDatabase.assessor.screening(of: product, grade: nil).isEmpty)
        #expect(GoodsDatabase.assessor.grading(of: KnownProduct(nil)).grade == nil)
    }

    @Test("A supplier's thickness is nominal: the thinnest place stays unknown, and so does the grade")
    func nominalThickness() throws {
        var item = item("nephrite", treatments: ["none_asserted"])
        item.thickness = try Decimal("6.2")
        let grading = GoodsDatabase.assessor.grading(of: KnownProduct(item))
        #expect(grading.grade == nil)
        #expect(grading.missing.contains("thickness_min_mm"))
    }

    @Test("A stated thickness may have been measured on another lot; a measured one was measured on ours")
    func measuredThickness() throws {
        func thickness(_ fact: KnownFact) throws -> CriterionResult {
            let product = KnownProduct(item("nephrite"), ["thickness_min_mm": fact])
            let judgement = GoodsDatabase.assessor.grading(of: product).judgements.first { $0.criterion.id == "P5" }
            return try #require(judgement).result
        }
        #expect(try thickness(KnownFact("6.2")) == .unknown)
        #expect(try thickness(KnownFact("6.2", isMeasured: true)) == .pass)
        #expect(try thickness(KnownFact("5.9")) == .fail)
    }

    @Test("A length finer than a micrometre counts without what is finer, so that it never looks longer than it is")
    func fineLength() throws {
        var item = item("nephrite")
        item.length = try Decimal("59.999999")
        let facts = ProductFacts(KnownProduct(item), GoodsDatabase.vocabulary)
        #expect(facts.lengthMillimetres == Thousandths(59_999))
    }

    @Test("Lengths of one class get one grade, and every bound parts two classes")
    func lengthClasses() throws {
        let assessor = GoodsDatabase.assessor
        var classes: [Int: Set<String>] = [:]
        for text in ["0.1", "59.999", "60", "60.001", "75", "89.999", "90", "90.001", "5000"] {
            var item = item("fluorite", treatments: ["none_asserted"])
            item.length = try Decimal(text)
            let grading = assessor.grading(of: KnownProduct(item))
            let outcome = grading.judgements.filter { $0.criterion.field == "length_mm" }.map { "\($0.result)" }
            classes[assessor.lengthClass(of: try Decimal(text)), default: []].insert(outcome.joined(separator: " "))
        }
        #expect(classes.values.allSatisfy { $0.count == 1 })
        #expect(Set(classes.values).count == 3)
    }

    // MARK: Texts

    @Test("Name, description, keywords and attributes are screened, each under its own name")
    func everyText() {
        let product = KnownProduct(
            item(
                "nephrite", name: "Cures arthritis", description: "Relieves sciatica.",
                keywords: ["board", "detox"], features: [Feature(name: "Function", value: "pain relief", unit: nil)]))
        let found = rules(product)
        #expect(found.contains("name H2 block"))
        #expect(found.contains("description H2 block"))
        #expect(found.contains("keywords[2] H6 block"))
        #expect(found.contains("attributes.Function H3 block"))
        #expect(!found.contains { $0.hasPrefix("keywords[1]") })
    }

    @Test("What a person writes stands in place of the supplier's text")
    func ownText() {
        let item = item("nephrite", name: "Healing board", description: "Relieves sciatica.")
        let product = KnownProduct(
            item, ["name": KnownFact("Nephrite board"), "description": KnownFact("A smooth board.")])
        #expect(rules(product) == [])
        #expect(!rules(KnownProduct(item)).isEmpty)
    }

    @Test("A text is held against the material that a person names")
    func materialOfPerson() {
        let item = item("nephrite", name: "Nephrite board")
        #expect(rules(KnownProduct(item)) == [])
        #expect(rules(KnownProduct(item, ["material": KnownFact("serpentine")])) == ["name H10 block"])
    }

    // MARK: Disclosure

    @Test("A treatment that must be disclosed and that no text names is a finding of rule N5, without a place")
    func undisclosed() throws {
        let product = KnownProduct(item("agate", name: "Blue agate board", treatments: ["dye"]))
        let found = GoodsDatabase.assessor.screening(of: product, grade: nil)
        let finding = try #require(found.first { $0.finding.rule == "N5" })
        #expect(finding.finding.label == .block)
        #expect(finding.finding.scalars.isEmpty && finding.finding.text.isEmpty)
        #expect(finding.finding.reason.contains("dye"))
    }

    @Test(
        "A treatment that a text names is disclosed, in any language of the list",
        arguments: ["Dyed agate board", "Board, the stone is dyed.", "Platte aus gefärbtem Achat", "Agate teintée"])
    func disclosed(_ text: String) {
        #expect(!rules(KnownProduct(item("agate", name: text, treatments: ["dye"]))).contains { $0.contains("N5") })
        #expect(
            !rules(KnownProduct(item("agate", description: text, treatments: ["dye"]))).contains { $0.contains("N5") })
    }

    @Test("What the material's own label says is disclosed by the name that is shown")
    func disclosedByLabel() {
        #expect(!rules(KnownProduct(item("quartzite_dyed", treatments: ["dye"]))).contains { $0.contains("N5") })
    }

    @Test("What is only usual for a material is for a person to find out")
    func implied() {
        var citrine = item("citrine", name: "Citrine wand", treatments: ["heat"])
        citrine.goods.evidence = [
            GoodsEvidence(
                subject: "treatment", code: "heat", field: "name", phrase: "Citrine", scalars: 0..<7, rule: "implied")
        ]
        #expect(rules(KnownProduct(citrine)) == ["name N5 flag"])
        #expect(rules(KnownProduct(citrine, ["treatments": KnownFact("heat")])) == ["name N5 block"])
        #expect(rules(KnownProduct(citrine, ["treatments": KnownFact("none_asserted")])) == [])
    }

    @Test("Wax and the like need no disclosure")
    func harmless() {
        #expect(rules(KnownProduct(item("nephrite", name: "Nephrite board", treatments: ["wax_surface"]))) == [])
    }
}
