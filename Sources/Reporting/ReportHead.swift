internal import Quantities

/// A report without its rows: what it is, what was asked, and what its columns are.
package struct ReportHead: Sendable {
    /// What it is.
    package let report: Report
    /// What was asked.
    package let parameters: ReportParameters
    /// When the youngest entry of the snapshot was made; nil while there is none.
    package let latestEntry: String?
    /// The currency of valuation.
    package let baseCurrency: String
    /// Its columns, those of the dimensions first.
    package let columns: [Column]
    /// For each column that holds amounts, the one that names their currency.
    let currencyColumns: [Int?]

    /// Of a report on a request.
    package init(_ report: Report, _ parameters: ReportParameters, latestEntry: String?, baseCurrency: String) {
        self.report = report
        self.parameters = parameters
        self.latestEntry = latestEntry
        self.baseCurrency = baseCurrency
        let columns = report.columns(by: parameters.by)
        self.columns = columns
        currencyColumns = columns.map { column in columns.firstIndex { $0.name == column.currency } }
    }

    /// The place of a column by its name.
    package func index(of column: String?) -> Int? { columns.firstIndex { $0.name == column } }

    /// The exact text of a cell: an amount with at least the digits of its currency's minor unit, a percentage with one.
    package func text(_ row: [Cell], _ column: Int) -> String {
        let cell = row[column]
        guard case .figure = cell else { return cell.text() }
        if let place = currencyColumns[column] {
            return cell.text(minimumFractionDigits: ReportDocument.minorDigits(row[place].text()))
        }
        return cell.text(minimumFractionDigits: 1)
    }

    /// Whether a column's amounts are in the base currency, whatever the row.
    func isInBaseCurrency(_ column: Column) -> Bool {
        guard let currency = column.currency else { return false }
        return report.baseCurrencyColumns.contains(currency)
    }

    /// What a column counts in; nil for what has no unit, and for amounts whose currency stands in each row.
    func unit(of column: Column) -> String? {
        switch column.kind {
        case .integer(let unit): unit
        case .percent: "%"
        case .money, .price: isInBaseCurrency(column) ? baseCurrency : nil
        case .text, .code, .quantity, .date, .timestamp: nil
        }
    }

    /// The report's own group, or the first of the dimensions asked for.
    package var groupColumn: String? {
        report.group ?? report.dimensions.first { $0.name == parameters.by.first }?.columns.first?.name
    }

    /// The columns whose sums are asked for.
    var totalledColumns: [Int] { columns.indices.filter { columns[$0].isTotalled } }
}
