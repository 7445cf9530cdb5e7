public import Quantities

/// How much of a product should be ordered, and the figures that say why.
public struct ReorderNeed: Sendable, Equatable {
    /// Shipped within the last `days` days; of confirmed orders what is open and not promised.
    public let shipped, days, backordered: Int
    /// What may be promised; what is sent to suppliers and did not come in; what stands on drafts of purchases.
    public let available, onOrder, drafted: Int
    /// Days until goods come in, and days of stock to keep beyond that.
    public let leadTimeDays: Decimal, safetyDays: Int

    /// The figures of a product; `days` is above zero, nothing is below it.
    public init(
        shipped: Int, days: Int, backordered: Int, available: Int, onOrder: Int, drafted: Int, leadTimeDays: Decimal,
        safetyDays: Int
    ) {
        precondition(days > 0, "demand is counted over days")
        self.shipped = shipped
        self.days = days
        self.backordered = backordered
        self.available = available
        self.onOrder = onOrder
        self.drafted = drafted
        self.leadTimeDays = leadTimeDays
        self.safetyDays = safetyDays
    }

    /// Units shipped a day, with six digits, halves to even: for reading only, no quantity comes from it.
    public var demandPerDay: Decimal { Decimal.quotient(Decimal(shipped), by: Decimal(days)) ?? .zero }

    /// Units that are sold over lead time and safety days, computed exactly and rounded up to a whole unit.
    public var reorderPoint: Int { Int(clamping: demand) }

    /// What is there or comes less what waits.
    public var projected: Int { available + onOrder + drafted - backordered }

    /// Units by which what is projected is below the reorder point; 0 or less wants nothing.
    public var missing: Int { Int(clamping: demand - Int128(projected)) }

    private var demand: Int128 {
        let unit = Int128(Decimal(1).millionths)
        let span = Int128(leadTimeDays.millionths) + Int128(safetyDays) * unit
        let divisor = Int128(days) * unit
        return (Int128(shipped) * span + divisor - 1) / divisor
    }

    /// What to order of an item with such terms: what is missing, raised to a quantity that can be ordered and has a cost.
    ///
    /// 0 when nothing is missing.
    public func quantity(_ terms: SupplyTerms, _ tiers: CostTiers) -> Int {
        let missing = missing
        return missing > 0 ? terms.nextValid(max(missing, tiers.leastQuantity ?? 1)) : 0
    }
}
