internal import Quantities
internal import Rendering

/// What a cell of a sheet holds.
enum SheetValue: Equatable {
    /// Nothing.
    case blank
    /// Words, which a spreadsheet never takes for a formula.
    case text(String)
    /// A number that a spreadsheet keeps to the last digit; days are counted as Excel does, moments are parts of them.
    case number(Double)

    /// The most characters of a cell, in UTF-16.
    static let mostCharacters = 32_767

    /// A cell of a report.
    ///
    /// What a spreadsheet cannot hold as it is, an exact decimal of more than 15 digits or a day before March 1900, is text.
    init(_ cell: Cell, of kind: Column.Kind, text: @autoclosure () -> String) {
        switch (cell, kind) {
        case (.absent, _): self = .blank
        case (.text(let words), .date): self = Self.day(words) ?? Self.words(words)
        case (.text(let words), .timestamp): self = Self.moment(words) ?? Self.words(words)
        case (.text(let words), _): self = Self.words(words)
        case (.whole(let whole), _): self = Self.number(Figure(whole)) ?? .text(text())
        case (.figure(let figure), _): self = Self.number(figure) ?? .text(text())
        }
    }

    /// Words made harmless and fit for XML, cut where a cell is full.
    static func words(_ text: String) -> SheetValue {
        var text = TerminalText.safe(text)
        // XML has no such characters.
        if text.unicodeScalars.contains(where: { $0.value & 0xFFFE == 0xFFFE }) {
            text = String(
                String.UnicodeScalarView(text.unicodeScalars.map { $0.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : $0 }))
        }
        text = Self.escaped(text)
        guard text.utf16.count > mostCharacters else { return .text(text) }
        var cut = ""
        var room = mostCharacters - 1
        for scalar in text.unicodeScalars {
            room -= scalar.value > 0xFFFF ? 2 : 1
            guard room >= 0 else { break }
            cut.unicodeScalars.append(scalar)
        }
        return .text(cut + "…")
    }

    /// `_x0041_` would be an A: its first line is written as Excel writes one.
    private static func escaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
    }

    /// A figure of at most 15 digits, which is what a spreadsheet keeps; nil for others.
    static func number(_ figure: Figure) -> SheetValue? {
        let text = figure.text()
        var digits = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: ".") }.drop {
            $0 == UInt8(ascii: "0")
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        guard digits.count <= 15, let number = Double(text) else { return nil }
        return .number(number)
    }

    /// Excel counts days from 1900, and takes that year for a leap year: only from March on do all programs agree.
    private static func serial(_ day: Day) -> Int? {
        let serial = day.number + 25_569
        return serial > 60 && day.year <= 9999 ? serial : nil
    }

    private static func day(_ text: String) -> SheetValue? {
        Day(text).flatMap(serial).map { .number(Double($0)) }
    }

    /// To the second.
    private static func moment(_ text: String) -> SheetValue? {
        guard let day = Day(String(text.prefix(10))).flatMap(serial) else { return nil }
        let parts = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return .number(Double(day * 86_400 + parts[0] * 3600 + parts[1] * 60 + parts[2]) / 86_400)
    }
}
