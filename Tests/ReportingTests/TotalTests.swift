import Testing

@testable import Reporting

@Suite("Sums, shares and groups")
struct TotalTests {
    @Test("Currencies are never added up")
    func currencies() throws {
        let document = try Sample.document()
        let place = try #require(document.index(of: "net"))
        #expect(
            document.totals[place]
                == .amounts([
                    (currency: "EUR", sum: Figure(15)), (currency: "JPY", sum: Figure(150_000)),
                    (currency: "USD", sum: Figure(1)),
                ]))
    }

    @Test("A sum over something unknown is unknown, and so is every share of it")
    func unknown() throws {
        var texts = Sample.texts
        texts[1][10] = nil
        let document = try Sample.document(texts)
        let place = try #require(document.index(of: "net_base"))
        #expect(document.totals[place] == .amounts([(currency: "EUR", sum: nil)]))
        let share = try #require(document.index(of: "share"))
        #expect(document.rows.allSatisfy { $0[share] == .absent })
    }

    @Test(
        "Shares are parts of the sum of the rows shown, changes are against what was before, where there was something")
    func derived() throws {
        let document = try Sample.document()
        let share = try #require(document.index(of: "share"))
        let change = try #require(document.index(of: "change"))
        #expect(document.rows.map { document.text($0, share) } == ["1.6", "0.1", "98.3"])
        #expect(document.rows.map { document.text($0, change) } == ["50.0", "", ""])
    }

    @Test("Rows that share nothing are not grouped")
    func groups() throws {
        #expect(try Sample.document().groups.map(\.rows) == [0..<2, 2..<3])
        #expect(try Sample.document([Sample.texts[0], Sample.texts[2]]).groups.isEmpty)
        #expect(try Sample.document([Sample.texts[0], Sample.texts[1]]).groups.isEmpty)
    }

    @Test("A filter keeps the rows with any of its values, and an empty one those without a value")
    func filters() throws {
        #expect(try Sample.document(filters: [.init(column: "sku", values: ["A-1", "B-1"])]).rows.count == 2)
        #expect(try Sample.document(filters: [.init(column: "at", values: [""])]).rows.count == 1)
        #expect(try Sample.document(filters: [.init(column: "unit_price", values: ["1.250"])]).rows.count == 1)
    }

    @Test("A value of another kind than its column's is a fault that names both")
    func faults() {
        var texts = Sample.texts
        texts[0][5] = "a dozen"
        #expect(throws: RowFault(report: "sample", column: "pieces", text: "a dozen")) { try Sample.document(texts) }
    }
}
