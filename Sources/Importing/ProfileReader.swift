internal import Crypto
internal import Quantities
internal import Yams

/// A profile that cannot be used: every mistake in it, with its line.
public struct ProfileFault: Error, Sendable, CustomStringConvertible {
    /// One mistake.
    public struct Mistake: Sendable, Equatable {
        /// The line in the YAML text, from 1; 0 when the text as a whole is meant.
        public let line: Int
        /// What is wrong and how to put it right.
        public let message: String
        /// The column, from 1; 0 when there is none.
        public var column = 0
        /// The key it is about, as `fields.gtin` or `price_groups[0].amount`; empty when the text as a whole is meant.
        public var key = ""
        /// What to write instead; empty where the message says it.
        public var remedy = ""
    }

    /// The profile's name, or the file's.
    public let profile: String
    /// In the order of the lines.
    public let mistakes: [Mistake]

    /// One line for each mistake.
    public var description: String {
        mistakes.map { "profile \(profile), line \($0.line): \($0.message)" }.joined(separator: "\n")
    }
}

/// Reads a profile's YAML and lists every mistake in it.
struct ProfileReader {
    let name: String
    private(set) var mistakes: [ProfileFault.Mistake] = []
    /// Prefixes that paths may use.
    private var namespaces: [String: String] = [:]
    /// Lists that values may name.
    private var listNames: Set<String> = []
    /// Whether the feed is a table, whose columns have titles and no namespaces.
    private var isTable = false

    /// The profile of a text; `base` finds the text of the profile it extends.
    static func read(
        _ source: String, name: String, attributes: String, base: (String) -> String?
    ) throws(ProfileFault) -> Profile {
        var reader = ProfileReader(name: name)
        let own = reader.mapping(of: source)
        var keys = own
        var texts = [attributes, source]
        var extended = own["extends"]
        while let node = extended {
            guard let name = node.string, let text = base(name), texts.count < 10 else {
                reader.note(node, "there is no profile of this name to extend; `profile list` shows them")
                break
            }
            texts.insert(text, at: 1)
            let below = reader.mapping(of: text)
            keys = below.merging(keys) { _, own in own }
            extended = below["extends"]
        }
        // What a document looks like tells nothing of the dialect that extends its profile.
        if own["detect"] == nil { keys["detect"] = nil }
        let known = reader.attributeNames(reader.mapping(of: attributes)["attributes"])
        let profile = reader.profile(keys, source: source, known: known, texts: texts)
        guard reader.mistakes.isEmpty, let profile else {
            throw ProfileFault(profile: name, mistakes: reader.mistakes.sorted { $0.line < $1.line })
        }
        return profile
    }

    private static let topKeys: Set<String> = [
        "profile", "title", "format", "extends", "detect", "numbers", "prices", "languages", "messages", "records",
        "namespaces", "variants", "context", "lists", "table", "header", "change", "fields", "price_groups", "cost",
        "features", "pictures", "attributes", "order", "buyers", "lines",
    ]

    private static let valueKeys = [
        "path", "join", "default", "constant", "map", "part", "list", "language", "unit", "unit_path",
    ]

