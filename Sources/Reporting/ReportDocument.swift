internal import Crypto
internal import Quantities

/// A report with its figures: what all forms are made of.
package struct ReportDocument: Sendable {
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
    /// Its rows in their order, a cell for each column.
    package let rows: [[Cell]]
    /// SHA-256 of the rows in their CSV form, in hexadecimal digits.
    package let digest: String
    /// For each column that holds amounts, the one that names their currency.
    let currencyColumns: [Int?]

    /// Makes a report of rows that fit its columns.
    package init(
        _ report: Report, _ parameters: ReportParameters, rows: [[Cell]], latestEntry: String?, baseCurrency: String
    ) {
        self.report = report
        self.parameters = parameters
        self.latestEntry = latestEntry
        self.baseCurrency = baseCurrency
        self.rows = rows
        let columns = report.columns(by: parameters.by)
        self.columns = columns
        currencyColumns = columns.map { column in columns.firstIndex { $0.name == column.currency } }
        digest = Self.digest(columns, rows, currencyColumns)
    }

    /// The place of a column by its name.
    package func index(of column: String?) -> Int? { columns.firstIndex { $0.name == column } }

    /// The exact text of a cell: an amount with at least the digits of its currency's minor unit, a percentage with one.
    package func text(_ row: [Cell], _ column: Int) -> String {
        Self.text(row, column, columns, currencyColumns)
    }

    static func text(_ row: [Cell], _ column: Int, _ columns: [Column], _ currencies: [Int?]) -> String {
        let cell = row[column]
        guard case .figure = cell else { return cell.text() }
        if let place = currencies[column] { return cell.text(minimumFractionDigits: minorDigits(row[place].text())) }
        return cell.text(minimumFractionDigits: 1)
    }

    /// Digits of a currency's minor unit.
    static func minorDigits(_ currency: String) -> Int { Currency(currency)?.minorUnitDigits ?? 2 }

    private static func digest(_ columns: [Column], _ rows: [[Cell]], _ currencies: [Int?]) -> String {
        var hash = SHA256()
        CSVReport.lines(columns, rows, currencies) { line in hash.update(data: Array(line.utf8)) }
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
