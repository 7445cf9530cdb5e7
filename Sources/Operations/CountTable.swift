package import Storage

/// The figures of a stocktake as a table, CSV or a workbook, with the columns `sku`, `counted` and, if need be, `location` and `lot`.
///
/// Other columns are passed over, so that a list that `stock count show` printed may come back; a row without a figure is
/// not counted.
package enum CountTable {
    /// Reads a file; `-` is standard input, `location` is for rows that name none, nil where each has to.
    ///
    /// Refuses (`file_…`) what is no such table, and (`figures_invalid`) rows that are no figures or of what another row has
    /// a figure of already, with all their lines.
    package static func read(_ name: String, location: String?, isInterrupted: @escaping () -> Bool = { false }) throws
        -> [CountedFigure]
    {
        var table = try RowTable(name, needs: ["sku", "counted"], isInterrupted: isInterrupted)
        var figures: [CountedFigure] = []
        var lines: [[String?]: Int] = [:]
        for row in table.rows where !row["counted"].isEmpty {
            guard let count = Int(row["counted"]), (0...999_999_999).contains(count) else {
                table.find("\"\(row["counted"])\" is no whole number", in: row)
                continue
            }
            if row.sku.isEmpty { table.find("no SKU", in: row) }
            let place = row["location"].isEmpty ? location : row["location"]
            guard let place else {
                table.find("no location, and the count is of several", in: row)
                continue
            }
            let lot = row["lot"].isEmpty ? nil : row["lot"]
            if let first = lines.updateValue(row.line, forKey: [row.sku, place, lot]) {
                let goods = Lots.goods(row.sku, of: lot)
                table.find("\(goods) at \(place) has a figure in line \(first); give their sum in one", in: row)
            }
            figures.append(CountedFigure(sku: row.sku, location: place, lot: lot, counted: count))
        }
        try table.check(code: "figures_invalid")
        return figures
    }
}
