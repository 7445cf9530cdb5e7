/// The paths of a profile as one tree of names, so that a record is captured in one pass.
///
/// Nodes are elements and attributes that some path names. Every path of the profile has a slot of its own that
/// collects the texts found there; groups collect instances. Node 0 is the record (or the document's root).
struct RecordPlan: Sendable {
    struct Node: Sendable {
        let name: [UInt8]
        /// A pattern of the namespace the element must be in; nil when any will do.
        var namespace: String?
        let parent: Int
        var children: [Int] = []
        var attributes: [Int] = []
        /// Slots that take the text found here.
        var slots: [Int] = []
        /// What happens when the element ends; nil for most.
        var scope: Scope?
    }

    /// What the end of an element decides.
    struct Scope: Sendable {
        /// Slots whose counts are remembered when the element starts.
        var watched: [Int] = []
        /// Groups whose counts are remembered when the element starts.
        var watchedGroups: [Int] = []
        /// Groups of which this element is an instance.
        var instances: [Int] = []
        /// Slots of instances that lie outside them but within this element.
        var shared: [Int] = []
        var conditions: [Condition] = []
        /// Slots whose values are of the language found in another slot.
        var languages: [(values: Int, language: Int)] = []
    }

    struct Condition: Sendable {
        let operand: Int
        let values: [String]
        let negated: Bool
        /// What the element's failing withdraws.
        var slots: [Int]
        var groups: [Int]
    }

    struct Group: Sendable {
        /// Slots of the group's fields, in the order their values stand in an instance.
        var slots: [Int] = []
        /// Slots that lie below the group's own element.
        var inner: [Int] = []
        /// Whether the record itself is the only instance.
        var isRecord = false
    }

    /// A rule compiled: the slots of its paths, in the order of the alternatives.
    ///
    /// A class, so that handing it on for each field of each record costs one count and no copies.
    final class Rule: Sendable {
        let rule: ValueRule
        let slots: [[Int]]
        /// The slots where no alternative is joined of several, as in nearly every rule; else empty.
        let singles: [Int]
        /// The place of each of them in an instance of its group; empty in a rule of the record itself.
        let singlePlaces: [Int]
        let unitSlot: Int?
        let others: [Rule]
        /// Whether the text counts as the feed has it.
        let isVerbatim: Bool

        init(_ rule: ValueRule, slots: [[Int]], places: [(group: Int, index: Int)?], unitSlot: Int?, others: [Rule]) {
            self.others = others
            isVerbatim = rule.isVerbatim
            let singles = slots.allSatisfy { $0.count == 1 } ? slots.map { $0[0] } : []
            self.singles = singles
            singlePlaces = singles.compactMap { places[$0]?.index }
            self.rule = rule
            self.slots = slots
            self.unitSlot = unitSlot
        }
    }

    private(set) var nodes: [Node] = [Node(name: [], parent: -1)]
    private let namespaces: [String: String]
    private(set) var groups: [Group] = []
    /// For a slot of a group: the group and the place in its instances.
    private(set) var places: [(group: Int, index: Int)?] = []

    var slotCount: Int { places.count }

    /// The path of a node below the record, as shown to people.
    func path(of node: Int) -> String {
        var names: [String] = []
        var at = node
        while at > 0 {
            let name = String(decoding: nodes[at].name, as: UTF8.self)
            let isAttribute = nodes[nodes[at].parent].attributes.contains(at)
            names.append(isAttribute ? "@" + name : name)
            at = nodes[at].parent
        }
        return names.reversed().joined(separator: "/")
    }

    // MARK: Building

    /// An empty plan; the prefixes of paths stand for these namespaces.
    init(namespaces: [String: String] = [:]) { self.namespaces = namespaces }

    /// Adds the elements that are items of their own, so that the tape tells where each begins and ends.
    mutating func addVariants(_ path: Path) -> [Int] {
        let elements = descend(path.steps, from: [0], slots: [], groups: [])
        for element in elements { withScope(element) { _ in } }
        return elements
    }

    /// Adds what a condition on the record looks at.
    mutating func add(_ condition: Path.Condition) -> [Int] {
        let slot = newSlot()
        place(Path(steps: condition.operand, attribute: condition.attribute), slot: slot, bases: [0], language: nil)
        return nodes(of: slot)
    }

    /// The nodes whose texts a slot takes.
    func nodes(of slot: Int) -> [Int] { nodes.indices.filter { nodes[$0].slots.contains(slot) } }

    /// The node of an attribute of the record, where some path names it.
    func attributeNode(_ name: String) -> Int? {
        nodes[0].attributes.first { nodes[$0].name == Array(name.utf8) }
    }

    /// Adds a rule of the record itself.
    mutating func add(_ rule: ValueRule) -> Rule {
        let slots = rule.paths.map { paths in paths.map { addToRecord($0, language: rule.language) } }
        let unitSlot = rule.unitPath.map { addToRecord($0, language: nil) }
        let others = rule.others.map { add($0) }
        return Rule(rule, slots: slots, places: places, unitSlot: unitSlot, others: others)
    }

    private mutating func addToRecord(_ path: Path, language: ValueRule.Language?) -> Int {
        let slot = newSlot()
        place(path, slot: slot, bases: [0], language: language)
        return slot
    }

