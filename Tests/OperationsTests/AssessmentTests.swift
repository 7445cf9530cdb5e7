import Catalog
import Operations
import Postgres
import Storage
import TestSupport
import Testing

/// Grading and screening with imports, and by what people say.
@Suite(.migrated)
struct AssessmentTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
        try workshop.supplier()
    }

    private static let claim = "Relieves sciatica and neck pain."

    private static func board(_ number: String, _ material: String, text: String = "A board.") -> String {
        Feed.article(
            number, name: "\(material) board", details: "<DESCRIPTION_LONG>\(text)</DESCRIPTION_LONG>")
    }

    private var products: Products { Products(workshop.database) }

    private func say(_ sku: String, _ texts: String..., measured: Bool = false, dryRun: Bool = false) throws
        -> Products.Detail
    {
        try products.say(
            sku, texts.map { try #require(Products.Assignment($0)) }, isMeasured: measured, dryRun: dryRun)
    }

    private func grade(_ sku: String) throws -> String {
        let rows = try products.list(.init(), limit: 100, after: nil)
        return try #require(rows.first { $0.sku == sku }).grade
    }

    private func claims(_ sku: String) throws -> [String] {
        try products.show(sku).claims.map { "\($0.field) \($0.rule) \($0.label)" }
    }

    // MARK: Imports

    @Test("An import grades what it brings: what fails for certain is unsuitable, the rest is open")
    func importGrades() throws {
        try workshop.take(.full(Self.board("1", "Selenite"), Self.board("2", "Nephrite"), Self.board("3", "Bowl")))
        #expect(try ["S-1", "S-2", "S-3"].map(grade) == ["unsuitable", "unassessed", "unassessed"])
        var filter = Products.Filter()
        filter.grade = "unsuitable"
        #expect(try workshop.products(filter) == ["S-1 active"])
    }

    @Test("An import screens what it brings and counts the findings; an unchanged record keeps its own")
    func importScreens() throws {
        let feed = Feed.full(Self.board("1", "Nephrite", text: Self.claim), Self.board("2", "Nephrite"))
        let first = try workshop.take(feed)
        #expect(first.claims == 2)
        #expect(try claims("S-1") == ["description H3 block", "description H2 block"])
        let rows = try ImportViews(workshop.database).claims(first.id, after: 0, limit: 10)
        #expect(rows.map(\.partNumber) == ["1", "1"])
        #expect(rows.map(\.text) == ["Relieves sciatica and neck pain", "sciatica"])
        let again = try workshop.take(feed, reparse: true)
        #expect(again.unchanged == 2)
        #expect(again.claims == 0)
        #expect(try claims("S-1").count == 2)
    }

    @Test("A new text brings new findings, and rolling back brings the old ones back")
    func rollback() throws {
        try workshop.take(.full(Self.board("1", "Nephrite", text: Self.claim)))
        let second = try workshop.take(.full(Self.board("1", "Selenite", text: "A board.")), acceptHeld: true)
        #expect(try claims("S-1") == [])
        #expect(try grade("S-1") == "unsuitable")
        _ = try ImportApplying(workshop.database).rollback(second.id)
        #expect(try claims("S-1").count == 2)
        #expect(try grade("S-1") == "unassessed")
    }

    @Test("Records that are taken out of a plan leave no findings behind")
    func strays() throws {
        let text = Self.claim
        let run = try workshop.take(
            .full(
                Self.board("1", "Nephrite", text: text), Self.board("1", "Jadeite", text: text),
                Self.board("2", "Nephrite", text: text), Self.board("2", "Nephrite", text: text)))
        #expect(run.quarantined == 2)
        #expect(run.claims == 2)
        #expect(try workshop.database.connection.first(CountStrays()) == 0)
    }

    @Test("A delta is graded and screened as the whole that it makes")
    func delta() throws {
        try workshop.take(.full(Self.board("1", "Nephrite", text: Self.claim)))
        let run = try workshop.take(.prices(Feed.article("1", price: "11.00")))
        #expect(run.changed == 1)
        #expect(try claims("S-1").count == 2)
    }

    // MARK: What people say

    @Test("What is said counts at once: for name, filter, grade and findings, and can be taken back")
    func said() throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        let detail = try say("S-1", "material=serpentine", "identity_basis=lab_report", "name=Serpentine board")
        #expect(detail.known.material == "serpentine")
        #expect(detail.materialLabel == "serpentine")
        #expect(detail.facts.map(\.field) == ["name", "material", "identity_basis"])
        var filter = Products.Filter()
        filter.material = "serpentine"
        #expect(try products.list(filter, limit: 10, after: nil).map(\.name) == ["Serpentine board"])
        let back = try say("S-1", "material=", "name=", "identity_basis=")
        #expect(back.known.material == "nephrite")
        #expect(back.known.name == "Nephrite board")
        #expect(back.facts.isEmpty)
    }

    @Test("A dry run says what would be, and keeps nothing")
    func dryRun() throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        #expect(try say("S-1", "chip_max_mm=0.5", measured: true, dryRun: true).grading.grade == .unsuitable)
        #expect(try products.show("S-1").facts.isEmpty)
        #expect(try grade("S-1") == "unassessed")
    }

    @Test("All fields of a request are kept or none")
    func allOrNone() throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        #expect(throws: Refusal.self) { try say("S-1", "chip_max_mm=0.1", "edge_min_radius_mm=1,5", measured: true) }
        #expect(try products.show("S-1").facts.isEmpty)
    }

    @Test("What is said already is not written again, but that it was measured now is")
    func repeated() throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        for _ in 0..<2 { _ = try say("S-1", "thickness_min_mm=6.2") }
        #expect(try workshop.database.connection.first(CountFacts()) == 1)
        _ = try say("S-1", "thickness_min_mm=6.2", measured: true)
        #expect(try workshop.database.connection.first(CountFacts()) == 2)
        #expect(try products.show("S-1").facts.map(\.basis) == ["measured"])
    }

    @Test("A later import is held against what people know, and so is its rollback")
    func importAfterwards() throws {
        try workshop.take(.full(Self.board("1", "Nephrite", text: "Nephrite.")))
        _ = try say("S-1", "material=serpentine")
        #expect(try claims("S-1") == ["description H10 block", "name H10 block"])
        let second = try workshop.take(.full(Self.board("1", "Serpentine", text: "Serpentine.")), acceptHeld: true)
        #expect(try claims("S-1") == [])
        _ = try ImportApplying(workshop.database).rollback(second.id)
        #expect(try claims("S-1") == ["description H10 block", "name H10 block"])
    }

    @Test("A run whose product somebody knows something of is not rolled back")
    func rollbackRefused() throws {
        let run = try workshop.take(.full(Self.board("1", "Nephrite")))
        _ = try say("S-1", "chip_max_mm=0")
        let refusal = #expect(throws: Refusal.self) { try ImportApplying(workshop.database).rollback(run.id) }
        #expect(refusal?.code == "products_in_use")
        #expect(refusal?.message.contains("what a person said of it") == true)
    }

    @Test("The supplier that a person prefers counts, and one that does not offer the product is refused")
    func preferred() throws {
        try workshop.supplier("T")
        let offer = Feed.article("1", name: "Nephrite board", price: "10.00", gtin: "4006381333931", maker: "M1")
        let cheaper = Feed.article("9", name: "Jadeite board", price: "1.00", gtin: "4006381333931", maker: "M1")
        try workshop.take(.full(offer))
        try workshop.take(.full(cheaper), for: "T")
        #expect(try products.show("S-1").known.material == "jadeite")
        #expect(try say("S-1", "preferred_supplier=S").known.material == "nephrite")
        #expect(try say("S-1", "preferred_supplier=").known.material == "jadeite")
        #expect(throws: Refusal.self) { try say("S-1", "preferred_supplier=X") }
    }

    // MARK: All at once

    @Test("Grading and screening all products brings back what was lost, and changes nothing where nothing was")
    func all() throws {
        try workshop.take(
            .full(
                Self.board("1", "Selenite", text: Self.claim), Self.board("2", "Nephrite"),
                Self.board("3", "Nephrite")))
        _ = try say("S-3", "chip_max_mm=0.5", measured: true)
        let before = try ["S-1", "S-2", "S-3"].map { try claims($0) }
        #expect(try Assessing(workshop.database).gradeAll().changed == 0)
        try workshop.database.connection.script(
            "UPDATE supplier_item_version SET grade = 'professional'; DELETE FROM claim_finding; "
                + "UPDATE product SET grade = 'professional', grade_floor = 'professional', "
                + "grade_ceiling = 'professional' WHERE sku = 'S-3'")
        let graded = try Assessing(workshop.database).gradeAll()
        #expect(graded.changed == 4)
        #expect(graded.products == ["unsuitable": 2, "unassessed": 1])
        let screened = try Assessing(workshop.database).screenAll()
        #expect(screened.items == 3 && screened.blocked == 1 && screened.allowed == 2)
        #expect(try ["S-1", "S-2", "S-3"].map { try claims($0) } == before)
    }

    // MARK: The schema

    @Test(
        "The schema refuses facts that do not fit their field",
        arguments: [
            "'material', 'jade', 'stated'", "'shape', 'blob', 'stated'", "'treatments', 'dye,magic', 'stated'",
            "'chip_max_mm', 'x', 'measured'", "'chip_max_mm', '-1', 'measured'", "'chip_max_mm', '1000', 'measured'",
            "'surface_crack', 'yes', 'measured'", "'status', 'gone', 'stated'", "'material', 'nephrite', 'measured'",
        ])
    func schema(_ values: String) throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        let fault = #expect(throws: PostgresError.self) {
            try workshop.database.connection.script(
                "INSERT INTO product_fact (product_id, field, value, basis) SELECT id, \(values) FROM product")
        }
        #expect(fault?.serverFault?.constraint == "product_fact_value_fits")
    }

    @Test("What was said is never changed or removed")
    func appendOnly() throws {
        try workshop.take(.full(Self.board("1", "Nephrite")))
        _ = try say("S-1", "chip_max_mm=0.1")
        for sql in ["UPDATE product_fact SET value = '0'", "DELETE FROM product_fact"] {
            #expect(throws: PostgresError.self) { try workshop.database.connection.script(sql) }
        }
    }
}

private struct CountStrays: Statement {
    static let sql = """
        SELECT count(*) AS strays FROM claim_finding AS claim WHERE NOT EXISTS (
            SELECT FROM supplier_item_version AS version
            WHERE version.run_id = claim.run_id AND version.record = claim.record)
        """
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("strays") }
}

private struct CountFacts: Statement {
    static let sql = "SELECT count(*) AS facts FROM product_fact"
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int { try row.int("facts") }
}
