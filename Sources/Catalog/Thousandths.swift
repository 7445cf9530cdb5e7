/// An exact measured figure in thousandths of its unit: micrometres of a length in mm, milligrams of a mass in g.
public struct Thousandths: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The figure times one thousand.
    public let count: Int64

    /// A figure given in thousandths.
    public init(_ count: Int64) { self.count = count }

    /// Reads a plain decimal with a point and at most three decimals that are not zero; nil for anything else.
    public init?(decimal text: some StringProtocol) {
        var digits: Int64 = 0
        var decimals = -1
        var sawDigit = false
        var negative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 0x2D where index == 0: negative = true
            case 0x2E where decimals < 0: decimals = 0
            case 0x30...0x39 where decimals >= 3:
                guard byte == 0x30 else { return nil }
            case 0x30...0x39:
                sawDigit = true
                let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
                let (sum, carry) = shifted.addingReportingOverflow(Int64(byte - 0x30))
                guard !overflow && !carry else { return nil }
                digits = sum
                if decimals >= 0 { decimals += 1 }
            default: return nil
            }
        }
        guard sawDigit && decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<3 {
            let (shifted, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = shifted
        }
        count = negative ? -digits : digits
    }

    /// The figure as a decimal without needless zeros: "6", "2.65".
    public var description: String {
        let whole = count.magnitude / 1000
        let rest = count.magnitude % 1000
        var text = (count < 0 ? "-" : "") + String(whole)
        guard rest > 0 else { return text }
        var decimals = String(rest)
        while decimals.utf8.count < 3 { decimals = "0" + decimals }
        while decimals.hasSuffix("0") { decimals.removeLast() }
        text += "." + decimals
        return text
    }

    /// Order by size.
    public static func < (one: Thousandths, other: Thousandths) -> Bool { one.count < other.count }
}
