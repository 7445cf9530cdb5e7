internal import Postgres

/// What the texts that hold of supplier items say that may not be published, or not without a person.
package struct ComplianceReport: ReportStatement {
    package static let sql = """
        SELECT claim.rule, product.sku, supplier.code AS supplier, item.part_number, claim.field, claim.start_at AS start,
            claim.end_at AS "end", claim.text, claim.label, market.codes AS market, NULL AS evidence, 'open' AS state
        FROM claim_finding AS claim
        JOIN supplier_item AS item ON item.version_run = claim.run_id AND item.version_record = claim.record
        JOIN supplier ON supplier.id = item.supplier_id
        JOIN product ON product.id = item.product_id
        CROSS JOIN LATERAL (
            SELECT string_agg(code, ' ' ORDER BY code COLLATE "C") AS codes FROM unnest(claim.markets) AS code
        ) AS market
        ORDER BY claim.rule COLLATE "C", product.sku COLLATE "C", supplier.code COLLATE "C", item.part_number COLLATE "C",
            claim.field COLLATE "C", claim.start_at, claim.end_at, claim.label COLLATE "C", claim.text COLLATE "C",
            market.codes COLLATE "C"
        """

    package init(_ question: ReportQuestion) {}
}
