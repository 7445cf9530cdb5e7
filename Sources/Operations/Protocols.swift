package import Catalog
internal import Crypto
internal import Importing
internal import Postgres
package import Quantities
package import Storage

/// Protocols that people load: looking at them, loading, approving and retiring them.
package struct Protocols {
    let database: Database
    var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// A version with everything that belongs to it.
    package struct Detail: Sendable {
        /// Its row.
        package let row: ProtocolRow
        /// Its content with steps, contraindications and studies.
        package let content: ToolProtocol
        /// The reasons against use it names.
        package let contraindications: [ContraindicationRow]
        /// The studies it names whose citation counts as verified today.
        package let studies: [ProtocolStudyRow]
        /// So many more it names, whose citation does not.
        package let hiddenStudyCount: Int
        /// What screening finds in its texts by the rules of today, each with its field.
        package let findings: [Finding]
    }

    /// Something that screening found in a text of a protocol.
    package struct Finding: Sendable {
        /// The field, as `steps[1].heading`.
        package let field: String
        /// What was found.
        package let claim: ClaimFinding
    }

    /// A page of versions by code and version; `after` is a code, or `code@version`.
    package func list(limit: Int, after: String?) throws -> [ProtocolRow] {
        try connection.fetch(SelectProtocols(after: try after.map(Self.key), limit: limit))
    }

    private static func key(_ text: String) throws -> (code: String, version: Int) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return (text, Int(Int32.max)) }
        guard let version = Int32(parts[1]) else {
            throw Refusal(
                "after_invalid", "\"\(text)\" is no place in the list of protocols", at: "--after",
                remedy: "give a code, or code@version as demo_relax_face@1", status: .usage)
        }
        return (String(parts[0]), Int(version))
    }

    /// A version by its code; without a number the latest approved one, else the latest.
    package func show(_ code: String, version: Int?) throws -> Detail {
        guard let row = try connection.first(SelectProtocol(code: code, version: version)) else {
            throw Self.unknown(code, version)
        }
        return try detail(row)
    }

    private func detail(_ row: ProtocolRow) throws -> Detail {
        var content = row.content
        content.steps = try connection.fetch(SelectProtocolSteps(of: row.id))
        for (step, requirement) in try connection.fetch(SelectToolRequirements(of: row.id)) {
            content.steps[step - 1].requirements.append(requirement)
        }
        let warnings = try connection.fetch(SelectProtocolContraindications(of: row.id))
        content.contraindications = warnings.map { ToolProtocol.Contraindication(code: $0.code, note: $0.note) }
        let studies = try connection.fetch(SelectProtocolStudies(of: row.id, today: try database.today()))
        content.evidence = studies.map(\.code)
        let shown = studies.filter(\.isVerified)
        return Detail(
            row: row, content: content, contraindications: warnings, studies: shown,
            hiddenStudyCount: studies.count - shown.count, findings: try findings(in: content))
    }

    /// Loads the text of a protocol as a new version.
    ///
    /// The same text again is answered and changes nothing. Refuses, in this order, a text with mistakes (`protocol_invalid`,
    /// all of them with their lines), texts that must not be published (`claim_blocked`), and a version that is there
    /// (`protocol_exists`); with `replaces` an open version is replaced, an approved or retired one never.
    package func load(_ text: String, from place: String, replaces: Bool = false, dryRun: Bool = false) throws
        -> Detail
    {
        try database.write(dryRun: dryRun) {
            let loader = AssessorLoader(database)
            let (content, lines) = try read(text, from: place, try loader.vocabulary())
            try refuseBlocked(content, lines, at: place)
            let digest = Hex.text(SHA256.hash(data: Array(text.utf8)))
            if let id = try connection.first(LockProtocol(code: content.code, version: content.version)) {
                let there = try show(content.code, version: content.version)
                if there.row.digest == digest { return there }
                try refuseTaken(there.row, replaces: replaces)
                try DeleteProtocolParts.run(connection, of: id)
                try connection.run(DeleteProtocol(id: id))
            }
            try save(content, digest: digest)
            try note("protocol.load", content, [("from", place), ("sha256", digest)])
            return try show(content.code, version: content.version)
        }
    }

    private func refuseTaken(_ row: ProtocolRow, replaces: Bool) throws {
        let content = row.content
        guard replaces, content.status.isOpen else {
            throw Refusal(
                "protocol_exists",
                "version \(content.version) of \(content.code) is there already, \(content.status.rawValue)",
                at: "version",
                remedy: content.status.isOpen
                    ? "give it another version, or replace it with --replace" : "give it another version")
        }
    }

    private func read(
        _ text: String, from place: String, _ vocabulary: Vocabulary
    ) throws -> (ToolProtocol, lines: [String: Int]) {
        let terms = ProtocolTerms(
            vocabulary: vocabulary, contraindications: Set(try connection.fetch(SelectContraindicationCodes())),
            studies: Set(try connection.fetch(SelectEvidenceCodes())))
        do {
            return try ProtocolReader.read(text, terms)
        } catch {
            throw Refusal(
                "protocol_invalid", "this is no protocol that can be loaded\n\(error)", at: place,
                remedy: "correct every line that is named; nothing was changed", status: .badInput)
        }
    }

    private func save(_ content: ToolProtocol, digest: String) throws {
        guard let id = try connection.first(InsertProtocol(content, digest: digest)) else {
            throw Refusal("row_missing", "the database did not name the protocol", status: .bug)
        }
        for (index, step) in content.steps.enumerated() {
            try connection.run(InsertProtocolStep(of: id, ordinal: index + 1, step))
            for (place, requirement) in step.requirements.enumerated() {
                try connection.run(
                    InsertToolRequirement(of: id, step: index + 1, ordinal: place + 1, requirement))
            }
        }
        for named in content.contraindications { try connection.run(InsertProtocolContraindication(of: id, named)) }
        for code in content.evidence { try connection.run(InsertProtocolEvidence(of: id, code: code)) }
    }

    // MARK: Screening

    /// What screening finds in the texts, by the market of the protocol, else by the strictest.
    private func findings(in content: ToolProtocol) throws -> [Finding] {
        let screener = try AssessorLoader(database).assessor().screener
        return content.texts.flatMap { field, text in
            screener.screen(text, market: content.market).findings.map { Finding(field: field, claim: $0) }
        }
    }

    /// Refuses texts that must not be published: `claim_blocked`, with rule, field and words of every one.
    private func refuseBlocked(_ content: ToolProtocol, _ lines: [String: Int] = [:], at place: String) throws {
        let blocked = try findings(in: content).filter { $0.claim.label == .block }
        guard !blocked.isEmpty else { return }
        let list = blocked.map { finding in
            let line = lines[finding.field].map { "line \($0), " } ?? ""
            return "\(line)\(finding.field): \(finding.claim.rule), \"\(finding.claim.text)\": \(finding.claim.reason)"
        }
        throw Refusal(
            "claim_blocked", "its texts say what must not be published\n" + list.joined(separator: "\n"), at: place,
            remedy: "say it without the claim; nephrite claims check \"…\" tells whether that is better")
    }

    // MARK: Review

    /// Approves a version that is open, after which it never changes again.
    ///
    /// Refuses, in this order: an unknown version (`protocol_unknown`), one that is approved or retired (`protocol_closed`), a blank
    /// reviewer or scope (`review_incomplete`), the author as reviewer (`reviewer_is_author`), a day to come (`day_in_future`), no
    /// contraindication (`contraindication_missing`), and texts that must not be published by now (`claim_blocked`).
    package func approve(
        _ code: String, version: Int, by reviewer: String, scope: String, on day: Day?, dryRun: Bool = false
    ) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let (id, detail) = try locked(code, version)
            guard detail.content.status.isOpen else { throw Self.closed(detail.content) }
            guard !reviewer.isBlank, !scope.isBlank else {
                throw Refusal(
                    "review_incomplete", "an approval needs who reviewed it, and what", at: "--by",
                    remedy: "give --by and --scope", status: .usage)
            }
            guard !ToolProtocol.isSamePerson(reviewer, detail.content.authorName) else {
                throw Refusal(
                    "reviewer_is_author", "\(reviewer.withoutBlanksAround) wrote it and cannot review it", at: "--by",
                    remedy: "have somebody else review it")
            }
            let today = try database.day()
            guard day ?? today <= today else {
                throw Refusal(
                    "day_in_future", "it was reviewed on a day to come", at: "--on",
                    remedy: "give today, or a day before")
            }
            guard !detail.contraindications.isEmpty else {
                throw Refusal(
                    "contraindication_missing", "it names no reason against use", at: "contraindications",
                    remedy: "add one at least to its text, and load it with --replace")
            }
            try refuseBlocked(detail.content, at: code)
            try connection.run(
                ApproveProtocol(
                    id: id, by: reviewer.withoutBlanksAround, on: (day ?? today).text, scope: scope.withoutBlanksAround)
            )
            try note("protocol.approve", detail.content, [("by", reviewer), ("scope", scope)])
            return try show(code, version: version)
        }
    }

    /// Retires a version for good; refuses an unknown one, and one that is retired (`protocol_closed`).
    package func retire(_ code: String, version: Int, dryRun: Bool = false) throws -> Detail {
        try database.write(dryRun: dryRun) {
            let (id, detail) = try locked(code, version)
            guard detail.content.status != .retired else { throw Self.closed(detail.content) }
            try connection.run(RetireProtocol(id: id))
            try note("protocol.retire", detail.content, [("was", detail.content.status.rawValue)])
            return try show(code, version: version)
        }
    }

    private func locked(_ code: String, _ version: Int) throws -> (id: Int64, detail: Detail) {
        guard let id = try connection.first(LockProtocol(code: code, version: version)) else {
            throw Self.unknown(code, version)
        }
        return (id, try show(code, version: version))
    }

    private static func closed(_ content: ToolProtocol) -> Refusal {
        Refusal(
            "protocol_closed", "version \(content.version) of \(content.code) is \(content.status.rawValue)",
            at: "--version", remedy: "load what is to change as a new version")
    }

    private static func unknown(_ code: String, _ version: Int?) -> Refusal {
        Refusal(
            "protocol_unknown", "there is no " + (version.map { "version \($0) of " } ?? "") + "protocol \(code)",
            remedy: "nephrite protocol list shows them")
    }

    private func note(_ action: String, _ content: ToolProtocol, _ detail: [(String, String)]) throws {
        try connection.run(
            InsertAudit(
                action: action, subjectKind: "protocol", subject: "\(content.code)@\(content.version)", detail: detail))
    }
}
