/// Compiled rules by the fields they fill; nil for a field without one.
///
/// A field is found by its place among the cases. Dictionaries hash the names of such fields, a hundred for each record.
struct RuleTable<Field: CaseIterable & Sendable>: Sendable {
    private var rules: [RecordPlan.Rule?] = Array(repeating: nil, count: Field.allCases.count)

    /// No rules; fields have to be plain cases, since their place is the byte they are kept as.
    init() {
        precondition(
            MemoryLayout<Field>.size == 1
                && Field.allCases.enumerated().allSatisfy { place, field in Self.place(of: field) == place })
    }

    subscript(field: Field) -> RecordPlan.Rule? {
        get { rules[Self.place(of: field)] }
        set { rules[Self.place(of: field)] = newValue }
    }

    private static func place(of field: Field) -> Int { withUnsafeBytes(of: field) { Int($0[0]) } }
}
