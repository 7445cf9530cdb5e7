import Foundation
import TestSupport
import Testing

/// Protocols as a person loads, approves and matches them.
@Suite("Protocols by the program", .database(Shop.open))
struct ProtocolProgramTests {
    private let shop = Shop.current
    private static let sample = Program.folder(of: "Docs/guide/examples/demo-relax-face.yaml")
    private static let heart = "LOTUS-LC-2001"

    private func text(_ changes: [(String, String)] = []) throws -> String {
        var text = try String(contentsOfFile: Self.sample, encoding: .utf8)
        for (old, new) in changes {
            try #require(text.contains(old), "\(old)")
            text = text.replacingOccurrences(of: old, with: new)
        }
        return text
    }

    /// Loads the sample with changes, from standard input.
    private func load(_ changes: [(String, String)] = [], _ more: [String] = []) throws -> (
        answer: [String: Any], error: [String: String], status: Int32
    ) {
        let outcome = try shop.start(["protocol", "load", "-"] + more, input: text(changes)).finish()
        guard outcome.status == 0 else { return ([:], try outcome.error(), outcome.status) }
        let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        return (answer ?? [:], [:], 0)
    }

    private func approve(_ more: [String] = []) -> [String] {
        ["protocol", "approve", "demo_relax_face", "--version", "1", "--by", "B. Reviewer", "--scope", "all"] + more
    }

    private func step(_ number: Int, _ answer: [String: Any]) throws -> [String: Any] {
        try #require((answer["steps"] as? [[String: Any]])?[number - 1])
    }

    private func skus(_ key: String, _ step: [String: Any]) -> [String] {
        (step[key] as? [[String: Any]])?.compactMap { $0["sku"] as? String } ?? []
    }