    private mutating func profile(
        _ keys: [String: Node], source: String, known: [String: AttributeField], texts: [String]
    ) -> Profile? {
        for (key, node) in keys where !Self.topKeys.contains(key) {
            note(
                node, "unknown key \"\(key)\"; known are \(Self.topKeys.sorted().joined(separator: ", "))", key: key,
                remedy: Suggestion.remedy(for: key, among: Self.topKeys))
        }
        if let node = keys["namespaces"] { namespaces = words(node, "namespaces", "prefix: name of the namespace") }
        isTable = keys["table"] != nil
        let lists = lists(keys["lists"])
        let own = string(keys["profile"], "profile") ?? name
        let fields = rules(keys["fields"], ItemField.self, "fields")
        let order = order(keys)
        if fields[.partNumber] == nil, order == nil {
            note(keys["fields"], "fields must have part_number: it is what identifies a record", key: "fields")
        }
        let table = table(keys)
        let records = table == nil ? records(keys["records"]) : [RecordElement(name: TableRule.record)]
        if records.isEmpty { note(keys["records"], "records must name the element of a record", key: "records") }
        let policy = choice(keys["prices"], PricePolicy.self, "prices") ?? .optional
        var digest = SHA256()
        for text in texts { digest.update(data: Array(text.utf8)) }
        return Profile(
            name: own, title: string(keys["title"], "title") ?? own, format: string(keys["format"], "format") ?? own,
            pricePolicy: policy, notation: notation(keys["numbers"]), digest: Array(digest.finalize()), source: source,
            table: table, rules: detection(keys["detect"]), languages: strings(keys["languages"], "languages"),
            messages: table == nil ? messages(keys["messages"]) : [tableMessage(keys["table"])], records: records,
            variants: keys["variants"].flatMap { elements($0) }, namespaces: namespaces, lists: lists,
            context: keys["context"].flatMap { context($0) },
            header: rules(keys["header"], HeaderField.self, "header"), change: keys["change"].flatMap { rule($0) },
            fields: fields, prices: prices(keys["price_groups"]), costKinds: strings(keys["cost"], "cost"),
            features: features(keys["features"]), pictures: list(keys["pictures"]).compactMap { rule($0) },
            attributes: known.merging(attributeNames(keys["attributes"])) { _, new in new }, order: order)
    }

    // MARK: Parts

    private mutating func detection(_ node: Node?) -> [DetectionRule] {
        list(node).compactMap { entry in
            guard let mapping = entry.mapping, let root = mapping["root"]?.string else {
                note(entry, "a detect entry needs at least root: NAME")
                return nil
            }
            var rule = DetectionRule(root: root)
            for (key, value) in mapping {
                switch key.string {
                case "root": break
                case "namespace": rule.namespace = value.string
                case "elements": rule.elements = strings(value, "elements")
                case "text": rule.texts = words(value, "text", "element: pattern")
                case "unless": rule.unless = words(value, "unless", "element: pattern")
                case let key?: rule.attributes[key] = value.string
                case nil: note(key, "a key must be a word")
                }
            }
            return rule
        }
    }

    private mutating func notation(_ node: Node?) -> NumberNotation {
        guard let node else { return .plain }
        let marks = list(node["decimal"]).compactMap { $0.string?.unicodeScalars.first }
        guard let mark = marks.first, Set(marks).isSubset(of: [".", ","]) else {
            note(node, "numbers needs decimal: \".\" or \",\", or both in brackets")
            return .plain
        }
        let group = node["group"]?.string?.unicodeScalars.first
        guard group.map(marks.contains) != true else {
            note(node, "the thousands mark cannot be the decimal mark")
            return .plain
        }
        return NumberNotation(decimalMark: mark, groupMark: group, otherMark: marks.first { $0 != mark })
    }

    private mutating func messages(_ node: Node?) -> [Message] {
        let entries = list(node).compactMap { entry -> Message? in
            guard let element = entry["element"]?.string else {
                note(entry, "a message needs element: NAME, the element its records stand in")
                return nil
            }
            let mode = choice(entry["mode"], ImportMode.self, "mode") ?? .full
            let replaces = choice(entry["replaces"], Replacement.self, "replaces") ?? .all
            return Message(element: element, mode: mode, replaces: replaces)
        }
        if entries.isEmpty {
            note(node, "messages must name at least one element that records stand in", key: "messages")
        }
        return entries
    }

    private mutating func lists(_ node: Node?) -> [String: ListRule] {
        var lists: [String: ListRule] = [:]
        for (key, entry) in node?.mapping ?? [:] {
            let rule = ListRule(each: each(entry), fields: rules(entry, ListField.self, "lists", besides: ["each"]))
            if rule.each == nil || rule.fields[.key] == nil || rule.fields[.text] == nil {
                note(entry, "a list needs each, key and text")
            }
            lists[key.string ?? ""] = rule
        }
        listNames = Set(lists.keys)
        return lists
    }

