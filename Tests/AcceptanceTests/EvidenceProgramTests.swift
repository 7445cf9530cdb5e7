import TestSupport
import Testing

/// Studies and words of proof, as a person types them.
@Suite("Evidence by the program", .database(Shop.open))
struct EvidenceProgramTests {
    private let shop = Shop.current
    private static let nephrite = "LOTUS-LJ-1001"

    private static let study = [
        "evidence", "add", "stone_2026", "--title", "Stone boards compared", "--design", "rct", "--tool", "stone",
        "--n",
        "40", "--doi", "https://doi.org/10.1000/stone.2026", "--status", "verified_match", "--verified-by", "A. Reader",
        "--verified-on", "2026-11-01", "--expires-on", "2999-12-31",
    ]

    @Test("A study is added, judged and linked, and what was blocked is held for a person")
    func story() throws {
        try shop.done(["product", "set", Self.nephrite, "material=nephrite", "description=Clinically proven."])
        let study = try shop.done(Self.study)
        #expect(study["doi"] as? String == "10.1000/stone.2026")
        #expect(study["n_total"] as? Int == 40)
        #expect(study["verified"] as? Bool == true)
        let refused = try shop.refused(["product", "evidence", Self.nephrite, "--link", "stone_2026"])
        #expect(refused["code"] == "evidence_not_supporting")
        try shop.done([
            "evidence", "claim", "stone_2026", "--text", "Clinically proven.", "--in", "our shop", "--support",
            "supports",
        ])
        let linked = try shop.done(["product", "evidence", Self.nephrite, "--link", "stone_2026"])
        #expect(linked["supported"] as? Bool == true)
        #expect((linked["findings"] as? [[String: Any]])?.compactMap { $0["label"] as? String } == ["flag"])
        let checked = try shop.done(["claims", "check", "Clinically proven.", "--sku", Self.nephrite])
        #expect(checked["label"] as? String == "flag")
        let shown = try shop.done(["product", "show", Self.nephrite])
        #expect((shown["studies"] as? [[String: Any]])?.first?["counts"] as? Bool == true)
        let report = try shop.report.run("compliance", "-O", "csv", "--where", "rule=H5")
        #expect(report.output.contains("stone_2026"))
        try shop.done(["evidence", "set", "stone_2026", "--tool", "horn"])
        let shownAgain = try shop.done(["product", "evidence", Self.nephrite])
        #expect(shownAgain["supported"] as? Bool == false)
        #expect((shownAgain["findings"] as? [[String: Any]])?.compactMap { $0["label"] as? String } == ["block"])
        #expect(try shop.broken() == [])
    }

    @Test("A name that an order has kept is printed while a study stands behind it, else a made one is")
    func keptName() throws {
        try shop.done(["product", "set", Shop.a, "material=nephrite", "name=Clinically proven board"])
        let order = try shop.order("NORD", ["\(Shop.a)=1"])
        try shop.done(["order", "confirm", order])
        try shop.done(["product", "set", Shop.a, "name=Board"])
        func printsIt() throws -> Bool {
            let page = try shop.start(["document", "confirmation", order]).finish()
            #expect(page.status == 0 && page.output.contains(Shop.a), "\(page.errors)")
            return page.output.contains("Clinically proven board")
        }
        #expect(try !printsIt())
        try shop.done(Self.study)
        try shop.done([
            "evidence", "claim", "stone_2026", "--text", "Clinically proven.", "--in", "our shop", "--support",
            "supports",
        ])
        try shop.done(["product", "evidence", Shop.a, "--link", "stone_2026"])
        #expect(try printsIt())
        try shop.done(["evidence", "set", "stone_2026", "--tool", "horn"])
        #expect(try !printsIt())
    }

    @Test("Wrong records end with the status of their kind")
    func refusals() throws {
        #expect(try shop.refused(Self.study + ["--pmid", "0"], status: 65)["code"] == "pmid_invalid")
        try shop.done(Self.study)
        #expect(try shop.refused(Self.study)["code"] == "evidence_exists")
        let again = ["evidence", "add", "again", "--title", "Again", "--doi", "10.1000/STONE.2026"]
        #expect(try shop.refused(again)["code"] == "identifier_taken")
        #expect(try shop.refused(["evidence", "add", "A-1", "--title", "A"])["code"] == "evidence_code_invalid")
        let claim = ["evidence", "claim", "stone_2026", "--text", "x", "--in", "y", "--support"]
        #expect(try shop.refused(claim + ["yes"], status: 64)["code"] == "support_unknown")
        let blank = ["evidence", "claim", "stone_2026", "--text", " ", "--in", "y", "--support", "supports"]
        #expect(try shop.refused(blank, status: 64)["code"] == "claim_blank")
        #expect(try shop.refused(["evidence", "set", "stone_2026"], status: 64)["code"] == "usage")
    }
}
