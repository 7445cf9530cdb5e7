package import Catalog
package import Postgres

/// Loads the criteria and conditions of grading.
package func loadGradingScheme(_ connection: Connection) throws(PostgresError) -> GradingScheme {
    GradingScheme(
        criteria: try connection.fetch(SelectCriteria()), conditions: try connection.fetch(SelectGradingConditions()))
}

/// Every criterion with what it asks of each kind of material, in the order in which they are shown.
package struct SelectCriteria: Statement {
    /// The text.
    package static let sql = """
        SELECT criterion.id, criterion.tier, criterion.field, criterion.rule, criterion.codes, criterion.minimum,
               criterion.maximum, criterion.reason, criterion.source,
               coalesce(array_agg(kind.material_kind ORDER BY kind.material_kind COLLATE "C")
                        FILTER (WHERE kind.material_kind IS NOT NULL), '{}') AS kinds,
               coalesce(array_agg(coalesce(kind.minimum::text, kind.verdict) ORDER BY kind.material_kind COLLATE "C")
                        FILTER (WHERE kind.material_kind IS NOT NULL), '{}') AS verdicts
        FROM grading_criterion AS criterion
        LEFT JOIN grading_criterion_kind AS kind ON kind.criterion_id = criterion.id
        GROUP BY criterion.id
        ORDER BY criterion.ordinal
        """

    /// All criteria.
    package init() {}

    /// One criterion.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Criterion {
        Criterion(
            id: try row.string("id"),
            tier: try row.code("tier"),
            field: try row.string("field"),
            rule: try row.code("rule"),
            codes: try row.stringArray("codes"),
            minimum: try row.thousandthsOrNil("minimum"),
            maximum: try row.thousandthsOrNil("maximum"),
            kinds: try kinds(row),
            reason: try row.string("reason"),
            source: try row.stringArray("source"))
    }

    private static func kinds(
        _ row: borrowing Row
    ) throws(DecodingFault) -> [MaterialKind: Criterion.KindVerdict] {
        var kinds: [MaterialKind: Criterion.KindVerdict] = [:]
        let codes: [MaterialKind] = try row.codes("kinds")
        for (kind, verdict) in zip(codes, try row.stringArray("verdicts")) {
            switch verdict {
            case "pass": kinds[kind] = .pass
            case "fail": kinds[kind] = .fail
            default:
                guard let minimum = Thousandths(decimal: verdict) else {
                    throw row.fault("verdicts", wanted: "a number, pass or fail", found: verdict)
                }
                kinds[kind] = .minimum(minimum)
            }
        }
        return kinds
    }
}

/// The conditions that are printed with every conditional grade.
package struct SelectGradingConditions: Statement {
    /// The text.
    package static let sql = "SELECT text FROM grading_condition ORDER BY ordinal"

    /// All conditions.
    package init() {}

    /// One condition.
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("text") }
}
