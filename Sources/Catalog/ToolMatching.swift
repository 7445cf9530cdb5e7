/// A requirement and what a product is to it.
public struct RequirementJudgement: Sendable {
    /// What was asked.
    public let requirement: ToolRequirement
    /// Met, failed or unknown.
    public let result: CompiledRequirement.Result
    /// What is known; nil when nobody has said.
    public let found: String?

    /// Why it is not met, by the attribute; nil when it is.
    public var reason: String? {
        switch result {
        case .met: nil
        case .unknown: "\(requirement.attribute) is not known; asked is \(requirement.text)"
        case .failed: "\(requirement.attribute) is \(found ?? "unknown"); asked is \(requirement.text)"
        }
    }
}

/// A product held against a step.
public struct ToolMatch: Sendable {
    /// The product's SKU.
    public let sku: String
    /// Its name.
    public let name: String?
    /// Its grade; nil while it is unassessed.
    public let grade: Grade?
    /// Every requirement in the step's order.
    public let judgements: [RequirementJudgement]

    /// Whether every must is met; a step that asks nothing is met by all.
    public var isMatch: Bool { judgements.allSatisfy { $0.requirement.importance == .should || $0.result == .met } }

    /// How many of the shoulds are met.
    public var shouldsMet: Int { judgements.count { $0.requirement.importance == .should && $0.result == .met } }

    /// The musts that are not met, which keep it out.
    public var obstacles: [RequirementJudgement] {
        judgements.filter { $0.requirement.importance == .must && $0.result != .met }
    }
}

/// Holds products against the requirements of one step, and keeps the first of each sort.
///
/// Products come in the order of their SKUs, and any number of them: what is kept is bounded.
public struct StepMatching: Sendable {
    /// How products fared by one requirement.
    public struct Tally: Sendable {
        /// What was asked.
        public let requirement: ToolRequirement
        /// So many products meet it, do not, or are not known well enough.
        public fileprivate(set) var met = 0, failed = 0, unknown = 0
    }

    private let requirements: [CompiledRequirement]
    private let limit: Int
    private let failureLimit: Int
    /// For each number of shoulds met, the first products that match.
    private var matched: [[ToolMatch]]
    /// The requirements with how products fared by each.
    public private(set) var tallies: [Tally]
    /// So many products match.
    public private(set) var matchCount = 0
    /// For each number of musts not met, the first products that do not match.
    private var failed: [[ToolMatch]]
    /// So many do not.
    public private(set) var failureCount = 0

    /// For a step's requirements; at most `limit` matches and `failureLimit` failures are kept.
    public init(_ requirements: [CompiledRequirement], limit: Int, failureLimit: Int) {
        self.requirements = requirements
        self.limit = limit
        self.failureLimit = failureLimit
        tallies = requirements.map { Tally(requirement: $0.requirement) }
        let shoulds = requirements.count { $0.requirement.importance == .should }
        matched = Array(repeating: [], count: shoulds + 1)
        failed = Array(repeating: [], count: requirements.count - shoulds + 1)
    }

    /// How many shoulds there are.
    public var shouldCount: Int { matched.count - 1 }

    /// The products that match: most shoulds first, then by SKU.
    public var matches: [ToolMatch] { Array(matched.reversed().joined().prefix(limit)) }

    /// The products that do not: those that lack least first, then by SKU.
    public var failures: [ToolMatch] { Array(failed.joined().prefix(failureLimit)) }

    /// Holds the next product against the step.
    public mutating func add(_ tool: ToolOnOffer) {
        let judgements = requirements.map { requirement in
            let (result, found) = requirement.result(for: tool)
            return RequirementJudgement(requirement: requirement.requirement, result: result, found: found?.text)
        }
        for (index, judgement) in judgements.enumerated() {
            switch judgement.result {
            case .met: tallies[index].met += 1
            case .failed: tallies[index].failed += 1
            case .unknown: tallies[index].unknown += 1
            }
        }
        let match = ToolMatch(sku: tool.sku, name: tool.name, grade: tool.grade, judgements: judgements)
        if match.isMatch {
            matchCount += 1
            if matched[match.shouldsMet].count < limit { matched[match.shouldsMet].append(match) }
        } else {
            failureCount += 1
            let lacking = match.obstacles.count
            if failed[lacking].count < failureLimit { failed[lacking].append(match) }
        }
    }
}
