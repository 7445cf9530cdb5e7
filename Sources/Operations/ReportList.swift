package import Reporting
internal import Storage

extension Reports {
    /// Every report with the statement that reads it, in the order in which they are listed; those that `computed` makes
    /// have none.
    private static let list: [(report: Report, statement: (any ReportStatement.Type)?)] = [
        (.stockOnHand, StockOnHandReport.self),
        (.stockCard, StockCardReport.self),
        (.valuation, ValuationReport.self),
        (.stockAgeing, StockAgeingReport.self),
        (.availability, AvailabilityReport.self),
        (.orderBook, OrderBookReport.self),
        (.backorders, BackordersReport.self),
        (.allocations, AllocationsReport.self),
        (.returns, ReturnsReport.self),
        (.stocktake, StocktakeReport.self),
        (.lotTrace, LotTraceReport.self),
        (.priceList, nil),
        (.sales, SalesReport.self),
        (.margin, MarginReport.self),
        (.abc, ABCReport.self),
        (.serviceLevel, ServiceLevelReport.self),
        (.customers, CustomersReport.self),
        (.uninvoiced, UninvoicedReport.self),
        (.receivables, ReceivablesReport.self),
        (.taxSummary, TaxSummaryReport.self),
        (.reorder, nil),
        (.purchases, PurchasesReport.self),
        (.landedCost, LandedCostReport.self),
        (.importRuns, ImportRunsReport.self),
        (.quarantine, QuarantineReport.self),
        (.priceChanges, PriceChangesReport.self),
        (.supplierScorecard, SupplierScorecardReport.self),
        (.completeness, CompletenessReport.self),
        (.compliance, ComplianceReport.self),
        (.integrity, nil),
    ]

    /// Every report, in the order in which they are listed.
    package static var all: [Report] { list.map(\.report) }

    /// The report of a name.
    ///
    /// Refuses a name that none has, with those that come near.
    package static func named(_ name: String) throws -> Report {
        guard let report = all.first(where: { $0.name == name }) else {
            let near = NearNames.of(name, among: all.map(\.name))
            throw Refusal(
                "report_unknown", "there is no report \(name)", at: "NAME",
                remedy: (near.isEmpty ? "" : "is \(near.joined(separator: " or ")) meant? ")
                    + "nephrite-report list shows all \(all.count)", status: .usage)
        }
        return report
    }

    /// What reads a report whose rows are split by these dimensions.
    static func statement(of report: Report, by dimensions: [String]) -> (any ReportStatement.Type)? {
        if report.name == Report.stockOnHand.name, dimensions.contains("lot") { return LotsOnHandReport.self }
        return list.first { $0.report.name == report.name }?.statement
    }
}
