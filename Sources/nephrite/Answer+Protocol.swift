internal import Catalog
internal import Operations
internal import Rendering
internal import Storage

extension Answer {
    /// A row of the list of protocols.
    static func protocolRow(_ row: ProtocolRow) -> Answer {
        .keys(
            ("protocol", .text(row.content.code)), ("version", .int(row.content.version)),
            ("title", .text(row.content.title)), ("language", .text(row.content.language)),
            ("audience", .text(row.content.audience.rawValue)),
            ("market", .text(ifPresent: row.content.market?.rawValue)), ("status", .text(row.content.status.rawValue)),
            ("steps", .int(row.declaredStepCount)), ("author_name", .text(row.content.authorName)),
            ("reviewed_by", .text(ifPresent: row.reviewedBy)), ("reviewed_on", .text(ifPresent: row.reviewedOn)))
    }

    /// A protocol with everything that belongs to it.
    init(_ detail: Protocols.Detail) {
        let (row, content) = (detail.row, detail.content)
        let steps = content.steps.enumerated().map { Answer.step($1, number: $0 + 1) }
        self = .keys(
            ("protocol", .text(content.code)), ("version", .int(content.version)), ("title", .text(content.title)),
            ("language", .text(content.language)), ("audience", .text(content.audience.rawValue)),
            ("market", .text(ifPresent: content.market?.rawValue)), ("status", .text(content.status.rawValue)),
            ("author_name", .text(content.authorName)), ("author_qualification", .text(content.authorQualification)),
            ("source_reference", .text(content.sourceReference)), ("licence", .text(content.licence)),
            ("declared_step_count", .int(row.declaredStepCount)), ("reviewed_by", .text(ifPresent: row.reviewedBy)),
            ("reviewed_on", .text(ifPresent: row.reviewedOn)), ("review_scope", .text(ifPresent: row.reviewScope)),
            ("sha256", .text(row.digest)), ("loaded_at", .text(row.loadedAt)), ("loaded_by", .text(row.loadedBy)),
            ("steps", .list(steps)),
            ("contraindications", .list(detail.contraindications.map(Answer.contraindication))),
            ("evidence", .list(detail.studies.flatMap(Answer.studyRows))),
            ("evidence_hidden", .int(detail.hiddenStudyCount)),
            ("findings", .list(detail.findings.map(Answer.protocolFinding))))
    }

    private static func step(_ step: ToolProtocol.Step, number: Int) -> Answer {
        .keys(
            ("ordinal", .int(number)), ("heading", .text(step.heading)), ("instruction", .text(step.instruction)),
            ("body_area", .text(ifPresent: step.bodyArea?.rawValue)),
            ("pressure_level", .text(ifPresent: step.pressureLevel?.rawValue)),
            ("stroke_kind", .text(ifPresent: step.strokeKind?.rawValue)),
            ("duration_s_min", .int(ifPresent: step.durationSecondsMin)),
            ("duration_s_max", .int(ifPresent: step.durationSecondsMax)),
            ("repetitions", .int(ifPresent: step.repetitions)),
            ("stop_conditions", .list(step.stopConditions.map(Answer.text))),
            ("requirements", .list(step.requirements.map { .object(members(of: $0)) })))
    }

    private static func members(of requirement: ToolRequirement) -> [Member] {
        [
            Member("attribute", .text(requirement.attribute)),
            Member("operator", .text(requirement.comparison.rawValue)),
            Member("value", .text(requirement.operands.joined(separator: ", "))),
            Member("unit", .text(ifPresent: requirement.unit)),
            Member("importance", .text(requirement.importance.rawValue)),
        ]
    }

    private static func contraindication(_ row: ContraindicationRow) -> Answer {
        .keys(
            ("code", .text(row.code)), ("item", .text(row.item)), ("class", .text(row.strictness)),
            ("note", .text(ifPresent: row.note)))
    }

    /// A study that is verified: a row for each sentence with its support, one where there is none.
    private static func studyRows(_ row: ProtocolStudyRow) -> [Answer] {
        func sentence(_ claim: Answer, _ support: String) -> Answer {
            .keys(
                ("evidence", .text(row.code)), ("title", .text(row.title)), ("cited_claim", claim),
                ("claim_support", .text(support)))
        }
        guard !row.claims.isEmpty else { return [sentence(.null, "not_assessed")] }
        let starts = stride(from: 0, to: row.claims.count - 1, by: 2)
        return starts.map { sentence(.text(row.claims[$0]), row.claims[$0 + 1]) }
    }

