import Quantities
import Testing

@testable import Reporting

/// A request that cannot be answered, and the fault it gets.
struct FaultyRequest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let report: Report
    let code, place: String
    let request: ReportRequest

    init(_ name: String, _ report: Report, _ code: String, _ place: String, _ change: (inout ReportRequest) -> Void) {
        (testDescription, self.report, self.code, self.place) = (name, report, code, place)
        var request = ReportRequest()
        change(&request)
        self.request = request
    }

    static let all: [FaultyRequest] = [
        .init("a period where there is none", .stockOnHand, "parameter_unknown", "--period") { $0.period = "2026" },
        .init("a first day where there is none", .integrity, "parameter_unknown", "--from") { $0.from = "2026-01-01" },
        .init("two periods", .sales, "period_invalid", "--period") { ($0.period, $0.to) = ("2026", "2026-01-01") },
        .init("a last day alone", .sales, "period_invalid", "--to") { $0.to = "2026-01-01" },
        .init("no period", .sales, "period_invalid", "--period") { $0.period = "soon" },
        .init("an end before the beginning", .sales, "period_invalid", "--from") {
            ($0.from, $0.to) = ("2026-02-01", "2026-01-01")
        },
        .init("no day", .sales, "day_invalid", "--from") { $0.from = "1.2.2026" },
        .init("a day before all years", .sales, "day_invalid", "--from") { $0.from = "0001-01-01" },
        .init("a day where there is none", .sales, "parameter_unknown", "--as-of") { $0.asOf = "2026-01-01" },
        .init("a day to come", .stockOnHand, "day_invalid", "--as-of") { $0.asOf = "2026-11-28" },
        .init("dimensions where there are none", .integrity, "parameter_unknown", "--by") { $0.by = "month" },
        .init("an unknown dimension", .sales, "dimension_unknown", "--by") { $0.by = "customer,colour" },
        .init("an empty dimension", .sales, "dimension_unknown", "--by") { $0.by = "" },
        .init("a dimension twice", .sales, "dimension_unknown", "--by") { $0.by = "month,month" },
        .init("two units of time", .sales, "dimension_unknown", "--by") { $0.by = "month,year" },
        .init("no filter", .sales, "filter_invalid", "--where") { $0.filters = ["country"] },
        .init("an unknown column", .sales, "column_unknown", "--where") { $0.filters = ["colour=red"] },
        .init("a column of a dimension that is not asked for", .sales, "column_unknown", "--where") {
            $0.filters = ["customer_name=Nord"]
        },
        .init("a column that is made of others", .sales, "column_unknown", "--where") { $0.filters = ["share=1"] },
        .init("an unknown code", .orderBook, "filter_invalid", "--where") { $0.filters = ["state=lost"] },
        .init("no number", .orderBook, "filter_invalid", "--where") { $0.filters = ["open=many"] },
        .init("no day to look for", .orderBook, "filter_invalid", "--where") { $0.filters = ["promised=soon"] },
    ]
}

@Suite("Requests")
struct RequestTests {
    @Test("What cannot be answered is refused with its place", arguments: FaultyRequest.all)
    func refused(item: FaultyRequest) throws {
        let today = try #require(Day("2026-11-27"))
        do throws(RequestFault) {
            _ = try ReportParameters(item.request, to: item.report, today: today)
            Issue.record("it was taken")
        } catch {
            #expect(error.code == item.code && error.place == item.place, "\(error)")
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test("A report speaks for the last day of a period that is over, else for today")
    func asOf() throws {
        let today = try #require(Day("2026-11-27"))
        var request = ReportRequest()
        request.period = "last-month"
        #expect(try ReportParameters(request, to: .sales, today: today).asOf.text == "2026-10-31")
        request.period = "this-month"
        #expect(try ReportParameters(request, to: .sales, today: today).asOf == today)
        let plain = try ReportParameters(ReportRequest(), to: .sales, today: today)
        #expect(plain.period?.text == "2026" && plain.by == ["month"])
        #expect(try ReportParameters(ReportRequest(), to: .importRuns, today: today).period == nil)
    }

    @Test("Filters of a column add up, a dimension may be called by its name, and defaults give way")
    func filters() throws {
        let today = try #require(Day("2026-11-27"))
        var request = ReportRequest()
        request.filters = ["product=A", "sku=B", "country=DE"]
        #expect(
            try ReportParameters(request, to: .sales, today: today).filters
                == [.init(column: "country", values: ["DE"]), .init(column: "sku", values: ["A", "B"])])
        #expect(
            try ReportParameters(ReportRequest(), to: .orderBook, today: today).filters
                == [.init(column: "state", values: ["confirmed"])])
        request.filters = ["state=draft"]
        #expect(
            try ReportParameters(request, to: .orderBook, today: today).filters == [
                .init(column: "state", values: ["draft"])
            ])
    }
}
