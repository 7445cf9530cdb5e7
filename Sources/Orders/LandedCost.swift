public import Quantities

/// By what freight, duty and the like are spread over the lines of a receipt.
public enum LandedBasis: String, Sendable, CaseIterable {
    /// By what the goods cost, or by what they weigh.
    case value, weight
}

/// Goods of one line that came in at once.
public struct ReceivedGoods: Sendable, Equatable {
    /// How many.
    public let quantity: Int
    /// For one, in the base currency.
    public let goodsCost: Decimal
    /// Of one, in grams; nil when it is not known.
    public let massGrams: Decimal?

    /// Goods.
    public init(quantity: Int, goodsCost: Decimal, massGrams: Decimal? = nil) {
        self.quantity = quantity
        self.goodsCost = goodsCost
        self.massGrams = massGrams
    }
}

/// What it costs to get goods here, as a part of their own cost.
///
/// Source: decision 0016.
public enum LandedCost {
    /// The share of each line, in the order of the lines; they add up to the amount exactly.
    ///
    /// Unit: the base currency, at so many digits. Nil when a line's value or weight does not fit, or a weight is not known.
    public static func shares(
        of amount: Decimal, over lines: [ReceivedGoods], by basis: LandedBasis, toFractionDigits digits: Int
    ) -> [Decimal]? {
        var weights: [Int] = []
        for line in lines {
            let one = basis == .value ? line.goodsCost : line.massGrams
            guard let whole = one?.times(Decimal(line.quantity), toFractionDigits: Decimal.fractionDigits) else {
                return nil
            }
            weights.append(Int(whole.millionths))
        }
        return amount.shares(byWeight: weights, toFractionDigits: digits)
    }

    /// What one unit costs with its part of a line's share, which is rounded at the sixth digit, halves away from zero.
    public static func unitCost(_ line: ReceivedGoods, share: Decimal) -> Decimal? {
        guard
            let part = share.part(
                Decimal(1), of: Decimal(line.quantity), toFractionDigits: Decimal.fractionDigits)
        else { return nil }
        let limit = Decimal(999_999_999_999)
        return line.goodsCost <= limit - part ? line.goodsCost + part : nil
    }
}
