import Operations
import Quantities
import Reporting
import TestSupport
import Testing

@Suite("The report book")
struct BookTests {
    private static func workshop() throws -> ReportWorkshop {
        let workshop = try ReportWorkshop()
        try workshop.fillMasters()
        try workshop.invoice(1, "NORD", on: "2026-01-01", [("A", 2, "20.00"), ("B", 1, "5.00")])
        try workshop.invoice(2, "BOSTON", on: "2026-01-31", [("A", 3, "33.33"), ("C", 1, "0.01")])
        try workshop.invoice(3, "NORD", on: "2026-02-01", [("C", 4, "40.00")])
        try workshop.invoice(4, "NORD", on: "2026-02-14", [("A", 1, "12.50")])
        return workshop
    }

    @Test("Its figures are those of the period with the change on the one before", .migrated)
    func keys() throws {
        let book = try Self.workshop().reports.book("2026-02")
        #expect(book.period.text == "2026-02" && book.prior.text == "2026-01" && book.asOf == Day("2026-02-28"))
        let sales = try #require(book.keys.first { $0.name == "Net sales" })
        // 40.00 and 12.50 after 25.00 and 33.34 dollars at 0.92.
        #expect(sales.values.map(\.text) == ["52.50"] && sales.values[0].currency == "EUR")
        #expect(sales.before?.map(\.text) == ["55.67"] && sales.change?.text() == "-5.7")
        let units = try #require(book.keys.first { $0.name == "Units sold" })
        #expect(units.values.map(\.text) == ["5"] && units.before?.map(\.text) == ["7"])
        // What is known for today only is not compared.
        #expect(book.keys.first { $0.name == "Open orders" }?.before == nil)
    }

    @Test("A part of it is the report that its command makes", .migrated)
    func parts() throws {
        let workshop = try Self.workshop()
        let book = try workshop.reports.book("2026-02")
        let parts = Dictionary(
            uniqueKeysWithValues: book.chapters.flatMap(\.parts).map { ($0.title, $0.document) })
        let customers = try workshop.run(.sales) { ($0.period, $0.by) = ("2026-02", "customer") }
        #expect(parts["Sales by customer"]?.digest == customers.digest)
        #expect(parts["Sales by customer"]?.command == "nephrite-report sales --period 2026-02 --by customer")
        let year = try workshop.run(.sales) { $0.period = "2025-03-01..2026-02-28" }
        #expect(parts["Sales by month"]?.digest == year.digest)
        let stock = try workshop.run(.stockOnHand) { $0.asOf = "2026-02-28" }
        #expect(parts["Stock on hand"]?.digest == stock.digest)
        #expect(parts["Stock on hand"]?.command == "nephrite-report stock-on-hand --as-of 2026-02-28")
        #expect(Set(book.chapters.flatMap(\.parts).map(\.document.latestEntry)).count == 1)
    }

    @Test("Every report that a figure in front is made of is there, with the column", .migrated)
    func plan() throws {
        for key in BookPlan.keys {
            let report = try Reports.named(key.report)
            #expect(key.column == nil || report.columns.contains { $0.name == key.column && $0.isTotalled }, "\(key)")
        }
        let titles = BookPlan.chapters.flatMap { $0.parts.map(\.title) }
        #expect(Set(titles).count == titles.count)
        for part in BookPlan.chapters.flatMap(\.parts) {
            guard let by = part.by, let report = try? Reports.named(part.report) else { continue }
            #expect(report.dimensions.contains { $0.name == by })
        }
    }

    @Test("What is no period, or is still to come, is refused", .migrated, arguments: ["soon", "2026-13", "9998"])
    func refusals(text: String) throws {
        let reports = try ReportWorkshop().reports
        let refusal = #expect(throws: Refusal.self) { try reports.book(text) }
        #expect(refusal?.code == "period_invalid" && refusal?.status == .usage)
    }
}
