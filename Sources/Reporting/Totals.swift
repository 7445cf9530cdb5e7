/// The sum of a column over rows.
package enum Total: Sendable, Equatable {
    /// Of counts; nil where a summand is absent.
    case count(Figure?)
    /// Of amounts by currency, in the order of the codes; nil where a summand is absent. Never one over two currencies.
    case amounts([(currency: String, sum: Figure?)])

    /// Whether no summand was absent.
    package var isKnown: Bool {
        switch self {
        case .count(let sum): sum != nil
        case .amounts(let sums): sums.allSatisfy { $0.sum != nil }
        }
    }

    /// Whether nothing came together.
    package var isNothing: Bool {
        switch self {
        case .count(let sum): sum == .zero
        case .amounts(let sums): sums.allSatisfy { $0.sum == .zero }
        }
    }

    /// Whether both say the same.
    package static func == (left: Total, right: Total) -> Bool {
        switch (left, right) {
        case (.count(let one), .count(let other)): one == other
        case (.amounts(let one), .amounts(let other)):
            one.count == other.count
                && zip(one, other).allSatisfy { $0.currency == $1.currency && $0.sum == $1.sum }
        default: false
        }
    }
}

/// Rows that stand together.
package struct RowGroup: Sendable {
    /// What they share.
    package let label: String
    /// Their places.
    package let rows: Range<Int>
}

extension ReportDocument {
    /// The sums of a range of rows, nil for columns that are not summed.
    package func totals(_ range: Range<Int>) -> [Total?] {
        columns.indices.map { column in columns[column].isTotalled ? total(of: column, range) : nil }
    }

    func total(of column: Int, _ range: Range<Int>) -> Total {
        let place = currencyColumns[column]
        var keeper = TotalKeeper(isMoney: place != nil)
        for row in rows[range] {
            var currency = place.map { row[$0].text() } ?? ""
            currency.withUTF8 { keeper.add(row[column].figure, currency: $0) }
        }
        return keeper.total
    }

    /// The rows by what they share; empty where no two rows share anything, so that nothing is said twice.
    package var groups: [RowGroup] {
        guard let column = index(of: groupColumn), !rows.isEmpty else { return [] }
        var groups: [RowGroup] = []
        var start = 0
        for index in 1...rows.count where index == rows.count || rows[index][column] != rows[start][column] {
            groups.append(RowGroup(label: rows[start][column].text(), rows: start..<index))
            start = index
        }
        return groups.count < rows.count && groups.count > 1 ? groups : []
    }

    /// The report's own group, or the first of the dimensions asked for.
    package var groupColumn: String? { head.groupColumn }
}
