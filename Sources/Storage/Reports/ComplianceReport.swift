package import Postgres

/// What the texts that hold of supplier items say that may not be published, or not without a person.
package struct ComplianceReport: ReportStatement {
    package static let sql = """
        SELECT claim.rule, product.sku, supplier.code AS supplier, item.part_number, claim.field, claim.start_at AS start,
            claim.end_at AS "end", claim.text, known.label, market.codes AS market, study.codes AS evidence, 'open' AS state
        FROM claim_finding AS claim
        JOIN supplier_item AS item ON item.version_run = claim.run_id AND item.version_record = claim.record
        JOIN supplier ON supplier.id = item.supplier_id
        JOIN product ON product.id = item.product_id
        CROSS JOIN LATERAL (
            SELECT string_agg(code, ' ' ORDER BY code COLLATE "C") AS codes FROM unnest(claim.markets) AS code
        ) AS market
        CROSS JOIN LATERAL (SELECT claim_label(claim.label, claim.flagged_until, $1::date) AS label) AS known
        CROSS JOIN LATERAL (
            SELECT string_agg(evidence.code, ' ' ORDER BY evidence.code COLLATE "C") AS codes
            FROM product_evidence AS link JOIN evidence ON evidence.id = link.evidence_id
            WHERE link.product_id = product.id AND claim.rule = 'H5'
        ) AS study
        ORDER BY claim.rule COLLATE "C", product.sku COLLATE "C", supplier.code COLLATE "C", item.part_number COLLATE "C",
            claim.field COLLATE "C", claim.start_at, claim.end_at, known.label COLLATE "C", claim.text COLLATE "C",
            market.codes COLLATE "C"
        """

    let today: String

    package init(_ question: ReportQuestion) { today = question.today }

    package var parameters: [any ParameterConvertible] { [today] }
}
