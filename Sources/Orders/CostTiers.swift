public import Quantities

/// What one unit costs from a quantity on.
public struct CostTier: Sendable, Equatable {
    /// The quantity from which it holds.
    public let minQuantity: Decimal
    /// For one, in the supplier's currency.
    public let unitCost: Decimal

    /// A tier.
    public init(minQuantity: Decimal, unitCost: Decimal) {
        self.minQuantity = minQuantity
        self.unitCost = unitCost
    }
}

/// The tiers of cost of a supplier's item on a day.
public struct CostTiers: Sendable, Equatable {
    /// In the order of their quantities.
    public let tiers: [CostTier]

    /// Tiers in any order, one for each quantity.
    public init(_ tiers: [CostTier]) { self.tiers = tiers.sorted { $0.minQuantity < $1.minQuantity } }

    /// The tier that holds for so many: the one of the greatest quantity that is reached; nil when none is.
    public func tier(at quantity: Int) -> CostTier? {
        tiers.last { $0.minQuantity <= Decimal(quantity) }
    }

    /// The least whole quantity that has a cost; nil when none has.
    public var leastQuantity: Int? {
        guard let least = tiers.first?.minQuantity.millionths else { return nil }
        let unit = Decimal(1).millionths
        return max(1, Int((least + unit - 1) / unit))
    }
}
