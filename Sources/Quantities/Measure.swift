/// A length in millimetres or a mass in grams, read from what a supplier wrote.
public enum Measure {
    /// Which quantity is measured; its base unit is the millimetre, the gram.
    public enum Dimension: String, Sendable {
        /// Millimetres.
        case length
        /// Grams.
        case mass
    }

    /// The value in the base unit, rounded half to even at six digits.
    ///
    /// The unit is the one written behind the number, else the one given beside it; a number with neither is refused,
    /// as is one that is not positive.
    /// - Returns: nil for anything but one positive number with a unit of that dimension.
    public static func baseValue(
        _ text: String, unit: String?, of dimension: Dimension, notation: NumberNotation = .plain
    ) -> Decimal? {
        let (number, suffix) = split(text)
        let word = suffix.isEmpty ? (unit ?? "") : suffix
        guard let ratio = ratio(of: word, dimension),
            let value = try? Decimal(number, notation: notation), value.millionths > 0
        else { return nil }
        return value.scaled(by: ratio.numerator, over: ratio.denominator)
    }

    /// The word behind a number that is no unit we know, or nil when there is no such word.
    public static func unknownUnit(in text: String) -> String? {
        let (number, word) = split(text)
        guard !number.isEmpty, !word.isEmpty, !word.contains(where: { $0.isNumber }),
            UnitOfMeasure.recognised(word) == nil
        else { return nil }
        return word
    }

    private static func split(_ text: String) -> (number: String, unit: String) {
        let marks: Set<Unicode.Scalar> = [".", ",", "+", "-", " ", "\u{A0}", "\u{202F}"]
        let scalars = text.unicodeScalars
        let end =
            scalars.firstIndex { !(("0"..."9").contains($0) || marks.contains($0)) } ?? scalars.endIndex
        let number = trimmed(scalars[scalars.startIndex..<end])
        return (number, trimmed(scalars[end...]))
    }

    private static func trimmed(_ scalars: Substring.UnicodeScalarView) -> String {
        var view = scalars
        while let first = view.first, first == " " || first.value == 0xA0 || first.value == 0x202F {
            view.removeFirst()
        }
        while let last = view.last, last == " " || last.value == 0xA0 || last.value == 0x202F { view.removeLast() }
        return String(view)
    }

    /// By what a value in one unit is multiplied to be one in another; nil when they are no units of one dimension.
    public static func ratio(from written: String, to wanted: String) -> (numerator: Int64, denominator: Int64)? {
        for dimension in [Dimension.length, .mass] {
            guard let from = ratio(of: written, dimension), let to = ratio(of: wanted, dimension) else { continue }
            return (from.numerator * to.denominator, from.denominator * to.numerator)
        }
        return nil
    }

    private static func ratio(of word: String, _ dimension: Dimension) -> (numerator: Int64, denominator: Int64)? {
        guard let unit = UnitOfMeasure.recognised(word) else { return nil }
        switch (dimension, unit.code) {
        case (.length, "MMT"), (.mass, "GRM"): return (1, 1)
        case (.length, "CMT"): return (10, 1)
        case (.length, "MTR"), (.mass, "KGM"): return (1000, 1)
        case (.length, "INH"): return (254, 10)
        case (.length, "FOT"): return (3048, 10)
        case (.length, "4H"), (.mass, "MGM"): return (1, 1000)
        case (.mass, "LBR"): return (45_359_237, 100_000)
        case (.mass, "ONZ"): return (28_349_523_125, 1_000_000_000)
        case (.mass, "CTM"): return (2, 10)
        default: return nil
        }
    }
}
