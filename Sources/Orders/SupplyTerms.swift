public import Quantities

/// How much of an item a supplier sells at once: his least quantity, and the interval that counts on from it.
///
/// Purchases count whole units, so of a least quantity or an interval with a fraction only the whole quantities count.
public struct SupplyTerms: Sendable, Equatable {
    /// The least quantity, and how many more each step adds.
    public let minimum, interval: Int

    /// Terms of an item as the supplier says them; what he does not say allows any quantity.
    ///
    /// An interval without a least quantity begins at itself. What is not above zero counts as not said, as does an interval
    /// that never meets a whole quantity.
    public init(minimum: Decimal? = nil, interval: Decimal? = nil) {
        let unit = Decimal(1).millionths
        let step = interval.map(\.millionths).flatMap { $0 > 0 ? $0 : nil }
        let first = minimum.map(\.millionths).flatMap { $0 > 0 ? $0 : nil } ?? step ?? unit
        let rounds = step.map { unit / Self.commonDivisor($0, unit) } ?? 1
        let whole = (0..<rounds).lazy.map { (Int128(first) + Int128($0) * Int128(step ?? unit)) }
            .first { $0 % Int128(unit) == 0 }
        guard let step, let whole, whole <= Int128(Self.largest) * Int128(unit) else {
            self.minimum = Int(min(Self.largest, (first + unit - 1) / unit))
            self.interval = 1
            return
        }
        self.minimum = Int(whole / Int128(unit))
        self.interval = Int(min(Int128(Self.largest), Int128(step) * Int128(rounds) / Int128(unit)))
    }

    /// No line has more.
    private static let largest: Int64 = 999_999_999

    /// Whether so many can be ordered.
    public func allows(_ quantity: Int) -> Bool {
        quantity >= minimum && (quantity - minimum) % interval == 0
    }

    /// The least quantity that can be ordered and is not below.
    public func nextValid(_ quantity: Int) -> Int {
        let beyond = max(0, quantity - minimum)
        return minimum + (beyond + interval - 1) / interval * interval
    }

    private static func commonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
        other == 0 ? one : commonDivisor(other, one % other)
    }
}
