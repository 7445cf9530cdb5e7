import Catalog
import TestSupport
import Testing

/// The worked examples of the grading scheme and its rules for what is not known.
struct GradingTests {
    /// A product of a material with everything recorded, and recorded well.
    static func complete(
        _ code: MaterialCode, shape: ShapeCode = "board_rectangle", length: Int64 = 110_000, thickness: Int64 = 6_200
    ) throws -> ProductFacts {
        let vocabulary = GoodsDatabase.vocabulary
        let material: Material = try #require(vocabulary.materials[code])
        let untreated: Treatment = try #require(vocabulary.treatments["none_asserted"])
        let shape: Shape = try #require(vocabulary.shapes[shape])
        var facts = ProductFacts(material: material, treatments: [untreated], shape: shape)
        facts.identityBasis = .inHouseTest
        facts.lengthMillimetres = Thousandths(length)
        facts.thicknessMinMillimetres = Thousandths(thickness)
        facts.isThicknessMeasuredOnLot = true
        facts.edgeMinRadiusMillimetres = Thousandths(1_500)
        facts.edgeMaxRadiusMillimetres = Thousandths(2_000)
        facts.hasEdgeDrawing = true
        facts.edgeToleranceMillimetres = Thousandths(200)
        facts.chipMaxMillimetres = Thousandths(0)
        facts.isInnerCornerChamfered = true
        facts.hasSurfaceCrack = false
        facts.hasDyeTransfer = false
        facts.hasAbsorptionTest = true
        facts.disinfectionLevel = DisinfectionLevel.none
        facts.hasGripFeature = false
        facts.roughnessMicrometres = Thousandths(400)
        facts.isFinishGoodAtTenfold = true
        facts.isLotAccepted = true
        facts.hasMillCertificate = false
        return facts
    }

    private func grade(_ facts: ProductFacts) -> Grading { GoodsDatabase.scheme.grade(facts) }

    private func failed(_ grading: Grading) -> [String] {
        grading.judgements.filter { $0.result == .fail }.map(\.criterion.id)
    }

    @Test("A 316 steel handlebar with drawing, mill certificate and autoclave note is professional")
    func steelHandlebar() throws {
        var facts = try Self.complete(
            "stainless_steel_austenitic", shape: "handlebar", length: 220_000, thickness: 4_000)
        facts.identityBasis = .supplierStatement
        facts.hasMillCertificate = true
        facts.disinfectionLevel = .sterilisable
        let grading = grade(facts)
        #expect(grading.grade == .professional)
        #expect(failed(grading).isEmpty)
        #expect(grading.missing.isEmpty)
        #expect(grading.conditions.isEmpty)
    }

    @Test("An untreated nephrite board without a disinfection document is conditional")
    func nephriteBoard() throws {
        let grading = grade(try Self.complete("nephrite"))
        #expect(grading.grade == .conditional)
        #expect(failed(grading) == ["P3"])
        #expect(grading.decisive.map(\.criterion.id) == ["P3"])
        #expect(grading.conditions.count == 4)
        #expect(grading.conditions.last?.hasPrefix("P3 disinfection_level") == true)
    }

    @Test("The same board is unassessed between conditional and professional while disinfection is unknown")
    func unknownDisinfection() throws {
        var facts = try Self.complete("nephrite")
        facts.disinfectionLevel = nil
        let grading = grade(facts)
        #expect(grading.grade == nil)
        #expect(grading.code == "unassessed")
        #expect(grading.floor == .conditional)
        #expect(grading.ceiling == .professional)
        #expect(grading.missing == ["disinfection_level"])
    }

    struct Example: Sendable, CustomTestStringConvertible {
        var name: String
        var material: MaterialCode
        var shape: ShapeCode = "board_rectangle"
        var thickness: Int64 = 6_200
        var grade: Grade
        var failed: [String]
        var testDescription: String { name }
    }

