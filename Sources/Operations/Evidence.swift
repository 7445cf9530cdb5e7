package import Catalog
internal import Postgres
internal import Quantities
package import Storage

/// The studies that claims lean on: looking at them, adding them, writing down what was checked.
package struct EvidenceRegister {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A study with the sentences that lean on it.
    package struct Detail: Sendable {
        /// The study.
        package let study: EvidenceRow
        /// Whether its citation counts as verified today.
        package let isVerified: Bool
        /// The sentences, and whether it carries them.
        package let claims: [EvidenceClaimRow]
    }

    /// What a person writes of a study; an empty text takes back what was written.
    package typealias Changes = [StudyField: String]

    /// A page of studies by code, each with whether its citation counts as verified today.
    package func list(limit: Int, after: String?) throws -> [(study: EvidenceRow, isVerified: Bool)] {
        let today = try database.day()
        return try connection.fetch(SelectEvidence(after: after, limit: limit)).map { ($0, $0.isVerified(on: today)) }
    }

    /// A study by its code.
    package func show(_ code: String) throws -> Detail {
        guard let study = try connection.first(SelectEvidence(code: code)) else { throw Self.unknown(code) }
        return Detail(
            study: study, isVerified: study.isVerified(on: try database.day()),
            claims: try connection.fetch(SelectEvidenceClaims(code: code)))
    }

    /// Adds a study, without a design as `other`, without a tool as `unspecified`, without a status as `pending`.
    ///
    /// Refuses what `check` refuses; the schema refuses codes and identifiers that are taken.
    package func add(_ code: String, _ changes: Changes, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            var values: [StudyField: String] = [
                .studyDesign: "other", .toolTested: TestedTool.unspecified.rawValue,
                .verificationStatus: VerificationStatus.pending.rawValue,
            ]
            values.merge(try read(changes).compactMapValues { $0 }) { _, new in new }
            try check(values)
            try connection.run(InsertEvidence(code: code, Self.columns(values)))
            try note("evidence.add", code, Self.columns(values))
            return try show(code)
        }
    }

    /// Changes fields of a study.
    ///
    /// The products that lean on it are screened anew, and the audit trail keeps old and new. Refuses what `check` refuses.
    package func set(_ code: String, _ changes: Changes, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            guard let id = try connection.first(LockEvidence(code: code)) else { throw Self.unknown(code) }
            let before = try show(code).study
            var values: [StudyField: String] = [.title: before.title]
            for field in StudyField.allCases { values[field] = before.details[field.rawValue] ?? values[field] }
            var history: [(String, String)] = []
            for (field, value) in try read(changes).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                guard values[field] != value else { continue }
                history.append((field.rawValue, "\(values[field] ?? "") -> \(value ?? "")"))
                values[field] = value
            }
            try check(values)
            guard !history.isEmpty else { return try show(code) }
            try connection.run(UpdateEvidence(code: code, Self.columns(values)))
            try note("evidence.set", code, history)
            try Assessing(database).reassess(try connection.fetch(SelectEvidenceProducts(evidence: id)))
            return try show(code)
        }
    }

    /// Writes down whether a study carries a sentence; of one sentence the latest word holds.
    ///
    /// Refuses a blank sentence or place (`claim_blank`) and an unknown support (`support_unknown`).
    package func judge(_ code: String, _ claim: EvidenceClaimRow, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            guard let id = try connection.first(LockEvidence(code: code)) else { throw Self.unknown(code) }
            guard Self.supports.contains(claim.support) else {
                throw Refusal(
                    "support_unknown", "a study cannot have the support \(claim.support)", at: "--support",
                    remedy: "give one of \(Self.supports.joined(separator: ", "))", status: .usage)
            }
            guard !claim.claim.isBlank, !claim.citedIn.isBlank else {
                throw Refusal(
                    "claim_blank", "a claim needs the exact sentence and where it stands", at: "--text",
                    remedy: "give --text and --in", status: .usage)
            }
            try connection.run(InsertEvidenceClaim(evidence: id, claim))
            try note(
                "evidence.claim", code,
                [("text", claim.claim), ("in", claim.citedIn), ("support", claim.support), ("note", claim.note ?? "")])
            try Assessing(database).reassess(try connection.fetch(SelectEvidenceProducts(evidence: id)))
            return try show(code)
        }
    }

    private static let supports = ["supports", "partially_supports", "does_not_support", "contradicts", "not_assessed"]

    static func unknown(_ code: String) -> Refusal {
        Refusal("evidence_unknown", "there is no study \(code)", remedy: "nephrite evidence list shows the studies")
    }

    /// The changes as they are kept, nil for what is taken back.
    private func read(_ changes: Changes) throws -> [StudyField: String?] {
        var values: [StudyField: String?] = [:]
        for (field, text) in changes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if text.isBlank {
                values[field] = .some(nil)
                continue
            }
            do {
                values[field] = try field.value(of: text).get()
            } catch {
                throw Self.refusal(error, field, text)
            }
        }
        return values
    }

    private static func refusal(_ fault: StudyFieldFault, _ field: StudyField, _ text: String) -> Refusal {
        switch fault {
        case .doi:
            Refusal(
                "doi_invalid", "\"\(text)\" is no DOI", at: field.rawValue,
                remedy: "give 10., a number of four to nine digits, a slash and the rest: 10.1000/abc123",
                status: .badInput)
        case .pmid:
            Refusal(
                "pmid_invalid", "\"\(text)\" is no PMID", at: field.rawValue,
                remedy: "give one to eight digits without a leading zero: 21276190", status: .badInput)
        case .value(let wanted):
            Refusal(
                "value_invalid", "\"\(text)\" is no value of \(field.rawValue)", at: field.rawValue,
                remedy: "give \(wanted)", status: .badInput)
        }
    }

    /// Refuses a study without a title (`title_blank`), a verification without who and when or a person without a verification
    /// (`verification_incomplete`), one of a day to come (`day_in_future`), and an end without or before its verification
    /// (`expiry_invalid`).
    private func check(_ values: [StudyField: String]) throws {
        guard values[.title] != nil else {
            throw Refusal("title_blank", "a study needs a title", at: "title", remedy: "give --title")
        }
        let isPending = values[.verificationStatus] ?? "pending" == VerificationStatus.pending.rawValue
        guard isPending == (values[.verifiedOn] == nil), isPending == (values[.verifiedBy] == nil) else {
            throw Refusal(
                "verification_incomplete",
                isPending
                    ? "a study that nobody has looked up yet was verified by nobody"
                    : "a verification needs who looked the study up, and when",
                at: "verification_status",
                remedy: isPending ? "give --status too" : "give --verified-by and --verified-on")
        }
        let checked = values[.verifiedOn].flatMap { Day($0) }
        if let checked, checked > (try database.day()) {
            throw Refusal(
                "day_in_future", "the study was verified on a day to come, \(checked.text)", at: "verified_on",
                remedy: "give today, or a day before")
        }
        if let end = values[.expiresOn].flatMap({ Day($0) }), checked.map({ end < $0 }) ?? true {
            throw Refusal(
                "expiry_invalid", "a verification ends on or after its day, and only where there is one",
                at: "expires_on", remedy: "give --expires-on a day not before --verified-on")
        }
    }

    private static func columns(_ values: [StudyField: String]) -> [(name: String, value: String)] {
        StudyField.allCases.compactMap { field in values[field].map { (field.rawValue, $0) } }
    }

    private func note(_ action: String, _ code: String, _ detail: [(String, String)]) throws {
        try connection.run(InsertAudit(action: action, subjectKind: "evidence", subject: code, detail: detail))
    }
}

extension EvidenceRow {
    /// Whether the citation counts as verified on a day.
    fileprivate func isVerified(on day: Day) -> Bool {
        details["verification_status"] == VerificationStatus.verifiedMatch.rawValue
            && (details["expires_on"].flatMap { Day($0) }.map { day <= $0 } ?? true)
    }
}

extension String {
    /// Whether there is nothing to see.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
