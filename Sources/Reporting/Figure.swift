/// An exact decimal of six digits after the point and as many before it as sums need.
package struct Figure: Sendable, Hashable, Comparable {
    /// The value in millionths.
    package let millionths: Int128

    /// A figure of so many millionths.
    package init(millionths: Int128) { self.millionths = millionths }

    /// A whole number.
    package init(_ whole: Int) { millionths = Int128(whole) * 1_000_000 }

    /// Nothing.
    package static let zero = Figure(millionths: 0)

    /// Reads digits as the server writes them; nil for anything but at most 24 digits before and 6 after the point.
    package init?(_ text: String) {
        let isNegative = text.utf8.first == UInt8(ascii: "-")
        let parts = text.utf8.dropFirst(isNegative ? 1 : 0).split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, (1...24).contains(whole.count) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : whole[whole.endIndex...]
        guard parts.count == 1 || !fraction.isEmpty else { return nil }
        // A scale beyond six digits is fine as long as nothing stands there.
        guard fraction.dropFirst(6).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
        var value: Int128 = 0
        for byte in Array(whole) + Array(fraction.prefix(6)) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int128(byte - UInt8(ascii: "0"))
        }
        for _ in min(6, fraction.count)..<6 { value *= 10 }
        millionths = isNegative ? -value : value
    }

    /// The digits, with at least so many after the point and no more of them than needed.
    package func text(minimumFractionDigits: Int = 0) -> String {
        let magnitude = millionths.magnitude
        var fraction = String(magnitude % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.count > minimumFractionDigits, fraction.last == "0" { fraction.removeLast() }
        return (millionths < 0 ? "-" : "") + String(magnitude / 1_000_000) + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// The sum.
    package static func + (left: Figure, right: Figure) -> Figure {
        Figure(millionths: left.millionths + right.millionths)
    }

    /// The lesser comes first.
    package static func < (left: Figure, right: Figure) -> Bool { left.millionths < right.millionths }

    /// So many percent of another figure, to one digit after the point, halves to even; nil where there is nothing above
    /// zero to compare with.
    package func percent(of whole: Figure) -> Figure? {
        guard whole.millionths > 0, millionths.magnitude < UInt128(1) << 100 else { return nil }
        let (quotient, remainder) = (millionths * 1_000).quotientAndRemainder(dividingBy: whole.millionths)
        let twice = remainder.magnitude * 2
        var tenths = quotient
        if twice > whole.millionths.magnitude || (twice == whole.millionths.magnitude && quotient % 2 != 0) {
            tenths += millionths < 0 ? -1 : 1
        }
        return Figure(millionths: tenths * 100_000)
    }

    /// The change from another figure to this one, in percent of that; nil where it is not above zero.
    package func change(from before: Figure) -> Figure? {
        Figure(millionths: millionths - before.millionths).percent(of: before)
    }
}
