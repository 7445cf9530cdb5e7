internal import Storage

extension Sequence {
    /// So many of what the elements have, from each in turn as much as it has; `missing` is what none of them had.
    func taking(_ wanted: Int, has: (Element) -> Int) -> (parts: [(element: Element, quantity: Int)], missing: Int) {
        var missing = wanted
        var parts: [(element: Element, quantity: Int)] = []
        for element in self where missing > 0 {
            let quantity = Swift.min(missing, has(element))
            guard quantity > 0 else { continue }
            missing -= quantity
            parts.append((element, quantity))
        }
        return (parts, missing)
    }
}

/// What may be promised of products, location by location; what is taken is not there for the next.
///
/// The balances are locked for as long as it is used.
struct Availability {
    private var places: [Int64: [(location: Int64, quantity: Int)]] = [:]

    init(_ balances: [BalanceRow]) {
        for row in balances { places[row.product, default: []].append((row.locationID, row.available ?? 0)) }
    }

    /// So many of a product as there are of it, and how many are missing.
    mutating func take(_ wanted: Int, of product: Int64) -> (parts: [(location: Int64, quantity: Int)], missing: Int) {
        var rows = places[product] ?? []
        let taken = rows.indices.taking(wanted) { rows[$0].quantity }
        for part in taken.parts { rows[part.element].quantity -= part.quantity }
        places[product] = rows
        return (taken.parts.map { (rows[$0.element].location, $0.quantity) }, taken.missing)
    }
}