    private static func protocolFinding(_ finding: Protocols.Finding) -> Answer {
        .keys(
            ("rule", .text(finding.claim.rule)), ("label", .text(finding.claim.label.rawValue)),
            ("field", .text(finding.field)), ("start", .int(finding.claim.scalars.lowerBound)),
            ("end", .int(finding.claim.scalars.upperBound)), ("text", .text(finding.claim.text)),
            ("market", .text(finding.claim.markets.map(\.rawValue).joined(separator: ","))),
            ("reason", .text(finding.claim.reason)))
    }

    // MARK: Matching

    /// The products that suit each step.
    init(_ matching: Protocols.Matching) {
        let content = matching.detail.content
        let steps = zip(content.steps, matching.steps).enumerated().map { index, pair in
            Answer.matchedStep(pair.0, pair.1, number: index + 1)
        }
        self = .keys(
            ("protocol", .text(content.code)), ("version", .int(content.version)), ("title", .text(content.title)),
            ("status", .text(content.status.rawValue)), ("products", .int(matching.productCount)),
            ("steps", .list(steps)), ("evidence", .list(matching.detail.studies.flatMap(Answer.studyRows))))
    }

    private static func matchedStep(_ step: ToolProtocol.Step, _ matching: StepMatching, number: Int) -> Answer {
        let asked = matching.tallies.map { tally in
            Answer.object(
                members(of: tally.requirement) + [
                    Member("met", .int(tally.met)), Member("failed", .int(tally.failed)),
                    Member("unknown", .int(tally.unknown)),
                ])
        }
        return .keys(
            ("ordinal", .int(number)), ("heading", .text(step.heading)), ("requirements", .list(asked)),
            ("matching", .int(matching.matchCount)), ("failing", .int(matching.failureCount)),
            ("matches", .list(matching.matches.map { match($0, of: matching) })),
            ("failures", .list(matching.failures.map { failure($0) })))
    }

    private static func match(_ match: ToolMatch, of matching: StepMatching) -> Answer {
        .keys(
            ("sku", .text(match.sku)), ("name", .text(ifPresent: match.name)),
            ("grade", .text(match.grade?.rawValue ?? "unassessed")), ("should_met", .int(match.shouldsMet)),
            ("should_asked", .int(matching.shouldCount)), ("found", .list(match.judgements.map(judgement))))
    }

    private static func failure(_ match: ToolMatch) -> Answer {
        .keys(
            ("sku", .text(match.sku)), ("name", .text(ifPresent: match.name)),
            ("grade", .text(match.grade?.rawValue ?? "unassessed")),
            ("because", .list(match.obstacles.map(judgement))))
    }

    private static func judgement(_ judgement: RequirementJudgement) -> Answer {
        .object(
            members(of: judgement.requirement) + [
                Member("found", .text(ifPresent: judgement.found)), Member("result", .text(judgement.result.rawValue)),
                Member("reason", .text(ifPresent: judgement.reason)),
            ])
    }

    /// The same for a spreadsheet: a row for each step and product.
    static func matchRows(_ matching: Protocols.Matching) -> Answer {
        let content = matching.detail.content
        var rows: [Answer] = []
        for (index, step) in matching.steps.enumerated() {
            for (matches, result) in [(step.matches, "match"), (step.failures, "failure")] {
                for match in matches {
                    rows.append(
                        .keys(
                            ("protocol", .text(content.code)), ("version", .int(content.version)),
                            ("step", .int(index + 1)), ("heading", .text(content.steps[index].heading)),
                            ("result", .text(result)), ("sku", .text(match.sku)),
                            ("name", .text(ifPresent: match.name)),
                            ("grade", .text(match.grade?.rawValue ?? "unassessed")),
                            ("should_met", .int(match.shouldsMet)), ("should_asked", .int(step.shouldCount)),
                            ("because", .text(match.obstacles.compactMap(\.reason).joined(separator: "; ")))))
                }
            }
        }
        return .list(rows)
    }
}
