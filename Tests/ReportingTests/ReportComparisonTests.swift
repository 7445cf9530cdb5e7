import Testing

@testable import Reporting

@Suite("Two reports compared")
struct ReportComparisonTests {
    private func report(_ rows: [[String?]]) -> WrittenReport {
        WrittenReport(report: "r", asOf: "2026-10-31", columns: ["sku", "location", "on_hand", "value"], rows: rows)
    }

    private func lines(_ old: [[String?]], _ new: [[String?]], keys: [String] = ["sku", "location"]) -> [String] {
        ReportComparison(report(old), report(new), keys: keys).differences.map {
            [$0.change.rawValue, $0.row, $0.column, $0.old, $0.new].map { $0 ?? "-" }.joined(separator: " ")
        }
    }

    @Test("Rows are added, gone, or changed in a column, by their keys and wherever they stand")
    func changes() {
        let old: [[String?]] = [["A", "M", "1", "2.00"], ["B", "M", "2", nil], ["C", "M", "3", "1.00"]]
        let new: [[String?]] = [["D", "M", "9", "9.00"], ["C", "M", "3", "1.00"], ["B", "M", "5", "4.00"]]
        #expect(
            lines(old, new) == [
                "gone A/M - - -", "changed B/M on_hand 2 5", "changed B/M value - 4.00", "added D/M - - -",
            ])
        #expect(lines(old, old).isEmpty && lines([], []).isEmpty)
    }

    @Test("Rows of equal keys are paired in their order, and rows without keys are their own")
    func pairs() {
        let old: [[String?]] = [["A", "M", "1", nil], ["A", "M", "2", nil]]
        #expect(lines(old, [["A", "M", "1", nil], ["A", "M", "3", nil]]) == ["changed A/M on_hand 2 3"])
        #expect(lines(old, [old[0]]) == ["gone A/M - - -"])
        #expect(lines(old, [old[1], old[0]], keys: []).isEmpty)
        #expect(lines(old, [old[1]], keys: []) == ["gone A/M/1/ - - -"])
    }

    @Test("The keys of a report are those of its declaration, with the currency where each has its rows")
    func keys() {
        #expect(Report.stockOnHand.keyColumns(among: ["sku", "name", "location", "currency"]) == ["sku", "location"])
        #expect(
            Report.sales.keyColumns(among: ["day", "material", "currency", "net", "base_currency"])
                == ["day", "material", "currency"])
    }
}
