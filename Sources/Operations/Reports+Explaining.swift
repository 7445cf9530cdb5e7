internal import Postgres
internal import Quantities
package import Reporting
internal import Storage

extension Reports {
    /// The statement of each explanation, by its report and the first column that it explains.
    private static let explanations: [(report: String, column: String, statement: any ReportStatement.Type)] = [
        ("stock-on-hand", "on_hand", ExplainOnHand.self), ("stock-on-hand", "allocated", ExplainAllocated.self),
        ("order-book", "ordered", ExplainOrder.self), ("returns", "quantity", ExplainReturn.self),
        ("sales", "quantity", ExplainSales.self), ("tax-summary", "invoices", ExplainTax.self),
        ("stock-ageing", "days_30", ExplainLayers.self), ("margin", "shipped", ExplainMargin.self),
        ("receivables", "open", ExplainReceivables.self), ("service-level", "lines", ExplainService.self),
        ("abc", "sold", ExplainSales.self), ("abc", "on_hand", ExplainLying.self),
        ("stock-on-hand", "available", ExplainAvailable.self), ("stock-card", "balance", ExplainStockCard.self),
        ("valuation", "quantity", ExplainValuation.self), ("availability", "on_hand", ExplainAvailable.self),
        ("availability", "on_order", ExplainComing.self), ("availability", "demand", ExplainWanted.self),
        ("availability", "projected", ExplainProjected.self), ("backorders", "available", ExplainAvailable.self),
        ("returns", "shipped", ExplainReturnShipped.self), ("customers", "orders", ExplainCustomers.self),
        ("receivables", "uninvoiced", ExplainExposure.self), ("purchases", "received", ExplainReceived.self),
        ("reorder", "shipped", ExplainShipped.self), ("reorder", "available", ExplainAvailable.self),
        ("reorder", "backordered", ExplainWanted.self), ("reorder", "on_order", ExplainComing.self),
        ("supplier-scorecard", "runs", ExplainFed.self), ("supplier-scorecard", "held", ExplainHeld.self),
        ("supplier-scorecard", "active_items", ExplainItems.self),
        ("supplier-scorecard", "repriced_items", ExplainRepriced.self),
        ("uninvoiced", "quantity", ExplainUninvoiced.self), ("allocations", "quantity", ExplainAllocation.self),
    ]

    /// Those of rows that are split by a dimension, where they are not the same.
    private static let splitExplanations:
        [(report: String, by: String, column: String, statement: any ReportStatement.Type)] = [
            ("stock-on-hand", "lot", "allocated", ExplainLotAllocated.self),
            ("stock-on-hand", "lot", "available", ExplainLotAvailable.self),
        ]

    /// Refuses a figure that a report does not explain, before anything is asked of a database.
    package static func check(_ report: Report, explaining text: String) throws {
        guard let dot = text.lastIndex(of: ".") else {
            throw Refusal(
                "explain_invalid", "\"\(text)\" names no figure", at: "--explain",
                remedy: "give the keys of a row, joined by /, a point and a column", status: .usage)
        }
        try requesting { () throws(RequestFault) in
            try ExplainedFigure.check(String(text[text.index(after: dot)...]), report)
        }
    }

    /// The rows that sum to a figure of a report, named as `ROW.COLUMN`.
    ///
    /// Refuses what the report does not explain, and a row that is not there or not the only one. Their sum is the figure;
    /// were it not, that would be a fault of the program, and is told as one.
    package func explain(_ text: String, of report: Report, _ request: ReportRequest) throws -> ReportDocument {
        try snapshot { moment in
            let document = try row(of: text, report, request, moment)
            let figure = try Self.requesting { () throws(RequestFault) in try ExplainedFigure(text, of: document) }
            guard let (explaining, source) = report.explaining(figure),
                let statement = Self.statement(explaining: figure.column.name, of: report, by: document.parameters.by)
            else { throw Refusal("bug", "\(report.name) has no statement for \(figure.text)", status: .bug) }
            var question = question(document.parameters, moment)
            for (column, cell) in figure.keys {
                question.row[column.name] = cell.text()
                if CalendarUnit(rawValue: column.name) != nil, let days = Period(cell.text(), today: moment.today) {
                    question.from = max(question.from ?? "", days.from.text)
                    question.to = min(question.to ?? days.to.text, days.to.text)
                }
            }
            var parameters = document.parameters
            let isEntry = report.explanation(of: figure.column.name)?.isEntry == true
            parameters.by = []
            parameters.filters =
                isEntry ? figure.keys.map { .init(column: $0.column.name, values: [$0.cell.text()]) } : []
            func head() -> ReportHead {
                ReportHead(
                    explaining, parameters, latestEntry: document.latestEntry, baseCurrency: moment.baseCurrency)
            }
            let cells = try self.rows(of: statement.init(question), head()).cells()
            parameters.filters = document.parameters.filters
            let rows = ReportDocument(head(), rows: cells)
            guard let place = rows.index(of: source),
                rows.sum(of: place) == figure.total || rows.rows.isEmpty && figure.total?.isNothing == true
            else {
                throw Refusal(
                    "bug", "the rows do not sum to \(figure.text)", at: report.name,
                    remedy: "report it, with what nephrite verify says", status: .bug)
            }
            return rows
        }
    }

    /// The report with the row of a figure: that row alone where the statement can choose it by its one key, unless no row
    /// has it, so that those that there are can be told.
    private func row(
        of text: String, _ report: Report, _ request: ReportRequest, _ moment: Moment
    ) throws -> ReportDocument {
        if let key = report.chosenKey, let dot = text.lastIndex(of: ".") {
            let document = try answer(report, request, moment, row: [key: String(text[..<dot])])
            if !document.rows.isEmpty { return document }
        }
        return try answer(report, request, moment)
    }

    private static func statement(
        explaining column: String, of report: Report, by dimensions: [String]
    ) -> (any ReportStatement.Type)? {
        let explanation = report.explanation(of: column)
        if explanation?.isEntry == true { return self.statement(of: report, by: dimensions) }
        let first = explanation?.sums.first?.column
        let split = splitExplanations.first {
            $0.report == report.name && $0.column == first && dimensions.contains($0.by)
        }
        if let split { return split.statement }
        return explanations.first { $0.report == report.name && $0.column == first }?.statement
    }
}
