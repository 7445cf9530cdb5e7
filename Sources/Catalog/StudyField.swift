internal import Quantities

/// What a record of a study says beside its code, as people fill it in.
public enum StudyField: String, Sendable, CaseIterable {
    /// The title.
    case title
    /// Who wrote it.
    case authors
    /// The year of publication.
    case year
    /// Journal, volume and pages.
    case journal
    /// Digital object identifier.
    case doi
    /// PubMed identifier.
    case pmid
    /// Number in a register of trials.
    case registryID = "registry_id"
    /// The design.
    case studyDesign = "study_design"
    /// Who took part.
    case population
    /// The condition, in the record's words.
    case conditionAsStated = "condition_as_stated"
    /// How many took part.
    case total = "n_total"
    /// What was done.
    case intervention
    /// What it was compared with.
    case comparator
    /// Who did not know what was done.
    case blinding
    /// For how many days people were followed.
    case followUpDays = "follow_up_days"
    /// What was to be found out.
    case primaryOutcome = "primary_outcome"
    /// What was found, in the record's words.
    case effectText = "effect_text"
    /// What limits it.
    case limitations
    /// The kind of tool.
    case toolTested = "tool_tested"
    /// Whether the citation was verified.
    case verificationStatus = "verification_status"
    /// On which day.
    case verifiedOn = "verified_on"
    /// By whom.
    case verifiedBy = "verified_by"
    /// What was noticed.
    case verificationNote = "verification_note"
    /// The last day on which the verification counts.
    case expiresOn = "expires_on"

    /// The designs that are told apart.
    public static let designs = [
        "rct", "crossover", "cohort", "case_series", "systematic_review", "meta_analysis", "guideline",
        "expert_consensus", "bench", "other",
    ]

    /// A value in the form in which it is kept, or what would do.
    public func value(of text: String) -> Result<String, StudyFieldFault> {
        let trimmed = text.trimmed
        switch self {
        case .doi: return Self.doi(trimmed).map { .success($0) } ?? .failure(.doi)
        case .pmid: return Self.isPMID(trimmed) ? .success(trimmed) : .failure(.pmid)
        case .year: return whole(trimmed, 1900...2100)
        case .total: return whole(trimmed, 1...100_000_000)
        case .followUpDays: return whole(trimmed, 0...100_000)
        case .studyDesign: return code(trimmed, Self.designs)
        case .toolTested: return code(trimmed, TestedTool.allCases.map(\.rawValue))
        case .verificationStatus: return code(trimmed, VerificationStatus.allCases.map(\.rawValue))
        case .verifiedOn, .expiresOn:
            return Day(trimmed) == nil ? .failure(.value("a day such as 2026-11-30")) : .success(trimmed)
        default: return .success(trimmed)
        }
    }

    private func whole(_ text: String, _ range: ClosedRange<Int>) -> Result<String, StudyFieldFault> {
        guard let number = Int(text), range.contains(number) else {
            return .failure(.value("a whole number from \(range.lowerBound) to \(range.upperBound)"))
        }
        return .success(String(number))
    }

    private func code(_ text: String, _ codes: [String]) -> Result<String, StudyFieldFault> {
        codes.contains(text) ? .success(text) : .failure(.value("one of " + codes.joined(separator: ", ")))
    }

    /// `10.1016/j.ctim.2017.03.010` of it or of its address; nil when it has not the form.
    private static func doi(_ text: String) -> String? {
        let prefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"]
        let folded = text.lowercased()
        let prefix = prefixes.first { folded.hasPrefix($0) } ?? ""
        let bare = String(text.dropFirst(prefix.count)).trimmed
        let parts = bare.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("10."), !parts[1].isEmpty,
            (4...9).contains(parts[0].utf8.count - 3), parts[0].utf8.dropFirst(3).allSatisfy(Self.isDigit),
            bare.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace && $0.value >= 0x20 && $0.value != 0x7F })
        else { return nil }
        return bare
    }

    private static func isPMID(_ text: String) -> Bool {
        (1...8).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) && text.utf8.first != UInt8(ascii: "0")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// A value that a record of a study cannot have.
public enum StudyFieldFault: Error, Hashable, Sendable {
    /// No DOI.
    case doi
    /// No PMID.
    case pmid
    /// Another value; what would do.
    case value(String)
}

extension String {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
