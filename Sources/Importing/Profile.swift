public import Quantities
internal import XMLStream

/// How one dialect of a feed is read: data, written in YAML, checked when it is read.
///
/// The language is described in `Docs/reference/profiles.md`.
public struct Profile: Sendable {
    /// The name: `bmecat-1.2`.
    public let name: String
    /// What it reads, in a line.
    public let title: String
    /// The format's own name: `BMEcat`.
    public let format: String
    /// How many prices a record must have.
    public let pricePolicy: PricePolicy
    /// How numbers are written.
    public let notation: NumberNotation
    /// Digest of everything that decides what a record means; a change of it makes every record new to look at.
    public let digest: [UInt8]
    /// The YAML text, as shown by `profile show`.
    public let source: String

    /// Whether it reads orders of customers; all others read catalogs of suppliers.
    public var isForOrders: Bool { order != nil }

    /// Whether it reads tables of rows and columns, not XML.
    public var isTable: Bool { table != nil }

    /// Elements in which records stand.
    public var messageElements: [String] { messages.map(\.element) }

    /// How rows are read, where the feed is a table; nil is XML.
    let table: TableRule?
    let rules: [DetectionRule]
    let languages: [String]
    let messages: [Message]
    let records: [RecordElement]
    /// Elements of a record that are items of their own.
    let variants: Path?
    /// Prefixes that paths use, and a pattern of the namespace each stands for.
    let namespaces: [String: String]
    /// Tables that stand before the first record, by the names that values use.
    let lists: [String: ListRule]
    /// An attribute outside the records that holds until it is met again.
    let context: Context?
    let header: [HeaderField: ValueRule]
    let change: ValueRule?
    let fields: [ItemField: ValueRule]
    let prices: [PriceRule]
    let costKinds: [String]
    let features: [FeatureRule]
    let pictures: [ValueRule]
    /// Names of features, folded, and the field each of them fills.
    let attributes: [String: AttributeField]
    /// How an order is read; nil in profiles of catalogs.
    let order: OrderRules?
}

/// How many prices a record must have.
public enum PricePolicy: String, Sendable, CaseIterable {
    /// A record without any price is quarantined.
    case required
    /// A record may have none.
    case optional
    /// The format has none.
    case none
}

/// What a message does to the catalog of its supplier.
public enum ImportMode: String, Sendable, CaseIterable {
    /// It is the whole catalog: what is not in it is missing.
    case full
    /// It tells of changes: what is not in it stays.
    case delta
}

/// What a record of a delta replaces of the item we have.
public enum Replacement: String, Sendable, CaseIterable {
    /// The whole item.
    case all
    /// The fields that are present.
    case present
    /// The prices only; an item we do not have is not made.
    case prices
}

/// A kind of message: the element it stands in, and what it does.
struct Message: Sendable {
    /// The name that stands for the document itself, so that its root is a record.
    static let document = "/"

    let element: String
    let mode: ImportMode
    let replaces: Replacement
}

/// An element that is a record.
struct RecordElement: Sendable, Equatable {
    let name: String
    /// What must hold for it to count; records that fail are passed over as if they were not there.
    var conditions: [Path.Condition] = []
    /// What it does by being what it is; nil for most.
    var change: Change?

    /// Whether it withdraws its item.
    var isWithdrawal: Bool { change == .delete }

    /// What a record of a catalog (withdraw the item) or an order (change or cancel an earlier one) does.
    enum Change: String, Sendable, CaseIterable {
        case delete, amend, cancel
    }
}

/// A table before the first record: what the keys that records use stand for.
struct ListRule: Sendable {
    var each: Path?
    var fields: [ListField: ValueRule]
}

/// An entry of a list.
enum ListField: String, Sendable, CaseIterable {
    case key, text, parent
}

/// An attribute of an element outside the records; a record reads it by `@^`.
struct Context: Sendable {
    let element: String
    let attribute: String
    /// The attribute by which a record has the value, also where it was set aside and is read again; `^` in paths.
    static let name = "nephrite-context"

    /// The value that holds from an element on, empty without the attribute; nil where the element is another one.
    func value(of name: XMLName, _ attributes: XMLAttributes) -> [UInt8]? {
        guard name.string == element else { return nil }
        var value: [UInt8] = []
        for place in 0..<attributes.count where attributes[place].name.string == attribute {
            value = Array(attributes[place].value)
        }
        return value
    }
}

