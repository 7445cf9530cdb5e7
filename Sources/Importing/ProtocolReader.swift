public import Catalog
internal import Yams

/// A protocol's text that cannot be used: every mistake in it, with its line.
public struct ProtocolFault: Error, Sendable, CustomStringConvertible {
    /// One mistake.
    public struct Mistake: Sendable, Equatable {
        /// The line in the YAML text, from 1; 0 when the text as a whole is meant.
        public let line: Int
        /// What it is about, as `steps[2].requirements[1].value`; empty when the text as a whole is meant.
        public let key: String
        /// What is wrong and how to put it right.
        public let message: String
    }

    /// In the order of the lines.
    public let mistakes: [Mistake]

    /// One line for each mistake.
    public var description: String {
        mistakes.map { "line \($0.line)" + ($0.key.isEmpty ? "" : ", \($0.key)") + ": \($0.message)" }
            .joined(separator: "\n")
    }
}

/// What a protocol's text may name.
public struct ProtocolTerms: Sendable {
    /// Materials, treatments and shapes.
    public var vocabulary: Vocabulary
    /// Codes of contraindications.
    public var contraindications: Set<String>
    /// Codes of studies.
    public var studies: Set<String>

    /// Terms.
    public init(vocabulary: Vocabulary, contraindications: Set<String>, studies: Set<String>) {
        self.vocabulary = vocabulary
        self.contraindications = contraindications
        self.studies = studies
    }
}

/// Reads the YAML of a protocol and lists every mistake in it.
///
/// Bounded as profiles are: 1 MiB, few anchors and aliases; and 200 steps, 100 entries in any list, 20,000 characters in any text.
public struct ProtocolReader {
    private let terms: ProtocolTerms
    private var mistakes: [ProtocolFault.Mistake] = []

    /// The protocol of a text, and the lines on which its screened texts stand, by field.
    ///
    /// **Throws** `ProtocolFault` with every mistake.
    public static func read(
        _ source: String, _ terms: ProtocolTerms
    ) throws(ProtocolFault) -> (protocol: ToolProtocol, lines: [String: Int]) {
        var reader = ProtocolReader(terms: terms)
        let result = reader.root(of: source).flatMap { reader.whole($0) }
        guard reader.mistakes.isEmpty, let result else {
            throw ProtocolFault(mistakes: reader.mistakes.sorted { ($0.line, $0.key) < ($1.line, $1.key) })
        }
        return result
    }

    private init(terms: ProtocolTerms) { self.terms = terms }

    private static let mostSteps = 200
    private static let mostEntries = 100
    private static let mostCharacters = 20_000

    private static let keys = [
        "code", "version", "title", "language", "audience", "market", "author_name", "author_qualification",
        "source_reference", "licence", "status", "declared_step_count", "steps", "contraindications", "evidence",
    ]
    private static let stepKeys = [
        "ordinal", "heading", "instruction", "body_area", "pressure_level", "stroke_kind", "duration_s_min",
        "duration_s_max", "repetitions", "stop_conditions", "requirements",
    ]
    private static let requirementKeys = ["attribute", "operator", "value", "unit", "importance"]

    // MARK: The whole