    static let examples: [Example] = [
        .init(
            name: "rose quartz heart of 6.0 mm", material: "rose_quartz", shape: "heart", thickness: 6_000,
            grade: .conditional, failed: ["P1", "P3"]),
        .init(
            name: "rose quartz heart of 5.0 mm", material: "rose_quartz", shape: "heart", thickness: 5_000,
            grade: .retailOnly, failed: ["C5", "P1", "P3", "P5"]),
        .init(name: "serpentine board", material: "serpentine", grade: .retailOnly, failed: ["C2", "P1", "P3"]),
        .init(name: "obsidian plate", material: "obsidian", grade: .retailOnly, failed: ["C1", "P1", "P3"]),
        .init(name: "labradorite plate", material: "labradorite", grade: .retailOnly, failed: ["C1", "P1", "P3"]),
        .init(name: "fluorite plate", material: "fluorite", grade: .retailOnly, failed: ["C1", "C2", "P1", "P3"]),
        .init(name: "opalite plate", material: "opalite_glass", grade: .retailOnly, failed: ["C1", "P1", "P3"]),
        .init(
            name: "bian stone board", material: "bian_stone", grade: .retailOnly,
            failed: ["C1", "C2", "C3", "P1", "P2", "P3"]),
        .init(
            name: "buffalo horn board", material: "buffalo_horn", grade: .retailOnly,
            failed: ["C2", "C3", "P1", "P2", "P3"]),
        .init(
            name: "satin spar wand", material: "selenite_satin_spar", shape: "wand", grade: .unsuitable,
            failed: ["U1", "U9", "C1", "C2", "C3", "C4", "P1", "P2", "P3"]),
        .init(
            name: "malachite board", material: "malachite", grade: .unsuitable,
            failed: ["U2", "C1", "C2", "C3", "P1", "P2", "P3"]),
        .init(
            name: "thin nephrite", material: "nephrite", thickness: 3_900, grade: .unsuitable,
            failed: ["U7", "C5", "P3", "P5"]),
    ]

    @Test("Tools with complete data get the grades of the worked examples", arguments: examples)
    func workedExamples(_ example: Example) throws {
        let facts = try Self.complete(example.material, shape: example.shape, thickness: example.thickness)
        let grading = grade(facts)
        #expect(grading.grade == example.grade)
        #expect(failed(grading) == example.failed)
    }

    @Test("A lot test raises the hardness of serpentine")
    func lotTest() throws {
        var facts = try Self.complete("serpentine")
        facts.mohsTestedLot = Thousandths(5_500)
        #expect(grade(facts).grade == .conditional)
    }

    @Test("A chip of half a millimetre makes any tool unsuitable, whatever else is missing")
    func chip() {
        var facts = ProductFacts()
        facts.chipMaxMillimetres = Thousandths(500)
        let grading = grade(facts)
        #expect(grading.grade == .unsuitable)
        #expect(failed(grading) == ["U4"])
        #expect(grading.missing.isEmpty)
    }

    @Test("A nephrite board without a thickness is unassessed down to unsuitable")
    func missingThickness() throws {
        var facts = try Self.complete("nephrite")
        facts.thicknessMinMillimetres = nil
        let grading = grade(facts)
        #expect(grading.grade == nil)
        #expect(grading.floor == .unsuitable)
        #expect(grading.ceiling == .conditional)
        #expect(grading.judgements.filter { $0.result == .unknown }.map(\.criterion.id) == ["U7", "C5", "P5"])
        #expect(grading.missing == ["thickness_min_mm"])
    }