/// One way to know a document: all that it names must hold.
struct DetectionRule: Sendable {
    var root: String
    /// Attributes of the root and the patterns they must match.
    var attributes: [String: String] = [:]
    /// A pattern that one namespace of the first elements must match.
    var namespace: String?
    /// Local names, one of which must be among the first elements.
    var elements: [String] = []
    /// Elements and a pattern that the first text of each must match.
    var texts: [String: String] = [:]
    /// Elements and a pattern that the first text of none may match.
    var unless: [String: String] = [:]
}

/// What a header may tell.
enum HeaderField: String, Sendable, CaseIterable {
    case currency, pictureRoot = "picture_root", language, catalog, version, sequence
    case validFrom = "valid_from", validTo = "valid_to", priceFactor = "price_factor"
    case countryOfOrigin = "country_of_origin", mode
}

/// What a record may tell of an item outside prices and features.
enum ItemField: String, Sendable, CaseIterable {
    case partNumber = "part_number", partNumberSuffix = "part_number_suffix"
    case gtin, manufacturerPartNumber = "manufacturer_part_number", manufacturer, brand
    case buyerPartNumber = "buyer_part_number", name, description, keywords, category, status
    case orderUnit = "order_unit", contentUnit = "content_unit", contentQuantity = "content_quantity"
    case minQuantity = "min_quantity", quantityInterval = "quantity_interval", maxQuantity = "max_quantity"
    case leadTimeDays = "lead_time_days", countryOfOrigin = "country_of_origin", hsCode = "hs_code"
    case length, width, thickness, mass, material, shape, treatment, language
}

/// What a price may tell.
enum PriceField: String, Sendable, CaseIterable {
    case kind, amount, currency, factor, priceQuantity = "price_quantity", minQuantity = "min_quantity"
    case maxQuantity = "max_quantity", priceUnit = "price_unit", unitRate = "unit_rate"
    case validFrom = "valid_from", validTo = "valid_to", territory, gross, tax
}

/// What a feature tells.
enum FeatureField: String, Sendable, CaseIterable {
    case name, value, unit
}

/// The fields that features fill by their name.
enum AttributeField: String, Sendable, CaseIterable {
    case length, width, thickness, mass, dimensions, material, shape, treatment
    case countryOfOrigin = "country_of_origin", hsCode = "hs_code"
}

/// Where a value comes from and what is done to it.
struct ValueRule: Sendable {
    /// The first of these that is present; several paths in one entry are joined.
    var paths: [[Path]] = []
    /// What stands between joined texts.
    var join = " "
    /// The value when none is present.
    var fallback: String?
    /// Words of the feed and what they mean; a word that is not there stays as it is.
    var map: [String: String] = [:]
    /// Those words of the map that have a `*` in them, in their order.
    var patterns: [(pattern: String, meaning: String)] = []
    /// Which part of the text is meant.
    var part: Part = .whole
    /// The list whose entry of this key is meant.
    var list: String?
    /// The attribute that tells the language, where several languages stand side by side.
    var language: Language?
    /// What counts when this rule finds nothing, in this order.
    var others: [ValueRule] = []
    /// The unit of a number that carries none itself.
    var unit: String?
    /// Where the unit stands.
    var unitPath: Path?

    /// Whether the text counts as the feed has it.
    var isVerbatim: Bool { map.isEmpty && list == nil && part == .whole }

    /// What a word of the feed means: as it stands in the map, else by the first pattern that fits, else itself.
    func meaning(of word: String) -> String {
        if map.isEmpty { return word }
        if let meaning = map[word] { return meaning }
        return patterns.first { matchesPattern(word, $0.pattern) }?.meaning ?? word
    }

    /// An attribute of a text's element, or of one so many levels above it.
    struct Language: Sendable {
        let attribute: String
        let levelsUp: Int
    }

    /// Which part of a text is meant.
    enum Part: String, Sendable, CaseIterable {
        /// All of it.
        case whole
        /// The number of `12.50 EUR`.
        case number
        /// The three letters of `12.50 EUR`.
        case currency
        /// What stands before the `/` of `2026-01-01/2026-02-01`.
        case before
        /// What stands behind it.
        case after
        /// The text without the apostrophe before a sign that a spreadsheet would take for the beginning of a formula.
        case unguarded
        /// The same, and each line is a text of its own where a field has several.
        case lines
    }
}

/// A group of prices: each element that is one, and its fields.
struct PriceRule: Sendable {
    /// The element that is a price; nil when the record itself holds the one price.
    var each: Path?
    var fields: [PriceField: ValueRule]
}

/// A group of features.
struct FeatureRule: Sendable {
    var each: Path?
    var fields: [FeatureField: ValueRule]
}
