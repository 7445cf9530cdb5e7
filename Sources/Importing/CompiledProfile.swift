internal import XMLStream

/// A profile with its paths made into plans, ready to read feeds.
public final class CompiledProfile: Sendable {
    /// What it was made from.
    public let profile: Profile

    let recordPlan: RecordPlan
    let headerPlan: RecordPlan
    let fields: RuleTable<ItemField>
    let change: RecordPlan.Rule?
    let header: RuleTable<HeaderField>
    let lists: [(name: String, group: Int, rules: RuleTable<ListField>)]
    /// The node that takes the context's value, or nil.
    let contextNode: Int?
    let prices: [(group: Int, rules: RuleTable<PriceField>)]
    let features: [(group: Int, rules: RuleTable<FeatureField>)]
    let pictures: [RecordPlan.Rule]
    /// For each path of the part number the nodes whose first text is it; empty when it takes more to know it.
    let partNumberNodes: [[Int]]
    /// Nodes of elements that are items of their own.
    let variantNodes: [Int]
    /// For each element of a record the conditions on it: the nodes they look at.
    let recordConditions: [[(condition: Path.Condition, nodes: [Int])]]
    /// For each element of a record whether it withdraws its item.
    let withdraws: [Bool]
    /// The rules of an order; nil in profiles of catalogs.
    let order: CompiledOrder?
    /// The message that stands for the document itself, so that its root may be a record; nil in most profiles.
    let documentMessage: Int?
    /// Whether every element of a record is one record.
    let isPlain: Bool
    private let recordNames: [[UInt8]]
    private let messageNames: [[UInt8]]

    /// Compiles a profile.
    public init(_ profile: Profile) {
        self.profile = profile
        var plan = RecordPlan(namespaces: profile.namespaces)
        var fields = RuleTable<ItemField>()
        for field in ItemField.allCases {
            if let rule = profile.fields[field] { fields[field] = plan.add(rule) }
        }
        let change = profile.change.map { plan.add($0) }
        let prices = profile.prices.map {
            plan.addGroup(each: $0.each, fields: $0.fields)
        }
        let features = profile.features.map {
            plan.addGroup(each: $0.each, fields: $0.fields)
        }
        let pictures = profile.pictures.map { plan.add($0) }
        variantNodes = profile.variants.map { plan.addVariants($0) } ?? []
        recordConditions = profile.records.map { record in record.conditions.map { ($0, plan.add($0)) } }
        withdraws = profile.records.map(\.isWithdrawal)
        isPlain = variantNodes.isEmpty && recordConditions.allSatisfy(\.isEmpty)
        var headerPlan = RecordPlan(namespaces: profile.namespaces)
        var header = RuleTable<HeaderField>()
        for field in HeaderField.allCases {
            if let rule = profile.header[field] { header[field] = headerPlan.add(rule) }
        }
        lists = profile.lists.sorted { $0.key < $1.key }.map { name, list in
            let (group, rules) = headerPlan.addGroup(each: list.each, fields: list.fields)
            return (name, group, rules)
        }
        contextNode = profile.context.flatMap { _ in plan.attributeNode(Context.name) }
        order = profile.order.map { CompiledOrder($0, &plan) }
        documentMessage = profile.messages.firstIndex { $0.element == Message.document }
        self.fields = fields
        self.change = change
        self.prices = prices
        self.features = features
        self.pictures = pictures
        self.header = header
        self.headerPlan = headerPlan
        recordPlan = plan
        recordNames = profile.records.map { Array($0.name.utf8) }
        messageNames = profile.messages.map { Array($0.element.utf8) }
        partNumberNodes = Self.simpleNodes(fields, in: plan)
    }

    /// The element of a record, as an index into the profile's records, or nil.
    func record(_ name: XMLName) -> Int? {
        recordNames.firstIndex { equals(name.pointer, $0) }
    }

    func message(_ name: XMLName) -> Int? {
        messageNames.firstIndex { equals(name.pointer, $0) }
    }

    private func equals(_ name: UnsafePointer<UInt8>, _ bytes: [UInt8]) -> Bool {
        for (index, byte) in bytes.enumerated() where name[index] != byte { return false }
        return name[bytes.count] == 0
    }

    private static func simpleNodes(_ fields: RuleTable<ItemField>, in plan: RecordPlan) -> [[Int]] {
        guard let rule = fields[.partNumber], fields[.partNumberSuffix] == nil,
            rule.slots.allSatisfy({ $0.count == 1 }),
            rule.rule.map.isEmpty, rule.rule.part == .whole, rule.rule.fallback == nil, rule.rule.list == nil,
            rule.others.isEmpty,
            rule.rule.paths.allSatisfy({ $0[0].steps.allSatisfy { $0.conditions.isEmpty } })
        else { return [] }
        return rule.slots.map { plan.nodes(of: $0[0]) }
    }
}
