import Catalog
import Quantities

@testable import Importing

/// One input: its first byte chooses the reader, the rest is the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard size > 0, let data else { return 0 }
    let text = String(decoding: UnsafeBufferPointer(start: data + 1, count: size - 1), as: UTF8.self)
    switch data[0] % 6 {
    case 0: numbers(text)
    case 1: gtin(text)
    case 2: days(text)
    case 3: measures(text)
    case 4: periods(text)
    default: words(text)
    }
    return 0
}

private let notations = [
    NumberNotation.plain, NumberNotation(decimalMark: ".", groupMark: ","),
    NumberNotation(decimalMark: ",", groupMark: "."), NumberNotation(decimalMark: ",", groupMark: " "),
    NumberNotation(decimalMark: ".", otherMark: ","), NumberNotation(decimalMark: ".", groupMark: "1"),
]

/// What is read is written back equal, and only digits and the notation's marks are read at all.
private func numbers(_ text: String) {
    for notation in notations {
        guard let value = try? Decimal(text, notation: notation) else { continue }
        precondition((try? Decimal(value.text)) == value, "a number is not written back")
        precondition((try? Decimal(value.text(minimumFractionDigits: 6))) == value, "six digits are not written back")
        precondition(text.utf8.contains { (0x30...0x39).contains($0) }, "a number without digits")
        precondition(value.millionths.magnitude <= 999_999_999_999_999_999, "a number out of range")
        let odd = text.unicodeScalars.contains { scalar in
            !"0123456789+-., \u{A0}\u{202F}".unicodeScalars.contains(scalar)
        }
        precondition(!odd, "something else than a number is read")
        _ = Decimal.quotient(value, times: value, by: value)
        _ = value.scaled(by: .max, over: 3)
    }
}

private func gtin(_ text: String) {
    guard let gtin = try? GTIN(text) else { return }
    precondition(gtin.canonical14.utf8.count == 14 && gtin.display.utf8.count == gtin.form.rawValue)
    precondition((try? GTIN(gtin.display)) == gtin && (try? GTIN(gtin.canonical14)) == gtin, "not written back")
    let digits = gtin.canonical14.utf8.map { $0 - 0x30 }
    precondition(GTIN.checkDigit(of: digits.dropLast()) == Int(digits[13]))
    // Any other last digit is refused.
    let wrong = gtin.display.dropLast() + String((digits[13] + 1) % 10)
    precondition((try? GTIN(String(wrong))) == nil, "a wrong check digit is taken")
    _ = gtin.hasRestrictedPrefix
}

private func days(_ text: String) {
    if let day = CalendarDay(text) {
        precondition(CalendarDay(day.text)?.text == day.text, "a day is not written back")
        precondition(Day(day.text)?.text == day.text, "two readers disagree on a day")
        precondition(text.hasPrefix(day.text.prefix(4)), "another year than the text's")
    }
    if let day = Day(text) {
        precondition(day.text == text, "a day is not written back")
        precondition(CalendarDay(text)?.text == text, "two readers disagree on a day")
        precondition(day.adding(days: 1).adding(days: -1) == day && day < day.adding(days: 1))
    }
}

private func measures(_ text: String) {
    for dimension in [Measure.Dimension.length, .mass] {
        for unit in [nil, "mm", "kg", "\u{301}"] {
            guard let value = Measure.baseValue(text, unit: unit, of: dimension) else { continue }
            precondition(value >= .zero, "a measure below zero")
            let base = dimension == .length ? "mm" : "g"
            guard value > .zero else { continue }
            precondition(Measure.baseValue(value.text, unit: base, of: dimension) == value, "not written back")
            precondition(Measure.baseValue(value.text + " " + base, unit: nil, of: dimension) == value)
        }
    }
    _ = Measure.unknownUnit(in: text)
}

private func periods(_ text: String) {
    guard let today = Day("2026-11-30"), let period = Period(text, today: today) else { return }
    precondition(period.from <= period.to && period.days >= 1 && period.from.year >= 1000)
    precondition(Period(period.text, today: today) == period, "a period is not written back")
    precondition(period.prior.to < period.from, "the prior period is not before")
    for unit in CalendarUnit.allCases { _ = period.compared(by: [unit.rawValue]) }
}

private func words(_ text: String) {
    if let currency = Currency(text) { precondition(Currency(currency.code) == currency) }
    if let unit = UnitOfMeasure.recognised(text) { precondition(UnitOfMeasure.recognised(unit.code) == unit) }
    let amount = AmountText(text)
    precondition(amount.currency.utf8.count <= 3)
    let line = PlainText.line(text)
    precondition(
        !line.text.unicodeScalars.contains { $0.value < 32 || (127..<160).contains($0.value) }, "a control stays")
    _ = PlainText.paragraphs(text)
    _ = PictureAddress(text, root: "https://x.example/")
    if let path = try? Path(text) { precondition(!path.names.contains(""), "a path with an empty name") }
    if let star = text.firstIndex(of: "*") {
        _ = matchesPattern(String(text[..<star]), String(text[star...]))
    }
    precondition(matchesPattern(text, "*"), "a star does not fit everything")
}
