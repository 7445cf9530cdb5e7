/// How a document writes its numbers: the decimal mark and, where it has one, the mark between thousands.
///
/// The notation is told by the profile, never guessed from a number: `1.234` is a thousand in one and one and a bit
/// in the other.
public struct NumberNotation: Sendable, Hashable {
    /// `.` or `,`.
    public let decimalMark: Unicode.Scalar
    /// The mark between groups of three digits, or nil when there must be none.
    ///
    /// A blank also stands for a no-break
    /// and a narrow no-break space.
    public let groupMark: Unicode.Scalar?
    /// A second decimal mark, where a format lets its writers choose; nil in most.
    ///
    /// A number such as `1.234` could then be a thousand of a writer who groups against the format, and is refused.
    public let otherMark: Unicode.Scalar?

    /// A notation; the marks must differ.
    public init(
        decimalMark: Unicode.Scalar, groupMark: Unicode.Scalar? = nil, otherMark: Unicode.Scalar? = nil
    ) {
        precondition(
            decimalMark != groupMark && decimalMark != otherMark && (otherMark == nil || otherMark != groupMark),
            "the decimal marks and the thousands mark must differ")
        self.decimalMark = decimalMark
        self.groupMark = groupMark
        self.otherMark = otherMark
    }

    /// `1234.56`, as XML Schema writes a decimal.
    public static let plain = NumberNotation(decimalMark: ".")
}

/// Why a text is not a decimal.
public enum DecimalRefusal: Error, Sendable, Hashable {
    /// Anything but digits, a sign in front and the notation's marks in their places.
    case notDecimal
    /// More than 6 digits after the point or more than 12 before it.
    case tooPrecise
}

extension Decimal {
    /// Reads a whole text as a number, or refuses it; blanks around it must have been removed.
    ///
    /// A sign, digits and one decimal mark are allowed; `,8` and `8,` are. An exponent is not.
    /// Zeros beyond the sixth digit after the point do not count as precision.
    public init(_ text: String, notation: NumberNotation = .plain) throws(DecimalRefusal) {
        var scanner = DecimalScanner(notation: notation)
        for scalar in text.unicodeScalars { try scanner.take(scalar) }
        self = try scanner.finish()
    }
}

private struct DecimalScanner {
    let notation: NumberNotation
    var negative = false
    var started = false
    var integerCount = 0
    var significantIntegers = 0
    var fractionCount = 0
    var value: Int64 = 0
    var inFraction = false
    var tooPrecise = false
    /// Digits since the last thousands mark; nil before the first one.
    var sinceGroup: Int?

    init(notation: NumberNotation) { self.notation = notation }

    mutating func take(_ scalar: Unicode.Scalar) throws(DecimalRefusal) {
        if scalar.value >= 48 && scalar.value <= 57 {
            started = true
            takeDigit(Int64(scalar.value - 48))
        } else if scalar == notation.decimalMark || scalar == notation.otherMark {
            guard !inFraction, sinceGroup == nil || sinceGroup == 3 else { throw .notDecimal }
            inFraction = true
            started = true
        } else if isGroupMark(scalar) {
            // No thousands begin with a zero: `0.402` under a decimal comma is the other notation.
            guard !inFraction, significantIntegers > 0, sinceGroup == nil ? integerCount <= 3 : sinceGroup == 3 else {
                throw .notDecimal
            }
            sinceGroup = 0
        } else if (scalar == "-" || scalar == "+") && !started {
            negative = scalar == "-"
            started = true
        } else {
            throw .notDecimal
        }
    }

    private func isGroupMark(_ scalar: Unicode.Scalar) -> Bool {
        guard let mark = notation.groupMark else { return false }
        if mark == " " { return scalar == " " || scalar.value == 0xA0 || scalar.value == 0x202F }
        return scalar == mark
    }

    private mutating func takeDigit(_ digit: Int64) {
        if inFraction {
            fractionCount += 1
            guard fractionCount <= Decimal.fractionDigits else {
                tooPrecise = tooPrecise || digit != 0
                return
            }
        } else {
            integerCount += 1
            if let count = sinceGroup { sinceGroup = count + 1 }
            if significantIntegers > 0 || digit != 0 { significantIntegers += 1 }
            guard significantIntegers <= Decimal.integerDigits else {
                tooPrecise = true
                return
            }
        }
        value = value * 10 + digit
    }

    mutating func finish() throws(DecimalRefusal) -> Decimal {
        guard integerCount + fractionCount > 0, sinceGroup == nil || sinceGroup == 3 else { throw .notDecimal }
        let couldBeGroup = fractionCount == 3 && significantIntegers > 0 && integerCount <= 3 && sinceGroup == nil
        guard notation.otherMark == nil || !couldBeGroup else { throw .notDecimal }
        guard !tooPrecise else { throw .tooPrecise }
        for _ in min(fractionCount, Decimal.fractionDigits)..<Decimal.fractionDigits { value *= 10 }
        return Decimal(millionths: negative ? -value : value)
    }
}