    private mutating func context(_ node: Node) -> Context? {
        guard let path = path(node) else { return nil }
        guard path.steps.count == 1, path.steps[0].names.count == 1, let attribute = path.attribute else {
            note(node, "context takes one element and its attribute: ELEMENT/@name")
            return nil
        }
        return Context(element: path.steps[0].names[0], attribute: attribute)
    }

    private mutating func records(_ node: Node?) -> [RecordElement] {
        list(node).compactMap { entry in
            guard let path = path(entry.mapping?["element"] ?? entry) else { return nil }
            guard path.steps.count == 1, path.steps[0].names.count == 1, path.attribute == nil,
                path.origin == .group(levelsUp: 0)
            else {
                note(entry, "a record is an element's name, with conditions behind it where not all count")
                return nil
            }
            var record = RecordElement(name: path.steps[0].names[0], conditions: path.steps[0].conditions)
            for (key, value) in entry.mapping ?? [:] where key.string != "element" {
                record.change =
                    key.string == "change" ? value.string.flatMap(RecordElement.Change.init(rawValue:)) : nil
                if record.change == nil { note(key, "a record has element and, where it withdraws, change: delete") }
            }
            return record
        }
    }

    /// A path to elements below the record.
    private mutating func elements(_ node: Node) -> Path? {
        guard let path = path(node) else { return nil }
        guard path.attribute == nil, path.origin == .group(levelsUp: 0), !path.steps.isEmpty,
            path.steps.allSatisfy({ $0.conditions.isEmpty })
        else {
            note(node, "variants takes a path of elements, without conditions")
            return nil
        }
        return path
    }

    /// The table that takes the place of messages and records; nil for XML.
    private mutating func table(_ keys: [String: Node]) -> TableRule? {
        guard let node = keys["table"] else { return nil }
        for key in ["messages", "records", "detect", "namespaces", "variants", "context", "lists"] {
            if let other = keys[key] { note(other, "a table has rows and no \(key); leave it out", key: key) }
        }
        guard let mapping = node.mapping else {
            note(node, "table must be a mapping, as {delimiter: \";\", encoding: utf-8}")
            return TableRule()
        }
        var table = TableRule()
        for (key, value) in mapping {
            switch key.string {
            case "delimiter": table.delimiter = delimiter(value) ?? table.delimiter
            case "encoding": table.encoding = choice(value, TextEncoding.self, "encoding") ?? table.encoding
            case "header_row":
                if let row = value.int, (0...100).contains(row) {
                    table.headerRow = row
                } else {
                    note(value, "header_row is the row that names the columns, 1 to 100; 0 where none does")
                }
            case "sheet": table.sheet = string(value, "sheet")
            case "columns": table.columns = columns(value)
            case "optional": table.optional = Set(strings(value, "optional"))
            case "mode", "replaces": break
            default:
                note(
                    key,
                    "unknown key \"\(key.string ?? "")\"; a table has \(Self.tableKeys.sorted().joined(separator: ", "))",
                    key: key.string ?? "", remedy: Suggestion.remedy(for: key.string, among: Self.tableKeys))
            }
        }
        if table.headerRow == 0, table.columns.isEmpty || table.columns.contains(where: { $0.title != nil }) {
            note(node, "without a header row columns must list the names of the columns in their order")
        }
        return table
    }

    private static let tableKeys: Set<String> = [
        "delimiter", "encoding", "header_row", "sheet", "columns", "optional", "mode", "replaces",
    ]

    private mutating func tableMessage(_ node: Node?) -> Message {
        Message(
            element: TableRule.message, mode: choice(node?["mode"], ImportMode.self, "mode") ?? .full,
            replaces: choice(node?["replaces"], Replacement.self, "replaces") ?? .all)
    }

