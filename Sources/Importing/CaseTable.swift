/// Values by the cases of an enumeration; nil for a case without one.
///
/// A case is found by its place among all. A dictionary would hash the word that it stands for, a hundred times for each record.
struct CaseTable<Case: CaseIterable & Sendable, Value: Sendable>: Sendable {
    private var values: [Value?] = Array(repeating: nil, count: Case.allCases.count)

    /// No values; cases have to be plain ones, since their place is the byte they are kept as.
    init() {
        precondition(
            MemoryLayout<Case>.size == 1
                && Case.allCases.enumerated().allSatisfy { place, one in Self.place(of: one) == place })
    }

    subscript(one: Case) -> Value? {
        get { values[Self.place(of: one)] }
        set { values[Self.place(of: one)] = newValue }
    }

    private static func place(of one: Case) -> Int { withUnsafeBytes(of: one) { Int($0[0]) } }
}

/// Compiled rules by the fields that they fill.
typealias RuleTable<Field: CaseIterable & Sendable> = CaseTable<Field, RecordPlan.Rule>
