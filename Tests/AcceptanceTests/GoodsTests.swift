import Foundation
import TestSupport
import Testing

/// Grading, measuring and screening by the program, as a buyer and a script use it.
@Suite(.database(Shop.open))
struct GoodsTests {
    private let shop = Shop.current

    /// A board of the sample feed that calls itself nephrite, and is.
    private static let nephrite = "LOTUS-LJ-1001"

    /// Everything that is asked of a tool but its thickness, length and disinfection, and nothing wrong with it.
    private static let good = [
        "edge_min_radius_mm=1.5", "edge_max_radius_mm=2", "edge_tolerance_mm=0.2", "chip_max_mm=0",
        "inner_corner_chamfered=yes", "surface_crack=no", "dye_transfer=no", "visual_10x_ok=yes", "grip_feature=no",
        "absorption_test=yes", "edge_drawing=yes", "lot_inspection=yes", "mill_certificate=no", "ra_um=0.4",
        "disinfection_level=none_documented",
    ]

    private func grade(_ answer: [String: Any]) throws -> [String: Any] {
        try #require(answer["iastm"] as? [String: Any])
    }

    private func code(_ answer: [String: Any]) throws -> String { try #require(grade(answer)["grade"] as? String) }

    /// A worked example of the grading scheme, told to the program.
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let stated: [String]
        let measured: [String]
        let grade: String
        var floor: String?
        var ceiling: String?
        let failed: Set<String>

        init(
            _ name: String, _ material: String, _ shape: String = "board_rectangle", basis: String = "in_house_test",
            thickness: String? = "6.2", length: String = "110", measured: [String] = [], without: [String] = [],
            grade: String, floor: String? = nil, ceiling: String? = nil, failed: Set<String>
        ) {
            testDescription = name
            stated = [
                "material=\(material)", "shape=\(shape)", "treatments=none_asserted", "identity_basis=\(basis)",
            ]
            let replaced = (measured + without).map { $0.prefix { $0 != "=" } }
            self.measured =
                good.filter { field in !replaced.contains(field.prefix { $0 != "=" }) } + measured
                + ["length_mm=\(length)"] + (thickness.map { ["thickness_min_mm=\($0)"] } ?? [])
            self.grade = grade
            self.floor = floor
            self.ceiling = ceiling
            self.failed = failed
        }
    }

    static let examples = [
        Example(
            "316 steel handlebar", "stainless_steel_austenitic", "handlebar", basis: "supplier_statement",
            thickness: "4", length: "220",
            measured: ["mill_certificate=yes", "disinfection_level=sterilisable_documented"], grade: "professional",
            failed: []),
        Example("nephrite board without a disinfection document", "nephrite", grade: "conditional", failed: ["P3"]),
        Example(
            "nephrite board of unknown disinfection", "nephrite", without: ["disinfection_level"], grade: "unassessed",
            floor: "conditional", ceiling: "professional", failed: []),
        Example(
            "rose quartz heart, 6.0 mm", "rose_quartz", "heart", thickness: "6.0", grade: "conditional",
            failed: ["P1", "P3"]),
        Example(
            "rose quartz heart, 5.0 mm", "rose_quartz", "heart", thickness: "5.0", grade: "retail_only",
            failed: ["C5", "P1", "P3", "P5"]),
        Example("Xiuyan jade board", "serpentine", grade: "retail_only", failed: ["C2", "P1", "P3"]),
        Example("obsidian plate", "obsidian", grade: "retail_only", failed: ["C1", "P1", "P3"]),
        Example("labradorite plate", "labradorite", grade: "retail_only", failed: ["C1", "P1", "P3"]),
        Example("fluorite plate", "fluorite", grade: "retail_only", failed: ["C1", "C2", "P1", "P3"]),
        Example("opalite plate", "opalite_glass", grade: "retail_only", failed: ["C1", "P1", "P3"]),
        Example("bian stone board", "bian_stone", grade: "retail_only", failed: ["C1", "C2", "C3", "P1", "P2", "P3"]),
        Example("buffalo horn board", "buffalo_horn", grade: "retail_only", failed: ["C2", "C3", "P1", "P2", "P3"]),
        Example(
            "satin spar wand", "selenite_satin_spar", "wand", grade: "unsuitable",
            failed: ["U1", "U9", "C1", "C2", "C3", "C4", "P1", "P2", "P3"]),
        Example(
            "nephrite board of unknown thickness", "nephrite", thickness: nil, grade: "unassessed", floor: "unsuitable",
            ceiling: "conditional", failed: ["P3"]),
    ]