    @Test("A product known from a feed alone is unassessed over the whole range its material allows")
    func feedOnly() throws {
        let vocabulary = GoodsDatabase.vocabulary
        let nephrite = ProductFacts(material: vocabulary.materials["nephrite"], treatments: nil, shape: nil)
        #expect(grade(nephrite).floor == .unsuitable)
        #expect(grade(nephrite).ceiling == .professional)
        #expect(grade(nephrite).grade == nil)
        let satinSpar = ProductFacts(material: vocabulary.materials["selenite_satin_spar"], treatments: nil, shape: nil)
        #expect(grade(satinSpar).grade == .unsuitable)
        let nothing = grade(ProductFacts())
        #expect(nothing.floor == .unsuitable)
        #expect(nothing.ceiling == .professional)
        #expect(nothing.missing.first == "material")
        #expect(Set(nothing.missing).count == nothing.missing.count)
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var change: @Sendable (inout ProductFacts) -> Void
        var results: [String: CriterionResult]
        var testDescription: String { name }
    }

    static let changes: [Change] = [
        .init(
            name: "radius 0.5 is the least", change: { $0.edgeMinRadiusMillimetres = Thousandths(500) },
            results: ["U3": .pass, "C6": .fail]),
        .init(
            name: "radius 0.49 cuts", change: { $0.edgeMinRadiusMillimetres = Thousandths(490) }, results: ["U3": .fail]
        ),
        .init(
            name: "a least radius of 5 is undefined, whatever the greatest",
            change: {
                $0.edgeMinRadiusMillimetres = Thousandths(5_000); $0.edgeMaxRadiusMillimetres = nil
            },
            results: ["C6": .fail]),
        .init(
            name: "a least radius above the greatest is within no bounds",
            change: {
                $0.edgeMinRadiusMillimetres = Thousandths(5_000); $0.edgeMaxRadiusMillimetres = Thousandths(2_000)
            }, results: ["C6": .fail]),
        .init(
            name: "radius 4.1 is undefined", change: { $0.edgeMaxRadiusMillimetres = Thousandths(4_100) },
            results: ["C6": .fail]),
        .init(
            name: "a wide radius fails without the other",
            change: {
                $0.edgeMaxRadiusMillimetres = Thousandths(4_100); $0.edgeMinRadiusMillimetres = nil
            }, results: ["C6": .fail, "U3": .unknown]),
        .init(name: "chip 0.3 passes", change: { $0.chipMaxMillimetres = Thousandths(300) }, results: ["U4": .pass]),
        .init(
            name: "chamfer where there is no corner",
            change: {
                $0.hasInnerCorners = false; $0.isInnerCornerChamfered = false
            }, results: ["U5": .notApplicable]),
        .init(
            name: "no chamfer where there is a corner",
            change: {
                $0.hasInnerCorners = true; $0.isInnerCornerChamfered = false
            }, results: ["U5": .fail]),
        .init(
            name: "no chamfer on an unknown shape",
            change: {
                $0.hasInnerCorners = nil; $0.isInnerCornerChamfered = false
            }, results: ["U5": .unknown]),
        .init(name: "a chamfer on an unknown shape", change: { $0.hasInnerCorners = nil }, results: ["U5": .pass]),
        .init(name: "no dye, no transfer", change: { $0.hasDyeTransfer = nil }, results: ["U8": .notApplicable]),
        .init(
            name: "dye and transfer",
            change: {
                $0.treatments = ["dye"]; $0.hasDyeTransfer = true
            }, results: ["U8": .fail, "P10": .fail]),
        .init(
            name: "dye and no test",
            change: {
                $0.treatments = ["dye"]; $0.hasDyeTransfer = nil
            }, results: ["U8": .unknown]),
        .init(
            name: "unknown treatments",
            change: {
                $0.treatments = nil; $0.treatmentCare = nil; $0.hasDyeTransfer = nil
            }, results: ["U8": .unknown, "C4": .unknown, "C8": .unknown, "P10": .unknown, "U1": .pass]),
        .init(name: "a coating on the edge", change: { $0.treatments = ["coating"] }, results: ["C8": .fail]),
        .init(
            name: "dye that alcohol takes off", change: { $0.treatmentCare = Care("..x..x.") }, results: ["C4": .fail]),
        .init(name: "identity unknown", change: { $0.identityBasis = .unknown }, results: ["C9": .fail, "P8": .fail]),
        .init(
            name: "identity not recorded", change: { $0.identityBasis = nil },
            results: ["C9": .unknown, "P8": .unknown]),
        .init(
            name: "a mill certificate for stone",
            change: {
                $0.identityBasis = .visual; $0.hasMillCertificate = true
            }, results: ["P8": .fail]),
        .init(
            name: "low porosity without a test",
            change: {
                $0.porosity = .low; $0.hasAbsorptionTest = false
            }, results: ["C3": .pass, "P2": .fail]),
        .init(
            name: "low porosity, nobody knows of a test",
            change: {
                $0.porosity = .low; $0.hasAbsorptionTest = nil
            }, results: ["P2": .unknown]),
        .init(
            name: "a drawing with a wide tolerance", change: { $0.edgeToleranceMillimetres = Thousandths(251) },
            results: ["P4": .fail]),
        .init(
            name: "a drawing without tolerance", change: { $0.edgeToleranceMillimetres = nil },
            results: ["P4": .unknown]),
        .init(
            name: "no drawing",
            change: {
                $0.hasEdgeDrawing = false; $0.edgeToleranceMillimetres = nil
            }, results: ["P4": .fail]),
        .init(
            name: "thick enough, measured elsewhere", change: { $0.isThicknessMeasuredOnLot = false },
            results: ["P5": .fail, "C5": .pass]),
        .init(
            name: "thick enough, nobody knows where measured", change: { $0.isThicknessMeasuredOnLot = nil },
            results: ["P5": .unknown]),
        .init(
            name: "short with a grip",
            change: {
                $0.lengthMillimetres = Thousandths(70_000); $0.hasGripFeature = true
            }, results: ["C7": .pass, "P6": .pass]),
        .init(
            name: "short without a grip", change: { $0.lengthMillimetres = Thousandths(59_900) },
            results: ["C7": .fail, "P6": .fail]),
        .init(
            name: "short, grip unknown",
            change: {
                $0.lengthMillimetres = Thousandths(70_000); $0.hasGripFeature = nil
            }, results: ["P6": .unknown]),
        .init(
            name: "rough but looked at", change: { $0.roughnessMicrometres = Thousandths(900) }, results: ["P7": .pass]),
        .init(
            name: "rough and not good to look at",
            change: {
                $0.roughnessMicrometres = Thousandths(900); $0.isFinishGoodAtTenfold = false
            }, results: ["P7": .fail]),
        .init(
            name: "rough and not looked at",
            change: {
                $0.roughnessMicrometres = Thousandths(900); $0.isFinishGoodAtTenfold = nil
            }, results: ["P7": .unknown]),
        .init(name: "lot not accepted", change: { $0.isLotAccepted = false }, results: ["P9": .fail]),
    ]

