public import Quantities

/// The kind of tool that a study tested.
public enum TestedTool: String, Sendable, CaseIterable {
    /// A tool of stone.
    case stone
    /// A tool of steel.
    case steel
    /// A tool of horn.
    case horn
    /// The metal cap of a jar.
    case metalCap = "metal_cap"
    /// The record does not say.
    case unspecified
}

extension Material {
    /// The kind of tool that a tool of the material is for studies; nil when no kind covers it.
    ///
    /// Glass, ceramic, composites and other metals than steel are tools of their own: nothing was tested on them.
    public var testedTool: TestedTool? {
        switch kind {
        case .mineral, .rock, .naturalGlass: .stone
        case .metal: code.rawValue.hasPrefix("stainless_steel") ? .steel : nil
        case .organic: status == .allowed ? .horn : nil
        case .manufacturedGlass, .ceramic, .polymer, .stoneComposite, .syntheticMineral: nil
        }
    }
}

/// Whether the identifiers of a study lead to a record that matches what was cited.
public enum VerificationStatus: String, Sendable, CaseIterable {
    /// The record is the one that was cited.
    case verifiedMatch = "verified_match"
    /// Part of it matches.
    case partialMatch = "partial_match"
    /// The record is another.
    case mismatch
    /// There is no record.
    case notFound = "not_found"
    /// Nobody has looked yet.
    case pending
}

/// A study as far as it decides what a product's texts may say.
public struct Study: Hashable, Sendable {
    /// Its code.
    public var code: String
    /// Whether its citation was verified.
    public var status: VerificationStatus
    /// The last day on which that counts; nil is without end.
    public var expiresOn: Day?
    /// Whether it carries any sentence that leans on it.
    public var isSupporting: Bool
    /// What was tested.
    public var tool: TestedTool

    /// A study.
    public init(
        code: String, status: VerificationStatus, expiresOn: Day? = nil, isSupporting: Bool, tool: TestedTool
    ) {
        self.code = code
        self.status = status
        self.expiresOn = expiresOn
        self.isSupporting = isSupporting
        self.tool = tool
    }

    /// Whether the citation counts as verified on a day.
    public func isVerified(on day: Day) -> Bool {
        status == .verifiedMatch && (expiresOn.map { day <= $0 } ?? true)
    }

    /// Why a product of a material may not lean on the study on a day; nil when it may.
    ///
    /// Of several reasons the first in the order of `StudyRefusal` is given.
    public func refusal(for material: Material?, on day: Day) -> StudyRefusal? {
        guard status == .verifiedMatch else { return .notVerified(status) }
        if let expiresOn, expiresOn < day { return .expired(expiresOn) }
        guard isSupporting else { return .notSupporting }
        guard let material else { return .materialUnknown }
        guard let own = material.testedTool, own == tool else {
            return .otherTool(tested: tool, material: material.code)
        }
        return nil
    }
}

/// Why a product may not lean on a study, in the order of precedence.
public enum StudyRefusal: Hashable, Sendable {
    /// Its citation is not verified.
    case notVerified(VerificationStatus)
    /// Its verification has ended.
    case expired(Day)
    /// It carries no sentence.
    case notSupporting
    /// Nobody knows what the product is made of.
    case materialUnknown
    /// It tested another kind of tool.
    case otherTool(tested: TestedTool, material: MaterialCode)

    /// The reason in words.
    public var reason: String {
        switch self {
        case .notVerified(let status): "its citation is \(status.rawValue), not verified_match"
        case .expired(let day): "its verification counted until \(day.text)"
        case .notSupporting: "it supports none of the sentences that lean on it"
        case .materialUnknown: "nobody knows what the product is made of"
        case .otherTool(let tested, let material):
            "it tested \(tested.rawValue), and a tool of \(material.rawValue) is another"
        }
    }
}

extension [Study] {
    /// What of these studies a product of a material may lean on.
    public func support(for material: Material?, on day: Day) -> StudySupport? {
        let counting = filter { $0.refusal(for: material, on: day) == nil }
        guard !counting.isEmpty else { return nil }
        let ends = counting.map(\.expiresOn)
        return StudySupport(until: ends.contains(nil) ? nil : ends.compactMap { $0 }.max())
    }
}

/// That at least one study supports a product's words of proof.
public struct StudySupport: Hashable, Sendable {
    /// The last day on which one does; nil is without end.
    public var until: Day?

    /// Support until a day.
    public init(until: Day?) { self.until = until }
}
