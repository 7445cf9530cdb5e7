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
///
/// A class, since it is used for every record and its tables must not be copied.
final class RecordMapper {
    /// A scope of the plan with the place of each watched slot and group among its counts.
    ///
    /// Its lists are its own: a copy of what the plan says would be made and counted for each element.
    private final class Scope {
        let watched, watchedGroups, instances, shared: [Int]
        let conditions: [RecordPlan.Condition]
        let languages: [(values: Int, language: Int)]
        /// For each slot, and each group, of the plan its place among the counts, or -1.
        private let slotPlaces: [Int]
        private let groupPlaces: [Int]

        init(_ definition: RecordPlan.Scope, _ plan: RecordPlan) {
            (watched, watchedGroups) = (definition.watched, definition.watchedGroups)
            (instances, shared) = (definition.instances, definition.shared)
            (conditions, languages) = (definition.conditions, definition.languages)
            var slotPlaces = Array(repeating: -1, count: plan.slotCount)
            for (place, slot) in definition.watched.enumerated().reversed() { slotPlaces[slot] = place }
            var groupPlaces = Array(repeating: -1, count: plan.groups.count)
            for (place, group) in definition.watchedGroups.enumerated().reversed() {
                groupPlaces[group] = definition.watched.count + place
            }
            self.slotPlaces = slotPlaces
            self.groupPlaces = groupPlaces
        }

        func place(ofSlot slot: Int) -> Int? { slotPlaces[slot] < 0 ? nil : slotPlaces[slot] }
        func place(ofGroup group: Int) -> Int? { groupPlaces[group] < 0 ? nil : groupPlaces[group] }
    }

    private let plan: RecordPlan
    /// The slots of all nodes one after the other, and for each node where its own are.
    private let slots: [Int]
    private let slotRanges: [Range<Int>]
    /// For each group how many texts an instance has, and which slots fill which of them.
    private let groups: [(size: Int, inner: [(slot: Int, place: Int)])]
    private let scopes: [Scope?]
    private let languages: [String]
    // Only the methods below use these, one at a time: that no two do is not looked for with every value.
    @exclusivity(unchecked) private var record: MappedRecord
    /// How many values each watched slot and instances each watched group had when the open scopes began.
    @exclusivity(unchecked) private var counts: [Int] = []
    @exclusivity(unchecked) private var openNodes: [Int] = []

    init(plan: RecordPlan, languages: [String] = []) {
        self.plan = plan
        self.languages = languages
        slots = plan.nodes.flatMap(\.slots)
        var start = 0
        slotRanges = plan.nodes.map { node in
            defer { start += node.slots.count }
            return start..<start + node.slots.count
        }
        groups = plan.groups.map { group in
            (group.slots.count, group.inner.compactMap { slot in plan.places[slot].map { (slot, $0.index) } })
        }
        scopes = plan.nodes.map { $0.scope.map { Scope($0, plan) } }
        record = MappedRecord(
            values: Array(repeating: [], count: plan.slotCount),
            instances: Array(repeating: [], count: plan.groups.count))
    }

