internal import Catalog
internal import Quantities

/// What the records of one feed say again and again, read once: names of features, units, days.
///
/// Belongs to one reading and one thread. A feed of hostile variety gains nothing: what is remembered is bounded.
final class ReadingMemory {
    /// What a feature's name means.
    struct FeatureName {
        /// The name in one line.
        let text: String
        /// The field it fills, if it fills one.
        let field: AttributeField?
        /// The unit written behind it in brackets.
        let unit: String?
    }

    private static let most = 4096
    private var names: [String: FeatureName] = [:]
    private var units: [String: String?] = [:]
    private var days: [String: CalendarDay?] = [:]

    /// A feature's name as the feed writes it.
    func featureName(_ raw: String, _ attributes: [String: AttributeField]) -> FeatureName {
        if let known = names[raw] { return known }
        let text = PlainText.line(raw).text
        let name = FeatureName(
            text: text, field: attributes[AttributeName.folded(text)], unit: AttributeName.unit(in: text))
        if names.count < Self.most { names[raw] = name }
        return name
    }

    /// The code of a unit, nil when it is not known.
    func unit(_ word: String) -> String? {
        if let known = units[word] { return known }
        let code = UnitOfMeasure.recognised(word)?.code
        if units.count < Self.most { units[word] = .some(code) }
        return code
    }

    /// A day of the calendar, nil when it is none.
    func day(_ text: String) -> CalendarDay? {
        if let known = days[text] { return known }
        let day = CalendarDay(text)
        if days.count < Self.most { days[text] = .some(day) }
        return day
    }
}
