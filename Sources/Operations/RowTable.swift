internal import Catalog
internal import Importing
internal import XMLStream

/// A table that is taken as a whole or not at all: its rows by the names of their columns, and what is wrong with each.
///
/// Every row is looked at before one is refused, so that one refusal names them all.
package struct RowTable {
    /// A row, with the line or the row of the sheet that it begins in.
    struct Row {
        let line: Int
        fileprivate let cells: [String]
        fileprivate let places: [String: Int]

        /// What stands in a column, without blanks around it; empty where the table lacks the column or the row ends before.
        subscript(column: String) -> String {
            guard let place = places[column], place < cells.count else { return "" }
            return cells[place]
        }

        /// The SKU, without the apostrophe that our CSV has before a sign that a spreadsheet would calculate with.
        var sku: String { self["sku"].hasPrefix("'-") ? String(self["sku"].dropFirst()) : self["sku"] }
    }

    /// The file as it was named; `-` is standard input.
    let name: String
    /// The columns from the left, in small letters.
    let columns: [String]
    /// The rows in the order of the file.
    let rows: [Row]
    private var faults: [Int: [String]] = [:]

    /// Everything that stands in the table, for the key of a request.
    package var request: [String] { columns + rows.flatMap(\.cells) }

    /// Reads a file; its first row names the columns, and a list of ours may name them as lines of a document.
    ///
    /// Refuses (`file_…`) what is no table, lacks a column that is needed, or has no row behind the first.
    package init(_ name: String, needs: [String], isInterrupted: @escaping () -> Bool = { false }) throws {
        var columns: [String] = []
        var places: [String: Int]?
        var rows: [Row] = []
        do {
            try PlainTable(FeedFile(name, isInterrupted: isInterrupted)).read { row in
                let cells = row.fields.map(\.withoutBlanksAround)
                if let places {
                    rows.append(Row(line: row.line, cells: cells, places: places))
                } else {
                    columns = cells.map { $0.lowercased() }
                    places = try Self.places(of: columns, needs, row.line)
                }
            }
            if rows.isEmpty {
                throw XMLFault(.empty, "the table has no rows; its first row names the columns, the rows follow")
            }
        } catch let fault as XMLFault {
            throw Self.refusal(fault, name)
        }
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// Refuses (`file_not_table`) columns that are not known or stand there twice, and finds fault with
    /// rows that have more cells than the first, as where a text with a comma has no quotes.
    mutating func allowOnly(_ described: String, where isKnown: (String) -> Bool) throws {
        var seen: Set<String> = []
        for column in columns where !column.isEmpty {
            let fault: String? =
                !isKnown(column)
                ? "the table has a column \"\(column)\" that is not known; it takes \(described)"
                : !seen.insert(column).inserted ? "the table has the column \"\(column)\" twice" : nil
            if let fault { throw Self.refusal(XMLFault(.notTable, fault), name) }
        }
        for row in rows {
            let isLonger = row.cells.enumerated().contains { place, cell in
                !cell.isEmpty && (place >= columns.count || columns[place].isEmpty)
            }
            if isLonger { find("more cells than columns (a text with the separator in it stands in quotes)", in: row) }
        }
    }

    /// Finds fault with a row.
    mutating func find(_ fault: String, in row: Row) { faults[row.line, default: []].append(fault) }

    /// Refuses the table where fault was found with a row; names each by its line, the first hundred in full.
    func check(code: String) throws {
        guard !faults.isEmpty else { return }
        let lines = faults.sorted { $0.key < $1.key }
        let named = lines.prefix(100).map { "line \($0.key): \($0.value.joined(separator: ", "))" }
        let more = lines.count > named.count ? "; and \(lines.count - named.count) more" : ""
        throw Refusal(
            code, named.joined(separator: "; ") + more, at: name,
            remedy: "put these rows right; nothing was entered", status: .badInput)
    }

    private static func refusal(_ fault: XMLFault, _ name: String) -> Refusal {
        OrderFile.refusal(fault, name, remedy: "put the table right; nothing of it was taken")
    }

    private static func places(of columns: [String], _ needs: [String], _ line: Int) throws(XMLFault) -> [String: Int] {
        var places = Dictionary(zip(columns, columns.indices), uniquingKeysWith: { first, _ in first })
        // A list of ours has the names of a document's lines.
        for (place, column) in columns.enumerated() where column.hasPrefix("lines.") {
            places[String(column.dropFirst("lines.".count))] = place
        }
        let missing = needs.filter { places[$0] == nil }
        guard missing.isEmpty else {
            throw XMLFault(
                .notTable,
                "the table has no column\(missing.count > 1 ? "s" : "") \(missing.joined(separator: " and ")) in its first row",
                line: line, column: 1)
        }
        return places
    }
}
