import Catalog
import Foundation
import Importing
import Testing

/// A protocol's text, and every mistake that one can make in it.
struct ProtocolReaderTests {
    static let terms = ProtocolTerms(
        vocabulary: Vocabulary(
            materials: [Material(code: "nephrite", name: "Nephrite", kind: .rock, label: "nephrite")],
            shapes: ["board_concave", "dolphin", "heart"].map { Shape(code: ShapeCode($0), name: $0) }),
        contraindications: ["open_wound", "fever_systemic_infection"], studies: ["braun_2011"])

    static let whole = """
        code: evening
        version: 2
        title: Two-step evening
        language: en
        audience: practitioner
        market: EU
        status: in_review
        author_name: A. Writer
        author_qualification: masseur
        source_reference: own practice
        licence: CC-BY-4.0
        declared_step_count: 2
        steps:
          - heading: First
            instruction: Text one
            body_area: face
            pressure_level: light
            stroke_kind: long
            duration_s_min: 30
            duration_s_max: 60
            repetitions: 3
            stop_conditions: [open_wound, red skin]
            requirements:
              - {attribute: shape_code, operator: in, value: [heart, dolphin], importance: must}
              - {attribute: edge.min_radius_mm, operator: ">=", value: 0.05, unit: in, importance: should}
          - heading: Second
            instruction: Text two
        contraindications:
          - open_wound
          - {code: fever_systemic_infection, note: ask}
        evidence: [braun_2011]
        """

    private func read(_ text: String) throws(ProtocolFault) -> ToolProtocol {
        try ProtocolReader.read(text, Self.terms).protocol
    }

    private func mistakes(_ text: String) -> [ProtocolFault.Mistake] {
        do throws(ProtocolFault) {
            _ = try read(text)
            return []
        } catch {
            return error.mistakes
        }
    }

    @Test("Everything in it is read")
    func reading() throws {
        let read = try read(Self.whole)
        #expect(read.code == "evening" && read.version == 2 && read.market == .eu && read.status == .inReview)
        #expect(read.steps.count == 2)
        let step = read.steps[0]
        #expect(step.bodyArea == .face && step.pressureLevel == .light && step.strokeKind == .long)
        #expect(step.durationSecondsMin == 30 && step.durationSecondsMax == 60 && step.repetitions == 3)
        #expect(step.stopConditions == ["open_wound", "red skin"])
        #expect(step.requirements.map(\.text) == ["shape_code in [heart, dolphin]", "edge.min_radius_mm >= 0.05 in"])
        #expect(step.requirements.map(\.importance) == [.must, .should])
        #expect(read.contraindications.map(\.code) == ["open_wound", "fever_systemic_infection"])
        #expect(read.contraindications.map(\.note) == [nil, "ask"])
        #expect(read.evidence == ["braun_2011"])
    }

    struct Slip: Sendable, CustomTestStringConvertible {
        let old, new, key: String
        let line: Int
        var testDescription: String { new.isEmpty ? "without \(old)" : new }

        init(_ old: String, _ new: String, _ key: String, _ line: Int) {
            self.old = old
            self.new = new
            self.key = key
            self.line = line
        }
    }