    @Test("Each criterion tells pass, fail, unknown and not applicable apart", arguments: changes)
    func criteria(_ change: Change) throws {
        var facts = try Self.complete("nephrite")
        change.change(&facts)
        let grading = grade(facts)
        for (id, result) in change.results {
            #expect(grading.judgements.first { $0.criterion.id == id }?.result == result, "\(id)")
        }
    }

    @Test("Whatever the missing fields turn out to be, the grade stays between floor and ceiling")
    func boundsHold() throws {
        var generator = SeededGenerator(seed: 35)
        let codes = GoodsDatabase.vocabulary.materials.values.filter { $0.status != .refused }.map(\.code).sorted()
        for _ in 0..<400 {
            let code = try #require(codes.randomElement(using: &generator))
            let whole = try randomFacts(code, &generator)
            var partial = whole
            for forget in Self.forgetful where Bool.random(using: &generator) { forget(&partial) }
            let graded = grade(whole)
            let bounds = grade(partial)
            #expect(graded.grade != nil)
            #expect(bounds.floor <= graded.floor && graded.ceiling <= bounds.ceiling, "\(code)")
            if bounds.grade == nil { #expect(!bounds.missing.isEmpty) }
        }
    }

    private static let forgetful: [@Sendable (inout ProductFacts) -> Void] = [
        { $0.identityBasis = nil }, { $0.lengthMillimetres = nil }, { $0.thicknessMinMillimetres = nil },
        { $0.isThicknessMeasuredOnLot = nil }, { $0.edgeMinRadiusMillimetres = nil },
        { $0.edgeMaxRadiusMillimetres = nil }, { $0.hasEdgeDrawing = nil }, { $0.edgeToleranceMillimetres = nil },
        { $0.chipMaxMillimetres = nil }, { $0.isInnerCornerChamfered = nil }, { $0.hasInnerCorners = nil },
        { $0.hasSurfaceCrack = nil }, { $0.hasDyeTransfer = nil }, { $0.hasAbsorptionTest = nil },
        { $0.disinfectionLevel = nil }, { $0.hasGripFeature = nil }, { $0.roughnessMicrometres = nil },
        { $0.isFinishGoodAtTenfold = nil }, { $0.isLotAccepted = nil }, { $0.hasMillCertificate = nil },
        {
            $0.treatments = nil
            $0.treatmentCare = nil
        },
        {
            $0.materialKind = nil
            $0.materialStatus = nil
            $0.care = nil
            $0.toughness = nil
            $0.porosity = nil
            $0.mohsMin = nil
        },
    ]

    private func randomFacts(_ code: MaterialCode, _ generator: inout SeededGenerator) throws -> ProductFacts {
        var facts = try Self.complete(code)
        func figure(_ choices: [Int64]) -> Thousandths { Thousandths(choices.randomElement(using: &generator) ?? 0) }
        facts.mohsTestedLot = figure([2_000, 3_000, 6_000])
        facts.identityBasis = IdentityBasis.allCases.randomElement(using: &generator)
        facts.lengthMillimetres = figure([50_000, 70_000, 110_000])
        facts.thicknessMinMillimetres = figure([1_000, 4_500, 5_700, 6_500])
        facts.isThicknessMeasuredOnLot = Bool.random(using: &generator)
        facts.edgeMinRadiusMillimetres = figure([400, 600, 1_500])
        facts.edgeMaxRadiusMillimetres = figure([2_000, 5_000])
        facts.chipMaxMillimetres = figure([0, 0, 0, 400])
        facts.disinfectionLevel = DisinfectionLevel.allCases.randomElement(using: &generator)
        facts.hasAbsorptionTest = Bool.random(using: &generator)
        facts.isFinishGoodAtTenfold = Bool.random(using: &generator)
        facts.roughnessMicrometres = figure([400, 900])
        facts.isLotAccepted = Bool.random(using: &generator)
        facts.hasInnerCorners = Bool.random(using: &generator)
        facts.isInnerCornerChamfered = Bool.random(using: &generator)
        if Bool.random(using: &generator) {
            facts.treatments = ["dye"]
            facts.treatmentCare = Care("..x..x.")
        }
        return facts
    }

    @Test("Every judgement says what was asked, what was found and why")
    func sentences() throws {
        var facts = try Self.complete("nephrite")
        facts.chipMaxMillimetres = Thousandths(500)
        let chip = try #require(grade(facts).judgements.first { $0.criterion.id == "U4" })
        #expect(
            chip.sentence
                == "U4 chip_max_mm <= 0.3: 0.5; a chip is a cutting point; at tenfold magnification on contact edges")
        let judgements = grade(ProductFacts()).judgements
        #expect(judgements.count == 28)
        #expect(judgements.allSatisfy { !$0.threshold.contains("?") && !$0.criterion.reason.isEmpty })
    }
}
