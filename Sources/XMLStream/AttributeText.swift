internal import Glibc

extension XMLAttributes {
    /// Turns each `&#38;` of the values into the `&` that it stands for.
    ///
    /// libxml2 hands a `&` of a value over in this spelling, so that a tree can be built of it, and every other character
    /// as itself. Such a value is always a copy of its own, which is shortened where it lies. The `defaulted` last ones belong
    /// to the DOCTYPE and are used again; they stay as they are.
    func resolveAmpersands(defaulted: Int) {
        for position in 0..<(count - defaulted) {
            let value = self[position].value
            guard let start = value.baseAddress, let first = memchr(start, 0x26, value.count) else { continue }
            let bytes = UnsafeMutablePointer(mutating: start)
            var from = UnsafeRawPointer(first) - UnsafeRawPointer(start)
            var to = from
            while from < value.count {
                bytes[to] = bytes[from]
                let isSpelled =
                    bytes[from] == 0x26 && value.count - from >= 5 && memcmp(start + from, "&#38;", 5) == 0
                from += isSpelled ? 5 : 1
                to += 1
            }
            fields.unsafelyUnwrapped[position * 5 + 4] = start + to
        }
    }
}