    private mutating func whole(_ root: Entry) -> (protocol: ToolProtocol, lines: [String: Int])? {
        check(root, Self.keys)
        let code = text(root, "code")
        if let code, !Self.isCode(code) {
            note(root["code"], "code", "small letters, digits and underscores, at most 64, beginning with a letter")
        }
        let version = whole(root, "version", 1...9999, isNeeded: true)
        let title = text(root, "title")
        let language = text(root, "language")
        if let language, language.utf8.count != 2 || !language.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) {
            note(root["language"], "language", "two small letters of ISO 639-1, such as en")
        }
        let audience = choice(root, "audience", ProtocolAudience.self, isNeeded: true)
        let market = choice(root, "market", Market.self)
        let status = choice(root, "status", ProtocolStatus.self)
        if let status, !status.isOpen {
            note(
                root["status"], "status",
                "a protocol is loaded as draft or in_review; nephrite protocol approve and retire do the rest")
        }
        let author = text(root, "author_name")
        let qualification = text(root, "author_qualification")
        let source = text(root, "source_reference")
        let licence = text(root, "licence")
        var lines = ["title": root["title"]?.mark?.line ?? 0]
        let steps = steps(root, &lines)
        checkCount(root, steps.count, title)
        let contraindications = contraindications(root)
        let evidence = studies(root)
        guard let code, let version, let title, let language, let audience, let author, let qualification, let source,
            let licence
        else { return nil }
        return (
            ToolProtocol(
                code: code, version: version, title: title, language: language, audience: audience, market: market,
                authorName: author, authorQualification: qualification, sourceReference: source, licence: licence,
                status: status ?? .draft, steps: steps, contraindications: contraindications, evidence: evidence), lines
        )
    }

    private mutating func checkCount(_ root: Entry, _ count: Int, _ title: String?) {
        let declared = whole(root, "declared_step_count", 1...Self.mostSteps, isNeeded: true)
        if let declared, declared != count {
            note(
                root["declared_step_count"], "declared_step_count",
                "\(declared) steps are declared and \(count) are there")
        }
        if let title, let promised = ToolProtocol.stepsPromised(by: title), promised != count {
            note(root["title"], "title", "the title promises \(promised) steps and \(count) are there")
        }
    }

    private mutating func contraindications(_ root: Entry) -> [ToolProtocol.Contraindication] {
        var found: [ToolProtocol.Contraindication] = []
        for (node, place) in entries(root, "contraindications") {
            var code = node.string
            var remark: String?
            var at = node
            if node.mapping != nil, let entry = entry(node, place) {
                check(entry, ["code", "note"])
                code = text(entry, "code")
                remark = text(entry, "note", isNeeded: false)
                at = entry["code"] ?? node
                guard code != nil else { continue }
            }
            guard let code, terms.contraindications.contains(code) else {
                note(
                    at, place,
                    "\"\(code ?? "")\" is no contraindication; known are \(terms.contraindications.sorted().joined(separator: ", "))"
                )
                continue
            }
            if found.contains(where: { $0.code == code }) { note(at, place, "\(code) stands here twice") }
            found.append(ToolProtocol.Contraindication(code: code, note: remark))
        }
        return found
    }

    private mutating func studies(_ root: Entry) -> [String] {
        var found: [String] = []
        for (node, place) in entries(root, "evidence") {
            guard let code = node.string, terms.studies.contains(code) else {
                note(node, place, "there is no study \"\(node.string ?? "")\"; nephrite evidence list shows them")
                continue
            }
            if found.contains(code) { note(node, place, "\(code) stands here twice") }
            found.append(code)
        }
        return found
    }

    // MARK: Steps

    private mutating func steps(_ root: Entry, _ lines: inout [String: Int]) -> [ToolProtocol.Step] {
        guard root["steps"] != nil else {
            note(nil, "steps", "is missing: a list with a heading and an instruction in each entry")
            return []
        }
        return entries(root, "steps", most: Self.mostSteps).enumerated().map { index, found in
            let (node, place) = found
            guard let entry = entry(node, place) else { return ToolProtocol.Step(heading: "", instruction: "") }
            check(entry, Self.stepKeys)
            lines[place + ".heading"] = entry["heading"]?.mark?.line
            lines[place + ".instruction"] = entry["instruction"]?.mark?.line
            if entry["ordinal"] != nil, let ordinal = whole(entry, "ordinal", 1...Self.mostSteps), ordinal != index + 1
            {
                self.note(
                    entry["ordinal"], place + ".ordinal",
                    "steps are counted from 1 without a gap: this one is \(index + 1), not \(ordinal)")
            }
            let least = whole(entry, "duration_s_min", 1...86_400)
            let most = whole(entry, "duration_s_max", 1...86_400)
            if let least, let most, least > most {
                note(entry["duration_s_min"], place + ".duration_s_min", "\(least) is above duration_s_max, \(most)")
            }
            return ToolProtocol.Step(
                heading: text(entry, "heading") ?? "", instruction: text(entry, "instruction") ?? "",
                bodyArea: choice(entry, "body_area", BodyArea.self),
                pressureLevel: choice(entry, "pressure_level", PressureLevel.self),
                strokeKind: choice(entry, "stroke_kind", StrokeKind.self), durationSecondsMin: least,
                durationSecondsMax: most, repetitions: whole(entry, "repetitions", 1...10_000),
                stopConditions: stopConditions(entry), requirements: requirements(entry))
        }
    }

    /// Words, or a code; what has the form of a code has to be one.
    private mutating func stopConditions(_ entry: Entry) -> [String] {
        entries(entry, "stop_conditions").compactMap { node, place in
            guard let text = checked(node, place) else { return nil }
            if text.contains("_"), Self.isCode(text), !terms.contraindications.contains(text) {
                note(node, place, "\"\(text)\" is no contraindication; write words, or the code of one")
            }
            return text
        }
    }

    private mutating func requirements(_ step: Entry) -> [ToolRequirement] {
        entries(step, "requirements").compactMap { node, place in
            guard let entry = entry(node, place) else { return nil }
            check(entry, Self.requirementKeys)
            let attribute = text(entry, "attribute")
            let comparison = choice(entry, "operator", ToolRequirement.Operator.self, isNeeded: true)
            let importance = choice(entry, "importance", ToolRequirement.Importance.self, isNeeded: true)
            let unit = text(entry, "unit", isNeeded: false)
            let operands = operands(entry)
            guard let attribute, let comparison, let importance, !operands.isEmpty else { return nil }
            guard comparison.takesList || operands.count == 1, !comparison.takesList || entry["value"]?.sequence != nil
            else {
                note(
                    entry["value"], place + ".value",
                    comparison.takesList
                        ? "\(comparison.rawValue) takes a list in brackets" : "\(comparison.rawValue) takes one value")
                return nil
            }
            let requirement = ToolRequirement(attribute, comparison, operands, unit: unit, importance: importance)
            do throws(RequirementFault) {
                _ = try CompiledRequirement(requirement, terms.vocabulary)
            } catch {
                note(entry[error.part.rawValue] ?? node, "\(place).\(error.part.rawValue)", error.message)
            }
            return requirement
        }
    }

    private mutating func operands(_ entry: Entry) -> [String] {
        guard entry["value"] != nil else {
            note(entry.node, entry.place(of: "value"), "is missing")
            return []
        }
        return entries(entry, "value").compactMap { node, place in checked(node, place) }
    }

    // MARK: Values

    /// A mapping with its place in the text.
    private struct Entry {
        let node: Node
        let path: String
        private var values: [String: Node] = [:]

        init(_ node: Node, _ mapping: Node.Mapping, path: String) {
            self.node = node
            self.path = path
            for (key, value) in mapping { values[key.string ?? ""] = value }
        }

        subscript(key: String) -> Node? { values[key] }
        var keys: [String] { values.keys.sorted() }
        func place(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    }

    private mutating func root(of source: String) -> Entry? {
        if let bound = ProfileReader.passedBound(source) {
            mistakes.append(.init(line: 0, key: "", message: bound.replacing("a profile", with: "a protocol")))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: source), let mapping = node.mapping else {
                mistakes.append(.init(line: 1, key: "", message: "a protocol is a YAML mapping: key: value"))
                return nil
            }
            return Entry(node, mapping, path: "")
        } catch let error as YamlError {
            let mistake = ProfileReader.mistake(error)
            mistakes.append(.init(line: mistake.line, key: mistake.key, message: mistake.message))
        } catch {
            mistakes.append(.init(line: 0, key: "", message: "not readable as YAML"))
        }
        return nil
    }

    private mutating func entry(_ node: Node, _ place: String) -> Entry? {
        guard let mapping = node.mapping else {
            note(node, place, "must be a mapping: key: value")
            return nil
        }
        return Entry(node, mapping, path: place)
    }

    private mutating func check(_ entry: Entry, _ known: [String]) {
        for key in entry.keys where !known.contains(key) {
            let remedy = Suggestion.remedy(for: key, among: known)
            note(
                entry[key], entry.place(of: key),
                "unknown key; known are \(known.joined(separator: ", "))" + (remedy.isEmpty ? "" : "; \(remedy)"))
        }
    }

    /// The entries of a list, a lone value being a list of one; each with its place, counted from 1.
    private mutating func entries(
        _ entry: Entry, _ key: String, most: Int = mostEntries
    ) -> [(node: Node, place: String)] {
        guard let node = entry[key] else { return [] }
        let nodes = node.sequence.map(Array.init) ?? [node]
        let place = entry.place(of: key)
        if nodes.count > most { note(node, place, "has \(nodes.count) entries and may have \(most)") }
        return nodes.prefix(most).enumerated().map { ($1, "\(place)[\($0 + 1)]") }
    }

    private mutating func text(_ entry: Entry, _ key: String, isNeeded: Bool = true) -> String? {
        guard let node = entry[key], node.string != "" || isNeeded else {
            if isNeeded { note(entry.node, entry.place(of: key), "is missing") }
            return nil
        }
        return checked(node, entry.place(of: key))
    }

    private mutating func checked(_ node: Node, _ place: String) -> String? {
        guard let text = node.string else {
            note(node, place, "must be a text")
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            note(node, place, "is blank")
            return nil
        }
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) || $0 == "\n" || $0 == "\t"
        }
        guard text.unicodeScalars.count <= Self.mostCharacters, isPlain else {
            note(node, place, "is longer than \(Self.mostCharacters) characters or holds control characters")
            return nil
        }
        return text.withoutBlanksAround
    }

    private mutating func whole(
        _ entry: Entry, _ key: String, _ range: ClosedRange<Int>, isNeeded: Bool = false
    ) -> Int? {
        guard let node = entry[key] else {
            if isNeeded { note(entry.node, entry.place(of: key), "is missing") }
            return nil
        }
        guard let text = node.string, let number = Int(text), String(number) == text, range.contains(number) else {
            note(
                node, entry.place(of: key), "takes a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    private mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
        _ entry: Entry, _ key: String, _ type: Value.Type, isNeeded: Bool = false
    ) -> Value? {
        guard let node = entry[key] else {
            if isNeeded { note(entry.node, entry.place(of: key), "is missing") }
            return nil
        }
        let known = type.allCases.map(\.rawValue)
        guard let value = node.string.flatMap(Value.init(rawValue:)) else {
            note(
                node, entry.place(of: key),
                "\"\(node.string ?? "")\" is not known; known are \(known.joined(separator: ", "))")
            return nil
        }
        return value
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.count <= 64 && (0x61...0x7A).contains(text.utf8.first ?? 0)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    private mutating func note(_ node: Node?, _ key: String, _ message: String) {
        mistakes.append(.init(line: node?.mark?.line ?? 0, key: key, message: message))
    }
}
