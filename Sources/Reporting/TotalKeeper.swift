/// Sums a column while its cells pass.
struct TotalKeeper {
    private let isMoney: Bool
    private var sum: Figure? = .zero
    private var sums: [(currency: [UInt8], sum: Figure?)] = []

    /// For amounts by currency, or for a count.
    init(isMoney: Bool) { self.isMoney = isMoney }

    /// Takes a cell, nil where it is absent, in a currency if it is an amount.
    mutating func add(_ figure: Figure?, currency: UnsafeBufferPointer<UInt8>) {
        guard isMoney else {
            sum = Self.sum(sum, figure)
            return
        }
        let place = sums.firstIndex { known in known.currency.withUnsafeBufferPointer { $0.equals(currency) } }
        if let place {
            sums[place].sum = Self.sum(sums[place].sum, figure)
        } else {
            sums.append((Array(currency), figure))
        }
    }

    private static func sum(_ sum: Figure?, _ figure: Figure?) -> Figure? {
        guard let sum, let figure else { return nil }
        return sum + figure
    }

    /// What was summed so far.
    var total: Total {
        guard isMoney else { return .count(sum) }
        return .amounts(
            sums.map { (currency: String(decoding: $0.currency, as: UTF8.self), sum: $0.sum) }
                .sorted { $0.currency < $1.currency })
    }
}

/// Sums all columns that are summed.
struct TotalsKeeper {
    private let places: [(column: Int, currency: Int?)]
    private let width: Int
    private var keepers: [TotalKeeper]
    private let fresh: [TotalKeeper]

    init(_ head: ReportHead) {
        width = head.columns.count
        places = head.totalledColumns.map { ($0, head.currencyColumns[$0]) }
        fresh = places.map { TotalKeeper(isMoney: $0.currency != nil) }
        keepers = fresh
    }

    /// Takes a row.
    mutating func add(_ row: ExactRow) {
        for (number, place) in places.enumerated() {
            keepers[number].add(
                row.fields[place.column].flatMap { Figure($0) }, currency: row.bytes(place.currency ?? place.column))
        }
    }

    /// A sum for each column, nil for those that are not summed.
    var totals: [Total?] {
        var totals: [Total?] = Array(repeating: nil, count: width)
        for (number, place) in places.enumerated() { totals[place.column] = keepers[number].total }
        return totals
    }

    /// Begins anew.
    mutating func clear() { keepers = fresh }
}
