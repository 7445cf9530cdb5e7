import Foundation
import TestSupport
import Testing

/// The cost of `Shop.unpriced` is 7.80 USD, 6.24 EUR; that of `Shop.c`, a fish, 2.95 USD, 2.36 EUR.
@Suite("Rules of price lists by grade", .database(Shop.open))
struct RuleGradeTests {
    private let shop = Shop.current
    private let sku = Shop.unpriced

    init() throws {
        try shop.done(["rate", "add", "USD", "EUR", "0.8", "--on", "2026-01-01"])
    }

    private func rule(_ markup: String, _ conditions: String...) throws -> Int {
        let answer = try shop.done(["price-list", "rule", "WH", "--markup", markup] + conditions)
        return try #require(answer["rule"] as? Int)
    }

    private func expect(
        _ price: String, by rule: Int, location: SourceLocation = #_sourceLocation
    ) throws {
        let explained = try shop.done(["price", "explain", "NORD", sku, "1"])
        shop.expect(explained, ["unit_price": price, "rule": "WH rule \(rule)"], location: location)
    }

    /// Prices of one line by `order create` and by `order import`.
    private func ordered(_ po: String) throws -> (created: String?, imported: String?) {
        func price(_ number: String?) throws -> String? {
            let order = try shop.done(["order", "show", try #require(number)])
            return (order["lines"] as? [[String: Any]])?.first?["unit_price"] as? String
        }
        let text = #"{"customer":"NORD","po_number":"\#(po)","lines":[{"sku":"\#(sku)","quantity":1}]}"# + "\n"
        let outcome = try shop.start(["order", "import", "-"], input: text).finish()
        try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        return (
            try price(try shop.order("NORD", ["\(sku)=1"])), try price(rows?.first?["order"] as? String)
        )
    }

    @Test("A grade is a condition like the others: more of them come first, then the older rule")
    func order() throws {
        let general = try rule("100")
        try expect("12.48", by: general)
        let graded = try rule("50", "--grade", "unassessed")
        try expect("9.36", by: graded)
        // As many conditions, but younger.
        let material = try rule("25", "--material", "nephrite")
        try expect("9.36", by: graded)
        let both = try rule("75", "--material", "nephrite", "--grade", "unassessed")
        try expect("10.92", by: both)
        let other = try rule("0", "--material", "nephrite", "--shape", "board_rectangle", "--grade", "professional")
        try expect("10.92", by: both)
        let all = try rule(
            "10", "--material", "nephrite", "--shape", "board_rectangle", "--grade", "unassessed", "--supplier",
            "LOTUS")
        try expect("6.86", by: all)

        let explained = try shop.done(["price", "explain", "NORD", sku, "1"])
        let candidates = try #require(explained["candidates"] as? [[String: Any]])
        #expect(candidates.map { $0["rule"] as? Int } == [general, graded, material, both, other, all])
        #expect(
            candidates.map { $0["reason"] as? String } == [
                "outranked", "outranked", "outranked", "outranked", "conditions", "won",
            ])
        let rules = try #require(try shop.done(["price-list", "show", "WH"])["rules"] as? [[String: Any]])
        #expect(
            rules.map { $0["grade"] as? String } == [
                nil, "unassessed", nil, "unassessed", "professional", "unassessed",
            ]
        )

        try shop.done(["price-list", "remove", "WH", "--rule", "\(all)"])
        try shop.done(["price-list", "remove", "WH", "--rule", "\(both)"])
        try shop.done(["price-list", "remove", "WH", "--rule", "\(graded)"])
        try expect("7.80", by: material)
        #expect(try shop.broken() == [])
    }

    @Test("A product whose grade changes gets the other price, in every order the same, and what was agreed stays")
    func changed() throws {
        _ = try rule("100")
        let open = try rule("50", "--grade", "unassessed")
        let failed = try rule("-50", "--grade", "unsuitable")
        try expect("9.36", by: open)
        #expect(try ordered("A") == ("9.36", "9.36"))
        try shop.done(["product", "measure", sku, "chip_max_mm=0.5"])
        try expect("3.12", by: failed)
        #expect(try ordered("B") == ("3.12", "3.12"))
        try shop.done(["product", "measure", sku, "chip_max_mm="])
        try expect("9.36", by: open)
        let agreed = "SELECT string_agg(unit_price::numeric(9, 2)::text, ' ' ORDER BY order_id) FROM sales_order_line"
        #expect(try shop.value(of: agreed).split(separator: " ").sorted() == ["3.12", "3.12", "9.36", "9.36"])
        #expect(try shop.broken() == [])
    }

    @Test("Every product of a price list sheet has the price of its grade by the raw tables")
    func sheet() throws {
        _ = try rule("100")
        _ = try rule("50", "--grade", "unassessed")
        _ = try rule("10", "--grade", "unsuitable")
        try shop.done(["product", "measure", sku, "chip_max_mm=0.5"])
        try shop.done(["product", "measure", "LOTUS-LC-2001", "chip_max_mm=0.4"])
        let outcome = try Program.report.run(
            "price-list", "--where", "list=WH", "-O", "json", "--database", shop.conninfo)
        let answer = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let rows = try #require((answer as? [String: Any])?["rows"] as? [[String: Any]], "\(outcome)")
        let sheet = rows.compactMap { row -> String? in
            guard let sku = row["sku"] as? String, let price = row["unit_price"] as? String,
                let rule = row["price_rule"] as? String, rule.contains("rule")
            else { return nil }
            return "\(sku) \(price)"
        }
        // Each product of the feed has one item here, and costs its least price of today.
        let raw = """
            SELECT string_agg(sku || ' ' || round(cost * 0.8 * CASE grade WHEN 'unassessed' THEN 1.5 WHEN 'unsuitable'
                THEN 1.1 ELSE 2 END, 2), ',' ORDER BY sku COLLATE "C")
            FROM (
                SELECT product.sku, coalesce(product.grade, version.grade) AS grade, cost.unit_price AS cost
                FROM product JOIN supplier_item AS item ON item.product_id = product.id
                JOIN supplier_item_version AS version
                    ON (version.run_id, version.record) = (item.version_run, item.version_record)
                CROSS JOIN LATERAL current_cost(version.prices, current_date) AS cost
            ) AS costs WHERE sku = ANY ('{\(sheet.map { $0.prefix { $0 != " " } }.joined(separator: ","))}')
            """
        #expect(try shop.value(of: raw) == sheet.sorted().joined(separator: ","))
        #expect(sheet.contains("\(sku) 6.86") && sheet.contains("LOTUS-LC-2001 1.72"))
        #expect(sheet.count > 20)
    }

    @Test("A grade that there is none of is refused with the known ones, by the server too")
    func refused() throws {
        let error = try shop.refused(["price-list", "rule", "WH", "--markup", "5", "--grade", "best"], status: 64)
        #expect(error["code"] == "grade_unknown")
        #expect(error["remedy"] == "give one of professional, conditional, retail_only, unsuitable, unassessed")
        for grade in ["professional", "conditional", "retail_only", "unsuitable", "unassessed"] {
            let dry = ["price-list", "rule", "WH", "--markup", "5", "--grade", grade, "--dry-run"]
            shop.expect(try shop.done(dry), ["grade": grade])
        }
        #expect((try shop.done(["price-list", "show", "WH"])["rules"] as? [Any])?.isEmpty == true)
        let raw =
            "INSERT INTO price_list_rule (price_list_id, markup_percent, grade) SELECT id, 5, 'best' FROM price_list"
        #expect(try shop.fault(of: raw) == "price_list_rule_grade_known")
    }
}