    @Test("A tool gets the grade of its worked example from what is set and measured", arguments: examples)
    func workedExample(_ example: Example) throws {
        try shop.done(["product", "set", Self.nephrite] + example.stated)
        try shop.done(["product", "measure", Self.nephrite] + example.measured)
        let answer = try shop.done(["product", "grade", Self.nephrite])
        #expect(answer["grade"] as? String == example.grade)
        if let floor = example.floor { #expect(answer["floor"] as? String == floor) }
        if let ceiling = example.ceiling { #expect(answer["ceiling"] as? String == ceiling) }
        let criteria = try #require(answer["criteria"] as? [[String: Any]])
        #expect(criteria.count == 28)
        #expect(
            Set(criteria.filter { $0["result"] as? String == "fail" }.compactMap { $0["id"] as? String })
                == example.failed)
        #expect((answer["missing"] as? [String])?.isEmpty == (example.grade != "unassessed"))
        let listed = try shop.done(["product", "list", "--iastm", example.grade, "--limit", "1000"])["rows"]
        let skus = try #require(listed as? [[String: Any]]).compactMap { $0["sku"] as? String }
        #expect(skus.contains(Self.nephrite))
    }

    @Test("A chip of half a millimetre makes any tool unsuitable, whatever else is missing")
    func chip() throws {
        let answer = try shop.done(["product", "measure", Self.a, "chip_max_mm=0.5"])
        #expect(try code(answer) == "unsuitable")
        #expect(try grade(answer)["decisive"] as? [String] == ["U4"])
        let better = try shop.done(["product", "measure", Self.a, "chip_max_mm="])
        #expect(try code(better) == "unassessed")
    }

    private static let a = Shop.a

    @Test("A product shows every key of the contract, and each criterion its value, threshold and reason")
    func keys() throws {
        let answer = try shop.done(["product", "show", Self.nephrite])
        let wanted = [
            "sku", "name", "status", "material", "material_label", "treatments", "identity_basis", "shape", "gtin",
            "length_mm", "width_mm", "thickness_mm", "mass_g", "country_of_origin", "hs_code", "unit", "iastm",
            "findings", "attributes", "supplier_items",
        ]
        #expect(Set(answer.keys).isSuperset(of: wanted))
        let iastm = try grade(answer)
        #expect(Set(iastm.keys).isSuperset(of: ["grade", "floor", "ceiling", "missing", "criteria"]))
        for criterion in try #require(iastm["criteria"] as? [[String: Any]]) {
            #expect(Set(criterion.keys).isSuperset(of: ["id", "field", "value", "threshold", "result", "reason"]))
            #expect(criterion["reason"] as? String != "")
        }
        let screened = try shop.done(["product", "screen", "LOTUS-LJ-1003"])
        #expect(screened["label"] as? String == "block")
        for finding in try #require(screened["findings"] as? [[String: Any]]) {
            #expect(
                Set(finding.keys).isSuperset(of: [
                    "rule", "label", "field", "start", "end", "text", "market", "reason", "state",
                ]))
        }
    }

    @Test("The places of findings cut the words out of the text that is shown")
    func places() throws {
        var checked = 0
        for sku in ["LOTUS-LJ-1003", "LOTUS-LJ-1005", "LOTUS-LB-3001", "LOTUS-LC-2005"] {
            let product = try shop.done(["product", "show", sku])
            for finding in try #require(product["findings"] as? [[String: Any]]) {
                guard let start = finding["start"] as? Int, let end = finding["end"] as? Int,
                    let field = finding["field"] as? String, let text = product[field] as? String
                else { continue }
                let scalars = Array(text.unicodeScalars)[start..<end]
                #expect(String(String.UnicodeScalarView(scalars)) == finding["text"] as? String)
                checked += 1
            }
        }
        #expect(checked >= 8)
    }

    @Test("A text is checked for a market, and for the goods it is about")
    func claims() throws {
        func label(_ arguments: String...) throws -> String {
            try #require(shop.done(["claims", "check"] + arguments)["label"] as? String)
        }
        #expect(try label("Helps the flow of qi.") == "flag")
        #expect(try label("Relieves minor muscle aches and pains.") == "block")
        #expect(try label("Enjoy a relaxing facial massage at home.") == "allowed")
        #expect(try label("Natural jade gua sha", "--material", "serpentine") == "block")
        #expect(
            try label("Natural jade gua sha", "--material", "nephrite", "--treatment", "none_asserted") == "allowed")
        #expect(try label("100 % natural jadeite", "--material", "jadeite", "--treatment", "jade_bc") == "block")
        #expect(try label("Professional IASTM tool.") == "flag")
        #expect(try label("Professional IASTM tool.", "--grade", "professional") == "allowed")
        #expect(try label("Nephrite jade board", "--sku", "LOTUS-LJ-1003") == "block")
        #expect(try label("Nephrite jade board", "--sku", "LOTUS-LJ-1003", "--material", "nephrite") == "allowed")
        let piped = try shop.start(["claims", "check", "-"], input: "FDA approved massage stone.").finish()
        #expect(piped.output.contains("\"rule\":\"H4\""))
    }

    @Test("All products are graded and screened, with counts that add up")
    func all() throws {
        let graded = try shop.done(["product", "grade", "--all"])
        let grades = ["professional", "conditional", "retail_only", "unsuitable", "unassessed"].map {
            graded[$0] as? Int ?? 0
        }
        #expect(grades.reduce(0, +) == graded["products"] as? Int)
        #expect(graded["products"] as? Int ?? 0 > 20)
        let screened = try shop.done(["product", "screen", "--all"])
        let labels = ["allowed", "flag", "block"].map { screened[$0] as? Int ?? 0 }
        #expect(labels.reduce(0, +) == screened["items"] as? Int)
        #expect(labels.allSatisfy { $0 > 0 })
    }

    @Test("The register of studies tells what a citation is worth")
    func evidence() throws {
        let rows = try #require(shop.done(["evidence", "list"])["rows"] as? [[String: Any]])
        #expect(rows.contains { $0["evidence"] as? String == "braun_2011" })
        let study = try shop.done(["evidence", "show", "braun_2011"])
        #expect(study["pmid"] as? String == "21276190")
        #expect(study["n_total"] as? Int == 48)
        #expect(study["verification_status"] as? String == "verified_match")
        let claims = try #require(study["claims"] as? [[String: Any]])
        #expect(Set(claims.compactMap { $0["claim_support"] as? String }).contains("does_not_support"))
        #expect(try shop.refused(["evidence", "show", "nobody_2030"])["code"] == "evidence_unknown")
    }

    @Test("A key gives the first answer again, and another body is refused")
    func requestKey() throws {
        let first = try shop.done(["product", "measure", Self.nephrite, "chip_max_mm=0.1", "--key", "m1"])
        let again = try shop.done(["product", "measure", Self.nephrite, "chip_max_mm=0.1", "--key", "m1"])
        #expect(NSDictionary(dictionary: first) == NSDictionary(dictionary: again))
        let error = try shop.refused(["product", "measure", Self.nephrite, "chip_max_mm=0.2", "--key", "m1"])
        #expect(error["code"] == "key_conflict")
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let code: String, arguments: [String], status: Int32
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ code: String, _ command: String, status: Int32) {
            self.code = code
            arguments = command.split(separator: " ").map(String.init)
            self.status = status
        }
    }

    @Test(
        "What cannot be said is refused by name, and nothing of it is kept",
        arguments: [
            Refused("product_unknown", "product set X-1 material=nephrite", status: 1),
            Refused("product_unknown", "product grade X-1", status: 1),
            Refused("product_unknown", "claims check jade --sku X-1", status: 1),
            Refused("field_unknown", "product set LOTUS-LJ-1001 colour=green", status: 64),
            Refused("field_not_measured", "product measure LOTUS-LJ-1001 material=nephrite", status: 64),
            Refused("field_twice", "product set LOTUS-LJ-1001 shape=heart shape=wing", status: 64),
            Refused("value_invalid", "product set LOTUS-LJ-1001 name=x material=jade", status: 65),
            Refused("value_invalid", "product measure LOTUS-LJ-1001 chip_max_mm=0,5", status: 65),
            Refused("value_invalid", "product measure LOTUS-LJ-1001 chip_max_mm=-1", status: 65),
            Refused("supplier_not_of_product", "product set LOTUS-LJ-1001 preferred_supplier=X", status: 65),
            Refused("material_unknown", "claims check jade --material jade", status: 64),
            Refused("treatment_unknown", "claims check jade --treatment magic", status: 64),
            Refused("grade_unknown", "claims check jade --grade best", status: 64),
            Refused("usage", "claims check jade --market UK", status: 64),
            Refused("usage", "product set LOTUS-LJ-1001 material", status: 64),
            Refused("usage", "product set LOTUS-LJ-1001", status: 64),
            Refused("usage", "product grade", status: 64),
            Refused("usage", "product grade LOTUS-LJ-1001 --all", status: 64),
            Refused("usage", "product list --iastm best", status: 64),
        ])
    func refusals(_ refused: Refused) throws {
        let error = try shop.refused(refused.arguments, status: refused.status)
        #expect(error["code"] == refused.code)
        let facts = try shop.done(["product", "show", Self.nephrite])["facts"]
        #expect((facts as? [Any])?.isEmpty == true)
    }
}
