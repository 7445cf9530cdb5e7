internal import Catalog
internal import Quantities

/// Reads the values of one record by the rules of its profile and gathers what is wrong with them.
struct FieldReading {
    let compiled: CompiledProfile
    let record: MappedRecord
    let header: FeedHeader
    let memory: ReadingMemory
    let recordLine: Int
    let recordColumn: Int
    var findings: [Finding] = []
    var faults: [RecordFault] = []
    /// Texts of features that are named as material, shape or treatment.
    var namedTexts = (materials: [String](), shapes: [String](), treatments: [String]())

    /// Whether the record has a price at all, be it one on request.
    var hasPriceElement: Bool {
        compiled.prices.contains { group, rules in
            guard isRecord(group) else { return !record.instances[group].isEmpty }
            return record.instances[group].contains { value(rules[.amount], in: $0) != nil }
        }
    }

    /// Whether a group has no element of its own, so that only an amount makes it a price.
    func isRecord(_ group: Int) -> Bool { compiled.recordPlan.groups[group].isRecord }

    private var notation: NumberNotation { compiled.profile.notation }

    init(
        compiled: CompiledProfile, record: MappedRecord, header: FeedHeader, memory: ReadingMemory, line: Int,
        column: Int
    ) {
        self.memory = memory
        self.compiled = compiled
        self.header = header
        self.record = record
        recordLine = line
        recordColumn = column
    }

    // MARK: Texts

    /// The first text present among a rule's paths, after its part and map; nil when absent.
    func value(_ rule: RecordPlan.Rule?) -> FoundText? {
        guard let rule else { return nil }
        for slot in rule.singles {
            if let found = preferred(record.values[slot], rule.rule), let text = shaped(found, rule) {
                return text
            }
        }
        for slots in rule.slots where rule.singles.isEmpty {
            let found = joined(slots.map { preferred(record.values[$0], rule.rule) }, rule.rule)
            if let found, let text = shaped(found, rule) { return text }
        }
        if let constant = constant(rule.rule) { return constant }
        for other in rule.others {
            if let found = value(other) { return found }
        }
        return nil
    }

