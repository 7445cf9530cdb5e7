import Foundation
import Operations
import Postgres
import Reporting
import Storage
import TestSupport
import Testing

@Suite("Reports")
struct ReportTests {
    @Test("Names are told apart, and one that there is none of is refused with those that there are")
    func names() throws {
        #expect(Set(Reports.all.map(\.name)).count == Reports.all.count)
        for report in Reports.all {
            #expect(try Reports.named(report.name).title == report.title)
            #expect(report.name.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
            let columns = report.columns(by: report.dimensions.map(\.name))
            #expect(columns.allSatisfy { $0.name.wholeMatch(of: /[a-z]+(_[a-z0-9]+)*/) != nil })
            #expect(Set(columns.map(\.name)).count == columns.count, "\(report.name)")
            #expect(!report.examples.isEmpty && report.examples.allSatisfy { $0.hasPrefix(report.name) })
            // What is named is there.
            let named =
                [report.group].compactMap(\.self)
                + (report.chart.map { $0.series + [$0.category].compactMap(\.self) } ?? [])
            for name in named + columns.compactMap(\.currency) {
                #expect(columns.contains { $0.name == name }, "\(name)")
            }
        }
        #expect(throws: Refusal.self) { try Reports.named("nothing") }
    }

    @Test("Runs and quarantine are counted as the imports counted them", .migrated)
    func imports() throws {
        let workshop = try ReportWorkshop()
        try workshop.shop.supplier("S")
        let run = try workshop.shop.take(
            .full(Feed.article("A"), Feed.article("B"), Feed.article("B", name: "Other"), Feed.article("C")))
        let runs = try workshop.run(.importRuns)
        let columns = runs.columns.map(\.name)
        func value(_ name: String) -> String { runs.rows[0][columns.firstIndex(of: name) ?? 0].text() }
        #expect(runs.rows.count == 1)
        #expect(value("run") == "\(run.id)" && value("supplier") == "S" && value("state") == "applied")
        #expect(
            value("records") == "\(run.records)" && value("new") == "\(run.new)"
                && value("quarantined") == "\(run.quarantined)")
        #expect(run.quarantined == 2)
        let quarantine = try workshop.run(.quarantine)
        #expect(quarantine.rows.map { $0[0].text() } == ["duplicate_part_number", "duplicate_part_number"])
        #expect(quarantine.rows.map { $0[6].text() } == ["B", "B"])
        #expect(try workshop.run(.importRuns) { $0.period = "2020" }.rows.isEmpty)
        #expect(try workshop.run(.quarantine) { $0.period = "today" }.rows.count == 2)
        #expect(try workshop.run(.importRuns) { $0.filters = ["supplier=X"] }.rows.isEmpty)
    }

    @Test("Price changes are the tiers that applied runs changed, from the day they held and by whom", .migrated)
    func priceChanges() throws {
        let workshop = try ReportWorkshop()
        try workshop.shop.supplier("S", holdPriceChange: "25")
        try workshop.shop.take(
            .full(
                Feed.article("A", tiers: [("20", "9.00")]), Feed.article("B"), Feed.article("C"), Feed.article("D")))
        let second = try workshop.shop.take(
            .full(
                Feed.article("A", price: "11.00", tiers: [("20", "9.00"), ("50", "8.00")]),
                Feed.article("B", price: "16.00"),
                Feed.article("C", price: "17.00"), Feed.article("D", name: "Other")))
        func rows() throws -> [String] {
            try workshop.run(.priceChanges).rows.map { row in
                [0, 3, 4, 5, 7].map { row[$0].text() }.joined(separator: " ")
            }
        }
        #expect(try rows() == ["S-A 1 10 11 10", "S-A 50  8 "])
        var decision = ImportApplying.Decision(accepts: true)
        decision.partNumbers = ["B"]
        _ = try ImportApplying(workshop.shop.database).review(second.id, decision)
        #expect(try rows() == ["S-A 1 10 11 10", "S-A 50  8 ", "S-B 1 10 16 60"])
        let causes = try workshop.run(.priceChanges).rows.map { $0[10].text() }
        #expect(causes[0] == "import" && causes[2] != "import")
        #expect(try workshop.run(.priceChanges) { $0.period = "2020" }.rows.isEmpty)
        #expect(try workshop.run(.priceChanges) { $0.filters = ["sku=S-B"] }.rows.count == 1)
        _ = try ImportApplying(workshop.shop.database).rollback(second.id)
        #expect(try rows() == [])
    }

    @Test("The scorecard counts each supplier's feeds, and weighs what his changed tiers cost", .migrated)
    func scorecard() throws {
        let workshop = try ReportWorkshop()
        try workshop.shop.supplier("S", holdPriceChange: "25")
        try workshop.shop.supplier("T")
        try workshop.shop.take(
            .full(Feed.article("A"), Feed.article("B", price: "20.00"), Feed.article("C", price: "x")))
        try workshop.shop.take(
            .full(Feed.article("A", price: "11.00"), Feed.article("B", price: "22.00"), Feed.article("C", price: "x")))
        let report = try workshop.run(.supplierScorecard)
        let names = report.columns.map(\.name)
        func values(_ row: Int) -> [String: String] {
            Dictionary(uniqueKeysWithValues: zip(names, report.rows[row].map { $0.text() }))
        }
        let (first, second) = (values(0), values(1))
        #expect(first["supplier"] == "S" && first["runs"] == "2" && first["records"] == "6")
        #expect(first["quarantined"] == "2" && first["quarantine_rate"] == "33.3")
        #expect(first["repriced_items"] == "2" && first["price_drift"] == "10")
        #expect(first["active_items"] == "2" && first["on_time"] == "" && first["short"] == "")
        #expect(second["runs"] == "0" && second["quarantine_rate"] == "" && second["price_drift"] == "")
    }

    @Test("Compliance shows the findings of the versions that hold, and of no other", .migrated)
    func compliance() throws {
        let workshop = try ReportWorkshop()
        try workshop.shop.supplier("S")
        let first = try workshop.shop.take(.full(Feed.article("A"), Feed.article("B")))
        let second = try workshop.shop.take(.full(Feed.article("A", name: "Changed"), Feed.article("B")))
        try workshop.script(
            """
            DELETE FROM claim_finding;
            INSERT INTO claim_finding (run_id, record, field, start_at, end_at, rule, label, text, markets, reason, rules_version)
            SELECT version.run_id, version.record, 'name', 0, 5, rule.code, rule.label, 'heals', rule.markets, 'because', 1
            FROM supplier_item_version AS version
            CROSS JOIN (VALUES ('H1', 'block', '{US,EU}'::text[]), ('H2', 'flag', '{EU}'::text[])) AS rule (code, label, markets)
            """)
        let document = try workshop.run(.compliance)
        #expect(
            document.lines == [
                "H1,S-A,S,A,name,0,5,heals,block,EU US,,open", "H1,S-B,S,B,name,0,5,heals,block,EU US,,open",
                "H2,S-A,S,A,name,0,5,heals,flag,EU,,open", "H2,S-B,S,B,name,0,5,heals,flag,EU,,open",
            ])
        #expect(first.id != second.id)
        #expect(try workshop.run(.compliance) { $0.filters = ["label=block"] }.rows.count == 2)
        // A market by itself is one of those of a row; a row's own text may be named too.
        #expect(try workshop.run(.compliance) { $0.filters = ["market=EU"] }.rows.count == 4)
        #expect(try workshop.run(.compliance) { $0.filters = ["market=US"] }.rows.count == 2)
        #expect(try workshop.run(.compliance) { $0.filters = ["market=EU US"] }.rows.count == 2)
    }

    @Test("Integrity says what verify says", .migrated)
    func integrity() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        let rows = try Verifying(workshop.shop.database).run()
        let document = try workshop.run(.integrity)
        #expect(document.rows.map { $0[0].text() } == rows.map(\.invariant))
        #expect(document.rows.map { $0[1].text() } == rows.map { String($0.checked) })
        #expect(document.rows.map { $0[2].text() } == rows.map { String($0.failures) })
    }

    @Test("A report reads one snapshot: what is committed meanwhile is not in it, and nothing is written", .migrated)
    func snapshot() throws {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        #expect(throws: (any Error).self) {
            let database = try Database(
                TestDatabase.current.conninfo, environment: [:], role: .report, program: "report test", report: { _ in }
            )
            try database.connection.script("INSERT INTO location (code, name) VALUES ('X', 'X')")
        }
        let before = try workshop.run(.stockOnHand)
        #expect(try workshop.run(.stockOnHand).digest == before.digest)
        #expect(before.latestEntry == nil)
        _ = try Stock(workshop.shop.database).receive("A", quantity: 1, cost: "1", location: "MAIN", on: nil)
        let after = try workshop.run(.stockOnHand)
        #expect(after.digest != before.digest && after.latestEntry != nil)
    }
}
