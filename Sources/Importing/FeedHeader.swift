internal import Catalog
internal import Quantities

/// What a feed says before its first record.
public struct FeedHeader: Sendable, Equatable {
    /// The currency of prices that name none.
    public var currency: String?
    /// What picture addresses begin with.
    public var pictureRoot: String?
    /// The language of texts that name none.
    public var language: String?
    /// The catalog's own name and version, as one text.
    public var catalog: String?
    /// For an update: how many came before it since the last full catalog.
    public var sequence: String?
    /// The validity of prices that name none.
    public var validFrom: String?
    /// The validity of prices that name none.
    public var validTo: String?
    /// ISO 3166-1 alpha-2 where the feed gives one for all items.
    public var countryOfOrigin: String?
    var priceFactor: Decimal?

    init() {}

    /// Reads the header's own record.
    init(_ record: MappedRecord, _ compiled: CompiledProfile) {
        func text(_ field: HeaderField) -> String? {
            guard let rule = compiled.header[field] else { return nil }
            for slot in rule.slots {
                if let found = record.values[slot].first { return rule.rule.map[found.text] ?? found.text }
            }
            return rule.rule.fallback
        }
        currency = text(.currency)
        pictureRoot = text(.pictureRoot)
        language = text(.language)
        catalog = [text(.catalog), text(.version)].compactMap { $0 }.joined(separator: " ")
        sequence = text(.sequence)
        validFrom = text(.validFrom).flatMap(CalendarDay.init)?.text
        validTo = text(.validTo).flatMap(CalendarDay.init)?.text
        priceFactor = text(.priceFactor).flatMap { try? Decimal($0, notation: compiled.profile.notation) }
        countryOfOrigin = text(.countryOfOrigin).flatMap { $0.utf8.count == 2 ? $0.uppercased() : nil }
    }

    /// The parts that decide what a record means, for the digest of records.
    var meaning: [String] {
        [
            currency, pictureRoot, language, validFrom, validTo, countryOfOrigin, priceFactor?.text,
        ].map { $0 ?? "" }
    }
}
