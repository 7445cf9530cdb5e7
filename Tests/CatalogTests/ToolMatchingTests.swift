import Catalog
import Quantities
import Testing

/// Products held against what steps ask: known, not so, and unknown.
struct ToolMatchingTests {
    static let vocabulary = Vocabulary(
        materials: [
            Material(
                code: "nephrite", name: "Nephrite", kind: .rock, mohsMin: Thousandths(6000), toughness: .exceptional,
                porosity: PorosityClass.none, label: "nephrite"),
            Material(code: "buffalo_horn", name: "Horn", kind: .organic, label: "horn"),
        ],
        treatments: [Treatment(code: "dye", name: "Dye"), Treatment(code: "none_asserted", name: "None")],
        shapes: [
            Shape(code: "board_concave", name: "Board"), Shape(code: "dolphin", name: "Dolphin"),
            Shape(code: "heart", name: "Heart"),
        ])

    static func tool(_ facts: [String: String], grade: Grade? = nil, sku: String = "A") -> ToolOnOffer {
        ToolOnOffer(sku: sku, KnownProduct(nil, facts.mapValues { KnownFact($0) }), grade: grade, vocabulary)
    }

    /// A board of nephrite of which much is known.
    static let board = tool(
        [
            "shape": "dolphin", "material": "nephrite", "treatments": "none_asserted", "edge_min_radius_mm": "1.27",
            "length_mm": "101.6", "mass_g": "85", "ra_um": "0.4", "surface_crack": "false", "mohs_tested_lot": "6.5",
            "name": "Board",
        ], grade: .conditional)
    /// Of which nothing is known.
    static let stranger = tool([:])

    struct Case: Sendable, CustomTestStringConvertible {
        let requirement: ToolRequirement
        let result: CompiledRequirement.Result
        var testDescription: String { "\(requirement.text) \(result)" }

        init(
            _ attribute: String, _ comparison: ToolRequirement.Operator, _ operands: String..., unit: String? = nil,
            is result: CompiledRequirement.Result
        ) {
            requirement = ToolRequirement(attribute, comparison, operands, unit: unit)
            self.result = result
        }
    }

    static let cases: [Case] = [
        Case("shape_code", .isIn, "board_concave", "dolphin", is: .met),
        Case("shape", .isIn, "heart", is: .failed),
        Case("shape_code", .isNotIn, "heart", is: .met),
        Case("shape_code", .equal, "dolphin", is: .met),
        Case("shape_code", .notEqual, "dolphin", is: .failed),
        Case("edge.min_radius_mm", .atLeast, "1.0", unit: "mm", is: .met),
        Case("edge_min_radius_mm", .atLeast, "1.27", is: .met),
        Case("edge.min_radius_mm", .above, "1.27", is: .failed),
        Case("edge.min_radius_mm", .atMost, "0.05", unit: "in", is: .met),
        Case("edge.min_radius_mm", .below, "0.05", unit: "in", is: .failed),
        Case("edge.min_radius_mm", .equal, "1270", unit: "µm", is: .met),
        Case("edge.min_radius_mm", .isIn, "1", "1.27", unit: "mm", is: .met),
        Case("edge.min_radius_mm", .isNotIn, "1", "1.27", unit: "mm", is: .failed),
        Case("length_mm", .equal, "4", unit: "in", is: .met),
        Case("length_mm", .atLeast, "10.16", unit: "cm", is: .met),
        Case("length_mm", .atLeast, "10.160001", unit: "cm", is: .failed),
        Case("mass_g", .below, "0.1", unit: "kg", is: .met),
        Case("ra_um", .atMost, "0.0004", unit: "mm", is: .met),
        Case("ra_um", .below, "0.4", is: .failed),
        Case("mohs_min", .atLeast, "6.5", is: .met),
        Case("grade", .isIn, "professional", "conditional", is: .met),
        Case("grade", .equal, "professional", is: .failed),
        Case("material.kind", .notEqual, "organic", is: .met),
        Case("material_kind", .equal, "organic", is: .failed),
        Case("material", .equal, "nephrite", is: .met),
        Case("toughness_class", .isIn, "exceptional", "good", is: .met),
        Case("porosity_class", .equal, "none", is: .met),
        Case("treatments", .isNotIn, "dye", is: .met),
        Case("treatments", .equal, "none_asserted", is: .met),
        Case("treatments", .isIn, "dye", is: .failed),
        Case("surface_crack", .equal, "no", is: .met),
        Case("surface_crack", .notEqual, "no", is: .failed),
        Case("grip_feature", .equal, "yes", is: .unknown),
        Case("disinfection_level", .notEqual, "none_documented", is: .unknown),
        Case("thickness_min_mm", .atLeast, "6", is: .unknown),
    ]

    @Test("A product meets, fails or is unknown to a requirement, with units compared exactly", arguments: cases)
    func results(_ one: Case) throws {
        let compiled = try CompiledRequirement(one.requirement, Self.vocabulary)
        #expect(compiled.result(for: Self.board).result == one.result)
        #expect(compiled.result(for: Self.stranger).result == .unknown)
    }

    @Test("Every attribute can be asked for, by its name with points too")
    func everyAttribute() {
        for name in ToolAttribute.names {
            let attribute = ToolAttribute.named(String(name.map { $0 == "_" ? "." : $0 }), Self.vocabulary)
            #expect(attribute?.name == name)
        }
        #expect(ToolAttribute.named("colour", Self.vocabulary) == nil)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let requirement: ToolRequirement
        let part: RequirementFault.Part
        var testDescription: String { requirement.text }

        init(
            _ attribute: String, _ comparison: ToolRequirement.Operator, _ operands: String..., unit: String? = nil,
            part: RequirementFault.Part
        ) {
            requirement = ToolRequirement(attribute, comparison, operands, unit: unit)
            self.part = part
        }
    }