    /// Adds a group; nil as its element makes the record itself the one instance.
    mutating func addGroup<Field: Hashable & CaseIterable & Sendable>(
        each: Path?, fields: [Field: ValueRule]
    ) -> (group: Int, rules: RuleTable<Field>) {
        let (group, elements) = beginGroup(each)
        var rules = RuleTable<Field>()
        for field in Field.allCases {
            guard let rule = fields[field] else { continue }
            rules[field] = compiled(rule, of: group, elements: elements)
        }
        return (group, rules)
    }

    // This and what compiles a rule are kept out of their generic caller: Swift 6.3's optimiser fails on them together.
    @inline(never)
    private mutating func beginGroup(_ each: Path?) -> (group: Int, elements: [Int]) {
        let group = groups.count
        groups.append(Group())
        guard let each else {
            groups[group].isRecord = true
            return (group, [0])
        }
        let elements = descend(each.steps, from: [0], slots: [], groups: [group])
        for element in elements { withScope(element) { $0.instances.append(group) } }
        return (group, elements)
    }

    @inline(never)
    private mutating func compiled(_ rule: ValueRule, of group: Int, elements: [Int]) -> Rule {
        var slots: [[Int]] = []
        for paths in rule.paths {
            var joined: [Int] = []
            for path in paths {
                joined.append(add(path, to: group, elements: elements, language: rule.language))
            }
            slots.append(joined)
        }
        var unitSlot: Int?
        if let path = rule.unitPath { unitSlot = add(path, to: group, elements: elements, language: nil) }
        let others = rule.others.map { compiled($0, of: group, elements: elements) }
        return Rule(rule, slots: slots, places: places, unitSlot: unitSlot, others: others)
    }

    @inline(never)
    private mutating func add(_ path: Path, to group: Int, elements: [Int], language: ValueRule.Language?) -> Int {
        let slot = newSlot()
        places[slot] = (group, groups[group].slots.count)
        groups[group].slots.append(slot)
        var owners = elements
        var isInner = true
        switch path.origin {
        case .record:
            owners = [0]
            isInner = elements == [0]
        case .group(let levels) where levels > 0:
            owners = Array(Set(elements.map { ancestor(of: $0, levels: levels) })).sorted()
            isInner = false
        case .group: break
        }
        if isInner {
            groups[group].inner.append(slot)
            for element in elements { withScope(element) { $0.watched.append(slot) } }
        } else {
            for owner in owners {
                withScope(owner) { scope in
                    scope.shared.append(slot)
                    scope.watched.append(slot)
                    scope.watchedGroups.append(group)
                }
            }
        }
        place(path, slot: slot, bases: owners, language: language)
        return slot
    }

    private func ancestor(of node: Int, levels: Int) -> Int {
        var at = node
        for _ in 0..<levels where at > 0 { at = nodes[at].parent }
        return at
    }

    private mutating func place(_ path: Path, slot: Int, bases: [Int], language: ValueRule.Language?) {
        for leaf in descend(path.steps, from: bases, slots: [slot], groups: []) {
            let node = path.attribute.map { attribute($0, of: leaf) } ?? leaf
            nodes[node].slots.append(slot)
            guard let language, path.attribute == nil else { continue }
            let languageSlot = newSlot()
            let owner = ancestor(of: leaf, levels: language.levelsUp)
            nodes[attribute(language.attribute, of: owner)].slots.append(languageSlot)
            withScope(owner) { scope in
                scope.languages.append((slot, languageSlot))
                scope.watched += [slot, languageSlot]
            }
        }
    }

    private mutating func descend(_ steps: [Path.Step], from bases: [Int], slots: [Int], groups: [Int]) -> [Int] {
        var at = bases
        for step in steps {
            at = at.flatMap { base in step.names.map { child($0, of: base) } }
            for condition in step.conditions {
                for node in at { addCondition(condition, at: node, slots: slots, groups: groups) }
            }
        }
        return at
    }

    private mutating func addCondition(_ condition: Path.Condition, at node: Int, slots: [Int], groups: [Int]) {
        let operand = newSlot()
        for leaf in descend(condition.operand, from: [node], slots: [], groups: []) {
            let place = condition.attribute.map { attribute($0, of: leaf) } ?? leaf
            nodes[place].slots.append(operand)
        }
        withScope(node) { scope in
            scope.watched += slots + [operand]
            scope.watchedGroups += groups
            scope.conditions.append(
                Condition(
                    operand: operand, values: condition.values, negated: condition.negated, slots: slots, groups: groups
                ))
        }
    }

    private mutating func newSlot() -> Int {
        places.append(nil)
        return places.count - 1
    }

    private mutating func child(_ name: String, of parent: Int) -> Int {
        let parts = name.split(separator: ":", maxSplits: 1)
        let namespace = parts.count == 2 ? namespaces[String(parts[0])] : nil
        let bytes = Array(parts[parts.count - 1].utf8)
        let same = nodes[parent].children.first { nodes[$0].name == bytes && nodes[$0].namespace == namespace }
        if let same { return same }
        nodes.append(Node(name: bytes, namespace: namespace, parent: parent))
        nodes[parent].children.append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func attribute(_ name: String, of parent: Int) -> Int {
        let bytes = Array((name == "^" ? Context.name : name).utf8)
        if let found = nodes[parent].attributes.first(where: { nodes[$0].name == bytes }) { return found }
        nodes.append(Node(name: bytes, parent: parent))
        nodes[parent].attributes.append(nodes.count - 1)
        return nodes.count - 1
    }

    private mutating func withScope(_ node: Int, _ change: (inout Scope) -> Void) {
        var scope = nodes[node].scope ?? Scope()
        change(&scope)
        nodes[node].scope = scope
    }
}
