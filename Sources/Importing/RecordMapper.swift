/// A text of a record and where it stood.
struct FoundText {
    var text: String
    /// The plan's node, for the path shown to people.
    var node: Int
    var line: Int
    var column: Int
    var language: String?
}

/// What one record says, by the plan's slots and groups; texts are still as the feed has them.
struct MappedRecord {
    var values: [[FoundText]]
    /// For each group its instances; an instance holds the texts of the group's slots.
    var instances: [[[FoundText?]]]
}

/// Reads the tape of a record into values: applies conditions, forms groups, tells languages apart.
struct RecordMapper {
    private let plan: RecordPlan
    private let languages: [String]
    private var record: MappedRecord
    private var marks: [(slots: [Int], groups: [Int])] = []
    private var openNodes: [Int] = []

    init(plan: RecordPlan, languages: [String] = []) {
        self.plan = plan
        self.languages = languages
        record = MappedRecord(
            values: Array(repeating: [], count: plan.slotCount),
            instances: Array(repeating: [], count: plan.groups.count))
    }

    /// The values of one record.
    mutating func map(_ batch: RecordBatch, _ span: RecordBatch.Span) -> MappedRecord {
        clear()
        var offset = span.texts.lowerBound
        for index in span.entries {
            let entry = batch.entries[index]
            let node = RecordBatch.Entry.node(entry)
            switch RecordBatch.Entry.kind(entry) {
            case RecordBatch.Entry.text:
                let length = RecordBatch.Entry.length(entry)
                let bytes = UnsafeRawBufferPointer(start: batch.texts + offset, count: length)
                offset += length
                take(
                    FoundText(
                        text: String(decoding: bytes, as: UTF8.self), node: node,
                        line: Int(batch.positions[index] >> 32), column: Int(batch.positions[index] & 0xFFFF_FFFF)))
            case RecordBatch.Entry.open: open(node)
            default: close(node)
            }
        }
        while let node = openNodes.last { close(node) }
        formRecordGroups()
        return record
    }

    private mutating func clear() {
        for slot in record.values.indices { record.values[slot].removeAll(keepingCapacity: true) }
        for group in record.instances.indices { record.instances[group].removeAll(keepingCapacity: true) }
        marks.removeAll(keepingCapacity: true)
        openNodes.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ found: FoundText) {
        for slot in plan.nodes[found.node].slots { record.values[slot].append(found) }
    }

    private mutating func open(_ node: Int) {
        guard let scope = plan.nodes[node].scope else { return }
        openNodes.append(node)
        marks.append(
            (scope.watched.map { record.values[$0].count }, scope.watchedGroups.map { record.instances[$0].count }))
    }

    private mutating func close(_ node: Int) {
        guard let scope = plan.nodes[node].scope, openNodes.popLast() != nil, let mark = marks.popLast() else { return }
        for group in scope.instances { formInstance(of: group, scope, mark.slots) }
        for pair in scope.languages { tellLanguage(pair.values, pair.language, scope, mark.slots) }
        share(scope, mark)
        for condition in scope.conditions where !holds(condition, scope, mark.slots) {
            withdraw(condition, scope, mark)
        }
        for condition in scope.conditions { truncate(condition.operand, scope, mark.slots) }
    }

    private mutating func formInstance(of group: Int, _ scope: RecordPlan.Scope, _ counts: [Int]) {
        var instance: [FoundText?] = Array(repeating: nil, count: plan.groups[group].slots.count)
        for slot in plan.groups[group].inner {
            guard let place = plan.places[slot], let count = start(of: slot, scope, counts) else { continue }
            instance[place.index] = joined(record.values[slot][count...])
            truncate(slot, scope, counts)
        }
        record.instances[group].append(instance)
    }

    /// Several texts of one field of an instance are one text, as of a feature with several values; of several
    /// languages only the preferred one counts.
    private func joined(_ texts: ArraySlice<FoundText>) -> FoundText? {
        guard let begin = texts.first else { return nil }
        let language = languages.first { wanted in texts.contains { $0.language == wanted } } ?? begin.language
        var result: FoundText?
        var seen: Set<String> = []
        for text in texts where text.language == language && seen.insert(text.text).inserted {
            if result == nil {
                result = text
            } else {
                result?.text += " / " + text.text
            }
        }
        return result ?? begin
    }

    private mutating func share(_ scope: RecordPlan.Scope, _ mark: (slots: [Int], groups: [Int])) {
        for slot in scope.shared {
            guard let place = plan.places[slot], let count = start(of: slot, scope, mark.slots),
                let position = scope.watchedGroups.firstIndex(of: place.group)
            else { continue }
            if let value = record.values[slot][count...].first {
                for index in mark.groups[position]..<record.instances[place.group].count {
                    record.instances[place.group][index][place.index] = value
                }
            }
            truncate(slot, scope, mark.slots)
        }
    }

    private func holds(_ condition: RecordPlan.Condition, _ scope: RecordPlan.Scope, _ counts: [Int]) -> Bool {
        guard let count = start(of: condition.operand, scope, counts) else { return condition.negated }
        let matches = record.values[condition.operand][count...].contains { found in
            condition.values.contains { matchesPattern(found.text, $0) }
        }
        return matches != condition.negated
    }

    private mutating func withdraw(
        _ condition: RecordPlan.Condition, _ scope: RecordPlan.Scope, _ mark: (slots: [Int], groups: [Int])
    ) {
        for slot in condition.slots { truncate(slot, scope, mark.slots) }
        for group in condition.groups {
            guard let position = scope.watchedGroups.firstIndex(of: group) else { continue }
            record.instances[group].removeSubrange(mark.groups[position]...)
        }
    }

    private mutating func tellLanguage(_ values: Int, _ language: Int, _ scope: RecordPlan.Scope, _ counts: [Int]) {
        guard let count = start(of: values, scope, counts), let told = lastText(of: language, scope, counts) else {
            return
        }
        for index in count..<record.values[values].count where record.values[values][index].language == nil {
            record.values[values][index].language = told
        }
        truncate(language, scope, counts)
    }

    private func lastText(of slot: Int, _ scope: RecordPlan.Scope, _ counts: [Int]) -> String? {
        guard let count = start(of: slot, scope, counts), record.values[slot].count > count else { return nil }
        return record.values[slot].last?.text
    }

    private func start(of slot: Int, _ scope: RecordPlan.Scope, _ counts: [Int]) -> Int? {
        scope.watched.firstIndex(of: slot).map { counts[$0] }
    }

    private mutating func truncate(_ slot: Int, _ scope: RecordPlan.Scope, _ counts: [Int]) {
        guard let count = start(of: slot, scope, counts), record.values[slot].count > count else { return }
        record.values[slot].removeSubrange(count...)
    }

    /// Groups without an element of their own have one instance: the record.
    private mutating func formRecordGroups() {
        for (group, definition) in plan.groups.enumerated() where definition.isRecord {
            let instance = definition.slots.map { joined(record.values[$0][...]) }
            if instance.contains(where: { $0 != nil }) { record.instances[group] = [instance] }
        }
    }
}
