import Postgres
import Reporting
import Storage
import Testing

@testable import Operations

extension ReportWorkshop {
    /// A report read the plain way, to be compared with what the programs show.
    func plainly(_ report: Report, _ parameters: ReportParameters) throws -> ReportDocument {
        try reports.snapshot { moment in
            var reading = PlainReading(report, parameters)
            let question = reports.question(parameters, moment)
            func add(_ rows: [ReportRow]) throws { for row in rows { try reading.add(row.columns, row.values) } }
            func add(_ statement: some ReportStatement) throws { try add(reports.connection.fetch(statement)) }
            if let statement = Reports.statement(of: report, by: parameters.by) {
                try add(statement.init(question))
            } else {
                try add(reports.computed(report, question))
            }
            return ReportDocument(
                report, parameters, rows: reading.finish(), latestEntry: moment.latestEntry,
                baseCurrency: moment.baseCurrency)
        }
    }
}

/// Turns the texts of a statement's result into the rows of a report, all of them at hand, one step after another and
/// with nothing of what the programs do it with.
struct PlainReading {
    private let report: Report
    private let parameters: ReportParameters
    private let columns: [Column]
    /// The columns that others are compared with, by the name that the statement gives what they are compared with.
    private let compared: [(name: String, column: Column)]
    /// The names of the columns that rows came with last, and the place of each.
    private var names: [String] = []
    private var places: [String: Int] = [:]
    private var rows: [[Cell]] = []
    /// What a column is compared with, row by row, by the name that the statement gives it.
    private var others: [String: [Cell]] = [:]

    /// For a report and what was asked.
    init(_ report: Report, _ parameters: ReportParameters) {
        self.report = report
        self.parameters = parameters
        let columns = report.columns(by: parameters.by)
        self.columns = columns
        compared = columns.compactMap { made in
            guard case .change(let of, let other)? = made.derivation,
                let column = columns.first(where: { $0.name == of })
            else { return nil }
            return (other, column)
        }
    }

    /// Takes a row, if it is wanted.
    mutating func add(_ names: [String], _ texts: [String?]) throws {
        // All rows of a result share their names.
        if names != self.names {
            self.names = names
            places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
        }
        func text(_ name: String) throws -> String? {
            texts[try #require(places[name], "\(report.name) has no \(name)")]
        }
        var row: [Cell] = []
        for column in columns {
            guard column.derivation == nil else {
                row.append(.absent)
                continue
            }
            row.append(try cell(try text(column.name), column))
        }
        guard isWanted(row) else { return }
        for (name, column) in compared { others[name, default: []].append(try cell(try text(name), column)) }
        rows.append(row)
    }

    /// All rows, with the columns that are made of others, in the order of the dimensions asked for.
    mutating func finish() -> [[Cell]] {
        for (place, column) in columns.enumerated() {
            switch column.derivation {
            case .share(let of): fillShares(place, of)
            case .change(let of, let other): fillChanges(place, of, others[other] ?? [])
            case .ratio(let of, let whole): fillRatios(place, of, whole)
            case nil: break
            }
        }
        sort()
        return rows
    }

    private func cell(_ text: String?, _ column: Column) throws -> Cell {
        guard let text else { return .absent }
        return try #require(Cell(text, of: column), "\(report.name): \(column.name) is no \(text)")
    }

    private func isWanted(_ row: [Cell]) -> Bool {
        parameters.filters.allSatisfy { filter in
            guard let place = columns.firstIndex(where: { $0.name == filter.column }) else { return true }
            let column = columns[place]
            return filter.values.contains { value in
                if value.isEmpty { return row[place].isAbsent || row[place] == .text("") }
                if column.isSet, case .text(let codes) = row[place] {
                    return codes == value || codes.split(separator: " ").contains { $0 == value }
                }
                return Cell(value, of: column) == row[place]
            }
        }
    }

    private mutating func fillShares(_ place: Int, _ name: String) {
        guard let source = columns.firstIndex(where: { $0.name == name }) else { return }
        var whole = Figure.zero
        for row in rows {
            // A part of something that is not known whole says nothing.
            guard let figure = row[source].figure else { return }
            whole = whole + figure
        }
        for index in rows.indices {
            rows[index][place] = rows[index][source].figure?.percent(of: whole).map(Cell.figure) ?? .absent
        }
    }

    private mutating func fillRatios(_ place: Int, _ part: String, _ whole: String) {
        guard let part = columns.firstIndex(where: { $0.name == part }),
            let whole = columns.firstIndex(where: { $0.name == whole })
        else { return }
        for index in rows.indices {
            guard let part = rows[index][part].figure, let whole = rows[index][whole].figure else { continue }
            rows[index][place] = part.percent(of: whole).map(Cell.figure) ?? .absent
        }
    }

    private mutating func fillChanges(_ place: Int, _ name: String, _ before: [Cell]) {
        guard let source = columns.firstIndex(where: { $0.name == name }) else { return }
        for index in rows.indices {
            guard let now = rows[index][source].figure, let then = before[index].figure else { continue }
            rows[index][place] = now.change(from: then).map(Cell.figure) ?? .absent
        }
    }

    /// By the keys of the dimensions, absent ones last; what is equal keeps the order of the statement.
    private mutating func sort() {
        let keys = parameters.by.compactMap { name in
            report.dimensions.first { $0.name == name }?.columns.first.flatMap { key in
                columns.firstIndex { $0.name == key.name }
            }
        }
        guard keys.count > 1 else { return }
        let order = rows.indices.sorted { one, other in
            for key in keys where rows[one][key] != rows[other][key] {
                if rows[one][key].isAbsent || rows[other][key].isAbsent { return rows[other][key].isAbsent }
                return rows[one][key].text().utf8.lexicographicallyPrecedes(rows[other][key].text().utf8)
            }
            return one < other
        }
        rows = order.map { rows[$0] }
    }
}
