public import Catalog
public import Quantities

/// The rules by which a change waits for a person.
public struct HoldRules: Sendable {
    /// Percent by which a price may change.
    public let priceChange: Decimal
    /// Percent of the active items that may vanish at once.
    public let missingShare: Decimal

    /// The limits of a supplier.
    public init(priceChange: Decimal, missingShare: Decimal) {
        self.priceChange = priceChange
        self.missingShare = missingShare
    }

    /// Why a change of prices has to wait, or nil.
    ///
    /// At every tier of either side the cost is compared with what the same quantity cost before; where there is no cost on both sides, as in
    /// a shop's feed, the other prices are, each kind with itself. A price that was zero has no share to compare with:
    /// any other price after it waits.
    public func reason(new: [SupplierPrice], old: [SupplierPrice]) -> String? {
        let kinds = Set(new.map(\.kind)).intersection(old.map(\.kind))
        let compared = kinds.contains(SupplierPrice.cost) ? [SupplierPrice.cost] : kinds.sorted()
        for kind in compared {
            if let reason = reason(Self.tiers(new, kind), before: Self.tiers(old, kind)) { return reason }
        }
        return nil
    }

    private func reason(_ tiers: [SupplierPrice], before: [SupplierPrice]) -> String? {
        // A tier that is gone counts too: its quantity now costs what the tier below it does.
        for quantity in Set((tiers + before).map(\.minQuantity)).sorted() {
            guard let now = tiers.last(where: { $0.minQuantity <= quantity }) else { continue }
            let was = before.last { $0.minQuantity <= quantity } ?? before[0]
            if let change = Self.percent(from: was.unitPrice, to: now.unitPrice, beyond: priceChange) {
                return "price_change: from quantity \(quantity) \(was.unitPrice) became \(now.unitPrice), \(change)"
            }
        }
        return nil
    }

    /// Why vanished items have to wait, or nil.
    public func reason(missing: Int, of active: Int) -> String? {
        guard missing > 0, active > 0 else { return nil }
        // missing / active > share / 100, in whole numbers.
        let left = Int128(missing) * 100 * 1_000_000
        guard left > Int128(missingShare.millionths) * Int128(active) else { return nil }
        return "missing_share: \(missing) of \(active) active items are gone, more than \(missingShare) %"
    }

    /// The tiers of a kind in its latest price block, one for each quantity, by quantity.
    private static func tiers(_ prices: [SupplierPrice], _ kind: String) -> [SupplierPrice] {
        var latest: [Int64: SupplierPrice] = [:]
        for price in prices where price.kind == kind {
            if let other = latest[price.minQuantity.millionths], (other.validFrom ?? "") > (price.validFrom ?? "") {
                continue
            }
            latest[price.minQuantity.millionths] = price
        }
        return latest.values.sorted { $0.minQuantity < $1.minQuantity }
    }

    /// The change in whole percent with a sign when it is beyond the limit either way.
    private static func percent(from old: Decimal, to new: Decimal, beyond limit: Decimal) -> String? {
        guard old != new else { return nil }
        guard old.millionths != 0 else { return "from zero" }
        let difference = Int128(new.millionths) - Int128(old.millionths)
        let left = Int128(difference.magnitude) * 100 * 1_000_000
        guard left > Int128(limit.millionths) * Int128(old.millionths.magnitude) else { return nil }
        let percent = difference * 100 / Int128(old.millionths)
        return percent > 0 ? "+\(percent) %" : "\(percent) %"
    }
}
