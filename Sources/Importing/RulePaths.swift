/// The paths of a compiled profile with the slots that their texts are collected in.
struct RulePath {
    /// The key of the profile: `fields.gtin`, `price_groups[0].amount`.
    let key: String
    /// As it is written in profiles.
    let path: String
    /// The plan's slot.
    let slot: Int
    /// Whether it is one of the header's.
    let isHeader: Bool
    /// Whether the rule has a value without it.
    let hasFallback: Bool
}

extension CompiledProfile {
    /// All paths, in the order of the profile language.
    var rulePaths: [RulePath] {
        var paths: [RulePath] = []
        func add(_ rule: RecordPlan.Rule?, _ key: String, isHeader: Bool = false) {
            guard let rule else { return }
            for (path, slot) in zip(rule.rule.paths.joined(), rule.slots.joined()) {
                paths.append(
                    RulePath(
                        key: key, path: path.description, slot: slot, isHeader: isHeader, hasFallback: hasFallback(rule)
                    ))
            }
            if let slot = rule.unitSlot, let path = rule.rule.unitPath {
                paths.append(
                    RulePath(
                        key: key + ".unit_path", path: path.description, slot: slot, isHeader: isHeader,
                        hasFallback: false))
            }
            for other in rule.others { add(other, key, isHeader: isHeader) }
        }
        for field in HeaderField.allCases { add(header[field], "header.\(field.rawValue)", isHeader: true) }
        for (name, _, rules) in lists {
            for field in ListField.allCases { add(rules[field], "lists.\(name).\(field.rawValue)", isHeader: true) }
        }
        add(change, "change")
        for field in ItemField.allCases { add(fields[field], "fields.\(field.rawValue)") }
        for (index, group) in prices.enumerated() {
            for field in PriceField.allCases { add(group.rules[field], "price_groups[\(index)].\(field.rawValue)") }
        }
        for (index, group) in features.enumerated() {
            for field in FeatureField.allCases { add(group.rules[field], "features[\(index)].\(field.rawValue)") }
        }
        for rule in pictures { add(rule, "pictures") }
        return paths
    }

    /// Whether a rule, or one that counts where it finds nothing, has a value without any text.
    private func hasFallback(_ rule: RecordPlan.Rule) -> Bool {
        rule.rule.fallback != nil || rule.others.contains(where: hasFallback)
    }
}

/// Which slots of a plan ever had a text.
struct SlotUse {
    private let plan: RecordPlan
    private var used: Set<Int> = []

    init(_ plan: RecordPlan) { self.plan = plan }

    mutating func note(_ record: MappedRecord) {
        for slot in record.values.indices where !record.values[slot].isEmpty { used.insert(slot) }
        for (group, instances) in record.instances.enumerated() {
            let slots = plan.groups[group].slots
            for instance in instances {
                for (index, found) in instance.enumerated() where found != nil { used.insert(slots[index]) }
            }
        }
    }

    func contains(_ slot: Int) -> Bool { used.contains(slot) }
}

extension Path: CustomStringConvertible {
    /// As profiles write it.
    var description: String {
        let start: String
        switch origin {
        case .record: start = "/"
        case .group(let levels): start = String(repeating: "../", count: levels)
        }
        let text = start + Self.text(steps, attribute)
        return text.isEmpty ? "." : text
    }

    private static func text(_ steps: [Step], _ attribute: String?) -> String {
        let names = steps.map { step in
            step.names.joined(separator: "|")
                + step.conditions.map { condition in
                    "[" + text(condition.operand, condition.attribute) + (condition.negated ? "!=" : "=")
                        + condition.values.joined(separator: "|") + "]"
                }.joined()
        }
        return (names + (attribute.map { ["@" + $0] } ?? [])).joined(separator: "/")
    }
}
