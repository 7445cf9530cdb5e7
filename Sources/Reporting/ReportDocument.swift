internal import Quantities

/// A report with all its figures at hand: what the forms for people are made of.
package struct ReportDocument: Sendable {
    /// What it is, and what was asked.
    package let head: ReportHead
    /// Its rows in their order, a cell for each column.
    package let rows: [[Cell]]
    /// What is known of the rows.
    package let summary: RowSummary

    /// Makes a report of rows that fit its columns.
    package init(
        _ report: Report, _ parameters: ReportParameters, rows: [[Cell]], latestEntry: String?, baseCurrency: String
    ) {
        self.init(
            ReportHead(report, parameters, latestEntry: latestEntry, baseCurrency: baseCurrency), rows: rows)
    }

    /// Makes a report of rows that fit the columns of its head.
    package init(_ head: ReportHead, rows: [[Cell]]) {
        self.head = head
        self.rows = rows
        var survey = RowSurvey(head)
        var lender = TextLender()
        do {
            for row in rows { try lender.lend(Self.texts(row, head)) { try survey.add($0) } }
            summary = try survey.finish()
        } catch {
            preconditionFailure("rows at hand cannot fail to be counted: \(error)")
        }
    }

    private static func texts(_ row: [Cell], _ head: ReportHead) -> some Sequence<String?> {
        head.columns.indices.lazy.map { row[$0].isAbsent ? nil : head.text(row, $0) }
    }

    /// Passes the rows on as exact texts.
    func forEachRow(_ body: (ExactRow) throws -> Void) throws {
        var lender = TextLender()
        for row in rows { try lender.lend(Self.texts(row, head), body) }
    }

    /// What it is.
    package var report: Report { head.report }
    /// What was asked.
    package var parameters: ReportParameters { head.parameters }
    /// When the youngest entry of the snapshot was made; nil while there is none.
    package var latestEntry: String? { head.latestEntry }
    /// The currency of valuation.
    package var baseCurrency: String { head.baseCurrency }
    /// Its columns, those of the dimensions first.
    package var columns: [Column] { head.columns }
    /// SHA-256 of the rows in their CSV form, in hexadecimal digits.
    package var digest: String { summary.digest }
    var currencyColumns: [Int?] { head.currencyColumns }
    /// The sums of all rows, nil for columns that are not summed.
    package var totals: [Total?] { summary.totals }

    /// The place of a column by its name.
    package func index(of column: String?) -> Int? { head.index(of: column) }

    /// The exact text of a cell: an amount with at least the digits of its currency's minor unit, a percentage with one.
    package func text(_ row: [Cell], _ column: Int) -> String { head.text(row, column) }

    /// Digits of a currency's minor unit.
    static func minorDigits(_ currency: String) -> Int { Currency(currency)?.minorUnitDigits ?? 2 }
}
