internal import ArgumentParser
internal import Catalog
internal import Operations
internal import Rendering
internal import Storage

/// `nephrite evidence`: studies that claims lean on, as their records have them.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Studies that claims lean on, and whether they carry them.",
        discussion: "Example:\n  nephrite evidence show braun_2011",
        subcommands: [List.self, Show.self, Add.self, Set.self, Claim.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the studies by code.",
            discussion: "Example:\n  nephrite evidence list -O csv")
        @OptionGroup var page: PageOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let rows = try EvidenceRegister(common.open()).list(limit: page.limit, after: page.after)
            try common.show(.list(rows.map { Answer.studyRow($0.study, isVerified: $0.isVerified) }))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a study, whether its citation could be verified, and the sentences that lean on it.",
            discussion: "Example:\n  nephrite evidence show gbd_2016")
        @Argument(help: "The study's code.")
        var code: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.show(Answer(try EvidenceRegister(common.open()).show(code)))
        }
    }
}

extension Answer {
    /// A row of the list of studies.
    static func studyRow(_ study: EvidenceRow, isVerified: Bool) -> Answer {
        .object(
            [Member("evidence", .text(study.code)), Member("title", .text(study.title))]
                + ["year", "study_design", "tool_tested", "verification_status", "expires_on"].map {
                    detail($0, of: study)
                } + [Member("verified", .bool(isVerified))])
    }

    /// A study with the sentences that lean on it.
    init(_ detail: EvidenceRegister.Detail) {
        let claims = detail.claims.map { claim in
            Answer.keys(
                ("cited_claim", .text(claim.claim)), ("cited_in", .text(claim.citedIn)),
                ("claim_support", .text(claim.support)), ("note", .text(ifPresent: claim.note)))
        }
        self = .object(
            [Member("evidence", .text(detail.study.code)), Member("title", .text(detail.study.title))]
                + EvidenceRow.columns.map { Self.detail($0, of: detail.study) }
                + [Member("verified", .bool(detail.isVerified)), Member("claims", .list(claims))])
    }

    private static func detail(_ key: String, of study: EvidenceRow) -> Member {
        guard let value = study.details[key] else { return Member(key, .null) }
        return Member(key, ["year", "n_total", "follow_up_days"].contains(key) ? .number(value) : .text(value))
    }
}
