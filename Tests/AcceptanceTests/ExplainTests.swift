import Foundation
import TestSupport
import Testing

@Suite("Figures explained by their rows")
struct ExplainTests {
    /// What the help of a report says of its explanations: the columns, and the keys of a row.
    private func explained(_ report: String) throws -> (columns: [String], keys: [String]) {
        let help = try Program.report.run(report, "--help").output
        guard let part = help.components(separatedBy: "EXPLAINED:\n").dropFirst().first else { return ([], []) }
        let lines = part.components(separatedBy: "\n\n")[0].components(separatedBy: "by --explain ")
        let columns = lines[0].split { " ,\n".contains($0) }.map(String.init)
        let keys = lines[1].components(separatedBy: ".<column>")[0].split(separator: "/").map(String.init)
        return (columns, keys)
    }

    private func number(_ value: Any?) -> Decimal? {
        (value as? String).flatMap { Decimal(string: $0) } ?? (value as? NSNumber)?.decimalValue
    }

    @Test("The rows of every declared explanation sum to the figure of a row", .database(Shop.returned))
    func sums() throws {
        let shop = Shop.current
        var reports = 0
        for report in ReportProgramTests.names {
            let (columns, keys) = try explained(report)
            guard !columns.isEmpty else { continue }
            reports += 1
            let rows = try #require(try shop.report(report)["rows"] as? [[String: Any]])
            // A year of trade, elsewhere, has rows of these.
            #expect(!rows.isEmpty || ["backorders", "service-level", "stocktake"].contains(report), "\(report)")
            for row in rows.prefix(2) {
                let key = keys.map { row[$0] as? String ?? number(row[$0])?.description ?? "" }.joined(separator: "/")
                for column in columns {
                    // A dash, which nobody knows, has no rows.
                    if row[column] is NSNull { continue }
                    let figure = try #require(number(row[column]), "\(report) \(key).\(column)")
                    let answer = try shop.report(report, "--explain", "\(key).\(column)")
                    let totals = try #require(answer["totals"] as? [String: Any])
                    let total = try #require(totals.first?.value)
                    let sum = number(total) ?? number((total as? [String: Any])?.values.first) ?? 0
                    #expect(totals.count == 1 && sum == figure, "\(report) \(key).\(column)")
                    // And so says whoever adds them up.
                    let source = try #require(totals.keys.first)
                    let added = (answer["rows"] as? [[String: Any]] ?? []).compactMap { number($0[source]) }
                    #expect(added.reduce(0, +) == figure, "\(report) \(key).\(column)")
                }
            }
        }
        #expect(reports == 25)
    }

    @Test("What is not explained, not there, not one row or not known is refused by name", .database(Shop.returned))
    func refusals() throws {
        let shop = Shop.current
        for (words, code) in [
            ("margin --explain x.margin_percent", "not_explained"), ("integrity --explain x.checked", "not_explained"),
            ("stock-on-hand --explain x/MAIN.value", "not_explained"),
            ("stock-on-hand --explain on_hand", "explain_invalid"),
            ("stock-on-hand --explain NONE/MAIN.on_hand", "row_unknown"),
            ("order-book --where state=confirmed --where state=closed --explain SO.open", "row_unknown"),
        ] {
            let outcome = try shop.report.start(words.split(separator: " ").map(String.init) + ["-O", "json"]).finish()
            #expect(outcome.status == 64 && outcome.output == "", "\(words): \(outcome.errors)")
            #expect(outcome.errors.contains("\"code\":\"\(code)\""), "\(words): \(outcome.errors)")
            #expect(outcome.errors.contains("--explain"))
        }
        // A wrong key is answered with right ones, those first that have most in common; a wrong column with all there are.
        let near = try shop.report.run("stock-on-hand", "--explain", "\(Shop.b)/MIAN.on_hand")
        #expect(near.errors.contains("the keys are sku/location, as \(Shop.b)/MAIN, "), "\(near.errors)")
        let columns = try shop.report.run("stock-on-hand", "--explain", "\(Shop.b)/MAIN.weight")
        #expect(columns.errors.contains("it explains on_hand, allocated"), "\(columns.errors)")
        // What nothing sums to is refused with the reason.
        let value = try shop.report.run("stock-on-hand", "--explain", "\(Shop.b)/MAIN.value")
        #expect(
            value.errors.contains("does not explain \"value\": it is on_hand at the average cost"), "\(value.errors)")
        let table = try shop.report.run("stock-on-hand", "--explain", "\(Shop.a)/MAIN.on_hand")
        #expect(table.output.hasPrefix("Stock on hand: \(Shop.a)/MAIN.on_hand\n") && table.output.contains("received"))
    }
}
