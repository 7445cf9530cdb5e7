internal import Quantities
internal import Yams

/// Looks at a profile's keys for what reads well and can never have an effect, or contradicts something else in it.
///
/// It works on the YAML alone and is generous with what it does not know, so that a new key of the language is not a
/// mistake here: unknown keys are the reader's.
struct ProfileReview {
    let own: Node.Mapping
    /// With what the profile inherits.
    let all: [String: Node]
    private(set) var mistakes: [ProfileFault.Mistake] = []

    init(own: Node.Mapping, all: [String: Node]) {
        self.own = own
        self.all = all
    }

    mutating func run() {
        detection()
        numbers()
        messages()
        header()
        lists()
        rules(own["fields"], "fields", depth: 0)
        for key in ["change", "pictures"] {
            for node in list(own[key]) { rule(node, key, depth: 0) }
        }
        groups("price_groups", needs: ["amount"])
        groups("features", needs: ["name", "value"])
        prices()
        costs()
        attributes()
    }

    // MARK: Parts

    private mutating func detection() {
        for entry in list(own["detect"]) {
            for (key, value) in entry.mapping ?? [:] where value.string == nil && isPattern(key.string) {
                note(value, "detect: \(key.string ?? "") takes a text", "write a pattern in quotes, as \"2.*\"")
            }
        }
    }

    private func isPattern(_ key: String?) -> Bool { !["elements", "text", "unless"].contains(key) }

    private mutating func numbers() {
        guard let mapping = own["numbers"]?.mapping else { return }
        for (key, value) in mapping {
            let word = key.string ?? ""
            if word != "decimal" && word != "group" {
                note(
                    key, "unknown key \"\(word)\"; numbers has decimal and group",
                    Suggestion.remedy(for: word, among: ["decimal", "group"]))
            } else if let mark = list(value).first(where: { $0.string?.unicodeScalars.count != 1 }) {
                note(mark, "numbers: \(word) takes one character", "write it in quotes, as \(word): \".\"")
            }
        }
    }

    private mutating func messages() {
        var seen: Set<String> = []
        for entry in list(own["messages"]) {
            guard let mapping = entry.mapping else { continue }
            for (key, _) in mapping where !["element", "mode", "replaces"].contains(key.string) {
                note(
                    key, "unknown key \"\(key.string ?? "")\"; a message has element, mode, replaces",
                    Suggestion.remedy(for: key.string, among: ["element", "mode", "replaces"]))
            }
            if let name = mapping["element"]?.string, !seen.insert(name).inserted {
                note(entry, "the message \(name) is named twice: the first one counts", "keep one of them")
            }
            if let replaces = mapping["replaces"], mapping["mode"]?.string ?? "full" == "full",
                all["header"]?.mapping?["mode"] == nil
            {
                note(
                    replaces, "a message that is full replaces everything: replaces is for mode: delta",
                    "leave it out, or write mode: delta")
            }
        }
        var records: Set<String> = []
        for entry in list(own["records"]) {
            guard let text = (entry.mapping?["element"] ?? entry).string,
                let name = (try? Path(text))?.steps.first?.names.first, !records.insert(name).inserted
            else { continue }
            note(entry, "the record \(name) is named twice: the first one counts", "keep one of them")
        }
    }

    private mutating func header() {
        rules(own["header"], "header", depth: 0)
        for (_, value) in own["header"]?.mapping ?? [:] {
            for (key, _) in list(value).flatMap({ $0.mapping.map(Array.init) ?? [] })
            where ["part", "list", "unit", "unit_path"].contains(key.string) {
                note(key, "\(key.string ?? "") is not heeded in header", "leave it out")
            }
        }
    }

    private mutating func groups(_ key: String, needs: [String]) {
        for entry in list(own[key]) {
            guard let mapping = entry.mapping else { continue }
            for field in needs where mapping[field] == nil {
                note(entry, "an entry of \(key) needs \(field)", "add \(field): with the path where it stands")
            }
            group(entry, mapping, key)
        }
    }

    /// The tables in the header; what an entry needs is the reader's to say.
    private mutating func lists() {
        for (_, entry) in own["lists"]?.mapping ?? [:] {
            if let mapping = entry.mapping { group(entry, mapping, "lists") }
        }
    }

    private mutating func group(_ entry: Node, _ mapping: Node.Mapping, _ key: String) {
        var depth = 0
        if let node = mapping["each"], let text = node.string, let path = try? Path(text) {
            depth = path.steps.count
            if path.attribute != nil || path.steps.isEmpty {
                note(
                    node, "each names the element that is one entry, not its text or an attribute",
                    "leave each out where the record itself is the entry")
            }
            if path.origin != .group(levelsUp: 0) {
                note(node, "each begins at the record", "leave out what stands in front of the first name")
            }
        }
        rules(entry, key, depth: depth, besides: ["each"])
    }

    private mutating func prices() {
        let hasGroups = !list(all["price_groups"]).isEmpty
        let policy = all["prices"]?.string
        if policy == "required", !hasGroups, let node = own["prices"] ?? own["price_groups"] {
            note(
                node, "prices are required, and no price group reads one: every record would be quarantined",
                "add price_groups, or write prices: optional")
        }
        if policy == "none", hasGroups, let node = own["prices"] ?? own["price_groups"] {
            note(node, "the format has no prices, and price_groups reads some", "write prices: optional")
        }
    }

