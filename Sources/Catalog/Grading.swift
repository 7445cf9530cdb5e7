/// How far a tool suits instrument-assisted soft tissue work, as an object with its documents.
///
/// Not a medical, safety or efficacy certificate; never shown without its reasons. Ordered from worst to best.
public enum Grade: String, Sendable, CaseIterable, Comparable {
    /// Fails a criterion that guards against harm.
    case unsuitable
    /// Harmless, for sale to consumers.
    case retailOnly = "retail_only"
    /// For use with the conditions that are printed.
    case conditional
    /// Meets every criterion.
    case professional

    /// Order from worst to best.
    public static func < (one: Grade, other: Grade) -> Bool { one.rank < other.rank }

    private var rank: Int {
        switch self {
        case .unsuitable: 0
        case .retailOnly: 1
        case .conditional: 2
        case .professional: 3
        }
    }
}

/// The outcome of grading one product.
public struct Grading: Hashable, Sendable {
    /// What one criterion said.
    public struct Judgement: Hashable, Sendable {
        /// The criterion.
        public var criterion: Criterion
        /// The value judged, nil when nothing is recorded.
        public var value: String?
        /// What was asked, in words.
        public var threshold: String
        /// What came out.
        public var result: CriterionResult
    }

    /// The grade; nil when it depends on what is missing ("unassessed").
    public var grade: Grade?
    /// The worst grade that what is missing may bring.
    public var floor: Grade
    /// The best grade that what is missing may bring.
    public var ceiling: Grade
    /// The fields that decide between floor and ceiling, each once, in the order of the criteria; empty when graded.
    public var missing: [String]
    /// What each criterion said, in their order.
    public var judgements: [Judgement]
    /// The conditions of a conditional grade: those of every such tool, then the professional criteria that failed.
    public var conditions: [String]

    /// The grade's code as it is stored and shown.
    public var code: String { grade?.rawValue ?? Grading.unassessed }

    /// The code where the grade depends on what is missing.
    public static let unassessed = "unassessed"

    /// The judgements that keep the product from the next better grade.
    public var decisive: [Judgement] {
        let tier: Criterion.Tier? =
            switch ceiling {
            case .unsuitable: .unsuitable
            case .retailOnly: .conditional
            case .conditional: .professional
            case .professional: nil
            }
        return judgements.filter { $0.criterion.tier == tier && $0.result == .fail }
    }
}

/// The criteria and conditions by which products are graded.
public struct GradingScheme: Hashable, Sendable {
    /// The criteria in the order in which they are shown.
    public let criteria: [Criterion]
    /// The conditions under which any conditional tool is used.
    public let conditions: [String]

    /// A scheme from its rows.
    public init(criteria: [Criterion], conditions: [String]) {
        self.criteria = criteria
        self.conditions = conditions
    }

    /// Grades one product.
    ///
    /// A grade can only fall when a criterion fails, so the worst and the best outcome of what is unknown bound every other: all
    /// unknown taken as failed give the floor, all taken as passed the ceiling. When both agree, that is the grade.
    public func grade(_ facts: ProductFacts) -> Grading {
        var judgements: [Grading.Judgement] = []
        var missing: [(tier: Criterion.Tier, fields: [String])] = []
        var worst = Outcome()
        var best = Outcome()
        for criterion in criteria {
            let finding = criterion.judge(facts)
            judgements.append(
                Grading.Judgement(
                    criterion: criterion, value: finding.value, threshold: criterion.threshold(facts.materialKind),
                    result: finding.result))
            switch finding.result {
            case .pass, .notApplicable: break
            case .fail:
                worst.fail(criterion.tier)
                best.fail(criterion.tier)
            case .unknown:
                worst.fail(criterion.tier)
                missing.append((criterion.tier, finding.missing))
            }
        }
        var fields: [String] = []
        if worst.grade != best.grade {
            for (tier, names) in missing where best.isDecided(by: tier) {
                for name in names where !fields.contains(name) { fields.append(name) }
            }
        }
        return Grading(
            grade: worst.grade == best.grade ? best.grade : nil, floor: worst.grade, ceiling: best.grade,
            missing: fields, judgements: judgements,
            conditions: worst.grade == best.grade && best.grade == .conditional
                ? conditions + judgements.filter { $0.result == .fail }.map(\.sentence) : [])
    }

    /// Which tiers have a failure.
    private struct Outcome {
        private var failsU = false
        private var failsC = false
        private var failsP = false

        mutating func fail(_ tier: Criterion.Tier) {
            switch tier {
            case .unsuitable: failsU = true
            case .conditional: failsC = true
            case .professional: failsP = true
            }
        }

        var grade: Grade {
            failsU ? .unsuitable : failsC ? .retailOnly : failsP ? .conditional : .professional
        }

        /// Whether a criterion of the tier may still change the grade, given what has failed for certain.
        func isDecided(by tier: Criterion.Tier) -> Bool {
            switch tier {
            case .unsuitable: !failsU
            case .conditional: !failsU && !failsC
            case .professional: !failsU && !failsC && !failsP
            }
        }
    }
}

extension Grading.Judgement {
    /// The judgement in a line: the criterion, what was asked, what was found and why it matters.
    public var sentence: String {
        "\(criterion.id) \(criterion.field) \(threshold): \(value ?? "not recorded"); \(criterion.reason)"
    }
}

extension Criterion {
    /// What is asked, in words; for rules by kind, of the product's kind.
    public func threshold(_ kind: MaterialKind?) -> String {
        let list = codes.joined(separator: ", ")
        switch rule {
        case .careNotAvoid, .treatedCareNotAvoid: return "not x for \(list)"
        case .oneOf: return "one of \(list)"
        case .noneOf: return "none of \(list)"
        case .atLeast: return ">= \(minimum?.description ?? "?")"
        case .atMost: return "<= \(maximum?.description ?? "?")"
        case .radiusWithin: return "\(minimum?.description ?? "?") to \(maximum?.description ?? "?")"
        case .atLeastByKind, .measuredAtLeastByKind:
            let measured = rule == .measuredAtLeastByKind ? ", measured on the lot" : ""
            guard let kind else { return "by kind of material\(measured)" }
            switch kinds[kind] {
            case .minimum(let least): return ">= \(least)\(measured)"
            case .pass, .fail, nil: return "by kind of material\(measured)"
            }
        case .isTrue: return "true"
        case .isFalse: return "false"
        case .isTrueAtInnerCorners: return "true where a notch or bay exists"
        case .isFalseWhereTreated: return "false where there is \(list)"
        case .noTreatmentOf: return "none of \(list)"
        case .porosityOrTest: return codes.joined(separator: ", or with an absorption test ")
        case .edgeDrawing: return "on file, tolerance <= \(maximum?.description ?? "?")"
        case .lengthOrGrip: return ">= \(minimum?.description ?? "?") or a grip"
        case .finish: return "<= \(maximum?.description ?? "?") or good at tenfold magnification"
        case .identityOrCertificate: return "one of \(list), or a mill certificate for metal"
        }
    }
}
