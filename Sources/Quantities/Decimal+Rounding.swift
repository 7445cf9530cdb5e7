extension Decimal {
    /// The sum; beyond 12 integer digits is a bug of the caller, who bounds what is summed.
    public static func + (left: Decimal, right: Decimal) -> Decimal {
        Decimal(millionths: left.millionths + right.millionths)
    }

    /// The difference; beyond 12 integer digits is a bug of the caller.
    public static func - (left: Decimal, right: Decimal) -> Decimal {
        Decimal(millionths: left.millionths - right.millionths)
    }

    /// The value with at most so many digits after the point, halves away from zero, as trade rounds money.
    ///
    /// `digits` is 0 to 6. Nil when the result has more than 12 integer digits.
    public func rounded(toFractionDigits digits: Int) -> Decimal? {
        Self.product(millionths: Int128(millionths), scale: 0, digits: digits)
    }

    /// The product, with halves away from zero at so many digits; nil when it does not fit.
    public func times(_ factor: Decimal, toFractionDigits digits: Int) -> Decimal? {
        Self.product(millionths: Int128(millionths) * Int128(factor.millionths), scale: 1, digits: digits)
    }

    /// So many percent of the value, with halves away from zero at so many digits; nil when it does not fit.
    public func percent(_ rate: Decimal, toFractionDigits digits: Int) -> Decimal? {
        Self.round(Int128(millionths) * Int128(rate.millionths), unit: 100 * Int128(Self.one), digits: digits)
    }

    /// So much of the value as `share` is of `whole`, with halves away from zero at so many digits.
    ///
    /// Nil when `whole` is not above zero or the result does not fit.
    public func part(_ share: Decimal, of whole: Decimal, toFractionDigits digits: Int) -> Decimal? {
        guard whole > .zero else { return nil }
        return Self.round(
            Int128(millionths) * Int128(share.millionths), unit: Int128(whole.millionths), digits: digits)
    }

    /// The product of two values divided by a third, rounded up at so many digits, so that it is never below the exact one.
    ///
    /// Nil when the result has more than 12 integer digits or the divisor is zero.
    public static func quotient(
        _ amount: Decimal, times factor: Decimal, by divisor: Decimal, roundedUpToFractionDigits digits: Int
    ) -> Decimal? {
        precondition((0...fractionDigits).contains(digits), "a decimal keeps 0 to 6 digits")
        guard divisor.millionths != 0 else { return nil }
        let step = step(ofFractionDigits: digits)
        let (whole, rest) = (Int128(amount.millionths) * Int128(factor.millionths)).quotientAndRemainder(
            dividingBy: Int128(divisor.millionths) * step)
        // Division cuts toward zero, which is up already below zero.
        let isCutDown = rest != 0 && (rest > 0) == (divisor.millionths > 0)
        let result = (whole + (isCutDown ? 1 : 0)) * step
        return result.magnitude <= UInt128(largest) ? Decimal(millionths: Int64(result)) : nil
    }

    private static func product(millionths: Int128, scale: Int, digits: Int) -> Decimal? {
        round(millionths, unit: scale == 0 ? 1 : Int128(one), digits: digits)
    }

    /// The last of so many digits behind the point, in millionths.
    private static func step(ofFractionDigits digits: Int) -> Int128 {
        (digits..<fractionDigits).reduce(1) { step, _ in step * 10 }
    }

    /// `numerator / unit` is the value in millionths; it is brought to a whole multiple of the last digit kept.
    private static func round(_ numerator: Int128, unit: Int128, digits: Int) -> Decimal? {
        precondition((0...fractionDigits).contains(digits), "a decimal keeps 0 to 6 digits")
        let step = step(ofFractionDigits: digits)
        let divisor = unit * step
        let magnitude = (Int128(numerator.magnitude) + divisor / 2) / divisor * step
        guard magnitude <= Int128(largest) else { return nil }
        return Decimal(millionths: Int64(numerator < 0 ? -magnitude : magnitude))
    }

    /// Shares of an amount by weight that add up to it exactly: what rounding leaves goes to the largest remainders.
    ///
    /// Shares have at most so many digits, as the amount must; equal remainders are served in order. All weights zero
    /// count as equal. Weights are not negative. Empty weights have no shares.
    public func shares(byWeight weights: [Int], toFractionDigits digits: Int) -> [Decimal] {
        guard !weights.isEmpty else { return [] }
        precondition(weights.allSatisfy { $0 >= 0 }, "a weight is not negative")
        let step = Int64(Self.step(ofFractionDigits: digits))
        precondition(millionths % step == 0, "the amount has more digits than its shares may have")
        let weights = weights.allSatisfy({ $0 == 0 }) ? weights.map { _ in 1 } : weights
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        let units = Int128((millionths / step).magnitude)
        var parts = weights.map { units * Int128($0) / total }
        let remainders = weights.map { units * Int128($0) % total }
        let left = Int(units - parts.reduce(0, +))
        let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for index in order.prefix(left) { parts[index] += 1 }
        return parts.map { Decimal(millionths: Int64(millionths < 0 ? -$0 : $0) * step) }
    }
}