    static let wrong: [Wrong] = [
        Wrong("colour", .equal, "green", part: .attribute),
        Wrong("shape_code", .atLeast, "heart", part: .comparison),
        Wrong("surface_crack", .above, "no", part: .comparison),
        Wrong("shape_code", .isIn, "heart", "star", part: .value),
        Wrong("grade", .equal, "unassessed", part: .value),
        Wrong("surface_crack", .equal, "perhaps", part: .value),
        Wrong("surface_crack", .isIn, "yes", "no", part: .value),
        Wrong("length_mm", .atLeast, "1,5", part: .value),
        Wrong("length_mm", .atLeast, "0.0000001", part: .value),
        Wrong("length_mm", .atLeast, "0.000001", unit: "in", part: .value),
        Wrong("length_mm", .atLeast, "1", unit: "g", part: .unit),
        Wrong("length_mm", .atLeast, "1", unit: "furlong", part: .unit),
        Wrong("mohs_min", .atLeast, "5", unit: "mm", part: .unit),
        Wrong("shape_code", .equal, "heart", unit: "mm", part: .unit),
    ]

    @Test("A requirement that says nothing is refused by its part", arguments: wrong)
    func refusals(_ one: Wrong) {
        #expect {
            try CompiledRequirement(one.requirement, Self.vocabulary)
        } throws: { error in
            (error as? RequirementFault)?.part == one.part
        }
    }

    private static func matching(limit: Int = 10, failureLimit: Int = 10) throws -> StepMatching {
        StepMatching(
            try [
                ToolRequirement("shape_code", .isIn, ["heart", "dolphin"]),
                ToolRequirement("edge.min_radius_mm", .atLeast, ["1"], unit: "mm"),
                ToolRequirement("length_mm", .atLeast, ["80"], importance: .should),
                ToolRequirement("material.kind", .notEqual, ["organic"], importance: .should),
            ].map { try CompiledRequirement($0, vocabulary) }, limit: limit, failureLimit: failureLimit)
    }

    @Test("Products with every must are ranked by their shoulds, and the others say what they lack")
    func ranking() throws {
        var matching = try Self.matching()
        let good = ["shape": "heart", "edge_min_radius_mm": "1.5"]
        matching.add(Self.tool(good.merging(["material": "buffalo_horn"]) { $1 }, sku: "A-none"))
        matching.add(Self.tool([:], sku: "B-unknown"))
        matching.add(Self.tool(good.merging(["material": "nephrite", "length_mm": "80"]) { $1 }, sku: "C-both"))
        matching.add(Self.tool(good.merging(["length_mm": "100"]) { $1 }, sku: "D-one"))
        matching.add(Self.tool(["shape": "heart", "edge_min_radius_mm": "0.9"], sku: "E-sharp"))
        #expect(matching.matches.map(\.sku) == ["C-both", "D-one", "A-none"])
        #expect(matching.matches.map(\.shouldsMet) == [2, 1, 0])
        #expect(matching.matchCount == 3)
        #expect(matching.failures.map(\.sku) == ["E-sharp", "B-unknown"])
        #expect(matching.failureCount == 2)
        #expect(
            matching.failures.map { $0.obstacles.compactMap(\.reason) } == [
                ["edge.min_radius_mm is 0.9; asked is edge.min_radius_mm >= 1 mm"],
                [
                    "shape_code is not known; asked is shape_code in [heart, dolphin]",
                    "edge.min_radius_mm is not known; asked is edge.min_radius_mm >= 1 mm",
                ],
            ])
        #expect(matching.tallies.map(\.met) == [4, 3, 2, 1])
        #expect(matching.tallies.map(\.unknown) == [1, 1, 3, 3])
    }

    @Test("Only the best are kept, however many products there are")
    func bounded() throws {
        var matching = try Self.matching(limit: 2, failureLimit: 1)
        for number in 100..<200 {
            let length = number % 2 == 0 ? "90" : "70"
            matching.add(
                Self.tool(["shape": "heart", "edge_min_radius_mm": "1", "length_mm": length], sku: "P-\(number)"))
            matching.add(Self.tool([:], sku: "Q-\(number)"))
        }
        #expect(matching.matches.map(\.sku) == ["P-100", "P-102"])
        #expect(matching.failures.map(\.sku) == ["Q-100"])
        #expect(matching.matchCount == 100 && matching.failureCount == 100)
    }

    @Test("A step that asks nothing is suited by every product")
    func asksNothing() {
        var matching = StepMatching([], limit: 5, failureLimit: 5)
        matching.add(Self.stranger)
        #expect(matching.matches.map(\.sku) == ["A"])
    }

    @Test(
        "A title that promises a number of steps is taken at its word",
        arguments: zip(
            ["An 8-step routine", "Eight steps to a calm evening", "Step 1", "Two-step face routine", "Stepwise"],
            [8, 8, nil, 2, nil]))
    func promises(_ title: String, _ steps: Int?) {
        #expect(ToolProtocol.stepsPromised(by: title) == steps)
    }

    @Test("Names of one person are one, whatever case and blanks")
    func samePerson() {
        #expect(ToolProtocol.isSamePerson("A.  Writer ", "a. writer"))
        #expect(!ToolProtocol.isSamePerson("A. Writer", "B. Writer"))
    }
}
