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
    /// The entries of the lists, by list and key.
    var lists: [String: [String: String]] = [:]
    /// What the document says of itself, where it does.
    var mode: ImportMode?

    init() {}

    /// Reads the header's own record.
    init(_ record: MappedRecord, _ compiled: CompiledProfile) {
        func text(_ field: HeaderField) -> String? { compiled.header[field].flatMap(text) }
        func text(_ rule: RecordPlan.Rule) -> String? {
            for slots in rule.slots {
                let texts = slots.compactMap { record.values[$0].first?.text }
                if !texts.isEmpty { return rule.rule.meaning(of: texts.joined(separator: rule.rule.join)) }
            }
            return rule.rule.fallback ?? rule.others.lazy.compactMap(text).first
        }
        currency = text(.currency)
        pictureRoot = text(.pictureRoot)
        language = text(.language)
        catalog = [text(.catalog), text(.version)].compactMap { $0 }.joined(separator: " ")
        sequence = text(.sequence)
        validFrom = text(.validFrom).flatMap(CalendarDay.init)?.text
        validTo = text(.validTo).flatMap(CalendarDay.init)?.text
        priceFactor = text(.priceFactor).flatMap { try? Decimal($0, notation: compiled.profile.notation) }
        for (name, group, rules) in compiled.lists {
            lists[name] = Self.entries(record.instances[group], rules, compiled.headerPlan)
        }
        mode = text(.mode).flatMap(ImportMode.init(rawValue:))
        countryOfOrigin = text(.countryOfOrigin).flatMap { $0.utf8.count == 2 ? $0.uppercased() : nil }
    }

    /// The texts of a list by key, with those of their parents in front: `Stones > Jade`.
    private static func entries(
        _ instances: [[FoundText?]], _ rules: RuleTable<ListField>, _ plan: RecordPlan
    ) -> [String: String] {
        func text(_ field: ListField, _ instance: [FoundText?]) -> String? {
            guard let slots = rules[field]?.slots else { return nil }
            return slots.lazy.compactMap { plan.places[$0[0]].flatMap { instance[$0.index]?.text } }.first
        }
        var own: [String: (text: String, parent: String?)] = [:]
        for instance in instances {
            guard let key = text(.key, instance), let words = text(.text, instance) else { continue }
            own[key] = (words, text(.parent, instance))
        }
        return own.mapValues { entry in
            var words = [entry.text]
            var parent = entry.parent
            // Parents that go round in a circle end somewhere.
            while let key = parent, let above = own[key], words.count < 10 {
                words.append(above.text)
                parent = above.parent
            }
            return words.reversed().joined(separator: " > ")
        }
    }

    /// The parts that decide what a record means, for the digest of records.
    var meaning: [String] {
        [
            currency, pictureRoot, language, validFrom, validTo, countryOfOrigin, priceFactor?.text,
        ].map { $0 ?? "" }
            + lists.sorted { $0.key < $1.key }.flatMap { name, entries in
                entries.sorted { $0.key < $1.key }.map { "\(name) \($0.key) \($0.value)" }
            }
    }
}