    @Test("A protocol is loaded, shown, approved and retired")
    func story() throws {
        let dry = try shop.done(["protocol", "load", Self.sample, "--dry-run"])
        #expect(dry["status"] as? String == "draft")
        #expect(try shop.refused(["protocol", "show", "demo_relax_face"])["code"] == "protocol_unknown")
        let loaded = try shop.done(["protocol", "load", Self.sample, "--key", "once"])
        #expect(
            try shop.done(["protocol", "load", Self.sample, "--key", "once"])["sha256"] as? String
                == loaded["sha256"] as? String)
        #expect(loaded["declared_step_count"] as? Int == 2)
        let first = try step(1, loaded)
        #expect(first["heading"] as? String == "Placeholder step 1")
        #expect(
            (first["requirements"] as? [[String: Any]])?.map { $0["attribute"] as? String }
                == ["shape_code", "edge.min_radius_mm"])
        #expect((loaded["contraindications"] as? [[String: Any]])?.first?["class"] as? String == "absolute, local")
        let rows = try #require(shop.done(["protocol", "list"])["rows"] as? [[String: Any]])
        #expect(rows.map { $0["status"] as? String } == ["draft"])
        let after = try #require(
            shop.done(["protocol", "list", "--after", "demo_relax_face@1"])["rows"] as? [[String: Any]])
        #expect(after.isEmpty)
        let approved = try shop.done(approve(["--on", "2026-11-01"]))
        #expect(approved["status"] as? String == "approved" && approved["reviewed_on"] as? String == "2026-11-01")
        let retired = try shop.done(["protocol", "retire", "demo_relax_face", "--version", "1"])
        #expect(retired["status"] as? String == "retired" && retired["reviewed_by"] as? String == "B. Reviewer")
        #expect(
            try shop.refused(["protocol", "retire", "demo_relax_face", "--version", "1"])["code"]
                == "protocol_closed")
        #expect(try shop.broken() == [])
        let csv = try shop.nephrite.start([
            "protocol", "show", "demo_relax_face", "-O", "csv", "--database", shop.conninfo,
        ])
        .finish()
        #expect(csv.output.split(separator: "\r\n").count == 3)
    }

    @Test("Texts that cannot be loaded end with the status of their kind, all mistakes at once")
    func refusals() throws {
        let wrong = try load([("declared_step_count: 2", "declared_step_count: 8"), ("[heart]", "[star]")])
        #expect(wrong.status == 65 && wrong.error["code"] == "protocol_invalid")
        #expect(
            wrong.error["message"]?.contains("line 11, declared_step_count: 8 steps are declared and 2 are there")
                == true)
        #expect(wrong.error["message"]?.contains("steps[2].requirements[1].value: \"star\"") == true)
        let claim = try load([("Placeholder step 2", "Relieves sciatica"), ("protocol\n", "protocol for arthritis\n")])
        #expect(claim.status == 1 && claim.error["code"] == "claim_blocked")
        let message = try #require(claim.error["message"])
        #expect(message.contains("line 20, steps[2].heading: H2, \"sciatica\""), "\(message)")
        #expect(message.contains("line 4, title: H2, \"arthritis\""), "\(message)")
        #expect(try shop.refused(["protocol", "load", "/nowhere.yaml"], status: 65)["code"] == "file_unreadable")
        let binary = try shop.nephrite.start(
            ["protocol", "load", "/bin/sh", "-O", "json", "--database", shop.conninfo]
        ).finish()
        #expect(binary.status == 65)
        #expect(try shop.refused(["protocol", "list", "--after", "a@b"], status: 64)["code"] == "after_invalid")
        #expect(
            try shop.fault(of: "DO $$ BEGIN IF EXISTS (SELECT FROM protocol) THEN RAISE 'kept'; END IF; END $$") == nil)
    }

    @Test("A flag is shown, and the market of a protocol decides by which rules it is read")
    func flags() throws {
        let loaded = try load([("Placeholder step 1", "Releases tight fascia")]).answer
        let findings = try #require(loaded["findings"] as? [[String: Any]])
        #expect(findings.map { $0["field"] as? String } == ["steps[1].heading"])
        #expect(findings.map { $0["label"] as? String } == ["flag"])
        #expect(
            try load([("language: en", "language: en\nmarket: EU")], ["--replace"]).answer["market"] as? String == "EU")
    }

    @Test("A version is there once; a draft may be replaced, an approved one never")
    func versions() throws {
        #expect(try load().status == 0)
        #expect(try load().status == 0)
        let other = [("Enter your own text", "Other text")]
        #expect(try load(other).error["code"] == "protocol_exists")
        let replaced = try load(other, ["--replace"]).answer
        #expect(try step(1, replaced)["instruction"] as? String == "Other text")
        try shop.done(approve())
        #expect(try load([], ["--replace"]).error["code"] == "protocol_exists")
        #expect(try load([("version: 1", "version: 2")]).status == 0)
        // Without a number the approved one is shown, though it is not the latest.
        #expect(try shop.done(["protocol", "show", "demo_relax_face"])["version"] as? Int == 1)
        #expect(try shop.broken() == [])
    }

    @Test("Each rule of approving refuses by its name")
    func approving() throws {
        #expect(try shop.refused(approve())["code"] == "protocol_unknown")
        #expect(try load([("contraindications:\n  - {code: open_wound}\n", "")]).status == 0)
        #expect(try shop.refused(approve())["code"] == "contraindication_missing")
        #expect(try load([], ["--replace"]).status == 0)
        func refused(_ by: String, _ scope: String, _ more: [String] = [], status: Int32 = 1) throws -> String? {
            try shop.refused(
                ["protocol", "approve", "demo_relax_face", "--version", "1", "--by", by, "--scope", scope] + more,
                status: status)["code"]
        }
        #expect(try refused("your  NAME", "all") == "reviewer_is_author")
        #expect(try refused(" ", "all", status: 64) == "review_incomplete")
        #expect(try refused("B", " ", status: 64) == "review_incomplete")
        #expect(try refused("B", "all", ["--on", "2999-01-01"]) == "day_in_future")
        #expect(try shop.done(approve(["--dry-run"]))["status"] as? String == "approved")
        try shop.done(approve(["--key", "a"]))
        try shop.done(approve(["--key", "a"]))
        #expect(try shop.refused(approve())["code"] == "protocol_closed")
    }

    @Test("What was approved stays as it is, whoever tries")
    func immutable() throws {
        #expect(try load().status == 0)
        try shop.done(approve())
        for sql in [
            "UPDATE protocol SET title = 'Other'", "UPDATE protocol SET status = 'draft'", "DELETE FROM protocol",
            "UPDATE protocol SET reviewed_by = 'C', status = 'retired'", "UPDATE protocol_step SET heading = 'Other'",
            "DELETE FROM step_tool_requirement", "UPDATE step_tool_requirement SET importance = 'should'",
            "INSERT INTO protocol_step (protocol_id, ordinal, heading, instruction) SELECT id, 3, 'x', 'x' FROM protocol",
            "INSERT INTO protocol_contraindication (protocol_id, code) SELECT id, 'dvt' FROM protocol",
            "DELETE FROM protocol_contraindication",
            "INSERT INTO protocol_evidence (protocol_id, evidence_id) SELECT id, 1 FROM protocol",
        ] {
            for role in ["nephrite_app", nil] {
                #expect(try shop.fault(of: sql, as: role) == "protocol_immutable", "\(sql)")
            }
        }
        #expect(try shop.fault(of: "TRUNCATE protocol CASCADE") == "23001")
        try shop.done(["protocol", "retire", "demo_relax_face", "--version", "1"])
        #expect(
            try shop.fault(of: "UPDATE protocol SET status = 'approved'", as: "nephrite_app") == "protocol_immutable")
    }

    @Test(
        "The server itself refuses what is no protocol",
        arguments: [
            ("UPDATE protocol SET declared_step_count = 8", "protocol_steps_as_declared"),
            (
                "DELETE FROM step_tool_requirement; DELETE FROM protocol_step WHERE ordinal = 1",
                "protocol_steps_as_declared"
            ),
            (
                "DELETE FROM step_tool_requirement; UPDATE protocol_step SET ordinal = 3 WHERE ordinal = 2",
                "protocol_steps_as_declared"
            ),
            ("UPDATE protocol SET status = 'approved'", "protocol_review_by_state"),
            (
                "UPDATE protocol SET status = 'approved', reviewed_by = 'YOUR name', reviewed_on = '2026-11-01', review_scope = 'x'",
                "protocol_reviewer_differs"
            ),
            (
                "DELETE FROM protocol_contraindication; UPDATE protocol SET status = 'approved', reviewed_by = 'B', reviewed_on = '2026-11-01', review_scope = 'x'",
                "protocol_names_contraindication"
            ),
            ("UPDATE protocol_step SET duration_s_min = 9, duration_s_max = 8", "protocol_step_duration_ordered"),
            ("UPDATE protocol_step SET heading = ' '", "protocol_step_heading_not_blank"),
            ("UPDATE protocol SET author_name = ''", "protocol_author_not_blank"),
            ("UPDATE step_tool_requirement SET operator = '='", "step_tool_requirement_operands"),
            (
                "INSERT INTO protocol_contraindication (protocol_id, code) SELECT id, 'heartache' FROM protocol",
                "protocol_contraindication_code"
            ),
        ])
    func constraints(_ sql: String, _ constraint: String) throws {
        #expect(try load().status == 0)
        #expect(try shop.fault(of: sql, as: "nephrite_app") == constraint)
    }

    @Test("Products suit a step by what is known of them; what is not known keeps them out, with the reason")
    func matching() throws {
        #expect(try load().status == 0)
        let before = try step(2, shop.done(["protocol", "match", "demo_relax_face", "--sku", Self.heart]))
        #expect(skus("matches", before) == [] && skus("failures", before) == [Self.heart])
        let failure = try #require((before["failures"] as? [[String: Any]])?.first)
        let because = try #require(failure["because"] as? [[String: Any]])
        #expect(because.map { $0["attribute"] as? String } == ["edge.min_radius_mm"])
        #expect(because.map { $0["result"] as? String } == ["unknown"])
        #expect(
            because.first?["reason"] as? String
                == "edge.min_radius_mm is not known; asked is edge.min_radius_mm >= 1.0 mm")
        try shop.done(["product", "measure", Self.heart, "edge_min_radius_mm=1.5"])
        let matched = try shop.done(["protocol", "match", "demo_relax_face"])
        #expect(skus("matches", try step(2, matched)) == [Self.heart])
        #expect(skus("matches", try step(1, matched)) == [])
        #expect(try step(2, matched)["failing"] as? Int == (matched["products"] as? Int).map { $0 - 1 })
        #expect(skus("failures", try step(2, matched)) == [])
        let explained = try step(2, shop.done(["protocol", "match", "demo_relax_face", "--explain", "--limit", "3"]))
        #expect(skus("failures", explained).count == 3)
        try shop.done(["product", "measure", Self.heart, "edge_min_radius_mm=0.9"])
        let sharp = try step(2, shop.done(["protocol", "match", "demo_relax_face", "--sku", Self.heart]))
        let reasons = ((sharp["failures"] as? [[String: Any]])?.first?["because"] as? [[String: Any]])?
            .map { $0["reason"] as? String }
        #expect(reasons == ["edge.min_radius_mm is 0.9; asked is edge.min_radius_mm >= 1.0 mm"])
        try shop.done(["product", "set", Self.heart, "status=discontinued"])
        #expect(
            try shop.refused(["protocol", "match", "demo_relax_face", "--sku", Self.heart])["code"]
                == "product_not_active")
        #expect(
            try shop.refused(["protocol", "match", "demo_relax_face", "--sku", "NONE"])["code"] == "product_unknown")
    }

    @Test("The grade and the shoulds decide too, and a spreadsheet has a row for each product")
    func ranking() throws {
        let asked = """
                  - {attribute: grade, operator: not in, value: [unsuitable], importance: should}
                  - {attribute: length_mm, operator: ">=", value: 7, unit: cm, importance: should}
                  - {attribute: shape_code, operator: in, value: [heart], importance: must}
            """
        let old = "      - {attribute: shape_code, operator: in, value: [heart], importance: must}"
        let radius = """
            \(old)
                  - {attribute: edge.min_radius_mm, operator: ">=", value: 1.0, unit: mm, importance: must}
            """
        #expect(try load([(radius, asked)]).error == [:])
        let outcome = try shop.nephrite.start(
            ["protocol", "match", "demo_relax_face", "-O", "csv", "--database", shop.conninfo]
        ).finish()
        let rows = outcome.output.split(separator: "\r\n").map(String.init)
        #expect(rows.count > 3 && rows[0].hasPrefix("protocol,version,step,heading,result,sku"))
        let met = rows.dropFirst().compactMap { Int($0.split(separator: ",", omittingEmptySubsequences: false)[8]) }
        #expect(met == met.sorted(by: >) && Set(met).count > 1, "\(rows)")
    }

    @Test("Only studies whose citation is verified are shown, with their support")
    func evidence() throws {
        let named = [("contraindications:", "evidence: [braun_2011, cleland_2006_cited]\ncontraindications:")]
        let loaded = try load(named).answer
        let shown = try #require(loaded["evidence"] as? [[String: Any]])
        #expect(Set(shown.compactMap { $0["evidence"] as? String }) == ["braun_2011"])
        #expect(shown.map { $0["claim_support"] as? String } == ["supports", "does_not_support"])
        #expect(loaded["evidence_hidden"] as? Int == 1)
        let matched = try shop.done(["protocol", "match", "demo_relax_face"])
        #expect((matched["evidence"] as? [[String: Any]])?.count == 2)
        try shop.done(["evidence", "set", "braun_2011", "--expires-on", "2026-11-22"])
        #expect(try shop.done(["protocol", "show", "demo_relax_face"])["evidence_hidden"] as? Int == 2)
    }
}
