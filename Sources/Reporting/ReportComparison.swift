internal import Quantities

/// A report as it was once written, its values as texts.
package struct WrittenReport: Sendable, Equatable {
    /// The report's name.
    package var report: String
    /// The day it speaks for.
    package var asOf: String
    /// Its columns, and for each row a value for each; nil where it is absent.
    package var columns: [String], rows: [[String?]]

    /// A report as it was written.
    package init(report: String, asOf: String, columns: [String], rows: [[String?]]) {
        (self.report, self.asOf, self.columns, self.rows) = (report, asOf, columns, rows)
    }
}

/// What is other in one report than in another, row by row.
package struct ReportComparison: Sendable {
    /// What became of a row.
    package enum Change: String, Sendable {
        /// Only the second report has it.
        case added
        /// Only the first report has it.
        case gone
        /// Both have it, with another value.
        case changed
    }

    /// A difference.
    package struct Difference: Sendable, Equatable {
        /// What became of the row.
        package let change: Change
        /// The row by its keys, joined by `/`.
        package let row: String
        /// The column that is other; nil for a whole row.
        package let column: String?
        /// What stood there, and what stands there.
        package let old, new: String?
    }

    /// The differences: rows in the order of the first report, then those that were added in the order of the second.
    package let differences: [Difference]

    /// Compares two reports of the same columns.
    ///
    /// - Parameter keys: the columns that tell rows apart. Rows of equal keys are paired in their order; without keys a row is
    ///   itself its key.
    package init(_ old: WrittenReport, _ new: WrittenReport, keys: [String]) {
        let places = old.columns.indices.filter { keys.contains(old.columns[$0]) }
        func key(_ row: [String?]) -> [String] {
            (places.isEmpty ? Array(row.indices) : places).map { row[$0] ?? "" }
        }
        var waiting: [[String]: [Int]] = [:]
        for place in new.rows.indices.reversed() { waiting[key(new.rows[place]), default: []].append(place) }
        var paired: Set<Int> = []
        var differences: [Difference] = []
        for row in old.rows {
            let key = key(row)
            let name = key.joined(separator: "/")
            guard let place = waiting[key]?.popLast() else {
                differences.append(Difference(change: .gone, row: name, column: nil, old: nil, new: nil))
                continue
            }
            paired.insert(place)
            for column in old.columns.indices where row[column] != new.rows[place][column] {
                differences.append(
                    Difference(
                        change: .changed, row: name, column: old.columns[column], old: row[column],
                        new: new.rows[place][column]))
            }
        }
        for place in new.rows.indices where !paired.contains(place) {
            differences.append(
                Difference(
                    change: .added, row: key(new.rows[place]).joined(separator: "/"), column: nil, old: nil, new: nil))
        }
        self.differences = differences
    }
}

extension Report {
    /// The columns by which the rows of a report that has these are told apart.
    package func keyColumns(among columns: [String]) -> [String] {
        let asked = dimensions.filter { $0.columns.allSatisfy { columns.contains($0.name) } }
        let keys = asked.compactMap(\.columns.first?.name) + self.columns.filter(\.isKey).map(\.name)
        let own = !dimensions.isEmpty && !baseCurrencyColumns.contains("currency") ? ["currency"] : []
        return columns.filter { (keys + own).contains($0) }
    }
}
