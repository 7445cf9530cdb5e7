public import Quantities

/// A rate between two currencies as it was entered, used in its own direction or in the opposite one.
///
/// The opposite direction divides by the rate instead of rounding its inverse, so that both go by one rate of the day.
public struct ExchangeRate: Sendable, Equatable {
    /// As entered, above zero.
    public let rate: Decimal
    /// Whether amounts are divided by it.
    public let isInverse: Bool

    /// A rate.
    public init(_ rate: Decimal, isInverse: Bool = false) {
        self.rate = rate
        self.isInverse = isInverse
    }

    /// The rate of a currency to itself.
    public static let one = ExchangeRate(Decimal(1))

    /// The amount in the other currency with 6 digits, as unit prices have; nil when it does not fit.
    public func converted(_ amount: Decimal) -> Decimal? {
        isInverse ? Decimal.quotient(amount, by: rate) : amount.times(rate, toFractionDigits: Decimal.fractionDigits)
    }
}
