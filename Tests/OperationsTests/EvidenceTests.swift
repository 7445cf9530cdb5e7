import Catalog
import Operations
import Postgres
import Quantities
import Storage
import TestSupport
import Testing

/// Studies that people add and check, and the products whose words of proof lean on them.
@Suite(.migrated)
struct EvidenceTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.supplier()
        try workshop.take(.full(Self.board("1", "Nephrite"), Self.board("2", "Buffalo horn"), Self.board("3", "Bowl")))
    }

    private static func board(_ number: String, _ material: String, text: String = "Clinically proven.") -> String {
        Feed.article(
            number, name: "\(material) board", details: "<DESCRIPTION_LONG>\(text)</DESCRIPTION_LONG>")
    }

    private var products: Products { Products(workshop.database) }
    private var register: EvidenceRegister { EvidenceRegister(workshop.database) }

    private static let verified: EvidenceRegister.Changes = [
        .title: "Stone boards compared", .studyDesign: "rct", .toolTested: "stone",
        .verificationStatus: "verified_match", .verifiedBy: "A. Reader", .verifiedOn: "2026-11-01",
    ]

    /// Adds a study; by default one that supports a sentence about stone.
    private func study(
        _ code: String = "stone_2026", _ changes: EvidenceRegister.Changes = [:], supports: Bool = true
    ) throws {
        _ = try register.add(code, Self.verified.merging(changes) { $1 })
        if supports { try judge(code, "supports") }
    }

    private func judge(_ code: String, _ support: String) throws {
        _ = try register.judge(
            code, EvidenceClaimRow(claim: "Leaves skin warm.", citedIn: "shop page", support: support, note: nil))
    }

    private func proof(_ sku: String) throws -> [String] {
        try products.show(sku).claims.filter { $0.rule == "H5" }.map(\.label)
    }

    private func refusal(_ body: () throws -> Void) throws -> String {
        do {
            try body()
        } catch let refusal as Refusal {
            #expect(refusal.remedy != nil)
            return refusal.code
        }
        return "done"
    }

    private func link(_ sku: String, _ code: String) throws -> String {
        try refusal { _ = try products.lean(sku, on: [code]) }
    }

    // MARK: Leaning

    @Test("Words of proof are blocked, flagged while a study supports the product, and blocked again without it")
    func leaning() throws {
        try study()
        #expect(try proof("S-1") == ["block"])
        let detail = try products.lean("S-1", on: ["stone_2026"])
        #expect(detail.studies.map(\.row.study.code) == ["stone_2026"])
        #expect(detail.known.support == StudySupport(until: nil))
        #expect(try proof("S-1") == ["flag"])
        #expect(try proof("S-2") == ["block"])
        _ = try products.lean("S-1", on: [], notOn: ["stone_2026"])
        #expect(try proof("S-1") == ["block"])
    }

    @Test("Each study that may not be leant on is refused by name")
    func refusals() throws {
        try study("pending_2026", [.verificationStatus: "pending", .verifiedBy: "", .verifiedOn: ""])
        try study("other_2026", [.verificationStatus: "mismatch"])
        try study("old_2026", [.verifiedOn: "2026-01-01", .expiresOn: "2026-01-31"])
        try study("mute_2026", supports: false)
        try study("horn_2026", [.toolTested: "horn"])
        try study("stone_2026")
        #expect(try link("S-1", "pending_2026") == "evidence_not_verified")
        #expect(try link("S-1", "other_2026") == "evidence_not_verified")
        #expect(try link("S-1", "old_2026") == "evidence_expired")
        #expect(try link("S-1", "mute_2026") == "evidence_not_supporting")
        #expect(try link("S-1", "horn_2026") == "evidence_other_tool")
        #expect(try link("S-3", "stone_2026") == "material_missing")
        #expect(try link("S-2", "stone_2026") == "evidence_other_tool")
        #expect(try link("S-1", "nobody_2026") == "evidence_unknown")
        #expect(try link("S-9", "stone_2026") == "product_unknown")
        #expect(try link("S-2", "horn_2026") == "done")
        #expect(try proof("S-1") == ["block"])
        #expect(try proof("S-2") == ["flag"])
    }

    @Test("A shipped study of an unspecified tool supports no product")
    func shipped() throws {
        #expect(try link("S-1", "braun_2011") == "evidence_other_tool")
        #expect(try link("S-1", "gbd_2016") == "evidence_not_supporting")
        #expect(try link("S-1", "cleland_2006_cited") == "evidence_not_verified")
    }

    @Test("What is found out of a study later counts for the products that lean on it")
    func later() throws {
        try study()
        _ = try products.lean("S-1", on: ["stone_2026"])
        _ = try register.set("stone_2026", [.verificationStatus: "partial_match"])
        #expect(try proof("S-1") == ["block"])
        #expect(try products.show("S-1").studies.map(\.refusal) == [.notVerified(.partialMatch)])
        _ = try register.set("stone_2026", [.verificationStatus: "verified_match"])
        #expect(try proof("S-1") == ["flag"])
        try judge("stone_2026", "contradicts")
        #expect(try proof("S-1") == ["block"])
        #expect(try register.show("stone_2026").claims.map(\.support) == ["supports", "contradicts"])
    }

    @Test("A product of another material leans on the study no more")
    func otherMaterial() throws {
        try study()
        _ = try products.lean("S-1", on: ["stone_2026"])
        _ = try products.say("S-1", [try #require(Products.Assignment("material=resin"))], isMeasured: false)
        #expect(try proof("S-1") == ["block"])
    }

    @Test("A flag becomes a block by itself on the day after the study's last")
    func expiry() throws {
        try study("stone_2026", [.expiresOn: "2999-12-31"])
        let id = try products.lean("S-1", on: ["stone_2026"]).product.id
        func label(_ day: String) throws -> [String] {
            try workshop.database.connection.fetch(SelectProductClaims(product: id, today: day))
                .filter { $0.rule == "H5" }.map(\.label)
        }
        #expect(try label("2999-12-31") == ["flag"])
        #expect(try label("3000-01-01") == ["block"])
        let rows = try Verifying(workshop.database).run()
        #expect(rows.filter { $0.failures > 0 }.isEmpty)
        #expect(rows.first { $0.invariant == "claims_of_proof" }?.checked == 1)
    }

    @Test("Imports and their rollback hold what they bring against the studies")
    func imports() throws {
        try study()
        _ = try products.lean("S-1", on: ["stone_2026"])
        let feed = Feed.full(
            Self.board("1", "Nephrite", text: "Scientifically proven."), Self.board("2", "Buffalo horn"),
            Self.board("3", "Bowl"))
        let second = try workshop.take(feed)
        #expect(try proof("S-1") == ["flag"])
        _ = try products.lean("S-1", on: [], notOn: ["stone_2026"])
        _ = try ImportApplying(workshop.database).rollback(second.id)
        #expect(try proof("S-1") == ["block"])
    }

    @Test("Screening everything keeps the flags; a run whose product leans on a study is not rolled back")
    func everything() throws {
        try study()
        _ = try products.lean("S-1", on: ["stone_2026"])
        let count = try Assessing(workshop.database).screenAll()
        #expect(count.flagged == 1)
        #expect(count.blocked == 2)
        #expect(try refusal { _ = try ImportApplying(workshop.database).rollback(1) } == "products_in_use")
    }

    @Test("A text about a product may lean on its studies, but not when it is about another material")
    func check() throws {
        try study()
        _ = try products.lean("S-1", on: ["stone_2026"])
        var subject = ClaimsCheck.Subject()
        subject.sku = "S-1"
        #expect(try ClaimsCheck(workshop.database).check("Clinically proven", subject, market: nil).label == .flag)
        subject.material = "resin"
        #expect(try ClaimsCheck(workshop.database).check("Clinically proven", subject, market: nil).label == .block)
    }

    @Test("A dry run links nothing")
    func dryRun() throws {
        try study()
        #expect(try products.lean("S-1", on: ["stone_2026"], dryRun: true).studies.count == 1)
        #expect(try products.show("S-1").studies.isEmpty)
        #expect(try proof("S-1") == ["block"])
    }

    // MARK: Records

    @Test("A record is refused by the name of what is wrong with it")
    func records() throws {
        func add(_ changes: EvidenceRegister.Changes) throws -> String {
            try refusal { _ = try register.add("x", Self.verified.merging(changes) { $1 }) }
        }
        #expect(try add([.title: " "]) == "title_blank")
        #expect(try add([.doi: "10.1/x"]) == "doi_invalid")
        #expect(try add([.pmid: "x1"]) == "pmid_invalid")
        #expect(try add([.year: "soon"]) == "value_invalid")
        #expect(try add([.verifiedBy: ""]) == "verification_incomplete")
        #expect(try add([.verificationStatus: "pending"]) == "verification_incomplete")
        #expect(try add([.verifiedOn: "2999-01-01"]) == "day_in_future")
        #expect(try add([.expiresOn: "2026-10-31"]) == "expiry_invalid")
        #expect(
            try add([
                .verificationStatus: "pending", .verifiedOn: "", .verifiedBy: "", .expiresOn: "2026-12-31",
            ]) == "expiry_invalid")
        #expect(try register.list(limit: 100, after: nil).map(\.study.code).contains("x") == false)
    }

    @Test("An identifier belongs to one study")
    func identifiers() throws {
        let taken = #expect(throws: PostgresError.self) {
            try register.add("again", [.title: "Again", .doi: "10.1016/J.CTIM.2017.03.010"])
        }
        #expect(taken?.serverFault?.constraint == "evidence_doi_once")
        let code = #expect(throws: PostgresError.self) { try register.add("braun_2011", [.title: "Again"]) }
        #expect(code?.serverFault?.constraint == "evidence_code_once")
    }

    @Test("The list tells which citations count today")
    func list() throws {
        try study("old_2026", [.verifiedOn: "2026-01-01", .expiresOn: "2026-01-31"])
        let rows = try register.list(limit: 100, after: nil)
        #expect(rows.first { $0.study.code == "old_2026" }?.isVerified == false)
        #expect(rows.first { $0.study.code == "braun_2011" }?.isVerified == true)
        #expect(rows.first { $0.study.code == "cleland_2006_cited" }?.isVerified == false)
    }

    @Test("What was written before stands in the audit trail; what is the same is not written again")
    func history() throws {
        try study()
        for _ in 0..<2 { _ = try register.set("stone_2026", [.total: "40", .population: "adults"]) }
        _ = try register.set("stone_2026", [.total: ""])
        let entries = try workshop.database.connection.fetch(EvidenceHistory())
        #expect(
            entries == [
                #"{"n_total": " -> 40", "population": " -> adults"}"#, #"{"n_total": "40 -> "}"#,
            ])
    }

    @Test("A judgement of a sentence is never changed")
    func appendOnly() throws {
        try study()
        #expect(throws: (any Error).self) {
            try workshop.database.connection.script("UPDATE evidence_claim SET claim_support = 'supports'")
        }
    }
}

private struct EvidenceHistory: Statement {
    static let sql = "SELECT detail::text AS detail FROM audit_entry WHERE action = 'evidence.set' ORDER BY id"

    static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("detail") }
}
