internal import Catalog
internal import Quantities

/// Values that a person puts in place of what a record says.
///
/// Fields are named as faults name them: `part_number`, `min_quantity`, `prices[10].amount`, where the number is the
/// quantity from which the price holds.
public struct RecordRepair: Sendable, Equatable {
    /// A value that cannot be put in.
    public struct Fault: Error, Sendable, Equatable {
        /// What is wrong.
        public let message: String
    }

    private enum Place: Equatable {
        case item(ItemField)
        case price(from: String, PriceField)
    }

    private struct Change: Equatable {
        let place: Place
        let value: String
    }

    private let changes: [Change]

    /// Reads the fields; refuses one that no record has.
    public init(_ values: [(field: String, value: String)]) throws(Fault) {
        var changes: [Change] = []
        for (field, text) in values {
            // As a feed's texts are: without the blanks around them.
            let value = text.withoutBlanksAround
            guard let place = RecordRepair.place(field) else {
                throw Fault(
                    message:
                        "a record has no field \(field); name it as the quarantine does: part_number, min_quantity, prices[1].amount"
                )
            }
            guard !value.isEmpty else {
                throw Fault(message: "\(field) is given nothing; give the value that the record should have")
            }
            guard !changes.contains(where: { $0.place == place }) else {
                throw Fault(message: "\(field) is given twice; give it once")
            }
            changes.append(Change(place: place, value: value))
        }
        self.changes = changes
    }

    private static func place(_ field: String) -> Place? {
        if let item = ItemField(rawValue: field) { return .item(item) }
        guard field.hasPrefix("prices["), let end = field.firstIndex(of: "]") else { return nil }
        let rest = field[field.index(after: end)...]
        guard rest.first == ".", let name = PriceField(rawValue: String(rest.dropFirst())) else { return nil }
        return .price(from: String(field[..<end].dropFirst("prices[".count)), name)
    }

    /// Puts the values into a record; refuses a field that the profile does not read and a price that is not there.
    func apply(to record: inout MappedRecord, _ compiled: CompiledProfile) throws(Fault) {
        for change in changes {
            switch change.place {
            case .item(let field):
                guard let rule = compiled.fields[field], let slot = rule.slots.first?.first else {
                    throw Fault(message: "the profile reads no \(field.rawValue)")
                }
                for slot in rule.slots.joined() { record.values[slot] = [] }
                record.values[slot] = [found(change.value, slot, compiled)]
            case .price(let from, let field):
                try setPrice(from, field, change.value, &record, compiled)
            }
        }
    }

    private func setPrice(
        _ from: String, _ field: PriceField, _ value: String, _ record: inout MappedRecord, _ compiled: CompiledProfile
    ) throws(Fault) {
        var isSet = false
        for (group, rules) in compiled.prices {
            guard let rule = rules[field], let first = rule.slots.first?.first,
                let place = compiled.recordPlan.places[first]
            else { continue }
            for index in record.instances[group].indices
            where minimum(record.instances[group][index], rules[.minQuantity], compiled) == from {
                for slot in rule.slots.joined() {
                    guard let place = compiled.recordPlan.places[slot] else { continue }
                    record.instances[group][index][place.index] = nil
                }
                record.instances[group][index][place.index] = found(value, first, compiled)
                isSet = true
            }
        }
        guard isSet else {
            throw Fault(
                message: "the record has no price from \(from), or the profile reads no \(field.rawValue) of it")
        }
    }

    private func minimum(_ instance: [FoundText?], _ rule: RecordPlan.Rule?, _ compiled: CompiledProfile) -> String {
        for slot in (rule?.slots ?? []).joined() {
            guard let place = compiled.recordPlan.places[slot], let found = instance[place.index] else { continue }
            return (try? Decimal(found.text, notation: compiled.profile.notation))?.text ?? found.text
        }
        return "1"
    }

    private func found(_ value: String, _ slot: Int, _ compiled: CompiledProfile) -> FoundText {
        FoundText(text: value, node: compiled.recordPlan.nodes(of: slot).first ?? 0, line: 0, column: 0)
    }
}
