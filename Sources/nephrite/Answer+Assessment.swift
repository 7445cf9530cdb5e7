internal import Catalog
internal import Operations
internal import Rendering
internal import Storage

extension Answer {
    /// A field that may be said of a product.
    init(_ field: ProductField) {
        self = .keys(
            ("field", .text(field.code)), ("kind", .text(field.kind.rawValue)), ("unit", .text(ifPresent: field.unit)),
            ("measurable", .bool(field.isMeasurable)), ("min", .text(ifPresent: field.bounds?.lowerBound.description)),
            ("max", .text(ifPresent: field.bounds?.upperBound.description)), ("note", .text(field.note)),
            ("values", .list(field.codes.map(Answer.text))))
    }

    /// A grade with its reasons.
    init(_ grading: Grading) {
        self = .keys(
            ("grade", .text(grading.code)), ("floor", .text(grading.floor.rawValue)),
            ("ceiling", .text(grading.ceiling.rawValue)), ("missing", .list(grading.missing.map(Answer.text))),
            ("conditions", .list(grading.conditions.map(Answer.text))),
            ("decisive", .list(grading.decisive.map { .text($0.criterion.id) })),
            ("criteria", .list(grading.judgements.map { Answer($0) })))
    }

    /// What a criterion said.
    init(_ judgement: Grading.Judgement) {
        self = .keys(
            ("id", .text(judgement.criterion.id)), ("field", .text(judgement.criterion.field)),
            ("value", .text(ifPresent: judgement.value)), ("threshold", .text(judgement.threshold)),
            ("result", .text(judgement.result.rawValue)), ("reason", .text(judgement.criterion.reason)),
            ("source", .list(judgement.criterion.source.map(Answer.text))))
    }

    /// A product's grade, as grading answers it.
    static func grading(_ detail: Products.Detail) -> Answer {
        guard case .object(let members) = Answer(detail.grading) else { return .null }
        return .object([Member("sku", .text(detail.product.sku))] + members)
    }

    /// What screening found in a product's texts.
    static func screening(_ detail: Products.Detail) -> Answer {
        let label = detail.claims.compactMap { ClaimLabel(rawValue: $0.label) }.max() ?? .allowed
        return .keys(
            ("sku", .text(detail.product.sku)), ("label", .text(label.rawValue)),
            ("findings", .list(detail.claims.map { productClaim($0) })),
            ("studies", .list(detail.studies.map { Answer($0) })))
    }

    /// A finding of screening, as it stands beside the others of a product.
    static func productClaim(_ claim: ClaimRow) -> Answer {
        .object(
            members(of: claim) + [
                Member("state", .text("open")), Member("supplier", .text(claim.supplier)),
                Member("part_number", .text(claim.partNumber)),
            ])
    }

    /// A finding of screening, as a row of its run.
    init(_ claim: ClaimRow) {
        self = .object(
            [
                Member("record", .int(claim.record)), Member("line", .int(claim.line)),
                Member("part_number", .text(claim.partNumber)),
            ] + Self.members(of: claim))
    }

    private static func members(of claim: ClaimRow) -> [Member] {
        [
            Member("rule", .text(claim.rule)), Member("label", .text(claim.label)), Member("field", .text(claim.field)),
            Member("start", .int(ifPresent: claim.start)), Member("end", .int(ifPresent: claim.end)),
            Member("text", .text(ifPresent: claim.text)),
            Member("market", .text(claim.markets.joined(separator: ","))), Member("reason", .text(claim.reason)),
        ]
    }

    /// What a person said of a field.
    init(_ fact: ProductFactRow) {
        self = .keys(
            ("field", .text(fact.field)), ("value", .text(fact.value)), ("basis", .text(fact.basis)),
            ("by", .text(fact.actor)), ("at", .text(fact.at)))
    }

    /// What grading all products came to.
    init(_ count: Assessing.GradeCount) {
        let codes = Grade.allCases.reversed().map(\.rawValue) + [Grading.unassessed]
        self = .object(
            [Member("products", .int(count.products.values.reduce(0, +))), Member("changed", .int(count.changed))]
                + codes.map { Member($0, .int(count.products[$0] ?? 0)) })
    }

    /// What screening all items came to.
    init(_ count: Assessing.ScreenCount) {
        self = .keys(
            ("items", .int(count.items)), ("allowed", .int(count.allowed)), ("flag", .int(count.flagged)),
            ("block", .int(count.blocked)), ("findings", .int(count.findings)))
    }
}