    private mutating func delimiter(_ node: Node) -> UInt8? {
        if node.string == "tab" { return 9 }
        let bytes = Array((node.string ?? "").utf8)
        if bytes.count == 1, [9, UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "|")].contains(bytes[0]) {
            return bytes[0]
        }
        note(node, "delimiter is \";\", \",\", \"|\" or tab")
        return nil
    }

    private mutating func columns(_ node: Node) -> [(name: String, title: String?)] {
        guard let mapping = node.mapping else { return strings(node, "columns").map { ($0, nil) } }
        return mapping.compactMap { key, value in
            guard let name = key.string, let title = string(value, "columns") else { return nil }
            return (name, title)
        }
    }

    private mutating func prices(_ node: Node?) -> [PriceRule] {
        list(node).map { entry in
            PriceRule(each: each(entry), fields: rules(entry, PriceField.self, "price_groups", besides: ["each"]))
        }
    }

    private mutating func features(_ node: Node?) -> [FeatureRule] {
        list(node).map { entry in
            FeatureRule(each: each(entry), fields: rules(entry, FeatureField.self, "features", besides: ["each"]))
        }
    }

    /// The rules of a profile of orders, where there are any.
    private mutating func order(_ keys: [String: Node]) -> OrderRules? {
        guard let node = keys["order"] else {
            for key in ["buyers", "lines"] where keys[key] != nil {
                note(keys[key], "\(key) belongs to a profile with order")
            }
            return nil
        }
        let fields = rules(node, OrderField.self, "order")
        let buyers = list(keys["buyers"]).map { entry in
            BuyerRule(each: each(entry), fields: rules(entry, BuyerField.self, "buyers", besides: ["each"]))
        }
        let lines = list(keys["lines"]).map { entry in
            OrderLineRule(each: each(entry), fields: rules(entry, OrderLineField.self, "lines", besides: ["each"]))
        }
        if fields[.poNumber] == nil { note(node, "order must have po_number: it is what identifies an order") }
        if buyers.isEmpty || buyers.contains(where: { $0.each == nil || $0.fields[.value] == nil }) {
            note(keys["buyers"] ?? node, "buyers needs entries with each and value: they tell who orders")
        }
        if lines.isEmpty || lines.contains(where: { $0.each == nil || $0.fields[.quantity] == nil }) {
            note(keys["lines"] ?? node, "lines needs entries with each and quantity")
        }
        return OrderRules(fields: fields, buyers: buyers, lines: lines)
    }

    private mutating func each(_ node: Node) -> Path? {
        node["each"].flatMap { path($0) }
    }

    private mutating func attributeNames(_ node: Node?) -> [String: AttributeField] {
        var names: [String: AttributeField] = [:]
        guard let node else { return names }
        for (key, value) in node.mapping ?? [:] {
            guard let field = key.string.flatMap(AttributeField.init(rawValue:)) else {
                note(
                    key, unknown(key.string ?? "", AttributeField.self), key: key.string ?? "",
                    remedy: Suggestion.remedy(for: key.string, among: AttributeField.allCases.map(\.rawValue)))
                continue
            }
            for name in strings(value, "attributes") { names[AttributeName.folded(name)] = field }
        }
        return names
    }

    // MARK: Rules

    private mutating func rules<Field: RawRepresentable & CaseIterable & Hashable>(
        _ node: Node?, _ type: Field.Type, _ place: String, besides: Set<String> = []
    ) -> [Field: ValueRule] where Field.RawValue == String {
        var rules: [Field: ValueRule] = [:]
        guard let node else { return rules }
        guard let mapping = node.mapping else {
            note(node, "\(place) must be a mapping of fields to paths")
            return rules
        }
        for (key, value) in mapping where !besides.contains(key.string ?? "") {
            guard let field = key.string.flatMap(Field.init(rawValue:)) else {
                note(
                    key, unknown(key.string ?? "", type), key: key.string ?? "",
                    remedy: Suggestion.remedy(for: key.string, among: type.allCases.map(\.rawValue)))
                continue
            }
            if let rule = rule(value) { rules[field] = rule }
        }
        return rules
    }

    private mutating func rule(_ node: Node) -> ValueRule? {
        var rule = ValueRule()
        if node.sequence?.contains(where: { $0.mapping != nil }) == true {
            // Paths and rules one after the other: the first that finds something counts.
            var rules = list(node).compactMap { self.rule($0) }
            guard !rules.isEmpty else { return nil }
            rule = rules.removeFirst()
            rule.others += rules
            return rule
        }
        guard let mapping = node.mapping else {
            rule.paths = alternatives(node)
            return rule
        }
        for (key, value) in mapping {
            switch key.string {
            case "path": rule.paths = alternatives(value)
            case "join": rule.join = value.string ?? " "
            case "default": rule.fallback = value.string
            case "constant": rule.fallback = value.string
            case "map":
                rule.map = words(value, "map", "word: meaning")
                rule.patterns = (value.mapping ?? [:]).compactMap { key, meaning in
                    guard let pattern = key.string, pattern.utf8.contains(UInt8(ascii: "*")) else { return nil }
                    return (pattern, meaning.string ?? "")
                }
            case "part": rule.part = choice(value, ValueRule.Part.self, "part") ?? .whole
            case "language": rule.language = language(value)
            case "list":
                rule.list = value.string
                if !listNames.contains(value.string ?? "") { note(value, "lists has none of this name") }
            case "unit": rule.unit = value.string
            case "unit_path": rule.unitPath = path(value)
            default:
                note(
                    key,
                    "unknown key \"\(key.string ?? "")\"; a value has \(Self.valueKeys.joined(separator: ", "))",
                    key: key.string ?? "", remedy: Suggestion.remedy(for: key.string, among: Self.valueKeys))
            }
        }
        if rule.paths.isEmpty && rule.fallback == nil { note(node, "a value needs a path or a constant") }
        return rule
    }

    /// `@lang`, also without its mark, or `../@lang` of the element around.
    private mutating func language(_ node: Node) -> ValueRule.Language? {
        guard var path = path(node) else { return nil }
        if path.attribute == nil, path.steps.count == 1 { path.attribute = path.steps.removeFirst().names.first }
        guard path.steps.isEmpty, let attribute = path.attribute, case .group(let levels) = path.origin else {
            note(node, "language takes an attribute: \"@lang\", or \"../@lang\" of the element around the text's")
            return nil
        }
        return ValueRule.Language(attribute: attribute, levelsUp: levels)
    }

    /// Paths of which the first counts that has a text; a list in the list is joined.
    private mutating func alternatives(_ node: Node) -> [[Path]] {
        list(node).compactMap { entry in
            let joined = list(entry).compactMap { path($0) }
            return joined.isEmpty ? nil : joined
        }
    }

    private mutating func path(_ node: Node) -> Path? {
        guard let text = node.string else {
            note(node, "a path must be a text")
            return nil
        }
        do {
            let path = try Path(text)
            for name in path.names where name.contains(":") {
                let prefix = name.prefix { $0 != ":" }
                guard namespaces[String(prefix)] == nil else { continue }
                note(
                    node,
                    isTable
                        ? "path \"\(text)\": a title with a colon takes a name of your own in columns"
                        : "path \"\(text)\": namespaces does not say what the prefix \"\(prefix)\" stands for")
            }
            return path
        } catch {
            note(node, error.message)
            return nil
        }
    }

    // MARK: YAML

    /// More than a hundred times the longest profile there is.
    private static let longest = 1 << 20

    /// The bound that a text passes, so that its YAML is not looked at; nil where it passes none.
    static func passedBound(_ text: String) -> String? {
        if text.utf8.count > longest { return "a profile has at most 1 MiB" }
        return aliasesAreFew(text) ? nil : "a profile takes at most 8 anchors (&name) and 40 aliases (*name) of them"
    }

    private mutating func mapping(of text: String) -> [String: Node] {
        if let bound = Self.passedBound(text) {
            mistakes.append(.init(line: 0, message: bound))
            return [:]
        }
        do {
            guard let mapping = try Yams.compose(yaml: text)?.mapping else {
                mistakes.append(.init(line: 1, message: "a profile is a YAML mapping: key: value"))
                return [:]
            }
            var keys: [String: Node] = [:]
            for (key, value) in mapping { keys[key.string ?? ""] = value }
            return keys
        } catch let error as YamlError {
            mistakes.append(Self.mistake(error))
        } catch {
            mistakes.append(.init(line: 0, message: "not readable as YAML"))
        }
        return [:]
    }

    /// Whether few names stand behind `&` as well as behind `*`, and the latter not often.
    ///
    /// Aliases within aliases make a text of a few lines as large as one likes; so many come to half a million nodes at most.
    private static func aliasesAreFew(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return true }
        func names(behind mark: Unicode.Scalar) -> [String] {
            text.unicodeScalars.split(separator: mark, omittingEmptySubsequences: false).dropFirst().map { part in
                String(
                    part.prefix {
                        $0.isASCII && ($0 == "_" || $0 == "-" || Character($0).isLetter || Character($0).isNumber)
                    })
            }
        }
        let anchors = Set(names(behind: "&"))
        let aliases = names(behind: "*").filter { !$0.isEmpty && anchors.contains($0) }
        return Set(aliases).count <= 8 && aliases.count <= 40
    }

    static func mistake(_ error: YamlError) -> ProfileFault.Mistake {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return .init(line: mark.line, message: "not YAML: \(problem)", column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            return .init(
                line: context.mark.line,
                message:
                    "the key stands in one mapping twice, here for the first time: \(keys.sorted().joined(separator: ", "))",
                column: context.mark.column, key: keys.min() ?? "", remedy: "keep one of them")
        default:
            return .init(line: 0, message: "not readable as YAML: \(error)")
        }
    }

    private func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        return node.sequence.map(Array.init) ?? [node]
    }

    private mutating func strings(_ node: Node?, _ key: String) -> [String] {
        list(node).compactMap { entry in
            if entry.string == nil { note(entry, "\(key) takes words") }
            return entry.string
        }
    }

    private mutating func string(_ node: Node?, _ key: String) -> String? {
        guard let node else { return nil }
        if node.string == nil { note(node, "\(key) takes a text") }
        return node.string
    }

    private mutating func words(_ node: Node, _ place: String, _ form: String) -> [String: String] {
        var words: [String: String] = [:]
        for (key, value) in node.mapping ?? [:] { words[key.string ?? ""] = value.string }
        if words.isEmpty { note(node, "\(place) takes \(form)") }
        return words
    }

    private mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ node: Node?, _ type: Value.Type, _ key: String
    ) -> Value? where Value.RawValue == String {
        guard let node else { return nil }
        guard let value = node.string.flatMap(Value.init(rawValue:)) else {
            note(
                node, "\(key): " + unknown(node.string ?? "", type),
                remedy: Suggestion.remedy(for: node.string, among: type.allCases.map(\.rawValue)))
            return nil
        }
        return value
    }

    private func unknown<Value: RawRepresentable & CaseIterable>(_ word: String, _ type: Value.Type) -> String
    where Value.RawValue == String {
        "unknown word \"\(word)\"; known are \(type.allCases.map(\.rawValue).joined(separator: ", "))"
    }

    private mutating func note(_ node: Node?, _ message: String, key: String = "", remedy: String = "") {
        mistakes.append(
            .init(
                line: node?.mark?.line ?? 0, message: message, column: node?.mark?.column ?? 0, key: key, remedy: remedy
            ))
    }

    private init(name: String) { self.name = name }
}
