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
        var text = text
        guard let figure = text.withUTF8({ Figure($0) }) else { return nil }
        self = figure
    }

    /// The same of a text's bytes.
    package init?(_ text: UnsafeBufferPointer<UInt8>) {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text[1...] : text[...]
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.endIndex
        guard (1...24).contains(point - digits.startIndex), point != digits.endIndex - 1 else { return nil }
        // A word of the machine holds 18 digits.
        var value: Int128 = 0
        var (part, scale, count) = (0, 1, 0)
        func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
        for byte in digits[..<point] {
            guard isDigit(byte) else { return nil }
            if count == 12 {
                value = value * Int128(scale) + Int128(part)
                (part, scale, count) = (0, 1, 0)
            }
            part = part &* 10 &+ Int(byte &- UInt8(ascii: "0"))
            scale = scale &* 10
            count += 1
        }
        var places = 0
        for byte in digits[min(point + 1, digits.endIndex)...] {
            guard isDigit(byte) else { return nil }
            guard places < 6 else {
                // A scale beyond six digits is fine as long as nothing stands there.
                guard byte == UInt8(ascii: "0") else { return nil }
                continue
            }
            part = part &* 10 &+ Int(byte &- UInt8(ascii: "0"))
            scale = scale &* 10
            places += 1
        }
        while places < 6 {
            part = part &* 10
            scale = scale &* 10
            places += 1
        }
        value = value == 0 ? Int128(part) : value * Int128(scale) + Int128(part)
        millionths = isNegative ? -value : value
    }

    /// The digits, with at least so many after the point and no more of them than needed.
    package func text(minimumFractionDigits: Int = 0) -> String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostBytes) { bytes in
            let count = write(to: bytes, minimumFractionDigits: minimumFractionDigits)
            return String(decoding: bytes[..<count], as: UTF8.self)
        }
    }

    /// Room for the text of any figure: a sign, 39 digits and a point, with a few to spare.
    static let mostBytes = 48

    /// Writes the text into room of `mostBytes`; answers its length.
    func write(to bytes: UnsafeMutableBufferPointer<UInt8>, minimumFractionDigits: Int = 0) -> Int {
        var count = 0
        if millionths < 0 {
            bytes[0] = UInt8(ascii: "-")
            count = 1
        }
        let (whole, rest) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let first = count
        if whole <= UInt64.max {
            var left = UInt64(whole)
            repeat {
                bytes[count] = UInt8(ascii: "0") + UInt8(left % 10)
                left /= 10
                count += 1
            } while left > 0
        } else {
            var left = whole
            while left > 0 {
                bytes[count] = UInt8(ascii: "0") + UInt8(left % 10)
                left /= 10
                count += 1
            }
        }
        bytes[first..<count].reverse()
        var (fraction, digits) = (UInt32(rest), 6)
        while digits > minimumFractionDigits, fraction % 10 == 0, digits > 0 {
            fraction /= 10
            digits -= 1
        }
        guard digits > 0 else { return count }
        bytes[count] = UInt8(ascii: ".")
        for place in stride(from: count + digits, to: count, by: -1) {
            bytes[place] = UInt8(ascii: "0") + UInt8(fraction % 10)
            fraction /= 10
        }
        return count + digits + 1
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
