internal import Catalog
internal import Importing
package import Storage
internal import XMLStream

/// The figures of a stocktake as a table, CSV or a workbook, with the columns `sku`, `counted` and, if need be, `location`.
///
/// Other columns are passed over, so that a list that `stock count show` printed may come back; a row without a figure is
/// not counted.
package enum CountTable {
    /// Reads a file; `-` is standard input, `location` is for rows that name none.
    ///
    /// Refuses (`file_…`) what is no such table, and (`figures_invalid`) rows that are no figures, with all their lines.
    package static func read(_ name: String, location: String, isInterrupted: @escaping () -> Bool = { false }) throws
        -> [CountedFigure]
    {
        var columns: (sku: Int, counted: Int, location: Int?)?
        var figures: [CountedFigure] = []
        var problems: [String] = []
        do {
            try PlainTable(FeedFile(name, isInterrupted: isInterrupted)).read { row in
                let cells = row.fields.map(\.withoutBlanksAround)
                guard let places = columns else {
                    columns = try self.columns(cells, row.line)
                    return
                }
                func cell(_ place: Int?) -> String { place.flatMap { $0 < cells.count ? cells[$0] : nil } ?? "" }
                let (sku, counted) = (cell(places.sku), cell(places.counted))
                if counted.isEmpty { return }
                guard !sku.isEmpty, let count = Int(counted), (0...999_999_999).contains(count) else {
                    problems.append("line \(row.line): \(sku.isEmpty ? "no SKU" : "\"\(counted)\" is no whole number")")
                    return
                }
                let place = cell(places.location)
                figures.append(
                    CountedFigure(sku: sku, location: place.isEmpty ? location : place, counted: count))
            }
            if columns == nil { throw XMLFault(.empty, "the table is empty; its first row names the columns") }
        } catch let fault as XMLFault {
            throw OrderFile.refusal(fault, name)
        }
        guard problems.isEmpty else {
            let more = problems.count > 10 ? "; and \(problems.count - 10) more" : ""
            throw Refusal(
                "figures_invalid", problems.prefix(10).joined(separator: "; ") + more, at: name,
                remedy: "put these rows right; nothing was entered", status: .badInput)
        }
        return figures
    }

    private static func columns(_ names: [String], _ line: Int) throws(XMLFault) -> (
        sku: Int, counted: Int, location: Int?
    ) {
        // A list of ours has the names of a document's lines.
        func place(_ name: String) -> Int? {
            let names = names.map { $0.lowercased() }
            return names.firstIndex(of: "lines." + name) ?? names.firstIndex(of: name)
        }
        guard let sku = place("sku"), let counted = place("counted") else {
            throw XMLFault(
                .notTable, "the table has no columns sku and counted in its first row", line: line, column: 1)
        }
        return (sku, counted, place("location"))
    }
}