    /// Kinds of cost that no group can yield.
    private mutating func costs() {
        guard let node = own["cost"] ?? own["price_groups"] else { return }
        var seen: Set<String> = []
        let kinds = kinds()
        for entry in list(all["cost"]) {
            guard let kind = entry.string else { continue }
            let place = own["cost"] == nil ? node : entry
            if !seen.insert(kind).inserted {
                note(place, "cost names \(kind) twice", "keep one of them")
            } else if list(all["price_groups"]).isEmpty {
                note(place, "cost names \(kind), and there are no price_groups", "add price_groups, or leave cost out")
            } else if let kinds, !kinds.contains(kind) {
                let near = Suggestion.nearest(to: kind, among: kinds)
                note(
                    place,
                    "no price group yields the kind \(kind); they yield \(kinds.sorted().joined(separator: ", "))",
                    near.map { "write \"\($0)\"" } ?? "give a group kind: {constant: \(kind)}, or leave it out of cost")
            }
        }
    }

    /// All kinds that the groups can yield; nil when the feed decides.
    private func kinds() -> Set<String>? {
        var kinds: Set<String> = []
        for entry in list(all["price_groups"]) {
            guard let kind = entry.mapping?["kind"] else {
                kinds.insert("cost")
                continue
            }
            guard let mapping = kind.mapping, mapping["path"] == nil,
                let word = (mapping["constant"] ?? mapping["default"])?.string
            else { return nil }
            kinds.insert(mapping["map"]?.mapping?[Node(word)]?.string ?? word)
        }
        return kinds
    }

    private mutating func attributes() {
        var fields: [String: String] = [:]
        for (key, value) in own["attributes"]?.mapping ?? [:] {
            for entry in list(value) {
                guard let name = entry.string, let field = key.string else { continue }
                if let other = fields[AttributeName.folded(name)], other != field {
                    note(entry, "the name \"\(name)\" fills \(other) already", "keep it in one of them")
                }
                fields[AttributeName.folded(name)] = field
            }
        }
    }

    // MARK: Rules

    private mutating func rules(_ node: Node?, _ place: String, depth: Int, besides: Set<String> = []) {
        for (key, value) in node?.mapping ?? [:] {
            guard let field = key.string, !besides.contains(field) else { continue }
            rule(value, field, depth: depth)
        }
    }

    private static let measured: Set<String> = ["length", "width", "thickness", "mass"]
    private static let timeUnits = ["DAY", "WEE", "HUR"]

    /// `depth` is how many levels a path may go up.
    private mutating func rule(_ node: Node, _ field: String, depth: Int) {
        guard let mapping = node.mapping else {
            for entry in list(node) where entry.mapping != nil { rule(entry, field, depth: depth) }
            return paths(node, depth)
        }
        if let path = mapping["path"] { paths(path, depth) }
        if mapping["constant"] != nil, let other = mapping["default"] {
            note(other, "constant and default are the same, and only one counts", "keep one of them")
        }
        for key in ["default", "constant", "language", "unit"] {
            if let value = mapping[key], value.string == nil, value.mapping == nil {
                note(value, "\(key) takes a text", "write one text; in quotes where it begins with @, [ or {")
            }
        }
        for (word, meaning) in mapping["map"]?.mapping ?? [:] where meaning.string == nil {
            note(meaning, "map: the meaning of \"\(word.string ?? "")\" must be a text", "write word: meaning")
        }
        if mapping["map"] != nil, mapping["path"] == nil, mapping["list"] == nil {
            note(mapping["map"], "a map without a path has nothing to translate", "write the meaning as the constant")
        }
        units(mapping, field)
    }

    private mutating func units(_ mapping: Node.Mapping, _ field: String) {
        for key in ["unit", "unit_path"] {
            guard let node = mapping[key] else { continue }
            if field == "lead_time_days" {
                if key == "unit", let word = node.string,
                    !Self.timeUnits.contains(UnitOfMeasure.recognised(word)?.code ?? "")
                {
                    note(node, "the unit \"\(word)\" is no time", "write \(Self.timeUnits.joined(separator: ", "))")
                }
            } else if !Self.measured.contains(field) {
                note(
                    node, "\(key) is heeded for lead_time_days, length, width, thickness and mass only", "leave it out")
            } else if key == "unit", let word = node.string, UnitOfMeasure.recognised(word) == nil {
                note(
                    node, "the unit \"\(word)\" is not known",
                    "write MMT, CMT, MTR, GRM, KGM, or a sign such as mm or kg")
            }
        }
    }

    private mutating func paths(_ node: Node, _ depth: Int) {
        var before: [(text: String, path: Path)] = []
        for entry in list(node) {
            guard let text = entry.string, let path = try? Path(text) else { continue }
            if case .group(let levels) = path.origin, levels > depth {
                note(
                    entry, "path \"\(text)\" leads above \(depth == 0 ? "where it begins" : "the record")",
                    depth == 0 ? "leave out ../: this path begins at the record" : "go up \(depth) levels at most")
            }
            if let other = before.first(where: { $0.path.covers(path) }) {
                note(
                    entry, "path \"\(text)\" is never reached: \"\(other.text)\" before it finds the same",
                    "put the narrower path first, or leave it out")
            }
            before.append((text, path))
        }
    }

    private func list(_ node: Node?) -> [Node] {
        guard let node else { return [] }
        return node.sequence.map(Array.init) ?? [node]
    }

    private mutating func note(_ node: Node?, _ message: String, _ remedy: String) {
        mistakes.append(
            .init(
                line: node?.mark?.line ?? 0, message: message, column: node?.mark?.column ?? 0, key: "", remedy: remedy)
        )
    }
}

extension Path {
    /// Whether it finds a text wherever the other one does, so that the other one behind it is never asked.
    fileprivate func covers(_ other: Path) -> Bool {
        guard origin == other.origin, attribute == other.attribute, steps.count == other.steps.count else {
            return false
        }
        return zip(steps, other.steps).allSatisfy { mine, theirs in
            Set(theirs.names).isSubset(of: mine.names)
                && (mine.conditions.isEmpty || mine.conditions == theirs.conditions)
        }
    }
}
