public import Quantities

/// How much of an item a supplier sells at once: his least quantity, the interval that counts on from it, and his most.
///
/// Purchases count whole units, so of a least quantity or an interval with a fraction only the whole quantities count.
public struct SupplyTerms: Sendable, Equatable {
    /// The least quantity, and how many more each step adds.
    public let minimum, interval: Int
    /// The greatest quantity; nil is without end.
    public let maximum: Int?

    /// Terms of an item as the supplier says them; what he does not say allows any quantity.
    ///
    /// An interval without a least quantity begins at itself. What is not above zero counts as not said, as does an interval
    /// that never meets a whole quantity, and a most below the least.
    public init(minimum: Decimal? = nil, interval: Decimal? = nil, maximum: Decimal? = nil) {
        let (least, step) = Self.steps(minimum, interval)
        (self.minimum, self.interval) = (least, step)
        let most = maximum.map { Int(clamping: $0.millionths / Decimal(1).millionths) }
        self.maximum = most.flatMap { $0 >= least ? least + ($0 - least) / step * step : nil }
    }

    private static func steps(_ minimum: Decimal?, _ interval: Decimal?) -> (minimum: Int, interval: Int) {
        let unit = Decimal(1).millionths
        let step = interval.map(\.millionths).flatMap { $0 > 0 ? $0 : nil }
        let first = minimum.map(\.millionths).flatMap { $0 > 0 ? $0 : nil } ?? step ?? unit
        let rounds = step.map { unit / Self.commonDivisor($0, unit) } ?? 1
        let whole = (0..<rounds).lazy.map { (Int128(first) + Int128($0) * Int128(step ?? unit)) }
            .first { $0 % Int128(unit) == 0 }
        guard let step, let whole, whole <= Int128(Self.largest) * Int128(unit) else {
            return (Int(min(Self.largest, (first + unit - 1) / unit)), 1)
        }
        return (
            Int(whole / Int128(unit)), Int(min(Int128(Self.largest), Int128(step) * Int128(rounds) / Int128(unit)))
        )
    }

    /// No line has more.
    private static let largest: Int64 = 999_999_999

    /// Whether so many can be ordered.
    public func allows(_ quantity: Int) -> Bool {
        quantity >= minimum && (quantity - minimum) % interval == 0 && maximum.map { quantity <= $0 } ?? true
    }

    /// The least quantity that can be ordered and is not below, or the greatest there is.
    public func nextValid(_ quantity: Int) -> Int {
        let beyond = max(0, quantity - minimum)
        return min(minimum + (beyond + interval - 1) / interval * interval, maximum ?? .max)
    }

    private static func commonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
        other == 0 ? one : commonDivisor(other, one % other)
    }
}
