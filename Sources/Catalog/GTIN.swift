/// A Global Trade Item Number whose check digit has been verified.
///
/// Two numbers are equal when their 14-digit forms are equal, whatever form they were written in.
/// Source: GS1 General Specifications, check digit; restricted prefixes.
public struct GTIN: Hashable, Sendable {
    /// How many digits the number has in its own form.
    public enum Form: Int, Sendable, CaseIterable {
        /// A GTIN-8, for small packs.
        case gtin8 = 8
        /// A GTIN-12, the UPC of North America.
        case gtin12 = 12
        /// A GTIN-13, the former EAN.
        case gtin13 = 13
        /// A GTIN-14, for trade packs.
        case gtin14 = 14
    }

    /// Why a text is no GTIN; the first reason that applies is given, in this order.
    public enum Refusal: Error, Hashable, Sendable {
        /// There is something else than digits, blanks and hyphens.
        case notDigits
        /// The digits are not 8, 12, 13 or 14.
        case wrongLength(Int)
        /// Nothing but zeros, which some shops write for "none".
        case allZeros
        /// The last digit is not the one that the others ask for.
        case badCheckDigit(found: Int, expected: Int)
    }

    /// The number as 14 digits with leading zeros, as it is stored and compared.
    public let canonical14: String
    /// The form in which it was written; 14 digits that begin with a zero are a GTIN-13.
    public let form: Form

    /// The digits in the number's own form, without the zeros that only fill it up to 14.
    public var display: String { String(canonical14.suffix(form.rawValue)) }

    /// Whether the number is one that GS1 leaves to internal use; a finding, not a refusal.
    ///
    /// The prefixes are 020-029, 040-049 and 200-299 of the 13 digits without a pack indicator; a GTIN-8 has its own first
    /// three digits as prefix.
    public var hasRestrictedPrefix: Bool {
        let digits = Array(canonical14.utf8)
        let first = form == .gtin8 ? 6 : 1
        let prefix = digits[first..<first + 3].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return (20...29).contains(prefix) || (40...49).contains(prefix) || (200...299).contains(prefix)
    }

    /// Reads a number as it is written in a feed, with or without blanks and hyphens.
    public init(_ text: some StringProtocol) throws(Refusal) {
        var digits: [UInt8] = []
        digits.reserveCapacity(14)
        for scalar in text.unicodeScalars where !GTIN.isFiller(scalar) {
            guard (0x30...0x39).contains(scalar.value) else { throw .notDigits }
            digits.append(UInt8(scalar.value - 0x30))
        }
        guard let entered = Form(rawValue: digits.count) else { throw .wrongLength(digits.count) }
        guard digits.contains(where: { $0 != 0 }) else { throw .allZeros }
        let found = Int(digits[digits.count - 1])
        let expected = GTIN.checkDigit(of: digits.dropLast())
        guard found == expected else { throw .badCheckDigit(found: found, expected: expected) }
        form = entered == .gtin14 && digits[0] == 0 ? .gtin13 : entered
        let padded = Array(repeating: UInt8(0), count: 14 - digits.count) + digits
        canonical14 = String(decoding: padded.map { $0 + 0x30 }, as: UTF8.self)
    }

    /// The check digit that belongs to digits given without one.
    ///
    /// From the right the digits weigh 3, 1, 3, 1 and so on; the check digit fills the sum up to a multiple of ten.
    public static func checkDigit(of digits: some BidirectionalCollection<UInt8>) -> Int {
        var sum = 0
        var weight = 3
        for digit in digits.reversed() {
            sum += Int(digit) * weight
            weight = 4 - weight
        }
        return (10 - sum % 10) % 10
    }

    private static func isFiller(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20, 0x2D, 0xA0, 0x2000...0x2015, 0x202F, 0x2212: true
        default: false
        }
    }

    /// Equality by number, so that a UPC equals the same number written with a leading zero.
    public static func == (one: GTIN, other: GTIN) -> Bool { one.canonical14 == other.canonical14 }

    /// Hashing by number, in step with equality.
    public func hash(into hasher: inout Hasher) { hasher.combine(canonical14) }
}
