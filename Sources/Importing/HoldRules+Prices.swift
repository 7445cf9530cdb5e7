internal import Catalog
internal import Quantities

extension HoldRules {
    /// Why a change of prices has to wait, or nil.
    ///
    /// At every tier of either side the cost is compared with what the same quantity cost before; where there is no cost on both sides, as in
    /// a shop's feed, the other prices are, each kind with itself. A price that was zero has no share to compare with:
    /// any other price after it waits.
    func reason(new: [SupplierPrice], old: [SupplierPrice]) -> String? {
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
            let words = "from quantity \(quantity) \(was.unitPrice) became \(now.unitPrice)"
            if rules.contains(.priceSlip), let slip = Self.slip(from: was.unitPrice, to: now.unitPrice) {
                return "price_slip: \(words), \(slip)"
            }
            if let change = Self.percent(from: was.unitPrice, to: now.unitPrice, beyond: priceChange) {
                return "price_change: \(words), \(change)"
            }
        }
        return nil
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

    /// The power of ten that lies between two prices, to two percent: what is left is the ordinary change beside the slip.
    private static func slip(from old: Decimal, to new: Decimal) -> String? {
        let (low, high) = (Int128(min(old, new).millionths), Int128(max(old, new).millionths))
        guard low > 0 else { return nil }
        for factor: Int128 in [10, 100, 1000] where high * 100 >= low * factor * 98 && high * 100 <= low * factor * 102
        {
            return new > old ? "×\(factor)" : "÷\(factor)"
        }
        return nil
    }
}