    /// The values of one record.
    func map(_ batch: RecordBatch, _ span: RecordBatch.Span) -> MappedRecord {
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

    private func clear() {
        for slot in record.values.indices where !record.values[slot].isEmpty {
            record.values[slot].removeAll(keepingCapacity: true)
        }
        for group in record.instances.indices { record.instances[group].removeAll(keepingCapacity: true) }
        counts.removeAll(keepingCapacity: true)
        openNodes.removeAll(keepingCapacity: true)
    }

    private func take(_ found: FoundText) {
        for index in slotRanges[found.node] { record.values[slots[index]].append(found) }
    }

    private func open(_ node: Int) {
        guard let scope = scopes[node] else { return }
        openNodes.append(node)
        for slot in scope.watched { counts.append(record.values[slot].count) }
        for group in scope.watchedGroups { counts.append(record.instances[group].count) }
    }

    private func close(_ node: Int) {
        guard let scope = scopes[node], openNodes.popLast() != nil else { return }
        let watched = scope.watched.count + scope.watchedGroups.count
        let base = counts.count - watched
        for group in scope.instances { formInstance(of: group, scope, base) }
        for pair in scope.languages { tellLanguage(pair.values, pair.language, scope, base) }
        for slot in scope.shared { share(slot, scope, base) }
        for condition in scope.conditions where !holds(condition, scope, base) {
            withdraw(condition, scope, base)
        }
        for condition in scope.conditions { truncate(condition.operand, scope, base) }
        counts.removeLast(watched)
    }

    private func formInstance(of group: Int, _ scope: Scope, _ base: Int) {
        var instance: [FoundText?] = Array(repeating: nil, count: groups[group].size)
        for (slot, place) in groups[group].inner {
            guard let start = start(of: slot, scope, base) else { continue }
            instance[place] = joined(slot, from: start)
            truncate(slot, to: start)
        }
        record.instances[group].append(instance)
    }

    /// Several texts of one field of an instance are one text, as of a feature with several values; of several
    /// languages only the preferred one counts.
    private func joined(_ slot: Int, from start: Int) -> FoundText? {
        let count = record.values[slot].count
        guard count > start else { return nil }
        if count == start + 1 { return record.values[slot][start] }
        let texts = record.values[slot][start...]
        let language =
            languages.first { wanted in texts.contains { $0.language == wanted } }
            ?? record.values[slot][start].language
        var result: FoundText?
        var seen: Set<String> = []
        for text in texts where text.language == language && seen.insert(text.text).inserted {
            if result == nil {
                result = text
            } else {
                result?.text += " / " + text.text
            }
        }
        return result
    }

    /// Gives the instances begun within this element a value that stands beside them in it.
    private func share(_ slot: Int, _ scope: Scope, _ base: Int) {
        guard let place = plan.places[slot], let start = start(of: slot, scope, base),
            let groupPlace = scope.place(ofGroup: place.group)
        else { return }
        if record.values[slot].count > start {
            let value = record.values[slot][start]
            for index in counts[base + groupPlace]..<record.instances[place.group].count {
                record.instances[place.group][index][place.index] = value
            }
        }
        truncate(slot, scope, base)
    }

    private func holds(_ condition: RecordPlan.Condition, _ scope: Scope, _ base: Int) -> Bool {
        guard let start = start(of: condition.operand, scope, base) else { return condition.negated }
        let matches = record.values[condition.operand][start...].contains { found in
            condition.values.contains { matchesPattern(found.text, $0) }
        }
        return matches != condition.negated
    }

    private func withdraw(_ condition: RecordPlan.Condition, _ scope: Scope, _ base: Int) {
        for slot in condition.slots { truncate(slot, scope, base) }
        for group in condition.groups {
            guard let place = scope.place(ofGroup: group) else { continue }
            record.instances[group].removeSubrange(counts[base + place]...)
        }
    }

    private func tellLanguage(_ values: Int, _ language: Int, _ scope: Scope, _ base: Int) {
        guard let start = start(of: values, scope, base), let told = self.start(of: language, scope, base) else {
            return
        }
        if record.values[language].count > told, let text = record.values[language].last?.text {
            for index in start..<record.values[values].count where record.values[values][index].language == nil {
                record.values[values][index].language = text
            }
        }
        truncate(language, scope, base)
    }

    private func start(of slot: Int, _ scope: Scope, _ base: Int) -> Int? {
        scope.place(ofSlot: slot).map { counts[base + $0] }
    }

    private func truncate(_ slot: Int, _ scope: Scope, _ base: Int) {
        if let start = start(of: slot, scope, base) { truncate(slot, to: start) }
    }

    private func truncate(_ slot: Int, to start: Int) {
        let surplus = record.values[slot].count - start
        if surplus > 0 { record.values[slot].removeLast(surplus) }
    }

    /// Groups without an element of their own have one instance: the record.
    private func formRecordGroups() {
        for (group, definition) in plan.groups.enumerated() where definition.isRecord {
            let instance = definition.slots.map { joined($0, from: 0) }
            if instance.contains(where: { $0 != nil }) { record.instances[group] = [instance] }
        }
    }
}