    static let slips: [Slip] = [
        Slip("code: evening\n", "", "code", 1),
        Slip("code: evening", "code: Evening!", "code", 1),
        Slip("version: 2", "version: 0", "version", 2),
        Slip("version: 2", "version: two", "version", 2),
        Slip("title: Two-step evening", "title: ' '", "title", 3),
        Slip("title: Two-step evening", "title: An 8-step evening", "title", 3),
        Slip("language: en", "language: English", "language", 4),
        Slip("audience: practitioner", "audience: everybody", "audience", 5),
        Slip("market: EU", "market: Mars", "market", 6),
        Slip("status: in_review", "status: approved", "status", 7),
        Slip("author_name: A. Writer\n", "", "author_name", 1),
        Slip("author_qualification: masseur\n", "", "author_qualification", 1),
        Slip("source_reference: own practice\n", "", "source_reference", 1),
        Slip("licence: CC-BY-4.0\n", "", "licence", 1),
        Slip("licence: CC-BY-4.0", "licence: [a, b]", "licence", 11),
        Slip("declared_step_count: 2", "declared_step_count: 8", "declared_step_count", 12),
        Slip("declared_step_count: 2\n", "", "declared_step_count", 1),
        Slip("  - heading: First", "  - ordinal: 2\n    heading: First", "steps[1].ordinal", 14),
        Slip("heading: First", "heading: ''", "steps[1].heading", 14),
        Slip("    instruction: Text two\n", "", "steps[2].instruction", 26),
        Slip("body_area: face", "body_area: soul", "steps[1].body_area", 16),
        Slip("pressure_level: light", "pressure_level: extreme", "steps[1].pressure_level", 17),
        Slip("stroke_kind: long", "stroke_kind: wild", "steps[1].stroke_kind", 18),
        Slip("duration_s_min: 30", "duration_s_min: 90", "steps[1].duration_s_min", 19),
        Slip("duration_s_max: 60", "duration_s_max: -1", "steps[1].duration_s_max", 20),
        Slip("repetitions: 3", "repetitions: 2.5", "steps[1].repetitions", 21),
        Slip("[open_wound, red skin]", "[open_wond, red skin]", "steps[1].stop_conditions[1]", 22),
        Slip("operator: in", "operator: within", "steps[1].requirements[1].operator", 24),
        Slip("attribute: shape_code", "attribute: colour", "steps[1].requirements[1].attribute", 24),
        Slip("[heart, dolphin]", "[heart, star]", "steps[1].requirements[1].value", 24),
        Slip("[heart, dolphin]", "heart", "steps[1].requirements[1].value", 24),
        Slip("value: 0.05", "value: [1, 2]", "steps[1].requirements[2].value", 25),
        Slip("value: 0.05", "value: round", "steps[1].requirements[2].value", 25),
        Slip("unit: in", "unit: g", "steps[1].requirements[2].unit", 25),
        Slip("importance: should", "importance: perhaps", "steps[1].requirements[2].importance", 25),
        Slip("  - open_wound\n", "  - heartache\n", "contraindications[1]", 29),
        Slip("{code: fever_systemic_infection, note: ask}", "open_wound", "contraindications[2]", 30),
        Slip("[braun_2011]", "[nobody_1999]", "evidence[1]", 31),
        Slip("licence: CC", "license: CC", "license", 11),
        Slip("importance: should}", "importance: should, why: so}", "steps[1].requirements[2].why", 25),
    ]

    @Test("Each mistake is named with its line", arguments: slips)
    func mistakes(_ slip: Slip) throws {
        let text = Self.whole.replacingOccurrences(of: slip.old, with: slip.new)
        try #require(text != Self.whole)
        let found = mistakes(text)
        #expect(found.contains { $0.key == slip.key && $0.line == slip.line }, "\(found)")
    }

    @Test("Everything wrong is said at once, in the order of the lines")
    func atOnce() {
        let text = Self.whole.replacingOccurrences(of: "language: en", with: "language: x")
            .replacingOccurrences(of: "repetitions: 3", with: "repetitions: x")
            .replacingOccurrences(of: "[braun_2011]", with: "[x]")
        #expect(mistakes(text).map(\.line) == [4, 21, 31])
    }

    @Test(
        "What is no protocol at all is refused, and costs little",
        arguments: [
            "", "- a\n- b", "just words", "code: [", "a: 1\na: 2", "\u{1}", "steps: 5", "steps: [1, [2], {a: b}]",
            "steps:\n" + String(repeating: "  - {}\n", count: 5000),
            "title: " + String(repeating: "x", count: 1 << 21),
            "a: &a [1]\nb: " + String(repeating: "[*a, ", count: 60) + String(repeating: "]", count: 60),
        ])
    func hostile(_ text: String) {
        let found = mistakes(text)
        #expect(!found.isEmpty)
        #expect(found.count < 1000)
    }

    @Test("The sample has the structure of a protocol and nothing to do")
    func sample() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Docs/guide/examples/demo-relax-face.yaml")
        let sample = try read(String(contentsOf: path, encoding: .utf8))
        #expect(sample.code == "demo_relax_face" && sample.version == 1 && sample.audience == .consumerWellness)
        #expect(sample.steps.map(\.heading) == ["Placeholder step 1", "Placeholder step 2"])
        #expect(sample.steps.allSatisfy { $0.instruction == "Enter your own text" && $0.requirements.count == 2 })
        #expect(
            sample.steps.allSatisfy { $0.requirements.map(\.attribute) == ["shape_code", "edge.min_radius_mm"] })
    }
}
