internal import XMLStream

/// A profile with its paths made into plans, ready to read feeds.
public final class CompiledProfile: Sendable {
    /// What it was made from.
    public let profile: Profile

    let recordPlan: RecordPlan
    let headerPlan: RecordPlan
    let fields: [ItemField: RecordPlan.Rule]
    let change: RecordPlan.Rule?
    let header: [HeaderField: RecordPlan.Rule]
    let prices: [(group: Int, rules: [PriceField: RecordPlan.Rule])]
    let features: [(group: Int, rules: [FeatureField: RecordPlan.Rule])]
    let pictures: [RecordPlan.Rule]
    /// Nodes whose first text alone is the part number; empty when it takes more to know it.
    let partNumberNodes: [Int]
    private let recordNames: [[UInt8]]
    private let messageNames: [[UInt8]]

    /// Compiles a profile.
    public init(_ profile: Profile) {
        self.profile = profile
        var plan = RecordPlan()
        var fields: [ItemField: RecordPlan.Rule] = [:]
        for field in ItemField.allCases {
            if let rule = profile.fields[field] { fields[field] = plan.add(rule) }
        }
        let change = profile.change.map { plan.add($0) }
        let prices = profile.prices.map {
            plan.addGroup(each: $0.each, fields: $0.fields, order: PriceField.allCases)
        }
        let features = profile.features.map {
            plan.addGroup(each: $0.each, fields: $0.fields, order: FeatureField.allCases)
        }
        let pictures = profile.pictures.map { plan.add($0) }
        var headerPlan = RecordPlan()
        var header: [HeaderField: RecordPlan.Rule] = [:]
        for field in HeaderField.allCases {
            if let rule = profile.header[field] { header[field] = headerPlan.add(rule) }
        }
        self.fields = fields
        self.change = change
        self.prices = prices
        self.features = features
        self.pictures = pictures
        self.header = header
        self.headerPlan = headerPlan
        recordPlan = plan
        recordNames = profile.records.map { Array($0.utf8) }
        messageNames = profile.messages.map { Array($0.element.utf8) }
        partNumberNodes = Self.simpleNodes(fields, in: plan)
    }

    func isRecord(_ name: XMLName) -> Bool {
        recordNames.contains { equals(name.pointer, $0) }
    }

    func message(_ name: XMLName) -> Int? {
        messageNames.firstIndex { equals(name.pointer, $0) }
    }

    private func equals(_ name: UnsafePointer<UInt8>, _ bytes: [UInt8]) -> Bool {
        for (index, byte) in bytes.enumerated() where name[index] != byte { return false }
        return name[bytes.count] == 0
    }

    private static func simpleNodes(_ fields: [ItemField: RecordPlan.Rule], in plan: RecordPlan) -> [Int] {
        guard let rule = fields[.partNumber], fields[.partNumberSuffix] == nil, rule.slots.count == 1,
            rule.rule.map.isEmpty, rule.rule.part == .whole, rule.rule.fallback == nil,
            rule.rule.paths[0].steps.allSatisfy({ $0.conditions.isEmpty })
        else { return [] }
        return plan.nodes.indices.filter { plan.nodes[$0].slots.contains(rule.slots[0]) }
    }
}