    /// All texts of the first path that has any.
    func values(_ rule: RecordPlan.Rule?) -> [FoundText] {
        guard let rule else { return [] }
        for slots in rule.slots {
            if slots.count == 1 {
                guard !record.values[slots[0]].isEmpty else { continue }
                let texts = record.values[slots[0]].compactMap { shaped($0, rule) }
                return rule.rule.part == .lines ? texts.flatMap(Self.lines) : texts
            }
            let found = joined(slots.map { record.values[$0].first }, rule.rule)
            if let found, let text = shaped(found, rule) { return [text] }
        }
        for other in rule.others {
            let found = values(other)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The text of a field of a group's instance.
    func value(_ rule: RecordPlan.Rule?, in instance: [FoundText?]) -> FoundText? {
        guard let rule else { return nil }
        for place in rule.singlePlaces {
            if let found = instance[place], let text = shaped(found, rule) { return text }
        }
        for slots in rule.slots where rule.singles.isEmpty {
            let texts = slots.map { compiled.recordPlan.places[$0].flatMap { instance[$0.index] } }
            if let found = joined(texts, rule.rule), let text = shaped(found, rule) { return text }
        }
        if let constant = constant(rule.rule) { return constant }
        for other in rule.others {
            if let found = value(other, in: instance) { return found }
        }
        return nil
    }

    /// One text of those that are present.
    private func joined(_ texts: [FoundText?], _ rule: ValueRule) -> FoundText? {
        if texts.count == 1 { return texts[0] }
        let present = texts.compactMap { $0 }
        guard var first = present.first else { return nil }
        for text in present.dropFirst() { first.text += rule.join + text.text }
        return first
    }

    private func constant(_ rule: ValueRule) -> FoundText? {
        rule.fallback.map { FoundText(text: $0, node: 0, line: recordLine, column: recordColumn) }
    }

    private func preferred(_ found: [FoundText], _ rule: ValueRule) -> FoundText? {
        guard rule.language != nil, found.count > 1 else { return found.first }
        for language in compiled.profile.languages {
            if let match = found.first(where: { $0.language == language }) { return match }
        }
        return found.first
    }

    private func shaped(_ found: FoundText, _ compiled: RecordPlan.Rule) -> FoundText? {
        if compiled.isVerbatim { return found.text.isEmpty ? nil : found }
        let rule = compiled.rule
        var found = found
        found.text = Self.part(rule.part, of: found.text)
        found.text = rule.meaning(of: found.text)
        if let list = rule.list { found.text = header.lists[list]?[found.text] ?? "" }
        return found.text.isEmpty ? nil : found
    }

    private static func part(_ part: ValueRule.Part, of text: String) -> String {
        switch part {
        case .whole: return text
        case .number: return AmountText(text).number
        case .currency: return AmountText(text).currency
        case .before: return text.split(separator: "/").first.map(String.init) ?? text
        case .after: return text.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        case .unguarded, .lines: return unguarded(text)
        }
    }

    private static func unguarded(_ text: String) -> String {
        text.first == "'" && FormulaText.isFormula(text) ? String(text.dropFirst()) : text
    }

    private static func lines(_ found: FoundText) -> [FoundText] {
        found.text.split(whereSeparator: \.isNewline).map { line in
            var part = found
            part.text = String(line)
            return part
        }
    }

    // MARK: Notes

    mutating func find(_ code: String, _ field: String, _ found: FoundText?, _ message: String) {
        findings.append(
            Finding(code: code, field: field, value: found?.text, message: message, line: found?.line ?? recordLine))
    }

    mutating func fault(
        _ code: String, _ field: String, _ found: FoundText?, _ message: String, rule: RecordPlan.Rule? = nil
    ) {
        let node =
            found?.node
            ?? rule?.slots.first?.first.flatMap { compiled.recordPlan.nodes(of: $0).first }
        faults.append(
            RecordFault(
                code: code, field: field, value: found?.text, message: message, line: found?.line ?? recordLine,
                column: found?.column ?? recordColumn, path: node.map(compiled.recordPlan.path(of:)) ?? ""))
    }

    // MARK: Kinds of value

    /// A text made plain, with findings for what was taken out.
    mutating func plain(_ field: ItemField, paragraphs: Bool = false) -> FoundText? {
        guard var found = value(compiled.fields[field]) else { return nil }
        found.text = plainText(found, field.rawValue, paragraphs: paragraphs)
        return found.text.isEmpty ? nil : found
    }

    mutating func plainText(_ found: FoundText, _ field: String, paragraphs: Bool) -> String {
        let result = paragraphs ? PlainText.paragraphs(found.text) : PlainText.line(found.text)
        if result.hadMarkup { find("markup_removed", field, found, "markup was removed from the text") }
        if result.hadControls { find("control_removed", field, nil, "control characters were removed from the text") }
        return result.text
    }

    /// A positive quantity; anything else is a fault of the record.
    mutating func quantity(_ field: ItemField) -> Decimal? {
        guard let found = value(compiled.fields[field]) else { return nil }
        return positive(found, field.rawValue)
    }

    mutating func positive(_ found: FoundText, _ field: String) -> Decimal? {
        if let value = try? Decimal(found.text, notation: notation), value.millionths > 0 { return value }
        fault(
            "quantity_invalid", field, found,
            "\"\(found.text)\" is no quantity: a number above zero is needed, written as the profile says")
        return nil
    }

    /// A day; an impossible one is a fault.
    ///
    /// A year before 1000 means always.
    mutating func date(_ found: FoundText?, _ field: String) -> String? {
        guard let found else { return nil }
        guard let day = memory.day(found.text) else {
            fault("date_invalid", field, found, "\"\(found.text)\" is no day of the calendar; write yyyy-mm-dd")
            return nil
        }
        return day.year < 1000 ? nil : day.text
    }

    /// A number of days; nil when it is none, is below zero or has a unit that is no time.
    func days(_ found: FoundText, _ rule: RecordPlan.Rule?) -> Decimal? {
        guard let number = try? Decimal(found.text, notation: notation), number >= .zero else { return nil }
        let word = rule?.unitSlot.flatMap { record.values[$0].first?.text } ?? rule?.rule.unit
        guard let word else { return number }
        switch UnitOfMeasure.recognised(word)?.code {
        case "DAY": return number
        case "WEE": return Decimal.quotient(number, times: Decimal(7), by: Decimal(1))
        case "HUR": return Decimal.quotient(number, times: Decimal(1), by: Decimal(24))
        default: return nil
        }
    }

    /// A unit by its code, else the supplier's word with a finding.
    mutating func unit(_ field: ItemField) -> String? {
        guard let found = value(compiled.fields[field]) else { return nil }
        if let code = memory.unit(found.text) { return code }
        find("unit_unknown", field.rawValue, found, "the unit is not known; the supplier's word is kept")
        return found.text
    }
}

/// A day of the calendar as feeds write it: `yyyy-mm-dd`, with or without a time behind it.
struct CalendarDay {
    let year: Int
    let text: String

    init?(_ text: String) {
        let end = text.utf8.firstIndex { !Self.isDigit($0) && $0 != UInt8(ascii: "-") } ?? text.endIndex
        // A zone west of Greenwich begins like another part of the day.
        let parts = text[..<end].split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2]), parts[1].utf8.count <= 2, parts[2].utf8.count <= 2,
            (1...12).contains(month), day >= 1, day <= Self.days(in: month, year),
            Self.isTime(text[parts[2].endIndex...])
        else { return nil }
        self.year = year
        self.text = "\(parts[0])-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether what stands behind a day is nothing, a time, a zone, or both: `T08:30:00.5+01:00`, ` 08:30`, `Z`, `-05:00`.
    ///
    /// Another day or a word is none: the day alone would say less than the text, or something else.
    private static func isTime(_ text: Substring) -> Bool {
        // Every digit counts as 0, so that only the form is left.
        var form = Substring(String(decoding: text.utf8.map { isDigit($0) ? UInt8(ascii: "0") : $0 }, as: UTF8.self))
        if form.hasPrefix("T00:00") || form.hasPrefix(" 00:00") {
            form = form.dropFirst(6)
            if form.hasPrefix(":00") { form = form.dropFirst(3) }
            if form.hasPrefix(".0") || form.hasPrefix(",0") { form = form.dropFirst().drop { $0 == "0" } }
        }
        if form.first == " ", form.count > 1 { form.removeFirst() }
        return ["", "T", "Z", "UTC", "GMT", "+00:00", "-00:00", "+0000", "-0000", "+00", "-00"].contains(form)
    }

    private static func days(in month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}

/// An amount with its currency in one text: `12.50 EUR`, `12.50EUR`, `EUR 12.50`.
///
/// Only one word of three letters at either end is taken off, so that `12.5O EUR` stays what it is: no number.
struct AmountText {
    /// What is left without the currency; all of the text when there is no digit in it.
    let number: String
    /// The three letters, also where they stand alone, or an empty text.
    let currency: String

    init(_ text: String) {
        guard text.contains(where: \.isNumber) else {
            // A currency in an element of its own; other words, as `POA`, are none.
            (number, currency) = (text, Currency(text)?.code ?? "")
            return
        }
        let tail = text.suffix(3)
        let head = text.prefix(3)
        if Self.isCode(tail), !(text.dropLast(3).last?.isLetter ?? false) {
            (number, currency) = (text.dropLast(3).withoutBlanksAround, String(tail))
        } else if Self.isCode(head), !(text.dropFirst(3).first?.isLetter ?? false) {
            (number, currency) = (text.dropFirst(3).withoutBlanksAround, String(head))
        } else {
            (number, currency) = (text, "")
        }
    }

    private static func isCode(_ text: Substring) -> Bool {
        text.count == 3 && text.allSatisfy { $0.isASCII && $0.isLetter }
    }
}
