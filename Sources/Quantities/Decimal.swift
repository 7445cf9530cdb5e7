/// An exact decimal number with at most 12 digits before and 6 digits after the point.
///
/// Stored as a whole number of millionths, so that sums are exact and comparisons cheap. It holds every amount,
/// unit price, quantity and dimension of Nephrite; what does not fit is refused where it is read, never cut.
public struct Decimal: Sendable, Hashable {
    /// The value in millionths.
    public let millionths: Int64

    /// Digits after the point that are kept.
    public static let fractionDigits = 6
    /// Digits before the point that are allowed.
    public static let integerDigits = 12
    static let one: Int64 = 1_000_000
    static let largest: Int64 = 999_999_999_999_999_999

    /// A decimal of so many millionths.
    ///
    /// A value beyond 12 integer digits is a bug of the caller.
    public init(millionths: Int64) {
        precondition(millionths.magnitude <= UInt64(Self.largest), "a decimal has at most 12 integer digits")
        self.millionths = millionths
    }

    /// A whole number.
    public init(_ whole: Int) {
        self.init(millionths: Int64(whole) * Self.one)
    }

    /// Nothing.
    public static let zero = Decimal(millionths: 0)

    /// Whether there is nothing after the point.
    public var isWhole: Bool { millionths % Self.one == 0 }

    /// The whole number, or nil when there is a fraction.
    public var whole: Int? { isWhole ? Int(millionths / Self.one) : nil }

    /// The digits, with a point where needed and no more of them than needed: `12.5`, `0.105`, `-3`.
    public var text: String { text(minimumFractionDigits: 0) }

    /// The digits with at least so many after the point: `12.50`.
    public func text(minimumFractionDigits: Int) -> String {
        let magnitude = millionths.magnitude
        var fraction = magnitude % UInt64(Self.one)
        var digits = Self.fractionDigits
        while digits > minimumFractionDigits && fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        let sign = millionths < 0 ? "-" : ""
        let integer = String(magnitude / UInt64(Self.one))
        guard digits > 0 else { return sign + integer }
        let tail = String(fraction)
        return sign + integer + "." + String(repeating: "0", count: digits - tail.count) + tail
    }
}

extension Decimal: Comparable {
    /// Orders by value.
    public static func < (left: Decimal, right: Decimal) -> Bool { left.millionths < right.millionths }
}

extension Decimal: CustomStringConvertible {
    /// The shortest exact digits.
    public var description: String { text }
}

extension Decimal {
    /// The product of the factors divided by the divisor, rounded half to even at the sixth digit.
    ///
    /// - Returns: nil when the result has more than 12 integer digits or the divisor is zero.
    public static func quotient(_ amount: Decimal, times factor: Decimal = Decimal(1), by divisor: Decimal) -> Decimal?
    {
        guard divisor.millionths != 0 else { return nil }
        let numerator = Int128(amount.millionths) * Int128(factor.millionths)
        guard let rounded = halfEven(numerator, Int128(divisor.millionths)) else { return nil }
        return rounded.magnitude <= UInt128(largest) ? Decimal(millionths: Int64(rounded)) : nil
    }

    /// This value times a whole ratio, rounded half to even at the sixth digit; nil when it does not fit.
    public func scaled(by numerator: Int64, over denominator: Int64) -> Decimal? {
        guard let rounded = Self.halfEven(Int128(millionths) * Int128(numerator), Int128(denominator)),
            rounded.magnitude <= UInt128(Self.largest)
        else { return nil }
        return Decimal(millionths: Int64(rounded))
    }

    /// This value times a whole ratio where that is exact at the sixth digit; nil where it is not, or does not fit.
    public func exactly(times numerator: Int64, over denominator: Int64) -> Decimal? {
        guard denominator != 0 else { return nil }
        let (quotient, remainder) = (Int128(millionths) * Int128(numerator)).quotientAndRemainder(
            dividingBy: Int128(denominator))
        guard remainder == 0, quotient.magnitude <= UInt128(Self.largest) else { return nil }
        return Decimal(millionths: Int64(quotient))
    }

    private static func halfEven(_ numerator: Int128, _ denominator: Int128) -> Int128? {
        guard denominator != 0 else { return nil }
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = remainder.magnitude * 2
        let bound = denominator.magnitude
        guard twice > bound || (twice == bound && quotient % 2 != 0) else { return quotient }
        return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1
    }
}
