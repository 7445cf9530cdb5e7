/// The text of a number in a cell, by its decimal digits alone: it never passes through a binary fraction.
struct CellNumber {
    private var isNegative = false
    /// Significant digits, without zeros in front.
    private var digits: [UInt8] = []
    /// How many of the digits stand before the point; may be below zero or beyond their count.
    private var point = 0
    /// As many digits of a number as a spreadsheet keeps and shows.
    ///
    /// Excel writes up to 17 so that the binary fraction comes back: 1.1 lies in the file as 1.1000000000000001.
    private static let kept = 15

    /// Reads `12.50`, `-3`, `1.5E-3`; nil when it is no number, or one beyond those of spreadsheets.
    init?(_ text: Substring) {
        var rest = text.utf8[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        var seen = 0
        var isBehindPoint = false
        while let byte = rest.first, Self.isDigit(byte) || (byte == UInt8(ascii: ".") && !isBehindPoint) {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: ".") {
                isBehindPoint = true
                continue
            }
            seen += 1
            if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte - 48) }
            if !isBehindPoint {
                point += digits.isEmpty ? 0 : 1
            } else if digits.isEmpty {
                point -= 1
            }
        }
        guard seen > 0, seen <= 400 else { return nil }
        if let mark = rest.first, mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e") {
            guard let exponent = Int(Substring(rest.dropFirst())), abs(exponent) <= 400 else { return nil }
            point += exponent
            rest = rest[rest.endIndex...]
        }
        guard rest.isEmpty else { return nil }
    }

    /// The number without an exponent, with the profile's decimal mark.
    func text(decimalMark: Unicode.Scalar) -> String {
        var (digits, point) = rounded
        guard !digits.isEmpty else { return "0" }
        var text = isNegative ? "-" : ""
        if point <= 0 {
            text += "0"
            digits = Array(repeating: 0, count: -point) + digits
            point = 0
        } else {
            digits += Array(repeating: 0, count: max(0, point - digits.count))
            text += Self.text(digits[..<point])
        }
        guard digits.count > point else { return text }
        text.unicodeScalars.append(decimalMark)
        return text + Self.text(digits[point...])
    }

    /// The whole number padded with zeros in front, as the format `0000` shows it; nil for other numbers.
    func padded(to width: Int) -> String? {
        let (digits, point) = rounded
        guard !isNegative, digits.count <= point || digits.isEmpty else { return nil }
        let text = self.text(decimalMark: ".")
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    /// Whole days and the seconds of a further one; nil below zero and beyond the calendar of spreadsheets.
    var days: (whole: Int, seconds: Int)? {
        guard !isNegative, point <= 7 else { return nil }
        var whole = 0
        for place in 0..<max(0, point) { whole = whole * 10 + Int(place < digits.count ? digits[place] : 0) }
        // Twelve digits of a day are far below a second.
        var part = 0
        for place in point..<(point + 12) {
            part = part * 10 + (place >= 0 && place < digits.count ? Int(digits[place]) : 0)
        }
        let seconds = (part * 86_400 + 500_000_000_000) / 1_000_000_000_000
        return seconds == 86_400 ? (whole + 1, 0) : (whole, seconds)
    }

    /// With 15 digits at most, the last one rounded; a number that has no more stays as it is written.
    private var rounded: (digits: [UInt8], point: Int) {
        guard digits.count > Self.kept else { return (digits, point) }
        var (digits, point) = (Array(digits[..<Self.kept]), point)
        if self.digits[Self.kept] >= 5 {
            var place = Self.kept - 1
            while place >= 0, digits[place] == 9 { place -= 1 }
            if place >= 0 {
                digits[place] += 1
                digits.replaceSubrange((place + 1)..., with: repeatElement(0, count: Self.kept - 1 - place))
            } else {
                digits = [1]
                point += 1
            }
        }
        while digits.last == 0 { digits.removeLast() }
        return (digits, point)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
    }
}

/// The days of a spreadsheet, which are numbers.
struct CellDay {
    /// Whether day 0 is 1904-01-01, as in workbooks of old Macintoshes.
    var isFrom1904 = false

    /// `2026-11-16`, with a time behind it where the number has a fraction; nil where it is no day.
    func text(_ number: CellNumber) -> String? {
        guard let (whole, seconds) = number.days else { return nil }
        // 1900 counts as a leap year there: day 60 is one that never was.
        guard isFrom1904 || (whole >= 1 && whole != 60), whole < 2_958_466 else { return nil }
        let sinceEpoch = isFrom1904 ? whole - 24_107 : whole - (whole < 60 ? 25_568 : 25_569)
        let day = Self.calendarDay(sinceEpoch)
        guard seconds > 0 else { return day }
        return day + "T" + [seconds / 3600, seconds / 60 % 60, seconds % 60].map(Self.two).joined(separator: ":")
    }

    /// The day so many days after 1970-01-01, by the rule of 400 years that begin in March.
    private static func calendarDay(_ sinceEpoch: Int) -> String {
        let days = sinceEpoch + 719_468
        let era = days / 146_097
        let ofEra = days - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * ofYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(year)-\(two(month))-\(two(ofYear - (153 * fromMarch + 2) / 5 + 1))"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
